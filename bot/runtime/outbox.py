"""The outbox: sends what turns wrote down. Alerts first, replies next, broadcasts with what is left.

Order is kept per chat and lane, one delivery of a chat and lane under way at a time, so that a reply never waits behind a
broadcast; the pacer keeps the network's limits; the adapter's error policy decides what a failure means. Outcomes are
written in batches. What was on its way when the program died is sent again: repeats are at most what was in flight.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterable
from dataclasses import astuple, replace
from datetime import UTC, datetime, timedelta, tzinfo
from functools import partial

import structlog
from sqlalchemy.exc import DBAPIError
from sqlmodel import Session

from bot.runtime.background import Activity, Tasks
from bot.runtime.calm import Calm
from bot.runtime.clock import Clock
from bot.runtime.delivery_results import DeliveryResults, Lost, Moved
from bot.runtime.metrics import Metrics
from bot.runtime.refusals import Refusals
from bot.runtime.send_queue import LANES, Key, SendQueue
from bot.runtime.sent_messages import SentMessages
from channels.channel import Channel
from channels.codec import load_act
from channels.messages import Act, Edit, Policy, Send, SendError, Sent
from channels.pacing import Pacer
from services import telling
from storage.engine.database import Database
from storage.engine.dialects import out_of_order
from storage.messaging import deliveries, send_holds
from storage.messaging.deliveries import DeliveryResult, Outgoing, PollTold
from storage.messaging.quota import Quota, Used
from storage.prompts import broadcasts, reachability
from storage.tables import BroadcastStatus, DeliveryStatus, Lane

log = structlog.get_logger()

_IN_FLIGHT = 64
_LOOKED_FOR_EVERY = 15.0  # seconds
_STRANDED = timedelta(minutes=1)
_SOON = 3.0  # seconds


class Outbox:
    """One line per account; the program's only way to send."""

    def __init__(
        self,
        database: Database,
        clock: Clock,
        activity: Activity,
        tasks: Tasks,
        batch_seconds: float,
        metrics: Metrics | None = None,
        *,
        morning: Callable[[datetime], datetime | None] = lambda now: None,
        moved: Moved | None = None,
        alerts_lost: Lost | None = None,
        groups_lost: Lost | None = None,
        not_deleted: Lost | None = None,
        monthly: Quota | None = None,
        zone: tzinfo = UTC,
    ) -> None:
        """`morning`: when what would leave in the night may. `monthly`: what is counted by the month. `zone`: the board's own.

        Awaited when that is written: `moved` where there are results of broadcasts, `alerts_lost` with the addresses that
        alerts do not reach, `groups_lost` with the groups that were marked, `not_deleted` with the addresses at which a
        message of the person's own stands.
        """
        self._database = database
        self._clock = clock
        self._activity = activity
        self._tasks = tasks
        self._lines: dict[int, SendQueue] = {}
        self._acts = SentMessages(database, clock, zone)
        self.shown_at = self._acts.shown_at
        self._metrics = metrics or Metrics()
        self._outcomes = DeliveryResults(
            database,
            clock,
            activity,
            self._metrics,
            batch_seconds,
            moved=moved,
            alerts_lost=alerts_lost,
            groups_lost=groups_lost,
            not_deleted=not_deleted,
            monthly=monthly,
            written_again=self._wake,
        )
        self._held = self._outcomes.held
        self._stopping = False
        self._looked_for = clock.monotonic()
        self._morning = morning
        self._looking = asyncio.Lock()
        self._taken: list[Outgoing] = []
        self._stopped: dict[int, BroadcastStatus] = {}
        self._calm = Calm(database)
        self._refusals = Refusals(
            database,
            clock,
            activity,
            tasks,
            self._outcomes,
            self._metrics,
            returned=self._returned,
            forget=self._forget,
            take=self.take,
        )
        self.refused = self._refusals.accounts

    def add(self, account_id: int, channel: Channel, pacer: Pacer) -> None:
        """From now on this account's deliveries go out by this channel."""
        self._lines[account_id] = line = SendQueue(account_id, channel, pacer)
        self._calm.end()
        line.pump = self._tasks.start(self._pump(line), f"outbox {account_id}")

    def remove(self, account_id: int) -> None:
        """Another process may send for this account from now on: what is on its way ends, the rest is let go."""
        line = self._lines.pop(account_id, None)
        if line is not None:
            assert line.pump is not None
            line.pump.cancel()
            line.closed = True
            self._forget(line.let_go(LANES))
            self.refused.pop(account_id, None)

    def wind_down(self) -> None:
        """No broadcast begins any more, nor anything that would have to wait long: it leaves after the next start."""
        self._stopping = self._outcomes.stopping = True
        soon = self._clock.monotonic() + _SOON
        for line in self._lines.values():
            self._forget(line.let_go((Lane.BROADCAST,)))
            self._forget(line.let_go_after(soon))

    def _forget(self, rows: Iterable[Outgoing]) -> None:
        for row in rows:
            self._held.discard(row.id)
            self._activity.end()

    def start(self) -> None:
        """Starts writing outcomes."""
        self._tasks.start(self._outcomes.run(), "outbox outcomes")

    async def look(self, *, at_start: Iterable[int] = ()) -> None:
        """Takes what waits in the database and is due: after a night, from the command line or another process.

        `at_start`: accounts that this process has just become the owner of; what was `sending` for them is taken too.
        """
        if self._stopping:
            return
        now = self._clock.now()
        new = list(at_start)
        if new:
            await self.flush()
        elif abs(self._clock.monotonic() - self._looked_for) >= _LOOKED_FOR_EVERY:
            self._looked_for = self._clock.monotonic()
            await self._look_for_stranded()
        accounts = new or list(self._lines)
        if not accounts:
            return
        try:
            async with self._looking:  # of two looks the later one knows better what was stopped
                if new or not await self._calm.lasts(now):
                    await self._look(accounts, now, new)
                    if not new:
                        await self._calm.begin(now, lambda s, until: deliveries.comes_by(s, accounts, until))
        finally:
            if not self._looking.locked():
                self._line_up()

    async def _look(self, accounts: list[int], now: datetime, new: list[int]) -> None:
        held = (row.broadcast_id for line in self._lines.values() for row in line.broadcasts())
        here = {number for number in held if number is not None}

        def work(session: Session) -> tuple[dict[int, BroadcastStatus], list[Outgoing]]:
            stopped = broadcasts.stopped(session, here) if here else {}
            taken = deliveries.claim(session, accounts, now, all_sending=bool(new))
            own = [row.id for row in taken if row.lane is Lane.BROADCAST and row.broadcast_id is None]
            void = telling.drop_void(session, own) if own else ()
            return stopped, [row for row in taken if row.id not in void]

        self._stopped, rows = await self._database.run(work)
        if new:
            await self._restore_pauses(new, rows)
        self._give_back()
        self.take(rows)

    async def _restore_pauses(self, accounts: Iterable[int], rows: Iterable[Outgoing]) -> None:
        """Pauses that the network asked for before this process began hold what waits for their chats."""
        now, moment = self._clock.now(), self._clock.monotonic()

        def work(session: Session) -> list[tuple[int, str | None, datetime]]:
            found: list[tuple[int, str | None, datetime]] = []
            for account_id in accounts:
                pauses = send_holds.standing(session, account_id, now)
                if send_holds.EVERY_CHAT in pauses:
                    found.append((account_id, None, pauses[send_holds.EVERY_CHAT]))
                chats = {row.chat for row in rows if row.account_id == account_id} if pauses else set()
                chats |= send_holds.chats(session, account_id, pauses) if pauses else set()
                for chat in chats:
                    until = pauses.get(send_holds.of_chat(session, account_id, chat))
                    if until is not None:
                        found.append((account_id, chat, until))
            return found

        for account_id, chat, until in await self._database.read(work):
            self._lines[account_id].pacer.hold(chat, moment + (until - now).total_seconds())

    def _give_back(self) -> None:
        """Give back what is in hand of a broadcast that was stopped, but for what is on its way."""
        for line in self._lines.values() if self._stopped else ():
            for row in line.take_back(lambda row: row.broadcast_id in self._stopped):
                if (returned := self._returned(row)) is not None:
                    self._outcomes.add(returned, row.lane)

    def _returned(self, row: Outgoing) -> DeliveryResult | None:
        """The outcome of what does not leave because its broadcast was stopped; None: it was not."""
        stopped = self._stopped.get(row.broadcast_id) if row.broadcast_id is not None else None
        if stopped is None:
            return None
        if stopped is BroadcastStatus.CANCELLED:
            return DeliveryResult(row.id, DeliveryStatus.EXPIRED, reason=reachability.CANCELLED, tries=row.tries)
        return DeliveryResult(row.id, DeliveryStatus.QUEUED, tries=row.tries, next_at=row.next_at)

    async def _look_for_stranded(self) -> None:
        """A connection that broke at a COMMIT leaves rows that are `sending` and that nobody was told of."""
        accounts, before = list(self._lines), self._clock.now() - _STRANDED
        ids = await self._database.read(lambda s: deliveries.stranded(s, accounts, before))
        lost = [number for number in ids if number not in self._held]
        if lost:
            log.warning("deliveries were stranded", count=len(lost))
            await self._database.run(lambda s: deliveries.queue_again(s, lost))

    def take(self, rows: Iterable[Outgoing]) -> None:
        """Queues deliveries that this process owns.

        While a look is under way they wait for what it brings: that may have been written for the same chat before them,
        by another process.
        """
        for row in rows:
            if row.account_id not in self._lines or row.id in self._held or self._is_left(row):
                continue  # its owner, or the next start, finds it in the database
            self._held.add(row.id)
            self._activity.begin()
            try:
                self._taken.append(row if row.live is not None else replace(row, live=load_act(row.act)))
            except Exception as error:
                log.error("delivery cannot be read", delivery=row.id, error=type(error).__name__, exc_info=error)
                self._outcomes.add(self._refusals.failed(row, "our_fault"), row.lane)
        if not self._looking.locked():
            self._line_up()

    def _is_left(self, row: Outgoing) -> bool:
        """Tell whether it leaves after the next start."""
        return self._stopping and row.lane is Lane.BROADCAST

    def _line_up(self) -> None:
        """Puts what was taken into its queues, in the order in which it was written."""
        shut: dict[int, str] = {}
        taken, self._taken = sorted(self._taken, key=lambda row: row.id), []
        for row in taken:
            line = self._lines.get(row.account_id)
            if line is None or self._is_left(row):
                self._forget([row])
                continue
            line.push(row)
            if row.broadcast_id is not None and (reason := line.shut(self._clock.monotonic())):
                shut[row.account_id] = reason
        for account_id, reason in shut.items():
            self._tasks.start(self._refusals.leave_to_others(self._lines[account_id], reason), "leave to others")

    async def _pump(self, line: SendQueue) -> None:
        """Sends what may go now, then waits for news or for the next moment at which something may."""
        while True:
            line.wake.clear()
            now, line.broadcast_due = self._clock.monotonic(), None
            line.due(now)
            room = 0 if self._outcomes.unwritten else _IN_FLIGHT  # what cannot be noted as sent would be sent again
            morning = self._morning(self._clock.now())
            asleep = partial(self._sleep, morning)
            while line.in_flight < room and (key := line.choose(now, morning, asleep)) is not None:
                row, act = line.launch(key, now)
                self._tasks.start(self._send(line, key, row, act), "send")
            due = line.next_at()
            await self._clock.wait(line.wake, None if due is None else max(0.0, due - now))

    def _sleep(self, morning: datetime | None, rows: Iterable[Outgoing]) -> None:
        """Give back until the morning what goes out of our own accord."""
        for row in rows:
            self._outcomes.add(
                DeliveryResult(row.id, DeliveryStatus.QUEUED, tries=row.tries, next_at=morning), row.lane
            )

    async def _send(self, line: SendQueue, key: Key, row: Outgoing, act: Act) -> None:
        outcome: DeliveryResult | None
        try:
            outcome = await self._attempt(line, key, row, act)
        except Exception as error:
            if isinstance(error, DBAPIError) and out_of_order(error):
                log.warning("delivery waits for the database", delivery=row.id, error=type(error).__name__)
                outcome = self._refusals.again(line, key, row, SendError(Policy.RETRY, "database"))
            else:  # a constraint that does not hold too: no later try would go another way
                log.error("delivery failed", delivery=row.id, error=type(error).__name__, exc_info=error)
                outcome = self._refusals.failed(row, "our_fault")
        line.landed(row)
        if outcome is not None:
            self._finish(line, key, outcome)
        elif line.closed or self._stopping:
            self._forget(line.drop((key,)))
        line.wake.set()

    async def _call(self, line: SendQueue, row: Outgoing, act: Act, content: bytes | None) -> Sent:
        """One call to the network; its pace is reckoned from the answer, whatever that is."""
        began = self._clock.monotonic()
        try:
            return await line.channel.send(row.chat, act, content)
        finally:
            line.answered(row, began, self._clock.monotonic())

    async def _attempt(self, line: SendQueue, key: Key, row: Outgoing, act: Act) -> DeliveryResult | None:
        """One try. None: it will be tried again."""
        if row.expires_at is not None and row.expires_at < self._clock.now():
            return DeliveryResult(row.id, DeliveryStatus.EXPIRED, reason="expired", tries=row.tries)
        shut = line.shut(self._clock.monotonic()) if row.broadcast_id is not None else ""
        if shut and row.id in await self._refusals.leave_to_others(line, shut):
            return self._refusals.failed(row, shut)
        if line.superseded(key, act):
            return DeliveryResult(row.id, DeliveryStatus.SENT, reason="superseded", sent_at=self._clock.now())
        try:
            try:
                act, content = await self._acts.complete(act)
                sent = await self._call(line, row, act, content)
            except SendError as error:
                if error.policy is not Policy.FAIL or not isinstance(act, Edit) or not act.anew:
                    raise
                log.info("edit refused, sent anew", delivery=row.id, reason=error.reason)
                sent = await self._call(line, row, Send(act.text, act.keyboard, topic=act.topic), None)
        except SendError as error:
            self._refusals.count(line, error.counted)
            return await self._refusals.met(line, key, row, error)
        self._refusals.over(line)
        self._refusals.count(line, sent.counted)
        at = sent.at or self._clock.now()
        told = PollTold(*astuple(sent.poll)) if sent.poll is not None else None
        return DeliveryResult(row.id, DeliveryStatus.SENT, sent.message_id, tries=row.tries + 1, sent_at=at, poll=told)

    def _finish(self, line: SendQueue, key: Key, outcome: DeliveryResult) -> None:
        """The delivery at the head of its queue is settled; the next one of this chat and lane may go."""
        line.pop(key)
        if outcome.message_id:
            self._acts.sent(outcome.id, outcome.message_id, outcome.sent_at)
        self._outcomes.add(outcome, key[1])

    def used(self, used: Used) -> None:
        """Messages that an account has used of its month, counted anew."""
        line = self._lines.get(used.account_id)
        if line is not None:
            self._refusals.used(used, line)

    async def flush(self) -> None:
        """Writes the outcomes that are not written yet."""
        await self._outcomes.flush()

    def _wake(self) -> None:
        for line in self._lines.values():
            line.wake.set()
