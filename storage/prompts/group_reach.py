"""Queries about which closed groups a prompt has come to, and why not to the others."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import case, func, or_, select
from sqlalchemy.orm import Session

from storage.tables import (
    Broadcast,
    Delivery,
    DeliveryStatus,
    Group,
    GroupPurpose,
    Prompt,
    PromptStatus,
    UnitPath,
)

_BROADCAST, _DELIVERY, _GROUP = Broadcast.__table__, Delivery.__table__, Group.__table__
_PATH, _PROMPT = UnitPath.__table__, Prompt.__table__
_WAITING = (DeliveryStatus.QUEUED, DeliveryStatus.SENDING)
_LOST = (DeliveryStatus.FAILED, DeliveryStatus.EXPIRED)


@dataclass(frozen=True, slots=True)
class GroupReach:
    """A closed group that a prompt is for.

    `missed`: why it has not got it, "" where it has or is about to.
    """

    group_id: int
    title: str
    told: bool
    missed: str


def of_prompt(session: Session, prompt_id: int) -> tuple[GroupReach, ...]:
    """The groups that a prompt went to, and those whose whole unit it is for and that have not got it."""
    waits = func.max(case((_DELIVERY.c.status.in_(_WAITING), 1), else_=0)).label("waits")
    lost = func.max(case((_DELIVERY.c.status.in_(_LOST), 1), else_=0)).label("lost")
    why = func.max(case((_DELIVERY.c.status.in_(_LOST), _DELIVERY.c.reason))).label("why")
    rounds = session.execute(
        select(_DELIVERY.c.group_id, waits, lost, why)
        .join(_BROADCAST, _BROADCAST.c.id == _DELIVERY.c.broadcast_id)
        .where(_BROADCAST.c.prompt_id == prompt_id, _DELIVERY.c.group_id.is_not(None))
        .group_by(_DELIVERY.c.group_id, _DELIVERY.c.broadcast_id)
        .order_by(_DELIVERY.c.broadcast_id)
    ).all()
    told = {row.group_id for row in rounds if not row.waits and not row.lost}
    waiting = {row.group_id for row in rounds if row.waits}
    reasons = {row.group_id: row.why for row in rounds if row.lost}
    found = session.execute(
        select(_GROUP.c.id, _GROUP.c.title, _GROUP.c.unreachable)
        .join(_PATH, _PATH.c.descendant_id == _GROUP.c.unit_id)
        .join(_PROMPT, _PROMPT.c.unit_id == _PATH.c.ancestor_id)
        .where(
            _PROMPT.c.id == prompt_id,
            or_(_GROUP.c.purpose == GroupPurpose.COLLABORATORS, _GROUP.c.id.in_({row.group_id for row in rounds})),
        )
        .order_by(_GROUP.c.id)
    )
    return tuple(
        GroupReach(
            row.id,
            row.title,
            row.id in told,
            "" if row.id in told or row.id in waiting else row.unreachable or reasons.get(row.id) or "later",
        )
        for row in found
    )


def missed_by(session: Session, group: Group, now: datetime) -> list[tuple[int, str]]:
    """The prompts that are not over and that a group should have got and has not: (id, title)."""
    query = (
        select(_PROMPT.c.id, _PROMPT.c.title)
        .join(_PATH, _PATH.c.ancestor_id == _PROMPT.c.unit_id)
        .where(_PATH.c.descendant_id == group.unit_id, _PROMPT.c.status == PromptStatus.SENT, _PROMPT.c.due_at > now)
        .order_by(_PROMPT.c.id)
    )
    return [
        (row.id, row.title)
        for row in session.execute(query)
        if any(group_reach.group_id == group.id and group_reach.missed for group_reach in of_prompt(session, row.id))
    ]
