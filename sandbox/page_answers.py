"""Common parts of all answers to the page: JSON, refusals in both languages, for this machine only; and its files."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from pathlib import Path
from urllib.parse import urlsplit

import orjson
from aiohttp import web

from sandbox.acts import ActError, act_errors

PAGE = Path(__file__).parent / "page"
LOCAL = frozenset({"localhost", "127.0.0.1", "::1"})
NO_CACHE = {"Cache-Control": "no-store"}
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; media-src 'self' blob:; "
    "connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)
"""The page's own files and answers alone: a text that got into it as markup would fetch and run nothing."""

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]


def answer(value: object, status: int = 200) -> web.Response:
    return web.Response(
        body=orjson.dumps(value), status=status, headers={"Content-Type": "application/json", **NO_CACHE}
    )


def sentence(name: str) -> web.Response:
    return answer({"error": act_errors()[name]}, 400)


def local_only(handler: Handler) -> Handler:
    """Refuses what a web site elsewhere could make a browser send: foreign Host (DNS rebinding) or Origin."""

    async def guarded(request: web.Request) -> web.StreamResponse:
        origin = request.headers.get("Origin")
        host = urlsplit(f"//{request.host}").hostname
        if host not in LOCAL or (origin and urlsplit(origin).hostname not in LOCAL):
            return answer({"error": {"vi": "Chỉ dùng trên máy này.", "en": "For this machine only."}}, 403)
        try:
            return await handler(request)
        except ActError as problem:
            return answer({"error": problem.sentence}, 400)
        except (KeyError, TypeError, ValueError):
            return sentence("bad_request")

    return guarded


async def nameless(_request: web.BaseRequest, response: web.StreamResponse) -> None:
    """Take away what an answer says of the software that made it."""
    response.headers.pop("Server", None)


async def index(_request: web.Request) -> web.StreamResponse:
    return page_file(PAGE / "index.html")


async def static(request: web.Request) -> web.StreamResponse:
    return page_file(PAGE / request.match_info["path"])


def page_file(path: Path) -> web.StreamResponse:
    """A file of the page's folder, never of another."""
    found = path.resolve()
    if not found.is_relative_to(PAGE.resolve()) or not found.is_file():
        return web.Response(status=404, text="404")
    headers = {
        "Cache-Control": "no-cache",
        "Content-Security-Policy": POLICY,
        "X-Content-Type-Options": "nosniff",
        "Referrer-Policy": "no-referrer",
    }
    return web.FileResponse(found, headers=headers)
