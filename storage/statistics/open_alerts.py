"""The urgent matters of a digest: what was reported as urgent, and every alert that still waits for somebody.

An alert counts from the instant at which it was raised, sent or not; one that its author took back does not.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import and_, or_, select
from sqlmodel import Session, col

from storage.schema.issues import IssueReport, Verdict, Verification
from storage.schema.reports import Alert, AlertStatus, Report
from storage.statistics import report_sets
from storage.statistics.counted_reports import CountedReport, load_reports
from storage.statistics.figure_units import Units


@dataclass(frozen=True, slots=True)
class UrgentItem:
    """An urgent matter. `what`: a choice of `field` ("what" or "topic"), "" where none was given.

    `place`: "" where nothing finer than the whole may be said.
    """

    at: datetime
    field: str
    what: str
    place: str
    acknowledged: bool
    verdict: str = ""
    """A contact's newest answer about its issue; "" before there is one: it is not verified."""


def urgent_items(
    session: Session, heard: Iterable[CountedReport], units: Units, begins: datetime, until: datetime
) -> tuple[UrgentItem, ...]:
    """Urgent matters in the order of time: urgent reports, alerts raised from `begins` on, and all that are still open.

    Two urgent reports of two people name a place, one does not, unless an officer decided that leaders read it.
    """
    reports = {report.report_id: report for report in heard}
    alerts = _alerts(session, reports, begins, until)
    by_report = {alert.report_id: alert for alert in alerts if alert.report_id is not None}
    others = load_reports(session, by_report.keys() - reports.keys())
    reports |= {report.report_id: report for report in others if report.at < until}
    listed = [report for report in reports.values() if units.holds(report.place)]
    listed = [report for report in listed if _status(by_report, report) is not AlertStatus.WITHDRAWN]
    named = units.named(report_sets.of(listed))
    places = {number: unit for unit, found in named.items() for number in found.ids()}
    verdicts = _verdicts(session, [report.report_id for report in listed], until)
    items = []
    for report in listed:
        alert, field = by_report.get(report.report_id), "what" if report.one("what") else "topic"
        taken = alert is not None and _is_taken(alert)
        by_decision = alert is not None and alert.named_at is not None and alert.named_at < until
        where = units.name(report.place if by_decision else places[report.report_id])
        verdict = verdicts.get(report.report_id, "")
        items.append((report.report_id, UrgentItem(report.at, field, report.one(field), where, taken, verdict)))
    for alert in alerts:
        if alert.report_id not in reports and alert.status is not AlertStatus.WITHDRAWN and units.holds(alert.unit_id):
            where = units.name(units.up_to(alert.unit_id, named))
            items.append((0, UrgentItem(alert.raised_at, "what", "", where, _is_taken(alert))))
    return tuple(item for _, item in sorted(items, key=lambda pair: (pair[1].at, pair[0])))


def _alerts(session: Session, reports: Iterable[int], begins: datetime, until: datetime) -> list[Alert]:
    """The alerts of these reports, those raised between two instants, and the older ones that nobody has taken.

    And those whose commune was named since, so that leaders read it once. What a rule raised is no urgent
    matter before an officer says so.
    """
    named = col(Alert.named_at) >= begins
    recent = or_(col(Alert.raised_at) >= begins, col(Alert.status) == AlertStatus.OPEN, named)
    raised = or_(and_(col(Alert.raised_at) < until, recent), col(Alert.report_id).in_(reports))
    return list(
        session.scalars(select(Alert).where(raised, col(Alert.rule_id).is_(None), col(Alert.training).is_(False)))
    )


def _verdicts(session: Session, report_ids: Collection[int], until: datetime) -> dict[int, str]:
    """The newest answer of a contact about the issue of each of these reports, of those who were asked since it came.

    One that says something stands before one that says that it is unclear.
    """
    asked = (
        select(col(IssueReport.report_id), col(Verification.verdict))
        .join(Verification, col(Verification.issue_id) == col(IssueReport.issue_id))
        .join(Report, col(Report.id) == col(IssueReport.report_id))
        .where(
            col(IssueReport.report_id).in_(report_ids),
            col(Verification.answered_at) < until,
            col(Verification.asked_at) >= col(Report.submitted_at),
        )
        .order_by(col(Verification.verdict) != Verdict.UNCLEAR, col(Verification.answered_at))
    )
    return {row.report_id: str(row.verdict) for row in session.execute(asked)}


def _is_taken(alert: Alert) -> bool:
    """Tell whether somebody has it or had: not whoever it was handed to and who has not opened it."""
    opened = alert.status is AlertStatus.ACKNOWLEDGED and alert.acknowledged_at is not None
    return opened or alert.status is AlertStatus.CLOSED


def _status(alerts: Mapping[int, Alert], report: CountedReport) -> AlertStatus | None:
    alert = alerts.get(report.report_id)
    return alert.status if alert is not None else None
