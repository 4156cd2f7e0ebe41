"""The second look: numbers that count a report again that was counted before tell nothing new of fewer than k people.

Three rules (privacy 4). A number that was shown stands until nobody, or at least k reporters, came to it since. What its author
deletes or corrects goes out of no number that was shown with it: the difference would be theirs alone. And where a
period covers others (a month its days), the months' numbers less those of the days are a table of their own, of what the days
hid: no cell of it with fewer than k reporters may follow from its sums. What would tell stands as the days have shown it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from storage.statistics.counted_reports import CountedReport
from storage.statistics.report_sets import Reports, Universe, union
from storage.statistics.suppression import K

_KEPT_BACK = "kept back"
"""The column of what the rows that stand keep back: the total less all that is shown."""
TOTAL = "all"
"""The table of one cell: all reports of a period."""
_LATE = "late"
"""The column of what came too late for its day: the total less those of the days."""


@dataclass(frozen=True, slots=True)
class Shown:
    """The cells that one digest showed: by table ("topic", "topic:land" for its streams) the cells whose numbers stood in it.

    Each cell with its number, in per cent where it is a stream's. reports: the revision of each report that it counted, by
    id. named: by table the cells that were named in it, with a number or without. units: how many units it said that reported.
    """

    reports: Mapping[int, int]
    cells: Mapping[str, Mapping[str, int]]
    named: Mapping[str, frozenset[str]]
    units: int | None = None
    leading: Mapping[str, str | None] = field(default_factory=dict)
    """By place what it said most reports were about."""
    elsewhere: Mapping[int, CountedReport | None] = field(default_factory=dict)
    """Reports of other days that it counted as well, by id: its numbers are of more than the period. None: taken back since."""


Cells = Mapping[str, Reports]


class SecondLook:
    """All that was shown before of the reports of a period, the oldest first.

    parts: it was shown of shorter periods, one after the other (a month's days), and not of the same one.
    """

    def __init__(self, earlier: Sequence[Shown] = (), *, parts: bool = False) -> None:
        self._earlier = earlier
        self._parts = parts
        self._kept_back: dict[str, dict[str, Reports]] = {}
        self._gone: dict[str, dict[str, int]] = {}
        self._seen: tuple[Universe, Sequence[Reports], Reports] | None = None
        self._there: Reports | None = None
        """The reports of the table that is counted."""
        self._corrected = False
        """Reports of k people at least were corrected since."""

    def counted(
        self,
        table: str,
        cells: Cells,
        heard: Reports,
        then: Callable[[Shown], Cells] | None = None,
        *,
        shares: bool = False,
    ) -> dict[str, Reports]:
        """The reports of each cell as far as its number may have moved. cells: those of the universe of all that was `heard`.

        then: what the cells of reports were in a look. shares: its numbers are per cents, which stand or fall with the number
        of the matter (`standing`).
        """
        there = self._there = self._as_counted(heard)
        inside = {name: found for name, all_ in cells.items() if (found := all_ & there)}
        for shown in () if shares else self._earlier:
            for name in shown.cells.get(table, ()):
                inside.setdefault(name, heard.none())  # all that was in it may be gone
        gone: dict[str, int] = {}
        self._gone[table] = gone
        if self._parts:
            rows = [self._row(table, name, found, cells, then, shares) for name, found in inside.items()]
            for row in rows:
                row.stands = 0 < row.came < K
                row.gone += 0 if row.stands else row.gone_apart
                if any(_LATE in other.columns for other in rows):
                    row.columns.setdefault(_LATE, heard.none())  # who knows how many came late knows not on what
            if table != TOTAL:  # what a part hid of it is in no other sum
                _settle(rows)
            self._kept_back[table] = {row.name: row.rest for row in rows if row.stands and row.rest}
            for row in rows if self._corrected else ():
                row.gone = 0 if row.gone >= K else row.gone
            gone |= {row.name: row.gone for row in rows if row.gone}
            return {row.name: row.counted for row in rows if row.counted or row.gone}
        moved = {name: self._step(table, name, found, shares) for name, found in inside.items()}
        return {name: found for name, found in moved.items() if found or name in gone}

    def _as_counted(self, heard: Reports) -> Reports:
        """The reports but those that were corrected since a look: they stand in its numbers as they were, as deleted ones do.

        Where so many people's were corrected since a part of the period was told, they are counted as they are now.
        """
        changed = heard & self._look(heard)[1]
        self._corrected = self._parts and len(changed.people(K)) >= K
        return heard if self._corrected else heard - changed

    def _look(self, heard: Reports) -> tuple[Sequence[Reports], Reports]:
        """The reports that each look counted, and those that are not in the revision that the newest look counted."""
        if self._seen is None or self._seen[0] is not heard.universe:
            universe = heard.universe
            seen = [universe.having(shown.reports) for shown in self._earlier]
            now = universe.revised
            last = {number: revision for shown in self._earlier for number, revision in shown.reports.items()}
            changed = [number for number, revision in last.items() if revision != now.get(number, 1)]
            self._seen = universe, seen, universe.having(changed)
        return self._seen[1], self._seen[2]

    def gone(self, table: str) -> Mapping[str, int]:
        """How many reports a cell's number counts that are there no more, or say something else now; after `counted`."""
        return self._gone.get(table, {})

    @property
    def units(self) -> int:
        """The most units that a look said had reported."""
        return 0 if self._parts else max((shown.units or 0 for shown in self._earlier), default=0)

    def kept_back(self, table: str) -> Cells:
        """The reports in a table's total and not in the numbers of its cells, by cell; after `counted`."""
        return self._kept_back.get(table, {})

    def may_be_named(self, table: str, name: str) -> bool:
        """True if a cell without a number may be named: one that is new in a second look tells who came since."""
        if self._parts or not self._earlier:
            return True
        return any(name in shown.named.get(table, ()) for shown in self._earlier)

    def standing(self, table: str, name: str, number: int | None) -> Shown | None:
        """The look whose number of a cell stands: what it said beside that number stands too."""
        looks = [shown for shown in self._earlier if name in shown.cells.get(table, ())]
        if not looks or (self._parts and len(looks) > 1) or looks[-1].cells[table][name] != number:
            return None
        return looks[-1]

    def _step(self, table: str, name: str, inside: Reports, shares: bool) -> Reports:
        """The number as it moved from look to look, and as it stands in this one."""
        stands: Reports | None = None
        before: int | None = None
        gone = 0
        for shown, seen in zip(self._earlier, self._look(inside)[0], strict=True):
            number = shown.cells.get(table, {}).get(name)
            if number is None:
                continue
            there = inside & seen
            if shares:
                stands = _moved(stands, there)
            elif number != before:  # it moved then, or was shown for the first time
                stands, gone = _as_shown(there, number)[0], max(0, number - len(there))
            before = number
        if gone:
            self._gone[table][name] = gone
        return _moved(stands, inside)

    def _row(
        self,
        table: str,
        name: str,
        inside: Reports,
        all_cells: Cells,
        then: Callable[[Shown], Cells] | None,
        shares: bool,
    ) -> _Row:
        """A number of the whole, and by which part each report of it was shown or hidden."""
        nobody = inside.none()
        known, corrected, left = nobody, nobody, inside
        columns: dict[Hashable, Reports] = {}
        gone, gone_apart = 0, 0
        for number, (shown, seen) in enumerate(zip(self._earlier, self._look(inside)[0], strict=True)):
            there = left & seen
            left -= there
            named = then(shown) if then is not None and (there or shown.elsewhere) else None
            cells = shown.cells.get(table, {})
            called = there if named is None else there & named.get(name, nobody)
            if name in cells and shown.elsewhere and not shares:
                gone_apart += self._gone_of(shown, cells[name] - len(called), name, named or all_cells)
            if name in cells and not shown.elsewhere and len(called) == len(there):
                stood, since = _as_shown(there, len(there) if shares else cells[name])
                known, corrected = known | stood, corrected | since
                gone += 0 if shares else cells[name] - len(stood)
                continue
            if shown.reports and not shown.named.get(table):
                columns[number, None] = nobody  # it said nothing at all, so that any name may have been in it
            for part, of_it in {name: there}.items() if named is None else named.items():
                if found := there & of_it:
                    column = number, part if part in cells else None
                    columns[column] = columns.get(column, nobody) | found
        if left or corrected:
            columns[_LATE] = left | corrected
        return _Row(name, known, inside, columns, gone, gone_apart)

    def _gone_of(self, shown: Shown, rest: int, name: str, cells: Cells) -> int:
        """How many of a number are there no more of this period, where it was of other days too. rest: all but who is there."""
        assert self._there is not None
        universe = self._there.universe
        own = shown.reports.keys() - shown.elsewhere.keys()
        lost = len(own) - len(universe.having(own) & self._there)
        others = universe.others_having(number for number, report in shown.elsewhere.items() if report is not None)
        return max(0, min(rest - len(others & cells.get(name, others.none())), lost))


@dataclass(slots=True)
class _Row:
    """One cell: what the parts have `shown` of the reports `inside`, and who sent the rest, by what hid it."""

    name: str
    shown: Reports
    inside: Reports
    columns: dict[Hashable, Reports]
    gone: int
    """How many reports the parts have shown in it that are there no more, or say something else now."""
    gone_apart: int
    """The same of parts whose numbers are of other days too, which no number of this row was shown of alone."""
    stands: bool = field(default=False)

    @property
    def counted(self) -> Reports:
        return self.shown if self.stands else self.inside

    @property
    def rest(self) -> Reports:
        return self.inside - self.shown

    @property
    def unexplained(self) -> Reports:
        return union(list(self.columns.values()), self.inside.none())

    @property
    def came(self) -> int:
        """How many people are behind what no part has shown: up to k."""
        return len(self.unexplained.people(K))

    def unknown(self) -> list[tuple[Hashable, bool]]:
        """The columns in which this row has an unknown number, and whether it is of few people."""
        found: list[tuple[Hashable, bool]] = [
            (column, 0 < len(who.people(K)) < K) for column, who in self.columns.items()
        ]
        return [*found, (_KEPT_BACK, False)] if self.stands else found


def _settle(rows: Sequence[_Row]) -> None:
    """Let rows stand until no number of few people follows from the sums of rows and columns."""
    while True:
        near = _near(rows)
        told = next((row for row in rows for column, few in row.unknown() if few and _follows(near, row, column)), None)
        if told is None:
            return
        together = _reached(near, ("row", told.name))
        moving = [row for row in rows if row.came and not row.stands and ("row", row.name) in together]
        if not moving:
            return
        min(moving, key=lambda row: (len(row.unexplained.people()), row.name)).stands = True


def _near(rows: Iterable[_Row]) -> Mapping[Hashable, list[Hashable]]:
    """Unknown numbers as a graph: each joins its row and its column, whose sums are known."""
    near: dict[Hashable, list[Hashable]] = defaultdict(list)
    for row in rows:
        for column, _ in row.unknown():
            near["row", row.name].append(column)
            near[column].append(("row", row.name))
    return near


def _follows(near: Mapping[Hashable, list[Hashable]], row: _Row, column: Hashable) -> bool:
    """True if the sums leave one value for a number: it lies on no circle of unknown ones (Gusfield 1988)."""
    return column not in _reached(near, ("row", row.name), column)


def _reached(near: Mapping[Hashable, list[Hashable]], start: Hashable, but: Hashable = None) -> set[Hashable]:
    """All that hangs together with a row, without the unknown number between it and one column."""
    found, waiting = {start}, [start]
    while waiting:
        here = waiting.pop()
        for there in near[here]:
            if there not in found and not (here == start and there == but):
                found.add(there)
                waiting.append(there)
    return found


def _as_shown(there: Reports, number: int) -> tuple[Reports, Reports]:
    """The reports behind a number that was shown, and those that a correction has brought there since."""
    if len(there) <= number:
        return there, there.none()
    revised = there.universe.revised
    by_age = sorted(there.ids(), key=lambda report: (revised.get(report, 1), report))
    stood = there.universe.having(by_age[:number])
    return stood, there - stood


def _moved(stands: Reports | None, now: Reports) -> Reports:
    if stands is None:
        return now
    return stands if len((now - stands).people(K)) < K else now
