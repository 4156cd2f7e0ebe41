"""An Official Account's tokens in our database, as its channel asks for them."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import AsyncIterator

from bot.runtime.clock import Clock
from channels.zalo_oa.tokens import TokenPair, Tokens
from storage.engine.database import Database
from storage.messaging import zalo_oa_tokens


class StoredTokens:
    """A `channels.zalo_oa.tokens.TokenStore`."""

    def __init__(self, database: Database, account: str, clock: Clock) -> None:
        self._database = database
        self._account = account
        self._clock = clock

    async def load(self) -> Tokens | None:
        row = await self._database.run(lambda session: zalo_oa_tokens.load(session, self._account))
        if row is None:
            return None
        old = TokenPair(row.old_access or "", row.old_refresh) if row.old_refresh is not None else None
        return Tokens(TokenPair(row.access, row.refresh), old)

    async def save(self, tokens: Tokens) -> None:
        current = (tokens.current.access, tokens.current.refresh)
        old = (tokens.previous.access, tokens.previous.refresh) if tokens.previous else None
        now = self._clock.now()
        await self._database.run(lambda session: zalo_oa_tokens.save(session, self._account, current, old, now))

    @contextlib.asynccontextmanager
    async def lock(self) -> AsyncIterator[None]:
        held = contextlib.ExitStack()
        taking = asyncio.ensure_future(asyncio.to_thread(held.enter_context, zalo_oa_tokens.alone(self._database)))
        try:
            await asyncio.shield(taking)
            yield
        finally:
            if not taking.done():  # cancelled while it waits: what the thread takes in the end has to be let go
                taking.add_done_callback(lambda _: held.close())
            else:
                await asyncio.to_thread(held.close)
