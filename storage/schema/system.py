"""Tables of the installation itself: what makes a database ours, schedule rules, counters, outages."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Boolean, Column, LargeBinary, false
from sqlmodel import Field

from storage.base import Table, row_id
from storage.columns import Instant


class Installation(Table, table=True):
    """One row: what makes this database ours. `seed` is the lookup seed, wrapped by the current key."""

    id: int = Field(default=1, primary_key=True)
    seed: bytes = Field(sa_column=Column(LargeBinary, nullable=False))
    key_fingerprint: bytes = Field(sa_column=Column(LargeBinary, nullable=False))
    created_at: datetime = Field(sa_column=Column(Instant, nullable=False))


class Rule(Table, table=True):
    """Something that comes round: crontab fields (weekdays by name) in a zone; `next_at` is computed from them."""

    id: int = row_id()
    name: str = Field(unique=True)  # "monthly_prompt", "daily_digest", "reminders"
    cron: str
    timezone: str
    next_at: datetime = Field(sa_column=Column(Instant, nullable=False))
    enabled: bool = True
    on_days_off: bool = Field(default=False, sa_column=Column(Boolean, nullable=False, server_default=false()))
    """Whether it comes on days off as well."""


class QuietNight(Table, table=True):
    """One row, once staff have moved the night: minutes since midnight in the board's own zone, from one day to the next."""

    id: int = Field(default=1, primary_key=True)
    begins: int
    ends: int


class Counter(Table, table=True):
    """A number that only rises: report numbers by month, strangers by day."""

    name: str = Field(primary_key=True)
    value: int = 0


class Heartbeat(Table, table=True):
    """Until when an account of ours is known to have heard what its network brings; written about once a minute."""

    account_id: int = Field(foreign_key="account.id", primary_key=True)
    heard_at: datetime = Field(sa_column=Column(Instant, nullable=False))


class Outage(Table, table=True):
    """A time in which an account could not hear; known once it hears again."""

    id: int | None = Field(default=None, primary_key=True)
    account_id: int = Field(foreign_key="account.id")
    since: datetime = Field(sa_column=Column(Instant, nullable=False))
    until: datetime = Field(sa_column=Column(Instant, nullable=False, index=True))
    lost_before: datetime | None = Field(default=None, sa_column=Column(Instant))
    """What was written before this instant may never come: longer ago than the network keeps it. None: all comes."""
    restored: bool = Field(default=False, sa_column=Column(Boolean, nullable=False, server_default=false()))
    """True where the program ran and its data of that time is gone: an older backup was restored."""
    told: bool = Field(default=False, sa_column=Column(Boolean, nullable=False, server_default=false()))
    """True once staff, and those whom it concerns, have been told."""


class Restore(Table, table=True):
    """A backup that was restored when something was due since it was made: an officer says whether that still leaves."""

    id: int | None = Field(default=None, primary_key=True)
    made_at: datetime = Field(sa_column=Column(Instant, nullable=False))
    restored_at: datetime = Field(sa_column=Column(Instant, nullable=False))
    asked: int = 0
    """How many officers were asked."""
    next_at: datetime = Field(sa_column=Column(Instant, nullable=False))
    """When the next one is asked."""
    decided_at: datetime | None = Field(default=None, sa_column=Column(Instant))
    decided_by: int | None = Field(default=None, foreign_key="member.id")
    sends: bool | None = None
