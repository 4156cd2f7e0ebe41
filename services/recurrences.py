"""Days on which something comes round, as people write them: "ngày 1", "ngày làm việc cuối", "thứ hai tuần thứ hai"."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from texts.fold import fold, spaced

LAST_WORKED = "last_work"
"""In the field of the day: the last day of a month on which people work."""
_WEEKDAYS = {
    **{f"thu {word}": day for day, words in {
        "mon": ("hai", "2"), "tue": ("ba", "3"), "wed": ("tu", "4"), "thu": ("nam", "5"), "fri": ("sau", "6"),
        "sat": ("bay", "7"),
    }.items() for word in words},
    "chu nhat": "sun", "cn": "sun",
    "monday": "mon", "tuesday": "tue", "wednesday": "wed", "thursday": "thu", "friday": "fri", "saturday": "sat",
    "sunday": "sun",
}  # fmt: skip
_ORDINALS = {
    **dict.fromkeys(("dau", "dau tien", "nhat", "thu nhat", "mot", "1", "first"), "1st"),
    **dict.fromkeys(("hai", "thu hai", "2", "second"), "2nd"),
    **dict.fromkeys(("ba", "thu ba", "3", "third"), "3rd"),
    **dict.fromkeys(("tu", "thu tu", "bon", "4", "fourth"), "4th"),
    **dict.fromkeys(("nam", "thu nam", "5", "fifth"), "5th"),
    **dict.fromkeys(("cuoi", "cuoi cung", "last"), "last"),
    **dict.fromkeys(("sau", "thu sau", "6", "sixth"), ""),
}
"""The place of a weekday in a month; "": a month has no such one."""
_NAMES = {"mot": 1, "hai": 2, "ba": 3, "bon": 4, "tu": 4, "sau": 6}
_EVERY = re.compile(
    r"(?:moi|cu|every) (\d{1,2}|mot|hai|ba|bon|tu|sau) (?:thang|months?)(?: (?:mot|1) lan)?(?= |$)|"
    r"(\d{1,2}|mot|hai|ba|bon|tu|sau) thang (?:mot|1) lan(?= |$)|"
    r"(?:hang|moi|every|each) (thang|quy|month|quarter)(?= |$)"
)
_YEARLY = re.compile(
    r"(?:moi|cu|every) (\d{1,2}|mot|hai|ba|bon|tu|sau) (?:nam|years?)(?: (?:mot|1) lan)?(?= |$)|"
    r"(\d{1,2}|mot|hai|ba|bon|tu|sau) nam (?:mot|1) lan(?= |$)|"
    r"(?:hang|moi|every|each) (?:nam(?! thang)|year)(?= |$)"
)
_DAY = re.compile(r"(?:ngay mung|ngay|mung|mong|day|the) (\d{1,2})(?:st|nd|rd|th)?(?: (?:thang |of month )?(\d{1,2}))?")
_OF_MONTH = r"(?: (?:cua thang|trong thang|thang|of the month))?"
_LAST_WORKED = re.compile(rf"(?:ngay lam viec cuoi(?: cung)?|last working day){_OF_MONTH}")
_LAST = re.compile(rf"(?:ngay )?cuoi(?: cung)?{_OF_MONTH}|last day{_OF_MONTH}|end of the month")
_WEEKDAY = "|".join(sorted(_WEEKDAYS, key=len, reverse=True))
_PLACE = "|".join(sorted(_ORDINALS, key=len, reverse=True))
_OF_WEEK = re.compile(rf"({_WEEKDAY})(?: cua)?(?: tuan)? ({_PLACE}){_OF_MONTH}")
_OF_WEEK_EN = re.compile(rf"(?:the )?({_PLACE}) ({_WEEKDAY}){_OF_MONTH}")
_DIVIDE = (1, 2, 3, 4, 6, 12)
_A_YEAR = 12


class NoRecurrence(ValueError):
    """Days on which nothing comes round.

    `code`: "unclear", "never", "months" (their count does not divide a year), or "named".

    "named": beside a month by its name stands another count than that of once a year, or once in several years.
    """

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@dataclass(frozen=True, slots=True)
class Recurrence:
    """A day, as the field of a schedule rule has it, of every month, of every so many, or of one month of the year."""

    day: str
    every: int = 1
    month: int | None = None

    def months(self, first: datetime, zone: str) -> str:
        """The field of the month: `first` is when it comes first."""
        if self.month is not None:
            return str(self.month)
        if self.every == 1:
            return "*"
        begins = first.astimezone(ZoneInfo(zone)).month
        return ",".join(str(month) for month in range(1, 13) if (month - begins) % self.every == 0)


def read(text: str) -> Recurrence:
    """Read the days in a text.

    Raises:
        NoRecurrence: it names none, one that never comes, or a count of months that differs from year to year.
    """
    said = " ".join(re.sub(r"[,.;:!]", " ", spaced(fold(text))).split())
    every, found = 1, _EVERY.search(said)
    if found is not None:
        every = _count(found)
        said = _without(said, found)
    yearly = _YEARLY.search(said)
    if yearly is not None:
        said = _without(said, yearly)
    if every not in _DIVIDE:
        raise NoRecurrence("months")
    day, month = _day(said)
    if yearly is not None and _number(yearly[1] or yearly[2] or "1") != 1:
        raise NoRecurrence("named")
    if month is not None and found is not None and every != _A_YEAR:
        raise NoRecurrence("named")
    if month is None and yearly is not None:
        raise NoRecurrence("unclear")  # of which month is not said
    return Recurrence(day, every if month is None else 1, month)


def _without(said: str, found: re.Match[str]) -> str:
    return " ".join((said[: found.start()] + " " + said[found.end() :]).split())


def _count(found: re.Match[str]) -> int:
    number = found[1] or found[2]
    if number:
        return _number(number)
    return 3 if found[3] in ("quy", "quarter") else 1


def _number(said: str) -> int:
    return int(said) if said.isdecimal() else _NAMES[said]


def _day(said: str) -> tuple[str, int | None]:
    if _LAST_WORKED.fullmatch(said):
        return LAST_WORKED, None
    if _LAST.fullmatch(said):
        return "last", None
    of_week, turned = _OF_WEEK.fullmatch(said), _OF_WEEK_EN.fullmatch(said)
    if of_week is not None or turned is not None:
        weekday, place = of_week.groups() if of_week is not None else turned.groups()[::-1]  # type: ignore[union-attr]
        if not _ORDINALS[place]:
            raise NoRecurrence("never")
        return f"{_ORDINALS[place]}_{_WEEKDAYS[weekday]}", None
    numbered = _DAY.fullmatch(said)
    if numbered is None:
        raise NoRecurrence("unclear")
    day, month = int(numbered[1]), int(numbered[2]) if numbered[2] else None
    longest = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)[(month or 1) - 1] if (month or 1) in range(1, 13) else 0
    if not 1 <= day <= longest:
        raise NoRecurrence("never")
    return str(day), month
