"""Queries about reports near another one, for what may help whoever reviews it: never counted, listed or kept."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import and_, func
from sqlalchemy import select as columns
from sqlalchemy.orm import Session
from sqlmodel import col

from storage.reports.visibility import seen_by
from storage.tables import Assignment, Report, Reporter, ReportRevision

_LATEST = and_(col(ReportRevision.report_id) == col(Report.id), col(ReportRevision.revision) == col(Report.revision))


def own_before(session: Session, report: Report, member_id: int, since: timedelta, most: int) -> list[str]:
    """The contents of the same author's reports of some days before one."""
    query = (
        columns(col(ReportRevision.document))
        .join(Report, _LATEST)
        .join(Reporter, col(Reporter.report_id) == col(Report.id))
        .where(col(Reporter.member_id) == member_id, col(Report.id) < report.id)
        .where(col(Report.submitted_at) >= report.submitted_at - since)
    )
    return list(session.scalars(query.order_by(col(Report.id).desc()).limit(most)))


def of_others(
    session: Session, report: Report, member_id: int, officer_id: int, days: timedelta, most: int
) -> list[str]:
    """The contents of other people's reports from the same place, some days around one, that an officer may see."""
    place = func.coalesce(col(Report.place_id), col(Report.unit_id))
    query = (
        columns(col(ReportRevision.document))
        .join(Report, _LATEST)
        .join(Reporter, col(Reporter.report_id) == col(Report.id))
        .where(col(Reporter.member_id) != member_id, place == (report.place_id or report.unit_id))
        .where(col(Report.submitted_at).between(report.submitted_at - days, report.submitted_at + days))
        .where(seen_by(session, officer_id))
    )
    return list(session.scalars(query.order_by(col(Report.id).desc()).limit(most)))


def begun_at(session: Session, report: Report, member_id: int) -> datetime | None:
    """When the author first began their part in the prompt of a report."""
    if report.prompt_id is None:
        return None
    found = session.get(Assignment, (report.prompt_id, member_id))
    return found.state.started_at if found is not None else None
