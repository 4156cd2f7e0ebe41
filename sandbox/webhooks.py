"""Pushes updates to the webhooks that bots have set: in order within a chat, chats side by side, again until taken."""

from __future__ import annotations

import asyncio
import itertools
from collections import deque
from collections.abc import Callable

import aiohttp
import orjson

from sandbox.api_args import Args
from sandbox.people import Bot
from sandbox.state import WorldState
from sandbox.updates import Update, Webhook

LONGEST_PAUSE = 60.0
TIMEOUT = aiohttp.ClientTimeout(total=60)
# WebhookActor.cpp of tdlib/telegram-bot-api: these are not performed when they stand in a webhook's answer.
NOT_IN_ANSWERS = frozenset({"deletewebhook", "setwebhook", "close", "logout"})

Perform = Callable[[Bot, str, Args], object]


class Webhooks:
    """One sender for all bots of a world; lives as long as the server."""

    def __init__(self, world: WorldState, perform: Perform) -> None:
        self._world = world
        self._perform = perform
        self._session: aiohttp.ClientSession | None = None
        self._lanes: dict[tuple[int, int], deque[tuple[int, Update]]] = {}
        self._waiting: dict[int, deque[tuple[int, int]]] = {}
        self._busy: dict[int, int] = {}
        self._tasks: dict[asyncio.Task[None], int] = {}

    def open(self) -> None:
        connector = aiohttp.TCPConnector(limit=0, force_close=False)
        self._session = aiohttp.ClientSession(connector=connector, timeout=TIMEOUT, auto_decompress=False)
        for bot in self._world.bots.values():
            bot.queue.on_push = self._feeder(bot)
            self.refresh(bot)

    async def close(self) -> None:
        for bot in self._world.bots.values():
            bot.queue.on_push = None
        for task in list(self._tasks):
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        if self._session is not None:
            await self._session.close()

    def refresh(self, bot: Bot) -> None:
        """A webhook was set or deleted: stops what is under way and begins anew with what waits."""
        for task, owner in list(self._tasks.items()):
            if owner == bot.id:
                task.cancel()
        for lane in [lane for lane in self._lanes if lane[0] == bot.id]:
            del self._lanes[lane]
        self._waiting[bot.id] = deque()
        self._busy[bot.id] = 0
        if bot.queue.on_push is None:
            bot.queue.on_push = self._feeder(bot)
        if bot.queue.webhook is not None:
            for serial, update in list(bot.queue.items.items()):
                self._feed(bot, serial, update)

    def _feeder(self, bot: Bot) -> Callable[[int, Update], None]:
        return lambda serial, update: self._feed(bot, serial, update)

    def _feed(self, bot: Bot, serial: int, update: Update) -> None:
        lane = (bot.id, update.chat)
        queue = self._lanes.get(lane)
        if queue is not None:
            queue.append((serial, update))
            return
        self._lanes[lane] = deque([(serial, update)])
        self._waiting[bot.id].append(lane)
        self._start(bot)

    def _start(self, bot: Bot) -> None:
        webhook = bot.queue.webhook
        waiting = self._waiting[bot.id]
        while webhook is not None and waiting and self._busy[bot.id] < webhook.max_connections:
            self._busy[bot.id] += 1
            task = asyncio.get_running_loop().create_task(self._run(bot, webhook, waiting.popleft()))
            self._tasks[task] = bot.id
            task.add_done_callback(self._ended)

    def _ended(self, task: asyncio.Task[None]) -> None:
        del self._tasks[task]
        if not task.cancelled() and (problem := task.exception()) is not None:
            raise problem

    async def _run(self, bot: Bot, webhook: Webhook, lane: tuple[int, int]) -> None:
        queue = self._lanes[lane]
        while queue:
            serial, update = queue[0]
            await self._deliver(bot, webhook, update)
            queue.popleft()
            bot.queue.done(serial)
        del self._lanes[lane]
        self._busy[bot.id] -= 1
        self._start(bot)

    async def _deliver(self, bot: Bot, webhook: Webhook, update: Update) -> None:
        """Posts until the bot answers 2xx (or often enough): at once, again at once, then with pauses that double."""
        pause = 0.0
        for tries in itertools.count(1):
            if not update.handed:
                update.handed = True
                self._world.changed_now()
            problem = await self._post(bot, webhook, update)
            if not problem:
                return
            webhook.last_error, webhook.last_error_at = problem, self._world.now()
            self._world.changed_now()
            if tries == webhook.tries:
                return
            await asyncio.sleep(pause)
            pause = min(LONGEST_PAUSE, pause * 2 or self._world.retry_unit)

    async def _post(self, bot: Bot, webhook: Webhook, update: Update) -> str:
        """ "" if the bot took it, else what went wrong, in Telegram's words."""
        assert self._session is not None
        headers = {"Content-Type": "application/json"}
        if webhook.secret:
            headers[webhook.header] = webhook.secret
        if webhook.agent:
            headers["User-Agent"] = webhook.agent
        if webhook.sign is not None:
            headers |= webhook.sign(update.body)
        try:
            async with self._session.post(webhook.url, data=update.body, headers=headers) as response:
                body = await response.read()
                if not 200 <= response.status <= 299:
                    return f"Wrong response from the webhook: {response.status} {response.reason}"
        except TimeoutError:
            return "Read timeout expired"
        except aiohttp.ClientConnectorError:
            return "Connection refused"
        except aiohttp.ClientError:
            return "Webhook connection closed"
        if webhook.performs and body[:1] == b"{":
            self._answer(bot, body)
        return ""

    def _answer(self, bot: Bot, body: bytes) -> None:
        """Performs the method that a webhook's answer may carry; its result is told to nobody."""
        try:
            values = orjson.loads(body)
        except ValueError:
            return
        method = str(values.pop("method", "")).lower()
        if method and method not in NOT_IN_ANSWERS and not method.startswith("get"):
            self._perform(bot, method, Args(values))
