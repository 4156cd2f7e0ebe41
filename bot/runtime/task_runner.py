"""The task loop: work outside a turn. What it made comes back as an event, so that a turn says what follows."""

from __future__ import annotations

import asyncio
import traceback
from collections.abc import Awaitable, Callable
from concurrent.futures import BrokenExecutor, ProcessPoolExecutor
from functools import partial
from typing import Any

import orjson
import structlog

from bot.runtime.background import Activity, Tasks, Wakeup
from bot.runtime.clock import Clock
from bot.runtime.inbox import Inbox
from bot.runtime.ownership import Owned
from storage.engine.database import Database
from storage.messaging import tasks
from storage.tables import Task
from uploads.isolation import serve, starter

log = structlog.get_logger()

Order = dict[str, Any]
Work = Callable[[Order], Awaitable[Order]]


class TaskRunner:
    """Does the tasks that turns ordered, and tells the inbox."""

    def __init__(
        self,
        database: Database,
        inbox: Inbox,
        clock: Clock,
        activity: Activity,
        running: Tasks,
        bell: Wakeup,
        owned: Owned,
    ) -> None:
        self._database = database
        self._inbox = inbox
        self._clock = clock
        self._activity = activity
        self._running = running
        self._bell = bell
        self._owned = owned
        self._kinds: dict[str, Work] = {}
        self._doing: set[int] = set()
        self._pool: ProcessPoolExecutor | None = None

    def add(self, kind: str, work: Work) -> None:
        """From now on tasks of this kind are done by `work`."""
        self._kinds[kind] = work

    def start(self) -> None:
        self._running.start(self._loop(), "tasks")

    async def in_worker(self, function: Callable[..., Any], *args: Any) -> Any:
        """Runs a function in the worker process, where charts and documents are made."""
        if self._pool is None:
            self._pool = ProcessPoolExecutor(1, mp_context=starter(), initializer=serve, max_tasks_per_child=200)
        pool = self._pool
        try:
            return await asyncio.get_running_loop().run_in_executor(pool, function, *args)
        except BrokenExecutor:  # the process died (of memory, perhaps): this task failed, the next has a new one
            if self._pool is pool:
                self._pool = None
            raise

    def stop(self) -> None:
        """Lets go of the worker process; what it is at is ordered anew after the next start."""
        if self._pool is None:
            return
        if self._doing:
            for worker in (self._pool._processes or {}).values():
                worker.terminate()
        self._pool.shutdown(cancel_futures=True)

    async def _loop(self) -> None:
        while True:
            await self._clock.wait(self._bell.event, 1.0)
            with self._bell.answered():
                try:
                    await self._begin()
                except Exception as error:  # noqa: BLE001 - the database is away; the next round asks again
                    log.error("tasks not read", error=type(error).__name__)

    async def _begin(self) -> None:
        """Begins what is due; of several processes the one that owns the hours does the tasks."""
        if not self._owned.hours:
            return
        now = self._clock.now()
        for task in await self._database.read(partial(tasks.due, now=now)):
            if task.id is not None and task.id not in self._doing:
                self._doing.add(task.id)
                self._activity.begin()
                self._running.start(self._do(task, task.id), f"task {task.kind}")

    async def _do(self, task: Task, task_id: int) -> None:
        try:
            await self._try(task, task_id)
        finally:
            self._doing.discard(task_id)
            self._activity.end()

    async def _try(self, task: Task, task_id: int) -> None:
        order: Order = orjson.loads(task.payload)
        try:
            result = await self._kinds[task.kind](order)
        except Exception as error:  # noqa: BLE001 - kept with its traceback and tried again
            log.error("task failed", kind=task.kind, task=task_id, error=type(error).__name__)
            trouble = "".join(traceback.format_exception(error))
            now = self._clock.now()
            last = await self._database.run(lambda s: tasks.failed(s, task_id, now, trouble))
            if last:
                await self._inbox.happened("task", f"{task_id}:failed", f"failed.{task.kind}", order)
            return
        await self._inbox.happened("task", str(task_id), f"task.{task.kind}", {**order, **result})
        await self._database.run(lambda s: tasks.done(s, task_id))
