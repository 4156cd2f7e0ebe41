"""A text as the rules for personal data read it: every sign in one place, with the way back to what was typed."""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache, lru_cache
from importlib.resources import files


class Kind(StrEnum):
    PHONE = "phone"
    IDENTITY = "identity"
    ADDRESS = "address"
    EMAIL = "email"
    ACCOUNT = "account"
    NAME = "name"
    PROFILE = "profile"
    PLATE = "plate"
    BIRTH = "birth"


# From, to (exclusive), kind: places in a Reading.
Span = tuple[int, int, Kind]

_UNSEEN = re.compile(
    "[\xad\u061c\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufe00-\ufe0f\ufeff\u0300-\u036f\u1ab0-\u1aff\u20d0-\u20f0]"
)


# Letters that are drawn as nothing.
_BLANK = frozenset("\u115f\u1160\u2800\u3164\uffa0")


class _Signs(dict[int, str]):
    """One sign for each: full-width forms as the usual ones, every space but a line break as a space."""

    def __missing__(self, code: int) -> str:
        sign = chr(code)
        plain = unicodedata.normalize("NFKC", sign)
        if sign in _BLANK or (sign != "\n" and sign.isspace()):
            plain = " "
        elif sign.isdecimal():
            plain = str(unicodedata.decimal(sign))
        elif unicodedata.category(sign) == "Pd" or sign == "−":
            plain = "-"
        self[code] = plain if len(plain) == 1 else sign
        return self[code]


class _Folds(dict[int, str]):
    """One sign for each: small, without diacritics."""

    def __missing__(self, code: int) -> str:
        small = unicodedata.normalize("NFD", "d" if chr(code) in "đĐðÐ" else chr(code))[0].lower()
        self[code] = small if len(small) == 1 else chr(code)
        return self[code]


_SIGNS, _FOLDS = _Signs(), _Folds()


@dataclass(frozen=True, slots=True)
class Reading:
    """`text`: composed, without what the eye ignores; `folded`: the same in small letters without diacritics.

    Both have the same length. `where` gives for every place in them, and for their end, the place in what was typed;
    None where the two are the same.
    """

    text: str
    folded: str
    where: tuple[int, ...] | None

    def typed(self, start: int, end: int) -> tuple[int, int]:
        """Start and length in what was typed, with the marks that belong to the last sign."""
        if self.where is None:
            return start, end - start
        return self.where[start], self.where[end - 1] + self._width(end - 1) - self.where[start]

    def without(self, spans: Iterable[Span]) -> Reading:
        """The same with brackets, which no rule reaches across, in these places."""
        text: list[str] = []
        plain: list[str] = []
        at = 0
        for start, end, _ in sorted(spans):
            if start >= at:
                text += (self.text[at:start], "[" * (end - start))
                plain += (self.folded[at:start], "[" * (end - start))
                at = end
        return Reading("".join((*text, self.text[at:])), "".join((*plain, self.folded[at:])), self.where)

    def _width(self, place: int) -> int:
        assert self.where is not None
        return self.where[place + 1] - self.where[place]


def read(typed: str) -> Reading:
    where: tuple[int, ...] | None = None
    text = typed
    if not typed.isascii():
        if _UNSEEN.search(typed):
            text, where = _composed(typed)
        text = text.translate(_SIGNS)
    return Reading(text, text.translate(_FOLDS), where)


def _composed(typed: str) -> tuple[str, tuple[int, ...]]:
    signs: list[str] = []
    where: list[int] = []
    for place, sign in enumerate(typed):
        if not _UNSEEN.match(sign):
            signs.append(sign)
            where.append(place)
        elif signs and unicodedata.combining(sign):
            both = unicodedata.normalize("NFC", signs[-1] + sign)
            signs[-1] = both if len(both) == 1 else signs[-1]
    return "".join(signs), (*where, len(typed))


@lru_cache(maxsize=8192)  # words that people typed pass here as well, and may not pile up
def folded(word: str) -> str:
    return word.translate(_FOLDS)


@dataclass(frozen=True, slots=True)
class Phrases:
    """Phrases of one to four words, the words they begin with, and for each of these the words that go on."""

    spelled: frozenset[str]
    plain: frozenset[str]
    firsts: frozenset[str]
    seconds: Mapping[str, frozenset[str]]
    of_plain: Mapping[str, tuple[str, ...]]
    """The phrases of several words, by how they are without diacritics."""

    def holds(self, phrase: str) -> bool:
        """As spelled; or without diacritics, where the text has none, or some words of a phrase ("chu tịch xã")."""
        if phrase in self.spelled:
            return True
        if phrase.isascii():
            return phrase in self.plain
        typed = phrase.split()
        meant = self.of_plain.get(phrase.translate(_FOLDS), ()) if len(typed) > 1 else ()
        return any(all(map(_is_typed, typed, spelled.split())) for spelled in meant)


def _is_typed(word: str, meant: str) -> bool:
    """True if a word is typed as it is spelled, or without diacritics."""
    return word == meant or (word.isascii() and word == folded(meant))


def phrases(words: Iterable[str], shortest: int = 1) -> Phrases:
    """`shortest`: how many words a phrase needs to be known without diacritics ("chợ" would be "cho")."""
    spelled = frozenset(words)
    plain = frozenset(folded(phrase) for phrase in spelled if len(phrase.split()) >= shortest)
    seconds: dict[str, set[str]] = {}
    of_plain: dict[str, tuple[str, ...]] = {}
    for phrase in spelled | plain:
        first, *others = phrase.split()
        seconds.setdefault(first, set()).update(others[:1])
        if others and phrase in spelled:
            of_plain[folded(phrase)] = (*of_plain.get(folded(phrase), ()), phrase)
            for begins in (first, folded(first)):
                seconds.setdefault(begins, set()).update((others[0], folded(others[0])))
    following = {first: frozenset(words) for first, words in seconds.items()}
    return Phrases(spelled, plain, frozenset(seconds), following, of_plain)


@cache
def words(name: str) -> tuple[str, ...]:
    """A list of personal_words.toml."""
    return tuple(_file()[name])


@cache
def _file() -> dict[str, list[str]]:
    return tomllib.loads((files("texts") / "personal_words.toml").read_text("utf-8"))
