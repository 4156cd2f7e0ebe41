"""Once a minute: how much each account has used of its month, for the outbox, and what staff are to be warned of."""

from __future__ import annotations

from bot.runtime.clock import Clock
from bot.runtime.outbox import Outbox
from scheduler.due import Due, of_quotas
from storage.engine.database import Database
from storage.messaging import quota
from storage.messaging.quota import Quota

_EVERY = 60.0  # seconds


class Quotas:
    """Quotas as one process knows them."""

    def __init__(self, database: Database, monthly: Quota, clock: Clock, outbox: Outbox) -> None:
        self._database = database
        self._quota = monthly
        self._clock = clock
        self._outbox = outbox
        self._looked = float("-inf")

    async def look(self) -> list[Due]:
        """The warnings that are due, each once an account and month; [] where the last look was less than a minute ago."""
        moment, now = self._clock.monotonic(), self._clock.now()
        if not self._quota.monthly or 0 <= moment - self._looked < _EVERY:
            return []
        self._looked = moment
        used = await self._database.read(lambda s: quota.used(s, self._quota, now))
        for count in used:
            self._outbox.used(count)
        return await self._database.read(lambda s: of_quotas(s, used, self._quota.month(now)))
