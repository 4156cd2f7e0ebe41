"""Listeners: an application at an address, that names no software and logs no stranger's mistakes."""

from __future__ import annotations

import logging
from collections.abc import Awaitable, Callable, Collection
from ipaddress import ip_address
from typing import Any
from urllib.parse import urlsplit

import aiohttp.web_response
import structlog
from aiohttp import web
from aiohttp.typedefs import Middleware
from aiohttp.web_protocol import RequestHandler

log = structlog.get_logger()

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]

_IDLE = 75.0  # seconds after which a connection on which no whole call comes is closed
_LINGER = 1.0  # seconds for a body that nobody reads, so that its sender hears the refusal
_BACKLOG = 2048  # calls that wait to be taken up; one that finds no place is made again a second later

# What is malformed is answered by the library, past every hook of an application; it would name itself and its version.
setattr(aiohttp.web_response, "SERVER_SOFTWARE", "")  # noqa: B010

_handle_error = RequestHandler.handle_error


def _bare(*given: Any, **named: Any) -> web.StreamResponse:
    """The library's own answer to a call that is none, without its words, which repeat what came and how it was read."""
    answer = web.Response(status=_handle_error(*given, **named).status)
    answer.force_close()
    return answer


setattr(RequestHandler, "handle_error", _bare)  # noqa: B010

_silent = logging.getLogger(
    "langnghe.listener"
)  # the library's own error lines: a stranger can make as many as he likes
_silent.setLevel(logging.CRITICAL + 1)


async def open_listener(app: web.Application, address: tuple[str, int], shutdown_timeout: float) -> web.AppRunner:
    """Serve an application at (host, port). Raises `OSError` where that is taken."""
    runner = web.AppRunner(
        app,
        access_log=None,
        shutdown_timeout=shutdown_timeout,
        lingering_time=_LINGER,
        logger=_silent,
        keepalive_timeout=_IDLE,  # the library's own is an hour, for which anybody could keep a place taken
    )
    await runner.setup()
    try:
        await web.TCPSite(runner, *address, backlog=_BACKLOG).start()
    except OSError:
        await runner.cleanup()
        raise
    return runner


@web.middleware
async def plain_errors(request: web.Request, handler: Handler) -> web.StreamResponse:
    """Answer what no handler foresaw with a bare 500, and log its kind; a caller who went away is no error.

    What the library refuses (an address that is none, another method) is answered without its words.
    """
    try:
        return await handler(request)
    except web.HTTPException as refusal:
        allow = refusal.headers.get("Allow")
        return web.Response(status=refusal.status, headers={"Allow": allow} if allow else None)
    except ConnectionError:
        raise
    except Exception as error:
        log.error("not answered", error=type(error).__name__, exc_info=error)
        return web.Response(status=500)


def only_for(names: Collection[str]) -> Middleware:
    """Refuse calls whose Host is neither a numeric address nor one of `names`.

    The name of a web site elsewhere may be made to point here (DNS rebinding), and its script would read our answers as its
    own; an address cannot.
    """

    @web.middleware
    async def check(request: web.Request, handler: Handler) -> web.StreamResponse:
        host = _name_of(request.headers.get("Host", ""))
        return await handler(request) if _is_address(host) or host in names else web.Response(status=403)

    return check


def _name_of(host: str) -> str:
    try:
        return (urlsplit(f"//{host}").hostname or "").rstrip(".")
    except ValueError:
        return ""


def _is_address(host: str) -> bool:
    try:
        ip_address(host)
    except ValueError:
        return False
    return True
