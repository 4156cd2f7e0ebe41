"""Aspects that a text touches (light, smell, delay, price …), by the phrases of `matter_aspects.txt`.

An aspect says what is spoken of, not how it stands: "tối om" and "lên đèn" are both of light. So other words for one matter meet
in an aspect, and other troubles of one thing do not.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from services.issues import matter_words
from services.issues.matter_words import Phrases

_FILE = Path(__file__).with_name("matter_aspects.txt")
_SINGLE, _WITHIN, _AGAIN = 0.7, 0.4, 0.2
"""How much less counts: a single word, one within a longer phrase, an aspect told again."""


@dataclass(frozen=True, slots=True)
class Aspects:
    """The aspects of a text, by how much of it speaks of each."""

    told: Mapping[str, float]
    """By words that name no thing."""
    all: Mapping[str, float]
    """By these, and by the things themselves."""
    maybe: Mapping[str, float]
    """By single words typed without diacritics that may mean them."""


def aspects(words: Sequence[str], named: Sequence[bool]) -> Aspects:
    """The aspects of some words, of which some name a thing."""
    bare = matter_words.bare(words)
    found = sorted(_phrases().within(matter_words.keys(words, bare), bare), key=lambda one: one[0] - one[1])
    told: dict[str, float] = defaultdict(float)
    things: dict[str, float] = defaultdict(float)
    maybe: dict[str, float] = defaultdict(float)
    covered = [False] * len(words)
    for at, end, names in found:  # the longest first
        weight = (1 if end - at > 1 else _SINGLE) / math.sqrt(len(names))
        if all(covered[at:end]):
            weight *= _WITHIN
        covered[at:end] = [True] * (end - at)
        kept = maybe if bare and end - at == 1 else things if all(named[at:end]) else told
        for name in names:
            kept[name] = max(kept[name], weight) + _AGAIN * min(kept[name], weight)
    return Aspects(told, _more(told, things, things.keys()), maybe)


def closeness(one: Aspects, other: Aspects) -> float:
    """How close two texts are in their aspects, from 0 to 1: the cosine of the weights. Maybe counts where the other is sure."""
    mine, theirs = _more(one.all, one.maybe, other.all.keys()), _more(other.all, other.maybe, one.all.keys())
    lengths = math.sqrt(sum(mine[name] ** 2 for name in mine) * sum(theirs[name] ** 2 for name in theirs))
    return sum(mine[name] * theirs[name] for name in mine.keys() & theirs.keys()) / lengths if lengths else 0.0


def best(one: Aspects, other: Aspects) -> float:
    """How much the aspect counts that both tell of most."""
    mine, theirs = _more(one.told, one.maybe, other.told.keys()), _more(other.told, other.maybe, one.told.keys())
    return max((min(mine[name], theirs[name]) for name in mine.keys() & theirs.keys()), default=0.0)


def _more(sure: Mapping[str, float], also: Mapping[str, float], names: Set[str]) -> Mapping[str, float]:
    """Return what is sure, and those of these names that are also told, by the more of both."""
    if not also:
        return sure
    return {**sure, **{name: max(sure.get(name, 0), also[name]) for name in also.keys() & names}}


@cache
def _phrases() -> Phrases:
    return matter_words.phrases(_FILE)
