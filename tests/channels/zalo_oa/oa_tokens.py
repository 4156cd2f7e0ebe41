"""Stand-ins for where an Official Account's tokens are kept."""

from __future__ import annotations

import asyncio

from channels.zalo_oa.tokens import Tokens


class MemoryTokens:
    """Keeps in memory; `saved` is all that was ever written, `broken` makes the next writes fail."""

    def __init__(self, tokens: Tokens | None = None) -> None:
        self.tokens = tokens
        self.saved: list[Tokens] = []
        self.broken = 0
        self._one = asyncio.Lock()

    async def load(self) -> Tokens | None:
        return self.tokens

    async def save(self, tokens: Tokens) -> None:
        if self.broken:
            self.broken -= 1
            raise OSError("the disk is full")
        self.tokens = tokens
        self.saved.append(tokens)

    def lock(self) -> asyncio.Lock:
        return self._one
