"""The door for webhooks: who does not know the secret learns nothing, and "received" is said after the commit.

Beside it, the files behind signed addresses (`bot.runtime.signed_links`); any other address is not found.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from typing import Protocol
from urllib.parse import quote

import orjson
import structlog
from aiohttp import web

from channels.messages import BadPayload
from storage.tables import StoredFile

log = structlog.get_logger()

LARGEST = 1024 * 1024  # bytes: an update of the Bot API is far smaller

LARGEST_PING = 4096  # bytes: a network that tries our address without the secret says next to nothing

Receive = Callable[[str, str, object], Awaitable[bytes]]
Open = Callable[[int, int, str], Awaitable[StoredFile | None]]


class Hook(Protocol):
    """How an account's network calls us."""

    def vouches(self, headers: Mapping[str, str], body: bytes, secret: str) -> bool:
        """Whether a call is the network's own; `body` as it came, `secret` what the network was given."""
        ...

    def is_ping(self, body: bytes) -> bool: ...


def create_app(
    secret: str, hook: Callable[[str, str], Hook | None], receive: Receive, file: Open | None = None
) -> web.Application:
    """`hook` is None for an account that is not ours; `receive` returns when the payload's turns are
    committed, with what is to be answered; `file` opens a signed address.

    Raises `ValueError` where there is no secret: the door would be open to everybody.
    """
    if not secret:
        raise ValueError("a webhook needs a secret")

    async def webhook(request: web.Request) -> web.Response:
        network, account = request.match_info["network"], request.match_info["account"]
        called = hook(network, account)
        if called is None:
            return web.Response(status=403)
        body = await request.read()  # what is too large ends here, with 413
        if not called.vouches(request.headers, body, secret):
            is_ping = len(body) <= LARGEST_PING and called.is_ping(body)
            return web.Response(status=200 if is_ping else 403)
        try:
            answer = await receive(network, account, orjson.loads(body))
        except (orjson.JSONDecodeError, BadPayload):
            return web.Response(status=400)
        except Exception as error:  # noqa: BLE001 - the network is told to come again
            log.error("not received", error=type(error).__name__)
            return web.Response(status=503)
        return web.Response(body=answer, content_type="application/json") if answer else web.Response()

    app = web.Application(client_max_size=LARGEST)
    app.router.add_post("/webhooks/{network}/{account}", webhook)
    if file is not None:
        app.router.add_get(r"/files/{stored:[0-9]{1,9}}/{until:[0-9]{1,12}}/{mark}/{name}", _serving(file))
    return app


def _serving(file: Open) -> Callable[[web.Request], Awaitable[web.Response]]:
    async def serve(request: web.Request) -> web.Response:
        where = request.match_info
        found = await file(int(where["stored"]), int(where["until"]), where["mark"])
        if found is None:
            return web.Response(status=404)
        shown = "inline" if found.mime.startswith("image/") else "attachment"
        headers = {
            "Content-Disposition": f"{shown}; filename*=UTF-8''{quote(where['name'], safe='')}",
            "Cache-Control": "private, no-store",
            "X-Content-Type-Options": "nosniff",
            "Referrer-Policy": "no-referrer",
        }
        return web.Response(body=found.content, content_type=found.mime, headers=headers)

    return serve
