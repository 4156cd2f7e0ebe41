"""Statements that every turn runs: compiled once, then handed to the driver as they are.

SQLAlchemy's execution of a row found by its key costs several times what the database does for it. The statements stay
expressions over the tables, and values pass the columns' own types both ways, so what is encrypted elsewhere is encrypted
here; the driver's errors come out as SQLAlchemy's, without the values.
"""

from __future__ import annotations

from collections import namedtuple
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol, cast

from sqlalchemy import Connection, Dialect, Executable, Insert, Select, Table, Update, UpdateBase
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.types import TypeEngine

from storage.engine.bound_rows import compared
from storage.row_binding import APART, Encrypted, Unbound, key_of

Values = Mapping[str, Any]
_Convert = Callable[[Any], Any] | None


class NamedRow(Protocol):
    """Common ground of SQLAlchemy's rows and the rows here, besides an attribute for each column."""

    def __getattr__(self, name: str) -> Any: ...

    def _asdict(self) -> dict[str, Any]: ...


@dataclass(frozen=True, slots=True)
class _Plan:
    """A statement as one driver takes it.

    binds: its parameters' names and conversions, in order where they are positional. sealed: what encrypts those of them
    that belong to one row. key: the parameters that name that row. results: the places in a row of the columns that are
    converted, and how. opened: of those that are decrypted, where the row brings its key along (at `row_key`).
    """

    sql: str
    binds: tuple[tuple[str, _Convert], ...]
    sealed: Mapping[str, Callable[[Any, bytes], bytes | None]]
    key: tuple[str, ...]
    positional: bool
    results: tuple[tuple[int, Callable[[Any], Any]], ...]
    row_key: tuple[int, ...]
    opened: tuple[tuple[int, Callable[[Any, bytes], Any]], ...]
    row: Callable[[list[Any]], NamedRow]

    def parameters(self, values: Values) -> Any:
        if self.key:
            return self._sealed(values)
        if self.positional:
            return [values[name] if convert is None else convert(values[name]) for name, convert in self.binds]
        return {name: values[name] if convert is None else convert(values[name]) for name, convert in self.binds}

    def _sealed(self, values: Values) -> Any:
        """The same where some values are encrypted for the row that the statement writes."""
        row, sealed = key_of([values[name] for name in self.key]), self.sealed
        made = []
        for name, convert in self.binds:
            value = values[name]
            if name in sealed:
                made.append(sealed[name](value, row))
            else:
                made.append(value if convert is None else convert(value))
        return made if self.positional else dict(zip([name for name, _ in self.binds], made, strict=True))

    def made(self, found: Sequence[Any]) -> NamedRow:
        row = list(found)
        if self.opened:
            key = key_of([row[at] for at in self.row_key])
            for at, open_ in self.opened:
                row[at] = open_(row[at], key)
        for at, convert in self.results:
            row[at] = convert(row[at])
        return self.row(row)


class Prepared:
    """One statement. Its values go by the names of its bind parameters, or of the columns that it inserts."""

    def __init__(self, statement: Executable, columns: Sequence[str] | None = None) -> None:
        self._statement = statement
        self._columns = columns
        self._plans: dict[Dialect, _Plan] = {}

    def rows(self, session: Session, values: Values) -> list[NamedRow]:
        """Rows that a SELECT finds, or that a change returns."""
        cursor, plan, dialect = self._begun(session)
        try:
            cursor.execute(plan.sql, plan.parameters(values))
            found = cursor.fetchall()
        except dialect.loaded_dbapi.Error as error:
            raise _wrapped(error, plan, dialect) from error
        finally:
            cursor.close()
        return [plan.made(row) for row in found]

    def change(self, session: Session, values: Values) -> int:
        """How many rows an INSERT, UPDATE or DELETE has touched."""
        cursor, plan, dialect = self._begun(session)
        try:
            cursor.execute(plan.sql, plan.parameters(values))
            return int(cursor.rowcount)
        except dialect.loaded_dbapi.Error as error:
            raise _wrapped(error, plan, dialect) from error
        finally:
            cursor.close()

    def change_many(self, session: Session, rows: Sequence[Values]) -> None:
        """The same for each of several sets of values."""
        cursor, plan, dialect = self._begun(session)
        try:
            cursor.executemany(plan.sql, [plan.parameters(values) for values in rows])
        except dialect.loaded_dbapi.Error as error:
            raise _wrapped(error, plan, dialect) from error
        finally:
            cursor.close()

    def _begun(self, session: Session) -> tuple[Any, _Plan, Dialect]:
        """A cursor in the session's transaction. `Database` has begun it already: the session need not join it."""
        connection = session.bind
        if not isinstance(connection, Connection) or not connection.in_transaction():
            connection = session.connection()
        dialect = connection.dialect
        plan = self._plans.get(dialect)
        if plan is None:
            plan = self._plans[dialect] = _compiled(self._statement, self._columns, dialect)
        return connection.connection.cursor(), plan, dialect


def _wrapped(error: Exception, plan: _Plan, dialect: Dialect) -> BaseException:
    return DBAPIError.instance(plan.sql, None, error, dialect.loaded_dbapi.Error, hide_parameters=True, dialect=dialect)


def _compiled(statement: Executable, columns: Sequence[str] | None, dialect: Dialect) -> _Plan:
    selected = list(statement.exported_columns) if isinstance(statement, (Select, UpdateBase)) else []
    row_key, locked = _with_their_key(selected)
    options = {APART: True} if row_key else {}
    compiled = cast(Any, statement).compile(dialect=dialect, column_keys=columns, compile_kwargs=options)
    assert isinstance(compiled, SQLCompiler)
    names = compiled.positiontup if compiled.positional else list(compiled.binds)
    assert names is not None
    binds = tuple((name, _impl(compiled.binds[name].type, dialect).bind_processor(dialect)) for name in names)
    kinds = {name: kind for name in names if (kind := _encrypted(compiled.binds[name])) is not None}
    sealed = {name: kind.sealing(dialect) for name, kind in kinds.items()}
    table = next((kind.table for kind in kinds.values()), None)
    key = () if table is None else _row_key(statement, table)
    opened = tuple((at, kind.opening(dialect)) for at, kind in locked.items()) if row_key else ()
    converts = [_impl(column.type, dialect).result_processor(dialect, None) for column in selected]
    results = tuple(
        (at, convert) for at, convert in enumerate(converts) if convert is not None and not (row_key and at in locked)
    )
    made = namedtuple("Row", [str(column.key) for column in selected])  # type: ignore[misc]
    return _Plan(
        *(compiled.string, binds, sealed, key, bool(compiled.positional)),
        *(results, row_key, opened, cast(Any, made)._make),
    )


def _encrypted(of: Any) -> Encrypted[Any] | None:
    """The type of a column or parameter whose values are encrypted for one row."""
    return of.type if isinstance(of.type, Encrypted) and of.type.table is not None else None


def _with_their_key(selected: Sequence[Any]) -> tuple[tuple[int, ...], dict[int, Encrypted[Any]]]:
    """The places of encrypted columns of one table, and of its key where that is selected beside them (else none)."""
    locked = {at: kind for at, column in enumerate(selected) if (kind := _encrypted(column)) is not None}
    tables = {getattr(selected[at], "table", None) for at in locked}
    if len(tables) != 1 or (table := tables.pop()) is None:
        return (), locked
    places = {column: at for at, column in enumerate(selected)}
    keys = [table.c.get(column.key) for column in next(iter(locked.values())).table.primary_key.columns]  # type: ignore[union-attr]
    return (tuple(places[key] for key in keys) if all(key in places for key in keys) else ()), locked


def _row_key(statement: Executable, table: Table) -> tuple[str, ...]:
    """The parameters that name the one row whose encrypted values a statement writes."""
    names = [column.key for column in table.primary_key.columns]
    if isinstance(statement, Insert):
        return tuple(names)
    given = compared(statement, "key") if isinstance(statement, Update) else {}
    if not given.keys() >= set(names):
        raise Unbound(f"an encrypted value of {table.name} is written where its row is not named")
    return tuple(given[name] for name in names)


def _impl(kind: TypeEngine[Any], dialect: Dialect) -> TypeEngine[Any]:
    return kind.dialect_impl(dialect)
