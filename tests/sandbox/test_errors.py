"""Every refusal that the table lists, in Telegram's words, and that a call really leads to it."""

from __future__ import annotations

import asyncio
import io
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import aiohttp
import pytest

import sandbox.server
from sandbox.errors import ApiError, error_rows
from sandbox.world import World
from tests.sandbox.conftest import Api
from tests.sandbox.pictures import picture

AN, CHI, GROUP = 5_001_000_001, 5_001_000_003, -4_200_000_001


def inline(**button: Any) -> dict[str, Any]:
    return {"inline_keyboard": [[{"text": "A", **button}]]}


Setup = Callable[[World], object]

CASES: list[tuple[str, str, dict[str, Any], Setup | None]] = [
    ("method_not_found", "sendNothing", {}, None),
    ("chat_id_empty", "sendMessage", {"text": "a"}, None),
    ("chat_not_found", "sendMessage", {"chat_id": 99, "text": "a"}, None),
    ("chat_not_found", "sendMessage", {"chat_id": CHI, "text": "a"}, None),
    ("chat_not_found", "sendMessage", {"chat_id": -99, "text": "a"}, None),
    ("cannot_initiate", "sendMessage", {"chat_id": AN + 1, "text": "a"}, None),
    ("bots_to_bots", "sendMessage", {"chat_id": 100_001, "text": "a"}, None),
    ("blocked", "sendMessage", {"chat_id": AN, "text": "a"}, lambda world: world.block("an")),
    ("deactivated", "sendMessage", {"chat_id": AN, "text": "a"}, lambda world: world.deactivate("an")),
    ("kicked_group", "sendMessage", {"chat_id": GROUP, "text": "a"}, lambda w: w.remove_bot_from_group("an", "nhom")),
    ("group_upgraded", "sendMessage", {"chat_id": GROUP, "text": "a"}, lambda world: world.upgrade_group("nhom")),
    ("text_empty", "sendMessage", {"chat_id": AN}, None),
    ("text_must_be_non_empty", "sendMessage", {"chat_id": AN, "text": " \n "}, None),
    ("text_too_long", "sendMessage", {"chat_id": AN, "text": "a" * 4097}, None),
    ("text_too_long", "sendMessage", {"chat_id": AN, "text": "😀" * 2049}, None),
    ("raw_text_too_long", "sendMessage", {"chat_id": AN, "text": "a" * 32769}, None),
    ("parse_mode", "sendMessage", {"chat_id": AN, "text": "a", "parse_mode": "MarkdownV2"}, None),
    ("html_end_tag", "sendMessage", {"chat_id": AN, "text": "a</b>", "parse_mode": "HTML"}, None),
    ("entity", "sendMessage", {"chat_id": AN, "text": "a", "entities": [{"type": "bold", "offset": 0}]}, None),
    (
        "entity_bounds",
        "sendMessage",
        {"chat_id": AN, "text": "a", "entities": [{"type": "bold", "offset": 0, "length": 2}]},
        None,
    ),
    ("keyboard_json", "sendMessage", {"chat_id": AN, "text": "a", "reply_markup": "{"}, None),
    ("keyboard_object", "sendMessage", {"chat_id": AN, "text": "a", "reply_markup": []}, None),
    ("keyboard_rows", "sendMessage", {"chat_id": AN, "text": "a", "reply_markup": {"inline_keyboard": [{}]}}, None),
    ("keyboard_button", "sendMessage", {"chat_id": AN, "text": "a", "reply_markup": inline()}, None),
    (
        "button_text",
        "sendMessage",
        {"chat_id": AN, "text": "a", "reply_markup": inline(text=" ", callback_data="a")},
        None,
    ),
    ("button_data", "sendMessage", {"chat_id": AN, "text": "a", "reply_markup": inline(callback_data="a" * 65)}, None),
    ("button_data", "sendMessage", {"chat_id": AN, "text": "a", "reply_markup": inline(callback_data="ộ" * 22)}, None),
    ("button_url", "sendMessage", {"chat_id": AN, "text": "a", "reply_markup": inline(url="nowhere")}, None),
    (
        "markup_too_long",
        "sendMessage",
        {
            "chat_id": AN,
            "text": "a",
            "reply_markup": {"inline_keyboard": [[{"text": "A", "callback_data": "a"}]] * 101},
        },
        None,
    ),
    ("reply_not_found", "sendMessage", {"chat_id": AN, "text": "a", "reply_parameters": {"message_id": 99}}, None),
    ("edit_not_found", "editMessageText", {"chat_id": AN, "message_id": 99, "text": "a"}, None),
    ("cannot_edit", "editMessageText", {"chat_id": AN, "message_id": 1, "text": "a"}, None),
    ("delete_without_chat", "deleteMessage", {"message_id": 1}, None),
    ("message_id_missing", "deleteMessage", {"chat_id": AN}, None),
    ("delete_not_found", "deleteMessage", {"chat_id": AN, "message_id": 99}, None),
    (
        "cannot_delete",
        "deleteMessage",
        {"chat_id": AN, "message_id": 1},
        lambda world: world.clock.advance(48 * 3600 + 1),
    ),
    ("query_too_old", "answerCallbackQuery", {"callback_query_id": "1"}, None),
    ("toast_too_long", "answerCallbackQuery", {"callback_query_id": "1", "text": "a" * 201}, None),
    ("no_photo", "sendPhoto", {"chat_id": AN}, None),
    ("no_document", "sendDocument", {"chat_id": AN}, None),
    ("no_voice", "sendVoice", {"chat_id": AN}, None),
    ("no_audio", "sendAudio", {"chat_id": AN}, None),
    ("no_video", "sendVideo", {"chat_id": AN}, None),
    ("wrong_remote_file", "sendDocument", {"chat_id": AN, "document": "abc"}, None),
    ("file_id_missing", "getFile", {}, None),
    ("invalid_file_id", "getFile", {"file_id": "abc"}, None),
    ("commands_json", "setMyCommands", {"commands": "["}, None),
    ("commands_array", "setMyCommands", {"commands": {}}, None),
    ("command_invalid", "setMyCommands", {"commands": [{"command": "Báo cáo", "description": "a"}]}, None),
    ("command_description", "setMyCommands", {"commands": [{"command": "a", "description": ""}]}, None),
    ("chat_action", "sendChatAction", {"chat_id": AN, "action": "dance"}, None),
    ("user_id", "getChatMember", {"chat_id": GROUP}, None),
    ("member_not_found", "getChatMember", {"chat_id": GROUP, "user_id": 7}, None),
    ("leave_private", "leaveChat", {"chat_id": AN}, None),
    ("bad_webhook", "setWebhook", {"url": "ftp://127.0.0.1"}, None),
    ("secret_too_long", "setWebhook", {"url": "https://127.0.0.1", "secret_token": "a" * 257}, None),
    ("secret_characters", "setWebhook", {"url": "https://127.0.0.1", "secret_token": "a b"}, None),
]


@pytest.mark.parametrize(
    ("row", "method", "values", "setup"), CASES, ids=lambda case: case if isinstance(case, str) else ""
)
async def test_a_bad_call_is_refused_in_telegrams_words(
    world: World, api: Api, row: str, method: str, values: dict[str, Any], setup: Setup | None
) -> None:
    world.start("an")
    before = [view.text for view in world.messages(None, "an")]
    if setup is not None:
        setup(world)
    description = error_rows()[row].description
    pattern = re.escape(re.sub(r"{\w+}", "¤", description)).replace("¤", ".+")
    assert re.fullmatch(pattern, await api.refused(method, **values))
    assert [view.text for view in world.messages(None, "an")] == before, "a refused call changes nothing"
    assert world.calls_since()[-1].error == row


async def test_supergroups_say_it_with_their_own_word(world: World, api: Api) -> None:
    new = world.upgrade_group("nhom")
    world.remove_bot_from_group("an", "nhom")
    assert await api.refused("sendMessage", chat_id=new.id, text="a") == error_rows()["kicked_supergroup"].description
    world.add_bot_to_group("an", "nhom")
    await api.ok("leaveChat", chat_id=new.id)
    assert await api.refused("sendMessage", chat_id=new.id, text="a") == error_rows()["left_supergroup"].description


async def test_a_bot_that_left_a_group_may_not_write_there(world: World, api: Api) -> None:
    await api.ok("leaveChat", chat_id=GROUP)
    assert await api.refused("sendMessage", chat_id=GROUP, text="a") == error_rows()["left_group"].description


async def test_html_is_refused_where_it_is_wrong(world: World, api: Api) -> None:
    world.start("an")
    for text, words in (("ờ <q>a</q>", 'Unsupported start tag "q" at byte offset 4'), ("<b>a", "Can't find end tag")):
        assert words in await api.refused("sendMessage", chat_id=AN, text=text, parse_mode="HTML")


async def test_a_wrong_token(api: Api) -> None:
    api.token = "100001:other"
    assert await api.raw("getMe") == (401, {"ok": False, "error_code": 401, "description": "Unauthorized"})
    api.token = "other"
    assert await api.refused("getMe") == "Unauthorized: invalid token specified"


async def test_a_path_that_is_none(api: Api) -> None:
    async with api.session.get(f"{api.address}/nothing/here") as response:
        assert (response.status, (await response.json())["description"]) == (404, "Not Found")


async def test_migration_says_where_to(world: World, api: Api) -> None:
    new = world.upgrade_group("nhom")
    _, body = await api.raw("sendMessage", chat_id=GROUP, text="a")
    assert body["parameters"] == {"migrate_to_chat_id": new.id}


async def test_an_edit_that_changes_nothing(world: World, api: Api) -> None:
    world.start("an")
    sent = await api.ok("sendMessage", chat_id=AN, text="như cũ", reply_markup=inline(callback_data="x"))
    edit = {"chat_id": AN, "message_id": sent["message_id"], "text": "như cũ "}
    assert "message is not modified" in await api.refused(
        "editMessageText", **edit, reply_markup=inline(callback_data="x")
    )
    edited = await api.ok("editMessageText", **edit)
    assert "reply_markup" not in edited, "an edit without a keyboard takes the keyboard away"
    assert "no caption" in await api.refused("editMessageCaption", chat_id=AN, message_id=sent["message_id"])


async def test_a_tap_can_be_answered_for_a_minute_only(world: World, api: Api) -> None:
    world.start("an")
    await api.ok("sendMessage", chat_id=AN, text="?", reply_markup=inline(callback_data="x"))
    tap = world.press_label("an", None, "A")
    assert await api.ok("answerCallbackQuery", callback_query_id=tap.id, text="được") is True
    late = world.press_label("an", None, "A")
    world.clock.advance(61)
    assert "query is too old" in await api.refused("answerCallbackQuery", callback_query_id=late.id)
    assert [(toast.person.key, toast.tap, toast.text) for toast in world.toasts] == [("an", tap.id, "được")]


async def upload(api: Api, method: str, field: str, content: bytes, **values: str) -> tuple[int, dict[str, Any]]:
    form = aiohttp.FormData({"chat_id": str(AN), **values})
    form.add_field(field, io.BytesIO(content), filename="tep.png")
    async with api.session.post(f"{api.address}/bot{api.token}/{method}", data=form) as response:
        return response.status, await response.json()


async def test_files_that_are_too_much_or_nothing(world: World, api: Api) -> None:
    world.start("an")
    cases = [
        ("sendPhoto", "photo", b"x" * (10 * 1024 * 1024 + 1), 400, "is too big for a photo"),
        ("sendPhoto", "photo", b"not a picture", 400, "IMAGE_PROCESS_FAILED"),
        ("sendPhoto", "photo", picture(2100, 100), 400, "PHOTO_INVALID_DIMENSIONS"),
        ("sendDocument", "document", b"", 400, "file must be non-empty"),
        ("sendDocument", "document", bytes(50 * 1024 * 1024 + 1), 413, "Request Entity Too Large"),
        ("sendDocument", "document", bytes(52 * 1024 * 1024), 413, "Request Entity Too Large"),
    ]
    for method, field, content, status, words in cases:
        got, body = await upload(api, method, field, content)
        assert (got, body["error_code"]) == (status, status)
        assert words in body["description"]
    _, body = await upload(api, "sendDocument", "document", b"a", caption="a" * 1025)
    assert body["description"] == error_rows()["caption_too_long"].description
    sent = await upload(api, "sendDocument", "document", b"a", caption="a" * 1024)
    assert sent[0] == 200
    number = sent[1]["result"]["message_id"]
    assert "no text in the message" in await api.refused("editMessageText", chat_id=AN, message_id=number, text="b")


async def test_a_file_over_20_megabytes_cannot_be_fetched(world: World, api: Api) -> None:
    message = world.send_document("an", None, bytes(20 * 1024 * 1024 + 1), "lon.bin")
    assert message.document is not None
    assert await api.refused("getFile", file_id=message.document.id) == "Bad Request: file is too big"


def test_each_row_says_where_it_is_from_and_is_used() -> None:
    code = "".join(path.read_text(encoding="utf-8") for path in Path(sandbox.server.__file__).parent.glob("*.py"))
    for name, row in error_rows().items():
        assert row.source, name
        assert f'"{name}"' in code, f"no code answers with {name}"
    with pytest.raises(KeyError):
        ApiError("no such row")


async def test_nothing_waits_after_the_server_has_closed(world: World, api: Api) -> None:
    poll = asyncio.ensure_future(api.updates(timeout=50))
    await world.until(lambda: world.bots["thu_bot"].queue.poll)
    world.close()
    assert await poll == []
