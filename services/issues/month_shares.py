"""How many of a month's issues were acted on and told: this month's and the last one's, for staff."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta, tzinfo

from sqlmodel import Session

from services import staff_scope
from services.actor import Actor, require
from storage.issues import issue_visibility
from storage.statistics import issue_shares
from storage.statistics.shown_figures import IssueShares
from storage.tables import Role


@dataclass(frozen=True, slots=True)
class MonthShares:
    """The issues that were first heard of in one month. `first`: its first day."""

    first: date
    shares: IssueShares


def newest(session: Session, actor: Actor, now: datetime, zone: tzinfo) -> Sequence[MonthShares]:
    """This month and the one before, each only if something was heard in it; for staff who see the whole province."""
    require(actor, Role.STAFF)
    if not staff_scope.sees_all(session, actor):
        return ()
    first = now.astimezone(zone).date().replace(day=1)
    before = (first - timedelta(days=1)).replace(day=1)
    found, seen = [], issue_visibility.seen_by(session, actor.acting_id)
    for begins, ends in ((first, now), (before, datetime.combine(first, time(), zone))):
        shares = issue_shares.exact(session, datetime.combine(begins, time(), zone), ends, seen)
        if shares.heard:
            found.append(MonthShares(begins, shares))
    return found
