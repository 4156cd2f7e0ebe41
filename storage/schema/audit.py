"""Tables of the audit log: entries that are only ever added, and the tree head over all of them."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Column, Integer, LargeBinary
from sqlmodel import Field

from storage.base import Table
from storage.columns import Instant


class AuditEntry(Table, table=True):
    """Something that somebody did.

    No words, names or answers: what it was and which row, so that it can stay for good.
    """

    number: int = Field(sa_column=Column(Integer, primary_key=True, autoincrement=False))
    """From 0, without a gap: its place in the tree."""
    at: datetime = Field(sa_column=Column(Instant, nullable=False))
    member_id: int | None = None
    """None: the program, or an administrator at the terminal. No reference: the entry outlives the roster."""
    action: str
    about: str
    detail: str = ""
    leaf: bytes = Field(sa_column=Column(LargeBinary, nullable=False))
    """RFC 6962 leaf hash over the columns above."""


class AuditHead(Table, table=True):
    """One row.

    How many entries there are, and the hashes of the full subtrees on their right edge, 32 bytes each.
    """

    id: int = Field(default=1, primary_key=True)
    size: int = 0
    edge: bytes = Field(default=b"", sa_column=Column(LargeBinary, nullable=False))
