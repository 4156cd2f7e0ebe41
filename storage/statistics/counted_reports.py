"""Reports as figures count them, one by one, as they stand in their tables.

Only figures read these: they know the reporter of each report, which nothing outside storage may.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import ColumnElement, LargeBinary, and_, case, func, select, text, type_coerce
from sqlmodel import Session, col

from storage.engine.prepared import PreparedForMany
from storage.members.units import below as units_below
from storage.schema.reports import Answer, Report, Reporter, ReportKind

STANCES = ("agree", "concerned", "disagree", "unclear")
FIELDS = (
    *("topic", "what", "strata", "source", "cause", "spread", "forecast", "urgency"),
    *(f"share_{stance}" for stance in STANCES),
)
_ONE = frozenset(FIELDS) - {"strata", "source", "cause"}
"""Questions with one choice; any other may have several."""
_REPORTER = Reporter.__table__.c
_STORED = type_coerce(_REPORTER.member_id, LargeBinary).label("stored")
_LINKS = PreparedForMany(select(_REPORTER.report_id, _STORED), _REPORTER.report_id)
_EVERYBODY = text(
    "WITH RECURSIVE one(who) AS ("
    "SELECT (SELECT member_id FROM reporter ORDER BY member_id LIMIT 1) UNION ALL "
    "SELECT (SELECT member_id FROM reporter WHERE member_id > one.who ORDER BY member_id LIMIT 1) "
    "FROM one WHERE one.who IS NOT NULL) SELECT count(who) FROM one"
)
_AT_ONCE = 5_000
"""Reports that one statement asks for by their ids."""


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

    @property
    def days(self) -> Iterator[date]:
        """The board's days of its reports."""
        first = self._first
        return (first + timedelta(days=n) for n in range((self.last_day - first).days + 1))

    @property
    def _first(self) -> date:
        return self.first_day if self.since is None else self.first_day - timedelta(days=1)

    def before(self) -> Window:
        """The window of the same length that ends where this one begins."""
        day = timedelta(days=1)
        first, last = self.first_day - self.length, self.first_day - day
        if self.since is None:
            return Window(first, last, self.until)
        return Window(first, self.last_day, self.since, self.since - (self.until - self.since))

    def of(self, below: Collection[int]) -> list[ColumnElement[bool]]:
        """The conditions on `Report`: in this window, about one of these places."""
        conditions = [col(Report.day).between(self._first, self.last_day), col(Report.submitted_at) < self.until]
        if self.since is not None:
            conditions.append(col(Report.submitted_at) >= self.since)
        return [*conditions, *_counts(), _place().in_(below)]


def load(session: Session, window: Window, unit_id: int, fields: tuple[str, ...] = FIELDS) -> list[CountedReport]:
    """The reports of a window with their answers to `fields`, a row each; found by day, their answers by report."""
    return _load(session, window.of(units_below(session, unit_id)), fields)


def load_days(session: Session, days: Collection[date], fields: Collection[str] | None = FIELDS) -> list[CountedReport]:
    """The reports of these days, whatever they are about, with their answers to `fields`; None: to all questions."""
    if not days:
        return []
    on_them = col(Report.day).in_(days)
    if fields is None:
        those = select(col(Report.id)).where(on_them)  # answers have no index that begins with the day
        there = select(col(Answer.field)).where(col(Answer.report_id).in_(those)).distinct()
        fields = [*FIELDS, *sorted(set(session.scalars(there)) - set(FIELDS))]
    return _load(session, [on_them, *_counts()], tuple(fields))


def reporters_of(session: Session, report_ids: Iterable[int]) -> int:
    """How many people these reports are from."""
    return len({report.reporter for report in load_reports(session, report_ids)})


def load_reports(session: Session, report_ids: Iterable[int]) -> list[CountedReport]:
    """These reports, whatever window they are in."""
    ids, found = list(report_ids), list[CountedReport]()
    for begin in range(0, len(ids), _AT_ONCE):
        piece = ids[begin : begin + _AT_ONCE]
        found += _load(session, [col(Report.id).in_(piece), *_counts()], FIELDS)
    return found


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
    query = select(col(Reporter.report_id), _STORED).join(Report, col(Report.id) == col(Reporter.report_id))
    return {row[0]: row[1] for row in session.execute(query.where(*wanted))}


def links(session: Session, report_ids: Sequence[int]) -> Mapping[int, bytes]:
    """The same of these reports, by their ids; none of those whose link was cut."""
    return {row.report_id: row.stored for row in _LINKS.rows(session, report_ids)} if report_ids else {}


def all_reporters(session: Session) -> int:
    """How many people any report is from, by the index on them: from each to the next, and no row is read."""
    return int(session.execute(_EVERYBODY).scalar_one())


def _answer(field: str) -> ColumnElement[str]:
    choice = case((col(Answer.field) == field, col(Answer.choice)))
    return func.max(choice) if field in _ONE else func.aggregate_strings(choice, " ")
