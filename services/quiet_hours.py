"""The hours in which nothing leaves of our own accord, but for what is urgent: the night, which staff may move."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from sqlmodel import Session

from services import audit, staff_scope
from services.actor import Actor
from services.schedules import last_due, next_fire
from storage.members import members
from storage.messaging import schedule_rules
from texts.times import minute_of, time_at

EARLIEST, LATEST = time(18), time(5)
"""A night begins at this hour of the evening or later, and ends at this hour of the morning or later."""
LAST = time(9)
_LOOKED_AHEAD = timedelta(days=7)
"""And ends by this hour: what waits for the morning comes before noon."""


class NightRefused(ValueError):
    """A night that nobody could keep. `code`: "begins", "ends", or "reminders": the common hour of reminders lies in it."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@dataclass(frozen=True, slots=True)
class Night:
    """From an hour of the evening to one of the next morning, in the board's own zone."""

    begins: time = time(20)
    ends: time = time(7)

    def holds(self, hour: time) -> bool:
        """Tell whether an hour lies in it."""
        return not self.ends <= hour < self.begins

    def morning_after(self, local: datetime) -> datetime | None:
        """When what falls into the night may leave; None: `local`, in the board's own zone, is no night."""
        if not self.holds(local.time()):
            return None
        day = local.date() + timedelta(days=1 if local.time() >= self.begins else 0)
        return datetime.combine(day, self.ends, local.tzinfo)


def night(session: Session) -> Night:
    """The night as staff have set it."""
    begins, ends = schedule_rules.night(session)
    return Night(time_at(begins), time_at(ends))


def set_night(session: Session, actor: Actor, begins: time, ends: time, now: datetime) -> int:
    """Move the night; returns how many members are reminded at the common hour now, whose own lies in it.

    Raises:
        NightRefused: it begins or ends at no such hour, or reminders would fall into it; nothing is changed.
        NotPermitted: the actor is not staff of the whole province.
    """
    staff_scope.require_all(session, actor)
    wanted = Night(begins, ends)
    if begins < EARLIEST:
        raise NightRefused("begins")
    if not LATEST <= ends <= LAST:
        raise NightRefused("ends")
    rule = schedule_rules.rule(session, "reminders")
    if rule is not None and rule.enabled:
        at, zone = now, ZoneInfo(rule.timezone)
        while (at := next_fire(rule.cron, rule.timezone, at)) <= now + _LOOKED_AHEAD:
            if wanted.holds(at.astimezone(zone).time()):
                raise NightRefused("reminders")
    schedule_rules.set_night(session, minute_of(begins), minute_of(ends))
    moved = [member for member, at in members.reminder_hours(session).items() if wanted.holds(time_at(at))]
    for member in moved:
        members.remind_at(session, member, None)
    audit.note(session, actor, now, "night.set", "night:1", f"{begins:%H:%M}-{ends:%H:%M}")
    return len(moved)


def morning_after(session: Session, local: datetime) -> datetime | None:
    """When what falls into the night may leave; None: `local`, in the board's own zone, is no night."""
    return night(session).morning_after(local)


def put_off(session: Session, name: str, now: datetime) -> bool:
    """Put off to the morning what comes of a rule in the night since nothing ran at its hour. True: it does not come now.

    It is made when it can be read, so that it says what came in the night as well. An hour that staff put into the night stays.
    """
    rule = schedule_rules.rule(session, name)
    if rule is None:
        return False
    tonight, zone = night(session), ZoneInfo(rule.timezone)
    morning = tonight.morning_after(now.astimezone(zone))
    if morning is None or tonight.holds(last_due(session, name, now).astimezone(zone).time()):
        return False
    schedule_rules.move(session, rule, min(rule.next_at, morning))
    return True
