"""Chats and what is written in them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from sandbox.people import Account, Bot, Person


class ChatKind(StrEnum):
    PRIVATE = "private"
    GROUP = "group"
    SUPERGROUP = "supergroup"


class Status(StrEnum):
    """Membership of a group, in Telegram's words; in a private chat the bot is `member` or (blocked) `kicked`."""

    CREATOR = "creator"
    ADMINISTRATOR = "administrator"
    MEMBER = "member"
    LEFT = "left"
    KICKED = "kicked"


PRESENT = frozenset({Status.CREATOR, Status.ADMINISTRATOR, Status.MEMBER})


@dataclass(slots=True, eq=False, repr=False)
class StoredFile:
    """A file on the network's servers; `path` is what getFile gives."""

    id: str
    unique: str
    name: str
    mime: str
    content: bytes
    path: str
    width: int = 0
    height: int = 0
    seconds: int = 0


@dataclass(slots=True, eq=False, repr=False)
class Message:
    """One message. `extra` holds Telegram's own fields for what is not text or file (contact, sticker, service)."""

    id: int
    chat: Chat
    sender: Account
    date: int
    milli: int = 0  # the same in milliseconds, of which no two messages share one
    text: str = ""
    entities: list[dict[str, Any]] = field(default_factory=list)
    keyboard: list[list[dict[str, Any]]] = field(default_factory=list)
    photo: list[StoredFile] = field(default_factory=list)  # smallest first
    document: StoredFile | None = None
    document_kind: str = "document"  # or voice, video
    extra: dict[str, Any] = field(default_factory=dict)
    poll: Any = None  # a `sandbox.polls.Poll`
    service: str = ""
    reply_to: Message | None = None
    mentions: tuple[int, ...] = ()  # bots that were picked from the list of names
    silent: bool = False
    edited: int = 0
    deleted: bool = False

    def __repr__(self) -> str:
        return f"<message {self.id} in {self.chat!r}: {self.text[:40]!r}>"

    @property
    def is_media(self) -> bool:
        return bool(self.photo or self.document)

    def buttons(self) -> Iterator[dict[str, Any]]:
        for row in self.keyboard:
            yield from row


@dataclass(slots=True, eq=False, repr=False)
class Chat:
    """A private chat of one person and one bot (its id is the person's), or a group."""

    id: int
    kind: ChatKind
    title: str = ""
    key: str = ""
    person: Person | None = None
    bot: Bot | None = None
    started: bool = False
    blocked: bool = False
    members: dict[int, Status] = field(default_factory=dict)
    moved_to: Chat | None = None
    last_bot: int = 0  # the bot that spoke last
    last_id: int = 0  # supergroups number their own messages
    messages: dict[int, Message] = field(default_factory=dict)
    head: dict[str, Any] = field(init=False)

    def __post_init__(self) -> None:
        if self.person is not None:
            self.head = {"id": self.id, "first_name": self.person.name, "type": "private"}
            if self.person.username:
                self.head["username"] = self.person.username
        else:
            self.head = {"id": self.id, "title": self.title, "type": str(self.kind)}

    def __repr__(self) -> str:
        return f"<{self.kind} {self.id} {self.key or self.title}>"

    @property
    def private(self) -> bool:
        return self.kind is ChatKind.PRIVATE

    @property
    def on_zalo(self) -> bool:
        """A private chat on Zalo. A group here is on all networks whose bots are in it."""
        return self.bot is not None and self.bot.on_zalo

    def has(self, account: int) -> bool:
        return self.members.get(account) in PRESENT

    def keep(self, message: Message, limit: int) -> None:
        """Adds a message; only the last `limit` stay."""
        self.messages[message.id] = message
        if len(self.messages) > limit:
            del self.messages[next(iter(self.messages))]

    def find(self, message_id: int) -> Message | None:
        """The message, unless it was deleted or is forgotten."""
        message = self.messages.get(message_id)
        return None if message is None or message.deleted else message


def photo_json(photo: list[StoredFile]) -> list[dict[str, Any]]:
    return [
        {
            "file_id": size.id,
            "file_unique_id": size.unique,
            "width": size.width,
            "height": size.height,
            "file_size": len(size.content),
        }
        for size in photo
    ]


def file_json(file: StoredFile, kind: str) -> dict[str, Any]:
    found: dict[str, Any] = {
        "file_id": file.id,
        "file_unique_id": file.unique,
        "mime_type": file.mime,
        "file_size": len(file.content),
    }
    if kind != "voice":
        found["file_name"] = file.name
    if kind != "document":
        found["duration"] = file.seconds
    if kind == "video":
        found.update(width=file.width, height=file.height)
    return found


def message_json(message: Message, *, nested: bool = False) -> dict[str, Any]:
    """The message as the Bot API shows it (core.telegram.org/bots/api#message)."""
    found: dict[str, Any] = {
        "message_id": message.id,
        "from": message.sender.user,
        "chat": message.chat.head,
        "date": message.date,
    }
    if message.edited:
        found["edit_date"] = message.edited
    caption = message.is_media
    if message.text:
        found["caption" if caption else "text"] = message.text
    if message.entities:
        found["caption_entities" if caption else "entities"] = message.entities
    if message.photo:
        found["photo"] = photo_json(message.photo)
    if message.document is not None:
        found[message.document_kind] = file_json(message.document, message.document_kind)
    if message.extra:
        found.update(message.extra)
    if message.poll is not None:
        del found["text"]
        found["poll"] = message.poll.json()
    elif message.keyboard:
        found["reply_markup"] = {"inline_keyboard": message.keyboard}
    if message.reply_to is not None and not nested:
        found["reply_to_message"] = message_json(message.reply_to, nested=True)
    return found
