"""Answers as people read them: on a question's card, on the review page, in a report that was sent."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Mapping
from datetime import date, datetime, time, timedelta

from forms.entry.draft import Question
from forms.entry.submission import ReviewLine
from forms.model.types import Type, names_in
from handlers.filling.parse_answer import is_ahead, whole_of
from texts.catalogue import Catalogue
from texts.dates import day, month_of_year, short_day
from texts.times import local_moment, time_of_day

_LINE = 100
_POSITION = re.compile(r"\[([0-9]+)\]")


def shown(question: Question, t: Catalogue) -> str:
    """The answer so far; choices by their labels."""
    if question.kind.has_choices:
        return labelled(question, names_in(question.kind, question.value))
    return as_read(question.kind, question.value, t, question.appearance)


def labelled(question: Question, names: Iterable[str]) -> str:
    """Choices by their labels."""
    labels = {choice.name: choice.label for choice in question.choices}
    return ", ".join(labels.get(name, name) for name in names)


def date_examples(question: Question, t: Catalogue, today: date) -> dict[str, str]:
    """Days as the arguments of a text, written and in words, which the question is not likely to refuse."""
    if is_ahead(question):
        return {"example": short_day(today + timedelta(days=7), t.language), "near": t.text("date-tomorrow")}
    return {"example": short_day(today - timedelta(days=2), t.language), "near": t.text("date-yesterday")}


def understood(question: Question, value: str, t: Catalogue) -> str:
    """An answer that was read out of what was typed, as it was understood; "" where it is the words themselves."""
    if question.kind.has_choices:
        return shorten(labelled(question, names_in(question.kind, value)))
    return as_read(question.kind, value, t, question.appearance) if question.kind in _READ else ""


def answered(line: ReviewLine, t: Catalogue, *, pending: bool = False) -> str:
    """An answer of the whole form. `pending`: its file is still being checked."""
    if line.kind is Type.REPEAT:
        return t.text("fill-repeat-count", count=int(line.shown))
    if not line.answered:
        return t.text("fill-empty")
    if pending:
        return t.text("fill-file-pending")
    return line.shown if line.kind.has_choices else as_read(line.kind, line.shown, t, line.appearance)


def position(ref: str) -> str:
    """Which instance of its repeats a reference means: "2", or "1.2" within another; "" outside of repeats."""
    return ".".join(_POSITION.findall(ref))


def shorten(text: str, most: int = _LINE) -> str:
    """On one line, cut where it is longer."""
    line = " ".join(text.split())
    return line if len(line) <= most else line[: most - 1] + "…"


def as_read(kind: Type, value: str, t: Catalogue, appearance: Collection[str] = ()) -> str:
    """A stored value (not a choice) as people read it; one that is none of its type as it is."""
    try:
        if kind is Type.DATE and (whole := whole_of(appearance)) and value:
            on = date.fromisoformat(value)
            return str(on.year) if whole == "year" else month_of_year(on, t.language)
        return _SHOWN[kind](value, t) if value and kind in _SHOWN else value
    except ValueError:
        return value


def _number(value: str, t: Catalogue) -> str:
    # No separator between thousands: the number may be a year or a code.
    return value if t.language == "en" else value.replace(".", ",")


def _day(value: str, t: Catalogue) -> str:
    return day(date.fromisoformat(value), t.language)


def _time(value: str, _t: Catalogue) -> str:
    return time_of_day(time.fromisoformat(value))


def _moment(value: str, t: Catalogue) -> str:
    return local_moment(datetime.fromisoformat(value), t.language)


def _place(value: str, t: Catalogue) -> str:
    latitude, longitude = (_number(part, t) for part in value.split()[:2])
    return t.text("fill-place-kept", latitude=latitude, longitude=longitude)


_READ = frozenset((Type.INTEGER, Type.DECIMAL, Type.RANGE, Type.DATE, Type.TIME, Type.DATETIME))
"""Types of which something else may be typed than what is kept."""
_SHOWN: Mapping[Type, Callable[[str, Catalogue], str]] = {
    Type.DECIMAL: _number,
    Type.RANGE: _number,
    Type.DATE: _day,
    Type.TIME: _time,
    Type.DATETIME: _moment,
    Type.GEOPOINT: _place,
    Type.ACKNOWLEDGE: lambda _value, t: t.text("fill-acknowledged"),
    Type.IMAGE: lambda _value, t: t.text("fill-photo-kept"),
    Type.AUDIO: lambda _value, t: t.text("fill-sound-kept"),
    Type.VIDEO: lambda _value, t: t.text("fill-video-kept"),
    Type.FILE: lambda _value, t: t.text("fill-file-kept"),
}
