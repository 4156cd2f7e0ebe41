"""XPath's four kinds of value and how they turn into one another, with the one thing OpenRosa adds: dates.

A date is its ISO text; where a number is wanted it is the count of days since 1970-01-01 (JavaRosa's rule), so that
``. <= today()`` and ``today() + 1`` mean what an author expects. A moment is on the same scale, its day and the part of
it that has passed where the office is: a day begins at that midnight (docs/decisions/0011).
"""

from __future__ import annotations

import math
import re
from datetime import UTC, date, datetime, timedelta, timezone, tzinfo
from typing import Any, TypeAlias

# A node is an lxml element, an lxml tree (the document), or lxml's "smart" text of an attribute or text node.
XmlNode: TypeAlias = Any
Value: TypeAlias = str | float | bool | list[XmlNode]

# The ten digits of ASCII alone, as XPath knows them.
_NUMBER = re.compile(r"-?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)\Z")
_DATE = re.compile(r"([0-9]{4})-([0-9]{1,2})-([0-9]{1,2})(?:T(.+))?\Z")
_TIME = re.compile(r"([0-9]{1,2}):([0-9]{2})(?::([0-9]{2})(?:\.([0-9]{1,9}))?)?(Z|[+-][0-9]{2}(?::?[0-9]{2})?)?\Z")
_EPOCH = date(1970, 1, 1)
# JavaRosa takes two numbers for one where binary fractions alone tell them apart: 0.1 + 0.2 = 0.3.
_NEAR = 1e-12
NAN = math.nan


class Moment(str):
    """The ISO text of a date or instant that a function gave: compared by what it means, not by how it is written."""

    __slots__ = ()


def node_text(node: XmlNode) -> str:
    """The string value of one node."""
    if isinstance(node, str):
        return str(node)
    if hasattr(node, "getroot"):
        node = node.getroot()
    if len(node) == 0:
        return node.text or ""
    return str(node.xpath("string()"))


def to_string(value: Value) -> str:
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, list):
        return node_text(value[0]) if value else ""
    return number_text(value)


def number_text(value: float) -> str:
    """XPath 1.0, 4.2: no exponent, no trailing zeros, and one word each for what is not a number or has no end."""
    if value != value:
        return "NaN"
    if math.isinf(value):
        return "Infinity" if value > 0 else "-Infinity"
    if value == int(value):
        return str(int(value))
    text = repr(float(value))
    return text if "e" not in text else f"{value:.20f}".rstrip("0")


def to_number(value: Value, zone: tzinfo | None = None) -> float:
    """The number that a value stands for; of a day or moment its days, those of a moment with an offset in ``zone``."""
    if isinstance(value, bool):
        return 1.0 if value else 0.0
    if isinstance(value, float | int):
        return float(value)
    text = to_string(value).strip()
    if _NUMBER.match(text):
        return float(text)
    days = days_of(text, zone)
    return NAN if days is None else days


def to_boolean(value: Value) -> bool:
    if isinstance(value, bool):
        return value
    if isinstance(value, str | list):
        return len(value) > 0
    return value == value and value != 0


def parse_moment(text: str, zone: tzinfo | None = None) -> date | datetime | None:
    """An ISO date or date-time as a value; None if the text is neither or there is no such day.

    A date-time with an offset is converted to ``zone`` when one is given; one without is taken to be in ``zone``.
    """
    match = _DATE.match(text)
    if match is None:
        return None
    try:
        day = date(int(match[1]), int(match[2]), int(match[3]))
    except ValueError:
        return None
    if match[4] is None:
        return day
    time_match = _TIME.match(match[4])
    if time_match is None:
        return None
    hours, minutes, seconds, fraction, offset = time_match.groups()
    try:
        moment = datetime(  # noqa: DTZ001 (the zone is set below)
            day.year,
            day.month,
            day.day,
            int(hours),
            int(minutes),
            int(seconds or 0),
            int((fraction or "0")[:6].ljust(6, "0")),
        )
    except ValueError:
        return None
    if offset is None:
        return moment.replace(tzinfo=zone)
    try:
        moment = moment.replace(tzinfo=_offset(offset))
        return moment.astimezone(zone) if zone is not None else moment
    except (ValueError, OverflowError):
        return None


def _offset(text: str) -> tzinfo:
    if text == "Z":
        return UTC
    sign = -1 if text[0] == "-" else 1
    digits = text[1:].replace(":", "").ljust(4, "0")
    return timezone(sign * timedelta(hours=int(digits[:2]), minutes=int(digits[2:])))


def days_of(text: str, zone: tzinfo | None = None) -> float | None:
    """Days since 1970-01-01 of an ISO date (whole) or date-time (with its fraction of a day); None for other text.

    zone: the one whose clock counts; without it that of the text's own offset, which is the office's in what we store.
    """
    if len(text) < 8 or text[4:5] != "-":
        return None
    moment = parse_moment(text, zone)
    if moment is None:
        return None
    if not isinstance(moment, datetime):
        return float((moment - _EPOCH).days)
    whole = (moment.date() - _EPOCH).days
    return whole + (moment.hour * 3600 + moment.minute * 60 + moment.second + moment.microsecond / 1e6) / 86400


def date_text(days: float) -> str:
    """The ISO date of a count of days since 1970-01-01; "" where there is no such date."""
    if days != days or math.isinf(days):
        return ""
    try:
        return (_EPOCH + timedelta(days=math.floor(days))).isoformat()
    except OverflowError:
        return ""


def equal(left: Value, right: Value, zone: tzinfo | None = None) -> bool:
    """XPath 1.0, 3.4: a node-set is equal to something if one of its nodes is."""
    if isinstance(left, list) and not isinstance(right, bool):
        if isinstance(right, list):
            texts = {node_text(node) for node in right}
            return any(node_text(node) in texts for node in left)
        return any(equal(node_text(node), right, zone) for node in left)
    if isinstance(right, list) and not isinstance(left, bool):
        return any(equal(left, node_text(node), zone) for node in right)
    if isinstance(left, bool) or isinstance(right, bool):
        return to_boolean(left) == to_boolean(right)
    if isinstance(left, str) and isinstance(right, str):
        if not isinstance(left, Moment) and not isinstance(right, Moment):
            return left == right
        if left == right:
            return True
    one, other = to_number(left, zone), to_number(right, zone)
    return one == other or abs(one - other) < _NEAR


def unequal(left: Value, right: Value, zone: tzinfo | None = None) -> bool:
    """Not the opposite of ``equal`` for node-sets: true if some node differs.

    An unanswered question is one empty node, and an irrelevant one is read the same way, so that ``${x} != 'a'`` holds
    whether x was left empty or never asked.
    """
    if isinstance(left, list) and not isinstance(right, bool):
        if isinstance(right, list):
            one, other = ({node_text(node) for node in nodes} for nodes in (left, right))
            return bool(one) and bool(other) and len(one | other) > 1
        return any(unequal(node_text(node), right, zone) for node in left)
    if isinstance(right, list) and not isinstance(left, bool):
        return any(unequal(left, node_text(node), zone) for node in right)
    return not equal(left, right, zone)


def _numbers(value: Value, zone: tzinfo | None) -> list[float]:
    texts: list[Value] = [node_text(node) for node in value] if isinstance(value, list) else [value]
    numbers = [to_number(text, zone) for text in texts]
    return [number for number in numbers if number == number]


def compare(operator: str, left: Value, right: Value, zone: tzinfo | None = None) -> bool:
    """``<``, ``<=``, ``>``, ``>=``: always between numbers, dates being counts of days; true if it holds for some node."""
    lefts, rights = _numbers(left, zone), _numbers(right, zone)
    if not lefts or not rights:
        return False
    one, other = (min(lefts), max(rights)) if operator[0] == "<" else (max(lefts), min(rights))
    if operator == "<":
        return one < other
    if operator == "<=":
        return one <= other
    if operator == ">":
        return one > other
    return one >= other
