"""A survey to be answered below the chat: a province with as many collaborators as wanted."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy.orm import Session
from sqlmodel import select

from services.actor import Actor
from services.surveys import answering, surveys
from services.surveys.answering import Refusal, Respondent, Sent
from services.surveys.questionnaire import NO_ANSWER, Option, Question
from services.surveys.surveys import Written
from storage.engine.database import Database
from storage.tables import Drawn, Role, SeenBy, Unit
from tests.storage.scene import TODAY, Scene, enrol, kept

QUESTIONS = (
    Question(
        "q1", "Giá nước?", (*tuple(Option(f"a{n}", f"Phương án {n}") for n in range(1, 4)), Option(NO_ANSWER, "—"))
    ),
    Question(
        "q2",
        "Sửa gì?",
        (*tuple(Option(f"b{n}", f"Việc {n}") for n in range(1, 4)), Option(NO_ANSWER, "—")),
        True,
        True,
    ),
    Question("sex", "Nam hay nữ?", (Option("m", "Nam"), Option("f", "Nữ"), Option(NO_ANSWER, "—")), about=True),
)


@dataclass(frozen=True)
class Poll:
    """An open survey and those who may answer it."""

    survey: int
    people: list[int]
    staff: Actor


def open_survey(database: Database, scene: Scene, now: datetime, people: int, **more: object) -> Poll:
    """A survey that is open to so many collaborators of a commune."""

    def work(session: Session) -> Poll:
        members = [enrol(session, f"ctv{n}", scene.binh_hoa, Role.COLLABORATOR, joined=now) for n in range(people)]
        staff = Actor(scene.binh, frozenset({Role.STAFF}))
        values: dict[str, object] = {
            "title": "Giá nước", "purpose": "Để biết", "questions": QUESTIONS, "form_id": None, "drawn": Drawn.NETWORK,
            "seen_by": SeenBy.BOARD, "with_unit": False, "unit_id": scene.province, "quota": None, "opens_at": None,
            "closes_at": now + timedelta(days=3),
        }  # fmt: skip
        done = surveys.plan(session, staff, Written(**{**values, **more}), now)  # type: ignore[arg-type]
        return Poll(done.survey.id, members, staff)

    return database.run_now(work)


def respondent(session: Session, scene: Scene, member: int) -> Respondent:
    unit = session.scalars(select(Unit.id).where(Unit.id == scene.binh_hoa)).one()
    return Respondent.member(member, kept(unit))


def answers(
    session: Session, who: Respondent, survey: int, chosen: Mapping[str, str], now: datetime, actor: Actor | None = None
) -> Sent | Refusal:
    """Answer every question and send; choices by question, several with a blank between."""
    found = answering.begin(session, actor, who, survey, now, TODAY)
    while not isinstance(found, Refusal) and found.question is not None:
        number, options = found.number, [one.name for one in found.question.options]
        for name in chosen.get(found.question.name, NO_ANSWER).split():
            found = answering.choose(session, who, survey, number, options.index(name), now)
        if not isinstance(found, Refusal) and found.number == number and found.question is not None:
            found = answering.go_on(session, who, survey, number, now)
    return found if isinstance(found, Refusal) else answering.send(session, who, survey, now)


def member_answers(
    session: Session, scene: Scene, poll: Poll, member: int, chosen: Mapping[str, str], now: datetime
) -> Sent | Refusal:
    actor = Actor(member, frozenset({Role.COLLABORATOR}))
    return answers(session, respondent(session, scene, member), poll.survey, chosen, now, actor)
