"""Acts of people on their phones: every act becomes an update in a bot's queue, as on the real network."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from importlib.resources import files
from typing import Any
from urllib.parse import parse_qs, urlsplit

from sandbox import polls
from sandbox.chats import PRESENT, Chat, ChatKind, Message, Status, message_json
from sandbox.errors import ApiError
from sandbox.people import Bot, Person
from sandbox.richtext import found_entities, found_links, units
from sandbox.state import FIRST_SUPERGROUP, Happening, Tap, WorldState

# core.telegram.org/bots/features#deep-linking
START_CODE = re.compile(r"[A-Za-z0-9_-]{1,64}")
MAX_TEXT = 4096
GROUP_ANONYMOUS_BOT = {"id": 1087968824, "is_bot": True, "first_name": "Group", "username": "GroupAnonymousBot"}

PersonLike = Person | str
ChatLike = Chat | Bot | str | int | None


@cache
def act_errors() -> dict[str, dict[str, str]]:
    return tomllib.loads((files("sandbox") / "act_errors.toml").read_text(encoding="utf-8"))


class ActError(ValueError):
    """A person tried what their phone does not let them do; `sentence` is in both languages."""

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self.name = name
        self.sentence = act_errors()[name]


class Acts(WorldState):
    """`chat`: a chat, a bot (its chat with the person), a group's or bot's name, an id, or None for the one bot (on Telegram)."""

    def person(self, person: PersonLike) -> Person:
        """A person by name. Raises `ActError`."""
        found = self.people.get(person) if isinstance(person, str) else person
        if found is None:
            raise ActError("unknown_person")
        return found

    def chat(self, person: PersonLike, chat: ChatLike = None) -> Chat:
        """The chat that a person means. Raises `ActError`."""
        who = self.person(person)
        if isinstance(chat, Chat):
            return chat
        if isinstance(chat, Bot):
            return self.private(chat, who)
        if chat is None or chat == who.id:
            bots = [bot for bot in self.bots.values() if not bot.on_zalo] or list(self.bots.values())
            if len(bots) != 1:
                raise ActError("unknown_chat")
            return self.private(bots[0], who)
        if isinstance(chat, int):
            found = self.group_by_id(chat)
        elif chat in self.bots:
            found = self.private(self.bots[chat], who)
        else:
            found = self.groups.get(chat)
        if found is None:
            raise ActError("unknown_chat")
        return found

    def _may_write(self, person: PersonLike, chat: ChatLike) -> tuple[Person, Chat]:
        who, where = self.person(person), self.chat(person, chat)
        if not who.active:
            raise ActError("deactivated")
        if where.private:
            if where.blocked:
                raise ActError("bot_blocked")
            where.started = True
        elif where.moved_to is not None:
            raise ActError("group_moved")
        elif not where.has(who.id):
            raise ActError("not_member")
        return who, where

    def say(
        self, person: PersonLike, chat: ChatLike, text: str, *, reply_to: int = 0, mention: Bot | str | None = None
    ) -> Message:
        """A person writes. Over 4,096 UTF-16 units it leaves in parts, as from Telegram's apps; returns the last.

        `mention` picks a bot from the list of names that opens with an @, which typing its name does not.
        """
        who, where = self._may_write(person, chat)
        text = text.strip()
        if not text:
            raise ActError("text_empty")
        answered = where.find(reply_to) if reply_to else None
        named: tuple[int, ...] = ()
        if mention is not None:
            picked = self._the_bot(mention)
            text, named = f"@{picked.name} {text}", (picked.id,)
        for part in _parts(text):
            marked = (found_links if where.on_zalo else found_entities)(part)
            message = self.write(where, who, text=part, entities=marked, reply_to=answered, mentions=named)
            self.deliver(message)
        return message

    def start(self, person: PersonLike, bot: Bot | str | None = None, code: str = "") -> Message:
        """Presses Start (Restart after blocking): `/start` or, from a deep link, `/start CODE`."""
        where = self.chat(person, bot)
        if where.blocked:
            self.unblock(person, bot)
        return self.say(person, where, f"/start {code}".strip())

    def open_link(self, person: PersonLike, link: str) -> Message:
        """Opens `https://t.me/<bot>?start=CODE`. Raises `ActError` if it leads to no bot here."""
        parts = urlsplit(link)
        name = parts.path.strip("/")
        code = parse_qs(parts.query).get("start", [""])[0]
        known = parts.netloc.lower() in ("t.me", "telegram.me") and name in self.bots
        if not known or (code and not START_CODE.fullmatch(code)):
            raise ActError("bad_link")
        return self.start(person, self.bots[name], code)

    def edit(self, person: PersonLike, chat: ChatLike, message_id: int, text: str) -> Message:
        """A person corrects a message of theirs (text or caption)."""
        who, where = self._may_write(person, chat)
        message = where.find(message_id)
        if message is None:
            raise ActError("no_message")
        if message.sender is not who or message.service:
            raise ActError("not_yours")
        if where.on_zalo:
            raise ActError("no_editing")
        if not text.strip():
            raise ActError("text_empty")
        message.text, message.entities, message.edited = text.strip(), found_entities(text.strip()), self.now()
        self.happened(Happening("edited", message))
        self.deliver(message, "edited_message")
        return message

    def press(self, person: PersonLike, chat: ChatLike, message_id: int, data: str, *, force: bool = False) -> Tap:
        """Taps a button. `force` sends what no honest app would: data that no button has, on any message."""
        who, where = self.person(person), self.chat(person, chat)
        message = where.find(message_id)
        if not force:
            who, where = self._may_write(who, where)
            if message is None:
                raise ActError("no_message")
            if not any(button.get("callback_data") == data for button in message.buttons()):
                raise ActError("no_button")
        bot = self._presser(where, message)
        tap = self.new_tap(who, where, bot, message_id, data)
        carried = (
            message_json(message) if message is not None else {"chat": where.head, "message_id": message_id, "date": 0}
        )
        content = {
            "id": tap.id,
            "from": who.user,
            "message": carried,
            "chat_instance": str(-7_000_000_000_000 - abs(where.id)),
            "data": data,
        }
        bot.queue.push("callback_query", where.id, content, self.clock.timestamp())
        self.changed_now()
        return tap

    def vote(self, person: PersonLike, chat: ChatLike, message_id: int, *places: int) -> None:
        """Votes in a poll, in the place of what was voted before; without places the vote is taken back."""
        who, where = self._may_write(person, chat)
        message = where.find(message_id)
        if message is None or message.poll is None or message.poll.closed:
            raise ActError("no_button")
        poll, sender = message.poll, message.sender
        assert isinstance(sender, Bot)
        poll.votes.pop(who.id, None)
        if places:
            poll.votes[who.id] = places if poll.several else places[:1]
        if not poll.anonymous:
            answer = {"poll_id": poll.id, "user": who.user, "option_ids": list(poll.votes.get(who.id, ()))}
            sender.queue.push("poll_answer", where.id, answer, self.clock.timestamp())
        polls.changed(self, message)

    def press_label(self, person: PersonLike, chat: ChatLike, label: str) -> Tap:
        """Taps the newest button that reads `label`. Raises `ActError` if there is none."""
        where = self.chat(person, chat)
        for message in reversed(where.messages.values()):
            for button in message.buttons() if not message.deleted else ():
                if button["text"] == label and "callback_data" in button:
                    return self.press(person, where, message.id, button["callback_data"])
        raise ActError("no_button")

    def _presser(self, chat: Chat, message: Message | None) -> Bot:
        if chat.bot is not None:
            return chat.bot
        if message is not None and isinstance(message.sender, Bot):
            return message.sender
        for member in chat.members:
            bot = self.bot_by_id(member)
            if bot is not None:
                return bot
        raise ActError("no_button")

    def send_photo(
        self, person: PersonLike, chat: ChatLike, content: bytes, caption: str = "", *, name: str = "photo.jpg"
    ) -> Message:
        return self.album(person, chat, [content], caption, name=name)[0]

    def album(
        self, person: PersonLike, chat: ChatLike, pictures: list[bytes], caption: str = "", *, name: str = "photo.jpg"
    ) -> list[Message]:
        """Pictures sent together: one message each, the caption on the first, one `media_group_id` if several."""
        who, where = self._may_write(person, chat)
        try:
            kept = [self.files.keep_photo(content, name) for content in pictures]
        except ApiError as problem:
            raise ActError("not_picture") from problem
        extra = {"media_group_id": self.new_album()} if len(pictures) > 1 else {}
        sent = []
        for number, photo in enumerate(kept):
            text = caption.strip() if number == 0 else ""
            message = self.write(where, who, photo=photo, text=text, entities=found_entities(text), extra=dict(extra))
            self.deliver(message)
            sent.append(message)
        return sent

    def send_document(
        self, person: PersonLike, chat: ChatLike, content: bytes, name: str, caption: str = "", *, mime: str = ""
    ) -> Message:
        who, where = self._may_write(person, chat)
        document = self.files.keep("document", content, name, mime)
        return self._say_extra(who, where, {}, text=caption.strip(), document=document)

    def send_voice(self, person: PersonLike, chat: ChatLike, content: bytes, seconds: int = 3) -> Message:
        who, where = self._may_write(person, chat)
        file = self.files.keep("voice", content, "voice.oga", "audio/ogg", seconds=seconds)
        return self._say_extra(who, where, {}, document=file, document_kind="voice")

    def send_audio(
        self, person: PersonLike, chat: ChatLike, content: bytes, name: str, caption: str = "", *, mime: str = ""
    ) -> Message:
        """A sound file, as music is sent."""
        who, where = self._may_write(person, chat)
        file = self.files.keep("audio", content, name, mime, seconds=3)
        return self._say_extra(who, where, {}, text=caption.strip(), document=file, document_kind="audio")

    def send_video(self, person: PersonLike, chat: ChatLike, content: bytes, caption: str = "") -> Message:
        who, where = self._may_write(person, chat)
        file = self.files.keep("video", content, "video.mp4", "video/mp4", width=640, height=360, seconds=3)
        return self._say_extra(who, where, {}, text=caption.strip(), document=file, document_kind="video")

    def send_sticker(self, person: PersonLike, chat: ChatLike, emoji: str = "👍") -> Message:
        who, where = self._may_write(person, chat)
        file = self.files.keep("sticker", emoji.encode(), "sticker.webp", "image/webp")
        flags = {
            "width": 512,
            "height": 512,
            "is_animated": False,
            "is_video": False,
            "type": "regular",
            "emoji": emoji,
        }
        sticker = {"file_id": file.id, "file_unique_id": file.unique, **flags}
        return self._say_extra(who, where, {"sticker": sticker})

    def send_contact(self, person: PersonLike, chat: ChatLike, phone: str = "", name: str = "") -> Message:
        """A contact card; without arguments one's own, which carries one's user id."""
        who, where = self._may_write(person, chat)
        card: dict[str, Any] = {"phone_number": phone or who.phone, "first_name": name or who.name}
        if not phone:
            card["user_id"] = who.id
        return self._say_extra(who, where, {"contact": card})

    def send_location(self, person: PersonLike, chat: ChatLike, latitude: float, longitude: float) -> Message:
        who, where = self._may_write(person, chat)
        return self._say_extra(who, where, {"location": {"latitude": latitude, "longitude": longitude}})

    def _say_extra(self, who: Person, where: Chat, extra: dict[str, Any], **fields: Any) -> Message:
        message = self.write(where, who, extra=extra, **fields)
        self.deliver(message)
        return message

    def delete_own(self, person: PersonLike, chat: ChatLike, message_id: int) -> None:
        """A person takes a message away; bots are not told."""
        message = self.chat(person, chat).find(message_id)
        if message is None:
            raise ActError("no_message")
        message.deleted = True
        self.happened(Happening("deleted", message))

    def block(self, person: PersonLike, bot: Bot | str | None = None) -> None:
        """Stops the bot: its messages no longer arrive, and it is told."""
        self._set_blocked(person, bot, True)

    def unblock(self, person: PersonLike, bot: Bot | str | None = None) -> None:
        self._set_blocked(person, bot, False)

    def _set_blocked(self, person: PersonLike, bot: Bot | str | None, blocked: bool) -> None:
        where = self.chat(person, bot)
        if where.bot is None or where.person is None:
            raise ActError("unknown_chat")
        if where.blocked is blocked:
            return
        where.blocked = blocked
        old, new = (Status.MEMBER, Status.KICKED) if blocked else (Status.KICKED, Status.MEMBER)
        self.membership(where, where.bot, where.person, old, new)
        self.happened(Happening("state"))

    def deactivate(self, person: PersonLike) -> None:
        """The account is deleted for good; bots find out when they write."""
        who = self.person(person)
        who.active = False
        self.happened(Happening("state"))

    def join_group(self, person: PersonLike, group: ChatLike) -> None:
        who, where = self.person(person), self.chat(person, group)
        where.members[who.id] = Status.MEMBER
        self._service(where, who, "new_chat_members", [who.user])

    def leave_group(self, person: PersonLike, group: ChatLike) -> None:
        who, where = self.person(person), self.chat(person, group)
        where.members[who.id] = Status.LEFT
        self._service(where, who, "left_chat_member", who.user)

    def add_bot_to_group(self, person: PersonLike, group: ChatLike, bot: Bot | str | None = None) -> Message:
        """A member puts a bot into the group: the bot hears of its membership, then sees the service message."""
        who, where = self._may_write(person, group)
        added = self._the_bot(bot)
        old = where.members.get(added.id, Status.LEFT)
        where.members[added.id] = Status.MEMBER
        self.membership(where, added, who, old, Status.MEMBER)
        return self._service(where, who, "new_chat_members", [added.user])

    def remove_bot_from_group(self, person: PersonLike, group: ChatLike, bot: Bot | str | None = None) -> None:
        who, where = self._may_write(person, group)
        removed = self._the_bot(bot)
        old = where.members.get(removed.id, Status.LEFT)
        if old not in PRESENT:
            raise ActError("not_member")
        if where.kind is ChatKind.GROUP:  # in a supergroup the bot is out before the service message appears
            self._service(where, who, "left_chat_member", removed.user)
        where.members[removed.id] = Status.KICKED
        if where.kind is ChatKind.SUPERGROUP:
            self._service(where, who, "left_chat_member", removed.user)
        self.membership(where, removed, who, old, Status.KICKED)

    def make_admin(self, person: PersonLike, group: ChatLike, bot: Bot | str | None = None) -> None:
        """The bot becomes an administrator, and so sees every message."""
        who, where = self._may_write(person, group)
        promoted = self._the_bot(bot)
        old = where.members.get(promoted.id, Status.LEFT)
        where.members[promoted.id] = Status.ADMINISTRATOR
        self.membership(where, promoted, who, old, Status.ADMINISTRATOR)
        self.happened(Happening("state"))

    def upgrade_group(self, group: ChatLike) -> Chat:
        """The group becomes a supergroup with a new id; the old one refuses with `migrate_to_chat_id`.

        The bot joins the new chat (my_chat_member) but is never told that it left the old one, and sees a service
        message in each (github.com/tdlib/telegram-bot-api/issues/266).
        """
        old = group if isinstance(group, Chat) else self._group(group)
        if old.kind is not ChatKind.GROUP or old.moved_to is not None:
            raise ActError("unknown_chat")
        creator = next(p for p in map(self.person_by_id, old.members) if p is not None)
        new = Chat(
            FIRST_SUPERGROUP - len(self._groups), ChatKind.SUPERGROUP, old.title, old.key, members=dict(old.members)
        )
        self.groups[old.key] = self._groups[new.id] = new
        for bot in self.bots.values():
            if old.has(bot.id):
                self.membership(new, bot, creator, Status.LEFT, old.members[bot.id])
        self._service(old, creator, "migrate_to_chat_id", new.id)
        old.moved_to = new
        self._service(
            new, creator, "migrate_from_chat_id", old.id, **{"from": GROUP_ANONYMOUS_BOT, "sender_chat": new.head}
        )
        self.happened(Happening("state"))
        return new

    def _group(self, group: ChatLike) -> Chat:
        found = self.groups.get(group) if isinstance(group, str) else None
        if found is None:
            raise ActError("unknown_chat")
        return found

    def _the_bot(self, bot: Bot | str | None) -> Bot:
        if isinstance(bot, Bot):
            return bot
        found = self.bots.get(bot) if bot else next(iter(self.bots.values()), None)
        if found is None:
            raise ActError("unknown_chat")
        return found

    def _service(self, chat: Chat, actor: Person, field: str, value: object, **more: object) -> Message:
        message = self.write(chat, actor, extra={field: value, **more}, service=field)
        self.deliver(message)
        self.happened(Happening("state"))
        return message


def _parts(text: str) -> list[str]:
    """Cuts at 4,096 UTF-16 units, never inside a character."""
    if units(text) <= MAX_TEXT:
        return [text]
    parts: list[str] = []
    start = size = 0
    for index, character in enumerate(text):
        width = 2 if ord(character) > 0xFFFF else 1
        if size + width > MAX_TEXT:
            parts.append(text[start:index])
            start, size = index, 0
        size += width
    return [part.strip() for part in [*parts, text[start:]] if part.strip()]
