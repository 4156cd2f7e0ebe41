"""The Zalo bot's account: what only this network does."""

from __future__ import annotations

import tomllib
from collections.abc import AsyncIterator
from datetime import UTC, datetime
from pathlib import Path

import orjson
import pytest

from channels.messages import Button, FileRef, MediaKind, Policy, Send, SendError, Sent
from channels.transport import _PublicResolver
from channels.zalo_bot.adapter import TEXT_LIMIT, ZaloBotChannel
from channels.zalo_bot.errors import refusal
from tests.channels.far_end import FarEnd, listening
from tests.channels.networks import SECRET, ZALO_BOT, ZALO_CHAT, introduced
from texts.rich import RichText

REFUSALS = tomllib.loads((Path(__file__).parents[3] / "sandbox" / "zalo_errors.toml").read_text("utf-8"))
PHOTO = FileRef(MediaKind.PHOTO, 7, "biểu đồ.png")
DOCUMENT = FileRef(MediaKind.DOCUMENT, 8, "Bản tổng hợp ngày 05.docx")


@pytest.fixture
async def far() -> AsyncIterator[FarEnd]:
    async with listening(ZALO_BOT.healthy) as end:
        yield end


@pytest.fixture
def links() -> dict[int, str]:
    return {}


@pytest.fixture
async def channel(far: FarEnd, links: dict[int, str]) -> AsyncIterator[ZaloBotChannel]:
    made = ZaloBotChannel(
        f"200001:{SECRET}", file_link=lambda number, _name, _chat: links.get(number), api_url=far.address
    )
    await made.start()
    far.heard.clear()
    yield made
    await made.stop()


async def failed(channel: ZaloBotChannel, act: Send) -> SendError:
    with pytest.raises(SendError) as raised:
        await channel.send(ZALO_CHAT, act)
    return raised.value


def test_it_has_neither_buttons_nor_edits_nor_links_with_a_code() -> None:
    channel = introduced(ZALO_BOT)
    assert (channel.buttons, channel.edits, channel.entry_link("MOI-7F3K")) == (False, False, "")


async def test_the_menu_stands_whole_in_the_last_part(channel: ZaloBotChannel, far: FarEnd) -> None:
    menu = RichText("1. Tiếp\n2. Thôi\nNhắn số để chọn.", ((0, 1),))
    keyboard = ((Button("Tiếp", "t"), Button("Thôi", "u")),)
    await channel.send(ZALO_CHAT, Send(RichText("Câu 2"), keyboard, menu=menu))
    assert far.heard[0].body == {"chat_id": ZALO_CHAT, "text": f"Câu 2\n\n{menu.text}"}
    far.heard.clear()
    text = "a" * (TEXT_LIMIT - len(menu.text) - 2)
    await channel.send(ZALO_CHAT, Send(RichText(text), menu=menu))
    await channel.send(ZALO_CHAT, Send(RichText(text + "a"), menu=menu))
    said = [call.body["text"] for call in far.heard]
    assert said == [f"{text}\n\n{menu.text}", text + "a", menu.text]


async def test_a_keyboard_that_nobody_made_a_menu_of_is_not_swallowed(channel: ZaloBotChannel, far: FarEnd) -> None:
    act = Send(RichText("Nội dung tháng 11"), ((Button("Mở", url="https://example.org/p"), Button("Gửi", "x")),))
    await channel.send(ZALO_CHAT, act)
    assert far.heard[0].body["text"] == "Nội dung tháng 11\n\n1. Gửi\nMở: https://example.org/p"


async def test_a_picture_goes_by_its_public_address(
    channel: ZaloBotChannel, far: FarEnd, links: dict[int, str]
) -> None:
    links[7] = "https://langnghe.example/files/7?sig=x"
    assert await channel.send(ZALO_CHAT, Send(RichText("Biểu đồ"), file=PHOTO), b"unused") == Sent(
        "82599fa32f56d00e8941"
    )
    await channel.send(ZALO_CHAT, Send(RichText(""), file=PHOTO))
    await channel.send(ZALO_CHAT, Send(RichText("a" * TEXT_LIMIT + " b"), file=PHOTO))
    where = {"chat_id": ZALO_CHAT, "photo": links[7]}
    assert [(call.method, call.body) for call in far.heard] == [
        ("sendPhoto", where | {"caption": "Biểu đồ"}),
        ("sendPhoto", where),
        ("sendPhoto", where | {"caption": "a" * TEXT_LIMIT}),
        ("sendMessage", {"chat_id": ZALO_CHAT, "text": "b"}),
    ]


async def test_any_other_file_is_a_link_or_a_word_on_how_to_get_it(
    channel: ZaloBotChannel, far: FarEnd, links: dict[int, str]
) -> None:
    await channel.send(ZALO_CHAT, Send(RichText("Bản tổng hợp"), file=DOCUMENT))
    links[8] = "https://langnghe.example/files/8?sig=x"
    await channel.send(ZALO_CHAT, Send(RichText("Bản tổng hợp"), file=DOCUMENT))
    without, with_link = [call.body["text"] for call in far.heard]
    assert without.startswith("Bản tổng hợp\n\n") and DOCUMENT.name in without
    assert "http" not in without
    assert with_link.startswith("Bản tổng hợp\n\n") and f"\n{links[8]}\n" in with_link


async def test_what_says_ok_is_sent_whatever_else_it_says(channel: ZaloBotChannel, far: FarEnd) -> None:
    for body in ({"ok": True}, {"ok": True, "result": None, "error_code": 0}, {"ok": True, "result": []}):
        far.says(body)
        assert await channel.send(ZALO_CHAT, Send(RichText("x"))) == Sent("")


async def test_when_it_was_sent_is_told_by_the_networks_clock(channel: ZaloBotChannel, far: FarEnd) -> None:
    sent = await channel.send(ZALO_CHAT, Send(RichText("x")))
    assert sent.at == datetime.fromtimestamp(1793669400, UTC)
    for date in (None, "x", True, "9" * 20):
        far.says({"ok": True, "result": {"message_id": "1", "date": date}})
        assert (await channel.send(ZALO_CHAT, Send(RichText("x")))).at is None


async def test_a_part_that_was_refused_is_the_next_to_go(channel: ZaloBotChannel, far: FarEnd) -> None:
    act = Send(RichText("\n\n".join(letter * 1000 for letter in "abc")))
    far.says(ZALO_BOT.healthy("sendMessage"))
    far.says(b"<html>", 502)
    assert (await failed(channel, act)).policy is Policy.RETRY
    await channel.send(ZALO_CHAT, act)
    assert [call.body["text"][0] for call in far.heard] == ["a", "b", "b", "c"]
    await channel.send(ZALO_CHAT, act)
    assert [call.body["text"][0] for call in far.heard[4:]] == ["a", "b", "c"], (
        "the same again later is another message"
    )


async def test_nothing_new_is_told_in_several_ways(channel: ZaloBotChannel, far: FarEnd) -> None:
    for body, status in (
        ({"ok": False, "description": "Request timeout", "error_code": 408}, 200),
        ({"ok": False, "description": "Request timeout", "error_code": 408}, 408),
        ({"ok": False, "description": "Request timeout", "error_code": "408"}, 200),
        ({"ok": True, "result": {}}, 200),
        ({"ok": True, "result": []}, 200),
        ({"ok": True}, 200),
    ):
        far.says(body, status)
        assert await channel.poll(0, 25) == []
    assert far.heard[0].body == {"timeout": "25"}


async def test_whoever_is_refused_updates_is_told_how_long_to_wait(channel: ZaloBotChannel, far: FarEnd) -> None:
    for body, status, reason in (
        (b"<html>429</html>", 429, "flood"),
        (b"<html>502</html>", 502, "garbage"),
        ({"ok": False, "error_code": 403, "description": "internal server error"}, 200, "server"),
    ):
        far.says(body, status)
        with pytest.raises(SendError) as raised:
            await channel.poll(0, 0)
        assert (raised.value.policy, raised.value.reason, raised.value.retry_after) == (Policy.RETRY, reason, 5.0)


async def test_a_webhook_that_the_network_could_not_reach(channel: ZaloBotChannel, far: FarEnd) -> None:
    verification = {"ok": False, "url": "x", "outcome": "webhook.err.dns"}
    far.says({"ok": True, "result": {"url": "x", "verification": verification}})
    assert await channel.set_webhook("https://example.org/hook", "secret-1") == "webhook.err.dns"
    assert await channel.set_webhook("https://example.org/hook", "secret-1") == ""


async def test_the_days_limit_on_setting_a_webhook(channel: ZaloBotChannel, far: FarEnd) -> None:
    limit = {"ok": False, "errorCode": 426, "description": "too many"}
    far.says(limit)
    far.says({"ok": True, "result": {"url": "https://example.org/hook", "updated_at": 1}})
    assert await channel.set_webhook("https://example.org/hook", "secret-1") == "", "it is set so already"
    far.says(limit)
    far.says({"ok": True, "result": {"url": "https://example.org/other", "updated_at": 1}})
    with pytest.raises(SendError) as raised:
        await channel.set_webhook("https://example.org/hook", "secret-1")
    assert raised.value.reason == "webhook_limit"


async def test_taking_back_a_webhook_that_is_none(channel: ZaloBotChannel, far: FarEnd) -> None:
    far.says({"ok": False, "description": "Not Found", "error_code": 404})
    await channel.delete_webhook()
    far.says({"ok": False, "description": "Unauthorized", "error_code": 401})
    with pytest.raises(SendError):
        await channel.delete_webhook()


@pytest.mark.parametrize(
    ("body", "ping"),
    [
        (b"", True),
        (b" \n", True),
        (b"{}", True),
        (b'{"ok":true,"result":{}}', True),
        (b'{"event_name":"webhook.verify"}', True),
        (b"[]", False),
        (b"<html>", False),
        (b'{"message":{}}', False),
        (b'{"result":{"message":{}}}', False),
        (b'{"result":[{"message":{}}]}', False),
    ],
)
def test_a_trial_of_our_address_tells_of_nothing(body: bytes, ping: bool) -> None:
    channel = introduced(ZALO_BOT)
    assert channel.is_ping(body) is ping
    if ping and body.strip():
        assert channel.parse(orjson.loads(body)) == []


@pytest.mark.parametrize(
    "address",
    [
        "http://10.0.0.5/a.jpg",
        "http://192.168.1.1/",
        "http://169.254.169.254/latest/meta-data",
        "http://[::1]:80/",
        "http://[fd00::1]/a",
        "http://0.0.0.0/",
        "file:///etc/passwd",
        "ftp://photo.zdn.vn/a.jpg",
        "/etc/passwd",
        "http://",
        "http://[",
        "",
    ],
)
async def test_a_payload_cannot_make_us_read_in_our_own_house(channel: ZaloBotChannel, address: str) -> None:
    with pytest.raises(SendError) as raised:
        await channel.fetch(address, limit=100)
    assert (raised.value.policy, raised.value.reason) == (Policy.FAIL, "bad_file")


async def test_a_name_that_leads_into_our_own_house_leads_nowhere() -> None:
    with pytest.raises(OSError):
        await _PublicResolver({"api.example"}).resolve("localhost", 80)
    assert await _PublicResolver({"localhost"}).resolve("localhost", 80)


def test_every_refusal_of_the_look_alike_server_is_understood() -> None:
    for name, row in REFUSALS.items():
        error = refusal(200, {"ok": False, "error_code": row["code"], "description": row["description"]})
        assert error.reason != "unknown", name
        passing = name in ("timeout", "server_error", "webhook_set")
        assert (error.policy is Policy.RETRY) == passing, name
