"""A PostgreSQL database for one test after the other: making one costs more than most tests, so each is emptied instead."""

from __future__ import annotations

from sqlalchemy import Connection, Engine, create_engine
from sqlalchemy.engine import make_url

# What a crash of the machine would lose is lost with the machine.
_NO_DURABILITY = ("fsync", "synchronous_commit", "full_page_writes", "autovacuum")
_TESTS = 50  # after so many a database is made anew: nobody sweeps what was deleted in it
_LEAVE = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()"
_SHAPE = """
    SELECT md5(string_agg(concat_ws('/', c.relname, a.attname, a.atttypid, a.attnotnull), ',' ORDER BY c.relname, a.attnum))
    FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid WHERE c.relnamespace = 'public'::regnamespace
"""
_EMPTY = """
    DO $$ DECLARE one record; BEGIN
        SET LOCAL session_replication_role = replica;
        SET LOCAL lock_timeout = '10s';
        FOR one IN SELECT tablename FROM pg_tables WHERE schemaname = 'public' AND tablename <> 'alembic_version' LOOP
            EXECUTE format('DELETE FROM %%I', one.tablename);
        END LOOP;
        PERFORM setval(format('%%I.%%I', schemaname, sequencename)::regclass, start_value, false)
            FROM pg_sequences WHERE last_value IS NOT NULL;
    END $$
"""


class Databases:
    """The database of the test that runs; as new for each."""

    def __init__(self, server: str, template: str) -> None:
        self._server = make_url(server).set(drivername="postgresql+psycopg")
        self._template = template
        self._admin = create_engine(self._server, isolation_level="AUTOCOMMIT")
        self._engine: Engine | None = None
        self._shape: tuple[object, ...] = ()
        self._used = 0
        with self._admin.connect() as connection:
            for setting in _NO_DURABILITY:
                connection.exec_driver_sql(f"ALTER SYSTEM SET {setting} = off")
            connection.exec_driver_sql("SELECT pg_reload_conf()")

    def take(self) -> str:
        """The address of a database with today's tables and nothing in them."""
        if self._engine is None:
            self._make()
        assert self._engine is not None
        self._used += 1
        return self._engine.url.set(drivername="postgresql").render_as_string(hide_password=False)

    def give_back(self) -> None:
        """Empties it; one whose tables a test has changed goes."""
        assert self._engine is not None
        with self._engine.connect() as connection:
            connection.exec_driver_sql(_LEAVE)
            if self._used < _TESTS and _shape(connection) == self._shape:
                connection.exec_driver_sql(_EMPTY)
                return
        self._drop()

    def close(self) -> None:
        """Lets go of the server."""
        if self._engine is not None:
            self._drop()
        self._admin.dispose()

    def _make(self) -> None:
        with self._admin.connect() as connection:
            connection.exec_driver_sql(f'CREATE DATABASE langnghe_test TEMPLATE "{self._template}"')
        self._engine = create_engine(self._server.set(database="langnghe_test"), isolation_level="AUTOCOMMIT")
        self._used = 0
        with self._engine.connect() as connection:
            self._shape = _shape(connection)

    def _drop(self) -> None:
        assert self._engine is not None
        self._engine.dispose()
        self._engine = None
        with self._admin.connect() as connection:
            connection.exec_driver_sql("DROP DATABASE langnghe_test WITH (FORCE)")


def _shape(connection: Connection) -> tuple[object, ...]:
    """What the columns of all tables come to, and the migrations that were run."""
    shape = connection.exec_driver_sql(_SHAPE).scalar()
    tables = connection.exec_driver_sql("SELECT to_regclass('public.alembic_version')").scalar()
    return shape, *(connection.exec_driver_sql("SELECT version_num FROM alembic_version").scalars() if tables else ())
