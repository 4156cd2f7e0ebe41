"""Misbehaviour on order: what networks do to a bot, so that tests can see the bot bear it."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple


class FaultKind(StrEnum):
    TOO_MANY = "too_many"  # 429 with `retry_after`
    SERVER_ERROR = "server_error"  # `status` (5xx) with Telegram's JSON
    SLOW = "slow"  # the answer comes after `seconds` of real time
    GARBAGE = "garbage"  # 200 with something that is not JSON
    DROP = "drop"  # the connection is closed without an answer
    BLOCKED = "blocked"  # 403, whatever the person thinks of the bot
    REFUSED = "refused"  # 400, whatever the message says: it will never go
    UNAUTHORIZED = "unauthorized"  # 401, as if the bot had been given another token
    DUPLICATE = "duplicate"  # an update is delivered twice, with the same id
    REORDER = "reorder"  # an update is delivered after the one that follows it


ON_UPDATES = frozenset({FaultKind.DUPLICATE, FaultKind.REORDER})


@dataclass(slots=True)
class Fault:
    """One order to misbehave, for the next `times` calls (or updates) that match; None matches everything.

    `after`: the call is performed first and only its answer is spoiled, as when a connection breaks half-way.
    """

    kind: FaultKind
    method: str | None = None
    chat: int | None = None
    bot: int | None = None
    times: int = 1
    after: bool = False
    retry_after: int = 3
    status: int = 502
    seconds: float = 0.0
    said: str = ""
    """What a refusal says in Telegram's words; "" that the text is too long."""

    def matches(self, method: str, chat: int | None, bot: int) -> bool:
        """True if this call (its method in lower case) is one of those meant."""
        return self.method in (None, method) and self.chat in (None, chat) and self.bot in (None, bot)


class Spoiled(NamedTuple):
    """A fault that came about: on which call (or kind of update), and in which chat."""

    fault: Fault
    method: str
    chat: int | None


class Faults:
    """`spoiled`: what came about, the oldest first."""

    def __init__(self) -> None:
        self.spoiled: list[Spoiled] = []
        self._calls: list[Fault] = []
        self._updates: list[Fault] = []
        self._weather: Sequence[tuple[float, Fault]] = ()
        self._chance = random.Random(0)  # noqa: S311

    def add(
        self,
        kind: FaultKind | str,
        *,
        method: str | None = None,
        chat: int | None = None,
        bot: int | None = None,
        times: int = 1,
        after: bool = False,
        retry_after: int = 3,
        status: int = 502,
        seconds: float = 0.0,
        said: str = "",
    ) -> Fault:
        """Orders a fault; see `Fault`. Raises `ValueError` for an unknown kind."""
        name = method.lower() if method else None
        fault = Fault(FaultKind(kind), name, chat, bot, times, after, retry_after, status, seconds, said)
        (self._updates if fault.kind in ON_UPDATES else self._calls).append(fault)
        return fault

    def weather(self, orders: Sequence[tuple[float, Fault]], seed: int) -> None:
        """Until `clear`: each order comes with its probability upon every call (or update) that it matches.

        `times` of these does not count. The same seed and the same calls make the same weather.
        """
        self._weather = tuple(orders)
        self._chance = random.Random(seed)  # noqa: S311

    def clear(self) -> None:
        self._calls.clear()
        self._updates.clear()
        self._weather = ()

    def for_call(self, method: str, chat: int | None, bot: int) -> Fault | None:
        """Uses up one order that matches this API call (`method` in lower case)."""
        return self._meet(self._calls, method, chat, bot) if self._calls or self._weather else None

    def for_update(self, kind: str, chat: int, bot: int) -> Fault | None:
        """Uses up one order that matches this update; its `method` is the update's type ("message")."""
        return self._meet(self._updates, kind, chat, bot) if self._updates or self._weather else None

    def _meet(self, faults: list[Fault], method: str, chat: int | None, bot: int) -> Fault | None:
        fault = self._take(faults, method, chat, bot) or self._drawn(faults is self._updates, method, chat, bot)
        if fault is not None:
            self.spoiled.append(Spoiled(fault, method, chat))
        return fault

    def _drawn(self, on_updates: bool, method: str, chat: int | None, bot: int) -> Fault | None:
        for probability, fault in self._weather:
            due = (fault.kind in ON_UPDATES) is on_updates and fault.matches(method, chat, bot)
            if due and self._chance.random() < probability:
                return fault
        return None

    def _take(self, faults: list[Fault], method: str, chat: int | None, bot: int) -> Fault | None:
        for fault in faults:
            if fault.times and fault.matches(method, chat, bot):
                fault.times -= 1
                if not fault.times:
                    faults.remove(fault)
                return fault
        return None
