"""A program with an Official Account whose tokens are kept by another process: for tests that kill it in mid-exchange."""

from __future__ import annotations

import asyncio
import contextlib
import sys
from collections.abc import AsyncIterator
from typing import Any

import aiohttp

from channels.messages import Send, SendError
from channels.zalo_oa.adapter import ZaloOaChannel
from channels.zalo_oa.tokens import TokenPair, Tokens
from texts.rich import RichText


def dumped(tokens: Tokens) -> list[list[str]]:
    return [[pair.access, pair.refresh] for pair in (tokens.current, tokens.previous) if pair is not None]


def loaded(pairs: list[list[str]]) -> Tokens:
    return Tokens(*(TokenPair(*pair) for pair in pairs))


class FarTokens:
    """Keeps the tokens over HTTP, so that a killed program cannot take them along."""

    def __init__(self, address: str, session: aiohttp.ClientSession) -> None:
        self._address, self._session = address, session

    async def load(self) -> Tokens | None:
        async with self._session.get(self._address) as response:
            return loaded(await response.json())

    async def save(self, tokens: Tokens) -> None:
        async with self._session.post(self._address, json=dumped(tokens)) as response:
            response.raise_for_status()

    @contextlib.asynccontextmanager
    async def lock(self) -> AsyncIterator[None]:
        yield


async def main(api: str, oauth: str, tokens: str, account: str, app: str, secret: str, chat: str) -> None:
    """Exchanges the tokens, writes to a chat, and says how that went."""
    async with aiohttp.ClientSession() as session:
        parts: dict[str, Any] = {"app_id": app, "app_secret": secret, "api_url": api, "oauth_url": oauth}
        store = FarTokens(tokens, session)
        channel = ZaloOaChannel(account, tokens=store, file_link=lambda _number, _name, _chat: None, **parts)
        try:
            await channel.start()
            await channel.renew()
            await channel.send(chat, Send(RichText("Chào")))
            print("sent", flush=True)
        except SendError as error:
            print(error, flush=True)
        finally:
            await channel.stop()


if __name__ == "__main__":
    asyncio.run(main(*sys.argv[1:]))
