"""The assembly: a database, channels, an inbox, an outbox, tasks and the hours, put together and taken apart."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from zoneinfo import ZoneInfo

import structlog
from aiohttp import web
from apscheduler.schedulers.asyncio import AsyncIOScheduler
from sqlmodel import Session

from bot.clock import Clock
from bot.inbox import Inbox
from bot.makings import Makings
from bot.outbox import Outbox
from bot.supervise import Activity, Bell, Tasks
from bot.web import create_app
from bot.works import Works
from channels.messages import BadPayload, Policy, SendError
from channels.pacing import Pacer
from channels.telegram import TelegramChannel
from handlers.library import Library
from handlers.turn import House
from scheduler.due import due, ensure_rules
from storage import deliveries, drafts, events, members
from storage.database import Database
from storage.tables import Account, Event
from texts.catalogue import catalogue_for

log = structlog.get_logger()

_POLL_SECONDS = 25
BUILTIN = ("periodic", "urgent", "thematic", "review", "prompt")


@dataclass(frozen=True, slots=True)
class Options:
    """What the program is told: where a webhook is reached (empty: it polls), where it listens, and who speaks."""

    board: str
    place: str
    timezone: str
    language: str
    suffix: str = "BTGDVTU"
    superior: str = ""
    recipients: tuple[str, ...] = ()
    public_url: str = ""
    webhook_secret: str = ""
    listen: tuple[str, int] = ("127.0.0.1", 8080)
    escalation: timedelta = timedelta(minutes=10)


class App:
    """The running program."""

    def __init__(
        self,
        options: Options,
        database: Database,
        channels: list[TelegramChannel],
        clock: Clock,
        pacer: Callable[[], Pacer] = Pacer,
        batch_seconds: float = 0.05,
    ) -> None:
        self.options = options
        self.database = database
        self.clock = clock
        self.activity = Activity()
        self._tasks = Tasks()
        self._channels = channels
        self._pacer = pacer
        self._by_account: dict[int, TelegramChannel] = {}
        self._ids: dict[tuple[str, str], int] = {}
        self._accounts: dict[int, Account] = {}
        bell = Bell(self.activity)
        house = House(
            board=options.board,
            zone=ZoneInfo(options.timezone),
            language=options.language,
            library=Library(),
            link=lambda account_id, payload: self._by_account[account_id].link(payload),
            new_id=database.new_id,
            escalation=options.escalation,
        )
        self.outbox = Outbox(database, clock, self.activity, self._tasks, batch_seconds)
        self.inbox = Inbox(database, house, self.outbox, clock, self.activity, bell)
        self.works = Works(database, self.inbox, clock, self.activity, self._tasks, bell)
        self._scheduler: AsyncIOScheduler | None = None
        self._runner: web.AppRunner | None = None
        self.port = 0

    async def start(self, *, hours: bool = True) -> None:
        """Connects, sends what was left, listens. `hours`: ticks by itself (tests tick by hand)."""
        await self.database.run(self._prepare)
        for channel in self._channels:
            await self._connect(channel)
            account = await self.database.run(lambda s, c=channel: members.account(s, c.network, c.account))  # type: ignore[misc]
            assert account.id is not None
            self._by_account[account.id] = channel
            self._ids[channel.network, channel.account] = account.id
            self.outbox.add(account.id, channel, self._pacer())
        Makings(self.works, self.database, self.options, self.clock, self._by_account)
        self.outbox.start()
        await self.outbox.look(at_start=True)
        self.works.start()
        await self._commands()
        if self.options.public_url:
            await self._listen()
        else:
            await self._poll()
        if hours:
            self._scheduler = AsyncIOScheduler(timezone="UTC")
            self._scheduler.add_job(
                self.tick, "interval", seconds=1, max_instances=1, coalesce=True, misfire_grace_time=None
            )
            self._scheduler.add_job(self.tidy, "interval", hours=1, misfire_grace_time=None)
            self._scheduler.start()

    async def stop(self) -> None:
        """Takes in nothing new, finishes what is under way, lets go of everything."""
        if self._scheduler is not None:
            self._scheduler.shutdown(wait=False)
        if self._runner is not None:
            await self._runner.cleanup()
        try:
            async with asyncio.timeout(10):
                await self.activity.quiet()
        except TimeoutError:
            log.warning("stopped with work under way", count=self.activity.count)
        await self._tasks.stop()
        await self.outbox.flush()
        for channel in self._channels:
            await channel.stop()
        self.works.stop()

    async def tick(self) -> None:
        """Once a second: what is due becomes events, what failed is tried again, what waits is sent."""
        with self.activity():
            now = self.clock.now()
            for one in await self.database.read(lambda s: due(s, now)):
                await self.inbox.happened("clock", one.event_id, one.kind, one.payload, one.advance)
            for event in await self.database.read(lambda s: list(events.due(s, now))):
                await self.inbox.retry(event, self._account_of(event))
            await self.outbox.look()

    async def tidy(self) -> None:
        """What is kept no longer than needed goes."""
        now = self.clock.now()

        def work(session: Session) -> None:
            events.forget(session, now)
            deliveries.empty_payloads(session, now)

        await self.database.run(work)

    async def receive(self, network: str, account: str, payload: object) -> None:
        """One payload of a network: every event in it is committed when this returns. Raises `BadPayload`."""
        account_id = self._ids[network, account]
        for inbound in self._by_account[account_id].parse(payload):
            await self.inbox.receive(account_id, network, inbound)

    async def answer(self, network: str, account: str, payload: object) -> bytes:
        """The same for a webhook; returns the body of the answer: a tap's, so that it needs no call of its own."""
        account_id = self._ids[network, account]
        channel = self._by_account[account_id]
        body = b""
        for inbound in channel.parse(payload):
            tap = await self.inbox.receive(account_id, network, inbound, answering=not body)
            body = channel.in_answer(tap) if tap else body
        return body

    async def _connect(self, channel: TelegramChannel) -> None:
        """Waits for the network where it is away. Raises `SendError` where it refuses our account."""
        wait = 1.0
        while True:
            try:
                await channel.start()
                return
            except SendError as error:
                if error.policy is not Policy.RETRY:
                    raise
                log.warning("network away", network=channel.network, reason=error.reason)
            await self.clock.wait(asyncio.Event(), wait)
            wait = min(60.0, wait * 2)

    def _prepare(self, session: Session) -> None:
        from forms.library import builtin

        now = self.clock.now()
        ensure_rules(session, self.options.timezone, now)
        for name in BUILTIN:
            form = builtin(name)
            drafts.publish(session, name, form.title, form.xml, now, builtin=True)

    async def _commands(self) -> None:
        """The commands that the network offers people to tap."""
        for channel in self._channels:
            for language in ("vi", "en"):
                t = catalogue_for(language)
                names = ("menu", "baocao", "khan", "cuatoi", "dung", "trogiup")
                described = {name: t.plain(f"command-{name}") for name in names}
                try:
                    await channel.set_commands(described, language="" if language == "vi" else language)
                    await channel.set_commands({"noinhom": t.plain("command-noinhom")}, groups=True)
                except SendError as error:
                    log.warning("commands not set", reason=error.reason)

    async def _listen(self) -> None:
        app = create_app(self.options.webhook_secret, lambda n, a: (n, a) in self._ids, self.answer)
        self._runner = web.AppRunner(app, access_log=None)
        await self._runner.setup()
        host, port = self.options.listen
        site = web.TCPSite(self._runner, host, port)
        await site.start()
        self.port = self._runner.addresses[0][1]
        for channel in self._channels:
            await channel.set_webhook(self._webhook_url(channel), self.options.webhook_secret)

    def _webhook_url(self, channel: TelegramChannel) -> str:
        return f"{self.options.public_url.rstrip('/')}/webhooks/{channel.network}/{channel.account}"

    async def _poll(self) -> None:
        for channel in self._channels:
            await channel.delete_webhook()
            self._tasks.start(self._poll_forever(channel), f"poll {channel.network}")

    async def _poll_forever(self, channel: TelegramChannel) -> None:
        """Asks for updates; the offset moves on when all of a batch is committed."""
        offset, wait = 0, 0.5
        while True:
            try:
                updates = await channel.poll(offset, _POLL_SECONDS)
                if updates:
                    await asyncio.gather(*(self._polled(channel, update) for update in updates))
                    offset = max(int(update["update_id"]) for update in updates) + 1
                wait = 0.5
            except SendError as error:
                log.warning("poll refused", reason=error.reason, policy=error.policy)
                await self.clock.wait(asyncio.Event(), error.retry_after or wait)
                wait = min(30.0, wait * 2)
            except Exception as error:
                log.error("poll failed", error=type(error).__name__, exc_info=error)
                await self.clock.wait(asyncio.Event(), wait)
                wait = min(30.0, wait * 2)

    async def _polled(self, channel: TelegramChannel, update: dict[str, object]) -> None:
        try:
            await self.receive(channel.network, channel.account, update)
        except BadPayload:
            log.warning("an update that is none", network=channel.network)

    def _account_of(self, event: Event) -> int:
        network, _, name = event.source.partition(":")
        return self._ids.get((network, name), 0)
