"""The demo's far end: the sandbox in a process of its own, and what its people do before anybody looks."""

from __future__ import annotations

import asyncio
import contextlib
import socket
import sys
import tomllib
from collections.abc import AsyncIterator, Mapping
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path
from typing import Any

import aiohttp

from sandbox.zalo_names import oa_person_name, person_name
from sandbox.zalo_oa_queue import OaApp, app_of

PORT = 8765
ZALO_BOT = "bot.LangNghe"
OA = "langnghe_oa"
_WORLD = Path(str(files("sandbox") / "worlds" / "province.toml"))
_SECONDS_TO_END = 5.0
_SECONDS_TO_ANSWER = 1.0


class SandboxEnded(Exception):
    """The sandbox's process is gone, or never came up."""


@dataclass(slots=True)
class Cast:
    """Who is in the world file: chat ids by key, the bot's token, and on Zalo the bot's token, the Official Account and
    Dung's chat with each."""

    chats: Mapping[str, int]
    token: str
    zalo_token: str
    zalo_chat: str
    oa: OaApp
    oa_chat: str

    @classmethod
    def read(cls) -> Cast:
        world = tomllib.loads(_WORLD.read_text(encoding="utf-8"))
        chats = {row["key"]: row["id"] for row in world["people"] + world["groups"]}
        for crowd in world["crowds"]:
            chats |= {f"{crowd['prefix']}{n}": crowd["first_id"] + n - 1 for n in range(1, crowd["count"] + 1)}
        token, zalo, oa = (bot["token"] for bot in world["bots"])
        bot, account = (int(one.partition(":")[0]) for one in (zalo, oa))
        dung = chats["dung"]
        return cls(chats, token, zalo, person_name(bot, dung), app_of(account), oa_person_name(account, dung))


class Sandbox:
    """The running process; `address` is where its page and its servers are, once `ready` has returned."""

    def __init__(self, process: asyncio.subprocess.Process) -> None:
        self._process = process
        self.address = ""

    async def ready(self) -> None:
        """Waits for its address. Raises `SandboxEnded`."""
        assert self._process.stdout is not None
        words = (await self._process.stdout.readline()).decode().split()
        if len(words) != 2:
            raise SandboxEnded
        self.address = words[1]

    async def ended(self) -> None:
        """Returns when the process does."""
        await self._process.wait()

    async def end(self) -> None:
        with contextlib.suppress(ProcessLookupError):
            self._process.terminate()
        try:
            async with asyncio.timeout(_SECONDS_TO_END):
                await self._process.wait()
        except TimeoutError:
            self._process.kill()
            await self._process.wait()


@contextlib.asynccontextmanager
async def sandbox(port: int | None) -> AsyncIterator[Sandbox]:
    """The sandbox while the block runs. `port` None: the demo's own, or a free one where that is taken; 0: a free one."""
    command = [sys.executable, "-m", "sandbox", "--world", str(_WORLD)]
    command += ["--port", str(_own_port() if port is None else port)]
    # A session of its own: Ctrl-C is for us alone, and we let go of the sandbox when the bot has.
    process = await asyncio.create_subprocess_exec(
        *command, stdout=asyncio.subprocess.PIPE, cwd=_WORLD.parents[2], start_new_session=True
    )
    running = Sandbox(process)
    try:
        yield running
    finally:
        await running.end()


def free_port() -> int:
    """A port on this machine that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _own_port() -> int:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", PORT))
        except OSError:
            return 0
    return PORT


class Stage:
    """Acts of the world's people, over the sandbox's own API."""

    def __init__(self, session: aiohttp.ClientSession, address: str, token: str) -> None:
        self._session = session
        self._address = address
        self._token = token

    async def before(self, blocked: frozenset[str], greetings: list[Mapping[str, str]]) -> None:
        """As if long ago: some have stopped the bot (which finds out when it writes), and the groups have a first word."""
        for key in sorted(blocked):
            await self._act(person=key, do="block")
        await self._post(f"/bot{self._token}/deleteWebhook", {"drop_pending_updates": True})
        for greeting in greetings:
            await self._act(**greeting, do="say")

    async def connect(self, account: int, url: str) -> None:
        """What an administrator does in the console of an Official Account: its webhooks go to `url`."""
        form = {"oa_id": str(account), "url": url}
        async with self._session.post(f"{self._address}/zalo-console/webhook", data=form) as response:
            response.raise_for_status()

    async def start(self, *keys: str) -> None:
        """People press Start, as anybody does who opens the bot's chat; returns when they have their answers."""
        for key in keys:
            await self._act(person=key, do="start")
        for chat in (ZALO_BOT, OA):
            await self._act(person="dung", chat=chat, do="say", text="Danh mục")
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(_SECONDS_TO_ANSWER):
                while await self._messages() <= len(keys):  # noqa: ASYNC110 - another process sends them
                    await asyncio.sleep(0.02)

    async def _messages(self) -> int:
        """How many messages the bot has sent."""
        async with self._session.get(f"{self._address}/world/calls") as response:
            return sum(call["method"] == "sendmessage" for call in (await response.json())["calls"])

    async def _act(self, **act: str) -> None:
        await self._post("/world/act", act)

    async def _post(self, path: str, body: Mapping[str, Any]) -> None:
        async with self._session.post(self._address + path, json=body) as response:
            response.raise_for_status()
