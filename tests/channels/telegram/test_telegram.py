"""The Telegram account: what it asks of the network, act by act, and what it refuses to ask."""

from __future__ import annotations

import pytest

from channels.channel import Channel
from channels.messages import (
    AnswerTap,
    Button,
    CommandScope,
    Delete,
    Edit,
    FileRef,
    ForgetCommands,
    MediaKind,
    Policy,
    Send,
    SendError,
    Sent,
)
from channels.telegram.adapter import TelegramChannel
from tests.channels.far_end import FarEnd
from texts.rich import RichText

NO_PREVIEW = {"is_disabled": True}


def plain(text: str) -> Send:
    return Send(RichText(text))


async def test_it_is_a_channel_and_knows_itself(channel: TelegramChannel) -> None:
    neutral: Channel = channel
    assert (neutral.network, neutral.account, channel.username) == ("telegram", "100001", "langnghe_bot")
    assert channel.can_read_all_group_messages is False
    assert channel.entry_link("MOI-7F3K") == "https://t.me/langnghe_bot?start=MOI-7F3K"
    for wrong in ("", "có dấu", "a" * 65, "a&b", "a\n"):
        with pytest.raises(ValueError):
            channel.entry_link(wrong)


async def test_a_message(channel: TelegramChannel, far: FarEnd) -> None:
    keyboard = (
        (Button("Tiếp", token="d:42:7:a"), Button("Xem", url="https://example.org/")),
        (Button("Thôi", "d:42:7:b"),),
    )
    text = RichText("👍🏽 Câu 2/10 · đậm", ((3, 3), (14, 3)))
    assert await channel.send("5001", Send(text, keyboard, silent=True)) == Sent("77")
    [call] = far.heard
    assert (call.method, call.body) == (
        "sendMessage",
        {
            "chat_id": 5001,
            "text": "👍🏽 Câu 2/10 · đậm",
            "entities": [{"type": "bold", "offset": 5, "length": 3}, {"type": "bold", "offset": 16, "length": 3}],
            "link_preview_options": NO_PREVIEW,
            "disable_notification": True,
            "reply_markup": {
                "inline_keyboard": [
                    [{"text": "Tiếp", "callback_data": "d:42:7:a"}, {"text": "Xem", "url": "https://example.org/"}],
                    [{"text": "Thôi", "callback_data": "d:42:7:b"}],
                ]
            },
        },
    )


async def test_what_stands_in_for_buttons_elsewhere_is_left_out(channel: TelegramChannel, far: FarEnd) -> None:
    await channel.send("5001", Send(RichText("Câu 2"), ((Button("Tiếp", "t"),),), menu=RichText("1. Tiếp")))
    assert far.heard[0].body["text"] == "Câu 2"
    assert "reply_markup" in far.heard[0].body


async def test_an_edit_a_tap_and_a_deletion(channel: TelegramChannel, far: FarEnd) -> None:
    assert await channel.send("5001", Edit(RichText("Đã lưu", ((0, 2),)), message_id="12")) == Sent("77")
    assert await channel.send("5001", AnswerTap("tap-1")) == Sent()
    assert await channel.send("5001", AnswerTap("tap-2", "Câu này đã trả lời.")) == Sent()
    assert await channel.send("-100123", Delete("9")) == Sent("9")
    assert [(call.method, call.body) for call in far.heard] == [
        (
            "editMessageText",
            {
                "chat_id": 5001,
                "message_id": 12,
                "text": "Đã lưu",
                "link_preview_options": NO_PREVIEW,
                "entities": [{"type": "bold", "offset": 0, "length": 2}],
            },
        ),
        ("answerCallbackQuery", {"callback_query_id": "tap-1"}),
        ("answerCallbackQuery", {"callback_query_id": "tap-2", "text": "Câu này đã trả lời."}),
        ("deleteMessage", {"chat_id": -100123, "message_id": 9}),
    ]


@pytest.mark.parametrize(
    ("kind", "method", "field"),
    [(MediaKind.PHOTO, "sendPhoto", "photo"), (MediaKind.DOCUMENT, "sendDocument", "document")],
)
async def test_a_file(channel: TelegramChannel, far: FarEnd, kind: MediaKind, method: str, field: str) -> None:
    caption = RichText("Bản tổng hợp", ((0, 3),))
    act = Send(caption, ((Button("Mở", "g:1"),),), FileRef(kind, 1, "Bản tổng hợp ngày 05.docx"), silent=True)
    assert await channel.send("5001", act, b"\x00content") == Sent("77")
    [call] = far.heard
    assert call.method == method
    assert call.body == {
        "chat_id": "5001",
        "caption": "Bản tổng hợp",
        "caption_entities": '[{"type":"bold","offset":0,"length":3}]',
        "reply_markup": '{"inline_keyboard":[[{"text":"Mở","callback_data":"g:1"}]]}',
        "disable_notification": "true",
        field: ("Bản tổng hợp ngày 05.docx", b"\x00content"),
    }


async def test_a_hostile_file_name_stays_a_name(channel: TelegramChannel, far: FarEnd) -> None:
    name = 'a"\r\nContent-Type: text/html\r\n\r\n/../b.txt'
    await channel.send("5001", Send(RichText(""), file=FileRef(MediaKind.DOCUMENT, 1, name)), b"x")
    assert far.heard[0].body == {
        "chat_id": "5001",
        "document": ("a___Content-Type: text_html_____.._b.txt", b"x"),
    }


@pytest.mark.parametrize(
    ("act", "content", "reason"),
    [
        (Send(RichText("a" * 1025), file=FileRef(MediaKind.PHOTO, 1, "a.png")), b"x", "too_long"),
        (Send(RichText("a"), file=FileRef(MediaKind.PHOTO, 1, "a.png")), None, "bad_file"),
        (
            Send(RichText("a"), file=FileRef(MediaKind.PHOTO, 1, "a.png")),
            b"x" * (10 * 1024 * 1024 + 1),
            "too_large",
        ),
        (AnswerTap("t", "a" * 201), None, "too_long"),
        (Edit(RichText("a")), None, "message_gone"),
    ],
)
async def test_what_cannot_go_is_not_tried(
    channel: TelegramChannel, far: FarEnd, act: Send | AnswerTap | Edit, content: bytes | None, reason: str
) -> None:
    with pytest.raises(SendError) as raised:
        await channel.send("5001", act, content)
    assert (raised.value.policy, raised.value.reason) == (Policy.FAIL, reason)
    assert not far.heard


async def test_a_token_over_64_bytes_is_our_mistake(channel: TelegramChannel) -> None:
    await channel.send("5001", Send(RichText("x"), ((Button("a", "đ" * 32),),)))
    with pytest.raises(AssertionError):
        await channel.send("5001", Send(RichText("x"), ((Button("a", "đ" * 33),),)))


async def test_polling(channel: TelegramChannel, far: FarEnd) -> None:
    updates = [{"update_id": 8, "message": {}}, {"update_id": 9, "odd": 1}]
    far.says({"ok": True, "result": updates})
    assert await channel.poll(8, 0) == updates
    assert far.heard[0].body == {
        "offset": 8,
        "timeout": 0,
        "allowed_updates": ["message", "edited_message", "callback_query", "my_chat_member", "poll", "poll_answer"],
    }
    far.says({"ok": True, "result": "x"})
    with pytest.raises(SendError):
        await channel.poll(8, 0)


async def test_webhook_and_commands(channel: TelegramChannel, far: FarEnd) -> None:
    await channel.set_webhook("https://example.org/webhooks/telegram/100001", "secret-1")
    await channel.delete_webhook()
    await channel.set_commands({"menu": "Mở trình đơn"})
    await channel.set_commands({"gan": "Gắn nhóm"}, CommandScope("-1001", "7"), language="vi")
    await channel.set_commands({}, CommandScope(administrators=True))
    await channel.send("7", ForgetCommands())
    first, second, third, fourth, fifth, sixth = far.heard
    assert first.method == "setWebhook"
    assert first.body["secret_token"] == "secret-1"
    assert "my_chat_member" in first.body["allowed_updates"]
    assert not first.body.get("drop_pending_updates")
    assert (second.method, second.body) == ("deleteWebhook", {"drop_pending_updates": False})
    assert third.body["commands"] == [{"command": "menu", "description": "Mở trình đơn"}]
    assert third.body["scope"] == {"type": "all_private_chats"}
    assert fourth.body["scope"] == {"type": "chat_member", "chat_id": -1001, "user_id": 7}
    assert fourth.body["language_code"] == "vi"
    assert (fifth.method, fifth.body) == ("deleteMyCommands", {"scope": {"type": "all_chat_administrators"}})
    assert (sixth.method, sixth.body) == ("deleteMyCommands", {"scope": {"type": "chat", "chat_id": 7}})


async def test_a_file_that_says_it_is_too_large_is_not_fetched(channel: TelegramChannel, far: FarEnd) -> None:
    far.says({"ok": True, "result": {"file_id": "f", "file_unique_id": "f", "file_size": 6, "file_path": "a.jpg"}})
    with pytest.raises(SendError) as raised:
        await channel.fetch("f", limit=5)
    assert (raised.value.policy, raised.value.reason) == (Policy.FAIL, "too_large")
    assert [call.method for call in far.heard] == ["getFile"]


async def failure(channel: TelegramChannel, act: Send | Edit | AnswerTap) -> SendError:
    with pytest.raises(SendError) as raised:
        await channel.send("5001", act)
    return raised.value


async def test_refusals_carry_their_policy(channel: TelegramChannel, far: FarEnd) -> None:
    far.refuses(429, "Too Many Requests: retry after 7", retry_after=7)
    flood = await failure(channel, plain("x"))
    assert (flood.policy, flood.reason, flood.retry_after) == (Policy.RETRY, "flood", 7.0)
    far.refuses(403, "Forbidden: bot was blocked by the user")
    assert (await failure(channel, plain("x"))).policy is Policy.UNREACHABLE
    far.refuses(400, "Bad Request: group chat was upgraded to a supergroup chat", migrate_to_chat_id=-1001)
    moved = await failure(channel, plain("x"))
    assert (moved.policy, moved.moved_to) == (Policy.READDRESS, "-1001")
    far.refuses(400, "Bad Request: message is not modified: specified new message content and reply markup are …")
    assert (await failure(channel, Edit(RichText("x"), message_id="7"))).policy is Policy.DONE
    far.refuses(400, "Bad Request: query is too old and response timeout expired or query ID is invalid")
    assert (await failure(channel, AnswerTap("old"))).policy is Policy.DONE
    far.refuses(401, "Unauthorized")
    assert (await failure(channel, plain("x"))).policy is Policy.ACCOUNT


async def test_rare_calls_fail_in_the_same_words(far: FarEnd) -> None:
    channel = TelegramChannel("100001:a-token-nobody-may-see", api_url=far.address)
    for refuse, policy in (
        (lambda: far.refuses(401, "Unauthorized"), Policy.ACCOUNT),
        (lambda: far.refuses(429, "Too Many Requests: retry after 3", retry_after=3), Policy.RETRY),
        (lambda: far.says(b"<html>"), Policy.RETRY),
        (lambda: far.says({"ok": True, "result": {"id": "?"}}), Policy.RETRY),
        (lambda: far.says({"ok": True, "result": [1]}), Policy.RETRY),
    ):
        refuse()
        with pytest.raises(SendError) as raised:
            await channel.start()
        assert raised.value.policy is policy
    await channel.start()
    assert channel.username == "langnghe_bot"
    await channel.stop()
