"""The lock of the program that runs on a database: an upgrade or a restore underneath it would break its turns.

SQLite: an operating-system lock on a file beside the database; PostgreSQL: an advisory lock on a connection of its own.
Both go when their holder dies, however it dies. The holder also shows the fingerprints of its keys, so that a rotation
never writes what the running program could not read.
"""

from __future__ import annotations

import contextlib
import fcntl
import os
from collections.abc import Iterator

from sqlalchemy import text

from storage import dialects
from storage.database import Database, DatabaseTrouble

_ADVISORY = 0x6C616E67  # "lang"
_NAME = "langnghe "


class InUse(DatabaseTrouble):
    """The program is running on this database."""

    def __init__(self) -> None:
        super().__init__("the program is running on this database: stop it first")


@contextlib.contextmanager
def hold(database: Database) -> Iterator[None]:
    """Holds the database for one program. Raises `InUse` (a `DatabaseTrouble`) where another holds it."""
    with _hold_file(database) if database.backend == "sqlite" else _hold_advisory(database):
        yield


def holder_keys(database: Database) -> tuple[bytes, ...] | None:
    """The fingerprints of the running program's keys, the one that encrypts first; None where no program is running."""
    if database.backend == "sqlite":
        return _file_keys(database)
    query = text(
        "SELECT activity.application_name FROM pg_locks JOIN pg_stat_activity AS activity USING (pid)"
        " WHERE locktype = 'advisory' AND objid = :lock AND activity.datname = current_database() LIMIT 1"
    )
    with database.reader.connect() as connection:
        name = connection.execute(query, {"lock": _ADVISORY}).scalar()
    return None if name is None else _read_keys(name.removeprefix(_NAME))


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
            if not connection.execute(text("SELECT pg_try_advisory_lock(:lock)"), {"lock": _ADVISORY}).scalar():
                raise InUse
            name = _NAME + _write_keys(database)
            connection.execute(text("SELECT set_config('application_name', :name, false)"), {"name": name[:63]})
            yield
    finally:
        engine.dispose()


def _write_keys(database: Database) -> str:
    return ",".join(mark.hex() for mark in database.keys.fingerprints)


def _read_keys(listed: str) -> tuple[bytes, ...]:
    return tuple(bytes.fromhex(mark) for mark in listed.split(",") if len(mark) == 8)
