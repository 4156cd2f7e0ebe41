"""Queries about what became of deliveries to one member or group: when and how, never what."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, or_, select
from sqlalchemy.orm import Session

from storage.members import sealed_replies
from storage.tables import Account, Address, Delivery, DeliveryStatus, Group, Lane, Member

_TABLE, _ADDRESS, _GROUP = Delivery.__table__, Address.__table__, Group.__table__
_MEMBER, _ACCOUNT = Member.__table__, Account.__table__
_LOOKED_AT = 20_000
"""Deliveries, the newest, among which the replies to one member are looked for."""


@dataclass(frozen=True, slots=True)
class DeliveryRecord:
    """One delivery without its content. `tries`: how often it was handed to the network."""

    id: int
    network: str
    lane: Lane
    status: DeliveryStatus
    tries: int
    created_at: datetime
    sent_at: datetime | None
    reason: str


def of_member(session: Session, code: str, most: int) -> Sequence[DeliveryRecord] | None:
    """The newest deliveries to all addresses of a member, the newest first; None: no such member.

    Replies are looked for among the newest deliveries alone, since each has to be opened.
    """
    member_id = session.scalar(select(_MEMBER.c.id).where(_MEMBER.c.code == code))
    if member_id is None:
        return None
    addresses = session.scalars(select(_ADDRESS.c.id).where(_ADDRESS.c.member_id == member_id)).all()
    since = session.scalar(select(_TABLE.c.id).order_by(_TABLE.c.id.desc()).offset(_LOOKED_AT).limit(1)) or 0
    replies = sealed_replies.to(session, addresses, _TABLE.c.id > since)
    return _records(session, or_(_TABLE.c.address_id.in_(addresses), _TABLE.c.id.in_(sorted(replies)[-most:])), most)


def of_group(session: Session, title: str, most: int) -> Sequence[DeliveryRecord] | None:
    """The same for the groups of a title (which is encrypted, so that all are read); None: there is none."""
    named = [row.id for row in session.execute(select(_GROUP.c.id, _GROUP.c.title)) if row.title == title]
    return _records(session, _TABLE.c.group_id.in_(named), most) if named else None


def _records(session: Session, which: ColumnElement[bool], most: int) -> Sequence[DeliveryRecord]:
    query = (
        select(
            _TABLE.c.id,
            _ACCOUNT.c.network,
            _TABLE.c.lane,
            _TABLE.c.status,
            _TABLE.c.tries,
            _TABLE.c.created_at,
            _TABLE.c.sent_at,
            _TABLE.c.reason,
        )
        .join(_ACCOUNT, _ACCOUNT.c.id == _TABLE.c.account_id)
        .where(which)
        .order_by(_TABLE.c.id.desc())
        .limit(most)
    )
    return [DeliveryRecord(*row) for row in session.execute(query)]
