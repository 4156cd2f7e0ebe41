"""Tells encrypted values which row they are written for (`storage/row_binding.py`); a new row has its id before it is written.

An UPDATE that writes encrypted values names its one row by its key; one of many rows can only empty them.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from operator import and_, eq
from typing import Any

from sqlalchemy import (
    BinaryExpression,
    BindParameter,
    BooleanClauseList,
    Connection,
    Engine,
    Insert,
    Table,
    Update,
    event,
)
from sqlalchemy.orm import Session, UOWTransaction
from sqlalchemy.sql.elements import Grouping

from storage.row_binding import Encrypted, OfRow, key_of


@dataclass(frozen=True, slots=True)
class _Shape:
    """Columns of a table with encrypted values: those, its key, and the key as the ORM names it in an UPDATE's parameters."""

    encrypted: frozenset[str]
    key: tuple[str, ...]
    labels: tuple[str, ...]
    numbered: bool


@cache
def _shape(table: Table) -> _Shape | None:
    encrypted = frozenset(column.key for column in table.columns if isinstance(column.type, Encrypted))
    if not encrypted:
        return None
    key = tuple(column.key for column in table.primary_key.columns)
    labels = tuple(str(column._label) for column in table.primary_key.columns)
    return _Shape(encrypted, key, labels, table.autoincrement_column is not None and key == ("id",))


def watch(engine: Engine) -> None:
    """Let everything that SQLAlchemy writes through this engine be bound to its row."""
    event.listen(engine, "before_execute", _before_execute, retval=True)


def next_ids(session: Session, table: Table, count: int = 1) -> list[int]:
    """Ids for rows that are about to be inserted, in this order; none was given before."""
    connection = session.bind
    if not isinstance(connection, Connection) or not connection.in_transaction():
        connection = session.connection()
    return _next_ids(connection, table, count)


def _next_ids(connection: Connection, table: Table, count: int) -> list[int]:
    cursor = connection.connection.cursor()
    try:
        if connection.dialect.name == "sqlite":
            cursor.execute("SELECT seq FROM sqlite_sequence WHERE name = ?", (table.name,))
            found = cursor.fetchone()
            first = (found[0] if found else 0) + 1
            return list(range(first, first + count))
        name = connection.dialect.identifier_preparer.format_table(table)
        sequence = "SELECT nextval(pg_get_serial_sequence(%s, 'id')) FROM generate_series(1, %s)"
        cursor.execute(sequence, (name, count))
        return [int(row[0]) for row in cursor.fetchall()]
    finally:
        cursor.close()


def _before_execute(
    connection: Connection,
    statement: Any,
    several: Sequence[Any],
    single: Mapping[str, Any],
    _options: Mapping[str, Any],
) -> tuple[Any, Sequence[Any], Mapping[str, Any]]:
    if not isinstance(statement, (Insert, Update)) or not isinstance(statement.table, Table):
        return statement, several, single
    shape = _shape(statement.table)
    if shape is None:
        return statement, several, single
    if not (several or single):
        return _with_values(connection, statement, shape), several, single
    rows = list(several) if several else [single]
    if isinstance(statement, Insert):
        if shape.numbered and any(row.get("id") is None for row in rows):
            ids = _next_ids(connection, statement.table, len(rows))
            rows = [{**row, "id": number} for row, number in zip(rows, ids, strict=True)]
        told = [_told(row, shape, shape.key) for row in rows]
    else:
        told = [_told(row, shape, shape.labels) for row in rows]
    return (statement, told, {}) if several else (statement, [], told[0])


def _with_values(connection: Connection, statement: Any, shape: _Shape) -> Any:
    """A statement whose values stand in itself, those that are encrypted with the key of the row that it writes."""
    values: dict[Any, Any] = getattr(statement, "_values", None) or {}
    given = {
        getattr(column, "key", column): (column, bound.value)
        for column, bound in values.items()
        if isinstance(bound, BindParameter) and bound.value is not None
    }
    written = [pair for key, pair in given.items() if key in shape.encrypted]
    if not written:
        return statement
    known: Mapping[str, Any] = {key: given[key][1] for key in shape.key if key in given}
    if isinstance(statement, Update):
        known = compared(statement, "value")
    elif shape.numbered and "id" not in known:
        known = {"id": _next_ids(connection, statement.table, 1)[0]}
        statement = statement.values(id=known["id"])
    if any(known.get(name) is None for name in shape.key):
        return statement
    of = key_of([known[name] for name in shape.key])
    return statement.values(
        {column: value if isinstance(value, OfRow) else OfRow(of, value) for column, value in written}
    )


def compared(statement: Update, what: str) -> Mapping[str, Any]:
    """The columns that a statement's condition holds to one value each: its `value`, or the `key` of its parameter.

    Only what must hold of every row that is written counts: no alternative, no negation, no other table, nothing said twice.
    """
    held = [
        clause
        for clause in _all_of(getattr(statement, "_where_criteria", ()))
        if isinstance(clause, BinaryExpression)
        and clause.operator is eq
        and isinstance(clause.right, BindParameter)
        and statement.table.c.contains_column(clause.left)
    ]
    times = Counter(str(clause.left.key) for clause in held)
    return {
        str(condition.left.key): getattr(condition.right, what)
        for condition in held
        if times[str(condition.left.key)] == 1
    }


def _all_of(criteria: Iterable[Any]) -> Iterator[Any]:
    """The conditions that all hold, those within an AND one by one."""
    for criterion in criteria:
        inner = criterion.element if isinstance(criterion, Grouping) else criterion
        if isinstance(inner, BooleanClauseList) and inner.operator is and_:
            yield from _all_of(inner.clauses)
        else:
            yield inner


def _told(row: Mapping[str, Any], shape: _Shape, key: Sequence[str]) -> Mapping[str, Any]:
    """A row's values, the encrypted ones with its key."""
    written = shape.encrypted & row.keys()
    if not written or any(row.get(name) is None for name in key):
        return row
    of = key_of([row[name] for name in key])
    return {**row, **{name: OfRow(of, row[name]) for name in written if row[name].__class__ is not OfRow}}


def _before_flush(session: Session, _transaction: UOWTransaction, _instances: object) -> None:
    """Number new rows, so that the ORM need not ask for their ids."""
    fresh: dict[Table, list[Any]] = {}
    for row in session.new:
        table = getattr(row, "__table__", None)
        if isinstance(table, Table) and (shape := _shape(table)) is not None and shape.numbered and row.id is None:
            fresh.setdefault(table, []).append(row)
    for table, rows in fresh.items():
        for row, number in zip(rows, next_ids(session, table, len(rows)), strict=True):
            row.id = number


event.listen(Session, "before_flush", _before_flush)
