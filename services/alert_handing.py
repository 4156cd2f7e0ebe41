"""An alert that one officer hands to another: it is theirs when they have opened it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlmodel import Session

from services import audit
from services.actor import Actor
from services.alert_lines import to_groups
from services.alert_rest import IDLE
from services.alerts import Plan, next_step, visible
from services.notifications import AlertHandedOver, AlertNews, Notification
from storage.members import addresses, members
from storage.members.addresses import Recipient
from storage.reports import alerts


def colleagues(session: Session, actor: Actor, alert_id: int, now: datetime) -> list[Recipient]:
    """The other officers who may have an alert and can be reached."""
    alert = visible(session, actor, alert_id)
    wanted = (
        [officer for officer in alerts.officers(session, alert) if officer != actor.member_id]
        if alert is not None
        else []
    )
    reached = {person.member_id: person for person in addresses.reached(session, wanted, now)}
    return [reached[number] for number in wanted if number in reached]


def hand_over(
    session: Session, actor: Actor, alert_id: int, to_id: int, now: datetime, plan: Plan
) -> Sequence[Notification] | None:
    """Give an alert to another officer, who hears it. They have it when they have opened it (`opened`).

    They have as long for that as for an alert that they are asked to take; then the next one is asked.

    None: it is not theirs to give, or not for that officer.
    """
    to = next(
        (colleague for colleague in colleagues(session, actor, alert_id, now) if colleague.member_id == to_id), None
    )
    alert = alerts.get(session, alert_id)
    if to is None or alert is None:
        return None
    values = {"acknowledged_by": to_id, "acknowledged_at": None, "last_asked_at": now}
    if not alerts.go_on(session, alert_id, actor.acting_id, now, next_step(session, alert, now, plan), **values):
        return None
    session.refresh(alert)
    audit.note(session, actor, now, "alert.hand_over", f"alert:{alert_id}", f"member:{to_id}")
    name = members.name_of(session, actor.member_id)
    line = to_groups(session, alert, AlertNews.HANDED_OVER, by=members.name_of(session, to_id))
    return [AlertHandedOver(to, alert_id, alert.raised_at, name), *line]


def opened(session: Session, actor: Actor, alert_id: int, now: datetime) -> Sequence[Notification]:
    """Whoever an alert was handed to looks at it: it is theirs from now on, and the staff's group hears so."""
    alert = visible(session, actor, alert_id)
    if (
        alert is None
        or actor.member_id is None
        or not alerts.accept(session, alert_id, actor.member_id, now, now + IDLE)
    ):
        return ()
    session.refresh(alert)
    audit.note(session, actor, now, "alert.take", f"alert:{alert_id}")
    return to_groups(session, alert, AlertNews.TAKEN, by=members.name_of(session, actor.member_id), at=now)
