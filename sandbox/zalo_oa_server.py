"""The look-alike OpenAPI of Zalo's Official Accounts over HTTP, `/zalo-oa/…`, and the service of its tokens, `/zalo-oauth/…`.

Refusals come with status 200, as on the real service; a front server's own (502) are pages and no JSON.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import orjson
from aiohttp import web

from sandbox import zalo_oa_api
from sandbox.api_args import Args, read_args
from sandbox.errors import ApiError
from sandbox.faults import Fault, FaultKind
from sandbox.people import Bot
from sandbox.world import World
from sandbox.zalo_oa_api import OaError, named_chat, oa_of
from sandbox.zalo_server import at_the_front, front_page

JSON = "application/json"


class OaApi:
    """Answers the calls of every Official Account on one world."""

    def __init__(self, world: World, connected: Callable[[Bot], None]) -> None:
        """`connected` is called when an account has a webhook."""
        self.world = world
        self._connected = connected

    def add_routes(self, app: web.Application) -> None:
        app.router.add_route("POST", "/zalo-console/webhook", self.console)
        app.router.add_route("POST", "/zalo-oauth/v4/oa/access_token", self.exchange)
        app.router.add_route("*", "/zalo-oa/{method:.+}", self.call)

    async def console(self, request: web.Request) -> web.Response:
        """Do what an administrator does on the network's own page: webhooks of an account ("oa_id") go to "url" from now on."""
        asked = await request.post()
        bot = next((bot for bot in self._accounts() if str(bot.id) == asked.get("oa_id")), None)
        if bot is None:
            return web.Response(status=404)
        oa_of(bot).connect(str(asked.get("url")))
        self._connected(bot)
        return web.Response()

    async def exchange(self, request: web.Request) -> web.StreamResponse:
        """A refresh token and the app's secret for the next pair; the token works once."""
        form = await request.post()
        bot = next((bot for bot in self._accounts() if oa_of(bot).app.id == form.get("app_id")), None)
        fault = self.world.faults.for_call("access_token", None, bot.id if bot else 0)
        if fault is not None and not fault.after and (spoiled := await self._spoil(request, fault)) is not None:
            return spoiled
        try:
            response = _json(self._pair(bot, request.headers.get("secret_key", ""), str(form.get("refresh_token"))))
            error = ""
        except OaError as problem:
            error = problem.name
            response = _refusal(problem)
        self.world.record(bot.id if bot else 0, "access_token", None, error)
        if fault is not None and fault.after:
            return await self._spoil(request, fault) or response
        return response

    def _pair(self, bot: Bot | None, secret: str, refresh: str) -> dict[str, str]:
        if bot is None:
            raise OaError("app_invalid")
        app = oa_of(bot).app
        if secret != app.app_secret:
            raise OaError("secret_invalid")
        if not app.exchange(refresh, self.world.clock.timestamp()):
            raise OaError("refresh_invalid")
        return {"access_token": app.access, "refresh_token": app.refresh, "expires_in": "90000"}

    async def call(self, request: web.Request) -> web.StreamResponse:
        method = request.match_info["method"].partition("oa/")[2]
        bot = self._account(request.headers.get("access_token", ""))
        if bot is None:
            return _refusal(OaError("access_invalid"))
        try:
            args = await read_args(request)
        except ApiError as problem:
            if problem.name == "form_data":
                return front_page("400 Bad Request", 400)
            return front_page("413 Request Entity Too Large", 413)
        chat = self._number(bot, args)
        fault = self.world.faults.for_call(method, chat, bot.id)
        if fault is not None and not fault.after and (spoiled := await self._spoil(request, fault)) is not None:
            self.world.record(bot.id, method, chat, str(fault.kind))
            return spoiled
        error = ""
        try:
            response = _json({"data": self._perform(bot, method, args), "error": 0, "message": "Success"})
        except OaError as problem:
            error = problem.name
            response = _refusal(problem)
        self.world.record(bot.id, method, chat, error)
        if fault is not None and fault.after:
            return await self._spoil(request, fault) or response
        return response

    def _perform(self, bot: Bot, method: str, args: Args) -> object:
        world = self.world
        if oa_of(bot).app.expired(world.clock.timestamp()):
            raise OaError("access_expired")
        match method:
            case "getoa":
                return zalo_oa_api.get_oa(bot)
            case "user/detail":
                return zalo_oa_api.get_user(world, bot, _asked(args).get("user_id"))
            case "quota/message":
                return zalo_oa_api.get_quota(world, bot, args.values.get("user_id"))
            case "message/cs":
                return zalo_oa_api.send_to_person(world, bot, _object(args, "recipient"), _object(args, "message"))
            case "group/message":
                return zalo_oa_api.send_to_group(world, bot, _object(args, "recipient"), _object(args, "message"))
            case "upload/image" | "upload/file":
                return zalo_oa_api.upload(world, bot, method.partition("/")[2], args.files.get("file"))
        raise OaError("unknown_api")

    def _accounts(self) -> list[Bot]:
        return [bot for bot in self.world.bots.values() if bot.network == "zalo_oa"]

    def _account(self, access: str) -> Bot | None:
        return next((bot for bot in self._accounts() if oa_of(bot).app.access == access), None)

    def _number(self, bot: Bot, args: Args) -> int | None:
        """The world's own number of the chat that a call is about."""
        recipient = args.values.get("recipient")
        if not isinstance(recipient, dict):
            return None
        try:
            if "group_id" in recipient:
                return named_chat(self.world, bot, recipient["group_id"], "group_invalid").id
            return named_chat(self.world, bot, recipient.get("user_id"), "user_invalid").id
        except OaError:
            return None

    async def _spoil(self, request: web.Request, fault: Fault) -> web.StreamResponse | None:
        """The answer that a fault makes; None: go on as if nothing was."""
        match fault.kind:
            case FaultKind.TOO_MANY:
                return _refusal(OaError("rate"))
            case FaultKind.BLOCKED:
                return _refusal(OaError("restricted"))
            case FaultKind.REFUSED:
                return _refusal(OaError("param_long"))
            case FaultKind.UNAUTHORIZED:
                return _refusal(OaError("access_invalid"))
        return await at_the_front(request, fault)


def _asked(args: Args) -> dict[str, Any]:
    """The one JSON text that a call by GET has."""
    try:
        found = args.json("data")
    except ValueError:
        found = None
    return found if isinstance(found, dict) else {}


def _object(args: Args, name: str) -> dict[str, Any]:
    found = args.values.get(name)
    if not isinstance(found, dict):
        raise OaError("message_invalid")
    return found


def _json(body: object) -> web.Response:
    return web.Response(body=orjson.dumps(body), content_type=JSON)


def _refusal(error: OaError) -> web.Response:
    return _json({"error": error.code, "message": error.message})
