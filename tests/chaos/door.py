"""What stands before several processes: takes webhooks and hands each to one that lives, not always as it should."""

from __future__ import annotations

import contextlib
import random
import socket
from collections import Counter
from collections.abc import AsyncIterator, Callable

import aiohttp
from aiohttp import web

SECRET = "mot-bi-mat-cua-webhook"
_TWICE, _LOST = 0.02, 0.02


class Door:
    """The office's reverse proxy. `faults`: how often it handed on twice, or lost the answer on the way back.

    `taken` is told the path and the body of what a process said "received" of.
    """

    def __init__(self, seed: int, taken: Callable[[str, bytes], None]) -> None:
        self._taken = taken
        self.faults: Counter[str] = Counter()
        self.address = ""
        self._chance = random.Random(f"{seed}:door")
        self._ports: dict[int, int] = {}
        self._client: aiohttp.ClientSession | None = None

    def port_of(self, slot: int) -> int:
        """Where the process in this place listens: the same port life after life."""
        if slot not in self._ports:
            with socket.socket() as free:
                free.bind(("127.0.0.1", 0))
                self._ports[slot] = free.getsockname()[1]
        return self._ports[slot]

    @contextlib.asynccontextmanager
    async def open(self) -> AsyncIterator[None]:
        app = web.Application()
        app.router.add_post("/{path:.*}", self._take)
        runner = web.AppRunner(app, access_log=None, handler_cancellation=True, shutdown_timeout=1.0)
        await runner.setup()
        try:
            await web.TCPSite(runner, "127.0.0.1", 0).start()
            self.address = f"http://127.0.0.1:{runner.addresses[0][1]}"
            async with aiohttp.ClientSession(connector=aiohttp.TCPConnector(limit=0)) as self._client:
                yield
        finally:
            await runner.cleanup()

    async def _take(self, request: web.Request) -> web.Response:
        body = await request.read()
        headers = {name: value for name, value in request.headers.items() if name.startswith(("X-", "Content-Type"))}
        places = list(self._ports.values())
        self._chance.shuffle(places)
        if self._chance.random() < _TWICE:
            self.faults["handed on twice"] += 1
            await self._hand_on(places, request.path, body, headers)
        response = await self._hand_on(places, request.path, body, headers)
        if response.status == 200 and self._chance.random() < _LOST:
            self.faults["answer lost"] += 1
            return web.Response(status=502)
        return response

    async def _hand_on(self, places: list[int], path: str, body: bytes, headers: dict[str, str]) -> web.Response:
        """To the first that takes it."""
        assert self._client is not None
        for port in places:
            try:
                async with self._client.post(f"http://127.0.0.1:{port}{path}", data=body, headers=headers) as response:
                    if response.status == 200:
                        self._taken(path, body)
                    return web.Response(status=response.status, body=await response.read())
            except aiohttp.ClientError:
                continue
        return web.Response(status=502)
