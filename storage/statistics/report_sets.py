"""Sets of reports, each the bits of one number: counting a set is `bit_count`, and a cross of two questions is `&`.

No reporter is among the bits. From how many people a set is, is asked of the reporters' own table, of as few of its reports as
it takes: a number that may be shown is of k people, and the first handful of reports is from those nearly always.
"""

from __future__ import annotations

import re
from array import array
from bisect import bisect_right
from collections.abc import Callable, Collection, Hashable, Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from itertools import accumulate, chain, compress, islice

from storage.statistics.counted_reports import STANCES, CountedReport
from storage.statistics.packed_days import PLACE, REVISION, PackedDay, pack, unpack

_LOW = (1 << 65_536) - 1
_FILLED = re.compile(rb"[^\0]")
_DIGITS = bytes.maketrans(b"01", b"\0\1")
_FIRST, _MORE, _MOST = 6, 8, 5_000
"""Reports whose reporters are asked for at once: at first, how many times as many each time after, and at most."""
_UNKNOWN, _NOBODY = 0, 1

Links = Callable[[Sequence[int]], Mapping[int, Hashable]]
"""The reporters of these reports, by report; of none whose link was cut."""


class Universe:
    """All reports that are counted together, in days; and after them `others`, that only an earlier digest counted."""

    def __init__(
        self,
        days: Sequence[PackedDay],
        links: Links,
        everybody: Callable[[], int],
        others: PackedDay | None = None,
    ) -> None:
        self._days = [*days, others] if others is not None else list(days)
        self._links = links
        self._everybody = everybody
        self._others = others
        self._bytes = sum(day.size for day in self._days)
        self._cells: dict[str, Mapping[str, Reports]] = {}
        self._size = 8 * self._bytes
        self._begins = [8 * begin for begin in accumulate((day.size for day in self._days), initial=0)]
        self._opened: dict[int, array[int]] = {}
        self._who = array("I", bytes(4 * self._size))
        self._people: dict[Hashable, int] = {}
        self._names: list[Hashable] = [None, None]
        self._nobody = 0
        self._asked = 0
        self._all_people: dict[int, frozenset[Hashable]] = {}

    def _id(self, at: int) -> int:
        """The report at a place, 0 for none. Few are asked for, of few days, so that not all are opened."""
        number = bisect_right(self._begins, at) - 1
        ids = self._opened.get(number)
        if ids is None:
            ids = self._opened[number] = self._days[number].ids
        return ids[at - self._begins[number]]

    @cached_property
    def _places(self) -> dict[int, int]:
        there = self._size - (8 * self._others.size if self._others is not None else 0)
        return {number: at for at, number in enumerate(islice(self._all_ids(), there)) if number}

    def _all_ids(self) -> Iterator[int]:
        return chain.from_iterable(day.ids for day in self._days)

    @cached_property
    def _other_places(self) -> dict[int, int]:
        if self._others is None:
            return {}
        return {
            number: at for at, number in enumerate(self._others.ids, 8 * (self._bytes - self._others.size)) if number
        }

    def joined(self, masks: Sequence[bytes]) -> Reports:
        """The set that is given as bits day by day, none of the others in it."""
        return Reports(self, int.from_bytes(b"".join(masks), "little"))

    def cells(self, field: str) -> Mapping[str, Reports]:
        """The reports of each choice of a question."""
        found = self._cells.get(field)
        if found is None:
            joined: dict[str, bytearray] = {}
            begin = 0
            for day in self._days:
                for choice, bits in day.cells(field).items():
                    row = joined.get(choice)
                    if row is None:
                        row = joined[choice] = bytearray(self._bytes)
                    row[begin : begin + day.size] = bits
                begin += day.size
            found = {choice: Reports(self, int.from_bytes(row, "little")) for choice, row in joined.items()}
            self._cells[field] = found
        return found

    @cached_property
    def streams(self) -> Mapping[str, Sequence[tuple[int, Reports]]]:
        """By stance the reports of each per cent, none of those that say nothing of it."""
        found: dict[str, list[tuple[int, Reports]]] = {}
        for stance in STANCES:
            for choice, inside in self.cells(f"share_{stance}").items():
                if (percent := int(float(choice))) > 0:
                    found.setdefault(stance, []).append((percent, inside))
        return found

    @cached_property
    def stances(self) -> Mapping[str, Reports]:
        """By stance the reports that say something of it."""
        return {stance: union([all_ for _, all_ in found], self.all.none()) for stance, found in self.streams.items()}

    @cached_property
    def all(self) -> Reports:
        """Every report, and the others."""
        return union(list(self.cells(PLACE).values()), Reports(self, 0))

    def having(self, ids: Iterable[int]) -> Reports:
        """Those of these reports that are among the days."""
        wanted = list(ids)
        return self._at(at for at in map(self._places.get, wanted) if at is not None) if wanted else Reports(self, 0)

    @cached_property
    def revised(self) -> Mapping[int, int]:
        """The revisions of those reports of the days that are not in their first, by id."""
        return {number: int(at) for at, inside in self.cells(REVISION).items() for number in inside.ids()}

    def others_having(self, ids: Iterable[int]) -> Reports:
        """Those of these reports that are among the others."""
        return self._at(at for at in map(self._other_places.get, ids) if at is not None)

    def _at(self, places: Iterable[int]) -> Reports:
        bits = bytearray(self._bytes)
        for at in places:
            bits[at >> 3] |= 1 << (at & 7)
        return Reports(self, int.from_bytes(bits, "little"))

    def ids(self, bits: int) -> Iterator[int]:
        """The ids of a set, in the order of days and hours."""
        return compress(self._all_ids(), _selectors(bits))

    def meet(self, sets: Iterable[Reports]) -> None:
        """Ask for the first reporters of many sets at once."""
        if self._size > _MOST:
            self._ask({at for reports in sets for at in _first(reports.bits, _FIRST)})

    def people(self, bits: int, most: int | None) -> frozenset[Hashable]:
        """The reporters of a set, or so many of them; all whose link was cut are one of them, None."""
        if most is None:
            return self._all(bits)
        found: set[Hashable] = set()
        if self._size <= _MOST:
            self._ask(())
            for who in compress(self._who, _selectors(bits)):
                found.add(self._names[who])
                if len(found) == most:
                    break
            return frozenset(found)
        asked = _FIRST
        while bits:
            if self._nobody and (cut := bits & self._nobody):
                found.add(None)
                bits ^= cut
            first = _first(bits, asked)
            self._ask(first)
            found.update(self._names[self._who[at]] for at in first)
            if len(found) >= most or len(first) < asked:
                break
            if asked == _MOST:
                bits ^= self._at(first).bits
            asked = min(asked * _MORE, _MOST)
        return frozenset(islice(found, most))

    def _all(self, bits: int) -> frozenset[Hashable]:
        found = self._all_people.get(bits)
        if found is None:
            self._ask(() if self._size <= _MOST else _positions(bits ^ (bits & self._asked)))
            found = frozenset(self._names[who] for who in set(compress(self._who, _selectors(bits))))
            if self._size > _MOST:
                self._all_people[bits] = found
        return found

    @cached_property
    def most_people(self) -> int:
        """More people than this have reported nothing: all who ever did, and one for those whose link was cut."""
        return self._everybody() + 1

    def _ask(self, places: Iterable[int]) -> None:
        if self._size <= _MOST:  # one question of all is quicker than many of some
            places = () if self._people or self._nobody else range(self._size)
        unknown = [at for at in places if self._who[at] == _UNKNOWN]
        for begin in range(0, len(unknown), _MOST):
            asked = {at: number for at in unknown[begin : begin + _MOST] if (number := self._id(at))}
            self._learn(asked, self._links(list(asked.values())))

    def _learn(self, asked: Mapping[int, int], found: Mapping[int, Hashable]) -> None:
        cut = []
        for at, report_id in asked.items():
            reporter = found.get(report_id)
            if reporter is None:
                self._who[at] = _NOBODY
                cut.append(at)
                continue
            number = self._people.get(reporter)
            if number is None:
                number = self._people[reporter] = len(self._names)
                self._names.append(reporter)
            self._who[at] = number
        self._asked |= self._at(asked).bits
        if cut:
            self._nobody |= self._at(cut).bits


class Reports:
    """A set of reports of one universe."""

    __slots__ = ("_count", "bits", "universe")

    def __init__(self, universe: Universe, bits: int) -> None:
        self.universe, self.bits = universe, bits
        self._count: int | None = None

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Reports) and other.universe is self.universe and other.bits == self.bits

    def __hash__(self) -> int:
        return hash(self.bits)

    def __len__(self) -> int:
        if self._count is None:
            self._count = self.bits.bit_count()
        return self._count

    def __bool__(self) -> bool:
        return self.bits != 0

    def __and__(self, other: Reports) -> Reports:
        return Reports(self.universe, self.bits & other.bits)

    def __or__(self, other: Reports) -> Reports:
        return Reports(self.universe, self.bits | other.bits)

    def __sub__(self, other: Reports) -> Reports:
        return Reports(self.universe, self.bits ^ (self.bits & other.bits)) if other.bits else self

    def less(self, part: Reports) -> Reports:
        """The same as `-` of a set that lies within this one."""
        found = Reports(self.universe, self.bits ^ part.bits)
        found._count = len(self) - len(part)
        return found

    def none(self) -> Reports:
        """The empty set."""
        return Reports(self.universe, 0)

    def cells(self, field: str) -> dict[str, Reports]:
        """Those of each choice of a question that anybody of them made."""
        inside = {choice: self & all_ for choice, all_ in self.universe.cells(field).items()}
        return {choice: found for choice, found in inside.items() if found}

    def ids(self) -> list[int]:
        """The ids, in the order of days and hours."""
        return list(self.universe.ids(self.bits))

    def people(self, most: int | None = None) -> frozenset[Hashable]:
        """The reporters, or so many of them: keys that are equal for one person, and leave storage never."""
        return self.universe.people(self.bits, most)

    def percent(self, stance: str) -> int:
        """The sum of what they estimate of a stance, in per cents."""
        return sum(percent * len(self & inside) for percent, inside in self.universe.streams.get(stance, ()))


def of(reports: Iterable[CountedReport]) -> Reports:
    """The set of reports that were read one by one, in a universe of their own."""
    known = {report.report_id: report for report in reports}
    day = unpack(pack(known.values()))

    def links(ids: Sequence[int]) -> Mapping[int, Hashable]:
        return {number: known[number].reporter for number in ids}

    universe = Universe([day], links, lambda: len({report.reporter for report in known.values()}))
    return universe.having(known)


def union(sets: Collection[Reports], empty: Reports) -> Reports:
    """All that is in any of these sets."""
    bits = empty.bits
    for reports in sets:
        bits |= reports.bits
    return Reports(empty.universe, bits)


def _selectors(bits: int) -> bytes:
    return bin(bits)[:1:-1].encode().translate(_DIGITS)


def _positions(bits: int) -> list[int]:
    return list(compress(range(bits.bit_length()), _selectors(bits)))


def _first(bits: int, most: int) -> list[int]:
    low = bits & _LOW
    if low.bit_count() < most:
        low = bits
    data = low.to_bytes(-(-low.bit_length() // 8), "little")
    found = list[int]()
    for match in _FILLED.finditer(data):
        begin, byte = 8 * match.start(), data[match.start()]
        found += [begin + bit for bit in range(8) if byte >> bit & 1]
        if len(found) >= most:
            break
    return found[:most]
