"""A default, calculation or set value as a node of a type holds it: none where it is no such value.

So do ODK's engines (JavaRosa casts, Web Forms' codecs). One thing more is read as it is meant: a cell of Excel's that holds
a day or a moment, which arrives as ``2026-01-05 00:00:00``.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Mapping
from datetime import date, datetime, timedelta

from forms.model.types import ANSWERS, Checked, Frame, Type
from forms.xpath.values import Value, date_text, number_text, parse_moment, to_number, to_string

_EXCEL = re.compile(r"([0-9]{4}-[0-9]{2}-[0-9]{2}) ([0-9]{2}:[0-9]{2}:[0-9]{2}(?:\.[0-9]+)?)\Z")
_MIDNIGHT = re.compile(r"00:00:00(?:\.0+)?\Z")


def cast(data_type: str, value: Value, now: datetime) -> str:
    """The text that a node of this type holds for a value; "" for none.

    data_type: ``type`` of its bind, without a prefix. now: aware; its zone is that in which days begin.
    """
    if isinstance(value, float) and value != value:
        return ""
    kept = _CASTS.get(data_type)
    if kept is None:
        return number_text(value) if isinstance(value, float) else to_string(value)
    return kept(value if isinstance(value, float | bool) else to_string(value).strip(), now)


def written(data_type: str, text: str) -> str:
    """A constant of a form's author as it is meant: Excel's cells of days and moments as ISO 8601."""
    found = _EXCEL.match(text.strip())
    if found is None or data_type not in ("date", "dateTime", "time"):
        return text
    if data_type == "date":
        return found[1] if _MIDNIGHT.match(found[2]) else text
    return found[2] if data_type == "time" else f"{found[1]}T{found[2]}"


def _whole(value: Value, _now: datetime) -> str:
    number = to_number(value)
    return str(math.trunc(number)) if math.isfinite(number) and not _is_moment(value) else ""


def _decimal(value: Value, _now: datetime) -> str:
    if isinstance(value, str):
        return value if math.isfinite(to_number(value)) and not _is_moment(value) else ""
    number = to_number(value)
    return number_text(number) if math.isfinite(number) else ""


def _is_moment(value: Value) -> bool:
    return isinstance(value, str) and parse_moment(value) is not None


def _day(value: Value, now: datetime) -> str:
    """The day of a moment, where the office is; of a number the one so many days after 1970-01-01."""
    if isinstance(value, float):
        return date_text(value)
    moment = _moment_of(value, now)
    if moment is None:
        return ""
    return (moment.date() if isinstance(moment, datetime) else moment).isoformat()


def _date_time(value: Value, now: datetime) -> str:
    if isinstance(value, float):
        if not math.isfinite(value):
            return ""
        try:
            moment: date | datetime | None = datetime(1970, 1, 1, tzinfo=now.tzinfo) + timedelta(days=value)
        except OverflowError:
            return ""
    else:
        moment = _moment_of(value, now)
    if moment is None:
        return ""
    if not isinstance(moment, datetime):
        moment = datetime(moment.year, moment.month, moment.day, tzinfo=now.tzinfo)
    return moment.isoformat(timespec="milliseconds")


def _time(value: Value, now: datetime) -> str:
    text = "" if isinstance(value, float | bool) else str(value)
    moment = _moment_of(text, now)
    if isinstance(moment, datetime):
        return moment.isoformat(timespec="milliseconds")[11:]
    offset = now.isoformat(timespec="milliseconds")[23:]
    return _kept(ANSWERS[Type.TIME](written("time", text), Frame(offset=offset)))


def _moment_of(value: Value, now: datetime) -> date | datetime | None:
    text = str(value)
    found = _EXCEL.match(text)
    return parse_moment(f"{found[1]}T{found[2]}" if found else text, now.tzinfo)


def _place(value: Value, _now: datetime) -> str:
    text = value if isinstance(value, str) else ""
    numbers = [to_number(part) for part in text.split()]
    fits = 2 <= len(numbers) <= 4 and all(map(math.isfinite, numbers))
    return text if fits and abs(numbers[0]) <= 90 and abs(numbers[1]) <= 180 else ""


def _kept(checked: Checked) -> str:
    return checked.value if checked.code == "ok" else ""


_CASTS: Mapping[str, Callable[[Value, datetime], str]] = {
    "int": _whole,
    "integer": _whole,
    "long": _whole,
    "decimal": _decimal,
    "date": _day,
    "dateTime": _date_time,
    "time": _time,
    "geopoint": _place,
}
