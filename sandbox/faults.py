"""Misbehaviour on order: what networks do to a bot, so that tests can see the bot bear it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class FaultKind(StrEnum):
    TOO_MANY = "too_many"  # 429 with `retry_after`
    SERVER_ERROR = "server_error"  # `status` (5xx) with Telegram's JSON
    SLOW = "slow"  # the answer comes after `seconds` of real time
    GARBAGE = "garbage"  # 200 with something that is not JSON
    DROP = "drop"  # the connection is closed without an answer
    BLOCKED = "blocked"  # 403, whatever the person thinks of the bot
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


class Faults:
    def __init__(self) -> None:
        self._calls: list[Fault] = []
        self._updates: list[Fault] = []

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
    ) -> Fault:
        """Orders a fault; see `Fault`. Raises `ValueError` for an unknown kind."""
        name = method.lower() if method else None
        fault = Fault(FaultKind(kind), name, chat, bot, times, after, retry_after, status, seconds)
        (self._updates if fault.kind in ON_UPDATES else self._calls).append(fault)
        return fault

    def clear(self) -> None:
        self._calls.clear()
        self._updates.clear()

    def for_call(self, method: str, chat: int | None, bot: int) -> Fault | None:
        """Uses up one order that matches this API call (`method` in lower case)."""
        return self._take(self._calls, method, chat, bot) if self._calls else None

    def for_update(self, kind: str, chat: int, bot: int) -> Fault | None:
        """Uses up one order that matches this update; its `method` is the update's type ("message")."""
        return self._take(self._updates, kind, chat, bot) if self._updates else None

    def _take(self, faults: list[Fault], method: str, chat: int | None, bot: int) -> Fault | None:
        for fault in faults:
            matches = (
                fault.method in (None, method)
                and fault.chat in (None, chat)
                and fault.bot in (None, bot)
                and fault.times
            )
            if matches:
                fault.times -= 1
                if not fault.times:
                    faults.remove(fault)
                return fault
        return None
