"""The ticker: makes events of what is due, once a second, and tidies up, once an hour."""

from __future__ import annotations

import asyncio
from collections.abc import Collection
from datetime import datetime

import structlog
from sqlmodel import Session

from bot.runtime.accounts import Accounts
from bot.runtime.background import Activity
from bot.runtime.calm import Calm
from bot.runtime.clock import Clock
from bot.runtime.command_lists import CommandLists
from bot.runtime.hearing import Hearing
from bot.runtime.inbox import Inbox
from bot.runtime.nights import Nights
from bot.runtime.outbox import Outbox
from bot.runtime.ownership import Owned
from bot.runtime.quota_monitor import Quotas
from bot.runtime.update_intake import Intake
from handlers.installation import Installation
from scheduler.due import due, of_broadcasts
from services import retention
from services.actor import PROGRAM
from services.event_types import AccountRefused, AlertLost, GroupRefused, MessageStands
from services.retention import Periods
from storage.engine.database import Database
from storage.messaging import deliveries, events, stored_files
from storage.statistics import counted_days

log = structlog.get_logger()

_TIDY_EVERY = 3600.0  # seconds
_PACKED = 40  # days an hour


class Ticker:
    """Brings the hours of one process: of several, rules and retries are the one's that owns the hours."""

    def __init__(
        self,
        database: Database,
        clock: Clock,
        activity: Activity,
        installation: Installation,
        inbox: Inbox,
        intake: Intake,
        outbox: Outbox,
        accounts: Accounts,
        hearing: Hearing,
        quotas: Quotas,
        owned: Owned,
        keep: Periods,
        commands: CommandLists,
        nights: Nights,
    ) -> None:
        self._database = database
        self._clock = clock
        self._activity = activity
        self._installation = installation
        self._inbox = inbox
        self._intake = intake
        self._outbox = outbox
        self._accounts = accounts
        self._hearing = hearing
        self._quotas = quotas
        self._owned = owned
        self._keep = keep
        self._commands = commands
        self._nights = nights
        self._warned: set[str] = set()
        self._calm = Calm(database)

    async def run(self) -> None:
        """Ticks by the clock that never goes back, which nobody puts back an hour."""
        tidied = self._clock.monotonic()
        while True:
            await self._clock.wait(asyncio.Event(), 1.0)
            try:
                await self.tick()
                if self._owned.hours and self._clock.monotonic() - tidied >= _TIDY_EVERY:
                    tidied = self._clock.monotonic()
                    await self.tidy()
            except Exception as error:
                log.error("tick failed", error=type(error).__name__, exc_info=error)

    async def tick(self) -> None:
        """Makes events of what is due, tries again what failed, has the outbox look for what waits."""
        with self._activity():
            warnings = await self._quotas.look()
            await self._hearing.beat()
            if self._owned.hours and await self._hearing.is_ready():
                now = self._clock.now()
                for warning in warnings:
                    await self._inbox.happened("clock", warning.event_id, warning.event, warning.advance)
                await self._bring(now)
            await self._warn_of_refusals()
            await self._accounts.renew(self._owned.accounts)
            await self._accounts.watch_webhooks(self._owned.accounts)
            await self._nights.look()
            await self._outbox.look()
            self._commands.look(self._owned.accounts)

    async def _bring(self, now: datetime) -> None:
        """Brings what is due. It stays due until a turn has taken it: nothing due in a minute is nothing due until then."""
        if await self._calm.lasts(now):
            return
        for task in await self._database.read(lambda s: due(s, now)):
            await self._inbox.happened("clock", task.event_id, task.event, task.advance)
        for event in await self._database.read(lambda s: list(events.due(s, now))):
            await self._intake.retry(event)
        await self._calm.begin(now, lambda s, until: bool(due(s, until)) or bool(events.due(s, until)))

    async def tidy(self) -> None:
        """Removes what is kept no longer than needed."""
        now = self._clock.now()

        def work(session: Session) -> None:
            events.forget(session, now)
            deliveries.empty_payloads(session, now)
            stored_files.forget_uses(session, now)

        await self._database.run(work)
        await self._cut(now)
        await self._pack(now)

    async def _pack(self, now: datetime) -> None:
        """Packs days that are over for their figures, the newest first, a transaction each; some of many, the others later."""
        before = counted_days.over(now.astimezone(self._installation.zone))
        for day in await self._database.read(lambda s: counted_days.unpacked(s, before, _PACKED)):
            await self._database.run(lambda session, day=day: counted_days.keep(session, day))  # type: ignore[misc]

    async def _cut(self, now: datetime) -> None:
        """Once a day, cuts what is older than its period, a piece in a transaction, and logs counts only."""
        day = f"retention:{now.astimezone(self._installation.zone):%Y-%m-%d}"
        if not await self._database.run(lambda session: events.take(session, "clock", day, "retention", now)):
            return
        counts = dict.fromkeys(retention.KINDS, 0)
        for kind in retention.KINDS:
            more = True
            while more:
                count, more = await self._database.run(
                    lambda session, kind=kind: retention.cut(session, PROGRAM, kind, now, self._keep)  # type: ignore[misc]
                )
                counts[kind] += count
        log.info("retention", **counts)

    async def follow_broadcasts(self) -> None:
        """Has the cards of broadcasts show what was just written of them."""
        now = self._clock.now()
        for task in await self._database.read(lambda s: of_broadcasts(s, now)):
            await self._inbox.happened("clock", task.event_id, task.event)

    async def ask_elsewhere(self, address_ids: Collection[int]) -> None:
        """Has alerts that have not come to these addresses put to somebody else."""
        for address_id in address_ids:
            event_id = f"alert_lost:{address_id}:{self._clock.now().isoformat()}"
            await self._inbox.happened("clock", event_id, AlertLost(address_id))

    async def tell_what_stands(self, address_ids: Collection[int]) -> None:
        """Has people told at these addresses that a message of theirs could not be deleted."""
        for address_id in address_ids:
            event_id = f"not_deleted:{address_id}:{self._clock.now().isoformat()}"
            await self._inbox.happened("clock", event_id, MessageStands(address_id))

    async def tell_of_groups(self, group_ids: Collection[int]) -> None:
        """Has staff told of groups that take nothing any more."""
        for group_id in group_ids:
            event_id = f"group:{group_id}:{self._clock.now().isoformat()}"
            await self._inbox.happened("clock", event_id, GroupRefused(group_id))

    async def _warn_of_refusals(self) -> None:
        """Once a day for each account that its network refuses, or whose updates go to somebody else.

        But for a quota, which is counted and warned of.
        """
        found = [("refused", *pair) for pair in self._outbox.refused.items()]
        found += [("elsewhere", *pair) for pair in self._accounts.elsewhere().items()]
        for kind, account_id, reason in found:
            warning = f"{kind}:{account_id}:{self._clock.now().astimezone(self._installation.zone):%Y-%m-%d}"
            if reason != "quota" and warning not in self._warned:
                await self._inbox.happened("clock", warning, AccountRefused(account_id, reason))
                self._warned.add(warning)
