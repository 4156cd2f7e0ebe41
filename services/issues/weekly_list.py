"""The week's list of issues whose outcome nobody has told, by how long they have waited, and the head of the audit log."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, tzinfo

from sqlmodel import Session

from services import audit, working_days
from services.notifications import AuditHeadTold, IssuesWaiting, IssueWaiting, Lateness, Notification
from storage.issues import issue_visibility, issues
from storage.members import addresses, members
from storage.tables import Issue, Role

OUTCOME_WITHIN = 15
"""Working days from when an issue was heard of to its outcome."""
_SOON = 5
_MOST = 200


def lateness(passed: int) -> Lateness:
    """Tell by the working days that have gone by since an issue was heard of."""
    if passed >= 2 * OUTCOME_WITHIN:
        return Lateness.VERY_OVERDUE
    if passed > OUTCOME_WITHIN:
        return Lateness.OVERDUE
    return Lateness.DUE if passed > OUTCOME_WITHIN - _SOON else Lateness.LATER


def _waiting(session: Session, officer_id: int, now: datetime, zone: tzinfo) -> list[IssueWaiting]:
    found = issues.without_outcome(session, _MOST, officer_id)
    places = issues.unit_names(session, {issue.unit_id for issue in found})
    heard = issue_visibility.heard_at(session, found, officer_id)
    return [_one(session, issue, heard[issue.id], places[issue.unit_id], now, zone) for issue in found]


def due(session: Session, now: datetime, zone: tzinfo) -> Sequence[Notification]:
    """The list for every officer, of what they see, with the head of the log below it, and the head for administrators.

    A head that many people have read cannot be changed: `langnghe audit verify --head` holds the log against it.
    """
    head = str(audit.head(session))
    officers = addresses.reached(session, members.officers(session), now)
    told: list[Notification] = [
        IssuesWaiting(person, _waiting(session, person.member_id, now, zone), head) for person in officers
    ]
    reached = {person.member_id for person in officers}
    admins = [member_id for member_id in members.with_role(session, Role.ADMIN) if member_id not in reached]
    return [*told, *(AuditHeadTold(person, head) for person in addresses.reached(session, admins, now))]


def _one(session: Session, issue: Issue, heard_at: datetime, place: str, now: datetime, zone: tzinfo) -> IssueWaiting:
    passed = working_days.passed(session, heard_at, now, zone)
    due_at = working_days.after(session, heard_at, OUTCOME_WITHIN, zone)
    return IssueWaiting(issue.id, issue.title, place, due_at, lateness(passed))
