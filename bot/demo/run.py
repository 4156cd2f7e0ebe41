"""`langnghe demo`: the real program against the sandbox, in a province that does not exist.

Nothing here goes around the bot: the sandbox's servers call its webhooks, and it calls theirs, as it is with the networks.
The clock alone is the world's own, and the page's language is everybody's.
Database and keys are fresh and gone at the end; neither `.env` nor the environment is read for them.
"""

from __future__ import annotations

import asyncio
import contextlib
import secrets
import signal
import tempfile
from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from bot.errors import StartFailed

if TYPE_CHECKING:
    from sqlmodel import Session

    from bot.app import App
    from bot.demo.sandbox_process import Cast, Sandbox, Stage
    from bot.options import Options
    from bot.runtime.clock import Clock
    from channels.channel import Channel
    from storage.engine.database import Database

    Ready = Callable[[str], None]
    """Takes the page's address when there is something to see."""

_TIMEZONE = "Asia/Ho_Chi_Minh"


def main(port: int | None = None, ready: Ready = lambda _address: None) -> None:
    """Runs until Ctrl-C or SIGTERM. `port` None: 8765, or a free one where that is taken; 0: a free one.

    Raises `StartFailed` where the sandbox ends by itself.
    """
    asyncio.run(_demo(port, ready))


async def _demo(port: int | None, ready: Ready) -> None:
    stop = asyncio.Event()
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        asyncio.get_running_loop().add_signal_handler(number, stop.set)
    world = await _once(port, stop, ready)
    while world.again:
        world = await _once(world.port, stop, lambda _address: None)


async def _once(port: int | None, stop: asyncio.Event, ready: Ready) -> Sandbox:
    """From a world's first morning to its end, which is to be the program's unless it wants to begin `again`."""
    from bot.demo.sandbox_process import Cast, SandboxEnded, sandbox

    with tempfile.TemporaryDirectory(prefix="langnghe-demo-") as folder:
        async with sandbox(port) as world:
            cast = Cast.read()
            database = await asyncio.to_thread(_prepared, Path(folder), cast)
            try:
                await world.ready()
                if not stop.is_set():
                    await _play(world, cast, database, stop, ready)
            except SandboxEnded:
                if not world.again:
                    raise StartFailed("demo-sandbox-ended") from None
            finally:
                database.close()
    return world


def _prepared(folder: Path, cast: Cast) -> Database:
    """A database of the demo's own, with the province in it, and Dung on both of Zalo's doors."""
    from datetime import datetime
    from zoneinfo import ZoneInfo

    from bot.demo.province.seed import JOINED, seed
    from storage.engine.database import Database
    from storage.keyring import KeyRing, new_key
    from storage.maintenance.migrate import upgrade
    from storage.messaging import zalo_oa_tokens

    zone = ZoneInfo(_TIMEZONE)
    database = Database(f"sqlite:///{folder / 'langnghe.db'}", KeyRing.parse([new_key()]))
    upgrade(database)
    database.found(datetime.combine(JOINED, datetime.min.time(), zone))
    database.open()
    telegram, zalo = (token.partition(":")[0] for token in (cast.token, cast.zalo_token))

    elsewhere = {"dung": [("zalo_bot", zalo, cast.zalo_chat), ("zalo_oa", str(cast.oa.account), cast.oa_chat)]}
    pair = (cast.oa.access, cast.oa.refresh)

    def fill(session: Session) -> None:
        joined = datetime.combine(JOINED, datetime.min.time(), zone)
        seed(session, "telegram", telegram, cast.chats, zone, elsewhere)
        zalo_oa_tokens.save(session, str(cast.oa.account), pair, None, joined)

    database.run_now(fill)
    return database


async def _play(world: Sandbox, cast: Cast, database: Database, stop: asyncio.Event, ready: Ready) -> None:
    import aiohttp

    from bot.app import App
    from bot.demo.province.roster import BLOCKED, read
    from bot.demo.sandbox_process import Stage
    from bot.runtime.background import Tasks
    from bot.runtime.clock import WorldClock
    from bot.runtime.logs import configure

    configure("error")
    clock = WorldClock(world.address)
    province = read("province")
    options = _options(province)
    app = App(options, database, _channels(world, cast, database, clock, options.public_url), clock)
    tasks = Tasks()
    async with aiohttp.ClientSession() as session:
        stage = Stage(session, world.address, cast.token)
        await stage.evening_before()
        await clock.read()
        tasks.start(clock.follow(), "world clock")
        await stage.before(BLOCKED, province["greetings"])
        await app.start()
        await stage.connect(cast.oa.account, f"{options.public_url}/webhooks/zalo_oa/{cast.oa.account}")
        ready(f"{world.address}/")
        tasks.start(_day(stage, app, database), "the trial day")
        try:
            await _until(stop, world)
        finally:
            await app.stop()
            await tasks.stop()


def _options(province: Mapping[str, str]) -> Options:
    from bot.demo.sandbox_process import free_port
    from bot.options import Options

    port = free_port()
    return Options(
        board=province["board"],
        place=province["name"].removeprefix("tỉnh "),
        timezone=_TIMEZONE,
        language="vi",
        public_url=f"http://127.0.0.1:{port}",
        webhook_secret=secrets.token_urlsafe(),
        listen=("127.0.0.1", port),
    )


def _channels(world: Sandbox, cast: Cast, database: Database, clock: Clock, public_url: str) -> list[Channel]:
    """The province's bot on each network, and its Official Account."""
    from bot.runtime.signed_links import Links
    from bot.runtime.zalo_oa_token_store import StoredTokens
    from channels.telegram.adapter import TelegramChannel
    from channels.zalo_bot.adapter import ZaloBotChannel
    from channels.zalo_oa.adapter import ZaloOaChannel

    link = Links(public_url, database, clock).make
    account = str(cast.oa.account)
    oa = ZaloOaChannel(
        account,
        app_id=cast.oa.id,
        app_secret=cast.oa.app_secret,
        tokens=StoredTokens(database, account, clock),
        file_link=link,
        webhook_secrets=[cast.oa.oa_secret],
        api_url=f"{world.address}/zalo-oa",
        oauth_url=f"{world.address}/zalo-oauth",
    )
    zalo = ZaloBotChannel(cast.zalo_token, file_link=link, api_url=f"{world.address}/zalo")
    return [TelegramChannel(cast.token, api_url=world.address), zalo, oa]


async def _day(stage: Stage, app: App, database: Database) -> None:
    """The evening before and the first morning; then the bot speaks as the page does, until the world ends.

    To everybody, from the next message on, and at once to who has done nothing yet.
    """
    import aiohttp

    from storage.members import members

    spoken = "vi"
    with contextlib.suppress(aiohttp.ClientError, TimeoutError):
        await stage.morning("chi", "binh")
        await stage.start("an", "binh", "lan", zalo="dung")
        await stage.ready()
        while True:
            language = await stage.language(spoken)
            if language != spoken:
                spoken = language
                await database.run(partial(members.speak, language=language))
                app.inbox.speak(language)
                await stage.ask_again(language, "chi")


async def _until(stop: asyncio.Event, world: Sandbox) -> None:
    """Waits for the order to stop. Raises `SandboxEnded` where the sandbox was first."""
    from bot.demo.sandbox_process import SandboxEnded

    async with asyncio.TaskGroup() as group:
        waiting = [group.create_task(stop.wait()), group.create_task(world.ended())]
        await asyncio.wait(waiting, return_when=asyncio.FIRST_COMPLETED)
        for task in waiting:
            task.cancel()
    if not stop.is_set():
        raise SandboxEnded
