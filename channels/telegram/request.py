"""The way to the Bot API: python-telegram-bot's request layer on our own transport, and a short cut for the hot calls.

The library's own client (httpx) is the slow part of a bot. Errors are read here, before the library builds its own from
them, and neither the token (which is in every address) nor what people wrote reaches a log.
"""

from __future__ import annotations

import logging
from typing import Any

import orjson
from telegram.error import TelegramError
from telegram.request import BaseRequest, RequestData
from yarl import URL

from channels.messages import SendError
from channels.telegram.errors import refusal
from channels.transport import CALL_TIMEOUT, Body, Transport


class Refused(TelegramError):
    """Carries our own error through the library."""

    def __init__(self, error: SendError) -> None:
        super().__init__(error.reason)
        self.error = error


class TelegramRequest(BaseRequest):
    """One pool of connections for all calls of one bot."""

    __slots__ = ("_transport",)

    def __init__(self, proxy_url: str | None = None) -> None:
        """`proxy_url`: an HTTP proxy. Raises ValueError for another kind, without repeating it."""
        self._transport = Transport(proxy_url)

    @property
    def read_timeout(self) -> float | None:
        return CALL_TIMEOUT.total

    async def initialize(self) -> None:
        self._transport.open()

    async def shutdown(self) -> None:
        await self._transport.close()

    async def do_request(
        self,
        url: str,
        method: str,
        request_data: RequestData | None = None,
        read_timeout: Any = BaseRequest.DEFAULT_NONE,
        write_timeout: Any = BaseRequest.DEFAULT_NONE,
        connect_timeout: Any = BaseRequest.DEFAULT_NONE,
        pool_timeout: Any = BaseRequest.DEFAULT_NONE,
    ) -> tuple[int, bytes]:
        """For the library's own calls; all its time-outs are ours. Raises `Refused`. Sends no files."""
        del method, read_timeout, write_timeout, connect_timeout, pool_timeout
        try:
            result = await self.call(URL(url), orjson.dumps(request_data.parameters if request_data else {}))
        except SendError as error:
            raise Refused(error) from None
        return 200, orjson.dumps({"ok": True, "result": result})

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

    @staticmethod
    def parse_json_payload(payload: bytes) -> dict[str, Any]:
        """Without the library's log line, which repeats the payload."""
        answer: dict[str, Any] = orjson.loads(payload)
        return answer


def _weighty(record: logging.LogRecord) -> bool:
    return record.levelno >= logging.WARNING


# At lower levels the library writes down addresses (with the token), parameters and answers (with what people wrote).
logging.getLogger("telegram.Bot").addFilter(_weighty)
