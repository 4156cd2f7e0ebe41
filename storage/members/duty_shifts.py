"""Queries about who is on duty, and about days off."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import delete
from sqlalchemy.orm import Session
from sqlmodel import col, select

from storage.engine.counters import next_number
from storage.tables import Counter, DayOff, DutyOverride, DutyShift

_VERSION = "duty_rota"


@dataclass(frozen=True, slots=True)
class Shift:
    """Officers on duty from an hour of a weekday on (7: a day off), in the order in which they are asked."""

    day: int
    starts: int
    minutes: int
    members: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Override:
    """Officers on duty between two instants."""

    starts_at: datetime
    ends_at: datetime
    members: tuple[int, ...]


def version(session: Session) -> int:
    """How often the rota was written."""
    return session.scalar(select(Counter.value).where(Counter.name == _VERSION)) or 0


def rota(session: Session) -> list[Shift]:
    """The shifts of a week, in order."""
    found: dict[tuple[int, int, int], list[int]] = {}
    order = (col(DutyShift.day), col(DutyShift.starts), col(DutyShift.minutes), col(DutyShift.position))
    for row in session.scalars(select(DutyShift).order_by(*order)):
        found.setdefault((row.day, row.starts, row.minutes), []).append(row.member_id)
    return [Shift(*when, tuple(who)) for when, who in found.items()]


def write(session: Session, shifts: Sequence[Shift], known: int) -> bool:
    """Put another rota in the place of the one that stands. False: it is no longer the one that was known."""
    if next_number(session, _VERSION) != known + 1:
        return False
    session.execute(delete(DutyShift))
    for shift in shifts:
        for position, member in enumerate(shift.members):
            session.add(
                DutyShift(
                    day=shift.day, starts=shift.starts, minutes=shift.minutes, position=position, member_id=member
                )
            )
    session.flush()
    return True


def overrides(session: Session, since: datetime) -> list[Override]:
    """The overrides that have not ended by an instant, the newest first: of two at once the newer one counts."""
    query = select(DutyOverride).where(col(DutyOverride.ends_at) > since).order_by(col(DutyOverride.id))
    found: dict[tuple[datetime, datetime], list[int]] = {}
    for row in session.scalars(query):
        found.setdefault((row.starts_at, row.ends_at), []).append(row.member_id)
    return [Override(*when, tuple(who)) for when, who in reversed(found.items())]


def override(session: Session, made: Override) -> None:
    """Somebody else is on duty between two instants; what was said of just these before no longer counts."""
    same = (col(DutyOverride.starts_at) == made.starts_at, col(DutyOverride.ends_at) == made.ends_at)
    session.execute(delete(DutyOverride).where(*same))
    for position, member in enumerate(made.members):
        row = DutyOverride(starts_at=made.starts_at, ends_at=made.ends_at, position=position, member_id=member)
        session.add(row)
    session.flush()


def days(session: Session, first: date, last: date) -> dict[date, bool]:
    """Days of which staff said something: True where one is off, False where it is worked."""
    query = select(DayOff).where(col(DayOff.day) >= first, col(DayOff.day) <= last)
    return {row.day: row.off for row in session.scalars(query)}


def set_day(session: Session, day: date, off: bool) -> None:
    """Say of a day that it is off, or worked."""
    row = session.get(DayOff, day)
    if row is None:
        session.add(DayOff(day=day, off=off))
    else:
        row.off = off
    session.flush()
