"""Queries about polls of a network's own in groups: their state, their counts, and who of the members has voted."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime

import orjson
from sqlalchemy import and_, delete, or_, select, update
from sqlmodel import Session, col

from storage.engine.database import ring
from storage.tables import Delivery, DeliveryStatus, GroupPoll, GroupPollStatus, GroupPollVote

_TABLE, _VOTE, _DELIVERY = GroupPoll.__table__, GroupPollVote.__table__, Delivery.__table__
_OPEN = (GroupPollStatus.ASKED, GroupPollStatus.CLOSING)
_GONE = (DeliveryStatus.FAILED, DeliveryStatus.EXPIRED)


def add(session: Session, poll: GroupPoll) -> GroupPoll:
    """Store a poll; returns it with its number."""
    session.add(poll)
    session.flush()
    return poll


def get(session: Session, poll_id: int) -> GroupPoll | None:
    """A poll by its number."""
    return session.get(GroupPoll, poll_id)


def of_network(session: Session, network_poll: str) -> GroupPoll | None:
    """A poll by the network's id of it."""
    return session.scalar(select(GroupPoll).where(_TABLE.c.network_poll == network_poll))


def newest(session: Session, limit: int, units: Collection[int] | None) -> Sequence[GroupPoll]:
    """The polls that were asked last. `units` None: of every unit."""
    query = select(GroupPoll)
    if units is not None:
        query = query.where(_TABLE.c.unit_id.in_(units))
    return session.scalars(query.order_by(_TABLE.c.id.desc()).limit(limit)).all()


def change(
    session: Session, poll: GroupPoll, before: Collection[GroupPollStatus], values: Mapping[str, object]
) -> bool:
    """Change a poll that is in one of these statuses. False: somebody or something was first."""
    session.flush()
    stands = (_TABLE.c.id == poll.id, _TABLE.c.status.in_(list(before)))
    done = session.connection().execute(
        update(_TABLE).where(*stands).values({**values, "version": _TABLE.c.version + 1})
    )
    session.refresh(poll)
    return done.rowcount == 1


def stands(session: Session, delivery_id: int, network_poll: str) -> None:
    """The message that asks a poll is in its group: under this id the network tells of it."""
    asked = (_TABLE.c.asks == delivery_id, _TABLE.c.network_poll.is_(None))
    session.execute(update(_TABLE).where(*asked).values(network_poll=network_poll))


def count(session: Session, network_poll: str, counts: Sequence[int], voters: int, *, last: bool) -> None:
    """Take in the counts of a poll as the network tells them; after the last ones no others are taken."""
    values = {"counts": orjson.dumps(counts).decode(), "voters": voters, "counted": last}
    open_one = (_TABLE.c.network_poll == network_poll, _TABLE.c.counted.is_(False))
    session.execute(update(_TABLE).where(*open_one).values(values))


def due(session: Session, now: datetime) -> list[tuple[int, int]]:
    """(id, version) of every poll that is to be closed now, has been, or whose message did not go."""
    joined = _TABLE.join(_DELIVERY, _DELIVERY.c.id == _TABLE.c.delivery_id, isouter=True)
    ends = and_(_TABLE.c.status == GroupPollStatus.ASKED, _TABLE.c.closes_at <= now, _TABLE.c.network_poll.is_not(None))
    waits = or_(ends, _TABLE.c.counted.is_(True), _DELIVERY.c.status.in_(_GONE))
    query = select(_TABLE.c.id, _TABLE.c.version).select_from(joined).where(_TABLE.c.status.in_(_OPEN), waits)
    return [(row.id, row.version) for row in session.execute(query.order_by(_TABLE.c.id))]


def refusal(session: Session, delivery_id: int) -> str | None:
    """The reason why a message did not go. None: it went, or may still go."""
    query = select(_DELIVERY.c.status, _DELIVERY.c.reason).where(_DELIVERY.c.id == delivery_id)
    row = session.execute(query).first()
    return row.reason or "expired" if row is not None and row.status in _GONE else None


def whose(session: Session, poll_id: int, member_id: int) -> bytes:
    """The keyed hash of a member in one poll: equal in no other, and nothing to who has no key."""
    return ring(session).lookup("group_poll", str(poll_id), str(member_id))


def vote(session: Session, poll_id: int, who: bytes, choices: Sequence[int]) -> None:
    """Keep what a member has chosen in the place of what they chose before; none: they took it back."""
    session.execute(delete(GroupPollVote).where(col(GroupPollVote.poll_id) == poll_id, col(GroupPollVote.whose) == who))
    if choices:
        session.add(GroupPollVote(poll_id=poll_id, whose=who, choices=orjson.dumps(choices).decode()))
        session.flush()


def votes(session: Session, poll_id: int) -> list[list[int]]:
    """The choices of the members who have voted, in no order that says anything."""
    query = select(_VOTE.c.choices).where(_VOTE.c.poll_id == poll_id).order_by(_VOTE.c.choices)
    return [orjson.loads(row.choices) for row in session.execute(query)]


def forget_votes(session: Session, poll_id: int) -> None:
    """Delete who of the members chose what: the counts stay."""
    session.execute(delete(GroupPollVote).where(col(GroupPollVote.poll_id) == poll_id))
