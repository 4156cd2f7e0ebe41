"""Tables of the staff's work with one report: its review, and questions to its author."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum

from sqlalchemy import Column
from sqlmodel import Field

from storage.base import Table, row_id
from storage.columns import EncryptedText, Instant, SealedInstant, checked


class ReviewStatus(StrEnum):
    NEW = "new"
    TAKEN = "taken"  # one officer reads it; given back by itself after a while
    RETURNED = "returned"  # its author is to correct it
    ACCEPTED = "accepted"
    REJECTED = "rejected"


class ReportReview(Table, table=True):
    """The review of a report; a report without a row is new."""

    report_id: int = Field(foreign_key="report.id", primary_key=True)
    status: ReviewStatus = Field(sa_column=checked(ReviewStatus, index=True))
    taken_by: int | None = Field(default=None, foreign_key="member.id")
    taken_until: datetime | None = Field(default=None, sa_column=Column(Instant))
    sensitive: bool = False
    reason: str | None = Field(default=None, sa_column=Column(EncryptedText))
    changed_by: int | None = Field(default=None, foreign_key="member.id")
    changed_at: datetime = Field(sa_column=Column(Instant, nullable=False))


class ReportQuestion(Table, table=True):
    """A question of an officer to whoever sent a report, and the answer; neither learns who the other is."""

    id: int = row_id()
    report_id: int = Field(foreign_key="report.id", index=True)
    asked_by: int = Field(foreign_key="member.id")
    asked_at: datetime = Field(sa_column=Column(Instant, nullable=False))
    told_at: datetime | None = Field(default=None, sa_column=Column(SealedInstant))
    """When a network took it for the author; sealed, since what was sent at that second would say to whom (privacy 3)."""
    question: str = Field(sa_column=Column(EncryptedText, nullable=False))
    answer: str | None = Field(default=None, sa_column=Column(EncryptedText))
    answered_at: datetime | None = Field(default=None, sa_column=Column(Instant))
