"""A row in every table there is: a backup loses none of them, whatever is added to the tables later."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from sqlalchemy import Column, Table, func, select
from sqlalchemy.orm import Session
from sqlmodel import SQLModel

from storage.engine.database import Database
from storage.keyring import KeyRing
from storage.maintenance.backup import restore
from storage.schema.assignments import PartState
from storage.tables import Assignment, Mute, Training, metadata
from tests.storage.maintenance.test_backup import backup, content, other  # noqa: F401

# ruff: noqa: F811

_OWN: dict[str, dict[str, object]] = {
    Mute.__table__.name: {"unit_id": 1},
    Training.__table__.name: {"unit_id": 1},
    Assignment.__table__.name: {"state": PartState()},
}
"""What a check of a table wants beside what must not be empty."""
_CHANGED = {"counter", "restore"}
"""Tables in which a restore leaves its mark."""


def test_row_of_every_table_comes_back(database: Database, other: Callable[[KeyRing], Database], now: datetime) -> None:
    database.run_now(lambda session: fill_all(session, now))
    before = content(database)
    assert [name for name, rows in before.items() if not rows] == ["restore"]
    target = other(database.keys)
    restore(target, backup(database, now), now)
    after = content(target)
    assert [name for name in before if before[name] != after[name] and name not in _CHANGED] == []


def fill_all(session: Session, now: datetime) -> None:
    """One row for each table, with no more than it must have."""
    rows = {str(one.__tablename__): one for one in _below(SQLModel) if hasattr(one, "__table__")}
    for table in metadata.sorted_tables:
        if table.name != "restore" and not session.scalar(select(func.count()).select_from(table)):
            session.add(rows[table.name](**_least(table, now), **_OWN.get(table.name, {})))
            session.flush()


def _below(kind: type[SQLModel]) -> list[type[SQLModel]]:
    return [found for one in kind.__subclasses__() for found in (one, *_below(one))]


def _least(table: Table, now: datetime) -> dict[str, object]:
    wanted = [column for column in table.columns if not column.nullable and column.key not in _OWN.get(table.name, {})]
    return {column.key: _value(column, now) for column in wanted}


def _value(column: Column[object], now: datetime) -> object:
    kind = type(column.type).__name__
    if kind == "Enum":
        return next(iter(column.type.enum_class))  # type: ignore[attr-defined]
    if kind in ("Instant", "Day", "SealedInstant"):
        return now
    if kind == "Date":
        return now.date()
    if kind in ("LargeBinary", "EncryptedBytes"):
        return b"\0\xff"
    if kind in ("AutoString", "EncryptedText", "PaddedText", "SealedWords"):
        return "{}"
    if kind in ("Boolean", "SealedFlag"):
        return True
    assert kind in ("Integer", "BigInteger", "Float", "Pseudonym", "SealedNumber", "SealedId"), kind
    return 1
