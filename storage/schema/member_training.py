"""Tables of training, and of what was changed about members."""

from __future__ import annotations

from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, Column
from sqlmodel import Field

from storage.base import Table, row_id
from storage.columns import Day, Instant, Pseudonym, checked


class Training(Table, table=True):
    """Days on which a member, or a unit with all below it, learns: what they report is marked and is in no figure.

    The two are pseudonyms: a report says in plain that it is of somebody in training, and few are (privacy 3).
    """

    id: int = row_id()
    unit_id: int | None = Field(default=None, sa_column=Column(Pseudonym("training.unit_id")))
    member_id: int | None = Field(default=None, sa_column=Column(Pseudonym("training.member_id"), index=True))
    first: date
    last: date = Field(index=True)
    """The last of these days; one that ends early has this moved."""
    created_by: int = Field(foreign_key="member.id")
    created_at: datetime = Field(sa_column=Column(Day, nullable=False))
    """The day: by the second it would stand beside what its member was told then (privacy 3)."""
    ended_by: int | None = Field(default=None, foreign_key="member.id")
    """Whoever ended it early."""

    __table_args__ = (CheckConstraint("(unit_id IS NULL) <> (member_id IS NULL)", name="unit_or_member"),)


class MemberChangeKind(StrEnum):
    """A change of a member's place on the roster."""

    ADDED = "added"
    MOVED = "moved"
    SUSPENDED = "suspended"
    RESUMED = "resumed"
    RETIRED = "retired"


class MemberChange(Table, table=True):
    """One change of a member's place on the roster, with whoever made it (None: at the terminal)."""

    id: int = row_id()
    member_id: int = Field(foreign_key="member.id", index=True)
    kind: MemberChangeKind = Field(sa_column=checked(MemberChangeKind))
    at: datetime = Field(sa_column=Column(Instant, nullable=False))
    by_id: int | None = Field(default=None, foreign_key="member.id")
    unit_id: int | None = Field(default=None, foreign_key="unit.id")
    """The unit in which they stood before."""
