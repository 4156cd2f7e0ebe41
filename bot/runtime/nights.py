"""The night as staff have set it, for what sends: looked at again and again, since it is changed in the chat."""

from __future__ import annotations

from datetime import datetime, tzinfo

from bot.runtime.clock import Clock
from services import quiet_hours
from services.quiet_hours import Night
from storage.engine.database import Database

_EVERY = 5.0  # seconds


class Nights:
    """The night that holds now, for one process."""

    def __init__(self, database: Database, clock: Clock, zone: tzinfo) -> None:
        self._database, self._clock, self._zone = database, clock, zone
        self._night = Night()
        self._looked: float | None = None

    def morning(self, now: datetime) -> datetime | None:
        """When what would leave in the night may; None: it is none."""
        return self._night.morning_after(now.astimezone(self._zone))

    async def look(self) -> None:
        """Take in whether staff have moved it."""
        now = self._clock.monotonic()
        if self._looked is None or abs(now - self._looked) >= _EVERY:
            self._looked = now
            self._night = await self._database.read(quiet_hours.night)
