"""Private chats: Start and deep links, buttons honest and forged, blocking, media that people send."""

from __future__ import annotations

import aiohttp
import pytest

from sandbox.acts import ActError
from sandbox.world import World
from tests.sandbox.conftest import Api
from tests.sandbox.pictures import PNG, picture

AN = 5_001_000_001


def keyboard(*labels: str) -> dict[str, object]:
    return {"inline_keyboard": [[{"text": label, "callback_data": f"to:{label}"}] for label in labels]}


async def test_a_deep_link_becomes_start_with_its_code(world: World, api: Api) -> None:
    world.open_link("an", "https://t.me/thu_bot?start=ABC-12_x")
    message = (await api.updates())[0]["message"]
    assert message["text"] == "/start ABC-12_x"
    assert message["entities"] == [{"type": "bot_command", "offset": 0, "length": 6}]
    assert message["chat"] == {"id": AN, "first_name": "Hoàng An", "type": "private"}
    for bad in ("https://t.me/other_bot?start=a", "https://t.me/thu_bot?start=a b", "https://example.org/thu_bot"):
        with pytest.raises(ActError, match="bad_link"):
            world.open_link("an", bad)


async def test_a_tap_carries_the_message_and_the_data(world: World, api: Api) -> None:
    world.start("an")
    sent = await api.ok("sendMessage", chat_id=AN, text="chọn", reply_markup=keyboard("Đất đai", "Y tế"))
    assert world.last("an").labels() == ["Đất đai", "Y tế"]
    tap = world.press("an", None, sent["message_id"], "to:Y tế")
    query = (await api.updates())[-1]["callback_query"]
    assert (query["id"], query["data"]) == (tap.id, "to:Y tế")
    assert query["message"]["message_id"] == sent["message_id"]
    assert query["message"]["reply_markup"] == {"inline_keyboard": keyboard("Đất đai", "Y tế")["inline_keyboard"]}


async def test_buttons_that_are_not_there(world: World, api: Api) -> None:
    world.start("an")
    sent = await api.ok("sendMessage", chat_id=AN, text="chọn", reply_markup=keyboard("A"))
    with pytest.raises(ActError, match="no_button"):
        world.press("an", None, sent["message_id"], "to:B")
    with pytest.raises(ActError, match="no_button"):
        world.press_label("an", None, "B")
    world.press("an", None, sent["message_id"], "to:B", force=True)
    await api.ok("deleteMessage", chat_id=AN, message_id=sent["message_id"])
    with pytest.raises(ActError, match="no_message"):
        world.press("an", None, sent["message_id"], "to:A")
    world.press("an", None, sent["message_id"], "to:A", force=True)
    forged, late = (await api.updates())[-2:]
    assert (forged["callback_query"]["data"], forged["callback_query"]["message"]["text"]) == ("to:B", "chọn")
    assert late["callback_query"]["message"]["date"] == 0, "a message that is gone is inaccessible"


async def test_blocking_and_starting_again(world: World, api: Api) -> None:
    world.start("an")
    world.block("an")
    world.block("an")
    with pytest.raises(ActError, match="bot_blocked"):
        world.say("an", None, "ơ")
    assert "blocked" in await api.refused("sendMessage", chat_id=AN, text="a")
    assert "blocked" in await api.refused("sendChatAction", chat_id=AN, action="typing")
    world.start("an")
    await api.ok("sendMessage", chat_id=AN, text="b")
    kinds = [next(kind for kind in update if kind != "update_id") for update in await api.updates()]
    assert kinds == ["message", "my_chat_member", "my_chat_member", "message"]


async def test_a_person_that_is_gone(world: World) -> None:
    world.start("an")
    world.deactivate("an")
    with pytest.raises(ActError, match="deactivated"):
        world.say("an", None, "a")
    with pytest.raises(ActError, match="unknown_person"):
        world.say("khong-co", None, "a")


async def test_what_else_people_send(world: World, api: Api) -> None:
    world.send_photo("an", None, PNG, "ngập ở chợ")
    world.album("an", None, [PNG, picture(10, 10, "JPEG")], "hai ảnh")
    world.send_document("an", None, b"%PDF", "biên bản.pdf")
    world.send_voice("an", None, b"OggS", 7)
    world.send_video("an", None, b"mp4", "quay ở chợ")
    world.send_sticker("an", None)
    world.send_contact("an", None)
    world.send_contact("an", None, "+84911", "Người khác")
    world.send_location("an", None, 10.5, 105.25)
    photo, one, two, document, voice, video, sticker, own, other, place = [u["message"] for u in await api.updates()]
    assert photo["caption"] == "ngập ở chợ"
    small, large = photo["photo"]
    assert (small["width"], large["width"], large["height"], large["file_size"]) == (90, 160, 120, len(PNG))
    assert one["media_group_id"] == two["media_group_id"]
    assert (one["caption"], "caption" in two) == ("hai ảnh", False)
    assert (document["document"]["file_name"], document["document"]["mime_type"]) == ("biên bản.pdf", "application/pdf")
    assert voice["voice"]["duration"] == 7
    assert (video["caption"], video["video"]["width"]) == ("quay ở chợ", 640)
    assert sticker["sticker"]["emoji"] == "👍"
    assert (own["contact"]["user_id"], own["contact"]["phone_number"]) == (AN, "+84900000001")
    assert "user_id" not in other["contact"]
    assert place["location"] == {"latitude": 10.5, "longitude": 105.25}
    with pytest.raises(ActError, match="not_picture"):
        world.send_photo("an", None, b"x")


async def test_files_come_down(world: World, api: Api) -> None:
    world.send_document("an", None, b"%PDF-1", "a.pdf")
    document = (await api.updates())[0]["message"]["document"]
    file = await api.ok("getFile", file_id=document["file_id"])
    url = f"{api.address}/file/bot{{}}/{file['file_path']}"
    async with api.session.get(url.format(api.token)) as response:
        assert (response.status, await response.read()) == (200, b"%PDF-1")
    async with api.session.get(url.format("1:x")) as response:
        assert response.status == 401
    async with api.session.get(f"{api.address}/file/bot{api.token}/documents/file_99.pdf") as response:
        assert response.status == 404
    again = await api.ok("sendDocument", chat_id=AN, document=document["file_id"])
    assert again["document"]["file_id"] == document["file_id"], "a file_id can be sent again"
    form = aiohttp.FormData({"chat_id": str(AN), "voice": "attach://tep", "duration": "4"})
    form.add_field("tep", b"OggS", filename="loi.oga", content_type="audio/ogg")
    async with api.session.post(f"{api.address}/bot{api.token}/sendVoice", data=form) as response:
        voice = (await response.json())["result"]["voice"]
    assert (voice["duration"], voice["mime_type"]) == (4, "audio/ogg")


async def test_people_only_edit_their_own(world: World, api: Api) -> None:
    world.start("an")
    sent = await api.ok("sendMessage", chat_id=AN, text="của bot")
    with pytest.raises(ActError, match="not_yours"):
        world.edit("an", None, sent["message_id"], "x")
    with pytest.raises(ActError, match="no_message"):
        world.edit("an", None, 999, "x")


async def test_a_chat_forgets_what_is_long_ago(world: World, api: Api) -> None:
    world.history = 20
    first = world.say("an", None, "đầu")
    for number in range(20):
        world.say("an", None, str(number))
    assert [view.text for view in world.messages(None, "an")] == [str(number) for number in range(20)]
    assert "not found" in await api.refused("deleteMessage", chat_id=AN, message_id=first.id)


async def test_text_with_marks(world: World, api: Api) -> None:
    world.start("an")
    sent = await api.ok(
        "sendMessage", chat_id=AN, parse_mode="HTML",
        text="  <b>Số 🌾</b> &amp; <a href='https://vi.example/x'>xem <i>thêm</i></a> /menu  ",
    )  # fmt: skip
    assert sent["text"] == "Số 🌾 & xem thêm /menu"
    marks = [(mark["type"], mark["offset"], mark["length"]) for mark in sent["entities"]]
    assert marks == [("bold", 0, 5), ("text_link", 8, 8), ("italic", 12, 4), ("bot_command", 17, 5)]
    given = [{"type": "bold", "offset": 2, "length": 2}]
    sent = await api.ok("sendMessage", chat_id=AN, text="  ab  ", entities=given)
    assert (sent["text"], sent["entities"]) == ("ab", [{"type": "bold", "offset": 0, "length": 2}])
    sent = await api.ok("sendMessage", chat_id=AN, text="😀" * 2048)
    assert len(sent["text"]) == 2048


async def test_silence_and_commands(world: World, api: Api) -> None:
    world.start("an")
    await api.ok("sendMessage", chat_id=AN, text="khẽ", disable_notification=True)
    assert world.last("an").silent
    rows = [{"command": "baocao", "description": "Viết báo cáo"}]
    await api.ok("setMyCommands", commands=rows, scope={"type": "chat", "chat_id": AN}, language_code="vi")
    found = await api.ok("getMyCommands", scope={"type": "chat", "chat_id": AN}, language_code="vi")
    assert found == rows
    assert await api.ok("getMyCommands") == []
    assert (await api.ok("getChat", chat_id=AN))["first_name"] == "Hoàng An"
    assert await api.ok("sendChatAction", chat_id=AN, action="typing") is True
