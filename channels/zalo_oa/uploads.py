"""Uploads of an Official Account: a file goes to the network once, and is named by its handle until it is forgotten."""

from __future__ import annotations

import asyncio
import hashlib
import io
import re
from collections import OrderedDict

import aiohttp

from channels.messages import Policy, SendError
from channels.zalo_oa.calls import OaCalls

_KEPT = 500
_UNPRINTABLE = re.compile(r'[\x00-\x1f\x7f"\\/]')


class Uploads:
    """The handles of what was uploaded. All calls raise `SendError` and nothing else."""

    def __init__(self, calls: OaCalls) -> None:
        self._calls = calls
        self._handles: OrderedDict[str, str] = OrderedDict()
        self._one = asyncio.Lock()

    def knows(self, kind: str, content: bytes) -> bool:
        """True if this content was uploaded before as this kind, "image" or "file"."""
        return _key(kind, content) in self._handles

    def forget(self, kind: str, content: bytes, handle: str) -> None:
        """Forget a handle that the network does not know any more, unless there is another by now."""
        if self._handles.get(_key(kind, content)) == handle:
            del self._handles[_key(kind, content)]

    async def handle(self, kind: str, name: str, content: bytes) -> str:
        """The handle of a content, uploaded now if it was not before."""
        key = _key(kind, content)
        async with self._one:
            if key in self._handles:
                self._handles.move_to_end(key)
                return self._handles[key]

            def form() -> aiohttp.FormData:
                made = aiohttp.FormData(quote_fields=False)  # people see the name; percent signs are none
                made.add_field("file", io.BytesIO(content), filename=_UNPRINTABLE.sub(" ", name))
                return made

            data = await self._calls.call(f"v2.0/oa/upload/{kind}", form)
            handle = data.get("attachment_id") or data.get("token")
            if not isinstance(handle, str):
                raise SendError(Policy.RETRY, "garbage")
            self._handles[key] = handle
            if len(self._handles) > _KEPT:
                self._handles.popitem(last=False)
            return handle


def _key(kind: str, content: bytes) -> str:
    return f"{kind} {hashlib.sha256(content).hexdigest()}"
