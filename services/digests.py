"""Digests: the days that one covers, its figures, and the row that holds its finished pages."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta, tzinfo

from sqlmodel import Session

from digests import wording
from forms.load_compiled import load_compiled
from services import earlier_periods
from storage.forms import published_forms
from storage.members import units
from storage.messaging import stored_files
from storage.statistics import digests, issue_shares, shown_boards
from storage.statistics.counted_reports import reporters_of
from storage.statistics.figures import figures, revisions, shown_in, with_elsewhere
from storage.statistics.second_look import Shown
from storage.statistics.shown_figures import Figures, Matter
from storage.statistics.suppression import K
from storage.tables import Digest, DigestKind

WEEKS = 8
"""Weeks of which the daily digest tells how much came."""
_DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


@dataclass(frozen=True, slots=True)
class Period:
    """The days of a digest."""

    first: date
    last: date
    since: datetime | None = None
    """What came after this on the day before the first counts too."""

    @classmethod
    def after(cls, before: Digest | None, today: date) -> Period:
        """From the daily digest made last on: a gap is covered by one digest, and nothing counts twice."""
        if before is None:
            return cls(today - timedelta(days=1), today)
        return cls(min(before.last_day + timedelta(days=1), today), today, before.until)

    @classmethod
    def month_before(cls, today: date) -> Period:
        """The whole calendar month before this one."""
        last = today.replace(day=1) - timedelta(days=1)
        return cls(last.replace(day=1), last)


def there(session: Session, kind: DigestKind, until: datetime) -> int | None:
    """The id of the digest that was made for this instant, where a task is done a second time."""
    made = digests.made_for(session, kind, until)
    return made.id if made else None


def count(
    session: Session, kind: DigestKind, now: datetime, zone: tzinfo, board: str = "", place: str = ""
) -> tuple[Figures, Period]:
    """The figures of a digest that is made now, and the days that they are of.

    zone: the board's own. board, place: a root unit that is called like the board is called like the place instead.
    """
    today = now.astimezone(zone).date()
    monthly = kind is DigestKind.MONTHLY
    period = Period.month_before(today) if monthly else Period.after(digests.latest(session, DigestKind.DAILY), today)
    root = units.root(session)
    begins = period.since or datetime.combine(period.first, time(), zone)
    if monthly:
        earlier = _shown_of(session, period)
    else:
        earlier = shown_boards.since(session, begins, period.last, root.id)
        earlier += shown(digests.interim_since(session, begins))
    counted = figures(
        session,
        period.first,
        period.last,
        now,
        root.id,
        since=period.since,
        begins=begins,
        root_name=place if board and root.name == board else None,
        earlier=earlier,
        parts=monthly,
        ends=datetime.combine(period.last + timedelta(days=1), time(), zone) if monthly else None,
    )
    if kind is DigestKind.INTERIM:
        counted = replace(counted, progress=tuple(replace(progress, missing=()) for progress in counted.progress))
        standing = _standing(session, period, now, zone)
        if standing is not None:
            return as_told(session, standing[0], counted), period
    if monthly:
        ends = datetime.combine(period.last + timedelta(days=1), time(), zone)
        counted = replace(counted, begins=None, issues=issue_shares.shown(session, begins, ends))
    if digests.latest(session, DigestKind.DAILY) is not None:
        counted = compared(counted, _told_before(session, kind, period))
    if monthly:
        counted = earlier_periods.beside(session, counted)
    if kind is DigestKind.DAILY:
        counted = replace(counted, weeks=_weeks(session, counted))
    return replace(counted, labels=own_labels(session, counted)), period


def compared(counted: Figures, before: Figures | None) -> Figures:
    """Figures beside what was shown of the days before, and beside nothing else.

    A new count of those days would be a look of its own: less who took a report back since, more by who came late.
    """
    return replace(
        counted,
        topics=_beside(counted.topics, before.topics if before is not None else (), before),
        strata=_beside(counted.strata, before.strata if before is not None else (), before),
        previous_reports=before.reports if before is not None else None,
    )


def _beside(now: tuple[Matter, ...], then: tuple[Matter, ...], before: Figures | None) -> tuple[Matter, ...]:
    past = {matter.name: matter.reports for matter in then}
    absent = 0 if past or (before is not None and before.reports == 0) else None
    return tuple(replace(matter, previous=past.get(matter.name, absent)) for matter in now)


def _told_before(session: Session, kind: DigestKind, period: Period) -> Figures | None:
    """The figures that leaders were shown of as many days before."""
    if kind is DigestKind.MONTHLY:
        last = period.first - timedelta(days=1)
        digest = digests.monthly_of(session, last.replace(day=1), last)
    else:
        digest = digests.latest(session, DigestKind.DAILY)
        if digest is not None and digest.last_day - digest.first_day != period.last - period.first:
            digest = None
    return Figures.from_json(digest.figures) if digest is not None else None


def _weeks(session: Session, counted: Figures) -> tuple[int | None, ...]:
    """The sums of what daily digests showed, this one included; a week of which a day is in none has no number."""
    last = counted.last_day
    first = last - timedelta(days=7 * WEEKS - 1)
    told = [*digests.daily_shown(session, first, last), (counted.first_day, last, counted.reports or 0)]
    covered = {day for begin, end, _ in told for day in _days(begin, end)}
    found: list[int | None] = []
    for week in range(WEEKS):
        begin = first + timedelta(days=7 * week)
        end = begin + timedelta(days=6)
        whole = all(day in covered for day in _days(begin, end))
        found.append(sum(reports for _, on, reports in told if begin <= on <= end) if whole else None)
    return tuple(found)


def _days(first: date, last: date) -> Iterator[date]:
    return (first + timedelta(days=n) for n in range((last - first).days + 1))


def shown(found: Iterable[tuple[Digest, list[tuple[int, int]]]]) -> list[Shown]:
    """The cells that digests showed, for the next look."""
    return [shown_in(Figures.from_json(digest.figures), used) for digest, used in found]


def _shown_of(session: Session, period: Period) -> list[Shown]:
    """The cells that the daily digests of a month showed; what came on its last evening stands in one of the next month."""
    elsewhere = digests.elsewhere(session, period.first, period.last)
    found = []
    for digest, used in digests.daily_of(session, period.first, period.last):
        shown = shown_in(Figures.from_json(digest.figures), used)
        others = elsewhere.get(digest.id) if digest.id is not None else None
        found.append(with_elsewhere(session, shown, others) if others else shown)
    return found


def same_again(session: Session, counted: Figures, now: datetime, zone: tzinfo) -> int | None:
    """The id of the newest interim digest, where nothing that may be told has changed since: it is handed out again."""
    period = Period.after(digests.latest(session, DigestKind.DAILY), now.astimezone(zone).date())
    standing = _standing(session, period, now, zone)
    if standing is None or Figures.from_json(standing[0].figures).urgent != counted.urgent:
        return None
    return standing[0].id


def as_told(session: Session, earlier: Digest, counted: Figures) -> Figures:
    """The numbers of reports of an earlier look beside the urgent matters and the prompts as they are now.

    Urgent matters stand one by one in every digest: one that is new says nothing of the numbers, which do not move (privacy 4).
    """
    told = Figures.from_json(earlier.figures)
    found = replace(
        told,
        last_day=counted.last_day,
        until=counted.until,
        urgent=counted.urgent,
        progress=counted.progress,
        outages=counted.outages,
        reports_until=told.reports_until or told.until,
    )
    return replace(found, labels=own_labels(session, found))


def _standing(
    session: Session, period: Period, now: datetime, zone: tzinfo
) -> tuple[Digest, list[tuple[int, int]]] | None:
    """The newest interim digest with what it counted, where fewer than k reporters have reported since: its numbers stand."""
    found = digests.interim_since(session, period.since or datetime.combine(period.first, time(), zone))
    if not found:
        return None
    there = revisions(session, period.first, period.last, now, _top(session), since=period.since)
    return None if reporters_of(session, {report for report, _ in set(there) - set(found[-1][1])}) >= K else found[-1]


def own_labels(session: Session, counted: Figures) -> dict[str, str]:
    """Labels of the board's own choices, by "topic-bao_lu": as the newest form says that has them."""
    named = [("topic", matter.name) for matter in counted.topics]
    named += [("strata", matter.name) for matter in counted.strata]
    tables = {"kind": counted.kinds, "source": counted.sources, "forecast": counted.forecasts}
    tables |= {"urgency": counted.urgencies, "cause": counted.causes, "spread": counted.spreads}
    named += [(field, cell.name) for field, cells in tables.items() for cell in cells]
    named += [(item.field, item.what) for item in counted.urgent if item.what]
    return labels_of(session, {choice for choice in named if not wording.is_known(*choice)})


def labels_of(session: Session, wanted: set[tuple[str, str]]) -> dict[str, str]:
    """Labels of choices by (field, choice), under "field-choice": as the newest form says that has them."""
    wanted = set(wanted)
    found: dict[str, str] = {}
    for version in published_forms.every_version(session) if wanted else ():
        form = load_compiled(version.xml)
        for field, choice in sorted(wanted):
            for ref in form.by_name.get(field, ()):
                label = form.choice_label(ref, choice, (*form.languages, "")[0])
                if label != choice:
                    found[f"{field}-{choice}"] = label
                    wanted.discard((field, choice))
        if not wanted:
            break
    return found


def make(
    session: Session,
    kind: DigestKind,
    period: Period,
    counted: Figures,
    pages: str,
    chart: bytes | None,
    now: datetime,
) -> int:
    """Keep a digest, once for a kind and its instant; returns its id.

    pages: JSON. chart: PNG. now: the instant at which it was counted.
    """
    told = digests.made_for(session, kind, counted.reports_until) if counted.reports_until is not None else None
    used = (
        digests.used(session, told)
        if told is not None
        else revisions(session, period.first, period.last, now, _top(session), since=period.since)
    )
    made = digests.create(session, kind, period.first, period.last, now, counted, used, now)
    if made.pages == "{}":
        made.pages = pages
        if chart is not None:
            made.chart_id = stored_files.store(session, "digest", "digest.png", "image/png", chart, now)
        session.flush()
    return made.id


def keep_document(session: Session, digest_id: int, content: bytes, now: datetime) -> None:
    """Keep the document of a digest; the one that is there stays."""
    digest = digests.by_id(session, digest_id)
    assert digest is not None, "digests are not deleted"
    if digest.document_id is None:
        digest.document_id = stored_files.store(session, "digest", "digest.docx", _DOCX, content, now)
        session.flush()


def _top(session: Session) -> int:
    return units.root(session).id
