"""Schedule rules: the hours of monthly prompts, reminders and digests, in the board's own zone.

The only place that knows cron. A rule is five crontab fields; its next instant is computed by APScheduler, and what was
missed is not replayed.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from apscheduler.triggers.cron import CronTrigger
from sqlmodel import Session

from services import audit, staff_scope, working_days
from services.actor import Actor
from services.recurrences import LAST_WORKED, Recurrence
from storage.members import duty_shifts
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
_LOOKED_BACK = timedelta(days=7)
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
        worked = day == LAST_WORKED
        trigger = CronTrigger(day="last" if worked else day.replace("_", " "), **fields)
    except ValueError as error:
        raise BadRule("malformed") from error
    if worked:
        return _last_worked(trigger, now)
    fire = _after(trigger, now)
    if fire is None:
        raise BadRule("never")
    if weekday == "*" and (month == "*" or "," in month) and day in _LATE_DAYS:
        # A month without this day has its last one instead: no month goes by without its hour.
        lasts = CronTrigger(day="last", **fields)
        last = _after(lasts, now)
        while last is not None and last < fire and last.day >= int(day):
            last = _after(lasts, last)
        if last is not None and last.day < int(day):
            fire = min(fire, last)
    return fire


def _last_worked(trigger: CronTrigger, now: datetime) -> datetime:
    """The first instant after `now` on the last day of a month on which people work, by the calendar of public holidays."""
    last = _after(trigger, now - timedelta(days=31))
    while last is not None:
        fire = last
        while not working_days.is_worked(fire.date(), {}):
            fire -= timedelta(days=1)
        if fire > now:
            return fire
        last = _after(trigger, last)
    raise BadRule("never")


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


def put_off(session: Session, name: str, now: datetime) -> bool:
    """Put off what comes of a rule on a day off, to the next day on which people work. True: it does not come now.

    What comes every day comes on its next one; a digest then covers the days between.
    """
    rule = schedule_rules.rule(session, name)
    if rule is None or rule.on_days_off:
        return False
    day = now.astimezone(ZoneInfo(rule.timezone)).date()
    if not _is_off(session, day):
        return False
    schedule_rules.move(session, rule, min(rule.next_at, _next_worked(session, rule, now)))
    return True


def comes(session: Session, rule: Rule, now: datetime, count: int) -> list[date]:
    """The next days on which a rule comes, as days off have them moved."""
    zone = ZoneInfo(rule.timezone)
    at = rule.next_at if rule.next_at > now else next_fire(rule.cron, rule.timezone, now)  # a day off may have moved it
    found: list[date] = []
    while len(found) < count:
        day, following = at.astimezone(zone).date(), next_fire(rule.cron, rule.timezone, at)
        if not rule.on_days_off and rule.name != "reminders" and _is_off(session, day):
            moved = _next_worked(session, rule, at)
            if moved >= following:
                at = following  # its next own day comes before that
                continue
            day = moved.astimezone(zone).date()
        found.append(day)
        at = following
    return found


def last_due(session: Session, name: str, until: datetime) -> datetime:
    """The last instant up to `until` that a rule names; `until` where it names none in the week before."""
    rule = schedule_rules.rule(session, name)
    if rule is None:
        return until
    last, at = until, next_fire(rule.cron, rule.timezone, until - _LOOKED_BACK)
    while at <= until:
        last, at = at, next_fire(rule.cron, rule.timezone, at)
    return last


def monthly_digest_at(session: Session, now: datetime) -> datetime:
    """The instant up to which a monthly digest counts that comes now; it is of the month before that.

    One that was put off past the end of a month is of the same days as if it had come in time.
    """
    rule = schedule_rules.rule(session, "monthly_digest")
    if rule is None:
        return now
    local = now.astimezone(ZoneInfo(rule.timezone))
    ended = local.replace(day=1, hour=0, minute=0, second=0, microsecond=0) - timedelta(seconds=1)
    return now if next_fire(rule.cron, rule.timezone, ended) <= now else ended.astimezone(UTC)


def set_days_off(session: Session, actor: Actor, name: str, on: bool, now: datetime) -> Rule:
    """Let a rule come on days off as well, or not.

    Raises:
        BadRule: no such rule.
        NotPermitted: the actor is not staff.
    """
    staff_scope.require_all(session, actor)
    rule = schedule_rules.rule(session, name)
    if rule is None:
        raise BadRule("unknown")
    schedule_rules.set_days_off(session, rule, on)
    audit.note(session, actor, now, "rule.days_off", f"rule:{name}", "on" if on else "off")
    return rule


def _is_off(session: Session, day: date) -> bool:
    return working_days.is_holiday(day, duty_shifts.days(session, day, day))


def comes_at(session: Session, rule: Rule, fire: datetime) -> datetime:
    """The instant at which what a rule brings at `fire` really comes: on the next worked day where that is a day off."""
    if rule.on_days_off or not _is_off(session, fire.astimezone(ZoneInfo(rule.timezone)).date()):
        return fire
    return _next_worked(session, rule, fire)


def _next_worked(session: Session, rule: Rule, now: datetime) -> datetime:
    """The rule's hour on the next day on which people work."""
    zone = ZoneInfo(rule.timezone)
    hour = next_fire(rule.cron, rule.timezone, now).astimezone(zone).time()
    day = now.astimezone(zone).date() + timedelta(days=1)
    said = duty_shifts.days(session, day, day + timedelta(days=60))
    while not working_days.is_worked(day, said):
        day += timedelta(days=1)
    return datetime.combine(day, hour, zone)


def set_days(session: Session, actor: Actor, name: str, comes_on: Recurrence, now: datetime) -> Rule:
    """Change the days on which a rule comes; its hour stays.

    Raises:
        BadRule: no such rule, or days that never come; nothing is changed.
        NotPermitted: the actor is not staff of the whole province.
    """
    staff_scope.require_all(session, actor)
    rule = schedule_rules.rule(session, name)
    if rule is None:
        raise BadRule("unknown")
    minute, hour = rule.cron.split()[:2]
    first = next_fire(f"{minute} {hour} {comes_on.day} {comes_on.month or '*'} *", rule.timezone, now)
    cron = f"{minute} {hour} {comes_on.day} {comes_on.months(first, rule.timezone)} *"
    schedule_rules.change(session, rule, cron, next_fire(cron, rule.timezone, now), enabled=True)
    audit.note(session, actor, now, "rule.set", f"rule:{name}", cron)
    return rule


def set_rule(session: Session, actor: Actor, name: str, when: str, now: datetime) -> Rule:
    """Change when a rule comes. `when`: "16:30" (the days stay as they are), five crontab fields, or "off".

    Weekdays are named (mon-fri): crontab's 1 is Monday where APScheduler's is Tuesday.

    Raises:
        BadRule: no such rule, or one that nobody can follow; nothing is changed.
        NotPermitted: the actor is neither staff nor at the terminal.
    """
    if actor.member_id is not None:
        staff_scope.require_all(session, actor, Role.ADMIN)
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
    fire = next_fire(cron, rule.timezone, now)
    own = next_fire(rule.cron, rule.timezone, rule.next_at - timedelta(seconds=1)) == rule.next_at
    if hour and rule.next_at > now and not own:  # a day off has moved it: the day stays
        moved = rule.next_at.astimezone(ZoneInfo(rule.timezone)).replace(hour=int(hour[1]), minute=int(hour[2]))
        fire = moved if moved > now else rule.next_at
    schedule_rules.change(session, rule, cron, fire, enabled=True)
    audit.note(session, actor, now, "rule.set", f"rule:{name}", cron)
    return rule
