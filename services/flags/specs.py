"""The things that a rule looks for, as data: words, an answer, several reporters, a rise."""

from __future__ import annotations

import re
from dataclasses import asdict, dataclass
from enum import StrEnum
from functools import lru_cache

import orjson

from storage.tables import FlagKind
from texts.fold import clean, fold, spaced
from texts.personal_terms import shaped_like_person

MOST_WORDS = 40
_LONGEST, _SHORTEST = 60, 3
_REPORTS, _HOURS = (2, 100), (1, 24 * 28)
_BETWEEN = re.compile(r"[,;\n]+")
_NUMBER = re.compile(r"\d+")


class SpecFault(StrEnum):
    """Why a rule is not taken; each is a sentence."""

    EMPTY = "empty"
    TOO_MANY = "too_many"
    TOO_SHORT = "too_short"  # a term of one or two letters stands in every report
    TOO_LONG = "too_long"
    PERSON = "person"  # it looks like a name, a number or a handle (privacy 2)
    NUMBERS = "numbers"  # not two numbers, or too large ones
    UNIT = "unit"  # the unit before the colon is not known


class SpecRefused(Exception):
    """A rule that cannot stay as it is written."""

    def __init__(self, fault: SpecFault) -> None:
        super().__init__(fault)
        self.fault = fault


class Method(StrEnum):
    """How a rise is told from chance; `services.flags.rises` has the sources."""

    C1 = "c1"
    CUSUM = "cusum"


@dataclass(frozen=True, slots=True)
class Words:
    """One of these stands in a report, whole words, without diacritics. They are kept as they were written."""

    words: tuple[str, ...]

    def match(self, text: str) -> bool:
        """Tell whether one of them stands in a text."""
        line = f" {spaced(fold(text))} "
        return any(f" {_bare(word)} " in line for word in self.words)


@dataclass(frozen=True, slots=True)
class AnswerIs:
    """A question of a form is answered by this choice."""

    field: str
    choice: str


@dataclass(frozen=True, slots=True)
class Several:
    """Reports on one matter of one unit by so many members within so many hours."""

    reports: int
    hours: int


@dataclass(frozen=True, slots=True)
class Rise:
    """More reports on one matter of one unit than is usual there."""

    method: Method


Spec = Words | AnswerIs | Several | Rise
_KINDS: dict[FlagKind, type[Spec]] = {
    FlagKind.WORDS: Words,
    FlagKind.ANSWER: AnswerIs,
    FlagKind.COUNT: Several,
    FlagKind.RISE: Rise,
}


def kind_of(spec: Spec) -> FlagKind:
    """The kind of rule that looks for this."""
    return next(kind for kind, made in _KINDS.items() if isinstance(spec, made))


def dump(spec: Spec) -> str:
    """A spec as it is stored."""
    return orjson.dumps(asdict(spec)).decode()


def load(kind: FlagKind, stored: str) -> Spec:
    """The same read back."""
    found = orjson.loads(stored)
    if kind is FlagKind.WORDS:
        return Words(tuple(found["words"]))
    if kind is FlagKind.RISE:
        return Rise(Method(found["method"]))
    return _KINDS[kind](**found)


def read_words(text: str) -> Words:
    """The terms of a list, by commas, semicolons or lines.

    Raises:
        SpecRefused: there are none, too many, or one that is too short, too long, or looks like a person.
    """
    terms = [term for term in (clean(part) for part in _BETWEEN.split(text)) if term]
    if not terms:
        raise SpecRefused(SpecFault.EMPTY)
    if len(terms) > MOST_WORDS:
        raise SpecRefused(SpecFault.TOO_MANY)
    if any(shaped_like_person(term) for term in (*terms, " ".join(terms))):
        raise SpecRefused(SpecFault.PERSON)
    folded: dict[str, str] = {}
    for term in terms:
        folded.setdefault(_bare(term), " ".join(term.split()))
    if any(len(term) < _SHORTEST for term in folded):
        raise SpecRefused(SpecFault.TOO_SHORT)
    if any(len(term) > _LONGEST for term in folded):
        raise SpecRefused(SpecFault.TOO_LONG)
    return Words(tuple(folded.values()))


@lru_cache(maxsize=4096)
def _bare(term: str) -> str:
    """A term as it is looked for."""
    return spaced(fold(term))


def read_several(text: str) -> Several:
    """ "3 báo cáo trong 6 giờ", or the two numbers alone.

    Raises:
        SpecRefused: there are not two numbers, or they are out of bounds.
    """
    numbers = [int(digits) for digits in _NUMBER.findall(text) if len(digits) < 6]
    if len(numbers) != 2:
        raise SpecRefused(SpecFault.NUMBERS)
    reports, hours = numbers
    if not (_REPORTS[0] <= reports <= _REPORTS[1] and _HOURS[0] <= hours <= _HOURS[1]):
        raise SpecRefused(SpecFault.NUMBERS)
    return Several(reports, hours)
