"""Typed cells of Excel as their author saw them: days, times, per cent, thousands, leading zeros.

A cell holds a bare number; its format is what stood on the screen. Texts that people read are as they were seen. Values that
are worked with (defaults, conditions) are as XForms writes them: 2026-01-05, 08:30:00, 0.5.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from forms.authoring.workbook.cells import is_text

# Columns in which a day is a value like any other.
_DAYS = frozenset({"default", "version"})
# A quoted piece, a colour or a condition in brackets, a letter behind a backslash, a space as wide as a letter, a fill.
_ASIDE = re.compile(r'"[^"]*"|\[[^\]]*\]|\\.|_.|\*.')


@dataclass(frozen=True)
class Seen:
    """A cell's value, and how it looked where that differs. typed: "day" for a day, a time or a moment."""

    text: str
    shown: str = ""
    shown_english: str = ""
    typed: str = ""
    fault: str = ""

    def text_for(self, column: str, sheet: str, heading: str) -> str:
        """Its text in a column: as seen where people read it or where it is a name, else the value."""
        read = (
            is_text(column)
            or (sheet == "choices" and self.typed != "day")
            or column in ("name", "list_name", "version")
        )
        if not read or not self.shown:
            return self.text
        return self.shown_english if re.search(r"english|\(en\)|anh", heading.lower()) else self.shown

    def fault_for(self, column: str, sheet: str) -> str:
        """``date_cell`` where Excel made a day of something that is none, as of the choice 1-5."""
        if self.fault or self.typed != "day":
            return self.fault
        return "" if column in _DAYS or (is_text(column) and sheet == "survey") else "date_cell"


def seen_text(text: str) -> Seen:
    """A cell that holds a text. A workbook writes signs that XML cannot hold as `_x000D_`."""
    if "_x" in text:
        from openpyxl.utils.escape import unescape

        text = (
            unescape(text)
            .encode("utf-16", "surrogatepass")
            .decode("utf-16", "replace")
            .replace("\r\n", "\n")
            .rstrip("\r")
        )
    return Seen(text)


def seen_number(value: Any, number_format: str) -> Seen:
    """A cell that holds no text."""
    if isinstance(value, bool):
        return Seen("TRUE" if value else "FALSE")
    if isinstance(value, datetime | date | time | timedelta):
        return _seen_moment(value)
    number = format(value, ".15g")
    plain = _whole(number) if "e" in number else number
    pattern = _ASIDE.sub("", number_format.partition(";")[0])
    shown = _shown(float(value), pattern)
    return Seen(plain, shown.translate(_SWAPPED), shown) if shown and shown != plain else Seen(plain)


_SWAPPED = str.maketrans(",.", ".,")


def _whole(text: str) -> str:
    return format(float(text), "f").rstrip("0").rstrip(".")


def _shown(value: float, pattern: str) -> str:
    """As Excel shows it in English; "" for a format that shows it as it is."""
    match = re.fullmatch(r"\s*([#0?,]*)(?:\.([0#?]+))?\s*(%?)\s*", pattern)
    if match is None or not (match[1] or match[2]):
        return ""
    number = value * 100 if match[3] else value
    places, least = len(match[2] or ""), (match[2] or "").count("0")
    text = f"{number:{',' if ',' in match[1] else ''}.{places}f}"
    if places > least and "." in text:
        whole, _, rest = text.partition(".")
        rest = rest[:least] + rest[least:].rstrip("0")
        text = f"{whole}.{rest}" if rest else whole
    zeros = match[1].count("0")
    if "," not in match[1] and zeros > 1:
        text = text.zfill(zeros + (places + 1 if "." in text else 0) + (text[:1] == "-"))
    return text + match[3]


def _seen_moment(value: datetime | date | time | timedelta) -> Seen:
    if isinstance(value, timedelta):
        value = (datetime(1900, 1, 1) + value).time()  # noqa: DTZ001 - a length of time, typed as one
    if isinstance(value, datetime) and value.time() == time():
        value = value.date()
    if isinstance(value, datetime):
        return Seen(value.isoformat(timespec="seconds"), f"{value:%H:%M %d/%m/%Y}", f"{value:%d/%m/%Y %H:%M}", "day")
    if isinstance(value, date):
        return Seen(value.isoformat(), f"{value:%d/%m/%Y}", f"{value:%d/%m/%Y}", "day")
    return Seen(value.isoformat(timespec="seconds"), f"{value:%H:%M}", f"{value:%H:%M}", "day")
