"""The least that any bot on aiohttp does: a webhook comes in, one call goes out. No storage, no question."""

from __future__ import annotations

import argparse
import asyncio
import sys

import aiohttp
import orjson
import uvloop
from aiohttp import web

from bench.far_end import TOKEN
from bench.machine import pin

_KEYBOARD = {"inline_keyboard": [[{"text": "Tiếp", "callback_data": "form.answer:1"}]]}
_JSON = {"Content-Type": "application/json"}


async def serve(api: str, port: int) -> None:
    """Runs until standard input closes."""
    connector = aiohttp.TCPConnector(limit=100)
    async with aiohttp.ClientSession(connector=connector, cookie_jar=aiohttp.DummyCookieJar()) as session:

        async def call(method: str, parameters: object) -> None:
            body = orjson.dumps(parameters)
            async with session.post(f"{api}/bot{TOKEN}/{method}", data=body, headers=_JSON) as response:
                await response.read()

        async def webhook(request: web.Request) -> web.Response:
            update = orjson.loads(await request.read())
            chat = update["message"]["chat"] if "message" in update else update["callback_query"]["message"]["chat"]
            await call("sendMessage", {"chat_id": chat["id"], "text": "Câu hỏi", "reply_markup": _KEYBOARD})
            return web.Response()

        app = web.Application()
        app.router.add_post("/hook", webhook)
        runner = web.AppRunner(app, access_log=None)
        await runner.setup()
        await web.TCPSite(runner, "127.0.0.1", port).start()
        await call("setWebhook", {"url": f"http://127.0.0.1:{port}/hook", "max_connections": 100})
        await asyncio.get_running_loop().run_in_executor(None, sys.stdin.read)
        await runner.cleanup()


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--api", required=True)
    parser.add_argument("--port", type=int, required=True)
    given, _ = parser.parse_known_args()
    pin(0)
    with asyncio.Runner(loop_factory=uvloop.new_event_loop) as runner:
        runner.run(serve(given.api, given.port))


if __name__ == "__main__":
    main()
