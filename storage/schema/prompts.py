"""Tables of prompts and the rounds in which they go out."""

from __future__ import annotations

from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import Column, Index, Integer, UniqueConstraint, text
from sqlmodel import Field

from storage.base import Table, row_id
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


class Prompt(Table, table=True):
    """Something that staff ask of collaborators.

    `send_at` is None for what the monthly rule will send, in the month that begins on `month`.

    Before it is confirmed it is a `Draft` of the form "prompt"; from then on it waits, and once it goes out each round of
    sending is a `Broadcast`. draft_id: the change that is being written while it waits. changed_by: who cancelled it,
    None where the time for its answers had passed.
    """

    id: int = row_id()
    kind: PromptKind = Field(sa_column=checked(PromptKind))
    status: PromptStatus = Field(sa_column=checked(PromptStatus, index=True))
    form_id: int = Field(foreign_key="form.id")
    title: str = Field(sa_column=Column(EncryptedText, nullable=False))
    intro: str = Field(sa_column=Column(EncryptedText, nullable=False))
    unit_id: int = Field(foreign_key="unit.id")  # the audience: collaborators of this unit and below
    audience: str | None = Field(default=None, sa_column=Column(EncryptedText))
    """Those of them alone who are meant (JSON, `services.audiences`); None: all of that unit."""
    due_at: datetime = Field(sa_column=Column(Instant, nullable=False))
    created_by: int = Field(foreign_key="member.id")
    created_at: datetime = Field(sa_column=Column(Instant, nullable=False))
    send_at: datetime | None = Field(default=None, sa_column=Column(Instant))
    sent_at: datetime | None = Field(default=None, sa_column=Column(Instant))
    month: date | None = None
    draft_id: int | None = None
    changed_by: int | None = Field(default=None, foreign_key="member.id")
    changed_at: datetime | None = Field(default=None, sa_column=Column(Instant))
    version: int = Field(default=1, sa_column=Column(Integer, nullable=False, server_default="1"))
    """It rises with every change: what time brings of a prompt is one event for each."""


_STOPPED = text("status IN ('paused', 'cancelled')")


class Broadcast(Table, table=True):
    """One round in which a prompt, or a reminder of it, goes out; its deliveries name it.

    ended_at: since when nothing of it is on its way. changed_by, changed_at: who paused it, let it go on or cancelled
    what was left, and when. shown, shown_at: what the cards of staff show of it, and since when.
    """

    id: int = row_id()
    prompt_id: int = Field(foreign_key="prompt.id", index=True)
    kind: BroadcastKind = Field(sa_column=checked(BroadcastKind))
    status: BroadcastStatus = Field(sa_column=checked(BroadcastStatus))
    started_at: datetime = Field(sa_column=Column(Instant, nullable=False, index=True))
    ended_at: datetime | None = Field(default=None, sa_column=Column(Instant, index=True))
    changed_by: int | None = Field(default=None, foreign_key="member.id")
    changed_at: datetime | None = Field(default=None, sa_column=Column(Instant))
    shown: str = ""
    shown_at: datetime = Field(sa_column=Column(Instant, nullable=False))
    version: int = 1
    """It rises with every change, as that of a prompt does."""

    __table_args__ = (Index("ix_broadcast_stopped", "id", sqlite_where=_STOPPED, postgresql_where=_STOPPED),)


class PromptCard(Table, table=True):
    """The one message in which a member of staff sees how far a prompt has gone out: by its id, or by what sent it."""

    prompt_id: int = Field(foreign_key="prompt.id", primary_key=True)
    member_id: int = Field(foreign_key="member.id", primary_key=True)
    account_id: int = Field(foreign_key="account.id")
    message_id: str = ""
    delivery_id: int = Field(default=0, sa_column=Column(BigId, nullable=False))


class PromptItem(Table, table=True):
    """One matter of a prompt; `name` is the choice by which a report says that it answers this one."""

    id: int = row_id()
    prompt_id: int = Field(foreign_key="prompt.id")
    position: int
    name: str
    topic: str
    text: str = Field(sa_column=Column(EncryptedText, nullable=False))

    __table_args__ = (UniqueConstraint("prompt_id", "position"),)


class PromptFile(Table, table=True):
    """A picture or file that goes out with a prompt, in its order; `name`: as it is shown."""

    prompt_id: int = Field(foreign_key="prompt.id", primary_key=True)
    position: int = Field(primary_key=True)
    file_id: int = Field(foreign_key="stored_file.id", index=True)
    mime: str
    name: str


class PromptTemplate(Table, table=True):
    """Words that staff write again and again, under a name: the answers of the form "prompt" (JSON) without days or people."""

    id: int = row_id()
    unit_id: int = Field(foreign_key="unit.id", index=True)
    """The unit of whoever keeps it: staff who see it have it."""
    name: str = Field(sa_column=Column(EncryptedText, nullable=False))
    answers: str = Field(sa_column=Column(EncryptedText, nullable=False))
    created_by: int = Field(foreign_key="member.id")
    created_at: datetime = Field(sa_column=Column(Instant, nullable=False))
