"""The registry of question types: what each accepts as an answer.

One entry per type that runs; tests walk the registry, so a type without a case file fails.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from forms.values import parse_moment

MAX_TEXT = 20_000
_MAX_DIGITS = 15


class Type(StrEnum):
    """What a field is. ``group``, ``calculate`` and ``hidden`` are never asked; a ``note`` joins the next question."""

    TEXT = "text"
    INTEGER = "integer"
    DECIMAL = "decimal"
    DATE = "date"
    SELECT_ONE = "select_one"
    SELECT_MULTIPLE = "select_multiple"
    IMAGE = "image"
    NOTE = "note"
    CALCULATE = "calculate"
    HIDDEN = "hidden"
    GROUP = "group"

    @property
    def asked(self) -> bool:
        return self in ANSWERS

    @property
    def is_select(self) -> bool:
        return self in (Type.SELECT_ONE, Type.SELECT_MULTIPLE)


@dataclass(frozen=True)
class Checked:
    """An answer as it is stored, or the word for what is wrong with it."""

    value: str
    code: str = "ok"
    args: Mapping[str, str] = field(default_factory=dict)


_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")


def clean_text(value: str) -> str:
    """NFC, without what XML cannot hold, line ends as ``\\n``, no blanks around."""
    text = unicodedata.normalize("NFC", value).replace("\r\n", "\n").replace("\r", "\n")
    return _CONTROL.sub("", text).strip()


def _text(value: str, _choices: Collection[str]) -> Checked:
    if len(value) > MAX_TEXT:
        return Checked("", "too_long", {"length": str(len(value)), "most": str(MAX_TEXT)})
    return Checked(value)


def _integer(value: str, _choices: Collection[str]) -> Checked:
    if re.fullmatch(r"[+-]?[0-9]+(\.0+)?", value):
        whole = value.partition(".")[0]
        if len(whole.lstrip("+-")) > _MAX_DIGITS:
            return Checked("", "too_long", {"length": str(len(whole)), "most": str(_MAX_DIGITS)})
        return Checked(str(int(whole)))
    if re.fullmatch(r"[+-]?[0-9]*\.[0-9]+", value):
        return Checked("", "not_whole", {"value": value})
    return Checked("", "not_a_number", {"value": value[:100]})


def _decimal(value: str, _choices: Collection[str]) -> Checked:
    match = re.fullmatch(r"([+-]?)([0-9]*)(?:\.([0-9]*))?", value)
    if match is None or not (match[2] or match[3]):
        return Checked("", "not_a_number", {"value": value[:100]})
    if len(match[2]) + len(match[3] or "") > _MAX_DIGITS:
        return Checked("", "too_long", {"length": str(len(value)), "most": str(_MAX_DIGITS)})
    sign = "-" if match[1] == "-" else ""
    fraction = (match[3] or "").rstrip("0")
    return Checked(sign + (match[2].lstrip("0") or "0") + (f".{fraction}" if fraction else ""))


def _date(value: str, _choices: Collection[str]) -> Checked:
    moment = parse_moment(value)
    if moment is None or len(value) > 10:
        return Checked("", "not_a_date", {"value": value[:100]})
    return Checked(moment.isoformat())


def _select_one(value: str, choices: Collection[str]) -> Checked:
    return Checked(value) if value in choices else Checked("", "not_a_choice", {"value": value[:100]})


def _select_multiple(value: str, choices: Collection[str]) -> Checked:
    chosen = value.split()
    unknown = next((name for name in chosen if name not in choices), None)
    if unknown is not None:
        return Checked("", "not_a_choice", {"value": unknown[:100]})
    return Checked(" ".join(name for name in choices if name in chosen))


def _image(value: str, _choices: Collection[str]) -> Checked:
    """An opaque name that the host gives the stored picture; no path."""
    if len(value) > 200 or re.search(r"[/\\\s]", value):
        return Checked("", "not_a_file", {"value": value[:100]})
    return Checked(value)


# (type -> check); the second argument holds the names that may be chosen, in order, for selects.
ANSWERS: Mapping[Type, Callable[[str, Collection[str]], Checked]] = {
    Type.TEXT: _text,
    Type.INTEGER: _integer,
    Type.DECIMAL: _decimal,
    Type.DATE: _date,
    Type.SELECT_ONE: _select_one,
    Type.SELECT_MULTIPLE: _select_multiple,
    Type.IMAGE: _image,
}
