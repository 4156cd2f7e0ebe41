"""How the program is: `/healthz` (it lives), `/readyz` (it can do its work, or what is wrong in words), `/metrics`.

On a listener of its own, since what it says is for those who run the program and not for the networks.
"""

from __future__ import annotations

import asyncio
import shutil
from collections.abc import Callable
from pathlib import Path

import structlog
from aiohttp import web
from prometheus_client import CONTENT_TYPE_LATEST
from sqlmodel import Session

from bot.runtime.clock import Clock
from bot.runtime.listener import only_for, plain_errors
from bot.runtime.metrics import Metrics
from storage.engine.counters import next_number
from storage.engine.database import Database
from storage.maintenance import migrate
from storage.messaging import deliveries, events

log = structlog.get_logger()

_PATIENCE = 5.0  # seconds for the database to answer
_SPARE = 64 << 20  # bytes that a disk must have free


class Health:
    """Faults of the program, looked for anew each time; each change is logged once."""

    def __init__(self, database: Database, clock: Clock, metrics: Metrics, troubles: Callable[[], list[str]]) -> None:
        self._database = database
        self._clock = clock
        self._metrics = metrics
        self._troubles = troubles
        self._last: list[str] | None = None

    async def troubles(self) -> list[str]:
        """All that keeps the program from its work, each in a sentence; none: it is ready."""
        found = [*self._troubles(), *self._disk(), *await self._writing()]
        if found != self._last:
            self._last = found
            if found:
                log.warning("not ready", troubles=found)
            else:
                log.info("ready")
        return found

    def app(self, name: str = "localhost") -> web.Application:
        """The three pages, for who asks by an address, as localhost, or by this name."""
        app = web.Application(middlewares=[only_for({"localhost", name.lower()}), plain_errors])
        app.router.add_get("/healthz", self._live)
        app.router.add_get("/readyz", self._ready)
        app.router.add_get("/metrics", self._measured)
        return app

    async def _live(self, _request: web.Request) -> web.Response:
        return web.json_response({"live": True})

    async def _ready(self, _request: web.Request) -> web.Response:
        found = await self.troubles()
        return web.json_response({"ready": not found, "troubles": found}, status=503 if found else 200)

    async def _measured(self, _request: web.Request) -> web.Response:
        now = self._clock.now()
        try:
            async with asyncio.timeout(_PATIENCE):
                waiting = await self._database.read(lambda s: deliveries.waiting(s, now))
                in_trouble = len(await self._database.read(events.in_trouble))
        except Exception as error:  # noqa: BLE001 - what this process counted itself is there all the same
            log.warning("queues not measured", error=type(error).__name__)
            waiting, in_trouble = {}, None
        return web.Response(body=self._metrics.text(waiting, in_trouble), headers={"Content-Type": CONTENT_TYPE_LATEST})

    def _disk(self) -> list[str]:
        if self._database.backend != "sqlite":
            return []
        folder = Path(str(self._database.engine.url.database)).resolve().parent
        free = shutil.disk_usage(folder).free
        return [f"the disk of the database is nearly full: {free >> 20} MB are free"] if free < _SPARE else []

    async def _writing(self) -> list[str]:
        try:
            async with asyncio.timeout(_PATIENCE):
                if await self._database.read(lambda s: migrate.stands_at(s.connection())) != migrate.newest():
                    return ["the database is of another version: run `langnghe db upgrade`"]
                await self._database.run(_probe)
        except TimeoutError:
            return [f"the database has not answered within {_PATIENCE:.0f} seconds"]
        except Exception as error:  # noqa: BLE001 - whatever it is, it is what is wrong
            cause = getattr(error, "orig", None) or error
            return [f"the database takes nothing: {_reason(cause)}"]
        return []


def _probe(session: Session) -> None:
    """A row that is written and committed: a full disk shows at nothing less."""
    next_number(session, "ready")


def _reason(error: BaseException) -> str:
    """The kind of a trouble; SQLite's code says more than the type, no message is repeated."""
    return getattr(error, "sqlite_errorname", None) or getattr(error, "sqlstate", None) or type(error).__name__
