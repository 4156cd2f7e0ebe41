"""A database of any commit, with a row in every table, comes to today's tables: none is missing, and no column of one.

The first and the third migration were edited while they were new; a database made meanwhile carries the same number.
"""

from __future__ import annotations

import shutil
import tomllib
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from sqlalchemy import Connection, Enum, LargeBinary, MetaData, Table, create_engine, insert, select
from sqlalchemy.engine import make_url

from storage.engine.database import Database
from storage.keyring import KeyRing, new_key
from storage.maintenance import bind_values
from storage.maintenance.migrate import MIGRATIONS, configure, newest, upgrade
from storage.maintenance.raw_tables import places, raw
from storage.row_binding import key_of, place_of
from storage.tables import metadata
from tests.conftest import NOW

WRITTEN = tomllib.loads((Path(__file__).parent / "older_migrations.toml").read_text("utf-8"))
Edits = list[tuple[str, str]]


def older(name: str) -> Edits:
    """What is put in place of what in a migration, so that it reads as it did."""
    names = (*WRITTEN[name].get("also", ()), name)
    # TOML leaves out the line break that a text begins with.
    return [(whole(edit["now"]), whole(edit["then"])) for one in names for edit in WRITTEN[one]["edits"]]


def whole(edit: str) -> str:
    return "\n" + edit if edit[:4] == "    " or not edit.strip() else edit


def fresh(kind: str, place: Path, request: pytest.FixtureRequest) -> Iterator[Database]:
    keys = KeyRing.parse([new_key()])
    if kind == "sqlite":
        made = Database(f"sqlite:///{place}/older.db", keys)
        yield made
        made.close()
        return
    server = make_url(request.getfixturevalue("postgres"))
    admin = create_engine(server.set(drivername="postgresql+psycopg"), isolation_level="AUTOCOMMIT")
    name = "older_schema"
    with admin.connect() as connection:
        connection.exec_driver_sql(f"CREATE DATABASE {name}")
    made = Database(server.set(database=name).render_as_string(hide_password=False), keys)
    yield made
    made.close()
    with admin.connect() as connection:
        connection.exec_driver_sql(f"DROP DATABASE {name} WITH (FORCE)")
    admin.dispose()


def migrations_up_to(number: str, folder: Path, edits: Edits | None = None) -> Path:
    """A folder with the migrations up to a number, that one as it was before it was edited."""
    (folder / "versions").mkdir(parents=True)
    for path in (*MIGRATIONS.glob("*.*"), *MIGRATIONS.glob("versions/[0-9]*.py")):
        if path.parent == MIGRATIONS or path.name[:4] <= number:
            shutil.copy(path, folder / path.relative_to(MIGRATIONS))
    if edits:
        [last] = folder.glob(f"versions/{number}_*.py")
        content = last.read_text("utf-8")
        for now, then in edits:
            assert now in content, now
            content = content.replace(now, then)
        last.write_text(content, "utf-8")
    return folder


def fill(connection: Connection, keys: KeyRing) -> list[str]:
    """One row in every table that the database has; returns the tables."""
    there = MetaData()
    there.reflect(connection)
    for table in there.sorted_tables:
        if table.name not in ("alembic_version", "installation"):
            connection.execute(
                insert(table).values({c.name: value(table, c, keys) for c in table.columns if required(c)})
            )
    return [table.name for table in there.sorted_tables]


def required(column: Any) -> bool:
    return not column.nullable or column.primary_key


def value(table: Table, column: Any, keys: KeyRing) -> Any:
    """Something that the column takes: of an enum its first, of what is encrypted a letter, of a reference the one row."""
    known = metadata.tables[table.name].columns.get(column.name) if table.name in metadata.tables else None
    if known is not None and isinstance(known.type, Enum):
        return known.type.enums[0]
    if isinstance(column.type, LargeBinary):
        return keys.encrypt(b"{}")
    kind = column.type.python_type
    if kind is int:
        return 1
    if kind is bool:
        return False
    moment = NOW if getattr(column.type, "timezone", False) else NOW.replace(tzinfo=None)
    return {str: column.name, date: NOW.date(), float: 1.0}.get(kind, moment)


def lacking(database: Database) -> Sequence[object]:
    with database.reader.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True, "target_metadata": metadata})
        return compare_metadata(context, metadata)


STARTS = [*(f"{number:04}" for number in range(1, int(newest()))), *WRITTEN]


@pytest.mark.parametrize("kind", ["sqlite", "postgresql"])
@pytest.mark.parametrize("start", STARTS)
def test_a_database_of_any_commit_comes_to_today_s_tables(
    start: str, kind: str, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    edits = older(start) if start in WRITTEN else None
    number = WRITTEN[start]["migration"] if edits else start
    folder = migrations_up_to(number, tmp_path / "then", edits)
    for database in fresh(kind, tmp_path, request):
        with database.engine.connect() as connection:
            command.upgrade(configure(connection, folder), "head")
            connection.commit()
        database.found(NOW)
        with database.engine.begin() as connection:
            tables = fill(connection, database.keys)
        upgrade(database)
        assert lacking(database) == []
        with database.engine.connect() as connection:
            for name in set(tables) & metadata.tables.keys():
                counted = connection.exec_driver_sql(f'SELECT COUNT(*) FROM "{name}"').scalar()
                assert counted == 1, name
                for column, place in places(metadata.tables[name]).items() if start <= bind_values.AFTER else ():
                    stored = raw(name)
                    value, *key = connection.execute(select(stored.c[column], *stored.primary_key.columns)).one()
                    assert value is None or database.keys.decrypt(bytes(value), place_of(place, key_of(key))), place
            connection.rollback()
