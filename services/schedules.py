"""Schedule rules: the hours of monthly prompts, reminders and digests, in the board's own zone.

The only place that knows cron. A rule is five crontab fields; its next instant is computed by APScheduler, and what was
missed is not replayed.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

from apscheduler.triggers.cron import CronTrigger
from sqlmodel import Session

from services import audit
from services.actor import Actor, require
from storage.messaging import schedule_rules
from storage.tables import Role, Rule

DEFAULTS = {
    "monthly_prompt": "0 9 1 * *",
    "reminders": "0 8 * * *",
    "daily_digest": "0 17 * * *",
    "monthly_digest": "0 10 1 * *",
    "weekly_issues": "0 8 * * mon",
}
"""The rules of a new installation."""
_LATE_DAYS = ("29", "30", "31")
_HOUR = re.compile(r"([01]?\d|2[0-3]):([0-5]\d)")


class BadRule(ValueError):
    """A rule that nobody can follow. `code`: "unknown" name, "malformed" fields, or one that "never" comes."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


def next_fire(cron: str, zone: str, now: datetime) -> datetime:
    """The first instant after `now` that a rule names.

    Raises:
        BadRule: it is no rule, or it never comes (the 31st of February).
    """
    try:
        minute, hour, day, month, weekday = cron.split()
        fields = {"minute": minute, "hour": hour, "month": month, "day_of_week": weekday, "timezone": ZoneInfo(zone)}
        trigger = CronTrigger(day=day, **fields)
    except ValueError as error:
        raise BadRule("malformed") from error
    fire = _after(trigger, now)
    if fire is None:
        raise BadRule("never")
    if (month, weekday) == ("*", "*") and day in _LATE_DAYS:
        # A month without this day has its last one instead: no month goes by without its hour.
        lasts = CronTrigger(day="last", **fields)
        last = _after(lasts, now)
        while last is not None and last < fire and last.day >= int(day):
            last = _after(lasts, last)
        if last is not None and last.day < int(day):
            fire = min(fire, last)
    return fire


def _after(trigger: CronTrigger, now: datetime) -> datetime | None:
    fire = trigger.get_next_fire_time(None, now)
    if isinstance(fire, datetime) and fire <= now:
        fire = trigger.get_next_fire_time(fire, now.replace(microsecond=0))
    return fire if isinstance(fire, datetime) else None


def ensure_rules(session: Session, zone: str, now: datetime) -> None:
    """Give a new installation its rules; those that are there stay as they are."""
    for name, cron in DEFAULTS.items():
        if schedule_rules.rule(session, name) is None:
            session.add(Rule(name=name, cron=cron, timezone=zone, next_at=next_fire(cron, zone, now)))
    session.flush()


def rules(session: Session, zone: str, now: datetime) -> Sequence[Rule]:
    """All rules, those of a new installation included, in the order in which they were made."""
    ensure_rules(session, zone, now)
    return schedule_rules.rules(session)


def set_rule(session: Session, actor: Actor, name: str, when: str, now: datetime) -> Rule:
    """Change when a rule comes. `when`: "16:30" (the days stay as they are), five crontab fields, or "off".

    Weekdays are named (mon-fri): crontab's 1 is Monday where APScheduler's is Tuesday.

    Raises:
        BadRule: no such rule, or one that nobody can follow; nothing is changed.
        NotPermitted: the actor is neither staff nor at the terminal.
    """
    if actor.member_id is not None:
        require(actor, Role.STAFF, Role.ADMIN)
    rule = schedule_rules.rule(session, name)
    if rule is None:
        raise BadRule("unknown")
    if when == "off":
        schedule_rules.change(session, rule, rule.cron, rule.next_at, enabled=False)
        audit.note(session, actor, now, "rule.off", f"rule:{name}")
        return rule
    hour = _HOUR.fullmatch(when)
    fields = rule.cron.split()
    cron = " ".join([str(int(hour[2])), str(int(hour[1])), *fields[2:]]) if hour else when
    if not hour and re.search(r"\d", when.split()[-1] if when.split() else ""):
        raise BadRule("malformed")
    schedule_rules.change(session, rule, cron, next_fire(cron, rule.timezone, now), enabled=True)
    audit.note(session, actor, now, "rule.set", f"rule:{name}", cron)
    return rule
