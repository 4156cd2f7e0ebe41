"""Queries about alerts: raised once, put to one officer after another until somebody takes it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from storage.tables import Alert, AlertStatus

_TABLE = Alert.__table__  # type: ignore[attr-defined]


def raise_for_draft(session: Session, draft_id: int, unit_id: int, now: datetime) -> Alert | None:
    """A new alert; None where this draft has raised one already."""
    if session.scalar(select(_TABLE.c.id).where(_TABLE.c.draft_id == draft_id)) is not None:
        return None
    alert = Alert(draft_id=draft_id, unit_id=unit_id, status=AlertStatus.OPEN, raised_at=now)
    session.add(alert)
    session.flush()
    return alert


def move_to_report(session: Session, draft_id: int, report_id: int) -> None:
    """The draft became a report: its alert now speaks of that."""
    session.execute(update(_TABLE).where(_TABLE.c.draft_id == draft_id).values(draft_id=None, report_id=report_id))


def get(session: Session, alert_id: int) -> Alert | None:
    return session.get(Alert, alert_id)


def asked(session: Session, alert: Alert, next_at: datetime | None) -> None:
    """One more officer was asked; the next is due at `next_at` (None: everybody was)."""
    alert.asked += 1
    alert.next_at = next_at
    session.flush()


def acknowledge(session: Session, alert_id: int, member_id: int, now: datetime) -> bool:
    """The officer takes the alert. False: somebody else was first (two officers may press in the same second)."""
    taken = session.execute(
        update(_TABLE)
        .where(_TABLE.c.id == alert_id, _TABLE.c.status == AlertStatus.OPEN)
        .values(status=AlertStatus.ACKNOWLEDGED, acknowledged_by=member_id, acknowledged_at=now, next_at=None)
    )
    session.expire_all()
    return taken.rowcount == 1


def due(session: Session, now: datetime) -> Sequence[Alert]:
    """The open alerts for which the next officer is due."""
    query = select(Alert).where(_TABLE.c.status == AlertStatus.OPEN, _TABLE.c.next_at <= now).order_by(_TABLE.c.id)
    return session.scalars(query).all()
