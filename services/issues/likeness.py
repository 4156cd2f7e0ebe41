"""Likeness of what reports say, so that those on one matter can be proposed for one issue.

No measure of letters separates a matter from its opposite ("chưa sửa", "đã sửa xong"), from another trouble of the same
thing, or from the same trouble of another. So a text is read for what it speaks of (`matter_reading`, by the words of the
field): things, each of a class; troubles, and whether they are there or gone; numbers and names of places. What says the
contrary, names another place or another thing of a class is never one matter; what is left is weighed, by weights that a
logistic regression over the labelled reports of the tests gave. RapidFuzz compares what was read. People confirm.
"""

from __future__ import annotations

import math
import operator
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import dataclass

from services.issues import matter_kin, matter_places
from services.issues.matter_reading import Reading, read
from texts.fold import fold

ALIKE = 60
"""From so many per cent on, two texts are proposed as one matter."""
_CANDIDATE = 0.1
_TABLE = {
    "all+same": -1.4,
    "all+anything": -1.7,
    "all+akin": -2.6,
    "all+one": -2.5,
    "all+unread": -1.8,
    "part+same": -2.5,
    "part+anything": -2.7,
    "kin+same": -1.9,
    "people+same": -1.6,
    "people+anything": -2.1,
    "people+akin": -3.0,
    "people+one": -3.1,
    "none+same": -1.3,
}
"""Log odds by how things and troubles agree. What is not here is never one: of the labelled pairs less than two of five are."""
_WEIGHTS = (0.3, 0.7, 0.5, 0.1, 1.2, 1.8, -1.0, -0.1, -0.5, 0.6, -1.5, -0.3, -0.5, 0.8, 1.2, -0.4)
"""How much each part of likeness counts, in the order of `_parts`. Both by logistic regression over the labelled reports of the
tests, a fifth of the words of the field forgotten, as in reports that nobody has seen."""


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


def nearest(known: Iterable[str], texts: Mapping[int, str]) -> dict[int, Alike]:
    """Those of some texts, by their key, that are like one of the known texts; the contrary of none of them."""
    mine = [_read(text) for text in known]
    found: dict[int, Alike] = {}
    for key, text in texts.items():
        said = _read(text)
        compared = [_compared(one, said) for one in mine]
        alike = [one for one in compared if one is not None]
        if alike and not any(_contrary(one.reading, said.reading) for one in mine):
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
    return _Text(reading, places, matter_places.hours(text), frozenset(fold(text).split()))


def _compared(one: _Text, other: _Text) -> Alike | None:
    elsewhere = matter_places.elsewhere(one.places, other.places)
    if elsewhere or (one.hours and other.hours and not one.hours & other.hours):
        return None
    if _contrary(one.reading, other.reading) or any(
        kind in matter_kin.APART for kind in _unlike(one.reading, other.reading)
    ):
        return None
    if one.words == other.words and one.words:
        return Alike(100, _both(one.reading, other.reading))
    agree, parts = _parts(one, other)
    if agree not in _TABLE:
        return None
    percent = round(100 / (1 + math.exp(-_TABLE[agree] - sum(map(operator.mul, _WEIGHTS, parts)))))
    return Alike(percent, _both(one.reading, other.reading)) if percent >= ALIKE else None


def _parts(one: _Text, other: _Text) -> tuple[str, Sequence[float]]:
    """How things and troubles agree, as `_TABLE` has it, and the parts of likeness in the order of their weights."""
    from rapidfuzz import fuzz

    a, b = one.reading, other.reading
    things, mine, theirs = _shared_things(a, b), _troubles(a), _troubles(b)
    troubles = _shared_troubles(a, b, mine, theirs)
    named = things & (_named(a) | _named(b))
    left = (_named(a) - things - b.maybe, _named(b) - things - a.maybe)
    others = a.others.keys() & b.others.keys()
    agree = _things_agree(named, things, left) + _troubles_agree(troubles, mine, theirs)
    return agree, (
        min(len(named), 2),
        min(len(things) - len(named), 2),
        min(len(troubles), 3),
        min(len(others), 3),
        len(one.words & other.words) / max(1, min(len(one.words), len(other.words))),
        fuzz.token_set_ratio(_written(a, mine), _written(b, theirs)) / 100,
        min(_unlike_classes(a, b), 2),
        _unread(a, b, mine, theirs),
        min(len(mine - troubles), len(theirs - troubles), 2),
        a.well == b.well != 0,
        a.well == b.well == 1,
        a.well != b.well and a.well * b.well == 0,
        _apart(a, b),
        len(things) / max(1, min(len(a.things), len(b.things))),
        len(troubles) / max(1, min(len(mine), len(theirs))),
        min(len(mine), len(theirs), 3),
    )


def _named(reading: Reading) -> set[str]:
    return {name for name, kind in reading.things.items() if kind not in matter_kin.TOGETHER}


def _things_agree(named: Set[str], things: Set[str], left: tuple[Set[str], Set[str]]) -> str:
    """How the things agree: all that one names, in part, kin, others, people alone, one names none."""
    if named:
        return "part" if left[0] and left[1] else "all"
    if left[0] and left[1]:
        return "kin" if any(left[0] & kin and left[1] & kin for kin in matter_kin.KIN) else "others"
    return "people" if things else "none"


def _troubles_agree(troubles: Set[str], mine: Set[str], theirs: Set[str]) -> str:
    """How the troubles agree: the same, the same that anything has, akin, none read, read of one alone, others."""
    if troubles:
        return "+anything" if troubles <= matter_kin.ANYWHERE else "+same"
    if any(mine & akin and theirs & akin for akin in matter_kin.AKIN) and not (mine | theirs) & matter_kin.CRIMES:
        return "+akin"
    return "+others" if mine and theirs else "+one" if mine or theirs else "+unread"


def _unread(one: Reading, other: Reading, mine: set[str], theirs: set[str]) -> bool:
    """Tell whether one names no trouble, but a thing that the other, with a trouble, does not: "kênh vỡ bờ", "kênh đầy rác"."""
    if bool(mine) == bool(theirs):
        return False
    unread, told = (other, one) if mine else (one, other)
    return bool(_objects(unread) - _objects(told) - told.maybe)


def _written(reading: Reading, troubles: Iterable[str]) -> str:
    """All that was read, a word each, for the comparison of words."""
    names = [name.replace(" ", "_") for name in (*sorted(reading.things), *sorted(troubles))]
    return " ".join((*names, *reading.others))


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


def _contrary(one: Reading, other: Reading) -> bool:
    """Tell whether one says that it is gone, or the contrary, and the other does not."""
    if one.well * other.well == -1 or ({one.well, other.well} == {0, 1} and not _both_agree(one, other)):
        return True
    if one.directions and other.directions and not one.directions & other.directions:
        return True
    if _done(one, other) or _done(other, one):
        return True
    if (one.denied - other.denied) & other.stated or (other.denied - one.denied) & one.stated:
        return True
    return any(one.troubles[name] * other.troubles[name] == -1 for name in one.troubles.keys() & other.troubles.keys())


def _done(one: Reading, other: Reading) -> bool:
    """Tell whether one tells of the deed that the other misses: "sửa được máy", "máy hỏng chờ sửa"."""
    return any(
        other.troubles.get(name) == -1 and one.troubles.get(name) != -1 and name not in other.done for name in one.done
    )


def _both_agree(one: Reading, other: Reading) -> bool:
    """Tell whether the good that one speaks of is that people agree, so that the other may say it in other words."""
    good = one if one.well == 1 else other
    return good.praised and "phản đối" in good.troubles


def _apart(one: Reading, other: Reading) -> bool:
    """Tell whether they speak of two things of a class of which a matter has one, or each of a thing of its own.

    What anything may have ("hỏng", "giá", "thiếu") joins no two things: a bridge that a flood took is not the crops it took.
    """
    if any(kind in matter_kin.APART for kind in _unlike(one, other)):
        return True
    mine, theirs = _objects(one), _objects(other)
    shared = _shared_things(one, other)
    if not (mine - shared - other.maybe and theirs - shared - one.maybe):
        return False
    troubles = _shared_troubles(one, other, _troubles(one), _troubles(other))
    return not (mine & shared or theirs & shared) or troubles <= matter_kin.ANYWHERE


def _objects(reading: Reading) -> set[str]:
    return {name for name, kind in reading.things.items() if kind not in matter_kin.SCENES}


def _unlike_classes(one: Reading, other: Reading) -> int:
    return sum(kind not in matter_kin.APART for kind in _unlike(one, other))


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
