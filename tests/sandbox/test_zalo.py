"""The look-alike Bot Platform of Zalo, call by call: what others measured on the real service, and its switches."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from typing import Any

import aiohttp
import pytest

from sandbox.people import Bot
from sandbox.run import serving
from sandbox.world import World
from sandbox.zalo_api import queue_of
from sandbox.zalo_names import chat_name
from tests.sandbox.pictures import PNG

TOKEN = "200001:SANDBOX-zalo-token"


class ZaloClient:
    """Calls methods as a bot's program would."""

    def __init__(self, address: str, session: aiohttp.ClientSession) -> None:
        self.address, self.session = address, session

    async def raw(self, method: str, *, token: str = TOKEN, **how: Any) -> tuple[int, str, bytes]:
        async with self.session.post(f"{self.address}/zalo/bot{token}/{method}", **how) as response:
            return response.status, response.content_type, await response.read()

    async def __call__(self, method: str, **values: Any) -> dict[str, Any]:
        async with self.session.post(f"{self.address}/zalo/bot{TOKEN}/{method}", json=values) as response:
            assert response.status == 200
            body: dict[str, Any] = await response.json()
            return body

    async def refused(self, method: str, **values: Any) -> tuple[int, str]:
        body = await self(method, **values)
        assert body["ok"] is False
        return body["error_code"], body["description"]


@pytest.fixture
def world() -> World:
    world = World.empty()
    bot = world.add_bot("bot.thu", "Bot Thử", TOKEN, network="zalo")
    dung = world.add_person("dung", "Phạm Văn Dũng")
    binh = world.add_person("binh", "Trần Thị Bình", started=[bot])
    world.add_group("nhom", "Nhóm kín", [binh, dung, bot])
    return world


@pytest.fixture
def bot(world: World) -> Bot:
    return world.bots["bot.thu"]


@pytest.fixture
async def call(world: World) -> AsyncIterator[ZaloClient]:
    async with serving(world) as address, aiohttp.ClientSession() as session:
        yield ZaloClient(address, session)


async def test_who_a_bot_is(call: ZaloClient) -> None:
    body = await call("getMe")
    assert (body["ok"], body["error_code"]) == (True, 0)
    assert body["result"] == {
        "id": "1459232241000200001",
        "account_name": "bot.thu",
        "account_type": "BASIC",
        "can_join_groups": True,
        "display_name": "Bot Thử",
    }


async def test_one_update_at_a_time_and_never_again(world: World, bot: Bot, call: ZaloClient) -> None:
    for text in ("một", "hai"):
        world.say("dung", None, text)
    first, second, third = [await call("getUpdates", timeout="0") for _ in range(3)]
    assert first == {
        "ok": True,
        "result": {
            "event_name": "message.text.received",
            "message": {
                "from": {
                    "id": first["result"]["message"]["chat"]["id"],
                    "display_name": "Phạm Văn Dũng",
                    "is_bot": False,
                },
                "chat": {"id": chat_name(bot.id, world.chat("dung")), "chat_type": "PRIVATE"},
                "message_id": first["result"]["message"]["message_id"],
                "date": 1793669400000,
                "text": "một",
                "message_type": "CHAT_MESSAGE",
            },
        },
        "error_code": 0,
    }
    assert len(first["result"]["message"]["message_id"]) == len(first["result"]["message"]["chat"]["id"]) == 20
    assert second["result"]["message"]["text"] == "hai"
    assert third == {"ok": False, "description": "Request timeout", "error_code": 408}


async def test_whoever_waits_gets_it_at_once(world: World, bot: Bot, call: ZaloClient) -> None:
    queue_of(bot).patience = 0
    waiting = asyncio.ensure_future(call("getUpdates", timeout=30))
    await world.until(lambda: queue_of(bot).asking)
    world.say("dung", None, "đây")
    assert (await waiting)["result"]["message"]["text"] == "đây"
    assert queue_of(bot).lost == 0


async def test_what_comes_as_what(world: World, call: ZaloClient) -> None:
    world.send_photo("dung", None, PNG, "ảnh này")
    world.send_voice("dung", None, b"sound")
    world.send_sticker("dung", None)
    world.send_document("dung", None, b"x", "đơn.pdf", "xem giúp")
    world.send_location("dung", None, 10.9, 106.8)
    world.send_contact("dung", None)
    updates = [(await call("getUpdates", timeout=0))["result"] for _ in range(6)]
    assert [update["event_name"].split(".")[1] for update in updates] == [
        "image",
        "voice",
        "sticker",
        "unsupported",
        "unsupported",
        "unsupported",
    ]
    photo, voice = updates[0]["message"], updates[1]["message"]
    assert photo["caption"] == "ảnh này"
    async with call.session.get(photo["photo_url"]) as response:
        assert await response.read() == PNG
    async with call.session.get(voice["voice_url"]) as response:
        assert await response.read() == b"sound"
    assert set(updates[3]["message"]) == {"from", "chat", "message_id", "date"}, "nothing of its content"


async def test_a_chat_is_known_once_its_person_wrote(world: World, bot: Bot, call: ZaloClient) -> None:
    chat = chat_name(bot.id, world.chat("dung"))
    unknown = (400, "Bad request: The chat_id is invalid")
    assert await call.refused("sendMessage", chat_id=chat, text="x") == unknown
    world.say("dung", None, "chào")
    sent = await call("sendMessage", chat_id=chat, text="**x** https://vi.example/a /menu")
    assert len(sent["result"]["message_id"]) == 20
    shown = world.last("dung")
    assert (shown.text, [e["type"] for e in shown.entities]) == ("**x** https://vi.example/a /menu", ["url"])
    world.block("dung")
    assert (await call.refused("sendMessage", chat_id=chat, text="x"))[1].endswith("blocked by the user")
    world.unblock("dung")
    world.deactivate("dung")
    assert await call.refused("sendMessage", chat_id=chat, text="x") == unknown


async def test_refusals_come_with_200(world: World, bot: Bot, call: ZaloClient) -> None:
    chat = chat_name(bot.id, world.chat("binh"))
    assert await call.refused("sendMessage", text="x") == (400, "Bad request: The chat_id must not be empty")
    assert (await call.refused("sendMessage", chat_id=chat, text=" "))[0] == 400
    assert (await call("sendMessage", chat_id=chat, text="😀" * 1000))["ok"]
    assert (await call.refused("sendMessage", chat_id=chat, text="😀" * 1000 + "a"))[0] == 400
    assert await call.refused("sendPhoto", chat_id=chat) == (400, "Bad request: The photo must not be empty")
    photo = await call.refused("sendPhoto", chat_id=chat, photo="ftp://x/a.jpg")
    assert photo == (400, "Bad request: The photo must start with http:// or https://")
    nothing = await call.refused("sendPhoto", chat_id=chat, photo=f"{call.address}/nothing.jpg")
    assert nothing == (400, "Bad request: The photo URL is invalid")
    for method in ("sendDocument", "editMessageText", "getChat", "sendmessage"):
        assert await call.refused(method, chat_id=chat, text="x") == (404, "Not Found")
    assert await call.refused("getWebhookInfo") == (404, "Not Found")
    status, _, body = await call.raw("getMe", token="200001:wrong-secret")
    assert (status, b'"error_code":401' in body) == (200, True)


async def test_forms_and_queries_are_read_and_multipart_is_not(world: World, bot: Bot, call: ZaloClient) -> None:
    values = {"chat_id": chat_name(bot.id, world.chat("binh")), "text": "được"}
    for how in ({"data": values}, {"params": values}, {"json": values}):
        _, _, body = await call.raw("sendMessage", **how)
        assert body.startswith(b'{"ok":true')
    with aiohttp.MultipartWriter("form-data") as form:
        for name, value in values.items():
            form.append(value).set_content_disposition("form-data", name=name)
    _, _, body = await call.raw("sendMessage", data=form)
    assert b"The chat_id must not be empty" in body


async def test_a_picture_is_fetched_from_this_machine_alone(world: World, bot: Bot, call: ZaloClient) -> None:
    world.send_photo("binh", None, PNG)
    address = (await call("getUpdates", timeout=0))["result"]["message"]["photo_url"]
    chat = chat_name(bot.id, world.chat("binh"))
    sent = await call("sendPhoto", chat_id=chat, photo=address, caption="trả ảnh")
    assert sent["result"]["message_type"] == "CHAT_PHOTO"
    shown = world.last("binh")
    assert shown.photo is not None
    assert (shown.photo.content, shown.text) == (PNG, "trả ảnh")
    await call("sendPhoto", chat_id=chat, photo="https://vi.example/a.png", caption="xa")
    assert world.last("binh").text == "🖼 https://vi.example/a.png\nxa"


async def test_stickers_sounds_and_the_sign_of_typing(world: World, bot: Bot, call: ZaloClient) -> None:
    chat, group = (chat_name(bot.id, one) for one in (world.chat("binh"), world.groups["nhom"]))
    assert group.startswith("zgr-")
    assert await call("sendChatAction", chat_id=chat, action="typing") == {"ok": True, "error_code": 0}
    assert (await call("sendSticker", chat_id=chat, sticker="bfe458bf64fa8da4d4eb"))["ok"]
    assert (await call("sendVoice", chat_id=chat, voice_url="https://vi.example/a.aac"))["ok"]
    assert (await call.refused("sendVoice", chat_id=chat, voice_url="https://vi.example/a.mp3"))[0] == 400
    assert (await call("sendVoice", chat_id=group, voice_url="https://vi.example/a.aac"))["ok"]
    assert world.messages("nhom") == [], "a group is told ok, and hears nothing"


async def test_the_months_quota(world: World, bot: Bot, call: ZaloClient) -> None:
    queue_of(bot).left = 1
    chat = chat_name(bot.id, world.chat("binh"))
    assert (await call("sendMessage", chat_id=chat, text="một"))["ok"]
    assert await call.refused("sendMessage", chat_id=chat, text="hai") == (429, "Quota exceeded")
    assert world.last("binh").text == "một"


async def test_the_front_server_answers_in_pages(world: World, call: ZaloClient) -> None:
    for fault, status in ((("too_many", {}), 429), (("server_error", {"status": 504}), 504), (("garbage", {}), 200)):
        world.faults.add(fault[0], **fault[1])
        found, kind, body = await call.raw("getMe", json={})
        assert (found, kind, b"nginx" in body) == (status, "text/html", True)
    world.faults.add("drop")
    with pytest.raises(aiohttp.ClientError):
        await call.raw("getMe", json={})
    assert [one.error for one in world.calls_since()] == ["too_many", "server_error", "garbage", "drop"]


async def test_webhooks_are_tried_and_given_up(world: World, bot: Bot, call: ZaloClient) -> None:
    world.retry_unit = 0.0
    assert await call.refused("setWebhook", url="hook", secret_token="a" * 8) == (
        400,
        "Bad request: The url is invalid",
    )
    assert (await call.refused("setWebhook", url=f"{call.address}/x", secret_token="a" * 7))[0] == 400
    set_at = await call("setWebhook", url=f"{call.address}/nowhere", secret_token="a" * 8)
    assert set_at["result"]["verification"] == {
        "ok": False,
        "url": f"{call.address}/nowhere",
        "latency_ms": 1,
        "status_code": 404,
        "outcome": "webhook.http.404",
    }
    assert (await call("getWebhookInfo"))["result"]["url"] == f"{call.address}/nowhere"
    assert (await call("testWebhook"))["result"]["outcome"] == "webhook.http.404"
    assert (await call.refused("getUpdates", timeout=0))[0] == 400
    world.say("dung", None, "không ai nhận")
    await world.until(lambda: not world.unconfirmed(bot))
    await call("deleteWebhook")
    assert (await call("getUpdates", timeout=0))["error_code"] == 408


def test_a_world_file_may_have_bots_on_both_networks(tmp_path: Any) -> None:
    path = tmp_path / "world.toml"
    path.write_text(
        '[[bots]]\nusername = "t_bot"\ntoken = "100001:t"\n'
        '[[bots]]\nusername = "bot.z"\ntoken = "200001:z"\nnetwork = "zalo"\n'
        '[[people]]\nkey = "dung"\nstarted = ["bot.z"]\n'
        '[[screens]]\nid = "dung"\nperson = "dung"\nbot = "bot.z"\naccent = "#0068ff"\nrole = {vi = "x", en = "x"}\n'
    )
    world = World.load(path)
    assert [bot.network for bot in world.bots.values()] == ["telegram", "zalo"]
    assert world.chat("dung").bot is world.bots["t_bot"], "without a name the chat is the one on Telegram"
    assert world.chat("dung", "bot.z").on_zalo


async def test_on_the_page_a_phone_on_zalo_neither_starts_nor_corrects(
    world: World, bot: Bot, call: ZaloClient
) -> None:
    from sandbox.state import Screen

    world.screens = [
        Screen("dung", world.people["dung"], {"vi": "x", "en": "x"}, "#0068ff", bot),
        Screen("nhom", world.people["dung"], {"vi": "x", "en": "x"}, "#0068ff", bot, "nhom"),
    ]

    async def act(**values: Any) -> tuple[int, Any]:
        async with call.session.post(f"{call.address}/world/act", json=values) as response:
            return response.status, await response.json()

    async with call.session.get(f"{call.address}/world/state") as response:
        dung, _ = (await response.json())["screens"]
    assert dung["bot"]["network"] == "zalo" and dung["bot"]["started"] is True
    assert (await act(screen="dung", do="say", text="chào"))[0] == 200
    message = world.last("dung")
    status, answer = await act(screen="dung", do="edit", message=message.id, text="chào em")
    assert (status, answer["error"]["vi"]) == (400, "Trên Zalo không sửa được tin đã gửi.")
    await act(screen="nhom", do="say", text="báo cáo", mention=True)
    await act(screen="nhom", do="say", text="nói với nhau")
    heard = [(await call("getUpdates", timeout=0)).get("result") for _ in range(3)]
    assert [update and update["message"]["text"] for update in heard] == ["chào", "@Bot Thử báo cáo", None]
