"""The far end of the network in these tests: a server on this machine that says what it is told and keeps what it heard."""

from __future__ import annotations

import contextlib
from collections import deque
from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import dataclass, field
from typing import Any

import orjson
from aiohttp import web

from channels.telegram import TelegramChannel

TOKEN = "100001:a-token-nobody-may-see"
ME = {"id": 100001, "is_bot": True, "first_name": "Lắng Nghe", "username": "langnghe_bot"}
SENT = {"message_id": 77, "date": 1793669400, "chat": {"id": 5001, "type": "private"}, "text": "x"}

Reply = Callable[[web.Request], Awaitable[web.StreamResponse]]


@dataclass
class Heard:
    """One call as it arrived: `body` is the decoded JSON, or a form's fields with files as (name, bytes)."""

    method: str
    body: dict[str, Any]


@dataclass
class FarEnd:
    """Replies in the order given; without one, what a healthy server says."""

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
        result = {"getMe": ME, "getUpdates": []}.get(method, SENT if method.startswith(("send", "edit")) else True)
        return web.json_response({"ok": True, "result": result})


async def _decoded(request: web.Request) -> dict[str, Any]:
    if request.content_type == "multipart/form-data":
        form = await request.post()
        return {
            name: (value.filename, value.file.read()) if isinstance(value, web.FileField) else value
            for name, value in form.items()
        }
    content = await request.read()
    return orjson.loads(content) if content else {}


@contextlib.asynccontextmanager
async def listening() -> AsyncIterator[FarEnd]:
    far = FarEnd()
    app = web.Application(client_max_size=64 << 20)
    app.router.add_route("*", "/{path:.*}", far.answer)
    runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.1, handler_cancellation=True)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    far.address = f"http://127.0.0.1:{runner.addresses[0][1]}"
    try:
        yield far
    finally:
        await runner.cleanup()


@contextlib.asynccontextmanager
async def connected(far: FarEnd) -> AsyncIterator[TelegramChannel]:
    channel = TelegramChannel(TOKEN, api_url=far.address)
    await channel.start()
    far.heard.clear()
    try:
        yield channel
    finally:
        await channel.stop()
