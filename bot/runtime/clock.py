"""The clock that everything asks: the machine's own, or the sandbox's world clock in a demo.

Only `bot/` reads a clock; every other room is told the time.
"""

from __future__ import annotations

import asyncio
import contextlib
import time
from datetime import UTC, datetime
from typing import Protocol

import aiohttp


class Clock(Protocol):
    """`now` is the time people live in; `monotonic` and `wait` serve pacing and backoff.

    `is_played`: somebody moves it on to see what comes, so that a leap is no sleep.
    """

    is_played: bool

    def now(self) -> datetime: ...

    def monotonic(self) -> float: ...

    async def wait(self, event: asyncio.Event, seconds: float | None) -> None:
        """Returns when the event is set, or after so many seconds of this clock."""
        ...


class SystemClock:
    """The machine's clock."""

    is_played = False

    def now(self) -> datetime:
        return datetime.now(UTC)  # noqa: TID251

    def monotonic(self) -> float:
        return time.monotonic()

    async def wait(self, event: asyncio.Event, seconds: float | None) -> None:
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(seconds):
                await event.wait()


class WorldClock(SystemClock):
    """The sandbox's clock, read over HTTP: the machine's, moved by as much as the world's was."""

    is_played = True

    def __init__(self, url: str) -> None:
        self._url = f"{url}/world/clock"
        self._ahead = 0.0
        self._version = -1

    def now(self) -> datetime:
        return datetime.fromtimestamp(time.time() + self._ahead, UTC)  # noqa: TID251

    async def follow(self) -> None:
        """Keeps up with the world's clock until cancelled; `read` must have been called before the first `now`."""
        async with aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(total=60)) as session:
            while True:
                try:
                    await self._read(session)
                except (aiohttp.ClientError, TimeoutError, OSError):
                    await asyncio.sleep(0.5)

    async def read(self) -> None:
        """Reads the world's clock once."""
        async with aiohttp.ClientSession() as session:
            await self._read(session)

    async def _read(self, session: aiohttp.ClientSession) -> None:
        params = {} if self._version < 0 else {"since": str(self._version)}
        async with session.get(self._url, params=params) as response:
            answer = await response.json()
        self._ahead = datetime.fromisoformat(answer["now"]).timestamp() - time.time()  # noqa: TID251
        self._version = int(answer["version"])
