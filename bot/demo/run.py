"""`langnghe demo`: the real program against the sandbox, in a province that does not exist.

Nothing here goes around the bot: the sandbox's servers call its webhooks, and it calls theirs, as it is with the networks.
The clock alone is the world's own.
Database and keys are fresh and gone at the end; neither `.env` nor the environment is read for them.
"""

from __future__ import annotations

import asyncio
import secrets
import signal
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from bot.cli.console import CommandTrouble, say, text

if TYPE_CHECKING:
    from sqlmodel import Session

    from bot.demo.sandbox_process import Cast, Sandbox
    from storage.engine.database import Database

_TIMEZONE = "Asia/Ho_Chi_Minh"


def main(port: int | None = None) -> None:
    """Runs until Ctrl-C or SIGTERM. `port` None: 8765, or a free one where that is taken; 0: a free one.

    Raises `CommandTrouble` where the sandbox ends by itself.
    """
    asyncio.run(_demo(port))


async def _demo(port: int | None) -> None:
    stop = asyncio.Event()
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        asyncio.get_running_loop().add_signal_handler(number, stop.set)
    from bot.demo.sandbox_process import Cast, SandboxEnded, sandbox

    with tempfile.TemporaryDirectory(prefix="langnghe-demo-") as folder:
        async with sandbox(port) as world:
            cast = Cast.read()
            database = await asyncio.to_thread(_prepared, Path(folder), cast)
            try:
                await world.ready()
                if not stop.is_set():
                    await _play(world, cast, database, stop)
            except SandboxEnded:
                raise CommandTrouble(text("demo-sandbox-ended")) from None
            finally:
                database.close()


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


async def _play(world: Sandbox, cast: Cast, database: Database, stop: asyncio.Event) -> None:
    import aiohttp

    from bot.app import App, Options
    from bot.demo.province.roster import BLOCKED, read
    from bot.demo.sandbox_process import Stage, free_port
    from bot.runtime.background import Tasks
    from bot.runtime.clock import WorldClock
    from bot.runtime.logs import configure
    from bot.runtime.signed_links import Links
    from bot.runtime.zalo_oa_token_store import StoredTokens
    from channels.telegram.adapter import TelegramChannel
    from channels.zalo_bot.adapter import ZaloBotChannel
    from channels.zalo_oa.adapter import ZaloOaChannel

    configure("error")
    clock = WorldClock(world.address)
    await clock.read()
    province = read("province")
    port = free_port()
    options = Options(
        board=province["board"],
        place=province["name"].removeprefix("tỉnh "),
        timezone=_TIMEZONE,
        language="vi",
        public_url=f"http://127.0.0.1:{port}",
        webhook_secret=secrets.token_urlsafe(),
        listen=("127.0.0.1", port),
    )
    link = Links(options.public_url, database, clock).make
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
    app = App(options, database, [TelegramChannel(cast.token, api_url=world.address), zalo, oa], clock)
    tasks = Tasks()
    tasks.start(clock.follow(), "world clock")
    async with aiohttp.ClientSession() as session:
        stage = Stage(session, world.address, cast.token)
        await stage.before(BLOCKED, province["greetings"])
        await app.start()
        await stage.connect(cast.oa.account, f"{options.public_url}/webhooks/zalo_oa/{account}")
        await stage.start("an", "binh", "chi")
    say("demo-ready", address=f"{world.address}/")
    sys.stdout.flush()
    try:
        await _until(stop, world)
    finally:
        await app.stop()
        await tasks.stop()


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
