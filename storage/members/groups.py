"""Queries about the closed groups that staff bound."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime

from sqlalchemy import and_, bindparam, delete, select, update
from sqlalchemy.orm import Session

from storage.engine.prepared import Prepared
from storage.members.addresses import NOT_SERVED, chat_hash
from storage.members.merged_addresses import redirect
from storage.tables import Delivery, DeliveryStatus, Group, GroupPoll, GroupPurpose

_TABLE, _DELIVERY, _POLL = Group.__table__, Delivery.__table__, GroupPoll.__table__
_WAITING = (DeliveryStatus.QUEUED, DeliveryStatus.SENDING)
_ANY = Prepared(
    select(
        select(_TABLE.c.id)
        .where(_TABLE.c.purpose == bindparam("what_for"), _TABLE.c.unreachable.is_(None))
        .exists()
        .label("there")
    )
)


def get(session: Session, group_id: int) -> Group | None:
    return session.get(Group, group_id)


def lock(session: Session, group_ids: Collection[int]) -> None:
    """Until this transaction ends nobody else counts for what stands in these groups; what is sent there still is."""
    query = select(_TABLE.c.id).where(_TABLE.c.id.in_(group_ids)).order_by(_TABLE.c.id)
    session.execute(query.with_for_update(key_share=True))


def at_chat(session: Session, account_id: int, chat: str) -> Group | None:
    return session.scalar(
        select(Group).where(
            _TABLE.c.account_id == account_id, _TABLE.c.chat_hash == chat_hash(session, account_id, chat)
        )
    )


def bind(session: Session, group: Group) -> Group:
    """Bind a chat to a unit and a purpose; a chat that was bound before is bound anew."""
    group.chat_hash = chat_hash(session, group.account_id, group.chat)
    found = at_chat(session, group.account_id, group.chat)
    if found is None:
        found = group
        session.add(group)
    else:
        found.purpose, found.unit_id, found.bound_by = group.purpose, group.unit_id, group.bound_by
        found.title, found.topic = group.title, group.topic
        found.unreachable = found.unreachable_at = None
    session.flush()
    return found


def set_unreachable(session: Session, group_id: int, reason: str, at: datetime) -> bool:
    """Mark a group that takes nothing from us. False: it was marked already."""
    marked = session.connection().execute(
        update(_TABLE)
        .where(_TABLE.c.id == group_id, _TABLE.c.unreachable.is_(None))
        .values(unreachable=reason, unreachable_at=at)
    )
    return marked.rowcount == 1


def set_reachable(session: Session, group_ids: Collection[int]) -> bool:
    """Serve these groups again. False: none of them was marked, or their account is not ours any more."""
    served = session.connection().execute(
        update(_TABLE)
        .where(_TABLE.c.id.in_(group_ids), _TABLE.c.unreachable.is_not(None), _TABLE.c.unreachable != NOT_SERVED)
        .values(unreachable=None, unreachable_at=None)
    )
    return served.rowcount > 0


def move(session: Session, group_id: int, chat: str) -> int | None:
    """The network gave a group a new chat id, so that it is served again; returns the group that is there now.

    Where the new chat was bound by itself meanwhile, the two are one group: the newer one stays, with what was sent to
    either; what waits for both in one turn goes once. None: there is no such group.
    """
    group = session.connection().execute(select(_TABLE.c.account_id).where(_TABLE.c.id == group_id)).first()
    if group is None:
        return None
    marked = chat_hash(session, group.account_id, chat)
    there = select(_TABLE.c.id).where(_TABLE.c.account_id == group.account_id, _TABLE.c.chat_hash == marked)
    other = session.connection().execute(there).scalar()
    if other is None:
        learnt = {"chat": chat, "chat_hash": marked, "commands": None}
        session.connection().execute(update(_TABLE).where(_TABLE.c.id == group_id).values(learnt))
        set_reachable(session, [group_id])
        other = group_id
    elif other != group_id:
        _merge(session, group_id, other)
    redirect(session, _DELIVERY.c.group_id == other, chat)
    session.expire_all()
    return other


def _merge(session: Session, old: int, new: int) -> None:
    """Leave of two rows of one chat the new one; what one turn sent to both is counted once."""
    twin = _DELIVERY.alias("twin")
    same_turn = and_(
        twin.c.group_id == new,
        twin.c.created_at == _DELIVERY.c.created_at,
        twin.c.lane == _DELIVERY.c.lane,
        twin.c.broadcast_id.is_not_distinct_from(_DELIVERY.c.broadcast_id),
    )
    twice = _DELIVERY.c.group_id == old, select(twin.c.id).where(same_turn).exists()
    session.connection().execute(delete(_DELIVERY).where(*twice))
    session.connection().execute(update(_DELIVERY).where(_DELIVERY.c.group_id == old).values(group_id=new))
    session.connection().execute(update(_POLL).where(_POLL.c.group_id == old).values(group_id=new))
    session.connection().execute(delete(_TABLE).where(_TABLE.c.id == old))


def is_one_served(session: Session, purpose: GroupPurpose) -> bool:
    """Tell whether a group is bound for a purpose and served."""
    return bool(_ANY.rows(session, {"what_for": purpose})[0].there)


def for_purpose(session: Session, purpose: GroupPurpose, *, marked: bool = False) -> Sequence[Group]:
    """The groups that are bound for a purpose and served; `marked`: those too that take nothing now."""
    query = select(Group).where(_TABLE.c.purpose == purpose).order_by(_TABLE.c.id)
    return session.scalars(query if marked else query.where(_TABLE.c.unreachable.is_(None))).all()
