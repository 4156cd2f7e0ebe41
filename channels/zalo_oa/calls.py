"""Calls to the Official Account's OpenAPI, with an access token that is exchanged when it is refused."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any
from urllib.parse import urlencode

import orjson
from yarl import URL

from channels.transport import Body, Transport
from channels.zalo_oa.errors import TOKEN_REFUSED, error_code, refusal, token_refusal
from channels.zalo_oa.tokens import OaTokens, TokenPair, TokenStore

Json = dict[str, Any]


class OaCalls:
    """The calls of one account. All of them raise `SendError` and nothing else."""

    def __init__(
        self,
        account: str,
        transport: Transport,
        tokens: TokenStore,
        *,
        app_id: str,
        app_secret: str,
        api_url: URL,
        oauth_url: URL,
    ) -> None:
        self._transport = transport
        self._app_id, self._app_secret = app_id, app_secret
        self._api, self._oauth = api_url, oauth_url
        self.tokens = OaTokens(account, tokens, self._exchange)

    async def call(self, path: str, body: Callable[[], Body] | None = None) -> Json:
        """One call, and where the access token is refused once more with another: the answer's "data"."""
        access = await self.tokens.access()
        status, answer = await self._ask(self._api / path, body, {"access_token": access})
        if error_code(answer) in TOKEN_REFUSED:
            access = await self.tokens.renewed(access)
            status, answer = await self._ask(self._api / path, body, {"access_token": access})
        if error_code(answer) != 0:
            raise refusal(status, answer)
        await self.tokens.accepted(access)
        data = answer.get("data")
        return data if isinstance(data, dict) else {}

    async def _exchange(self, refresh: str) -> TokenPair:
        form = {"refresh_token": refresh, "app_id": self._app_id, "grant_type": "refresh_token"}
        headers = {"secret_key": self._app_secret, "Content-Type": "application/x-www-form-urlencoded"}
        body = urlencode(form).encode()
        status, answer = await self._ask(self._oauth / "v4/oa/access_token", lambda: body, headers)
        if isinstance(answer, dict):
            access, following = answer.get("access_token"), answer.get("refresh_token")
            if isinstance(access, str) and isinstance(following, str) and access and following:
                return TokenPair(access, following)
        raise token_refusal(status, answer)

    async def _ask(self, url: URL, body: Callable[[], Body] | None, headers: Mapping[str, str]) -> tuple[int, Any]:
        status, content = await self._transport.call(url, body() if body else None, headers=headers)
        try:
            return status, orjson.loads(content)
        except orjson.JSONDecodeError:
            return status, None
