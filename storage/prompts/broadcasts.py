"""Queries about broadcasts: how far a round of sending is, whom it has not reached, and what stops with it."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import case, func, or_, select, update
from sqlalchemy.orm import Session
from sqlmodel import col

from storage.engine.prepared import Prepared
from storage.prompts import reachability
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

_TABLE, _DELIVERY, _PROMPT = Broadcast.__table__, Delivery.__table__, Prompt.__table__
_ADDRESS, _ASSIGNMENT, _MEMBER, _UNIT = Address.__table__, Assignment.__table__, Member.__table__, Unit.__table__
_WAITING = (DeliveryStatus.QUEUED, DeliveryStatus.SENDING)
_LOST = (DeliveryStatus.FAILED, DeliveryStatus.EXPIRED)
_WHO = (_UNIT.c.name.label("unit"), _MEMBER.c.name, _MEMBER.c.id, _MEMBER.c.single, _MEMBER.c.officer_id)
# Asked every second, and mostly in vain: the whole rows are read by SQLAlchemy where there are any.
_UNDER_WAY = Prepared(select(_TABLE.c.id).where(_TABLE.c.ended_at.is_(None)))
_ASKED = (AssignmentStatus.PENDING, AssignmentStatus.STARTED)


def start(session: Session, prompt_id: int, kind: BroadcastKind, now: datetime, *, by: int | None = None) -> Broadcast:
    """A round begins, which somebody may have asked for; its deliveries are written in the same turn."""
    made = Broadcast(prompt_id=prompt_id, kind=kind, status=BroadcastStatus.SENDING, started_at=now, shown_at=now)
    made.changed_by, made.changed_at = by, now if by is not None else None
    session.add(made)
    session.flush()
    return made


def lock_prompt(session: Session, prompt_id: int) -> None:
    """Until this transaction ends nobody else acts on the rounds of a prompt, nor shows them; reports still come in."""
    session.execute(select(_PROMPT.c.id).where(_PROMPT.c.id == prompt_id).with_for_update(key_share=True))


def get_locked(session: Session, broadcast_id: int) -> Broadcast | None:
    """A broadcast as it is once nobody else acts on it."""
    found = session.get(Broadcast, broadcast_id)
    if found is not None:
        lock_prompt(session, found.prompt_id)
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


def change(
    session: Session,
    broadcast: Broadcast,
    before: Collection[BroadcastStatus],
    after: BroadcastStatus,
    member_id: int,
    now: datetime,
) -> bool:
    """Move a round on for this officer. False: somebody else was first, or it has ended."""
    still = _TABLE.c.id == broadcast.id, _TABLE.c.status.in_(before), _TABLE.c.ended_at.is_(None)
    changed = session.connection().execute(
        update(_TABLE)
        .where(*still)
        .values(status=after, changed_by=member_id, changed_at=now, version=_TABLE.c.version + 1)
    )
    session.refresh(broadcast)
    return changed.rowcount == 1


def show(session: Session, broadcast: Broadcast, stands: Pulse, now: datetime, *, ended: bool) -> None:
    """Note that the cards show a round as it stands now; `ended`: nothing more of it is on its way."""
    if ended:
        broadcast.ended_at = now
        if broadcast.status is not BroadcastStatus.CANCELLED:
            broadcast.status = BroadcastStatus.DONE
    broadcast.shown, broadcast.shown_at = str(stands), now
    touch(session, broadcast)


def take_over(session: Session, broadcast: Broadcast, member_id: int, now: datetime) -> None:
    """Note that this member had another round follow; whoever asks holds the prompt's lock."""
    broadcast.changed_by, broadcast.changed_at = member_id, now
    touch(session, broadcast)


def touch(session: Session, broadcast: Broadcast) -> None:
    """Something has happened to it: its version rises, whether a column has another value or not."""
    broadcast.version += 1
    session.flush()


def stopped(session: Session, broadcast_ids: Collection[int]) -> dict[int, BroadcastStatus]:
    """Those of these broadcasts of which nothing may leave now."""
    still = _TABLE.c.status.in_((BroadcastStatus.PAUSED, BroadcastStatus.CANCELLED))
    query = select(_TABLE.c.id, _TABLE.c.status).where(_TABLE.c.id.in_(broadcast_ids), still)
    return {row.id: row.status for row in session.execute(query)}


def drop_rest(session: Session, broadcast_id: int) -> None:
    """Let nothing leave that is queued of a cancelled broadcast."""
    session.execute(
        update(_DELIVERY)
        .where(_DELIVERY.c.broadcast_id == broadcast_id, _DELIVERY.c.status == DeliveryStatus.QUEUED)
        .values(status=DeliveryStatus.EXPIRED, reason=reachability.CANCELLED, reply_to=None, act=None, chat="")
    )


@dataclass(frozen=True, slots=True)
class Pulse:
    """The deliveries of one broadcast. `until`: when the first of those that wait may leave, None where one may now.

    `held`: why our account is refused by which some of them wait; "" where none is.
    """

    sent: int
    lost: int
    waiting: int
    until: datetime | None
    held: str = ""

    def __str__(self) -> str:
        """The text that is compared with what the cards show."""
        return f"{self.sent}:{self.lost}:{self.waiting}:{self.until.isoformat() if self.until else ''}{self.held}"


def pulse(session: Session, broadcast_id: int, now: datetime) -> Pulse:
    """How its deliveries stand."""
    may_leave = or_(_DELIVERY.c.next_at.is_(None), _DELIVERY.c.next_at <= now)
    query = (
        select(
            _DELIVERY.c.status,
            func.count().label("n"),
            func.sum(case((may_leave, 1), else_=0)).label("ready"),
            func.min(_DELIVERY.c.next_at).label("first"),
            func.max(_DELIVERY.c.reason).label("reason"),
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
        held=max((rows[status].reason for status in _WAITING if status in rows), default=""),
    )


def moved(session: Session, now: datetime) -> list[tuple[int, int]]:
    """(id, version) of every broadcast under way whose cards are behind, which has nothing more to send, or of which
    somebody gets at another address what one did not take.
    """
    found: list[tuple[int, int]] = []
    if not _UNDER_WAY.rows(session, {}):
        return found
    for broadcast in session.scalars(select(Broadcast).where(_TABLE.c.ended_at.is_(None)).order_by(_TABLE.c.id)):
        behind = not just_shown(broadcast, now) and str(pulse(session, broadcast.id, now)) != broadcast.shown
        if behind or not _waits(session, broadcast.id) or reachability.to_go_elsewhere(session, broadcast, now):
            found.append((broadcast.id, broadcast.version))
    return found


def just_shown(broadcast: Broadcast, now: datetime) -> bool:
    """True if its cards were changed so shortly ago that they wait for more to show."""
    return timedelta(0) <= now - broadcast.shown_at < SHOWN_EVERY and broadcast.status is BroadcastStatus.SENDING


def _waits(session: Session, broadcast_id: int) -> bool:
    """True if something of it is still to leave: asked after every batch of results, so it reads one row."""
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
