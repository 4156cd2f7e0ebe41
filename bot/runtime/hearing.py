"""Hearing: a heartbeat for each account, and the wait until what was written meanwhile has been taken in.

A digest that says how the day was must not overtake an urgent report that waits at the network.
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime, timedelta

import structlog

from bot.runtime.accounts import Accounts
from bot.runtime.clock import Clock
from bot.runtime.ownership import Owned
from channels.channel import Channel
from channels.messages import SendError
from services import outages
from storage.engine.database import Database
from storage.messaging import heartbeats

log = structlog.get_logger()

_BEAT_EVERY = 60.0  # seconds
_PATIENCE = 60.0  # seconds; then the hours come all the same, and the digest says what was not heard


class Hearing:
    """Beats for the accounts of this process, once a minute and as soon as one hears again."""

    def __init__(self, database: Database, clock: Clock, accounts: Accounts, owned: Owned) -> None:
        self._database = database
        self._clock = clock
        self._accounts = accounts
        self._owned = owned
        self._heard: dict[int, datetime] = {}
        self._beaten = clock.monotonic() - _BEAT_EVERY
        self._since = clock.now()
        self._began = clock.monotonic()
        self._is_ready = False

    async def beat(self) -> None:
        """Notes which accounts hear now."""
        now = self._clock.now()
        ours = self._owned.accounts & self._accounts.by_id.keys()
        hearing = {number for number in ours if await self._hears(number)}
        slept = {number for number in hearing & self._heard.keys() if now - self._heard[number] >= outages.LEAST}
        if slept and not self._clock.is_played:
            hearing -= self._wake(slept)
        news = hearing - self._heard.keys()
        # A clock that somebody moves on leaps while we hear all the time.
        known = {number: self._heard.get(number, self._since) for number in hearing} if self._clock.is_played else {}
        self._heard = dict.fromkeys(hearing, now)
        if not hearing or (not news and not slept and 0 <= self._clock.monotonic() - self._beaten < _BEAT_EVERY):
            return
        self._beaten = self._clock.monotonic()
        keeps = {number: self._keeps(number) for number in hearing}
        await self._database.run(lambda session: outages.hear(session, keeps, now, known))

    async def is_ready(self) -> bool:
        """Tell whether every account has been heard since the program began or woke, or that it was waited for long enough."""
        if self._is_ready:
            return True
        heard = await self._database.read(heartbeats.heard_at)
        waiting = [number for number in self._accounts.by_id if heard.get(number, self._since) <= self._since]
        waiting = [number for number in waiting if number not in self._heard]
        if waiting and 0 <= self._clock.monotonic() - self._began < _PATIENCE:
            return False
        if waiting:
            log.warning("not heard yet", accounts=[self._accounts.named(number) for number in waiting])
        self._is_ready = True
        return True

    def _wake(self, slept: Collection[int]) -> set[int]:
        """The machine slept: polled networks are asked anew what waits there. Returns the accounts that are."""
        self._since, self._began, self._is_ready = self._clock.now(), self._clock.monotonic(), False
        asked = set()
        for number in slept:
            poll = self._accounts.polls.get(number)
            if poll is not None:
                poll.fall_behind()
                asked.add(number)
        return asked

    async def _hears(self, number: int) -> bool:
        poll = self._accounts.polls.get(number)
        if poll is not None:
            return poll.hears
        if number in self._accounts.webhook_troubles:
            return False
        return number in self._heard or await self._is_drained(self._accounts.by_id[number])

    async def _is_drained(self, channel: Channel) -> bool:
        """Tell whether nothing waits at a network that calls us; one that does not say so is believed."""
        if not channel.registers_webhook:
            return True
        try:
            return (await channel.webhook()).pending == 0
        except SendError as error:
            log.warning("webhook not asked for", network=channel.network, reason=error.reason)
            return False

    def _keeps(self, number: int) -> timedelta:
        return self._accounts.by_id[number].keeps
