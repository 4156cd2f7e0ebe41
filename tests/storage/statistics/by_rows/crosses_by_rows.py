"""Cross tables by lists of reports."""

from __future__ import annotations

from collections.abc import Callable, Collection, Hashable, Mapping, Sequence

from storage.statistics.counted_reports import CountedReport
from storage.statistics.cross_suppression import At, hidden_in_cross
from storage.statistics.intervals import told_difference
from storage.statistics.report_crosses import CrossDifference, CrossRow, ReportCross
from storage.statistics.suppression import K, Tally, hidden_cells

FEW = "_few"
"""The choices that are hidden, taken together."""
NONE = "_none"
"""The question was left out."""
_MOST_DIFFERENCES = 4

Cells = list[list[list[CountedReport]]]


def cross(
    heard: Sequence[CountedReport],
    rows_field: str,
    columns_field: str,
    *,
    told: Mapping[str, Mapping[str, int]],
    earlier: Sequence[Collection[int]] = (),
) -> ReportCross | None:
    """One question by the choices of another. None: nothing of it may be shown.

    told: by question the numbers that stand beside the table, with which it has to agree. earlier: the reports of each other
    digest that counted some of these.
    """
    few = _few_in(earlier)
    several = [any(len(one.answers.get(name, ())) > 1 for one in heard) for name in (rows_field, columns_field)]
    rows = _choices(heard, rows_field, told.get(rows_field), few, several=several[0])
    columns = _choices(heard, columns_field, told.get(columns_field), few, several=several[1])
    if rows is None or columns is None or len(rows) < 2 or len(columns) < 2:
        return None
    cells: Cells = [[_both(of_row, of_column) for of_column in columns.values()] for of_row in rows.values()]
    hidden = _hidden(cells, heard, list(rows.values()), list(columns.values()), few, *several)
    if hidden is None:
        return None
    shown = [
        CrossRow(name, len(of_row), tuple(None if (r, c) in hidden else len(cell) for c, cell in enumerate(cells[r])))
        for r, (name, of_row) in enumerate(rows.items())
    ]
    effective = {name: len({one.reporter for one in of_row}) for name, of_row in rows.items()}
    differences = () if several[0] else _differences(shown, list(columns), effective)
    return ReportCross(rows_field, columns_field, tuple(columns), tuple(shown), differences)


def _few_in(earlier: Sequence[Collection[int]]) -> Callable[[Collection[CountedReport]], bool]:
    """True of reports of too few people, or of too few beside those that another digest, or all others, counted."""
    known = [frozenset(one) for one in earlier]
    looks = [frozenset[int](), *known, frozenset[int]().union(*known)]

    def few(reports: Collection[CountedReport]) -> bool:
        return any(0 < len({one.reporter for one in reports if one.report_id not in look}) < K for look in looks)

    return few


def _choices(
    heard: Sequence[CountedReport],
    name: str,
    told: Mapping[str, int] | None,
    few: Callable[[Collection[CountedReport]], bool],
    *,
    several: bool,
) -> dict[str, list[CountedReport]] | None:
    """The reports of each choice that may be named, from the most down; the others together, or left out where a report may
    have made several. None: not even together.
    """
    found: dict[str, list[CountedReport]] = {}
    for one in heard:
        for choice in dict.fromkeys(one.answers.get(name, ())) or (NONE,):
            found.setdefault(choice, []).append(one)
    hidden = {
        choice
        for choice, inside in found.items()
        if few(inside)
        or (told is not None and choice != NONE and told.get(choice) != len(inside))
        or (several and few(_without(heard, inside)))
    }
    order = sorted(found, key=lambda choice: (choice == NONE, -len(found[choice]), choice))
    if several:
        return {choice: found[choice] for choice in order if choice not in hidden}
    if hidden:
        tallies = {choice: Tally(len(all_), set(_reporters(all_))) for choice, all_ in found.items()}
        together = hidden_cells(tallies, forced=hidden)
        if together is None:
            return None
        hidden = set(together)
    rest = [one for one in heard if (one.answers.get(name) or [NONE])[0] in hidden]
    if few(rest):
        return None
    shown = {choice: found[choice] for choice in order if choice not in hidden}
    return {**shown, FEW: rest} if rest else shown


def _reporters(reports: Collection[CountedReport]) -> set[Hashable]:
    return {one.reporter for one in reports}


def _without(heard: Sequence[CountedReport], inside: Collection[CountedReport]) -> list[CountedReport]:
    ids = {one.report_id for one in inside}
    return [one for one in heard if one.report_id not in ids]


def _hidden(
    cells: Cells,
    heard: Sequence[CountedReport],
    rows: list[list[CountedReport]],
    columns: list[list[CountedReport]],
    few: Callable[[Collection[CountedReport]], bool],
    rows_several: bool,
    columns_several: bool,
) -> set[At] | None:
    """The cells to hide. A choice that may be made beside others is a table of its own: made or not."""
    if not rows_several and not columns_several:
        return _protected(cells, few)
    hidden: set[At] = set()
    for r in range(len(rows)) if rows_several else (-1,):
        for c in range(len(columns)) if columns_several else (-1,):
            down = [rows[r], _without(heard, rows[r])] if r >= 0 else rows
            across = [columns[c], _without(heard, columns[c])] if c >= 0 else columns
            part = [[_both(one, other) for other in across] for one in down]
            found = _protected(part, few)
            if found is None:
                return None
            wanted = {(i, j) for i, j in found if not (r >= 0 and i == 1) and not (c >= 0 and j == 1)}
            hidden |= {(r if r >= 0 else i, c if c >= 0 else j) for i, j in wanted}
    return hidden


def _both(one: Collection[CountedReport], other: Collection[CountedReport]) -> list[CountedReport]:
    ids = {report.report_id for report in other}
    return [report for report in one if report.report_id in ids]


def _protected(cells: Cells, few: Callable[[Collection[CountedReport]], bool]) -> set[At] | None:
    counts = [[len(cell) for cell in row] for row in cells]
    small = {(r, c) for r, row in enumerate(cells) for c, cell in enumerate(row) if few(cell)}
    found = hidden_in_cross(counts, K, small)
    return None if found is None else set(found)


def _differences(
    rows: Sequence[CrossRow], columns: Sequence[str], effective: Mapping[str, int]
) -> tuple[CrossDifference, ...]:
    """The largest differences that are one, between rows of enough people: many reports of one are one opinion."""
    found = []
    for c, column in enumerate(columns):
        if column in (FEW, NONE):
            continue
        told = [(row, row.cells[c]) for row in rows if row.name not in (FEW, NONE) and row.n]
        for at, (row, part) in enumerate(told):
            for other, other_part in told[at + 1 :]:
                if part is None or other_part is None:
                    continue
                n, other_n = effective[row.name], effective[other.name]
                by = told_difference(part / row.n * n, n, other_part / other.n * other_n, other_n)
                if by is not None and by.tells:
                    found.append(CrossDifference(row.name, other.name, column, by.value, by.least, by.most))
    return tuple(sorted(found, key=lambda one: -abs(one.by))[:_MOST_DIFFERENCES])
