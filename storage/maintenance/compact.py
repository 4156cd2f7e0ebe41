"""Giving back what deleted rows left: no database's files shrink by themselves."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import text

from storage.engine.database import Database

_WORTH = 50_000_000
_PART = 4
"""A file is to be compacted where more than one part of so many is empty, and that is not little."""


@dataclass(frozen=True, slots=True)
class Room:
    """Bytes that a database takes, and of these the empty ones (PostgreSQL uses its own again: 0)."""

    taken: int
    empty: int

    @property
    def is_wasted(self) -> bool:
        """Tell whether compacting is worth a stop of the program."""
        return self.empty >= _WORTH and self.empty * _PART > self.taken


def room(database: Database) -> Room:
    """How much a database takes now."""
    with database.reader.connect() as connection:
        if database.backend != "sqlite":
            return Room(int(connection.execute(text("SELECT pg_database_size(current_database())")).scalar() or 0), 0)
        count, free, size = (
            int(connection.execute(text(f"PRAGMA {name}")).scalar() or 0)
            for name in ("page_count", "freelist_count", "page_size")
        )
        return Room(count * size, free * size)


def compact(database: Database) -> None:
    """Write the database anew without what is empty, or was there before it was encrypted or bound. The caller holds it."""
    if database.backend != "sqlite":
        with database.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            connection.exec_driver_sql("VACUUM (FULL, ANALYZE)")
        return
    with database.engine.connect() as connection:
        connection.exec_driver_sql("COMMIT")  # it runs outside any transaction
        connection.exec_driver_sql("VACUUM")
        connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
        connection.exec_driver_sql("BEGIN")
