"""Issues that an officer may see, and when they were first heard of as far as this officer may know.

An issue follows its reports: one that nobody spoke of but who reports singly is the assigned officer's alone, its title and its
place too (privacy 3). One that no report speaks of any more is its owner's.
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import ColumnElement, and_, exists, func, or_, select
from sqlalchemy.orm import Session
from sqlmodel import col

from storage.members import members, reach
from storage.reports import visibility
from storage.tables import Issue, IssueReport, Report, Reporter


def seen_by(session: Session, officer_id: int | None) -> ColumnElement[bool]:
    """The condition on `Issue` that an officer may see it. None: the program, which sees none of single reporters alone."""
    of_others, own = visibility.singles_of(session, officer_id)
    inside = reach.of_member(session, officer_id)
    spoken = _spoken(~visibility.by(of_others))
    nobody = ~exists().where(col(IssueReport.issue_id) == col(Issue.id))
    theirs = and_(nobody, col(Issue.owner_id) == officer_id)
    there = or_(spoken, and_(nobody, col(Issue.owner_id).is_(None)))
    there = there if inside is None else and_(col(Issue.unit_id).in_(inside), there)
    return or_(there, theirs, *([_spoken(visibility.by(own))] if own else []))


def _spoken(which: ColumnElement[bool]) -> ColumnElement[bool]:
    """Some report speaks of the issue for which a condition holds."""
    link = and_(col(IssueReport.issue_id) == col(Issue.id), col(IssueReport.report_id) == col(Report.id))
    return exists().where(link, which).correlate(Issue)


def may_see(session: Session, issue_id: int, officer_id: int | None) -> bool:
    """Tell whether an officer may see an issue."""
    query = select(col(Issue.id)).where(col(Issue.id) == issue_id, seen_by(session, officer_id))
    return session.scalar(query) is not None


def officers(session: Session, issue: Issue) -> list[int]:
    """The staff who may see an issue, in the order in which they are alerted."""
    alone = members.singles(session)
    query = select(col(IssueReport.report_id), col(Reporter.member_id)).where(col(IssueReport.issue_id) == issue.id)
    links = session.execute(query.outerjoin(Reporter, col(Reporter.report_id) == col(IssueReport.report_id))).all()
    assigned = {alone[row.member_id] for row in links if row.member_id in alone}
    known = [
        officer
        for officer in members.officers(session)
        if officer in assigned or (not links and officer == issue.owner_id)
    ]
    if any(row.member_id not in alone for row in links) or (not links and issue.owner_id is None):
        return list(dict.fromkeys((*reach.officers(session, issue.unit_id), *known)))
    return known


def shown_officers(session: Session, issue: Issue, officer_id: int) -> list[int]:
    """The staff who may see an issue, as far as one who does may know of them: that somebody reports singly is told to nobody.

    Whom the issue is seen by for such a reporter alone is not named to others (privacy 3).
    """
    alone = members.singles(session)
    query = select(col(Reporter.member_id)).join(IssueReport, col(IssueReport.report_id) == col(Reporter.report_id))
    spoke = set(session.scalars(query.where(col(IssueReport.issue_id) == issue.id)))
    everybody = reach.officers(session, issue.unit_id) if spoke - alone.keys() else []
    return list(dict.fromkeys((*everybody, officer_id)))


def hidden_links(session: Session, issue_id: int, officer_id: int | None) -> set[datetime]:
    """The instants at which reports that are other officers' alone came to an issue."""
    of_others, _ = visibility.singles_of(session, officer_id)
    query = select(col(IssueReport.added_at)).join(Reporter, col(Reporter.report_id) == col(IssueReport.report_id))
    return set(
        session.scalars(query.where(col(IssueReport.issue_id) == issue_id, col(Reporter.member_id).in_(of_others)))
    )


def heard_at(session: Session, issues: Collection[Issue], officer_id: int | None) -> dict[int, datetime]:
    """When each of some issues was first heard of, without the reports that are other officers' alone."""
    of_others, _ = visibility.singles_of(session, officer_id)
    found = {issue.id: issue.heard_at for issue in issues}
    touched = select(col(IssueReport.issue_id)).join(Reporter, col(Reporter.report_id) == col(IssueReport.report_id))
    touched = touched.where(col(Reporter.member_id).in_(of_others), col(IssueReport.issue_id).in_(list(found)))
    query = select(col(IssueReport.issue_id), func.min(col(Report.submitted_at)))
    query = query.join(Report, col(Report.id) == col(IssueReport.report_id))
    query = query.where(col(IssueReport.issue_id).in_(touched), ~visibility.by(of_others))
    for issue_id, first in session.execute(query.group_by(col(IssueReport.issue_id))) if of_others else ():
        found[issue_id] = max(first, found[issue_id])
    return found
