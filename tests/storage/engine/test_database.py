"""The door to the database: what is committed together stays apart when one of it fails."""

from __future__ import annotations

import asyncio
import contextlib
import sqlite3
import threading
from datetime import datetime

import pytest
from sqlalchemy import event
from sqlalchemy.exc import IntegrityError, OperationalError
from sqlmodel import Session, select

from storage.columns import NaiveInstant
from storage.engine.database import Database
from storage.tables import Counter, Event, EventStatus


async def test_one_turn_that_fails_undoes_itself_alone(database: Database) -> None:
    def add(name: str):  # type: ignore[no-untyped-def]
        def work(session: Session) -> str:
            session.add(Counter(name=name, value=1))
            session.flush()
            return name

        return work

    await database.run(add("taken"))
    outcomes = await asyncio.gather(*(database.run(add(n)) for n in ("a", "taken", "b")), return_exceptions=True)
    assert outcomes[0] == "a"
    assert isinstance(outcomes[1], IntegrityError)
    assert outcomes[2] == "b"
    names = await database.read(lambda s: s.scalars(select(Counter.name).order_by(Counter.name)).all())
    assert names == ["a", "b", "taken"]


async def test_nothing_that_a_reader_changes_is_kept(database: Database) -> None:
    def meddle(session: Session) -> None:
        session.add(Counter(name="x"))
        session.flush()

    with contextlib.suppress(OperationalError):
        await database.read(meddle)
    assert await database.read(lambda s: s.scalars(select(Counter)).all()) == []


async def test_mark_whose_connection_broke_is_none_once_and_never_asked_on_the_loop(database: Database) -> None:
    if database.backend != "sqlite":
        assert isinstance(await database.mark(), int)
        return
    asking: set[str] = set()
    used: list[sqlite3.Connection] = []

    def taken(connection: sqlite3.Connection, *_: object) -> None:
        asking.add(threading.current_thread().name)
        used.append(connection)

    event.listen(database.reader, "checkout", taken)
    first = await database.mark()
    assert first is not None
    assert first == await database.mark()
    used[0].close()
    assert await database.mark() is None
    assert await database.mark() is not None
    assert {name.rpartition("_")[0] for name in asking} == {"database-read"}


async def test_marks_asked_at_once_leave_every_other_connection_its_transactions(database: Database) -> None:
    for _ in range(20):
        assert None not in await asyncio.gather(*(database.mark() for _ in range(4)))
        database._leave_mark()
    with contextlib.ExitStack() as stack:
        most = 3 if database.backend == "postgresql" else 1
        held = [stack.enter_context(database.engine.connect()).connection.dbapi_connection for _ in range(most)]
        assert not any(getattr(one, "autocommit", False) is True for one in held)


def test_an_instant_without_a_zone_is_refused(database: Database, now: datetime) -> None:
    def work(session: Session) -> None:
        session.add(
            Event(source="t", event_id="1", kind="k", status=EventStatus.DONE, received_at=now.replace(tzinfo=None))
        )
        session.flush()

    with pytest.raises(Exception) as caught:
        database.run_now(work)
    assert isinstance(caught.value, NaiveInstant) or isinstance(caught.value.__cause__, NaiveInstant)


async def test_one_turn_that_raises_costs_the_others_of_its_group_nothing(database: Database) -> None:
    gate = threading.Event()
    runs: list[str] = []

    def add(name: str):  # type: ignore[no-untyped-def]
        def work(session: Session) -> None:
            gate.wait(10)
            runs.append(name)
            session.add(Counter(name=name, value=1))
            session.flush()
            if name == "bad":
                raise ValueError(name)

        return work

    together = [asyncio.ensure_future(database.run(add(name))) for name in ("a", "bad", "b")]
    await asyncio.sleep(0)
    gate.set()
    outcomes = await asyncio.gather(*together, return_exceptions=True)
    assert isinstance(outcomes[1], ValueError)
    assert await database.read(lambda s: sorted(s.scalars(select(Counter.name)))) == ["a", "b"]
    assert runs.count("a") == runs.count("b") <= 2, "rehearsed at most, and once for good"
