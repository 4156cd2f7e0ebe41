"""The tree of units by lists of reports."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from storage.statistics import figure_units
from storage.statistics.counted_reports import CountedReport


class Units(figure_units.Units):
    """The same, naming units for lists."""

    def named_of(self, heard: Iterable[CountedReport]) -> dict[int, list[CountedReport]]:
        by_place: dict[int, list[CountedReport]] = defaultdict(list)
        for report in heard:
            by_place[report.place].append(report)
        for unit in sorted(self._rows, key=self._depth, reverse=True):
            if unit != self.root and unit in by_place and len({report.reporter for report in by_place[unit]}) < 2:
                by_place[self._rows[unit].parent_id] += by_place.pop(unit)
        return by_place
