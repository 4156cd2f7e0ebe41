"""The way to the Bot API, on our own transport.

Neither the token (which is in every address) nor what people wrote reaches a log.
"""

from __future__ import annotations

from typing import Any

import orjson
from yarl import URL

from channels.telegram.errors import refusal
from channels.transport import Body, Transport


class TelegramRequest:
    """One pool of connections for all calls of one bot."""

    def __init__(self, proxy_url: str | None = None) -> None:
        """`proxy_url`: an HTTP proxy. Raises ValueError for another kind, without repeating it."""
        self._transport = Transport(proxy_url)

    def open(self) -> None:
        """Make the pool."""
        self._transport.open()

    async def close(self) -> None:
        """Let go of the pool."""
        await self._transport.close()

    async def call(self, url: URL, body: Body, *, patience: float = 0) -> Any:
        """Posts one call and gives its result; `patience` is seconds beyond the usual time-out. Raises `SendError`."""
        status, content = await self._transport.call(url, body, patience=patience)
        try:
            answer = orjson.loads(content)
        except orjson.JSONDecodeError:
            answer = None
        if isinstance(answer, dict) and answer.get("ok") is True and "result" in answer:
            return answer["result"]
        raise refusal(status, answer)

    async def download(self, url: URL, *, limit: int) -> bytes:
        """Fetches a file of at most `limit` bytes. Raises `SendError`."""
        return await self._transport.download(url, limit=limit)
