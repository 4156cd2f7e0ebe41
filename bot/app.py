"""The assembly: a database, channels, an inbox, an outbox, tasks and the hours, put together and taken apart."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from datetime import timedelta
from functools import partial
from zoneinfo import ZoneInfo

import structlog
from aiohttp import web
from sqlmodel import Session

from bot.makings import Makings
from bot.runtime.accounts import Accounts
from bot.runtime.background import Activity, Tasks, Wakeup
from bot.runtime.clock import Clock
from bot.runtime.entry_points import set_commands
from bot.runtime.health import Health
from bot.runtime.inbox import Inbox
from bot.runtime.metrics import Metrics
from bot.runtime.outbox import Outbox
from bot.runtime.ownership import Owned, Owners
from bot.runtime.polling import Polling
from bot.runtime.quota_monitor import Quotas
from bot.runtime.signed_links import Links
from bot.runtime.task_runner import TaskRunner
from bot.runtime.update_intake import Intake
from bot.runtime.webhook_server import create_app
from channels.channel import Channel
from channels.messages import BadPayload
from channels.pacing import Pacer
from channels.zalo_bot.adapter import USERS
from handlers.installation import Installation, morning_after
from handlers.reference_cache import Library
from scheduler.due import due, ensure_rules, of_broadcasts
from storage.engine import program_lock
from storage.engine.database import Database
from storage.engine.ownership_locks import HOURS
from storage.forms import published_forms
from storage.messaging import deliveries, events, process_notices
from storage.messaging.quota import Quota
from texts.catalogue import catalogue_for

log = structlog.get_logger()

_TIDY_EVERY = 3600.0  # seconds
_BACKLOG = 2048  # calls that wait to be taken up; one that finds no place is made again a second later
_STOP_SECONDS = 7.0  # for what is under way; the rest of ten seconds is for letting go
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
    status_listen: tuple[str, int] | None = None
    escalation: timedelta = timedelta(minutes=10)
    zalo_bot_quota: int = 0
    zalo_bot_quota_both: bool = True


class App:
    """The running program."""

    def __init__(
        self,
        options: Options,
        database: Database,
        channels: Sequence[Channel],
        clock: Clock,
        pacer: Callable[[], Pacer] | None = None,
        batch_seconds: float = 0.05,
    ) -> None:
        self.options = options
        self.database = database
        self.clock = clock
        self.activity = Activity()
        self._tasks = Tasks()
        self._channels = channels
        self._pacer = pacer
        self._accounts = Accounts(channels, database, clock)
        self._by_account = self._accounts.by_id
        self._polls: dict[int, Polling] = {}
        self._told: set[str] = set()
        self._bell = bell = Wakeup(self.activity)
        zone = ZoneInfo(options.timezone)
        monthly = Quota(options.zalo_bot_quota, options.zalo_bot_quota_both, zone, users=USERS)
        self.metrics = Metrics()
        self.owned = Owned()
        self.outbox = Outbox(
            database,
            clock,
            self.activity,
            self._tasks,
            batch_seconds,
            self.metrics,
            morning=lambda now: morning_after(now.astimezone(zone)),
            moved=self._follow_broadcasts,
            alerts_lost=self._ask_elsewhere,
            monthly=monthly,
        )
        self.installation = self._new_installation(zone, monthly)
        self._quotas = Quotas(database, monthly, clock, self.outbox)
        self.inbox = Inbox(
            database, self.installation, self.outbox, clock, self.activity, bell, self.metrics, self.owned
        )
        self._intake = Intake(self._by_account, database, self.inbox, clock, self.activity, self._tasks)
        self.works = TaskRunner(database, self.inbox, clock, self.activity, self._tasks, bell, self.owned)
        self._owners = Owners(
            database, self.owned, self._tasks, gained=self._serve, lost=self._let_go, heard=self._heard
        )
        self.health = Health(database, clock, self.metrics, self._troubles)
        database.waited = self.metrics.database_wait.observe
        self._stopping = False
        self._ticking: asyncio.Task[None] | None = None
        self._runners: list[web.AppRunner] = []
        self.port = 0
        self.status_port = 0

    def _new_installation(self, zone: ZoneInfo, monthly: Quota) -> Installation:
        options, accounts = self.options, self._accounts
        return Installation(
            board=options.board,
            zone=zone,
            language=options.language,
            library=Library(),
            link=accounts.link,
            new_id=self.database.new_id,
            escalation=options.escalation,
            typed_only=accounts.is_typed_only,
            until=accounts.until,
            network=accounts.network,
            name=accounts.name,
            quota=monthly,
            doors=accounts.doors,
            shown_at=self.outbox.shown_at,
        )

    async def start(self, *, hours: bool = True) -> None:
        """Connects, sends what was left, listens. `hours`: ticks by itself (tests tick by hand).

        Raises `SendError` where a network refuses an account, `InUse` while the database is being upgraded or restored.
        """
        await self._show_status()
        await self.database.run(self._prepare)
        self.outbox.refused |= await self._accounts.connect()
        if not all(channel.buttons for channel in self._channels):
            catalogue_for(
                self.options.language, typed_only=True
            )  # read now, and not while somebody's first message waits
        Makings(self.works, self.database, self.options, self.clock, self._by_account)
        self.outbox.start()
        self.works.start()
        await set_commands(self._channels)
        await self._owners.start(list(self._by_account))
        if self.options.public_url:
            await self._listen()
        if hours:
            self._ticking = self._tasks.start(self._tick_forever(), "hours")

    async def stop(self) -> None:
        """Takes in nothing new, finishes what is under way, lets go of everything; all within ten seconds."""
        self._stopping = True
        if self._ticking is not None:
            self._ticking.cancel()
        for poll in self._polls.values():
            poll.end()
        self.outbox.wind_down()
        try:
            async with asyncio.timeout(_STOP_SECONDS):
                for runner in self._runners[1:]:
                    await runner.cleanup()
                await self.activity.quiet()
                await self.outbox.flush()
        except TimeoutError:
            log.warning("stopped with work under way", count=self.activity.count)
        await self._owners.stop()
        await self._tasks.stop()
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(1):
                await self.outbox.flush()
        await self._accounts.stop()
        self.works.stop()
        for runner in self._runners[:1]:
            await runner.cleanup()

    async def tick(self) -> None:
        """Once a second: what is due becomes events, what failed is tried again, what waits is sent."""
        with self.activity():
            warnings = await self._quotas.look()
            if self.owned.hours:
                now, longest = self.clock.now(), self.options.escalation
                for one in warnings + await self.database.read(lambda s: due(s, now, longest)):
                    await self.inbox.happened("clock", one.event_id, one.kind, one.payload, one.advance)
                for event in await self.database.read(lambda s: list(events.due(s, now))):
                    await self._intake.retry(event)
            await self._tell_of_refusals()
            await self._accounts.renew(self.owned.accounts)
            await self.outbox.look()

    async def _tell_of_refusals(self) -> None:
        """Once a day for each account that its network refuses, but for a quota, which is counted and warned of."""
        for account_id, reason in list(self.outbox.refused.items()):
            told = f"refused:{account_id}:{self.clock.now().astimezone(self.installation.zone):%Y-%m-%d}"
            if reason != "quota" and told not in self._told:
                await self.inbox.happened("clock", told, "clock.refused", {"account": account_id, "reason": reason})
                self._told.add(told)

    async def _follow_broadcasts(self) -> None:
        """The cards of broadcasts show what was just written of them."""
        now = self.clock.now()
        for one in await self.database.read(lambda s: of_broadcasts(s, now)):
            await self.inbox.happened("clock", one.event_id, one.kind, one.payload)

    async def _ask_elsewhere(self, address_ids: Collection[int]) -> None:
        """Alerts have not come to these addresses."""
        for address_id in address_ids:
            event_id = f"alert_lost:{address_id}:{self.clock.now().isoformat()}"
            await self.inbox.happened("clock", event_id, "clock.alert_lost", {"address": address_id})

    async def tidy(self) -> None:
        """What is kept no longer than needed goes."""
        now = self.clock.now()

        def work(session: Session) -> None:
            events.forget(session, now)
            deliveries.empty_payloads(session, now)

        await self.database.run(work)

    async def receive(self, network: str, account: str, payload: object) -> None:
        """One payload of a network: every event in it is committed when this returns. Raises `BadPayload`."""
        await self._intake.receive(network, account, payload)

    async def answer(self, network: str, account: str, payload: object) -> bytes:
        """The same for a webhook; returns the body of the answer. Raises `InUse` where we take in nothing now."""
        if self.owned.barred or self._stopping:
            raise program_lock.InUse
        return await self._intake.answer(network, account, payload)

    def _prepare(self, session: Session) -> None:
        from forms.builtin_forms import builtin

        program_lock.take_turns(session)
        now = self.clock.now()
        ensure_rules(session, self.options.timezone, now)
        for name in BUILTIN:
            form = builtin(name)
            published_forms.publish(session, name, form.title, form.xml, now, builtin=True)

    async def _listen(self) -> None:
        links = Links(self.options.public_url, self.database, self.clock)
        app = create_app(self.options.webhook_secret, self._intake.channel, self.answer, links.open)
        self.port = await self._open(app, self.options.listen)
        await self._accounts.set_webhooks(self.options.public_url, self.options.webhook_secret)

    async def _show_status(self) -> None:
        """The listener for those who run the program; without it the program still serves everybody else."""
        if self.options.status_listen is None:
            return
        try:
            self.status_port = await self._open(self.health.app(), self.options.status_listen)
        except OSError as error:
            log.error("status is not served", reason=error.strerror)

    async def _open(self, app: web.Application, listen: tuple[str, int]) -> int:
        runner = web.AppRunner(app, access_log=None, shutdown_timeout=_STOP_SECONDS)
        await runner.setup()
        try:
            await web.TCPSite(runner, *listen, backlog=_BACKLOG).start()
        except OSError:
            await runner.cleanup()
            raise
        self._runners.append(runner)
        return int(runner.addresses[0][1])

    async def _serve(self, account_id: int) -> None:
        """From now on this process sends for the account and, without a webhook, asks its network what is new."""
        channel = self._by_account[account_id]
        self.outbox.add(account_id, channel, self._pacer() if self._pacer else channel.pacing())
        await self.outbox.look(at_start=[account_id])
        if channel.polls and not self.options.public_url and not self._stopping:
            poll = Polling(channel, partial(self._polled, channel), self.clock)
            self._polls[account_id] = poll
            self._tasks.start(poll.run(), f"poll {channel.network}")

    def _let_go(self, account_id: int) -> None:
        """Another process may serve the account now."""
        poll = self._polls.pop(account_id, None)
        if poll is not None:
            poll.end()
        self.outbox.remove(account_id)

    def _heard(self, text: str) -> None:
        """Another process has committed something that is ours to do."""
        try:
            notice = process_notices.read(text, self.database.keys)
        except ValueError as error:
            log.warning("a notice that is none", error=type(error).__name__)
            return
        if notice.row is not None:
            self.outbox.take([notice.row])
        elif notice.account in {*self.owned.accounts, process_notices.EVERYBODY}:
            self._tasks.start(self._look(), "look")
        elif notice.account == HOURS and self.owned.hours:
            self._bell.ring()

    async def _look(self) -> None:
        with self.activity():
            await self.outbox.look()

    async def _tick_forever(self) -> None:
        """By the clock that never goes back: a clock that people put back an hour must not stop the hours."""
        tidied = self.clock.monotonic()
        while True:
            await self.clock.wait(asyncio.Event(), 1.0)
            try:
                await self.tick()
                if self.owned.hours and self.clock.monotonic() - tidied >= _TIDY_EVERY:
                    tidied = self.clock.monotonic()
                    await self.tidy()
            except Exception as error:
                log.error("tick failed", error=type(error).__name__, exc_info=error)

    async def _polled(self, channel: Channel, update: object) -> None:
        try:
            await self.receive(channel.network, channel.account, update)
        except BadPayload:
            log.warning("an update that is none", network=channel.network)

    def _troubles(self) -> list[str]:
        """What keeps the program from its work, as far as it knows without asking anybody."""
        found = [f"{name} has not answered yet" for name in sorted(self._accounts.unanswered)]
        found += [
            f"{self._accounts.named(number)} refuses us: {reason}" for number, reason in self.outbox.refused.items()
        ]
        silent = {
            number: poll.trouble
            for number, poll in self._polls.items()
            if poll.trouble and number not in self.outbox.refused
        }
        found += [f"{self._accounts.named(number)} does not answer: {reason}" for number, reason in silent.items()]
        if self.owned.barred:
            found.append("the database is being upgraded or restored")
        if self._stopping:
            found.append("the program is stopping")
        return found
