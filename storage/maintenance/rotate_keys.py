"""Changes the key: what an older key encrypted is encrypted by the first one, in short batches, while the program runs.

A row that changes meanwhile is left alone: the program writes it with the first key by itself.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from sqlalchemy import Row, Table, select, tuple_, update
from sqlalchemy.orm import Session

from storage.engine.database import Database
from storage.keyring import KeyRing
from storage.maintenance.raw_tables import encrypted_columns, places, raw
from storage.row_binding import key_of, place_of
from storage.tables import Installation, metadata

_BATCH = 100  # rows
_PASSES = 5


def rotate(database: Database, progress: Callable[[str, int], None] = lambda table, rows: None) -> int:
    """Re-encrypts what the first key did not encrypt, and the lookup seed last. Returns the number of rows rewritten.

    `progress` hears of each table and how many of its rows were looked at. Raises `KeyTrouble` for a value that no key
    of the ring opens: every key must stay in the ring until this has returned.
    """
    tables = [table for table in metadata.sorted_tables if encrypted_columns(table)]
    total = 0
    for _ in range(_PASSES):
        rewritten = sum(_rotate_table(database, table, progress) for table in tables)
        total += rewritten
        if not rewritten:
            break
    database.run_now(lambda session: _rewrap(session, database))
    return total


def _rewrap(session: Session, database: Database) -> None:
    installation = session.get_one(Installation, 1)
    if installation.key_fingerprint != database.keys.current or not database.keys.is_current(installation.seed):
        installation.seed = database.keys.encrypt(database.keys.decrypt(installation.seed))
        installation.key_fingerprint = database.keys.current


def _rotate_table(database: Database, table: Table, progress: Callable[[str, int], None]) -> int:
    stored = raw(table.name)
    names = encrypted_columns(table)
    keys = list(stored.primary_key.columns)
    after: tuple[Any, ...] | None = None
    rewritten = seen = 0
    while True:
        query = select(*(stored.c[name] for name in names), *keys).order_by(*keys).limit(_BATCH)
        if after is not None:
            query = query.where(tuple_(*keys) > tuple_(*after))
        rows = database.read_now(lambda session, query=query: session.execute(query).all())  # type: ignore[misc]
        old = [row for row in rows if any(not _current(database, getattr(row, name)) for name in names)]
        if old:
            rewritten += database.run_now(lambda session, old=old: _rewrite(session, database, stored, names, old))  # type: ignore[misc]
        seen += len(rows)
        progress(table.name, seen)
        if len(rows) < _BATCH:
            return rewritten
        after = tuple(rows[-1][len(names) :])


def _current(database: Database, value: bytes | None) -> bool:
    return not value or database.keys.is_current(value)


def _rewrite(
    session: Session, database: Database, stored: Table, names: Sequence[str], rows: Sequence[Row[Any]]
) -> int:
    changed = 0
    where = places(metadata.tables[stored.name])
    for row in rows:
        old = {name: value for name in names if not _current(database, value := getattr(row, name))}
        same = [column == getattr(row, column.name) for column in stored.primary_key.columns]
        same += [stored.c[name] == value for name, value in old.items()]
        key = key_of([getattr(row, column.name) for column in stored.primary_key.columns])
        new = {name: _again(database.keys, bytes(value), place_of(where[name], key)) for name, value in old.items()}
        changed += session.execute(update(stored).where(*same).values(new)).rowcount  # type: ignore[attr-defined]
    return changed


def _again(keys: KeyRing, value: bytes, place: bytes) -> bytes:
    return keys.encrypt(keys.decrypt(value, place), place)
