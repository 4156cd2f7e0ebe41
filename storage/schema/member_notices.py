"""Table of what members are still to be told, each until a network has taken it."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum

from sqlalchemy import Column, UniqueConstraint
from sqlmodel import Field

from storage.base import Table, row_id
from storage.columns import EncryptedText, Instant, Pseudonym, checked


class NoticeKind(StrEnum):
    OUTCOME = "outcome"  # of an issue, to whoever reported on it
    DONE_QUESTION = "done_question"  # whether it is done
    AUTHOR_QUESTION = "author_question"
    REPORT_RETURNED = "report_returned"
    CONTACT_QUESTION = "contact_question"
    LEADER_ANSWER = "leader_answer"
    HELP_ANSWER = "help_answer"
    BOARD_DIGEST = "board_digest"  # approved, to a leader
    AUTHOR_ANSWER = "author_answer"  # to the officer who asked
    VERDICT = "verdict"  # of a contact, to the officers of the issue
    REOPENED = "reopened"  # an issue, to its officers
    NOT_DONE_WHY = "not_done_why"  # of a reporter, to the officers of the issue
    DIRECTIVE = "directive"  # of a leader, to the officer who has the urgent matter
    CHECK_DUE = "check_due"  # what a leader wanted checked, to the officer who has not answered
    GROUP_STATE = "group_state"  # lost, or served again, to staff
    PROMPT_REVISION = "prompt_revision"  # corrected or taken back, to whoever has it


class Notice(Table, table=True):
    """Something that one member is to be told. The row goes when a network has taken it, or it means nothing any more."""

    id: int = row_id()
    kind: NoticeKind = Field(sa_column=checked(NoticeKind))
    subject_id: int
    """The row that it is about: an issue, a question, a report, a verification, an alert, a request for help."""
    member_id: int = Field(sa_column=Column(Pseudonym("notice.member_id"), nullable=False, index=True))
    """Who is to be told, by a pseudonym: for most kinds it is who reported (privacy 3)."""
    told_round: int = 0
    """Of an outcome: which one; of a contact's question: how often it was put."""
    by_id: int | None = Field(default=None, foreign_key="member.id")
    """The officer who hears, once, that it cannot be told now; None: nobody, or they have heard."""
    words: str | None = Field(default=None, sa_column=Column(EncryptedText))
    """The words, where the subject does not have them."""
    delivery_id: int | None = Field(default=None, sa_column=Column(Pseudonym("notice.delivery_id"), index=True))
    """The delivery that is under way; None: it waits until the member can be reached."""
    tried: str = Field(default="", sa_column=Column(EncryptedText, nullable=False))
    """The addresses at which this try was refused or is under way, with commas between."""
    tries: int = 0
    next_at: datetime = Field(sa_column=Column(Instant, nullable=False, index=True))
    """From when on it is looked at: what is under way always, what waits once a day."""

    __table_args__ = (UniqueConstraint("kind", "subject_id", "member_id"),)
