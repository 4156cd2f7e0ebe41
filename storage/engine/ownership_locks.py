"""Ownership by one of several processes on PostgreSQL: advisory locks on a connection of its own, which also hears notices.

The locks go when their holder dies: the server ends a connection whose machine is gone (TCP keepalive) and one whose process
hangs (it has not spoken for ten seconds), so that another process takes over within fifteen.
"""

from __future__ import annotations

import asyncio
from types import TracebackType
from typing import TYPE_CHECKING, Any

from sqlalchemy.engine import URL

from storage.engine.database import Database
from storage.engine.program_lock import ADVISORY, InUse, program_name

if TYPE_CHECKING:
    import psycopg

CHANNEL = "langnghe"
"""The channel on which processes that share a PostgreSQL give each other notice."""
HOURS = 0
"""The lock of whoever runs the scheduler; every other number is an account's."""

_PATIENCE = 5.0  # seconds for the server to answer
_SESSION = (
    "SET idle_session_timeout = '10s'",
    "SET tcp_keepalives_idle = 4",
    "SET tcp_keepalives_interval = 2",
    "SET tcp_keepalives_count = 3",
    f"LISTEN {CHANNEL}",
)


class Leases:
    """The connection. Whatever goes wrong with it raises `LeasesLost`, and all locks are gone then."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._connection: psycopg.AsyncConnection[Any] | None = None

    async def __aenter__(self) -> Leases:
        """Raises `InUse` while an upgrade or a restore has the database, `LeasesLost` where it does not answer."""
        import psycopg  # on SQLite it would be seven megabytes for nothing

        url: URL = self._database.engine.url.set(drivername="postgresql")
        try:
            async with asyncio.timeout(_PATIENCE):
                self._connection = await psycopg.AsyncConnection.connect(
                    url.render_as_string(hide_password=False),
                    autocommit=True,
                    connect_timeout=4,
                    application_name=program_name(self._database),
                )
        except _faults() as error:
            raise LeasesLost from error
        try:
            for order in _SESSION:
                await self._ask(order)
            if not await self._ask("SELECT pg_try_advisory_lock_shared(%s)", ADVISORY):
                raise InUse
        except BaseException:
            await self._connection.close()
            raise
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        assert self._connection is not None
        if not isinstance(error, LeasesLost):
            try:  # the server frees the locks of a closed connection a moment later, a successor may wait for them now
                async with asyncio.timeout(1):
                    await self._connection.execute("SELECT pg_advisory_unlock_all()")
            except _faults():
                pass
        await self._connection.close()

    async def take(self, number: int) -> bool:
        """Takes the lock of an account, or `HOURS`, for as long as this connection lives; False: another has it."""
        return bool(await self._ask("SELECT pg_try_advisory_lock(%s, %s)", ADVISORY, number))

    async def heard(self, seconds: float) -> list[str]:
        """Notices, as soon as there are any, at the latest after so many seconds. It shows that the server is there."""
        assert self._connection is not None
        try:
            found = [n.payload async for n in self._connection.notifies(timeout=seconds, stop_after=1)]
        except _faults() as error:
            raise LeasesLost from error
        if not found:
            await self._ask("SELECT 1")
        return found

    async def _ask(self, query: str, *values: object) -> object:
        assert self._connection is not None
        try:
            async with asyncio.timeout(_PATIENCE):
                cursor = await self._connection.execute(query, values or None)
                row = await cursor.fetchone() if cursor.description else None
        except _faults() as error:
            raise LeasesLost from error
        return row[0] if row else None


class LeasesLost(Exception):
    """The connection is gone, and with it what this process owned."""


def _faults() -> tuple[type[Exception], ...]:
    """Errors that the connection raises where the server does not answer."""
    import psycopg

    return psycopg.Error, OSError
