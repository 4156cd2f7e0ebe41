"""Updates: offsets and redelivery, long polls, two pollers, kinds asked for, and updates that arrive twice or swapped."""

from __future__ import annotations

import asyncio
from typing import Any

import aiohttp
import pytest

from sandbox.people import Bot
from sandbox.world import World
from tests.sandbox.conftest import Api

FIRST = 730_000_001


def texts(updates: list[dict[str, Any]]) -> list[str]:
    return [update["message"]["text"] for update in updates]


async def test_an_update_comes_again_until_a_higher_offset_confirms_it(world: World, api: Api) -> None:
    world.say("an", None, "một")
    world.say("an", None, "hai")
    assert world.pending("thu_bot") == 2
    assert texts(await api.updates()) == ["một", "hai"]
    assert (world.pending("thu_bot"), world.unconfirmed("thu_bot")) == (0, 2)
    assert texts(await api.updates()) == ["một", "hai"]
    assert texts(await api.updates(FIRST + 1)) == ["hai"]
    assert texts(await api.updates(FIRST)) == ["hai"], "what is confirmed never comes back"
    assert await api.updates(FIRST + 2) == []
    assert world.unconfirmed("thu_bot") == 0


async def test_limit_and_negative_offset(world: World, api: Api) -> None:
    for text in "abcd":
        world.say("an", None, text)
    assert texts(await api.updates(limit=2)) == ["a", "b"]
    assert texts(await api.updates(-1)) == ["d"]
    assert texts(await api.updates()) == ["d"], "a negative offset forgets what came before"


async def test_a_long_poll_ends_when_something_comes(world: World, api: Api) -> None:
    poll = asyncio.ensure_future(api.updates(timeout=30))
    await world.until(lambda: world.bots["thu_bot"].queue.poll == 1)
    world.say("an", None, "tới")
    assert texts(await poll) == ["tới"]


async def test_two_pollers_the_older_gets_a_conflict(world: World, api: Api, bot: Bot) -> None:
    older = asyncio.ensure_future(api.refused("getUpdates", timeout=30))
    await world.until(lambda: bot.queue.poll == 1)
    newer = asyncio.ensure_future(api.updates(timeout=30))
    assert (await older).startswith("Conflict: terminated by other getUpdates request")
    world.say("an", None, "chỉ một")
    assert texts(await newer) == ["chỉ một"]


async def test_a_webhook_and_polling_exclude_each_other(world: World, api: Api, bot: Bot) -> None:
    poll = asyncio.ensure_future(api.refused("getUpdates", timeout=30))
    await world.until(lambda: bot.queue.poll == 1)
    await api.ok("setWebhook", url="http://127.0.0.1:9/")
    assert await poll == "Conflict: terminated by setWebhook request"
    assert (await api.refused("getUpdates")).startswith("Conflict: can't use getUpdates method while webhook is active")
    world.say("an", None, "chờ")
    await api.ok("deleteWebhook")
    assert texts(await api.updates()) == ["chờ"], "deleting a webhook keeps what waits"
    await api.ok("deleteWebhook", drop_pending_updates=True)
    assert await api.updates() == []


async def test_kinds_not_asked_for_are_never_made(world: World, api: Api) -> None:
    await api.ok("getUpdates", allowed_updates=["message"])
    world.start("an")
    world.block("an")
    world.unblock("an")
    assert [sorted(update) for update in await api.updates()] == [["message", "update_id"]]
    await api.ok("getUpdates", allowed_updates=[], offset=FIRST + 1)
    world.block("an")
    (update,) = await api.updates(FIRST + 1)
    assert update["my_chat_member"]["new_chat_member"]["status"] == "kicked", "an empty list means the default kinds"
    info = await api.ok("getWebhookInfo")
    assert (info["url"], info["pending_update_count"], "allowed_updates" in info) == ("", 1, False)


async def test_updates_are_kept_for_a_day(world: World, api: Api) -> None:
    world.say("an", None, "cũ")
    world.clock.advance(24 * 3600 + 1)
    world.say("an", None, "mới")
    assert texts(await api.updates()) == ["mới"]


async def test_an_update_can_be_delivered_twice(world: World, api: Api) -> None:
    world.faults.add("duplicate")
    world.say("an", None, "đúp")
    world.say("an", None, "thường")
    updates = await api.updates()
    assert texts(updates) == ["đúp", "đúp", "thường"]
    assert updates[0]["update_id"] == updates[1]["update_id"]


async def test_two_updates_can_arrive_in_the_wrong_order(world: World, api: Api) -> None:
    world.faults.add("reorder", method="message")
    world.say("an", None, "trước")
    assert await api.updates() == []
    world.say("an", None, "sau")
    updates = await api.updates()
    assert texts(updates) == ["sau", "trước"]
    assert updates[0]["update_id"] > updates[1]["update_id"]


async def test_what_was_overtaken_is_not_confirmed_unseen(world: World, api: Api) -> None:
    world.say("an", None, "đầu")
    world.faults.add("reorder", method="message")
    world.say("an", None, "trước")
    world.say("an", None, "sau")
    assert texts(first := await api.updates(limit=2)) == ["đầu"]
    assert texts(await api.updates(offset=first[-1]["update_id"] + 1, limit=2)) == ["sau", "trước"]


async def test_what_is_held_back_can_be_let_through(world: World, api: Api) -> None:
    world.faults.add("reorder", method="message")
    world.say("an", None, "trước")
    world.bots["thu_bot"].queue.release()
    assert texts(await api.updates()) == ["trước"]


async def test_a_person_can_correct_what_they_said(world: World, api: Api) -> None:
    message = world.say("an", None, "nhầm")
    world.edit("an", None, message.id, "đúng")
    edited = (await api.updates())[1]["edited_message"]
    assert (edited["message_id"], edited["text"], "edit_date" in edited) == (message.id, "đúng", True)


async def test_a_long_text_leaves_in_parts(world: World, api: Api) -> None:
    world.say("an", None, "à" * 5000 + "😀" * 100)
    parts = texts(await api.updates())
    assert [len(part.encode("utf-16-le")) // 2 for part in parts] == [4096, 1104]
    assert "".join(parts) == "à" * 5000 + "😀" * 100


@pytest.mark.parametrize("verb", ["get", "form", "multipart", "json"])
async def test_arguments_come_in_four_ways(world: World, api: Api, verb: str) -> None:
    world.start("an")
    url = f"{api.address}/bot{api.token}/sendMessage"
    values = {"chat_id": "5001000001", "text": "xin chào"}
    markup = '{"inline_keyboard":[[{"text":"A","callback_data":"a"}]]}'
    session = api.session
    if verb == "get":
        response = await session.get(url, params={**values, "reply_markup": markup})
    elif verb == "form":
        response = await session.post(url, data={**values, "reply_markup": markup})
    elif verb == "multipart":
        form = aiohttp.FormData({**values, "reply_markup": markup}, default_to_multipart=True)
        response = await session.post(url, data=form)
    else:
        nested = {"inline_keyboard": [[{"text": "A", "callback_data": "a"}]]}
        response = await session.post(url, json={**values, "chat_id": 5001000001, "reply_markup": nested})
    assert response.status == 200
    assert world.last("an").text == "xin chào"
    assert world.last("an").labels() == ["A"]
