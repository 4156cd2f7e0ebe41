"""How the program says it is: alive, ready or why not, and its figures."""

from __future__ import annotations

import asyncio
import io
import json
from collections.abc import AsyncIterator
from types import SimpleNamespace

import aiohttp
import pytest
from aiohttp.test_utils import TestServer
from sqlalchemy import text

from bot.app import App
from bot.options import Options
from bot.runtime.background import Tasks
from bot.runtime.clock import SystemClock
from channels.telegram.adapter import TelegramChannel
from storage.engine.database import Database
from tests.handlers.conftest import an, stage, world  # noqa: F401
from tests.stage import BOARD, BOT, PATIENCE, TOKEN, Person, Stage

# ruff: noqa: F811


class Pages:
    """Reads the pages as a probe does."""

    def __init__(self, url: str, client: aiohttp.ClientSession) -> None:
        self._url, self._client = url, client

    async def get(self, page: str) -> tuple[int, str]:
        async with self._client.get(f"{self._url}{page}") as response:
            return response.status, await response.text()

    async def troubles(self) -> list[str]:
        """What keeps it from being ready."""
        status, body = await self.get("readyz")
        said = json.loads(body)
        assert (status, said["ready"]) == ((503, False) if said["troubles"] else (200, True))
        return list(said["troubles"])


@pytest.fixture
async def pages(stage: Stage) -> AsyncIterator[Pages]:
    async with TestServer(stage.app.health.app()) as server, aiohttp.ClientSession() as client:
        yield Pages(str(server.make_url("/")), client)


async def test_alive_and_ready(pages: Pages, logs: io.StringIO) -> None:
    assert await pages.get("healthz") == (200, '{"live": true}')
    assert await pages.troubles() == []
    assert await pages.troubles() == []
    assert [json.loads(line)["event"] for line in logs.getvalue().splitlines()].count("ready") == 1, (
        "changes are logged"
    )


async def test_a_database_of_another_version(stage: Stage, pages: Pages) -> None:
    stage.database.run_now(lambda s: s.execute(text("UPDATE alembic_version SET version_num = '0000'")))
    assert await pages.troubles() == ["the database is of another version: run `langnghe db upgrade`"]


async def test_a_disk_that_is_nearly_full(stage: Stage, pages: Pages, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("shutil.disk_usage", lambda _path: SimpleNamespace(free=5 << 20))
    ours = ["the disk of the database is nearly full: 5 MB are free"]
    assert await pages.troubles() == (ours if stage.database.backend == "sqlite" else [])


async def test_a_token_that_is_refused(stage: Stage, an: Person, pages: Pages, logs: io.StringIO) -> None:
    bot = stage.world._tokens.pop(TOKEN)
    stage.world.say("an", BOT, "/menu")
    async with asyncio.timeout(PATIENCE):
        while not any(poll.trouble for poll in stage.app._polls.values()):
            stage.world.clock.advance(60)  # in steps: a wait that begins after one of them ends with the next
            await stage.world.changed(0.02)
    assert logs.getvalue().count("poll refused") >= 3
    assert await pages.troubles() == ["telegram:100001 refuses us: token"]
    stage.world._tokens[TOKEN] = bot
    async with asyncio.timeout(PATIENCE):
        while "Chọn việc muốn làm" not in an.last.text:
            stage.world.clock.advance(60)
            await stage.world.changed(0.02)
    await an.says("/trogiup")
    assert await pages.troubles() == []


async def test_a_network_that_has_not_answered_yet(database: Database) -> None:
    options = Options(board=BOARD, place="", timezone="Asia/Ho_Chi_Minh", language="vi", status_listen=("127.0.0.1", 0))
    app = App(options, database, [TelegramChannel(TOKEN, api_url="http://127.0.0.1:9")], SystemClock())
    tasks = Tasks()
    tasks.start(app.start(hours=False), "start")
    try:
        async with aiohttp.ClientSession() as client, asyncio.timeout(PATIENCE):
            while not app.status_port:
                await app.database.read(lambda s: None)  # it begins with its status
            pages = Pages(f"http://127.0.0.1:{app.status_port}/", client)
            assert await pages.troubles() == ["telegram:100001 has not answered yet"]
            assert (await pages.get("healthz"))[0] == 200
    finally:
        await tasks.stop()
        await app.stop()


async def test_metrics(stage: Stage, an: Person, pages: Pages) -> None:
    for _ in range(5):
        await an.says("/menu")
    status, body = await pages.get("metrics")
    figures = dict(line.rsplit(" ", 1) for line in body.splitlines() if not line.startswith("#"))
    assert status == 200
    assert float(figures["langnghe_turn_seconds_count"]) > 4
    assert float(figures["langnghe_database_wait_seconds_count"]) > 4
    assert float(figures['langnghe_sends_total{lane="reply",outcome="sent"}']) > 4
    assert {figures[f'langnghe_queue_depth{{lane="{lane}"}}'] for lane in ("alert", "reply", "broadcast")} == {"0.0"}
    assert figures["langnghe_events_in_trouble"] == "0.0"

    stage.world.faults.add("too_many", method="sendMessage", chat=an.chat.id, retry_after=600)
    stage.world.say("an", an.chat, "/menu")
    await stage.until(lambda: not stage.world.unconfirmed(BOT))
    stage.world.clock.advance(120)
    figures = dict(line.rsplit(" ", 1) for line in (await pages.get("metrics"))[1].splitlines() if line[0] != "#")
    assert figures['langnghe_queue_depth{lane="reply"}'] == "1.0"
    assert float(figures['langnghe_oldest_delivery_seconds{lane="reply"}']) == pytest.approx(120, abs=1)
    assert figures['langnghe_send_refusals_total{policy="retry"}'] == "1.0"
    stage.world.clock.advance(600)
    await stage.settle()


async def test_a_page_is_for_who_asks_by_an_address(stage: Stage) -> None:
    """A web site's own name may be made to point at this machine, and its script would read the answers."""
    async with TestServer(stage.app.health.app("0.0.0.0")) as server, aiohttp.ClientSession() as client:
        for host, status in (
            ("127.0.0.1:9108", 200),
            ("[::1]:9108", 200),
            ("localhost", 200),
            ("evil.example", 403),
            ("evil.example:9108", 403),
            ("127.0.0.1.evil.example", 403),
            ("[", 403),
            ("", 403),
        ):
            async with client.get(server.make_url("/healthz"), headers={"Host": host}) as response:
                assert response.status == status, host
                assert response.headers.get("Server", "") == ""
