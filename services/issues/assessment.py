"""Stage three of a verification: the risk of an issue as likelihood by consequence, and watching it until a day.

A matrix of three by three, as in EWARS' rapid risk assessment; each judgement keeps who made it and why. Raising and dropping are
the acts beside it (`issues.escalate`, `issues.close`).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date, datetime, time, timedelta, tzinfo
from enum import StrEnum

from sqlmodel import Session

from services import audit
from services.actor import PROGRAM, Actor
from services.free_words import NOTE, taken
from services.issues.issues import LIVE, seen
from services.notifications import Notification, WatchEnded
from storage.issues import assessments, issue_visibility, issues
from storage.members import addresses
from storage.tables import IssueAssessment
from texts.fold import clean

LEVELS = (1, 2, 3)
_LONGEST = timedelta(days=366)
_AT = time(8)
_AGAIN = timedelta(hours=1)
_DAY_AND_WHY = re.compile(r"(\d{1,2})/(\d{1,2})(?!\d)(?:/(\d{4}))?\s*[:,.-]?\s*(.+)", re.DOTALL)


class Risk(StrEnum):
    """A cell of the matrix."""

    LOW = "low"
    MEDIUM = "medium"
    HIGH = "high"


class NoDay(ValueError):
    """The words do not begin with a day that is still to come and within a year, and go on with why."""


def level(likelihood: int, consequence: int) -> Risk:
    """The cell of the matrix: 1 and 2 low, 3 and 4 medium, 6 and 9 high."""
    product = likelihood * consequence
    return Risk.HIGH if product >= 6 else Risk.MEDIUM if product >= 3 else Risk.LOW


def judge(
    session: Session, actor: Actor, issue_id: int, likelihood: int, consequence: int, why: str, now: datetime
) -> bool:
    """Keep an officer's judgement of the risk. False: the issue is not under way, or there are no such levels.

    Raises:
        WordsRefused: the reason cannot stay as it is.
    """
    kept, issue = taken(why, NOTE), seen(session, actor, issue_id)
    if issue is None or issue.status not in LIVE or likelihood not in LEVELS or consequence not in LEVELS:
        return False
    made = IssueAssessment(
        issue_id=issue_id, at=now, member_id=actor.acting_id, likelihood=likelihood, consequence=consequence, why=kept
    )
    assessments.add(session, made)
    audit.note(session, actor, now, "issue.assess", f"issue:{issue_id}", f"{likelihood}x{consequence}")
    return True


def watch(session: Session, actor: Actor, issue_id: int, text: str, now: datetime, zone: tzinfo) -> datetime | None:
    """Watch an issue until a day: "25/11: chờ kết quả kiểm tra". None: it is not under way.

    Raises:
        NoDay: the words hold no such day.
        WordsRefused: the reason cannot stay as it is.
    """
    issue = seen(session, actor, issue_id)
    if issue is None or issue.status not in LIVE:
        return None
    day, why = _read(text, now.astimezone(zone).date())
    until = datetime.combine(day, _AT, zone)
    made = IssueAssessment(
        issue_id=issue_id, at=now, member_id=actor.acting_id, watch_until=until, next_at=until, why=taken(why, NOTE)
    )
    assessments.add(session, made)
    audit.note(session, actor, now, "issue.watch", f"issue:{issue_id}", f"{day}")
    return until


def see(session: Session, actor: Actor, issue_id: int) -> tuple[IssueAssessment | None, IssueAssessment | None]:
    """The newest judgement of the risk, and until when it is watched."""
    if seen(session, actor, issue_id) is None:
        return None, None
    return assessments.risk(session, issue_id), assessments.watch(session, issue_id)


def ended(session: Session, issue_id: int, now: datetime) -> Sequence[Notification]:
    """The day has come: whoever has the issue raises it, drops it, or watches on. () where it has ended meanwhile.

    Where no officer can be reached it is looked again an hour later.
    """
    issue = issues.get(session, issue_id)
    assessments.end_watch(session, issue_id)
    if issue is None or issue.status not in LIVE:
        return ()
    seeing = issue_visibility.officers(session, issue)
    wanted = [
        officer for officer in dict.fromkeys((issue.owner_id, *seeing)) if officer is not None and officer in seeing
    ]
    reached = {person.member_id: person for person in addresses.reached(session, wanted, now)}
    person = next((reached[officer] for officer in wanted if officer in reached), None)
    if person is None:
        assessments.look_again(session, issue_id, now + _AGAIN)
        return ()
    audit.note(session, PROGRAM, now, "issue.watch_ended", f"issue:{issue_id}")
    return [WatchEnded(person, issue_id, issue.title)]


def _read(text: str, today: date) -> tuple[date, str]:
    found = _DAY_AND_WHY.fullmatch(clean(text))
    if found is None:
        raise NoDay
    try:
        day = date(int(found[3] or today.year), int(found[2]), int(found[1]))
        if found[3] is None and day <= today:
            day = day.replace(year=day.year + 1)
    except ValueError as error:
        raise NoDay from error
    if not today < day <= today + _LONGEST:
        raise NoDay
    return day, found[4]
