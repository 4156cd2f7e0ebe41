"""The world's time: it runs with real time in the demo, stands still in tests, and jumps when somebody says so."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta


class Signal:
    """Wakes every waiter each time `notify` is called; costs nothing where nobody waits."""

    def __init__(self) -> None:
        self._waiters: set[asyncio.Future[None]] = set()

    def notify(self) -> None:
        if not self._waiters:
            return
        waiters, self._waiters = self._waiters, set()
        for waiter in waiters:
            if not waiter.done():
                waiter.set_result(None)

    async def wait(self, timeout: float | None = None) -> bool:  # noqa: ASYNC109 - callers wait for a signal or a moment
        """Waits for the next `notify`, at most `timeout` real seconds. False when the time ran out."""
        waiter = asyncio.get_running_loop().create_future()
        self._waiters.add(waiter)
        try:
            async with asyncio.timeout(timeout):
                await waiter
        except TimeoutError:
            return False
        finally:
            self._waiters.discard(waiter)
        return True


class ClockError(ValueError):
    """Somebody tried to turn the world's clock back without `force`."""


class Clock:
    """`now()` is an aware instant; `version` goes up by one at every jump (not with the passing of time)."""

    def __init__(self, start: datetime, *, running: bool = False) -> None:
        if start.tzinfo is None:
            raise ValueError("the world's clock needs an aware instant")
        self._base = start
        self._since = time.monotonic()
        self._running = running
        self._listeners: list[Callable[[], None]] = []
        self.version = 1
        self.moved = Signal()

    @property
    def running(self) -> bool:
        return self._running

    def run(self, running: bool = True) -> None:
        """Lets the clock run with real time, or stops it where it is."""
        self._base, self._since, self._running = self.now(), time.monotonic(), running
        self._jumped()

    def now(self) -> datetime:
        if not self._running:
            return self._base
        return self._base + timedelta(seconds=time.monotonic() - self._since)

    def timestamp(self) -> float:
        """`now()` in Unix seconds."""
        return self.now().timestamp()

    def advance(self, seconds: float) -> None:
        """Moves the clock on. Raises `ClockError` for a negative number."""
        self.set(self.now() + timedelta(seconds=seconds))

    def set(self, instant: datetime, *, force: bool = False) -> None:
        """Sets the clock to an aware `instant`. Raises `ClockError` where that is in the world's past."""
        if instant.astimezone(UTC) < self.now().astimezone(UTC) and not force:
            raise ClockError(instant.isoformat())
        self._base, self._since = instant.astimezone(self._base.tzinfo), time.monotonic()
        self._jumped()

    def on_jump(self, listener: Callable[[], None]) -> None:
        self._listeners.append(listener)

    async def wait_other_than(self, version: int, timeout: float) -> None:  # noqa: ASYNC109 - a long poll's length
        """Waits until `version` is past, at most `timeout` real seconds."""
        if self.version == version:
            await self.moved.wait(timeout)

    def _jumped(self) -> None:
        self.version += 1
        self.moved.notify()
        for listener in self._listeners:
            listener()
