"""The answer back.

Everybody who reported on an issue hears its outcome, and can say that it is not done (privacy 6).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlmodel import Session

from services import audit
from services.actor import PROGRAM, Actor, require
from services.free_words import NOTE, taken
from services.notifications import DoneAsked, IssueReopened, Notification, OutcomeTold
from services.states import ISSUE, step
from storage.issues import issues, verifications
from storage.issues.issues import Told
from storage.members import addresses
from storage.members.addresses import Recipient
from storage.reports import reports
from storage.tables import Issue, IssueEventKind, IssueStatus, Role

ASKED_AFTER = timedelta(days=7)
"""After this those who heard the outcome are asked once whether it is done."""


@dataclass(frozen=True, slots=True)
class Resolved:
    """`waiting`: how many who reported on it can be told only when they can be reached again."""

    issue: Issue
    told: Sequence[Notification]
    waiting: int


def resolve(session: Session, actor: Actor, issue_id: int, outcome: str, now: datetime) -> Resolved | None:
    """Write the outcome, and tell it to everybody who reported on the issue, each once.

    None: the issue is closed.

    Written again it is a further part of the outcome, told to all of them anew.

    Raises:
        WordsRefused: the outcome cannot stay as it is.
    """
    require(actor, Role.STAFF)
    words = taken(outcome, NOTE)
    issue, row = issues.get(session, issue_id), step(ISSUE, "tell")
    if issue is None:
        return None
    values = {
        "status": row.after,
        "outcome": words,
        "told_round": issue.told_round + 1,
        "told_at": issue.told_at or now,
        "acted_at": issue.acted_at or now,
        "ask_at": now + ASKED_AFTER,
    }
    if not issues.change(session, issue_id, [IssueStatus(one) for one in row.before], **values):
        return None
    verifications.cancel(session, issue_id)
    issue = issues.get(session, issue_id)
    assert issue is not None
    issues.note(session, issue_id, IssueEventKind.TOLD, now, actor.member_id, words)
    audit.note(session, actor, now, "issue.tell", f"issue:{issue_id}")
    wanted = issues.untold(session, issue)
    told = _tell(session, issue, wanted, now)
    return Resolved(issue, told, len(wanted) - len(told))


def catch_up(session: Session, member_id: int, now: datetime) -> Sequence[Notification]:
    """Tell somebody who can be reached again the outcomes that passed them over, and ask what the others were asked."""
    found: list[Notification] = []
    for issue in issues.untold_issues(session, member_id):
        found += _tell(session, issue, issues.untold(session, issue, member_id), now)
    for issue in issues.unasked_issues(session, member_id):
        found += _ask(session, issue, issues.unasked(session, issue, member_id), now)
    return found


def ask_whether_done(session: Session, issue_id: int, now: datetime) -> Sequence[Notification]:
    """Ask those who heard the outcome, once, whether it is done; its hour has come."""
    issue = issues.get(session, issue_id)
    if issue is None or issue.status is not IssueStatus.RESOLVED or issue.ask_at is None or issue.ask_at > now:
        return ()
    if not issues.change(session, issue_id, (IssueStatus.RESOLVED,), ask_at=None):
        return ()
    issue = issues.get(session, issue_id)
    assert issue is not None
    return _ask(session, issue, issues.unasked(session, issue), now)


def not_done(
    session: Session, reporter: Recipient, report_id: int, told_round: int, now: datetime
) -> Sequence[Notification] | None:
    """Its reporter says that a matter is not done.

    The issue is open again, and its officer hears it. None: nothing changes.

    Said twice, or to an outcome that another one has followed, it changes nothing.
    """
    issue = _own_issue(session, reporter, report_id)
    row = step(ISSUE, "not_done")
    if issue is None or issue.told_round != told_round:
        return None
    values = {"status": row.after, "ask_at": None}
    if not issues.change(session, issue.id, [IssueStatus(one) for one in row.before], **values):
        return None
    issues.note(session, issue.id, IssueEventKind.NOT_DONE, now)
    audit.note(session, PROGRAM, now, "issue.not_done", f"issue:{issue.id}")
    issue = issues.get(session, issue.id)
    assert issue is not None
    owner = [issue.owner_id] if issue.owner_id is not None else []
    return [IssueReopened(one, issue.id, issue.title) for one in addresses.reached(session, owner, now)]


def done(session: Session, reporter: Recipient, report_id: int, told_round: int, now: datetime) -> bool:
    """Its reporter says that a matter is done: nothing is open any more. False: nothing changes."""
    issue = _own_issue(session, reporter, report_id)
    row = step(ISSUE, "done")
    if issue is None or issue.told_round != told_round:
        return False
    if not issues.change(session, issue.id, [IssueStatus(one) for one in row.before], status=row.after, ask_at=None):
        return False
    issues.note(session, issue.id, IssueEventKind.DONE, now)
    audit.note(session, PROGRAM, now, "issue.done", f"issue:{issue.id}")
    return True


def _own_issue(session: Session, reporter: Recipient, report_id: int) -> Issue | None:
    if reports.own_report(session, report_id, reporter.member_id) is None:
        return None
    return issues.issue_of(session, report_id)


def _tell(session: Session, issue: Issue, wanted: Sequence[Told], now: datetime) -> list[OutcomeTold]:
    reached = _reached(session, wanted, now)
    found = []
    for one in wanted:
        if one.member_id in reached:
            issues.mark_told(session, issue, one.member_id)
            person, words = reached[one.member_id], issue.outcome or ""
            found.append(OutcomeTold(person, one.report_id, one.number, one.day, words, issue.told_round))
    return found


def _ask(session: Session, issue: Issue, wanted: Sequence[Told], now: datetime) -> list[DoneAsked]:
    reached = _reached(session, wanted, now)
    found = []
    for one in wanted:
        if one.member_id in reached:
            issues.mark_asked(session, issue, one.member_id)
            person = reached[one.member_id]
            found.append(DoneAsked(person, one.report_id, one.number, one.day, issue.told_round))
    return found


def _reached(session: Session, wanted: Sequence[Told], now: datetime) -> dict[int, Recipient]:
    people = addresses.reached(session, [one.member_id for one in wanted], now)
    return {person.member_id: person for person in people}
