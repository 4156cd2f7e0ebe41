"""Policies that surveys ask about: what people said before one was issued, and what they say afterwards."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, tzinfo

from sqlmodel import Session

from digests.survey_report import Comparison
from services import audit, free_words, staff_scope
from services.actor import Actor, require
from services.surveys import results, surveys
from services.surveys.results import Counted
from storage.statistics.survey_figures import Change
from storage.surveys import public_policies
from storage.tables import PublicPolicy, Role, Survey, SurveyStatus
from texts.dates import read_date

_LISTED = 8


@dataclass(frozen=True, slots=True)
class Written:
    """A policy as it was typed. `issued_on` None: no day was written."""

    title: str
    document: str
    issued_on: date | None


@dataclass(frozen=True, slots=True)
class Around:
    """A policy with the surveys about it that somebody may see, by its day. `other`: across that day, or there is none."""

    policy: PublicPolicy
    before: Sequence[Survey]
    after: Sequence[Survey]
    other: Sequence[Survey]


@dataclass(frozen=True, slots=True)
class Compared:
    """The last survey before a policy beside the last one after it."""

    policy: PublicPolicy
    before: Survey
    after: Survey
    changes: Sequence[Change]


def parse(text: str, today: date) -> Written:
    """Read a title, then the document's number and the day of issue, each on its line or after a semicolon.

    Raises:
        WordsRefused: there is no title, or the words are too long or hold something personal.
    """
    pieces = [line.strip() for line in text.replace(";", "\n").splitlines() if line.strip()]
    days = [read_date(piece, today) for piece in pieces[1:]]
    documents = [piece for piece, on in zip(pieces[1:], days, strict=True) if on is None]
    title = free_words.taken(pieces[0] if pieces else "", free_words.TITLE)
    document = free_words.taken(" ".join(documents), free_words.TITLE) if documents else ""
    return Written(title, document, next((on for on in days if on is not None), None))


def add(session: Session, actor: Actor, survey_id: int, written: Written, now: datetime) -> PublicPolicy | None:
    """Store a policy, and let a survey belong to it. None: there is no such survey.

    Raises:
        NotPermitted: the actor is not staff.
    """
    require(actor, Role.STAFF)
    survey = surveys.mine(session, actor, survey_id)
    if survey is None:
        return None
    policy = PublicPolicy(
        title=written.title,
        document=written.document,
        issued_on=written.issued_on,
        unit_id=survey.unit_id,
        created_by=actor.acting_id,
        created_at=now,
    )
    public_policies.add(session, policy)
    audit.note(session, actor, now, "policy.add", f"public_policy:{policy.id}")
    return policy if attach(session, actor, survey_id, policy.id, now) else None


def attach(session: Session, actor: Actor, survey_id: int, policy_id: int | None, now: datetime) -> bool:
    """Let a survey belong to a policy; `policy_id` None: to none. False: one of them is not the actor's to see.

    Raises:
        NotPermitted: the actor is not staff.
    """
    require(actor, Role.STAFF)
    survey = surveys.mine(session, actor, survey_id)
    if survey is None or (policy_id is not None and mine(session, actor, policy_id) is None):
        return False
    public_policies.attach(session, survey, policy_id)
    audit.note(session, actor, now, "survey.policy", f"survey:{survey_id}", f"public_policy:{policy_id or ''}")
    return True


def issue(session: Session, actor: Actor, policy_id: int, on: date, now: datetime) -> PublicPolicy | None:
    """Keep the day on which a policy was, or will be, issued. None: it is not the actor's to see.

    Raises:
        NotPermitted: the actor is not staff.
    """
    require(actor, Role.STAFF)
    policy = mine(session, actor, policy_id)
    if policy is None:
        return None
    public_policies.set_issued(session, policy, on)
    audit.note(session, actor, now, "policy.issue", f"public_policy:{policy_id}", f"{on:%Y-%m-%d}")
    return policy


def mine(session: Session, actor: Actor, policy_id: int) -> PublicPolicy | None:
    """A policy of a unit that an actor of the staff sees. None: there is none, or it is another unit's."""
    policy = public_policies.get(session, policy_id) if Role.STAFF in actor.roles else None
    return policy if policy is not None and staff_scope.covers(session, actor, policy.unit_id) else None


def offered(session: Session, actor: Actor) -> Sequence[PublicPolicy]:
    """The policies that were entered last, of the units that an actor of the staff sees.

    Raises:
        NotPermitted: the actor is not staff.
    """
    require(actor, Role.STAFF)
    return public_policies.newest(session, _LISTED, staff_scope.units_seen(session, actor))


def around(session: Session, actor: Actor, policy_id: int, zone: tzinfo) -> Around | None:
    """A policy with the surveys about it: those closed before its day, and those opened on it or later.

    None: it is not the actor's to see; a leader sees one by the surveys whose results leaders may read.

    Raises:
        NotPermitted: the actor is neither staff nor a leader.
    """
    require(actor, Role.STAFF, Role.LEADER)
    policy = mine(session, actor, policy_id)
    found = [
        survey for survey in public_policies.surveys_of(session, policy_id) if results.may_read(session, actor, survey)
    ]
    if policy is None:
        found = [survey for survey in found if survey.status is SurveyStatus.CLOSED]
        policy = public_policies.get(session, policy_id) if found else None
    if policy is None:
        return None
    before, after, other = list[Survey](), list[Survey](), list[Survey]()
    for survey in found:
        place = _place(survey, policy, zone)
        (other if place is None else after if place else before).append(survey)
    return Around(policy, before, after, other)


def compare(session: Session, actor: Actor, policy_id: int, zone: tzinfo) -> Compared | None:
    """The last survey before a policy and the last one after it that asked people drawn alike word for word the same.

    None: there are no two such surveys that are over and that the actor may read.

    Raises:
        NotPermitted: the actor is neither staff nor a leader.
    """
    found = around(session, actor, policy_id, zone)
    for after in reversed(found.after if found is not None else ()):
        if found is not None and _pairs(found, after):
            compared = _compared(session, found, results.count(session, after))
            if compared is not None:
                return compared
    return None


def comparable(found: Around) -> bool:
    """Tell whether a survey before a policy asked the same as one after it; nothing is counted."""
    return any(_pairs(found, after) for after in found.after)


def comparison(session: Session, actor: Actor, counted: Counted, zone: tzinfo) -> Comparison | None:
    """Set results beside those of the survey before their policy, else of the last that asked the same; None: there is none."""
    policy_id = counted.survey.policy_id
    found = around(session, actor, policy_id, zone) if policy_id is not None else None
    if found is not None and counted.survey.id in [survey.id for survey in found.after]:
        compared = _compared(session, found, counted)
        if compared is not None:
            policy = found.policy
            return _beside(compared.before, compared.changes, policy.title, policy.issued_on)
    last = results.earlier(session, actor, counted)
    return _beside(*last) if last is not None else None


def _compared(session: Session, found: Around, counted: Counted) -> Compared | None:
    for before in _pairs(found, counted.survey):
        if changes := results.beside(session, before, counted):
            return Compared(found.policy, before, counted.survey, changes)
    return None


def _pairs(found: Around, after: Survey) -> list[Survey]:
    """The surveys before that are over, as this one is, and asked people drawn alike some of the same; the last one first."""
    return [
        before
        for before in reversed(found.before)
        if (before.drawn, before.unit_id) == (after.drawn, after.unit_id)
        and before.status is after.status is SurveyStatus.CLOSED
        and results.same_asked(before, after)
    ]


def _beside(before: Survey, changes: Sequence[Change], policy: str = "", issued_on: date | None = None) -> Comparison:
    assert before.closed_at is not None, "results are of what is over"
    return Comparison(before.title, before.closed_at, tuple(changes), policy, issued_on)


def _place(survey: Survey, policy: PublicPolicy, zone: tzinfo) -> bool | None:
    """False: a survey was over before the policy's day; True: it opened on it or later; None: neither can be said."""
    if policy.issued_on is None:
        return None
    if survey.opens_at.astimezone(zone).date() >= policy.issued_on:
        return True
    ended = survey.closed_at or survey.closes_at
    return False if ended.astimezone(zone).date() < policy.issued_on else None
