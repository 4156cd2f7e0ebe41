"""Tables of tags: groups of members that staff name and put together."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Column
from sqlmodel import Field

from storage.base import Table, row_id
from storage.columns import Instant


class Tag(Table, table=True):
    """A group of members that staff gave a name: by how they work, never by who they are (privacy 7)."""

    id: int = row_id()
    name: str
    folded: str = Field(unique=True)
    """The name without diacritics and in small letters: there are no two that read alike."""
    created_by: int = Field(foreign_key="member.id")
    created_at: datetime = Field(sa_column=Column(Instant, nullable=False))


class MemberTag(Table, table=True):
    """A member in such a group."""

    tag_id: int = Field(foreign_key="tag.id", primary_key=True)
    member_id: int = Field(foreign_key="member.id", primary_key=True, index=True)
