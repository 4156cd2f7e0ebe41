"""Queries about whom a prompt has reached, whom not and why, and where else they can be reached."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Select, Subquery, and_, case, func, or_, select, update
from sqlalchemy.orm import Session

from storage.members import addresses
from storage.members.members import WINDOW, singles
from storage.prompts import group_reach
from storage.prompts.group_reach import GroupReach
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
    Unit,
)

CANCELLED = "cancelled"
"""The reason of a delivery that did not leave because its broadcast was cancelled."""
REMINDED_FOR = timedelta(hours=12)
"""How long a reminder that was refused at one address is sent to another: the next one comes a day later."""

_TABLE, _DELIVERY = Broadcast.__table__, Delivery.__table__
_ADDRESS, _ASSIGNMENT, _MEMBER, _UNIT = Address.__table__, Assignment.__table__, Member.__table__, Unit.__table__
_WAITING = (DeliveryStatus.QUEUED, DeliveryStatus.SENDING)
_LOST = (DeliveryStatus.FAILED, DeliveryStatus.EXPIRED)
_WHO = (_UNIT.c.name.label("unit"), _MEMBER.c.name, _MEMBER.c.id, _MEMBER.c.single, _MEMBER.c.officer_id)
_ASKED = (AssignmentStatus.PENDING, AssignmentStatus.STARTED)


@dataclass(frozen=True, slots=True)
class Reach:
    """Whom a prompt has reached, in members and, apart, in closed groups."""

    asked: int
    told: int
    waiting: int
    unreached: int
    groups: tuple[GroupReach, ...] = ()


def reach(session: Session, prompt_id: int) -> Reach:
    """How far a prompt has got, all of its rounds together. A member who answered without having it is neither.

    Who reports singly is not counted, since lists beside it lack them (privacy 4).
    """
    heard = _heard(_DELIVERY.c.prompt_id == prompt_id)
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
        .where(_ASSIGNMENT.c.prompt_id == prompt_id, _ASSIGNMENT.c.member_id.not_in(singles(session)))
    )
    row = session.execute(query).one()
    return Reach(
        asked=row.asked,
        told=row.told or 0,
        waiting=row.waiting or 0,
        unreached=row.unreached or 0,
        groups=group_reach.of_prompt(session, prompt_id),
    )


@dataclass(frozen=True, slots=True)
class NotReached:
    """A member who has not got something, with the reason; `single`, `officer_id`: who may see that (privacy 3)."""

    id: int
    unit: str
    name: str
    single: bool
    officer_id: int | None
    reason: str


def unreached(session: Session, prompt_id: int, now: datetime) -> list[NotReached]:
    """Members whom a prompt has not reached, in the order of units.

    Reasons: "not_joined", "cancelled", "later" (reachable now, and nothing was sent), "window" (too long for the network
    to let us write), or the word that the network's refusal was given, of this prompt or before it.
    """
    heard = _heard(_DELIVERY.c.prompt_id == prompt_id)
    closed = _closed(now)
    now_open = and_(closed.c.open == 1, _MEMBER.c.joined_at.is_not(None))
    reason = func.coalesce(
        heard.c.reason,
        case((heard.c.cancelled == 1, CANCELLED)),
        case((now_open, "later")),
        closed.c.reason,
        "not_joined",
    )
    query = (
        select(*_WHO, reason.label("reason"))
        .select_from(_ASSIGNMENT)
        .join(_MEMBER, _MEMBER.c.id == _ASSIGNMENT.c.member_id)
        .join(_UNIT, _UNIT.c.id == _MEMBER.c.unit_id)
        .outerjoin(heard, heard.c.member_id == _MEMBER.c.id)
        .outerjoin(closed, closed.c.member_id == _MEMBER.c.id)
        .where(_ASSIGNMENT.c.prompt_id == prompt_id, _is_unreached(heard))
        .order_by(_UNIT.c.sort_key, _MEMBER.c.id)
    )
    return _not_reached(session, query)


def unreached_ids(session: Session, prompt_id: int, *, pending: bool = False) -> set[int]:
    """The same members without names and reasons; `pending`: those alone who have not begun."""
    heard = _heard(_DELIVERY.c.prompt_id == prompt_id)
    query = (
        select(_ASSIGNMENT.c.member_id)
        .outerjoin(heard, heard.c.member_id == _ASSIGNMENT.c.member_id)
        .where(_ASSIGNMENT.c.prompt_id == prompt_id, _is_unreached(heard))
    )
    if pending:
        query = query.where(_ASSIGNMENT.c.status == AssignmentStatus.PENDING)
    return set(session.scalars(query))


def never_reached(session: Session, prompt_ids: Collection[int]) -> set[tuple[int, int]]:
    """(prompt, member) of those who did not get a prompt and have done nothing with it.

    A prompt of which no delivery is known (it is so old that all are deleted) has reached everybody as far as we know.
    """
    known = select(_DELIVERY.c.prompt_id).where(_DELIVERY.c.prompt_id.in_(prompt_ids)).distinct()
    missed = {(number, member) for number in session.scalars(known).all() for member in unreached_ids(session, number)}
    waits = select(_ASSIGNMENT.c.prompt_id, _ASSIGNMENT.c.member_id).where(
        _ASSIGNMENT.c.prompt_id.in_({number for number, _ in missed}), _ASSIGNMENT.c.status == AssignmentStatus.PENDING
    )
    return missed & {(row.prompt_id, row.member_id) for row in session.execute(waits)}


def held(session: Session, prompt_id: int) -> list[NotReached]:
    """Members for whom a prompt waits since our account is refused, in the order of units."""
    heard = _heard(_DELIVERY.c.prompt_id == prompt_id)
    query = (
        select(*_WHO, heard.c.held.label("reason"))
        .join(_UNIT, _UNIT.c.id == _MEMBER.c.unit_id)
        .join(heard, heard.c.member_id == _MEMBER.c.id)
        .where(heard.c.told == 0, heard.c.held.is_not(None))
        .order_by(_UNIT.c.sort_key, _MEMBER.c.id)
    )
    return _not_reached(session, query)


def of_round(session: Session, broadcast_id: int) -> tuple[int, int]:
    """How many members a round has reached, and to how many it goes, at however many addresses; single reporters apart."""
    heard = _heard(_DELIVERY.c.broadcast_id == broadcast_id)
    counted = heard.c.member_id.not_in(singles(session))
    row = session.execute(select(func.sum(heard.c.told), func.count(heard.c.member_id)).where(counted)).one()
    return row[0] or 0, row[1]


def has_it(session: Session, prompt_id: int, member_id: int) -> bool:
    """True if a prompt has come to a member, or is on its way."""
    heard = _heard(and_(_DELIVERY.c.prompt_id == prompt_id, _ADDRESS.c.member_id == member_id))
    found = session.execute(select(heard.c.told, heard.c.waits)).first()
    return found is not None and bool(found.told or found.waits)


def excuse_unreached(session: Session, prompt_id: int) -> None:
    """Ask nothing of members who did not get the prompt before it was cancelled."""
    heard = _heard(_DELIVERY.c.prompt_id == prompt_id)
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
    """Ask members who were excused after all, since the prompt goes to them now."""
    session.execute(
        update(_ASSIGNMENT)
        .where(
            _ASSIGNMENT.c.prompt_id == prompt_id,
            _ASSIGNMENT.c.member_id.in_(member_ids),
            _ASSIGNMENT.c.status == AssignmentStatus.EXCUSED,
        )
        .values(status=AssignmentStatus.PENDING)
    )


def shut(session: Session, member_ids: Sequence[int], now: datetime) -> list[NotReached]:
    """Those of these members who can be told nothing now, in the order of units."""
    closed = _closed(now)
    reason = func.coalesce(case((_MEMBER.c.joined_at.is_not(None), closed.c.reason)), "not_joined")
    query = (
        select(*_WHO, reason.label("reason"))
        .join(_UNIT, _UNIT.c.id == _MEMBER.c.unit_id)
        .outerjoin(closed, closed.c.member_id == _MEMBER.c.id)
        .where(_MEMBER.c.id.in_(member_ids), or_(_MEMBER.c.joined_at.is_(None), func.coalesce(closed.c.open, 0) == 0))
        .order_by(_UNIT.c.sort_key, _MEMBER.c.id)
    )
    return _not_reached(session, query)


def _not_reached(session: Session, query: Select[*tuple[Any, ...]]) -> list[NotReached]:
    found = session.execute(query).all()
    return [NotReached(row.id, row.unit, row.name, row.single, row.officer_id, row.reason) for row in found]


def to_go_elsewhere(session: Session, broadcast: Broadcast, now: datetime) -> list[int]:
    """The addresses to which a round goes on: of each member whom it has not reached where it went, the next that is open.

    An address is tried once a round, as long as the member is still asked. Who has all parts of the prompt, or may still
    get them where it is on its way, is left out.
    """
    mine = _DELIVERY.c.broadcast_id == broadcast.id
    if session.scalar(select(_DELIVERY.c.id).where(mine, _DELIVERY.c.status.in_(_LOST)).limit(1)) is None:
        return []  # asked after every batch of results, so it reads one row where all goes well
    prompt = session.get(Prompt, broadcast.prompt_id)
    reminder = broadcast.kind is BroadcastKind.REMINDER
    over = prompt is None or (
        prompt.due_at <= now and broadcast.started_at < prompt.due_at
    )  # a late reminder begins after it
    over = over or (reminder and now - broadcast.started_at > REMINDED_FOR)
    if over or broadcast.status is BroadcastStatus.CANCELLED:
        return []
    lost = select(_ADDRESS.c.member_id).join(_DELIVERY, _DELIVERY.c.address_id == _ADDRESS.c.id)
    tried = select(_DELIVERY.c.address_id).where(mine, _DELIVERY.c.address_id.is_not(None))
    still_asked = select(_ASSIGNMENT.c.member_id).where(
        _ASSIGNMENT.c.prompt_id == broadcast.prompt_id, _ASSIGNMENT.c.status.in_(_ASKED)
    )
    query = (
        select(_ADDRESS.c.id, _ADDRESS.c.member_id)
        .join(_MEMBER, _MEMBER.c.id == _ADDRESS.c.member_id)
        .where(
            _ADDRESS.c.member_id.in_(lost.where(mine, _DELIVERY.c.status.in_(_LOST))),
            _ADDRESS.c.member_id.in_(still_asked),
            _ADDRESS.c.id.not_in(tried),
            *addresses.may_be_told(now),
        )
        .order_by(_ADDRESS.c.preferred.desc(), _ADDRESS.c.id)
    )
    open_ = session.execute(query).all()
    if not open_:
        return []
    heard = _heard(mine if reminder else _DELIVERY.c.prompt_id == broadcast.prompt_id)
    done = select(heard.c.member_id).where(or_(heard.c.told == 1, heard.c.waits == 1))
    settled = set(session.scalars(done.where(heard.c.member_id.in_({row.member_id for row in open_}))))
    first: dict[int, int] = {}
    for row in open_:
        if row.member_id not in settled:
            first.setdefault(row.member_id, row.id)
    return list(first.values())


def can_go_elsewhere(session: Session, account_id: int, now: datetime) -> set[int]:
    """Deliveries of rounds that wait at an account of ours for members who can get them by another, where it was not tried
    yet: delivery ids.
    """
    other = _ADDRESS.alias("other")
    tried = _DELIVERY.alias("tried")
    there = select(tried.c.id).where(tried.c.broadcast_id == _DELIVERY.c.broadcast_id, tried.c.address_id == other.c.id)
    query = (
        select(_DELIVERY.c.id)
        .join(_ADDRESS, _ADDRESS.c.id == _DELIVERY.c.address_id)
        .join(other, and_(other.c.member_id == _ADDRESS.c.member_id, other.c.account_id != _ADDRESS.c.account_id))
        .join(_MEMBER, _MEMBER.c.id == _ADDRESS.c.member_id)
        .where(
            _DELIVERY.c.account_id == account_id,
            _DELIVERY.c.status.in_(_WAITING),
            _DELIVERY.c.broadcast_id.is_not(None),
            *addresses.may_be_told(now, other),
            ~there.exists(),
        )
    )
    return set(session.scalars(query))


def note_refused(session: Session, account_id: int, reason: str) -> None:
    """Why what waits of rounds at an account of ours does not leave: those who look at the prompt are told."""
    waits = (_DELIVERY.c.status.in_(_WAITING), _DELIVERY.c.broadcast_id.is_not(None), _DELIVERY.c.reason != reason)
    session.execute(update(_DELIVERY).where(_DELIVERY.c.account_id == account_id, *waits).values(reason=reason))


def _closed(now: datetime) -> Subquery:
    """By member: whether an address is `open`, and why one is not."""
    return (
        select(
            _ADDRESS.c.member_id,
            func.max(func.coalesce(_ADDRESS.c.unreachable, WINDOW)).label("reason"),
            func.max(case((addresses.open_at(now), 1), else_=0)).label("open"),
        )
        .group_by(_ADDRESS.c.member_id)
        .subquery()
    )


def _heard(of: ColumnElement[bool]) -> Subquery:
    """The outcome of some deliveries, by member: `told` where all parts of one round came to one address, `waits` where one
    is to come.

    reason: why an address did not take it; held: why our account is refused by which it is to come; cancelled: whether a
    round was.
    """
    waits = case((_DELIVERY.c.status.in_(_WAITING), 1), else_=0)
    lost = case((_DELIVERY.c.status.in_(_LOST), 1), else_=0)
    by_us = and_(lost == 1, _DELIVERY.c.reason == CANCELLED)
    rounds = (
        select(
            _ADDRESS.c.member_id,
            func.max(waits).label("waits"),
            func.max(lost).label("lost"),
            func.max(case((and_(lost == 1, _DELIVERY.c.reason != CANCELLED), _DELIVERY.c.reason))).label("reason"),
            func.max(case((by_us, 1), else_=0)).label("cancelled"),
            func.max(case((and_(waits == 1, _DELIVERY.c.reason != ""), _DELIVERY.c.reason))).label("held"),
        )
        .join(_DELIVERY, _DELIVERY.c.address_id == _ADDRESS.c.id)
        .where(of)
        .group_by(_ADDRESS.c.member_id, _ADDRESS.c.id, _DELIVERY.c.broadcast_id)
        .subquery()
    )
    return (
        select(
            rounds.c.member_id,
            func.max(case((and_(rounds.c.waits == 0, rounds.c.lost == 0), 1), else_=0)).label("told"),
            func.max(rounds.c.waits).label("waits"),
            func.max(rounds.c.reason).label("reason"),
            func.max(rounds.c.cancelled).label("cancelled"),
            func.max(rounds.c.held).label("held"),
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
