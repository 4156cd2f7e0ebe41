"""A database of any commit, with a row in every table, comes to today's tables: none is missing, and no column of one.

The first and the third migration were edited while they were new; a database made meanwhile carries the same number.
"""

from __future__ import annotations

import contextlib
import shutil
import tomllib
from collections.abc import Collection, Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from sqlalchemy import Connection, Enum, LargeBinary, MetaData, Table, create_engine, insert, inspect, select
from sqlalchemy.engine import make_url

from storage.engine.database import Database
from storage.keyring import KeyRing, new_key
from storage.maintenance import bind_values, migrate
from storage.maintenance.migrate import MIGRATIONS, configure, newest, upgrade
from storage.maintenance.older_schemas import mend
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


@contextlib.contextmanager
def fresh(kind: str, place: Path, request: pytest.FixtureRequest) -> Iterator[Database]:
    """A database without any table, in a folder or on the server."""
    keys = KeyRing.parse([new_key()])
    if kind == "sqlite":
        with contextlib.closing(Database(f"sqlite:///{place}/older.db", keys)) as made:
            yield made
        return
    server, name = make_url(request.getfixturevalue("postgres")), "older_schema"
    admin = create_engine(server.set(drivername="postgresql+psycopg"), isolation_level="AUTOCOMMIT")
    with admin.connect() as connection:
        connection.exec_driver_sql(f"CREATE DATABASE {name}")
    try:
        url = server.set(database=name).render_as_string(hide_password=False)
        with contextlib.closing(Database(url, keys)) as made:
            yield made
    finally:
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


def fill(connection: Connection, keys: KeyRing, but: Collection[str] = ()) -> list[str]:
    """One row in every table that the database has (but for those that have theirs); returns the tables."""
    there, kept = MetaData(), {"alembic_version", "installation", *but}
    there.reflect(connection, only=lambda name, _: name not in kept)
    for table in there.sorted_tables:
        if table.name not in kept and connection.execute(select(table).limit(1)).first() is None:
            connection.execute(
                insert(table).values({c.name: value(table, c, keys) for c in table.columns if required(c)})
            )
    return [table.name for table in there.sorted_tables]


ONE_OF = {"mute.unit_id", "training.unit_id"}
"""Columns that may be empty where another is not: a check of the table asks for one of them."""


TAKES = {"assignment.status": "pending"}
"""What columns took that are gone, and that a check of their table knew."""


def required(column: Any) -> bool:
    return not column.nullable or column.primary_key or str(column) in ONE_OF


def value(table: Table, column: Any, keys: KeyRing) -> Any:
    """Something that the column takes: of an enum its first, of what is encrypted a letter, of a reference the one row."""
    known = metadata.tables[table.name].columns.get(column.name) if table.name in metadata.tables else None
    if known is not None and isinstance(known.type, Enum):
        return known.type.enums[0]
    if known is None and str(column) in TAKES:
        return TAKES[str(column)]
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


NEWEST = newest()
STARTS = ["0001", "0009", "0018", bind_values.AFTER, f"{int(NEWEST) - 1:04}", "digests", "ended"]
"""Whose upgrade is run whole. Each of the last two has its fellows' edits as well."""
BACKENDS = pytest.mark.parametrize("kind", ["sqlite", "postgresql"])


@BACKENDS
@pytest.mark.parametrize("start", STARTS)
def test_a_database_of_any_commit_comes_to_today_s_tables(
    start: str, kind: str, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    with fresh(kind, tmp_path, request) as database:
        tables = made_then(database, start, tmp_path / "then")
        upgrade(database)
        assert lacking(database) == []
        with database.engine.connect() as connection:
            for name in set(tables) & metadata.tables.keys():
                has_its_row(connection, name, database.keys, is_bound=start <= bind_values.AFTER)
            connection.rollback()


@BACKENDS
@pytest.mark.both
def test_rows_of_every_migration_go_through_all_that_follow(
    kind: str, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    """One database walks up, and each table gets its row as soon as it is there."""
    with fresh(kind, tmp_path, request) as database:
        filled, bound = {*made_then(database, "0001", tmp_path / "then")}, set[str]()
        with database.engine.connect() as connection, migrate._loose(connection):
            for number in range(2, int(NEWEST) + 1):
                command.upgrade(configure(connection), f"{number:04}")
                filled |= set(fill(connection, database.keys, but=filled))
                connection.commit()
                if f"{number:04}" == bind_values.AFTER:
                    bind_values.bind(connection, in_pieces=True)
                    bound = set(filled)
            for name in filled & metadata.tables.keys():
                has_its_row(connection, name, database.keys, is_bound=name in bound)
            connection.rollback()
        assert lacking(database) == []


@BACKENDS
@pytest.mark.parametrize("start", WRITTEN)
def test_what_an_unfinished_migration_made_becomes_what_the_finished_one_makes(
    start: str, kind: str, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    shapes = []
    for edition in (start, WRITTEN[start]["migration"]):
        with fresh(kind, tmp_path / edition, request) as database:
            tables = made_then(database, edition, tmp_path / edition / "then")
            with database.engine.connect() as connection:
                mend(connection)
                shapes.append(shape(connection))
                for name in set(tables) & set(shapes[-1]):
                    has_its_row(connection, name, database.keys, is_bound=False)
                connection.rollback()
    assert shapes[0] == shapes[1]


def made_then(database: Database, start: str, folder: Path) -> list[str]:
    """Make the tables of a migration, or of an edition of one, with a row in each; returns them."""
    edits = older(start) if start in WRITTEN else None
    migrations = migrations_up_to(WRITTEN[start]["migration"] if edits else start, folder, edits)
    with database.engine.connect() as connection:
        command.upgrade(configure(connection, migrations), "head")
        connection.commit()
    database.found(NOW)
    with database.engine.begin() as connection:
        return fill(connection, database.keys)


def has_its_row(connection: Connection, name: str, keys: KeyRing, *, is_bound: bool) -> None:
    """The one row is there, and what is encrypted in it can be read where it stands."""
    assert connection.exec_driver_sql(f'SELECT COUNT(*) FROM "{name}"').scalar() == 1, name
    for column, place in places(metadata.tables[name]).items() if is_bound else ():
        stored = raw(name)
        value, *key = connection.execute(select(stored.c[column], *stored.primary_key.columns)).one()
        assert value is None or keys.decrypt(bytes(value), place_of(place, key_of(key))), place


def shape(connection: Connection) -> dict[str, Any]:
    """The columns of every table, what they refer to, and what is found by an index."""
    there = inspect(connection)
    return {
        name: (
            sorted((one["name"], str(one["type"]), one["nullable"]) for one in there.get_columns(name)),
            sorted((one["constrained_columns"], one["referred_table"]) for one in there.get_foreign_keys(name)),
            sorted((one["name"] or "", one["column_names"]) for one in there.get_indexes(name)),
            there.get_pk_constraint(name)["constrained_columns"],
        )
        for name in there.get_table_names()
    }
