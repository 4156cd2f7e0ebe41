"""Queries about deliveries: written in the turn, sent after its commit, their outcomes written in batches."""

from __future__ import annotations

from collections.abc import Collection, Hashable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import (
    Boolean,
    ColumnElement,
    TextClause,
    bindparam,
    case,
    func,
    insert,
    null,
    or_,
    select,
    text,
    update,
)
from sqlalchemy.orm import Session
from sqlmodel import col

from storage.engine import ahead
from storage.engine.prepared import Prepared, PreparedForMany
from storage.members import addresses, groups
from storage.members.members import LEFT
from storage.tables import Address, Broadcast, BroadcastStatus, Delivery, DeliveryStatus, Lane

_TABLE, _BROADCAST, _ADDRESS = Delivery.__table__, Broadcast.__table__, Address.__table__
_COLUMNS = (
    "id",
    "account_id",
    "address_id",
    "reply_to",
    "answered_to",
    "group_id",
    "chat",
    "lane",
    "act",
    "status",
    "tries",
    "created_at",
    "sent_at",
    "next_at",
    "expires_at",
    "reason",
    "message_id",
    "prompt_id",
    "broadcast_id",
    "digest_id",
)
_INSERT = Prepared(insert(_TABLE), _COLUMNS)
_INSERT_SENDING = Prepared(insert(_TABLE), _COLUMNS, only=("id", "id"))  # in nobody's queue
_WAITING = (DeliveryStatus.QUEUED, DeliveryStatus.SENDING)
# Said in the words of partial indexes: SQLite does not see that a parameter means the same, and reads the whole table.
_STOPPED = select(_BROADCAST.c.id).where(text("broadcast.status IN ('paused', 'cancelled')"))
_OF_INDEX = text("delivery.status IN ('queued', 'sending')")
_WHEN = Prepared(select(_TABLE.c.status, _TABLE.c.sent_at).where(_TABLE.c.id == bindparam("of")))


@dataclass(frozen=True, slots=True)
class Outgoing:
    """A delivery as the outbox holds it; `act` is the dumped act (channels.codec)."""

    id: int
    account_id: int
    chat: str
    lane: Lane
    act: bytes
    created_at: datetime
    address_id: int | None = None
    group_id: int | None = None
    next_at: datetime | None = None
    expires_at: datetime | None = None
    prompt_id: int | None = None
    broadcast_id: int | None = None
    digest_id: int | None = None
    tries: int = 0
    shielded: bool = False
    """It is about a member's own report, or goes to some and not to others as far as they have answered: its address is kept
    as that of a reply is (privacy 3).
    """
    live: object = field(default=None, compare=False, repr=False)  # the act itself, in the process that wrote it


_STORED = [name for name in Outgoing.__slots__ if name not in ("live", "shielded")]


@dataclass(frozen=True, slots=True)
class PollTold:
    """A network's own poll as it answered an act about it: its id, how many chose each option, how many voted."""

    poll: str
    counts: tuple[int, ...]
    voters: int
    closed: bool


@dataclass(frozen=True, slots=True)
class DeliveryResult:
    """The outcome of a delivery. With `status` queued: it waits until `next_at` for another try. `poll`: that it was about."""

    id: int
    status: DeliveryStatus
    message_id: str = ""
    reason: str = ""
    tries: int = 0
    sent_at: datetime | None = None
    next_at: datetime | None = None
    poll: PollTold | None = None


def _is_reply(row: Outgoing) -> bool:
    """Tell what answers a member from what goes to everybody: a reply goes out in the second of what it answers."""
    if row.shielded:
        return True
    return row.lane is Lane.REPLY and row.broadcast_id is None and row.digest_id is None


def to_address(*address_ids: int | None) -> ColumnElement[bool]:
    """The condition on a `Delivery` that waits that it goes to one of these addresses; of replies that went it finds none."""
    known = [address_id for address_id in address_ids if address_id is not None]
    return or_(_TABLE.c.address_id.in_(known), _TABLE.c.reply_to.in_(known))


def add(session: Session, rows: Sequence[Outgoing], status: DeliveryStatus) -> None:
    """Writes deliveries; `sending` where this process sends them itself once the turn is committed.

    `sent`: what goes out with the answer to the network that brought the event.
    """
    if rows:
        (_INSERT if status is DeliveryStatus.QUEUED else _INSERT_SENDING).later(
            session,
            *(
                {
                    "id": row.id,
                    "account_id": row.account_id,
                    "address_id": None if _is_reply(row) else row.address_id,
                    "reply_to": row.address_id if _is_reply(row) and status in _WAITING else None,
                    "answered_to": row.address_id if _is_reply(row) else None,
                    "group_id": row.group_id,
                    "chat": row.chat,
                    "lane": row.lane,
                    "act": row.act,
                    "status": status,
                    "tries": row.tries,
                    "created_at": row.created_at,
                    "sent_at": row.created_at if status is DeliveryStatus.SENT else None,
                    "next_at": row.next_at,
                    "expires_at": row.expires_at,
                    "reason": "",
                    "message_id": "",
                    "prompt_id": row.prompt_id,
                    "broadcast_id": row.broadcast_id,
                    "digest_id": row.digest_id,
                }
                for row in rows
            ),
        )


_QUEUED = PreparedForMany(
    select(_TABLE.c.address_id, _TABLE.c.reply_to).where(
        text("delivery.status = 'queued'"), _TABLE.c.next_at.is_(None)
    ),
    _TABLE.c.address_id,
    _TABLE.c.reply_to,
    where=or_,
)
_OUTCOME = Prepared(
    update(_TABLE)
    .where(_TABLE.c.id == bindparam("of"))
    .values(
        {name: bindparam(f"new_{name}") for name in ("status", "message_id", "reason", "tries", "sent_at", "next_at")}
        | {"reply_to": case((bindparam("waits", type_=Boolean()), _TABLE.c.reply_to), else_=null())}
    )
)


def settle(session: Session, outcomes: Sequence[DeliveryResult]) -> None:
    """Writes what became of deliveries."""
    if outcomes:
        _OUTCOME.change_many(
            session,
            [
                {
                    "of": o.id,
                    "waits": o.status in _WAITING,
                    "new_status": o.status,
                    "new_message_id": o.message_id,
                    "new_reason": o.reason,
                    "new_tries": o.tries,
                    "new_sent_at": o.sent_at,
                    "new_next_at": o.next_at,
                }
                for o in outcomes
            ],
        )
        if any(o.status is DeliveryStatus.QUEUED for o in outcomes):
            _drop_cancelled(session)
        lost = [o.id for o in outcomes if o.status in (DeliveryStatus.FAILED, DeliveryStatus.EXPIRED)]
        if lost:  # nobody will send it: a round more writes anew
            session.execute(update(_TABLE).where(_TABLE.c.id.in_(lost)).values(act=None, chat=""))


def _drop_cancelled(session: Session) -> None:
    """Drop what came back into the queue after its broadcast was cancelled, or its member left or was forgotten."""
    cancelled = _STOPPED.where(_BROADCAST.c.status == BroadcastStatus.CANCELLED)
    session.execute(
        update(_TABLE)
        .where(_OF_INDEX, _TABLE.c.status == DeliveryStatus.QUEUED, _TABLE.c.broadcast_id.in_(cancelled))
        .values(status=DeliveryStatus.EXPIRED, reason="cancelled", reply_to=None, act=None, chat="")
    )
    left = session.scalars(select(_ADDRESS.c.id).where(_ADDRESS.c.unreachable == LEFT)).all()
    session.execute(
        update(_TABLE)
        .where(
            _OF_INDEX,
            _TABLE.c.status == DeliveryStatus.QUEUED,
            or_(to_address(*left), _TABLE.c.act.is_(None)),
        )
        .values(status=DeliveryStatus.EXPIRED, reason=LEFT, reply_to=None, act=None, chat="")
    )


def claim(session: Session, account_ids: Sequence[int], now: datetime, *, all_sending: bool = False) -> list[Outgoing]:
    """Takes what waits and is due for these accounts: it is `sending` from now on.

    `all_sending`: at start-up what was `sending` in a process that died is taken too, however much it is. Of a broadcast
    that was stopped nothing is taken.
    """
    if all_sending:
        _return_stopped(session, account_ids)
    wanted = _WAITING if all_sending else (DeliveryStatus.QUEUED,)
    query = (
        select(_TABLE)
        .where(*_due(account_ids, now, wanted))
        .order_by(_TABLE.c.id)
        .limit(None if all_sending else 2000)
        .with_for_update(skip_locked=True)
    )
    rows = session.execute(query).all()
    taken = [_taken(row._mapping) for row in rows]
    if taken:
        ids = [row.id for row in taken]
        session.execute(update(_TABLE).where(_TABLE.c.id.in_(ids)).values(status=DeliveryStatus.SENDING))
    return taken


def comes_by(session: Session, account_ids: Sequence[int], until: datetime) -> bool:
    """Tell whether something waits for these accounts that `claim` would take at an instant to come."""
    query = select(_TABLE.c.id).where(*_due(account_ids, until, (DeliveryStatus.QUEUED,)))
    return session.execute(query.limit(1)).first() is not None


def _due(
    account_ids: Sequence[int], now: datetime, wanted: Collection[DeliveryStatus]
) -> list[ColumnElement[bool] | TextClause]:
    return [
        _OF_INDEX,
        _TABLE.c.status.in_(wanted),
        _TABLE.c.account_id.in_(account_ids),
        or_(_TABLE.c.next_at.is_(None), _TABLE.c.next_at <= now),
        or_(_TABLE.c.broadcast_id.is_(None), _TABLE.c.broadcast_id.not_in(_STOPPED)),
    ]


def _taken(row: Mapping[Any, Any]) -> Outgoing:
    values = {name: row[name] for name in _STORED}
    return Outgoing(**values | {"address_id": row["answered_to"] if row["address_id"] is None else row["address_id"]})


def _return_stopped(session: Session, account_ids: Sequence[int]) -> None:
    """Return what a process had in hand of broadcasts that were stopped, when it died."""
    session.execute(
        update(_TABLE)
        .where(
            _OF_INDEX,
            _TABLE.c.status == DeliveryStatus.SENDING,
            _TABLE.c.account_id.in_(account_ids),
            _TABLE.c.broadcast_id.in_(_STOPPED),
        )
        .values(status=DeliveryStatus.QUEUED)
    )
    _drop_cancelled(session)


def stranded(session: Session, account_ids: Sequence[int], before: datetime) -> list[int]:
    """Deliveries that have been `sending` since before an instant: rows whose commit was never answered are among them."""
    query = select(_TABLE.c.id).where(
        _OF_INDEX,
        _TABLE.c.status == DeliveryStatus.SENDING,
        _TABLE.c.account_id.in_(account_ids),
        _TABLE.c.created_at < before,
    )
    return list(session.scalars(query.order_by(_TABLE.c.id)))


def queue_again(session: Session, ids: Sequence[int]) -> None:
    """Puts deliveries that nobody holds back into the queue."""
    still = _TABLE.c.status == DeliveryStatus.SENDING
    session.execute(update(_TABLE).where(_TABLE.c.id.in_(ids), still).values(status=DeliveryStatus.QUEUED))


@dataclass(frozen=True, slots=True)
class Waiting:
    """The backlog of one lane; `oldest`: seconds that the first of those that may leave has waited."""

    count: int = 0
    oldest: float = 0.0


def waiting_people(session: Session, account_id: int) -> int:
    """Count the people for whom something waits at one of our accounts."""
    of_account = (_OF_INDEX, _TABLE.c.account_id == account_id)
    query = select(_TABLE.c.address_id, _TABLE.c.reply_to).where(*of_account).order_by(_TABLE.c.id)
    return len({row.address_id or row.reply_to for row in session.execute(query)} - {None})


def waiting(session: Session, now: datetime) -> dict[Lane, Waiting]:
    """The backlog by lane."""
    due = case(
        (or_(_TABLE.c.next_at.is_(None), _TABLE.c.next_at <= now), func.coalesce(_TABLE.c.next_at, _TABLE.c.created_at))
    )
    first = func.min(due, type_=_TABLE.c.created_at.type)
    query = select(_TABLE.c.lane, func.count(), first).where(_OF_INDEX).group_by(_TABLE.c.lane)
    found = {
        lane: Waiting(count, max(0.0, (now - since).total_seconds()) if since else 0.0)
        for lane, count, since in session.execute(query)
    }
    return {lane: found.get(lane, Waiting()) for lane in Lane}


def message_id(session: Session, delivery_id: int) -> str:
    """The id of the message that a delivery sent; empty where it was not sent."""
    return session.scalar(select(_TABLE.c.message_id).where(_TABLE.c.id == delivery_id)) or ""


def waits(session: Session, delivery_id: int) -> bool:
    """True if a delivery has not left yet."""
    return session.scalar(select(_TABLE.c.status).where(_TABLE.c.id == delivery_id)) in _WAITING


def shown_after(session: Session, delivery_id: int, moment: datetime, most: timedelta) -> bool:
    """True if a message was not on the phone yet at that moment of its network's clock: it waits, or went later.

    Later by more than `most` is no sign of it.
    """
    rows = _WHEN.rows(session, {"of": delivery_id})
    if not rows:
        return False
    status, sent_at = rows[0].status, rows[0].sent_at
    return status in _WAITING or (sent_at is not None and timedelta(0) < sent_at - moment <= most)


def queue_before(session: Session, rows: Sequence[Outgoing]) -> bool:
    """True if something that another process wrote for the same people waits to be sent: what is new goes behind it."""
    fetched = ahead.of(session)
    known = fetched.found if fetched is not None and fetched.stands(tables=[_TABLE.name]) else {}
    if not any(known.get((_TABLE.name, row.address_id), True) for row in rows):
        return False
    return (
        session.scalar(
            select(_TABLE.c.id)
            .where(
                _TABLE.c.status == DeliveryStatus.QUEUED,
                _TABLE.c.next_at.is_(None),
                to_address(*{row.address_id for row in rows}),
                _TABLE.c.lane.in_({row.lane for row in rows}),
            )
            .limit(1)
        )
        is not None
    )


def queued_for(session: Session, address_ids: Sequence[int]) -> dict[Hashable, bool]:
    """Tell for each address if anything waits for it that could leave, as `queue_before` looks for it."""
    rows = _QUEUED.rows(session, address_ids, address_ids)
    waiting = {number for row in rows for number in (row.address_id, row.reply_to)}
    return {(_TABLE.name, address_id): address_id in waiting for address_id in address_ids}


def stop_chat(session: Session, outgoing: Outgoing, reason: str, at: datetime) -> bool:
    """The chat cannot be reached: it is marked so, and what still waits for it is dropped with the same reason.

    Returns whether it is a group that was served until now.
    """
    newly = False
    if outgoing.address_id is not None:
        here = update(Address).where(col(Address.id) == outgoing.address_id)
        session.execute(here.values(unreachable=reason, unreachable_at=at))
        same = to_address(outgoing.address_id)
    elif outgoing.group_id is not None:
        newly = groups.set_unreachable(session, outgoing.group_id, reason, at)
        same = _TABLE.c.group_id == outgoing.group_id
    else:
        return newly
    session.execute(
        update(_TABLE)
        .where(same, _TABLE.c.status == DeliveryStatus.QUEUED)
        .values(status=DeliveryStatus.FAILED, reason=reason, reply_to=None, act=None, chat="")
    )
    return newly


def readdress(session: Session, outgoing: Outgoing, chat: str) -> None:
    """The network says that this chat has a new id: the address or group learns it, and so does what waits.

    Of two groups, or two addresses of one member, that turn out to be one the newer stays. Somebody else's chat is never
    written to: an address whose new chat is another one's is shut.
    """
    if outgoing.group_id is not None:
        groups.move(session, outgoing.group_id, chat)
    elif outgoing.address_id is not None and addresses.move(session, outgoing.address_id, chat) is None:
        _shut(session, outgoing)


def _shut(session: Session, outgoing: Outgoing) -> None:
    stop_chat(session, outgoing, "not_found", outgoing.created_at)
    mine = to_address(outgoing.address_id), _TABLE.c.status.in_(_WAITING)
    gone = {"status": DeliveryStatus.FAILED, "reason": "not_found", "reply_to": None, "act": None, "chat": ""}
    session.execute(update(_TABLE).where(*mine).values(gone))


def still_waiting(session: Session, ids: Sequence[int]) -> dict[int, int | None]:
    """Those of these deliveries that are still to leave, each with its group: two groups may have become one."""
    query = select(_TABLE.c.id, _TABLE.c.group_id).where(_TABLE.c.id.in_(ids), _TABLE.c.status.in_(_WAITING))
    return {row.id: row.group_id for row in session.execute(query)}


def empty_payloads(session: Session, now: datetime) -> None:
    """A day after a message was sent neither its content nor where it went is kept here."""
    session.execute(
        update(_TABLE)
        .where(_TABLE.c.sent_at < now - timedelta(days=1), _TABLE.c.act.is_not(None))
        .values(act=None, chat="")
    )


def empty(session: Session, delivery_ids: Sequence[int]) -> None:
    """Keep nothing of what these messages said, as far as they have left: they showed what somebody chose in a survey."""
    left = (_TABLE.c.id.in_(delivery_ids), _TABLE.c.status.not_in(_WAITING))
    session.execute(update(_TABLE).where(*left).values(act=None))
