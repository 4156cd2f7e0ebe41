"""Figures counted from lists of reports, one by one: the oracle of those that are counted from bits."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime, time

from sqlmodel import Session

from storage.schema.members import Unit
from storage.schema.reports import ReportKind
from storage.statistics.counted_reports import STANCES, CountedReport, Window, load
from storage.statistics.open_alerts import urgent_items
from storage.statistics.outage_spans import outages_in
from storage.statistics.progress_figures import progress
from storage.statistics.shown_figures import Cell, Figures, Matter, Place, Share
from storage.statistics.suppression import K, Tally, hidden_cells
from tests.storage.statistics.by_rows.looks_by_rows import TOTAL, Names, SecondLook, Shown
from tests.storage.statistics.by_rows.units_of_rows import Units

_STEP = 5  # estimates are given to the nearest five per cent
_UNITS = 100 // _STEP
_REST = "\0rest"


def figures(
    session: Session,
    first_day: date,
    last_day: date,
    until: datetime,
    unit_id: int,
    *,
    since: datetime | None = None,
    begins: datetime | None = None,
    root_name: str | None = None,
    earlier: Sequence[Shown] = (),
    parts: bool = False,
    ends: datetime | None = None,
) -> Figures:
    """The figures of the reports on `first_day` to `last_day` (the board's days) that were submitted before `until` and
    speak of places in the unit or below it, compared with the same length of time before.

    `since`: when the digest before this one was made; what came later that day is counted now, and nothing twice.
    `begins`: from when on its title says that it is. `root_name`: another name for the unit. `earlier`: what other
    digests showed of these reports; `parts`: each of a part of the period. `ends`: a prompt that was sent later is no part of it.
    Raises `LookupError` where there is no such unit.
    """
    unit = session.get(Unit, unit_id)
    if unit is None:
        raise LookupError(f"no unit {unit_id}")
    window = Window(first_day, last_day, until, since)
    heard = load(session, window, unit_id)
    past = load(session, window.before(), unit_id, ("topic",))
    look = SecondLook(earlier, parts=parts)
    total = look.counted(TOTAL, heard, lambda report: [TOTAL]).get(TOTAL, [])
    gone = look.gone(TOTAL).get(TOTAL, 0)
    told = len({report.reporter for report in total}) >= K or bool(gone) or not heard
    before = _topics(past, SecondLook())
    units = Units(session, unit, root_name)
    start = begins or since or datetime.combine(first_day, time(), until.tzinfo)
    longer = [report for report in heard if counted_in("kind", report)]
    return Figures(
        first_day=first_day,
        last_day=last_day,
        until=until,
        unit=units.name(units.root),
        reports=len(total) + gone if told else None,
        previous_reports=len(past) if len({report.reporter for report in past}) >= K or not past else None,
        units=max(look.units, len({report.reporting_unit for report in total} & units.territorial(last_day)))
        if told
        else None,
        all_units=len(units.territorial(last_day)),
        kinds=_cells(longer, "kind", look),
        topics=_matters(heard, "topic", look, {cell.name: cell.reports for cell in before}, bool(before) or not past),
        strata=_matters(heard, "strata", look, {}, False),
        places=_places(heard, units, look),
        sources=_cells(longer, "source", look),
        forecasts=_cells(heard, "forecast", look),
        urgencies=_cells([report for report in heard if counted_in("urgency", report)], "urgency", look),
        causes=_cells(heard, "cause", look),
        spreads=_cells(heard, "spread", look),
        urgent=urgent_items(
            session,
            [report for report in heard if report.urgent],
            units,
            start,
            until,
        ),
        progress=progress(
            session, unit, ends or until, start if ends is not None else until - window.length, until, root_name
        ),
        begins=begins,
        in_steps=bool(earlier) and not parts,
        outages=outages_in(session, start, until),
    )


def counted_in(table: str, report: CountedReport) -> bool:
    """Tell whether a table counts a report: kinds and sources go without urgent reports, urgencies without what is urgent."""
    if table in ("kind", "source"):
        return report.kind is not ReportKind.URGENT
    return table != "urgency" or not report.urgent


def _tallies(pairs: Iterable[tuple[CountedReport, Iterable[str]]]) -> dict[str, Tally]:
    cells: dict[str, Tally] = defaultdict(Tally)
    for report, names in pairs:
        for name in names:
            cells[name].add(1, report.reporter)
    return cells


def _ordered(cells: Mapping[str, Tally], hidden: frozenset[str]) -> list[str]:
    """Names from the largest down; hidden ones by name alone, since their order would tell."""
    return sorted(cells, key=lambda name: (name in hidden, 0 if name in hidden else -cells[name].amount, name))


def _named(report: CountedReport, field: str) -> Iterable[str]:
    return [report.kind.value] if field == "kind" else report.answers.get(field, [])


def _cells(
    heard: list[CountedReport], field: str, look: SecondLook, listed: Mapping[str, int] | None = None
) -> tuple[Cell, ...]:
    """`listed`: how many reports of a cell are shown one by one elsewhere."""
    counted = look.counted(field, heard, lambda report: _named(report, field))
    cells = _with_gone(_tallies((report, [name]) for name, inside in counted.items() for report in inside), look, field)
    hidden = _hidden(cells, look, field, listed)
    if hidden is None:
        return ()
    named = [name for name in _ordered(cells, hidden) if name not in hidden or look.may_be_named(field, name)]
    return tuple(Cell(name, None if name in hidden else cells[name].amount) for name in named)


def _with_gone(cells: dict[str, Tally], look: SecondLook, table: str) -> dict[str, Tally]:
    """The same with what is gone of a number that was shown: as many people stood behind it as it takes."""
    for name, number in look.gone(table).items():
        cells[name].add(number, None)
        cells[name].reporters.update((name, at) for at in range(K))
    return cells


def _hidden(
    cells: dict[str, Tally], look: SecondLook, table: str, listed: Mapping[str, int] | None = None
) -> frozenset[str] | None:
    """The cells to hide beside what the look keeps back; a cell of which all is kept back is one of them."""
    together = dict(cells)
    rests: set[str] = set()
    for name, reports in look.kept_back(table).items():
        rest = f"{name}{_REST}" if name in cells else name
        rests.add(rest)
        together[rest] = _tallies((report, [rest]) for report in reports)[rest]
        if rest == name:
            cells[name] = together[name]
    hidden = hidden_cells(together, known=listed, forced=rests)
    return None if hidden is None else hidden & cells.keys()


def _topics(heard: list[CountedReport], look: SecondLook) -> tuple[Cell, ...]:
    listed: dict[str, int] = defaultdict(int)
    for report in heard:
        if report.urgent and report.one("topic"):
            listed[report.one("topic")] += 1
    return _cells(heard, "topic", look, listed)


def _matters(
    heard: list[CountedReport], field: str, look: SecondLook, before: Mapping[str, int | None], comparable: bool
) -> tuple[Matter, ...]:
    """The cells of a field with their streams; those of a hidden cell are hidden with it."""
    cells = _topics(heard, look) if field == "topic" else _cells(heard, field, look)
    inside = look.counted(field, heard, lambda report: report.answers.get(field, []))
    return tuple(
        Matter(
            name=cell.name,
            reports=cell.reports,
            streams=() if cell.reports is None else _streams(inside[cell.name], field, cell, look),
            previous=before.get(cell.name, 0 if comparable else None),
        )
        for cell in cells
    )


def _streams(heard: list[CountedReport], field: str, matter: Cell, look: SecondLook) -> tuple[Share, ...]:
    """Average estimated shares, in fives that make a hundred with the hidden ones; those of a number that stands, stand.

    () where less than half of them may be shown: one alone misleads.
    """
    table, before = f"{field}:{matter.name}", look.standing(field, matter.name, matter.reports)
    if before is not None:
        named, shares = before.named.get(table, ()), before.cells.get(table, {})
        return tuple(Share(stance, shares.get(stance)) for stance in STANCES if stance in named)
    counted = look.counted(table, heard, lambda report: report.streams, shares=True)
    if any(len(inside) != sum(stance in report.streams for report in heard) for stance, inside in counted.items()):
        return ()  # one stream alone would move, and the others tell how
    cells: dict[str, Tally] = defaultdict(Tally)
    for stance, inside in counted.items():
        for report in inside:
            cells[stance].add(report.streams[stance], report.reporter)
    hidden = hidden_cells(cells)
    if hidden is None or 2 * len(hidden) > len(cells) or len(hidden) == len(cells):
        return ()
    rest = sum(cells[stance].amount for stance in hidden)
    amounts = {stance: cells[stance].amount for stance in cells if stance not in hidden}
    rounded = _rounded({**amounts, "": rest} if rest else amounts)
    return tuple(Share(stance, rounded.get(stance)) for stance in STANCES if stance in cells)


def _rounded(amounts: Mapping[str, int]) -> dict[str, int]:
    """Shares of a hundred in steps of five, at least one step each, by the largest remainder."""
    total = sum(amounts.values())
    exact = {name: amount * _UNITS / total for name, amount in amounts.items()}
    steps = {name: max(1, int(share)) for name, share in exact.items()}
    while (missing := _UNITS - sum(steps.values())) != 0:
        pick = max(steps, key=lambda name: ((exact[name] - steps[name]) * (1 if missing > 0 else -1), exact[name]))
        steps[pick] += 1 if missing > 0 else -1
    return {name: step * _STEP for name, step in steps.items()}


def _places(heard: list[CountedReport], units: Units, look: SecondLook) -> tuple[Place, ...]:
    def where(of: list[CountedReport]) -> Names:
        found = {report.report_id: str(unit) for unit, reports in units.named_of(of).items() for report in reports}
        return lambda report: [found[report.report_id]]

    def then(shown: Shown) -> Names:
        others = [report for report in shown.elsewhere.values() if report is not None]
        return where([*others, *(report for report in heard if report.report_id in shown.reports)])

    named = look.counted("place", heard, where(heard), then)
    cells = _with_gone(_tallies((report, [unit]) for unit, all_ in named.items() for report in all_), look, "place")
    hidden = _hidden(cells, look, "place")
    if hidden is None:
        return ()

    def leading(unit: str) -> str | None:
        before = look.standing("place", unit, cells[unit].amount)
        return _leading_topic(named[unit]) if before is None else before.leading.get(unit)

    return tuple(
        Place(
            name=units.name(int(unit)),
            reports=None if unit in hidden else cells[unit].amount,
            topic=None if unit in hidden else leading(unit),
            rest=units.has_parts(int(unit)),
            unit=unit,
        )
        for unit in _ordered(cells, hidden)
        if unit not in hidden or look.may_be_named("place", unit)
    )


def _leading_topic(heard: Iterable[CountedReport]) -> str | None:
    cells = _tallies((report, report.answers.get("topic", [])) for report in heard)
    first = max(cells, key=lambda name: (cells[name].amount, name), default=None)
    return first if first is not None and len(cells[first].reporters) >= K else None
