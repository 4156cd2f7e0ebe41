"""Queries about events: each is taken in once, and one that failed waits for another try."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import delete, func, or_, text, update
from sqlalchemy.orm import Session
from sqlmodel import select

from storage.engine import ahead
from storage.engine.bound_rows import next_ids
from storage.engine.database import backend
from storage.engine.dialects import insert_once
from storage.engine.prepared import Prepared
from storage.tables import Event, EventStatus

TRIES = 3
KEPT = timedelta(days=32)
"""How long an event's id is remembered: what is older than that is not taken in at all. Longer than any month lasts, since
what came in is counted by the month (storage/quota.py)."""
_LONGEST_WAIT = timedelta(seconds=15 * 4 ** (TRIES - 1))
_TABLE = Event.__table__
_IN_TROUBLE = text("event.status IN ('failed', 'parked')")  # in the words of a partial index
_INSERTS = {
    name: Prepared(
        insert_once(_TABLE, name).inline().returning(_TABLE.c.source, _TABLE.c.event_id),
        ("source", "event_id", "kind", "received_at", "status", "tries"),
    )
    for name in ("sqlite", "postgresql")
}

_KEEP = {
    name: Prepared(
        insert_once(_TABLE, name).inline(),
        ("id", "source", "event_id", "kind", "received_at", "status", "tries", "payload", "trouble", "next_at"),
    )
    for name in ("sqlite", "postgresql")
}


@dataclass(frozen=True, slots=True)
class Arrived:
    """An event that is about to be handled."""

    source: str
    event_id: str
    kind: str
    received_at: datetime


def take(session: Session, source: str, event_id: str, kind: str, now: datetime) -> bool:
    """Notes an event as handled; False: it was here before, and nothing is to be done."""
    event = Arrived(source, event_id, kind, now)
    fetched = ahead.of(session)
    if fetched is not None and key_of(event) in fetched.found:
        return bool(fetched.found[key_of(event)])
    return bool(take_several(session, [event]))


def key_of(event: Arrived) -> Hashable:
    """The name of an event among the rows that were fetched for its turn."""
    return _TABLE.name, event.source, event.event_id


def take_several(session: Session, events: Sequence[Arrived]) -> set[tuple[str, str]]:
    """The same for several: the sources and ids of those that were not here before."""
    rows = [
        {
            "source": event.source,
            "event_id": event.event_id,
            "kind": event.kind,
            "received_at": event.received_at,
            "status": EventStatus.DONE,
            "tries": 1,
        }
        for event in events
    ]
    return {(row.source, row.event_id) for row in _INSERTS[backend(session)].rows_of_many(session, rows)}


def keep(session: Session, rows: Sequence[tuple[str, str, bytes]], kind: str, now: datetime) -> None:
    """Keeps payloads (source, id, content) that are to be read again in a minute; one that is here already stays as it is."""
    _KEEP[backend(session)].change_many(
        session,
        [
            {
                "id": number,
                "source": source,
                "event_id": event_id,
                "kind": kind,
                "received_at": now,
                "status": EventStatus.FAILED,
                "tries": 1,
                "payload": payload,
                "trouble": "NotYetHandled",
                "next_at": now + timedelta(minutes=1),
            }
            for number, (source, event_id, payload) in zip(next_ids(session, _TABLE, len(rows)), rows, strict=True)
        ],
    )


def fail(session: Session, source: str, event_id: str, now: datetime, payload: bytes, trouble: str) -> Event:
    """Keeps what is needed for another try; after the third the event is parked and holds up nobody.

    The first line of `trouble` is the kind of error and quotes nothing: it is listed (`in_trouble`).
    """
    event = session.scalars(select(Event).where(Event.source == source, Event.event_id == event_id)).one()
    if event.status is not EventStatus.DONE:
        event.tries += 1
    event.payload, event.trouble = payload, trouble
    event.status = EventStatus.FAILED if event.tries < TRIES else EventStatus.PARKED
    parked = event.status is EventStatus.PARKED
    event.next_at = now if parked else now + timedelta(seconds=15 * 4**event.tries)
    session.flush()
    return event


def succeed(session: Session, source: str, event_id: str) -> None:
    """A failed event came through at last."""
    session.execute(
        update(Event)
        .where(_TABLE.c.source == source, _TABLE.c.event_id == event_id)
        .values(status=EventStatus.DONE, payload=None, trouble=None, next_at=None)
    )


def due(session: Session, now: datetime) -> Sequence[Event]:
    """Failed events whose next try is due, in the order in which they came.

    One that is due later than any wait lasts is due: the clock was put back meanwhile.
    """
    is_due = or_(_TABLE.c.next_at <= now, _TABLE.c.next_at > now + _LONGEST_WAIT)
    # Said in the words of the partial index: SQLite does not see that a parameter means the same.
    failed = text("event.status = 'failed'")
    found = session.scalars(select(Event).where(failed, is_due).order_by(_TABLE.c.next_at).limit(50))
    return sorted(found, key=lambda event: event.id)


def known(session: Session, source: str, event_ids: Sequence[str]) -> set[str]:
    """Those of these events that have been here."""
    query = select(Event.event_id).where(_TABLE.c.source == source, _TABLE.c.event_id.in_(event_ids))
    return set(session.scalars(query))


@dataclass(frozen=True, slots=True)
class Trouble:
    """An event that failed, as it may be listed: nothing of what it says, nor of whom. `error` is a type and a place."""

    id: int
    source: str
    kind: str
    received_at: datetime
    status: EventStatus
    tries: int
    error: str


def in_trouble(session: Session) -> list[Trouble]:
    """The events that wait for another try or are parked, the oldest first."""
    query = select(Event).where(_IN_TROUBLE).order_by(_TABLE.c.id)
    return [
        Trouble(e.id, e.source, e.kind, e.received_at, e.status, e.tries, (e.trouble or "").partition("\n")[0])
        for e in session.scalars(query)
    ]


def again(session: Session, now: datetime, event_id: int | None = None) -> int:
    """Has one event in trouble (None: all) tried once more at once; how many that are."""
    chosen = update(Event).where(_IN_TROUBLE)
    if event_id is not None:
        chosen = chosen.where(_TABLE.c.id == event_id)
    return session.connection().execute(chosen.values(status=EventStatus.FAILED, next_at=now)).rowcount


def parked_since(session: Session, since: datetime) -> int:
    """How many events have been parked since an instant."""
    query = select(func.count()).where(_IN_TROUBLE, _TABLE.c.status == EventStatus.PARKED, _TABLE.c.next_at >= since)
    return session.scalar(query) or 0


def forget(session: Session, now: datetime) -> None:
    """Event ids are remembered for a while (a network may deliver again what it thinks was not received)."""
    session.execute(delete(Event).where(_TABLE.c.received_at < now - KEPT, _TABLE.c.status == EventStatus.DONE))


def first_refused(session: Session, account_id: int, after: datetime) -> datetime | None:
    """The instant at which the network's refusal of an account was first noted after another one; None: it was not."""
    named = (_TABLE.c.source == "clock", _TABLE.c.event_id.like(f"refused:{account_id}:%"))
    query = select(func.min(_TABLE.c.received_at, type_=_TABLE.c.received_at.type))
    found: datetime | None = session.scalar(query.where(*named, _TABLE.c.received_at > after))
    return found
