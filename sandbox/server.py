"""The look-alike Bot API over HTTP, `/bot<token>/<method>` and `/file/bot<token>/<path>`, Zalo's beside it, the page's API."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import Any

import orjson
from aiohttp import web
from multidict import CIMultiDict

from sandbox import api_chats, api_messages, api_updates, page_api, polls
from sandbox.api_args import Args, read_args
from sandbox.errors import ApiError
from sandbox.faults import Fault, FaultKind
from sandbox.media import MAX_UPLOAD
from sandbox.page_answers import nameless
from sandbox.people import Bot
from sandbox.webhooks import Webhooks
from sandbox.world import World
from sandbox.zalo_oa_server import OaApi
from sandbox.zalo_server import ZaloApi

Method = Callable[[World, Bot, Args], object]

METHODS: dict[str, Method] = {
    "getme": api_chats.get_me,
    "getchat": api_chats.get_chat,
    "getchatmember": api_chats.get_chat_member,
    "getchatmembercount": api_chats.get_chat_member_count,
    "leavechat": api_chats.leave_chat,
    "sendchataction": api_chats.send_chat_action,
    "setmycommands": api_chats.set_my_commands,
    "getmycommands": api_chats.get_my_commands,
    "deletemycommands": api_chats.delete_my_commands,
    "setmydescription": api_chats.accept,
    "setmyshortdescription": api_chats.accept,
    "logout": api_chats.accept,
    "close": api_chats.accept,
    "getfile": api_chats.get_file,
    "sendmessage": api_messages.send_message,
    "sendrichmessage": api_messages.send_rich_message,
    "sendphoto": api_messages.send_photo,
    "senddocument": api_messages.send_document,
    "sendvoice": api_messages.send_voice,
    "sendaudio": api_messages.send_audio,
    "sendvideo": api_messages.send_video,
    "editmessagetext": api_messages.edit_message_text,
    "editmessagecaption": api_messages.edit_message_caption,
    "editmessagereplymarkup": api_messages.edit_message_reply_markup,
    "sendpoll": polls.send_poll,
    "stoppoll": polls.stop_poll,
    "deletemessage": api_messages.delete_message,
    "answercallbackquery": api_messages.answer_callback_query,
    "setwebhook": api_updates.set_webhook,
    "deletewebhook": api_updates.delete_webhook,
    "getwebhookinfo": api_updates.get_webhook_info,
}
STATUS_ROWS = {500: "server_error", 502: "bad_gateway", 503: "service_unavailable", 504: "gateway_timeout"}
JSON_HEADERS = CIMultiDict({"Content-Type": "application/json"})
MAX_BODY = MAX_UPLOAD + 1024 * 1024


def _answer(result: object) -> web.Response:
    return web.Response(body=orjson.dumps({"ok": True, "result": result}), headers=JSON_HEADERS)


def refusal(error: ApiError) -> web.Response:
    """Telegram's JSON for an error."""
    body: dict[str, Any] = {"ok": False, "error_code": error.code, "description": error.description}
    if error.parameters:
        body["parameters"] = error.parameters
    return web.Response(body=orjson.dumps(body), status=error.code, headers=JSON_HEADERS)


class BotApi:
    """Answers every bot's calls on one world."""

    def __init__(self, world: World) -> None:
        self.world = world
        self.webhooks = Webhooks(world, self._from_webhook)

    async def call(self, request: web.Request) -> web.StreamResponse:
        token, name = request.match_info["token"], request.match_info["method"]
        bot = self.world.bot_by_token(token)
        if bot is None or bot.network != "telegram":
            return refusal(ApiError("unauthorized" if ":" in token else "invalid_token"))
        method = name.lower()
        try:
            args = await read_args(request)
            fault = self.world.faults.for_call(method, args.chat_id, bot.id)
            if fault is not None and not fault.after:
                spoiled = await self._spoil(request, bot, method, args, fault)
                if spoiled is not None:
                    return spoiled
            response = await self._perform(bot, method, args)
        except ApiError as error:
            self.world.record(bot.id, method, None, error.name)
            return refusal(error)
        if fault is not None and fault.after:
            return await self._spoil(request, bot, method, args, fault) or response
        return response

    async def _perform(self, bot: Bot, method: str, args: Args) -> web.Response:
        if method == "getupdates":
            return await self._get_updates(bot, args)
        function = METHODS.get(method)
        if function is None:
            raise ApiError("method_not_found")
        try:
            result = function(self.world, bot, args)
        except ApiError as error:
            self.world.record(bot.id, method, args.chat_id, error.name)
            return refusal(error)
        if method in ("setwebhook", "deletewebhook"):
            self.webhooks.refresh(bot)
        self.world.record(bot.id, method, args.chat_id, "")
        return _answer(result)

    async def _get_updates(self, bot: Bot, args: Args) -> web.Response:
        updates = await api_updates.get_updates(self.world, bot, args)
        self.world.record(bot.id, "getupdates", None, "")
        body = b'{"ok":true,"result":[' + b",".join(update.body for update in updates) + b"]}"
        return web.Response(body=body, headers=JSON_HEADERS)

    def _from_webhook(self, bot: Bot, method: str, args: Args) -> None:
        function = METHODS.get(method)
        error = "method_not_found"
        if function is not None:
            try:
                function(self.world, bot, args)
                error = ""
            except ApiError as problem:
                error = problem.name
        self.world.record(bot.id, method, args.chat_id, error)

    async def _spoil(
        self, request: web.Request, bot: Bot, method: str, args: Args, fault: Fault
    ) -> web.StreamResponse | None:
        """The answer that a fault makes; None: go on as if nothing was."""
        if fault.kind is FaultKind.SLOW:
            await asyncio.sleep(fault.seconds)
            return None
        if not fault.after:
            self.world.record(bot.id, method, args.chat_id, str(fault.kind))
        if fault.kind is FaultKind.TOO_MANY:
            return refusal(ApiError.retry_after(fault.retry_after))
        if fault.kind is FaultKind.BLOCKED:
            return refusal(ApiError("blocked"))
        if fault.kind is FaultKind.REFUSED and fault.said:
            refused = {"ok": False, "error_code": 400, "description": f"Bad Request: {fault.said}"}
            return web.json_response(refused, status=400)
        if fault.kind in (FaultKind.REFUSED, FaultKind.UNAUTHORIZED):
            return refusal(ApiError("text_too_long" if fault.kind is FaultKind.REFUSED else "unauthorized"))
        if fault.kind is FaultKind.SERVER_ERROR:
            response = refusal(ApiError(STATUS_ROWS.get(fault.status, "server_error")))
            response.set_status(fault.status)
            return response
        if fault.kind is FaultKind.GARBAGE:
            return web.Response(text="<html><body>welcome to nginx</body></html>", content_type="text/html")
        if request.transport is not None:
            request.transport.abort()
        return web.Response()

    async def file(self, request: web.Request) -> web.Response:
        bot = self.world.bot_by_token(request.match_info["token"])
        if bot is None:
            return refusal(ApiError("unauthorized"))
        file = self.world.files.by_path.get(request.match_info["path"])
        fault = self.world.faults.for_call("file", None, bot.id)
        if fault is not None:
            spoiled = await self._spoil(request, bot, "file", Args({}), fault)
            if isinstance(spoiled, web.Response):
                return spoiled
        if file is None:
            return refusal(ApiError("not_found"))
        return web.Response(body=file.content, content_type="application/octet-stream")


async def _nowhere(_request: web.Request) -> web.Response:
    return refusal(ApiError("not_found"))


def create_app(world: World) -> web.Application:
    """The application of one world. Its clean-up ends long polls, streams and webhook deliveries."""
    app = web.Application(client_max_size=MAX_BODY)
    api = BotApi(world)
    for verb in ("GET", "POST"):
        app.router.add_route(verb, "/bot{token}/{method}", api.call)
    app.router.add_route("GET", "/file/bot{token}/{path:.+}", api.file)
    zalo = ZaloApi(world, api.webhooks.refresh)
    zalo.add_routes(app)
    OaApi(world, api.webhooks.refresh).add_routes(app)
    page_api.add_routes(app, world)
    app.router.add_route("*", "/{anything:.*}", _nowhere)

    async def opened(_: web.Application) -> None:
        world.closing = False
        api.webhooks.open()
        zalo.open()

    async def shut(_: web.Application) -> None:
        world.close()

    async def closed(_: web.Application) -> None:
        await api.webhooks.close()
        await zalo.close()

    app.on_response_prepare.append(nameless)
    app.on_startup.append(opened)
    app.on_shutdown.append(shut)
    app.on_cleanup.append(closed)
    return app
