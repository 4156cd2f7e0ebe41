"""Reports as rows for a spreadsheet or another program: coded answers alone, and places no finer than hides who reported.

There is no free text in an export, since typed text is not masked yet. Who reported goes to a file of its own, and never
includes those who report singly (privacy 3, 4 and 12).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy.orm import Session
from sqlmodel import col, select

from storage.reports.reports import log_look
from storage.statistics.suppression import K
from storage.tables import Answer, Member, Report, Reporter, Unit

COLUMNS = ("number", "revision", "kind", "urgent", "day", "unit", "unit_name", "place", "place_name")
REPORTER_COLUMNS = ("number", "member", "name")

_BATCH = 500  # reports
_PLACES = ("place",)  # answers that name a unit: they are in `place`, as coarse as it is


@dataclass(frozen=True, slots=True)
class Line:
    """One report at its newest revision. `answers`: the coded choices by field, separated by spaces."""

    number: str
    revision: int
    kind: str
    urgent: bool
    day: date
    unit: str
    unit_name: str
    place: str
    place_name: str
    answers: Mapping[str, str]


def fields(session: Session) -> list[str]:
    """The fields that any report has an answer to, in alphabetical order."""
    found = session.scalars(select(Answer.field).distinct().order_by(Answer.field))
    return [field for field in found if field not in _PLACES]


def lines(session: Session) -> Iterator[Line]:
    """All reports, the oldest first."""
    units = {unit.id: unit for unit in session.scalars(select(Unit))}
    shown = _shown(session, {unit_id: unit.parent_id for unit_id, unit in units.items() if unit_id is not None})
    after = 0
    while True:
        query = select(Report).where(col(Report.id) > after).order_by(col(Report.id)).limit(_BATCH)
        reports = session.scalars(query).all()
        if not reports:
            return
        answers = _answers(session, [report.id or 0 for report in reports])
        for report in reports:
            unit, place = (units.get(unit_id) for unit_id in shown[report.id or 0])
            yield Line(
                report.number,
                report.revision,
                report.kind.value,
                report.urgent,
                report.day,
                unit.code if unit else "",
                unit.name if unit else "",
                place.code if place else "",
                place.name if place else "",
                {field: " ".join(sorted(choices)) for field, choices in answers[report.id or 0].items()},
            )
        after = reports[-1].id or 0
        session.expunge_all()


def reporters(session: Session, now: datetime, reason: str) -> list[tuple[str, str, str]]:
    """(report number, member code, name) of all who do not report singly; the look is logged in the same transaction."""
    log_look(session, now, None, None, reason)
    query = (
        select(Report.number, Member.code, Member.name)
        .join(Reporter, col(Reporter.report_id) == col(Report.id))
        .join(Member, col(Member.id) == col(Reporter.member_id))
        .where(col(Member.single).is_(False))
        .order_by(col(Report.id))
    )
    return [(row[0], row[1], row[2]) for row in session.execute(query)]


def _answers(session: Session, report_ids: list[int]) -> dict[int, dict[str, list[str]]]:
    found: dict[int, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    query = select(Answer.report_id, Answer.field, Answer.choice).where(col(Answer.report_id).in_(report_ids))
    for report_id, field, choice in session.execute(query):
        if field not in _PLACES:
            found[report_id][field].append(choice)
    return found


def _shown(session: Session, parents: Mapping[int, int | None]) -> dict[int, tuple[int | None, int | None]]:
    """The unit and the place that each report is shown under; the unit is left out where the two together would tell."""
    query = select(Report.id, Report.unit_id, Report.place_id, Reporter.member_id)
    rows = session.execute(query.join(Reporter, col(Reporter.report_id) == col(Report.id), isouter=True)).all()
    units = _coarse([(unit, member) for _, unit, _, member in rows], parents)
    places = _coarse([(place or unit, member) for _, unit, place, member in rows], parents)
    pairs = list(zip(units, places, strict=True))
    together: dict[Any, set[int | None]] = defaultdict(set)
    for pair, row in zip(pairs, rows, strict=True):
        together[pair].add(row[3])
    return {
        row[0]: (pair[0] if len(together[pair]) >= K else None, pair[1]) for pair, row in zip(pairs, rows, strict=True)
    }


def _coarse(reports: list[tuple[int, int | None]], parents: Mapping[int, int | None]) -> list[int | None]:
    """For each (unit, reporter): the unit itself or the nearest above it under whose name reports of K reporters stand.

    From the bottom up: what a unit may not show joins its parent's own, so that what is shown under a name is always of K
    reporters, whatever is subtracted from it.
    """
    at: list[int | None] = [unit for unit, _ in reports]
    for level in _levels(parents):
        pools: dict[int, list[int]] = defaultdict(list)
        for index, unit in enumerate(at):
            if unit in level:
                pools[unit].append(index)
        for unit, indexes in pools.items():
            if len({reports[index][1] for index in indexes}) < K:
                for index in indexes:
                    at[index] = parents[unit]
    return at


def _levels(parents: Mapping[int, int | None]) -> list[set[int]]:
    """The units by depth, the deepest first."""
    levels: dict[int, set[int]] = defaultdict(set)
    for unit in parents:
        depth, above = 0, parents[unit]
        while above is not None:
            depth, above = depth + 1, parents[above]
        levels[depth].add(unit)
    return [levels[depth] for depth in sorted(levels, reverse=True)]
