"""The look-alike OpenAPI of Official Accounts, call by call: windows, tokens, uploads, groups, and signed webhooks."""

from __future__ import annotations

import hashlib
import io
from collections.abc import AsyncIterator
from typing import Any

import aiohttp
import orjson
import pytest
from aiohttp import web

from sandbox.people import Bot
from sandbox.run import serving
from sandbox.state import Screen
from sandbox.world import World
from sandbox.zalo_oa_api import oa_of
from sandbox.zalo_oa_queue import OaQueue, chat_name
from tests.sandbox.pictures import PNG

DAY = 24 * 3600


class OaClient:
    """Calls as an account's program would; `access` is the token that it has."""

    def __init__(self, address: str, session: aiohttp.ClientSession, bot: Bot) -> None:
        self.address, self.session, self.app = address, session, oa_of(bot).app
        self.access = self.app.access

    async def __call__(self, method: str, **how: Any) -> dict[str, Any]:
        verb = "POST" if how else "GET"
        headers = {"access_token": self.access}
        async with self.session.request(verb, f"{self.address}/zalo-oa/{method}", headers=headers, **how) as response:
            assert response.status == 200
            body: dict[str, Any] = await response.json()
            return body

    async def send(self, chat: str, **message: Any) -> dict[str, Any]:
        return await self("v3.0/oa/message/cs", json={"recipient": {"user_id": chat}, "message": message})

    async def code(self, chat: str, **message: Any) -> int:
        return int((await self.send(chat, **message))["error"])

    async def exchange(self, **form: str) -> dict[str, Any]:
        secret = form.pop("secret", self.app.app_secret)
        given = {"app_id": self.app.id, "grant_type": "refresh_token", "refresh_token": self.app.refresh} | form
        where = f"{self.address}/zalo-oauth/v4/oa/access_token"
        async with self.session.post(where, data=given, headers={"secret_key": secret}) as response:
            body: dict[str, Any] = await response.json()
            return body

    async def upload(self, kind: str, content: bytes, name: str) -> dict[str, Any]:
        form = aiohttp.FormData(quote_fields=False)
        form.add_field("file", io.BytesIO(content), filename=name)
        return await self(f"v2.0/oa/upload/{kind}", data=form)


@pytest.fixture
def world() -> World:
    world = World.empty()
    world.add_bot("thu_bot", "Bot thử", "100001:SANDBOX")
    bot = world.add_bot("thu_oa", "Lắng Nghe", "400001:SANDBOX", network="zalo_oa")
    dung = world.add_person("dung", "Phạm Văn Dũng", started=[bot])
    binh = world.add_person("binh", "Trần Thị Bình")
    world.add_group("nhom", "Nhóm kín", [binh, dung, bot])
    return world


@pytest.fixture
def bot(world: World) -> Bot:
    return world.bots["thu_oa"]


@pytest.fixture
def oa(bot: Bot) -> OaQueue:
    return oa_of(bot)


@pytest.fixture
def dung(world: World, bot: Bot) -> str:
    return chat_name(bot.id, world.chat("dung", bot))


@pytest.fixture
async def call(world: World, bot: Bot) -> AsyncIterator[OaClient]:
    async with serving(world) as address, aiohttp.ClientSession() as session:
        yield OaClient(address, session, bot)


async def test_who_an_account_is_and_who_a_person_is(call: OaClient, dung: str) -> None:
    me = await call("v2.0/oa/getoa")
    assert (me["error"], me["data"]["oa_id"], me["data"]["name"]) == (0, "400001", "Lắng Nghe")
    asked = orjson.dumps({"user_id": dung}).decode()
    person = await call(f"v3.0/oa/user/detail?data={asked}")
    assert (person["data"]["display_name"], person["data"]["user_is_follower"]) == ("Phạm Văn Dũng", True)
    assert (await call("v3.0/oa/user/detail?data=["))["error"] == -201
    quota = await call("v3.0/oa/quota/message", json={"user_id": dung})
    assert quota["data"]["last_interaction"] == "1793669400000"
    assert (await call("v3.0/oa/broadcast"))["error"] == -212


async def test_a_message_and_what_is_refused(world: World, bot: Bot, call: OaClient, dung: str) -> None:
    sent = await call.send(dung, text="Chào anh https://vi.example/a")
    assert (sent["error"], sent["data"]["user_id"], sent["data"]["quota"]["quota_type"]) == (0, dung, "reply")
    assert [e["type"] for e in world.last("dung", bot).entities] == ["url"]
    assert await call.code(dung, text="a" * 2001) == -210
    assert await call.code(dung, text=" ") == -201
    assert await call.code(dung) == -201
    assert await call.code(dung, text="x", attachment="y") == -201
    assert await call.code("123", text="x") == -201
    assert await call.code(chat_name(bot.id, world.chat("binh", bot)), text="x") == -201, "who never wrote is unknown"
    assert (await call("v3.0/oa/message/cs", json={"message": []}))["error"] == -201
    world.block("dung", bot)
    assert await call.code(dung, text="x") == -213
    world.unblock("dung", bot)
    world.deactivate("dung")
    assert await call.code(dung, text="x") == -227


async def test_the_two_windows_by_the_worlds_clock(
    world: World, bot: Bot, oa: OaQueue, call: OaClient, dung: str
) -> None:
    oa.billed_left = 1

    async def after(seconds: float) -> int:
        world.clock.advance(seconds)
        call.access = call.app.access
        if call.app.expired(world.clock.timestamp()):
            call.access = (await call.exchange())["access_token"]
        return await call.code(dung, text="x")

    world.say("dung", bot, "chào")
    assert await after(2 * DAY) == 0
    assert oa.billed_left == 1, "free"
    assert await after(1) == 0
    assert oa.billed_left == 0
    assert await after(1) == -211
    oa.billed_left = None
    assert await after(5 * DAY - 2) == 0
    assert await after(1) == -230
    world.say("dung", bot, "tôi đây")
    assert await after(0) == 0


async def test_buttons_and_what_a_press_is(world: World, bot: Bot, oa: OaQueue, call: OaClient, dung: str) -> None:
    def attached(count: int, **more: Any) -> dict[str, Any]:
        one = {"title": "Đất đai", "type": "oa.query.hide", "payload": "#d"}
        return {"type": "template", "payload": {"buttons": [one | {"title": f"Nút {n}"} for n in range(count)]} | more}

    assert await call.code(dung, text="Câu 1", attachment=attached(5)) == 0
    assert world.last("dung", bot).labels() == [f"Nút {n}" for n in range(5)]
    assert await call.code(dung, text="Câu 1", attachment=attached(6)) == -201
    assert await call.code(dung, attachment=attached(1)) == -201, "without a text"
    inner = attached(1, template_type="button", text="Câu 2")
    assert await call.code(dung, attachment=inner) == 0
    assert world.last("dung", bot).text == "Câu 2"
    oa.buttons_in = "outer"
    assert await call.code(dung, attachment=inner) == -201
    group = {"recipient": {"group_id": chat_name(bot.id, world.groups["nhom"])}}
    message = {"text": "Câu 1", "attachment": attached(1)}
    assert (await call("v3.0/oa/group/message", json=group | {"message": message}))["error"] == -201
    for wrong in ({"title": ""}, {"type": "oa.query"}, {"payload": ""}, {"type": "oa.open.url", "payload": "x"}):
        odd = attached(1)
        odd["payload"]["buttons"][0] |= wrong
        assert await call.code(dung, text="x", attachment=odd) == -201, wrong
    long = attached(1)
    long["payload"]["buttons"][0]["payload"] = "x" * 1001
    assert await call.code(dung, text="x", attachment=long) == -210


async def test_uploads_last_seven_days(world: World, bot: Bot, call: OaClient, dung: str) -> None:
    image = (await call.upload("image", PNG, "a.png"))["data"]["attachment_id"]
    file = (await call.upload("file", b"pdf", "đơn.pdf"))["data"]["token"]
    shown = {
        "type": "template",
        "payload": {"template_type": "media", "elements": [{"media_type": "image", "attachment_id": image}]},
    }
    given = {"type": "file", "payload": {"token": file}}
    assert await call.code(dung, text="ảnh", attachment=shown) == 0
    view = world.last("dung", bot)
    assert view.photo is not None and (view.photo.content, view.text) == (PNG, "ảnh")
    assert await call.code(dung, attachment=given) == 0
    view = world.last("dung", bot)
    assert view.document is not None and view.document.name == "đơn.pdf"
    for kind, content, name in (
        ("image", b"GIF89a", "a.gif"),
        ("image", PNG + bytes(1 << 20), "a.png"),
        ("image", b"\x89PNG\r\n\x1a\nx", "a.png"),
        ("file", b"x", "a.xlsx"),
        ("file", bytes((5 << 20) + 1), "a.pdf"),
    ):
        assert (await call.upload(kind, content, name))["error"] == -201, name
    assert (await call("v2.0/oa/upload/file", json={}))["error"] == -201
    wrong = {"type": "file", "payload": {"token": image}}
    assert await call.code(dung, attachment=wrong) == -201
    world.clock.advance(7 * DAY + 1)
    world.say("dung", bot, "tôi đây")
    call.access = (await call.exchange())["access_token"]
    assert await call.code(dung, attachment=given) == -100


async def test_a_refresh_token_works_once_and_an_access_token_for_25_hours(
    world: World, call: OaClient, dung: str
) -> None:
    first = call.app.refresh
    assert (await call.exchange(secret="wrong"))["error"] == -14004
    assert (await call.exchange(app_id="1"))["error"] == -14002
    pair = await call.exchange()
    assert pair["expires_in"] == "90000"
    assert (await call.exchange(refresh_token=first))["error"] == -14014
    assert await call.code(dung, text="x") == -216, "the old access token died with it"
    call.access = pair["access_token"]
    assert await call.code(dung, text="x") == 0
    world.clock.advance(25 * 3600 + 1)
    assert await call.code(dung, text="x") == -220
    world.clock.advance(90 * DAY)
    assert (await call.exchange())["error"] == -14014, "three months"


async def test_an_account_is_in_the_groups_that_it_made(world: World, bot: Bot, call: OaClient) -> None:
    group = chat_name(bot.id, world.groups["nhom"])

    async def send(to: str) -> int:
        message = {"recipient": {"group_id": to}, "message": {"text": "Chào cả nhóm"}}
        return int((await call("v3.0/oa/group/message", json=message))["error"])

    assert await send(group) == 0
    assert world.messages("nhom")[-1].text == "Chào cả nhóm"
    assert await send("abc") == -201
    world.remove_bot_from_group("binh", "nhom", bot)
    assert await send(group) == -403


async def test_faults(world: World, call: OaClient, dung: str) -> None:
    world.faults.add("too_many")
    assert await call.code(dung, text="x") == -32
    world.faults.add("blocked", method="message/cs")
    assert await call.code(dung, text="x") == -244
    world.faults.add("server_error", status=502)
    url = f"{call.address}/zalo-oa/v2.0/oa/getoa"
    async with call.session.get(url, headers={"access_token": call.access}) as response:
        assert (response.status, response.content_type) == (502, "text/html")
    world.faults.add("drop", method="access_token", after=True)
    before = call.app.refresh
    with pytest.raises(aiohttp.ClientError):
        await call.exchange()
    assert call.app.refresh != before, "it was exchanged, and nobody heard"
    assert [one.error for one in world.calls_since()] == ["too_many", "blocked", "server_error", ""]


async def test_webhooks_are_signed_and_what_happens_without_one_is_lost(
    world: World, bot: Bot, oa: OaQueue, call: OaClient, dung: str
) -> None:
    world.say("dung", bot, "không ai nghe")
    assert oa.lost == 1
    came: list[tuple[dict[str, str], bytes]] = []

    async def hook(request: web.Request) -> web.Response:
        came.append((dict(request.headers), await request.read()))
        return web.Response()

    site = web.Application()
    site.router.add_post("/hook", hook)
    runner = web.AppRunner(site)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    oa.connect(f"http://127.0.0.1:{runner.addresses[0][1]}/hook")
    button = {"title": "Đất đai", "type": "oa.query.hide", "payload": "#d:1"}
    await call.send(dung, text="Câu 1", attachment={"type": "template", "payload": {"buttons": [button]}})
    try:
        world.press_label("dung", bot, "Đất đai")
        world.send_photo("dung", bot, PNG, "ảnh này")
        world.send_document("dung", bot, b"x", "đơn.pdf")
        world.send_voice("dung", bot, b"sound")
        world.send_video("dung", bot, b"film")
        world.send_location("dung", bot, 10.9, 106.8)
        world.send_sticker("dung", bot)
        world.send_contact("dung", bot)
        world.block("dung", bot)
        world.unblock("dung", bot)
        oa.withdraw(world.person("dung").id, world.clock.timestamp())
        world.say("dung", "nhom", "báo cáo", mention=bot)
        world.remove_bot_from_group("binh", "nhom", bot)
        await world.until(lambda: len(came) == 13 and not world.unconfirmed(bot))
    finally:
        await runner.cleanup()
    events = [orjson.loads(body) for _, body in came]
    names = [event["event_name"] for event in events]
    assert [name for name in names if "group" not in name] == [
        "user_send_text",
        "user_send_image",
        "user_send_file",
        "user_send_audio",
        "user_send_video",
        "user_send_location",
        "user_send_sticker",
        "user_send_business_card",
        "unfollow",
        "follow",
        "user_withdraw",
    ]
    assert events[0]["message"]["text"] == "#d:1"
    assert events[0]["sender"]["id"] == dung and events[0]["recipient"]["id"] == "400001"
    by_name = dict(zip(names, events, strict=True))
    assert by_name["follow"]["follower"]["id"] == dung
    said = by_name["user_send_group_text"]
    assert (said["message"]["text"], said["recipient"]["id"]) == (
        "[@400001] báo cáo",
        by_name["delete_group"]["group_id"],
    )
    url = by_name["user_send_image"]["message"]["attachments"][0]["payload"]["url"]
    assert url.startswith(call.address)
    for headers, body in came:
        time = orjson.loads(body)["timestamp"]
        mac = hashlib.sha256(f"{oa.app.id}".encode() + body + f"{time}{oa.app.oa_secret}".encode()).hexdigest()
        assert headers["X-ZEvent-Signature"] == f"mac={mac}"


async def test_on_the_page_a_phone_shows_the_buttons_and_presses_them(
    world: World, bot: Bot, oa: OaQueue, call: OaClient, dung: str
) -> None:
    world.screens = [Screen("dung", world.people["dung"], {"vi": "x", "en": "x"}, "#0068ff", bot)]
    button = {"title": "1. Đất đai", "type": "oa.query.hide", "payload": "#d:1"}
    await call.send(dung, text="Câu 1", attachment={"type": "template", "payload": {"buttons": [button]}})
    async with call.session.get(f"{call.address}/world/state") as response:
        [screen] = (await response.json())["screens"]
    assert (screen["bot"]["network"], screen["bot"]["official"]) == ("zalo", True)
    [message] = screen["messages"]
    assert message["keyboard"] == [[{"text": "1. Đất đai", "data": "#d:1"}]]
    press = {"screen": "dung", "do": "press", "message": message["id"], "data": "#d:1"}
    async with call.session.post(f"{call.address}/world/act", json=press) as response:
        assert response.status == 200
    assert oa.lost == 1, "it would have been told by webhook"


def test_a_world_file_may_have_an_account_with_its_webhook(tmp_path: Any) -> None:
    path = tmp_path / "world.toml"
    path.write_text(
        '[[bots]]\nusername = "oa"\ntoken = "400001:z"\nnetwork = "zalo_oa"\nwebhook = "http://127.0.0.1:1/hook"\n'
        '[[people]]\nkey = "dung"\nstarted = ["oa"]\n'
    )
    world = World.load(path)
    oa = oa_of(world.bots["oa"])
    assert oa.webhook is not None and oa.webhook.url == "http://127.0.0.1:1/hook"
    assert world.chat("dung", "oa").on_zalo
