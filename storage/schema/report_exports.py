"""The table of bulk exports: somebody asks, a second officer agrees in their own chat, and it is written once."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, Column
from sqlmodel import Field

from storage.base import Table, row_id
from storage.columns import EncryptedText, Instant, checked


class ExportStatus(StrEnum):
    ASKED = "asked"
    AGREED = "agreed"
    REFUSED = "refused"
    WRITTEN = "written"


class ExportRequest(Table, table=True):
    """A bulk export of reports: who asked for it and why, and who agreed (privacy 12)."""

    id: int = row_id()
    asked_by: int = Field(foreign_key="member.id")
    asked_at: datetime = Field(sa_column=Column(Instant, nullable=False))
    reason: str = Field(sa_column=Column(EncryptedText, nullable=False))
    with_reporters: bool
    status: ExportStatus = Field(sa_column=checked(ExportStatus, index=True))
    decided_by: int | None = Field(default=None, foreign_key="member.id")
    decided_at: datetime | None = Field(default=None, sa_column=Column(Instant))
    written_at: datetime | None = Field(default=None, sa_column=Column(Instant))

    __table_args__ = (CheckConstraint("decided_by IS NULL OR decided_by <> asked_by", name="two_people"),)
