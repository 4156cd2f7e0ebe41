"""Days off, and working days counted on.

The calendar is the library's (public holidays of Vietnam with their swaps); what staff say of a day beats it, since swaps are
decided each year.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, time, timedelta, tzinfo
from functools import lru_cache

from sqlmodel import Session

from services import audit, staff_scope
from services.actor import Actor
from storage.members import duty_shifts

DUE_AT = time(17)
_LONGEST = timedelta(days=120)


def public_holidays(year: int) -> frozenset[date]:
    """The public holidays of a year, and the days that are off in their stead."""
    return _calendar(year)[0]


@lru_cache(maxsize=8)
def _calendar(year: int) -> tuple[frozenset[date], frozenset[date]]:
    """The days that are off in a year, and the days of its weekends on which people work for them."""
    from holidays import country_holidays

    found = country_holidays("VN", years=[year], language="vi")  # whatever language the machine speaks
    return frozenset(found), frozenset(day for day in found.weekend_workdays if day.year == year)


def is_holiday(day: date, said: Mapping[date, bool]) -> bool:
    """Tell whether a day is off for more than being a weekend."""
    return said.get(day, day in public_holidays(day.year))


def is_worked(day: date, said: Mapping[date, bool]) -> bool:
    """Tell whether people work on a day."""
    if day in said:
        return not said[day]
    off, worked = _calendar(day.year)
    return day in worked or (day.weekday() < 5 and day not in off)


def last_before(session: Session, day: date) -> date:
    """A day itself, or where it is a holiday the last day before that is none."""
    said = duty_shifts.days(session, day - _LONGEST, day)
    while is_holiday(day, said):
        day -= timedelta(days=1)
    return day


def after(session: Session, now: datetime, days: int, zone: tzinfo) -> datetime:
    """Five in the afternoon of the board, so many working days on."""
    day = now.astimezone(zone).date()
    said = duty_shifts.days(session, day, day + _LONGEST)
    while days:
        day += timedelta(days=1)
        days -= is_worked(day, said)
    return datetime.combine(day, DUE_AT, zone)


def passed(session: Session, since: datetime, now: datetime, zone: tzinfo) -> int:
    """How many working days have gone by since an instant; the day of the instant itself counts for none."""
    day, today = since.astimezone(zone).date(), now.astimezone(zone).date()
    said = duty_shifts.days(session, day, today)
    return sum(is_worked(day + timedelta(days=on), said) for on in range(1, (today - day).days + 1))


def set_day(session: Session, actor: Actor, day: date, off: bool, now: datetime) -> None:
    """Say that a day is off, or worked."""
    staff_scope.require_all(session, actor)
    duty_shifts.set_day(session, day, off)
    audit.note(session, actor, now, "duty.day", f"day:{day}", "off" if off else "worked")


def to_come(session: Session, today: date) -> dict[date, bool]:
    """The days off and the swaps that lie ahead, for somebody to check."""
    said = duty_shifts.days(session, today, today + _LONGEST)
    calendars = [_calendar(year) for year in (today.year, today.year + 1)]
    ahead = {day: False for _, worked in calendars for day in worked} | {
        day: True for off, _ in calendars for day in off
    }
    known = {day: off for day, off in ahead.items() if today <= day <= today + _LONGEST}
    return dict(sorted((known | said).items()))
