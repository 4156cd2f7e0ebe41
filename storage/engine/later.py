"""Changes that nobody asks about, kept until a group of turns ends: those of one statement go to the database at once.

They are written before any other statement reads or changes their tables, before any row is deleted, and before whatever
SQLAlchemy itself runs; so nobody can tell that they waited, but for trouble with one, which shows where they are written.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, MutableMapping, Sequence
from typing import Any, Protocol

from sqlalchemy import Connection, Engine, event

Values = Mapping[str, Any]
_LATER = "later"


class Change(Protocol):
    """A statement that changes rows."""

    def at_once(self, connection: Connection, several: Sequence[Values]) -> None:
        """Run it for each of several sets of values, in their order."""
        ...


Kept = dict[str, dict[Change, list[Values]]]
"""By table."""


def begin(connection: Connection) -> None:
    """Let changes on this connection wait from here on."""
    connection.info[_LATER] = {}


def end(info: MutableMapping[Any, Any]) -> None:
    """Let nothing wait any more on the connection that this is told about; what does is dropped."""
    info.pop(_LATER, None)


def keep(connection: Connection, table: str, change: Change, several: Sequence[Values]) -> bool:
    """Let a change of a table wait. False: it may not."""
    kept: Kept | None = connection.info.get(_LATER)
    if kept is None:
        return False
    kept.setdefault(table, {}).setdefault(change, []).extend(several)
    return True


def write(connection: Connection, tables: Collection[str] | None = None) -> None:
    """Write what waits; of `tables` alone, where they are given."""
    kept: Kept | None = connection.info.get(_LATER)
    if not kept:
        return
    for table in list(kept) if tables is None else [table for table in kept if table in tables]:
        for change, several in kept.pop(table, {}).items():  # the write of one may have brought others along
            change.at_once(connection, several)


def drop(connection: Connection) -> None:
    """Forget what waits: its turn is undone."""
    if _LATER in connection.info:
        connection.info[_LATER] = {}


def watch(engine: Engine) -> None:
    """Write what waits before SQLAlchemy itself runs anything through this engine."""
    event.listen(engine, "before_execute", _before_execute)


def _before_execute(connection: Connection, *_given: object) -> None:
    write(connection)
