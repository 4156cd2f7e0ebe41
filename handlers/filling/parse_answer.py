"""What people type as an answer, turned into the value that the form checks."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from datetime import datetime

from forms.entry.draft import Question
from forms.model.form import Choice
from forms.model.types import Type
from texts.dates import read_date
from texts.fold import clean, fold, spaced
from texts.numbers import read_decimal, read_integer
from texts.places import read_place
from texts.times import read_moment, read_time

_SEPARATORS = re.compile(r"\s*[,;\n]\s*")
_OWN_NUMBER = re.compile(r"\(?([0-9]{1,4})(?![0-9]|[.,/][0-9])")
_NUMBERS = re.compile(r"[0-9]+")
_LINE = re.compile(r"(?:sua )?(?:cau |so |dong |muc |line |number |question )?([0-9]{1,3})[.)]?")
_ALL_RIGHT = frozenset(("ok", "oke", "dong y", "da doc", "da xem", "da hieu", "roi", "vang", "da", "co", "yes"))
_MORE = frozenset(("them", "them muc", "co", "nua", "them nua", "con", "add", "yes", "more"))
_NO_MORE = frozenset(("khong", "het", "xong", "thoi", "du roi", "khong them", "no", "done"))


def read(question: Question, typed: str, now: datetime) -> str | None:
    """The value that a typed text means as an answer; None: it was not understood. `now` in the board's own zone."""
    return _READERS[question.kind](question, clean(typed), now)


def one_more(typed: str) -> bool | None:
    """Whether "one more?" was answered with yes; None: neither yes nor no."""
    word = fold(typed)
    return True if word in _MORE else False if word in _NO_MORE else None


def line(typed: str) -> int | None:
    """The number of a line: "3", "3.", "câu 3", "sửa câu 3"."""
    found = _LINE.fullmatch(fold(clean(typed)))
    return int(found[1]) if found else None


def find(choices: tuple[Choice, ...], typed: str) -> Choice | None:
    """The one choice that a number (from 1), a label, or an unaccented part of a label means; None where it is not one."""
    fit = fitting(choices, typed)
    return fit[0] if len(fit) == 1 else None


def fitting(choices: tuple[Choice, ...], typed: str) -> list[Choice]:
    """The choices that a typed text may mean: those whose whole label it is (to the letter, else but for what the eye
    ignores), else a number (one that labels begin with, or the place in the list), a beginning, a part."""
    tried = []
    for fit in _attempts(choices, clean(typed)) if fold(typed) else ():
        if len(fit) == 1:
            return fit
        tried.append(fit)
    return next((fit for fit in tried if fit), [])


def _attempts(choices: tuple[Choice, ...], typed: str) -> Iterator[list[Choice]]:
    wanted = fold(typed)
    labels = [(choice, fold(choice.label)) for choice in choices]
    whole = [choice for choice, label in labels if label == wanted]
    yield [choice for choice in whole if clean(choice.label).casefold() == typed.casefold()]
    yield whole
    if words := spaced(wanted):
        yield [choice for choice, label in labels if spaced(label) == words]
    if wanted.isdecimal() and len(wanted) < 5:
        number, own = int(wanted), [own_number(choice.label) for choice in choices]
        yield [choice for choice, one in zip(choices, own, strict=True) if one == number]
        if 1 <= number <= len(choices) and max(own) < 0:
            yield [choices[number - 1]]
    yield [choice for choice, label in labels if label.startswith(wanted)]
    yield [choice for choice, label in labels if wanted in label]


def own_number(label: str) -> int:
    """The number that a label begins with: 2 of "2 con" and of "(2) Có"; -1 where it begins with none."""
    found = _OWN_NUMBER.match(label.strip())
    return int(found[1]) if found else -1


def names_by_number(choices: tuple[Choice, ...], typed: str) -> bool:
    """Whether a text of numbers is a whole label, or each of them the number that one label begins with."""
    own = [own_number(choice.label) for choice in choices]
    each = all(own.count(int(part)) == 1 for part in _NUMBERS.findall(typed))
    return each or any(fold(choice.label) == fold(typed) for choice in choices)


def _text(_question: Question, text: str, _now: datetime) -> str | None:
    return text


def _whole(_question: Question, text: str, _now: datetime) -> str | None:
    number = read_integer(text)
    return None if number is None else str(number)


def _number(_question: Question, text: str, _now: datetime) -> str | None:
    amount = read_decimal(text)
    return None if amount is None else str(amount)


def _day(_question: Question, text: str, now: datetime) -> str | None:
    day = read_date(text, now.date())
    return None if day is None else day.isoformat()


def _time(_question: Question, text: str, now: datetime) -> str | None:
    time = read_time(text, now)
    return None if time is None else time.isoformat("minutes")


def _moment(_question: Question, text: str, now: datetime) -> str | None:
    moment = read_moment(text, now)
    return None if moment is None else moment.isoformat(timespec="minutes")


def _one(question: Question, text: str, _now: datetime) -> str | None:
    found = find(question.choices, text)
    return found.name if found else None


def _several(question: Question, text: str, _now: datetime) -> str | None:
    whole = find(question.choices, text)
    if whole is not None:
        return whole.name
    parts = [part for part in _SEPARATORS.split(text) if part]
    if all(part.isdecimal() for part in text.split()):
        parts = text.split()
    found = [find(question.choices, part) for part in parts]
    if not found or any(choice is None for choice in found):
        return None
    return " ".join(dict.fromkeys(choice.name for choice in found if choice))


def _agreed(_question: Question, text: str, _now: datetime) -> str | None:
    return "OK" if fold(text) in _ALL_RIGHT else None


def _place(_question: Question, text: str, _now: datetime) -> str | None:
    place = read_place(text)
    return None if place is None else located(*place)


def located(latitude: float, longitude: float) -> str:
    """A rounded place as the form takes it."""
    return f"{latitude:.2f} {longitude:.2f}"


def _not_typed(_question: Question, _text: str, _now: datetime) -> str | None:
    return None


_READERS: Mapping[Type, Callable[[Question, str, datetime], str | None]] = {
    Type.TEXT: _text,
    Type.BARCODE: _text,
    Type.INTEGER: _whole,
    Type.DECIMAL: _number,
    Type.RANGE: _number,
    Type.DATE: _day,
    Type.TIME: _time,
    Type.DATETIME: _moment,
    Type.SELECT_ONE: _one,
    Type.SELECT_MULTIPLE: _several,
    Type.RANK: _several,
    Type.ACKNOWLEDGE: _agreed,
    Type.GEOPOINT: _place,
    Type.IMAGE: _not_typed,
    Type.AUDIO: _not_typed,
    Type.VIDEO: _not_typed,
    Type.FILE: _not_typed,
}
# What to say where a typed text is no answer; any other type: the choices.
NOT_UNDERSTOOD: Mapping[Type, str] = {
    Type.TEXT: "fill-nothing-written",
    Type.BARCODE: "fill-nothing-written",
    Type.INTEGER: "fill-not-whole",
    Type.DECIMAL: "fill-not-number",
    Type.RANGE: "fill-not-number",
    Type.DATE: "fill-not-date",
    Type.TIME: "fill-not-time",
    Type.DATETIME: "fill-not-moment",
    Type.RANK: "fill-not-ranked",
    Type.ACKNOWLEDGE: "fill-not-acknowledged",
    Type.GEOPOINT: "fill-not-place",
    Type.IMAGE: "fill-not-photo",
    Type.AUDIO: "fill-not-sound",
    Type.VIDEO: "fill-not-video",
    Type.FILE: "fill-not-file",
}
