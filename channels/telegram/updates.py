"""Telegram's updates, from raw JSON to what they mean. Pure, and on plain dicts, since library objects cost more."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

from channels.messages import BadPayload, Inbound, Kind, Media, MediaKind, PollCounts, Vote
from texts.places import Place, rounded

ALLOWED_UPDATES = ("message", "edited_message", "callback_query", "my_chat_member", "poll", "poll_answer")

_COMMAND = re.compile(r"/(\w+)@(\w+)(?=\s|$)", re.ASCII)
# What people can send that no question asks for. Everything else without text or file is a service message.
_OTHER = (
    "sticker",
    "contact",
    "animation",
    "dice",
    "game",
    "poll",
    "story",
    "checklist",
    "paid_media",
    "invoice",
)
_FILES = {
    "voice": MediaKind.VOICE,
    "video": MediaKind.VIDEO,
    "video_note": MediaKind.VIDEO,
    "audio": MediaKind.AUDIO,
    "document": MediaKind.DOCUMENT,
}
_RIGHTS = ("restricted", "member", "administrator", "creator")
"""The states inside a group, each with more rights than the one before."""
_OUTSIDE = ("left", "kicked")
_NO_TIME = datetime.fromtimestamp(0, UTC)
"""What is told of a poll has no time of its own."""

Json = dict[str, Any]


def parse_update(payload: object, *, account: str, username: str) -> list[Inbound]:
    """The messages that one update brings; [] for kinds we do not use. Raises `BadPayload` where it is not an update at all.

    `username` is our bot's, without the @: commands addressed to it lose the suffix, those to another bot in a
    group are not ours. A tap has no time of its own: `sent_at` is that of the message with the button.
    """
    if not isinstance(payload, dict):
        raise BadPayload("an update is an object")
    update = _Update(payload, account, username)
    for name, read in _READERS.items():
        if name in payload:
            return read(update, _object(payload, name))
    return []


class _Update:
    """Common parts of all messages of one update."""

    def __init__(self, payload: Json, account: str, username: str) -> None:
        self.id = _whole(payload, "update_id")
        self.account = account
        self.username = username.lower()

    def inbound(self, kind: Kind, chat: Json, sender: Json | None, sent_at: datetime, **more: Any) -> list[Inbound]:
        return [
            Inbound(
                account=self.account,
                event_id=str(self.id),
                kind=kind,
                chat_id=str(_whole(chat, "id")),
                private=chat.get("type") == "private",
                sender_id=str(_whole(sender, "id")) if sender else "",
                sent_at=sent_at,
                order=self.id,
                title=_text(chat, "title"),
                **more,
            )
        ]

    def addressed(self, text: str, private: bool) -> str | None:
        """The text without our own name behind its command; None where the command is another bot's."""
        command = _COMMAND.match(text)
        if command is None or not self.username:
            return text
        if command[2].lower() == self.username:
            return f"/{command[1]}{text[command.end() :]}"
        return text if private else None

    def is_meant(self, message: Json, chat: Json) -> bool:
        """Tell whether a message is for us: an administrator's bot is brought all that people say among themselves."""
        if chat.get("type") == "private":
            return True
        text = (_text(message, "text") or _text(message, "caption")).lower()
        replied = message.get("reply_to_message")
        spoke = replied.get("from") if isinstance(replied, dict) else None
        ours = isinstance(spoke, dict) and str(spoke.get("id")) == self.account
        return ours or text.startswith("/") or (bool(self.username) and f"@{self.username}" in text)


def _message(update: _Update, message: Json) -> list[Inbound]:
    chat = _chat(message)
    if chat is None:
        return []
    sender = _sender(message, chat)
    sent_at = _instant(message, "date")
    message_id = str(_whole(message, "message_id"))
    topic = _topic(message)
    to_us = update.is_meant(message, chat)
    moved = _moved(update, message, chat, sender, sent_at)
    if moved:
        return moved
    if "forum_topic_reopened" in message:
        return update.inbound(Kind.TOPIC_REOPENED, chat, sender, sent_at, topic=topic)
    media = _media(message)
    text = _text(message, "text") or _text(message, "caption")
    if "location" in message:  # in a venue too, whose name and address would say more than its place
        place = _place(_object(message, "location"))
        return update.inbound(Kind.LOCATION, chat, sender, sent_at, message_id=message_id, place=place, to_us=to_us)
    if media is None and "text" not in message:
        if not any(name in message for name in _OTHER):
            return []
        return update.inbound(Kind.OTHER, chat, sender, sent_at, message_id=message_id, to_us=to_us)
    said = update.addressed(text, chat["type"] == "private")
    if said is None:
        return []
    kind = Kind.TEXT if media is None else Kind.MEDIA
    more: Json = {"message_id": message_id, "text": said, "media": media, "topic": topic, "to_us": to_us}
    return update.inbound(kind, chat, sender, sent_at, **more)


def _edited(update: _Update, message: Json) -> list[Inbound]:
    chat = _chat(message)
    if chat is None:
        return []
    media = _media(message)
    if media is None and "text" not in message:
        return []
    said = update.addressed(_text(message, "text") or _text(message, "caption"), chat["type"] == "private")
    if said is None:
        return []
    return update.inbound(
        Kind.EDITED,
        chat,
        _maybe(message, "from"),
        _instant(message, "edit_date" if "edit_date" in message else "date"),
        message_id=str(_whole(message, "message_id")),
        text=said,
        media=media,
    )


def _tap(update: _Update, query: Json) -> list[Inbound]:
    message = _maybe(query, "message")
    token = _text(query, "data")
    chat = _chat(message) if message else None
    if message is None or chat is None or not token:
        return []
    return update.inbound(
        Kind.BUTTON,
        chat,
        _object(query, "from"),
        _instant(message, "date"),
        message_id=str(_whole(message, "message_id")),
        token=token,
        tap_id=_text(query, "id"),
        topic=_topic(message),
    )


def _membership(update: _Update, change: Json) -> list[Inbound]:
    chat = _chat(change)
    if chat is None:
        return []
    was, now = (_object(change, name) for name in ("old_chat_member", "new_chat_member"))
    before, after = _inside(was), _inside(now)
    if chat["type"] == "private":
        kind = Kind.UNBLOCKED if after else Kind.BLOCKED
    elif before == after:
        if not (after and _rights(now) > _rights(was)):
            return []
        kind = Kind.GROUP_JOINED
    else:
        kind = Kind.GROUP_JOINED if after else Kind.GROUP_LEFT
    return update.inbound(kind, chat, _object(change, "from"), _instant(change, "date"))


def poll_counts(poll: object) -> PollCounts:
    """The counts of a poll as the network tells them. Raises `BadPayload` where it is none."""
    if not isinstance(poll, dict) or not isinstance(options := poll.get("options"), list):
        raise BadPayload("a poll has options")
    counts = tuple(_whole(one, "voter_count") if isinstance(one, dict) else 0 for one in options)
    if not _text(poll, "id"):
        raise BadPayload("a poll has an id")
    return PollCounts(_text(poll, "id"), counts, _whole(poll, "total_voter_count"), poll.get("is_closed") is True)


def _poll(update: _Update, poll: Json) -> list[Inbound]:
    """The counts alone, nobody's chat and nobody's words: what is told of one poll keeps its order."""
    counted = poll_counts(poll)
    found = Inbound(
        account=update.account,
        event_id=str(update.id),
        kind=Kind.POLL,
        chat_id=counted.poll,
        private=False,
        sender_id="",
        sent_at=_NO_TIME,
        order=update.id,
        poll=counted,
    )
    return [found]


def _vote(update: _Update, answer: Json) -> list[Inbound]:
    """A vote of somebody; [] of whoever votes as a channel or as a group."""
    choices = answer.get("option_ids")
    if "user" not in answer or not isinstance(choices, list):
        return []
    if not all(isinstance(one, int) and not isinstance(one, bool) for one in choices):
        raise BadPayload("a vote names options by number")
    who = str(_whole(_object(answer, "user"), "id"))
    vote = Vote(_text(answer, "poll_id"), tuple(choices))
    voted = Inbound(
        account=update.account,
        event_id=str(update.id),
        kind=Kind.VOTE,
        chat_id=who,
        private=False,
        sender_id=who,
        sent_at=_NO_TIME,
        order=update.id,
        vote=vote,
    )
    return [voted]


_READERS: dict[str, Callable[[_Update, Json], list[Inbound]]] = {
    "message": _message,
    "edited_message": _edited,
    "callback_query": _tap,
    "my_chat_member": _membership,
    "poll": _poll,
    "poll_answer": _vote,
}


def _moved(update: _Update, message: Json, chat: Json, sender: Json | None, sent_at: datetime) -> list[Inbound]:
    """A group became a supergroup: said once in the old chat and once in the new one, and we take either."""
    if "migrate_to_chat_id" in message:
        return update.inbound(
            Kind.GROUP_MOVED, chat, sender, sent_at, moved_to=str(_whole(message, "migrate_to_chat_id"))
        )
    if "migrate_from_chat_id" in message:
        old = {**chat, "id": _whole(message, "migrate_from_chat_id")}
        return update.inbound(Kind.GROUP_MOVED, old, sender, sent_at, moved_to=str(_whole(chat, "id")))
    return []


def _media(message: Json) -> Media | None:
    album = _text(message, "media_group_id")
    if "animation" in message:
        return None
    sizes = message.get("photo")
    if sizes is not None:
        if not isinstance(sizes, list) or not sizes or not all(isinstance(size, dict) for size in sizes):
            raise BadPayload("a photo has sizes")
        largest = max(sizes, key=lambda size: _whole(size, "width") * _whole(size, "height"))
        return _file(MediaKind.PHOTO, largest, album)
    for name, kind in _FILES.items():
        if name in message:
            return _file(kind, _object(message, name), album)
    return None


def _file(kind: MediaKind, file: Json, album: str) -> Media:
    file_id = _text(file, "file_id")
    if not file_id:
        raise BadPayload("a file has an id")
    size = _whole(file, "file_size") if "file_size" in file else 0
    return Media(kind, file_id, _text(file, "file_name"), _text(file, "mime_type"), size, album)


def _place(location: Json) -> Place:
    latitude, longitude = _degrees(location, "latitude"), _degrees(location, "longitude")
    try:
        return rounded(latitude, longitude)
    except ValueError as error:
        raise BadPayload("a location is on earth") from error


def _inside(member: Json) -> bool:
    status = _text(member, "status")
    if status not in _RIGHTS + _OUTSIDE:
        raise BadPayload("unknown membership")
    return status in _RIGHTS and not (status == "restricted" and member.get("is_member") is False)


def _rights(member: Json) -> tuple[int, bool]:
    """How much we may do inside a group, to be compared."""
    return _RIGHTS.index(_text(member, "status")), member.get("can_send_messages") is True


def _sender(message: Json, chat: Json) -> Json | None:
    """Whoever wrote; the group itself where an administrator writes anonymously in its name."""
    speaks_as = _maybe(message, "sender_chat")
    return speaks_as if speaks_as and speaks_as.get("id") == chat.get("id") else _maybe(message, "from")


def _topic(message: Json) -> str:
    """The topic's id: a group without topics threads its replies as well, which is none."""
    return str(_whole(message, "message_thread_id")) if message.get("is_topic_message") is True else ""


def _chat(source: Json) -> Json | None:
    """The chat, None where it is neither private nor a group."""
    chat = _object(source, "chat")
    kind = _text(chat, "type")
    if not kind:
        raise BadPayload("a chat has a type")
    return chat if kind in ("private", "group", "supergroup") else None


def _object(source: Json, name: str) -> Json:
    value = source.get(name)
    if not isinstance(value, dict):
        raise BadPayload(f"{name} is not an object")
    return value


def _maybe(source: Json, name: str) -> Json | None:
    return _object(source, name) if name in source else None


def _whole(source: Json, name: str) -> int:
    value = source.get(name)
    if not isinstance(value, int) or isinstance(value, bool):
        raise BadPayload(f"{name} is not a whole number")
    return value


def _degrees(source: Json, name: str) -> float:
    value = source.get(name)
    if not isinstance(value, int | float) or isinstance(value, bool):
        raise BadPayload(f"{name} is not a number")
    return value


def _text(source: Json, name: str) -> str:
    value = source.get(name, "")
    if not isinstance(value, str):
        raise BadPayload(f"{name} is not a text")
    return value


def _instant(source: Json, name: str) -> datetime:
    try:
        return datetime.fromtimestamp(_whole(source, name), UTC)
    except (OverflowError, OSError, ValueError) as error:
        if isinstance(error, BadPayload):
            raise
        raise BadPayload(f"{name} is not a time") from None
