"""The task loop: work outside a turn. What it made comes back as an event, so that a turn says what follows."""

from __future__ import annotations

import traceback
from collections.abc import Awaitable, Callable
from functools import partial

import structlog

from bot.runtime.background import Activity, Tasks, Wakeup
from bot.runtime.calm import Calm
from bot.runtime.clock import Clock
from bot.runtime.inbox import Inbox
from bot.runtime.ownership import Owned
from services.orders import Order, Result, TaskEnded, asked_at, load
from storage.engine.database import Database
from storage.messaging import tasks
from storage.tables import Task

log = structlog.get_logger()

CarryOut = Callable[[Order], Awaitable[Result]]


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
        carry_out: CarryOut,
    ) -> None:
        self._database = database
        self._inbox = inbox
        self._clock = clock
        self._activity = activity
        self._running = running
        self._bell = bell
        self._owned = owned
        self._carry_out = carry_out
        self._doing: set[int] = set()
        self._calm = Calm(database)

    def start(self) -> None:
        self._running.start(self._loop(), "tasks")

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
        if await self._calm.lasts(now):
            return
        for task in await self._database.read(partial(tasks.due, now=now)):
            if task.id not in self._doing:
                self._doing.add(task.id)
                self._activity.begin()
                self._running.start(self._do(task, task.id), f"task {task.kind}")
        await self._calm.begin(now, lambda s, until: bool(tasks.due(s, until)))

    async def _do(self, task: Task, task_id: int) -> None:
        try:
            await self._try(task, task_id)
        finally:
            self._doing.discard(task_id)
            self._activity.end()

    async def _try(self, task: Task, task_id: int) -> None:
        order, there = None, None
        try:
            order, there = load(task.kind, task.payload), asked_at(task.payload)
            result = await self._carry_out(order)
        except Exception as error:  # noqa: BLE001 - kept with its traceback and tried again
            log.error("task failed", kind=task.kind, task=task_id, error=type(error).__name__)
            trouble = "".join(traceback.format_exception(error))
            now = self._clock.now()
            last = await self._database.run(lambda s: tasks.failed(s, task_id, now, trouble))
            if last and order is not None:  # else no door is left by which to tell anybody
                await self._inbox.happened("task", f"{task_id}:failed", TaskEnded(order, None, there))
            return
        await self._inbox.happened("task", str(task_id), TaskEnded(order, result, there))
        await self._database.run(lambda s: tasks.done(s, task_id))
