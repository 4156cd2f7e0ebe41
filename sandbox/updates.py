"""The queue of a bot: updates with their ids, handed out by polling or pushed by webhook, gone once confirmed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from itertools import islice
from typing import Any

import orjson

from sandbox.clock import Signal
from sandbox.faults import FaultKind, Faults

TYPES = frozenset(
    {"message", "edited_message", "callback_query", "my_chat_member", "chat_member", "poll", "poll_answer"}
)
# core.telegram.org/bots/api#getupdates: all kinds but these come to a bot that did not ask for kinds.
NOT_BY_DEFAULT = frozenset({"chat_member", "message_reaction", "message_reaction_count"})
KEPT_SECONDS = 24 * 3600


@dataclass(slots=True, eq=False)
class Update:
    """`body`: the JSON of the whole update; `chat`: the lane in which a webhook keeps the order; `at`: Unix seconds."""

    id: int
    kind: str
    chat: int
    body: bytes
    at: float
    handed: bool = False


@dataclass(slots=True)
class Webhook:
    """`header` carries the secret; `tries`: how often an update is posted at most (0: until it is taken)."""

    url: str
    secret: str = ""
    max_connections: int = 40
    header: str = "X-Telegram-Bot-Api-Secret-Token"
    agent: str = ""
    tries: int = 0
    performs: bool = True  # the method in a webhook's answer
    sign: Callable[[bytes], dict[str, str]] | None = None  # headers that only the network could make for this body
    last_error: str = ""
    last_error_at: int = 0


@dataclass(slots=True, eq=False, repr=False)
class UpdateQueue:
    """The updates of one bot, oldest first. `serial` numbers entries, since a repeated update has the same id."""

    bot: int
    faults: Faults
    on_change: Callable[[], None]
    next_id: int = 730_000_001
    allowed: frozenset[str] = TYPES - NOT_BY_DEFAULT
    webhook: Webhook | None = None
    on_push: Callable[[int, Update], None] | None = None
    arrived: Signal = field(default_factory=Signal)
    poll: int = 0
    items: dict[int, Update] = field(default_factory=dict)
    _serial: int = 0
    _held: Update | None = None

    def push(self, kind: str, chat: int, content: dict[str, Any], at: float) -> None:
        """Queues an update of a kind that the bot asked for; others are never made."""
        if kind not in self.allowed:
            return
        number, self.next_id = self.next_id, self.next_id + 1
        self.enqueue(kind, chat, number, orjson.dumps({"update_id": number, kind: content}), at)

    def enqueue(self, kind: str, chat: int, number: int, body: bytes, at: float) -> None:
        """Queues a finished update, as the faults that were ordered have it."""
        update = Update(number, kind, chat, body, at)
        fault = self.faults.for_update(kind, chat, self.bot)
        if fault is not None and fault.kind is FaultKind.REORDER and self._held is None:
            self._held = update
            return
        self._append(update)
        if fault is not None and fault.kind is FaultKind.DUPLICATE:
            self._append(Update(update.id, kind, chat, update.body, at))
        self.release()

    def _append(self, update: Update) -> None:
        self._serial += 1
        self.items[self._serial] = update
        if self.webhook is None:
            self.arrived.notify()
        elif self.on_push is not None:
            self.on_push(self._serial, update)

    @property
    def pending(self) -> int:
        """Updates that were never handed to the bot."""
        return sum(not update.handed for update in self.items.values()) + (self._held is not None)

    @property
    def unconfirmed(self) -> int:
        """Updates that the bot has not confirmed, handed to it or not."""
        return len(self.items) + (self._held is not None)

    def take_over(self) -> int:
        """A new long poll begins, and ends the one under way. Returns the number to compare with `poll`."""
        self.poll += 1
        self.arrived.notify()
        self.on_change()
        return self.poll

    def confirm(self, offset: int, now: float) -> None:
        """Forgets updates below `offset`, all but the last -`offset` if it is negative, and those older than a day."""
        if offset < 0:
            gone = list(self.items)[:offset]
        else:
            gone = [s for s, u in self.items.items() if u.id < offset or now - u.at > KEPT_SECONDS]
        for serial in gone:
            del self.items[serial]
        if gone:
            self.on_change()

    def done(self, serial: int) -> None:
        """A webhook took this one."""
        self.items.pop(serial, None)
        self.on_change()

    def batch(self, limit: int) -> list[Update]:
        updates = list(islice(self.items.values(), limit + 1))
        if len(updates) > limit:
            # An offset confirms all lower ids: what was put out of order is handed out with what overtook it.
            later = updates.pop()
            while len(updates) > 1 and updates[-1].id > later.id:
                later = updates.pop()
        for update in updates:
            update.handed = True
        if updates:
            self.on_change()
        return updates

    def release(self) -> None:
        """Release what was held back to come after the next one."""
        if self._held is not None:
            held, self._held = self._held, None
            self._append(held)

    def clear(self) -> None:
        self.items.clear()
        self._held = None
        self.on_change()

    def allow(self, kinds: object) -> None:
        """Takes over `allowed_updates` as Telegram does: absent keeps the last, empty or unknown means the default."""
        if not isinstance(kinds, list) or not all(isinstance(kind, str) for kind in kinds):
            return
        self.allowed = frozenset(kind.lower() for kind in kinds) & TYPES or TYPES - NOT_BY_DEFAULT
