"""The pages behind one-time links: a whole form, served by ourselves, with nothing from elsewhere.

An address names the member's address and the draft by their rows, says until when it is good, and carries the link's name
with a keyed hash over all of it. What the page shows and does is a turn of the member's (`handlers.form_pages`); the page
itself is the same for everybody and says nothing, so that whoever looks at an address ahead of its reader learns and
spends nothing.
"""

from __future__ import annotations

import asyncio
import base64
import binascii
from collections import Counter
from collections.abc import Callable
from datetime import datetime, timedelta
from importlib import resources
from typing import Any, get_args

import orjson
import structlog
from aiohttp import web

from bot.runtime.clock import Clock
from bot.runtime.inbox import Inbox
from handlers.form_pages import Answered, Deed, Request, act
from storage.engine.database import Database
from storage.keyring import same
from storage.members import addresses
from texts.catalogue import catalogue_for

log = structlog.get_logger()

GOOD_FOR = timedelta(hours=1)
_LARGEST = 64 * 1024  # bytes of one act
_SECONDS = 5.0
_MOST_ACTS = 120
"""Acts of one member that are done within a minute: as with what they type, more would be paid for by everybody else."""
_FILES = {"page.js": "text/javascript", "page.css": "text/css"}
_WHERE = r"/forms/{address:[0-9]{1,9}}/{draft:[0-9]{1,9}}/{until:[0-9]{1,12}}/{mark:[A-Za-z0-9_-]{20,100}}"
_HEADERS = {
    "Cache-Control": "no-store",
    "Content-Security-Policy": "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; "
    "base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "X-Robots-Tag": "noindex",
}


def link_maker(public_url: str, database: Database) -> Callable[[int, int, str, datetime], str] | None:
    """Make what makes links; None where nobody outside reaches us."""
    base = public_url.rstrip("/")
    if not base:
        return None

    def make(address_id: int, draft_id: int, name: str, now: datetime) -> str:
        until = int((now + GOOD_FOR).timestamp())
        mark = bytes.fromhex(name) + _signature(database, address_id, draft_id, until, name)
        return f"{base}/forms/{address_id}/{draft_id}/{until}/{base64.urlsafe_b64encode(mark).decode().rstrip('=')}"

    return make


def _signature(database: Database, address_id: int, draft_id: int, until: int, name: str) -> bytes:
    return database.keys.signature("form page", str(address_id), str(draft_id), str(until), name)


class FormPages:
    """The addresses of pages."""

    def __init__(self, database: Database, inbox: Inbox, clock: Clock, language: str) -> None:
        """`language`: of the sentence for an address that is good no more, whose reader is not known."""
        self._database = database
        self._inbox = inbox
        self._clock = clock
        self._language = language
        self._acts: Counter[tuple[int, int]] = Counter()
        self._content = {
            name: resources.files("bot.form_page").joinpath(name).read_bytes() for name in ("page.html", *_FILES)
        }

    def add_to(self, app: web.Application) -> None:
        app.router.add_get("/forms/{name:page\\.(?:js|css)}", self._file)
        app.router.add_get(_WHERE, self._page)
        app.router.add_post(_WHERE, self._act)

    async def _file(self, request: web.Request) -> web.Response:
        name = request.match_info["name"]
        headers = _HEADERS | {"Cache-Control": "public, max-age=300"}
        return web.Response(body=self._content[name], content_type=_FILES[name], charset="utf-8", headers=headers)

    async def _page(self, request: web.Request) -> web.Response:
        """The page without anything in it: it looks the same for a good address and for any other."""
        return web.Response(
            body=self._content["page.html"], content_type="text/html", charset="utf-8", headers=_HEADERS
        )

    async def _act(self, request: web.Request) -> web.Response:
        where = request.match_info
        address_id, draft_id, until = (int(where[name]) for name in ("address", "draft", "until"))
        name = self._name(address_id, draft_id, until, where["mark"])
        if name is None:
            return self._answer(Answered(over=catalogue_for(self._language).text("page-ended")))
        if self._clock.now().timestamp() > until:
            return self._answer(Answered(over=catalogue_for(self._language).text("page-hour-over")))
        if self._are_too_many(address_id):
            return web.Response(status=429, headers=_HEADERS)
        wanted = await _read(request)
        if wanted is None:
            return web.Response(status=400, headers=_HEADERS)
        here = await self._database.read(lambda session: addresses.at_addresses(session, [address_id]))
        if not here:
            return self._answer(Answered(over=catalogue_for(self._language).text("page-over")))
        try:
            done = await self._inbox.visit(
                here[0].account_id,
                here[0].chat,
                lambda turn: act(turn, address_id, draft_id, name, wanted),
            )
        except Exception as error:  # noqa: BLE001 - the page keeps what was typed and tries again
            log.error("page not served", error=type(error).__name__)
            return web.Response(status=503, headers=_HEADERS)
        return self._answer(done)

    def _are_too_many(self, address_id: int) -> bool:
        here = int(self._clock.now().timestamp() // 60), address_id
        if not self._acts or next(iter(self._acts))[0] != here[0]:
            self._acts.clear()
        self._acts[here] += 1
        return self._acts[here] > _MOST_ACTS

    def _name(self, address_id: int, draft_id: int, until: int, mark: str) -> str | None:
        try:
            given = base64.b64decode(f"{mark}{'=' * (-len(mark) % 4)}", altchars=b"-_", validate=True)
        except (binascii.Error, ValueError):
            return None
        name, signature = given[:16].hex(), given[16:]
        return name if same(signature, _signature(self._database, address_id, draft_id, until, name)) else None

    def _answer(self, answered: Answered) -> web.Response:
        body = orjson.dumps({"over": answered.over, "form": answered.form})
        return web.Response(body=body, content_type="application/json", headers=_HEADERS)


async def _read(request: web.Request) -> Request | None:
    """One act as the page sent it; None: it is none."""
    if (request.content_length or 0) > _LARGEST or request.content_type != "application/json":
        return None
    try:
        async with asyncio.timeout(_SECONDS):
            found: Any = orjson.loads(await request.read())
    except (TimeoutError, orjson.JSONDecodeError, web.HTTPRequestEntityTooLarge, web.RequestPayloadError):
        return None
    texts = ("deed", "key", "ref", "value", "was")
    if not isinstance(found, dict) or not all(isinstance(found.get(name, ""), str) for name in texts):
        return None
    reason = found.get("reason", 0)
    if found.get("deed") not in get_args(Deed) or not isinstance(reason, int):
        return None
    key, ref, value, was = (found.get(name, "") for name in ("key", "ref", "value", "was"))
    return Request(found["deed"], key, ref, value, was, reason)
