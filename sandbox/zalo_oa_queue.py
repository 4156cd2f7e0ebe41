"""Webhook calls to an Official Account's app, signed; and the app itself, with tokens that can be exchanged once.

Nothing can be asked for: without a webhook (an address in the network's console) what happens is never told.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from typing import Any

import orjson

from sandbox.chats import Chat, Message, StoredFile
from sandbox.updates import UpdateQueue, Webhook
from sandbox.zalo_names import oa_group_name, oa_message_name, oa_person_name

ACCESS_SECONDS = 25 * 3600
REFRESH_SECONDS = 90 * 24 * 3600
AGENT = "ZaloWebhook"
WEBHOOK_TRIES = 6  # at once, and after 30 s, 5 min, 15 min, 30 min, 1 h; here with the world's own pauses


@dataclass(slots=True, eq=False, repr=False)
class OaApp:
    """The app that an account authorised; the last four are how webhooks are signed, which sources tell differently."""

    account: int
    id: str
    app_secret: str
    oa_secret: str
    access: str = ""
    refresh: str = ""
    made: float | None = None  # when the pair was; None: at the first call
    used: set[str] = field(default_factory=set)
    signs_for_account: bool = False
    signs_with_app: bool = False
    prefix: str = "mac="
    time_in_header: bool = False
    _count: int = 0

    def __post_init__(self) -> None:
        self._make()

    def exchange(self, refresh: str, now: float) -> bool:
        """A new pair for the refresh token, which then is good for nothing, and so is the old access token."""
        if refresh != self.refresh or now - self._since(now) > REFRESH_SECONDS:
            return False
        self.used.add(refresh)
        self._make()
        self.made = now
        return True

    def expired(self, now: float) -> bool:
        return now - self._since(now) > ACCESS_SECONDS

    def _since(self, now: float) -> float:
        if self.made is None:
            self.made = now
        return self.made

    def _make(self) -> None:
        self._count += 1
        seed = f"{self.app_secret}:{self._count}".encode()
        self.access = f"SANDBOX-access-{hashlib.sha256(b'a' + seed).hexdigest()[:32]}"
        self.refresh = f"SANDBOX-refresh-{hashlib.sha256(b'r' + seed).hexdigest()[:32]}"

    def sign(self, body: bytes) -> dict[str, str]:
        """The headers of a webhook's call."""
        time = orjson.loads(body)["timestamp"]
        first = str(self.account) if self.signs_for_account else self.id
        secret = self.app_secret if self.signs_with_app else self.oa_secret
        mac = hashlib.sha256(first.encode() + body + time.encode() + secret.encode()).hexdigest()
        return {"X-ZEvent-Signature": self.prefix + mac} | ({"X-ZEvent-Timestamp": time} if self.time_in_header else {})


def app_of(account: int) -> OaApp:
    secret = hashlib.sha256(f"oa {account}".encode()).hexdigest()
    return OaApp(account, str(3_000_000_000_000_000_000 + account), f"SANDBOX{secret[:13]}", f"SANDBOX{secret[13:26]}")


@dataclass(slots=True, eq=False, repr=False)
class OaQueue(UpdateQueue):
    """`last`: when each person did something last, by private chat; `since`: for those who were there before.

    `billed_left`: messages beyond 48 hours that are paid for (None: no end). `buttons_in`: where the text of a message with
    buttons has to stand ("outer" beside the attachment, "inner" in it, "" either), which the documentation leaves open.
    `lost`: events that no webhook was there for.
    """

    app: OaApp = field(init=False)
    name: str = ""
    address: str = ""
    since: float = 0.0
    last: dict[int, float] = field(default_factory=dict)
    billed_left: int | None = None
    buttons_in: str = ""
    files: dict[str, tuple[float, StoredFile | list[StoredFile]]] = field(default_factory=dict)
    lost: int = 0
    chats: dict[str, Chat] = field(default_factory=dict)  # by the names that the account knows them by
    _events: int = 0

    def __post_init__(self) -> None:
        self.app = app_of(self.bot)

    def connect(self, url: str) -> None:
        """Send webhooks to `url` from now on, as the console does."""
        self.webhook = Webhook(url, agent=AGENT, tries=WEBHOOK_TRIES, performs=False, sign=self.app.sign)

    def hear(self, message: Message, at: float) -> None:
        """A message was said in a chat of the account's."""
        name, content = _content(message, self.address)
        text = (
            message.text.replace(f"@{self.name}", f"[@{self.bot}]", 1) if self.bot in message.mentions else message.text
        )
        said = {"msg_id": oa_message_name(message)} | ({"text": text} if text else {}) | content
        if message.reply_to is not None:
            said["quote_msg_id"] = oa_message_name(message.reply_to)
        if message.chat.private:
            self.last[message.chat.id] = at
            self._tell(f"user_send_{name}", message.chat.id, message.sender.id, {"message": said}, at, str(self.bot))
        elif name != "location":  # no such event in groups
            group = oa_group_name(self.bot, message.chat.id)
            more = {"message": said, "oa_id": str(self.bot)}
            self._tell(f"user_send_group_{name}", message.chat.id, message.sender.id, more, at, group)

    def push(self, kind: str, chat: int, content: dict[str, Any], at: float) -> None:
        """A press comes as a text that the person never saw; following and groups as events of their own."""
        if kind == "callback_query":
            self._events += 1
            self.last[chat] = at
            said = {"msg_id": f"press{self._events:015d}", "text": content["data"]}
            self._tell("user_send_text", chat, content["from"]["id"], {"message": said}, at, str(self.bot))
        elif kind == "my_chat_member":
            there = content["new_chat_member"]["status"] not in ("kicked", "left")
            if content["chat"]["type"] != "private":
                group = {"group_id": oa_group_name(self.bot, chat), "group_name": content["chat"]["title"]}
                self._event("create_group" if there else "delete_group", chat, group | {"oa_id": str(self.bot)}, at)
                return
            if there:
                self.last[chat] = at
            self._of_person("follow" if there else "unfollow", "follower", chat, at)

    def withdraw(self, person: int, at: float) -> None:
        """A person asks that what the account holds of them be erased."""
        self._of_person("user_withdraw", "sender", person, at)

    def _of_person(self, event: str, role: str, person: int, at: float) -> None:
        who = {role: {"id": oa_person_name(self.bot, person)}, "oa_id": str(self.bot), "source": "oa_profile"}
        self._event(event, person, who | {"user_id_by_app": str(person)}, at)

    def _tell(self, event: str, chat: int, person: int, more: dict[str, Any], at: float, recipient: str) -> None:
        ends = {"sender": {"id": oa_person_name(self.bot, person)}, "recipient": {"id": recipient}}
        self._event(event, chat, ends | {"user_id_by_app": str(person)} | more, at)

    def _event(self, name: str, chat: int, content: dict[str, Any], at: float) -> None:
        if self.webhook is None:
            self.lost += 1
            return
        number, self.next_id = self.next_id, self.next_id + 1
        head = {"app_id": self.app.id, "event_name": name, "timestamp": str(int(at) * 1000 + number % 1000)}
        self.enqueue("message", chat, number, orjson.dumps(head | content), at)


def chat_name(bot: int, chat: Chat) -> str:
    return oa_person_name(bot, chat.id) if chat.private else oa_group_name(bot, chat.id)


def _content(message: Message, address: str) -> tuple[str, dict[str, Any]]:
    """The event's name, and what the message carries."""
    if message.photo:
        url = _url(address, message.photo[-1])
        return "image", _attached("image", {"thumbnail": _url(address, message.photo[0]), "url": url})
    if "sticker" in message.extra:
        return "sticker", _attached("sticker", {"id": message.extra["sticker"]["file_unique_id"], "url": address})
    if "location" in message.extra:
        point = {name: str(value) for name, value in message.extra["location"].items()}
        return "location", _attached("location", {"coordinates": point})
    if message.extra and message.document is None:
        return "business_card", _attached("link", {"description": "", "url": address})
    file = message.document
    if file is None:
        return "text", {}
    if message.document_kind in ("voice", "audio"):
        return "audio", _attached("audio", {"url": _url(address, file)})
    if message.document_kind == "video":
        return "video", _attached("video", {"url": _url(address, file), "thumbnail": address})
    about = {
        "name": file.name,
        "size": str(len(file.content)),
        "type": file.name.rpartition(".")[2],
        "checksum": file.unique,
    }
    return "file", _attached("file", about | {"url": _url(address, file)})


def _attached(kind: str, payload: dict[str, Any]) -> dict[str, Any]:
    return {"attachments": [{"type": kind, "payload": payload}]}


def _url(address: str, file: StoredFile) -> str:
    return f"{address}/zalo/files/{file.id}"
