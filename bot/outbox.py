"""The outbox: sends what turns wrote down. Alerts first, replies next, broadcasts with what is left.

Order is kept per chat and lane, one delivery of a chat and lane under way at a time, so that a reply never waits behind a
broadcast; the pacer keeps the network's limits; the adapter's error policy decides what a failure means. Outcomes are
written in batches. What was on its way when the program died is sent again: repeats are at most what was in flight.
"""

from __future__ import annotations

import asyncio
import heapq
import random
from collections import OrderedDict, deque
from collections.abc import Awaitable, Callable, Collection, Iterable, Iterator
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import cast

import structlog
from sqlalchemy.exc import DBAPIError
from sqlmodel import Session

from bot.clock import Clock
from bot.metrics import Metrics
from bot.supervise import Activity, Tasks
from channels.codec import load_act
from channels.messages import Act, AnswerTap, Channel, Delete, Edit, Policy, Send, SendError
from channels.pacing import Pacer
from storage import broadcasts, deliveries, tasks
from storage.database import Database
from storage.deliveries import Outcome, Outgoing
from storage.tables import BroadcastStatus, DeliveryStatus, Lane

log = structlog.get_logger()

_LANES = (Lane.ALERT, Lane.REPLY, Lane.BROADCAST)
_IN_FLIGHT = 64
_LONGEST_WAIT = 300.0
_PATIENCE = {Lane.ALERT: timedelta(days=1), Lane.REPLY: timedelta(hours=1), Lane.BROADCAST: timedelta(days=1)}
"""How long a delivery is tried: a prompt outlives a network that is away for hours, a reply is soon of no use."""
_LEAST_TRIES = {Lane.ALERT: 1, Lane.REPLY: 1, Lane.BROADCAST: 20}
"""A broadcast may have been asleep or paused for longer than that: it has at least so many tries."""
_REMEMBERED = 20_000
_LOOKED_FOR_EVERY = 15.0  # seconds
_STRANDED = timedelta(minutes=1)
_SOON = 3.0  # seconds

Key = tuple[str, Lane]


@dataclass(slots=True)
class _Line:
    """What one account has to send."""

    account_id: int
    channel: Channel
    pacer: Pacer
    queues: dict[Key, deque[Outgoing]] = field(default_factory=dict)
    ready: dict[Lane, deque[Key]] = field(default_factory=lambda: {lane: deque() for lane in _LANES})
    later: list[tuple[float, int, Key]] = field(default_factory=list)
    wake: asyncio.Event = field(default_factory=asyncio.Event)
    in_flight: int = 0
    broadcast_at: float = 0.0
    broadcast_due: float | None = None  # when the account's pace lets the next one go
    order: int = 0
    closed: bool = False  # another process may serve this account now
    pump: asyncio.Task[None] | None = None


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
        moved: Callable[[], Awaitable[None]] | None = None,
    ) -> None:
        """`morning`: when what would leave in the night may; `moved` is awaited when results of broadcasts are written."""
        self._database = database
        self._clock = clock
        self._activity = activity
        self._tasks = tasks
        self._batch_seconds = batch_seconds
        self._lines: dict[int, _Line] = {}
        self._outcomes: list[Outcome] = []
        self._settle = asyncio.Event()
        self._sent_ids: OrderedDict[int, str] = OrderedDict()
        self._metrics = metrics or Metrics()
        self._held: set[int] = set()
        self._unwritten = False
        self._stopping = False
        self._looked_for = clock.monotonic()
        self._morning = morning
        self._when_moved = moved
        self._moved = False
        self._looking = asyncio.Lock()
        self._stopped: dict[int, BroadcastStatus] = {}
        self.refused: dict[int, str] = {}
        """The accounts that their network refuses, and why."""

    def add(self, account_id: int, channel: Channel, pacer: Pacer) -> None:
        """From now on this account's deliveries go out by this channel."""
        self._lines[account_id] = line = _Line(account_id, channel, pacer)
        line.pump = self._tasks.start(self._pump(line), f"outbox {account_id}")

    def remove(self, account_id: int) -> None:
        """Another process may send for this account from now on: what is on its way ends, the rest is let go."""
        line = self._lines.pop(account_id, None)
        if line is not None:
            assert line.pump is not None
            line.pump.cancel()
            line.closed = True
            self._let_go(line, _LANES)
            self.refused.pop(account_id, None)

    def wind_down(self) -> None:
        """No broadcast begins any more, nor anything that would have to wait long: it leaves after the next start."""
        self._stopping = True
        soon = self._clock.monotonic() + _SOON
        for line in self._lines.values():
            self._let_go(line, (Lane.BROADCAST,))
            for until, _, key in line.later:
                if until > soon:
                    self._drop_key(line, key)
            line.later = [one for one in line.later if one[0] <= soon]
            heapq.heapify(line.later)

    def _let_go(self, line: _Line, lanes: Iterable[Lane]) -> None:
        idle = [key for lane in lanes for key in line.ready[lane]] + [
            key for _, _, key in line.later if key[1] in lanes
        ]
        for lane in lanes:
            line.ready[lane].clear()
        line.later = [one for one in line.later if one[2][1] not in lanes]
        heapq.heapify(line.later)
        for key in idle:
            self._drop_key(line, key)
        for key, queue in line.queues.items():
            if key[1] in lanes:  # its head is on its way
                self._forget([queue.pop() for _ in range(len(queue) - 1)])

    def _drop_key(self, line: _Line, key: Key) -> None:
        self._forget(line.queues.pop(key, ()))

    def _forget(self, rows: Iterable[Outgoing]) -> None:
        for row in rows:
            self._held.discard(row.id)
            self._activity.end()

    def start(self) -> None:
        """Starts writing outcomes."""
        self._tasks.start(self._write_outcomes(), "outbox outcomes")

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
        async with self._looking:  # of two looks the later one knows better what was stopped
            here = {row.broadcast_id for row in self._broadcasts() if row.broadcast_id is not None}

            def work(session: Session) -> tuple[dict[int, BroadcastStatus], list[Outgoing]]:
                stopped = broadcasts.stopped(session, here) if here else {}
                return stopped, deliveries.claim(session, accounts, now, all_sending=bool(new))

            self._stopped, rows = await self._database.run(work)
            self._give_back()
            self.take(rows)

    def _broadcasts(self) -> Iterator[Outgoing]:
        for line in self._lines.values():
            for key, queue in line.queues.items():
                if key[1] is Lane.BROADCAST:
                    yield from queue

    def _give_back(self) -> None:
        """What is in hand of a broadcast that was stopped goes back, but for what is on its way."""
        for line in self._lines.values() if self._stopped else ():
            idle = {*line.ready[Lane.BROADCAST], *(key for _, _, key in line.later)}
            for key in [key for key in line.queues if key[1] is Lane.BROADCAST]:
                rows = list(line.queues[key])
                first = 0 if key in idle else 1
                back = [row for row in rows[first:] if row.broadcast_id in self._stopped]
                line.queues[key] = deque(row for row in rows if row not in back)
                for row in back:
                    self._settled(self._returned(row), key[1])
            empty = {key for key, queue in line.queues.items() if not queue}
            self._drop_keys(line, empty)

    def _returned(self, row: Outgoing) -> Outcome:
        """The outcome of what does not leave because its broadcast was stopped."""
        if self._stopped.get(row.broadcast_id or 0) is BroadcastStatus.CANCELLED:
            return Outcome(row.id, DeliveryStatus.EXPIRED, reason=broadcasts.CANCELLED, tries=row.tries)
        return Outcome(row.id, DeliveryStatus.QUEUED, tries=row.tries, next_at=row.next_at)

    def _drop_keys(self, line: _Line, keys: Collection[Key]) -> None:
        """These chats and lanes have nothing more to send."""
        if keys:
            for lane in _LANES:
                line.ready[lane] = deque(key for key in line.ready[lane] if key not in keys)
            line.later = [one for one in line.later if one[2] not in keys]
            heapq.heapify(line.later)
            for key in keys:
                del line.queues[key]

    async def _look_for_stranded(self) -> None:
        """A connection that broke at a COMMIT leaves rows that are `sending` and that nobody was told of."""
        accounts, before = list(self._lines), self._clock.now() - _STRANDED
        ids = await self._database.read(lambda s: deliveries.stranded(s, accounts, before))
        lost = [number for number in ids if number not in self._held]
        if lost:
            log.warning("deliveries were stranded", count=len(lost))
            await self._database.run(lambda s: deliveries.queue_again(s, lost))

    def take(self, rows: Iterable[Outgoing]) -> None:
        """Queues deliveries that this process owns."""
        for row in rows:
            line = self._lines.get(row.account_id)
            if line is None or row.id in self._held or (self._stopping and row.lane is Lane.BROADCAST):
                continue  # its owner, or the next start, finds it in the database
            self._held.add(row.id)
            self._activity.begin()
            key = (row.chat, row.lane)
            queue = line.queues.get(key)
            if queue is None:
                line.queues[key] = deque([row])
                line.ready[row.lane].append(key)
            else:
                queue.append(row)
            line.wake.set()

    async def _pump(self, line: _Line) -> None:
        """Sends what may go now, then waits for news or for the next moment at which something may."""
        while True:
            line.wake.clear()
            now, line.broadcast_due = self._clock.monotonic(), None
            while line.later and line.later[0][0] <= now:
                key = heapq.heappop(line.later)[2]
                line.ready[key[1]].append(key)
            room = 0 if self._unwritten else _IN_FLIGHT  # what cannot be noted as sent would be sent again
            morning = self._morning(self._clock.now())
            while line.in_flight < room and (chosen := self._choose(line, now, morning)) is not None:
                self._launch(line, chosen, now)
            due = [line.later[0][0]] if line.later else []
            due += [line.broadcast_due] if line.broadcast_due is not None else []
            await self._clock.wait(line.wake, max(0.0, min(due) - now) if due else None)

    def _choose(self, line: _Line, now: float, morning: datetime | None) -> Key | None:
        """The next chat and lane that may send; one that must wait is put aside until its moment.

        `morning`: it is night, and what is of our own accord goes back until then.
        """
        lanes = _LANES
        if now - line.broadcast_at >= 1.0:
            lanes = (Lane.ALERT, Lane.BROADCAST, Lane.REPLY)
        for lane in lanes:
            ready = line.ready[lane]
            if lane is Lane.BROADCAST and morning is None and ready and (wait := line.pacer.even_delay(now)) > 0:
                line.broadcast_due = now + wait
                continue
            while ready:
                key = ready.popleft()
                if morning is not None and lane is Lane.BROADCAST:
                    for row in line.queues.pop(key):
                        self._settled(Outcome(row.id, DeliveryStatus.QUEUED, tries=row.tries, next_at=morning), lane)
                    continue
                row = line.queues[key][0]
                act = _act(row)
                wait = line.pacer.delay(row.chat, row.group_id is not None, now) if _counts(act, row) else 0.0
                if wait <= 0:
                    return key
                self._put_aside(line, key, now + wait)
        return None

    def _put_aside(self, line: _Line, key: Key, until: float) -> None:
        line.order += 1
        heapq.heappush(line.later, (until, line.order, key))

    def _launch(self, line: _Line, key: Key, now: float) -> None:
        row = line.queues[key][0]
        act = _act(row)
        if _counts(act, row):
            line.pacer.spend(row.chat, row.group_id is not None, now, even=key[1] is Lane.BROADCAST)
        if key[1] is Lane.BROADCAST:
            line.broadcast_at = now
        line.in_flight += 1
        self._tasks.start(self._send(line, key, row, act), "send")

    async def _send(self, line: _Line, key: Key, row: Outgoing, act: Act) -> None:
        outcome: Outcome | None
        try:
            outcome = await self._attempt(line, key, row, act)
        except DBAPIError as error:
            log.warning("delivery waits for the database", delivery=row.id, error=type(error).__name__)
            outcome = self._again(line, key, row, SendError(Policy.RETRY, "database"))
        except Exception as error:
            log.error("delivery failed", delivery=row.id, error=type(error).__name__, exc_info=error)
            outcome = self._failed(row, "our_fault")
        line.in_flight -= 1
        if outcome is not None:
            self._finish(line, key, outcome)
        elif line.closed or self._stopping:
            line.later = [one for one in line.later if one[2] != key]
            heapq.heapify(line.later)
            self._drop_key(line, key)
        line.wake.set()

    async def _attempt(self, line: _Line, key: Key, row: Outgoing, act: Act) -> Outcome | None:
        """One try. None: it will be tried again."""
        if row.expires_at is not None and row.expires_at < self._clock.now():
            return Outcome(row.id, DeliveryStatus.EXPIRED, reason="expired", tries=row.tries)
        if self._superseded(line, key, act):
            return Outcome(row.id, DeliveryStatus.SENT, reason="superseded", sent_at=self._clock.now())
        try:
            act = await self._resolve(act)
            content = None
            if isinstance(act, Send) and act.file is not None:
                content = await self._content(act.file.stored_id)
            sent = await line.channel.send(row.chat, act, content)
        except SendError as error:
            return await self._refused(line, key, row, error)
        self.refused.pop(line.account_id, None)
        return Outcome(row.id, DeliveryStatus.SENT, sent.message_id, tries=row.tries + 1, sent_at=self._clock.now())

    async def _refused(self, line: _Line, key: Key, row: Outgoing, error: SendError) -> Outcome | None:
        self._metrics.refusals.labels(error.policy).inc()
        log.info("send refused", delivery=row.id, policy=error.policy, reason=error.reason, tries=row.tries + 1)
        if error.policy is Policy.DONE:
            return Outcome(
                row.id, DeliveryStatus.SENT, reason=error.reason, tries=row.tries + 1, sent_at=self._clock.now()
            )
        if error.policy is Policy.READDRESS and error.moved_to:
            await self._readdress(line, key, row, error.moved_to)
            return None
        if error.policy is Policy.UNREACHABLE:
            await self._database.run(lambda s: deliveries.stop_chat(s, row, error.reason))
            self._drop_chat(line, row, error.reason)
            return self._failed(row, error.reason)
        if error.policy is Policy.FAIL:
            return self._failed(row, error.reason)
        return self._again(line, key, row, error)

    def _again(self, line: _Line, key: Key, row: Outgoing, error: SendError) -> Outcome | None:
        """Another try after what the network asked for, or after a growing, jittered wait.

        This chat and lane alone wait, unless it is our account that the network refuses.
        """
        if row.broadcast_id in self._stopped:
            return self._returned(row)
        late = self._clock.now() - row.created_at >= _PATIENCE[row.lane]
        if late and row.tries + 1 >= _LEAST_TRIES[row.lane]:
            return self._failed(row, "gave_up")
        refused = error.policy is Policy.ACCOUNT
        if refused:
            self.refused[line.account_id] = error.reason
        wait = _LONGEST_WAIT if refused else error.retry_after
        now = self._clock.monotonic()
        if wait is None:
            wait = min(_LONGEST_WAIT, 0.5 * 2 ** min(row.tries, 10)) * random.uniform(0.75, 1.25)  # noqa: S311
        elif refused or error.whole_account:
            line.pacer.hold(None, now + wait)
        else:
            line.pacer.hold(row.chat, now + wait)
        line.queues[key][0] = replace(row, tries=row.tries + 1)
        self._put_aside(line, key, now + wait)
        return None

    async def _readdress(self, line: _Line, key: Key, row: Outgoing, chat: str) -> None:
        """The group has a new chat id: the row that names it learns it, and what waits goes there."""
        await self._database.run(lambda s: deliveries.readdress(s, row, chat))
        waiting = line.queues.pop(key, deque())
        self._forget(waiting)
        self.take(replace(one, chat=chat) for one in waiting)

    def _superseded(self, line: _Line, key: Key, act: Act) -> bool:
        """Of several queued edits of one message only the last leaves."""
        if not isinstance(act, Edit):
            return False
        target = (act.message_id, act.delivery)
        for row in list(line.queues[key])[1:]:
            other = _act(row)
            if isinstance(other, Edit) and (other.message_id, other.delivery) == target:
                return True
        return False

    async def _resolve(self, act: Act) -> Act:
        """An edit that names the delivery it changes needs the message id which that one was given."""
        if not isinstance(act, Edit) or act.message_id or not act.delivery:
            return act
        message_id = self._sent_ids.get(act.delivery)
        if message_id is None:
            message_id = await self._database.read(lambda s: deliveries.message_id(s, act.delivery))
        if not message_id:
            raise SendError(Policy.FAIL, "message_gone")
        return replace(act, message_id=message_id)

    async def _content(self, stored_id: int) -> bytes:
        stored = await self._database.read(lambda s: tasks.file(s, stored_id))
        if stored is None:
            raise SendError(Policy.FAIL, "file_gone")
        return stored.content

    def _failed(self, row: Outgoing, reason: str) -> Outcome:
        return Outcome(row.id, DeliveryStatus.FAILED, reason=reason, tries=row.tries + 1)

    def _drop_chat(self, line: _Line, row: Outgoing, reason: str) -> None:
        """What waits behind the delivery that showed the chat to be unreachable fails with it."""
        for lane in _LANES:
            queue = line.queues.get((row.chat, lane))
            while queue is not None and len(queue) > 1:
                self._settled(self._failed(queue.pop(), reason), lane)

    def _finish(self, line: _Line, key: Key, outcome: Outcome) -> None:
        """The delivery at the head of its queue is settled; the next one of this chat and lane may go."""
        queue = line.queues[key]
        queue.popleft()
        if queue:
            line.ready[key[1]].append(key)
        else:
            del line.queues[key]
        if outcome.message_id:
            self._sent_ids[outcome.id] = outcome.message_id
            if len(self._sent_ids) > _REMEMBERED:
                self._sent_ids.popitem(last=False)
        self._settled(outcome, key[1])

    def _settled(self, outcome: Outcome, lane: Lane) -> None:
        self._moved = self._moved or lane is Lane.BROADCAST
        if outcome.status is not DeliveryStatus.QUEUED:
            self._metrics.sends.labels(lane, outcome.status).inc()
        self._outcomes.append(outcome)
        self._settle.set()

    async def _write_outcomes(self) -> None:
        while True:
            await self._settle.wait()
            await asyncio.sleep(self._batch_seconds)
            self._settle.clear()
            await self.flush()

    async def flush(self) -> None:
        """Writes the outcomes that are not written yet."""
        batch, self._outcomes = self._outcomes, []
        moved, self._moved = self._moved, False
        if not batch:
            return
        # What goes back into the queue may be taken again as soon as that is written.
        self._held.difference_update(outcome.id for outcome in batch if outcome.status is DeliveryStatus.QUEUED)
        try:
            await self._database.run(lambda s: deliveries.settle(s, batch))
        except Exception as error:  # noqa: BLE001 - the outcomes stay and are written again
            log.error("outcomes not written", count=len(batch), error=type(error).__name__)
            self._outcomes, self._moved = batch + self._outcomes, moved or self._moved
            self._unwritten = True
            await self._clock.wait(asyncio.Event(), 1.0)
            self._settle.set()
        else:
            self._held.difference_update(o.id for o in batch if o.status is not DeliveryStatus.QUEUED)
            if moved:
                await self._tell_of_broadcasts()
            self._activity.end(len(batch))
            if self._unwritten:
                self._unwritten = False
                for line in self._lines.values():
                    line.wake.set()

    async def _tell_of_broadcasts(self) -> None:
        """Results of broadcasts are written: those who show them are told."""
        if self._when_moved is not None and not self._stopping:
            try:
                await self._when_moved()
            except Exception as error:
                log.error("nobody was told of a broadcast", error=type(error).__name__, exc_info=error)


def _act(row: Outgoing) -> Act:
    return cast(Act, row.live) if row.live is not None else load_act(row.act)


def _counts(act: Act, row: Outgoing) -> bool:
    """Whether the network counts this act against its limits: messages do, and in a group every change of one."""
    if isinstance(act, (AnswerTap, Delete)):
        return False
    return isinstance(act, Send) or row.group_id is not None
