"""The Bot API's methods that write, change and take away messages, and answer taps."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from sandbox.api_args import Args, Upload, button_from, chat_for, keyboard_from, own_message
from sandbox.chats import Chat, ChatKind, Message, StoredFile, message_json
from sandbox.errors import ApiError
from sandbox.media import MAX_UPLOAD
from sandbox.people import Bot
from sandbox.richtext import Entity, prepared, units
from sandbox.state import Happening, Toast, WorldState

MAX_TEXT = 4096
# core.telegram.org/bots/api/rich-messages, "Rich Message Limits"
MAX_RICH, MAX_BLOCKS, MAX_DEPTH, MAX_COLUMNS, MAX_ROW = 32768, 500, 16, 20, 8
MAX_CAPTION = 1024
MAX_TOAST = 200
# Telegram does not say how long a tap may wait; bots report refusals after a minute or so.
TAP_SECONDS = 60.0
NOTHING_GIVEN = {"document": "no_document", "voice": "no_voice", "audio": "no_audio", "video": "no_video"}
# core.telegram.org/bots/api#deletemessage
DELETE_SECONDS = 48 * 3600


def _paced(world: WorldState, bot: Bot, chat: Chat) -> None:
    wait = world.limits.hit(world.clock.timestamp(), bot.id, chat.id, group=not chat.private)
    if wait:
        raise ApiError.retry_after(wait)


def _text(args: Args) -> tuple[str, list[Entity]]:
    raw = args.text("text")
    if not raw:
        raise ApiError("text_empty")
    text, entities = prepared(raw, args.text("parse_mode"), _entities(args, "entities"))
    if not text:
        raise ApiError("text_must_be_non_empty")
    if units(text) > MAX_TEXT:
        raise ApiError("text_too_long")
    return text, entities


def _caption(args: Args) -> tuple[str, list[Entity]]:
    text, entities = prepared(args.text("caption"), args.text("parse_mode"), _entities(args, "caption_entities"))
    if units(text) > MAX_CAPTION:
        raise ApiError("caption_too_long")
    return text, entities


def _entities(args: Args, name: str) -> object:
    try:
        return args.json(name)
    except ValueError:
        return None


def _replied(chat: Chat, args: Args) -> Message | None:
    try:
        parameters = args.json("reply_parameters")
    except ValueError:
        parameters = None
    if isinstance(parameters, dict):
        number = int(parameters.get("message_id") or 0)
        lenient = bool(parameters.get("allow_sending_without_reply"))
    else:
        number, lenient = args.number("reply_to_message_id"), args.flag("allow_sending_without_reply")
    if not number:
        return None
    message = chat.find(number)
    if message is None and not lenient:
        raise ApiError("reply_not_found")
    return message


def _send(
    world: WorldState, bot: Bot, chat: Chat, args: Args, inside: Iterable[list[dict[str, Any]]] = (), **fields: Any
) -> dict[str, Any]:
    """Write a message. inside: buttons in its text, which a person presses as those below it."""
    keyboard = [*inside, *keyboard_from(args)]
    replied = _replied(chat, args)
    _paced(world, bot, chat)
    message = world.write(
        chat, bot, keyboard=keyboard, reply_to=replied, silent=args.flag("disable_notification"), **fields
    )
    return message_json(message)


def send_message(world: WorldState, bot: Bot, args: Args) -> dict[str, Any]:
    text, entities = _text(args)
    return _send(world, bot, chat_for(world, bot, args), args, text=text, entities=entities)


def send_rich_message(world: WorldState, bot: Bot, args: Args) -> dict[str, Any]:
    """Of rich messages what bots of ours send: paragraphs, tables, buttons, and details that unfold (Bot API 10.3)."""
    try:
        rich = args.json("rich_message")
    except ValueError:
        rich = None
    if not isinstance(rich, dict) or [key for key in ("html", "markdown", "blocks") if rich.get(key)] != ["blocks"]:
        raise ApiError("rich_message_invalid")
    rows: list[list[dict[str, Any]]] = []
    lines, blocks = _blocks(rich["blocks"], 1, rows)
    text = "\n".join(lines)
    if blocks > MAX_BLOCKS or units(text) > MAX_RICH:
        raise ApiError("rich_message_invalid")
    return _send(world, bot, chat_for(world, bot, args), args, inside=rows, text=text, entities=[])


def _blocks(blocks: object, depth: int, rows: list[list[dict[str, Any]]]) -> tuple[list[str], int]:
    """The lines of blocks, what unfolds below its title, and how many blocks there are; rows of buttons go to `rows`."""
    lines: list[str] = []
    count = 0
    if not isinstance(blocks, list) or not blocks or depth > MAX_DEPTH:
        raise ApiError("rich_message_invalid")
    for block in blocks:
        count += 1
        match block:
            case {"type": "paragraph", "text": text}:
                lines.append(_rich_text(text))
            case {"type": "details", "summary": summary, "blocks": inner}:
                below, more = _blocks(inner, depth + 1, rows)
                lines += [f"▸ {_rich_text(summary)}", *below]
                count += more
            case {"type": "table", "cells": [*cells]}:
                lines += [_row(row) for row in cells]
            case {"type": "buttons", "buttons": [*buttons]} if 1 <= len(buttons) <= MAX_ROW:
                rows.append([button_from(button) for button in buttons])
            case _:
                raise ApiError("rich_message_invalid")
    return lines, count


def _row(row: object) -> str:
    """The cells of a row; each says how it is aligned (core.telegram.org/bots/api#richblocktablecell)."""
    if not isinstance(row, list) or not 1 <= len(row) <= MAX_COLUMNS:
        raise ApiError("rich_message_invalid")
    found = []
    for cell in row:
        match cell:
            case {"text": text, "align": "left" | "center" | "right", "valign": "top" | "middle" | "bottom"}:
                found.append(_rich_text(text))
            case _:
                raise ApiError("rich_message_invalid")
    return " | ".join(found)


def _rich_text(text: object) -> str:
    match text:
        case str():
            return text
        case list():
            return "".join(map(_rich_text, text))
        case {"type": "bold", "text": inner}:
            return _rich_text(inner)
    raise ApiError("rich_message_invalid")


def send_photo(world: WorldState, bot: Bot, args: Args) -> dict[str, Any]:
    given = _given_file(world, args, "photo")
    if given is None:
        raise ApiError("no_photo")
    text, entities = _caption(args)
    chat = chat_for(world, bot, args)
    name = given.name or "photo.jpg"
    photo = world.files.keep_photo(given.content, name) if isinstance(given, Upload) else [given]
    return _send(world, bot, chat, args, text=text, entities=entities, photo=photo)


def send_document(world: WorldState, bot: Bot, args: Args) -> dict[str, Any]:
    return _send_file(world, bot, args, "document")


def send_voice(world: WorldState, bot: Bot, args: Args) -> dict[str, Any]:
    return _send_file(world, bot, args, "voice")


def send_audio(world: WorldState, bot: Bot, args: Args) -> dict[str, Any]:
    return _send_file(world, bot, args, "audio")


def send_video(world: WorldState, bot: Bot, args: Args) -> dict[str, Any]:
    return _send_file(world, bot, args, "video")


def _send_file(world: WorldState, bot: Bot, args: Args, kind: str) -> dict[str, Any]:
    given = _given_file(world, args, kind)
    if given is None:
        raise ApiError(NOTHING_GIVEN[kind])
    text, entities = _caption(args)
    chat = chat_for(world, bot, args)
    if isinstance(given, Upload):
        size = {name: args.number(name) for name in ("width", "height")}
        name = given.name or kind
        given = world.files.keep(kind, given.content, name, given.mime, seconds=args.number("duration"), **size)
    return _send(world, bot, chat, args, text=text, entities=entities, document=given, document_kind=kind)


def _given_file(world: WorldState, args: Args, field: str) -> Upload | StoredFile | None:
    """An upload, `attach://name`, or the file_id of a file that the network has."""
    value = args.text(field)
    if value.startswith("attach://"):
        field, value = value.removeprefix("attach://"), ""
    if value:
        stored = world.files.by_id.get(value)
        if stored is None:
            raise ApiError("wrong_remote_file")
        return stored
    upload = args.files.get(field)
    if upload is None:
        return None
    if not upload.content:
        raise ApiError("file_empty")
    if len(upload.content) > MAX_UPLOAD:
        raise ApiError("request_too_large")
    return upload


def edit_message_text(world: WorldState, bot: Bot, args: Args) -> dict[str, Any]:
    text, entities = _text(args)
    keyboard = keyboard_from(args)
    message = own_message(world, bot, args)
    if message.is_media:
        raise ApiError("no_text_to_edit")
    return _change(world, bot, message, text, entities, keyboard)


def edit_message_caption(world: WorldState, bot: Bot, args: Args) -> dict[str, Any]:
    text, entities = _caption(args)
    keyboard = keyboard_from(args)
    message = own_message(world, bot, args)
    if not message.is_media:
        raise ApiError("no_caption_to_edit")
    return _change(world, bot, message, text, entities, keyboard)


def edit_message_reply_markup(world: WorldState, bot: Bot, args: Args) -> dict[str, Any]:
    keyboard = keyboard_from(args)
    message = own_message(world, bot, args)
    return _change(world, bot, message, message.text, message.entities, keyboard)


def _change(
    world: WorldState,
    bot: Bot,
    message: Message,
    text: str,
    entities: list[Entity],
    keyboard: list[list[dict[str, Any]]],
) -> dict[str, Any]:
    if (message.text, message.entities, message.keyboard) == (text, entities, keyboard):
        raise ApiError("not_modified")
    if not message.chat.private:
        _paced(world, bot, message.chat)
    if message.text != text or message.entities != entities:
        message.edited = world.now()
    message.text, message.entities, message.keyboard = text, entities, keyboard
    world.happened(Happening("edited", message))
    return message_json(message)


def delete_message(world: WorldState, bot: Bot, args: Args) -> bool:
    """Own messages, anybody's in a private chat, anybody's in a group where the bot is administrator; for 48 hours."""
    if not args.text("chat_id"):
        raise ApiError("delete_without_chat")
    number = args.number("message_id")
    if not number:
        raise ApiError("message_id_missing")
    chat = chat_for(world, bot, args)
    message = chat.find(number)
    if message is None:
        raise ApiError("delete_not_found")
    admin = not chat.private and chat.members.get(bot.id) == "administrator"
    late = world.now() - message.date > DELETE_SECONDS and not (admin and chat.kind is ChatKind.SUPERGROUP)
    if late or not (chat.private or admin or message.sender is bot):
        raise ApiError("cannot_delete")
    message.deleted = True
    world.happened(Happening("deleted", message))
    return True


def answer_callback_query(world: WorldState, bot: Bot, args: Args) -> bool:
    text = args.text("text")
    if units(text) > MAX_TOAST:
        raise ApiError("toast_too_long")
    tap = world.taps.get(args.text("callback_query_id"))
    if tap is None or tap.bot is not bot or world.clock.timestamp() - tap.at > TAP_SECONDS:
        raise ApiError("query_too_old")
    tap.answered = True
    toast = Toast(tap.person, tap.chat, tap.id, text, args.flag("show_alert"))
    world.toasts.append(toast)
    world.happened(Happening("toast", toast=toast))
    return True
