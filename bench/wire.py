"""HTTP/1.1 at the least cost: the far end shares two cores with the bot it measures, and must never be the slower one.

Both ends speak `Content-Length` and keep connections open, which is all that the bots here need.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import cast

_END = b"\r\n\r\n"

Called = Callable[[str, bytes], bytes]


def split(buffer: bytearray) -> tuple[bytes, bytes] | None:
    """Takes one whole message off the buffer: its head and its body. None: it is not all there yet."""
    end = buffer.find(_END)
    if end < 0:
        return None
    head = bytes(buffer[:end])
    mark = head.lower().find(b"\r\ncontent-length:")
    length = int(head[mark + 17 :].split(b"\r\n", 1)[0]) if mark >= 0 else 0
    whole = end + len(_END) + length
    if len(buffer) < whole:
        return None
    body = bytes(buffer[end + len(_END) : whole])
    del buffer[:whole]
    return head, body


class Server(asyncio.Protocol):
    """One connection of a bot: `called(method, body)` gives the JSON that answers it, `latency()` seconds later."""

    def __init__(self, called: Called, latency: Callable[[], float]) -> None:
        self._called = called
        self._latency = latency
        self._buffer = bytearray()
        self._transport: asyncio.Transport | None = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport = cast(asyncio.Transport, transport)

    def data_received(self, data: bytes) -> None:
        self._buffer += data
        while (message := split(self._buffer)) is not None:
            method = message[0].split(b" ", 2)[1].rpartition(b"/")[2].decode()
            if latency := self._latency():
                asyncio.get_running_loop().call_later(latency, self._answer, method, message[1])
            else:
                self._answer(method, message[1])

    def _answer(self, method: str, body: bytes) -> None:
        answer = self._called(method, body)
        status = b"200 OK" if answer.startswith(b'{"ok":true') else b"429 Too Many Requests"
        assert self._transport is not None
        if self._transport.is_closing():
            return
        self._transport.write(
            b"HTTP/1.1 %b\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n%b"
            % (status, len(answer), answer)
        )

    def close(self) -> None:
        if self._transport is not None:
            self._transport.close()


class Client(asyncio.Protocol):
    """One connection to a bot's webhook; one request at a time, `free` is called with each answer's status."""

    def __init__(self, free: Callable[[Client, int], None]) -> None:
        self._free = free
        self._buffer = bytearray()
        self._transport: asyncio.Transport | None = None
        self.chat = 0

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport = cast(asyncio.Transport, transport)

    def data_received(self, data: bytes) -> None:
        self._buffer += data
        while (message := split(self._buffer)) is not None:
            self._free(self, int(message[0].split(b" ", 2)[1]))

    def post(self, head: bytes, body: bytes) -> None:
        """`head` ends with "Content-Length: "."""
        assert self._transport is not None
        self._transport.write(b"%b%d\r\n\r\n%b" % (head, len(body), body))

    def close(self) -> None:
        if self._transport is not None:
            self._transport.close()
