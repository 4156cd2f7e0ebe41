"""Statements that every turn runs: compiled once, then handed to the driver as they are.

SQLAlchemy's execution of a row found by its key costs several times what the database does for it. The statements stay
expressions over the tables, and values pass the columns' own types both ways, so what is encrypted elsewhere is encrypted
here; the driver's errors come out as SQLAlchemy's, without the values.
"""

from __future__ import annotations

import re
from collections import namedtuple
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import Any, Protocol, TypeVar, cast

from sqlalchemy import (
    Connection,
    Delete,
    Dialect,
    Executable,
    Insert,
    Select,
    Table,
    Update,
    UpdateBase,
    and_,
    bindparam,
)
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.types import TypeEngine

from storage.engine import ahead, later
from storage.engine.bound_rows import compared
from storage.engine.dialects import Pipe
from storage.row_binding import APART, Encrypted, Unbound, key_of

T = TypeVar("T")
Values = Mapping[str, Any]
_Convert = Callable[[Any], Any] | None
_NAMED = re.compile(r"%\((\w+)\)s")
_WORD = re.compile(r"\w+")
_INSERTED = re.compile(r"(INSERT INTO .* VALUES )(\(.*?\))((?: ON CONFLICT DO NOTHING)?(?: RETURNING .*)?)", re.DOTALL)
_TOGETHER = 100
"""Rows that one INSERT takes: SQLite counts the parameters of a statement."""


class NamedRow(Protocol):
    """Common ground of SQLAlchemy's rows and the rows here, besides an attribute for each column."""

    def __getattr__(self, name: str) -> Any: ...

    def _asdict(self) -> dict[str, Any]: ...


@dataclass(frozen=True, slots=True)
class _Plan:
    """A statement as one driver takes it.

    binds: its parameters' names and conversions, in order. sealed: what encrypts those of them
    that belong to one row. key: the parameters that name that row. results: the places in a row of the columns that are
    converted, and how. opened: of those that are decrypted, where the row brings its key along (at `row_key`).
    writes: the table that it changes. after: of the changes that wait those of these tables come before it (None: all).
    rows: of an INSERT, what stands before, in and behind the brackets of a row.
    """

    sql: str
    binds: tuple[tuple[str, _Convert], ...]
    sealed: Mapping[str, Callable[[Any, bytes], bytes | None]]
    key: tuple[str, ...]
    results: tuple[tuple[int, Callable[[Any], Any]], ...]
    row_key: tuple[int, ...]
    opened: tuple[tuple[int, Callable[[Any, bytes], Any]], ...]
    row: Callable[[list[Any]], NamedRow]
    writes: str
    after: frozenset[str] | None
    rows: tuple[str, str, str] | None

    def parameters(self, values: Values) -> list[Any]:
        if self.key:
            return self._sealed(values)
        return [values[name] if convert is None else convert(values[name]) for name, convert in self.binds]

    def of_many(self, several: int) -> str:
        """The same INSERT for so many rows."""
        assert self.rows is not None, "one INSERT takes many rows, nothing else does"
        before, row, behind = self.rows
        return before + ", ".join([row] * several) + behind

    def _sealed(self, values: Values) -> list[Any]:
        """The same where some values are encrypted for the row that the statement writes."""
        row, sealed = key_of([values[name] for name in self.key]), self.sealed
        made = []
        for name, convert in self.binds:
            value = values[name]
            if name in sealed:
                made.append(sealed[name](value, row))
            else:
                made.append(value if convert is None else convert(value))
        return made

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
    """One statement. Its values go by the names of its bind parameters, or of the columns that it inserts.

    `only`: a column and a parameter: the statement changes only rows in which that column has the parameter's value.
    """

    def __init__(
        self, statement: Executable, columns: Sequence[str] | None = None, *, only: tuple[str, str] | None = None
    ) -> None:
        self._statement = statement
        self._columns = columns
        self._only = only
        self._plans: dict[Dialect, _Plan] = {}

    def rows(self, session: Session, values: Values) -> list[NamedRow]:
        """Rows that a SELECT finds, or that a change returns."""
        plan, found = self._run(session, [values], _fetched)
        return [plan.made(row) for row in found]

    def rows_of_many(self, session: Session, several: Sequence[Values]) -> list[NamedRow]:
        """Rows that an INSERT of several returns."""
        plan, found = self._run(session, several, _fetched)
        return [plan.made(row) for row in found]

    def change(self, session: Session, values: Values) -> int:
        """How many rows an INSERT, UPDATE or DELETE has touched."""
        _plan, count = self._run(session, [values], _count)
        return int(count)

    def do(self, session: Session, *several: Values) -> None:
        """Change rows, whose number nobody asks: nothing is waited for, and trouble shows at the COMMIT at the latest.

        Several sets of values: an INSERT takes them all at once.
        """
        connection = _connection(session)
        self._note(connection, several)
        self.at_once(connection, several)

    def later(self, session: Session, *several: Values) -> None:
        """The same together with what other turns of a group change by this statement (`storage.engine.later`)."""
        connection = _connection(session)
        self._note(connection, several)
        if not later.keep(connection, self._plan(connection).writes, self, several):
            self.at_once(connection, several)

    def at_once(self, connection: Connection, several: Sequence[Values]) -> None:
        """Run the statement for each of several sets of values; an INSERT takes many at a time."""
        if len(several) > 1 and self._plan(connection).rows is None:
            self._execute_many(connection, several)
            return
        for at in range(0, len(several), _TOGETHER):
            self._execute(connection, several[at : at + _TOGETHER], _nothing)

    def change_many(self, session: Session, rows: Sequence[Values]) -> None:
        """A change for each of several sets of values, one after the other."""
        connection = _connection(session)
        self._note(connection, rows)
        self._execute_many(connection, rows)

    def _run(
        self, session: Session, several: Sequence[Values], then: Callable[[Any, Connection], Any]
    ) -> tuple[_Plan, Any]:
        connection = _connection(session)
        self._note(connection, several)
        return self._execute(connection, several, then)

    def _execute(
        self, connection: Connection, several: Sequence[Values], then: Callable[[Any, Connection], Any]
    ) -> tuple[_Plan, Any]:
        """Run the statement for one set of values, or an INSERT for several, and ask its cursor."""
        plan = self._begun(connection)
        dialect, cursor = connection.dialect, connection.connection.cursor()
        try:
            if len(several) == 1:
                cursor.execute(plan.sql, plan.parameters(several[0]))
            else:
                given = chain.from_iterable(map(plan.parameters, several))
                cursor.execute(plan.of_many(len(several)), list(given))
            return plan, then(cursor, connection)
        except dialect.loaded_dbapi.Error as error:
            raise _wrapped(error, plan, dialect) from error
        finally:
            cursor.close()

    def _execute_many(self, connection: Connection, several: Sequence[Values]) -> None:
        plan = self._begun(connection)
        dialect, cursor = connection.dialect, connection.connection.cursor()
        try:
            cursor.executemany(plan.sql, [plan.parameters(values) for values in several])
        except dialect.loaded_dbapi.Error as error:
            raise _wrapped(error, plan, dialect) from error
        finally:
            cursor.close()

    def _begun(self, connection: Connection) -> _Plan:
        """The statement as this connection's driver takes it, after what has waited and concerns it."""
        plan = self._plan(connection)
        later.write(connection, plan.after)
        Pipe.enter(connection)
        return plan

    def _plan(self, connection: Connection) -> _Plan:
        plan = self._plans.get(connection.dialect)
        if plan is None:
            plan = self._plans[connection.dialect] = _compiled(self._statement, self._columns, connection.dialect)
        return plan

    def _note(self, connection: Connection, several: Sequence[Values]) -> None:
        table = self._plan(connection).writes
        if not table:
            return
        if self._only is None:
            ahead.note(connection, table)
        else:
            column, name = self._only
            for values in several:
                ahead.note(connection, table, column, values[name])


def _connection(session: Session) -> Connection:
    """The session's transaction. `Database` has begun it already: the session need not join it."""
    connection = session.bind
    return connection if isinstance(connection, Connection) and connection.in_transaction() else session.connection()


def filled(asked: Sequence[T]) -> list[T]:
    """The same with the last one repeated, up to one of a few lengths: a statement for each length is prepared once."""
    return [*asked, *([asked[-1]] * ((1 << (len(asked) - 1).bit_length()) - len(asked)))]


class PreparedForMany:
    """A SELECT of the rows in which columns have one of several values each.

    `where` makes its condition of one condition for each column. Instead of a statement that has this condition added: what
    makes one of it.
    """

    def __init__(
        self, statement: Select[Any] | Callable[[Any], Select[Any]], *columns: Any, where: Callable[..., Any] = and_
    ) -> None:
        self._made = statement.where if isinstance(statement, Select) else statement
        self._columns, self._where = columns, where
        self._of_length: dict[int, Prepared] = {}

    def rows(self, session: Session, *asked: Sequence[Any], **others: Any) -> list[NamedRow]:
        """Rows that are found; `asked`: for each column its values, of all of them as many; `others`: other parameters."""
        several = [filled(values) for values in asked]
        prepared = self._of_length.get(len(several[0]))
        if prepared is None:
            places = range(len(several[0]))
            within = [
                column.in_([bindparam(f"{number}_{at}", type_=column.type) for at in places])
                for number, column in enumerate(self._columns)
            ]
            prepared = self._of_length[len(several[0])] = Prepared(self._made(self._where(*within)))
        named = {f"{number}_{at}": value for number, values in enumerate(several) for at, value in enumerate(values)}
        return prepared.rows(session, named | others)


def _fetched(cursor: Any, _connection: Connection) -> Any:
    return cursor.fetchall()


def _nothing(_cursor: Any, _connection: Connection) -> None:
    """Leave the answer alone."""


def _count(cursor: Any, connection: Connection) -> int:
    Pipe.sync(connection)
    return int(cursor.rowcount)


def _wrapped(error: Exception, plan: _Plan, dialect: Dialect) -> BaseException:
    return DBAPIError.instance(plan.sql, None, error, dialect.loaded_dbapi.Error, hide_parameters=True, dialect=dialect)


def _compiled(statement: Executable, columns: Sequence[str] | None, dialect: Dialect) -> _Plan:
    selected = list(statement.exported_columns) if isinstance(statement, (Select, UpdateBase)) else []
    row_key, locked = _with_their_key(selected)
    options = {APART: True} if row_key else {}
    compiled = cast(Any, statement).compile(dialect=dialect, column_keys=columns, compile_kwargs=options)
    assert isinstance(compiled, SQLCompiler)
    # In order, whatever the driver calls them: named ones are looked for in every statement anew.
    sql = compiled.string if compiled.positional else _NAMED.sub("%s", compiled.string)
    names = compiled.positiontup if compiled.positional else _NAMED.findall(compiled.string)
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
    rows = _INSERTED.fullmatch(sql) if isinstance(statement, Insert) else None
    written = statement.table if isinstance(statement, UpdateBase) else None
    return _Plan(
        *(sql, binds, sealed, key),
        *(results, row_key, opened, cast(Any, made)._make),
        "" if written is None else getattr(written, "name", ahead.ANY),
        None if isinstance(statement, Delete) else frozenset(_WORD.findall(sql)),
        None if rows is None else rows.groups(),  # type: ignore[arg-type]
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
