"""The Zalo adapter against the look-alike server that the demo runs on: the whole way there and back."""

from __future__ import annotations

import io
from collections.abc import AsyncIterator

import orjson
import pytest
from aiohttp import web
from PIL import Image

from channels.messages import Button, FileRef, Kind, MediaKind, Policy, Send, SendError
from channels.numbered import instruction, numbered, pick
from channels.zalo_bot.adapter import ZaloBotChannel
from sandbox.people import Bot
from sandbox.run import serving
from sandbox.world import World
from sandbox.zalo_api import queue_of
from texts.catalogue import catalogue_for
from texts.rich import RichText


def picture(size: tuple[int, int] = (40, 30)) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", size, "teal").save(out, "PNG")
    return out.getvalue()


@pytest.fixture
def world() -> World:
    world = World.empty()
    world.add_bot("langnghe_bot", "Lắng Nghe")
    zalo = world.add_bot("bot.LangNghe", "Bot Lắng Nghe", "200001:SANDBOX-zalo-token", network="zalo")
    dung = world.add_person("dung", "Phạm Văn Dũng")
    binh = world.add_person("binh", "Trần Thị Bình")
    world.add_group("nhom", "Cộng tác viên", [binh, dung, zalo])
    return world


@pytest.fixture
def bot(world: World) -> Bot:
    return world.bots["bot.LangNghe"]


@pytest.fixture
def links() -> dict[int, str]:
    """The public addresses of stored files."""
    return {}


@pytest.fixture
async def channel(world: World, bot: Bot, links: dict[int, str]) -> AsyncIterator[ZaloBotChannel]:
    async with serving(world) as address:
        channel = ZaloBotChannel(
            bot.token, file_link=lambda stored_id, _name, _chat: links.get(stored_id), api_url=f"{address}/zalo"
        )
        await channel.start()
        yield channel
        await channel.stop()


async def test_a_conversation(world: World, bot: Bot, channel: ZaloBotChannel) -> None:
    assert channel.names == ("Bot Lắng Nghe", "bot.LangNghe")
    world.say("dung", bot, "MOI-7F3K")
    [update] = await channel.poll(0, 0)
    [inbound] = channel.parse(update)
    assert (inbound.kind, inbound.text, inbound.private) == (Kind.TEXT, "MOI-7F3K", True)
    assert inbound.chat_id == inbound.sender_id
    assert inbound.sent_at.replace(microsecond=0) == world.clock.now()
    assert await channel.poll(0, 0) == [], "what was read is gone"

    keyboard = ((Button("Đất đai", "d:1:1:a"),), (Button("Giao thông", "d:1:1:b"), Button("Môi trường", "d:1:1:c")))
    menu = numbered(keyboard, instruction(catalogue_for("vi")))
    await channel.send(inbound.chat_id, Send(RichText("Câu 1/9 · nói gì?", ((0, 7),)), keyboard, menu=menu.lines))
    shown = world.last("dung", bot)
    assert shown.text == "Câu 1/9 · nói gì?\n\n1. Đất đai\n2. Giao thông\n3. Môi trường\nNhắn số để chọn."
    assert shown.keyboard == ()
    world.say("dung", bot, "2")
    [update] = await channel.poll(0, 0)
    [answer] = channel.parse(update)
    assert pick(menu.answers, answer.text) == ("d:1:1:b",)
    assert answer.order > inbound.order


async def test_pictures_and_sounds(world: World, bot: Bot, channel: ZaloBotChannel, links: dict[int, str]) -> None:
    world.send_photo("dung", bot, picture(), "hiện trường")
    [photo] = [one for update in await channel.poll(0, 0) for one in channel.parse(update)]
    assert photo.media is not None
    assert (photo.media.kind, photo.text) == (MediaKind.PHOTO, "hiện trường")
    assert (await channel.fetch(photo.media.file_id, limit=1 << 20)).content == picture()
    with pytest.raises(SendError) as raised:
        await channel.fetch(photo.media.file_id, limit=10)
    assert (raised.value.policy, raised.value.reason) == (Policy.FAIL, "too_large")
    world.faults.add("server_error", method="file", status=403)
    with pytest.raises(SendError) as raised:
        await channel.fetch(photo.media.file_id, limit=1 << 20)
    assert (raised.value.policy, raised.value.reason) == (Policy.FAIL, "bad_file"), "its address has expired"

    world.send_voice("dung", bot, b"sound")
    [voice] = [one for update in await channel.poll(0, 0) for one in channel.parse(update)]
    assert voice.media is not None
    assert (voice.media.kind, voice.media.mime) == (MediaKind.VOICE, "audio/aac")
    world.send_document("dung", bot, b"x", "đơn.pdf")
    [other] = [one for update in await channel.poll(0, 0) for one in channel.parse(update)]
    assert (other.kind, other.text) == (Kind.OTHER, "")

    chart = FileRef(MediaKind.PHOTO, 7, "biểu đồ.png")
    await channel.send(photo.chat_id, Send(RichText("Biểu đồ tháng 11"), file=chart))
    assert "Biểu đồ tháng 11" in world.last("dung", bot).text
    assert "biểu đồ.png" in world.last("dung", bot).text, "without a public address it says how to get the file"
    links[7] = photo.media.file_id
    await channel.send(photo.chat_id, Send(RichText("Biểu đồ tháng 11"), file=chart))
    sent = world.last("dung", bot)
    assert sent.photo is not None
    assert (sent.photo.content, sent.text) == (picture(), "Biểu đồ tháng 11")


async def test_a_group_hears_only_what_is_meant_for_it(world: World, bot: Bot, channel: ZaloBotChannel) -> None:
    world.say("dung", "nhom", "chào cả nhóm")
    world.say("dung", "nhom", "@Bot Lắng Nghe gõ tay thì không tính")
    world.say("binh", "nhom", "baocao", mention=bot)
    [update] = await channel.poll(0, 0)
    [inbound] = channel.parse(update)
    assert (inbound.text, inbound.private) == ("baocao", False)
    assert inbound.chat_id != inbound.sender_id
    await channel.send(inbound.chat_id, Send(RichText("Đã nhận.")))
    answer = world.messages("nhom")[-1]
    assert answer.text == "Đã nhận."
    world.say("dung", "nhom", "đúng vậy", reply_to=answer.id)
    [update] = await channel.poll(0, 0)
    assert channel.parse(update)[0].text == "đúng vậy"


async def test_refusals(world: World, bot: Bot, channel: ZaloBotChannel) -> None:
    world.say("dung", bot, "chào")
    [update] = await channel.poll(0, 0)
    chat = channel.parse(update)[0].chat_id

    async def refused(to: str = chat) -> tuple[Policy, str]:
        with pytest.raises(SendError) as raised:
            await channel.send(to, Send(RichText("x")))
        return raised.value.policy, raised.value.reason

    assert await refused("0" * 20) == (Policy.UNREACHABLE, "not_found")
    world.faults.add("too_many")
    assert await refused() == (Policy.RETRY, "flood")
    world.faults.add("server_error")
    assert await refused() == (Policy.RETRY, "garbage")
    queue_of(bot).left = 0
    assert await refused() == (Policy.ACCOUNT, "quota")
    queue_of(bot).left = None
    world.block("dung", bot)
    assert await refused() == (Policy.UNREACHABLE, "blocked")


async def test_a_message_in_parts_goes_on_where_it_was_refused(world: World, bot: Bot, channel: ZaloBotChannel) -> None:
    world.say("dung", bot, "chào")
    [update] = await channel.poll(0, 0)
    chat = channel.parse(update)[0].chat_id
    queue_of(bot).left = 2
    act = Send(RichText("\n\n".join(["Một đoạn dài. " * 100] * 3)), menu=RichText("1. Tiếp\n2. Thôi"))
    with pytest.raises(SendError):
        await channel.send(chat, act)
    queue_of(bot).left = None
    await channel.send(chat, act)
    said = [view.text for view in world.messages(bot, "dung") if view.bot]
    assert len(said) == 3, "no part came twice"
    assert said[-1].endswith("1. Tiếp\n2. Thôi")
    assert not any("1. Tiếp" in part for part in said[:-1])


async def test_webhook_and_its_trial(world: World, bot: Bot, channel: ZaloBotChannel, unused_tcp_port: int) -> None:
    came: list[tuple[str | None, str, bytes]] = []

    async def receive(request: web.Request) -> web.Response:
        body = await request.read()
        came.append((request.headers.get(channel.secret_header), request.headers["User-Agent"], body))
        return web.Response(status=200 if channel.is_ping(body) or came[-1][0] == "bi-mat-dai" else 403)

    site = web.Application()
    site.router.add_post("/hook", receive)
    runner = web.AppRunner(site)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", unused_tcp_port).start()
    try:
        address = f"http://127.0.0.1:{unused_tcp_port}/hook"
        await channel.delete_webhook()
        assert await channel.set_webhook(f"{address}-nowhere", "bi-mat-dai") == "webhook.http.404"
        assert await channel.set_webhook(address, "bi-mat-dai") == ""
        assert came.pop() == (None, "Java/17.0.9", b"")
        with pytest.raises(SendError) as raised:
            await channel.poll(0, 0)
        assert (raised.value.reason, raised.value.retry_after) == ("webhook_set", 5.0)
        world.say("dung", bot, "một")
        await world.until(lambda: came and not world.unconfirmed(bot))
        queue_of(bot).wrapped = True
        world.say("dung", bot, "hai")
        await world.until(lambda: len(came) == 2 and not world.unconfirmed(bot))
    finally:
        await runner.cleanup()
    assert [channel.parse(orjson.loads(body))[0].text for _, _, body in came] == ["một", "hai"]
    assert {secret for secret, _, _ in came} == {"bi-mat-dai"}


async def test_what_nobody_asks_for_is_lost_as_on_the_real_service(
    world: World, bot: Bot, channel: ZaloBotChannel
) -> None:
    queue_of(bot).patience = 0
    world.say("dung", bot, "không ai nghe")
    assert await channel.poll(0, 0) == []
    queue_of(bot).patience, queue_of(bot).empty_status = 5, 408
    world.say("dung", bot, "chờ một chút")
    world.clock.advance(6)
    assert await channel.poll(0, 0) == [], "an empty answer comes with the status 408 too"
    assert queue_of(bot).lost == 2
