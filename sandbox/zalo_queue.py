"""The queue of a Zalo bot: one update at a time, gone once read, and lost where nobody asks for it.

Nothing is acknowledged and nothing is repeated (measured by others on the real service). How long a message waits between
two polls is not known, so it is a setting here.
"""

from __future__ import annotations

from dataclasses import dataclass, field

import orjson

from sandbox.chats import Chat, Message
from sandbox.updates import Update, UpdateQueue
from sandbox.zalo_names import chat_name, message_name, person_name


@dataclass(slots=True, eq=False, repr=False)
class ZaloQueue(UpdateQueue):
    """`patience`: world seconds that an update waits for a poll; 0: it is lost unless somebody is asking just then.

    `wrapped`: webhooks carry {"ok", "result"} as the documentation has it, and not the bare update. `empty_status`: the HTTP
    status of the answer that there is nothing. `left`: messages that the month's quota still has (None: no end).
    """

    address: str = ""
    patience: float = 5.0
    wrapped: bool = False
    empty_status: int = 200
    left: int | None = None
    asking: int = 0
    lost: int = 0
    chats: dict[str, Chat] = field(default_factory=dict)  # by the names that the bot knows them by
    allowed: frozenset[str] = frozenset()  # membership and taps are never told

    def hear(self, message: Message, at: float) -> None:
        """A message was said where the bot hears it."""
        update = update_json(self.bot, message, self.address)
        if self.webhook is None and not self.asking and not self.patience:
            self.lost += 1
            return
        body = {"ok": True, "result": update} if self.webhook is not None and self.wrapped else update
        self.enqueue("message", message.chat.id, message.id, orjson.dumps(body), at)

    def take(self, now: float) -> Update | None:
        """The oldest update, which is then gone; what has waited too long is lost."""
        while self.items:
            update = self.items.pop(next(iter(self.items)))
            if now - update.at <= self.patience or not self.patience:
                update.handed = True
                self.on_change()
                return update
            self.lost += 1
        return None


def update_json(bot: int, message: Message, address: str) -> dict[str, object]:
    """The update as webhooks bring it; a message of a kind that Zalo's bots do not get is "unsupported", without content."""
    name, content = _content(message, address)
    return {"event_name": f"message.{name}.received", "message": _head(bot, message) | content}


def _head(bot: int, message: Message) -> dict[str, object]:
    chat = message.chat
    return {
        "from": {"id": person_name(bot, message.sender.id), "display_name": message.sender.name, "is_bot": False},
        "chat": {"id": chat_name(bot, chat), "chat_type": "PRIVATE" if chat.private else "GROUP"},
        "message_id": message_name(message),
        "date": message.milli,
    }


def _content(message: Message, address: str) -> tuple[str, dict[str, object]]:
    if message.photo:
        content: dict[str, object] = {"photo_url": _url(address, message.photo[-1].id), "message_type": "CHAT_PHOTO"}
        return "image", content | ({"caption": message.text} if message.text else {})
    if message.document is not None and message.document_kind == "voice":
        return "voice", {"voice_url": _url(address, message.document.id), "message_type": "CHAT_VOICE"}
    if "sticker" in message.extra:
        return "sticker", {"sticker": message.extra["sticker"]["file_unique_id"], "message_type": "CHAT_STICKER"}
    if message.document is not None or message.extra:
        return "unsupported", {}
    return "text", {"text": message.text, "message_type": "CHAT_MESSAGE"}


def _url(address: str, file: str) -> str:
    return f"{address}/zalo/files/{file}"


def hears(bot: int, chat: Chat, message: Message) -> bool:
    """In a group a bot gets what picks it from the list of names, and answers to what it said; nothing else."""
    if message.sender.is_bot or message.service:
        return False
    replied = message.reply_to is not None and message.reply_to.sender.id == bot
    return chat.private or replied or bot in message.mentions
