"""Which accounts, and whether the hours, are this process's to serve; on SQLite all of them always are.

On PostgreSQL each has one owner at a time, by a lock that goes when its holder dies (`storage.leases`). Who loses the
connection that holds the locks stops serving at once: another process may have begun.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field

import structlog

from bot.runtime.background import Tasks
from storage.engine.database import Database
from storage.engine.ownership_locks import HOURS, Leases, LeasesLost
from storage.engine.program_lock import InUse

log = structlog.get_logger()

_EVERY = 1.0  # seconds between two attempts to become the owner of what has none


@dataclass(slots=True)
class Owned:
    """The accounts that this process serves now. `barred`: an upgrade or a restore has the database."""

    accounts: set[int] = field(default_factory=set)
    hours: bool = False
    barred: bool = False


class Owners:
    """Keeps what it can get, and tells when it has got or lost it."""

    def __init__(
        self,
        database: Database,
        owned: Owned,
        tasks: Tasks,
        *,
        gained: Callable[[int], Awaitable[None]],
        lost: Callable[[int], None],
        heard: Callable[[str], None],
    ) -> None:
        self._database = database
        self._owned = owned
        self._tasks = tasks
        self._gained = gained
        self._lost = lost
        self._heard = heard
        self._accounts: Sequence[int] = ()
        self._keeping: asyncio.Task[None] | None = None

    async def start(self, accounts: Sequence[int]) -> None:
        """Returns when the first round is over. Raises `InUse` while an upgrade or a restore has the database."""
        self._accounts = accounts
        if self._database.backend == "sqlite":
            for account in accounts:
                await self._take(account)
            await self._take(HOURS)
            return
        first: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._keeping = self._tasks.start(self._keep(first), "owners")
        await first

    async def stop(self) -> None:
        """Gives everything back; what is still queued is another's to send."""
        if self._keeping is None:
            self._drop()
            return
        self._keeping.cancel()
        await asyncio.gather(self._keeping, return_exceptions=True)

    async def _keep(self, first: asyncio.Future[None]) -> None:
        while True:
            try:
                async with Leases(self._database) as leases:
                    self._owned.barred = False
                    while True:
                        await self._round(leases)
                        if not first.done():
                            first.set_result(None)
                        for notice in await leases.heard(_EVERY):
                            self._heard(notice)
            except InUse as trouble:
                self._owned.barred = True
                if not first.done():
                    first.set_exception(trouble)
                    return
                log.warning("the database is being upgraded or restored")
            except LeasesLost as trouble:
                log.warning("owner's connection lost", error=type(trouble.__cause__).__name__)
            except Exception as error:
                log.error("not an owner", error=type(error).__name__, exc_info=error)
            finally:
                self._drop()
            await asyncio.sleep(_EVERY)

    async def _round(self, leases: Leases) -> None:
        for number in (*self._accounts, HOURS):
            if not self._has(number) and await leases.take(number):
                log.info("owner of the hours" if number == HOURS else "owner of an account", account=number)
                await self._take(number)

    def _has(self, number: int) -> bool:
        return self._owned.hours if number == HOURS else number in self._owned.accounts

    async def _take(self, number: int) -> None:
        if number == HOURS:
            self._owned.hours = True
            return
        self._owned.accounts.add(number)
        await self._gained(number)

    def _drop(self) -> None:
        self._owned.hours = False
        for account in list(self._owned.accounts):
            self._owned.accounts.discard(account)
            self._lost(account)
