"""The Bot API's methods about the bot itself, chats, members, commands and files."""

from __future__ import annotations

import re
from typing import Any

from sandbox.api_args import Args, chat_for
from sandbox.chats import Status
from sandbox.errors import ApiError
from sandbox.media import MAX_DOWNLOAD
from sandbox.people import Bot
from sandbox.state import Happening, WorldState, member_json

COMMAND = re.compile(r"[a-z0-9_]{1,32}")
MAX_DESCRIPTION = 256
ACTIONS = frozenset(
    [
        "cancel",
        "typing",
        "upload_photo",
        "record_video",
        "upload_video",
        "record_voice",
        "upload_voice",
        "upload_document",
        "choose_sticker",
        "pick_up_location",
        "find_location",
        "record_video_note",
        "upload_video_note",
        "record_audio",
        "upload_audio",
    ]
)


def get_me(_world: WorldState, bot: Bot, _args: Args) -> dict[str, Any]:
    return {
        **bot.user,
        "can_join_groups": True,
        "can_read_all_group_messages": not bot.privacy,
        "supports_inline_queries": False,
        "can_connect_to_business": False,
        "has_main_web_app": False,
    }


def get_chat(world: WorldState, bot: Bot, args: Args) -> dict[str, Any]:
    chat = chat_for(world, bot, args, write=False)
    gifts = ("unlimited_gifts", "limited_gifts", "unique_gifts", "premium_subscription", "gifts_from_channels")
    return {
        **chat.head,
        "accent_color_id": abs(chat.id) % 7,
        "max_reaction_count": 11,
        "accepted_gift_types": dict.fromkeys(gifts, False),
    }


def get_chat_member(world: WorldState, bot: Bot, args: Args) -> dict[str, Any]:
    chat = chat_for(world, bot, args, write=False)
    number = args.number("user_id")
    if number <= 0:
        raise ApiError("user_id")
    account = world.account(number)
    if account is None:
        raise ApiError("member_not_found")
    if chat.private:
        present = account is bot or account is chat.person
        return member_json(account, Status.MEMBER if present else Status.LEFT)
    return member_json(account, chat.members.get(number, Status.LEFT))


def get_chat_member_count(world: WorldState, bot: Bot, args: Args) -> int:
    chat = chat_for(world, bot, args, write=False)
    return 2 if chat.private else sum(chat.has(member) for member in chat.members)


def leave_chat(world: WorldState, bot: Bot, args: Args) -> bool:
    chat = chat_for(world, bot, args, write=False)
    if chat.private:
        raise ApiError("leave_private")
    old = chat.members[bot.id]
    chat.members[bot.id] = Status.LEFT
    world.membership(chat, bot, bot, old, Status.LEFT)
    world.happened(Happening("state"))
    return True


def send_chat_action(world: WorldState, bot: Bot, args: Args) -> bool:
    if args.text("action").lower() not in ACTIONS:
        raise ApiError("chat_action")
    chat_for(world, bot, args)
    return True


def _scope(args: Args) -> tuple[str, str]:
    try:
        scope = args.json("scope")
    except ValueError:
        scope = None
    if not isinstance(scope, dict):
        scope = {"type": "default"}
    parts = [str(scope.get(name, "")) for name in ("type", "chat_id", "user_id")]
    return ":".join(parts).rstrip(":"), args.text("language_code")


def set_my_commands(world: WorldState, bot: Bot, args: Args) -> bool:
    try:
        rows = args.json("commands")
    except ValueError as problem:
        raise ApiError("commands_json") from problem
    if rows is not None and not isinstance(rows, list):
        raise ApiError("commands_array")
    commands = []
    for row in rows or []:
        command = str(row.get("command", "")).removeprefix("/") if isinstance(row, dict) else ""
        description = str(row.get("description", "")) if isinstance(row, dict) else ""
        if not COMMAND.fullmatch(command):
            raise ApiError("command_invalid")
        if not 1 <= len(description) <= MAX_DESCRIPTION:
            raise ApiError("command_description")
        commands.append({"command": command, "description": description})
    bot.commands[_scope(args)] = commands
    world.happened(Happening("state"))
    return True


def get_my_commands(_world: WorldState, bot: Bot, args: Args) -> list[dict[str, str]]:
    return bot.commands.get(_scope(args), [])


def delete_my_commands(world: WorldState, bot: Bot, args: Args) -> bool:
    bot.commands.pop(_scope(args), None)
    world.happened(Happening("state"))
    return True


def accept(_world: WorldState, _bot: Bot, _args: Args) -> bool:
    """For methods that change nothing that anybody here can see (logOut, close, the bot's description)."""
    return True


def get_file(world: WorldState, _bot: Bot, args: Args) -> dict[str, Any]:
    if not args.text("file_id"):
        raise ApiError("file_id_missing")
    file = world.files.by_id.get(args.text("file_id"))
    if file is None:
        raise ApiError("invalid_file_id")
    if len(file.content) > MAX_DOWNLOAD:
        raise ApiError("file_too_big")
    return {"file_id": file.id, "file_unique_id": file.unique, "file_size": len(file.content), "file_path": file.path}
