"""Days off, and working days counted on.

The calendar is the library's (public holidays of Vietnam with their swaps); what staff say of a day beats it, since swaps are
decided each year.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, time, timedelta, tzinfo
from functools import lru_cache

from sqlmodel import Session

from services import audit
from services.actor import Actor, require
from storage.members import duty_shifts
from storage.tables import Role

DUE_AT = time(17)
_LONGEST = timedelta(days=120)


@lru_cache(maxsize=8)
def public_holidays(year: int) -> frozenset[date]:
    """The public holidays of a year, and the days that are off in their stead."""
    from holidays import country_holidays

    return frozenset(country_holidays("VN", years=[year]))


def is_holiday(day: date, said: Mapping[date, bool]) -> bool:
    """Tell whether a day is off for more than being a weekend."""
    return said.get(day, day in public_holidays(day.year))


def is_worked(day: date, said: Mapping[date, bool]) -> bool:
    """Tell whether people work on a day."""
    return not said[day] if day in said else day.weekday() < 5 and day not in public_holidays(day.year)


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
    require(actor, Role.STAFF)
    duty_shifts.set_day(session, day, off)
    audit.note(session, actor, now, "duty.day", f"day:{day}", "off" if off else "worked")


def to_come(session: Session, today: date) -> dict[date, bool]:
    """The days off and the swaps that lie ahead, for somebody to check."""
    said = duty_shifts.days(session, today, today + _LONGEST)
    ahead = {day for year in (today.year, today.year + 1) for day in public_holidays(year)}
    known = {day: True for day in ahead if today <= day <= today + _LONGEST}
    return dict(sorted((known | said).items()))
