"""Asking a network for updates: "received" is said, by the next offset, when all of a batch is committed.

A network that takes no such word (`Channel.acknowledges`) has given what it gave for good, so that the next one is asked for
when this one is committed.
"""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Awaitable, Callable
from typing import Any

import structlog

from bot.runtime.clock import Clock
from channels.channel import Channel
from channels.messages import Policy, SendError

log = structlog.get_logger()

_POLL_SECONDS = 25
_FULL = 100  # updates in an answer of Telegram's; fewer are all that there are
_LONGEST_WAIT = 30.0
_SILENT_AFTER = 3  # failures in a row
_STRANGER_AFTER = 3  # polls that another program cut off, within
_STRANGER_FOR = 600.0  # seconds; those in between may succeed
_WEBHOOK_SET = "webhook_set"
_STRANGE = frozenset({"other_poller", _WEBHOOK_SET})

Receive = Callable[[Any], Awaitable[None]]


class Polling:
    """The loop of one account, for as long as this process serves it."""

    def __init__(self, channel: Channel, receive: Receive, clock: Clock) -> None:
        self._channel = channel
        self._receive = receive
        self._clock = clock
        self._offset = 0
        self._wait = 0.5
        self._failures = 0
        self._reason = ""
        self._webhook_gone = False
        self._cut_off: deque[float] = deque(maxlen=_STRANGER_AFTER)
        self._asking: asyncio.Task[list[Any]] | None = None
        self._ended = asyncio.Event()
        self._caught_up = False
        self._anew = False

    @property
    def hears(self) -> bool:
        """Tell whether the network answers, and all that waited there has been taken in."""
        return self._caught_up and not self._failures

    def fall_behind(self) -> None:
        """The machine slept: asks anew what waits at the network, which is taken in before anything is said of it."""
        self._caught_up = False
        if self._asking is not None and self._channel.acknowledges:
            self._anew = True
            self._asking.cancel()  # its connection has slept too; what it was given was not called received

    @property
    def trouble(self) -> str:
        """Why the network has not answered for a while; empty: it does."""
        return self._reason if self._failures >= _SILENT_AFTER else ""

    @property
    def is_shared(self) -> bool:
        """Tell whether another program asks with our token too, whatever the last poll gave."""
        since = self._clock.monotonic() - _STRANGER_FOR
        return len(self._cut_off) == _STRANGER_AFTER and self._cut_off[0] > since

    def end(self) -> None:
        """Takes in nothing new; what is being handled is finished, and only then is `run` over."""
        self._ended.set()
        if self._asking is not None:
            self._asking.cancel()

    async def run(self) -> None:
        while not self._ended.is_set():
            try:
                await self._once()
            except SendError as error:
                log.warning("poll refused", reason=error.reason, policy=error.policy)
                if error.reason in _STRANGE:
                    self._cut_off.append(self._clock.monotonic())
                    self._webhook_gone = self._webhook_gone and error.reason != _WEBHOOK_SET
                await self._fail(error.reason, error.retry_after if error.policy is Policy.RETRY else None)
            except Exception as error:
                log.error("poll failed", error=type(error).__name__, exc_info=error)
                await self._fail("our_fault", None)
            else:
                self._failures, self._reason, self._wait = 0, "", 0.5

    async def _once(self) -> None:
        self._asking = asyncio.ensure_future(self._ask())
        try:
            updates = await self._asking
        except asyncio.CancelledError:
            if not self._ended.is_set() and not self._anew:
                self._asking.cancel()
                raise
            self._anew = False
            return
        finally:
            self._asking = None
        if self._channel.acknowledges:
            await self._acknowledge(updates)
            self._caught_up = len(updates) < _FULL
        else:
            for update in updates:
                await self._keep(update)

    async def _keep(self, update: object) -> None:
        """One update that nobody will send again: tried until it is committed, or until the program stops."""
        wait = 0.5
        while True:
            try:
                return await self._receive(update)
            except Exception as error:  # noqa: BLE001 - whatever it was, the update is not given up
                log.error("not received, trying again", error=type(error).__name__)
            if self._ended.is_set():
                log.error("an update is lost: the program stopped before it could be kept")
                return None
            await self._clock.wait(self._ended, wait)
            wait = min(_LONGEST_WAIT, wait * 2)

    async def _acknowledge(self, updates: list[Any]) -> None:
        following = self._channel.next_offset(updates, self._offset)
        outcomes = await asyncio.gather(*(self._receive(update) for update in updates), return_exceptions=True)
        for outcome in outcomes:
            if isinstance(outcome, BaseException):
                raise outcome  # nothing of the batch is called received; what is committed of it counts once
        self._offset = following

    async def _ask(self) -> list[Any]:
        if not self._webhook_gone:
            await self._channel.delete_webhook()
            self._webhook_gone = True
        # What no poll asks for is soon gone there: nothing waits on a network to which nothing is acknowledged.
        self._caught_up = self._caught_up or not self._channel.acknowledges
        return await self._channel.poll(self._offset, _POLL_SECONDS if self._caught_up else 0)

    async def _fail(self, reason: str, retry_after: float | None) -> None:
        self._failures += 1
        self._reason = reason
        self._caught_up = False
        await self._clock.wait(self._ended, retry_after or self._wait)
        self._wait = min(_LONGEST_WAIT, self._wait * 2)
