"""Reports whose words may be chosen from, for quotations: read by a service, which chooses by a rule and masks.

None of these is of a single reporter (privacy 3), urgent and so unverified, rejected, sent back or marked as sensitive by an
officer, or of nobody by now.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass

from sqlalchemy import exists, or_
from sqlmodel import Session, col, select

from storage.reports import flagging
from storage.reports.visibility import seen_by
from storage.schema.reports import Report, ReportKind
from storage.statistics.counted_reports import Window, load
from storage.tables import ReportReview, ReviewStatus

_REFUSED = (ReviewStatus.REJECTED, ReviewStatus.RETURNED)
_CHUNK = 500


@dataclass(frozen=True, slots=True)
class Quotable:
    """One report. `who`: equal for reports of one person, and a number that means nothing beside this reading."""

    report_id: int
    revision: int
    form_id: int
    topic: str
    who: int
    document: str


def quotable(
    session: Session, window: Window, unit_id: int, topics: Collection[str], most: int, prompt_id: int | None = None
) -> list[Quotable]:
    """The newest `most` reports on each of some topics, the newest first; of a prompt those that answer it."""
    heard = load(session, window, unit_id, ("topic",))
    heard = [
        counted_report
        for counted_report in heard
        if counted_report.reporter is not None
        and not counted_report.urgent
        and counted_report.kind is not ReportKind.URGENT
    ]
    people = {
        reporter: number
        for number, reporter in enumerate(sorted({counted_report.reporter or b"" for counted_report in heard}))
    }
    by_topic: dict[str, list[int]] = defaultdict(list)
    who: dict[int, tuple[str, int]] = {}
    for counted_report in heard:
        if counted_report.one("topic") in topics:
            by_topic[counted_report.one("topic")].append(counted_report.report_id)
            who[counted_report.report_id] = (counted_report.one("topic"), people[counted_report.reporter or b""])
    found: list[Quotable] = []
    for ids in by_topic.values():
        reports = _allowed(session, sorted(ids, reverse=True), most, prompt_id)
        documents = flagging.documents(session, reports)
        found += [
            Quotable(report.id, report.revision, report.form_id, *who[report.id], documents[report.id])
            for report in reports
            if documents.get(report.id)
        ]
    return found


def still(session: Session, revisions: Collection[tuple[int, int]]) -> set[int]:
    """The ids of those of some reports, by id and revision, whose words stand as they were and may be quoted."""
    found = _allowed(session, sorted({report for report, _ in revisions}), len(revisions))
    return {report.id for report in found if (report.id, report.revision) in revisions}


def _allowed(session: Session, ids: list[int], most: int, prompt_id: int | None = None) -> list[Report]:
    refused = exists().where(
        col(ReportReview.report_id) == col(Report.id),
        or_(col(ReportReview.status).in_(_REFUSED), col(ReportReview.sensitive)),
    )
    conditions = [col(Report.withdrawn_at).is_(None), ~refused, seen_by(session, None)]
    if prompt_id is not None:
        conditions.append(col(Report.prompt_id) == prompt_id)
    found: list[Report] = []
    for at in range(0, len(ids), _CHUNK):
        query = select(Report).where(col(Report.id).in_(ids[at : at + _CHUNK]), *conditions)
        found += session.scalars(query.order_by(col(Report.id).desc()))
        if len(found) >= most:
            break
    return found[:most]
