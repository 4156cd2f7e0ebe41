"""The methods of Zalo's Bot Platform, on one world: about eleven, no buttons, no editing, no files."""

from __future__ import annotations

import tomllib
from collections.abc import Callable
from functools import cache
from importlib.resources import files
from typing import Any
from urllib.parse import urlsplit

from sandbox.api_args import Args
from sandbox.chats import Chat, Message, StoredFile
from sandbox.people import Bot
from sandbox.richtext import found_links, units
from sandbox.state import WorldState
from sandbox.updates import Webhook
from sandbox.zalo_names import chat_name, message_name
from sandbox.zalo_queue import ZaloQueue

MAX_TEXT = 2000  # "characters": which is not documented, so the strictest count
SECRET_LENGTH = range(8, 257)
HEADER = "X-Bot-Api-Secret-Token"
AGENT = "Java/17.0.9"
WEBHOOK_TRIES = 3  # whether the service tries again is not documented


@cache
def zalo_errors() -> dict[str, dict[str, Any]]:
    """All rows of `zalo_errors.toml` by name."""
    return tomllib.loads((files("sandbox") / "zalo_errors.toml").read_text(encoding="utf-8"))


class ZaloError(Exception):
    """A call is refused: the row's name."""

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self.name = name
        self.code: int = zalo_errors()[name]["code"]
        self.description: str = zalo_errors()[name]["description"]


def queue_of(bot: Bot) -> ZaloQueue:
    assert isinstance(bot.queue, ZaloQueue)
    return bot.queue


def chat_for(world: WorldState, bot: Bot, args: Args) -> Chat:
    """The chat that `chat_id` names, if the bot knows it: the person wrote first. Raises `ZaloError`."""
    name = args.text("chat_id")
    if not name:
        raise ZaloError("no_chat_id")
    queue = queue_of(bot)
    if name not in queue.chats:
        queue.chats = {chat_name(bot.id, chat): chat for chat in world.chats_of(bot)}
    chat = queue.chats.get(name)
    if chat is None or not (chat.started if chat.private else chat.has(bot.id)):
        raise ZaloError("chat_id_invalid")
    if chat.person is not None and not chat.person.active:
        raise ZaloError("chat_id_invalid")
    if chat.blocked:
        raise ZaloError("blocked")
    return chat


def get_me(_world: WorldState, bot: Bot, _args: Args) -> dict[str, Any]:
    return {
        "id": str(1_459_232_241_000_000_000 + bot.id),
        "account_name": bot.username,
        "account_type": "BASIC",
        "can_join_groups": True,
        "display_name": bot.name,
    }


def send_message(world: WorldState, bot: Bot, args: Args) -> dict[str, Any]:
    chat = chat_for(world, bot, args)
    return _sent(_write(world, bot, chat, text=_text(args, "text", "no_text")))


def send_sticker(world: WorldState, bot: Bot, args: Args) -> dict[str, Any]:
    chat = chat_for(world, bot, args)
    if not args.text("sticker"):
        raise ZaloError("no_sticker")
    return _sent(_write(world, bot, chat, extra={"sticker": {"emoji": "🙂", "file_unique_id": args.text("sticker")}}))


def send_voice(world: WorldState, bot: Bot, args: Args) -> dict[str, Any]:
    """In a group the answer is the same, and nothing is heard of it."""
    chat, address = chat_for(world, bot, args), args.text("voice_url")
    if not urlsplit(address).path.endswith(".aac"):
        raise ZaloError("bad_voice")
    if not chat.private:
        return {"message_id": "0" * 20, "date": world.now() * 1000}
    return _sent(_write(world, bot, chat, text=f"🔊 {address}"))


def send_chat_action(world: WorldState, bot: Bot, args: Args) -> None:
    chat_for(world, bot, args)


def photo_address(args: Args) -> str:
    """The address of the picture that is to be fetched. Raises `ZaloError`."""
    address = args.text("photo")
    if not address:
        raise ZaloError("no_photo")
    if not address.startswith(("http://", "https://")):
        raise ZaloError("photo_scheme")
    if not urlsplit(address).hostname:
        raise ZaloError("photo_invalid")
    return address


def send_photo(world: WorldState, bot: Bot, args: Args, photo: list[StoredFile] | None) -> dict[str, Any]:
    """`photo` is what was found at the address; None: it is elsewhere, and its address stands in for it."""
    chat = chat_for(world, bot, args)
    caption = _text(args, "caption") if args.text("caption") else ""
    text = caption if photo else f"🖼 {args.text('photo')}\n{caption}".strip()
    return _sent(_write(world, bot, chat, text=text, photo=photo or [])) | {"message_type": "CHAT_PHOTO"}


def set_webhook(world: WorldState, bot: Bot, args: Args) -> dict[str, Any]:
    """Takes the address, whatever comes of trying it."""
    url, secret = args.text("url").strip(), args.text("secret_token")
    parts = urlsplit(url)
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise ZaloError("bad_webhook")
    if len(secret) not in SECRET_LENGTH:
        raise ZaloError("bad_secret")
    bot.queue.webhook = Webhook(url, secret, header=HEADER, agent=AGENT, tries=WEBHOOK_TRIES, performs=False)
    bot.queue.take_over()
    return {"url": url, "updated_at": world.now() * 1000}


def delete_webhook(world: WorldState, bot: Bot, _args: Args) -> dict[str, Any]:
    bot.queue.webhook = None
    return {"url": "", "updated_at": world.now() * 1000}


def get_webhook_info(world: WorldState, bot: Bot, _args: Args) -> dict[str, Any]:
    if bot.queue.webhook is None:
        raise ZaloError("not_found")
    return {"url": bot.queue.webhook.url, "updated_at": world.now() * 1000}


METHODS: dict[str, Callable[[WorldState, Bot, Args], object]] = {
    "getMe": get_me,
    "sendMessage": send_message,
    "sendSticker": send_sticker,
    "sendVoice": send_voice,
    "sendChatAction": send_chat_action,
    "deleteWebhook": delete_webhook,
    "getWebhookInfo": get_webhook_info,
}


def _text(args: Args, name: str, missing: str = "") -> str:
    text = args.text(name)
    if not text.strip() and missing:
        raise ZaloError(missing)
    if units(text) > MAX_TEXT:
        raise ZaloError("text_too_long")
    return text.strip()


def _write(world: WorldState, bot: Bot, chat: Chat, **fields: Any) -> Message:
    queue = queue_of(bot)
    if queue.left is not None:
        if queue.left <= 0:
            raise ZaloError("quota")
        queue.left -= 1
    return world.write(chat, bot, entities=found_links(fields.get("text", "")), **fields)


def _sent(message: Message) -> dict[str, Any]:
    return {"message_id": message_name(message), "date": message.milli}
