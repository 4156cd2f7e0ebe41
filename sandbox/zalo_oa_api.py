"""The calls of an Official Account's OpenAPI, on one world: messages in their windows, groups, uploads, who a person is."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files
from typing import Any

from sandbox.api_args import Upload
from sandbox.chats import Chat, Message, StoredFile
from sandbox.errors import ApiError
from sandbox.people import Bot
from sandbox.richtext import found_links, units
from sandbox.state import WorldState
from sandbox.zalo_names import oa_message_name
from sandbox.zalo_oa_queue import OaQueue, chat_name

MAX_TEXT = 2000
MAX_BUTTONS = 5
MAX_TITLE = 100
MAX_PAYLOAD = 1000
MAX_IMAGE = 1 << 20
MAX_FILE = 5 << 20
FREE_SECONDS = 48 * 3600
REACHED_SECONDS = 7 * 24 * 3600
ASSET_SECONDS = 7 * 24 * 3600
DOCUMENTS = ("pdf", "doc", "docx", "csv")
PICTURES = (b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff")

Json = dict[str, Any]


@cache
def oa_errors() -> dict[str, Json]:
    """All rows of `zalo_oa_errors.toml` by name."""
    return tomllib.loads((files("sandbox") / "zalo_oa_errors.toml").read_text(encoding="utf-8"))


class OaError(Exception):
    """A call is refused: the row's name."""

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self.name = name
        self.code: int = oa_errors()[name]["code"]
        self.message: str = oa_errors()[name]["message"]


def oa_of(bot: Bot) -> OaQueue:
    assert isinstance(bot.queue, OaQueue)
    return bot.queue


def named_chat(world: WorldState, bot: Bot, name: object, refused: str) -> Chat:
    """The chat that an id names, whatever may be sent there. Raises `OaError`."""
    oa = oa_of(bot)
    if name not in oa.chats:
        oa.chats = {chat_name(bot.id, chat): chat for chat in world.chats_of(bot)}
    chat = oa.chats.get(name) if isinstance(name, str) else None
    if chat is None or chat.private != (refused == "user_invalid"):
        raise OaError(refused)
    return chat


def get_oa(bot: Bot) -> Json:
    return {"oa_id": str(bot.id), "name": bot.name, "description": "", "is_verified": True, "package_name": "Growth"}


def get_user(world: WorldState, bot: Bot, user: object) -> Json:
    chat = named_chat(world, bot, user, "user_invalid")
    assert chat.person is not None
    return {"user_id": user, "display_name": chat.person.name, "user_is_follower": not chat.blocked}


def get_quota(world: WorldState, bot: Bot, user: object) -> Json:
    chat = named_chat(world, bot, user, "user_invalid")
    return {"last_interaction": str(int(_last(oa_of(bot), chat)) * 1000), "cs_reply": {"remain": 8, "total": 8}}


def send_to_person(world: WorldState, bot: Bot, recipient: Json, message: Json) -> Json:
    """Within 48 hours of what the person did last for nothing, within seven days for money, then not at all."""
    chat = named_chat(world, bot, recipient.get("user_id"), "user_invalid")
    if not chat.started:
        raise OaError("user_invalid")
    if chat.blocked:
        raise OaError("not_followed")
    if chat.person is not None and not chat.person.active:
        raise OaError("inactive")
    oa, passed = oa_of(bot), world.clock.timestamp() - _last(oa_of(bot), chat)
    if passed > REACHED_SECONDS:
        raise OaError("too_late")
    billed = passed > FREE_SECONDS
    if billed and oa.billed_left == 0:
        raise OaError("no_quota")
    sent = _write(world, bot, chat, message, buttons=True)
    if billed and oa.billed_left is not None:
        oa.billed_left -= 1
    quota = {"quota_type": "sub_quota" if billed else "reply", "remain": str(oa.billed_left or 0), "total": "500"}
    user = {"user_id": str(recipient["user_id"]), "sent_time": str(sent.date * 1000)}
    return {"message_id": oa_message_name(sent)} | user | {"quota": quota}


def send_to_group(world: WorldState, bot: Bot, recipient: Json, message: Json) -> Json:
    chat = named_chat(world, bot, recipient.get("group_id"), "group_invalid")
    if not chat.has(bot.id):
        raise OaError("not_in_group")
    sent = _write(world, bot, chat, message, buttons=False)
    return {"message_id": oa_message_name(sent), "group_id": str(recipient["group_id"])}


def upload(world: WorldState, bot: Bot, kind: str, file: Upload | None) -> Json:
    """A file that messages can carry for seven days: `kind` is image or file."""
    if file is None:
        raise OaError("file_invalid")
    if kind == "image":
        if len(file.content) > MAX_IMAGE or not file.content.startswith(PICTURES):
            raise OaError("file_invalid")
        try:
            kept: StoredFile | list[StoredFile] = world.files.keep_photo(file.content, file.name)
        except ApiError as problem:
            raise OaError("file_invalid") from problem
    else:
        if len(file.content) > MAX_FILE or file.name.rpartition(".")[2].lower() not in DOCUMENTS:
            raise OaError("file_invalid")
        kept = world.files.keep("document", file.content, file.name, file.mime)
    oa = oa_of(bot)
    handle = f"{kind}-{bot.id}-{len(oa.files) + 1}"
    oa.files[handle] = (world.clock.timestamp(), kept)
    return {"attachment_id" if kind == "image" else "token": handle}


def _last(oa: OaQueue, chat: Chat) -> float:
    return oa.last.get(chat.id, oa.since)


def _write(world: WorldState, bot: Bot, chat: Chat, message: Json, *, buttons: bool) -> Message:
    text = message.get("text", "")
    attachment = message.get("attachment")
    fields: Json = {}
    if attachment is not None:
        payload = attachment.get("payload") if isinstance(attachment, dict) else None
        if not isinstance(payload, dict):
            raise OaError("message_invalid")
        if "buttons" in payload:
            text, fields["keyboard"] = _with_buttons(oa_of(bot), text, payload, buttons)
        else:
            fields = _with_file(world, bot, str(attachment.get("type")), payload)
    if not isinstance(text, str) or (not text.strip() and not fields):
        raise OaError("text_invalid")
    if units(text) > MAX_TEXT:
        raise OaError("param_long")
    return world.write(chat, bot, text=text.strip(), entities=found_links(text.strip()), **fields)


def _with_buttons(oa: OaQueue, text: object, payload: Json, allowed: bool) -> tuple[object, list[list[Json]]]:
    given = payload["buttons"]
    inner = "text" in payload
    wrong = oa.buttons_in and oa.buttons_in != ("inner" if inner else "outer")
    if not allowed or wrong or not isinstance(given, list) or not 0 < len(given) <= MAX_BUTTONS:
        raise OaError("buttons_invalid")
    text = payload["text"] if inner else text
    if not text:
        raise OaError("text_invalid")
    return text, [[_button(button)] for button in given]


def _button(button: Any) -> Json:
    if not isinstance(button, dict) or not isinstance(button.get("title"), str) or not button["title"]:
        raise OaError("buttons_invalid")
    title, payload = button["title"], button.get("payload")
    if len(title) > MAX_TITLE:
        raise OaError("param_long")
    if button.get("type") in ("oa.query.hide", "oa.query.show") and isinstance(payload, str) and payload:
        if len(payload) > MAX_PAYLOAD:
            raise OaError("param_long")
        return {"text": title, "callback_data": payload}
    if button.get("type") == "oa.open.url" and isinstance(payload, dict) and str(payload.get("url")).startswith("http"):
        return {"text": title, "url": payload["url"]}
    raise OaError("buttons_invalid")


def _with_file(world: WorldState, bot: Bot, kind: str, payload: Json) -> Json:
    if kind == "file":
        kept = _asset(world, bot, payload.get("token"))
        if isinstance(kept, StoredFile):
            return {"document": kept}
        raise OaError("message_invalid")
    elements = payload.get("elements")
    if payload.get("template_type") != "media" or not isinstance(elements, list) or len(elements) != 1:
        raise OaError("message_invalid")
    element = elements[0]
    if not isinstance(element, dict) or element.get("media_type") != "image":
        raise OaError("message_invalid")
    kept = _asset(world, bot, element.get("attachment_id"))
    if isinstance(kept, StoredFile):
        raise OaError("message_invalid")
    return {"photo": kept}


def _asset(world: WorldState, bot: Bot, handle: object) -> StoredFile | list[StoredFile]:
    found = oa_of(bot).files.get(handle) if isinstance(handle, str) else None
    if found is None or world.clock.timestamp() - found[0] > ASSET_SECONDS:
        raise OaError("asset_expired")
    return found[1]
