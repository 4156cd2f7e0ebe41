"""The far end of the network in these tests: a server on this machine that says what it is told and keeps what it heard."""

from __future__ import annotations

import contextlib
from collections import deque
from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import dataclass, field
from typing import Any

import orjson
from aiohttp import web

Reply = Callable[[web.Request], Awaitable[web.StreamResponse]]


@dataclass
class Heard:
    """One call as it arrived: `body` is the decoded JSON, or a form's fields with files as (name, bytes)."""

    method: str
    body: dict[str, Any]


@dataclass
class FarEnd:
    """Replies in the order given; without one, what a healthy server says."""

    healthy: Callable[[str], object]
    address: str = ""
    heard: list[Heard] = field(default_factory=list)
    replies: deque[Reply] = field(default_factory=deque)

    def says(self, body: object, status: int = 200) -> None:
        content = body if isinstance(body, bytes) else orjson.dumps(body)

        async def reply(_request: web.Request) -> web.Response:
            return web.Response(body=content, status=status)

        self.replies.append(reply)

    def refuses(self, code: int, description: str, **parameters: int) -> None:
        refusal: dict[str, Any] = {"ok": False, "error_code": code, "description": description}
        self.says(refusal | ({"parameters": parameters} if parameters else {}), code)

    async def answer(self, request: web.Request) -> web.StreamResponse:
        method = request.path.rpartition("/")[2]
        body = await _decoded(request)
        self.heard.append(Heard(method, body))
        if self.replies:
            return await self.replies.popleft()(request)
        return web.json_response(self.healthy(method))


async def _decoded(request: web.Request) -> dict[str, Any]:
    if request.content_type == "multipart/form-data":
        form = await request.post()
        return {
            name: (value.filename, value.file.read()) if isinstance(value, web.FileField) else value
            for name, value in form.items()
        }
    if request.content_type == "application/x-www-form-urlencoded":
        return dict(await request.post())
    content = await request.read()
    return orjson.loads(content) if content else {}


@contextlib.asynccontextmanager
async def listening(healthy: Callable[[str], object]) -> AsyncIterator[FarEnd]:
    """A far end for as long as the block runs. Every reply that it was given must have been asked for by then."""
    far = FarEnd(healthy)
    app = web.Application(client_max_size=64 << 20)
    app.router.add_route("*", "/{path:.*}", far.answer)
    runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.1, handler_cancellation=True)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    far.address = f"http://127.0.0.1:{runner.addresses[0][1]}"
    try:
        yield far
        assert not far.replies, "nobody asked for a reply that was prepared"
    finally:
        await runner.cleanup()
