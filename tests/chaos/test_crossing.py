"""The books of what people sent on Zalo: each loss has its name, and what is nobody's fault but ours is told."""

from __future__ import annotations

import time

import pytest

from sandbox.people import Bot
from sandbox.world import World
from sandbox.zalo_names import message_name
from storage.engine.database import Database
from storage.messaging import events
from tests.chaos import office
from tests.chaos.crossing import Crossing, Fate
from tests.chaos.play import BEGIN


@pytest.fixture
def world() -> World:
    return office.new_world(BEGIN, 1, zalo=True)


@pytest.fixture
def bot(world: World) -> Bot:
    return office.zalo_bots(world)[0]


def take(world: World, bot: Bot) -> object:
    return bot.queue.take(world.clock.timestamp())  # type: ignore[attr-defined]


async def test_by_polling(database: Database, world: World, bot: Bot) -> None:
    crossing = Crossing(world, [bot], polled=True, patience=1.0)
    kept = world.say("ctv1", bot.username, "một")
    take(world, bot)
    database.run_now(
        lambda s: events.take(s, f"zalo_bot:{bot.id}", f"text:{message_name(kept)}", "inbound", world.clock.now())
    )
    world.say("ctv1", bot.username, "hai")
    world.clock.advance(2)
    assert take(world, bot) is None
    assert database.run_now(crossing.reckon) == ({Fate.KEPT: 1, Fate.UNPOLLED: 1}, [])

    for text in ("ba", "bốn"):
        world.say("ctv1", bot.username, text)
        take(world, bot)
    fates, trouble = database.run_now(crossing.reckon)
    assert (fates[Fate.AT_A_KILL], len(trouble)) == (2, 2), "nobody was killed"
    crossing.kills.append(time.monotonic())
    fates, trouble = database.run_now(crossing.reckon)
    assert len(trouble) == 1, "the last one may have been on its way then, not the one before it"
    assert "no kill came between" in trouble[0]


async def test_by_webhook(database: Database, world: World, bot: Bot) -> None:
    crossing = Crossing(world, [bot], polled=False, patience=1.0)
    for text in ("một", "hai"):
        world.say("ctv1", bot.username, text)
    first, _ = bot.queue.items.values()
    assert database.run_now(crossing.reckon)[1] == []
    crossing.taken(f"/webhooks/zalo_bot/{bot.id}", b"")
    crossing.taken(f"/webhooks/zalo_bot/{bot.id}", first.body)
    fates, trouble = database.run_now(crossing.reckon)
    assert fates[Fate.GIVEN_UP] == 1
    assert "acknowledged, and not there" in trouble[0]
