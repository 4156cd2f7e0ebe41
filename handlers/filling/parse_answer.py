"""Answers as people type them, turned into the value that the form checks."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from datetime import date, datetime

from forms.entry.draft import Question
from forms.model.form import Choice
from forms.model.types import Type
from texts.courtesy import ASKING, with_less_courtesy
from texts.dates import read_date, read_month, read_year
from texts.fold import clean, fold, spaced
from texts.numbers import read_decimal, read_integer
from texts.places import read_place
from texts.times import read_moment, read_time

_SEPARATORS = re.compile(r"\s*[,;\n]\s*")
_WORDED = re.compile(r"\s*[,;\n+&]\s*|\s+(?:và|va|với|voi|and)\s+", re.IGNORECASE)
"""The same with words between the last two, where no label has them."""
_OWN_NUMBER = re.compile(r"\(?([0-9]{1,4})(?![0-9]|[.,/][0-9])")
_NUMBERS = re.compile(r"[0-9]+")
_LINE = re.compile(r"(?:sua )?(?:cau |so |dong |muc |line |number |question )?([0-9]{1,3})[.)]?")
_OF_LINE = re.compile(r"^(?:chon |bam )?(?:(?:so|muc|y|cau) (?=[0-9]+$))?")
_LONGEST_LABEL = 200
_OF_PLACE = re.compile(r"^(?:xa|phuong|thi tran|thi xa|dac khu|thanh pho|huyen|quan|tinh) (?=\w)")
_ALL_RIGHT = frozenset(("ok", "oke", "dong y", "da doc", "da xem", "da hieu", "roi", "vang", "da", "co", "yes"))
_MORE = frozenset(("them", "them muc", "co", "nua", "them nua", "con", "add", "yes", "more"))
_NO_MORE = frozenset(("khong", "het", "xong", "thoi", "du roi", "khong them", "no", "done"))


def read(question: Question, typed: str, now: datetime, *, numbered: bool = False) -> str | None:
    """The value that a typed text means as an answer; None: it was not understood.

    `now` in the board's own zone. `numbered`: the choices stand there with the numbers of their lines.
    """
    typed = clean(typed)
    if question.kind in _CHOOSERS:
        return _CHOOSERS[question.kind](question.choices, typed, numbered)
    return _READERS[question.kind](question, typed, now)


def one_more(typed: str) -> bool | None:
    """True if "one more?" was answered with yes; None: neither yes nor no."""
    word = fold(typed)
    return True if word in _MORE else False if word in _NO_MORE else None


def line(typed: str) -> int | None:
    """The number of a line: "3", "3.", "câu 3", "sửa câu 3"."""
    found = _LINE.fullmatch(fold(clean(typed)))
    return int(found[1]) if found else None


def find(choices: tuple[Choice, ...], typed: str, *, numbered: bool = False) -> Choice | None:
    """The one choice that a number, a label or an unaccented part of one means; None where it is not one."""
    fit = fitting(choices, typed, numbered=numbered)
    return fit[0] if len(fit) == 1 else None


def fitting(choices: tuple[Choice, ...], typed: str, *, numbered: bool = False) -> list[Choice]:
    """The choices that a typed text may mean: those whose whole label it is (to the letter, else but for what the eye
    ignores), else those that a number means, the name of a place without its kind, whole words, a beginning, a part. Where
    none fits, the same without words of courtesy and without what only names a line ("số 2 ạ")."""
    if not fold(typed):
        return []
    found = _fitting(choices, clean(typed), numbered)
    if found or len(typed) > _LONGEST_LABEL:
        return found
    whole = spaced(fold(typed))
    plain = [_OF_LINE.sub("", said) for said in with_less_courtesy(typed)]
    left = [said for said in plain if said != whole and not ASKING.issuperset(said.split())]
    return next(filter(None, (_fitting(choices, said, numbered) for said in left)), [])


def _fitting(choices: tuple[Choice, ...], typed: str, numbered: bool) -> list[Choice]:
    tried = []
    for fit in _attempts(choices, typed, numbered):
        if len(fit) == 1:
            return fit
        tried.append(fit)
    return next((fit for fit in tried if fit), [])


def place_in(labels: Mapping[str, str], words: str) -> str:
    """The name of the one place whose whole label ("xã Bình Hòa") stands in words, or is all of them without its kind; ""
    where there is none or more than one."""
    said = spaced(fold(words))
    found = [
        name
        for name, label in labels.items()
        if f" {spaced(fold(label))} " in f" {said} " or _OF_PLACE.sub("", spaced(fold(label))) == said
    ]
    return found[0] if said and len(found) == 1 else ""


def _attempts(choices: tuple[Choice, ...], typed: str, numbered: bool) -> Iterator[list[Choice]]:
    wanted = fold(typed)
    labels = [(choice, fold(choice.label)) for choice in choices]
    whole = [choice for choice, label in labels if label == wanted]
    yield [choice for choice in whole if clean(choice.label).casefold() == typed.casefold()]
    yield whole
    if words := spaced(wanted):
        yield [choice for choice, label in labels if spaced(label) == words]
    if wanted.isdecimal():
        yield _by_number(choices, int(wanted), numbered) if len(wanted) < 5 else []
        return
    if words:
        yield [choice for choice, label in labels if _OF_PLACE.sub("", spaced(label)) == words]
        yield [choice for choice, label in labels if f"{spaced(label)} ".startswith(f"{words} ")]
        held = [choice for choice, label in labels if f" {words} " in f" {spaced(label)} "]
        yield held
        if held:  # a part of a word is less than a word of several
            return
    yield [choice for choice, label in labels if label.startswith(wanted)]
    yield [choice for choice, label in labels if wanted in label]


def _by_number(choices: tuple[Choice, ...], number: int, numbered: bool) -> list[Choice]:
    """The choices that a bare number means, which is never a part of another one.

    Where lines have numbers it is the line, unless another label begins with it: then both may be meant. Else it is the
    label that begins with it or holds it, and the place in the list only where no label has a number.
    """
    own = [choice for choice in choices if own_number(choice.label) == number]
    line = [choices[number - 1]] if 1 <= number <= len(choices) else []
    if numbered:
        return [*line, *(choice for choice in own if choice not in line)]
    if own:
        return own
    held = [choice for choice in choices if number in map(int, _NUMBERS.findall(choice.label))]
    return held or ([] if any(_NUMBERS.search(choice.label) for choice in choices) else line)


def own_number(label: str) -> int:
    """The number that a label begins with: 2 of "2 con" and of "(2) Có"; -1 where it begins with none."""
    found = _OWN_NUMBER.match(label.strip())
    return int(found[1]) if found else -1


def whole_of(appearance: Collection[str]) -> str:
    """ "year" or "month-year" where a date is asked for as one (ODK's appearances), else ""."""
    return next((word for word in ("year", "month-year") if word in appearance), "")


_DAYS = {"month-year": read_month, "year": read_year}


def names_by_number(choices: tuple[Choice, ...], typed: str) -> bool:
    """True if a text of numbers is a whole label, or each of them the number that one label begins with."""
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


def _day(question: Question, text: str, now: datetime) -> str | None:
    if whole := whole_of(question.appearance):
        day = _DAYS[whole](text, now.date())
    else:
        day = read_date(text, now.date(), ahead=is_ahead(question)) or _day_with_hour(question, text, now)
    return None if day is None else day.isoformat()


def is_ahead(question: Question) -> bool:
    """Tell whether a date that is asked for is to come (appearance "future")."""
    return "future" in question.appearance


def hour_beside(question: Question, text: str, now: datetime) -> str:
    """The hour that was typed with a day, "17:00", where only a day is asked for; "" where none was."""
    if question.kind is not Type.DATE or read_date(text, now.date(), ahead=is_ahead(question)):
        return ""
    read = read_moment(text, now, ahead=is_ahead(question))
    return f"{read:%H:%M}" if read else ""


def _day_with_hour(question: Question, text: str, now: datetime) -> date | None:
    if read_time(text, now) is not None:
        return None  # an hour alone is no day
    read = read_moment(text, now, ahead=is_ahead(question))
    return read.date() if read else None


def _time(_question: Question, text: str, now: datetime) -> str | None:
    time = read_time(text, now)
    return None if time is None else time.isoformat("minutes")


def _moment(question: Question, text: str, now: datetime) -> str | None:
    moment = read_moment(text, now, ahead=is_ahead(question))
    return None if moment is None else moment.isoformat(timespec="minutes")


def _one(choices: tuple[Choice, ...], text: str, numbered: bool) -> str | None:
    found = find(choices, text, numbered=numbered)
    return found.name if found else None


def several(choices: tuple[Choice, ...], text: str, numbered: bool) -> str | None:
    """The names of the choices that words mean, parted by blanks. None: some of them mean none of these."""
    whole = find(choices, text, numbered=numbered)
    if whole is not None:
        return whole.name
    if all(part.isdecimal() for part in text.split()):
        return _each(choices, text.split(), numbered)
    named, rest = _with_commas(choices, text)
    if named and not _SEPARATORS.sub("", rest).strip():
        return " ".join(named)
    others = _each(choices, _SEPARATORS.split(rest), numbered) or _each(choices, _WORDED.split(rest), numbered)
    return None if others is None else " ".join(dict.fromkeys((*named, *others.split())))


def _with_commas(choices: tuple[Choice, ...], text: str) -> tuple[list[str], str]:
    """The choices whose labels hold a comma or the like and stand in a text, and what is left of it without them."""
    named: list[str] = []
    for choice in choices:
        if _SEPARATORS.search(choice.label):
            left = re.sub(re.escape(choice.label), ";", text, count=1, flags=re.IGNORECASE)
            if left != text:
                named.append(choice.name)
                text = left
    return named, text


def _each(choices: tuple[Choice, ...], parts: Sequence[str], numbered: bool) -> str | None:
    found = [find(choices, part, numbered=numbered) for part in parts if part.strip()]
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


_CHOOSERS: Mapping[Type, Callable[[tuple[Choice, ...], str, bool], str | None]] = {
    Type.SELECT_ONE: _one,
    Type.SELECT_MULTIPLE: several,
    Type.RANK: several,
}
_READERS: Mapping[Type, Callable[[Question, str, datetime], str | None]] = {
    Type.TEXT: _text,
    Type.BARCODE: _text,
    Type.INTEGER: _whole,
    Type.DECIMAL: _number,
    Type.RANGE: _number,
    Type.DATE: _day,
    Type.TIME: _time,
    Type.DATETIME: _moment,
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
