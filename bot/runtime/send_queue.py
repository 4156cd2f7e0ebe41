"""The send queue of one account, in order: a queue for each chat and lane, and which of them may send next.

Nothing here waits, sends or stores; the outbox does.
"""

from __future__ import annotations

import asyncio
import heapq
from collections import deque
from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from typing import cast

from channels.channel import Channel
from channels.messages import Act, AnswerTap, Delete, Edit, Send
from channels.pacing import Pacer
from storage.messaging.deliveries import Outgoing
from storage.tables import Lane

LANES = (Lane.ALERT, Lane.REPLY, Lane.BROADCAST)

Key = tuple[str, Lane]


@dataclass(slots=True)
class SendQueue:
    """`ready` and `later` (by their moment) hold the chats and lanes that have nothing on its way."""

    account_id: int
    channel: Channel
    pacer: Pacer
    queues: dict[Key, deque[Outgoing]] = field(default_factory=dict)
    ready: dict[Lane, deque[Key]] = field(default_factory=lambda: {lane: deque() for lane in LANES})
    later: list[tuple[float, int, Key]] = field(default_factory=list)
    wake: asyncio.Event = field(default_factory=asyncio.Event)
    in_flight: int = 0
    paced: set[int] = field(default_factory=set)  # the deliveries on their way that count against the network's limits
    broadcast_at: float = 0.0
    broadcast_due: float | None = None  # when the account's pace lets the next one go
    order: int = 0
    used: int = 0  # of the messages that the network allows this account in a month, `monthly` (0: any number)
    monthly: int = 0
    refused: str = ""  # why nothing is sent by this account, until `refused_until` by the clock that never goes back
    refused_until: float = 0.0
    closed: bool = False  # another process may serve this account now
    pump: asyncio.Task[None] | None = None

    def shut(self, now: float) -> str:
        """Why what can go by another account goes there; "" where it goes by this one."""
        if self.refused and now < self.refused_until:
            return self.refused
        return "quota" if self.monthly and self.used >= self.monthly else ""

    def push(self, row: Outgoing) -> None:
        """One more at the end of its queue."""
        key = (row.chat, row.lane)
        queue = self.queues.get(key)
        if queue is None:
            self.queues[key] = deque([row])
            self.ready[row.lane].append(key)
        else:
            queue.append(row)
        self.wake.set()

    def pop(self, key: Key) -> None:
        """The head of a queue is settled; the next one of this chat and lane may go."""
        queue = self.queues[key]
        queue.popleft()
        if queue:
            self.ready[key[1]].append(key)
        else:
            del self.queues[key]

    def put_aside(self, key: Key, until: float) -> None:
        """This chat and lane may send again at that moment."""
        self.order += 1
        heapq.heappush(self.later, (until, self.order, key))

    def due(self, now: float) -> None:
        """Make ready again the keys whose moment has come."""
        while self.later and self.later[0][0] <= now:
            key = heapq.heappop(self.later)[2]
            self.ready[key[1]].append(key)

    def next_at(self) -> float | None:
        """When something may be sent that may not yet."""
        moments = [self.later[0][0]] if self.later else []
        if self.broadcast_due is not None:
            moments.append(self.broadcast_due)
        return min(moments) if moments else None

    def choose(self, now: float, morning: datetime | None, sleep: Callable[[Iterable[Outgoing]], None]) -> Key | None:
        """The next chat and lane that may send; one that must wait is put aside until its moment.

        `morning`: it is night, and what is of our own accord is handed to `sleep`.
        """
        lanes = LANES
        if now - self.broadcast_at >= 1.0:
            lanes = (Lane.ALERT, Lane.BROADCAST, Lane.REPLY)
        for lane in lanes:
            ready = self.ready[lane]
            if lane is Lane.BROADCAST and morning is None and ready and (wait := self.pacer.even_delay(now)) > 0:
                self.broadcast_due = now + wait
                continue
            while ready:
                key = ready.popleft()
                if morning is not None and lane is Lane.BROADCAST:
                    sleep(self.queues.pop(key))
                    continue
                row = self.queues[key][0]
                wait = self._wait(row, now)
                if wait <= 0:
                    return key
                self.put_aside(key, now + wait)
        return None

    def _wait(self, row: Outgoing, now: float) -> float:
        if not counts(act_of(row), row):
            return 0.0
        return self.pacer.delay(row.chat, row.group_id is not None, now, alert=row.lane is Lane.ALERT)

    def launch(self, key: Key, now: float) -> tuple[Outgoing, Act]:
        """The head of a queue is on its way."""
        row = self.queues[key][0]
        act = act_of(row)
        if counts(act, row):
            self.pacer.spend(row.chat, row.group_id is not None, now, even=key[1] is Lane.BROADCAST, awaited=True)
            self.paced.add(row.id)
        if key[1] is Lane.BROADCAST:
            self.broadcast_at = now
        self.in_flight += 1
        return row, act

    def answered(self, row: Outgoing, began: float, now: float) -> None:
        """The network has answered the call that began then."""
        if row.id in self.paced:
            self.paced.discard(row.id)
            self.pacer.answered(row.chat, row.group_id is not None, began, now)

    def landed(self, row: Outgoing) -> None:
        """A delivery is on its way no more; one for which the network was not called has taken up no place."""
        self.in_flight -= 1
        if row.id in self.paced:
            self.paced.discard(row.id)
            self.pacer.unsent(row.chat, row.group_id is not None)

    def superseded(self, key: Key, act: Act) -> bool:
        """Of several queued edits of one message only the last leaves, and of equal replies one behind the other."""
        if isinstance(act, Send):
            following = next(iter(list(self.queues[key])[1:2]), None)
            return key[1] is Lane.REPLY and following is not None and act_of(following) == act
        if not isinstance(act, Edit):
            return False
        target = (act.message_id, act.delivery)
        for row in list(self.queues[key])[1:]:
            other = act_of(row)
            if isinstance(other, Edit) and (other.message_id, other.delivery) == target:
                return True
        return False

    def let_go(self, lanes: Iterable[Lane]) -> list[Outgoing]:
        """Takes out all that is not on its way; what is there stays at the head of its queue."""
        wanted = set(lanes)
        idle = {key for key in self._idle() if key[1] in wanted}
        rows = self.drop(idle)
        for key, queue in self.queues.items():
            if key[1] in wanted:
                rows += [queue.pop() for _ in range(len(queue) - 1)]
        return rows

    def let_go_after(self, moment: float) -> list[Outgoing]:
        """Takes out what may not be sent before that moment."""
        return self.drop({key for until, _, key in self.later if until > moment})

    def drop(self, keys: Collection[Key]) -> list[Outgoing]:
        """These chats and lanes have nothing more to send. Returns what they had."""
        if not keys:
            return []
        for lane in LANES:
            self.ready[lane] = deque(key for key in self.ready[lane] if key not in keys)
        self.later = [delayed for delayed in self.later if delayed[2] not in keys]
        heapq.heapify(self.later)
        return [row for key in keys for row in self.queues.pop(key, ())]

    def take_back(self, wanted: Callable[[Outgoing], bool]) -> list[Outgoing]:
        """Takes out what is wanted of broadcasts and is not on its way."""
        idle, rows = set(self._idle()), []
        for key in [key for key in self.queues if key[1] is Lane.BROADCAST]:
            queue = list(self.queues[key])
            back = [row for row in queue[0 if key in idle else 1 :] if wanted(row)]
            self.queues[key] = deque(row for row in queue if row not in back)
            rows += back
        self.drop({key for key, queue in self.queues.items() if not queue})
        return rows

    def broadcasts(self) -> Iterator[Outgoing]:
        """Deliveries of broadcasts that it holds."""
        for key, queue in self.queues.items():
            if key[1] is Lane.BROADCAST:
                yield from queue

    def _idle(self) -> Iterator[Key]:
        for lane in LANES:
            yield from self.ready[lane]
        yield from (key for _, _, key in self.later)


def act_of(row: Outgoing) -> Act:
    """The outgoing action that `Outbox.take` has read."""
    return cast(Act, row.live)


def counts(act: Act, row: Outgoing) -> bool:
    """True if the network counts this act against its limits: messages do, and in a group every change of one."""
    if isinstance(act, (AnswerTap, Delete)):
        return False
    return isinstance(act, Send) or row.group_id is not None
