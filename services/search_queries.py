"""A search as an officer types it: a period, a unit and a topic are read out of the line, what is left are words.

A line that may name a person is refused (privacy 2), whatever else stands in it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cache
from typing import TypeVar

from pydantic import TypeAdapter
from sqlmodel import Session

from forms.builtin_forms import default_list
from services.own_choices import own_topics
from storage.members import units
from storage.tables import ReviewStatus
from texts.dates import read_date
from texts.fold import clean, fold, spaced
from texts.personal_terms import shaped_like_person

LONGEST = 200
"""Letters of a search."""
ASSUMED = timedelta(days=90)
"""Words alone are looked for in these days before: a search has a period or a unit."""
_SHORTEST = 2
_DAY = r"(?:\d{1,2}[/.\-]\d{1,2}(?:[/.\-]\d{4})?|\d{4}-\d{2}-\d{2})"
_BETWEEN = re.compile(rf"(?:(?:tu|from) )?(?:ngay )?({_DAY}) (?:den|toi|to|-|–) (?:ngay )?({_DAY})(?= |$)")
_SINCE = re.compile(rf"(?:tu|since|from) (?:ngay )?({_DAY})(?= |$)")
_ON = re.compile(rf"(?:(?:ngay|on) )?({_DAY})(?= |$)")
_MONTH = re.compile(r"(?:thang|month) (\d{1,2})(?:[/\-. ](?:nam )?(\d{4}))?(?= |$)")
_NEAR = re.compile(
    r"(hom nay|hom qua|tuan nay|tuan truoc|thang nay|thang truoc|nam nay|"
    r"today|yesterday|this week|last week|this month|last month|this year)(?= |$)"
)
_ENDS = ".,;:!?\"'“”‘’()[]"


T = TypeVar("T")


class SearchRefused(Exception):
    """A search that is not done. `code`: empty, long, person."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@dataclass(frozen=True, slots=True)
class Query:
    """The reports that are looked for; what is None does not matter. `words`: each stands in their texts, without diacritics."""

    words: tuple[str, ...] = ()
    unit: int | None = None
    topic: str | None = None
    first: date | None = None
    last: date | None = None
    state: ReviewStatus | None = None

    def to_json(self) -> str:
        """As it is kept."""
        return _adapter().dump_json(self).decode()

    @classmethod
    def from_json(cls, kept: str) -> Query:
        """Read what `to_json` wrote."""
        return _adapter().validate_json(kept)

    def bounded(self, today: date) -> Query:
        """With the newest days, where words are looked for in all there is."""
        if self.words and self.unit is None and self.first is None:
            return replace(self, first=today - ASSUMED, last=today)
        return self


def read(session: Session, line: str, today: date) -> Query:
    """The search in a line.

    Raises:
        SearchRefused: there is nothing in it, it is too long, or may name a person.
    """
    if len(line) > LONGEST:
        raise SearchRefused("long")
    words = clean(line).split()
    words, days = _without_period(words, today)
    words, unit = _without_unit(session, words)
    words, topic = _without_topic(session, words)
    _refuse_persons(words)
    terms = tuple(dict.fromkeys(filter(None, (spaced(fold(word)) for word in words))))
    terms = tuple(term for term in terms if len(term) >= _SHORTEST)
    found = Query(terms, unit, topic, *(days or (None, None)))
    if found == Query():
        raise SearchRefused("empty")
    return found.bounded(today)


def _refuse_persons(words: Sequence[str]) -> None:
    """No row of two to four words in it may be a name, nor all of it anything of a person's."""
    rows = [words[at : at + length] for length in (1, 2, 3, 4) for at in range(len(words) - length + 1)]
    if any(shaped_like_person(" ".join(row)) for row in (words, *rows) if row):
        raise SearchRefused("person")


def _folded(words: Sequence[str]) -> list[str]:
    return [fold(word).strip(_ENDS) for word in words]


def _cut(words: list[str], first: int, past: int) -> list[str]:
    return [*words[:first], *words[past:]]


def _without_period(words: list[str], today: date) -> tuple[list[str], tuple[date, date] | None]:
    folded = _folded(words)
    line = " ".join(folded)
    for pattern in (_BETWEEN, _SINCE, _NEAR, _MONTH, _ON):
        for found in pattern.finditer(line):
            if found.start() and line[found.start() - 1] != " ":
                continue
            days = _days(pattern, found, today)
            if days is not None:
                first = line[: found.start()].count(" ")
                return _cut(words, first, first + found[0].count(" ") + 1), days
    return words, None


def _days(pattern: re.Pattern[str], found: re.Match[str], today: date) -> tuple[date, date] | None:
    if pattern is _NEAR:
        return _near(found[1], today)
    if pattern is _MONTH:
        month, year = int(found[1]), int(found[2] or 0)
        if not 1 <= month <= 12 or (year and not 2000 <= year <= 2100):
            return None
        year = year or (today.year if month <= today.month else today.year - 1)
        begin = date(year, month, 1)
        return begin, (begin + timedelta(days=31)).replace(day=1) - timedelta(days=1)
    read_ = [read_date(part, today) for part in found.groups()]
    given = [day for day in read_ if day is not None]
    if len(given) != len(read_):
        return None
    last = given[-1] if pattern is not _SINCE else max(today, given[0])
    return min(given[0], last), max(given[0], last)


def _near(said: str, today: date) -> tuple[date, date]:
    monday = today - timedelta(days=today.weekday())
    first = today.replace(day=1)
    match said:
        case "hom qua" | "yesterday":
            return today - timedelta(days=1), today - timedelta(days=1)
        case "tuan nay" | "this week":
            return monday, today
        case "tuan truoc" | "last week":
            return monday - timedelta(days=7), monday - timedelta(days=1)
        case "thang nay" | "this month":
            return first, today
        case "thang truoc" | "last month":
            return (first - timedelta(days=1)).replace(day=1), first - timedelta(days=1)
        case "nam nay" | "this year":
            return date(today.year, 1, 1), today
        case _:
            return today, today


def _without_unit(session: Session, words: list[str]) -> tuple[list[str], int | None]:
    named = {tuple(_folded(unit.name.split())): unit.id for unit in units.all_known(session)}
    place = _longest(words, named)
    return (words, None) if place is None else (_cut(words, *place[0]), place[1])


def _without_topic(session: Session, words: list[str]) -> tuple[list[str], str | None]:
    rows = default_list("topic")
    labels = [(label, name) for name, label in own_topics(session).items()]
    labels += [(row[key], row["name"]) for row in rows for key in row if key.startswith("label")]
    named = {tuple(_folded(label.split())): name for label, name in labels}
    place = _longest(words, named)
    return (words, None) if place is None else (_cut(words, *place[0]), place[1])


def _longest(words: list[str], named: dict[tuple[str, ...], T]) -> tuple[tuple[int, int], T] | None:
    """The place and meaning of the longest name that stands in a row of words."""
    folded = _folded(words)
    for length in range(min(max(map(len, named), default=0), len(folded)), 0, -1):
        for at in range(len(folded) - length + 1):
            row = tuple(folded[at : at + length])
            if row in named:
                return (at, at + length), named[row]
    return None


@cache
def _adapter() -> TypeAdapter[Query]:
    return TypeAdapter(Query)
