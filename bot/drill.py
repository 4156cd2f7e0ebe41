"""A drill: a restored copy of the data is lived on for some days, and nothing of it leaves this machine.

The accounts are mute: they take whatever is sent and hear nobody. The clock goes ahead an hour at a time.
"""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlmodel import Session

from bot.app import App
from bot.options import Options
from channels.channel import Channel
from channels.messages import Act, Fetched, Inbound, Policy, Send, SendError, Sent
from channels.pacing import Pacer
from services import restores
from services.actor import PROGRAM
from storage.engine.database import Database
from storage.maintenance.restored_backups import counted, our_accounts, undecided

_QUIET = 60.0  # seconds for what an hour brings


@dataclass(frozen=True, slots=True)
class Drilled:
    """The result of a drill. `held`: something was due since the backup, and was let go. `troubles`: what failed."""

    held: bool
    prompts: int
    digests: int
    messages: int
    troubles: int


class MuteChannel(Channel):
    """An account that takes everything and says nothing."""

    buttons = True
    edits = True

    def __init__(self, network: str, account: str, sent: Counter[str]) -> None:
        self.network, self.account, self.name = network, account, account
        self._sent = sent

    def pacing(self) -> Pacer:
        return Pacer(per_second=None, per_chat=None, group_per_minute=None)

    async def start(self) -> None:
        return

    async def stop(self) -> None:
        return

    def parse(self, payload: object) -> list[Inbound]:
        del payload
        return []

    def vouches(self, headers: Mapping[str, str], body: bytes, secret: str) -> bool:
        del headers, body, secret
        return False

    async def send(self, chat_id: str, act: Act, content: bytes | None = None) -> Sent:
        del chat_id, content
        self._sent[type(act).__name__] += 1
        return Sent(str(self._sent.total()))

    async def fetch(self, file_id: str, *, limit: int) -> Fetched:
        del file_id, limit
        raise SendError(Policy.FAIL, "unsupported")


class DrillClock:
    """A clock that stands until it is set."""

    is_played = True

    def __init__(self, at: datetime) -> None:
        self._at = at
        self._moved = asyncio.Event()

    def now(self) -> datetime:
        return self._at

    def monotonic(self) -> float:
        return self._at.timestamp()

    def set(self, at: datetime) -> None:
        """Moves it on, and wakes whoever waits."""
        self._at = at
        moved, self._moved = self._moved, asyncio.Event()
        moved.set()

    async def wait(self, event: asyncio.Event, seconds: float | None) -> None:
        until = None if seconds is None else self.monotonic() + seconds
        while not event.is_set() and (until is None or self.monotonic() < until):
            waiting = [asyncio.ensure_future(awaited.wait()) for awaited in (event, self._moved)]
            try:
                await asyncio.wait(waiting, return_when=asyncio.FIRST_COMPLETED)
            finally:
                for task in waiting:
                    task.cancel()


async def drill(options: Options, database: Database, now: datetime, days: int = 3) -> Drilled:
    """Live on for some days with restored data. What was due since the backup is let go, as if an officer had said so."""
    sent: Counter[str] = Counter()
    clock = DrillClock(now)
    app = App(options, database, list(_mute(database, sent)), clock, batch_seconds=0)
    before = database.read_now(counted)
    await app.start(hours=False)
    try:
        held = await database.run(lambda session: _let_go(session, now))
        for hour in range(days * 24 + 1):
            clock.set(now + timedelta(hours=hour))
            await app.ticker.tick()
            await _settled(app)
    finally:
        await app.stop()
    prompts, digests, troubles = (late - early for early, late in zip(before, database.read_now(counted), strict=True))
    return Drilled(held, prompts, digests, sent[Send.__name__], troubles)


def _mute(database: Database, sent: Counter[str]) -> Iterable[Channel]:
    return [MuteChannel(network, name, sent) for network, name in database.read_now(our_accounts)]


def _let_go(session: Session, now: datetime) -> bool:
    found = undecided(session)
    if found is None or found.id is None:
        return False
    restores.decide(session, PROGRAM, found.id, now, sends=True)
    return True


async def _settled(app: App) -> None:
    async with asyncio.timeout(_QUIET):
        while True:
            await app.activity.quiet()
            await asyncio.sleep(0)
            if not app.activity.count:
                return
