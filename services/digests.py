"""Digests: the days that one covers, its figures, and the row that holds its finished pages."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta, tzinfo

from sqlmodel import Session

from storage.members import units
from storage.messaging import stored_files
from storage.statistics import digests
from storage.statistics.figures import Figures, figures, revisions
from storage.tables import Digest, DigestKind

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


def count(session: Session, kind: DigestKind, now: datetime, zone: tzinfo) -> tuple[Figures, Period]:
    """The figures of a digest that is made now, and the days that they are of. `zone`: the board's own."""
    today = now.astimezone(zone).date()
    if kind is DigestKind.MONTHLY:
        period = Period.month_before(today)
    else:
        period = Period.after(digests.latest(session, DigestKind.DAILY), today)
    return figures(session, period.first, period.last, now, _top(session), since=period.since), period


def make(
    session: Session,
    kind: DigestKind,
    period: Period,
    counted: Figures,
    pages: str,
    chart: bytes | None,
    now: datetime,
) -> int:
    """Keep a digest, once for a kind and its days; returns its id.

    pages: JSON. chart: PNG. now: the instant at which it was counted.
    """
    used = revisions(session, period.first, period.last, now, _top(session), since=period.since)
    made = digests.create(session, kind, period.first, period.last, now, counted, used, now)
    if made.pages == "{}":
        made.pages = pages
        if chart is not None:
            made.chart_id = stored_files.store(session, "digest", "digest.png", "image/png", chart, now)
        session.flush()
    assert made.id is not None
    return made.id


def keep_document(session: Session, digest_id: int, content: bytes, now: datetime) -> None:
    """Keep the document of a digest; the one that is there stays."""
    digest = digests.by_id(session, digest_id)
    assert digest is not None, "digests are not deleted"
    if digest.document_id is None:
        digest.document_id = stored_files.store(session, "digest", "digest.docx", _DOCX, content, now)
        session.flush()


def _top(session: Session) -> int:
    return units.root(session).id or 0
