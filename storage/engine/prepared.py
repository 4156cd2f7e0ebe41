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

from sqlalchemy import Connection, Dialect, Executable, Select, UpdateBase
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.types import TypeEngine

Values = Mapping[str, Any]
_Convert = Callable[[Any], Any] | None


class NamedRow(Protocol):
    """Common ground of SQLAlchemy's rows and the rows here, besides an attribute for each column."""

    def __getattr__(self, name: str) -> Any: ...

    def _asdict(self) -> dict[str, Any]: ...


@dataclass(frozen=True, slots=True)
class _Plan:
    """A statement as one driver takes it.

    binds: its parameters' names and conversions, in order where they are positional. results: the places in a row of the
    columns that are converted, and how.
    """

    sql: str
    binds: tuple[tuple[str, _Convert], ...]
    positional: bool
    results: tuple[tuple[int, Callable[[Any], Any]], ...]
    row: Callable[[list[Any]], NamedRow]

    def parameters(self, values: Values) -> Any:
        if self.positional:
            return [values[name] if convert is None else convert(values[name]) for name, convert in self.binds]
        return {name: values[name] if convert is None else convert(values[name]) for name, convert in self.binds}

    def made(self, found: Sequence[Any]) -> NamedRow:
        row = list(found)
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
    compiled = cast(Any, statement).compile(dialect=dialect, column_keys=columns)
    assert isinstance(compiled, SQLCompiler)
    names = compiled.positiontup if compiled.positional else list(compiled.binds)
    assert names is not None
    binds = tuple((name, _impl(compiled.binds[name].type, dialect).bind_processor(dialect)) for name in names)
    selected = list(statement.exported_columns) if isinstance(statement, (Select, UpdateBase)) else []
    converts = [_impl(column.type, dialect).result_processor(dialect, None) for column in selected]
    results = tuple((at, convert) for at, convert in enumerate(converts) if convert is not None)
    made = namedtuple("Row", [str(column.key) for column in selected])  # type: ignore[misc]
    return _Plan(compiled.string, binds, bool(compiled.positional), results, cast(Any, made)._make)


def _impl(kind: TypeEngine[Any], dialect: Dialect) -> TypeEngine[Any]:
    return kind.dialect_impl(dialect)
