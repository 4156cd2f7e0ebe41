"""How many issues were heard of in a while, and how many of them were acted on and told.

The counts are of issues, never of reports; for leaders each of them, and what is left of it, has k reporters behind it or is
left out (privacy 4), and an issue that only single reporters spoke of is in none (privacy 3).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from statistics import median_high

from sqlalchemy import ColumnElement, and_, func, or_
from sqlalchemy import select as columns
from sqlalchemy.orm import Session
from sqlmodel import col, select

from storage.members.members import singles
from storage.statistics.shown_figures import IssueShares
from storage.statistics.suppression import K
from storage.tables import Issue, IssueReport, Report, Reporter


@dataclass(frozen=True, slots=True)
class IssueDates:
    """How far one issue is, and the members who reported on it: for counting alone."""

    acted: timedelta | None
    """How long after it was heard of; None: not yet."""
    told: timedelta | None
    reporters: frozenset[int]


def heard_between(session: Session, since: datetime, until: datetime) -> list[IssueDates]:
    """The issues that were first heard of in a while; one that was merged is counted with the other."""
    query = (
        columns(*(col(Issue.id), col(Issue.heard_at), col(Issue.acted_at), col(Issue.told_at), col(Reporter.member_id)))
        .select_from(Issue)
        .outerjoin(IssueReport, col(IssueReport.issue_id) == col(Issue.id))
        .outerjoin(Report, and_(col(Report.id) == col(IssueReport.report_id), col(Report.training).is_(False)))
        .outerjoin(Reporter, col(Reporter.report_id) == col(Report.id))
        .where(*_heard(since, until))
    )
    dates: dict[int, tuple[timedelta | None, timedelta | None]] = {}
    people: dict[int, set[int]] = {}
    for issue_id, heard_at, acted_at, told_at, member_id in session.execute(query):
        dates[issue_id] = (_after(heard_at, acted_at), _after(heard_at, told_at))
        people.setdefault(issue_id, set()).update([member_id] if member_id is not None else [])
    return [IssueDates(*done, frozenset(people[issue_id])) for issue_id, done in dates.items()]


def _after(heard_at: datetime, at: datetime | None) -> timedelta | None:
    return at - heard_at if at is not None else None


def _heard(since: datetime, until: datetime) -> tuple[ColumnElement[bool], ...]:
    return col(Issue.heard_at) >= since, col(Issue.heard_at) < until, col(Issue.merged_into).is_(None)


def exact(session: Session, since: datetime, until: datetime, seen: ColumnElement[bool]) -> IssueShares:
    """The counts as they are, for staff, who have the list of issues itself. seen: those of it that the reader may see.

    An issue of which only members in training spoke is in none.
    """
    counts = select(func.count(), func.count(col(Issue.acted_at)), func.count(col(Issue.told_at))).select_from(Issue)
    spoken = select(Report.id).join(IssueReport, col(IssueReport.report_id) == col(Report.id))
    spoken = spoken.where(col(IssueReport.issue_id) == col(Issue.id))
    counted = or_(~spoken.exists(), spoken.where(col(Report.training).is_(False)).exists())
    return IssueShares(*session.execute(counts.where(*_heard(since, until), counted, seen)).one())


def shown(session: Session, since: datetime, until: datetime) -> IssueShares | None:
    """The counts that a digest may say; None: too few people stand behind them."""
    alone = frozenset(singles(session))
    found = [dates for dates in heard_between(session, since, until) if dates.reporters - alone]
    if not found or not _enough(found):
        return None
    acted = [dates.acted for dates in found if dates.acted is not None]
    told = [dates.told for dates in found if dates.told is not None]
    acted_count = _count(found, lambda dates: dates.acted is not None)
    told_count = _count(found, lambda dates: dates.told is not None)
    return IssueShares(
        len(found),
        acted_count,
        told_count,
        _days(acted) if acted_count is not None else None,
        _days(told) if told_count is not None else None,
    )


def _days(took: list[timedelta]) -> int | None:
    """The days within which half of them were done, begun ones whole; None: of so few that one would stand alone."""
    return max(1, -(-median_high(took) // timedelta(days=1))) if len(took) >= K else None


def _count(found: list[IssueDates], done: Callable[[IssueDates], bool]) -> int | None:
    parts = [dates for dates in found if done(dates)], [dates for dates in found if not done(dates)]
    return len(parts[0]) if all(not part or _enough(part) for part in parts) else None


def _enough(found: list[IssueDates]) -> bool:
    return len(frozenset().union(*(dates.reporters for dates in found))) >= K
