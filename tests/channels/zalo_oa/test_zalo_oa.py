"""The Official Account: what only this network does."""

from __future__ import annotations

import io
import tomllib
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from PIL import Image

from channels.messages import Button, FileRef, Keyboard, Kind, MediaKind, Policy, Send, Sent
from channels.numbered import instruction, numbered
from channels.zalo_oa.adapter import LARGEST_IMAGE, TEXT_LIMIT, ZaloOaChannel
from channels.zalo_oa.errors import refusal, token_refusal
from channels.zalo_oa.window import reachable_until
from tests.channels.far_end import FarEnd
from tests.channels.networks import OA_CHAT, ZALO_OA, introduced
from tests.channels.zalo_oa.official import channel, failed, far, links, made, said, tokens  # noqa: F401
from texts.catalogue import catalogue_for
from texts.rich import RichText

# ruff: noqa: F811

REFUSALS = tomllib.loads((Path(__file__).parents[3] / "sandbox" / "zalo_oa_errors.toml").read_text("utf-8"))

T = catalogue_for("vi")

PHOTO = FileRef(MediaKind.PHOTO, 7, "biểu đồ.png")

DOCUMENT = FileRef(MediaKind.DOCUMENT, 8, "Bản tổng hợp ngày 05.docx")

TOPICS: Keyboard = ((Button("Đất đai", "d:1:1:1"),), (Button("Giao thông", "d:1:1:2"), Button("Môi trường", "d:1:1:3")))

CODE = -100


def picture() -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (40, 30), "teal").save(out, "PNG")
    return out.getvalue()


async def test_a_short_keyboard_goes_as_buttons_with_the_numbers_of_its_lines(
    channel: ZaloOaChannel, far: FarEnd
) -> None:
    menu = numbered(TOPICS, instruction(T))
    await channel.send(OA_CHAT, Send(RichText("Dư luận nói về gì?"), TOPICS, menu=menu.lines))
    [message] = said(far)
    assert message["text"] == "Dư luận nói về gì?", "nothing is said twice"
    attachment = message["attachment"]
    assert attachment["type"] == "template" and attachment["payload"].keys() == {"buttons"}
    buttons = attachment["payload"]["buttons"]
    assert [button["title"] for button in buttons] == ["1. Đất đai", "2. Giao thông", "3. Môi trường"]
    assert {button["type"] for button in buttons} == {"oa.query.hide"}
    for button, token in zip(buttons, ("d:1:1:1", "d:1:1:2", "d:1:1:3"), strict=True):
        assert len(button["payload"]) <= 1000
        [press] = channel.parse(ZALO_OA.update(button["payload"]))
        assert (press.kind, press.token, press.text) == (Kind.BUTTON, token, "")


async def test_a_press_counts_in_the_chat_that_it_was_sent_to(channel: ZaloOaChannel, far: FarEnd) -> None:
    await channel.send("99", Send(RichText("x"), TOPICS))
    stolen = said(far)[0]["attachment"]["payload"]["buttons"][0]["payload"]
    [press] = channel.parse(ZALO_OA.update(stolen))
    assert (press.kind, press.token) == (Kind.BUTTON, "")
    [other] = made(far.address, app_secret="another-secret").parse(ZALO_OA.update(stolen))
    assert other.token == ""


async def test_buttons_of_a_keyboard_that_nobody_made_a_menu_of(channel: ZaloOaChannel, far: FarEnd) -> None:
    keyboard: Keyboard = ((Button("Gửi", "x:1"), Button("Mở", url="https://example.org/p")),)
    await channel.send(OA_CHAT, Send(RichText("Xong?"), keyboard))
    buttons = said(far)[0]["attachment"]["payload"]["buttons"]
    assert buttons[1] == {"title": "Mở", "type": "oa.open.url", "payload": {"url": "https://example.org/p"}}
    assert said(far)[0]["text"] == "Xong?"


def many(count: int) -> Keyboard:
    return tuple((Button(f"Việc {number}", f"v:{number}"),) for number in range(count))


@pytest.mark.parametrize(
    ("keyboard", "several"),
    [
        pytest.param(many(6), False, id="six"),
        pytest.param(TOPICS, True, id="several answers"),
        pytest.param(((Button("a" * 60, "v:1"),),), False, id="a long label"),
        pytest.param(((Button("Mở", url="tg://user?id=1"),),), False, id="no web address"),
        pytest.param(((Button("Đi", "a b"),),), False, id="a token with white space"),
    ],
)
async def test_what_no_buttons_can_carry_goes_as_lines(
    channel: ZaloOaChannel, far: FarEnd, keyboard: Keyboard, several: bool
) -> None:
    menu = numbered(keyboard, instruction(T, several=several)).lines
    await channel.send(OA_CHAT, Send(RichText("Câu 2"), keyboard, menu=menu))
    assert said(far) == [{"text": f"Câu 2\n\n{menu.text}"}]


async def test_five_go_as_buttons_and_what_else_the_menu_says_stays(channel: ZaloOaChannel, far: FarEnd) -> None:
    menu = numbered(many(5), "Hạn trả lời: ngày 20.").lines
    await channel.send(OA_CHAT, Send(RichText("Câu 2"), many(5), menu=menu))
    [message] = said(far)
    assert message["text"] == "Câu 2\n\nHạn trả lời: ngày 20."
    assert len(message["attachment"]["payload"]["buttons"]) == 5


async def test_where_a_word_is_typed_buttons_have_no_number(channel: ZaloOaChannel, far: FarEnd) -> None:
    menu = numbered(TOPICS, instruction(T, digits=False), digits=False).lines
    await channel.send(OA_CHAT, Send(RichText("Bao nhiêu người?"), TOPICS, menu=menu))
    [message] = said(far)
    assert message["text"] == "Bao nhiêu người?"
    assert message["attachment"]["payload"]["buttons"][0]["title"] == "Đất đai"


async def test_the_text_of_buttons_may_have_to_stand_inside(far: FarEnd) -> None:
    channel = made(far.address, button_shape="inner")
    await channel.start()
    far.heard.clear()
    await channel.send(OA_CHAT, Send(RichText("Câu 2"), TOPICS))
    [message] = said(far)
    payload = message["attachment"]["payload"]
    assert "text" not in message
    assert (payload["template_type"], payload["text"], len(payload["buttons"])) == ("button", "Câu 2", 3)
    await channel.stop()


async def test_buttons_that_are_refused_go_as_lines(channel: ZaloOaChannel, far: FarEnd) -> None:
    menu = numbered(TOPICS, instruction(T)).lines
    far.says({"error": -201, "message": "attachment is invalid!"})
    assert await channel.send(OA_CHAT, Send(RichText("Câu 2"), TOPICS, menu=menu)) == Sent("8f1c2e")
    assert said(far)[-1] == {"text": f"Câu 2\n\n{menu.text}"}
    far.says({"error": -201, "message": "user_id is invalid!"})
    assert (await failed(channel, Send(RichText("Câu 2"), TOPICS))).policy is Policy.UNREACHABLE


async def test_when_it_was_sent_is_told_by_the_networks_clock(channel: ZaloOaChannel) -> None:
    sent = await channel.send(OA_CHAT, Send(RichText("x")))
    assert sent.at == datetime.fromtimestamp(1793669400, UTC)


async def test_a_keyboard_without_a_text_goes_as_lines(channel: ZaloOaChannel, far: FarEnd) -> None:
    await channel.send(OA_CHAT, Send(RichText(""), TOPICS))
    await channel.send(OA_CHAT, Send(RichText(""), TOPICS, file=PHOTO), picture())
    alone, caption = said(far)
    assert alone == {"text": "1. Đất đai\n2. Giao thông\n3. Môi trường"}
    assert caption["text"] == alone["text"] and "elements" in caption["attachment"]["payload"]


async def test_buttons_stand_below_the_last_part(channel: ZaloOaChannel, far: FarEnd) -> None:
    await channel.send(OA_CHAT, Send(RichText("a" * TEXT_LIMIT + " b"), TOPICS))
    first, last = said(far)
    assert first == {"text": "a" * TEXT_LIMIT}
    assert last["text"] == "b" and "attachment" in last


async def test_a_group_has_its_own_call_and_no_buttons(channel: ZaloOaChannel, far: FarEnd) -> None:
    menu = numbered(TOPICS, instruction(T)).lines
    await channel.send("group:f414c8", Send(RichText("Câu 2"), TOPICS, menu=menu))
    [call] = far.heard
    assert call.method == "message"
    assert call.body == {"recipient": {"group_id": "f414c8"}, "message": {"text": f"Câu 2\n\n{menu.text}"}}


async def test_what_people_typed_calls_nobody_in_a_group(channel: ZaloOaChannel, far: FarEnd) -> None:
    await channel.send("group:f414c8", Send(RichText("hỏi [@123] và [@f414c8]"), menu=RichText("[@1]")))
    [message] = said(far)
    assert "[@" not in message["text"]
    assert message["text"].replace("\u2060", "") == "hỏi [@123] và [@f414c8]\n\n[@1]"


async def test_a_picture_is_uploaded_once_for_everybody(channel: ZaloOaChannel, far: FarEnd) -> None:
    for chat in (OA_CHAT, "77", "group:f414c8"):
        await channel.send(chat, Send(RichText("Biểu đồ"), file=PHOTO), picture())
    assert [call.method for call in far.heard] == ["image", "cs", "cs", "message"]
    assert far.heard[0].body["file"] == ("biểu đồ.png", picture())
    element = {"media_type": "image", "attachment_id": "image-1"}
    payload = {"template_type": "media", "elements": [element]}
    assert said(far) == [{"text": "Biểu đồ", "attachment": {"type": "template", "payload": payload}}] * 3


async def test_a_document_goes_as_a_file_and_its_text_before_it_is_gone(channel: ZaloOaChannel, far: FarEnd) -> None:
    await channel.send(OA_CHAT, Send(RichText("Bản tổng hợp"), TOPICS, file=DOCUMENT), b"docx")
    assert [call.method for call in far.heard] == ["file", "cs", "cs"]
    file, text = said(far)
    assert file == {"attachment": {"type": "file", "payload": {"token": "file-1"}}}
    assert text["text"] == "Bản tổng hợp" and len(text["attachment"]["payload"]["buttons"]) == 3


async def test_a_picture_with_buttons_is_two_messages(channel: ZaloOaChannel, far: FarEnd) -> None:
    await channel.send(OA_CHAT, Send(RichText("Biểu đồ"), TOPICS, file=PHOTO), picture())
    first, second = said(far)
    assert "text" not in first
    assert second["text"] == "Biểu đồ" and "buttons" in second["attachment"]["payload"]


@pytest.mark.parametrize(
    ("file", "content"),
    [
        (FileRef(MediaKind.PHOTO, 7, "biểu đồ.png"), b"GIF89a"),
        (FileRef(MediaKind.PHOTO, 7, "biểu đồ.png"), b"\x89PNG\r\n\x1a\n" + bytes(LARGEST_IMAGE)),
        (FileRef(MediaKind.DOCUMENT, 7, "bảng.xlsx"), b"x"),
        (FileRef(MediaKind.DOCUMENT, 7, "bản.pdf"), bytes(5 * 1024 * 1024 + 1)),
        (FileRef(MediaKind.VOICE, 7, "lời.ogg"), b"x"),
        (FileRef(MediaKind.DOCUMENT, 7, "bản.pdf"), None),
    ],
)
async def test_what_the_network_does_not_take_is_a_link_or_a_word(
    channel: ZaloOaChannel, far: FarEnd, links: dict[int, str], file: FileRef, content: bytes | None
) -> None:
    await channel.send(OA_CHAT, Send(RichText("Mời xem"), file=file), content)
    links[7] = "https://langnghe.example/files/7?sig=x"
    await channel.send(OA_CHAT, Send(RichText("Mời xem"), file=file), content)
    without, with_link = [message["text"] for message in said(far)]
    assert without.startswith("Mời xem\n\n") and file.name in without and "http" not in without
    assert f"\n{links[7]}\n" in with_link


async def test_an_uploaded_file_that_the_network_forgot_is_uploaded_again(channel: ZaloOaChannel, far: FarEnd) -> None:
    act = Send(RichText("Biểu đồ"), file=PHOTO)
    await channel.send(OA_CHAT, act, picture())
    far.heard.clear()
    far.says({"error": CODE, "message": "Attachment is expired"})
    await channel.send(OA_CHAT, act, picture())
    assert [call.method for call in far.heard] == ["cs", "image", "cs"]
    far.says({"error": CODE, "message": "Attachment is expired"})
    far.says(ZALO_OA.healthy("image"))
    far.says({"error": CODE, "message": "Attachment is expired"})
    error = await failed(channel, act, picture())
    assert (error.policy, error.reason) == (Policy.FAIL, "bad_file"), "but not for ever"


async def test_a_large_document(channel: ZaloOaChannel, far: FarEnd) -> None:
    content = bytes(range(256)) * 4096 * 5
    await channel.send(OA_CHAT, Send(RichText("x"), file=DOCUMENT), content)
    assert far.heard[0].body["file"] == (DOCUMENT.name, content)


async def test_a_file_whose_name_is_odd(channel: ZaloOaChannel, far: FarEnd) -> None:
    odd = FileRef(MediaKind.DOCUMENT, 7, 'a"b\r\nX-Evil: 1\\ /../"; x="y.pdf')
    await channel.send(OA_CHAT, Send(RichText("x"), file=odd), b"pdf")
    name, content = far.heard[0].body["file"]
    assert (content, name) == (b"pdf", "a b  X-Evil: 1   ..  ; x= y.pdf")


async def test_an_upload_that_gives_nothing_to_send_is_tried_again(channel: ZaloOaChannel, far: FarEnd) -> None:
    far.says({"data": {}, "error": 0, "message": "Success"})
    error = await failed(channel, Send(RichText("x"), file=PHOTO), picture())
    assert (error.policy, error.reason) == (Policy.RETRY, "garbage")


async def test_a_part_that_was_refused_is_the_next_to_go(channel: ZaloOaChannel, far: FarEnd) -> None:
    act = Send(RichText("\n\n".join(letter * 1000 for letter in "abc")))
    far.says(ZALO_OA.healthy("cs"))
    far.says(b"<html>", 502)
    assert (await failed(channel, act)).policy is Policy.RETRY
    await channel.send(OA_CHAT, act)
    assert [message["text"][0] for message in said(far)] == ["a", "b", "b", "c"]


def test_it_needs_menus_and_edits_nothing() -> None:
    channel = introduced(ZALO_OA)
    assert (channel.buttons, channel.edits, channel.entry_link("MOI-7F3K")) == (False, False, "")


def test_until_when_a_person_can_be_reached() -> None:
    wrote = datetime(2026, 11, 1, 8, 0, tzinfo=UTC)
    assert reachable_until(wrote) == wrote + timedelta(days=7)
    assert reachable_until(wrote, billed=False) == wrote + timedelta(hours=48)


def test_every_refusal_of_the_look_alike_server_is_understood() -> None:
    for name, row in REFUSALS.items():
        answer = {"error": row["code"], "message": row["message"]}
        error = token_refusal(200, answer) if "refresh" in name else refusal(200, answer)
        assert error.reason != "unknown", name
        assert (error.policy is Policy.RETRY) == (name in ("rate", "send_failed")), name
