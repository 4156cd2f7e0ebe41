"""Tables of published forms, drafts and pending decisions."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Column, UniqueConstraint
from sqlmodel import Field

from storage.base import Table, row_id
from storage.columns import Day, EncryptedText, Instant, Pseudonym


class FormVersion(Table, table=True):
    """A published version of a form: it never changes, and drafts and reports stay on theirs.

    `builtin`: it came with the program, not from the office. `file_id`: the spreadsheet it was made of. A form that was
    compiled and not published yet has no name, so that no query for a form finds it; only a trial draft points at it.
    """

    __tablename__ = "form"

    id: int = row_id()
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


class DraftRow(Table, table=True):
    """A form being filled in by a member. `state` is what the conversation itself remembers (JSON; see handlers/fill.py)."""

    __tablename__ = "draft"

    id: int = row_id()
    member_id: int = Field(sa_column=Column(Pseudonym("draft.member_id"), nullable=False, index=True))
    form_id: int = Field(foreign_key="form.id", index=True)
    prompt_id: int | None = Field(default=None, foreign_key="prompt.id", index=True)
    document: str = Field(sa_column=Column(EncryptedText, nullable=False))
    state: str = Field(sa_column=Column(EncryptedText, nullable=False))
    revision: int = 0
    created_at: datetime = Field(sa_column=Column(Instant, nullable=False))
    updated_at: datetime = Field(sa_column=Column(Instant, nullable=False))
    asked_at: datetime | None = Field(default=None, sa_column=Column(Instant))
    """When its author was asked, once, what becomes of an urgent matter that was begun and not sent."""


class PendingDecision(Table, table=True):
    """A question outside a form, put to one member: `kind` names the conversation that answers it, `payload` is its JSON.

    Its days alone are kept: the first question that a new member answers, in the order of those who come, would say whose
    every later one is, and some are answered in the second of a report (privacy 3).
    """

    __tablename__ = "choice"

    id: int = row_id()
    member_id: int = Field(sa_column=Column(Pseudonym("choice.member_id"), nullable=False, index=True))
    kind: str
    payload: str = Field(sa_column=Column(EncryptedText, nullable=False))
    created_at: datetime = Field(sa_column=Column(Day, nullable=False))
    answered_at: datetime | None = Field(default=None, sa_column=Column(Day))
