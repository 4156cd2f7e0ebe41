"""Zalo Bot Platform's updates, from raw JSON to what they mean. Pure.

Where the documentation and what others measured disagree, both are read: the body flat (webhooks as they arrive) or wrapped
in "result" (getUpdates, and the documented webhook), one update or a list, a picture as "photo_url" or as "photo".
"""

from __future__ import annotations

import unicodedata
from collections.abc import Collection

from channels.messages import BadPayload, Inbound, Kind, Media, MediaKind
from channels.payloads import Json, identifier, instant, json_object, text_of, whole

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
        return [update for update in inner if update]
    return [inner] if inner else []


def parse_update(payload: object, *, account: str, names: Collection[str] = ()) -> list[Inbound]:
    """The messages that one payload brings; [] for kinds we do not use. Raises `BadPayload` where it is none at all.

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
    event = text_of(update, "event_name")
    if event not in _EVENTS:
        return []
    message = json_object(update, "message")
    chat, sender = json_object(message, "chat"), json_object(message, "from")
    kind = text_of(chat, "chat_type").upper()
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
    date = whole(message, "date")
    return [
        Inbound(
            account=account,
            event_id=f"{event.split('.')[1]}:{identifier(message, 'message_id')}",
            kind=Kind.MEDIA if media else Kind.TEXT if is_text else Kind.OTHER,
            chat_id=identifier(chat, "id"),
            private=private,
            sender_id=identifier(sender, "id"),
            sent_at=instant(date),
            order=date,
            message_id=identifier(message, "message_id"),
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
        address = text_of(message, name)
        if address:
            return address
    raise BadPayload(f"no {names[0]}")


def _said(message: Json, names: Collection[str]) -> str:
    text = unicodedata.normalize("NFC", text_of(message, "text") or text_of(message, "caption"))
    for name in sorted(names, key=len, reverse=True):
        mention = f"@{unicodedata.normalize('NFC', name)}".casefold()
        start, rest = text.lstrip()[: len(mention)], text.lstrip()[len(mention) :]
        if start.casefold() == mention and not rest[:1].isalnum():
            return rest.lstrip(" ,:\u00a0")
    return text
