"""A restored backup, marked so that nothing which was due since it was made leaves before somebody has said so."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import func, insert, or_, select, update
from sqlalchemy.orm import Session
from sqlmodel import col

from storage.maintenance.raw_tables import raw
from storage.tables import DeliveryStatus, Heartbeat, Lane, Outage, PromptStatus, Restore, SurveyStatus

HELD = "restored"
"""The reason of a delivery that waited when the backup was made: it may have left since."""
_TOLD_FROM = timedelta(minutes=15)


def mark(session: Session, made_at: datetime, now: datetime) -> None:
    """Hold what was due since the backup, and note the time of which nothing is known any more."""
    held = _hold_deliveries(session)
    if held or _is_due(session, now):
        row = {"made_at": made_at, "restored_at": now, "asked": 0, "next_at": now}
        session.execute(insert(Restore.__table__), row)
    accounts = session.scalars(select(col(Heartbeat.account_id))).all()
    session.execute(update(Heartbeat).values(heard_at=now))
    if accounts and now - made_at >= _TOLD_FROM:
        gone = {"since": made_at, "until": now, "lost_before": now, "restored": True, "told": False}
        session.execute(insert(Outage.__table__), [{"account_id": number, **gone} for number in accounts])


def _hold_deliveries(session: Session) -> int:
    """Answers come too late for anybody; prompts, reminders and digests wait; alerts go on, since nobody may miss one."""
    delivery = raw("delivery")
    waiting = delivery.c.status.in_((DeliveryStatus.QUEUED.value, DeliveryStatus.SENDING.value))
    late = update(delivery).where(waiting, delivery.c.lane == Lane.REPLY.value)
    session.execute(late.values(status=DeliveryStatus.EXPIRED.value, reason=HELD, reply_to=None, act=None))
    held = waiting, delivery.c.lane == Lane.BROADCAST.value
    count = session.scalar(select(func.count()).select_from(delivery).where(*held)) or 0
    session.execute(update(delivery).where(*held).values(status=DeliveryStatus.FAILED.value, reason=HELD))
    return count


def _is_due(session: Session, now: datetime) -> bool:
    rule, prompt, survey, issue = raw("rule"), raw("prompt"), raw("survey"), raw("issue")
    notice, verification = raw("notice"), raw("verification")
    rules = select(rule.c.id).where(rule.c.enabled.is_(True), rule.c.next_at <= now)
    ripe = or_(prompt.c.send_at <= now, prompt.c.due_at <= now)
    prompts = select(prompt.c.id).where(prompt.c.status == PromptStatus.SCHEDULED.value, ripe)
    planned = survey.c.status == SurveyStatus.PLANNED.value, survey.c.opens_at <= now
    others = (
        select(survey.c.id).where(*planned),
        select(issue.c.id).where(issue.c.ask_at <= now),
        select(verification.c.id).where(verification.c.next_at <= now),
        select(notice.c.id).where(notice.c.next_at <= now),
    )
    return any(session.scalar(query.limit(1)) is not None for query in (rules, prompts, *others))
