"""Statements that every turn runs: compiled once, then handed to the driver as they are.

SQLAlchemy's execution of a row found by its key costs several times what the database does for it. The statements stay
expressions over the tables, and values pass the columns' own types both ways, so what is encrypted elsewhere is encrypted
here; the driver's errors come out as SQLAlchemy's, without the values.
"""

from __future__ import annotations

import contextlib
from collections import namedtuple
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol, cast

from sqlalchemy import Dialect, Executable, Select
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.types import TypeEngine

Values = Mapping[str, Any]
_Convert = Callable[[Any], Any] | None


class NamedRow(Protocol):
    """What SQLAlchemy's rows and the rows here have in common, besides an attribute for each column."""

    def __getattr__(self, name: str) -> Any: ...

    def _asdict(self) -> dict[str, Any]: ...


@dataclass(frozen=True, slots=True)
class _Plan:
    """A statement as one driver takes it. `order`: the names of positional parameters; None: they go by name."""

    sql: str
    binds: tuple[tuple[str, _Convert], ...]
    positional: bool
    results: tuple[_Convert, ...]
    row: Callable[[list[Any]], NamedRow]

    def parameters(self, values: Values) -> Any:
        converted = [(name, values[name] if convert is None else convert(values[name])) for name, convert in self.binds]
        return [value for _, value in converted] if self.positional else dict(converted)


class Hot:
    """One statement. Its values go by the names of its bind parameters, or of the columns that it inserts."""

    def __init__(self, statement: Executable, columns: Sequence[str] | None = None) -> None:
        self._statement = statement
        self._columns = columns
        self._plans: dict[Dialect, _Plan] = {}

    def rows(self, session: Session, values: Values) -> list[NamedRow]:
        """What a SELECT finds."""
        with self._cursor(session) as (cursor, plan):
            cursor.execute(plan.sql, plan.parameters(values))
            found = cursor.fetchall()
        return [
            plan.row([value if convert is None else convert(value) for value, convert in zip(row, plan.results)])  # noqa: B905
            for row in found
        ]

    def change(self, session: Session, values: Values) -> int:
        """How many rows an INSERT, UPDATE or DELETE has touched."""
        with self._cursor(session) as (cursor, plan):
            cursor.execute(plan.sql, plan.parameters(values))
            return int(cursor.rowcount)

    def change_many(self, session: Session, rows: Sequence[Values]) -> None:
        """The same for each of several sets of values."""
        with self._cursor(session) as (cursor, plan):
            cursor.executemany(plan.sql, [plan.parameters(values) for values in rows])

    @contextlib.contextmanager
    def _cursor(self, session: Session) -> Iterator[tuple[Any, _Plan]]:
        connection = session.connection()
        dialect = connection.dialect
        plan = self._plans.get(dialect)
        if plan is None:
            plan = self._plans[dialect] = _compiled(self._statement, self._columns, dialect)
        cursor = connection.connection.cursor()
        try:
            yield cursor, plan
        except dialect.loaded_dbapi.Error as error:
            wrapped = DBAPIError.instance(
                plan.sql, None, error, dialect.loaded_dbapi.Error, hide_parameters=True, dialect=dialect
            )
            raise wrapped from error
        finally:
            cursor.close()


def _compiled(statement: Executable, columns: Sequence[str] | None, dialect: Dialect) -> _Plan:
    compiled = cast(Any, statement).compile(dialect=dialect, column_keys=columns)
    assert isinstance(compiled, SQLCompiler)
    names = compiled.positiontup if compiled.positional else list(compiled.binds)
    assert names is not None
    binds = tuple((name, _impl(compiled.binds[name].type, dialect).bind_processor(dialect)) for name in names)
    selected = list(statement.selected_columns) if isinstance(statement, Select) else []
    results = tuple(_impl(column.type, dialect).result_processor(dialect, None) for column in selected)
    made = namedtuple("Row", [str(column.key) for column in selected])  # type: ignore[misc]
    return _Plan(compiled.string, binds, bool(compiled.positional), results, cast(Any, made)._make)


def _impl(kind: TypeEngine[Any], dialect: Dialect) -> TypeEngine[Any]:
    return kind.dialect_impl(dialect)
