"""Tables of surveys: what is asked, by which doors, and, apart from each other, who has answered and what was answered.

Nothing joins the last two (privacy 9): whoever has answered is a keyed hash without a time; an answer has a random key and a
day, and is written together with others, in a shuffled order. Such keys are numbers drawn by chance, by which SQLite orders
the rows as well; a table without them is kept in the order of its hashes.
"""

from __future__ import annotations

from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import Boolean, Column, LargeBinary, UniqueConstraint, false
from sqlmodel import Field

from storage.base import Table, row_id
from storage.columns import BigId, EncryptedText, Instant, Pseudonym, checked


class SurveyStatus(StrEnum):
    PLANNED = "planned"  # waits for `opens_at`
    PILOT = "pilot"  # is with ten people; what they say is thrown away
    OPEN = "open"
    CLOSED = "closed"
    CANCELLED = "cancelled"


class SurveyEnd(StrEnum):
    TIME = "time"
    QUOTA = "quota"
    STAFF = "staff"


class Drawn(StrEnum):
    """The people who answer, and so of whom the result may be said."""

    NETWORK = "network"  # our own collaborators: never a sample of the public
    SELF_CHOSEN = "self_chosen"  # whoever followed an open link
    SAMPLED = "sampled"  # people drawn from the population that is weighted to


class SeenBy(StrEnum):
    BOARD = "board"
    LEADERS = "leaders"
    PUBLIC = "public"


class PublicPolicy(Table, table=True):
    """A decision that surveys ask about, before it is issued and after. `issued_on` None: not yet, or not told."""

    id: int = row_id()
    title: str = Field(sa_column=Column(EncryptedText, nullable=False))
    document: str = Field(sa_column=Column(EncryptedText, nullable=False))
    issued_on: date | None = None
    unit_id: int = Field(foreign_key="unit.id")
    created_by: int = Field(foreign_key="member.id")
    created_at: datetime = Field(sa_column=Column(Instant, nullable=False))


class Survey(Table, table=True):
    """A survey. What it asks never changes once it is there: a change makes another survey.

    `questions`: the questionnaire (JSON) as it is asked, word for word; `form_id`: the form version that it was taken from.
    `audience`: of that unit those alone who are meant (JSON, `services.audiences`); None: all.
    `with_unit`: the unit of members stands beside their answers; no survey keeps who gave one. `quota`: answers at which it
    closes. `draft_id`: the form in which it was written, until it goes out. `told_at`: when those who answered were told.
    """

    id: int = row_id()
    title: str = Field(sa_column=Column(EncryptedText, nullable=False))
    purpose: str = Field(sa_column=Column(EncryptedText, nullable=False))
    questions: str = Field(sa_column=Column(EncryptedText, nullable=False))
    form_id: int | None = Field(default=None, foreign_key="form.id")
    status: SurveyStatus = Field(sa_column=checked(SurveyStatus, index=True))
    drawn: Drawn = Field(sa_column=checked(Drawn))
    seen_by: SeenBy = Field(sa_column=checked(SeenBy))
    with_unit: bool = False
    unit_id: int = Field(foreign_key="unit.id")
    audience: str | None = Field(default=None, sa_column=Column(EncryptedText))
    quota: int | None = None
    created_by: int = Field(foreign_key="member.id")
    created_at: datetime = Field(sa_column=Column(Instant, nullable=False))
    opens_at: datetime = Field(sa_column=Column(Instant, nullable=False))
    closes_at: datetime = Field(sa_column=Column(Instant, nullable=False))
    closed_at: datetime | None = Field(default=None, sa_column=Column(Instant))
    ended: SurveyEnd | None = Field(default=None, sa_column=checked(SurveyEnd, nullable=True))
    told_at: datetime | None = Field(default=None, sa_column=Column(Instant))
    draft_id: int | None = None
    policy_id: int | None = Field(default=None, foreign_key="public_policy.id")
    version: int = 1
    """It rises with every change: what time brings of a survey is one event for each."""


class SurveyMargin(Table, table=True):
    """One group of a survey's population: its share of it (or number of people), and how many answers are wanted of it."""

    survey_id: int = Field(foreign_key="survey.id", primary_key=True)
    question: str = Field(primary_key=True)
    choice: str = Field(primary_key=True)
    share: float | None = None
    quota: int | None = None
    source: str = ""
    as_of: date | None = None


class SurveyLink(Table, table=True):
    """An open door to a survey for people who are no members: one code for each place, batch or event."""

    id: int = row_id()
    survey_id: int = Field(foreign_key="survey.id", index=True)
    code: str = Field(unique=True)
    label: str = Field(sa_column=Column(EncryptedText, nullable=False))
    created_by: int = Field(foreign_key="member.id")
    created_at: datetime = Field(sa_column=Column(Instant, nullable=False))
    closed_at: datetime | None = Field(default=None, sa_column=Column(Instant))


class SurveySitting(Table, table=True):
    """Somebody in the middle of a survey. `whose`: a keyed hash; `state`: what they have answered so far (JSON)."""

    id: int = Field(sa_column=Column(BigId, primary_key=True, autoincrement=False))
    survey_id: int = Field(foreign_key="survey.id")
    whose: bytes = Field(sa_column=Column(LargeBinary, nullable=False))
    state: str = Field(sa_column=Column(EncryptedText, nullable=False))
    day: date

    __table_args__ = (UniqueConstraint("survey_id", "whose"),)


class SurveyDone(Table, table=True):
    """The fact that somebody has answered, so that nobody does twice: a keyed hash, no time, no order."""

    survey_id: int = Field(foreign_key="survey.id", primary_key=True)
    whose: bytes = Field(sa_column=Column(LargeBinary, primary_key=True))

    __table_args__ = ({"sqlite_with_rowid": False},)


class SurveyWaiting(Table, table=True):
    """An answer that was sent and waits for others, to be written with them."""

    id: int = Field(sa_column=Column(BigId, primary_key=True, autoincrement=False))
    survey_id: int = Field(foreign_key="survey.id", index=True)
    answer: str = Field(sa_column=Column(EncryptedText, nullable=False))


class SurveyAnswer(Table, table=True):
    """All that one person answered: choices by question (JSON), the day on which it was written, by which door it came.

    `hasty`: faster than anybody reads, so that it is in no figure.
    """

    id: int = Field(sa_column=Column(BigId, primary_key=True, autoincrement=False))
    survey_id: int = Field(foreign_key="survey.id", index=True)
    choices: str
    day: date
    link_id: int | None = Field(default=None, foreign_key="survey_link.id")
    unit_id: int | None = Field(default=None, sa_column=Column(Pseudonym("survey_answer.unit_id")))
    hasty: bool = Field(default=False, sa_column=Column(Boolean, nullable=False, server_default=false()))
