"""Lines about alerts in the staff's groups."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlmodel import Session

from services.notifications import AlertNews, AlertToGroup
from storage.members import groups, units
from storage.reports import alerts
from storage.tables import Alert, Group, GroupPurpose, Member


def to_groups(
    session: Session, alert: Alert, news: AlertNews, *, by: str = "", at: datetime | None = None
) -> Sequence[AlertToGroup]:
    """The line in each group of the staff who see where it comes from; none where the author reports singly."""
    author = alerts.author(session, alert)
    member = session.get(Member, author) if author is not None else None
    if member is not None and member.single:
        return ()
    there = alerts.units_of(session, alert)
    bound = [
        group
        for group in groups.for_purpose(session, GroupPurpose.STAFF)
        if all(units.covers(session, group.unit_id, unit_id) for unit_id in there)
    ]
    by_rule = alert.rule_id is not None
    return [AlertToGroup(group, alert.id, alert.raised_at, news, by, at, by_rule) for group in bound]


def group_is_there(session: Session, group: Group) -> Sequence[AlertToGroup]:
    """Tell a staff's group that is bound, or served again, how the open alerts stand: what was said meanwhile it has missed."""
    if group.purpose is not GroupPurpose.STAFF:
        return ()
    asked = [alert for alert in alerts.open_ones(session) if alert.last_asked_at is not None]
    lines = [
        line
        for alert in asked
        for line in to_groups(session, alert, AlertNews.NOBODY if alert.nobody_since else AlertNews.RAISED)
    ]
    return [line for line in lines if line.group.id == group.id]
