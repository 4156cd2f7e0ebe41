"""The Official Account's webhooks: whether one is the network's own, and what it means. Pure.

Where the documentation and shipped clients disagree, both are read: ids and times as texts or numbers, a group's id as
"recipient.id", "recipient.group_id" or "group_id", a person's under any of the names seen.
"""

from __future__ import annotations

import hashlib
import hmac
import re
import unicodedata
from collections.abc import Callable, Collection, Mapping
from typing import Any

import orjson

from channels.messages import BadPayload, Inbound, Kind, Media, MediaKind
from channels.payloads import Json, identifier, instant, json_object, text_of, whole
from channels.webhooks import header_bytes
from texts.places import Place, rounded

TokenOf = Callable[[str, str], str | None]

GROUP = "group:"
"""Begins the chat id of a group, whose ids cannot be told from a person's."""

_SIGNATURE = "x-zevent-signature"
_TIMESTAMP = "x-zevent-timestamp"
_MAC = re.compile(r"(mac=)?[0-9a-fA-F]{64}")
_SENT = "user_send_"
_SENT_IN_GROUP = "user_send_group_"
# Which event has the files: (our kind, name and type where the payload has none).
_FILES = {
    "image": (MediaKind.PHOTO, "", ""),
    "audio": (MediaKind.VOICE, "voice.amr", "audio/amr"),
    "video": (MediaKind.VIDEO, "video.mp4", "video/mp4"),
    "file": (MediaKind.DOCUMENT, "", ""),
}
_OTHER = ("sticker", "gif", "business_card")
# "Chat now" is pressed once, and opens the chat as following does.
_PLACES = {
    "follow": Kind.UNBLOCKED,
    "user_click_chatnow": Kind.UNBLOCKED,
    "unfollow": Kind.BLOCKED,
    "user_withdraw": Kind.WITHDRAWN,
}
_GROUPS = {"create_group": Kind.GROUP_JOINED, "delete_group": Kind.GROUP_LEFT}
_MENTION = re.compile(r"\[@([\w-]{1,64})\]", re.ASCII)


def is_signed(
    headers: Mapping[str, str], body: bytes, *, secrets: Collection[str], first_terms: Collection[str]
) -> bool:
    """True if a webhook call carries the signature that the network would put on it with one of `secrets`.

    It is the plain SHA-256 of first term, raw body, time and secret. Sources differ on the first term (the app's id, the
    account's), on the secret (the webhook's own, the app's), on where the time stands (in the body, in a header) and on the
    "mac=" before it.
    """
    found = {name.lower(): value for name, value in headers.items() if name.lower() in (_SIGNATURE, _TIMESTAMP)}
    written = found.get(_SIGNATURE, "").strip().removeprefix("mac=").lower()
    given = header_bytes(written)
    times = {_time_of(body), found.get(_TIMESTAMP, "")} - {""}
    good = False
    for first in first_terms:
        for time in times:
            for secret in secrets:
                mac = hashlib.sha256(first.encode() + body + header_bytes(time) + secret.encode()).hexdigest()
                good |= hmac.compare_digest(mac.encode(), given)
    return good


def has_signature(headers: Mapping[str, str]) -> bool:
    """Tell whether a header has the form of a signature: 64 hexadecimal digits, with or without "mac=" before them."""
    return any(name.lower() == _SIGNATURE and _MAC.fullmatch(value.strip()) for name, value in headers.items())


def _time_of(body: bytes) -> str:
    try:
        payload = orjson.loads(body)
    except orjson.JSONDecodeError:
        return ""
    given = payload.get("timestamp") if isinstance(payload, dict) else None
    return str(given) if isinstance(given, str | int) else ""


def parse_update(payload: object, *, account: str, token_of: TokenOf) -> list[Inbound]:
    """The messages that one event brings; [] for kinds we do not use and for other accounts.

    Raises `BadPayload` where it is no event at all.

    `token_of` gives the token of a text that is a button's press in a chat (see `zalo_oa.buttons.Seal.token`). In a group
    the network seems to bring all that is said: what neither mentions us nor is a command is left alone.
    """
    if not isinstance(payload, dict):
        raise BadPayload("an event is an object")
    event = _Event(payload, account)
    name = text_of(payload, "event_name")
    if name in _PLACES:
        return event.of_person(name)
    if name in _GROUPS:
        return event.of_group(name)
    if name.startswith(_SENT_IN_GROUP):
        return event.in_group(name.removeprefix(_SENT_IN_GROUP))
    if name.startswith(_SENT):
        return event.in_private(name.removeprefix(_SENT), token_of)
    return []


class _Event:
    def __init__(self, payload: Json, account: str) -> None:
        self._payload, self._account = payload, account

    def of_person(self, name: str) -> list[Inbound]:
        """The person of a wish to be forgotten: as its form is not documented, whoever is named besides us."""
        ends = [_nested(self._payload, end) for end in ("follower", "sender", "user", "recipient")]
        named = [*ends, _optional(self._payload, "user_id")]
        ours = _optional(self._payload, "oa_id") or (
            self._account if self._account in named or not ends[3] else ends[3]
        )
        if not self._ours(ours):
            return []
        person = next((sender for sender in named if sender and sender != self._account), "")
        if not person:
            raise BadPayload("nobody is named")
        return [self._inbound(f"{name}:{person}:{self._time()}", _PLACES[name], person, person)]

    def of_group(self, name: str) -> list[Inbound]:
        if not self._ours(_optional(self._payload, "oa_id")):
            return []
        group, title = identifier(self._payload, "group_id"), text_of(self._payload, "group_name")
        return [self._inbound(f"{name}:{group}:{self._time()}", _GROUPS[name], f"{GROUP}{group}", "", title=title)]

    def in_private(self, what: str, token_of: TokenOf) -> list[Inbound]:
        if what not in (*_FILES, *_OTHER, "text", "link", "location"):
            return []
        person, message = identifier(json_object(self._payload, "sender"), "id"), json_object(self._payload, "message")
        if not self._ours(identifier(json_object(self._payload, "recipient"), "id")):
            return []
        said = unicodedata.normalize("NFC", text_of(message, "text"))
        token = token_of(person, said) if what == "text" else None
        if token is not None:
            message_id = identifier(message, "msg_id")
            return [self._inbound(f"text:{message_id}", Kind.BUTTON, person, person, token=token)]
        return self._said(what, message, said, person, person)

    def in_group(self, what: str) -> list[Inbound]:
        if what not in (*_FILES, "text", "link"):
            return []
        if not self._ours(_optional(self._payload, "oa_id") or self._account):
            return []
        recipient = self._payload.get("recipient")
        places = [self._payload, *([recipient] if isinstance(recipient, dict) else [])]
        group = next(filter(None, (_optional(p, "group_id") for p in places)), "") or _nested(
            self._payload, "recipient"
        )
        if not group:
            raise BadPayload("no group")
        message = json_object(self._payload, "message")
        said = unicodedata.normalize("NFC", text_of(message, "text"))
        if self._account not in _MENTION.findall(said) and not said.startswith("/"):
            return []
        said = _without_mentions(said, self._account)
        if what == "text" and not said:
            return []
        sender = identifier(json_object(self._payload, "sender"), "id")
        return self._said(what, message, said, f"{GROUP}{group}", sender)

    def _said(self, what: str, message: Json, said: str, chat: str, sender: str) -> list[Inbound]:
        message_id = identifier(message, "msg_id")
        event_id = f"{what}:{message_id}"
        if what in _FILES:
            found = [_media(what, file) for file in _attachments(message)]
            if not found:
                raise BadPayload("no file")
            many = len(found) > 1
            return [
                self._inbound(
                    f"{event_id}:{number}" if number else event_id,
                    Kind.MEDIA,
                    chat,
                    sender,
                    message_id=message_id,
                    text="" if number else said,
                    media=_in_album(media, message_id) if many else media,
                )
                for number, media in enumerate(found)
            ]
        if what == "location":
            place = _place(_attachments(message))
            return [self._inbound(event_id, Kind.LOCATION, chat, sender, message_id=message_id, place=place)]
        if what == "link" and not said:
            said = next((text_of(file, "url") for file in _attachments(message)), "")
        kind = Kind.TEXT if said and what in ("text", "link") else Kind.OTHER
        return [self._inbound(event_id, kind, chat, sender, message_id=message_id, text=said)]

    def _ours(self, account: str) -> bool:
        """An app may serve several accounts, whose events all come to its one webhook."""
        return account == self._account

    def _time(self) -> int:
        return whole(self._payload, "timestamp")

    def _inbound(self, event_id: str, kind: Kind, chat: str, sender: str, **more: Any) -> Inbound:
        time = self._time()
        return Inbound(
            account=self._account,
            event_id=event_id,
            kind=kind,
            chat_id=chat,
            private=not chat.startswith(GROUP),
            sender_id=sender,
            sent_at=instant(time),
            order=time,
            **more,
        )


def _without_mentions(said: str, account: str) -> str:
    """A mention of us that begins the text is taken off it; others keep their sign, and not whose it is."""
    said = re.sub(rf"^(\s*\[@{re.escape(account)}\][ ,:\u00a0]*)+", "", said)
    return _MENTION.sub("@", said).strip()


def _attachments(message: Json) -> list[Json]:
    """The payloads of what a message carries."""
    found = message.get("attachments")
    if not isinstance(found, list):
        raise BadPayload("attachments are not a list")
    return [json_object(attachment, "payload") for attachment in found if isinstance(attachment, dict)]


def _media(what: str, file: Json) -> Media:
    kind, name, mime = _FILES[what]
    address = text_of(file, "url") or (text_of(file, "thumbnail") if what == "image" else "")
    if not address:
        raise BadPayload("no address")
    size = file.get("size")
    size = int(size) if isinstance(size, str) and size.isascii() and size.isdigit() and len(size) < 19 else size
    known = isinstance(size, int) and not isinstance(size, bool) and 0 <= size < 1 << 62
    return Media(kind, address, text_of(file, "name") or name, mime, size if known and size else 0)


def _in_album(media: Media, album: str) -> Media:
    return Media(media.kind, media.file_id, media.name, media.mime, media.size, album)


def _place(attachments: list[Json]) -> Place:
    for file in attachments:
        point = json_object(file, "coordinates")
        try:
            return rounded(float(point["latitude"]), float(point["longitude"]))
        except (KeyError, TypeError, ValueError):
            raise BadPayload("no place") from None
    raise BadPayload("no place")


def _nested(source: Json, name: str) -> str:
    """The id of what a field holds, "" where it holds none."""
    value = source.get(name)
    return _optional(value, "id") if isinstance(value, dict) else ""


def _optional(source: Json, name: str) -> str:
    return identifier(source, name) if source.get(name) not in (None, "") else ""
