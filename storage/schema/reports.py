"""Tables of reports, their coded answers, who reported them, and alerts."""

from __future__ import annotations

from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import Boolean, CheckConstraint, Column, Index, false, text
from sqlmodel import Field

from storage.base import Table, row_id
from storage.columns import EncryptedText, Instant, Pseudonym, checked

PLACE = "report.unit_id"
"""The use of pseudonyms by which all that was reported names units: equal to each other, and to no unit (privacy 3)."""


class ReportKind(StrEnum):
    PERIODIC = "periodic"
    THEMATIC = "thematic"
    URGENT = "urgent"
    REVIEW = "review"


class AlertStatus(StrEnum):
    OPEN = "open"
    ACKNOWLEDGED = "acknowledged"
    WITHDRAWN = "withdrawn"  # its author pressed by mistake
    CLOSED = "closed"  # whoever had it is done with it


class AlertStage(StrEnum):
    """How far the matter of an alert is, said by the officer who has it."""

    CALLED = "called"  # đã gọi xã
    VERIFYING = "verifying"  # đang xác minh
    CALM = "calm"  # đã ổn
    UNTRUE = "untrue"  # không đúng


class Report(Table, table=True):
    """A submitted draft. Who sent it stands in `Reporter` alone."""

    id: int = row_id()
    number: str = Field(unique=True)  # BC-1126-042
    kind: ReportKind = Field(sa_column=checked(ReportKind))
    form_id: int = Field(foreign_key="form.id")
    prompt_id: int | None = Field(default=None, sa_column=Column(Pseudonym("report.prompt_id"), index=True))
    unit_id: int = Field(sa_column=Column(Pseudonym(PLACE), nullable=False))  # the reporting unit
    place_id: int | None = Field(default=None, sa_column=Column(Pseudonym(PLACE), index=True))  # the place spoken of
    revision: int = 1
    urgent: bool = False
    late: bool = Field(default=False, sa_column=Column(Boolean, nullable=False, server_default=false()))
    """It came after its prompt was to be answered."""
    training: bool = Field(default=False, sa_column=Column(Boolean, nullable=False, server_default=false()))
    """Its author was in training: it is in no figure."""
    day: date = Field(index=True)  # in the board's own zone
    submitted_at: datetime = Field(sa_column=Column(Instant, nullable=False))
    withdrawn_at: datetime | None = Field(default=None, sa_column=Column(Instant))
    """When its author took it back or had it deleted: the number stays, what it said is gone."""

    # A unit's list: what speaks of it, and what comes from it and speaks of no other place, each in the list's order.
    __table_args__ = (Index("ix_report_from", "unit_id", "place_id", "id"),)


_FULL = text("length(document) > 33")  # bytes of nothing at all, encrypted: version, key, nonce and tag


class ReportRevision(Table, table=True):
    """One version of a report's content: the submission, a whole OpenRosa document.

    `personal`: what its author decided about personal data in it, as JSON: the references that were masked, and by
    reference why something was left as it was; None where nothing was found.
    """

    report_id: int = Field(foreign_key="report.id", primary_key=True)
    revision: int = Field(primary_key=True)
    document: str = Field(sa_column=Column(EncryptedText, nullable=False))
    personal: str | None = Field(default=None, sa_column=Column(EncryptedText))
    created_at: datetime = Field(sa_column=Column(Instant, nullable=False))

    __table_args__ = (Index("ix_report_revision_full", "created_at", sqlite_where=_FULL, postgresql_where=_FULL),)


class Reporter(Table, table=True):
    """The one table in which member and report meet (privacy 3), by pseudonyms that nobody joins without the key.

    `draft_id`: the correction that is being written.
    """

    report_id: int = Field(foreign_key="report.id", primary_key=True)
    member_id: int = Field(sa_column=Column(Pseudonym("reporter.member_id"), nullable=False, index=True))
    draft_id: int | None = Field(default=None, sa_column=Column(Pseudonym("reporter.draft_id"), unique=True))


class IdentityLook(Table, table=True):
    """A look at who reported: by whom (None: an administrator at the terminal), at what, and why."""

    id: int = row_id()
    at: datetime = Field(sa_column=Column(Instant, nullable=False))
    member_id: int | None = Field(default=None, foreign_key="member.id")
    confirmed_by: int | None = Field(default=None, foreign_key="member.id")
    """The second person behind an export that names reporters."""
    report_id: int | None = Field(default=None, foreign_key="report.id")  # None: all that an export holds
    reason: str = Field(sa_column=Column(EncryptedText, nullable=False))


class Answer(Table, table=True):
    """One coded answer of a report's newest revision; figures are counted from these rows alone."""

    report_id: int = Field(foreign_key="report.id", primary_key=True)
    field: str = Field(primary_key=True)
    choice: str = Field(primary_key=True)
    revision: int
    day: date
    unit_id: int = Field(sa_column=Column(Pseudonym(PLACE), nullable=False))
    """The place spoken of, else the reporting unit."""

    __table_args__ = (Index("ix_answer_figures", "field", "choice", "day", "unit_id"),)


class Alert(Table, table=True):
    """An urgent flag on its way to an officer who must acknowledge it."""

    id: int = row_id()
    draft_id: int | None = Field(default=None, sa_column=Column(Pseudonym("alert.draft_id"), unique=True))
    report_id: int | None = Field(default=None, foreign_key="report.id", unique=True)
    unit_id: int = Field(sa_column=Column(Pseudonym(PLACE), nullable=False))
    rule_id: int | None = Field(default=None, foreign_key="flag_rule.id")
    """The rule that raised it; None: its author said that it is urgent."""
    training: bool = Field(default=False, sa_column=Column(Boolean, nullable=False, server_default=false()))
    """Its author was in training: no digest counts it."""
    status: AlertStatus = Field(sa_column=checked(AlertStatus, index=True))
    raised_at: datetime = Field(sa_column=Column(Instant, nullable=False))
    queue: str | None = None
    """Member ids of those on duty when it was raised, in order; "*": nobody was; None: there was no rota."""
    asked: int = 0
    """Places in the officers' order that were passed so far."""
    last_asked: int | None = Field(default=None, foreign_key="member.id")
    last_asked_at: datetime | None = Field(default=None, sa_column=Column(Instant))
    next_at: datetime | None = Field(default=None, sa_column=Column(Instant))
    nobody_since: datetime | None = Field(default=None, sa_column=Column(Instant))
    """Since when no officer can be reached; None: somebody was asked."""
    closed_at: datetime | None = Field(default=None, sa_column=Column(Instant))
    acknowledged_by: int | None = Field(default=None, foreign_key="member.id")
    acknowledged_at: datetime | None = Field(default=None, sa_column=Column(Instant))
    """When somebody took it last, even where it came back since."""
    stage: AlertStage | None = Field(default=None, sa_column=checked(AlertStage, nullable=True))
    stage_at: datetime | None = Field(default=None, sa_column=Column(Instant))
    named_by: int | None = Field(default=None, foreign_key="member.id")
    """The officer who decided that leaders read which commune it is (privacy 4)."""
    named_at: datetime | None = Field(default=None, sa_column=Column(Instant))
    named_words: str | None = Field(default=None, sa_column=Column(EncryptedText))
    """The officer's one sentence for leaders."""

    __table_args__ = (
        CheckConstraint("status <> 'acknowledged' OR acknowledged_by IS NOT NULL", name="acknowledged_by_somebody"),
    )


class AlertNote(Table, table=True):
    """A line that an officer or a leader wrote about the matter of an alert."""

    id: int = row_id()
    alert_id: int = Field(foreign_key="alert.id", index=True)
    at: datetime = Field(sa_column=Column(Instant, nullable=False))
    member_id: int | None = Field(default=None, foreign_key="member.id")
    words: str = Field(sa_column=Column(EncryptedText, nullable=False))
