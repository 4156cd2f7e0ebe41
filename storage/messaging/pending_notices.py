"""Queries about notices: what members are to be told, what is under way of it, and what became of that."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime

from sqlalchemy import bindparam, update
from sqlalchemy import select as columns
from sqlalchemy.orm import Session
from sqlmodel import col, select

from storage.engine.prepared import Prepared
from storage.members.members import singles
from storage.tables import Delivery, DeliveryStatus, Member, Notice, NoticeKind

_NOTICE, _DELIVERY = Notice.__table__, Delivery.__table__
_WAITING = (DeliveryStatus.QUEUED, DeliveryStatus.SENDING)
# Asked every second, and mostly in vain.
_DUE = Prepared(
    columns(_NOTICE.c.id, _NOTICE.c.delivery_id, _NOTICE.c.tries).where(_NOTICE.c.next_at <= bindparam("now"))
)


def keep(session: Session, notice: Notice) -> Notice:
    """Store what a member is to be told; of the same subject the newer takes the place of the older.

    One of the same round that is there already stays, under way or waiting. What the older one has in the queue does not
    leave.
    """
    found = session.scalar(
        select(Notice).where(
            Notice.kind == notice.kind,
            Notice.subject_id == notice.subject_id,
            Notice.member_id == notice.member_id,
        )
    )
    if found is not None and found.told_round == notice.told_round and found.words == notice.words:
        return found
    if found is not None:
        if found.delivery_id is not None:
            expire(session, [found.delivery_id], (DeliveryStatus.QUEUED,))
        session.delete(found)
        session.flush()
    session.add(notice)
    session.flush()
    return notice


def get(session: Session, notice_id: int) -> Notice | None:
    """A notice by its number."""
    return session.get(Notice, notice_id)


def due(session: Session, now: datetime) -> list[tuple[int, int]]:
    """The notices to look at, each with how often it was tried: settled, or waiting and due."""
    rows = _DUE.rows(session, {"now": now})
    if not rows:
        return []
    ids = [row.delivery_id for row in rows if row.delivery_id is not None]
    query = columns(_DELIVERY.c.id).where(_DELIVERY.c.id.in_(ids), _DELIVERY.c.status.in_(_WAITING))
    under_way = set(session.scalars(query)) if ids else set()
    return sorted((row.id, row.tries) for row in rows if row.delivery_id is None or row.delivery_id not in under_way)


def some(session: Session, notice_ids: Collection[int]) -> Sequence[Notice]:
    """These notices, in order."""
    return session.scalars(select(Notice).where(col(Notice.id).in_(list(notice_ids))).order_by(col(Notice.id))).all()


def brought_by(session: Session, delivery_ids: Collection[int]) -> Sequence[Notice]:
    """The notices that these deliveries bring."""
    return session.scalars(select(Notice).where(col(Notice.delivery_id).in_(list(delivery_ids)))).all()


def expire(session: Session, delivery_ids: Collection[int], before: Collection[DeliveryStatus] = _WAITING) -> None:
    """Let deliveries that are in one of these states never leave: what they say holds no more."""
    chosen = _DELIVERY.c.id.in_(list(delivery_ids)), _DELIVERY.c.status.in_(list(before))
    expired = {"status": DeliveryStatus.EXPIRED, "reason": "expired", "reply_to": None, "act": None, "chat": ""}
    session.execute(update(_DELIVERY).where(*chosen).values(**expired))


def taken_at(session: Session, delivery_id: int) -> datetime | None:
    """When a network took a delivery; None: none did."""
    query = columns(_DELIVERY.c.status, _DELIVERY.c.sent_at).where(_DELIVERY.c.id == delivery_id)
    row = session.execute(query).first()
    return row.sent_at if row is not None and row.status == DeliveryStatus.SENT else None


def waiting_for(session: Session, member_id: int) -> Sequence[Notice]:
    """Say what a member is still to be told and nothing is under way of."""
    query = select(Notice).where(Notice.member_id == member_id, col(Notice.delivery_id).is_(None))
    return session.scalars(query.order_by(col(Notice.id))).all()


def count_for(session: Session, member_id: int) -> int:
    """The number of things that a member is still to be told."""
    return len(session.scalars(select(Notice.id).where(Notice.member_id == member_id)).all())


def cannot_be_told(session: Session, kind: NoticeKind, subject_id: int, officer_id: int | None) -> int:
    """How many members wait to be told since they cannot be reached: none of a single reporter's but to their officer."""
    query = select(Notice.member_id).where(
        Notice.kind == kind, Notice.subject_id == subject_id, col(Notice.delivery_id).is_(None)
    )
    waiting = set(session.scalars(query))
    if not waiting:
        return 0
    here = set(session.scalars(select(Member.id).where(col(Member.id).in_(waiting), col(Member.left_at).is_(None))))
    hidden = {member for member, officer in singles(session).items() if officer != officer_id}
    return len(here - hidden)


def refused(session: Session, kind: NoticeKind, subject_id: int) -> set[int]:
    """The members whose networks all refused what they were to be told: it waits until they can be reached."""
    query = select(Notice.member_id).where(
        Notice.kind == kind, Notice.subject_id == subject_id, col(Notice.delivery_id).is_(None), Notice.tries > 0
    )
    return set(session.scalars(query))


def officer_heard(session: Session, notice: Notice) -> None:
    """The officer has heard that it cannot be told now, and hears it no more."""
    notice.by_id = None
    session.flush()


def forget(session: Session, notice: Notice) -> None:
    """Delete one: it was told, or means nothing any more."""
    session.delete(notice)
    session.flush()
