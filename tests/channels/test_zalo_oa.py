"""The Official Account: what only this network does."""

from __future__ import annotations

import asyncio
import hashlib
import io
import tomllib
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import orjson
import pytest
from aiohttp import web
from PIL import Image

from channels.messages import Button, FileRef, Keyboard, Kind, MediaKind, Policy, Send, SendError, Sent
from channels.numbered import instruction, numbered
from channels.reach import reachable_until
from channels.zalo_oa import LARGEST_IMAGE, TEXT_LIMIT, ZaloOaChannel
from channels.zalo_oa_errors import refusal, token_refusal
from channels.zalo_oa_tokens import SPENT
from tests.channels.far_end import FarEnd, listening
from tests.channels.networks import OA_CHAT, SECRET, ZALO_OA, introduced, oa_tokens
from tests.channels.oa_tokens import MemoryTokens
from texts.catalogue import catalogue_for
from texts.rich import RichText

REFUSALS = tomllib.loads((Path(__file__).parents[2] / "sandbox" / "zalo_oa_errors.toml").read_text("utf-8"))
T = catalogue_for("vi")
PHOTO = FileRef(MediaKind.PHOTO, 7, "biểu đồ.png")
DOCUMENT = FileRef(MediaKind.DOCUMENT, 8, "Bản tổng hợp ngày 05.docx")
TOPICS: Keyboard = ((Button("Đất đai", "d:1:1:1"),), (Button("Giao thông", "d:1:1:2"), Button("Môi trường", "d:1:1:3")))
CODE = -100


def picture() -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (40, 30), "teal").save(out, "PNG")
    return out.getvalue()


def made(address: str, **more: Any) -> ZaloOaChannel:
    parts: dict[str, Any] = {
        "app_id": "700001",
        "app_secret": f"{SECRET}-app",
        "tokens": oa_tokens(),
        "file_link": lambda _number, _name: None,
        "webhook_secrets": (f"{SECRET}-webhook",),
        "api_url": address,
        "oauth_url": address,
    }
    return ZaloOaChannel("400001", **(parts | more))


@pytest.fixture
async def far() -> AsyncIterator[FarEnd]:
    async with listening(ZALO_OA.healthy) as end:
        yield end


@pytest.fixture
def tokens() -> MemoryTokens:
    return oa_tokens()


@pytest.fixture
def links() -> dict[int, str]:
    return {}


@pytest.fixture
async def channel(far: FarEnd, tokens: MemoryTokens, links: dict[int, str]) -> AsyncIterator[ZaloOaChannel]:
    started = made(far.address, tokens=tokens, file_link=lambda number, _name: links.get(number))
    await started.start()
    far.heard.clear()
    yield started
    await started.stop()


async def failed(channel: ZaloOaChannel, act: Send, content: bytes | None = None) -> SendError:
    with pytest.raises(SendError) as raised:
        await channel.send(OA_CHAT, act, content)
    return raised.value


def said(far: FarEnd) -> list[dict[str, Any]]:
    return [call.body["message"] for call in far.heard if "message" in call.body]


# Buttons


async def test_a_short_keyboard_goes_as_buttons_with_the_numbers_of_its_lines(
    channel: ZaloOaChannel, far: FarEnd
) -> None:
    menu = numbered(TOPICS, instruction(T))
    await channel.send(OA_CHAT, Send(RichText.plain("Dư luận nói về gì?"), TOPICS, menu=menu.lines))
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
    await channel.send("99", Send(RichText.plain("x"), TOPICS))
    stolen = said(far)[0]["attachment"]["payload"]["buttons"][0]["payload"]
    [press] = channel.parse(ZALO_OA.update(stolen))
    assert (press.kind, press.token) == (Kind.BUTTON, "")
    [other] = made(far.address, app_secret="another-secret").parse(ZALO_OA.update(stolen))
    assert other.token == ""


async def test_buttons_of_a_keyboard_that_nobody_made_a_menu_of(channel: ZaloOaChannel, far: FarEnd) -> None:
    keyboard: Keyboard = ((Button("Gửi", "x:1"), Button("Mở", url="https://example.org/p")),)
    await channel.send(OA_CHAT, Send(RichText.plain("Xong?"), keyboard))
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
    await channel.send(OA_CHAT, Send(RichText.plain("Câu 2"), keyboard, menu=menu))
    assert said(far) == [{"text": f"Câu 2\n\n{menu.text}"}]


async def test_five_go_as_buttons_and_what_else_the_menu_says_stays(channel: ZaloOaChannel, far: FarEnd) -> None:
    menu = numbered(many(5), "Hạn trả lời: ngày 20.").lines
    await channel.send(OA_CHAT, Send(RichText.plain("Câu 2"), many(5), menu=menu))
    [message] = said(far)
    assert message["text"] == "Câu 2\n\nHạn trả lời: ngày 20."
    assert len(message["attachment"]["payload"]["buttons"]) == 5


async def test_where_a_word_is_typed_buttons_have_no_number(channel: ZaloOaChannel, far: FarEnd) -> None:
    menu = numbered(TOPICS, instruction(T, digits=False), digits=False).lines
    await channel.send(OA_CHAT, Send(RichText.plain("Bao nhiêu người?"), TOPICS, menu=menu))
    [message] = said(far)
    assert message["text"] == "Bao nhiêu người?"
    assert message["attachment"]["payload"]["buttons"][0]["title"] == "Đất đai"


async def test_the_text_of_buttons_may_have_to_stand_inside(far: FarEnd) -> None:
    channel = made(far.address, button_shape="inner")
    await channel.start()
    far.heard.clear()
    await channel.send(OA_CHAT, Send(RichText.plain("Câu 2"), TOPICS))
    [message] = said(far)
    payload = message["attachment"]["payload"]
    assert "text" not in message
    assert (payload["template_type"], payload["text"], len(payload["buttons"])) == ("button", "Câu 2", 3)
    await channel.stop()


async def test_buttons_that_are_refused_go_as_lines(channel: ZaloOaChannel, far: FarEnd) -> None:
    menu = numbered(TOPICS, instruction(T)).lines
    far.says({"error": -201, "message": "attachment is invalid!"})
    assert await channel.send(OA_CHAT, Send(RichText.plain("Câu 2"), TOPICS, menu=menu)) == Sent("8f1c2e")
    assert said(far)[-1] == {"text": f"Câu 2\n\n{menu.text}"}
    far.says({"error": -201, "message": "user_id is invalid!"})
    assert (await failed(channel, Send(RichText.plain("Câu 2"), TOPICS))).policy is Policy.UNREACHABLE


async def test_when_it_was_sent_is_told_by_the_networks_clock(channel: ZaloOaChannel) -> None:
    sent = await channel.send(OA_CHAT, Send(RichText.plain("x")))
    assert sent.at == datetime.fromtimestamp(1793669400, UTC)


async def test_a_keyboard_without_a_text_goes_as_lines(channel: ZaloOaChannel, far: FarEnd) -> None:
    await channel.send(OA_CHAT, Send(RichText.plain(""), TOPICS))
    await channel.send(OA_CHAT, Send(RichText.plain(""), TOPICS, file=PHOTO), picture())
    alone, caption = said(far)
    assert alone == {"text": "1. Đất đai\n2. Giao thông\n3. Môi trường"}
    assert caption["text"] == alone["text"] and "elements" in caption["attachment"]["payload"]


async def test_buttons_stand_below_the_last_part(channel: ZaloOaChannel, far: FarEnd) -> None:
    await channel.send(OA_CHAT, Send(RichText.plain("a" * TEXT_LIMIT + " b"), TOPICS))
    first, last = said(far)
    assert first == {"text": "a" * TEXT_LIMIT}
    assert last["text"] == "b" and "attachment" in last


# Groups


async def test_a_group_has_its_own_call_and_no_buttons(channel: ZaloOaChannel, far: FarEnd) -> None:
    menu = numbered(TOPICS, instruction(T)).lines
    await channel.send("group:f414c8", Send(RichText.plain("Câu 2"), TOPICS, menu=menu))
    [call] = far.heard
    assert call.method == "message"
    assert call.body == {"recipient": {"group_id": "f414c8"}, "message": {"text": f"Câu 2\n\n{menu.text}"}}


async def test_what_people_typed_calls_nobody_in_a_group(channel: ZaloOaChannel, far: FarEnd) -> None:
    await channel.send("group:f414c8", Send(RichText.plain("hỏi [@123] và [@f414c8]"), menu=RichText.plain("[@1]")))
    [message] = said(far)
    assert "[@" not in message["text"]
    assert message["text"].replace("\u2060", "") == "hỏi [@123] và [@f414c8]\n\n[@1]"


# Files


async def test_a_picture_is_uploaded_once_for_everybody(channel: ZaloOaChannel, far: FarEnd) -> None:
    for chat in (OA_CHAT, "77", "group:f414c8"):
        await channel.send(chat, Send(RichText.plain("Biểu đồ"), file=PHOTO), picture())
    assert [call.method for call in far.heard] == ["image", "cs", "cs", "message"]
    assert far.heard[0].body["file"] == ("biểu đồ.png", picture())
    element = {"media_type": "image", "attachment_id": "image-1"}
    payload = {"template_type": "media", "elements": [element]}
    assert said(far) == [{"text": "Biểu đồ", "attachment": {"type": "template", "payload": payload}}] * 3


async def test_a_document_goes_as_a_file_and_its_text_before_it_is_gone(channel: ZaloOaChannel, far: FarEnd) -> None:
    await channel.send(OA_CHAT, Send(RichText.plain("Bản tổng hợp"), TOPICS, file=DOCUMENT), b"docx")
    assert [call.method for call in far.heard] == ["file", "cs", "cs"]
    file, text = said(far)
    assert file == {"attachment": {"type": "file", "payload": {"token": "file-1"}}}
    assert text["text"] == "Bản tổng hợp" and len(text["attachment"]["payload"]["buttons"]) == 3


async def test_a_picture_with_buttons_is_two_messages(channel: ZaloOaChannel, far: FarEnd) -> None:
    await channel.send(OA_CHAT, Send(RichText.plain("Biểu đồ"), TOPICS, file=PHOTO), picture())
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
    await channel.send(OA_CHAT, Send(RichText.plain("Mời xem"), file=file), content)
    links[7] = "https://langnghe.example/files/7?sig=x"
    await channel.send(OA_CHAT, Send(RichText.plain("Mời xem"), file=file), content)
    without, with_link = [message["text"] for message in said(far)]
    assert without.startswith("Mời xem\n\n") and file.name in without and "http" not in without
    assert f"\n{links[7]}\n" in with_link


async def test_an_uploaded_file_that_the_network_forgot_is_uploaded_again(channel: ZaloOaChannel, far: FarEnd) -> None:
    act = Send(RichText.plain("Biểu đồ"), file=PHOTO)
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
    await channel.send(OA_CHAT, Send(RichText.plain("x"), file=DOCUMENT), content)
    assert far.heard[0].body["file"] == (DOCUMENT.name, content)


async def test_a_file_whose_name_is_odd(channel: ZaloOaChannel, far: FarEnd) -> None:
    odd = FileRef(MediaKind.DOCUMENT, 7, 'a"b\r\nX-Evil: 1\\ /../"; x="y.pdf')
    await channel.send(OA_CHAT, Send(RichText.plain("x"), file=odd), b"pdf")
    name, content = far.heard[0].body["file"]
    assert (content, name) == (b"pdf", "a b  X-Evil: 1   ..  ; x= y.pdf")


async def test_an_upload_that_gives_nothing_to_send_is_tried_again(channel: ZaloOaChannel, far: FarEnd) -> None:
    far.says({"data": {}, "error": 0, "message": "Success"})
    error = await failed(channel, Send(RichText.plain("x"), file=PHOTO), picture())
    assert (error.policy, error.reason) == (Policy.RETRY, "garbage")


async def test_a_part_that_was_refused_is_the_next_to_go(channel: ZaloOaChannel, far: FarEnd) -> None:
    act = Send(RichText.plain("\n\n".join(letter * 1000 for letter in "abc")))
    far.says(ZALO_OA.healthy("cs"))
    far.says(b"<html>", 502)
    assert (await failed(channel, act)).policy is Policy.RETRY
    await channel.send(OA_CHAT, act)
    assert [message["text"][0] for message in said(far)] == ["a", "b", "b", "c"]


# Tokens, on the wire


@pytest.mark.parametrize("code", [-216, -220, "-216"])
async def test_a_refused_access_token_is_exchanged_once_and_the_call_made_again(
    channel: ZaloOaChannel, far: FarEnd, tokens: MemoryTokens, code: int | str
) -> None:
    far.says({"error": code, "message": "Access token is invalid"})
    assert await channel.send(OA_CHAT, Send(RichText.plain("x"))) == Sent("8f1c2e")
    assert [call.method for call in far.heard] == ["cs", "access_token", "cs"]
    form = {"refresh_token": f"{SECRET}-refresh-1", "app_id": "700001", "grant_type": "refresh_token"}
    assert far.heard[1].body == form
    assert [kept.previous is not None for kept in tokens.saved] == [True, False]
    far.says({"error": code})
    far.says(ZALO_OA.healthy("access_token"))
    far.says({"error": code})
    error = await failed(channel, Send(RichText.plain("x")))
    assert (error.policy, error.reason) == (Policy.ACCOUNT, "token")


@pytest.mark.parametrize(
    ("body", "policy", "reason"),
    [
        ({"error": -14002, "error_name": "Invalid app id"}, Policy.ACCOUNT, "app"),
        ({"error": -14004, "error_name": "Invalid secret key"}, Policy.ACCOUNT, "app_secret"),
        ({"error": -14014, "error_name": "x"}, Policy.ACCOUNT, SPENT),
        ({"error": -1, "error_name": "x"}, Policy.ACCOUNT, SPENT),
        ({"error": "-118", "message": "x"}, Policy.ACCOUNT, SPENT),
        ({"error": -32, "message": "limit"}, Policy.RETRY, "flood"),
        ({"access_token": "x"}, Policy.RETRY, "garbage"),
        ({"access_token": "", "refresh_token": "", "error": 0}, Policy.RETRY, "garbage"),
        ([], Policy.RETRY, "garbage"),
    ],
)
async def test_tokens_that_are_not_given(
    channel: ZaloOaChannel, far: FarEnd, tokens: MemoryTokens, body: object, policy: Policy, reason: str
) -> None:
    before = tokens.tokens
    far.says({"error": -216})
    far.says(body)
    error = await failed(channel, Send(RichText.plain("x")))
    assert (error.policy, error.reason) == (policy, reason)
    assert tokens.tokens == before and not tokens.saved


async def test_who_stops_in_mid_exchange_waits_until_the_pair_is_kept(far: FarEnd, tokens: MemoryTokens) -> None:
    channel = made(far.address, tokens=tokens)
    await channel.start()
    asked, answered = asyncio.Event(), asyncio.Event()

    async def late(_request: web.Request) -> web.Response:
        asked.set()
        await answered.wait()
        return web.json_response(ZALO_OA.healthy("access_token"))

    far.replies.append(late)
    renewing = asyncio.ensure_future(channel.renew_tokens())
    await asked.wait()
    stopping = asyncio.ensure_future(channel.stop())
    renewing.cancel()
    await asyncio.wait([renewing])
    assert not stopping.done()
    answered.set()
    await stopping
    assert tokens.tokens is not None and tokens.tokens.current.refresh == f"{SECRET}-refresh-2"


async def test_the_accounts_own_limit_holds_back_all_of_it(channel: ZaloOaChannel, far: FarEnd) -> None:
    far.says({"error": -32})
    assert (await failed(channel, Send(RichText.plain("x")))).whole_account
    far.says({"error": -200})
    assert not (await failed(channel, Send(RichText.plain("x")))).whole_account


async def test_tokens_of_another_account_are_found_out_at_once(far: FarEnd) -> None:
    channel = made(far.address)
    far.says({"data": {"oa_id": "400002", "name": "Khác"}, "error": 0})
    with pytest.raises(SendError) as raised:
        await channel.start()
    assert (raised.value.policy, raised.value.reason) == (Policy.ACCOUNT, "other_account")


# Webhooks

BODY = (
    b'{"app_id":"700001", "event_name":"user_send_text","timestamp":"1793669400000","message":{"text":"ch\xc3\xa0o"}}'
)


def mac(
    first: str = "700001", secret: str = f"{SECRET}-webhook", time: str = "1793669400000", body: bytes = BODY
) -> str:
    return hashlib.sha256(first.encode() + body + time.encode() + secret.encode()).hexdigest()


@pytest.mark.parametrize("header", ["X-ZEvent-Signature", "x-zevent-signature"])
@pytest.mark.parametrize("first", ["700001", "400001"])
@pytest.mark.parametrize("prefix", ["mac=", "", " mac="])
def test_a_signature_in_every_form_that_was_seen(header: str, first: str, prefix: str) -> None:
    channel = made("http://127.0.0.1:9")
    assert channel.vouches({header: prefix + mac(first)}, BODY)
    assert channel.vouches({header: prefix + mac(first).upper()}, BODY)
    assert channel.vouches({header: prefix + mac(first, time="5"), "X-ZEvent-Timestamp": "5"}, BODY)
    number = BODY.replace(b'"1793669400000"', b"1793669400000")
    assert channel.vouches({header: prefix + mac(first, body=number)}, number)


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"X-ZEvent-Signature": ""},
        {"X-ZEvent-Signature": "mac="},
        {"X-ZEvent-Signature": "mac=đ"},
        {"X-ZEvent-Signature": mac(secret="another")},
        {"X-ZEvent-Signature": mac(secret="")},
        {"X-ZEvent-Signature": mac(first="")},
        {"X-ZEvent-Signature": mac(secret=f"{SECRET}-app")},
        {"X-ZEvent-Signature": mac(time="1793669400001")},
        {"X-ZEvent-Signature": mac(body=BODY + b" ")},
        {"X-ZEvent-Signature": mac(body=orjson.dumps(orjson.loads(BODY)))},
    ],
)
def test_a_forged_webhook_is_none(headers: dict[str, str]) -> None:
    assert not made("http://127.0.0.1:9").vouches(headers, BODY)


def test_which_secret_and_first_term_are_settings() -> None:
    both = made("http://127.0.0.1:9", webhook_secrets=(f"{SECRET}-webhook", f"{SECRET}-app"))
    for secret in (f"{SECRET}-webhook", f"{SECRET}-app"):
        assert both.vouches({"X-ZEvent-Signature": mac(secret=secret)}, BODY)
    without = made("http://127.0.0.1:9", webhook_secrets=())
    assert without.vouches({"X-ZEvent-Signature": mac(secret=f"{SECRET}-app")}, BODY)
    strict = made("http://127.0.0.1:9", first_terms=("account",))
    assert strict.vouches({"X-ZEvent-Signature": mac("400001")}, BODY)
    assert not strict.vouches({"X-ZEvent-Signature": mac("700001")}, BODY)


@pytest.mark.parametrize("body", [b"", b"<html>", b"[]", b"{}", b'{"timestamp":null}', b'{"timestamp":{}}', b"\xff"])
def test_what_has_no_time_is_not_signed_without_one(body: bytes) -> None:
    channel = made("http://127.0.0.1:9")
    assert not channel.vouches({"X-ZEvent-Signature": mac(time="", body=body)}, body)
    assert channel.is_ping(body) is (not body)


@pytest.mark.parametrize("ids", [("", "700001"), ("400001", ""), ("abc", "700001"), ("400001", "7\n"), ("4 1", "7")])
def test_what_is_no_id_is_refused(ids: tuple[str, str]) -> None:
    with pytest.raises(ValueError):
        ZaloOaChannel(ids[0], app_id=ids[1], app_secret="secret", tokens=oa_tokens(), file_link=lambda _a, _b: None)


def test_it_needs_menus_and_edits_nothing() -> None:
    channel = introduced(ZALO_OA)
    assert (channel.buttons, channel.edits, channel.link("MOI-7F3K")) == (False, False, "")


# Windows


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
