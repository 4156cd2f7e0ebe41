"""A report that was sent is held against the rules: each that it trips flags it, and the first raises its alert.

Its reporter is told nothing of it: whoever knew the rules could write around them.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlmodel import Session

from services import alerts, audit
from services.actor import PROGRAM
from services.alerts import Plan
from services.flags import counting
from services.flags.specs import AnswerIs, Rise, Several, Spec, Words, load
from services.issues import neutral_question
from services.notifications import Notification
from storage.reports import flagging
from storage.reports.reports import Submission
from storage.reports.visibility import reporter
from storage.tables import FlagKind, Report


def look(
    session: Session, report: Report, submission: Submission, now: datetime, plan: Plan, *, revised: bool
) -> Sequence[Notification]:
    """Flag a report and ask an officer to look at it. A revision is held against its words and answers alone;
    what somebody in training sent is held against none."""
    rules = () if report.training else flagging.active(session)
    if not rules:
        return ()
    unit_id = report.place_id or report.unit_id
    above, matter = flagging.above(session, unit_id), flagging.matter_of(submission.coded)
    words: list[str] | None = None
    tripped: list[int] = []
    for row in rules:
        if row.unit_id not in above:
            continue
        spec = load(FlagKind(row.kind), row.spec)
        if isinstance(spec, Words) and words is None:
            words = neutral_question.words_of([submission.document])
        if _trips(session, report, spec, row.number, submission, words or [], matter, now, plan, revised=revised):
            counts = isinstance(spec, Several | Rise)
            if flagging.flag(session, report.id, row.id, matter if counts else "", unit_id, now):
                audit.note(session, PROGRAM, now, "flag.raise", f"report:{report.id}", f"rule:{row.id}")
                tripped.append(row.id)
    return alerts.raise_by_rule(session, report, tripped[0], now, plan) if tripped else ()


def _trips(
    session: Session,
    report: Report,
    spec: Spec,
    number: int,
    submission: Submission,
    words: Sequence[str],
    matter: str,
    now: datetime,
    plan: Plan,
    *,
    revised: bool,
) -> bool:
    if isinstance(spec, Words):
        return any(spec.match(text) for text in words)
    if isinstance(spec, AnswerIs):
        return spec.choice in submission.coded.get(spec.field, ())
    member = reporter(session, report.id)
    if revised or not matter or member is None or member.single:
        return False
    unit_id = report.place_id or report.unit_id
    if counting.rests(spec, flagging.flagged_at(session, number, matter, unit_id), now, plan.zone):
        return False
    row = flagging.countable(session, counting.since(spec, now, report.day), matter, unit_id)
    return report.id in counting.tripped(spec, row)
