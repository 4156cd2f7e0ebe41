"""The Official Account's adapter against the look-alike server that the demo runs on: the whole way there and back."""

from __future__ import annotations

import io
from collections.abc import AsyncIterator
from typing import Any

import orjson
import pytest
from aiohttp import web
from PIL import Image

from channels.messages import Button, FileRef, Inbound, Keyboard, Kind, MediaKind, Policy, Send, SendError
from channels.numbered import instruction, numbered, pick
from channels.zalo_oa.adapter import ButtonShape, ZaloOaChannel
from channels.zalo_oa.tokens import TokenPair, Tokens
from channels.zalo_oa.window import reachable_until
from sandbox.people import Bot
from sandbox.run import serving
from sandbox.world import World
from sandbox.zalo_oa_api import oa_of
from sandbox.zalo_oa_queue import OaQueue
from tests.channels.zalo_oa.oa_tokens import MemoryTokens
from texts.catalogue import catalogue_for
from texts.rich import RichText

TOPICS: Keyboard = ((Button("Đất đai", "d:1:1:1"),), (Button("Giao thông", "d:1:1:2"), Button("Môi trường", "d:1:1:3")))
DAY = 24 * 3600


def picture(size: tuple[int, int] = (40, 30)) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", size, "teal").save(out, "PNG")
    return out.getvalue()


class Hook:
    """The host's door: keeps what was signed, and turns the rest away."""

    def __init__(self) -> None:
        self.channel: ZaloOaChannel | None = None
        self.came: list[bytes] = []
        self.refused = 0

    async def receive(self, request: web.Request) -> web.Response:
        assert self.channel is not None
        body = await request.read()
        if not self.channel.vouches(request.headers, body):
            self.refused += 1
            return web.Response(status=403)
        self.came.append(body)
        return web.Response()


@pytest.fixture
def world() -> World:
    world = World.empty()
    world.retry_unit = 0.0
    world.add_bot("langnghe_bot", "Lắng Nghe")
    oa = world.add_bot("langnghe_oa", "Lắng Nghe", "400001:SANDBOX", network="zalo_oa")
    dung = world.add_person("dung", "Phạm Văn Dũng")
    binh = world.add_person("binh", "Trần Thị Bình")
    world.add_group("nhom", "Cộng tác viên", [binh, dung, oa])
    return world


@pytest.fixture
def bot(world: World) -> Bot:
    return world.bots["langnghe_oa"]


@pytest.fixture
def oa(bot: Bot) -> OaQueue:
    return oa_of(bot)


@pytest.fixture
def shape() -> ButtonShape:
    return "outer"


@pytest.fixture
async def hook(oa: OaQueue) -> AsyncIterator[Hook]:
    hook = Hook()
    site = web.Application()
    site.router.add_post("/hook", hook.receive)
    runner = web.AppRunner(site, shutdown_timeout=0.1)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    oa.connect(f"http://127.0.0.1:{runner.addresses[0][1]}/hook")
    yield hook
    await runner.cleanup()


@pytest.fixture
async def channel(world: World, oa: OaQueue, hook: Hook, shape: ButtonShape) -> AsyncIterator[ZaloOaChannel]:
    async with serving(world) as address:
        hook.channel = channel = ZaloOaChannel(
            "400001",
            app_id=oa.app.id,
            app_secret=oa.app.app_secret,
            tokens=MemoryTokens(Tokens(TokenPair(oa.app.access, oa.app.refresh))),
            file_link=lambda number, _name, _chat: f"https://langnghe.example/files/{number}",
            webhook_secrets=(oa.app.oa_secret, oa.app.app_secret),
            button_shape=shape,
            api_url=f"{address}/zalo-oa",
            oauth_url=f"{address}/zalo-oauth",
        )
        await channel.start()
        yield channel
        await channel.stop()


async def heard(world: World, bot: Bot, hook: Hook, count: int = 1) -> list[Inbound]:
    """What `count` webhooks mean, as soon as they have come."""
    await world.until(lambda: len(hook.came) >= count and not world.unconfirmed(bot))
    came, hook.came = hook.came, []
    assert hook.channel is not None
    return [one for body in came for one in hook.channel.parse(orjson.loads(body))]


@pytest.mark.parametrize("shape", ["outer", "inner"])
async def test_a_conversation(
    world: World, bot: Bot, oa: OaQueue, channel: ZaloOaChannel, hook: Hook, shape: str
) -> None:
    assert channel.name == "Lắng Nghe"
    oa.buttons_in = shape
    world.say("dung", bot, "MOI-7F3K")
    [inbound] = await heard(world, bot, hook)
    assert (inbound.kind, inbound.text, inbound.private) == (Kind.TEXT, "MOI-7F3K", True)
    assert inbound.chat_id == inbound.sender_id
    assert inbound.sent_at.replace(microsecond=0) == world.clock.now()

    menu = numbered(TOPICS, instruction(catalogue_for("vi")))
    await channel.send(inbound.chat_id, Send(RichText("Câu 1/9 · nói gì?", ((0, 7),)), TOPICS, menu=menu.lines))
    shown = world.last("dung", bot)
    assert (shown.text, shown.labels()) == ("Câu 1/9 · nói gì?", ["1. Đất đai", "2. Giao thông", "3. Môi trường"])
    world.press_label("dung", bot, "2. Giao thông")
    [press] = await heard(world, bot, hook)
    assert (press.kind, press.token, press.chat_id) == (Kind.BUTTON, "d:1:1:2", inbound.chat_id)
    assert press.order > inbound.order
    world.say("dung", bot, "3")
    [typed] = await heard(world, bot, hook)
    assert pick(menu.answers, typed.text) == ("d:1:1:3",), "the number may be typed as well"


async def test_the_wrong_shape_of_buttons_leaves_nobody_without_a_menu(
    world: World, bot: Bot, oa: OaQueue, channel: ZaloOaChannel, hook: Hook
) -> None:
    oa.buttons_in = "inner"
    world.say("dung", bot, "chào")
    [inbound] = await heard(world, bot, hook)
    await channel.send(inbound.chat_id, Send(RichText("Câu 1"), TOPICS))
    assert world.last("dung", bot).text == "Câu 1\n\n1. Đất đai\n2. Giao thông\n3. Môi trường"


async def test_files_both_ways(world: World, bot: Bot, channel: ZaloOaChannel, hook: Hook) -> None:
    world.send_photo("dung", bot, picture(), "hiện trường")
    world.send_document("dung", bot, b"%PDF", "đơn.pdf")
    world.send_voice("dung", bot, b"sound")
    world.send_location("dung", bot, 10.9137, 106.8211)
    photo, document, voice, place = await heard(world, bot, hook, 4)
    assert photo.media and document.media and voice.media
    assert (photo.text, photo.media.kind) == ("hiện trường", MediaKind.PHOTO)
    assert (await channel.fetch(photo.media.file_id, limit=1 << 20)).content == picture()
    assert (document.media.name, document.media.size) == ("đơn.pdf", 4)
    assert (await channel.fetch(document.media.file_id, limit=4)).content == b"%PDF"
    assert voice.media.kind is MediaKind.VOICE
    assert place.place == (10.9, 106.8), "no nearer than the commune"
    with pytest.raises(SendError) as raised:
        await channel.fetch(document.media.file_id, limit=3)
    assert raised.value.reason == "too_large"

    chart = FileRef(MediaKind.PHOTO, 7, "biểu đồ.png")
    await channel.send(photo.chat_id, Send(RichText("Biểu đồ"), file=chart), picture())
    sent = world.last("dung", bot)
    assert sent.photo is not None and (sent.photo.content, sent.text) == (picture(), "Biểu đồ")
    digest = FileRef(MediaKind.DOCUMENT, 8, "Bản tổng hợp.docx")
    await channel.send(photo.chat_id, Send(RichText(""), file=digest), b"docx")
    sent = world.last("dung", bot)
    assert sent.document is not None and (sent.document.name, sent.document.content) == ("Bản tổng hợp.docx", b"docx")
    sheet = FileRef(MediaKind.DOCUMENT, 9, "bảng.xlsx")
    await channel.send(photo.chat_id, Send(RichText(""), file=sheet), b"xlsx")
    assert "https://langnghe.example/files/9" in world.last("dung", bot).text
    mark = world.mark()
    world.clock.advance(7 * DAY + 60)
    world.say("dung", bot, "tôi đây")
    await channel.send(photo.chat_id, Send(RichText("Biểu đồ"), file=chart), picture())
    assert [(call.method, call.error) for call in world.calls_since(mark)] == [
        ("message/cs", "access_expired"),
        ("access_token", ""),
        ("message/cs", "asset_expired"),
        ("upload/image", ""),
        ("message/cs", ""),
    ]


async def test_a_group_that_the_account_made(world: World, bot: Bot, channel: ZaloOaChannel, hook: Hook) -> None:
    world.say("dung", "nhom", "chào cả nhóm")
    world.say("binh", "nhom", "báo cáo", mention=bot)
    [inbound] = await heard(world, bot, hook, 2)
    assert (inbound.text, inbound.private) == ("báo cáo", False)
    await channel.send(inbound.chat_id, Send(RichText("Đã nhận."), TOPICS))
    assert world.messages("nhom")[-1].text == "Đã nhận.\n\n1. Đất đai\n2. Giao thông\n3. Môi trường"
    world.remove_bot_from_group("binh", "nhom", bot)
    [left] = await heard(world, bot, hook)
    assert (left.kind, left.chat_id) == (Kind.GROUP_LEFT, inbound.chat_id)
    with pytest.raises(SendError) as raised:
        await channel.send(inbound.chat_id, Send(RichText("x")))
    assert raised.value.policy is Policy.UNREACHABLE


async def test_who_leaves_comes_back_or_wants_to_be_forgotten(
    world: World, bot: Bot, oa: OaQueue, channel: ZaloOaChannel, hook: Hook
) -> None:
    world.say("dung", bot, "chào")
    [said] = await heard(world, bot, hook)
    world.block("dung", bot)
    with pytest.raises(SendError) as raised:
        await channel.send(said.chat_id, Send(RichText("x")))
    assert (raised.value.policy, raised.value.reason) == (Policy.UNREACHABLE, "blocked")
    world.unblock("dung", bot)
    oa.withdraw(world.person("dung").id, world.clock.timestamp())
    found = await heard(world, bot, hook, 3)
    assert [one.kind for one in found] == [Kind.BLOCKED, Kind.UNBLOCKED, Kind.WITHDRAWN]
    assert {one.chat_id for one in found} == {said.chat_id}


async def test_the_window_is_where_it_was_said_to_be(
    world: World, bot: Bot, oa: OaQueue, channel: ZaloOaChannel, hook: Hook
) -> None:
    world.say("dung", bot, "chào")
    [said] = await heard(world, bot, hook)
    until, free = reachable_until(said.sent_at), reachable_until(said.sent_at, billed=False)
    assert until is not None and free is not None

    async def refused() -> tuple[Policy, str] | None:
        try:
            await channel.send(said.chat_id, Send(RichText("x")))
        except SendError as error:
            return error.policy, error.reason
        return None

    oa.billed_left = 0
    world.clock.set(free.replace(microsecond=0))
    assert await refused() is None
    world.clock.advance(2)
    assert await refused() == (Policy.FAIL, "quota")
    oa.billed_left = 2
    world.clock.set(until.replace(microsecond=0))
    assert await refused() is None
    world.clock.advance(2)
    assert await refused() == (Policy.UNREACHABLE, "window")
    world.press("dung", bot, 0, "#x", force=True)
    assert await refused() is None, "whoever presses can be reached again"


@pytest.mark.parametrize("form", [{}, {"signs_for_account": True}, {"signs_with_app": True}, {"prefix": ""}])
async def test_signatures_in_every_form(
    world: World, bot: Bot, oa: OaQueue, channel: ZaloOaChannel, hook: Hook, form: dict[str, Any]
) -> None:
    for name, value in form.items():
        setattr(oa.app, name, value)
    world.say("dung", bot, "chào")
    [said] = await heard(world, bot, hook)
    assert (said.text, hook.refused) == ("chào", 0)


async def test_a_webhook_that_somebody_else_signs_is_turned_away(
    world: World, bot: Bot, oa: OaQueue, channel: ZaloOaChannel, hook: Hook
) -> None:
    oa.app.oa_secret = "somebody-elses"
    world.say("dung", bot, "chào")
    await world.until(lambda: not world.unconfirmed(bot))
    assert (hook.came, hook.refused) == ([], 6)


async def test_refusals(world: World, bot: Bot, channel: ZaloOaChannel, hook: Hook) -> None:
    world.say("dung", bot, "chào")
    [said] = await heard(world, bot, hook)

    async def refused(to: str = said.chat_id) -> tuple[Policy, str]:
        with pytest.raises(SendError) as raised:
            await channel.send(to, Send(RichText("x")))
        return raised.value.policy, raised.value.reason

    assert await refused("123") == (Policy.UNREACHABLE, "not_found")
    assert await refused("group:123") == (Policy.UNREACHABLE, "not_found")
    for fault, expected in (
        ("too_many", (Policy.RETRY, "flood")),
        ("server_error", (Policy.RETRY, "garbage")),
        ("garbage", (Policy.RETRY, "garbage")),
        ("drop", (Policy.RETRY, "connection")),
        ("blocked", (Policy.UNREACHABLE, "blocked")),
    ):
        world.faults.add(fault)
        assert await refused() == expected
    world.deactivate("dung")
    assert await refused() == (Policy.UNREACHABLE, "deactivated")
