"""Engines that one test after the other has: what SQLAlchemy has compiled for one is there for the next.

Compiling the statements anew costs more than most conversations, and whatever was compiled for an engine that is gone stays
in memory.
"""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from sqlalchemy import Engine, event
from sqlalchemy.engine import URL

from storage.engine import dialects
from storage.engine.database import Database

Kind = tuple[str, bool]
"""The database system, and whether it is the engine that writes."""


class Engines:
    """Those of databases that were closed, until the next database is opened with the same keys."""

    def __init__(self) -> None:
        self._kept: dict[Kind, Engine] = {}
        self._listeners: dict[Engine, list[int]] = {}

    @contextlib.contextmanager
    def lent(self) -> Iterator[None]:
        """A `Database` that is made in this block has them."""
        sqlite, postgres = dialects.sqlite_engine, dialects.postgres_engine
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(
                dialects,
                "sqlite_engine",
                lambda url, *, writer: self._take(("sqlite", writer), url, lambda: _hasty(sqlite(url, writer=writer))),
            )
            patch.setattr(
                dialects,
                "postgres_engine",
                lambda url, *, threads: self._take(("postgresql", True), url, lambda: postgres(url, threads=threads)),
            )
            yield

    def give_back(self, database: Database) -> None:
        """After it was closed."""
        self._kept[database.backend, False] = database.reader
        self._kept[database.backend, True] = database.engine

    def _take(self, kind: Kind, url: URL, make: Callable[[], Engine]) -> Engine:
        engine = self._kept.pop(kind, None)
        if engine is None:
            engine = make()
            event.listen(engine, "do_connect", _where_it_is(engine))
        engine.url = url
        return engine


def _where_it_is(engine: Engine) -> Callable[..., None]:
    def connecting(dialect: Any, _record: object, arguments: list[Any], named: dict[str, Any]) -> None:
        arguments[:], there = dialect.create_connect_args(engine.url)
        named |= there

    return connecting


def _hasty(engine: Engine) -> Engine:
    """What a crash of the machine would lose is lost with the machine."""

    @event.listens_for(engine, "connect")
    def connected(connection: Any, _record: object) -> None:
        connection.execute("PRAGMA synchronous=OFF")

    return engine
