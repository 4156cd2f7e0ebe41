"""Likeness of what reports say, so that those on one matter can be proposed for one issue.

No measure of letters separates a matter from its opposite ("chưa sửa", "đã sửa xong"), from another trouble of the same
thing, or from the same trouble of another. So a text is read in three ways: for the things and troubles of the field
(`matter_reading`), for the aspects it touches in whatever words (`matter_aspects`), and for how the matter stands
(`matter_state`). What says the contrary, or names another place or hour, is never one matter. The rest is weighed: a dozen signs
that two texts speak of one thing, of one trouble and in one state, each with a weight of its own. People confirm.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Mapping, Set
from dataclasses import dataclass
from itertools import pairwise

from services.issues import matter_aspects, matter_kin, matter_places, matter_state, matter_words
from services.issues.matter_aspects import Aspects
from services.issues.matter_reading import Reading, read

ALIKE = 65
"""From so many per cent on, two texts are proposed as one matter."""
_CANDIDATE = 0.1
_CONTRARY = -0.5
"""Below this agreement of their states two texts say the contrary."""
_ONE_STATE = 0.3
"""Below this they say it if what was read of them does too."""
_LEAST_WHOLE = 4
"""So many words has a text that may stand in another as a whole: the same, told at more length."""
_TURNING = frozenset(("khong", "ko", "k", "chua", "het", "da", "roi", "xong", "khoi", "chang", "lai"))
"""Words that turn what is said, folded."""
_WHOLE = 95
_WEIGHTS: Mapping[str, float] = {
    "aspects": 2.86,
    "aspect": 1.08,
    "saying": 0.55,
    "named": 0.44,
    "people": 0.66,
    "troubles": 1.25,
    "others": 0.29,
    "state": 0.85,
    "number": 0.49,
    "trouble of anything": -0.88,
    "unsaid": -0.17,
    "each another thing": -1.37,
    "one another thing": -0.46,
    "states apart": -0.44,
    "other things": -0.88,
    "no things": -0.25,
    "people alone": -0.37,
    "other troubles": -1.2,
    "another of a class": -1.97,
    "well and not": -0.62,
    "well and unsaid": -3.11,
    "up and down": -2.8,
    "done and missed": -1.0,
    "denied": -2.03,
    "there and gone": -1.77,
    "length": 0.22,
    "word for word": -1.2,
    "words": -1.18,
    "told troubles": -0.43,
}
"""How much each sign of `_signs` counts. By logistic regression, with signs held to what they can mean, over the pairs of the
labelled reports of the tests, each read by the words that were known when it was written."""
_START = -2.09


@dataclass(frozen=True, slots=True)
class Alike:
    """Two texts that may be one matter. `percent`: how alike; `words`: what both say, as the first says it."""

    percent: int
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Text:
    reading: Reading
    places: Mapping[str, frozenset[str]]
    hours: frozenset[str]
    words: frozenset[str]
    """All of its words, folded."""
    saying: frozenset[str]
    """Those of them that say something."""
    pairs: frozenset[tuple[str, str]]
    """Two words together, one of which says something."""
    numbers: frozenset[str]
    aspects: Aspects
    state: float
    """How the matter stands: below 0, that there is trouble; above, that it is well."""


def nearest(known: Iterable[str], texts: Mapping[int, str]) -> dict[int, Alike]:
    """Those of some texts, by their key, that are like one of the known texts; the contrary of none of them."""
    mine = [_read(text) for text in known]
    found: dict[int, Alike] = {}
    for key, text in texts.items():
        said = _read(text)
        compared = [_compared(one, said) for one in mine]
        alike = [one for one in compared if one is not None]
        if alike and not any(_opposite(one, said) for one in mine):
            found[key] = max(alike, key=lambda one: one.percent)
    return found


def among(texts: Mapping[int, str], least: int) -> dict[int, dict[int, int]]:
    """Pairs of texts that are at least so alike, in per cent, by their key, each way.

    Only those that share a tenth of their words are compared, far fewer than what is alike shares: half the work is saved, and
    of a hundred pairs of the labelled reports one is lost.
    """
    known = [(key, _read(text)) for key, text in texts.items()]
    found: dict[int, dict[int, int]] = defaultdict(dict)
    for at, (key, one) in enumerate(known):
        for other_key, other in known[at + 1 :]:
            if len(one.words & other.words) < _CANDIDATE * min(len(one.words), len(other.words)):
                continue
            alike = _compared(one, other)
            if alike is not None and alike.percent >= least:
                found[key][other_key] = found[other_key][key] = alike.percent
    return dict(found)


def _read(text: str) -> _Text:
    reading, places = read(text), matter_places.places(text)
    for word in " ".join(name for names in places.values() for name in names).split():
        reading.others.pop(word, None)  # where it is says nothing of what it is
    plain = [matter_words.plain(word) for word in reading.words]
    saying = frozenset(word for word in plain if matter_kin.says(word))
    return _Text(
        reading,
        places,
        matter_places.hours(text),
        frozenset(plain),
        saying,
        frozenset(two for two in pairwise(plain) if not matter_kin.EVERYDAY.issuperset(two)),
        frozenset(filter(str.isdecimal, plain)),
        matter_aspects.aspects(reading.words, reading.named),
        matter_state.state(text, reading),
    )


def _compared(one: _Text, other: _Text) -> Alike | None:
    elsewhere = matter_places.elsewhere(one.places, other.places)
    if elsewhere or (one.hours and other.hours and not one.hours & other.hours):
        return None
    if one.words == other.words and one.words:
        return Alike(100, _both(one.reading, other.reading))
    if _opposite(one, other):
        return None
    if _whole(one, other):
        return Alike(_WHOLE, _both(one.reading, other.reading))
    total = _START + sum(_WEIGHTS[name] * sign for name, sign in _signs(one, other).items())
    percent = min(99, round(100 / (1 + math.exp(-total))))
    return Alike(percent, _both(one.reading, other.reading)) if percent >= ALIKE else None


def _opposite(one: _Text, other: _Text) -> bool:
    """Tell whether one says that it is well or done, and the other that it is not."""
    agreement = matter_state.agreement(one.state, other.state)
    return agreement < _CONTRARY or (agreement < _ONE_STATE and any(_contrary(one.reading, other.reading).values()))


def _whole(one: _Text, other: _Text) -> bool:
    """Tell whether all that one says stands in the other, that says little of the state besides."""
    shorter, longer = sorted((one.words, other.words), key=len)
    return len(shorter) >= _LEAST_WHOLE and shorter <= longer and _TURNING.isdisjoint(longer - shorter)


def _signs(one: _Text, other: _Text) -> dict[str, float]:
    """The signs that two texts are of one matter, or are not."""
    a, b = one.reading, other.reading
    things, mine, theirs = _shared_things(a, b), _troubles(a), _troubles(b)
    troubles = _shared_troubles(a, b, mine, theirs)
    named = things & (_named(a) | _named(b))
    agree = _things_agree(named, things, (_named(a) - things - b.maybe, _named(b) - things - a.maybe))
    left = [bool(_objects(x) - things - y.maybe) for x, y in ((a, b), (b, a))]
    shared = one.saying & other.saying
    agreement = matter_state.agreement(one.state, other.state)
    well = [1 / (1 + math.exp(-state)) for state in (one.state, other.state)]
    return {
        "aspects": matter_aspects.closeness(one.aspects, other.aspects),
        "aspect": matter_aspects.best(one.aspects, other.aspects),
        "saying": min(len(shared), 6),
        "named": min(len(named), 2),
        "people": min(len(things) - len(named), 2),
        "troubles": min(len(troubles), 3),
        "others": min(len(a.others.keys() & b.others.keys()), 3),
        "number": bool(one.numbers & other.numbers),
        "state": agreement,
        "states apart": abs(well[0] - well[1]),
        "unsaid": min(len(one.saying - shared), len(other.saying - shared), 6),
        "each another thing": left == [True, True],
        "trouble of anything": left == [True, True] and bool(troubles) and troubles <= matter_kin.ANYWHERE,
        "one another thing": left[0] != left[1],
        "other things": agree == "others",
        "no things": agree == "none",
        "people alone": agree == "people",
        "other troubles": _other_troubles(troubles, mine, theirs),
        "another of a class": any(kind in matter_kin.APART for kind in _unlike(a, b)),
        "length": min(len(one.saying), len(other.saying)),
        "told troubles": min(len(mine), len(theirs), 3),
        "word for word": min(len(one.pairs & other.pairs), 6),
        "words": len(one.words & other.words) / max(1, min(len(one.words), len(other.words))),
        **_contrary(a, b),
    }


def _named(reading: Reading) -> set[str]:
    return {name for name, kind in reading.things.items() if kind not in matter_kin.TOGETHER}


def _things_agree(named: Set[str], things: Set[str], left: tuple[Set[str], Set[str]]) -> str:
    """How the things agree: all that one names, in part, kin, others, people alone, one names none."""
    if named:
        return "part" if left[0] and left[1] else "all"
    if left[0] and left[1]:
        return "kin" if any(left[0] & kin and left[1] & kin for kin in matter_kin.KIN) else "others"
    return "people" if things else "none"


def _other_troubles(troubles: Set[str], mine: Set[str], theirs: Set[str]) -> bool:
    """Tell whether each names troubles, and none that people name for one of the other's."""
    if troubles or not (mine and theirs):
        return False
    akin = any(mine & akin and theirs & akin for akin in matter_kin.AKIN)
    return not akin or bool((mine | theirs) & matter_kin.CRIMES)


def _both(one: Reading, other: Reading) -> tuple[str, ...]:
    names = (*_shared_things(one, other), *_shared_troubles(one, other, _troubles(one), _troubles(other)))
    said = dict.fromkeys((one.said.get(name) or other.said.get(name) or name).lower() for name in sorted(names))
    return (*said, *(word for word in one.others if word in other.others))


def _shared_things(one: Reading, other: Reading) -> set[str]:
    sure = one.things.keys() & other.things.keys()
    return sure | (one.things.keys() & other.maybe) | (other.things.keys() & one.maybe)


def _troubles(reading: Reading) -> set[str]:
    named = (reading.troubles.keys() - {"chung", ""}) | ({"giá"} if reading.directions else set())
    return (named - matter_kin.REACTIONS) or named


def _shared_troubles(one: Reading, other: Reading, mine: set[str], theirs: set[str]) -> set[str]:
    shared = (mine & theirs) | (mine & other.maybe) | (theirs & one.maybe)
    if mine and theirs and (mine ^ theirs) & matter_kin.CRIMES and not mine & theirs & matter_kin.CRIMES:
        return set()
    if one.lacking and other.lacking and not one.lacking & other.lacking:
        shared.discard("thiếu")  # "thiếu thuốc", "thiếu giường"
    return shared


_CONTRARIES = ("well and not", "well and unsaid", "up and down", "done and missed", "denied", "there and gone")


def _contrary(one: Reading, other: Reading) -> dict[str, bool]:
    """The ways in which one says that it is gone, or the contrary, and the other does not; in the order of `_CONTRARIES`."""
    troubles = one.troubles.keys() & other.troubles.keys()
    return dict(
        zip(
            _CONTRARIES,
            (
                one.well * other.well == -1,
                {one.well, other.well} == {0, 1} and not _both_agree(one, other),
                bool(one.directions and other.directions and not one.directions & other.directions),
                _done(one, other) or _done(other, one),
                bool((one.denied - other.denied) & other.stated or (other.denied - one.denied) & one.stated),
                any(one.troubles[name] * other.troubles[name] == -1 for name in troubles),
            ),
            strict=True,
        )
    )


def _done(one: Reading, other: Reading) -> bool:
    """Tell whether one tells of the deed that the other misses: "sửa được máy", "máy hỏng chờ sửa"."""
    return any(
        other.troubles.get(name) == -1 and one.troubles.get(name) != -1 and name not in other.done for name in one.done
    )


def _both_agree(one: Reading, other: Reading) -> bool:
    """Tell whether the good that one speaks of is that people agree, so that the other may say it in other words."""
    good = one if one.well == 1 else other
    return good.praised and "phản đối" in good.troubles


def _objects(reading: Reading) -> set[str]:
    return {name for name, kind in reading.things.items() if kind not in matter_kin.SCENES}


def _unlike(one: Reading, other: Reading) -> Iterable[str]:
    """The classes of which both name things, and none that is the same."""
    mine, theirs = _classes(one), _classes(other)
    for kind in mine.keys() & theirs.keys() - matter_kin.TOGETHER:
        if not (
            mine[kind] & theirs[kind]
            or mine[kind] & other.maybe
            or theirs[kind] & one.maybe
            or any(mine[kind] & kin and theirs[kind] & kin for kin in matter_kin.KIN)
        ):
            yield kind


def _classes(reading: Reading) -> Mapping[str, set[str]]:
    classes: dict[str, set[str]] = defaultdict(set)
    for name, kind in reading.things.items():
        classes[kind].add(name)
    return classes
