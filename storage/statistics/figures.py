"""The figures of a digest: figures of a period and a unit, from coded answers alone.

Suppression happens here, before anything is handed out: `Figures` holds only numbers that may be shown (privacy 3
and 4), so that no text, chart or document made from it can show more. None stands for a number with too few sources.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime, time

from sqlalchemy import select
from sqlmodel import Session, col

from storage.members.units import below as units_below
from storage.schema.members import Unit
from storage.schema.reports import Report, ReportKind
from storage.statistics import counted_days
from storage.statistics.counted_reports import STANCES, Window, load_reports
from storage.statistics.figure_units import Units
from storage.statistics.open_alerts import urgent_items
from storage.statistics.outage_spans import outages_in
from storage.statistics.packed_days import KIND, UNIT, URGENT
from storage.statistics.progress_figures import progress
from storage.statistics.report_sets import Reports
from storage.statistics.second_look import TOTAL, SecondLook, Shown
from storage.statistics.shown_figures import Cell, Figures, Matter, Place, Share
from storage.statistics.suppression import K, Tally, hidden_cells

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
    beside = (report for shown in earlier for report in shown.elsewhere.values() if report is not None)
    heard = counted_days.gather(session, window, unit_id, others=beside)
    past = counted_days.gather(session, window.before(), unit_id, ("topic",))
    look = SecondLook(earlier, parts=parts)
    total = look.counted(TOTAL, {TOTAL: heard.universe.all}, heard).get(TOTAL, heard.none())
    gone = look.gone(TOTAL).get(TOTAL, 0)
    told = len(total.people(K)) >= K or bool(gone) or not heard
    before = _topics(past, SecondLook())
    units = Units(session, unit, root_name)
    start = begins or since or datetime.combine(first_day, time(), until.tzinfo)
    territorial = units.territorial(last_day)
    return Figures(
        first_day=first_day,
        last_day=last_day,
        until=until,
        unit=units.name(units.root),
        reports=len(total) + gone if told else None,
        previous_reports=len(past) if len(past.people(K)) >= K or not past else None,
        units=max(look.units, len(set(map(int, total.cells(UNIT))) & territorial)) if told else None,
        all_units=len(territorial),
        kinds=_cells(heard, "kind", look),
        topics=_matters(heard, "topic", look, {cell.name: cell.reports for cell in before}, bool(before) or not past),
        strata=_matters(heard, "strata", look, {}, False),
        places=_places(heard, units, look),
        sources=_cells(heard, "source", look),
        forecasts=_cells(heard, "forecast", look),
        urgencies=_cells(heard, "urgency", look),
        causes=_cells(heard, "cause", look),
        spreads=_cells(heard, "spread", look),
        urgent=urgent_items(session, load_reports(session, _urgent(heard).ids()), units, start, until),
        progress=progress(
            session, unit, ends or until, start if ends is not None else until - window.length, until, root_name
        ),
        begins=begins,
        in_steps=bool(earlier) and not parts,
        outages=outages_in(session, start, until),
    )


def counted_in(table: str, heard: Reports) -> Reports:
    """Those that a table counts: kinds and sources go without urgent reports, urgencies without what is urgent."""
    if table in ("kind", "source"):
        return heard - heard.cells(KIND).get(ReportKind.URGENT, heard.none())
    return heard - _urgent(heard) if table == "urgency" else heard


def _urgent(heard: Reports) -> Reports:
    return heard.cells(URGENT).get("1", heard.none())


def shown_in(figures: Figures, reports: Iterable[tuple[int, int]]) -> Shown:
    """The cells that a digest showed, for the next look. reports: ids and revisions of all that it counted."""
    tables: dict[str, list[tuple[str, int | None]]] = {
        TOTAL: [(TOTAL, figures.reports)],
        "kind": [(cell.name, cell.reports) for cell in figures.kinds],
        "source": [(cell.name, cell.reports) for cell in figures.sources],
        "forecast": [(cell.name, cell.reports) for cell in figures.forecasts],
        "urgency": [(cell.name, cell.reports) for cell in figures.urgencies],
        "cause": [(cell.name, cell.reports) for cell in figures.causes],
        "spread": [(cell.name, cell.reports) for cell in figures.spreads],
        "place": [(place.unit, place.reports) for place in figures.places],
    }
    for table, matters in (("topic", figures.topics), ("strata", figures.strata)):
        tables[table] = [(matter.name, matter.reports) for matter in matters]
        for matter in matters:
            tables[f"{table}:{matter.name}"] = [(share.stance, share.percent) for share in matter.streams]
    return Shown(
        dict(reports),
        {name: {cell: number for cell, number in found if number is not None} for name, found in tables.items()},
        {name: frozenset(cell for cell, _ in found) for name, found in tables.items()},
        figures.units,
        {place.unit: place.topic for place in figures.places},
    )


def with_elsewhere(session: Session, shown: Shown, report_ids: Iterable[int]) -> Shown:
    """The same, knowing that these reports which it counted are of other days than the period that is counted now."""
    there = {report.report_id: report for report in load_reports(session, report_ids)}
    return replace(shown, elsewhere={number: there.get(number) for number in report_ids})


def revisions(
    session: Session,
    first_day: date,
    last_day: date,
    until: datetime,
    unit_id: int,
    *,
    since: datetime | None = None,
) -> list[tuple[int, int]]:
    """(report, revision) of all that `figures` counts with the same arguments. Not for showing."""
    window = Window(first_day, last_day, until, since)
    query = (
        select(col(Report.id), col(Report.revision))
        .where(*window.of(units_below(session, unit_id)))
        .order_by(col(Report.id))
    )
    return [(row[0], row[1]) for row in session.execute(query)]


def _tallies(cells: Mapping[str, Reports]) -> dict[str, Tally]:
    """Numbers of the cells, and k reporters of each: nothing asks for more of them."""
    for inside in cells.values():
        inside.universe.meet(cells.values())
        break
    return defaultdict(Tally, {name: Tally(len(inside), set(inside.people(K))) for name, inside in cells.items()})


def _ordered(cells: Mapping[str, Tally], hidden: frozenset[str]) -> list[str]:
    """Names from the largest down; hidden ones by name alone, since their order would tell."""
    return sorted(cells, key=lambda name: (name in hidden, 0 if name in hidden else -cells[name].amount, name))


def _cells(heard: Reports, field: str, look: SecondLook, listed: Mapping[str, int] | None = None) -> tuple[Cell, ...]:
    """`listed`: how many reports of a cell are shown one by one elsewhere."""
    inside = heard.universe.cells(KIND if field == "kind" else field)
    counted = look.counted(field, inside, counted_in(field, heard))
    cells = _with_gone(_tallies(counted), look, field)
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
        together[rest] = Tally(len(reports), set(reports.people(K)))
        if rest == name:
            cells[name] = together[name]
    hidden = hidden_cells(together, known=listed, forced=rests)
    return None if hidden is None else hidden & cells.keys()


def _topics(heard: Reports, look: SecondLook) -> tuple[Cell, ...]:
    listed = {topic: len(inside) for topic, inside in _urgent(heard).cells("topic").items()}
    return _cells(heard, "topic", look, listed)


def _matters(
    heard: Reports, field: str, look: SecondLook, before: Mapping[str, int | None], comparable: bool
) -> tuple[Matter, ...]:
    """The cells of a field with their streams; those of a hidden cell are hidden with it."""
    cells = _topics(heard, look) if field == "topic" else _cells(heard, field, look)
    inside = look.counted(field, heard.universe.cells(field), heard)
    said = heard.universe.stances.values()
    heard.universe.meet(inside[cell.name] & stance for cell in cells if cell.reports is not None for stance in said)
    return tuple(
        Matter(
            name=cell.name,
            reports=cell.reports,
            streams=() if cell.reports is None else _streams(inside[cell.name], field, cell, look),
            previous=before.get(cell.name, 0 if comparable else None),
        )
        for cell in cells
    )


def _streams(heard: Reports, field: str, matter: Cell, look: SecondLook) -> tuple[Share, ...]:
    """Average estimated shares, in fives that make a hundred with the hidden ones; those of a number that stands, stand.

    () where less than half of them may be shown: one alone misleads.
    """
    table, before = f"{field}:{matter.name}", look.standing(field, matter.name, matter.reports)
    if before is not None:
        named, shares = before.named.get(table, ()), before.cells.get(table, {})
        return tuple(Share(stance, shares.get(stance)) for stance in STANCES if stance in named)
    said = heard.universe.stances
    counted = look.counted(table, said, heard, shares=True)
    if any(len(inside) != len(heard & said[stance]) for stance, inside in counted.items()):
        return ()  # one stream alone would move, and the others tell how
    cells = _tallies(counted)
    for stance, inside in counted.items():
        cells[stance].amount = inside.percent(stance)
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


def _places(heard: Reports, units: Units, look: SecondLook) -> tuple[Place, ...]:
    def where(of: Reports) -> dict[str, Reports]:
        return {str(unit): inside for unit, inside in units.named(of).items()}

    def then(shown: Shown) -> dict[str, Reports]:
        others = heard.universe.others_having(
            number for number, report in shown.elsewhere.items() if report is not None
        )
        return where(others | heard & heard.universe.having(shown.reports))

    named = look.counted("place", where(heard), heard, then)
    cells = _with_gone(_tallies(named), look, "place")
    hidden = _hidden(cells, look, "place")
    if hidden is None:
        return ()

    first = {unit: _most_told(inside) for unit, inside in named.items()}
    heard.universe.meet(inside for _, inside in first.values())

    def leading(unit: str) -> str | None:
        before = look.standing("place", unit, cells[unit].amount)
        if before is not None:
            return before.leading.get(unit)
        topic, inside = first.get(unit, (None, heard.none()))
        return topic if len(inside.people(K)) >= K else None

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


def _most_told(heard: Reports) -> tuple[str | None, Reports]:
    cells = heard.cells("topic")
    first = max(cells, key=lambda name: (len(cells[name]), name), default=None)
    return first, heard.none() if first is None else cells[first]
