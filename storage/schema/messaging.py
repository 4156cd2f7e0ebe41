"""Tables of what comes in, what goes out, and what is due."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum

from sqlalchemy import Column, Index, LargeBinary, UniqueConstraint, text
from sqlmodel import Field

from storage.base import Table, row_id
from storage.columns import BigId, EncryptedBytes, EncryptedText, Instant, Pseudonym, SealedId, checked


class EventStatus(StrEnum):
    DONE = "done"
    FAILED = "failed"  # will be tried again at `next_at`
    PARKED = "parked"  # failed three times: waits for somebody to look


class Lane(StrEnum):
    """The priority queue of a delivery: order is kept per chat and lane."""

    ALERT = "alert"
    REPLY = "reply"
    BROADCAST = "broadcast"


class DeliveryStatus(StrEnum):
    QUEUED = "queued"
    SENDING = "sending"  # in the hands of a process
    SENT = "sent"
    FAILED = "failed"
    EXPIRED = "expired"


class TaskStatus(StrEnum):
    QUEUED = "queued"
    DONE = "done"
    FAILED = "failed"


_TROUBLE = text("status IN ('failed', 'parked')")


class Event(Table, table=True):
    """Something that came in, once: (source, event_id) is unique. The payload stays only while it may be needed again."""

    id: int = Field(default=None, sa_column=Column(BigId, primary_key=True, autoincrement=True))
    source: str  # "telegram:<account>", "clock", "task"
    event_id: str
    kind: str
    received_at: datetime = Field(sa_column=Column(Instant, nullable=False, index=True))
    status: EventStatus = Field(sa_column=checked(EventStatus))
    tries: int = 1
    next_at: datetime | None = Field(default=None, sa_column=Column(Instant))
    payload: bytes | None = Field(default=None, sa_column=Column(EncryptedBytes))
    trouble: str | None = Field(default=None, sa_column=Column(EncryptedText))

    __table_args__ = (
        UniqueConstraint("source", "event_id"),
        Index(
            "ix_event_failed",
            "next_at",
            sqlite_where=text("status = 'failed'"),
            postgresql_where=text("status = 'failed'"),
        ),
        Index("ix_event_trouble", "id", sqlite_where=_TROUBLE, postgresql_where=_TROUBLE),
    )


_WAITING = text("status IN ('queued', 'sending')")
_FULL = text("act IS NOT NULL")


class Delivery(Table, table=True):
    """One outgoing act on one chat. `id` rises with time and is given by us, so that a turn can refer to it at once."""

    id: int = Field(sa_column=Column(BigId, primary_key=True, autoincrement=False))
    account_id: int = Field(foreign_key="account.id")
    address_id: int | None = Field(default=None, foreign_key="address.id", index=True)
    reply_to: int | None = Field(default=None, sa_column=Column(Pseudonym("delivery.reply_to"), index=True))
    """The address of what answers a member, while it waits: a reply goes out in the second of the report that it answers, and
    whoever came alone on a day would be known by the first of theirs (privacy 3).
    """
    answered_to: int | None = Field(default=None, sa_column=Column(SealedId))
    """The same sealed, for good: nobody sees which replies went to one address."""
    group_id: int | None = Field(default=None, foreign_key="group.id")
    chat: str = Field(sa_column=Column(EncryptedText, nullable=False))
    lane: Lane = Field(sa_column=checked(Lane))
    act: bytes | None = Field(default=None, sa_column=Column(EncryptedBytes))
    status: DeliveryStatus = Field(sa_column=checked(DeliveryStatus))
    tries: int = 0
    created_at: datetime = Field(sa_column=Column(Instant, nullable=False))
    next_at: datetime | None = Field(default=None, sa_column=Column(Instant))
    expires_at: datetime | None = Field(default=None, sa_column=Column(Instant))
    sent_at: datetime | None = Field(default=None, sa_column=Column(Instant))
    reason: str = ""
    message_id: str = ""
    prompt_id: int | None = Field(default=None, foreign_key="prompt.id", index=True)  # it carries this prompt
    broadcast_id: int | None = Field(default=None, foreign_key="broadcast.id")  # it is paused and cancelled with this
    digest_id: int | None = Field(default=None)  # it is this digest's first page

    __table_args__ = (
        Index(
            "ix_delivery_broadcast",
            "broadcast_id",
            "status",
            sqlite_where=text("broadcast_id IS NOT NULL"),
            postgresql_where=text("broadcast_id IS NOT NULL"),
        ),
        Index("ix_delivery_waiting", "id", sqlite_where=_WAITING, postgresql_where=_WAITING),
        Index("ix_delivery_sent_at", "sent_at"),
        Index("ix_delivery_full", "sent_at", sqlite_where=_FULL, postgresql_where=_FULL),  # what tidying has to empty
    )


class SendHold(Table, table=True):
    """A pause that a network asked for (429): nothing goes to a chat of an account, or by the account at all, until then.

    `chat_hash`: the keyed hash of the chat; empty: every chat; "refused": the network refuses the account.
    """

    account_id: int = Field(foreign_key="account.id", primary_key=True)
    chat_hash: bytes = Field(sa_column=Column(LargeBinary, primary_key=True))
    until: datetime = Field(sa_column=Column(Instant, nullable=False))


class Task(Table, table=True):
    """Work outside a turn. Its result comes back as an event (source "task", event id = this id and try)."""

    id: int = row_id()
    kind: str
    payload: bytes = Field(sa_column=Column(EncryptedBytes, nullable=False))
    status: TaskStatus = Field(sa_column=checked(TaskStatus, index=True))
    tries: int = 0
    created_at: datetime = Field(sa_column=Column(Instant, nullable=False))
    next_at: datetime = Field(sa_column=Column(Instant, nullable=False))
    trouble: str | None = Field(default=None, sa_column=Column(EncryptedText))


class StoredFile(Table, table=True):
    """A file that came in or is to go out, encrypted, inside the database: one backup holds everything."""

    id: int = row_id()
    purpose: str  # "report", "digest"
    name: str = Field(sa_column=Column(EncryptedText, nullable=False))
    mime: str
    size: int  # bytes
    content: bytes = Field(sa_column=Column(EncryptedBytes, nullable=False))
    created_at: datetime = Field(sa_column=Column(Instant, nullable=False))

    __table_args__ = (Index("ix_stored_file_purpose_created_at", "purpose", "created_at"),)
