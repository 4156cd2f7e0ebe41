"""The reports of a period as figures count them, one by one, and the units that they stand on.

Only `storage.figures` reads these: they know the reporter of each report, which nothing outside storage may.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Container, Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, LargeBinary, Row, and_, case, func, select, type_coerce
from sqlmodel import Session, col

from storage.members.units import below as units_below
from storage.schema.members import Unit, UnitKind, UnitPath
from storage.schema.reports import Answer, Report, Reporter, ReportKind

STANCES = ("agree", "concerned", "disagree", "unclear")
FIELDS = (
    *("topic", "what", "strata", "source", "cause", "spread", "forecast", "urgency"),
    *(f"share_{stance}" for stance in STANCES),
)
_ONE = frozenset(FIELDS) - {"strata", "source", "cause"}
"""Questions with one choice; any other may have several."""
_TERRITORIAL = (UnitKind.COMMUNE, UnitKind.WARD, UnitKind.ZONE)


@dataclass(slots=True)
class CountedReport:
    """One report while it is counted. `reporter` never leaves storage."""

    kind: ReportKind
    urgent: bool
    reporting_unit: int
    place: int
    at: datetime
    reporter: bytes | None
    report_id: int
    answers: dict[str, list[str]]
    revision: int = 1

    def one(self, field: str) -> str:
        return self.answers.get(field, [""])[0]

    @property
    def streams(self) -> dict[str, int]:
        """Per cents by stance; a report without them says nothing of streams."""
        given = {stance: int(float(self.one(f"share_{stance}") or 0)) for stance in STANCES}
        return {stance: percent for stance, percent in given.items() if percent > 0}


def _counts() -> list[ColumnElement[bool]]:
    """The conditions under which a report is in any figure: it stands, and its author was not in training."""
    return [col(Report.withdrawn_at).is_(None), col(Report.training).is_(False)]


def _place() -> ColumnElement[int]:
    return func.coalesce(col(Report.place_id), col(Report.unit_id))


@dataclass(frozen=True, slots=True)
class Window:
    """Reports of the board's days from `first_day` to `last_day`, submitted before `until`.

    With `since` (when the digest before this one was made) also what came late on the day before, and nothing older.
    """

    first_day: date
    last_day: date
    until: datetime
    since: datetime | None = None

    @property
    def length(self) -> timedelta:
        return self.last_day - self.first_day + timedelta(days=1)

    def before(self) -> Window:
        """The window of the same length that ends where this one begins."""
        day = timedelta(days=1)
        first, last = self.first_day - self.length, self.first_day - day
        if self.since is None:
            return Window(first, last, self.until)
        return Window(first, self.last_day, self.since, self.since - (self.until - self.since))

    def of(self, below: Collection[int]) -> list[ColumnElement[bool]]:
        """The conditions on `Report`: in this window, about one of these places."""
        first = self.first_day if self.since is None else self.first_day - timedelta(days=1)
        conditions = [col(Report.day).between(first, self.last_day), col(Report.submitted_at) < self.until]
        if self.since is not None:
            conditions.append(col(Report.submitted_at) >= self.since)
        return [*conditions, *_counts(), _place().in_(below)]


def load(session: Session, window: Window, unit_id: int, fields: tuple[str, ...] = FIELDS) -> list[CountedReport]:
    """The reports of a window with their answers to `fields`, a row each; found by day, their answers by report."""
    return _load(session, window.of(units_below(session, unit_id)), fields)


def reporters_of(session: Session, report_ids: Iterable[int]) -> int:
    """How many people these reports are from."""
    return len({report.reporter for report in load_reports(session, report_ids)})


def load_reports(session: Session, report_ids: Iterable[int]) -> list[CountedReport]:
    """These reports, whatever window they are in."""
    ids = list(report_ids)
    return _load(session, [col(Report.id).in_(ids), *_counts()], FIELDS) if ids else []


def _load(session: Session, wanted: list[ColumnElement[bool]], fields: tuple[str, ...]) -> list[CountedReport]:
    answers = [_answer(field) for field in fields]
    query = (
        select(
            *(col(Report.id), col(Report.kind), col(Report.urgent), col(Report.unit_id), _place()),
            *(col(Report.submitted_at), col(Report.revision), *answers),
        )
        # Outer joins keep the order of the tables: from the few reports of a window to their answers.
        .outerjoin(Answer, and_(col(Answer.report_id) == col(Report.id), col(Answer.field).in_(fields)))
        .where(*wanted)
        .group_by(col(Report.day), col(Report.id))  # the order of the index on days
    )
    found = []
    reporters = _reporters(session, wanted)
    for report_id, kind, urgent, unit, place, at, revision, *said in session.execute(query):
        given = {field: choices.split() for field, choices in zip(fields, said, strict=True) if choices}
        found.append(CountedReport(kind, urgent, unit, place, at, reporters.get(report_id), report_id, given, revision))
    return found


def _reporters(session: Session, wanted: list[ColumnElement[bool]]) -> dict[int, bytes]:
    """The pseudonym of each report's reporter as it is stored: who is the same is all that figures need."""
    stored = type_coerce(col(Reporter.member_id), LargeBinary)
    query = select(col(Reporter.report_id), stored).join(Report, col(Report.id) == col(Reporter.report_id))
    return {row[0]: row[1] for row in session.execute(query.where(*wanted))}


def _answer(field: str) -> ColumnElement[str]:
    choice = case((col(Answer.field) == field, col(Answer.choice)))
    return func.max(choice) if field in _ONE else func.aggregate_strings(choice, " ")


class Units:
    """The tree of units that the figures stand on."""

    def __init__(self, session: Session, root: Unit, root_name: str | None = None) -> None:
        query = select(
            col(Unit.id), col(Unit.name), col(Unit.parent_id), col(Unit.kind), col(Unit.valid_from), col(Unit.valid_to)
        )
        below = select(col(UnitPath.descendant_id)).where(col(UnitPath.ancestor_id) == root.id)
        self.root = root.id
        self._rows: dict[int, Row[Any]] = {row[0]: row for row in session.execute(query.where(col(Unit.id).in_(below)))}
        self._root_name = root.name if root_name is None else root_name
        self._parents = {row.parent_id for unit, row in self._rows.items() if unit != self.root}

    def name(self, unit: int) -> str:
        return self._root_name if unit == self.root else str(self._rows[unit].name)

    def holds(self, unit: int) -> bool:
        return unit in self._rows

    def up_to(self, unit: int, named: Container[int]) -> int:
        """The nearest of these units at or above one; the root where there is none."""
        while unit != self.root and unit not in named:
            unit = self._rows[unit].parent_id
        return unit

    def has_parts(self, unit: int) -> bool:
        return unit in self._parents

    def territorial(self, on: date) -> set[int]:
        """Communes, wards and special zones that exist on a day."""
        return {
            unit
            for unit, row in self._rows.items()
            if row.kind in _TERRITORIAL and row.valid_from <= on and (row.valid_to is None or row.valid_to >= on)
        }

    def named(self, heard: Iterable[CountedReport]) -> dict[int, list[CountedReport]]:
        """The reports by a unit that may be named: two independent reporters, else the next unit up (privacy 4)."""
        by_place: dict[int, list[CountedReport]] = defaultdict(list)
        for report in heard:
            by_place[report.place].append(report)
        for unit in sorted(self._rows, key=self._depth, reverse=True):
            if unit != self.root and unit in by_place and len({report.reporter for report in by_place[unit]}) < 2:
                by_place[self._rows[unit].parent_id] += by_place.pop(unit)
        return by_place

    def _depth(self, unit: int) -> int:
        depth = 0
        while unit != self.root:
            unit = self._rows[unit].parent_id
            depth += 1
        return depth
