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
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from services.issues import matter_places
from services.issues.matter_reading import Reading, read
from texts.fold import fold


def _names(said: str) -> frozenset[str]:
    return frozenset(said.split(", "))


ALIKE = 60
"""From so many per cent on, two texts are proposed as one matter."""
_CANDIDATE = 0.1
_APART = frozenset(("crop", "animal", "goods", "school", "paper", "hazard", "medicine"))
"""Classes of which two different things are two matters: lợn and gà, sổ đỏ and khai sinh."""
_TOGETHER = frozenset(("thing", "people"))
"""Classes of which a report may name several, or none, and mean the same."""
_SCENES = _TOGETHER | {"stream"}
"""Classes that say who and where: what happened there happened to a thing of another class."""
_ANYWHERE = _names(
    "hư hỏng, chậm, chi trả, thiếu, giá, xa, rườm rà, thu tiền, phản đối, mập mờ, bất công, hàng giả, tuyên truyền, sai sót, "
    "lãng phí, thái độ, vắng, không biết dùng, cưỡng ép, bắt giữ, giờ giấc, bỏ hoang, quá đông"
)
"""Troubles that anything may have: they tell a matter only together with the thing."""
_AKIN = (
    frozenset(
        ("chậm", "chi trả", "thiếu", "không trả lời", "trả chậm lương", "treo", "rườm rà", "hứa suông", "từ chối")
    ),
    _names("thu tiền, giá, phản đối, mập mờ, lãng phí, cưỡng ép, hối lộ"),
    _names("hư hỏng, ngập, bỏ hoang, rò nước, dây chùng, cây đổ, xe nặng, tai nạn"),
    _names("hư hỏng, lỗi mạng, điện yếu, rườm rà, chậm"),
    _names("ế, giá"),
    _names("ô nhiễm, nước đục, rác ứ, khói bụi, rò nước, dịch bệnh"),
    _names("tiếng ồn, đánh nhau, đua xe, say rượu"),
    _names("tối, hư hỏng"),
    _names("hạn, mất nước, thiếu, mặn"),
    _names("dịch bệnh, sâu bệnh, thực phẩm bẩn"),
    _names("bất công, mập mờ, sai sót"),
    _names("hình thức, lãng phí, mất việc"),
)
"""Troubles that people name for each other, when they speak of one thing."""
_CRIMES = _names("lừa đảo, trộm, ma túy, cờ bạc, bạo hành")
"""Troubles that a report does not leave unsaid: one that tells of other troubles is of another matter."""
_REACTIONS = _names("phản đối, chung, cưỡng ép, tuyên truyền, hứa suông, không trả lời, bắt giữ, sai quy định")
"""How people and offices take it: no trouble of its own beside another."""
_ALWAYS = -3.7
_WEIGHTS = (1.3, 1.4, -0.4, 1.1, 0.9, 0.9, 0.0, 1.5, 0.9, -1.6, -0.3, 0.2, 0.9, 1.2, 1.7, -0.3, 0.1, -1.1)
"""By logistic regression over the labelled reports of `tests/services/issues`, in the order of `_parts`."""


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
    if _contrary(one.reading, other.reading) or _apart(one.reading, other.reading):
        return None
    if one.words == other.words and one.words:
        return Alike(100, _both(one.reading, other.reading))
    weighed = _ALWAYS + sum(map(operator.mul, _WEIGHTS, _parts(one, other)))
    percent = round(100 / (1 + math.exp(-weighed)))
    return Alike(percent, _both(one.reading, other.reading)) if percent >= ALIKE else None


def _parts(one: _Text, other: _Text) -> Sequence[float]:
    """The parts of likeness, in the order of their weights."""
    from rapidfuzz import fuzz

    a, b = one.reading, other.reading
    things = _shared_things(a, b)
    mine, theirs = _troubles(a), _troubles(b)
    troubles = _shared_troubles(a, b, mine, theirs)
    kinds = [a.things.get(name) or b.things[name] for name in things]
    named = sum(kind not in _TOGETHER for kind in kinds)
    anywhere = len(troubles & _ANYWHERE)
    akin = not troubles and any(mine & group and theirs & group for group in _AKIN)
    others = a.others.keys() & b.others.keys()
    left = [len((read.things.keys() - things) | (read.others.keys() - others)) for read in (a, b)]
    return (
        bool(troubles and named),
        bool(troubles and not named),
        bool(named and not troubles),
        min(named, 2),
        min(len(kinds) - named, 2),
        len(things) / max(1, min(len(a.things), len(b.things))),
        min(_unlike_classes(a, b), 2),
        min(len(troubles) - anywhere, 2),
        min(anywhere, 2),
        bool(mine and theirs and not troubles and not akin),
        bool(akin and named),
        bool(mine) != bool(theirs),
        min(len(others), 3),
        len(one.words & other.words) / max(1, min(len(one.words), len(other.words))),
        fuzz.token_set_ratio(_written(a, mine), _written(b, theirs)) / 100,
        not things,
        min(left[0], 4) * min(left[1], 4) / 4,
        _unread(a, b, mine, theirs),
    )


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
    return (named - _REACTIONS) or named


def _shared_troubles(one: Reading, other: Reading, mine: set[str], theirs: set[str]) -> set[str]:
    shared = (mine & theirs) | (mine & other.maybe) | (theirs & one.maybe)
    if mine and theirs and (mine ^ theirs) & _CRIMES and not mine & theirs & _CRIMES:
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
    if any(kind in _APART for kind in _unlike(one, other)):
        return True
    mine, theirs = _objects(one), _objects(other)
    shared = _shared_things(one, other)
    if not (mine - shared - other.maybe and theirs - shared - one.maybe):
        return False
    troubles = _shared_troubles(one, other, _troubles(one), _troubles(other))
    return not (mine & shared or theirs & shared) or troubles <= _ANYWHERE


def _objects(reading: Reading) -> set[str]:
    return {name for name, kind in reading.things.items() if kind not in _SCENES}


def _unlike_classes(one: Reading, other: Reading) -> int:
    return sum(kind not in _APART for kind in _unlike(one, other))


def _unlike(one: Reading, other: Reading) -> Iterable[str]:
    """The classes of which both name things, and none that is the same."""
    mine, theirs = _classes(one), _classes(other)
    for kind in mine.keys() & theirs.keys() - _TOGETHER:
        if not (mine[kind] & theirs[kind] or mine[kind] & other.maybe or theirs[kind] & one.maybe):
            yield kind


def _classes(reading: Reading) -> Mapping[str, set[str]]:
    classes: dict[str, set[str]] = defaultdict(set)
    for name, kind in reading.things.items():
        classes[kind].add(name)
    return classes
