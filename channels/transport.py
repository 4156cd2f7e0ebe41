"""The way out to the networks, for every adapter: one pool of connections, our own errors, and no address in any of them.

A network's token is in its addresses, and the errors of libraries and of the system repeat those.
"""

from __future__ import annotations

import ipaddress
import socket
from collections.abc import Collection, Mapping

import aiohttp
from aiohttp.abc import AbstractResolver, ResolveResult
from aiohttp.resolver import DefaultResolver
from yarl import URL

from channels.messages import Policy, SendError

Body = bytes | aiohttp.FormData

CALL_TIMEOUT = aiohttp.ClientTimeout(total=30, sock_connect=10)
FILE_TIMEOUT = aiohttp.ClientTimeout(total=300, sock_connect=10)
_JSON = {"Content-Type": "application/json"}
_CONNECTIONS = 100
_GONE = frozenset({400, 404, 410})


class Transport:
    """One pool of connections for all calls of one account."""

    def __init__(self, proxy_url: str | None = None, *, only_public: str = "") -> None:
        """`proxy_url`: an HTTP proxy. Raises ValueError for another kind, without repeating it.

        `only_public`: a host of the network itself; any other must have a public address, since a payload that names an
        address of our own house would make us read there.
        """
        if proxy_url and URL(proxy_url).scheme not in ("http", "https"):
            raise ValueError("the proxy must be http:// or https://")
        self._proxy = URL(proxy_url) if proxy_url else None
        self._own = only_public
        self._session: aiohttp.ClientSession | None = None

    def open(self) -> None:
        """Makes the pool; a second time it does nothing."""
        if self._session is None:
            known = {self._own, self._proxy.host if self._proxy else None}
            resolver = _PublicResolver(known) if self._own else None
            self._session = aiohttp.ClientSession(
                connector=aiohttp.TCPConnector(limit=_CONNECTIONS, ttl_dns_cache=300, resolver=resolver),
                cookie_jar=aiohttp.DummyCookieJar(),
                timeout=CALL_TIMEOUT,
            )

    async def close(self) -> None:
        session, self._session = self._session, None
        if session is not None:
            await session.close()

    async def call(
        self, url: URL, body: Body | None, *, patience: float = 0, headers: Mapping[str, str] | None = None
    ) -> tuple[int, bytes]:
        """Posts one call (without a body it gets): status and body. Raises `SendError`.

        `patience` is seconds beyond the usual time-out. A body of bytes is JSON where `headers` say nothing else.
        """
        timeout = CALL_TIMEOUT
        if patience:
            timeout = aiohttp.ClientTimeout(total=(CALL_TIMEOUT.total or 0) + patience, sock_connect=10)
        elif isinstance(body, aiohttp.FormData):
            timeout = FILE_TIMEOUT
        method = "GET" if body is None else "POST"
        return await self._exchange(method, url, body, within=timeout, headers=headers)

    async def download(self, url: URL, *, limit: int, gone: frozenset[int] = _GONE) -> bytes:
        """Fetches a file of at most `limit` bytes; `gone` are the statuses of one that is no more. Raises `SendError`."""
        if self._own and not _may_be_asked(url, self._own):
            raise SendError(Policy.FAIL, "bad_file")
        status, content = await self._exchange("GET", url, None, within=FILE_TIMEOUT, limit=limit)
        if status == 200:
            return content
        if status in gone:
            raise SendError(Policy.FAIL, "bad_file")
        raise SendError(Policy.RETRY, "server")

    async def _exchange(
        self,
        method: str,
        url: URL,
        body: Body | None,
        *,
        within: aiohttp.ClientTimeout,
        limit: int | None = None,
        headers: Mapping[str, str] | None = None,
    ) -> tuple[int, bytes]:
        if self._session is None:
            raise SendError(Policy.RETRY, "stopped")
        headers = (_JSON if isinstance(body, bytes) else {}) | dict(headers or {})
        try:
            async with self._session.request(
                method, url, data=body, headers=headers, timeout=within, proxy=self._proxy, allow_redirects=False
            ) as response:
                if limit is None or response.status != 200:
                    return response.status, await response.read()
                return response.status, await _read(response, limit)
        except TimeoutError:
            raise SendError(Policy.RETRY, "timeout") from None
        except (aiohttp.ClientError, OSError, ValueError, EOFError):
            raise SendError(Policy.RETRY, "connection") from None


async def _read(response: aiohttp.ClientResponse, limit: int) -> bytes:
    if (response.content_length or 0) > limit:
        raise SendError(Policy.FAIL, "too_large")
    content = bytearray()
    async for chunk in response.content.iter_chunked(65536):
        content += chunk
        if len(content) > limit:
            raise SendError(Policy.FAIL, "too_large")
    return bytes(content)


def _may_be_asked(url: URL, own: str) -> bool:
    """True if a download may go there: a web address that is no number of our own house."""
    host = url.host
    if url.scheme not in ("http", "https") or not host:
        return False
    return host == own or not _is_number(host) or _is_public(host)


def _is_number(host: str) -> bool:
    try:
        ipaddress.ip_address(host)
    except ValueError:
        return False
    return True


def _is_public(address: str) -> bool:
    return ipaddress.ip_address(address).is_global


class _PublicResolver(AbstractResolver):
    """Names lead to public addresses, but for those that we were told ourselves (the network's, the proxy's)."""

    def __init__(self, known: Collection[str | None]) -> None:
        self._known = known
        self._inner = DefaultResolver()

    async def resolve(
        self, host: str, port: int = 0, family: socket.AddressFamily = socket.AF_INET
    ) -> list[ResolveResult]:
        found = await self._inner.resolve(host, port, family)
        if host in self._known:
            return found
        public = [address for address in found if _is_public(address["host"])]
        if not public:
            raise OSError("no public address")
        return public

    async def close(self) -> None:
        await self._inner.close()
