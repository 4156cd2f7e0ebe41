"""All that differs between SQLite and PostgreSQL, and nothing else."""

from __future__ import annotations

import sqlite3
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Any, cast

from sqlalchemy import Connection, Engine, Insert, Table, create_engine, event
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import DBAPIError, InterfaceError, OperationalError

_SERIALIZATION = {"40001", "40P01"}


def parse_url(text: str) -> URL:
    """Reads a database address. Raises `ValueError` for anything but SQLite in a file and PostgreSQL."""
    try:
        url = make_url(text)
    except Exception as error:
        raise ValueError("not a database address") from error
    if url.get_backend_name() == "sqlite" and url.database and url.database != ":memory:":
        return url.set(drivername="sqlite")
    if url.get_backend_name() == "postgresql":
        return url.set(drivername="postgresql+psycopg")
    raise ValueError("not a database address: sqlite:///path or postgresql://… is understood")


def sqlite_engine(url: URL, *, writer: bool) -> Engine:
    """An engine on a SQLite file: the writer begins IMMEDIATE, readers see a snapshot and never hold it up."""
    Path(str(url.database)).parent.mkdir(parents=True, exist_ok=True)
    options = {"pool_size": 1, "max_overflow": 0} if writer else {"pool_size": 4, "max_overflow": 4}
    engine = create_engine(
        url, connect_args={"check_same_thread": False, "timeout": 10, "cached_statements": 512}, **options
    )

    @event.listens_for(engine, "connect")
    def connected(connection: sqlite3.Connection, _record: object) -> None:
        connection.isolation_level = None  # savepoints need the driver's own transactions off
        for pragma in (
            "journal_mode=WAL",
            "synchronous=FULL",
            "foreign_keys=ON",
            "busy_timeout=10000",
            "temp_store=MEMORY",
            "secure_delete=ON",  # what was deleted stands in no free page of a stolen file
        ):
            connection.execute(f"PRAGMA {pragma}")
        if not writer:
            connection.execute("PRAGMA query_only=ON")

    @event.listens_for(engine, "begin")
    def begun(connection: Any) -> None:
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writer else "BEGIN")

    return engine


def postgres_engine(url: URL, *, threads: int) -> Engine:
    """An engine on a server. One that has gone is noticed within seconds, so that what came in is asked for again."""
    patience = {
        "connect_timeout": 5,
        "keepalives_idle": 5,
        "keepalives_interval": 3,
        "keepalives_count": 3,
        "tcp_user_timeout": 15_000,  # milliseconds
    }
    engine = create_engine(
        url,
        pool_size=threads + 1,  # one is kept for the mark
        max_overflow=2,
        pool_pre_ping=True,
        isolation_level="READ COMMITTED",
        connect_args=patience,
    )

    @event.listens_for(engine, "before_cursor_execute")
    def executing(connection: Connection, *_given: object) -> None:
        Pipe.leave(connection)

    return engine


def insert_once(table: Table, backend: str) -> Insert:
    """INSERT that does nothing where a unique constraint says that the row is there."""
    if backend == "sqlite":
        return sqlite.insert(table).on_conflict_do_nothing()
    return postgresql.insert(table).on_conflict_do_nothing()


def may_retry(error: DBAPIError) -> bool:
    """True if the same transaction may succeed when it is run again."""
    return getattr(error.orig, "sqlstate", None) in _SERIALIZATION


_BROKEN_SQLITE = {
    "BUSY",
    "CANTOPEN",
    "CORRUPT",
    "FULL",
    "IOERR",
    "LOCKED",
    "NOMEM",
    "NOTADB",
    "PERM",
    "PROTOCOL",
    "READONLY",
}
_BROKEN_POSTGRES = {"08", "40", "53", "55", "57", "58", "XX"}
_READ_ONLY = "25006"


def out_of_order(error: DBAPIError) -> bool:
    """True if the database could not do its work (away, full, locked): the turn is not to blame, and may succeed later.

    The names are those of sqlite.org/rescode.html, the classes those of PostgreSQL's appendix A, "Error Codes".
    """
    if isinstance(error.orig, sqlite3.Error):
        name = getattr(error.orig, "sqlite_errorname", "")
        return name.removeprefix("SQLITE_").partition("_")[0] in _BROKEN_SQLITE
    state = getattr(error.orig, "sqlstate", None)
    if state is None:
        return error.connection_invalidated or isinstance(error, (OperationalError, InterfaceError))
    return state[:2] in _BROKEN_POSTGRES or state == _READ_ONLY


_PIPE = "pipe"


class Pipe:
    """PostgreSQL's pipeline mode: statements go out without an answer being waited for, until somebody wants rows.

    A connection is told that it may (`allow`); SQLAlchemy itself reads every answer at once and leaves the mode before.
    """

    @staticmethod
    def allow(connection: Connection) -> None:
        """Let prepared statements on this connection go out in pipeline mode from now on; on SQLite there is none."""
        if connection.dialect.name == "postgresql":
            connection.info.setdefault(_PIPE, None)

    @staticmethod
    def enter(connection: Connection) -> None:
        """Begin pipeline mode, if it may be and is not on."""
        info = connection.info
        if _PIPE in info and info[_PIPE] is None:
            mode: AbstractContextManager[Any] = cast(Any, connection.connection.dbapi_connection).pipeline()
            info[_PIPE] = mode, mode.__enter__()

    @staticmethod
    def leave(connection: Connection) -> None:
        """End pipeline mode; raises what went wrong in it."""
        if (on := connection.info.get(_PIPE)) is not None:
            connection.info[_PIPE] = None
            on[0].__exit__(None, None, None)

    @staticmethod
    def sync(connection: Connection) -> None:
        """Wait for every answer that is still to come."""
        if (on := connection.info.get(_PIPE)) is not None:
            on[1].sync()
