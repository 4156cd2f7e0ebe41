"""Queries about bulk exports that somebody asked for."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import update
from sqlalchemy.orm import Session
from sqlmodel import col, select

from storage.tables import ExportRequest, ExportStatus

_TABLE = ExportRequest.__table__


def add(session: Session, request: ExportRequest) -> ExportRequest:
    """Store what somebody asks for."""
    session.add(request)
    session.flush()
    return request


def get(session: Session, request_id: int) -> ExportRequest | None:
    """A request by its number."""
    return session.get(ExportRequest, request_id)


def waiting(session: Session, but_of: int, since: datetime) -> Sequence[ExportRequest]:
    """The requests of others that wait for somebody's word, the oldest first."""
    query = select(ExportRequest).where(
        ExportRequest.status == ExportStatus.ASKED,
        ExportRequest.asked_by != but_of,
        col(ExportRequest.asked_at) >= since,
    )
    return session.scalars(query.order_by(col(ExportRequest.id))).all()


def asked(session: Session, since: datetime) -> Sequence[int]:
    """The requests that wait, by number; who was told of one is not known here."""
    waits = (ExportRequest.status == ExportStatus.ASKED, col(ExportRequest.asked_at) >= since)
    return session.scalars(select(ExportRequest.id).where(*waits).order_by(col(ExportRequest.id))).all()


def decide(
    session: Session, request_id: int, member_id: int, status: ExportStatus, now: datetime, since: datetime
) -> bool:
    """A second officer says yes or no. False: it waits no more, or is their own."""
    open_ = (_TABLE.c.id == request_id, _TABLE.c.status == ExportStatus.ASKED, _TABLE.c.asked_at >= since)
    values = {"status": status, "decided_by": member_id, "decided_at": now}
    done = session.connection().execute(update(_TABLE).where(*open_, _TABLE.c.asked_by != member_id).values(**values))
    session.expire_all()
    return done.rowcount == 1


def use(session: Session, request_id: int, now: datetime, since: datetime) -> bool:
    """An agreed export is written now, once. False: it is not agreed, was written, or is too old."""
    agreed = (_TABLE.c.id == request_id, _TABLE.c.status == ExportStatus.AGREED, _TABLE.c.decided_at >= since)
    done = session.connection().execute(
        update(_TABLE).where(*agreed).values(status=ExportStatus.WRITTEN, written_at=now)
    )
    session.expire_all()
    return done.rowcount == 1
