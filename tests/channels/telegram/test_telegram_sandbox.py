"""The adapter against the look-alike server that the demo runs on: the whole way there and back."""

from __future__ import annotations

import io
from dataclasses import replace

import pytest
from PIL import Image
from yarl import URL

from channels.codec import dump_act, load_act
from channels.messages import (
    AnswerTap,
    Button,
    Delete,
    Edit,
    FileRef,
    Kind,
    MediaKind,
    Policy,
    Section,
    Send,
    SendError,
)
from channels.telegram.adapter import TelegramChannel
from sandbox.run import serving
from sandbox.server import METHODS
from sandbox.world import World
from texts.rich import RichText


def picture() -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (40, 30), "teal").save(out, "PNG")
    return out.getvalue()


async def test_a_conversation() -> None:
    world = World.empty()
    bot = world.add_bot("langnghe_bot", "Lắng Nghe")
    an = world.add_person("an", "Hoàng An")
    async with serving(world) as address:
        channel = TelegramChannel(bot.token, api_url=address)
        await channel.start()
        await channel.delete_webhook()
        await channel.set_commands({"menu": "Mở trình đơn"})
        world.open_link(an, channel.entry_link("MOI-1"))
        updates = await channel.poll(0, 0)
        [inbound] = [one for update in updates for one in channel.parse(update) if one.kind is Kind.TEXT]
        assert inbound.text == "/start MOI-1"
        assert inbound.sender_id == inbound.chat_id == str(an.id)
        offset = inbound.order + 1

        question = Send(RichText("Câu 1/9 · nói gì?", ((0, 7),)), ((Button("Đất đai", "d:1:1:a"),),))
        sent = await channel.send(inbound.chat_id, question)
        assert world.last(an).text == "Câu 1/9 · nói gì?"
        world.press_label(an, None, "Đất đai")
        [tap] = [one for update in await channel.poll(offset, 0) for one in channel.parse(update)]
        assert (tap.kind, tap.token, tap.message_id) == (Kind.BUTTON, "d:1:1:a", sent.message_id)
        await channel.send(tap.chat_id, AnswerTap(tap.tap_id))
        edit = Edit(RichText("Đã lưu."), message_id=sent.message_id)
        assert (await channel.send(tap.chat_id, edit)).message_id == sent.message_id
        assert world.last(an).text == "Đã lưu."
        with pytest.raises(SendError) as raised:
            await channel.send(tap.chat_id, edit)
        assert (raised.value.policy, raised.value.reason) == (Policy.DONE, "not_modified")

        chart = Send(RichText("Biểu đồ"), file=FileRef(MediaKind.PHOTO, 1, "chart.png"))
        shown = await channel.send(tap.chat_id, chart, picture())
        await channel.send(tap.chat_id, Delete(shown.message_id))
        assert world.last(an).text == "Đã lưu."

        world.send_photo(an, None, picture(), caption="hiện trường")
        [photo] = [one for update in await channel.poll(tap.order + 1, 0) for one in channel.parse(update)]
        assert photo.media is not None
        assert (photo.media.kind, photo.text) == (MediaKind.PHOTO, "hiện trường")
        assert (await channel.fetch(photo.media.file_id, limit=1 << 20)).content

        world.block(an)
        with pytest.raises(SendError) as raised:
            await channel.send(tap.chat_id, question)
        assert (raised.value.policy, raised.value.reason) == (Policy.UNREACHABLE, "blocked")
        [blocked] = [one for update in await channel.poll(photo.order + 1, 0) for one in channel.parse(update)]
        assert blocked.kind is Kind.BLOCKED
        await channel.stop()


FOLDED = Send(
    RichText("Dư luận ngày 03/11\n\n<b>4 báo cáo</b>", ((0, 7),)),
    ((Button("Văn bản", "d:1"),),),
    folded=(
        Section(
            "Việc khẩn",
            RichText("• 08:15: ùn tắc\n• 09:00: ngập", ((2, 5),)),
            buttons=((Button("Cho ý kiến", "d:2"),),),
        ),
        Section("Theo nơi", RichText("Ước lượng."), (("Nơi", "Số báo cáo"), ("xã An Phú", "3"))),
    ),
)


@pytest.mark.parametrize(
    ("trouble", "said", "calls"),
    [
        (
            "",
            "Dư luận ngày 03/11\n<b>4 báo cáo</b>\n▸ Việc khẩn\n• 08:15: ùn tắc\n• 09:00: ngập\n"
            "▸ Theo nơi\nNơi | Số báo cáo\nxã An Phú | 3\nƯớc lượng.",
            1,
        ),
        ("refused", FOLDED.text.text, 2),
        ("unknown words", FOLDED.text.text, 2),
        ("older", FOLDED.text.text, 2),
        ("too long", FOLDED.text.text, 1),
        ("too wide", FOLDED.text.text, 1),
        ("setting", FOLDED.text.text, 1),
    ],
)
async def test_sections_unfold_in_a_rich_message_and_the_text_stands_alone_where_there_is_none(
    trouble: str, said: str, calls: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    world = World.empty()
    bot = world.add_bot("langnghe_bot", "Lắng Nghe")
    an = world.add_person("an", "Hoàng An")
    made: list[str] = []
    async with serving(world) as address:
        channel = TelegramChannel(bot.token, api_url=address, rich_messages=trouble != "setting")
        await channel.start()
        world.open_link(an, channel.entry_link("MOI-1"))
        if trouble == "older":
            monkeypatch.delitem(METHODS, "sendrichmessage")
        if trouble in ("refused", "unknown words"):
            words = "RICH_VALIDATE_CTOR_NOT_ALLOWED" if trouble != "refused" else "message is too long"
            world.faults.add("refused", method="sendRichMessage", said=words)
        act = FOLDED
        if trouble == "too long":
            act = replace(act, folded=(Section("Việc khẩn", RichText("dài " * 9000)),))
        if trouble == "too wide":
            act = replace(act, folded=(Section("Bảng", RichText("rộng"), (("ô",) * 21,)),))
        call = channel._request.call

        async def counted(url: URL, body: bytes, **more: float) -> object:
            made.append(url.name)
            return await call(url, body, **more)

        monkeypatch.setattr(type(channel._request), "call", staticmethod(counted))
        await channel.send(str(an.id), load_act(dump_act(act)))
        assert (world.last(an).text, len(made)) == (said, calls)
        inside = [] if trouble else ["Cho ý kiến"]
        assert [button.text for row in world.last(an).keyboard for button in row] == [*inside, "Văn bản"]
        assert channel.folds is (trouble not in ("older", "setting")), (
            "a server that does not know them is not asked again"
        )
        await channel.stop()


@pytest.mark.parametrize(
    ("fault", "policy"), [("too_many", Policy.RETRY), ("drop", Policy.RETRY), ("blocked", Policy.UNREACHABLE)]
)
async def test_trouble_that_says_nothing_of_a_rich_message_sends_no_text_beside_it(fault: str, policy: Policy) -> None:
    world = World.empty()
    bot = world.add_bot("langnghe_bot", "Lắng Nghe")
    an = world.add_person("an", "Hoàng An")
    async with serving(world) as address:
        channel = TelegramChannel(bot.token, api_url=address, rich_messages=True)
        await channel.start()
        world.open_link(an, channel.entry_link("MOI-1"))
        before = world.last(an).text
        world.faults.add(fault, method="sendRichMessage")
        with pytest.raises(SendError) as raised:
            await channel.send(str(an.id), FOLDED)
        assert (raised.value.policy, world.last(an).text, channel.folds) == (policy, before, True)
        await channel.stop()


def test_section_that_was_queued_before_there_were_tables_is_read() -> None:
    act = load_act('["send","T",[],[],null,false,"",[],"",null,[["Nơi","x: 3",[[0,1]]]]]'.encode())
    assert isinstance(act, Send) and act.folded == (Section("Nơi", RichText("x: 3", ((0, 1),))),)
