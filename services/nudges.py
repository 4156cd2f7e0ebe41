"""Nudges: staff have those reminded who have not answered, with one tap.

Once a day a member in all, by daylight, on no holiday. Before a prompt is due only on the days on which the rule of the
reminders has them reminded anyway: a message before the due date changes nothing, one after it does (Keding 2016).
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta, tzinfo
from enum import StrEnum

from sqlmodel import Session

from services import audiences, audit, progress, staff_scope, working_days
from services.actor import Actor, require
from services.notifications import ReminderRound
from services.quiet_hours import morning_after
from services.reminders import DAYS
from services.reports import LATE_FOR
from storage.members import addresses, duty_shifts, members, muted_members
from storage.messaging import schedule_rules
from storage.prompts import assigned_parts, broadcasts, prompts
from storage.statistics.suppression import K
from storage.tables import BroadcastKind, Prompt, PromptStatus, Role


class NudgeRefusal(StrEnum):
    """Why nobody is reminded; each is a sentence."""

    NIGHT = "night"
    HOLIDAY = "holiday"
    EARLY = "early"  # it is not due, and no rule has them reminded today
    OVER = "over"  # its answers are not taken any more
    NOBODY = "nobody"  # nobody is left who may be reminded today
    ANSWERED = "answered"  # nobody is seen who has not answered
    FEW = "few"  # so few of those who reported on an issue that no number is told


@dataclass(frozen=True, slots=True)
class Nudged:
    """The members on their way to be reminded, and those who are not, by the reason; single reporters are in no number.

    What is told is of those alone whom the actor may know of: who else is reminded shows in nothing (privacy 3, 4).
    `next_on`: from when it may be asked again, where it may not now. `by`, `at`: who had them reminded last, and when.
    """

    prompt: Prompt
    told: ReminderRound | None = None
    refusal: NudgeRefusal | None = None
    count: int = 0
    today: int = 0
    """Reminded today already."""
    muted: int = 0
    unreachable: int = 0
    next_on: date | None = None
    by: str = ""
    at: datetime | None = None


def nudge(session: Session, actor: Actor, prompt_id: int, now: datetime, zone: tzinfo) -> Nudged | None:
    """Remind everybody whom the actor sees who has not answered a prompt. None: no such prompt was sent.

    Raises:
        NotPermitted: the actor is not staff.
    """
    require(actor, Role.STAFF)
    broadcasts.lock_prompt(session, prompt_id)  # of two who press at once the second finds everybody reminded
    prompt = prompts.get(session, prompt_id)
    if prompt is None or prompt.status is not PromptStatus.SENT:
        return None
    if not progress.concerns(session, actor, prompt):
        return None
    local = now.astimezone(zone)
    refused = _not_now(session, prompt, local, zone)
    if refused is not None:
        return refused
    return _reminded(session, actor, prompt, now, local.date())


def _not_now(session: Session, prompt: Prompt, local: datetime, zone: tzinfo) -> Nudged | None:
    today = local.date()
    if prompt.due_at + LATE_FOR <= local:
        return Nudged(prompt, refusal=NudgeRefusal.OVER)
    morning = morning_after(session, local)
    if morning is not None:
        return Nudged(prompt, refusal=NudgeRefusal.NIGHT, next_on=morning.date())
    said = duty_shifts.days(session, today, today + timedelta(days=120))
    if working_days.is_holiday(today, said):
        day = today
        while working_days.is_holiday(day, said):
            day += timedelta(days=1)
        return Nudged(prompt, refusal=NudgeRefusal.HOLIDAY, next_on=day)
    if prompt.due_at > local:
        days = _rule_days(session, prompt, zone)
        if today not in days:
            later = [day for day in days if day > today]
            return Nudged(prompt, refusal=NudgeRefusal.EARLY, next_on=min(later, default=None))
    return None


def _rule_days(session: Session, prompt: Prompt, zone: tzinfo) -> set[date]:
    """The days before its due time on which the rule of the reminders has members reminded; none where it is off."""
    rule = schedule_rules.rule(session, "reminders")
    if rule is None or not rule.enabled:
        return set()
    due_on = prompt.due_at.astimezone(zone).date()
    return {working_days.last_before(session, due_on - timedelta(days=days)) for days in DAYS}


def _reminded(session: Session, actor: Actor, prompt: Prompt, now: datetime, today: date) -> Nudged:
    inside, apart = staff_scope.units_seen(session, actor), members.singles(session)
    rows = [row for row in assigned_parts.of_prompt(session, prompt.id) if inside is None or row.unit_id in inside]
    open_parts = [row.member_id for row in rows if row.status in prompts.OPEN]
    known = {member_id for member_id in open_parts if member_id not in apart or apart[member_id] == actor.member_id}
    few = audiences.is_shielded(session, prompt) and sum(row.member_id not in apart for row in rows) < K
    muted = muted_members.on(session, today)
    reached = {person.member_id: person for person in addresses.reached(session, open_parts, now)}
    # Whoever turned out to be reached nowhere was not reminded, whatever was written for them.
    done = {
        member_id for member_id in assigned_parts.reminded_today(session, open_parts, today) if member_id in reached
    }
    left = [member_id for member_id in open_parts if member_id not in done and member_id not in muted]
    people = addresses.mixed(session, [reached[member_id] for member_id in left if member_id in reached])
    there = {person.member_id for person in people}
    found = Nudged(
        prompt,
        today=sum(member_id in done and member_id not in apart for member_id in open_parts),
        muted=sum(member_id in muted and member_id not in done and member_id not in apart for member_id in open_parts),
        unreachable=sum(member_id not in there and member_id not in apart for member_id in left),
    )
    if few:
        found = Nudged(prompt, refusal=NudgeRefusal.FEW)
    elif not known & there:
        found = _nobody(session, found, bool(known))
    else:
        found = replace(found, count=len(there - apart.keys()))
    if not people:
        return found
    round_ = broadcasts.start(session, prompt.id, BroadcastKind.REMINDER, now, by=actor.acting_id)
    prompts.reminded(session, prompt.id, [person.member_id for person in people], today)
    audit.note(session, actor, now, "prompt.nudge", f"prompt:{prompt.id}", f"broadcast:{round_.id}")
    until = prompt.due_at + LATE_FOR if prompt.due_at <= now else None
    return replace(found, told=ReminderRound(prompt, round_.id, people, until=until))


def _nobody(session: Session, found: Nudged, asked: bool) -> Nudged:
    """Say who was first, where somebody was."""
    refusal = NudgeRefusal.NOBODY if asked else NudgeRefusal.ANSWERED
    last = assigned_parts.last_reminder(session, found.prompt.id) if found.today else None
    if last is None:
        return replace(found, refusal=refusal)
    return replace(found, refusal=refusal, by=members.name_of(session, last.changed_by), at=last.started_at)
