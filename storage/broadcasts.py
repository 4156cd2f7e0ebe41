"""Queries about broadcasts: how far a round of sending is, whom it has not reached, and what stops with it."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Row, Subquery, and_, case, func, or_, select, update
from sqlalchemy.orm import Session
from sqlalchemy.orm.attributes import flag_modified
from sqlmodel import col

from storage import members
from storage.tables import (
    Address,
    Assignment,
    AssignmentStatus,
    Broadcast,
    BroadcastKind,
    BroadcastStatus,
    Delivery,
    DeliveryStatus,
    Member,
    Prompt,
    PromptCard,
    Unit,
)

SHOWN_EVERY = timedelta(seconds=3)
"""How often a card that shows progress is edited at most, but for its end."""
CANCELLED = "cancelled"
"""The reason of a delivery that did not leave because its broadcast was cancelled."""

WINDOW = "window"
"""The reason why nothing is sent to an address whose network lets us write only for so long after the person did."""

_TABLE, _DELIVERY, _PROMPT = Broadcast.__table__, Delivery.__table__, Prompt.__table__
_ADDRESS, _ASSIGNMENT, _MEMBER, _UNIT = Address.__table__, Assignment.__table__, Member.__table__, Unit.__table__
_WAITING = (DeliveryStatus.QUEUED, DeliveryStatus.SENDING)
_ASKED = (AssignmentStatus.PENDING, AssignmentStatus.STARTED)


def start(session: Session, prompt_id: int, kind: BroadcastKind, now: datetime) -> Broadcast:
    """A round begins; its deliveries are written in the same turn."""
    made = Broadcast(prompt_id=prompt_id, kind=kind, status=BroadcastStatus.SENDING, started_at=now, shown_at=now)
    session.add(made)
    session.flush()
    return made


def alone(session: Session, prompt_id: int) -> None:
    """Until this transaction ends nobody else acts on the rounds of a prompt, nor shows them; reports still come in."""
    session.execute(select(_PROMPT.c.id).where(_PROMPT.c.id == prompt_id).with_for_update(key_share=True))


def get_alone(session: Session, broadcast_id: int) -> Broadcast | None:
    """A broadcast as it is once nobody else acts on it."""
    found = session.get(Broadcast, broadcast_id)
    if found is not None:
        alone(session, found.prompt_id)
        session.refresh(found)
    return found


def last(session: Session, prompt_id: int) -> Broadcast | None:
    """The last round in which the prompt itself went out; None where it has none of its own."""
    query = select(Broadcast).where(_TABLE.c.prompt_id == prompt_id, _TABLE.c.kind != BroadcastKind.REMINDER)
    return session.scalar(query.order_by(_TABLE.c.id.desc()).limit(1))


def open_reminder(session: Session, prompt_id: int) -> Broadcast | None:
    """The reminder of a prompt that is on its way."""
    query = select(Broadcast).where(
        _TABLE.c.prompt_id == prompt_id, _TABLE.c.kind == BroadcastKind.REMINDER, _TABLE.c.ended_at.is_(None)
    )
    return session.scalar(query.order_by(_TABLE.c.id.desc()).limit(1))


def take_over(session: Session, broadcast: Broadcast, member_id: int, now: datetime) -> None:
    """Another round follows by this member: of two at the same instant one finds that the version has changed."""
    broadcast.changed_by, broadcast.changed_at = member_id, now
    flag_modified(broadcast, "changed_at")
    session.flush()


def stopped(session: Session, broadcast_ids: Collection[int]) -> dict[int, BroadcastStatus]:
    """Those of these broadcasts of which nothing may leave now."""
    still = _TABLE.c.status.in_((BroadcastStatus.PAUSED, BroadcastStatus.CANCELLED))
    query = select(_TABLE.c.id, _TABLE.c.status).where(_TABLE.c.id.in_(broadcast_ids), still)
    return {row.id: row.status for row in session.execute(query)}


def drop_rest(session: Session, broadcast_id: int) -> None:
    """What is queued of a cancelled broadcast does not leave."""
    session.execute(
        update(_DELIVERY)
        .where(_DELIVERY.c.broadcast_id == broadcast_id, _DELIVERY.c.status == DeliveryStatus.QUEUED)
        .values(status=DeliveryStatus.EXPIRED, reason=CANCELLED, act=None, chat="")
    )


@dataclass(frozen=True, slots=True)
class Pulse:
    """The deliveries of one broadcast. `until`: when the first of those that wait may leave, None where one may now."""

    sent: int
    lost: int
    waiting: int
    until: datetime | None

    @property
    def total(self) -> int:
        return self.sent + self.lost + self.waiting

    def __str__(self) -> str:
        """What is compared with what the cards show."""
        return f"{self.sent}:{self.lost}:{self.waiting}:{self.until.isoformat() if self.until else ''}"


def pulse(session: Session, broadcast_id: int, now: datetime) -> Pulse:
    """How its deliveries stand."""
    may_leave = or_(_DELIVERY.c.next_at.is_(None), _DELIVERY.c.next_at <= now)
    query = (
        select(
            _DELIVERY.c.status,
            func.count().label("n"),
            func.sum(case((may_leave, 1), else_=0)).label("ready"),
            func.min(_DELIVERY.c.next_at).label("first"),
        )
        .where(_DELIVERY.c.broadcast_id == broadcast_id)
        .group_by(_DELIVERY.c.status)
    )
    rows = {row.status: row for row in session.execute(query)}
    count = {status: rows[status].n if status in rows else 0 for status in DeliveryStatus}
    queued = rows.get(DeliveryStatus.QUEUED)
    asleep = queued is not None and not queued.ready and not count[DeliveryStatus.SENDING]
    return Pulse(
        sent=count[DeliveryStatus.SENT],
        lost=count[DeliveryStatus.FAILED] + count[DeliveryStatus.EXPIRED],
        waiting=count[DeliveryStatus.QUEUED] + count[DeliveryStatus.SENDING],
        until=queued.first if asleep and queued is not None else None,
    )


def moved(session: Session, now: datetime) -> list[tuple[int, int]]:
    """(id, version) of every broadcast under way whose cards are behind, or which has nothing more to send."""
    found = []
    for one in session.scalars(select(Broadcast).where(_TABLE.c.ended_at.is_(None)).order_by(_TABLE.c.id)):
        assert one.id is not None
        just_shown = timedelta(0) <= now - one.shown_at < SHOWN_EVERY and one.status is BroadcastStatus.SENDING
        if not _waits(session, one.id) or (not just_shown and str(pulse(session, one.id, now)) != one.shown):
            found.append((one.id, one.version))
    return found


def _waits(session: Session, broadcast_id: int) -> bool:
    """Whether something of it is still to leave: asked after every batch of results, so it reads one row."""
    query = select(_DELIVERY.c.id).where(_DELIVERY.c.broadcast_id == broadcast_id, _DELIVERY.c.status.in_(_WAITING))
    return session.scalar(query.limit(1)) is not None


def card(session: Session, prompt_id: int, member_id: int) -> PromptCard | None:
    return session.get(PromptCard, (prompt_id, member_id))


def cards(session: Session, prompt_id: int) -> Sequence[PromptCard]:
    query = select(PromptCard).where(col(PromptCard.prompt_id) == prompt_id)
    return session.scalars(query.order_by(col(PromptCard.member_id))).all()


def put_card(session: Session, card: PromptCard) -> None:
    """From now on this message is the one in which the member sees how far the prompt has gone out."""
    session.merge(card)
    session.flush()


@dataclass(frozen=True, slots=True)
class Reach:
    """Whom a prompt has reached, in members and, apart, in closed groups."""

    asked: int
    told: int
    waiting: int
    unreached: int
    groups: int
    groups_told: int


def reach(session: Session, prompt_id: int) -> Reach:
    """How far a prompt has got, all of its rounds together. A member who answered without having it is neither."""
    heard = _heard(prompt_id)
    told, waits = func.coalesce(heard.c.told, 0), func.coalesce(heard.c.waits, 0)
    query = (
        select(
            func.count().label("asked"),
            func.sum(told).label("told"),
            func.sum(case((and_(told == 0, waits == 1), 1), else_=0)).label("waiting"),
            func.sum(case((_is_unreached(heard), 1), else_=0)).label("unreached"),
        )
        .select_from(_ASSIGNMENT)
        .outerjoin(heard, heard.c.member_id == _ASSIGNMENT.c.member_id)
        .where(_ASSIGNMENT.c.prompt_id == prompt_id)
    )
    row = session.execute(query).one()
    lost = func.max(case((_DELIVERY.c.status == DeliveryStatus.SENT, 0), else_=1)).label("lost")
    groups = session.execute(
        select(_DELIVERY.c.group_id, lost)
        .join(_TABLE, _TABLE.c.id == _DELIVERY.c.broadcast_id)
        .where(_TABLE.c.prompt_id == prompt_id, _DELIVERY.c.group_id.is_not(None))
        .group_by(_DELIVERY.c.group_id)
    ).all()
    return Reach(
        asked=row.asked,
        told=row.told or 0,
        waiting=row.waiting or 0,
        unreached=row.unreached or 0,
        groups=len(groups),
        groups_told=sum(not group.lost for group in groups),
    )


def unreached(session: Session, prompt_id: int, now: datetime) -> Sequence[Row[*tuple[Any, ...]]]:
    """Who has not been reached, and why: (unit, name, reason, member id, single, officer id) in the order of units.

    Reasons: "not_joined", "cancelled", "later" (reachable now, and nothing was sent), "window" (too long for the network
    to let us write), or the word that the network's refusal was given, of this prompt or before it.
    """
    heard = _heard(prompt_id)
    closed = (
        select(
            _ADDRESS.c.member_id,
            func.max(func.coalesce(_ADDRESS.c.unreachable, WINDOW)).label("reason"),
            func.max(case((members.open_at(now), 1), else_=0)).label("open"),
        )
        .group_by(_ADDRESS.c.member_id)
        .subquery()
    )
    now_open = and_(closed.c.open == 1, _MEMBER.c.joined_at.is_not(None))
    reason = func.coalesce(
        heard.c.reason,
        case((heard.c.cancelled == 1, CANCELLED)),
        case((now_open, "later")),
        closed.c.reason,
        "not_joined",
    )
    query = (
        select(
            _UNIT.c.name.label("unit"), _MEMBER.c.name, reason.label("reason"),
            _MEMBER.c.id, _MEMBER.c.single, _MEMBER.c.officer_id,
        )
        .select_from(_ASSIGNMENT)
        .join(_MEMBER, _MEMBER.c.id == _ASSIGNMENT.c.member_id)
        .join(_UNIT, _UNIT.c.id == _MEMBER.c.unit_id)
        .outerjoin(heard, heard.c.member_id == _MEMBER.c.id)
        .outerjoin(closed, closed.c.member_id == _MEMBER.c.id)
        .where(_ASSIGNMENT.c.prompt_id == prompt_id, _is_unreached(heard))
        .order_by(_UNIT.c.sort_key, _MEMBER.c.id)
    )  # fmt: skip
    return session.execute(query).all()


def refused(session: Session, broadcast_id: int) -> Sequence[int]:
    """The members whom a round has not reached since their address there can be reached no more."""
    query = (
        select(_ADDRESS.c.member_id)
        .join(_DELIVERY, _DELIVERY.c.address_id == _ADDRESS.c.id)
        .where(
            _DELIVERY.c.broadcast_id == broadcast_id,
            _DELIVERY.c.status == DeliveryStatus.FAILED,
            _ADDRESS.c.unreachable.is_not(None),
        )
        .distinct()
    )
    return session.scalars(query).all()


def excuse_unreached(session: Session, prompt_id: int) -> None:
    """Who did not get the prompt before it was cancelled is asked for nothing."""
    heard = _heard(prompt_id)
    reached = select(heard.c.member_id).where(heard.c.told == 1)
    session.execute(
        update(_ASSIGNMENT)
        .where(
            _ASSIGNMENT.c.prompt_id == prompt_id,
            _ASSIGNMENT.c.status == AssignmentStatus.PENDING,
            _ASSIGNMENT.c.member_id.not_in(reached),
        )
        .values(status=AssignmentStatus.EXCUSED)
    )


def ask_again(session: Session, prompt_id: int, member_ids: Sequence[int]) -> None:
    """Who was excused is asked after all, since the prompt goes to them now."""
    session.execute(
        update(_ASSIGNMENT)
        .where(
            _ASSIGNMENT.c.prompt_id == prompt_id,
            _ASSIGNMENT.c.member_id.in_(member_ids),
            _ASSIGNMENT.c.status == AssignmentStatus.EXCUSED,
        )
        .values(status=AssignmentStatus.PENDING)
    )


def _heard(prompt_id: int) -> Subquery:
    """What became of a prompt, by member: `told` where one round brought all its parts, `waits` where one is to come.

    reason: why a round failed; cancelled: whether one was.
    """
    waits = case((_DELIVERY.c.status.in_(_WAITING), 1), else_=0)
    lost = case((_DELIVERY.c.status.in_((DeliveryStatus.FAILED, DeliveryStatus.EXPIRED)), 1), else_=0)
    by_us = and_(lost == 1, _DELIVERY.c.reason == CANCELLED)
    rounds = (
        select(
            _ADDRESS.c.member_id,
            func.max(waits).label("waits"),
            func.max(lost).label("lost"),
            func.max(case((and_(lost == 1, _DELIVERY.c.reason != CANCELLED), _DELIVERY.c.reason))).label("reason"),
            func.max(case((by_us, 1), else_=0)).label("cancelled"),
        )
        .join(_DELIVERY, _DELIVERY.c.address_id == _ADDRESS.c.id)
        .where(_DELIVERY.c.prompt_id == prompt_id)
        .group_by(_ADDRESS.c.member_id, _DELIVERY.c.broadcast_id)
        .subquery()
    )
    return (
        select(
            rounds.c.member_id,
            func.max(case((and_(rounds.c.waits == 0, rounds.c.lost == 0), 1), else_=0)).label("told"),
            func.max(rounds.c.waits).label("waits"),
            func.max(rounds.c.reason).label("reason"),
            func.max(rounds.c.cancelled).label("cancelled"),
        )
        .group_by(rounds.c.member_id)
        .subquery()
    )


def _is_unreached(heard: Subquery) -> Any:
    """Asked or excused, and neither told nor about to be."""
    return and_(
        _ASSIGNMENT.c.status.in_((*_ASKED, AssignmentStatus.EXCUSED)),
        func.coalesce(heard.c.told, 0) == 0,
        func.coalesce(heard.c.waits, 0) == 0,
    )
