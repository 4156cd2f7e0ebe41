"""Table of the times in which a unit or a member is not reminded."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import CheckConstraint, Column
from sqlmodel import Field

from storage.base import Table, row_id
from storage.columns import EncryptedText, Instant


class Mute(Table, table=True):
    """Days on which a unit with all below it, or one member, is not reminded and counts as no silence, with the reason."""

    id: int = row_id()
    unit_id: int | None = Field(default=None, foreign_key="unit.id")
    member_id: int | None = Field(default=None, foreign_key="member.id", index=True)
    first: date
    last: date = Field(index=True)
    """The last of these days; one that ends early has this moved."""
    reason: str = Field(sa_column=Column(EncryptedText, nullable=False))
    created_by: int = Field(foreign_key="member.id")
    created_at: datetime = Field(sa_column=Column(Instant, nullable=False))
    ended_by: int | None = Field(default=None, foreign_key="member.id")
    """Whoever ended it early."""

    __table_args__ = (CheckConstraint("(unit_id IS NULL) <> (member_id IS NULL)", name="unit_or_member"),)
