"""The second look by lists of reports."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from storage.statistics.counted_reports import CountedReport
from storage.statistics.second_look import TOTAL as TOTAL
from storage.statistics.second_look import Shown as Shown
from storage.statistics.suppression import K

_KEPT_BACK = "kept back"
"""The column of what the rows that stand keep back: the total less all that is shown."""
_LATE = "late"
"""The column of what came too late for its day: the total less those of the days."""


Names = Callable[[CountedReport], Iterable[str]]


class SecondLook:
    """All that was shown before of the reports of a period, the oldest first.

    parts: it was shown of shorter periods, one after the other (a month's days), and not of the same one.
    """

    def __init__(self, earlier: Sequence[Shown] = (), *, parts: bool = False) -> None:
        self._earlier = earlier
        self._parts = parts
        self._kept_back: dict[str, dict[str, list[CountedReport]]] = {}
        self._gone: dict[str, dict[str, int]] = {}
        self._there: set[int] = set()
        """The reports of the table that is counted."""
        self._corrected = False
        """Whether reports of k people at least were corrected since."""

    def counted(
        self,
        table: str,
        heard: Iterable[CountedReport],
        names: Names,
        then: Callable[[Shown], Names] | None = None,
        *,
        shares: bool = False,
    ) -> dict[str, list[CountedReport]]:
        """The reports of each cell as far as its number may have moved. then: what a look called the cells of a report.

        shares: its numbers are per cents, which stand or fall with the number of the matter (`standing`).
        """
        cells: dict[str, list[CountedReport]] = defaultdict(list)
        there = self._as_counted(heard)
        self._there = {report.report_id for report in there}
        for report in there:
            for name in names(report):
                cells[name].append(report)
        for shown in () if shares else self._earlier:
            for name in shown.cells.get(table, ()):
                cells.setdefault(name, [])  # all that was in it may be gone
        gone: dict[str, int] = {}
        self._gone[table] = gone
        if self._parts:
            rows = [self._row(table, name, inside, names, then, shares) for name, inside in cells.items()]
            for row in rows:
                row.stands = 0 < row.came < K
                row.gone += 0 if row.stands else row.gone_apart
                if any(_LATE in other.columns for other in rows):
                    row.columns.setdefault(_LATE, set())  # who knows how many came late knows not on what
            if table != TOTAL:  # what a part hid of it is in no other sum
                _settle(rows)
            self._kept_back[table] = {row.name: row.rest for row in rows if row.stands and row.rest}
            for row in rows if self._corrected else ():
                row.gone = 0 if row.gone >= K else row.gone
            gone |= {row.name: row.gone for row in rows if row.gone}
            return {row.name: row.counted for row in rows if row.counted or row.gone}
        found = {name: self._step(table, name, inside, shares) for name, inside in cells.items()}
        return {name: inside for name, inside in found.items() if inside or name in gone}

    def _as_counted(self, heard: Iterable[CountedReport]) -> list[CountedReport]:
        """The reports but those that were corrected since a look: they stand in its numbers as they were, as deleted ones do.

        Where so many people's were corrected since a part of the period was told, they are counted as they are now.
        """
        found = list(heard)
        used = {number: revision for shown in self._earlier for number, revision in shown.reports.items()}
        changed = {one.report_id for one in found if used.get(one.report_id, one.revision) != one.revision}
        self._corrected = self._parts and len({one.reporter for one in found if one.report_id in changed}) >= K
        if self._corrected:
            return found
        return [one for one in found if one.report_id not in changed]

    def gone(self, table: str) -> Mapping[str, int]:
        """How many reports a cell's number counts that are there no more, or say something else now; after `counted`."""
        return self._gone.get(table, {})

    @property
    def units(self) -> int:
        """The most units that a look said had reported."""
        return 0 if self._parts else max((shown.units or 0 for shown in self._earlier), default=0)

    def kept_back(self, table: str) -> Mapping[str, list[CountedReport]]:
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

    def _step(self, table: str, name: str, inside: list[CountedReport], shares: bool) -> list[CountedReport]:
        """The number as it moved from look to look, and as it stands in this one."""
        stands: list[CountedReport] | None = None
        before: int | None = None
        gone = 0
        for shown in self._earlier:
            number = shown.cells.get(table, {}).get(name)
            if number is None:
                continue
            there = [report for report in inside if report.report_id in shown.reports]
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
        inside: list[CountedReport],
        names: Names,
        then: Callable[[Shown], Names] | None,
        shares: bool,
    ) -> _Row:
        """A number of the whole, and by which part each report of it was shown or hidden."""
        known: list[CountedReport] = []
        columns: dict[Hashable, set[bytes | None]] = {}
        left = {report.report_id: report for report in inside}
        gone, gone_apart, corrected = 0, 0, list[CountedReport]()
        for number, shown in enumerate(self._earlier):
            there = [
                left.pop(report.report_id)
                for report in inside
                if report.report_id in shown.reports.keys() & left.keys()
            ]
            named = then(shown) if then is not None else None
            cells = shown.cells.get(table, {})
            called = [next(iter(named(report)), name) if named else name for report in there]
            if name in cells and shown.elsewhere and not shares:
                gone_apart += self._gone_of(shown, cells[name] - called.count(name), name, named or names)
            if name in cells and not shown.elsewhere and all(one == name for one in called):
                stood, since = _as_shown(there, len(there) if shares else cells[name])
                known, corrected = known + stood, corrected + since
                gone += 0 if shares else cells[name] - len(stood)
                continue
            if shown.reports and not shown.named.get(table):
                columns[number, None] = set()  # it said nothing at all, so that any name may have been in it
            for report, one in zip(there, called, strict=True):
                columns.setdefault((number, one if one in cells else None), set()).add(report.reporter)
        if left or corrected:
            columns[_LATE] = {report.reporter for report in (*left.values(), *corrected)}
        return _Row(name, known, inside, columns, gone, gone_apart)

    def _gone_of(self, shown: Shown, rest: int, name: str, names: Names) -> int:
        """How many of a number are there no more of this period, where it was of other days too. rest: all but who is there."""
        lost = shown.reports.keys() - shown.elsewhere.keys() - self._there
        others = sum(name in names(report) for report in shown.elsewhere.values() if report is not None)
        return max(0, min(rest - others, len(lost)))


@dataclass(slots=True)
class _Row:
    """One cell: what the parts have `shown` of the reports `inside`, and who sent the rest, by what hid it."""

    name: str
    shown: list[CountedReport]
    inside: list[CountedReport]
    columns: dict[Hashable, set[bytes | None]]
    gone: int
    """How many reports the parts have shown in it that are there no more, or say something else now."""
    gone_apart: int
    """The same of parts whose numbers are of other days too, which no number of this row was shown of alone."""
    stands: bool = field(default=False)

    @property
    def counted(self) -> list[CountedReport]:
        return self.shown if self.stands else self.inside

    @property
    def rest(self) -> list[CountedReport]:
        known = {report.report_id for report in self.shown}
        return [report for report in self.inside if report.report_id not in known]

    @property
    def came(self) -> int:
        return len(set().union(*self.columns.values()))

    def unknown(self) -> list[tuple[Hashable, bool]]:
        """The columns in which this row has an unknown number, and whether it is of few people."""
        found: list[tuple[Hashable, bool]] = [(column, 0 < len(who) < K) for column, who in self.columns.items()]
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
        min(moving, key=lambda row: (row.came, row.name)).stands = True


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


def _as_shown(there: list[CountedReport], number: int) -> tuple[list[CountedReport], list[CountedReport]]:
    """The reports behind a number that was shown, and those that a correction has brought there since."""
    if len(there) <= number:
        return there, []
    by_age = sorted(there, key=lambda report: (report.revision, report.report_id))
    return by_age[:number], by_age[number:]


def _moved(stands: list[CountedReport] | None, now: list[CountedReport]) -> list[CountedReport]:
    if stands is None:
        return now
    before = {report.report_id for report in stands}
    came = {report.reporter for report in now if report.report_id not in before}
    return stands if len(came) < K else now
