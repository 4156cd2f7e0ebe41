"""Tables of who is on duty when, and of the days that are off."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import Column
from sqlmodel import Field

from storage.base import Table, row_id
from storage.columns import Instant


class DutyShift(Table, table=True):
    """An officer on duty from an hour of a weekday on, every week."""

    id: int = row_id()
    day: int
    """0 is Monday; 7 stands for days off, whatever weekday they are."""
    starts: int
    """Minutes since midnight, in the board's own zone."""
    minutes: int
    """How long; it may reach into the next day."""
    position: int
    """The order in which the officers of a shift are asked."""
    member_id: int = Field(foreign_key="member.id")


class DutyOverride(Table, table=True):
    """An officer on duty between two instants, whatever the weeks say."""

    id: int = row_id()
    starts_at: datetime = Field(sa_column=Column(Instant, nullable=False))
    ends_at: datetime = Field(sa_column=Column(Instant, nullable=False, index=True))
    position: int
    member_id: int = Field(foreign_key="member.id")


class DayOff(Table, table=True):
    """A day of which staff say that it is off, or worked although the calendar says otherwise."""

    day: date = Field(primary_key=True)
    off: bool
