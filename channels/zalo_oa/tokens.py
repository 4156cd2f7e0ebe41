"""An Official Account's tokens: a refresh token works once, so a new pair is kept before it is used, by one at a time.

Without a working refresh token the account is lost to us until its administrator links it again. So the old pair stays
beside the new one until a call with the new one has succeeded, and what could not be kept is kept before anything else.
Between the network's answer and the first write there is nothing to be done: whoever dies there needs a new link.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass
from typing import Protocol

from channels.messages import Policy, SendError

log = logging.getLogger(__name__)

SPENT = "refresh_token"
"""The reason of a refusal that only a new link by the account's administrator ends."""


@dataclass(frozen=True, slots=True, repr=False)
class TokenPair:
    """`access` may be empty: whoever links the account by its refresh token alone."""

    access: str
    refresh: str


@dataclass(frozen=True, slots=True, repr=False)
class Tokens:
    """`previous` is there until a call with `current` has succeeded."""

    current: TokenPair
    previous: TokenPair | None = None


class TokenStore(Protocol):
    """A store of one account's tokens, encrypted."""

    async def load(self) -> Tokens | None: ...

    async def save(self, tokens: Tokens) -> None:
        """Returns when it would survive a power cut."""
        ...

    def lock(self) -> AbstractAsyncContextManager[object]:
        """Held by one refresher at a time, whatever the process."""
        ...


Exchange = Callable[[str], Awaitable[TokenPair]]


class OaTokens:
    """Gives the access token and exchanges it when it is refused. All calls raise `SendError` and nothing else."""

    def __init__(self, account: str, store: TokenStore, exchange: Exchange) -> None:
        """`exchange` asks the network for the pair that follows a refresh token; `SendError` with the reason `SPENT` means
        that this one is good for nothing any more."""
        self._account = account
        self._store = store
        self._exchange = exchange
        self._access = ""
        self._unproved = False
        self._unkept: Tokens | None = None
        self._one = asyncio.Lock()

    async def access(self) -> str:
        """The access token to try; where there is none yet, one is asked for."""
        return self._access or await self.renewed("")

    async def renewed(self, refused: str) -> str:
        """Another access token than the one that was refused: what somebody else fetched meanwhile, or a new one.

        Goes on to the end even if the caller is cancelled, since a pair that nobody keeps is lost.
        """
        return await asyncio.shield(self._renewed(refused))

    async def renew(self) -> None:
        """A new pair before the old one is refused, for the host to call once a day."""
        await self.renewed(await self.access())

    async def adopt(self, refresh: str) -> None:
        """A refresh token that was given to an administrator takes the place of what was kept, if it gives a pair."""
        async with self._one, self._store.lock():
            await self._keep(await self._exchange(refresh), None)

    async def accepted(self, access: str) -> None:
        """A call with this token succeeded: the pair before it is forgotten."""
        if not self._unproved:
            return
        async with self._one:
            if not self._unproved or access != self._access:
                return
            try:
                async with self._store.lock():
                    tokens = await self._store.load()
                    if tokens is not None and tokens.current.access == access and tokens.previous is not None:
                        await self._store.save(Tokens(tokens.current))
            except Exception as problem:  # noqa: BLE001 - the call itself went well; the next one comes here again
                log.warning(
                    "official account %s: its old tokens are still kept (%s)", self._account, type(problem).__name__
                )
                return
            self._unproved = False

    async def settled(self) -> None:
        """Waits until nobody is exchanging tokens."""
        async with self._one:
            pass

    async def _renewed(self, refused: str) -> str:
        async with self._one:
            try:
                async with self._store.lock():
                    return await self._under_lock(refused)
            except SendError:
                raise
            except Exception as problem:  # noqa: BLE001 - a store may fail in ways of its own
                log.error("official account %s: its tokens cannot be kept (%s)", self._account, type(problem).__name__)
                raise SendError(Policy.RETRY, "tokens") from None

    async def _under_lock(self, refused: str) -> str:
        if self._unkept is not None:
            await self._store.save(self._unkept)
            tokens, self._unkept = self._unkept, None
        else:
            found = await self._store.load()
            if found is None:
                log.error("official account %s is not linked: no tokens", self._account)
                raise SendError(Policy.ACCOUNT, SPENT)
            tokens = found
        if tokens.current.access in ("", refused):
            tokens = await self._next(tokens)
        self._access, self._unproved = tokens.current.access, tokens.previous is not None
        return self._access

    async def _next(self, tokens: Tokens) -> Tokens:
        pairs = [tokens.current, *filter(None, [tokens.previous])]
        for pair in pairs:
            try:
                new = await self._exchange(pair.refresh)
            except SendError as error:
                if error.policy is not Policy.ACCOUNT:
                    raise
                if error.reason != SPENT or pair is pairs[-1]:
                    self._tell(error)
                    raise
                continue
            return await self._keep(new, pair)
        raise AssertionError("the last pair either gives tokens or raises")

    async def _keep(self, new: TokenPair, before: TokenPair | None) -> Tokens:
        self._unkept = Tokens(new, before)
        await self._store.save(self._unkept)
        kept, self._unkept = self._unkept, None
        return kept

    def _tell(self, error: SendError) -> None:
        if error.reason == SPENT:
            log.error(
                "official account %s: its refresh token was used before or has expired; nothing goes out until an "
                "administrator links the account again",
                self._account,
            )
        else:
            log.error("official account %s: its tokens are refused (%s)", self._account, error.reason)
