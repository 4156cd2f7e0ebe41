"""Tables of issues, of which many reports may speak, and of what contacts verified."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, Column, Integer
from sqlmodel import Field

from storage.base import Table, row_id
from storage.columns import EncryptedText, Instant, Pseudonym, SealedInstant, checked
from storage.schema.reports import PLACE


class IssueStatus(StrEnum):
    OPEN = "open"
    VERIFYING = "verifying"  # a contact was asked and has not answered
    ESCALATED = "escalated"  # handed to whoever can act on it
    RESOLVED = "resolved"  # the outcome is written, and told to whoever can be reached
    CLOSED = "closed"


class IssueEventKind(StrEnum):
    """One kind a line of the timeline."""

    OPENED = "opened"
    GROUPED = "grouped"
    SPLIT = "split"
    MERGED = "merged"
    OWNED = "owned"
    ASKED = "asked"
    VERDICT = "verdict"
    ESCALATED = "escalated"
    TOLD = "told"
    NOT_DONE = "not_done"
    DONE = "done"
    CLOSED = "closed"
    NOTE = "note"


class Verdict(StrEnum):
    """A contact's answer to the question."""

    TRUE = "true"
    PARTLY = "partly"
    FALSE = "false"
    UNCLEAR = "unclear"


class VerificationStatus(StrEnum):
    ASKED = "asked"
    ANSWERED = "answered"
    CANCELLED = "cancelled"


class Issue(Table, table=True):
    """One matter in the world. Its words are the staff's own: nothing of a report is copied here."""

    id: int = row_id()
    title: str = Field(sa_column=Column(EncryptedText, nullable=False))
    topic: str = ""
    unit_id: int = Field(sa_column=Column(Pseudonym(PLACE), nullable=False, index=True))
    status: IssueStatus = Field(sa_column=checked(IssueStatus, index=True))
    owner_id: int | None = Field(default=None, foreign_key="member.id")
    heard_at: datetime = Field(sa_column=Column(Instant, nullable=False))
    """When the first of its reports came."""
    acted_at: datetime | None = Field(default=None, sa_column=Column(Instant))
    """When somebody was first told to act: a network took the question, or it was handed on, or its outcome stood."""
    told_at: datetime | None = Field(default=None, sa_column=Column(Instant))
    """When a network first took the outcome for somebody who reported; None: nobody was told yet."""
    outcome: str | None = Field(default=None, sa_column=Column(EncryptedText))
    told_round: int = 0
    """How often an outcome was written: a button of an earlier one means nothing now."""
    ask_at: datetime | None = Field(default=None, sa_column=Column(Instant, index=True))
    """When those who were told are asked whether it is done."""
    merged_into: int | None = Field(default=None, foreign_key="issue.id")


class IssueReport(Table, table=True):
    """A report that speaks of an issue: of one at most."""

    report_id: int = Field(foreign_key="report.id", primary_key=True)
    issue_id: int = Field(foreign_key="issue.id", index=True)
    added_at: datetime = Field(sa_column=Column(Instant, nullable=False))
    told_round: int = 0
    """The newest outcome that a network took for its reporter; 0: none."""
    told_at: datetime | None = Field(default=None, sa_column=Column(SealedInstant))
    """When that was. Sealed: what was sent at that second would say to whom (privacy 3)."""
    asked_round: int = 0
    """The newest outcome after which its reporter was asked whether it is done."""
    whys: int = Field(default=0, sa_column=Column(Integer, nullable=False, server_default="0"))
    """How often its reporter has said why it is not done since they heard an outcome last."""


class MergedReport(Table, table=True):
    """An issue that a report spoke of until that was merged into another: what was told of it stays with the report."""

    report_id: int = Field(foreign_key="report.id", primary_key=True)
    issue_id: int = Field(foreign_key="issue.id", primary_key=True)
    added_at: datetime = Field(sa_column=Column(Instant, nullable=False))
    """Since when the report spoke of it."""


class IssueAssessment(Table, table=True):
    """An officer's judgement of an issue: how likely it grows and how much it would harm, or until when it is watched.

    A new row for each: who said what, when and why stays. The newest of each kind counts.
    """

    id: int = row_id()
    issue_id: int = Field(foreign_key="issue.id", index=True)
    at: datetime = Field(sa_column=Column(Instant, nullable=False))
    member_id: int = Field(foreign_key="member.id")
    likelihood: int | None = None
    """1 to 3; None: this row says until when it is watched."""
    consequence: int | None = None
    watch_until: datetime | None = Field(default=None, sa_column=Column(Instant))
    next_at: datetime | None = Field(default=None, sa_column=Column(Instant, index=True))
    """When its owner is told that the watching ends; None: told, or another row has taken its place."""
    why: str = Field(sa_column=Column(EncryptedText, nullable=False))


class IssueProposal(Table, table=True):
    """A report that was found like those of an issue, until somebody confirms it."""

    issue_id: int = Field(foreign_key="issue.id", primary_key=True)
    report_id: int = Field(foreign_key="report.id", primary_key=True)
    percent: int
    found_at: datetime = Field(sa_column=Column(Instant, nullable=False))


class IssueEvent(Table, table=True):
    """One line of an issue's timeline. `member_id`: the officer or contact; never who reported."""

    id: int = row_id()
    issue_id: int = Field(foreign_key="issue.id", index=True)
    at: datetime = Field(sa_column=Column(Instant, nullable=False))
    kind: IssueEventKind = Field(sa_column=checked(IssueEventKind))
    member_id: int | None = Field(default=None, foreign_key="member.id")
    words: str | None = Field(default=None, sa_column=Column(EncryptedText))


class Verification(Table, table=True):
    """A neutral question to a contact, and the verdict (privacy 5)."""

    id: int = row_id()
    issue_id: int = Field(foreign_key="issue.id", index=True)
    contact_id: int = Field(foreign_key="member.id")
    question: str = Field(sa_column=Column(EncryptedText, nullable=False))
    status: VerificationStatus = Field(sa_column=checked(VerificationStatus))
    asked_by: int = Field(foreign_key="member.id")
    asked_at: datetime = Field(sa_column=Column(Instant, nullable=False))
    told_at: datetime | None = Field(default=None, sa_column=Column(Instant))
    """When a network took the question; None: the contact has not had it yet."""
    due_at: datetime = Field(sa_column=Column(Instant, nullable=False))
    next_at: datetime | None = Field(default=None, sa_column=Column(Instant, index=True))
    """When the contact is reminded, or a higher one asked."""
    reminded: int = 0
    verdict: Verdict | None = Field(default=None, sa_column=checked(Verdict, nullable=True))
    note: str | None = Field(default=None, sa_column=Column(EncryptedText))
    answered_at: datetime | None = Field(default=None, sa_column=Column(Instant))

    __table_args__ = (CheckConstraint("(status = 'answered') = (verdict IS NOT NULL)", name="verdict_where_answered"),)
