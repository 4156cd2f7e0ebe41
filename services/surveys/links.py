"""Open links to a survey: a code for each place, batch or event, for people who are no members and stay unknown."""

from __future__ import annotations

import re
import secrets
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session

from services import audit
from services.actor import Actor, require
from services.surveys import surveys
from services.surveys.answering import Refusal, Respondent
from storage.surveys import survey_answers
from storage.surveys import surveys as stored
from storage.tables import Drawn, Role, Survey, SurveyLink, SurveyStatus
from texts.fold import fold

_CODE = re.compile(r"(?:/start )?ks[ -]*([0-9][0-9 -]{8,}[0-9])")
_DIGITS = 10


@dataclass(frozen=True, slots=True)
class Listed:
    """A link as staff see it. `answered`: in steps of five; None: fewer than the first."""

    link: SurveyLink
    answered: int | None


def make(session: Session, actor: Actor, survey_id: int, label: str, now: datetime) -> SurveyLink | None:
    """Make a link to a survey for a place, batch or event. None: the survey is gone, over, or for members alone.

    Raises:
        NotPermitted: the actor is not staff.
    """
    require(actor, Role.STAFF)
    survey = surveys.mine(session, actor, survey_id)
    open_ = survey is not None and survey.status in (SurveyStatus.OPEN, SurveyStatus.PLANNED)
    if survey is None or not open_ or survey.drawn is Drawn.NETWORK:
        return None
    code = "".join(secrets.choice("0123456789") for _ in range(_DIGITS))
    made = SurveyLink(survey_id=survey_id, code=code, label=label, created_by=actor.acting_id, created_at=now)
    stored.add_link(session, made)
    audit.note(session, actor, now, "survey.link", f"survey:{survey_id}", f"link:{made.id}")
    return made


def close(session: Session, actor: Actor, link_id: int, now: datetime) -> SurveyLink | None:
    """Close a link: whoever comes by it from now on is turned away. None: it is gone, or closed."""
    require(actor, Role.STAFF)
    link = stored.link(session, link_id)
    if link is None or surveys.mine(session, actor, link.survey_id) is None:
        return None
    if not stored.close_link(session, link_id, now):
        return None
    audit.note(session, actor, now, "survey.link_close", f"survey:{link.survey_id}", f"link:{link_id}")
    return link


def listed(session: Session, actor: Actor, survey_id: int) -> Sequence[Listed]:
    """The links of a survey, with how many answered by each."""
    require(actor, Role.STAFF)
    if surveys.mine(session, actor, survey_id) is None:
        return []
    counts = Counter(answer.link_id for answer in survey_answers.given(session, survey_id))
    step = surveys.STEP
    return [
        Listed(link, counts[link.id] - counts[link.id] % step if counts[link.id] >= step else None)
        for link in stored.links(session, survey_id)
    ]


def code_in(words: str) -> str:
    """The code that a message is: "KS-0123456789", or what a link opened the chat with; "" where it is none."""
    found = _CODE.fullmatch(fold(words).strip())
    digits = re.sub(r"[ -]", "", found[1]) if found else ""
    return digits if len(digits) == _DIGITS else ""


def follow(session: Session, code: str, now: datetime) -> tuple[Survey, SurveyLink] | Refusal:
    """Find the survey behind a code."""
    link = stored.link_by_code(session, code)
    survey = stored.get(session, link.survey_id) if link is not None else None
    if link is None or survey is None:
        return Refusal.UNKNOWN
    if link.closed_at is not None or survey.status in (SurveyStatus.CLOSED, SurveyStatus.CANCELLED):
        return Refusal.OVER
    if survey.status is SurveyStatus.PLANNED:
        return Refusal.EARLY
    return (survey, link) if surveys.is_open(survey, now) else Refusal.OVER


def guest(account_id: int, chat: str, link_id: int | None = None) -> Respondent:
    """Somebody who is no member, known in one survey by the keyed hash of their chat alone."""
    return Respondent(("chat", str(account_id), chat), link_id=link_id)


def in_person(member_id: int, link_id: int | None = None) -> Respondent:
    """The person beside a collaborator who fills in for one after another; nothing of them is kept."""
    return Respondent(("beside", str(member_id)), link_id=link_id, once=False)


def begun_by(session: Session, account_id: int, chat: str) -> int | None:
    """The survey that somebody who is no member is in the middle of; None: they are in none."""
    for survey in stored.in_status(session, SurveyStatus.OPEN):
        if survey.drawn is Drawn.NETWORK:
            continue
        key = survey_answers.whose(session, survey.id, *guest(account_id, chat).key)
        if survey_answers.sitting(session, survey.id, key) is not None:
            return survey.id
    return None
