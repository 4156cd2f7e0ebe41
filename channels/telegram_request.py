"""The way to the Bot API: python-telegram-bot's request layer on aiohttp and orjson, and a short cut for the hot calls.

The library's own client (httpx) is the slow part of a bot. Errors are read here, before the library builds its own from
them, and neither the token (which is in every address) nor what people wrote reaches a log.
"""

from __future__ import annotations

import logging
from typing import Any

import aiohttp
import orjson
from telegram.error import TelegramError
from telegram.request import BaseRequest, RequestData
from yarl import URL

from channels.messages import Policy, SendError
from channels.telegram_errors import refusal

Body = bytes | aiohttp.FormData

_JSON = {"Content-Type": "application/json"}
_TIMEOUT = aiohttp.ClientTimeout(total=30, sock_connect=10)
_UPLOAD_TIMEOUT = aiohttp.ClientTimeout(total=300, sock_connect=10)
_CONNECTIONS = 100


class Refused(TelegramError):
    """Carries our own error through the library."""

    def __init__(self, error: SendError) -> None:
        super().__init__(error.reason)
        self.error = error


class AiohttpRequest(BaseRequest):
    """One pool of connections for all calls of one bot."""

    __slots__ = ("_proxy", "_session")

    def __init__(self, proxy_url: str | None = None) -> None:
        """`proxy_url`: an HTTP proxy. Raises ValueError for another kind, without repeating it."""
        if proxy_url and URL(proxy_url).scheme not in ("http", "https"):
            raise ValueError("the proxy must be http:// or https://")
        self._proxy = URL(proxy_url) if proxy_url else None
        self._session: aiohttp.ClientSession | None = None

    @property
    def read_timeout(self) -> float | None:
        return _TIMEOUT.total

    async def initialize(self) -> None:
        if self._session is None:
            self._session = aiohttp.ClientSession(
                connector=aiohttp.TCPConnector(limit=_CONNECTIONS, ttl_dns_cache=300),
                cookie_jar=aiohttp.DummyCookieJar(),
                timeout=_TIMEOUT,
            )

    async def shutdown(self) -> None:
        session, self._session = self._session, None
        if session is not None:
            await session.close()

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
        timeout = _TIMEOUT
        if patience:
            timeout = aiohttp.ClientTimeout(total=(_TIMEOUT.total or 0) + patience, sock_connect=10)
        elif not isinstance(body, bytes):
            timeout = _UPLOAD_TIMEOUT
        status, content = await self._exchange("POST", url, body, within=timeout)
        try:
            answer = orjson.loads(content)
        except orjson.JSONDecodeError:
            answer = None
        if isinstance(answer, dict) and answer.get("ok") is True and "result" in answer:
            return answer["result"]
        raise refusal(status, answer)

    async def download(self, url: URL, *, limit: int) -> bytes:
        """Fetches a file of at most `limit` bytes. Raises `SendError`."""
        status, content = await self._exchange("GET", url, None, within=_UPLOAD_TIMEOUT, limit=limit)
        if status == 200:
            return content
        if status in (400, 404, 410):
            raise SendError(Policy.FAIL, "bad_file")
        raise SendError(Policy.RETRY, "server")

    async def _exchange(
        self, method: str, url: URL, body: Body | None, *, within: aiohttp.ClientTimeout, limit: int | None = None
    ) -> tuple[int, bytes]:
        if self._session is None:
            raise SendError(Policy.RETRY, "stopped")
        headers = _JSON if isinstance(body, bytes) else None
        try:
            async with self._session.request(
                method, url, data=body, headers=headers, timeout=within, proxy=self._proxy, allow_redirects=False
            ) as response:
                if limit is None or response.status != 200:
                    return response.status, await response.read()
                return response.status, await _read(response, limit)
        # The library's and the system's errors name the address, and with it the token.
        except TimeoutError:
            raise SendError(Policy.RETRY, "timeout") from None
        except (aiohttp.ClientError, OSError, ValueError, EOFError):
            raise SendError(Policy.RETRY, "connection") from None

    @staticmethod
    def parse_json_payload(payload: bytes) -> dict[str, Any]:
        """Without the library's log line, which repeats the payload."""
        answer: dict[str, Any] = orjson.loads(payload)
        return answer


async def _read(response: aiohttp.ClientResponse, limit: int) -> bytes:
    if (response.content_length or 0) > limit:
        raise SendError(Policy.FAIL, "too_large")
    content = bytearray()
    async for chunk in response.content.iter_chunked(65536):
        content += chunk
        if len(content) > limit:
            raise SendError(Policy.FAIL, "too_large")
    return bytes(content)


def _weighty(record: logging.LogRecord) -> bool:
    return record.levelno >= logging.WARNING


# At lower levels the library writes down addresses (with the token), parameters and answers (with what people wrote).
logging.getLogger("telegram.Bot").addFilter(_weighty)
