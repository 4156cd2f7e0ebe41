"""Hints for whoever reviews a report: it was filled in fast, repeats one of before, or reads like somebody else's.

Worked out when the report is looked at and kept nowhere: nobody is counted, compared or evaluated by them (privacy 8).
"""

from __future__ import annotations

from datetime import timedelta
from enum import StrEnum

from sqlmodel import Session

from services.actor import Actor, require
from services.issues import neutral_question
from storage.reports import neighbours, reports
from storage.reports.visibility import may_see, reporter
from storage.tables import Role
from texts.fold import fold, spaced

FAST = timedelta(seconds=40)
_BEFORE, _AROUND = timedelta(days=62), timedelta(days=7)
_MOST, _FEWEST_WORDS = 40, 5


class Hint(StrEnum):
    """Each is a sentence."""

    FAST = "fast"
    COPY = "copy"
    TWIN = "twin"


def of_report(session: Session, actor: Actor, report_id: int) -> list[Hint]:
    """The hints about a report, for an officer who may see it."""
    require(actor, Role.STAFF)
    report, member = reports.get(session, report_id), reporter(session, report_id)
    if report is None or member is None or not may_see(session, report_id, actor.member_id):
        return []
    found = []
    begun = neighbours.begun_at(session, report, member.id)
    if begun is not None and timedelta(0) <= report.submitted_at - begun < FAST:
        found.append(Hint.FAST)
    said = _said(reports.newest(session, report).document)
    if said:
        if said in map(_said, neighbours.own_before(session, report, member.id, _BEFORE, _MOST)):
            found.append(Hint.COPY)
        if said in map(_said, neighbours.of_others(session, report, member.id, actor.acting_id, _AROUND, _MOST)):
            found.append(Hint.TWIN)
    return found


def _said(document: str) -> str:
    """The longest text of a report without what the eye ignores; "" where it is too short to say anything."""
    texts = [spaced(fold(text)) for text in neutral_question.words_of([document])]
    longest = max(texts, key=len, default="")
    return longest if longest.count(" ") + 1 >= _FEWEST_WORDS else ""
