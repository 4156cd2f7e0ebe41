"""Brings a database to today's tables, through Alembic's migrations.

Alembic is imported late: a turn never needs it.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, cast

from sqlalchemy import Connection

from storage.engine.database import Database

if TYPE_CHECKING:
    from alembic.config import Config


MIGRATIONS = Path(__file__).parents[1] / "migrations"


def configure(connection: Connection, migrations: Path = MIGRATIONS) -> Config:
    """Alembic's configuration, working on `connection`."""
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(migrations))
    config.attributes["connection"] = connection
    return config


def upgrade(database: Database) -> None:
    """Runs the migrations that are missing, in one transaction where the database can do that.

    A database whose values are bound to no place yet stops on the way: they are bound in pieces, each kept, so that a large
    one that is interrupted goes on from there.
    """
    from alembic import command

    from storage.maintenance import bind_values
    from storage.maintenance.older_schemas import mend

    with database.engine.connect() as connection, _loose(connection):
        mend(connection)
        if _is_older(connection, bind_values.AFTER):
            command.upgrade(configure(connection), bind_values.AFTER)
            connection.commit()
            bind_values.bind(connection, in_pieces=True)
        command.upgrade(configure(connection), "head")
        connection.commit()


def _is_older(connection: Connection, number: str) -> bool:
    """True if there are tables, at this migration or one before it."""
    from alembic.runtime.migration import MigrationContext

    heads = MigrationContext.configure(connection).get_current_heads()
    return any(head <= number for head in heads)


@contextmanager
def _loose(connection: Connection) -> Iterator[None]:
    """On SQLite, references are not looked at while a table that others refer to is written anew, and checked at the end.

    The file is swept afterwards: what was in plain before stands in no free page.
    """
    if connection.dialect.name != "sqlite":
        yield
        return
    driver = cast(sqlite3.Connection, connection.connection.driver_connection)
    driver.execute("PRAGMA foreign_keys=OFF")
    before = driver.execute("PRAGMA schema_version").fetchone()
    try:
        yield
        if driver.execute("PRAGMA foreign_key_check").fetchone() is not None:
            raise RuntimeError("a row refers to one that is not there")
        if driver.execute("PRAGMA schema_version").fetchone() != before:
            driver.execute("VACUUM")
            driver.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    finally:
        driver.execute("PRAGMA foreign_keys=ON")


def pending(database: Database) -> bool:
    """True if the database lacks a migration that this program knows."""
    from alembic.runtime.migration import MigrationContext
    from alembic.script import ScriptDirectory

    with database.reader.connect() as connection:
        here = MigrationContext.configure(connection).get_current_heads()
        return set(here) != set(ScriptDirectory.from_config(configure(connection)).get_heads())


@cache
def newest() -> str:
    """The number of this program's last migration, from its files: Alembic itself would be loaded only to ask this."""
    return max(path.name.partition("_")[0] for path in (MIGRATIONS / "versions").glob("[0-9]*.py"))


def stands_at(connection: Connection) -> str:
    """The number of the last migration that a database has seen."""
    return str(connection.exec_driver_sql("SELECT version_num FROM alembic_version").scalar())
