"""Tables of the work itself: forms, drafts, prompts, reports, alerts, digests."""

from __future__ import annotations

from datetime import date, datetime
from enum import StrEnum
from typing import Any, ClassVar

from sqlalchemy import CheckConstraint, Column, Index, Integer, Text, UniqueConstraint
from sqlmodel import Field

from storage.base import Table
from storage.columns import BigId, EncryptedText, Instant, checked


class PromptKind(StrEnum):
    MONTHLY = "monthly"
    AD_HOC = "ad_hoc"
    THEMATIC = "thematic"
    REVIEW = "review"


class PromptStatus(StrEnum):
    SCHEDULED = "scheduled"  # waits for `send_at`
    SENT = "sent"
    CANCELLED = "cancelled"


class BroadcastKind(StrEnum):
    FIRST = "first"
    AGAIN = "again"  # to those whom the prompt had not reached
    REMINDER = "reminder"


class BroadcastStatus(StrEnum):
    SENDING = "sending"  # on its way, or waiting for the morning
    PAUSED = "paused"
    DONE = "done"
    CANCELLED = "cancelled"  # what had not left does not leave


class AssignmentStatus(StrEnum):
    PENDING = "pending"
    STARTED = "started"
    SUBMITTED = "submitted"
    NOTHING = "nothing"
    EXCUSED = "excused"  # not asked any more: the rest of the prompt's broadcast was cancelled before it came


class NothingReason(StrEnum):
    CALM = "calm"  # Đã nắm, không có ý kiến: evidence of calm
    NOT_HEARD = "not_heard"  # Chưa nắm được: evidence of nothing


class ReportKind(StrEnum):
    PERIODIC = "periodic"
    THEMATIC = "thematic"
    URGENT = "urgent"
    REVIEW = "review"


class AlertStatus(StrEnum):
    OPEN = "open"
    ACKNOWLEDGED = "acknowledged"


class DigestKind(StrEnum):
    DAILY = "daily"
    MONTHLY = "monthly"
    INTERIM = "interim"  # made for staff who want to see how the day stands


# Of two officers who act on one row at the same instant the second acts on what the first has left.
_PROMPT_VERSION = Column("version", Integer, nullable=False, server_default="1")
_BROADCAST_VERSION = Column("version", Integer, nullable=False)


class Form(Table, table=True):
    """A published version of a form: it never changes, and drafts and reports stay on theirs.

    `builtin`: it came with the program, not from the office. `file_id`: the spreadsheet it was made of. A form that was
    compiled and not published yet has no name, so that no query for a form finds it; only a trial draft points at it.
    """

    id: int | None = Field(default=None, primary_key=True)
    name: str
    version: int
    title: str = Field(sa_column=Column(EncryptedText, nullable=False))
    xml: str = Field(sa_column=Column(EncryptedText, nullable=False))
    published_at: datetime = Field(sa_column=Column(Instant, nullable=False))
    builtin: bool = False
    file_id: int | None = Field(default=None, foreign_key="stored_file.id")

    __table_args__ = (UniqueConstraint("name", "version"),)


class FormFile(Table, table=True):
    """A picture, sound or film that the labels and hints of a form name by its file name."""

    form_id: int = Field(foreign_key="form.id", primary_key=True)
    name: str = Field(primary_key=True)
    file_id: int = Field(foreign_key="stored_file.id")


class Draft(Table, table=True):
    """A form being filled in by a member. `state` is what the conversation itself remembers (JSON; see handlers/fill.py)."""

    id: int | None = Field(default=None, primary_key=True)
    member_id: int = Field(foreign_key="member.id", index=True)
    form_id: int = Field(foreign_key="form.id")
    prompt_id: int | None = Field(default=None, foreign_key="prompt.id", index=True)
    document: str = Field(sa_column=Column(EncryptedText, nullable=False))
    state: str = Field(sa_column=Column(EncryptedText, nullable=False))
    revision: int = 0
    created_at: datetime = Field(sa_column=Column(Instant, nullable=False))
    updated_at: datetime = Field(sa_column=Column(Instant, nullable=False))


class Choice(Table, table=True):
    """A question outside a form, put to one member: `kind` names the conversation that answers it, `payload` is its JSON."""

    id: int | None = Field(default=None, primary_key=True)
    member_id: int = Field(foreign_key="member.id", index=True)
    kind: str
    payload: str = Field(sa_column=Column(EncryptedText, nullable=False))
    created_at: datetime = Field(sa_column=Column(Instant, nullable=False))
    answered_at: datetime | None = Field(default=None, sa_column=Column(Instant))


class Prompt(Table, table=True):
    """What staff push out. `send_at` is None for what the monthly rule will send.

    Before it is confirmed it is a `Draft` of the form "prompt"; from then on it waits, and once it goes out each round of
    sending is a `Broadcast`. draft_id: the change that is being written while it waits. changed_by: who cancelled it,
    None where the time for its answers had passed.
    """

    id: int | None = Field(default=None, primary_key=True)
    kind: PromptKind = Field(sa_column=checked(PromptKind))
    status: PromptStatus = Field(sa_column=checked(PromptStatus, index=True))
    form_id: int = Field(foreign_key="form.id")
    title: str = Field(sa_column=Column(EncryptedText, nullable=False))
    intro: str = Field(sa_column=Column(EncryptedText, nullable=False))
    unit_id: int = Field(foreign_key="unit.id")  # the audience: collaborators of this unit and below
    due_at: datetime = Field(sa_column=Column(Instant, nullable=False))
    created_by: int = Field(foreign_key="member.id")
    created_at: datetime = Field(sa_column=Column(Instant, nullable=False))
    send_at: datetime | None = Field(default=None, sa_column=Column(Instant))
    sent_at: datetime | None = Field(default=None, sa_column=Column(Instant))
    draft_id: int | None = None
    changed_by: int | None = Field(default=None, foreign_key="member.id")
    changed_at: datetime | None = Field(default=None, sa_column=Column(Instant))
    version: int = Field(default=1, sa_column=_PROMPT_VERSION)

    __mapper_args__: ClassVar[dict[str, Any]] = {"version_id_col": _PROMPT_VERSION}


class Broadcast(Table, table=True):
    """One round in which a prompt, or a reminder of it, goes out; its deliveries name it.

    ended_at: since when nothing of it is on its way. changed_by, changed_at: who paused it, let it go on or cancelled
    what was left, and when. shown, shown_at: what the cards of staff show of it, and since when.
    """

    id: int | None = Field(default=None, primary_key=True)
    prompt_id: int = Field(foreign_key="prompt.id", index=True)
    kind: BroadcastKind = Field(sa_column=checked(BroadcastKind))
    status: BroadcastStatus = Field(sa_column=checked(BroadcastStatus))
    started_at: datetime = Field(sa_column=Column(Instant, nullable=False))
    ended_at: datetime | None = Field(default=None, sa_column=Column(Instant, index=True))
    changed_by: int | None = Field(default=None, foreign_key="member.id")
    changed_at: datetime | None = Field(default=None, sa_column=Column(Instant))
    shown: str = ""
    shown_at: datetime = Field(sa_column=Column(Instant, nullable=False))
    version: int = Field(default=1, sa_column=_BROADCAST_VERSION)

    __mapper_args__: ClassVar[dict[str, Any]] = {"version_id_col": _BROADCAST_VERSION}


class PromptCard(Table, table=True):
    """The one message in which a member of staff sees how far a prompt has gone out: by its id, or by what sent it."""

    prompt_id: int = Field(foreign_key="prompt.id", primary_key=True)
    member_id: int = Field(foreign_key="member.id", primary_key=True)
    account_id: int = Field(foreign_key="account.id")
    message_id: str = ""
    delivery_id: int = Field(default=0, sa_column=Column(BigId, nullable=False))


class PromptItem(Table, table=True):
    """One matter of a prompt; `name` is the choice by which a report says that it answers this one."""

    id: int | None = Field(default=None, primary_key=True)
    prompt_id: int = Field(foreign_key="prompt.id")
    position: int
    name: str
    topic: str
    text: str = Field(sa_column=Column(EncryptedText, nullable=False))

    __table_args__ = (UniqueConstraint("prompt_id", "position"),)


class Assignment(Table, table=True):
    """One member's part in one prompt. It says that there is a report, never which."""

    prompt_id: int = Field(foreign_key="prompt.id", primary_key=True)
    member_id: int = Field(foreign_key="member.id", primary_key=True, index=True)
    status: AssignmentStatus = Field(sa_column=checked(AssignmentStatus))
    nothing_reason: NothingReason | None = Field(default=None, sa_column=checked(NothingReason, nullable=True))
    started_at: datetime | None = Field(default=None, sa_column=Column(Instant))
    finished_at: datetime | None = Field(default=None, sa_column=Column(Instant))
    reminded_on: date | None = None

    __table_args__ = (
        CheckConstraint("(status = 'nothing') = (nothing_reason IS NOT NULL)", name="reason_where_nothing"),
    )


class Report(Table, table=True):
    """A submitted draft. Who sent it stands in `Reporter` alone."""

    id: int | None = Field(default=None, primary_key=True)
    number: str = Field(unique=True)  # BC-1126-042
    kind: ReportKind = Field(sa_column=checked(ReportKind))
    form_id: int = Field(foreign_key="form.id")
    prompt_id: int | None = Field(default=None, foreign_key="prompt.id", index=True)
    unit_id: int = Field(foreign_key="unit.id", index=True)  # the reporting unit
    place_id: int | None = Field(default=None, foreign_key="unit.id", index=True)  # the place spoken of
    revision: int = 1
    urgent: bool = False
    day: date = Field(index=True)  # in the board's own zone
    submitted_at: datetime = Field(sa_column=Column(Instant, nullable=False))


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


class Reporter(Table, table=True):
    """The one table in which member and report meet (PRIVACY.md 3). `draft_id`: the correction that is being written."""

    report_id: int = Field(foreign_key="report.id", primary_key=True)
    member_id: int = Field(foreign_key="member.id", index=True)
    draft_id: int | None = Field(default=None, foreign_key="draft.id", unique=True)


class IdentityLook(Table, table=True):
    """A look at who reported: by whom (None: an administrator at the terminal), at what, and why."""

    id: int | None = Field(default=None, primary_key=True)
    at: datetime = Field(sa_column=Column(Instant, nullable=False))
    member_id: int | None = Field(default=None, foreign_key="member.id")
    report_id: int | None = Field(default=None, foreign_key="report.id")  # None: all that an export holds
    reason: str = Field(sa_column=Column(EncryptedText, nullable=False))


class Answer(Table, table=True):
    """One coded answer of a report's newest revision; figures are counted from these rows alone."""

    report_id: int = Field(foreign_key="report.id", primary_key=True)
    field: str = Field(primary_key=True)
    choice: str = Field(primary_key=True)
    revision: int
    day: date
    unit_id: int = Field(foreign_key="unit.id")  # the place spoken of, else the reporting unit

    __table_args__ = (Index("ix_answer_figures", "field", "choice", "day", "unit_id"),)


class Alert(Table, table=True):
    """An urgent flag on its way to an officer who must acknowledge it. `asked` counts the officers asked so far."""

    id: int | None = Field(default=None, primary_key=True)
    draft_id: int | None = Field(default=None, foreign_key="draft.id", unique=True)
    report_id: int | None = Field(default=None, foreign_key="report.id", unique=True)
    unit_id: int = Field(foreign_key="unit.id")
    status: AlertStatus = Field(sa_column=checked(AlertStatus, index=True))
    raised_at: datetime = Field(sa_column=Column(Instant, nullable=False))
    asked: int = 0
    next_at: datetime | None = Field(default=None, sa_column=Column(Instant))
    acknowledged_by: int | None = Field(default=None, foreign_key="member.id")
    acknowledged_at: datetime | None = Field(default=None, sa_column=Column(Instant))

    __table_args__ = (
        CheckConstraint("(status = 'open') = (acknowledged_by IS NULL)", name="acknowledged_by_somebody"),
    )


class Digest(Table, table=True):
    """The consolidated account of the days from `first_day` to `last_day`; `figures` is JSON and holds no free text.

    `pages` are its finished texts: {language: {"leader" or "staff": {page: [text, bold spans]}}}.
    """

    id: int | None = Field(default=None, primary_key=True)
    kind: DigestKind = Field(sa_column=checked(DigestKind))
    number: int  # of its kind and year
    first_day: date
    last_day: date
    until: datetime = Field(
        sa_column=Column(Instant, nullable=False)
    )  # reports submitted before this instant are in it
    figures: str = Field(sa_column=Column(Text, nullable=False))
    pages: str = Field(default="{}", sa_column=Column(EncryptedText, nullable=False))  # JSON: language, audience, page
    chart_id: int | None = Field(default=None, foreign_key="stored_file.id")
    document_id: int | None = Field(default=None, foreign_key="stored_file.id")
    created_at: datetime = Field(sa_column=Column(Instant, nullable=False))


class DigestReport(Table, table=True):
    """Which revision of which report a digest used."""

    digest_id: int = Field(foreign_key="digest.id", primary_key=True)
    report_id: int = Field(foreign_key="report.id", primary_key=True)
    revision: int
