"""Queries about what our accounts hear: until when, and the outages in which they could not."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime

from sqlalchemy import bindparam, select, update
from sqlalchemy.orm import Session
from sqlmodel import col

from storage.engine.prepared import Prepared
from storage.tables import Heartbeat, Outage

_OUTAGE = Outage.__table__
# Asked every second, and mostly in vain: the whole rows are read by SQLAlchemy where there are any.
_UNTOLD = Prepared(select(_OUTAGE.c.id).where(_OUTAGE.c.told == bindparam("told")))


def heard_at(session: Session) -> dict[int, datetime]:
    """Until when each account that ever heard is known to have heard, by its id."""
    return {row.account_id: row.heard_at for row in session.scalars(select(Heartbeat))}


def beat(session: Session, account_id: int, now: datetime) -> datetime | None:
    """Note that an account hears. Returns until when it was known to; None: it never was."""
    row = session.get(Heartbeat, account_id)
    if row is None:
        session.add(Heartbeat(account_id=account_id, heard_at=now))
        session.flush()
        return None
    before, row.heard_at = row.heard_at, max(now, row.heard_at)
    session.flush()
    return before


def add(session: Session, account_id: int, since: datetime, until: datetime, lost_before: datetime | None) -> None:
    """Keep a time in which an account could not hear."""
    session.add(Outage(account_id=account_id, since=since, until=until, lost_before=lost_before))
    session.flush()


def spans(session: Session, ended_after: datetime) -> Sequence[tuple[datetime, datetime]]:
    """The times in which an account could not hear that ended after an instant; what a restore took away is none."""
    ended = col(Outage.until) > ended_after, col(Outage.restored).is_(False)
    return [(row.since, row.until) for row in session.execute(select(_OUTAGE.c.since, _OUTAGE.c.until).where(*ended))]


def untold(session: Session) -> Sequence[Outage]:
    """The outages of which nobody was told yet, in the order in which they were found."""
    if not _UNTOLD.rows(session, {"told": False}):
        return ()
    return session.scalars(select(Outage).where(col(Outage.told).is_(False)).order_by(col(Outage.id))).all()


def set_told(session: Session, outage_ids: Collection[int]) -> None:
    """Note that staff, and those whom it concerns, are told of these outages."""
    session.execute(update(Outage).where(col(Outage.id).in_(outage_ids)).values(told=True))
