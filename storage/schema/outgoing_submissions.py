"""Tables of open data: two officers agree that reports go to a server, and what has gone there.

A server gets a copy of coded answers under an identifier that nothing else of ours has. That identifier is encrypted here, so
that nobody joins the server's rows with ours by the file alone.
"""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, Column, Integer
from sqlmodel import Field

from storage.base import Table, row_id
from storage.columns import EncryptedText, Instant, checked


class OutgoingState(StrEnum):
    WAITING = "waiting"  # it is on its way, and may be there
    TAKEN = "taken"
    REFUSED = "refused"


class OpenDataConsent(Table, table=True):
    """Two officers' word that reports go to a server, until somebody ends it (privacy 12)."""

    id: int = row_id()
    server: str
    """The server's address, without any secret: their word is good for this one alone."""
    asked_by: int = Field(foreign_key="member.id")
    asked_at: datetime = Field(sa_column=Column(Instant, nullable=False))
    agreed_by: int | None = Field(default=None, foreign_key="member.id")
    agreed_at: datetime | None = Field(default=None, sa_column=Column(Instant))
    ended_by: int | None = Field(default=None, foreign_key="member.id")
    ended_at: datetime | None = Field(default=None, sa_column=Column(Instant))
    """When it was stopped, or refused where nobody had agreed."""
    next_at: datetime | None = Field(default=None, sa_column=Column(Instant, index=True))
    """When reports leave next."""
    away_since: datetime | None = Field(default=None, sa_column=Column(Instant))
    """Since when the server does not answer, or refuses our account."""
    away_tries: int = 0

    __table_args__ = (CheckConstraint("agreed_by IS NULL OR agreed_by <> asked_by", name="two_people"),)


class OutgoingSubmission(Table, table=True):
    """The copy of a report at a server, and what became of the newest one that was sent there."""

    report_id: int = Field(foreign_key="report.id", primary_key=True)
    revision: int
    """The revision of the report of which it is a copy."""
    state: OutgoingState = Field(sa_column=checked(OutgoingState, index=True))
    instance_id: str = Field(sa_column=Column(EncryptedText, nullable=False))
    taken_id: str | None = Field(default=None, sa_column=Column(EncryptedText))
    """The identifier of the copy that the server has; the next one is its edit."""
    document: str = Field(sa_column=Column(EncryptedText, nullable=False))
    """The copy while it is on its way: a second try sends the same bytes. Empty once the server has answered."""
    files: str | None = Field(default=None, sa_column=Column(EncryptedText))
    """The pictures that go with it, while it is on its way, as JSON: each name there, and its stored file."""
    copies: int = Field(default=1, sa_column=Column(Integer, nullable=False, server_default="1"))
    """How many copies of the report were made, each under another identifier."""
    emptied: bool = False
    """The report may be there no more: its copy has no answers."""
    words: str | None = Field(default=None, sa_column=Column(EncryptedText))
    """The server's words for a refusal, cut short."""


class PictureTick(Table, table=True):
    """A picture of a report of which an officer says that nobody can be known by it, so that it may leave (privacy 10)."""

    file_id: int = Field(primary_key=True, sa_column_kwargs={"autoincrement": False})
    ticked_by: int = Field(foreign_key="member.id")
    ticked_at: datetime = Field(sa_column=Column(Instant, nullable=False))


class ReleasedChoice(Table, table=True):
    """A choice, or a place (field "place", its unit's code), that copies name: enough reporters stand behind it (privacy 4)."""

    field: str = Field(primary_key=True)
    choice: str = Field(primary_key=True)
