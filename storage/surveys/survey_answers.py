"""Queries about who has answered a survey and, apart from that, about what was answered (privacy 9)."""

from __future__ import annotations

import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import orjson
from sqlalchemy import delete, func, insert
from sqlalchemy.orm import Session
from sqlmodel import col, select

from storage.engine.database import ring
from storage.tables import Survey, SurveyAnswer, SurveyDone, SurveySitting, SurveyStatus, SurveyWaiting

BATCH = 5
"""So many answers are written together; live counts go in the same steps."""
_ANSWERED = (SurveyStatus.PILOT, SurveyStatus.OPEN, SurveyStatus.CLOSED)
_CHANCE = secrets.SystemRandom()


@dataclass(frozen=True, slots=True)
class Given:
    """One person's answers: choices by question, by which door they came, and the unit beside them, if any."""

    choices: Mapping[str, Sequence[str]]
    link_id: int | None = None
    unit_id: int | None = None
    hasty: bool = False


def whose(session: Session, survey_id: int, *respondent: str) -> bytes:
    """The keyed hash of a respondent in one survey: equal in no other, and nothing to who has no key."""
    return ring(session).lookup("survey", str(survey_id), *respondent)


def random_id() -> int:
    """A number drawn by chance, for a row whose order is to say nothing."""
    return secrets.randbits(62)


def sitting(session: Session, survey_id: int, who: bytes) -> SurveySitting | None:
    """The answers that somebody has begun."""
    return session.scalar(select(SurveySitting).where(SurveySitting.survey_id == survey_id, SurveySitting.whose == who))


def sit_down(session: Session, survey_id: int, who: bytes, state: str, day: date) -> SurveySitting:
    """Somebody begins to answer."""
    made = SurveySitting(id=random_id(), survey_id=survey_id, whose=who, state=state, day=day)
    session.add(made)
    session.flush()
    return made


def keep(session: Session, begun: SurveySitting, state: str) -> None:
    """Keep what somebody has answered so far."""
    begun.state = state
    session.flush()


def rise(session: Session, begun: SurveySitting) -> None:
    """Somebody is done, or leaves: what they had begun is gone."""
    session.delete(begun)
    session.flush()


def has_answered(session: Session, survey_id: int, who: bytes) -> bool:
    """True if somebody's answers to a survey were sent."""
    return session.get(SurveyDone, (survey_id, who)) is not None


def answered(session: Session, survey_id: int) -> set[bytes]:
    """The keyed hashes of all whose answers to a survey were sent."""
    return set(session.scalars(select(SurveyDone.whose).where(SurveyDone.survey_id == survey_id)))


def count_answered(session: Session, *respondent: str) -> int:
    """The number of surveys of which it is kept that somebody has answered them."""
    surveys = session.scalars(select(Survey.id).where(col(Survey.status).in_(_ANSWERED))).all()
    return sum(has_answered(session, survey, whose(session, survey, *respondent)) for survey in surveys)


def mark_answered(session: Session, survey_id: int, who: bytes) -> bool:
    """Note that somebody has answered. False: it was noted before."""
    if has_answered(session, survey_id, who):
        return False
    session.add(SurveyDone(survey_id=survey_id, whose=who))
    session.flush()  # twice at once: the key refuses the second, and its turn runs again
    return True


def wait(session: Session, survey_id: int, given: Given) -> None:
    """Keep an answer until it can be written with others."""
    packed = {
        "choices": {name: list(chosen) for name, chosen in given.choices.items()},
        "link": given.link_id,
        "unit": given.unit_id,
        "hasty": given.hasty,
    }
    session.add(SurveyWaiting(id=random_id(), survey_id=survey_id, answer=orjson.dumps(packed).decode()))
    session.flush()


def waiting(session: Session, survey_id: int) -> int:
    """How many answers wait to be written."""
    return session.scalar(select(func.count()).where(col(SurveyWaiting.survey_id) == survey_id)) or 0


def written(session: Session, survey_id: int) -> int:
    """How many answers are written."""
    return session.scalar(select(func.count()).where(col(SurveyAnswer.survey_id) == survey_id)) or 0


def write_batch(session: Session, survey_id: int, day: date) -> int:
    """Write what waits, in a shuffled order and under new keys; returns how many that were."""
    session.flush()
    waits = select(SurveyWaiting.answer).where(SurveyWaiting.survey_id == survey_id)
    packed = [orjson.loads(answer) for answer in session.scalars(waits)]
    session.execute(delete(SurveyWaiting).where(col(SurveyWaiting.survey_id) == survey_id))
    _CHANCE.shuffle(packed)
    if packed:
        session.execute(
            insert(SurveyAnswer.__table__),
            [
                {
                    "id": random_id(),
                    "survey_id": survey_id,
                    "choices": orjson.dumps(answer["choices"]).decode(),
                    "day": day,
                    "link_id": answer["link"],
                    "unit_id": answer["unit"],
                    "hasty": answer["hasty"],
                }
                for answer in packed
            ],
        )
    return len(packed)


def given(session: Session, survey_id: int) -> list[Given]:
    """All that was answered and is written, in no order that says anything."""
    table = SurveyAnswer.__table__
    query = select(table.c.choices, table.c.link_id, table.c.unit_id, table.c.hasty)
    rows = session.connection().execute(query.where(table.c.survey_id == survey_id).order_by(table.c.id))
    return [Given(orjson.loads(choices), link, unit, hasty) for choices, link, unit, hasty in rows]


def forget(session: Session, survey_id: int) -> None:
    """Throw away all that was answered, and who did: it was a trial."""
    for table in (SurveySitting, SurveyWaiting, SurveyAnswer, SurveyDone):
        session.execute(delete(table).where(col(table.survey_id) == survey_id))


def clear_sittings(session: Session, survey_id: int) -> None:
    """Throw away what was begun and not sent: the survey is over."""
    session.execute(delete(SurveySitting).where(col(SurveySitting.survey_id) == survey_id))
