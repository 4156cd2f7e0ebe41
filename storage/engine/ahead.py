"""Rows that are fetched for many turns in a statement each, before the first of them begins.

Nearly every turn asks the same: is the event new, who writes, which draft. What was fetched is used only as long as nothing
in the same transaction has changed it: every change leaves a note of what it touched (`Prepared`, and `watch` for all that
SQLAlchemy runs), and whoever looks here compares.
"""

from __future__ import annotations

from collections.abc import Hashable, Mapping, MutableMapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol, Self

from sqlalchemy import Connection, Engine, Select, event
from sqlalchemy.orm import Session

Change = tuple[str, str, object]
"""What a statement changed: the rows of a table in which a column has a value."""
ANY = "*"
"""Every table; instead of a column, every row."""
_WRITTEN = "written"  # the changes of a connection's transaction
_AHEAD = "ahead"  # what a session's turn was fetched


@dataclass(frozen=True, slots=True)
class Ahead:
    """The rows that were `found` for one turn, by what asks for them; `written`: the changes since, of the whole group."""

    found: Mapping[Hashable, Any]
    written: set[Change]

    def stands(self, *rows: Change, tables: Sequence[str] = ()) -> bool:
        """True if nothing has changed these rows since they were fetched, nor what else is in these tables."""
        if not self.written:
            return True
        whole = {(table, ANY, None) for table in (*tables, *(table for table, _, _ in rows), ANY)}
        return self.written.isdisjoint(whole) and self.written.isdisjoint(rows)


class Coming(Protocol):
    """A turn that is about to run."""

    @classmethod
    def fetch(cls, session: Session, coming: Sequence[Self]) -> Sequence[Mapping[Hashable, Any] | None]:
        """The rows that each of these turns will ask for. None: it has to wait for another process and runs by itself."""
        ...


def of(session: Session) -> Ahead | None:
    """The rows that were fetched for this session's turn, if it is one of a group."""
    return session.info.get(_AHEAD)


def give(session: Session, ahead: Ahead) -> None:
    """Let the turn of this session use what was fetched for it."""
    session.info[_AHEAD] = ahead


def begin(connection: Connection) -> set[Change]:
    """Note from here on what is changed on this connection: an empty set that fills itself."""
    connection.info[_WRITTEN] = written = set[Change]()
    return written


def end(info: MutableMapping[Any, Any]) -> None:
    """Note nothing any more on the connection that this is told about."""
    info.pop(_WRITTEN, None)


def note(connection: Connection, table: str, column: str = ANY, value: object = None) -> None:
    """Note that rows of a table are changed: those with this value in a column, or any."""
    written: set[Change] | None = connection.info.get(_WRITTEN)
    if written is not None:
        written.add((table, column, value))


def watch(engine: Engine) -> None:
    """Note what SQLAlchemy itself changes through this engine, table by table."""
    event.listen(engine, "before_execute", _before_execute)


def _before_execute(connection: Connection, statement: Any, *_given: object) -> None:
    if _WRITTEN in connection.info and not isinstance(statement, Select):
        note(connection, getattr(getattr(statement, "table", None), "name", ANY) or ANY)
