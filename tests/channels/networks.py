"""The networks that the conformance suite holds to one contract: a later one brings an entry here and a folder of cases."""

from __future__ import annotations

import contextlib
import json
from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import MISSING, asdict, dataclass, fields
from pathlib import Path
from typing import Any

from channels.channel import Channel
from channels.messages import Inbound, Policy
from channels.telegram.adapter import TelegramChannel
from channels.zalo_bot.adapter import ZaloBotChannel
from channels.zalo_oa.adapter import ZaloOaChannel
from channels.zalo_oa.tokens import TokenPair, Tokens
from tests.channels.far_end import FarEnd, Heard
from tests.channels.zalo_oa.oa_tokens import MemoryTokens

SECRET = "a-token-nobody-may-see"


@dataclass(frozen=True)
class Refusal:
    """What the network answers, and what is to be done about it."""

    body: object
    status: int
    policy: Policy
    reason: str
    retry_after: float | None = None


@dataclass(frozen=True)
class Network:
    """`limit` is that of one message's text in UTF-16 units; `parts` whether the adapter itself makes several of a longer one.

    `make` takes the address of the network, a proxy and a token; `healthy` is the whole body that it answers a method
    with; `knows` what the account learns of itself at the start. `file` prepares the far end for a download (the size it
    tells of, None: it does not) and gives the file's handle; `gone` are the statuses of a file that is no more. `poll`:
    None where the network tells by webhook alone, whose address is set elsewhere.
    """

    name: str
    token: str
    account: str
    chat: str
    limit: int
    parts: bool
    make: Callable[..., Channel]
    healthy: Callable[[str], object]
    knows: dict[str, object]
    sent_id: str
    text_of: Callable[[Heard], str]
    chat_of: Callable[[Heard], str]
    poll: Callable[[Any], Awaitable[list[Any]]] | None
    update: Callable[[str], object]
    file: Callable[[FarEnd, int | None], str]
    gone: tuple[int, ...]
    refusals: tuple[Refusal, ...]
    garbage: tuple[tuple[bytes, int], ...]
    bad_tokens: tuple[str, ...]

    def __str__(self) -> str:
        return self.name

    def cases(self) -> list[tuple[str, dict[str, Any]]]:
        """All of the network's captured payloads: name, {"payload", "expected": what they mean, or "bad"}."""
        files = sorted((Path(__file__).parent / self.name / "cases").glob("*.json"))
        return [(f"{f.stem}: {case['name']}", case) for f in files for case in json.loads(f.read_text("utf-8"))]


def introduced(network: Network) -> Channel:
    """An account that speaks to nobody and knows what it is called."""
    channel = network.make("http://127.0.0.1:9")
    for name, value in network.knows.items():
        setattr(channel, name, value)
    return channel


@contextlib.asynccontextmanager
async def connected(network: Network, far: FarEnd) -> AsyncIterator[Channel]:
    channel = network.make(far.address)
    await channel.start()
    far.heard.clear()
    try:
        yield channel
    finally:
        await channel.stop()


def shown(inbound: Inbound) -> dict[str, Any]:
    """What a case file says of it: all that is not the default, the account left out."""
    said: dict[str, Any] = {}
    for field in fields(inbound):
        value = getattr(inbound, field.name)
        if field.name == "account" or (field.default is not MISSING and value == field.default):
            continue
        said[field.name] = value
    said["sent_at"] = inbound.sent_at.isoformat()
    if inbound.media:
        said["media"] = {name: value for name, value in asdict(inbound.media).items() if value}
    if inbound.poll:
        said["poll"] = {**asdict(inbound.poll), "counts": list(inbound.poll.counts)}
    if inbound.vote:
        said["vote"] = {**asdict(inbound.vote), "choices": list(inbound.vote.choices)}
    if inbound.place:
        said["place"] = list(inbound.place)
    return said


# Telegram

ME = {"id": 100001, "is_bot": True, "first_name": "Lắng Nghe", "username": "langnghe_bot"}
SENT = {"message_id": 77, "date": 1793669400, "chat": {"id": 5001, "type": "private"}, "text": "x"}


def _telegram(method: str) -> object:
    result = {"getMe": ME, "getUpdates": []}.get(method, SENT if method.startswith(("send", "edit")) else True)
    return {"ok": True, "result": result}


def _said(code: int, description: str, **parameters: int) -> dict[str, Any]:
    body: dict[str, Any] = {"ok": False, "error_code": code, "description": description}
    return body | ({"parameters": parameters} if parameters else {})


def _telegram_file(far: FarEnd, size: int | None) -> str:
    file = {"file_id": "f", "file_unique_id": "f", "file_path": "photos/file_1.jpg"}
    far.says({"ok": True, "result": file | ({"file_size": size} if size is not None else {})})
    return "f"


def _telegram_update(text: str) -> object:
    person = {"id": 5001, "first_name": "An"}
    chat = {"id": 5001, "type": "private"}
    message = {"message_id": 1, "date": 1793669400, "chat": chat, "from": person, "text": text}
    return {"ok": True, "result": [{"update_id": 900, "message": message}]}


def _make_telegram(address: str, proxy: str | None = None, token: str = f"100001:{SECRET}") -> Channel:
    return TelegramChannel(token, api_url=address, proxy_url=proxy)


TELEGRAM = Network(
    name="telegram",
    token=f"100001:{SECRET}",
    account="100001",
    chat="5001",
    limit=4096,
    parts=False,
    make=_make_telegram,
    healthy=_telegram,
    knows={"username": "langnghe_bot"},
    sent_id="77",
    text_of=lambda call: str(call.body["text"]),
    chat_of=lambda call: str(call.body["chat_id"]),
    poll=lambda channel: channel.poll(0, 0),
    update=_telegram_update,
    file=_telegram_file,
    gone=(400, 404, 410),
    refusals=(
        Refusal(
            _said(429, "Too Many Requests: retry after 7", retry_after=7), 429, Policy.RETRY, "flood", retry_after=7.0
        ),
        Refusal(_said(403, "Forbidden: bot was blocked by the user"), 403, Policy.UNREACHABLE, "blocked"),
        Refusal(_said(400, "Bad Request: chat not found"), 400, Policy.UNREACHABLE, "not_found"),
        Refusal(_said(401, "Unauthorized"), 401, Policy.ACCOUNT, "token"),
        Refusal(_said(500, "Internal Server Error"), 500, Policy.RETRY, "server"),
        Refusal(_said(400, "Bad Request: message is too long"), 400, Policy.FAIL, "too_long"),
        Refusal(_said(418, "I'm a teapot"), 418, Policy.RETRY, "unknown"),
    ),
    garbage=(
        (b'{"ok":true}', 200),
        (b'{"ok":true,"result":true}', 200),
        (b'{"ok":true,"result":{"message_id":"7"}}', 200),
        (b"<html>401</html>", 401),
        (b"<html>429</html>", 429),
    ),
    bad_tokens=("", "abc", "123", "123:", "123:ab/../cdefghijkl", "x:aaaaaaaaaaaa", f"100001:{SECRET}\n"),
)

# Zalo Bot Platform

ZALO_ME = {
    "id": "1459232241454765289",
    "account_name": "bot.LangNghe",
    "account_type": "BASIC",
    "can_join_groups": True,
    "display_name": "Bot Lắng Nghe",
}
ZALO_CHAT = "6ede9afa66b88fe6d6a9"


def _zalo(method: str) -> object:
    if method == "getUpdates":
        return _said(408, "Request timeout")
    sent = {"message_id": "82599fa32f56d00e8941", "date": 1793669400000}
    result = {"getMe": ZALO_ME, "setWebhook": {"url": "x", "verification": {"ok": True}}}.get(method, sent)
    return {"ok": True, "result": result, "error_code": 0}


def _zalo_file(far: FarEnd, _size: int | None) -> str:
    return f"{far.address}/files/a.jpg"


def _zalo_update(text: str) -> object:
    person = {"id": ZALO_CHAT, "display_name": "Dũng", "is_bot": False}
    message = {"from": person, "chat": {"id": ZALO_CHAT, "chat_type": "PRIVATE"}, "text": text, "message_id": "2d758c"}
    return {"ok": True, "result": {"event_name": "message.text.received", "message": message | {"date": 1793669400000}}}


def _make_zalo_bot(address: str, proxy: str | None = None, token: str = f"200001:{SECRET}") -> Channel:
    return ZaloBotChannel(token, file_link=lambda _number, _name, _chat: None, api_url=address, proxy_url=proxy)


ZALO_BOT = Network(
    name="zalo_bot",
    token=f"200001:{SECRET}",
    account="200001",
    chat=ZALO_CHAT,
    limit=1900,
    parts=True,
    make=_make_zalo_bot,
    healthy=_zalo,
    knows={"names": ("Bot Lắng Nghe", "bot.LangNghe")},
    sent_id="82599fa32f56d00e8941",
    text_of=lambda call: str(call.body["text"]),
    chat_of=lambda call: str(call.body["chat_id"]),
    poll=lambda channel: channel.poll(0, 0),
    update=_zalo_update,
    file=_zalo_file,
    gone=(400, 401, 403, 404, 410),
    refusals=(
        Refusal(_said(429, "Quota exceeded"), 200, Policy.ACCOUNT, "quota"),
        Refusal(_said(429, "Too many requests"), 200, Policy.RETRY, "flood", retry_after=5.0),
        Refusal(b"<html><h1>429 Too Many Requests</h1>nginx</html>", 429, Policy.RETRY, "flood", retry_after=5.0),
        Refusal(_said(401, "Unauthorized"), 200, Policy.ACCOUNT, "token"),
        Refusal(_said(401, "Unauthorized"), 401, Policy.ACCOUNT, "token"),
        Refusal({"ok": False, "error_code": "401", "description": "Invalid token"}, 200, Policy.ACCOUNT, "token"),
        Refusal(b"Unauthorized", 401, Policy.ACCOUNT, "token"),
        Refusal(_said(403, "Internal server error"), 200, Policy.RETRY, "server"),
        Refusal(_said(403, "Forbidden: bot was blocked by the user"), 200, Policy.UNREACHABLE, "blocked"),
        Refusal(_said(400, "Bad request: The chat_id is invalid"), 200, Policy.UNREACHABLE, "not_found"),
        Refusal(_said(400, "Bad request: The chat_id must not be empty"), 200, Policy.FAIL, "refused"),
        Refusal(_said(400, "Bad request: The photo URL is invalid"), 200, Policy.FAIL, "bad_file"),
        Refusal(_said(404, "Not Found"), 200, Policy.FAIL, "unsupported"),
        Refusal(_said(408, "Request timeout"), 200, Policy.RETRY, "timeout"),
        Refusal({"ok": False, "errorCode": 426, "description": "limit"}, 200, Policy.RETRY, "webhook_limit"),
        Refusal(_said(500, "Internal Server Error"), 200, Policy.RETRY, "server"),
        Refusal(_said(418, "I'm a teapot"), 200, Policy.RETRY, "unknown"),
    ),
    garbage=((b'{"ok":false}', 200), (b'{"ok":false,"error_code":"x"}', 200), (b'{"ok":false,"error_code":0}', 200)),
    bad_tokens=("", "abc", "123", "123:", "123:ab/../cdefghijkl", "x:aaaaaaaaaaaa", f"200001:{SECRET}\n"),
)

# Zalo Official Account

OA_CHAT = "2512523625412515"


def _zalo_oa(method: str) -> object:
    if method == "access_token":
        return {"access_token": f"{SECRET}-access-2", "refresh_token": f"{SECRET}-refresh-2", "expires_in": "90000"}
    data = {
        "getoa": {"oa_id": "400001", "name": "Lắng Nghe"},
        "image": {"attachment_id": "image-1"},
        "file": {"token": "file-1"},
    }.get(method, {"message_id": "8f1c2e", "sent_time": "1793669400000"})
    return {"data": data, "error": 0, "message": "Success"}


def _oa_said(code: int | str, message: str = "") -> dict[str, Any]:
    return {"error": code, "message": message}


def _oa_update(text: str) -> object:
    ends = {"sender": {"id": OA_CHAT}, "recipient": {"id": "400001"}, "app_id": "700001", "user_id_by_app": "55"}
    message = {"text": text, "msg_id": "2d758c"}
    return ends | {"event_name": "user_send_text", "message": message, "timestamp": "1793669400000"}


def oa_tokens() -> MemoryTokens:
    return MemoryTokens(Tokens(TokenPair(f"{SECRET}-access-1", f"{SECRET}-refresh-1")))


def _make_zalo_oa(address: str, proxy: str | None = None, token: str = f"{SECRET}-app") -> Channel:
    return ZaloOaChannel(
        "400001",
        app_id="700001",
        app_secret=token,
        tokens=oa_tokens(),
        file_link=lambda _number, _name, _chat: None,
        webhook_secrets=(f"{SECRET}-webhook",),
        api_url=address,
        oauth_url=address,
        proxy_url=proxy,
    )


ZALO_OA = Network(
    name="zalo_oa",
    token=f"{SECRET}-app",
    account="400001",
    chat=OA_CHAT,
    limit=1900,
    parts=True,
    make=_make_zalo_oa,
    healthy=_zalo_oa,
    knows={"name": "Lắng Nghe"},
    sent_id="8f1c2e",
    text_of=lambda call: str(call.body["message"]["text"]),
    chat_of=lambda call: str(call.body["recipient"]["user_id"]),
    poll=None,
    update=_oa_update,
    file=_zalo_file,
    gone=(400, 401, 403, 404, 410),
    refusals=(
        Refusal(_oa_said(-32, "limit"), 200, Policy.RETRY, "flood", retry_after=60.0),
        Refusal(b"<html>429</html>", 429, Policy.RETRY, "flood", retry_after=60.0),
        Refusal(_oa_said("-32"), 200, Policy.RETRY, "flood", retry_after=60.0),
        Refusal(_oa_said(-200), 200, Policy.RETRY, "server"),
        Refusal(_oa_said(-234), 200, Policy.RETRY, "night", retry_after=1800.0),
        Refusal(_oa_said(-224), 200, Policy.ACCOUNT, "package"),
        Refusal(_oa_said(-204), 200, Policy.ACCOUNT, "disabled"),
        Refusal(_oa_said(-223), 200, Policy.ACCOUNT, "permission"),
        Refusal(_oa_said(-201, "user_id is invalid!"), 200, Policy.UNREACHABLE, "not_found"),
        Refusal(_oa_said(-213), 200, Policy.UNREACHABLE, "blocked"),
        Refusal(_oa_said(-227), 200, Policy.UNREACHABLE, "deactivated"),
        Refusal(_oa_said(-230), 200, Policy.UNREACHABLE, "window"),
        Refusal(_oa_said(-232), 200, Policy.UNREACHABLE, "window"),
        Refusal(_oa_said(-244), 200, Policy.UNREACHABLE, "blocked"),
        Refusal(_oa_said(-403), 200, Policy.UNREACHABLE, "not_member"),
        Refusal(_oa_said(-210), 200, Policy.FAIL, "too_long"),
        Refusal(_oa_said(-211), 200, Policy.FAIL, "quota"),
        Refusal(_oa_said(-321), 200, Policy.FAIL, "unpaid"),
        Refusal(_oa_said(-201, "text is invalid!"), 200, Policy.FAIL, "refused"),
        Refusal(_oa_said(-100), 200, Policy.FAIL, "bad_file"),
        Refusal(_oa_said(-9999, "x"), 200, Policy.RETRY, "unknown"),
    ),
    garbage=((b'{"data":{}}', 200), (b'{"error":"x"}', 200), (b'{"error":true}', 200), (b'{"error":null}', 200)),
    bad_tokens=("", "abc", "có dấu thanh", "with a space", f"{SECRET}\n"),
)

NETWORKS = (TELEGRAM, ZALO_BOT, ZALO_OA)
POLLED = tuple(network for network in NETWORKS if network.poll)
