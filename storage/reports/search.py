"""Queries of a search among reports: what an officer may see, the newest first, a page at a time (privacy 2 and 3)."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import ColumnElement, exists, func
from sqlalchemy.orm import Session
from sqlmodel import col, select

from storage.members import units
from storage.reports.visibility import seen_by
from storage.tables import Answer, Report, ReportReview, ReviewStatus


@dataclass(frozen=True, slots=True)
class Wanted:
    """The reports to look through; what is None does not matter."""

    unit_id: int | None = None
    topic: str | None = None
    first: date | None = None
    last: date | None = None
    status: ReviewStatus | None = None


def page(session: Session, officer_id: int, wanted: Wanted, most: int, before: int | None = None) -> Sequence[Report]:
    """The newest reports before one of them."""
    query = select(Report).where(seen_by(session, officer_id), *_conditions(session, wanted))
    if before is not None:
        query = query.where(col(Report.id) < before)
    return session.scalars(query.order_by(col(Report.id).desc()).limit(most)).all()


def some(
    session: Session, officer_id: int, report_ids: Collection[int], most: int | None = None, skip: int = 0
) -> Sequence[Report]:
    """These reports as far as an officer may see them by now, the newest first; `most` of them, after `skip`."""
    query = select(Report).where(seen_by(session, officer_id), col(Report.id).in_(list(report_ids)))
    query = query.where(col(Report.withdrawn_at).is_(None)).order_by(col(Report.id).desc())
    return session.scalars(query.limit(most).offset(skip)).all()


def _conditions(session: Session, wanted: Wanted) -> list[ColumnElement[bool]]:
    found: list[ColumnElement[bool]] = [col(Report.withdrawn_at).is_(None)]
    if wanted.first is not None:
        found.append(col(Report.day) >= wanted.first)
    if wanted.last is not None:
        found.append(col(Report.day) <= wanted.last)
    if wanted.unit_id is not None and wanted.unit_id != units.root(session).id:
        there = func.coalesce(col(Report.place_id), col(Report.unit_id))
        found.append(there.in_(units.below(session, wanted.unit_id)))
    if wanted.topic is not None:
        about = (col(Answer.report_id) == col(Report.id), col(Answer.field) == "topic")
        found.append(exists().where(*about, col(Answer.choice) == wanted.topic))
    if wanted.status is ReviewStatus.NEW:
        of_it = col(ReportReview.report_id) == col(Report.id)
        found.append(~exists().where(of_it, col(ReportReview.status) != ReviewStatus.NEW))
    elif wanted.status is not None:
        known = col(ReportReview.report_id) == col(Report.id)
        found.append(exists().where(known, col(ReportReview.status) == wanted.status))
    return found
