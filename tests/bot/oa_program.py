"""A program with an Official Account that dies just before it writes its tokens for the nth time: for tests of what is left."""

from __future__ import annotations

import asyncio
import contextlib
import os
import signal
import sys

from bot.runtime.clock import SystemClock
from bot.runtime.zalo_oa_token_store import StoredTokens
from channels.messages import SendError
from channels.zalo_oa.adapter import ZaloOaChannel
from channels.zalo_oa.tokens import Tokens
from storage.engine.database import Database
from storage.keyring import KeyRing


class Mortal(StoredTokens):
    writes = 0
    last = 0

    async def save(self, tokens: Tokens) -> None:
        self.writes += 1
        if self.writes == self.last:
            os.kill(os.getpid(), signal.SIGKILL)
        await super().save(tokens)


async def main(url: str, key: str, api: str, oauth: str, account: str, app: str, secret: str, last: str) -> None:
    database = Database(url, KeyRing.parse([key]))
    database.open()
    store = Mortal(database, account, SystemClock())
    store.last = int(last)
    channel = ZaloOaChannel(
        account, app_id=app, app_secret=secret, tokens=store, file_link=lambda *_: None, api_url=api, oauth_url=oauth
    )
    with contextlib.suppress(SendError):
        await channel.start()
        await channel.renew()
        await channel.start()  # the first call with the new pair, after which the old one is forgotten


if __name__ == "__main__":
    asyncio.run(main(*sys.argv[1:]))
