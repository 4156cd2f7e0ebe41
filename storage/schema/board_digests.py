"""The table of board digests: drafted by staff, approved by a named officer, and from then on as they were approved."""

from __future__ import annotations

from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import Boolean, Column, Index, UniqueConstraint, false, text
from sqlmodel import Field

from storage.base import Table, row_id
from storage.columns import BigId, EncryptedText, Instant, checked


class BoardDigestKind(StrEnum):
    WEEKLY = "weekly"
    MONTHLY = "monthly"
    QUARTERLY = "quarterly"
    YEARLY = "yearly"
    PROMPT = "prompt"  # what came in answer to one prompt
    PERIOD = "period"  # any other days


class BoardDigestStatus(StrEnum):
    DRAFT = "draft"
    APPROVED = "approved"
    DROPPED = "dropped"


class Secrecy(StrEnum):
    """The answer of the approving officer: does it belong to the list of state secrets (privacy 13)?"""

    NO = "no"
    YES = "yes"
    UNSURE = "unsure"


class BoardDigest(Table, table=True):
    """The board's own account of a period, with an assessment in its officers' words.

    `figures` never change once it is made. `outline` is JSON: what it tells, in order (`digests.outline`). `content`
    is JSON and holds the finished pages as they were approved: {language: {page: [text, bold spans]}}.
    """

    id: int = row_id()
    kind: BoardDigestKind = Field(sa_column=checked(BoardDigestKind))
    status: BoardDigestStatus = Field(sa_column=checked(BoardDigestStatus, index=True))
    version: int = 1  # rises with every change, so that nobody approves what they have not read
    first_day: date
    last_day: date
    since: datetime | None = Field(default=None, sa_column=Column(Instant))  # what came late before the first day too
    until: datetime = Field(sa_column=Column(Instant, nullable=False))
    prompt_id: int | None = Field(default=None, foreign_key="prompt.id")
    added_up: bool = False  # of what other digests showed: it tells nothing new
    figures: str = Field(sa_column=Column(EncryptedText, nullable=False))
    outline: str = Field(sa_column=Column(EncryptedText, nullable=False))
    assessment: str = Field(default="", sa_column=Column(EncryptedText, nullable=False))
    proposals: str = Field(default="", sa_column=Column(EncryptedText, nullable=False))
    content: str | None = Field(default=None, sa_column=Column(EncryptedText))
    chart_id: int | None = Field(default=None, foreign_key="stored_file.id")
    document_id: int | None = Field(default=None, foreign_key="stored_file.id")
    asked: int = Field(
        sa_column=Column(BigId, nullable=False, unique=True)
    )  # done a second time, an order finds its draft
    created_by: int = Field(foreign_key="member.id")
    created_at: datetime = Field(sa_column=Column(Instant, nullable=False))
    changed_by: int = Field(foreign_key="member.id")
    changed_at: datetime | None = Field(default=None, sa_column=Column(Instant))
    """The last change; None: as it was made, or changed before this was kept."""
    put_away: bool = Field(default=False, sa_column=Column(Boolean, nullable=False, server_default=false()))
    """Dropped because nobody went on with it, and by nobody."""
    secrecy: Secrecy | None = Field(default=None, sa_column=checked(Secrecy, nullable=True))
    approved_by: int | None = Field(default=None, foreign_key="member.id")
    approved_at: datetime | None = Field(default=None, sa_column=Column(Instant))
    document_type: str = "BC"
    term: str = ""  # the committee's, "2025-2030"; documents are numbered within it
    number: int | None = None  # given when it is approved
    symbol: str = ""  # as it stands on the document: "05-BC/BTGDVTU"
    corrects_id: int | None = Field(default=None, foreign_key="board_digest.id")

    __table_args__ = (
        UniqueConstraint("document_type", "term", "number"),
        Index(
            "ix_board_digest_correction",
            "corrects_id",
            unique=True,
            sqlite_where=text("status <> 'dropped'"),
            postgresql_where=text("status <> 'dropped'"),
        ),
    )
