"""Refusals: what a network's refusal means for a delivery, for those behind it, and for its account."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import timedelta

import structlog
from sqlmodel import Session

from bot.runtime.background import Activity, Tasks
from bot.runtime.clock import Clock
from bot.runtime.delivery_results import DeliveryResults
from bot.runtime.metrics import Metrics
from bot.runtime.send_queue import LANES, Key, SendQueue
from channels.messages import Delete, Policy, SendError
from storage.engine.database import Database
from storage.messaging import deliveries, send_holds
from storage.messaging.deliveries import DeliveryResult, Outgoing
from storage.messaging.quota import Used
from storage.prompts import reachability
from storage.reports import alerts
from storage.tables import DeliveryStatus, Lane

log = structlog.get_logger()

_LONGEST_WAIT = 300.0
_REFUSED_FOR = timedelta(seconds=2 * _LONGEST_WAIT + 60)
"""How long it counts for alerts that an account was refused: every try that is refused as well begins it anew."""
_PATIENCE = {Lane.ALERT: timedelta(days=1), Lane.REPLY: timedelta(hours=1), Lane.BROADCAST: timedelta(days=1)}
"""How long a delivery is tried: a prompt outlives a network that is away for hours, a reply is soon of no use."""
_LEAST_TRIES = {Lane.ALERT: 1, Lane.REPLY: 1, Lane.BROADCAST: 20}
"""A broadcast may have been asleep or paused for longer than that: it has at least so many tries."""


class Refusals:
    """The answers of the outbox to refusals, and what our accounts have used of their month."""

    def __init__(
        self,
        database: Database,
        clock: Clock,
        activity: Activity,
        tasks: Tasks,
        results: DeliveryResults,
        metrics: Metrics,
        *,
        returned: Callable[[Outgoing], DeliveryResult | None],
        forget: Callable[[Iterable[Outgoing]], None],
        take: Callable[[Iterable[Outgoing]], None],
    ) -> None:
        """`returned`: the result of a delivery whose broadcast was stopped. `forget`, `take`: out of hand, and into it."""
        self._database = database
        self._clock = clock
        self._activity = activity
        self._tasks = tasks
        self._results = results
        self._metrics = metrics
        self._returned = returned
        self._forget = forget
        self._take = take
        self.accounts: dict[int, str] = {}
        """The accounts that their network refuses, and why."""

    def over(self, line: SendQueue) -> None:
        """The network takes what this account sends."""
        if self.accounts.pop(line.account_id, None) is not None:
            self._tasks.start(self._taken_again(line.account_id), "account taken again")
        line.refused = ""

    async def _taken_again(self, account_id: int) -> None:
        """Alerts that nobody could hear are due at once."""
        now = self._clock.now()

        def work(session: Session) -> None:
            send_holds.accept(session, account_id)
            alerts.hurry(session, now)

        try:
            with self._activity():
                await self._database.run(work)
        except Exception as error:  # noqa: BLE001 - they are due a step later all the same
            log.warning("account not noted as taken again", error=type(error).__name__)

    async def met(self, line: SendQueue, key: Key, row: Outgoing, error: SendError) -> DeliveryResult | None:
        """Do what the adapter's policy says of a refusal. None: it will be tried again."""
        self._metrics.refusals.labels(error.policy).inc()
        log.info("send refused", delivery=row.id, policy=error.policy, reason=error.reason, tries=row.tries + 1)
        if error.policy is Policy.DONE:
            return DeliveryResult(
                row.id, DeliveryStatus.SENT, reason=error.reason, tries=row.tries + 1, sent_at=self._clock.now()
            )
        if error.policy is Policy.READDRESS and error.moved_to:
            await self._readdress(line, key, row, error.moved_to)
            return None
        if error.policy is Policy.UNREACHABLE:
            refused_at = self._clock.now()
            if await self._database.run(lambda s: deliveries.stop_chat(s, row, error.reason, refused_at)):
                self._results.unserved(row.group_id)
            self._drop_chat(line, row, error.reason)
            return self.failed(row, error.reason)
        if error.policy is Policy.FAIL:
            return self.failed(row, error.reason)
        if error.policy is Policy.ACCOUNT:
            if row.id in await self._account(line, error.reason):
                return self.failed(row, error.reason)
            if not row.tries:
                self._results.lost(row)
        return self.again(line, key, row, error)

    async def _account(self, line: SendQueue, reason: str) -> set[int]:
        """Nothing goes out by this account for a while; returns what goes by another one instead."""
        self.accounts[line.account_id] = line.refused = reason
        line.refused_until = self._clock.monotonic() + _LONGEST_WAIT
        line.pacer.hold(None, line.refused_until)
        now = self._clock.now()
        await self._database.run(lambda s: send_holds.refuse(s, line.account_id, now + _REFUSED_FOR, now))
        return await self.leave_to_others(line, reason)

    async def leave_to_others(self, line: SendQueue, reason: str) -> set[int]:
        """Fail at once what members can get by another account, so that it goes there; the rest waits.

        Returns the deliveries for which that is so.
        """
        now = self._clock.now()
        found = await self._database.read(lambda s: reachability.can_go_elsewhere(s, line.account_id, now))
        if line.refused:
            await self._database.run(lambda s: reachability.note_refused(s, line.account_id, reason))
        for row in line.take_back(lambda row: row.id in found):
            self._results.add(self.failed(row, reason), row.lane)
        self._results.stir()
        return found

    def used(self, used: Used, line: SendQueue) -> None:
        """Messages that an account has used of its month, counted anew."""
        before, line.monthly, line.used = line.used, used.monthly, used.count
        if before < used.monthly <= used.count:
            self._tasks.start(self.leave_to_others(line, "quota"), "leave to others")

    def count(self, line: SendQueue, count: int) -> None:
        """So many messages went by an account whose network counts them; what is written says so with the outcomes."""
        if count:
            self._results.count(line.account_id, count)
            line.used += count
            if line.monthly and line.used - count < line.monthly <= line.used:
                self._tasks.start(self.leave_to_others(line, "quota"), "leave to others")

    def again(self, line: SendQueue, key: Key, row: Outgoing, error: SendError) -> DeliveryResult | None:
        """Another try after what the network asked for, or after a growing, jittered wait.

        This chat and lane alone wait, unless it is our account that the network refuses.
        """
        if (stopped := self._returned(row)) is not None:
            return stopped
        late = self._clock.now() - row.created_at >= _PATIENCE[row.lane]
        if late and row.tries + 1 >= _LEAST_TRIES[row.lane]:
            return self.failed(row, error.reason if error.policy is Policy.ACCOUNT else "gave_up")
        wait = _LONGEST_WAIT if error.policy is Policy.ACCOUNT else error.retry_after
        now = self._clock.monotonic()
        if wait is None:
            wait = min(_LONGEST_WAIT, 0.5 * 2 ** min(row.tries, 10)) * random.uniform(0.75, 1.25)  # noqa: S311
        elif error.policy is not Policy.ACCOUNT:
            held = None if error.whole_account else row.chat
            line.pacer.hold(held, now + wait)
            self._tasks.start(self._keep(line.account_id, held, wait), "keep a pause")
        line.queues[key][0] = replace(row, tries=row.tries + 1)
        line.put_aside(key, now + wait)
        return None

    async def _keep(self, account_id: int, chat: str | None, wait: float) -> None:
        """The network's pause outlives a restart."""
        now = self._clock.now()
        try:
            with self._activity():
                until = now + timedelta(seconds=wait)
                await self._database.run(lambda s: send_holds.keep(s, account_id, chat, until, now))
        except Exception as error:  # noqa: BLE001 - it holds here all the same
            log.warning("pause not kept", error=type(error).__name__)

    async def _readdress(self, line: SendQueue, key: Key, row: Outgoing, chat: str) -> None:
        """The group has a new chat id: the row that names it learns it, and what waits goes there."""
        with self._activity():
            await self._database.run(lambda s: deliveries.readdress(s, row, chat))
            waiting = line.drop((key,))
            still = await self._database.read(
                lambda s: deliveries.still_waiting(s, [delivery.id for delivery in waiting])
            )
            self._forget(waiting)
            for delivery in waiting:
                if delivery.id not in still:
                    self._results.lost(delivery)
            self._take(
                replace(delivery, chat=chat, group_id=still[delivery.id])
                for delivery in waiting
                if delivery.id in still
            )
            self._results.stir()
            await self._results.flush()

    def failed(self, row: Outgoing, reason: str) -> DeliveryResult:
        """The result of a delivery that is given up."""
        self._results.lost(row)
        if row.address_id is not None and isinstance(row.live, Delete) and row.live.theirs:
            self._results.not_deleted(row.address_id)
        return DeliveryResult(row.id, DeliveryStatus.FAILED, reason=reason, tries=row.tries + 1)

    def _drop_chat(self, line: SendQueue, row: Outgoing, reason: str) -> None:
        """Fail what waits behind the delivery that showed the chat to be unreachable."""
        for lane in LANES:
            queue = line.queues.get((row.chat, lane))
            while queue is not None and len(queue) > 1:
                self._results.add(self.failed(queue.pop(), reason), lane)
