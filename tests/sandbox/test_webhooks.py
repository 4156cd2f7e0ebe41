"""Webhooks: the secret, order within a chat, chats side by side, trying again, and a method in the answer."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from typing import Any

import orjson
import pytest
from aiohttp import web

from sandbox.people import Bot
from sandbox.world import World
from tests.sandbox.conftest import Api


class Receiver:
    """A bot's end of a webhook: keeps what came; answers what it was told to, else 200; waits at `gate`."""

    def __init__(self) -> None:
        self.url = ""
        self.updates: list[dict[str, Any]] = []
        self.secrets: list[str | None] = []
        self.answers: list[web.Response] = []
        self.gate = asyncio.Event()
        self.gate.set()
        self.inside = self.most = 0
        self.two_inside = asyncio.Event()

    async def receive(self, request: web.Request) -> web.Response:
        self.secrets.append(request.headers.get("X-Telegram-Bot-Api-Secret-Token"))
        self.updates.append(orjson.loads(await request.read()))
        self.inside += 1
        self.most = max(self.most, self.inside)
        if self.inside == 2:
            self.two_inside.set()
        await self.gate.wait()
        self.inside -= 1
        return self.answers.pop(0) if self.answers else web.Response()

    def texts(self) -> list[str]:
        return [update["message"]["text"] for update in self.updates]


@pytest.fixture
async def receiver() -> AsyncIterator[Receiver]:
    receiver = Receiver()
    app = web.Application()
    app.router.add_post("/", receiver.receive)
    runner = web.AppRunner(app)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    receiver.url = f"http://127.0.0.1:{runner.addresses[0][1]}/"
    yield receiver
    receiver.gate.set()
    await runner.cleanup()


async def test_what_waited_and_what_comes_is_pushed_with_the_secret(world: World, api: Api, receiver: Receiver) -> None:
    world.say("an", None, "đã chờ")
    await api.ok("setWebhook", url=receiver.url, secret_token="bi_mat-1")
    world.say("an", None, "mới")
    await world.until(lambda: not world.unconfirmed("thu_bot"))
    assert receiver.texts() == ["đã chờ", "mới"]
    assert receiver.secrets == ["bi_mat-1"] * 2
    await api.ok("deleteWebhook")
    world.say("an", None, "sau đó")
    assert [update["message"]["text"] for update in await api.updates()] == ["sau đó"]


async def test_pending_updates_can_be_dropped(world: World, api: Api, receiver: Receiver) -> None:
    world.say("an", None, "bỏ")
    await api.ok("setWebhook", url=receiver.url, drop_pending_updates=True)
    world.say("an", None, "giữ")
    await world.until(lambda: not world.unconfirmed("thu_bot"))
    assert receiver.texts() == ["giữ"]


async def test_order_in_a_chat_and_chats_side_by_side(world: World, api: Api, receiver: Receiver) -> None:
    await api.ok("setWebhook", url=receiver.url, max_connections=2)
    receiver.gate.clear()
    people = ["an", "binh", "chi"]
    for number in range(3):
        for person in people:
            world.say(person, None, f"{person} {number}")
    await world.until(lambda: world.pending("thu_bot") == 7)
    await receiver.two_inside.wait()
    receiver.gate.set()
    await world.until(lambda: not world.unconfirmed("thu_bot"))
    assert receiver.most == 2
    for person in people:
        assert [text for text in receiver.texts() if text.startswith(person)] == [f"{person} {n}" for n in range(3)]


async def test_a_refused_update_comes_again_and_holds_up_only_its_chat(
    world: World, api: Api, receiver: Receiver, bot: Bot
) -> None:
    world.retry_unit = 0.01
    receiver.answers = [web.Response(status=500), web.Response(status=403), web.Response(status=502)]
    await api.ok("setWebhook", url=receiver.url)
    world.say("an", None, "một")
    world.say("an", None, "hai")
    await world.until(lambda: not world.unconfirmed("thu_bot"))
    assert receiver.texts() == ["một", "một", "một", "một", "hai"]
    info = await api.ok("getWebhookInfo")
    assert info["last_error_message"] == "Wrong response from the webhook: 502 Bad Gateway"
    assert info["pending_update_count"] == 0


async def test_a_webhook_that_nobody_answers(world: World, api: Api, unused_tcp_port: int) -> None:
    await api.ok("setWebhook", url=f"http://127.0.0.1:{unused_tcp_port}/")
    world.say("an", None, "một")
    webhook = world.bots["thu_bot"].queue.webhook
    assert webhook is not None
    await world.until(lambda: webhook.last_error)
    assert (await api.ok("getWebhookInfo"))["last_error_message"] == "Connection refused"
    await api.ok("deleteWebhook")
    assert [update["message"]["text"] for update in await api.updates()] == ["một"], "nothing is lost"


async def test_the_answer_may_carry_a_method(world: World, api: Api, receiver: Receiver) -> None:
    said = {"method": "sendMessage", "chat_id": 5_001_000_001, "text": "trong câu trả lời"}
    forbidden = {"method": "setWebhook", "url": ""}
    receiver.answers = [web.json_response(said), web.json_response(forbidden), web.Response(body=b"{not json")]
    await api.ok("setWebhook", url=receiver.url)
    for text in "abc":
        world.say("an", None, text)
    await world.until(lambda: not world.unconfirmed("thu_bot"))
    assert [view.text for view in world.messages(None, "an") if view.bot] == ["trong câu trả lời"]
    assert [call.method for call in world.calls_since()] == ["setwebhook", "sendmessage"]
    assert (await api.ok("getWebhookInfo"))["url"] == receiver.url


async def test_duplicates_and_swaps_reach_a_webhook_too(world: World, api: Api, receiver: Receiver) -> None:
    await api.ok("setWebhook", url=receiver.url)
    world.faults.add("duplicate")
    world.say("an", None, "đúp")
    world.faults.add("reorder")
    world.say("an", None, "trước")
    world.say("an", None, "sau")
    await world.until(lambda: not world.unconfirmed("thu_bot"))
    assert receiver.texts() == ["đúp", "đúp", "sau", "trước"]
