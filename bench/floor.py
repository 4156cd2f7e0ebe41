"""The least that any bot on aiohttp does: a webhook comes in, one call goes out. No storage, no question."""

from __future__ import annotations

import aiohttp
import orjson
from aiohttp import web

from bench import hook
from bench.far_end import TOKEN
from bench.hook import Given

_KEYBOARD = {"inline_keyboard": [[{"text": "Tiếp", "callback_data": "form.answer:1"}]]}
_JSON = {"Content-Type": "application/json"}


async def serve(told: Given) -> None:
    """Runs until standard input closes."""
    connector = aiohttp.TCPConnector(limit=100)
    async with aiohttp.ClientSession(connector=connector, cookie_jar=aiohttp.DummyCookieJar()) as session:

        async def call(method: str, parameters: object) -> None:
            body = orjson.dumps(parameters)
            async with session.post(f"{told.api}/bot{TOKEN}/{method}", data=body, headers=_JSON) as response:
                await response.read()

        async def webhook(request: web.Request) -> web.Response:
            update = orjson.loads(await request.read())
            chat = update["message"]["chat"] if "message" in update else update["callback_query"]["message"]["chat"]
            await call("sendMessage", {"chat_id": chat["id"], "text": "Câu hỏi", "reply_markup": _KEYBOARD})
            return web.Response()

        await hook.listen(told.port, webhook, lambda url: call("setWebhook", {"url": url, "max_connections": 100}))


def main() -> None:
    hook.run(serve)


if __name__ == "__main__":
    main()
