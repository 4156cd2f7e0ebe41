"""How many issues were heard of in a while, and how many of them were acted on and told.

The counts are of issues, never of reports; for leaders each of them, and what is left of it, has k reporters behind it or is
left out (privacy 4), and an issue that only single reporters spoke of is in none (privacy 3).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, and_, func
from sqlalchemy.orm import Session
from sqlmodel import col, select

from storage.members.members import singles
from storage.statistics.shown_figures import IssueShares
from storage.statistics.suppression import K
from storage.tables import Issue, IssueReport, Report, Reporter


@dataclass(frozen=True, slots=True)
class IssueDates:
    """How far one issue is, and the members who reported on it: for counting alone."""

    acted: bool
    told: bool
    reporters: frozenset[int]


def heard_between(session: Session, since: datetime, until: datetime) -> list[IssueDates]:
    """The issues that were first heard of in a while; one that was merged is counted with the other."""
    query = (
        select(Issue.id, Issue.acted_at, Issue.told_at, Reporter.member_id)
        .select_from(Issue)
        .outerjoin(
            IssueReport,
            and_(
                col(IssueReport.issue_id) == col(Issue.id),
                col(IssueReport.report_id).not_in(select(Report.id).where(col(Report.training).is_(True))),
            ),
        )
        .outerjoin(Reporter, col(Reporter.report_id) == col(IssueReport.report_id))
        .where(*_heard(since, until))
    )
    dates: dict[int, tuple[bool, bool]] = {}
    people: dict[int, set[int]] = {}
    for issue_id, acted_at, told_at, member_id in session.execute(query):
        dates[issue_id] = (acted_at is not None, told_at is not None)
        people.setdefault(issue_id, set()).update([member_id] if member_id is not None else [])
    return [IssueDates(*done, frozenset(people[issue_id])) for issue_id, done in dates.items()]


def _heard(since: datetime, until: datetime) -> tuple[ColumnElement[bool], ...]:
    return col(Issue.heard_at) >= since, col(Issue.heard_at) < until, col(Issue.merged_into).is_(None)


def exact(session: Session, since: datetime, until: datetime) -> IssueShares:
    """The counts as they are, for staff, who have the list of issues itself; nobody who reported is looked up."""
    counts = select(func.count(), func.count(col(Issue.acted_at)), func.count(col(Issue.told_at))).select_from(Issue)
    return IssueShares(*session.execute(counts.where(*_heard(since, until))).one())


def shown(session: Session, since: datetime, until: datetime) -> IssueShares | None:
    """The counts that a digest may say; None: too few people stand behind them."""
    alone = frozenset(singles(session))
    found = [one for one in heard_between(session, since, until) if one.reporters - alone]
    if not found or not _enough(found):
        return None
    return IssueShares(
        len(found),
        _count([one for one in found if one.acted], [one for one in found if not one.acted]),
        _count([one for one in found if one.told], [one for one in found if not one.told]),
    )


def _count(done: list[IssueDates], left: list[IssueDates]) -> int | None:
    return len(done) if all(not part or _enough(part) for part in (done, left)) else None


def _enough(found: list[IssueDates]) -> bool:
    return len(frozenset().union(*(one.reporters for one in found))) >= K
