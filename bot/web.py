"""The door for webhooks: who does not know the secret learns nothing, and "received" is said after the commit."""

from __future__ import annotations

import hmac
from collections.abc import Awaitable, Callable

import orjson
import structlog
from aiohttp import web

from channels.messages import BadPayload

log = structlog.get_logger()

LARGEST = 1024 * 1024  # bytes: an update of the Bot API is far smaller
SECRET_HEADER = "X-Telegram-Bot-Api-Secret-Token"  # noqa: S105

Receive = Callable[[str, str, object], Awaitable[bytes]]


def create_app(secret: str, known: Callable[[str, str], bool], receive: Receive) -> web.Application:
    """`known` tells whether we have an account; `receive` returns when the payload's turns are
    committed, with what is to be answered.

    Raises `ValueError` where there is no secret: the door would be open to everybody.
    """
    if not secret:
        raise ValueError("a webhook needs a secret")
    expected = secret.encode()

    async def webhook(request: web.Request) -> web.Response:
        network, account = request.match_info["network"], request.match_info["account"]
        given = request.headers.get(SECRET_HEADER, "").encode()
        if not hmac.compare_digest(given, expected) or not known(network, account):
            return web.Response(status=403)
        body = await request.read()  # what is too large ends here, with 413
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
    return app
