"""Functions of expressions on dates and times. A date is a whole day, as in JavaRosa; an instant has its offset."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
from datetime import UTC, date, datetime, timedelta
from functools import cache
from typing import Any

from forms.xpath.values import NAN, Moment, Value, date_text, days_of, parse_moment, to_number, to_string


class ValueRefused(ValueError):
    """A value that a function cannot take, met while an expression is worked out."""


def is_number(value: Value) -> bool:
    return isinstance(value, float | int) and not isinstance(value, bool)


def moment_text(moment: datetime) -> str:
    return moment.isoformat(timespec="milliseconds")


def _instant(days: float, world: Any) -> datetime | None:
    """The moment so many days after 1970-01-01 began."""
    if days != days or math.isinf(days):
        return None
    try:
        if world.greenwich:
            return (datetime(1970, 1, 1, tzinfo=UTC) + timedelta(days=days)).astimezone(world.zone)
        return datetime(1970, 1, 1, tzinfo=world.zone) + timedelta(days=days)
    except OverflowError:
        return None


def _moment(scope: Any, value: Value) -> date | datetime | None:
    """The day or instant meant by a count of days or by a text; None for an empty one.

    Raises:
        ValueRefused: a text that is no date, as in JavaRosa.
    """
    zone = scope.world.now.tzinfo
    text = date_text(to_number(value)) if is_number(value) else to_string(value).strip()
    if text in ("", "NaN"):
        return None
    moment = parse_moment(text, zone)
    if moment is None:
        raise ValueRefused(f"no date: {text[:40]}")
    return moment


def as_date(scope: Any, value: Value) -> Value:
    moment = _moment(scope, value)
    if moment is None:
        return Moment("")
    return Moment((moment.date() if isinstance(moment, datetime) else moment).isoformat())


def as_date_time(scope: Any, value: Value) -> Value:
    if is_number(value):
        instant = _instant(float(value), scope.world)  # type: ignore[arg-type]
        return Moment("" if instant is None else moment_text(instant))
    moment = _moment(scope, value)
    if moment is None:
        return Moment("")
    return Moment(moment_text(moment) if isinstance(moment, datetime) else moment.isoformat())


def decimal_date_time(scope: Any, value: Value) -> float:
    """Days since 1970-01-01 with the part of the day that has passed where the office is."""
    if is_number(value):
        return float(value)  # type: ignore[arg-type]
    moment = _moment(scope, value)
    if moment is None:
        return NAN
    text = moment_text(moment) if isinstance(moment, datetime) else moment.isoformat()
    days = days_of(text, UTC if scope.world.greenwich else None)
    return NAN if days is None else days


def decimal_time(scope: Any, value: Value) -> float:
    """The part of the day that has passed at a time of day, in the zone of this turn."""
    text = to_string(value).strip()
    time = text.partition("T")[2] or text
    offset = re.search(r"[+-](\d{2}):?(\d{2})?\Z", time)
    if offset and (int(offset[1]) > 23 or int(offset[2] or 0) > 59):
        return NAN
    day = text.partition("T")[0] if "T" in text else scope.world.now.date().isoformat()
    moment = parse_moment(f"{day}T{time}", scope.world.now.tzinfo)
    if not isinstance(moment, datetime):
        return NAN
    return (moment.hour * 3600 + moment.minute * 60 + moment.second + moment.microsecond / 1e6) / 86400


# The letters that may stand behind % in a pattern.
_LETTERS = frozenset("YymnbdeaWHhMS3%")


@cache
def _names(language: str) -> tuple[Mapping[int, str], Mapping[int, str]]:
    """Short names of months (from 1) and days (from 0, Monday) by Unicode's CLDR; else in English."""
    from babel import Locale, UnknownLocaleError

    try:
        locale = Locale.parse(language, sep="-")
    except (UnknownLocaleError, ValueError):
        locale = Locale("en")
    return locale.months["format"]["abbreviated"], locale.days["format"]["abbreviated"]


def unknown_letter(pattern: str) -> str:
    """The first sequence in a pattern of ``format-date`` that means nothing, "%A"; "" where there is none."""
    return next((found[0] for found in re.finditer(r"%(.?)", pattern) if found[1] not in _LETTERS or not found[1]), "")


def format_date(scope: Any, value: Value, pattern: Value) -> str:
    """https://docs.getodk.org/form-operators-functions/#format-date"""
    text = to_string(value).strip()
    if not is_number(value) and re.match(r"\d{1,2}:\d{2}", text):
        value = f"{scope.world.now.date().isoformat()}T{text}"
    moment = _moment(scope, value)
    if moment is None:
        return ""
    hour = getattr(moment, "hour", 0)
    wanted = to_string(pattern)
    months, days = _names(scope.world.language) if "%a" in wanted or "%b" in wanted else ({}, {})
    fields = {
        "Y": f"{moment.year:04}",
        "y": f"{moment.year % 100:02}",
        "m": f"{moment.month:02}",
        "n": str(moment.month),
        "b": months.get(moment.month, ""),
        "d": f"{moment.day:02}",
        "e": str(moment.day),
        "a": days.get(moment.weekday(), ""),
        "W": f"{moment.isocalendar().week:02}",
        "H": f"{hour:02}",
        "h": str(hour),
        "M": f"{getattr(moment, 'minute', 0):02}",
        "S": f"{getattr(moment, 'second', 0):02}",
        "3": f"{getattr(moment, 'microsecond', 0) // 1000:03}",
        "%": "%",
    }
    return re.sub(r"%(.)", lambda match: fields.get(match[1], match[0]), wanted)
