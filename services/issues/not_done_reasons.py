"""Reasons why a matter is not done, in the words of whoever reported it; its officers read them without who it was."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from sqlmodel import Session

from services import audit, notice_delivery, who_hears
from services.actor import PROGRAM
from services.free_words import LEAST, taken
from services.issues.feedback import own_issue
from services.issues.issues import LIVE
from services.notifications import NotDoneWhy
from storage.issues import issue_visibility, issues, told_outcomes
from storage.members.addresses import Recipient
from storage.tables import Issue, IssueEvent, IssueEventKind, Notice, NoticeKind

LONGEST = 300
"""The most letters of a reason."""
MOST = 3
"""So many reasons are taken of one report until its author hears of the matter again."""
APART = timedelta(hours=1)
"""Officers hear of the reasons given for one issue no oftener; each stands in its timeline at once."""
_LINES = 50


class Kept(StrEnum):
    """Say what became of a reason."""

    KEPT = "kept"
    LATE = "late"  # the matter is at an end, or nothing was told of it
    ENOUGH = "enough"  # as many as are taken were given


@dataclass(frozen=True, slots=True)
class Given:
    """A reason that was given."""

    kept: Kept
    told: Sequence[NotDoneWhy] = ()


def room(session: Session, reporter: Recipient, report_id: int) -> Kept:
    """Tell what would become of a reason for one's own report, before it is written."""
    issue = own_issue(session, reporter, report_id)
    if issue is None or issue.status not in LIVE or not told_outcomes.with_outcome(session, [report_id]):
        return Kept.LATE
    return Kept.KEPT if told_outcomes.whys(session, report_id) < MOST else Kept.ENOUGH


def give(session: Session, reporter: Recipient, report_id: int, words: str, now: datetime) -> Given:
    """Keep a reporter's reason; its officers hear it at once, or an hour after the one before.

    Raises:
        WordsRefused: the words cannot stay as they are.
    """
    said, there = taken(words, LONGEST, least=LEAST), room(session, reporter, report_id)
    issue = own_issue(session, reporter, report_id)
    if there is not Kept.KEPT or issue is None or not issues.hold(session, issue.id, LIVE):
        return Given(Kept.LATE if there is Kept.KEPT else there)
    if not told_outcomes.count_why(session, report_id, MOST):
        return Given(Kept.ENOUGH)
    issue = issues.get(session, issue.id)  # as it is held
    assert issue is not None
    before = _reasons(session, issue.id)
    issues.note(session, issue.id, IssueEventKind.NOT_DONE, now, None, said)
    audit.note(session, PROGRAM, now, "issue.why", f"issue:{issue.id}")
    officers = who_hears.of_issue(session, issue, ())
    kind, number = NoticeKind.NOT_DONE_WHY, issue.told_round
    if before and before[-1].at > now - APART:
        notice_delivery.keep(session, kind, issue.id, officers, now, told_round=number, begins_at=now + APART)
        return Given(Kept.KEPT)
    people = notice_delivery.keep(session, kind, issue.id, officers, now, told_round=number)
    return Given(Kept.KEPT, [_said(person, issue, said, notice.id) for notice, person in people])


def again(session: Session, notice: Notice) -> Callable[[Recipient], NotDoneWhy] | None:
    """The newest reason for an officer; None: the matter is at an end, was told anew, or is theirs to see no more."""
    issue = issues.get(session, notice.subject_id)
    if issue is None or issue.status not in LIVE or issue.told_round != notice.told_round:
        return None
    reasons = _reasons(session, issue.id)
    if not reasons or not issue_visibility.may_see(session, issue.id, notice.member_id):
        return None
    found, words = issue, reasons[-1].words or ""
    return lambda person: _said(person, found, words, notice.id)


def _said(person: Recipient, issue: Issue, words: str, notice_id: int) -> NotDoneWhy:
    return NotDoneWhy(person, issue.id, issue.title, words, notice_id)


def _reasons(session: Session, issue_id: int) -> Sequence[IssueEvent]:
    """The reasons given for an issue since its outcome was told last, the oldest first."""
    lines = issues.timeline(session, issue_id, _LINES)
    told = max(
        (place for place, issue_event in enumerate(lines) if issue_event.kind is IssueEventKind.TOLD), default=-1
    )
    return [
        issue_event
        for issue_event in lines[told + 1 :]
        if issue_event.kind is IssueEventKind.NOT_DONE and issue_event.words
    ]
