"""One small world (a bot, An, Bình, Chi, a group) served on a free port, and a plain HTTP client for its Bot API."""

from __future__ import annotations

import os

os.environ.setdefault("PTB_TIMEDELTA", "true")  # read by python-telegram-bot when it is imported

from collections.abc import AsyncIterator
from typing import Any

import aiohttp
import pytest

from sandbox.people import Bot
from sandbox.run import serving
from sandbox.state import Screen
from sandbox.world import World

TOKEN = "100001:SANDBOX-test-token"


class Api:
    """Calls methods with JSON bodies, as a bot's program would."""

    def __init__(self, address: str, session: aiohttp.ClientSession, token: str) -> None:
        self.address, self.session, self.token = address, session, token

    async def raw(self, method: str, **values: Any) -> tuple[int, dict[str, Any]]:
        url = f"{self.address}/bot{self.token}/{method}"
        async with self.session.post(url, json=values) as response:
            return response.status, await response.json()

    async def ok(self, method: str, **values: Any) -> Any:
        status, body = await self.raw(method, **values)
        assert (status, body["ok"]) == (200, True), body
        return body["result"]

    async def refused(self, method: str, **values: Any) -> str:
        """The description of the refusal; the HTTP status and error_code must agree."""
        status, body = await self.raw(method, **values)
        assert body["ok"] is False, body
        assert body["error_code"] == status
        return str(body["description"])

    async def updates(self, offset: int = 0, **values: Any) -> list[dict[str, Any]]:
        found: list[dict[str, Any]] = await self.ok("getUpdates", offset=offset, **values)
        return found


@pytest.fixture
def world() -> World:
    world = World.empty()
    bot = world.add_bot("thu_bot", "Bot thử", TOKEN)
    an = world.add_person("an", "Hoàng An", phone="+84900000001")
    binh = world.add_person("binh", "Trần Bình")
    chi = world.add_person("chi", "Lê Chi")
    world.add_group("nhom", "Nhóm kín", [an, binh, bot])
    world.screens = [
        Screen("an", an, {"vi": "Cộng tác viên", "en": "Collaborator"}, "#123456", bot),
        Screen("nhom", binh, {"vi": "Nhóm", "en": "Group"}, "#654321", bot, "nhom"),
        Screen("chi", chi, {"vi": "Lãnh đạo", "en": "Leader"}, "#111111", bot),
    ]
    return world


@pytest.fixture
def bot(world: World) -> Bot:
    return world.bots["thu_bot"]


@pytest.fixture
async def address(world: World) -> AsyncIterator[str]:
    async with serving(world) as address:
        yield address


@pytest.fixture
async def session(address: str) -> AsyncIterator[aiohttp.ClientSession]:
    async with aiohttp.ClientSession() as session:
        yield session


@pytest.fixture
def api(address: str, session: aiohttp.ClientSession) -> Api:
    return Api(address, session, TOKEN)
