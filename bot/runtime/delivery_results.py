"""Results of deliveries, written in batches; whoever acts on results is told when they are written."""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import Awaitable, Callable, Collection

import structlog
from sqlmodel import Session

from bot.runtime.background import Activity
from bot.runtime.clock import Clock
from bot.runtime.metrics import Metrics
from storage.engine.database import Database
from storage.messaging import deliveries, quota
from storage.messaging.deliveries import DeliveryResult, Outgoing
from storage.messaging.quota import Quota
from storage.surveys import poll_counts
from storage.tables import DeliveryStatus, Lane

log = structlog.get_logger()

Moved = Callable[[], Awaitable[None]]
Lost = Callable[[Collection[int]], Awaitable[None]]


class DeliveryResults:
    """`held`: the deliveries in this process's hands; `unwritten`: the database does not take what happened, so that nothing
    more may be sent.
    """

    def __init__(
        self,
        database: Database,
        clock: Clock,
        activity: Activity,
        metrics: Metrics,
        batch_seconds: float,
        *,
        moved: Moved | None,
        alerts_lost: Lost | None,
        groups_lost: Lost | None,
        not_deleted: Lost | None,
        monthly: Quota | None,
        written_again: Callable[[], None],
    ) -> None:
        """`moved`, `alerts_lost`, `groups_lost`, `not_deleted`, `monthly`: see `Outbox`.

        `written_again` is called when the database takes results again.
        """
        self._database = database
        self._clock = clock
        self._activity = activity
        self._metrics = metrics
        self._batch_seconds = batch_seconds
        self._when_moved = moved
        self._when_lost = alerts_lost
        self._when_unserved = groups_lost
        self._when_not_deleted = not_deleted
        self._quota = monthly
        self._written_again = written_again
        self._batch: list[DeliveryResult] = []
        self._sent: Counter[int] = Counter()
        self._lost: set[int] = set()
        self._unserved: set[int] = set()
        self._not_deleted: set[int] = set()
        self._moved = False
        self._news = asyncio.Event()
        self.held: set[int] = set()
        self.unwritten = False
        self.stopping = False

    def add(self, outcome: DeliveryResult, lane: Lane) -> None:
        """One delivery is settled, or goes back into the queue."""
        self._moved = self._moved or lane is Lane.BROADCAST
        if outcome.status is not DeliveryStatus.QUEUED:
            self._metrics.sends.labels(lane, outcome.status).inc()
        self._batch.append(outcome)
        self._news.set()

    def count(self, account_id: int, messages: int) -> None:
        """So many messages went by an account whose network counts them."""
        self._sent[account_id] += messages

    def lost(self, row: Outgoing) -> None:
        """If it is an alert: it does not come to its address."""
        if row.lane is Lane.ALERT and row.address_id is not None:
            self._lost.add(row.address_id)
            self._news.set()

    def unserved(self, group_id: int | None) -> None:
        """A group takes nothing from us any more."""
        if group_id is not None:
            self._unserved.add(group_id)
            self._news.set()

    def not_deleted(self, address_id: int) -> None:
        """A message that the person wrote stands in their chat, though it was to go."""
        self._not_deleted.add(address_id)
        self._news.set()

    def stir(self) -> None:
        """Those who show broadcasts are told, whether or not anything was settled."""
        self._moved = True
        self._news.set()

    async def run(self) -> None:
        while True:
            await self._news.wait()
            await asyncio.sleep(self._batch_seconds)
            self._news.clear()
            await self.flush()

    async def flush(self) -> None:
        """Writes what is not written yet."""
        batch, self._batch = self._batch, []
        moved, self._moved = self._moved, False
        if not batch and not self._sent:
            await self._tell(moved=moved)
            return
        sent, self._sent = self._sent, Counter()
        now = self._clock.now()

        def work(session: Session) -> None:
            deliveries.settle(session, batch)
            for outcome in batch:
                if (poll := outcome.poll) is not None:
                    poll_counts.stands(session, outcome.id, poll.poll)
                    poll_counts.count(session, poll.poll, poll.counts, poll.voters, last=poll.closed)
            if self._quota is not None:
                quota.add(session, self._quota, sent, now)

        # What goes back into the queue may be taken again as soon as that is written.
        self.held.difference_update(outcome.id for outcome in batch if outcome.status is DeliveryStatus.QUEUED)
        try:
            await self._database.run(work)
        except Exception as error:  # noqa: BLE001 - the outcomes stay and are written again
            log.error("outcomes not written", count=len(batch), error=type(error).__name__)
            self._batch, self._moved = batch + self._batch, moved or self._moved
            self._sent += sent
            self.unwritten = True
            await self._clock.wait(asyncio.Event(), 1.0)
            self._news.set()
        else:
            self.held.difference_update(o.id for o in batch if o.status is not DeliveryStatus.QUEUED)
            await self._tell(moved=moved)
            self._activity.end(len(batch))
            if self.unwritten:
                self.unwritten = False
                self._written_again()

    async def _tell(self, *, moved: bool) -> None:
        """Results are written: those who act on them are told."""
        lost, self._lost = self._lost, set()
        unserved, self._unserved = self._unserved, set()
        standing, self._not_deleted = self._not_deleted, set()
        try:
            if moved and self._when_moved is not None and not self.stopping:
                await self._when_moved()
            if lost and self._when_lost is not None:
                await self._when_lost(lost)
            if unserved and self._when_unserved is not None:
                await self._when_unserved(unserved)
            if standing and self._when_not_deleted is not None:
                await self._when_not_deleted(standing)
        except Exception as error:
            log.error("nobody was told of results", error=type(error).__name__, exc_info=error)
