"""The registry of question types: what each accepts as an answer.

One entry per type that runs; tests walk the registry, so a type without a case file fails.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from enum import StrEnum

from forms.xpath.values import parse_moment

MAX_TEXT = 20_000
_MAX_DIGITS = 15  # what a double holds exactly (docs/decisions/0014)
_DEGREES = 16  # letters of a coordinate: far less than a millimetre; phones give more


class Type(StrEnum):
    """The type of a field.

    Never asked: ``group``, ``calculate``, ``hidden``, ``metadata`` (the host gives it). A ``note`` joins the next
    question. A ``repeat`` is asked as "one more?" and answered with ``Draft.add`` or ``Draft.close``.
    """

    TEXT = "text"
    INTEGER = "integer"
    DECIMAL = "decimal"
    RANGE = "range"
    DATE = "date"
    TIME = "time"
    DATETIME = "dateTime"
    SELECT_ONE = "select_one"
    SELECT_MULTIPLE = "select_multiple"
    RANK = "rank"
    ACKNOWLEDGE = "acknowledge"
    BARCODE = "barcode"
    GEOPOINT = "geopoint"
    IMAGE = "image"
    AUDIO = "audio"
    VIDEO = "video"
    FILE = "file"
    NOTE = "note"
    CALCULATE = "calculate"
    HIDDEN = "hidden"
    METADATA = "metadata"
    GROUP = "group"
    REPEAT = "repeat"

    @property
    def asked(self) -> bool:
        """True if there is an answer to give; a repeat is asked otherwise."""
        return self in ANSWERS

    @property
    def is_select(self) -> bool:
        return self in (Type.SELECT_ONE, Type.SELECT_MULTIPLE)

    @property
    def has_choices(self) -> bool:
        return self.is_select or self is Type.RANK

    @property
    def is_file(self) -> bool:
        return self in (Type.IMAGE, Type.AUDIO, Type.VIDEO, Type.FILE)


def names_in(kind: Type, value: str) -> list[str]:
    """The choices that an answer names: blanks stand between them, but within one of a select_one."""
    if kind is Type.SELECT_ONE:
        return [value] if value else []
    return value.split()


@dataclass(frozen=True)
class Bounds:
    """The bounds of a range, in the form's own digits."""

    least: str
    most: str
    step: str


@dataclass(frozen=True)
class Frame:
    """The frame that an answer is checked against: the names that may be chosen, bounds, offset of the zone ("+07:00")."""

    choices: Collection[str] = ()
    bounds: Bounds | None = None
    whole: bool = False
    offset: str = ""


@dataclass(frozen=True)
class Checked:
    """An answer as it is stored, or the word for what is wrong with it."""

    value: str
    code: str = "ok"
    args: Mapping[str, str] = field(default_factory=dict)


# What XML cannot hold, and what nobody sees: zero-width characters, marks that turn the direction of a text.
_CONTROL = re.compile(
    r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff"
    r"\xad\u061c\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\ufeff]"
)
_JOINERS = re.compile(r"[\u200c\u200d\s]*")  # they join something or are nothing


def clean_text(value: str) -> str:
    """NFC, without what XML cannot hold or nobody sees, line ends as ``\\n``, no blanks around."""
    text = unicodedata.normalize("NFC", value).replace("\r\n", "\n").replace("\r", "\n")
    text = _CONTROL.sub("", text).strip()
    return "" if text[:1] in "\u200c\u200d" and _JOINERS.fullmatch(text) else text


def _text(value: str, _frame: Frame) -> Checked:
    if len(value) > MAX_TEXT:
        return Checked("", "too_long", {"length": str(len(value)), "most": str(MAX_TEXT)})
    return Checked(value)


def _integer(value: str, _frame: Frame) -> Checked:
    if re.fullmatch(r"[+-]?[0-9]+(\.0+)?", value):
        whole = value.partition(".")[0]
        if len(whole.lstrip("+-")) > _MAX_DIGITS:
            return Checked("", "too_long", {"length": str(len(whole)), "most": str(_MAX_DIGITS)})
        return Checked(str(int(whole)))
    if re.fullmatch(r"[+-]?[0-9]*\.[0-9]+", value):
        return Checked("", "not_whole", {"value": value[:100]})
    return Checked("", "not_a_number", {"value": value[:100]})


def _decimal(value: str, _frame: Frame) -> Checked:
    match = re.fullmatch(r"([+-]?)([0-9]*)(?:\.([0-9]*))?", value)
    if match is None or not (match[2] or match[3]):
        return Checked("", "not_a_number", {"value": value[:100]})
    if len(match[2]) + len(match[3] or "") > _MAX_DIGITS:
        return Checked("", "too_long", {"length": str(len(value)), "most": str(_MAX_DIGITS)})
    sign = "-" if match[1] == "-" else ""
    fraction = (match[3] or "").rstrip("0")
    return Checked(sign + (match[2].lstrip("0") or "0") + (f".{fraction}" if fraction else ""))


def _range(value: str, frame: Frame) -> Checked:
    checked = (_integer if frame.whole else _decimal)(value, frame)
    if checked.code != "ok" or frame.bounds is None:
        return checked
    bounds = frame.bounds
    args = {"least": bounds.least, "most": bounds.most, "step": bounds.step}
    try:
        number, ends = Decimal(checked.value), sorted((Decimal(bounds.least), Decimal(bounds.most)))
        step = abs(Decimal(bounds.step))
    except InvalidOperation:
        return checked
    if not ends[0] <= number <= ends[1] or (step and (number - Decimal(bounds.least)) % step):
        return Checked("", "out_of_range", args)
    return checked


def _date(value: str, _frame: Frame) -> Checked:
    moment = parse_moment(value)
    if moment is None or len(value) > 10:
        return Checked("", "not_a_date", {"value": value[:100]})
    return Checked(moment.isoformat())


def _time(value: str, frame: Frame) -> Checked:
    moment = _moment("2000-01-01T" + value)
    if moment is None:
        return Checked("", "not_a_time", {"value": value[:100]})
    return Checked(_instant_text(moment, frame)[11:])


def _date_time(value: str, frame: Frame) -> Checked:
    moment = _moment(value.replace(" ", "T", 1))
    if moment is None:
        return Checked("", "not_a_date_time", {"value": value[:100]})
    return Checked(_instant_text(moment, frame))


def _moment(text: str) -> datetime | None:
    if len(text) > 40:
        return None
    moment: date | datetime | None = parse_moment(text)
    return moment if isinstance(moment, datetime) else None


def _instant_text(moment: datetime, frame: Frame) -> str:
    return moment.isoformat(timespec="milliseconds") + ("" if moment.tzinfo else frame.offset)


def _select_one(value: str, frame: Frame) -> Checked:
    return Checked(value) if value in frame.choices else Checked("", "not_a_choice", {"value": value[:100]})


def _select_multiple(value: str, frame: Frame) -> Checked:
    chosen = value.split()
    unknown = next((name for name in chosen if name not in frame.choices), None)
    if unknown is not None:
        return Checked("", "not_a_choice", {"value": unknown[:100]})
    return Checked(" ".join(name for name in frame.choices if name in chosen))


def _rank(value: str, frame: Frame) -> Checked:
    """Every choice once, the first in rank first."""
    ranked = value.split()
    unknown = next((name for name in ranked if name not in frame.choices), None)
    if unknown is not None:
        return Checked("", "not_a_choice", {"value": unknown[:100]})
    if sorted(ranked) != sorted(frame.choices):
        return Checked("", "not_all_ranked", {"total": str(len(frame.choices))})
    return Checked(" ".join(ranked))


def _acknowledge(value: str, _frame: Frame) -> Checked:
    return Checked("OK") if value.upper() == "OK" else Checked("", "not_a_choice", {"value": value[:100]})


def _geopoint(value: str, _frame: Frame) -> Checked:
    """Latitude and longitude in degrees, then perhaps altitude and accuracy in metres."""
    parts = value.split(maxsplit=4)
    numbers = [_decimal(part[:_DEGREES], Frame()) for part in parts[:4]]
    if not 2 <= len(parts) <= 4 or any(checked.code != "ok" for checked in numbers):
        return Checked("", "not_a_place", {"value": value[:100]})
    if abs(float(numbers[0].value)) > 90 or abs(float(numbers[1].value)) > 180:
        return Checked("", "not_a_place", {"value": value[:100]})
    return Checked(" ".join([checked.value for checked in numbers] + ["0"] * (4 - len(numbers))))


def _file(value: str, _frame: Frame) -> Checked:
    """An opaque name that the host gives the stored file; no path."""
    if len(value) > 200 or re.search(r"[/\\\s]", value):
        return Checked("", "not_a_file", {"value": value[:100]})
    return Checked(value)


ANSWERS: Mapping[Type, Callable[[str, Frame], Checked]] = {
    Type.TEXT: _text,
    Type.INTEGER: _integer,
    Type.DECIMAL: _decimal,
    Type.RANGE: _range,
    Type.DATE: _date,
    Type.TIME: _time,
    Type.DATETIME: _date_time,
    Type.SELECT_ONE: _select_one,
    Type.SELECT_MULTIPLE: _select_multiple,
    Type.RANK: _rank,
    Type.ACKNOWLEDGE: _acknowledge,
    Type.BARCODE: _text,
    Type.GEOPOINT: _geopoint,
    Type.IMAGE: _file,
    Type.AUDIO: _file,
    Type.VIDEO: _file,
    Type.FILE: _file,
}
