"""The evaluation of a quarter: whether a member answered what they were asked, and in time. Nothing else (privacy 8).

Nothing to report counts as an answer, and so does what was refuted in good faith, since what a report says is not looked at.
A prompt that fell due while the member was in training, or muted and did not answer, or that never came, is left out; so is one
to those who reported on an issue, since whose number rose has reported (privacy 3). There is no order of merit, and nothing is
counted by volume or by agreement.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta, tzinfo

from sqlmodel import Session

from services import audiences, audit, help_requests, staff_scope
from services.actor import Actor, require
from services.notifications import HelpAsked
from services.prompts import month_after
from storage.members import member_days, members, muted_members, trainees
from storage.prompts import assigned_parts, audience_members, reachability
from storage.prompts.assigned_parts import OwnPart
from storage.tables import AssignmentStatus, Member, Role, Unit

_ANSWERED = (AssignmentStatus.SUBMITTED, AssignmentStatus.NOTHING)


@dataclass(frozen=True, slots=True)
class Evaluation:
    """A member's quarter: the prompts that they were asked while on duty, and of these the answered and those in time."""

    quarter: date
    asked: int = 0
    answered: int = 0
    in_time: int = 0


@dataclass(frozen=True, slots=True)
class EvaluationRow:
    """One member's line in the quarter's sheet."""

    unit: str
    code: str
    name: str
    asked: int
    answered: int
    in_time: int


def quarter_of(day: date) -> date:
    """The first day of a day's quarter."""
    return date(day.year, (day.month - 1) // 3 * 3 + 1, 1)


def own(session: Session, actor: Actor, quarter: date, now: datetime, zone: tzinfo) -> Evaluation:
    """The actor's own quarter, as far as its prompts are due.

    Raises:
        NotPermitted: the actor is no collaborator.
    """
    require(actor, Role.COLLABORATOR)
    found = _evaluated(session, [actor.acting_id], quarter, now, zone)
    return found.get(actor.acting_id, Evaluation(quarter))


def object_to(session: Session, actor: Actor, lead: str, words: str, now: datetime) -> Sequence[HelpAsked]:
    """Object to one's own figures: it goes to an officer, whose answer comes back. `lead`: which quarter, in words.

    Raises:
        TooMany, WordsRefused: as for any request for help.
        NotPermitted: the actor is no collaborator.
    """
    require(actor, Role.COLLABORATOR)
    told = help_requests.ask(session, actor, f"{lead} {words}", now)
    audit.note(session, actor, now, "evaluation.object", f"member:{actor.acting_id}")
    return told


def ask_sheet(session: Session, actor: Actor, quarter: date, now: datetime) -> None:
    """Note that somebody has a quarter's sheet written out.

    Raises:
        NotPermitted: the actor is not staff.
    """
    require(actor, Role.STAFF)
    audit.note(session, actor, now, "evaluation.export", "roster:all", f"{quarter:%Y-%m}")


def sheet(session: Session, actor: Actor, quarter: date, now: datetime, zone: tzinfo) -> list[EvaluationRow]:
    """Every collaborator whom the actor sees, by unit and code; single reporters of other officers are left out.

    Raises:
        NotPermitted: the actor is not staff.
    """
    require(actor, Role.STAFF)
    people = [
        collaborator.id
        for collaborator in audience_members.collaborators(session, staff_scope.units_seen(session, actor))
    ]
    apart = members.singles(session)
    seen = [member_id for member_id in people if member_id not in apart or apart[member_id] == actor.member_id]
    found = _evaluated(session, seen, quarter, now, zone)
    rows = []
    for number in seen:
        member, done = session.get_one(Member, number), found.get(number, Evaluation(quarter))
        unit = session.get_one(Unit, member.unit_id)
        line = EvaluationRow(unit.name, member.code, member.name, done.asked, done.answered, done.in_time)
        rows.append((unit.sort_key, member.code, line))
    return [line for _, _, line in sorted(rows, key=lambda row: row[:2])]


def _evaluated(
    session: Session, member_ids: Collection[int], quarter: date, now: datetime, zone: tzinfo
) -> dict[int, Evaluation]:
    begins, ends = (datetime.combine(day, time(), zone) for day in (quarter, month_after(quarter, 3)))
    moment = timedelta(microseconds=1)
    over = assigned_parts.over_between(session, begins - moment, min(ends - moment, now))
    due = audiences.open_to_count(session, over)
    if not due:
        return {}
    on = {number: due_at.astimezone(zone).date() for number, due_at in due.items()}
    spans = member_days.by_member(muted_members.days(session, min(on.values()), max(on.values())))
    learning = member_days.by_member(trainees.days(session, min(on.values()), max(on.values())))
    counted: dict[int, list[int]] = defaultdict(lambda: [0, 0, 0])
    missed = reachability.never_reached(session, due)
    for part in assigned_parts.of_members(session, list(due), member_ids):
        muted = any(span.first <= on[part.prompt_id] <= span.last for span in spans[part.member_id])
        learns = any(span.first <= on[part.prompt_id] <= span.last for span in learning[part.member_id])
        if not learns and (part.prompt_id, part.member_id) not in missed and _counts(part, muted=muted):
            line = counted[part.member_id]
            line[0] += 1
            line[1] += part.status in _ANSWERED
            line[2] += (
                part.status in _ANSWERED and part.finished_at is not None and part.finished_at <= due[part.prompt_id]
            )
    return {number: Evaluation(quarter, *line) for number, line in counted.items()}


def _counts(part: OwnPart, *, muted: bool) -> bool:
    return part.status is not AssignmentStatus.EXCUSED and (part.status in _ANSWERED or not muted)
