"""The assembly: a database, channels, an inbox, an outbox, tasks and the hours, put together and taken apart."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import Callable, Sequence
from functools import partial
from zoneinfo import ZoneInfo

import structlog
from aiohttp import web
from sqlmodel import Session

from bot.errors import port_refused
from bot.options import Options
from bot.runtime.accounts import Accounts
from bot.runtime.background import Activity, Tasks, Wakeup
from bot.runtime.clock import Clock
from bot.runtime.command_lists import CommandLists
from bot.runtime.health import Health
from bot.runtime.hearing import Hearing
from bot.runtime.inbox import Inbox
from bot.runtime.listener import open_listener
from bot.runtime.metrics import Metrics
from bot.runtime.nights import Nights
from bot.runtime.outbox import Outbox
from bot.runtime.ownership import Owned, Owners
from bot.runtime.page_server import FormPages, link_maker
from bot.runtime.polling import Polling
from bot.runtime.quota_monitor import Quotas
from bot.runtime.sender_limits import SenderLimits
from bot.runtime.signed_links import Links
from bot.runtime.status import troubles
from bot.runtime.task_runner import TaskRunner
from bot.runtime.ticker import Ticker
from bot.runtime.update_intake import Intake
from bot.runtime.webhook_server import create_app
from bot.runtime.worker_process import WorkerProcess
from channels.channel import Channel
from channels.messages import BadPayload, Fetched
from channels.pacing import Pacer
from channels.zalo_bot.adapter import USERS
from digests.document import Letterhead
from forms.builtin_forms import NAMES, builtin
from handlers.installation import Installation
from handlers.reference_cache import Library
from jobs import registry
from jobs.compile_form import READ_AHEAD
from jobs.context import JobContext
from services.board.board_approval import Registry
from services.schedules import ensure_rules
from storage.engine import program_lock
from storage.engine.database import Database
from storage.engine.ownership_locks import HOURS
from storage.forms import published_forms
from storage.messaging import process_notices
from storage.messaging.quota import Quota
from texts.catalogue import LANGUAGES, catalogue_for
from uploads.isolation import Confined

log = structlog.get_logger()

_STOP_SECONDS = 7.0  # for what is under way; the rest of ten seconds is for letting go


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
        self._polls = self._accounts.polls
        self._bell = bell = Wakeup(self.activity)
        self._zone = ZoneInfo(options.timezone)
        self._nights = Nights(self.database, self.clock, self._zone)
        monthly = Quota(options.zalo_bot_quota, options.zalo_bot_quota_both, self._zone, users=USERS)
        self.metrics = Metrics()
        self.owned = Owned()
        self.outbox = self._new_outbox(batch_seconds, monthly)
        self.installation = self._new_installation(monthly)
        self._commands = CommandLists(
            database, clock, self.activity, self._tasks, self._by_account, self.options.language
        )
        self.inbox = Inbox(
            database,
            self.installation,
            self.outbox,
            clock,
            self.activity,
            bell,
            self.metrics,
            self.owned,
            joined=lambda: self._commands.stir(self.owned.accounts),
            limits=SenderLimits(options.sender_messages, options.stranger_messages),
        )
        self.intake = Intake(self._by_account, database, self.inbox, clock, self.activity, self._tasks, self.owned)
        self.worker = WorkerProcess(READ_AHEAD)
        carry_out = partial(registry.carry_out, self._new_job_context())
        self._task_runner = TaskRunner(
            database, self.inbox, clock, self.activity, self._tasks, bell, self.owned, carry_out
        )
        self.ticker = self._new_ticker(monthly)
        self._owners = Owners(
            database, self.owned, self._tasks, gained=self._serve, lost=self._let_go, heard=self._heard
        )
        self.health = Health(database, clock, self.metrics, self._troubles)
        database.waited = self.metrics.database_wait.observe
        self._ticking: asyncio.Task[None] | None = None
        self._runners: list[web.AppRunner] = []
        self.port = 0
        self.status_port = 0

    def _new_outbox(self, batch_seconds: float, monthly: Quota) -> Outbox:
        return Outbox(
            self.database,
            self.clock,
            self.activity,
            self._tasks,
            batch_seconds,
            self.metrics,
            morning=self._nights.morning,
            moved=lambda: self.ticker.follow_broadcasts(),
            alerts_lost=lambda address_ids: self.ticker.ask_elsewhere(address_ids),
            not_deleted=lambda address_ids: self.ticker.tell_what_stands(address_ids),
            groups_lost=lambda group_ids: self.ticker.tell_of_groups(group_ids),
            monthly=monthly,
            zone=self._zone,
        )

    def _new_ticker(self, monthly: Quota) -> Ticker:
        return Ticker(
            self.database,
            self.clock,
            self.activity,
            self.installation,
            self.inbox,
            self.intake,
            self.outbox,
            self._accounts,
            Hearing(self.database, self.clock, self._accounts, self.owned),
            Quotas(self.database, monthly, self.clock, self.outbox),
            self.owned,
            self.options.keep,
            self._commands,
            self._nights,
        )

    def _new_job_context(self) -> JobContext:
        options = self.options

        async def fetch(account: int, file: str, *, limit: int) -> Fetched:
            return await self._by_account[account].fetch(file, limit=limit)

        return JobContext(
            database=self.database,
            now=self.clock.now,
            in_worker=self.worker.run,
            isolated_forms=Confined(READ_AHEAD),
            isolated_files=Confined(READ_AHEAD),
            fetch=fetch,
            letterhead=Letterhead(
                board=options.board,
                place=options.place,
                suffix=options.suffix,
                recipients=options.recipients,
                superior=options.superior,
                layout=options.layout,
                signer=options.signer,
            ),
            language=options.language,
            zone=self._zone,
            ways=self._accounts.ways,
            open_server=options.open_data,
        )

    def _new_installation(self, monthly: Quota) -> Installation:
        options, accounts = self.options, self._accounts
        return Installation(
            board=options.board,
            place=options.place,
            zone=self._zone,
            language=options.language,
            library=Library(),
            link=accounts.link,
            new_id=self.database.new_id,
            escalation=options.escalation,
            stranger_answers=options.stranger_answers,
            typed_only=accounts.is_typed_only,
            folds=accounts.folds,
            asks_polls=accounts.asks_polls,
            shown=accounts.shown,
            until=accounts.until,
            network=accounts.network,
            name=accounts.name,
            quota=monthly,
            doors=accounts.doors,
            page_link=link_maker(options.public_url, self.database),
            registry=Registry(options.term, options.suffix),
            open_server=options.open_data.address if options.open_data is not None else "",
            shown_at=self.outbox.shown_at,
        )

    async def start(self, *, hours: bool = True) -> None:
        """Connects, sends what was left, listens. `hours`: ticks by itself (tests tick by hand).

        Raises `SendError` where a network refuses an account, `InUse` while the database is being upgraded or restored.
        """
        await self._show_status()
        await self.database.run(self._prepare)
        self.outbox.refused |= await self._accounts.connect()
        await asyncio.to_thread(self._read_texts)
        self.outbox.start()
        self._task_runner.start()
        await self._owners.start(list(self._by_account))
        self._commands.look(self.owned.accounts)
        if self.options.public_url:
            await self._listen()
        if hours:
            self._ticking = self._tasks.start(self.ticker.run(), "hours")

    def _read_texts(self) -> None:
        """Reads all texts, half a second of work: now and beside the loop, and not while somebody's first message waits."""
        for language in LANGUAGES:
            catalogue_for(language)
            if not all(channel.buttons for channel in self._channels):
                catalogue_for(language, typed_only=True)

    async def stop(self) -> None:
        """Takes in nothing new, finishes what is under way, lets go of everything; all within ten seconds."""
        self.intake.closed = True
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
        self.worker.stop()
        for runner in self._runners[:1]:
            await runner.cleanup()

    def _prepare(self, session: Session) -> None:
        program_lock.take_turns(session)
        now = self.clock.now()
        ensure_rules(session, self.options.timezone, now)
        for name in NAMES:
            form = builtin(name)
            published_forms.publish(session, name, form.title, form.xml, now, builtin=True)

    async def _listen(self) -> None:
        links = Links(self.options.public_url, self.database, self.clock)
        app = create_app(self.options.webhook_secret, self.intake.channel, self.intake.answer, links.open)
        FormPages(self.database, self.inbox, self.clock, self.options.language).add_to(app)
        try:
            self.port = await self._open(app, self.options.listen)
        except OSError as error:
            raise port_refused(error, self.options.listen[1]) from error
        await self._accounts.set_webhooks(self.options.public_url, self.options.webhook_secret)

    async def _show_status(self) -> None:
        """The listener for those who run the program; without it the program still serves everybody else."""
        if self.options.status_listen is None:
            return
        try:
            address = self.options.status_listen
            self.status_port = await self._open(self.health.app(address[0]), address)
        except OSError as error:
            log.error("status is not served", reason=error.strerror)

    async def _open(self, app: web.Application, listen: tuple[str, int]) -> int:
        runner = await open_listener(app, listen, _STOP_SECONDS)
        self._runners.append(runner)
        return int(runner.addresses[0][1])

    async def _serve(self, account_id: int) -> None:
        """From now on this process sends for the account and, without a webhook, asks its network what is new."""
        channel = self._by_account[account_id]
        self.outbox.add(account_id, channel, self._pacer() if self._pacer else channel.pacing())
        await self.outbox.look(at_start=[account_id])
        if channel.polls and not self.options.public_url and not self.intake.closed:
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

    async def _polled(self, channel: Channel, update: object) -> None:
        try:
            await self.intake.receive(channel.network, channel.account, update)
        except BadPayload:
            log.warning("an update that is none", network=channel.network)

    def _troubles(self) -> list[str]:
        return troubles(self._accounts, self.outbox.refused, self._polls, self.owned, stopping=self.intake.closed)
