"""A broadcast to everybody, and what people who write meanwhile notice of it."""

from __future__ import annotations

import asyncio
import statistics
import time
from dataclasses import dataclass

from bench.run import Running

_PEOPLE = 8
_PAUSE = 1.0  # seconds that each of them thinks
_PATIENCE = 120.0


@dataclass(frozen=True, slots=True)
class Broadcast:
    """How one broadcast went. Milliseconds and seconds; `limit`: messages a second that the network takes, None: any.

    per_second: of all new messages, from the first of the broadcast to the last. began: from the order to the first
    message. held: how many the network refused (429). replies, alerts: what people who wrote meanwhile waited.
    """

    members: int
    limit: int | None
    arrived: int
    seconds: float
    per_second: float
    began: float
    held: int
    replies: int
    reply_p50: float
    reply_p99: float
    alerts: int
    alert_p99: float

    @property
    def share(self) -> float | None:
        """Of the allowed rate."""
        return self.per_second / self.limit if self.limit else None


async def broadcast(bot: Running, members: int, limit: int | None) -> Broadcast:
    """Sends what waits to all members; with a limit a few people report meanwhile, and call the officer on duty."""
    far = bot.far
    far.limit = limit
    if limit is not None:
        far.pause, far.urgent = _PAUSE, True
        await far.play(_PEOPLE, 2 * _PAUSE)
    far.latencies.clear()
    far.alerts.clear()
    held, ordered = far.held, time.perf_counter()
    bot.order()
    sent, first = 0, 0.0
    while len(far.broadcast) < members and time.perf_counter() < ordered + _PATIENCE:
        if not first and far.broadcast:
            sent, first = far.sent - 1, far.broadcast[0]
        await asyncio.sleep(0.005)
    replies, alerts, sent = sorted(far.latencies), sorted(far.alerts), far.sent - sent
    await far.rest()
    took = max(far.broadcast[-1] - far.broadcast[0], 1e-6)
    return Broadcast(
        members=members,
        limit=limit,
        arrived=len(far.broadcast),
        seconds=took,
        per_second=(sent - 1) / took,
        began=1000 * (far.broadcast[0] - ordered),
        held=far.held - held,
        replies=len(replies),
        reply_p50=1000 * statistics.median(replies) if replies else 0.0,
        reply_p99=1000 * replies[int(0.99 * len(replies))] if replies else 0.0,
        alerts=len(alerts),
        alert_p99=1000 * alerts[int(0.99 * len(alerts))] if alerts else 0.0,
    )
