"""The adapter against the look-alike server that the demo runs on: the whole way there and back."""

from __future__ import annotations

import io

import pytest
from PIL import Image

from channels.messages import AnswerTap, Button, Delete, Edit, FileRef, Kind, MediaKind, Policy, Send, SendError
from channels.telegram.adapter import TelegramChannel
from sandbox.run import serving
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
