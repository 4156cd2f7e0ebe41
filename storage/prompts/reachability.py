"""Queries about whom a prompt has reached, whom not and why, and where else they can be reached."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, and_, or_, select, update
from sqlalchemy.orm import Session

from storage.members import addresses, part_states
from storage.members.members import WINDOW, singles
from storage.prompts import group_reach
from storage.prompts.group_reach import GroupReach
from storage.tables import (
    Address,
    AssignmentStatus,
    Broadcast,
    BroadcastKind,
    BroadcastStatus,
    Delivery,
    DeliveryStatus,
    Member,
    PartState,
    Prompt,
    Unit,
)

CANCELLED = "cancelled"
"""The reason of a delivery that did not leave because its broadcast was cancelled."""
REMINDED_FOR = timedelta(hours=12)
"""How long a reminder that was refused at one address is sent to another: the next one comes a day later."""

_DELIVERY = Delivery.__table__
_ADDRESS, _MEMBER, _UNIT = Address.__table__, Member.__table__, Unit.__table__
_WAITING = (DeliveryStatus.QUEUED, DeliveryStatus.SENDING)
_LOST = (DeliveryStatus.FAILED, DeliveryStatus.EXPIRED)
_WHO = (_UNIT.c.name.label("unit"), _MEMBER.c.name, _MEMBER.c.id, _MEMBER.c.single, _MEMBER.c.officer_id)


@dataclass(frozen=True, slots=True)
class _Heard:
    """The outcome of some deliveries to one member.

    told: all parts of one round came to one address. waits: one is to come. reason: why an address did not take it. held:
    why our account is refused by which it is to come. cancelled: a round was.
    """

    told: bool = False
    waits: bool = False
    reason: str | None = None
    held: str | None = None
    cancelled: bool = False

    def and_also(self, other: _Heard) -> _Heard:
        """Both together."""
        return _Heard(
            self.told or other.told,
            self.waits or other.waits,
            max(self.reason or "", other.reason or "") or None,
            max(self.held or "", other.held or "") or None,
            self.cancelled or other.cancelled,
        )


_NOTHING = _Heard()


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
    heard, apart = _heard(session, _DELIVERY.c.prompt_id == prompt_id), singles(session)
    states = part_states.states(session, prompt_id)
    parts = [(heard.get(member, _NOTHING), state) for member, state in states if member not in apart]
    return Reach(
        asked=len(parts),
        told=sum(heard_once.told for heard_once, _ in parts),
        waiting=sum(heard_once.waits and not heard_once.told for heard_once, _ in parts),
        unreached=sum(_is_unreached(heard_once, state) for heard_once, state in parts),
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
    heard = _heard(session, _DELIVERY.c.prompt_id == prompt_id)
    missed = _missed(heard, part_states.states(session, prompt_id))
    shut = _shut(session, missed, now)

    def reason(member_id: int, joined: bool) -> str:
        heard_once, (is_open, why) = heard.get(member_id, _NOTHING), shut.get(member_id, (False, None))
        if heard_once.reason or heard_once.cancelled:
            return heard_once.reason or CANCELLED
        return "later" if is_open and joined else why or "not_joined"

    rows = _people(session, missed)
    return [replace(person, reason=reason(person.id, joined)) for person, joined in rows]


def unreached_ids(session: Session, prompt_id: int, *, pending: bool = False) -> set[int]:
    """The same members without names and reasons; `pending`: those alone who have not begun."""
    heard, states = _heard(session, _DELIVERY.c.prompt_id == prompt_id), part_states.states(session, prompt_id)
    return _missed(heard, [part for part in states if not pending or part[1].status is AssignmentStatus.PENDING])


def never_reached(session: Session, prompt_ids: Collection[int]) -> set[tuple[int, int]]:
    """(prompt, member) of those who did not get a prompt and have done nothing with it.

    A prompt of which no delivery is known (it is so old that all are deleted) has reached everybody as far as we know.
    """
    known = select(_DELIVERY.c.prompt_id).where(_DELIVERY.c.prompt_id.in_(prompt_ids)).distinct()
    prompts = session.scalars(known).all()
    return {(prompt, member) for prompt in prompts for member in unreached_ids(session, prompt, pending=True)}


def held(session: Session, prompt_id: int) -> list[NotReached]:
    """Members for whom a prompt waits since our account is refused, in the order of units."""
    heard = _heard(session, _DELIVERY.c.prompt_id == prompt_id)
    waiting = {
        member: heard_once.held for member, heard_once in heard.items() if heard_once.held and not heard_once.told
    }
    return [replace(person, reason=waiting[person.id] or "") for person, _ in _people(session, waiting)]


def of_round(session: Session, broadcast_id: int) -> tuple[int, int]:
    """How many members a round has reached, and to how many it goes, at however many addresses; single reporters apart."""
    apart = singles(session)
    heard = _heard(session, _DELIVERY.c.broadcast_id == broadcast_id)
    counted = [heard_once for member, heard_once in heard.items() if member not in apart]
    return sum(heard_once.told for heard_once in counted), len(counted)


def has_it(session: Session, prompt_id: int, member_id: int) -> bool:
    """True if a prompt has come to a member, or is on its way."""
    own = select(_ADDRESS.c.id).where(_ADDRESS.c.member_id == member_id)
    sealed = _DELIVERY.c.answered_to.is_not(None)  # whose they are shows when they are opened
    theirs = or_(_DELIVERY.c.address_id.in_(own), sealed)
    found = _heard(session, and_(_DELIVERY.c.prompt_id == prompt_id, theirs)).get(member_id, _NOTHING)
    return found.told or found.waits


def excuse_unreached(session: Session, prompt_id: int) -> None:
    """Ask nothing of members who did not get the prompt before it was cancelled."""
    heard = _heard(session, _DELIVERY.c.prompt_id == prompt_id)
    states = part_states.states(session, prompt_id)
    out = [member for member, _ in states if not heard.get(member, _NOTHING).told]
    _move(session, prompt_id, out, AssignmentStatus.PENDING, AssignmentStatus.EXCUSED)


def ask_again(session: Session, prompt_id: int, member_ids: Sequence[int]) -> None:
    """Ask members who were excused after all, since the prompt goes to them now."""
    _move(session, prompt_id, member_ids, AssignmentStatus.EXCUSED, AssignmentStatus.PENDING)


def _move(
    session: Session, prompt_id: int, member_ids: Sequence[int], before: AssignmentStatus, after: AssignmentStatus
) -> None:
    parts = part_states.locked_many(session, prompt_id, member_ids)
    moved = [(member, replace(state, status=after)) for member, state in parts if state.status is before]
    part_states.put(session, [(prompt_id, *part) for part in moved])


def shut(session: Session, member_ids: Sequence[int], now: datetime) -> list[NotReached]:
    """Those of these members who can be told nothing now, in the order of units."""
    known = _shut(session, member_ids, now)
    found = []
    for person, joined in _people(session, member_ids):
        is_open, why = known.get(person.id, (False, None))
        if not joined or not is_open:
            found.append(replace(person, reason=(why if joined else None) or "not_joined"))
    return found


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
    tried, lost = set[int](), set[int]()
    for row in session.execute(select(_DELIVERY.c.address_id, _DELIVERY.c.answered_to, _DELIVERY.c.status).where(mine)):
        there = row.address_id or row.answered_to
        if there is not None:
            tried.add(there)
            lost |= {there} if row.status in _LOST else set()
    states = part_states.states(session, broadcast.prompt_id)
    still_asked = {member for member, state in states if state.is_open}
    members = still_asked & set(_owners(session, lost).values())
    heard = _heard(session, mine if reminder else _DELIVERY.c.prompt_id == broadcast.prompt_id)
    first: dict[int, int] = {}
    for person in addresses.everywhere(session, sorted(members), now):
        done = heard.get(person.member_id, _NOTHING)
        if person.address_id not in tried and not done.told and not done.waits:
            first.setdefault(person.member_id, person.address_id)
    return list(first.values())


def can_go_elsewhere(session: Session, account_id: int, now: datetime) -> set[int]:
    """Deliveries of rounds that wait at an account of ours for members who can get them by another, where it was not tried
    yet: delivery ids.
    """
    waits = (_DELIVERY.c.status.in_(_WAITING), _DELIVERY.c.broadcast_id.is_not(None))
    query = select(_DELIVERY.c.id, _DELIVERY.c.broadcast_id, _DELIVERY.c.address_id, _DELIVERY.c.answered_to)
    rows = session.execute(query.where(_DELIVERY.c.account_id == account_id, *waits)).all()
    waiting = [(row.id, row.broadcast_id, there) for row in rows if (there := row.address_id or row.answered_to)]
    if not waiting:
        return set()
    owners = _owners(session, {there for _, _, there in waiting})
    others: dict[int, set[int]] = defaultdict(set)
    for person in addresses.everywhere(session, sorted(set(owners.values())), now):
        if person.account_id != account_id:
            others[person.member_id].add(person.address_id)
    tried: dict[int, set[int]] = defaultdict(set)
    rounds = {broadcast for _, broadcast, _ in waiting}
    done = select(_DELIVERY.c.broadcast_id, _DELIVERY.c.address_id, _DELIVERY.c.answered_to)
    for row in session.execute(done.where(_DELIVERY.c.broadcast_id.in_(rounds))):
        tried[row.broadcast_id].add(row.address_id or row.answered_to or 0)
    return {number for number, broadcast, there in waiting if others[owners.get(there, 0)] - tried[broadcast]}


def note_refused(session: Session, account_id: int, reason: str) -> None:
    """Why what waits of rounds at an account of ours does not leave: those who look at the prompt are told."""
    waits = (_DELIVERY.c.status.in_(_WAITING), _DELIVERY.c.broadcast_id.is_not(None), _DELIVERY.c.reason != reason)
    session.execute(update(_DELIVERY).where(_DELIVERY.c.account_id == account_id, *waits).values(reason=reason))


def _people(session: Session, member_ids: Iterable[int]) -> list[tuple[NotReached, bool]]:
    """Members in the order of units, each with no reason yet and whether they have joined."""
    query = (
        select(*_WHO, _MEMBER.c.joined_at)
        .join(_UNIT, _UNIT.c.id == _MEMBER.c.unit_id)
        .where(_MEMBER.c.id.in_(list(member_ids)))
        .order_by(_UNIT.c.sort_key, _MEMBER.c.id)
    )
    found = session.execute(query).all()
    return [
        (NotReached(row.id, row.unit, row.name, row.single, row.officer_id, ""), row.joined_at is not None)
        for row in found
    ]


def _shut(session: Session, member_ids: Collection[int], now: datetime) -> dict[int, tuple[bool, str | None]]:
    """By member: whether an address is open, and why one is not."""
    query = select(_ADDRESS.c.id, _ADDRESS.c.member_id, _ADDRESS.c.unreachable, _ADDRESS.c.reachable_until)
    found: dict[int, tuple[bool, str | None]] = {}
    for row in session.execute(query.where(_ADDRESS.c.member_id.in_(list(member_ids)))):
        is_open, why = found.get(row.member_id, (False, None))
        is_open = is_open or addresses.is_open(row.unreachable, row.reachable_until, now)
        found[row.member_id] = is_open, max(why or "", row.unreachable or WINDOW)
    return found


def _owners(session: Session, address_ids: Collection[int]) -> Mapping[int, int]:
    """The member at each of these addresses."""
    query = select(_ADDRESS.c.id, _ADDRESS.c.member_id).where(_ADDRESS.c.id.in_(list(address_ids)))
    return {row.id: row.member_id for row in session.execute(query)}


def _heard(session: Session, of: ColumnElement[bool]) -> dict[int, _Heard]:
    """The outcome of some deliveries, by member; an address that is sealed is opened."""
    query = select(
        *(_DELIVERY.c.id, _DELIVERY.c.address_id, _DELIVERY.c.answered_to),
        *(_DELIVERY.c.broadcast_id, _DELIVERY.c.status, _DELIVERY.c.reason),
    ).where(of)
    rounds: dict[tuple[int, int | None], set[tuple[DeliveryStatus, str]]] = defaultdict(set)
    for row in session.execute(query):
        there = row.address_id or row.answered_to
        if there is not None:
            rounds[there, row.broadcast_id].add((row.status, row.reason))
    owners = _owners(session, {there for there, _ in rounds})
    found: dict[int, _Heard] = {}
    for (there, _), parts in rounds.items():
        if there in owners:
            found[owners[there]] = found.get(owners[there], _NOTHING).and_also(_of_round(parts))
    return found


def _of_round(parts: Collection[tuple[DeliveryStatus, str]]) -> _Heard:
    """The outcome at one address of all parts of one round."""
    waits = [reason for status, reason in parts if status in _WAITING]
    lost = [reason for status, reason in parts if status in _LOST]
    return _Heard(
        told=not waits and not lost,
        waits=bool(waits),
        reason=max((reason for reason in lost if reason != CANCELLED), default=None),
        held=max((reason for reason in waits if reason), default=None),
        cancelled=CANCELLED in lost,
    )


def _missed(heard: Mapping[int, _Heard], parts: Iterable[tuple[int, PartState]]) -> set[int]:
    """The members whom a prompt has not reached, of those who have these parts in it."""
    return {member for member, state in parts if _is_unreached(heard.get(member, _NOTHING), state)}


def _is_unreached(heard: _Heard, state: PartState) -> bool:
    """Asked or excused, and neither told nor about to be."""
    return not state.is_answered and not heard.told and not heard.waits
