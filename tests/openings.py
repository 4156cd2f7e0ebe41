"""Stages that people have entered already: the entering is played once, and every test that begins after it goes on from there.

What is kept is the whole world and every row; the program itself starts anew for each test, as it does after a restart.
"""

from __future__ import annotations

import contextlib
import io
import pickle
import sqlite3
from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import dataclass
from typing import Any

from channels.pacing import Pacer
from sandbox.clock import Clock
from sandbox.world import World
from storage.engine.database import Database
from storage.tables import metadata
from tests.stage import BOT, Stage, furnish, staged

Enter = Callable[[Stage], Awaitable[None]]


@dataclass(frozen=True, slots=True)
class Tables:
    """PostgreSQL's tables that have rows, as COPY writes them, and the numbers given last."""

    rows: dict[str, bytes]
    numbers: list[tuple[str, int]]


@dataclass(frozen=True, slots=True)
class Opening:
    """`rows`: a SQLite database in memory, or the like of PostgreSQL's."""

    world: bytes
    rows: sqlite3.Connection | Tables
    codes: dict[str, str]


class Openings:
    """Those that were played in this process, by who came in, the kind of database and the world as it was before."""

    def __init__(self) -> None:
        self._kept: dict[tuple[Enter, str, bytes], Opening] = {}

    @contextlib.asynccontextmanager
    async def stage(
        self, database: Database, world: World, enter: Enter, *, pacer: Callable[[], Pacer] | None = None
    ) -> AsyncIterator[Stage]:
        """A small province on its stage, after `enter`. `database` is empty but founded, with the keys that all tests share."""
        key = (enter, database.backend, _written(world, _Likeness))
        if key not in self._kept:
            codes = database.run_now(lambda session: furnish(session, world.clock.now()))
            async with staged(database, world, pacer=pacer) as stage:
                stage.codes = codes
                await enter(stage)
            world.closing = False
            self._kept[key] = Opening(_written(world, _Keeper), _rows(database), codes)
        else:
            _fill(database, self._kept[key].rows)
            database.open()
        opening = self._kept[key]
        vars(world).update(_Reader(io.BytesIO(opening.world), world).load())
        polls = world.bots[BOT].queue.poll
        async with staged(database, world, pacer=pacer) as stage:
            stage.codes = dict(opening.codes)
            if not stage.app.options.public_url:
                await stage.until(lambda: world.bots[BOT].queue.poll > polls + 1)  # the second one waits
            await stage.settle()
            yield stage


class _Keeper(pickle.Pickler):
    """What a world holds, without the world itself."""

    def __init__(self, file: io.BytesIO, world: World) -> None:
        super().__init__(file)
        self._world = world

    def persistent_id(self, one: object) -> str | None:
        return "world" if one is self._world else None


class _Likeness(_Keeper):
    """The same for two worlds that were made alike at different times."""

    def reducer_override(self, one: object) -> Any:
        return (str, (f"{one.now()} {one.running}",)) if isinstance(one, Clock) else NotImplemented


class _Reader(pickle.Unpickler):
    def __init__(self, file: io.BytesIO, world: World) -> None:
        super().__init__(file)
        self._world = world

    def persistent_load(self, _name: str) -> World:
        return self._world


def _written(world: World, how: type[_Keeper]) -> bytes:
    file = io.BytesIO()
    how(file, world).dump(vars(world))
    return file.getvalue()


def _rows(database: Database) -> sqlite3.Connection | Tables:
    with database.reader.connect() as connection:
        driver = connection.connection.driver_connection
        assert driver is not None
        if isinstance(driver, sqlite3.Connection):
            kept = sqlite3.connect(":memory:", check_same_thread=False)
            driver.backup(kept)
            return kept
        with driver.cursor() as cursor:
            rows = {}
            for table in metadata.sorted_tables:
                with cursor.copy(f'COPY "{table.name}" TO STDOUT') as copy:
                    rows[table.name] = b"".join(bytes(piece) for piece in copy)
            cursor.execute("SELECT sequencename, last_value FROM pg_sequences WHERE last_value IS NOT NULL")
            return Tables({name: written for name, written in rows.items() if written}, cursor.fetchall())


def _fill(database: Database, kept: sqlite3.Connection | Tables) -> None:
    """Puts rows in the place of those that a founded database has."""
    with database.engine.connect() as connection:
        driver = connection.connection.driver_connection
        assert driver is not None
        if isinstance(kept, sqlite3.Connection):
            kept.backup(driver)
            return
        with driver.cursor() as cursor:
            cursor.execute("SET LOCAL session_replication_role = replica; DELETE FROM installation")
            for name, written in kept.rows.items():
                with cursor.copy(f'COPY "{name}" FROM STDIN') as copy:
                    copy.write(written)
            for sequence, number in kept.numbers:
                cursor.execute("SELECT setval(%s::regclass, %s)", (sequence, number))
        driver.commit()
