"""The look-alike Bot Platform of Zalo over HTTP: `/zalo/bot<token>/<method>`, and the pictures and sounds that people send.

Refusals come with status 200, as on the real service; a front server's own (429, 502) are pages and no JSON.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable
from typing import Any
from urllib.parse import urlsplit

import aiohttp
import orjson
from aiohttp import web

from sandbox import zalo_api
from sandbox.api_args import Args, read_args
from sandbox.chats import StoredFile
from sandbox.errors import ApiError
from sandbox.faults import Fault, FaultKind
from sandbox.media import MAX_PHOTO
from sandbox.people import Bot
from sandbox.world import World
from sandbox.zalo_api import ZaloError, queue_of

LONGEST_POLL = 60
LOCAL = frozenset({"localhost", "127.0.0.1", "::1"})
JSON = "application/json"
FRONT = (
    "<html><head><title>{0}</title></head><body><center><h1>{0}</h1></center><hr><center>nginx</center></body></html>"
)
TIMEOUT = aiohttp.ClientTimeout(total=10)

Refresh = Callable[[Bot], None]


class ZaloApi:
    """Answers every Zalo bot's calls on one world; `refresh` hears that a bot's webhook has changed."""

    def __init__(self, world: World, refresh: Refresh) -> None:
        self.world = world
        self._refresh = refresh
        self._session: aiohttp.ClientSession | None = None

    def open(self) -> None:
        self._session = aiohttp.ClientSession(timeout=TIMEOUT)

    async def close(self) -> None:
        if self._session is not None:
            await self._session.close()

    def add_routes(self, app: web.Application) -> None:
        for verb in ("GET", "POST"):
            app.router.add_route(verb, "/zalo/bot{token}/{method}", self.call)
        app.router.add_route("GET", "/zalo/files/{id}", self.file)

    async def call(self, request: web.Request) -> web.StreamResponse:
        bot = self.world.bot_by_token(request.match_info["token"])
        if bot is None or bot.network != "zalo":
            return _refusal(ZaloError("unauthorized"))
        try:
            method, args = request.match_info["method"], await _args(request)
        except ApiError:
            return front_page("413 Request Entity Too Large", 413)
        name, chat = method.lower(), _number(self.world, bot, args)
        fault = self.world.faults.for_call(name, chat, bot.id)
        if fault is not None and not fault.after:
            spoiled = await self._spoil(request, fault)
            if spoiled is not None:
                self.world.record(bot.id, name, chat, str(fault.kind))
                return spoiled
        error = ""
        try:
            response = _answer(await self._perform(bot, method, args))
        except ZaloError as problem:
            error = problem.name
            response = _refusal(problem, queue_of(bot).empty_status if error == "timeout" else 200)
        self.world.record(bot.id, name, chat, "" if error == "timeout" else error)
        if fault is not None and fault.after:
            return await self._spoil(request, fault) or response
        return response

    async def _perform(self, bot: Bot, method: str, args: Args) -> object:
        if method == "getUpdates":
            return await self._update(bot, args)
        if method == "sendPhoto":
            return zalo_api.send_photo(self.world, bot, args, await self._photo(zalo_api.photo_address(args)))
        if method == "setWebhook":
            taken = zalo_api.set_webhook(self.world, bot, args)
            self._refresh(bot)
            return taken | {"verification": await self._verified(args.text("url"))}
        if method == "testWebhook":
            return await self._verified(str(zalo_api.get_webhook_info(self.world, bot, args)["url"]))
        function = zalo_api.METHODS.get(method)
        if function is None:
            raise ZaloError("not_found")
        result = function(self.world, bot, args)
        if method == "deleteWebhook":
            self._refresh(bot)
        return result

    async def _update(self, bot: Bot, args: Args) -> object:
        """The oldest update as soon as there is one; what it gives is gone."""
        queue = queue_of(bot)
        if queue.webhook is not None:
            raise ZaloError("webhook_set")
        given = args.text("timeout")
        seconds = int(given) if given.isascii() and given.isdigit() else 30
        end = time.monotonic() + min(LONGEST_POLL, seconds)
        queue.asking += 1
        queue.on_change()
        try:
            while (update := queue.take(self.world.clock.timestamp())) is None:
                left = end - time.monotonic()
                if left <= 0 or self.world.closing or queue.webhook is not None:
                    raise ZaloError("timeout")
                await queue.arrived.wait(left)
        finally:
            queue.asking -= 1
        return orjson.Fragment(update.body)

    async def _photo(self, address: str) -> list[StoredFile] | None:
        """The picture behind an address of this machine; nobody else is asked for one."""
        if urlsplit(address).hostname not in LOCAL:
            return None
        assert self._session is not None
        try:
            async with self._session.get(address) as response:
                content = await response.content.read(MAX_PHOTO + 1) if response.status == 200 else b""
            return self.world.files.keep_photo(content, "photo.jpg")
        except (aiohttp.ClientError, TimeoutError, ApiError) as problem:
            raise ZaloError("photo_invalid") from problem

    async def _verified(self, address: str) -> dict[str, Any]:
        """Tries an address without the secret and without a body, as the service seems to."""
        assert self._session is not None
        found: dict[str, Any] = {"ok": False, "url": address, "latency_ms": 1}
        try:
            async with self._session.post(address, headers={"User-Agent": zalo_api.AGENT}) as response:
                status = response.status
        except TimeoutError:
            return found | {"outcome": "webhook.err.timeout"}
        except aiohttp.ClientError:
            return found | {"outcome": "webhook.err.conn"}
        outcome = f"http.{status}" if status in (403, 404) else "http.5xx" if status >= 500 else "http.other"
        ok = 200 <= status <= 299
        return found | {"ok": ok, "status_code": status, "outcome": "webhook.ok" if ok else f"webhook.{outcome}"}

    async def _spoil(self, request: web.Request, fault: Fault) -> web.StreamResponse | None:
        """The answer that a fault makes; None: go on as if nothing was."""
        match fault.kind:
            case FaultKind.TOO_MANY:
                return front_page("429 Too Many Requests", 429)
            case FaultKind.BLOCKED:
                return _refusal(ZaloError("blocked"))
            case FaultKind.REFUSED:
                return _refusal(ZaloError("text_too_long"))
            case FaultKind.UNAUTHORIZED:
                return _refusal(ZaloError("unauthorized"))
        return await at_the_front(request, fault)

    async def file(self, request: web.Request) -> web.StreamResponse:
        """A picture or a sound that somebody sent: no token is asked for, and a fault stands for an address that expired."""
        fault = self.world.faults.for_call("file", None, 0)
        if fault is not None and (spoiled := await self._spoil(request, fault)) is not None:
            return spoiled
        file = self.world.files.by_id.get(request.match_info["id"])
        if file is None:
            return front_page("404 Not Found", 404)
        return web.Response(body=file.content, content_type=file.mime)


def _answer(result: object) -> web.Response:
    body = {"ok": True} | ({} if result is None else {"result": result}) | {"error_code": 0}
    return web.Response(body=orjson.dumps(body), content_type=JSON)


def _refusal(error: ZaloError, status: int = 200) -> web.Response:
    body = {"ok": False, "description": error.description, "error_code": error.code}
    return web.Response(body=orjson.dumps(body), status=status, content_type=JSON)


async def at_the_front(request: web.Request, fault: Fault) -> web.StreamResponse | None:
    """The answer that a fault makes of a call before the service sees it; None: go on as if nothing was."""
    match fault.kind:
        case FaultKind.SLOW:
            await asyncio.sleep(fault.seconds)
            return None
        case FaultKind.SERVER_ERROR:
            return front_page(f"{fault.status} Bad Gateway", fault.status)
        case FaultKind.GARBAGE:
            return front_page("welcome to nginx", 200)
    if request.transport is not None:
        request.transport.abort()
    return web.Response()


def front_page(said: str, status: int) -> web.Response:
    """The answer of the server before the service."""
    return web.Response(text=FRONT.format(said), status=status, content_type="text/html")


def _number(world: World, bot: Bot, args: Args) -> int | None:
    """The world's own number of the chat that a call is about."""
    try:
        return zalo_api.chat_for(world, bot, args).id
    except ZaloError:
        return None


async def _args(request: web.Request) -> Args:
    """The arguments from the query, a form or JSON; a multipart form is not read, as on the real service."""
    if request.content_type == "multipart/form-data":
        return Args(dict(request.query))
    return await read_args(request)
