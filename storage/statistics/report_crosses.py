"""A cross table of two choice questions of reports: one question by the choices of the other, with only what may be shown.

Privacy 3 and 4 as everywhere: cells of fewer than k reporters are hidden, with as many others as it takes that no sum gives one
back. A cell that counts reports that other digests counted too is hidden where fewer than k reporters are in it beside those: the
difference of two digests is a number as well. Nobody's leaving a question out is a choice of its own, so that a row adds up.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from pydantic import TypeAdapter

from storage.statistics.cross_suppression import At, hidden_in_cross
from storage.statistics.intervals import Interval, told_difference
from storage.statistics.report_sets import Reports, union
from storage.statistics.suppression import K, Tally, hidden_cells

FEW = "_few"
"""The choices that are hidden, taken together."""
NONE = "_none"
"""The question was left out."""
_MOST_DIFFERENCES = 4

Cells = list[list[Reports]]
Few = Callable[[Reports], bool]


@dataclass(frozen=True, slots=True)
class CrossRow:
    """One choice of the first question: its reports, and how many of them made each choice of the second; None: hidden."""

    name: str
    n: int
    cells: tuple[int | None, ...]


@dataclass(frozen=True, slots=True)
class CrossDifference:
    """By how much (from -1 to 1, with its 95 % interval) one row made a choice more often than another."""

    row: str
    other: str
    column: str
    by: float
    least: float
    most: float


@dataclass(frozen=True, slots=True)
class ReportCross:
    """A cross table as it may be shown. `labels`: of the board's own questions and choices, "field" and "field-choice"."""

    rows_field: str
    columns_field: str
    columns: tuple[str, ...]
    rows: tuple[CrossRow, ...]
    differences: tuple[CrossDifference, ...] = ()
    labels: Mapping[str, str] = field(default_factory=dict)

    def to_json(self) -> str:
        """As an outline keeps it."""
        return TypeAdapter(ReportCross).dump_json(self).decode()

    @classmethod
    def from_json(cls, kept: str) -> ReportCross:
        """Read what `to_json` wrote."""
        return TypeAdapter(ReportCross).validate_json(kept)


def cross(
    heard: Reports,
    rows_field: str,
    columns_field: str,
    *,
    told: Mapping[str, Mapping[str, int]],
    earlier: Sequence[Reports] = (),
) -> ReportCross | None:
    """One question by the choices of another. None: nothing of it may be shown.

    told: by question the numbers that stand beside the table, with which it has to agree. earlier: the reports of each other
    digest that counted some of these.
    """
    few = _few_in(earlier)
    several = [_is_several(heard, name) for name in (rows_field, columns_field)]
    rows = _choices(heard, rows_field, told.get(rows_field), few, several=several[0])
    columns = _choices(heard, columns_field, told.get(columns_field), few, several=several[1])
    if rows is None or columns is None or len(rows) < 2 or len(columns) < 2:
        return None
    cells = [[of_row & of_column for of_column in columns.values()] for of_row in rows.values()]
    heard.universe.meet([cell for row in cells for cell in row])
    hidden = _hidden(cells, heard, list(rows.values()), list(columns.values()), few, *several)
    if hidden is None:
        return None
    shown = [
        CrossRow(name, len(of_row), tuple(None if (r, c) in hidden else len(cell) for c, cell in enumerate(cells[r])))
        for r, (name, of_row) in enumerate(rows.items())
    ]
    differences = () if several[0] else _differences(shown, list(columns), rows)
    return ReportCross(rows_field, columns_field, tuple(columns), tuple(shown), differences)


def _few_in(earlier: Sequence[Reports]) -> Few:
    """True of reports of too few people, or of too few beside those that another digest, or all others, counted."""

    def few(reports: Reports) -> bool:
        looks = [reports.none(), *earlier]
        if len(earlier) > 1:
            looks.append(union(earlier, reports.none()))
        return any((beside := reports - look) and len(beside.people(K)) < K for look in looks)

    return few


def _is_several(heard: Reports, name: str) -> bool:
    once = heard.none()
    for inside in heard.cells(name).values():
        if once & inside:
            return True
        once |= inside
    return False


def _choices(
    heard: Reports, name: str, told: Mapping[str, int] | None, few: Few, *, several: bool
) -> dict[str, Reports] | None:
    """The reports of each choice that may be named, from the most down; the others together, or left out where a report may
    have made several. None: not even together.
    """
    found = heard.cells(name)
    if left_out := heard - union(list(found.values()), heard.none()):
        found[NONE] = left_out
    heard.universe.meet(found.values())
    hidden = {
        choice
        for choice, inside in found.items()
        if few(inside)
        or (told is not None and choice != NONE and told.get(choice) != len(inside))
        or (several and few(heard - inside))
    }
    order = sorted(found, key=lambda choice: (choice == NONE, -len(found[choice]), choice))
    if several:
        return {choice: found[choice] for choice in order if choice not in hidden}
    if hidden:
        tallies = {choice: Tally(len(all_), set(all_.people(K))) for choice, all_ in found.items()}
        together = hidden_cells(tallies, forced=hidden)
        if together is None:
            return None
        hidden = set(together)
    rest = union([found[choice] for choice in hidden], heard.none())
    if few(rest):
        return None
    shown = {choice: found[choice] for choice in order if choice not in hidden}
    return {**shown, FEW: rest} if rest else shown


def _hidden(
    cells: Cells,
    heard: Reports,
    rows: list[Reports],
    columns: list[Reports],
    few: Few,
    rows_several: bool,
    columns_several: bool,
) -> set[At] | None:
    """The cells to hide. A choice that may be made beside others is a table of its own: made or not."""
    if not rows_several and not columns_several:
        return _protected(cells, few)
    hidden: set[At] = set()
    for r in range(len(rows)) if rows_several else (-1,):
        for c in range(len(columns)) if columns_several else (-1,):
            part = _made_or_not(cells, heard, rows, columns, r, c)
            found = _protected(part, few)
            if found is None:
                return None
            wanted = {(i, j) for i, j in found if not (r >= 0 and i == 1) and not (c >= 0 and j == 1)}
            hidden |= {(r if r >= 0 else i, c if c >= 0 else j) for i, j in wanted}
    return hidden


def _made_or_not(cells: Cells, heard: Reports, rows: list[Reports], columns: list[Reports], r: int, c: int) -> Cells:
    """The table of one row, made or not, or all (-1), by one column, made or not, or all."""
    if r >= 0:
        cells = [cells[r], [column.less(cell) for column, cell in zip(columns, cells[r], strict=True)]]
        rows = [rows[r], heard.less(rows[r])]
    if c >= 0:
        cells = [[row[c], whole.less(row[c])] for whole, row in zip(rows, cells, strict=True)]
    return cells


def _protected(cells: Cells, few: Few) -> set[At] | None:
    counts = [[len(cell) for cell in row] for row in cells]
    small = {(r, c) for r, row in enumerate(cells) for c, cell in enumerate(row) if few(cell)}
    found = hidden_in_cross(counts, K, small)
    return None if found is None else set(found)


def _differences(
    rows: Sequence[CrossRow], columns: Sequence[str], reports: Mapping[str, Reports]
) -> tuple[CrossDifference, ...]:
    """The largest differences that are one, between rows of enough people: many reports of one are one opinion."""
    found = []
    most = {name: min(len(of_row), of_row.universe.most_people) for name, of_row in reports.items()}
    for c, column in enumerate(columns):
        if column in (FEW, NONE):
            continue
        told = [(row, row.cells[c]) for row in rows if row.name not in (FEW, NONE) and row.n]
        for at, (row, part) in enumerate(told):
            for other, other_part in told[at + 1 :]:
                if part is None or other_part is None:
                    continue
                shares = part / row.n, other_part / other.n
                by = _told(shares, most[row.name], most[other.name])
                if by is not None:  # of fewer people it is wider, so that only now those have to be counted
                    by = _told(shares, len(reports[row.name].people()), len(reports[other.name].people()))
                if by is not None:
                    found.append(CrossDifference(row.name, other.name, column, by.value, by.least, by.most))
    return tuple(sorted(found, key=lambda difference: -abs(difference.by))[:_MOST_DIFFERENCES])


def _told(shares: tuple[float, float], n: int, other_n: int) -> Interval | None:
    by = told_difference(shares[0] * n, n, shares[1] * other_n, other_n)
    return by if by is not None and by.tells else None
