"""The demo's far end: the sandbox in a process of its own, and what its people do before anybody looks."""

from __future__ import annotations

import asyncio
import contextlib
import socket
import sys
import tomllib
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path
from typing import Any

import aiohttp

from bot.errors import StartFailed, port_refused
from sandbox.run import AGAIN
from sandbox.zalo_names import oa_person_name, person_name
from sandbox.zalo_oa_queue import OaApp, app_of

PORT = 8765
ZALO_BOT = "bot.LangNghe"
OA = "langnghe_oa"
_WORLD = Path(str(files("sandbox") / "worlds" / "province.toml"))
_SECONDS_TO_END = 5.0
_SECONDS_TO_ANSWER = 1.0
_SECONDS_TO_DIGEST = 60.0
_BEFORE, _EVENING, _MORNING = (f"2026-11-{moment}+07:00" for moment in ("02T16:58", "02T17:00", "03T08:30"))
_MENU = ("/start", "/menu", "Danh mục", "Menu")


class SandboxEnded(Exception):
    """The sandbox's process is gone, or never came up."""


@dataclass(slots=True)
class Cast:
    """The cast of a world file: chat ids by key, the bot's token, and on Zalo the bot's token, the Official Account and
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
        bot, account = (int(token.partition(":")[0]) for token in (zalo, oa))
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

    @property
    def again(self) -> bool:
        """True if it has ended because somebody wants to begin once more."""
        return self._process.returncode == AGAIN

    @property
    def port(self) -> int:
        return int(self.address.rpartition(":")[2])

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
    command = [sys.executable, "-m", "sandbox", "--again", "--world", str(_WORLD)]
    command += ["--port", str(_own_port() if port is None else _allowed(port))]
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
    try:
        return _allowed(PORT)
    except StartFailed:
        return 0


def _allowed(port: int) -> int:
    """The port, if the sandbox may have it. Raises `StartFailed` with the reason why not."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError as error:
            raise port_refused(error, port) from error
    return port


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
        """Connect an Official Account as an administrator does in its console: its webhooks go to `url`."""
        form = {"oa_id": str(account), "url": url}
        async with self._session.post(f"{self._address}/zalo-console/webhook", data=form) as response:
            response.raise_for_status()

    async def start(self, *keys: str, zalo: str = "") -> None:
        """People press Start, as who opens the bot's chat does, one asks on Zalo; returns when they have their answers."""
        before = await self._messages()
        for key in keys:
            await self._act(person=key, do="start")
        doors = (ZALO_BOT, OA) if zalo else ()
        for chat in doors:
            await self._act(person=zalo, chat=chat, do="say", text="Danh mục")
        awaited = before + len(keys) + bool(doors)

        async def answered() -> bool:
            return await self._messages() >= awaited

        await _until(answered, _SECONDS_TO_ANSWER)

    async def evening_before(self) -> None:
        """The world goes back to just before the last digest."""
        await self._post("/world/clock", {"to": _BEFORE, "force": True})

    async def morning(self, *readers: str) -> None:
        """The digest of the evening before comes to its readers, as every day; then it is the morning after."""
        await self.start(*readers)
        await self._post("/world/clock", {"to": _EVENING})

        async def come() -> bool:
            # A day with few sources has no chart: the digest is what comes after the menu.
            screens = await self._screens()
            said = [
                [message for message in screens[reader]["messages"] if not message["from"]["me"]] for reader in readers
            ]
            return all(len(messages) > 1 for messages in said)

        await _until(come, _SECONDS_TO_DIGEST)
        await self._post("/world/clock", {"to": _MORNING})

    async def ready(self) -> None:
        """Let those look at this world who have waited for it."""
        await self._post("/world/ready", {})

    async def language(self, known: str) -> str:
        """The language of the people's phones, once it is not the `known` one (or after half a minute)."""
        async with self._session.get(f"{self._address}/world/language", params={"not": known}) as response:
            return str((await response.json())["language"])

    async def ask_again(self, language: str, leader: str) -> None:
        """Have those who have done nothing yet ask again for the menu, a leader for the digest: in the new language."""
        for screen in (await self._screens()).values():
            said = [message["text"] for message in screen["messages"] if message["from"]["me"]]
            if screen["kind"] == "private" and all(text in _MENU for text in said):
                menu = "/menu" if screen["bot"]["network"] == "telegram" else "Menu" if language == "en" else "Danh mục"
                await self._act(screen=screen["id"], do="say", text=menu)
                if screen["id"] == leader:
                    await self._press_first(leader, screen["messages"][-1]["id"])

    async def _press_first(self, screen: str, known: int) -> None:
        """Presses the first button of the first message of the bot's after the `known` one."""

        async def answered() -> bool:
            return int((await self._cards(screen))[-1]["id"]) > known

        if await _until(answered, _SECONDS_TO_ANSWER):
            card = (await self._cards(screen))[-1]
            await self._act(screen=screen, do="press", message=card["id"], data=card["keyboard"][0][0]["data"])

    async def _cards(self, screen: str) -> list[dict[str, Any]]:
        return [message for message in (await self._screens())[screen]["messages"] if message["keyboard"]]

    async def _screens(self) -> dict[str, Any]:
        async with self._session.get(f"{self._address}/world/state") as response:
            return {screen["id"]: screen for screen in (await response.json())["screens"]}

    async def _messages(self) -> int:
        """How many messages the bot has sent."""
        async with self._session.get(f"{self._address}/world/calls") as response:
            return sum(call["method"] == "sendmessage" for call in (await response.json())["calls"])

    async def _act(self, **act: object) -> None:
        await self._post("/world/act", act)

    async def _post(self, path: str, body: Mapping[str, Any]) -> None:
        async with self._session.post(self._address + path, json=body) as response:
            response.raise_for_status()


async def _until(condition: Callable[[], Awaitable[bool]], seconds: float) -> bool:
    """Asks until it holds, as another process makes it so. False when the time ran out."""
    with contextlib.suppress(TimeoutError):
        async with asyncio.timeout(seconds):
            while not await condition():  # noqa: ASYNC110 - another process makes it so
                await asyncio.sleep(0.03)
            return True
    return False
