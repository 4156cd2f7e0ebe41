"""Zalo Bot Platform's updates, from raw JSON to what they mean. Pure.

Where the documentation and what others measured disagree, both are read: the body flat (webhooks as they arrive) or wrapped
in "result" (getUpdates, and the documented webhook), one update or a list, a picture as "photo_url" or as "photo".
"""

from __future__ import annotations

import unicodedata
from collections.abc import Collection
from datetime import UTC, datetime
from typing import Any

from channels.messages import BadPayload, Inbound, Kind, Media, MediaKind

Json = dict[str, Any]

# bot.zapps.me/docs: of all others, those to come included, we make nothing.
_TEXT = "message.text.received"
_IMAGE = "message.image.received"
_VOICE = "message.voice.received"
# "Unsupported" carries no content: a file, a video, a card, or anything from a person whom the law protects.
_OTHER = ("message.sticker.received", "message.unsupported.received")
_EVENTS = (_TEXT, _IMAGE, _VOICE, *_OTHER)


def unwrapped(payload: object) -> list[object]:
    """The updates in an answer or a webhook's body: one, several, or none."""
    inner = payload
    if isinstance(payload, dict) and "result" in payload:
        inner = payload["result"]
    if isinstance(inner, list):
        return [one for one in inner if one]
    return [inner] if inner else []


def parse_update(payload: object, *, account: str, names: Collection[str] = ()) -> list[Inbound]:
    """What one payload means; [] for kinds we do not use. Raises `BadPayload` where it is none at all.

    `names` are those by which a group mentions us: the mention that opens a message is taken off it.
    """
    if not isinstance(payload, dict):
        raise BadPayload("a payload is an object")
    found: list[Inbound] = []
    for update in unwrapped(payload):
        if not isinstance(update, dict):
            raise BadPayload("an update is an object")
        found += _read(update, account, names)
    return found


def _read(update: Json, account: str, names: Collection[str]) -> list[Inbound]:
    event = _text(update, "event_name")
    if event not in _EVENTS:
        return []
    message = _object(update, "message")
    chat, sender = _object(message, "chat"), _object(message, "from")
    kind = _text(chat, "chat_type").upper()
    if kind not in ("PRIVATE", "GROUP"):
        return []
    if sender.get("is_bot") is True:
        return []
    private = kind == "PRIVATE"
    said = _said(message, () if private else names)
    media = _media(event, message)
    is_text = event == _TEXT and bool(said)
    if not private and media is None and not is_text:
        return []  # nobody in a group expects a word about a sticker, and a mention alone asks nothing
    date = _whole(message, "date")
    return [
        Inbound(
            account=account,
            event_id=f"{event.split('.')[1]}:{_identifier(message, 'message_id')}",
            kind=Kind.MEDIA if media else Kind.TEXT if is_text else Kind.OTHER,
            chat_id=_identifier(chat, "id"),
            private=private,
            sender_id=_identifier(sender, "id"),
            sent_at=_instant(date),
            order=date,
            message_id=_identifier(message, "message_id"),
            text=said,
            media=media,
        )
    ]


def _media(event: str, message: Json) -> Media | None:
    if event == _IMAGE:
        return Media(MediaKind.PHOTO, _address(message, "photo_url", "photo"))
    if event == _VOICE:
        return Media(MediaKind.VOICE, _address(message, "voice_url", "voice"), "voice.aac", "audio/aac")
    return None


def _address(message: Json, *names: str) -> str:
    for name in names:
        address = _text(message, name)
        if address:
            return address
    raise BadPayload(f"no {names[0]}")


def _said(message: Json, names: Collection[str]) -> str:
    text = unicodedata.normalize("NFC", _text(message, "text") or _text(message, "caption"))
    for name in sorted(names, key=len, reverse=True):
        mention = f"@{unicodedata.normalize('NFC', name)}".casefold()
        start, rest = text.lstrip()[: len(mention)], text.lstrip()[len(mention) :]
        if start.casefold() == mention and not rest[:1].isalnum():
            return rest.lstrip(" ,:\u00a0")
    return text


def _object(source: Json, name: str) -> Json:
    value = source.get(name)
    if not isinstance(value, dict):
        raise BadPayload(f"{name} is not an object")
    return value


def _text(source: Json, name: str) -> str:
    value = source.get(name)
    if value is None:
        return ""
    if not isinstance(value, str):
        raise BadPayload(f"{name} is not a text")
    return value


def _identifier(source: Json, name: str) -> str:
    value = source.get(name)
    if isinstance(value, int) and not isinstance(value, bool):
        return str(value)
    if not isinstance(value, str) or not value.strip():
        raise BadPayload(f"{name} is missing")
    return value


def _whole(source: Json, name: str) -> int:
    value = source.get(name)
    if isinstance(value, str) and value.isascii() and value.isdigit():
        value = int(value[:20])
    if not isinstance(value, int) or isinstance(value, bool):
        raise BadPayload(f"{name} is not a whole number")
    return value


def _instant(milliseconds: int) -> datetime:
    try:
        return datetime.fromtimestamp(milliseconds / 1000, UTC)
    except (OverflowError, OSError, ValueError):
        raise BadPayload("date is not a time") from None
