"""A rota as people write it, a line a shift: "T2-T6 7:00-17:00: Trần Bình, Đỗ Em"."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from texts.fold import clean, fold

HOLIDAY = 7
_DAY = 24 * 60
_MOST_LINES = 100
_DAYS = {
    **{f"t{n}": n - 2 for n in range(2, 8)},
    **{f"thu {n}": n - 2 for n in range(2, 8)},
    **{f"thu {word}": n for n, word in enumerate(("hai", "ba", "tu", "nam", "sau", "bay"))},
    **dict.fromkeys(("cn", "chu nhat", "sun", "sunday"), 6),
    **{word: n for n, word in enumerate(("mon", "tue", "wed", "thu", "fri", "sat"))},
    **dict.fromkeys(("ngay nghi", "ngay le", "le", "nghi le", "le tet", "holiday", "holidays", "day off"), HOLIDAY),
}
_EVERY = ("hang ngay", "moi ngay", "ca tuan", "hang tuan", "every day", "daily")
_HOUR = r"(\d{1,2})(?:[:h.](\d{2}))?h?"
_TIMES = re.compile(rf"\b{_HOUR}\s*[-–—]\s*{_HOUR}\s*$")
_WHOLE_DAY = re.compile(r"\b(?:ca ngay|24/24|24h|all day)\s*$")
_MOMENT = rf"(?:{_HOUR}\s+)?(\d{{1,2}})/(\d{{1,2}})(?:/(\d{{4}}))?(?:\s+{_HOUR})?"
_OVERRIDE = re.compile(rf"^{_MOMENT}\s*(?:[-–—]|den|to)\s*{_MOMENT}$")

_FROM = re.compile(r"^(?:tu|from) (?:luc )?")
_FROM_TODAY = {"(?:hom nay|today)": 0, "(?:(?:ngay|hom) )?mai|tomorrow": 1}
"""How a day is said that is near, and how many days from today it is."""
_OFF = ("nghi", "off")
_DAY_SAID = re.compile(r"(\d{1,2})/(\d{1,2})(?:/(\d{4}))?:? (nghi|off|lam|di lam|lam bu|worked)")


class LineFault(StrEnum):
    """Why a line is not taken; each is a sentence."""

    EMPTY = "empty"
    TOO_LONG = "too_long"
    SHAPE = "shape"  # no colon between the time and the names
    DAY = "day"
    HOUR = "hour"
    NAME = "name"  # nobody of the staff, or several
    PAST = "past"  # it is over already


class LineRefused(Exception):
    """A line that says nothing a rota can be. `number`: which line, from 1; `word`: what was not understood."""

    def __init__(self, fault: LineFault, number: int = 1, word: str = "") -> None:
        super().__init__(fault)
        self.fault, self.number, self.word = fault, number, word


@dataclass(frozen=True, slots=True)
class Line:
    """A shift on some days (7: days off): from a minute of the day on, for so many minutes."""

    days: tuple[int, ...]
    starts: int
    minutes: int
    members: tuple[int, ...]


def read_rota(text: str, officers: Mapping[int, str]) -> list[Line]:
    """The lines of a rota.

    officers: who may stand in it, by id, with their names.

    Raises:
        LineRefused: there are none, too many, or one that is not understood.
    """
    lines = [line for line in clean(text).split("\n") if line.strip()]
    if not lines:
        raise LineRefused(LineFault.EMPTY)
    if len(lines) > _MOST_LINES:
        raise LineRefused(LineFault.TOO_LONG)
    return [_line(line, number, officers) for number, line in enumerate(lines, 1)]


def read_override(
    text: str, officers: Mapping[int, str], local: datetime
) -> tuple[datetime, datetime, tuple[int, ...]]:
    """From when until when, and who. `local`: now, in the board's own zone.

    Raises:
        LineRefused: it says no such thing, or it is over already.
    """
    when, names = _halves(text, 1)
    found = _OVERRIDE.fullmatch(_dated(fold(when), local.date()))
    if found is None:
        raise LineRefused(LineFault.HOUR, 1, when)
    begins = _moment(found.groups()[:7], local, when)
    ends = _moment(found.groups()[7:], local, when)
    if ends <= begins:
        raise LineRefused(LineFault.HOUR, 1, when)
    if ends <= local:
        raise LineRefused(LineFault.PAST, 1, when)
    return begins, ends, _members(names, 1, officers)


def read_day(text: str, today: date) -> tuple[date, bool]:
    """ "24/11 nghỉ" or "22/8 làm": a day, and whether it is off.

    Raises:
        LineRefused: it is no day, or it does not say which.
    """
    found = _DAY_SAID.fullmatch(_dated(" ".join(fold(clean(text)).split()), today))
    if found is None:
        raise LineRefused(LineFault.DAY, 1, text[:40])
    try:
        day = date(int(found[3] or today.year), int(found[2]), int(found[1]))
        if found[3] is None and day < today:
            day = day.replace(year=day.year + 1)
    except ValueError as error:
        raise LineRefused(LineFault.DAY, 1, text[:40]) from error
    return day, found[4] in _OFF


def _line(line: str, number: int, officers: Mapping[int, str]) -> Line:
    when, names = _halves(line, number)
    try:
        starts, minutes, rest = _times(fold(when), number)
        days = _days(rest.strip(" ,"), number)
    except LineRefused as error:  # quoted as it was written
        raise LineRefused(error.fault, number, when[:40]) from error
    return Line(days, starts, minutes, _members(names, number, officers))


def _dated(when: str, today: date) -> str:
    """The same with the days that are said from today on by their dates."""
    when = _FROM.sub("", when)
    for said, days in _FROM_TODAY.items():
        when = re.sub(rf"\b{said}\b", f"{today + timedelta(days=days):%d/%m/%Y}", when)
    return when


def _halves(line: str, number: int) -> tuple[str, str]:
    """The part before the last colon that has no figure behind it, and the names."""
    at = next((found.start() for found in reversed([*re.finditer(r":(?!\d)", line)])), -1)
    if at < 0:
        raise LineRefused(LineFault.SHAPE, number, line[:40])
    return " ".join(line[:at].lstrip("•-* ").split()), line[at + 1 :]


def _times(when: str, number: int) -> tuple[int, int, str]:
    whole = _WHOLE_DAY.search(when)
    if whole is not None:
        return 0, _DAY, when[: whole.start()]
    found = _TIMES.search(when)
    if found is None:
        raise LineRefused(LineFault.HOUR, number, when[:40])
    starts, ends = (_minute(found[n], found[n + 1], number, when) for n in (1, 3))
    if starts in (_DAY, ends):
        raise LineRefused(LineFault.HOUR, number, when[:40])
    return starts, (ends - starts) % _DAY or _DAY, when[: found.start()]


def _minute(hour: str, minute: str | None, number: int, when: str) -> int:
    found = int(hour) * 60 + int(minute or "0")
    if found > _DAY or int(minute or "0") > 59:
        raise LineRefused(LineFault.HOUR, number, when[:40])
    return found


def _days(text: str, number: int) -> tuple[int, ...]:
    if text in _EVERY:
        return tuple(range(HOLIDAY))
    found: list[int] = []
    for piece in (piece.strip() for piece in text.split(",")):
        first, dash, last = (end.strip() for end in re.sub(r"\s*(?:–|—| den )\s*", "-", piece).partition("-"))
        if first not in _DAYS or (dash and last not in _DAYS):
            raise LineRefused(LineFault.DAY, number, piece[:40])
        begins, ends = _DAYS[first], _DAYS[last] if dash else _DAYS[first]
        if dash and (HOLIDAY in (begins, ends) or ends < begins):
            raise LineRefused(LineFault.DAY, number, piece[:40])
        found += range(begins, ends + 1)
    return tuple(dict.fromkeys(found))


def _members(names: str, number: int, officers: Mapping[int, str]) -> tuple[int, ...]:
    found: list[int] = []
    for name in (name.strip(" .") for name in re.split(r"[,;]", names)):
        wanted = fold(name)
        exact = [officer for officer, known in officers.items() if fold(known) == wanted]
        given = [
            officer
            for officer, known in officers.items()
            if wanted and fold(known).endswith((f" {wanted}", f" ({wanted})"))
        ]
        matched = exact or given
        if len(matched) != 1:
            raise LineRefused(LineFault.NAME, number, name[:40])
        found.append(matched[0])
    return tuple(dict.fromkeys(found))


def _moment(found: tuple[str | None, ...], local: datetime, when: str) -> datetime:
    """A day with its hour before or behind it; without a year the next such day, or the one of the last week."""
    hour, minute = (found[0], found[1]) if found[0] is not None else (found[5], found[6])
    day, month, year = found[2], found[3], found[4]
    assert day is not None and month is not None
    minutes = _minute(hour or "0", minute, 1, when)
    try:
        at = local.replace(
            year=int(year or local.year), month=int(month), day=int(day), hour=0, minute=0, second=0, microsecond=0
        )
        if year is None and at < local - timedelta(days=7):
            at = at.replace(year=at.year + 1)
    except ValueError as error:
        raise LineRefused(LineFault.DAY, 1, when) from error
    return at + timedelta(minutes=minutes)
