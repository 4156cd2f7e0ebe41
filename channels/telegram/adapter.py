"""Telegram: one bot's account on the network, in the house's neutral messages."""

from __future__ import annotations

import re
from collections.abc import Awaitable, Mapping
from datetime import UTC, datetime, timedelta
from typing import Any, TypeVar

import aiohttp
import orjson
from telegram import Bot
from telegram.error import TelegramError
from yarl import URL

from channels.channel import EVERY_PRIVATE_CHAT, Channel, Surroundings, Webhook
from channels.messages import (
    Act,
    AnswerTap,
    AskPoll,
    BadPayload,
    CommandScope,
    Delete,
    Edit,
    Fetched,
    FileRef,
    ForgetCommands,
    Inbound,
    Keyboard,
    MediaKind,
    Policy,
    PollCounts,
    Send,
    SendError,
    Sent,
    StopPoll,
)
from channels.pacing import Pacer
from channels.telegram.request import Refused, TelegramRequest
from channels.telegram.rich_messages import rich_message
from channels.telegram.settings import TelegramSettings
from channels.telegram.updates import ALLOWED_UPDATES, parse_update, poll_counts
from channels.webhooks import carries_secret
from texts.rich import RichText, utf16_length

API_URL = "https://api.telegram.org"
TEXT_LIMIT = 4096  # UTF-16 units, as all limits on text here (core.telegram.org/bots/api#sendmessage)
CAPTION_LIMIT = 1024
TAP_TEXT_LIMIT = 200
TOKEN_LIMIT = 64  # bytes
WEBHOOK_CONNECTIONS = 100  # the most that the network opens; the updates of different chats come side by side

_TOKEN = re.compile(r"(\d{1,20}):[\w-]{10,}", re.ASCII)
_PAYLOAD = re.compile(r"[A-Za-z0-9_-]{1,64}")
_UNSAFE = re.compile(r"[\x00-\x1f\x7f\"\\/]")
_NUMBER = re.compile(r"-?[0-9]{1,20}")
_UPLOADS = {
    MediaKind.PHOTO: ("sendPhoto", "photo", 10 << 20),
    MediaKind.VOICE: ("sendVoice", "voice", 50 << 20),
    MediaKind.AUDIO: ("sendAudio", "audio", 50 << 20),
    MediaKind.VIDEO: ("sendVideo", "video", 50 << 20),
    MediaKind.DOCUMENT: ("sendDocument", "document", 50 << 20),
}

Json = dict[str, Any]
T = TypeVar("T")


class TelegramChannel(Channel):
    """One bot. All calls to the network raise `SendError` and nothing else."""

    network = "telegram"
    buttons = True
    edits = True
    polls = True
    asks_polls = True
    acknowledges = True
    keeps = timedelta(hours=24)  # core.telegram.org/bots/api#getting-updates
    registers_webhook = True
    answers_in_webhook = True
    lists_commands = True
    secret_header = "X-Telegram-Bot-Api-Secret-Token"  # noqa: S105

    def __init__(
        self, token: str, *, api_url: str = API_URL, proxy_url: str | None = None, rich_messages: bool = False
    ) -> None:
        """Raises ValueError, without repeating it, for what is no token or no HTTP proxy."""
        self.folds = rich_messages
        matched = _TOKEN.fullmatch(token)
        if matched is None:
            raise ValueError("this is not a Telegram bot token")
        self.account = matched[1]
        self.name = self.account
        self.username = ""
        self.can_read_all_group_messages = False
        base = api_url.rstrip("/")
        self._request = TelegramRequest(proxy_url)
        self._bot = Bot(
            token,
            base_url=f"{base}/bot",
            base_file_url=f"{base}/file/bot",
            request=self._request,
            get_updates_request=self._request,
        )
        self._calls = URL(f"{base}/bot{token}/")
        self._files = f"{base}/file/bot{token}/"
        self._urls: dict[str, URL] = {}

    def __repr__(self) -> str:
        return f"TelegramChannel({self.account})"

    async def start(self) -> None:
        """Opens the connections and asks who we are: `username`, `can_read_all_group_messages`."""
        await self._request.initialize()
        try:
            me = await _translated(self._bot.get_me())
        except SendError:
            await self.stop()
            raise
        self.username = me.username or ""
        self.name = f"@{self.username}"
        self.can_read_all_group_messages = bool(me.can_read_all_group_messages)

    def pacing(self) -> Pacer:
        """30 a second in all, one a second in a chat with short bursts, 20 a minute in a group.

        Source: core.telegram.org/bots/faq, "My bot is hitting limits". The bursts are left to alerts.
        """
        return Pacer(alert_burst=3)

    async def stop(self) -> None:
        await self._request.shutdown()

    def entry_link(self, code: str) -> str:
        """A link that opens our chat and says "/start code"; "" until `start` has learnt what we are called."""
        if not _PAYLOAD.fullmatch(code):
            raise ValueError("a deep link takes at most 64 of A-Z, a-z, 0-9, _ and -")
        return f"https://t.me/{self.username}?start={code}" if self.username else ""

    def vouches(self, headers: Mapping[str, str], body: bytes, secret: str) -> bool:
        """True if a webhook call is the network's own: it carries the secret that `set_webhook` gave it."""
        return carries_secret(headers, self.secret_header, secret)

    def parse(self, payload: object) -> list[Inbound]:
        return parse_update(payload, account=self.account, username=self.username)

    async def poll(self, offset: int, timeout: int) -> list[Json]:  # noqa: ASYNC109
        """Raw updates from `offset` on, as soon as there are any, at the latest after `timeout` seconds.

        The next offset is the last update's id plus one, and asking with it is what tells Telegram "received": advance
        it after the commit.
        """
        asked = {"offset": offset, "timeout": timeout, "allowed_updates": ALLOWED_UPDATES}
        updates = await self._call("getUpdates", asked, patience=timeout)
        if not isinstance(updates, list):
            raise SendError(Policy.RETRY, "garbage")
        return updates

    def next_offset(self, updates: list[Json], offset: int) -> int:
        numbers = [
            one["update_id"] for one in updates if isinstance(one, dict) and isinstance(one.get("update_id"), int)
        ]
        if updates and not numbers:
            raise SendError(Policy.RETRY, "garbage")
        return max(numbers) + 1 if numbers else offset

    async def set_webhook(self, url: str, secret: str) -> str:
        await _translated(
            self._bot.set_webhook(
                url, secret_token=secret, allowed_updates=ALLOWED_UPDATES, max_connections=WEBHOOK_CONNECTIONS
            )
        )
        return ""

    async def webhook(self) -> Webhook:
        found = await self._call("getWebhookInfo", {})
        if not isinstance(found, dict) or not isinstance(found.get("url"), str):
            raise SendError(Policy.RETRY, "garbage")
        failed, pending = found.get("last_error_date"), found.get("pending_update_count")
        return Webhook(
            found["url"],
            datetime.fromtimestamp(failed, UTC) if isinstance(failed, int) else None,
            pending if isinstance(pending, int) else 0,
        )

    async def delete_webhook(self) -> None:
        """Back to polling; what is pending stays."""
        await _translated(self._bot.delete_webhook(drop_pending_updates=False))

    async def set_commands(
        self, commands: Mapping[str, str], scope: CommandScope = EVERY_PRIVATE_CHAT, *, language: str = ""
    ) -> None:
        where: Json = {"scope": _scope(scope)} | ({"language_code": language} if language else {})
        if not commands:
            await self._call("deleteMyCommands", where)
            return
        menu = [{"command": name, "description": description} for name, description in commands.items()]
        await self._call("setMyCommands", {"commands": menu} | where)

    async def send(self, chat_id: str, act: Act, content: bytes | None = None) -> Sent:
        if isinstance(act, AnswerTap):
            return await self._answer(act)
        chat = _number(chat_id)
        if isinstance(act, Delete):
            await self._call("deleteMessage", {"chat_id": chat, "message_id": _number(act.message_id)})
            return Sent(act.message_id)
        if isinstance(act, ForgetCommands):
            return await self._forget_commands(chat_id)
        if isinstance(act, Edit):
            if not act.message_id:
                raise SendError(Policy.FAIL, "message_gone")
            shown = (_caption(act.text) if act.caption else _text(act.text)) | _markup(act.keyboard)
            where: Json = {"chat_id": chat, "message_id": _number(act.message_id)}
            method = "editMessageCaption" if act.caption else "editMessageText"
            return _sent(await self._call(method, where | shown), act.message_id)
        if isinstance(act, AskPoll):
            return _asked(await self._call("sendPoll", {"chat_id": chat} | _poll(act)))
        if isinstance(act, StopPoll):
            stopped = await self._call("stopPoll", {"chat_id": chat, "message_id": _number(act.message_id)})
            return Sent(act.message_id, poll=_counted(stopped))
        if act.file is not None:
            return await self._upload(chat, act, act.file, content)
        if act.folded and self.folds and (sent := await self._send_rich(chat, act)) is not None:
            return sent
        return _sent(
            await self._call("sendMessage", {"chat_id": chat} | _text(act.text) | _markup(act.keyboard) | _manner(act))
        )

    async def _send_rich(self, chat: int | str, act: Send) -> Sent | None:
        """Send it as a rich message. None: it cannot be one, or was refused as one: nothing has gone, the text goes alone.

        It is written down before anything is sent; what the network does not take is not tried again, as our own mistake.
        """
        rich = rich_message(act)
        if rich is None:
            return None
        body = orjson.dumps({"chat_id": chat, "rich_message": rich} | _markup(act.keyboard) | _manner(act))
        try:
            return _sent(await self._request.call(self._url("sendRichMessage"), body))
        except SendError as error:
            if error.policy is not Policy.FAIL and error.reason != "unknown":
                raise
            self.folds = self.folds and error.reason != "unsupported"  # a Bot API of our own, older than these
            return None

    async def fetch(self, file_id: str, *, limit: int) -> Fetched:
        file = await self._call("getFile", {"file_id": file_id})
        path, size = (file.get("file_path"), file.get("file_size")) if isinstance(file, dict) else (None, None)
        if isinstance(size, int) and size > limit:
            raise SendError(Policy.FAIL, "too_large")
        if not isinstance(path, str):
            raise SendError(Policy.RETRY, "garbage")
        return Fetched(await self._request.download(URL(self._files + path), limit=limit))

    def in_answer(self, act: AnswerTap) -> bytes:
        """The body of a webhook's answer that answers a tap (core.telegram.org/bots/api#making-requests-when-getting-updates)."""
        return orjson.dumps({"method": "answerCallbackQuery", **_tap(act)})

    async def _answer(self, act: AnswerTap) -> Sent:
        if utf16_length(act.text) > TAP_TEXT_LIMIT:
            raise SendError(Policy.FAIL, "too_long")
        await self._call("answerCallbackQuery", _tap(act))
        return Sent()

    async def _forget_commands(self, chat_id: str) -> Sent:
        """A refusal of a list of commands says nothing about the chat."""
        try:
            await self.set_commands({}, CommandScope(chat_id))
        except SendError as error:
            if error.policy is Policy.UNREACHABLE:
                raise SendError(Policy.FAIL, error.reason) from None
            raise
        return Sent()

    async def _upload(self, chat: int | str, act: Send, file: FileRef, content: bytes | None) -> Sent:
        method, field, limit = _UPLOADS[file.kind]
        if not content:
            raise SendError(Policy.FAIL, "bad_file")
        if len(content) > limit:
            raise SendError(Policy.FAIL, "too_large")
        form = aiohttp.FormData(quote_fields=False)  # Telegram shows a quoted name as it is
        for name, value in ({"chat_id": chat} | _caption(act.text) | _markup(act.keyboard) | _manner(act)).items():
            form.add_field(name, value if isinstance(value, str) else orjson.dumps(value).decode())
        form.add_field(field, content, filename=_UNSAFE.sub("_", file.name) or field)
        return _sent(await self._request.call(self._url(method), form))

    async def _call(self, method: str, parameters: Json, *, patience: float = 0) -> Any:
        return await self._request.call(self._url(method), orjson.dumps(parameters), patience=patience)

    def _url(self, method: str) -> URL:
        url = self._urls.get(method)
        if url is None:
            url = self._urls[method] = self._calls / method
        return url


def accounts(settings: TelegramSettings, around: Surroundings) -> list[TelegramChannel]:
    """One for every token."""
    tokens = [token.get_secret_value() for token in settings.telegram_token]
    rich = settings.telegram_rich_messages
    return [
        TelegramChannel(one, api_url=settings.telegram_api_url, proxy_url=around.proxy_url, rich_messages=rich)
        for one in tokens
    ]


async def _translated(call: Awaitable[T]) -> T:
    """The library's own calls, with our error for its errors."""
    try:
        return await call
    except Refused as refused:
        raise refused.error from None
    except (TelegramError, TypeError, ValueError, KeyError):
        raise SendError(Policy.RETRY, "garbage") from None


def _number(identifier: str) -> int | str:
    return int(identifier) if _NUMBER.fullmatch(identifier) else identifier


def _sent(result: Any, message_id: str = "") -> Sent:
    if isinstance(result, dict) and isinstance(result.get("message_id"), int):
        return Sent(str(result["message_id"]))
    if message_id:
        return Sent(message_id)
    raise SendError(Policy.RETRY, "garbage")


def _poll(act: AskPoll) -> Json:
    """Source: core.telegram.org/bots/api#sendpoll."""
    options = [{"text": option} for option in act.options]
    asked: Json = {"question": act.question, "options": options, "is_anonymous": act.anonymous}
    topic: Json = {"message_thread_id": int(act.topic)} if act.topic else {}
    return asked | {"allows_multiple_answers": act.several} | topic


def _asked(result: Any) -> Sent:
    sent = _sent(result)
    return Sent(sent.message_id, poll=_counted(result.get("poll")))


def _counted(poll: Any) -> PollCounts:
    try:
        return poll_counts(poll)
    except BadPayload:
        raise SendError(Policy.RETRY, "garbage") from None


def _text(text: RichText) -> Json:
    """Bold goes as entities and never as markup, so that what people typed stays what they typed."""
    if 2 * len(text.text) > TEXT_LIMIT and utf16_length(text.text) > TEXT_LIMIT:
        raise SendError(Policy.FAIL, "too_long")
    shown: Json = {"text": text.text, "link_preview_options": {"is_disabled": True}}
    if text.bold:
        shown["entities"] = _entities(text)
    return shown


def _caption(text: RichText) -> Json:
    if utf16_length(text.text) > CAPTION_LIMIT:
        raise SendError(Policy.FAIL, "too_long")
    if not text:
        return {}
    return {"caption": text.text} | ({"caption_entities": _entities(text)} if text.bold else {})


def _entities(text: RichText) -> list[Json]:
    entities = []
    for start, length in text.bold:
        before, inside = text.text[:start], text.text[start : start + length]
        entities.append({"type": "bold", "offset": utf16_length(before), "length": utf16_length(inside)})
    return entities


def _markup(keyboard: Keyboard) -> Json:
    if not keyboard:
        return {}
    rows: list[list[Json]] = []
    for row in keyboard:
        assert all(len(button.token.encode()) <= TOKEN_LIMIT for button in row), "a button carries at most 64 bytes"
        rows.append(
            [
                {"text": button.label, "url": button.url}
                if button.url
                else {"text": button.label, "callback_data": button.token}
                for button in row
            ]
        )
    return {"reply_markup": {"inline_keyboard": rows}}


def _scope(scope: CommandScope) -> Json:
    """Source: core.telegram.org/bots/api, BotCommandScope."""
    if scope.member:
        return {"type": "chat_member", "chat_id": _number(scope.chat), "user_id": _number(scope.member)}
    if scope.chat:
        return {"type": "chat", "chat_id": _number(scope.chat)}
    if scope.administrators:
        return {"type": "all_chat_administrators"}
    return {"type": "all_group_chats" if scope.groups else "all_private_chats"}


def _manner(act: Send) -> Json:
    """In which topic, and whether without a sound."""
    topic: Json = {"message_thread_id": int(act.topic)} if act.topic else {}
    return topic | ({"disable_notification": True} if act.silent else {})


def _tap(act: AnswerTap) -> dict[str, str]:
    return {"callback_query_id": act.tap_id} | ({"text": act.text} if act.text else {})
