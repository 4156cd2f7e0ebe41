"""Queries about events: each is taken in once, and one that failed waits for another try."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import delete, update
from sqlalchemy.orm import Session
from sqlmodel import select

from storage.database import backend
from storage.dialects import insert_once
from storage.hot import Hot
from storage.tables import Event, EventStatus

TRIES = 3
KEPT = timedelta(days=30)
_TABLE = Event.__table__
_INSERTS = {
    name: Hot(insert_once(_TABLE, name).inline(), ("source", "event_id", "kind", "received_at", "status", "tries"))
    for name in ("sqlite", "postgresql")
}


def take(session: Session, source: str, event_id: str, kind: str, now: datetime) -> bool:
    """Notes an event as handled; False: it was here before, and nothing is to be done."""
    values = {
        "source": source,
        "event_id": event_id,
        "kind": kind,
        "received_at": now,
        "status": EventStatus.DONE,
        "tries": 1,
    }
    return _INSERTS[backend(session)].change(session, values) == 1


def fail(session: Session, source: str, event_id: str, now: datetime, payload: bytes, trouble: str) -> EventStatus:
    """Keeps what is needed for another try; after the third the event is parked and holds up nobody."""
    event = session.scalars(select(Event).where(Event.source == source, Event.event_id == event_id)).one()
    if event.status is not EventStatus.DONE:
        event.tries += 1
    event.payload, event.trouble = payload, trouble
    event.status = EventStatus.FAILED if event.tries < TRIES else EventStatus.PARKED
    event.next_at = now + timedelta(seconds=15 * 4**event.tries) if event.status is EventStatus.FAILED else None
    session.flush()
    return event.status


def succeed(session: Session, source: str, event_id: str) -> None:
    """A failed event came through at last."""
    session.execute(
        update(Event)
        .where(_TABLE.c.source == source, _TABLE.c.event_id == event_id)
        .values(status=EventStatus.DONE, payload=None, trouble=None, next_at=None)
    )


def due(session: Session, now: datetime) -> Sequence[Event]:
    """Failed events whose next try is due, in the order in which they came."""
    query = select(Event).where(_TABLE.c.status == EventStatus.FAILED, _TABLE.c.next_at <= now).order_by(_TABLE.c.id)
    return session.scalars(query.limit(50)).all()


def forget(session: Session, now: datetime) -> None:
    """Event ids are remembered for thirty days (a network may deliver again what it thinks was not received)."""
    session.execute(delete(Event).where(_TABLE.c.received_at < now - KEPT, _TABLE.c.status == EventStatus.DONE))


def is_first_try(session: Session, source: str, event_id: str) -> bool:
    """Whether an event has failed only once so far."""
    tries = session.scalar(select(_TABLE.c.tries).where(_TABLE.c.source == source, _TABLE.c.event_id == event_id))
    return tries == 1
