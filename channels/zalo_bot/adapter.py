"""Zalo Bot Platform: one bot's account on the network, in the house's neutral messages.

No buttons, no editing, no files but pictures behind a public link, and no acknowledgement: what getUpdates has given is gone
from the network. What the documentation leaves open is marked in `zalo_bot.updates` and `zalo_bot/errors.toml`.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import orjson
from yarl import URL

from channels.channel import Channel, FileLink, Surroundings, Webhook
from channels.messages import (
    Act,
    AnswerTap,
    AskPoll,
    Delete,
    Edit,
    Fetched,
    FileRef,
    ForgetCommands,
    Inbound,
    MediaKind,
    Policy,
    Send,
    SendError,
    Sent,
    Shown,
    StopPoll,
)
from channels.numbered import numbered
from channels.pacing import Pacer
from channels.parts import Unfinished, in_parts
from channels.payloads import instant_in
from channels.transport import Transport
from channels.webhooks import carries_secret
from channels.zalo_bot.errors import PAUSE, error_code, refusal
from channels.zalo_bot.settings import ZaloBotSettings
from channels.zalo_bot.updates import parse_update, unwrapped
from texts.catalogue import catalogue_for
from texts.rich import RichText

API_URL = "https://bot-api.zaloplatforms.com"
# The documentation allows 1 to 2,000 characters and does not say which: so many UTF-16 units are fewer by any count.
TEXT_LIMIT = 1900
USERS = 50
"""How many people a free bot serves; who joins after that needs another bot."""
MONTHLY = 3000
"""How many messages a free bot exchanges in a month; whether those that come in count is not documented."""

_TOKEN = re.compile(r"(\d{1,20}):[\w.~=-]{3,200}", re.ASCII)
# A picture's address expires, and nothing says how the network tells.
_GONE = frozenset({400, 401, 403, 404, 410})

Json = dict[str, Any]


class ZaloBotChannel(Channel):
    """One bot. All calls to the network raise `SendError` and nothing else."""

    network = "zalo_bot"
    polls = True
    registers_webhook = True
    largest_audience = USERS
    secret_header = "X-Bot-Api-Secret-Token"  # noqa: S105

    def __init__(
        self,
        token: str,
        *,
        file_link: FileLink,
        api_url: str = API_URL,
        proxy_url: str | None = None,
        language: str = "vi",
    ) -> None:
        """`file_link` gives the public address of a stored file (its id, name and chat), None where we have none.

        `language` is that of what the adapter says itself. Raises ValueError, without repeating it, for what is no token
        or no HTTP proxy.
        """
        matched = _TOKEN.fullmatch(token)
        if matched is None:
            raise ValueError("this is not a Zalo bot token")
        self.account = matched[1]
        self.name = self.account
        self.names: tuple[str, ...] = ()
        base = URL(api_url.rstrip("/"))
        self._transport = Transport(proxy_url, only_public=base.host or "")
        self._calls = URL(f"{base}/bot{token}/")
        self._file_link = file_link
        self._t = catalogue_for(language)
        self._unfinished = Unfinished()

    def __repr__(self) -> str:
        return f"ZaloBotChannel({self.account})"

    async def start(self) -> None:
        """Opens the connections and asks who we are: `names`, by which groups mention us."""
        self._transport.open()
        try:
            me = await self._call("getMe")
            if (
                not isinstance(me, dict) or not me
            ):  # an answer of somebody between us: without names no mention is known
                raise refusal(200, None)
        except SendError:
            await self.stop()
            raise
        named = (me.get("display_name"), me.get("account_name"))
        self.names = tuple(name for name in named if isinstance(name, str) and name)
        self.name = self.names[0] if self.names else self.account

    @property
    def full_name(self) -> str:
        return " · ".join(self.names) or self.account

    def pacing(self) -> Pacer:
        """Pacing by measurement, as no limit is published; ten in less than half a second have passed (measured by others)."""
        return Pacer(per_second=10, chat_burst=3)

    async def stop(self) -> None:
        await self._transport.close()

    def vouches(self, headers: Mapping[str, str], body: bytes, secret: str) -> bool:
        """True if a webhook call is the network's own: it carries the secret that `set_webhook` gave it."""
        return carries_secret(headers, self.secret_header, secret)

    def is_ping(self, body: bytes) -> bool:
        """True if a webhook call without the secret is the network's own trial of our address: to be answered 200.

        It has an empty body, or one that tells of nothing; nothing is ever done about it.
        """
        if not body.strip():
            return True
        try:
            payload = orjson.loads(body)
        except orjson.JSONDecodeError:
            return False
        return isinstance(payload, dict) and not any(isinstance(u, dict) and "message" in u for u in unwrapped(payload))

    def parse(self, payload: object) -> list[Inbound]:
        return parse_update(payload, account=self.account, names=self.names)

    async def poll(self, offset: int, timeout: int) -> list[Any]:  # noqa: ASYNC109
        """The next update (the network gives one at a time), at the latest after `timeout` seconds; [] if there is none.

        It is gone from the network whatever the offset, so keep it until it is committed. A `SendError` says how long to wait.
        """
        status, answer = await self._ask("getUpdates", {"timeout": str(timeout)}, patience=timeout)
        if error_code(answer) == 408:
            return []
        if isinstance(answer, dict) and answer.get("ok") is True:
            return unwrapped({"result": answer.get("result")})
        error = refusal(status, answer)
        if error.policy is Policy.RETRY and error.retry_after is None:
            error.retry_after = PAUSE
        raise error

    async def set_webhook(self, url: str, secret: str) -> str:
        """Has updates sent to `url`; "" or why the network could not reach it, in its words (webhook.err.dns).

        Being set so already is enough where the network refuses for the day.
        """
        try:
            result = await self._call("setWebhook", {"url": url, "secret_token": secret})
        except SendError as error:
            if error.reason == "webhook_limit" and (await self.webhook()).url == url:
                return ""
            raise
        verified = result.get("verification") if isinstance(result, dict) else None
        if not isinstance(verified, dict) or verified.get("ok") is not False:
            return ""
        return str(verified.get("outcome") or "unknown")

    async def delete_webhook(self) -> None:
        """Back to polling."""
        try:
            await self._call("deleteWebhook")
        except SendError as error:
            if error.reason != "unsupported":  # "Not Found": there was none
                raise

    async def webhook(self) -> Webhook:
        try:
            result = await self._call("getWebhookInfo")
        except SendError as error:
            if error.reason != "unsupported":  # "Not Found": there is none
                raise
            result = None
        return Webhook(str(result.get("url", "")) if isinstance(result, dict) else "")

    async def send(self, chat_id: str, act: Act, content: bytes | None = None) -> Sent:
        """A message in as many parts as it needs; if one is refused, the next try goes on there. `content` is not used."""
        del content
        if isinstance(act, AnswerTap):
            return Sent()
        if isinstance(act, (Edit, Delete, ForgetCommands, AskPoll, StopPoll)):
            raise SendError(Policy.FAIL, "unsupported")
        sent = Sent()
        calls = self._calls_for(chat_id, act)
        first = self._unfinished.take(chat_id, act)
        for number in range(first, len(calls)):
            method, parameters = calls[number]
            try:
                sent = _sent(await self._call(method, parameters))
            except SendError as error:
                self._unfinished.keep(chat_id, act, number)
                error.counted = number - first
                raise
        return replace(sent, counted=len(calls) - first)

    def shown(self, act: Send) -> Shown:
        """Show the messages that `send` makes of it."""
        return Shown(tuple(RichText(fields["text"]) for _method, fields in self._calls_for("", act)))

    async def fetch(self, file_id: str, *, limit: int) -> Fetched:
        """`file_id` is the address that came with the message; it expires."""
        try:
            address = URL(file_id)
        except ValueError:
            raise SendError(Policy.FAIL, "bad_file") from None
        return Fetched(await self._transport.download(address, limit=limit, gone=_GONE))

    def _calls_for(self, chat_id: str, act: Send) -> list[tuple[str, Json]]:
        text, address = act.text, None
        if act.file is not None:
            address = self._file_link(act.file.stored_id, act.file.name, chat_id)
            if act.file.kind is not MediaKind.PHOTO or address is None:
                text = RichText.join("\n\n", filter(None, (text, self._about(act.file, address))))
                address = None
        parts = in_parts(text, act.menu or numbered(act.keyboard).lines, TEXT_LIMIT)
        if address is not None:
            caption = {"caption": parts[0]} if parts else {}
            calls = [("sendPhoto", {"chat_id": chat_id, "photo": address} | caption)]
            parts = parts[1:]
        else:
            calls = []
        calls += [("sendMessage", {"chat_id": chat_id, "text": part}) for part in parts]
        if not calls:
            raise SendError(Policy.FAIL, "empty")
        return calls

    def _about(self, file: FileRef, address: str | None) -> RichText:
        """The words that stand for a file that cannot be shown."""
        if address is None:
            return self._t("zalo-file-no-link", name=file.name)
        return self._t("zalo-file-link", name=file.name, link=address)

    async def _call(self, method: str, parameters: Json | None = None) -> Any:
        status, answer = await self._ask(method, parameters or {})
        if isinstance(answer, dict) and answer.get("ok") is True:
            return answer.get("result")
        raise refusal(status, answer)

    async def _ask(self, method: str, parameters: Json, *, patience: float = 0) -> tuple[int, Any]:
        status, body = await self._transport.call(self._calls / method, orjson.dumps(parameters), patience=patience)
        try:
            return status, orjson.loads(body)
        except orjson.JSONDecodeError:
            return status, None


def accounts(settings: ZaloBotSettings, around: Surroundings) -> list[ZaloBotChannel]:
    """One for every token."""
    return [
        ZaloBotChannel(
            token.get_secret_value(),
            file_link=around.file_link,
            api_url=settings.zalo_bot_api_url,
            proxy_url=around.proxy_url,
            language=around.language,
        )
        for token in settings.zalo_bot_tokens
    ]


def _sent(result: Any) -> Sent:
    """Take for sent what says that it is, whatever else it says: there is nothing that a message's id is needed for."""
    told = result if isinstance(result, dict) else {}
    message_id = told.get("message_id")
    return Sent(str(message_id) if isinstance(message_id, str | int) else "", at=instant_in(told, "date"))
