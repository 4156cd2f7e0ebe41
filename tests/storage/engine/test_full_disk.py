"""A disk that fills: what fits is kept once, what does not is refused, and nothing is half there."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from sqlalchemy.exc import OperationalError
from sqlmodel import Session, select

from storage.engine.database import Database
from storage.engine.dialects import out_of_order
from storage.keyring import KeyRing, new_key
from storage.messaging import events
from storage.tables import Counter, Event
from tests.conftest import NOW

Write = Callable[[Session, str], None]


@pytest.fixture
def small(sqlite_template: bytes, tmp_path: Path) -> Iterator[Database]:
    """A SQLite database on a disk with no room left."""
    path = tmp_path / "small.db"
    path.write_bytes(sqlite_template)
    database = Database(f"sqlite:///{path}", KeyRing.parse([new_key()]))
    fill(database, spare=2)
    yield database
    database.close()


def fill(database: Database, spare: int) -> None:
    """From now on the file grows by so many pages and no more (None would be as before)."""
    with database.engine.connect() as connection:
        pages = connection.exec_driver_sql("PRAGMA page_count").scalar_one()
        connection.exec_driver_sql(f"PRAGMA max_page_count={pages + spare}")


def count(name: str, write: Write, gate: threading.Event) -> Callable[[Session], str]:
    def work(session: Session) -> str:
        gate.wait(10)
        write(session, name)
        return name

    return work


def by_object(session: Session, name: str) -> None:
    session.add(Counter(name=name, value=1))
    session.flush()


def by_statement(session: Session, name: str) -> None:
    events.take(session, "clock", name, "clock.test", NOW)


def kept(session: Session) -> list[str]:
    return sorted([*session.scalars(select(Counter.name)), *session.scalars(select(Event.event_id))])


@pytest.fixture(params=[by_object, by_statement])
def write(request: pytest.FixtureRequest) -> Write:
    """The two ways in which turns write."""
    return request.param


async def test_a_turn_that_finds_no_room_costs_the_others_nothing(small: Database, write: Write) -> None:
    gate = threading.Event()
    names = ["a", "much" * 20_000, "b"]
    together = [asyncio.ensure_future(small.run(count(name, write, gate))) for name in names]
    await asyncio.sleep(0)
    gate.set()
    outcomes = await asyncio.gather(*together, return_exceptions=True)
    assert (outcomes[0], outcomes[2]) == ("a", "b")
    assert isinstance(outcomes[1], OperationalError) and out_of_order(outcomes[1])
    assert await small.read(kept) == ["a", "b"]


async def test_room_again(small: Database, write: Write) -> None:
    gate = threading.Event()
    gate.set()
    with pytest.raises(OperationalError):
        await small.run(count("much" * 20_000, write, gate))
    fill(small, spare=100)
    assert await small.run(count("much" * 20_000, write, gate))
