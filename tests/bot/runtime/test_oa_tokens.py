"""An Official Account's tokens in the database: not lost by whoever is killed, and exchanged by one program at a time."""

from __future__ import annotations

import asyncio
import signal
import sys
from collections.abc import AsyncIterator, Iterator
from datetime import datetime

import pytest

from channels.messages import Send
from channels.zalo_oa.adapter import ZaloOaChannel
from sandbox.run import serving
from sandbox.world import World
from sandbox.zalo_oa_queue import OaQueue, chat_name
from storage.engine.database import Database
from storage.keyring import KeyRing, new_key
from storage.messaging import zalo_oa_tokens
from tests.bot.oa_world import oa, world  # noqa: F401
from tests.stage import OA, OA_ID, StillClock, official_account
from texts.rich import RichText

KEY = new_key()
BEFORE_THE_OLD_PAIR_IS_FORGOTTEN = 2

# ruff: noqa: F811


@pytest.fixture
def database(database_url: str, now: datetime) -> Iterator[Database]:
    """A database whose key another program can be given."""
    made = Database(database_url, KeyRing.parse([KEY]))
    made.found(now)
    made.open()
    yield made
    made.close()


@pytest.fixture
async def address(world: World) -> AsyncIterator[str]:
    async with serving(world) as address:
        yield address


@pytest.fixture
def channel(world: World, database: Database, address: str) -> ZaloOaChannel:
    return official_account(world, database, address, StillClock(world))


async def test_who_is_killed_between_the_two_writes_loses_nothing(
    world: World, oa: OaQueue, channel: ZaloOaChannel, database: Database, address: str
) -> None:
    url = database.engine.url.render_as_string(hide_password=False)
    given = (url, KEY, f"{address}/zalo-oa", f"{address}/zalo-oauth", OA_ID, oa.app.id, oa.app.app_secret)
    program = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "tests.bot.oa_program", *given, str(BEFORE_THE_OLD_PAIR_IS_FORGOTTEN)
    )
    async with asyncio.timeout(60):
        assert await program.wait() == -signal.SIGKILL
    assert len(oa.app.used) == 1
    row = database.read_now(lambda s: zalo_oa_tokens.load(s, OA_ID))
    assert row is not None and row.old_refresh in oa.app.used
    dung = world.people["dung"]
    world.say(dung, OA, "Chào")
    await channel.start()
    await channel.send(chat_name(oa.bot, world.chat(dung, OA)), Send(RichText("Chào đồng chí")))
    await channel.stop()
    assert world.last("dung", world.bots[OA]).text == "Chào đồng chí"
    row = database.read_now(lambda s: zalo_oa_tokens.load(s, OA_ID))
    assert row is not None and (row.refresh, row.old_refresh) == (oa.app.refresh, None)


async def test_two_programs_that_are_refused_at_once_exchange_once(
    world: World, oa: OaQueue, channel: ZaloOaChannel, database: Database, address: str
) -> None:
    other = official_account(world, database, address, StillClock(world))
    await asyncio.gather(channel.start(), other.start())
    oa.app.made = world.clock.timestamp() - 26 * 3600
    dung = world.people["dung"]
    world.say(dung, OA, "Chào")
    chat = chat_name(oa.bot, world.chat(dung, OA))
    await asyncio.gather(*(one.send(chat, Send(RichText("Chào đồng chí"))) for one in (channel, other)))
    assert len(oa.app.used) == 1
    await asyncio.gather(channel.stop(), other.stop())
