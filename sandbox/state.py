"""The state of the world, and the few moves that all else is made of: write, change, tell the bots, tell the page."""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, timezone
from typing import Any, NamedTuple

from sandbox.chats import Chat, ChatKind, Message, Status, message_json
from sandbox.clock import Clock, Signal
from sandbox.faults import Faults
from sandbox.limits import Flood
from sandbox.media import Files
from sandbox.people import Account, Bot, Person
from sandbox.updates import UpdateQueue
from sandbox.zalo_oa_queue import OaQueue
from sandbox.zalo_queue import ZaloQueue, hears

START = datetime(2026, 11, 3, 8, 30, tzinfo=timezone(timedelta(hours=7)))
FIRST_PERSON = 5_001_000_001
FIRST_GROUP = -4_200_000_001
FIRST_SUPERGROUP = -1_002_200_000_001
CALLS_KEPT = 50_000
TAPS_KEPT = 10_000


class Call(NamedTuple):
    """One API call as it ended: world time in Unix seconds, `monotonic` real seconds, `error` "" or the row's name."""

    number: int
    bot: int
    method: str
    chat: int | None
    at: float
    monotonic: float
    error: str


@dataclass(slots=True, eq=False)
class Tap:
    """A pressed button, until it is answered or too old to be."""

    id: str
    person: Person
    chat: Chat
    message_id: int
    data: str
    at: float
    bot: Bot
    answered: bool = False


@dataclass(frozen=True, slots=True)
class Toast:
    """A line that showed for a moment over a chat after a tap; `alert`: in a box that has to be closed."""

    person: Person
    chat: Chat
    tap: str
    text: str
    alert: bool


@dataclass(frozen=True, slots=True)
class Happening:
    """Something the page wants to know: `what` is message, edited, deleted, toast, clock, state or again."""

    what: str
    message: Message | None = None
    toast: Toast | None = None


@dataclass(frozen=True, slots=True)
class Screen:
    """One phone on the page: a person looking at one chat."""

    id: str
    person: Person
    role: dict[str, str]
    accent: str
    bot: Bot | None = None
    group: str = ""


class WorldState:
    """Bots, people, groups, messages, queues. All in memory; one event loop, no locks."""

    def __init__(self, now: datetime | None = None, *, running: bool = False) -> None:
        self.clock = Clock(now or START, running=running)
        self.faults = Faults()
        self.limits = Flood()
        self.files = Files()
        self.bots: dict[str, Bot] = {}
        self.people: dict[str, Person] = {}
        self.groups: dict[str, Chat] = {}
        self.screens: list[Screen] = []
        self.language = "vi"  # in which its people keep their phones
        self.spoken = Signal()
        self.ready = True  # whether whoever runs it has brought it to where people may look
        self.again: Callable[[], None] | None = None  # what lets the world begin once more, where somebody can
        self.title: dict[str, str] = {"vi": "Thế giới thử", "en": "Sandbox world"}
        self.calls: deque[Call] = deque(maxlen=CALLS_KEPT)
        self.toasts: deque[Toast] = deque(maxlen=TAPS_KEPT)
        self.taps: dict[str, Tap] = {}
        self.listeners: list[Callable[[Happening], None]] = []
        self.retry_unit = 1.0  # real seconds of the first pause before a webhook is tried again
        self.history = 500  # messages that a chat remembers, so that hours of benchmark run in flat memory
        self.closing = False
        self.address = ""  # where it is served, for what is fetched from it
        self._changes = Signal()
        self._bots: dict[int, Bot] = {}
        self._tokens: dict[str, Bot] = {}
        self._people: dict[int, Person] = {}
        self._groups: dict[int, Chat] = {}
        self._privates: dict[tuple[int, int], Chat] = {}
        self._last_message = self._last_milli = 0
        self._last_tap = 0
        self._last_album = 0
        self._last_poll = 0
        self._call_count = 0
        self.clock.on_jump(self._clock_jumped)

    # Who and where

    def add_bot(
        self, username: str, name: str = "", token: str = "", *, privacy: bool = True, network: str = "telegram"
    ) -> Bot:
        """Adds a bot on Telegram, one of Zalo's Bot Platform (`network` "zalo"; its `username` is the account's name), or
        an Official Account ("zalo_oa"; its id is what stands before the token's colon)."""
        token = token or f"{100_001 + len(self.bots)}:SANDBOX-{username}"
        kind = {"telegram": UpdateQueue, "zalo": ZaloQueue, "zalo_oa": OaQueue}[network]
        queue = kind(int(token.partition(":")[0]), self.faults, self.changed_now)
        bot = Bot(token, username, name or username, queue, privacy, network)
        if isinstance(queue, OaQueue):
            queue.name, queue.since = bot.name, self.clock.timestamp()
        if bot.id in self._bots or username in self.bots:
            raise ValueError(f"there is a bot {username} or {bot.id} already")
        self.bots[username] = self._bots[bot.id] = self._tokens[token] = bot
        return bot

    def add_person(
        self,
        key: str,
        name: str = "",
        *,
        id: int | None = None,
        username: str = "",
        language: str = "vi",
        phone: str = "",
        started: Iterable[Bot] = (),
    ) -> Person:
        """Adds a person; `started` names the bots in whose chat they have pressed Start already."""
        number = id if id is not None else FIRST_PERSON + len(self.people)
        if number in self._people or key in self.people:
            raise ValueError(f"there is a person {key} or {number} already")
        person = Person(key, number, name or key, username, language, phone)
        self.people[key] = self._people[number] = person
        for bot in started:
            self.private(bot, person).started = True
        return person

    def add_group(
        self, key: str, title: str, members: Iterable[Account], *, supergroup: bool = False, id: int | None = None
    ) -> Chat:
        """A closed group; the first person is its creator. Bots are put in without an update, as if long ago."""
        kind = ChatKind.SUPERGROUP if supergroup else ChatKind.GROUP
        first = FIRST_SUPERGROUP if supergroup else FIRST_GROUP
        group = Chat(id if id is not None else first - len(self._groups), kind, title, key)
        for account in members:
            creator = not group.members and not account.is_bot
            group.members[account.id] = Status.CREATOR if creator else Status.MEMBER
        self.groups[key] = self._groups[group.id] = group
        return group

    def bot_by_token(self, token: str) -> Bot | None:
        return self._tokens.get(token)

    def bot_by_id(self, id: int) -> Bot | None:
        return self._bots.get(id)

    def person_by_id(self, id: int) -> Person | None:
        return self._people.get(id)

    def group_by_id(self, id: int) -> Chat | None:
        return self._groups.get(id)

    def speak(self, language: str) -> None:
        """Everybody keeps their phone in another language from now on (its code, as in Telegram's `language_code`)."""
        self.language = language
        for person in self.people.values():
            person.speak(language)
        self.spoken.notify()
        self.happened(Happening("state"))

    def account(self, id: int) -> Account | None:
        return self._people.get(id) or self._bots.get(id)

    def private(self, bot: Bot, person: Person) -> Chat:
        """The private chat of the two; made when first asked for."""
        chat = self._privates.get((bot.id, person.id))
        if chat is None:
            chat = Chat(person.id, ChatKind.PRIVATE, person=person, bot=bot)
            self._privates[bot.id, person.id] = chat
        return chat

    def chats_of(self, bot: Bot) -> list[Chat]:
        """The private chats that a bot has, and the groups in which it is."""
        groups = [group for group in self._groups.values() if group.has(bot.id)]
        return [chat for (owner, _), chat in self._privates.items() if owner == bot.id] + groups

    def known_private(self, bot: Bot, id: int) -> Chat | None:
        """The private chat if the bot may know of it: they have written to each other or share a group."""
        chat = self._privates.get((bot.id, id))
        if chat is not None:
            return chat
        person = self._people.get(id)
        if person is not None and any(g.has(id) and g.has(bot.id) for g in self._groups.values()):
            return self.private(bot, person)
        return None

    def _clock_jumped(self) -> None:
        self.happened(Happening("clock"))

    # What is written

    def now(self) -> int:
        """The world's time in whole Unix seconds, as Telegram's dates are."""
        return int(self.clock.timestamp())

    def write(self, chat: Chat, sender: Account, **fields: Any) -> Message:
        """Puts a new message into a chat; `fields` are those of `Message`. Tells the page, not the bots."""
        if chat.kind is ChatKind.SUPERGROUP:
            chat.last_id += 1
            number = chat.last_id
        else:
            self._last_message += 1
            number = self._last_message
        self._last_milli = max(int(self.clock.timestamp() * 1000), self._last_milli + 1)
        message = Message(number, chat, sender, self.now(), self._last_milli, **fields)
        chat.keep(message, self.history)
        if sender.is_bot:
            chat.last_bot = sender.id
        self.happened(Happening("message", message))
        return message

    def deliver(self, message: Message, kind: str = "message") -> None:
        """Makes an update of a message for each bot of its chat that may see it."""
        chat = message.chat
        if chat.bot is not None:
            self._tell(chat.bot, kind, message)
            return
        for member in list(chat.members):
            bot = self._bots.get(member)
            if bot is not None and chat.has(member) and self._sees(bot, message):
                self._tell(bot, kind, message)

    def _tell(self, bot: Bot, kind: str, message: Message) -> None:
        if not isinstance(bot.queue, ZaloQueue | OaQueue):
            bot.queue.push(kind, message.chat.id, message_json(message), self.clock.timestamp())
        elif kind == "message":
            bot.queue.address = self.address
            bot.queue.hear(message, self.clock.timestamp())

    def _sees(self, bot: Bot, message: Message) -> bool:
        """Privacy mode (core.telegram.org/bots/features#privacy-mode)."""
        chat = message.chat
        if bot.network == "zalo":
            return hears(bot.id, chat, message)
        if bot.network == "zalo_oa":  # of a group that it made it seems to get all that is said
            return not message.sender.is_bot and not message.service
        if message.sender is bot or (message.sender.is_bot and not message.service):
            return False
        if message.service or not bot.privacy or chat.members[bot.id] in (Status.ADMINISTRATOR, Status.CREATOR):
            return True
        if message.reply_to is not None and message.reply_to.sender is bot:
            return True
        text = message.text.lower()
        if f"@{bot.username.lower()}" in text:
            return True
        if not message.entities or message.entities[0]["type"] != "bot_command" or message.entities[0]["offset"]:
            return False
        if "@" in text.split()[0]:
            return False
        others = [member for member in chat.members if member in self._bots and chat.has(member)]
        return len(others) == 1 or chat.last_bot in (0, bot.id)

    def membership(self, chat: Chat, bot: Bot, actor: Account, old: Status, new: Status) -> None:
        """Tells a bot that its own place in a chat has changed."""
        content = {
            "chat": chat.head,
            "from": actor.user,
            "date": self.now(),
            "old_chat_member": member_json(bot, old),
            "new_chat_member": member_json(bot, new),
        }
        bot.queue.push("my_chat_member", chat.id, content, self.clock.timestamp())

    def new_tap(self, person: Person, chat: Chat, bot: Bot, message_id: int, data: str) -> Tap:
        self._last_tap += 1
        tap = Tap(
            str(4_382_000_000_000_000_000 + self._last_tap * 7919 + self._last_tap),
            person,
            chat,
            message_id,
            data,
            self.clock.timestamp(),
            bot,
        )
        self.taps[tap.id] = tap
        if len(self.taps) > TAPS_KEPT:
            del self.taps[next(iter(self.taps))]
        return tap

    def new_poll(self) -> str:
        self._last_poll += 1
        return str(5_300_000_000_000_000_000 + self._last_poll)

    def new_album(self) -> str:
        self._last_album += 1
        return str(13_900_000_000_000_000 + self._last_album)

    # Who wants to know

    def happened(self, happening: Happening) -> None:
        for listener in self.listeners:
            listener(happening)
        self._changes.notify()

    def changed_now(self) -> None:
        self._changes.notify()

    async def changed(self, timeout: float | None = None) -> bool:  # noqa: ASYNC109 - a test's patience
        """Waits for the next change of any kind, at most `timeout` real seconds. False when the time ran out."""
        return await self._changes.wait(timeout)

    async def until(self, condition: Callable[[], object], timeout: float = 10.0) -> None:  # noqa: ASYNC109
        """Waits until `condition()` holds, looking after every change. Raises `TimeoutError` after `timeout` s."""
        end = time.monotonic() + timeout
        while not condition():
            if not await self.changed(end - time.monotonic()):
                raise TimeoutError("the world did not come to that")

    def record(self, bot: int, method: str, chat: int | None, error: str) -> None:
        self._call_count += 1
        self.calls.append(Call(self._call_count, bot, method, chat, self.clock.timestamp(), time.monotonic(), error))
        self._changes.notify()

    def mark(self) -> int:
        """A number to give to `calls_since`."""
        return self._call_count

    def calls_since(self, mark: int = 0, *, polls: bool = False) -> list[Call]:
        """The API calls that ended after `mark`, without getUpdates unless `polls` (the last 50,000 are kept)."""
        found = []
        for call in reversed(self.calls):
            if call.number <= mark:
                break
            if polls or call.method != "getupdates":
                found.append(call)
        return found[::-1]

    def pending(self, bot: Bot | str) -> int:
        """Updates that were not handed to the bot yet."""
        return self._bot(bot).queue.pending

    def unconfirmed(self, bot: Bot | str) -> int:
        """Updates that the bot has not confirmed (by the next offset, or by a webhook's 2xx)."""
        return self._bot(bot).queue.unconfirmed

    def _bot(self, bot: Bot | str) -> Bot:
        return self.bots[bot] if isinstance(bot, str) else bot

    def close(self) -> None:
        """Lets every long poll and stream end."""
        self.closing = True
        self.clock.moved.notify()
        self.spoken.notify()
        for bot in self.bots.values():
            bot.queue.arrived.notify()
        self._changes.notify()


def member_json(account: Account, status: Status) -> dict[str, Any]:
    """A ChatMember with the fields that its status has (core.telegram.org/bots/api#chatmember)."""
    found: dict[str, Any] = {"user": account.user, "status": str(status)}
    if status is Status.KICKED:
        found["until_date"] = 0
    elif status is Status.CREATOR:
        found["is_anonymous"] = False
    elif status is Status.ADMINISTRATOR:
        found.update(dict.fromkeys(ADMIN_RIGHTS, True))
        found.update(can_be_edited=False, is_anonymous=False)
    return found


ADMIN_RIGHTS = (
    "can_manage_chat",
    "can_delete_messages",
    "can_manage_video_chats",
    "can_restrict_members",
    "can_promote_members",
    "can_change_info",
    "can_invite_users",
    "can_post_stories",
    "can_edit_stories",
    "can_delete_stories",
    "can_send_welcome_messages",
    "can_pin_messages",
)


def utc(seconds: float) -> datetime:
    return datetime.fromtimestamp(seconds, UTC)
