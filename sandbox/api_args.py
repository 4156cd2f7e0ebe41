"""The arguments of one API call, however they came: query, form, multipart or JSON body; and who is addressed."""

from __future__ import annotations

from typing import Any
from urllib.parse import parse_qsl

import orjson
from aiohttp import web

from sandbox.chats import PRESENT, Chat, ChatKind, Message, Status
from sandbox.errors import ApiError
from sandbox.multipart import read_form
from sandbox.people import Bot
from sandbox.state import WorldState


class Upload:
    """A file that came with the call."""

    __slots__ = ("content", "mime", "name")

    def __init__(self, name: str, mime: str, content: bytes) -> None:
        self.name, self.mime, self.content = name, mime, content


class Args:
    """`values` are strings from forms, or JSON values; `files` the uploads by field name."""

    __slots__ = ("files", "values")

    def __init__(self, values: dict[str, Any], files: dict[str, Upload] | None = None) -> None:
        self.values = values
        self.files = files or {}

    def text(self, name: str) -> str:
        value = self.values.get(name)
        if value is None:
            return ""
        return value if isinstance(value, str) else orjson.dumps(value).decode()

    def number(self, name: str, default: int = 0) -> int:
        """An integer as the server reads it: what is no number is `default`."""
        value = self.values.get(name)
        try:
            return int(value) if value is not None else default
        except (TypeError, ValueError):
            return default

    def flag(self, name: str) -> bool:
        value = self.values.get(name)
        return value is True or (isinstance(value, str) and value.strip().lower() in ("true", "yes", "1")) or value == 1

    def json(self, name: str) -> Any:
        """A JSON value, or None if there is none. Raises `ValueError` for a string that is no JSON."""
        value = self.values.get(name)
        if not isinstance(value, str):
            return value
        return orjson.loads(value) if value else None

    @property
    def chat_id(self) -> int | None:
        try:
            return int(self.values["chat_id"])
        except (KeyError, TypeError, ValueError):
            return None


OUTSIDE = {
    (ChatKind.GROUP, Status.KICKED): "kicked_group",
    (ChatKind.GROUP, Status.LEFT): "left_group",
    (ChatKind.SUPERGROUP, Status.KICKED): "kicked_supergroup",
    (ChatKind.SUPERGROUP, Status.LEFT): "left_supergroup",
}


def chat_for(world: WorldState, bot: Bot, args: Args, *, write: bool = True) -> Chat:
    """The chat that a call names, if the bot may write there (or, without `write`, look). Raises `ApiError`."""
    if not args.text("chat_id"):
        raise ApiError("chat_id_empty")
    id = args.chat_id
    if id is None:
        raise ApiError("chat_not_found")
    if id > 0:
        return _private(world, bot, id, write)
    group = world.group_by_id(id)
    if group is None or bot.id not in group.members:
        raise ApiError("chat_not_found")
    if group.moved_to is not None and write:
        moved_to = {"migrate_to_chat_id": group.moved_to.id}
        raise ApiError("group_upgraded", parameters=moved_to)
    status = group.members[bot.id]
    if status not in PRESENT and (write or group.kind is ChatKind.SUPERGROUP):
        raise ApiError(OUTSIDE[group.kind, status])
    return group


def _private(world: WorldState, bot: Bot, id: int, write: bool) -> Chat:
    chat = world.known_private(bot, id)
    if chat is None or chat.person is None:
        if write and world.bot_by_id(id) is not None:
            raise ApiError("bots_to_bots")
        raise ApiError("chat_not_found")
    if write:
        if not chat.person.active:
            raise ApiError("deactivated")
        if not chat.started:
            raise ApiError("cannot_initiate")
        if chat.blocked:
            raise ApiError("blocked")
    return chat


def own_message(world: WorldState, bot: Bot, args: Args) -> Message:
    """The bot's own message that an edit names. Raises `ApiError`."""
    chat = chat_for(world, bot, args)
    message = chat.find(args.number("message_id"))
    if message is None:
        raise ApiError("edit_not_found")
    if message.sender is not bot or message.service:
        raise ApiError("cannot_edit")
    return message


MAX_DATA = 64
MAX_BUTTONS = 100
URL_SCHEMES = ("http://", "https://", "tg://")


def keyboard_from(args: Args) -> list[list[dict[str, Any]]]:
    """The inline keyboard of `reply_markup` ([] if there is none or it is another kind). Raises `ApiError`."""
    try:
        markup = args.json("reply_markup")
    except ValueError as problem:
        raise ApiError("keyboard_json") from problem
    if markup is None:
        return []
    if not isinstance(markup, dict):
        raise ApiError("keyboard_object")
    rows = markup.get("inline_keyboard")
    if rows is None:
        return []
    if not isinstance(rows, list) or not all(isinstance(row, list) for row in rows):
        raise ApiError("keyboard_rows")
    keyboard = [[button_from(button) for button in row] for row in rows if row]
    if sum(map(len, keyboard)) > MAX_BUTTONS:
        raise ApiError("markup_too_long")
    return keyboard


def button_from(button: object) -> dict[str, Any]:
    """A button of a keyboard or of a rich message. Raises `ApiError`."""
    if not isinstance(button, dict):
        raise ApiError("keyboard_button", problem="InlineKeyboardButton must be an Object")
    text = button.get("text")
    if not isinstance(text, str):
        raise ApiError("keyboard_button", problem='Can\'t find field "text"')
    if not text.strip():
        raise ApiError("button_text")
    url = button.get("url")
    if url:
        if not isinstance(url, str) or not (url.startswith(URL_SCHEMES) or "." in url):
            raise ApiError("button_url", url=url)
        return {"text": text, "url": url}
    data = button.get("callback_data")
    if data:
        if not isinstance(data, str) or len(data.encode()) > MAX_DATA:
            raise ApiError("button_data")
        return {"text": text, "callback_data": data}
    raise ApiError("keyboard_button", problem="Text buttons are unallowed in the inline keyboard")


async def read_args(request: web.Request) -> Args:
    """The arguments from the query and the body. Raises `ApiError` for a body that is too large or no form."""
    values: dict[str, Any] = dict(request.query) if request.query_string else {}
    kind = request.content_type
    try:
        body = await request.read() if request.body_exists else b""
    except web.HTTPRequestEntityTooLarge as problem:
        raise ApiError("request_too_large") from problem
    if not body:
        return Args(values)
    if kind == "multipart/form-data":
        return _form(body, request.headers["Content-Type"], values)
    if kind == "application/json":
        try:
            given = orjson.loads(body)
        except ValueError:
            given = None
        if isinstance(given, dict):
            values.update(given)
    elif kind == "application/x-www-form-urlencoded":
        values.update(parse_qsl(body.decode("utf-8", "replace"), keep_blank_values=True))
    return Args(values)


def _form(body: bytes, content_type: str, values: dict[str, Any]) -> Args:
    try:
        parts = read_form(body, content_type)
    except ValueError as problem:
        raise ApiError("form_data") from problem
    uploads: dict[str, Upload] = {}
    for part in parts:
        if part.filename is None:
            values[part.name] = part.content.decode("utf-8", "replace")
        else:
            uploads[part.name] = Upload(part.filename, part.mime, part.content)
    return Args(values, uploads)
