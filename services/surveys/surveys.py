"""Surveys until they are over: planned, tried on ten people, opened, closed by their hour, their quota or an officer."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from sqlmodel import Session

from services import audiences, audit, staff_scope, who_hears
from services.actor import PROGRAM, Actor, NotPermitted, require
from services.surveys import questionnaire
from services.surveys.questionnaire import Question
from storage.forms import drafts
from storage.members import addresses, members
from storage.members.addresses import Recipient
from storage.surveys import survey_answers, surveys
from storage.tables import Drawn, Role, SeenBy, Survey, SurveyEnd, SurveyLink, SurveyStatus

PILOT = 10
"""So many people try a survey before it goes out."""
STEP = survey_answers.BATCH
"""Live counts go in such steps (privacy 9)."""
_LISTED = 8
_UNFINISHED = (SurveyStatus.PLANNED, SurveyStatus.PILOT, SurveyStatus.OPEN)
_HELD = timedelta(days=1)
"""A survey may have opened so long before a network refused it: what opens in the night waits for the morning."""


class Purpose(StrEnum):
    """The reason why a survey is sent to somebody."""

    FIRST = "first"
    PILOT = "pilot"
    REMINDER = "reminder"


@dataclass(frozen=True, slots=True)
class SurveyRound:
    """A survey goes to these members."""

    survey: Survey
    people: Sequence[Recipient]
    purpose: Purpose


@dataclass(frozen=True, slots=True)
class SurveyOver:
    """A survey has closed by itself; told to whoever wrote it."""

    recipient: Recipient
    survey: Survey


@dataclass(frozen=True, slots=True)
class LinkCrowded:
    """More people begin by an open link than are let in within an hour; told to whoever wrote the survey."""

    recipient: Recipient
    survey: Survey
    link: SurveyLink


@dataclass(frozen=True, slots=True)
class SurveyKeptOpen:
    """A survey whose end fell into an outage takes answers for longer; told to whoever wrote it."""

    recipient: Recipient
    survey: Survey


SurveyNotification = SurveyRound | SurveyOver | LinkCrowded | SurveyKeptOpen


@dataclass(frozen=True, slots=True)
class Written:
    """A survey as it was written. `opens_at` None: it opens at once. `draft_id`: the form that it was written in.

    `audience`: as in `Survey`.
    """

    title: str
    purpose: str
    questions: tuple[Question, ...]
    form_id: int | None
    drawn: Drawn
    seen_by: SeenBy
    with_unit: bool
    unit_id: int
    quota: int | None
    opens_at: datetime | None
    closes_at: datetime
    draft_id: int | None = None
    audience: str | None = None


@dataclass(frozen=True, slots=True)
class Done:
    """A survey after an act. `done`: the act was carried out; else somebody or its hour was first."""

    survey: Survey
    done: bool
    told: Sequence[SurveyNotification] = ()


@dataclass(frozen=True, slots=True)
class Standing:
    """A survey as staff see it while it runs.

    `answered`: in steps of five, exact once it is over; None: fewer than the first step. `asked`, `reached`: members of its
    audience, and those of them who can be written to.
    """

    survey: Survey
    asked: int
    reached: int
    answered: int | None


def audience(session: Session, survey: Survey) -> list[int]:
    """The members whom a survey goes to: the one place that says so, the same as for prompts."""
    return audiences.asked(session, survey)


def mine(session: Session, actor: Actor, survey_id: int) -> Survey | None:
    """A survey of a unit that an actor of the staff sees. None: there is none, or it is another unit's."""
    survey = surveys.get(session, survey_id) if Role.STAFF in actor.roles else None
    return survey if survey is not None and staff_scope.covers(session, actor, survey.unit_id) else None


def plan(session: Session, actor: Actor, written: Written, now: datetime) -> Done:
    """Store a survey that is confirmed; it opens now, or waits for its hour. The form that it was written in goes.

    Raises:
        NotPermitted: the actor is not staff, or not of the survey's unit.
    """
    require(actor, Role.STAFF)
    survey = _store(session, actor, written, SurveyStatus.PLANNED, now)
    audit.note(session, actor, now, "survey.plan", f"survey:{survey.id}")
    if written.draft_id is not None:
        drafts.remove(session, written.draft_id)
    if survey.opens_at > now:
        return Done(survey, True)
    return _open(session, actor, survey, now)


def pilot(session: Session, actor: Actor, written: Written, now: datetime) -> Done:
    """Try a survey on ten people of its audience, drawn by chance; what they answer is thrown away when it opens.

    Raises:
        NotPermitted: the actor is not staff, or not of the survey's unit.
    """
    require(actor, Role.STAFF)
    survey = _store(session, actor, written, SurveyStatus.PILOT, now)
    audit.note(session, actor, now, "survey.pilot", f"survey:{survey.id}")
    people = addresses.reached(session, audience(session, survey), now)
    chosen = secrets.SystemRandom().sample(people, min(PILOT, len(people)))
    return Done(survey, True, (SurveyRound(survey, chosen, Purpose.PILOT),))


def open_after_pilot(session: Session, actor: Actor, survey_id: int, now: datetime) -> Done | None:
    """Open a survey that was tried: what was answered then is thrown away. None: there is no such survey."""
    require(actor, Role.STAFF)
    survey = mine(session, actor, survey_id)
    if survey is None:
        return None
    if survey.closes_at <= now or not surveys.change(session, survey, (SurveyStatus.PILOT,), _planned(survey, now)):
        return Done(survey, False)
    survey_answers.forget(session, survey_id)
    if survey.draft_id is not None:
        drafts.remove(session, survey.draft_id)
    if survey.opens_at > now:
        return Done(survey, True)
    return _open(session, actor, survey, now)


def call_off(session: Session, actor: Actor, survey_id: int, now: datetime) -> Done | None:
    """Call off a survey that is tried or waits; what was answered on trial is thrown away. None: there is no such survey."""
    require(actor, Role.STAFF)
    survey = mine(session, actor, survey_id)
    if survey is None:
        return None
    values = {"status": SurveyStatus.CANCELLED, "closed_at": now, "ended": SurveyEnd.STAFF}
    done = surveys.change(session, survey, (SurveyStatus.PILOT, SurveyStatus.PLANNED), values)
    if done:
        survey_answers.forget(session, survey_id)
        audit.note(session, actor, now, "survey.cancel", f"survey:{survey_id}")
    return Done(survey, done)


def close(session: Session, actor: Actor, survey_id: int, now: datetime, today: date) -> Done | None:
    """Close a survey at once: what was begun and not sent is thrown away. None: there is no such survey.

    `today`: the board's own day.
    """
    require(actor, Role.STAFF)
    survey = mine(session, actor, survey_id)
    if survey is None:
        return None
    done = _close(session, survey, SurveyEnd.STAFF, now, today)
    if done:
        audit.note(session, actor, now, "survey.close", f"survey:{survey_id}")
    return Done(survey, done)


def remind(session: Session, actor: Actor, survey_id: int, now: datetime) -> Done | None:
    """Remind those of its audience who have not answered; nobody sees who they are. None: there is no such survey."""
    require(actor, Role.STAFF)
    survey = mine(session, actor, survey_id)
    if survey is None:
        return None
    if not is_open(survey, now):
        return Done(survey, False)
    silent = of_audience(session, survey, answered=False)
    audit.note(session, actor, now, "survey.remind", f"survey:{survey_id}")
    return Done(survey, True, (SurveyRound(survey, addresses.reached(session, silent, now), Purpose.REMINDER),))


def keep_open(
    session: Session, was_deaf: Callable[[datetime], bool], later: Callable[[datetime], datetime], now: datetime
) -> Sequence[SurveyNotification]:
    """Let surveys whose hour came while nobody could be heard end later; whoever has not answered is told the new hour.

    So may those that were tried, or were to open in that time: nobody keeps who tries one, so that their officer alone hears.
    """
    told: list[SurveyNotification] = []
    for survey in surveys.in_status(session, *_UNFINISHED):
        if survey.ended is not None or not was_deaf(survey.closes_at):
            continue
        if surveys.change(session, survey, _UNFINISHED, {"closes_at": later(survey.closes_at)}):
            audit.note(session, PROGRAM, now, "survey.keep_open", f"survey:{survey.id}")
            if survey.status is SurveyStatus.OPEN and survey.drawn is Drawn.NETWORK:
                people = addresses.reached(session, of_audience(session, survey, answered=False), now)
                told.append(SurveyRound(survey, people, Purpose.REMINDER))
            told += [
                SurveyKeptOpen(person, survey)
                for person in addresses.reached(
                    session, who_hears.of_unit(session, survey.unit_id, [survey.created_by]), now
                )
            ]
    return told


def of_audience(session: Session, survey: Survey, *, answered: bool) -> list[int]:
    """The members of its audience who have answered, or those who have not."""
    there = survey_answers.answered(session, survey.id)
    everybody = audience(session, survey)
    return [member_id for member_id in everybody if (of_member(session, survey.id, member_id) in there) is answered]


def tick(session: Session, survey_id: int, now: datetime, today: date) -> Sequence[SurveyNotification]:
    """Do what is due of a survey: it opens, a batch of answers is written, it closes."""
    survey = surveys.get(session, survey_id)
    if survey is None:
        return ()
    waits = (SurveyStatus.PLANNED, SurveyStatus.PILOT)
    if survey.status in waits and survey.closes_at <= now:  # nobody could answer it any more
        if not surveys.change(session, survey, waits, {"status": SurveyStatus.CANCELLED, "closed_at": now}):
            return ()
        survey_answers.forget(session, survey_id)
        audit.note(session, PROGRAM, now, "survey.cancel", f"survey:{survey_id}")
        return [
            SurveyOver(person, survey)
            for person in addresses.reached(
                session, who_hears.of_unit(session, survey.unit_id, [survey.created_by]), now
            )
        ]
    if survey.status is SurveyStatus.PLANNED and survey.opens_at <= now:
        return _open(session, PROGRAM, survey, now).told
    if survey.status is SurveyStatus.OPEN and survey.closes_at + surveys.GRACE <= now:
        if _close(session, survey, survey.ended or SurveyEnd.TIME, now, today):
            audit.note(session, PROGRAM, now, "survey.close", f"survey:{survey_id}")
        return [
            SurveyOver(person, survey)
            for person in addresses.reached(
                session, who_hears.of_unit(session, survey.unit_id, [survey.created_by]), now
            )
        ]
    if survey_answers.waiting(session, survey_id) >= survey_answers.BATCH:
        survey_answers.write_batch(session, survey_id, today)
        full = survey.status is SurveyStatus.OPEN and survey.closes_at > now and _groups_are_full(session, survey_id)
        values = {"closes_at": now, "ended": SurveyEnd.QUOTA} if full else {}
        surveys.change(session, survey, (SurveyStatus.OPEN, SurveyStatus.PILOT), values)
    return ()


def crowded(session: Session, link_id: int, now: datetime) -> Sequence[SurveyNotification]:
    """Say that more people begin by an open link than are let in within an hour: it may have got about."""
    link = surveys.link(session, link_id)
    survey = surveys.get(session, link.survey_id) if link is not None else None
    if link is None or survey is None:
        return ()
    return [LinkCrowded(person, survey, link) for person in _officers(session, survey, now)]


def is_open(survey: Survey, now: datetime) -> bool:
    """True if somebody may begin to answer now."""
    return survey.status in (SurveyStatus.OPEN, SurveyStatus.PILOT) and survey.closes_at > now


def of_member(session: Session, survey_id: int, member_id: int) -> bytes:
    """The keyed hash of a member in one survey: the same from every network."""
    return survey_answers.whose(session, survey_id, "member", str(member_id))


def open_to(session: Session, actor: Actor, now: datetime) -> Sequence[Survey]:
    """The surveys that wait for an answer of the actor's."""
    if actor.member_id is None or Role.COLLABORATOR not in actor.roles or not surveys.is_one_open(session):
        return ()
    found = [survey for survey in surveys.in_status(session, SurveyStatus.OPEN) if survey.closes_at > now]
    return [
        survey
        for survey in found
        if survey.drawn is Drawn.NETWORK
        and not survey_answers.has_answered(session, survey.id, of_member(session, survey.id, actor.member_id))
        and actor.member_id in audience(session, survey)
    ]


def catch_up(
    session: Session, actor: Actor, person: Recipient, since: datetime | None, now: datetime
) -> Sequence[SurveyRound]:
    """Bring a member who is there now the surveys that opened since they could not be reached and wait for their answer.

    since: None for who is new. Nothing is kept of who got a survey (privacy 9), so that one of the hours before comes again,
    but for whoever is in the middle of it.
    """
    waiting = open_to(session, actor, now)
    found = [survey for survey in waiting if since is None or survey.opens_at >= since - _HELD]
    found = [survey for survey in found if not _sits(session, survey.id, person.member_id)]
    return [SurveyRound(survey, [person], Purpose.FIRST) for survey in found]


def _sits(session: Session, survey_id: int, member_id: int) -> bool:
    return survey_answers.sitting(session, survey_id, of_member(session, survey_id, member_id)) is not None


def newest(session: Session, actor: Actor) -> Sequence[Survey]:
    """The surveys of their units that were written last, for staff; for leaders those that are over and that they may read.

    Raises:
        NotPermitted: the actor is neither.
    """
    require(actor, Role.STAFF, Role.LEADER)
    if Role.STAFF in actor.roles:
        return surveys.newest(session, _LISTED, staff_scope.units_seen(session, actor))
    return surveys.newest_closed(session, _LISTED, [seen_by for seen_by in SeenBy if seen_by is not SeenBy.BOARD])


def standing(session: Session, actor: Actor, survey_id: int, now: datetime) -> Standing | None:
    """A survey as it stands, for staff. None: there is no such survey."""
    require(actor, Role.STAFF)
    survey = mine(session, actor, survey_id)
    if survey is None:
        return None
    count = survey_answers.written(session, survey_id)
    if survey.status is not SurveyStatus.CLOSED:
        count -= count % STEP
    asked = audience(session, survey) if survey.drawn is Drawn.NETWORK else []
    reached = addresses.reached(session, asked, now)
    return Standing(
        survey,
        len(members.countable(session, asked)),
        len(members.countable(session, [person.member_id for person in reached])),
        count if count >= STEP or survey.status is SurveyStatus.CLOSED else None,
    )


def unsaved(actor: Actor, written: Written, status: SurveyStatus, now: datetime) -> Survey:
    """The row that a survey would be."""
    return Survey(
        title=written.title,
        purpose=written.purpose,
        questions=questionnaire.dump(written.questions),
        form_id=written.form_id,
        status=status,
        drawn=written.drawn,
        seen_by=written.seen_by,
        with_unit=written.with_unit,
        unit_id=written.unit_id,
        audience=written.audience,
        quota=written.quota,
        created_by=actor.acting_id,
        created_at=now,
        opens_at=written.opens_at or now,
        closes_at=written.closes_at,
        draft_id=written.draft_id if status is SurveyStatus.PILOT else None,
    )


def _store(session: Session, actor: Actor, written: Written, status: SurveyStatus, now: datetime) -> Survey:
    if not staff_scope.covers(session, actor, written.unit_id):
        raise NotPermitted
    return surveys.add(session, unsaved(actor, written, status, now))


def _planned(survey: Survey, now: datetime) -> dict[str, object]:
    return {"status": SurveyStatus.PLANNED, "opens_at": max(survey.opens_at, now)}


def _open(session: Session, actor: Actor, survey: Survey, now: datetime) -> Done:
    if not surveys.change(session, survey, (SurveyStatus.PLANNED,), {"status": SurveyStatus.OPEN}):
        return Done(survey, False)
    audit.note(session, actor, now, "survey.open", f"survey:{survey.id}")
    if survey.drawn is not Drawn.NETWORK:  # its people come by open links
        return Done(survey, True)
    people = addresses.reached(session, audience(session, survey), now)
    return Done(survey, True, (SurveyRound(survey, people, Purpose.FIRST),))


def _close(session: Session, survey: Survey, ended: SurveyEnd, now: datetime, today: date) -> bool:
    values = {"status": SurveyStatus.CLOSED, "closed_at": now, "ended": ended}
    if not surveys.change(session, survey, (SurveyStatus.OPEN,), values):
        return False
    survey_answers.write_batch(session, survey.id, today)
    survey_answers.clear_sittings(session, survey.id)
    return True


def _groups_are_full(session: Session, survey_id: int) -> bool:
    """Tell whether groups have quotas, and every one has its answers."""
    wanted = [margin for margin in surveys.margins(session, survey_id) if margin.quota is not None]
    given = survey_answers.given(session, survey_id) if wanted else []
    return bool(wanted) and all(
        sum(
            survey_margin.choice in answer.choices.get(survey_margin.question, ())
            for answer in given
            if not answer.hasty
        )
        >= (survey_margin.quota or 0)
        for survey_margin in wanted
    )


def _officers(session: Session, survey: Survey, now: datetime) -> Sequence[Recipient]:
    """Whoever wrote it, where they can be reached; where they are no officer of its unit any more, all who are."""
    return addresses.reached(session, who_hears.of_unit(session, survey.unit_id, [survey.created_by]), now)
