"""Figures added up from those that were shown: they follow from them, so that nobody learns more of anybody (privacy 4)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from datetime import date

from storage.statistics.counted_reports import STANCES
from storage.statistics.open_alerts import UrgentItem
from storage.statistics.shown_figures import Cell, Figures, Matter, Place, Share

_STEP = 5


def add_up(parts: Sequence[Figures], first_day: date, last_day: date) -> Figures:
    """The figures of a longer period from those of `parts`, which follow each other and do not overlap.

    What a part kept back is in no sum. How many units reported is not to be added up and is left out.
    """
    first, last = parts[0], parts[-1]
    if len(parts) == 1:
        whole = (first.first_day, first.last_day) == (first_day, last_day)
        return replace(first, first_day=first_day, last_day=last_day, units=first.units if whole else None)
    shown = [part.reports for part in parts if part.reports is not None]
    return Figures(
        first_day=first_day,
        last_day=last_day,
        until=last.until,
        unit=last.unit,
        reports=None if len(shown) < len(parts) and sum(shown) == 0 else sum(shown),
        previous_reports=None,
        units=None,
        all_units=last.all_units,
        kinds=_cells(parts, lambda part: part.kinds),
        topics=_matters(parts, lambda part: part.topics),
        strata=_matters(parts, lambda part: part.strata),
        places=_places(parts),
        sources=_cells(parts, lambda part: part.sources),
        forecasts=_cells(parts, lambda part: part.forecasts),
        urgencies=_cells(parts, lambda part: part.urgencies),
        causes=_cells(parts, lambda part: part.causes),
        spreads=_cells(parts, lambda part: part.spreads),
        urgent=_urgent(parts),
        progress=last.progress,
        begins=first.begins,
        outages=tuple(dict.fromkeys(span for part in parts for span in part.outages)),
        labels={name: label for part in parts for name, label in part.labels.items()},
    )


def _urgent(parts: Sequence[Figures]) -> tuple[UrgentItem, ...]:
    """Each urgent matter once, as it stood last."""
    found = {(item.at, item.field, item.what, item.place): item for part in parts for item in part.urgent}
    return tuple(sorted(found.values(), key=lambda item: item.at))


def _sums(cells: Iterable[tuple[str, int | None]]) -> dict[str, int | None]:
    """Numbers by name, the largest first, those that no part showed last."""
    found: dict[str, int | None] = {}
    for name, reports in cells:
        there = found.get(name)
        found[name] = there if reports is None else reports + (there or 0)
    return dict(sorted(found.items(), key=lambda item: (item[1] is None, -(item[1] or 0), item[0])))


def _cells(parts: Sequence[Figures], table: Callable[[Figures], Sequence[Cell]]) -> tuple[Cell, ...]:
    sums = _sums((cell.name, cell.reports) for part in parts for cell in table(part))
    return tuple(Cell(name, reports) for name, reports in sums.items())


def _matters(parts: Sequence[Figures], table: Callable[[Figures], Sequence[Matter]]) -> tuple[Matter, ...]:
    told: dict[str, list[Matter]] = defaultdict(list)
    for part in parts:
        for matter in table(part):
            told[matter.name].append(matter)
    sums = _sums((name, matter.reports) for name, found in told.items() for matter in found)
    return tuple(Matter(name, reports, _streams(told[name])) for name, reports in sums.items())


def _streams(told: Sequence[Matter]) -> tuple[Share, ...]:
    """The mean of the shares that were shown, by reports; () unless every part with a number shows all of its streams."""
    counted = [matter for matter in told if matter.reports]
    if not counted or any(not topic.streams or any(s.percent is None for s in topic.streams) for topic in counted):
        return ()
    reports = sum(matter.reports or 0 for matter in counted)
    exact: dict[str, float] = defaultdict(float)
    for matter in counted:
        for share in matter.streams:
            exact[share.stance] += (share.percent or 0) * (matter.reports or 0) / reports
    steps = {stance: max(1, int(percent / _STEP)) for stance, percent in exact.items()}
    while (missing := 100 // _STEP - sum(steps.values())) != 0:
        rest = {stance: (exact[stance] / _STEP - steps[stance]) * missing for stance in steps}
        pick = max(rest, key=lambda stance: (rest[stance], exact[stance], stance))
        steps[pick] += 1 if missing > 0 else -1
    return tuple(Share(stance, steps[stance] * _STEP) for stance in STANCES if stance in steps)


def _places(parts: Sequence[Figures]) -> tuple[Place, ...]:
    known = {place.unit: place for part in parts for place in part.places}
    sums = _sums((place.unit, place.reports) for part in parts for place in part.places)
    return tuple(replace(known[unit], reports=reports, topic=None) for unit, reports in sums.items())
