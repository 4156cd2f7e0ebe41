"""Digests: made once for a kind and an instant, numbered within their year, with the revisions they used."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime

from sqlalchemy import func, insert, select
from sqlmodel import Session, col

from storage.schema.digests import Digest, DigestKind, DigestReport
from storage.schema.members import Address
from storage.schema.messaging import Delivery, DeliveryStatus
from storage.schema.reports import Report
from storage.statistics.shown_figures import Figures


def create(
    session: Session,
    kind: DigestKind,
    first_day: date,
    last_day: date,
    until: datetime,
    figures: Figures,
    revisions: Iterable[tuple[int, int]],
    now: datetime,
) -> Digest:
    """The digest of a kind that counts up to `until`: the one that is there, else a new one, numbered in its year.

    Only the same instant finds one again: of two on one day the second has what came after the first.
    `revisions`: (report, revision) of each report it counts (`storage.figures.revisions`).
    """
    there = made_for(session, kind, until)
    if there is not None:
        return there
    made = Digest(
        kind=kind,
        number=_next_number(session, kind, last_day.year),
        first_day=first_day,
        last_day=last_day,
        until=until,
        figures=figures.to_json(),
        created_at=now,
    )
    session.add(made)
    session.flush()
    counted = [{"digest_id": made.id, "report_id": report, "revision": revision} for report, revision in revisions]
    if counted:
        session.execute(insert(DigestReport), counted)
    return made


def interim_since(session: Session, since: datetime) -> list[tuple[Digest, list[tuple[int, int]]]]:
    """The interim digests that count up to an instant after this one, the oldest first, each with what it counted."""
    query = select(Digest).where(col(Digest.kind) == DigestKind.INTERIM, col(Digest.until) > since)
    return [(digest, used(session, digest)) for digest in session.scalars(query.order_by(col(Digest.until)))]


def daily_of(session: Session, first_day: date, last_day: date) -> list[tuple[Digest, list[tuple[int, int]]]]:
    """The daily digests that counted one of these days, the oldest first, each with what it counted."""
    days = (col(Digest.last_day) >= first_day, col(Digest.first_day) <= last_day)
    query = select(Digest).where(col(Digest.kind) == DigestKind.DAILY, *days)
    return [(digest, used(session, digest)) for digest in session.scalars(query.order_by(col(Digest.until)))]


def elsewhere(session: Session, first_day: date, last_day: date) -> dict[int, set[int]]:
    """The reports of other days that daily digests of these days counted as well, by digest.

    One that is made after midnight counts what came late on the day before, one after a holiday the days before it.
    """
    days = (col(Digest.last_day) >= first_day, col(Digest.first_day) <= last_day)
    border = (col(Digest.first_day) <= first_day) | (col(Digest.last_day) > last_day)
    query = (
        select(col(DigestReport.digest_id), col(DigestReport.report_id))
        .join(Digest, col(Digest.id) == col(DigestReport.digest_id))
        .join(Report, col(Report.id) == col(DigestReport.report_id))
        .where(col(Digest.kind) == DigestKind.DAILY, *days, border, ~col(Report.day).between(first_day, last_day))
    )
    found: dict[int, set[int]] = {}
    for digest_id, report_id in session.execute(query):
        found.setdefault(digest_id, set()).add(report_id)
    return found


def daily_within(session: Session, first_day: date, last_day: date) -> list[tuple[Digest, list[tuple[int, int]]]]:
    """The daily digests of these days that counted nothing of a day before, but what came late on the last one."""
    found = [pair for pair in daily_of(session, first_day, last_day) if pair[0].last_day <= last_day]
    return [pair for pair in found if pair[0].first_day >= first_day or not _counts_before(session, pair[0], first_day)]


def _counts_before(session: Session, digest: Digest, day: date) -> bool:
    query = (
        select(col(DigestReport.report_id))
        .join(Report, col(Report.id) == col(DigestReport.report_id))
        .where(col(DigestReport.digest_id) == digest.id, col(Report.day) < day)
    )
    return session.scalar(query.limit(1)) is not None


def monthly_of(session: Session, first_day: date, last_day: date) -> Digest | None:
    """The monthly digest of exactly these days."""
    days = (col(Digest.first_day) == first_day, col(Digest.last_day) == last_day)
    return session.scalars(select(Digest).where(col(Digest.kind) == DigestKind.MONTHLY, *days)).first()


def monthly_between(session: Session, first_day: date, last_day: date) -> list[Digest]:
    """The monthly digests that tell of one of these days, the oldest first."""
    days = (col(Digest.last_day) >= first_day, col(Digest.first_day) <= last_day)
    query = select(Digest).where(col(Digest.kind) == DigestKind.MONTHLY, *days)
    return list(session.scalars(query.order_by(col(Digest.until))))


def before(session: Session, until: datetime) -> Digest | None:
    """The daily digest before the one that counts up to an instant."""
    query = select(Digest).where(col(Digest.kind) == DigestKind.DAILY, col(Digest.until) < until)
    return session.scalars(query.order_by(col(Digest.until).desc()).limit(1)).first()


def used(session: Session, digest: Digest) -> list[tuple[int, int]]:
    """(report, revision) of each report that a digest counted."""
    query = select(col(DigestReport.report_id), col(DigestReport.revision)).where(
        col(DigestReport.digest_id) == digest.id
    )
    return [(row[0], row[1]) for row in session.execute(query)]


def daily_shown(session: Session, first_day: date, last_day: date) -> list[tuple[date, date, int]]:
    """The days of each daily digest that ends on one of these days, and how many reports it showed (0: too few to say)."""
    days = col(Digest.last_day).between(first_day, last_day)
    query = select(Digest).where(col(Digest.kind) == DigestKind.DAILY, days).order_by(col(Digest.until))
    found = [(digest, Figures.from_json(digest.figures)) for digest in session.scalars(query)]
    return [(digest.first_day, digest.last_day, figures.reports or 0) for digest, figures in found]


def by_id(session: Session, digest_id: int) -> Digest | None:
    return session.get(Digest, digest_id)


def earlier(session: Session, most: int, offset: int = 0) -> list[Digest]:
    """A page of the digests that were sent to leaders, the newest first."""
    query = select(Digest).where(col(Digest.kind).in_((DigestKind.DAILY, DigestKind.MONTHLY)))
    order = (col(Digest.until).desc(), col(Digest.id).desc())
    return list(session.scalars(query.order_by(*order).offset(offset).limit(most)))


def made_for(session: Session, kind: DigestKind, until: datetime) -> Digest | None:
    return session.scalars(select(Digest).where(col(Digest.kind) == kind, col(Digest.until) == until)).first()


def latest(session: Session, kind: DigestKind) -> Digest | None:
    """The digest of a kind that counts up to the latest instant."""
    query = select(Digest).where(col(Digest.kind) == kind).order_by(col(Digest.until).desc(), col(Digest.id).desc())
    return session.scalars(query.limit(1)).first()


def unheard(session: Session, member_id: int, kind: DigestKind, since: datetime) -> list[Digest]:
    """The newest digest of a kind if it was made since then and has come to no address of a member, nor is on its way."""
    digest = latest(session, kind)
    if digest is None or digest.created_at < since:
        return []
    came = col(Delivery.status).in_((DeliveryStatus.SENT, DeliveryStatus.QUEUED, DeliveryStatus.SENDING))
    query = (
        select(col(Delivery.id))
        .join(Address, col(Address.id) == col(Delivery.address_id))
        .where(col(Address.member_id) == member_id, col(Delivery.digest_id) == digest.id, came)
    )
    return [] if session.scalar(query.limit(1)) is not None else [digest]


def _next_number(session: Session, kind: DigestKind, year: int) -> int:
    days = col(Digest.last_day).between(date(year, 1, 1), date(year, 12, 31))
    return (session.scalar(select(func.max(Digest.number)).where(col(Digest.kind) == kind, days)) or 0) + 1
