"""Messages as a person sees them: for tests (`MessageView`) and, as JSON, for the page."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from datetime import datetime, tzinfo
from functools import cache
from importlib.resources import files
from typing import Any, NamedTuple

from sandbox.chats import Message, StoredFile
from sandbox.people import Person


class ButtonView(NamedTuple):
    text: str
    data: str
    url: str


@dataclass(frozen=True, slots=True)
class FileView:
    id: str
    name: str
    mime: str
    content: bytes
    width: int = 0
    height: int = 0


@dataclass(frozen=True, slots=True)
class MessageView:
    """One message on one person's phone; `sender` is the name shown, `mine` whether the viewer wrote it."""

    id: int
    sender: str
    bot: bool
    mine: bool
    date: datetime
    text: str
    entities: tuple[dict[str, Any], ...]
    keyboard: tuple[tuple[ButtonView, ...], ...]
    photo: FileView | None
    document: FileView | None
    edited: bool
    deleted: bool
    service: str
    silent: bool

    def labels(self) -> list[str]:
        return [button.text for row in self.keyboard for button in row]


def message_view(message: Message, viewer: Person | None, zone: tzinfo | None) -> MessageView:
    return MessageView(
        id=message.id,
        sender=message.sender.name,
        bot=message.sender.is_bot,
        mine=message.sender is viewer,
        date=datetime.fromtimestamp(message.date, zone),
        text=message.text,
        entities=tuple(message.entities),
        keyboard=tuple(
            tuple(ButtonView(b["text"], b.get("callback_data", ""), b.get("url", "")) for b in row)
            for row in message.keyboard
        ),
        photo=_file(message.photo[-1]) if message.photo else None,
        document=_file(message.document) if message.document else None,
        edited=bool(message.edited),
        deleted=message.deleted,
        service=message.service,
        silent=message.silent,
    )


def _file(file: StoredFile) -> FileView:
    return FileView(file.id, file.name, file.mime, file.content, file.width, file.height)


def message_page(message: Message, viewer: Person | None, zone: tzinfo | None) -> dict[str, Any]:
    """The MSG of the page's API."""
    sender = message.sender
    photo = message.photo[-1] if message.photo else None
    document = message.document
    service = _service(message)
    return {
        "id": message.id,
        "chat": str(message.chat.id),
        "from": {"id": str(sender.id), "name": sender.name, "bot": sender.is_bot, "me": sender is viewer},
        "date": datetime.fromtimestamp(message.date, zone).isoformat(),
        "edited": bool(message.edited),
        "editable": sender is viewer and _may_change(message),
        "text": message.text or _stand_in(message),
        "entities": message.entities,
        "keyboard": [[_button(button) for button in row] for row in message.keyboard],
        "photo": {"url": f"/world/files/{photo.id}", "width": photo.width, "height": photo.height} if photo else None,
        "document": {"name": document.name, "size": len(document.content), "url": f"/world/files/{document.id}"}
        if document
        else None,
        "service": service["vi"] if service else None,
        "service_texts": service,
        "silent": message.silent,
    }


def _may_change(message: Message) -> bool:
    return bool(message.text) and not message.is_media and not message.service and not message.chat.on_zalo


def _button(button: dict[str, Any]) -> dict[str, str]:
    found = {"text": button["text"]}
    if "callback_data" in button:
        found["data"] = button["callback_data"]
    if "url" in button:
        found["url"] = button["url"]
    return found


def _stand_in(message: Message) -> str:
    """A stand-in for a message that the page has no picture of."""
    extra = message.extra
    if "sticker" in extra:
        return str(extra["sticker"]["emoji"])
    if "contact" in extra:
        return f"👤 {extra['contact']['first_name']} {extra['contact']['phone_number']}"
    if "location" in extra:
        return f"📍 {extra['location']['latitude']}, {extra['location']['longitude']}"
    return ""


@cache
def _service_sentences() -> dict[str, dict[str, str]]:
    return tomllib.loads((files("sandbox") / "service.toml").read_text(encoding="utf-8"))


def _service(message: Message) -> dict[str, str] | None:
    """The words of a service message, in both languages."""
    if not message.service:
        return None
    extra = message.extra
    users = [*extra.get("new_chat_members", []), *filter(None, [extra.get("left_chat_member")])]
    who = ", ".join(user["first_name"] for user in users)
    return {language: text.format(who=who) for language, text in _service_sentences()[message.service].items()}
