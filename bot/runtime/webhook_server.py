"""The door for webhooks: who does not know the secret learns nothing, and "received" is said after the commit.

Nobody's body is read who does not show first that he may be the network: by the secret in a header, or by something that can be
a signature of the body. Beside it, the files behind signed addresses (`bot.runtime.signed_links`); any other address is not
found.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from typing import Protocol
from urllib.parse import quote

import orjson
import structlog
from aiohttp import web

from bot.runtime.listener import plain_errors
from channels.messages import BadPayload
from channels.webhooks import account_secret
from storage.tables import StoredFile

log = structlog.get_logger()

LARGEST = 1024 * 1024  # bytes: an update of the Bot API is far smaller

LARGEST_PING = 4096  # bytes: a network that tries our address without the secret says next to nothing

BODY_SECONDS = 5.0  # for a whole body; a network sends it at once
PING_SECONDS = 1.0
_MOST_PINGS = 16  # bodies without a secret that are read at once; more are refused unread

Receive = Callable[[str, str, object], Awaitable[bytes]]


class Open(Protocol):
    """How a signed address is opened."""

    async def __call__(
        self, stored_id: int, until: int, mark: str, name: str, *, taken: bool = True
    ) -> StoredFile | None: ...


class Hook(Protocol):
    """How an account's network calls us."""

    def may_vouch(self, headers: Mapping[str, str], secret: str) -> bool:
        """Tell whether the headers alone let a call be the network's own."""
        ...

    def vouches(self, headers: Mapping[str, str], body: bytes, secret: str) -> bool:
        """True if a call is the network's own; `body` as it came, `secret` what the network was given."""
        ...

    def is_ping(self, body: bytes) -> bool: ...


class _NoBody(Exception):
    """A body that did not come whole; `status` is the answer."""

    def __init__(self, status: int) -> None:
        self.status = status


def create_app(
    secret: str, hook: Callable[[str, str], Hook | None], receive: Receive, file: Open | None = None
) -> web.Application:
    """`secret` is the installation's: no network is told it, each is told its account's own (`account_secret`).

    The installation's is taken too: networks that were told it by an earlier version call with it until they are told anew.

    `hook` is None for an account that is not ours; `receive` returns when the payload's turns are
    committed, with what is to be answered; `file` opens a signed address.

    Raises `ValueError` where there is no secret: the door would be open to everybody.
    """
    if not secret:
        raise ValueError("a webhook needs a secret")
    pings = asyncio.Semaphore(_MOST_PINGS)

    async def webhook(request: web.Request) -> web.Response:
        network, account = request.match_info["network"], request.match_info["account"]
        called = hook(network, account)
        if called is None:
            return web.Response(status=403)
        secrets = account_secret(secret, network, account), secret
        try:
            if not any(called.may_vouch(request.headers, known) for known in secrets):
                return web.Response(status=200 if await _is_ping(request, called, pings) else 403)
            body = await _body(request, LARGEST, BODY_SECONDS)
        except _NoBody as trouble:
            return web.Response(status=trouble.status)
        if not any(called.vouches(request.headers, body, known) for known in secrets):
            return web.Response(status=403)
        try:
            answer = await receive(network, account, orjson.loads(body))
        except (orjson.JSONDecodeError, BadPayload):
            return web.Response(status=400)
        except Exception as error:  # noqa: BLE001 - the network is told to come again
            log.error("not received", error=type(error).__name__)
            return web.Response(status=503)
        return web.Response(body=answer, content_type="application/json") if answer else web.Response()

    app = web.Application(client_max_size=LARGEST, middlewares=[plain_errors])
    app.router.add_post("/webhooks/{network}/{account}", webhook)
    if file is not None:
        app.router.add_get(r"/files/{stored:[0-9]{1,9}}/{until:[0-9]{1,12}}/{mark}/{name}", _serving(file))
    return app


async def _body(request: web.Request, largest: int, seconds: float) -> bytes:
    """The body, whole and in time. Raises `_NoBody`; a length that is announced too large is refused unread."""
    if (request.content_length or 0) > largest:
        raise _NoBody(413)
    try:
        async with asyncio.timeout(seconds):
            return await request.read()
    except TimeoutError:
        raise _NoBody(408) from None
    except web.HTTPRequestEntityTooLarge:
        raise _NoBody(413) from None
    except (web.RequestPayloadError, ConnectionError):  # broken off, or not encoded as it says
        raise _NoBody(400) from None


async def _is_ping(request: web.Request, called: Hook, pings: asyncio.Semaphore) -> bool:
    """Tell whether a call without the secret is the network's own trial of our address: short, of a length that it announces."""
    if not called.is_ping(b""):
        return False
    length = request.content_length if request.can_read_body else 0
    if length == 0:
        return True
    if length is None or length > LARGEST_PING or pings.locked():
        return False
    async with pings:
        try:
            return called.is_ping(await _body(request, LARGEST_PING, PING_SECONDS))
        except _NoBody:
            return False


def _serving(file: Open) -> Callable[[web.Request], Awaitable[web.Response]]:
    async def serve(request: web.Request) -> web.Response:
        where = request.match_info
        given = int(where["stored"]), int(where["until"]), where["mark"], where["name"]
        found = await file(*given, taken=request.method != "HEAD")
        if found is None:
            return web.Response(status=404)
        shown = "inline" if found.mime.startswith("image/") else "attachment"
        headers = {
            "Content-Disposition": f"{shown}; filename*=UTF-8''{quote(where['name'], safe='')}",
            "Cache-Control": "private, no-store",
            "Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'; sandbox",
            "X-Content-Type-Options": "nosniff",
            "Referrer-Policy": "no-referrer",
        }
        return web.Response(body=found.content, content_type=found.mime, headers=headers)

    return serve
