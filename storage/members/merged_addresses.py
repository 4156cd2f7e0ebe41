"""Addresses that turn out to be one: a member has one chat at an account, whatever was sent to either stays sent."""

from __future__ import annotations

from sqlalchemy import ColumnElement, and_, bindparam, delete, or_, select, update
from sqlalchemy.orm import Session

from storage.engine.prepared import Prepared
from storage.members import sealed_replies
from storage.tables import Address, Delivery, DeliveryStatus

_ADDRESS, _DELIVERY = Address.__table__, Delivery.__table__
_ANSWERED = Prepared(update(_DELIVERY).where(_DELIVERY.c.id == bindparam("of")).values(answered_to=bindparam("there")))
_REDIRECT = Prepared(update(_DELIVERY).where(_DELIVERY.c.id == bindparam("of")).values(chat=bindparam("to")))


def merge(session: Session, old: int, new: int) -> None:
    """Leave of two addresses of one member at one account the new one; what one turn sends to both of them goes once."""
    connection = session.connection()
    gone = connection.execute(select(_ADDRESS).where(_ADDRESS.c.id == old)).one()
    twin = _DELIVERY.alias("twin")
    same_turn = and_(
        twin.c.address_id == new,
        twin.c.created_at == _DELIVERY.c.created_at,
        twin.c.lane == _DELIVERY.c.lane,
        twin.c.prompt_id.is_not_distinct_from(_DELIVERY.c.prompt_id),
        twin.c.broadcast_id.is_not_distinct_from(_DELIVERY.c.broadcast_id),
        twin.c.digest_id.is_not_distinct_from(_DELIVERY.c.digest_id),
    )
    connection.execute(
        delete(_DELIVERY).where(_DELIVERY.c.address_id == old, select(twin.c.id).where(same_turn).exists())
    )
    for column in (_DELIVERY.c.address_id, _DELIVERY.c.reply_to):
        connection.execute(update(_DELIVERY).where(column == old).values({column.name: new}))
    asked_again = or_(_DELIVERY.c.prompt_id.is_not(None), _DELIVERY.c.broadcast_id.is_not(None))
    matters = or_(asked_again, _DELIVERY.c.status.in_((DeliveryStatus.QUEUED, DeliveryStatus.SENDING)))
    if mine := sealed_replies.to(session, (old,), matters):
        _ANSWERED.change_many(session, [{"of": number, "there": new} for number in mine])
    connection.execute(delete(_ADDRESS).where(_ADDRESS.c.id == old))
    stays = update(_ADDRESS).where(_ADDRESS.c.id == new)
    if gone.preferred:
        connection.execute(stays.values(preferred=True))
    if gone.focus_draft_id is not None or gone.focus_choice_id is not None:
        idle = _ADDRESS.c.focus_draft_id.is_(None), _ADDRESS.c.focus_choice_id.is_(None)
        focused = {"focus_draft_id": gone.focus_draft_id, "focus_choice_id": gone.focus_choice_id}
        connection.execute(stays.where(*idle).values(focused))


def send_on(session: Session, address_id: int, chat: str) -> None:
    """Send what waits for an address to the chat that it has now."""
    redirect(session, or_(_DELIVERY.c.address_id == address_id, _DELIVERY.c.reply_to == address_id), chat)


def redirect(session: Session, which: ColumnElement[bool], chat: str) -> None:
    """Let those of these deliveries that wait go to another chat, each with the id encrypted for itself."""
    waiting = _DELIVERY.c.status.in_((DeliveryStatus.QUEUED, DeliveryStatus.SENDING))
    ids = session.connection().execute(select(_DELIVERY.c.id).where(which, waiting)).scalars().all()
    _REDIRECT.change_many(session, [{"of": number, "to": chat} for number in ids])
