"""One person in the middle of a survey: question after question, back and on, sent once, kept apart from who it was."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

import orjson
from sqlmodel import Session

from services.actor import Actor, require
from services.surveys import questionnaire, surveys
from services.surveys.questionnaire import NO_ANSWER, Option, Question
from storage.messaging import deliveries
from storage.surveys import survey_answers
from storage.surveys import surveys as stored
from storage.surveys.survey_answers import Given
from storage.tables import Drawn, Role, Survey, SurveyEnd, SurveySitting, SurveyStatus

HASTY = timedelta(seconds=1)
"""Whoever takes less than this for each question has not read it."""
PER_HOUR = 120
"""So many people may begin by one link in an hour: a village meeting does, a flood stops there."""


class Refusal(StrEnum):
    """The reason why an answer is not taken."""

    UNKNOWN = "unknown"  # no such survey, or not for them
    EARLY = "early"  # it has not opened yet
    OVER = "over"
    ANSWERED = "answered"  # they have answered it, perhaps on another network
    STALE = "stale"  # the button is of another question
    CROWDED = "crowded"  # too many have begun by the link within the hour


class Crowd:
    """Those who began by each open link in this hour, as keyed hashes.

    In memory only: rows that count by the hour would tell when people answered. A restart begins anew. A turn that is run
    again counts once.
    """

    def __init__(self) -> None:
        self._hour: datetime | None = None
        self._begun: defaultdict[int, set[bytes]] = defaultdict(set)
        self._told: dict[int, str] = {}

    def admits(self, link_id: int, who: bytes, now: datetime) -> bool:
        """Count somebody who begins by a link. False: too many have, and the rest wait."""
        hour = now.replace(minute=0, second=0, microsecond=0)
        if hour != self._hour:
            self._hour = hour
            self._begun.clear()
            self._told.clear()
        begun = self._begun[link_id]
        if len(begun) >= PER_HOUR and who not in begun:
            return False
        begun.add(who)
        return True

    def is_news(self, link_id: int, event_id: str) -> bool:
        """Tell whether an event is the first in the hour by which people wait at a link: staff are told once."""
        return self._told.setdefault(link_id, event_id) == event_id


@dataclass(frozen=True, slots=True)
class Respondent:
    """Somebody who answers. `key`: what tells them apart in one survey; it is only ever kept as a keyed hash.

    `unit_id`: of a member, where the survey says that it stands beside the answer. `link_id`: the open link they came by.
    `once`: whoever has answered is not asked again; not so for a collaborator who fills in for one person after another.
    """

    key: tuple[str, ...]
    unit_id: int | None = None
    link_id: int | None = None
    once: bool = True

    @classmethod
    def member(cls, member_id: int, unit_id: int) -> Respondent:
        """A member, the same on every network."""
        return cls(("member", str(member_id)), unit_id)


@dataclass(frozen=True, slots=True)
class Step:
    """The point at which somebody stands. `question` None: all is answered, and may be sent.

    `number` counts from 1; `options` as this person sees them; `chosen`: by name. `link_id`: the open link they came by.
    """

    survey: Survey
    total: int
    number: int
    question: Question | None
    options: tuple[Option, ...] = ()
    chosen: frozenset[str] = frozenset()
    link_id: int | None = None


@dataclass(frozen=True, slots=True)
class Sent:
    """Answers that were taken. `link_id`: the open link; `about`: the groups that were given, for the next person's form."""

    survey: Survey
    link_id: int | None
    about: Mapping[str, Sequence[str]]


@dataclass(slots=True)
class _State:
    seed: int
    since: str
    at: int
    choices: dict[str, list[str]]
    shown: list[int]
    link: int | None = None


def begin(
    session: Session,
    actor: Actor | None,
    who: Respondent,
    survey_id: int,
    now: datetime,
    today: date,
    known: Mapping[str, Sequence[str]] | None = None,
    crowd: Crowd | None = None,
) -> Step | Refusal:
    """Begin to answer, or go on where somebody was. `actor`: the member; None: they came by an open link.

    `known`: what is chosen already (the group of the person before), to be kept with a tap or changed. `crowd`: those who
    began by open links in this hour, which whoever sits down anew is counted among.

    Raises:
        NotPermitted: a member who is no collaborator.
    """
    survey = stored.get(session, survey_id)
    if survey is None or survey.status is SurveyStatus.CANCELLED:
        return Refusal.UNKNOWN
    if actor is not None:
        require(actor, Role.COLLABORATOR)
    if survey.drawn is Drawn.NETWORK:
        if actor is None or actor.member_id not in surveys.audience(session, survey):
            return Refusal.UNKNOWN
    elif who.link_id is not None:
        link = stored.link(session, who.link_id)
        if link is None or link.survey_id != survey_id:
            return Refusal.UNKNOWN
        if link.closed_at is not None:
            return Refusal.OVER
    key = survey_answers.whose(session, survey_id, *who.key)
    if who.once and survey_answers.has_answered(session, survey_id, key):
        return Refusal.ANSWERED
    sitting = survey_answers.sitting(session, survey_id, key)
    if sitting is not None and _link_closed(session, _load(sitting)):
        return Refusal.OVER
    if sitting is not None and _may_finish(survey, _load(sitting), now):
        return _step(survey, _load(sitting))
    if not surveys.is_open(survey, now):
        return Refusal.EARLY if survey.status is SurveyStatus.PLANNED else Refusal.OVER
    if survey.drawn is not Drawn.NETWORK and who.link_id is None:
        return Refusal.UNKNOWN
    if sitting is None and crowd is not None and who.link_id is not None and not crowd.admits(who.link_id, key, now):
        return Refusal.CROWDED
    chosen = {name: list(choices) for name, choices in (known or {}).items()}
    state = _State(survey_answers.random_id(), now.isoformat(), 0, chosen, [], who.link_id)
    if sitting is None:
        survey_answers.sit_down(session, survey_id, key, _dump(state), today)
    else:
        survey_answers.keep(session, sitting, _dump(state))
    return _step(survey, state)


def standing(session: Session, who: Respondent, survey_id: int, now: datetime) -> Step | None:
    """Say at which question somebody stands who is in the middle of a survey; None: they are not, or no longer may be."""
    found = _found(session, who, survey_id, now)
    return None if isinstance(found, Refusal) else _step(found[0], found[2])


def choose(session: Session, who: Respondent, survey_id: int, number: int, place: int, now: datetime) -> Step | Refusal:
    """Take one option of the question with this number, by its place among those in the questionnaire, from 0.

    Where several may be taken it is ticked or unticked, and `go_on` goes on.
    """
    found = _found(session, who, survey_id, now)
    if isinstance(found, Refusal):
        return found
    survey, sitting, state = found
    questions = questionnaire.load(survey.questions)
    if not 1 <= number <= len(questions) or number != state.at + 1:
        return Refusal.STALE
    question = questions[number - 1]
    if not 0 <= place < len(question.options):
        return Refusal.STALE
    name = question.options[place].name
    if question.several:
        state.choices[question.name] = _ticked(state.choices.get(question.name, []), name)
    else:
        state.choices[question.name] = [name]
        _forward(state, questions)
    survey_answers.keep(session, sitting, _dump(state))
    return _step(survey, state)


def go_on(session: Session, who: Respondent, survey_id: int, number: int, now: datetime) -> Step | Refusal:
    """Leave a question of which several options may be taken; one at least has to be."""
    found = _found(session, who, survey_id, now)
    if isinstance(found, Refusal):
        return found
    survey, sitting, state = found
    questions = questionnaire.load(survey.questions)
    if number != state.at + 1 or number > len(questions):
        return Refusal.STALE
    if state.choices.get(questions[state.at].name):
        _forward(state, questions)
        survey_answers.keep(session, sitting, _dump(state))
    return _step(survey, state)


def back(session: Session, who: Respondent, survey_id: int, now: datetime) -> Step | Refusal:
    """Go back to the question before; what was chosen stays."""
    found = _found(session, who, survey_id, now)
    if isinstance(found, Refusal):
        return found
    survey, sitting, state = found
    questions = questionnaire.load(survey.questions)
    asked = {question.name for question in questionnaire.asked(questions, state.choices)}
    state.at = max((at for at in range(state.at) if questions[at].name in asked), default=0)
    survey_answers.keep(session, sitting, _dump(state))
    return _step(survey, state)


def showed(session: Session, who: Respondent, survey_id: int, delivery_id: int) -> None:
    """Remember a message that shows what was chosen: it is emptied once the answers are sent."""
    sitting = survey_answers.sitting(session, survey_id, survey_answers.whose(session, survey_id, *who.key))
    if sitting is not None:
        state = _load(sitting)
        state.shown.append(delivery_id)
        survey_answers.keep(session, sitting, _dump(state))


def send(session: Session, who: Respondent, survey_id: int, now: datetime) -> Sent | Refusal:
    """Take the answers: from here on nothing says whose they were. At the quota the survey closes.

    ANSWERED, where one person follows another: nothing is begun any more, the form was sent or left.
    """
    found = _found(session, who, survey_id, now)
    if isinstance(found, Refusal):
        return Refusal.ANSWERED if found is Refusal.STALE and not who.once else found
    survey, sitting, state = found
    questions = questionnaire.load(survey.questions)
    if state.at < len(questions):
        return Refusal.STALE
    if who.once and not survey_answers.mark_answered(session, survey_id, sitting.whose):
        return Refusal.ANSWERED
    asked = questionnaire.asked(questions, state.choices)
    hasty = who.once and state.link is not None and now - datetime.fromisoformat(state.since) < HASTY * len(asked)
    unit_id = who.unit_id if survey.with_unit else None
    choices = {question.name: state.choices[question.name] for question in asked}  # not what a changed answer took away
    survey_answers.wait(session, survey_id, Given(choices, state.link, unit_id, hasty))
    deliveries.empty(session, state.shown)
    survey_answers.rise(session, sitting)
    if survey.quota is not None and survey.status is SurveyStatus.OPEN and survey.closes_at > now:
        count = survey_answers.waiting(session, survey_id) + survey_answers.written(session, survey_id)
        if count >= survey.quota:
            values = {"closes_at": now, "ended": SurveyEnd.QUOTA}
            stored.change(session, survey, (SurveyStatus.OPEN,), values)
    about = {question.name: state.choices[question.name] for question in asked if question.about}
    return Sent(survey, state.link, about)


def leave(session: Session, who: Respondent, survey_id: int) -> bool:
    """Throw away what somebody has answered and not sent. False: they have sent answers before, which stay."""
    key = survey_answers.whose(session, survey_id, *who.key)
    sitting = survey_answers.sitting(session, survey_id, key)
    if sitting is not None:
        deliveries.empty(session, _load(sitting).shown)
        survey_answers.rise(session, sitting)
    return not survey_answers.has_answered(session, survey_id, key)


def begun_by_member(session: Session, member_id: int) -> list[tuple[Respondent, int]]:
    """The surveys that a member is in the middle of, for themselves or for somebody beside them: (respondent, survey id)."""
    both = Respondent(("member", str(member_id))), Respondent(("beside", str(member_id)), once=False)
    open_ = [*stored.in_status(session, SurveyStatus.OPEN), *stored.in_status(session, SurveyStatus.PILOT)]
    return [
        (who, survey.id)
        for survey in open_
        for who in both
        if survey_answers.sitting(session, survey.id, survey_answers.whose(session, survey.id, *who.key)) is not None
    ]


def _found(
    session: Session, who: Respondent, survey_id: int, now: datetime
) -> tuple[Survey, SurveySitting, _State] | Refusal:
    survey = stored.get(session, survey_id)
    if survey is None or survey.status is SurveyStatus.CANCELLED:
        return Refusal.UNKNOWN
    key = survey_answers.whose(session, survey_id, *who.key)
    sitting = survey_answers.sitting(session, survey_id, key)
    if sitting is None:
        if who.once and survey_answers.has_answered(session, survey_id, key):
            return Refusal.ANSWERED
        return Refusal.STALE if surveys.is_open(survey, now) else Refusal.OVER
    state = _load(sitting)
    taken = _may_finish(survey, state, now) and not _link_closed(session, state)
    return (survey, sitting, state) if taken else Refusal.OVER


def _forward(state: _State, questions: Sequence[Question]) -> None:
    """Go on to the next question that somebody with these answers is asked."""
    asked = {question.name for question in questionnaire.asked(questions, state.choices)}
    state.at += 1
    while state.at < len(questions) and questions[state.at].name not in asked:
        state.at += 1


def _link_closed(session: Session, state: _State) -> bool:
    """Tell whether staff closed the open link that somebody came by: nobody answers by it any more."""
    link = stored.link(session, state.link) if state.link is not None else None
    return state.link is not None and (link is None or link.closed_at is not None)


def _may_finish(survey: Survey, state: _State, now: datetime) -> bool:
    """Tell whether answers that were begun are still taken: half an hour longer than others may begin."""
    if surveys.is_open(survey, now):
        return True
    began = datetime.fromisoformat(state.since)
    over = survey.closes_at + stored.GRACE
    return survey.status is SurveyStatus.OPEN and began <= survey.closes_at and now < over


def _ticked(before: Sequence[str], name: str) -> list[str]:
    if name in before:
        return [choice for choice in before if choice != name]
    return [NO_ANSWER] if name == NO_ANSWER else [*(choice for choice in before if choice != NO_ANSWER), name]


def _step(survey: Survey, state: _State) -> Step:
    questions = questionnaire.load(survey.questions)
    if state.at >= len(questions):
        return Step(survey, len(questions), len(questions), None, link_id=state.link)
    question = questions[state.at]
    chosen = frozenset(state.choices.get(question.name, []))
    return Step(survey, len(questions), state.at + 1, question, question.in_order(state.seed), chosen, state.link)


def _load(sitting: SurveySitting) -> _State:
    return _State(**orjson.loads(sitting.state))


def _dump(state: _State) -> str:
    return orjson.dumps(state).decode()
