"""The second look: numbers of one period that are shown more than once move in steps, so that no two tell by subtraction.

A number that was shown stands until nobody, or at least k reporters, came to it since (privacy 4).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from storage.statistics.counted_reports import CountedReport
from storage.statistics.suppression import K


@dataclass(frozen=True, slots=True)
class Shown:
    """The cells that one digest showed: by table ("topic", "topic:land" for its streams) the cells whose numbers stood in it.

    reports: ids of all that it counted. named: by table the cells that were named in it, with a number or without.
    """

    reports: frozenset[int]
    cells: Mapping[str, frozenset[str]]
    named: Mapping[str, frozenset[str]]


class SecondLook:
    """All that was shown before of a period, the oldest first."""

    def __init__(self, earlier: Sequence[Shown] = ()) -> None:
        self._earlier = earlier

    def counted(
        self, table: str, heard: Iterable[CountedReport], names: Callable[[CountedReport], Iterable[str]]
    ) -> dict[str, list[CountedReport]]:
        """The reports of each cell as far as its number may have moved."""
        cells: dict[str, list[CountedReport]] = defaultdict(list)
        for report in heard:
            for name in names(report):
                cells[name].append(report)
        return {name: self._step(table, name, inside) for name, inside in cells.items()}

    def may_be_named(self, table: str, name: str) -> bool:
        """True if a cell without a number may be named: one that is new in a second look tells who came since."""
        return not self._earlier or any(name in shown.named.get(table, ()) for shown in self._earlier)

    def _step(self, table: str, name: str, inside: list[CountedReport]) -> list[CountedReport]:
        """The number as it moved from look to look, and as it stands in this one."""
        stands: list[CountedReport] | None = None
        for shown in self._earlier:
            if name in shown.cells.get(table, ()):
                stands = _moved(stands, [report for report in inside if report.report_id in shown.reports])
        return _moved(stands, inside)


def _moved(stands: list[CountedReport] | None, now: list[CountedReport]) -> list[CountedReport]:
    if stands is None:
        return now
    before = {report.report_id for report in stands}
    came = {report.reporter for report in now if report.report_id not in before}
    return stands if len(came) < K else now
