"""Queries about the messages by which a prompt has come to members and groups: those that a correction has to reach."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session

from storage.tables import Broadcast, Delivery, DeliveryStatus

_DELIVERY, _ROUND = Delivery.__table__, Broadcast.__table__


@dataclass(frozen=True, slots=True)
class SentMessage:
    """The last message of a prompt at one address or in one group, and in how many parts it came there."""

    there: int
    """Id of the address or the group."""
    delivery_id: int
    message_id: str
    parts: int


def at_addresses(session: Session, prompt_id: int) -> list[SentMessage]:
    """The newest at each address that has all of it: of a round, or of the corrections that followed it as messages.

    Several corrections count together, so that none of their messages is taken for the only one.
    """
    mine = _DELIVERY.c.prompt_id == prompt_id, _DELIVERY.c.group_id.is_(None)
    return _newest(session, _DELIVERY.c.address_id, mine)


def in_groups(session: Session, prompt_id: int) -> list[SentMessage]:
    """The newest in each group."""
    rounds = select(_ROUND.c.id).where(_ROUND.c.prompt_id == prompt_id)
    posted = _DELIVERY.c.group_id.is_not(None)
    # One after the other: PostgreSQL finds neither by its index where it is asked for either.
    brings = _DELIVERY.c.broadcast_id.in_(rounds), _DELIVERY.c.prompt_id == prompt_id
    return _newest(session, _DELIVERY.c.group_id, *((condition, posted) for condition in brings))


def _newest(session: Session, there: ColumnElement[Any], *mine: tuple[ColumnElement[bool], ...]) -> list[SentMessage]:
    """The newest in each place of what fits one of these: an address that is sealed is opened."""
    sent = _DELIVERY.c.status == DeliveryStatus.SENT
    query = select(
        _DELIVERY.c.id, there.label("there"), _DELIVERY.c.answered_to, _DELIVERY.c.broadcast_id, _DELIVERY.c.message_id
    ).where(sent)
    rows = {row.id: row for which in mine for row in session.execute(query.where(*which))}
    parts: dict[tuple[int, int | None], SentMessage] = {}
    for _, row in sorted(rows.items()):
        place = row.there or row.answered_to
        if place is not None:
            before = parts.get((place, row.broadcast_id))
            count = 1 if before is None else before.parts + 1
            parts[place, row.broadcast_id] = SentMessage(place, row.id, row.message_id, count)
    newest: dict[int, SentMessage] = {}
    for message in sorted(parts.values(), key=lambda message: message.delivery_id):
        newest[message.there] = message
    return list(newest.values())
