"""Background tasks that nobody forgets, and the count of what is under way."""

from __future__ import annotations

import asyncio
from collections.abc import Coroutine, Iterator
from contextlib import contextmanager
from typing import Any

import structlog

log = structlog.get_logger()


class Tasks:
    """Starts coroutines, holds on to them, and logs the one that fails."""

    def __init__(self) -> None:
        self._running: set[asyncio.Task[Any]] = set()

    def start(self, work: Coroutine[Any, Any, Any], name: str) -> asyncio.Task[Any]:
        task = asyncio.get_running_loop().create_task(work, name=name)
        self._running.add(task)
        task.add_done_callback(self._ended)
        return task

    async def stop(self) -> None:
        """Cancels what still runs and waits for it."""
        running = list(self._running)
        for task in running:
            task.cancel()
        await asyncio.gather(*running, return_exceptions=True)

    def _ended(self, task: asyncio.Task[Any]) -> None:
        self._running.discard(task)
        if not task.cancelled() and (error := task.exception()) is not None:
            log.error("task failed", task=task.get_name(), error=type(error).__name__, exc_info=error)


class Activity:
    """How much is under way: turns, deliveries, tasks. `quiet` returns when nothing is."""

    def __init__(self) -> None:
        self.count = 0
        self._quiet = asyncio.Event()
        self._quiet.set()

    def begin(self, n: int = 1) -> None:
        self.count += n
        if self.count:
            self._quiet.clear()

    def end(self, n: int = 1) -> None:
        self.count -= n
        if self.count == 0:
            self._quiet.set()

    @contextmanager
    def __call__(self) -> Iterator[None]:
        self.begin()
        try:
            yield
        finally:
            self.end()

    async def quiet(self) -> None:
        await self._quiet.wait()


class Wakeup:
    """Tells a loop that there is something for it; from the ring on that counts as under way."""

    def __init__(self, activity: Activity) -> None:
        self._activity = activity
        self.event = asyncio.Event()

    def ring(self) -> None:
        if not self.event.is_set():
            self._activity.begin()
            self.event.set()

    @contextmanager
    def answered(self) -> Iterator[None]:
        """While the loop looks at what there is."""
        rung = self.event.is_set()
        self.event.clear()
        try:
            yield
        finally:
            if rung:
                self._activity.end()
