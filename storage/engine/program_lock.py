"""The lock of the program that runs on a database: an upgrade or a restore underneath it would break its turns.

SQLite: an operating-system lock on a file beside the database, for one program; PostgreSQL: an advisory lock on a connection
of its own, which programs share (`storage.leases`) and an upgrade has alone. Both go when their holder dies, however it dies.
A holder also shows the fingerprints of its keys, so that a rotation never writes what a running program could not read.
"""

from __future__ import annotations

import contextlib
import fcntl
import os
from collections.abc import Iterator

from sqlalchemy import text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from storage.engine import dialects
from storage.engine.database import Database, DatabaseTrouble

ADVISORY = 0x6C616E67
"""The advisory lock of the whole database ("lang"); with a second number that of an account, or of the scheduler."""
_NAME = "langnghe "


class InUse(DatabaseTrouble):
    """The program is running on this database."""

    def __init__(self) -> None:
        super().__init__("the program is running on this database: stop it first")


@contextlib.contextmanager
def hold(database: Database) -> Iterator[None]:
    """Holds the database alone. Raises `InUse` (a `DatabaseTrouble`) where another holds it."""
    with _hold_file(database) if database.backend == "sqlite" else _hold_advisory(database):
        yield


def holder_keys(database: Database) -> list[tuple[bytes, ...]]:
    """The fingerprints of each running program's keys, the one that encrypts first."""
    if database.backend == "sqlite":
        keys = _file_keys(database)
        return [] if keys is None else [keys]
    query = text(
        "SELECT activity.application_name FROM pg_locks JOIN pg_stat_activity AS activity USING (pid)"
        " WHERE locktype = 'advisory' AND classid = 0 AND objid = :lock AND activity.datname = current_database()"
    )
    with database.reader.connect() as connection:
        names = connection.execute(query, {"lock": ADVISORY}).scalars().all()
    return [_read_keys(name.removeprefix(_NAME)) for name in names]


def program_name(database: Database) -> str:
    """How a program's connection is called on the server: it shows its keys."""
    return (_NAME + _write_keys(database))[:63]


def take_turns(session: Session) -> None:
    """Until this transaction ends no other process prepares the database, changes the tree of units or takes a roster over.

    What was read before is read anew: another may have changed it while this one waited (on SQLite there is none).
    """
    session.flush()
    session.expire_all()
    if session.get_bind().dialect.name == "postgresql":
        session.execute(text("SELECT pg_advisory_xact_lock(:lock, -1)"), {"lock": ADVISORY})


def _lock_path(database: Database) -> str:
    return f"{database.engine.url.database}.lock"


@contextlib.contextmanager
def _hold_file(database: Database) -> Iterator[None]:
    handle = os.open(_lock_path(database), os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    try:
        if not _locked(handle):
            raise InUse
        os.ftruncate(handle, 0)
        os.write(handle, _write_keys(database).encode())
        yield
    finally:
        os.close(handle)


def _file_keys(database: Database) -> tuple[bytes, ...] | None:
    try:
        handle = os.open(_lock_path(database), os.O_RDWR | os.O_CLOEXEC)
    except FileNotFoundError:
        return None
    try:
        return None if _locked(handle) else _read_keys(os.read(handle, 4096).decode())
    finally:
        os.close(handle)


def _locked(handle: int) -> bool:
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


@contextlib.contextmanager
def _hold_advisory(database: Database) -> Iterator[None]:
    engine = dialects.postgres_engine(database.engine.url, threads=1)
    try:
        with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            if not connection.execute(text("SELECT pg_try_advisory_lock(:lock)"), {"lock": ADVISORY}).scalar():
                raise InUse
            name = program_name(database)
            connection.execute(text("SELECT set_config('application_name', :name, false)"), {"name": name})
            try:
                yield
            finally:  # at once: the server frees what a closed connection held a moment later
                with contextlib.suppress(DBAPIError):
                    connection.execute(text("SELECT pg_advisory_unlock(:lock)"), {"lock": ADVISORY})
    finally:
        engine.dispose()


def _write_keys(database: Database) -> str:
    return ",".join(mark.hex() for mark in database.keys.fingerprints)


def _read_keys(listed: str) -> tuple[bytes, ...]:
    return tuple(bytes.fromhex(mark) for mark in listed.split(",") if len(mark) == 8)
