"""A rule is tried on the last month before it is saved: how much it would have flagged of what the officer may see."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta, tzinfo

from sqlmodel import Session

from services.flags import counting
from services.flags.specs import AnswerIs, Spec, Words, load
from services.issues import neutral_question
from storage.reports import flagging
from storage.reports.flagging import CountableReport
from storage.tables import FlagRule, Report

MONTH = timedelta(days=30)
_MOST = 5000
_ENOUGH = 10
"""Fewer reports than these say nothing of how broad a rule is."""
_SHOWN = 5


@dataclass(frozen=True, slots=True)
class Trial:
    """A rule on the last month. `numbers`: the newest reports that it would have flagged, a few."""

    tried: int
    flagged: int
    numbers: tuple[str, ...] = ()


def too_broad(tried: int, flagged: int) -> bool:
    """Tell whether a rule flags half of what there is: whoever is called so often hears nothing any more."""
    return tried >= _ENOUGH and flagged * 2 >= tried


def run(session: Session, rule_id: int, now: datetime, zone: tzinfo) -> Trial | None:
    """Hold a rule against the last month's reports that its writer may see. None: there is no such rule (any more)."""
    rule = flagging.get(session, rule_id)
    if rule is None:
        return None
    since = now.astimezone(zone).date() - MONTH
    below = flagging.below(session, rule.unit_id)
    seen = flagging.month(session, rule.proposed_by, since, _MOST)
    reports = [report for report in seen if (report.place_id or report.unit_id) in below]
    found = _flagged(session, rule, reports, since)
    numbers = [report.number for report in reports if report.id in found]
    return Trial(len(reports), len(numbers), tuple(numbers[:_SHOWN]))


def _flagged(session: Session, rule: FlagRule, reports: Sequence[Report], since: date) -> set[int]:
    spec: Spec = load(rule.kind, rule.spec)
    if isinstance(spec, Words):
        documents = flagging.documents(session, reports)
        return {
            report_id
            for report_id, said in documents.items()
            if any(map(spec.match, neutral_question.words_of([said])))
        }
    if isinstance(spec, AnswerIs):
        return flagging.answered(session, spec.field, [spec.choice], since)
    rows: dict[tuple[str, int], list[CountableReport]] = defaultdict(list)
    for report in flagging.countable(session, since - timedelta(days=counting.DAYS)):
        rows[report.matter, report.unit_id].append(report)
    return {report_id for row in rows.values() for report_id in counting.tripped(spec, row)}
