"""The network and everybody on it: a stand-in Bot API server, and people who answer at once.

A step is what a person does until the bot's reply to it, a message with buttons, has been received here. Like Telegram, it
delivers an update of a chat when the one before was acknowledged, over as many connections as the bot allows.
"""

from __future__ import annotations

import asyncio
import contextlib
import time
from collections import deque
from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass, field
from urllib.parse import parse_qsl, urlsplit

import orjson

from bench.people import Deed, Json, next_deed
from bench.wire import Client, Server
from bot.cli.console import now

FIRST_CHAT = 700_000_001
BOT_ID = 100_001
TOKEN = f"{BOT_ID}:BENCH-stand-in-token"
_CONNECTIONS = (
    40  # of the network to a webhook, where the bot does not say how many (core.telegram.org/bots/api#setwebhook)
)
_KEPT = 2000
"""Updates that are kept, to be delivered once more."""
_CALLERS = 3  # one of so many: an officer's chat takes one message a second
BROADCAST = "Gửi tới mọi cộng tác viên."
"""Words in every message of a broadcast, by which it is told from an answer."""
DATE = int(now().timestamp())
OK = b'{"ok":true,"result":true}'
_BOT = {"id": BOT_ID, "is_bot": True, "first_name": "Lắng Nghe", "username": "langnghe_bot"}

WEBHOOK = {"has_custom_certificate": False, "pending_update_count": 0}


@dataclass(slots=True)
class Player:
    """Somebody who plays, in a chat of their own."""

    chat: int
    place: int  # among those who play
    began: float = 0.0
    waits: bool = False  # for the bot's reply
    calm: bool = False  # has said that there is nothing to report
    delivering: bool = False
    update: bytes | None = None  # made, and not delivered since the one before is not acknowledged
    shown: Json = field(default_factory=dict)


class FarEnd:
    """Counts steps while people play; `members` is how many chats there are.

    latency: seconds until a call takes effect. pause: seconds that people think. urgent: one of three calls the officer on duty.
    calm: they have nothing to report. limit: messages a second, above which the network refuses. doors: ports of the bot's
    processes, by turns, where it has several. posted: the updates of late, as they went out.
    """

    secret_header = "X-Telegram-Bot-Api-Secret-Token"

    def __init__(self, members: int) -> None:
        self._members = members
        self.latency = self.pause = 0.0
        self.urgent = self.calm = False
        self.limit: int | None = None
        self.doors: Sequence[int] = ()
        self.posted: deque[bytes] = deque(maxlen=_KEPT)
        self._people: dict[int, Player] = {}
        self._next = 0
        self._next_id = 1
        self._playing = 0
        self._head = b""
        self._hooked = ""
        self._connections = _CONNECTIONS
        self._sent: deque[float] = deque()
        self._flagged: deque[float] = deque()
        self._free: list[Client] = []
        self._clients: list[Client] = []
        self._servers: list[Server] = []
        self._queue: deque[tuple[Player, bytes]] = deque()
        self._active: list[Player] = []
        self.webhook: asyncio.Future[tuple[str, int]] = asyncio.get_running_loop().create_future()
        self.latencies: list[float] = []
        self.reports = 0
        self.broadcast: list[float] = []  # when each message of it arrived
        self.alerts: list[float] = []  # seconds from the press to the officer
        self.calls = 0
        self.told = 0  # messages, new and changed
        self.sent = 0  # new messages
        self.refused = 0
        self.held = 0  # refused by the limit

    @contextlib.asynccontextmanager
    async def serving(self) -> AsyncIterator[str]:
        """Serves the Bot API; gives its address."""
        server = await asyncio.get_running_loop().create_server(self._accept, "127.0.0.1", 0)
        try:
            yield f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}"
        finally:
            server.close()
            ends: list[Client | Server] = [*self._clients, *self._servers]
            for connection in ends:
                connection.close()
            await asyncio.sleep(0)  # they close in the loop's next turn

    async def play(self, people: int, seconds: float = 0.0, *, reports: int = 0) -> None:
        """So many people report, for a time or until that many reports have come in; then all finish their step."""
        await self.webhook
        await self._connect(min(people, self._connections))
        self._playing = people
        while len(self._active) < people:
            self._active.append(self._somebody(len(self._active)))
        for person in self._active[:people]:
            if not person.waits:
                self._act(person)
        until = self.reports + reports
        if reports:
            while self.reports < until:  # noqa: ASYNC110 - an event a report would be measured, too
                await asyncio.sleep(0.05)
        else:
            await asyncio.sleep(seconds)

    async def rest(self, seconds: float = 30.0) -> int:
        """Nobody begins anything new; gives how many steps were never answered."""
        self._playing = 0
        until = time.perf_counter() + seconds
        while any(one.waits for one in self._active) and time.perf_counter() < until:  # noqa: ASYNC110
            await asyncio.sleep(0.02)
        return sum(one.waits for one in self._active)

    async def quiet(self, seconds: float = 0.3) -> None:
        """Return when no call has come for so long: what follows a reply (a tap's answer, a message that changes) is here."""
        calls = -1
        while calls != self.calls:
            calls = self.calls
            await asyncio.sleep(seconds)

    async def again(self) -> int:
        """Deliver what went out of late once more, all of it at the same moment; how many were acknowledged in the end.

        Nobody may be playing.
        """
        await self._connect(self._connections)
        bodies = list(self.posted)
        ghosts = [Player(-number, 0) for number in range(1, len(bodies) + 1)]
        self._people |= {ghost.chat: ghost for ghost in ghosts}
        for ghost, body in zip(ghosts, bodies, strict=True):
            self._post(ghost, body)
        until = time.perf_counter() + 60
        while any(ghost.delivering for ghost in ghosts) and time.perf_counter() < until:  # noqa: ASYNC110
            await asyncio.sleep(0.005)
        for ghost in ghosts:
            del self._people[ghost.chat]
        return sum(not ghost.delivering for ghost in ghosts)

    async def _connect(self, count: int) -> None:
        host, port = await self.webhook
        while len(self._clients) < count:
            port = self.doors[len(self._clients) % len(self.doors)] if self.doors else port
            _, client = await asyncio.get_running_loop().create_connection(lambda: Client(self._received), host, port)
            self._clients.append(client)
            self._free.append(client)

    def _accept(self) -> Server:
        self._servers.append(Server(self._called, lambda: self.latency))
        return self._servers[-1]

    def _somebody(self, place: int) -> Player:
        chat = FIRST_CHAT + self._next % self._members
        self._next += 1
        person = self._people[chat] = Player(chat, place)
        return person

    def _act(self, person: Player) -> None:
        if person.place >= self._playing:
            return
        deed = self._deed(person)
        if deed.done:
            self.reports += 1
            del self._people[person.chat]
            person = self._active[person.place] = self._somebody(person.place)
            deed = Deed(text="/menu")
        person.began, person.waits = time.perf_counter(), True
        if deed.token.startswith("form.urgent_yes:"):
            self._flagged.append(person.began)
        update = orjson.dumps(self._update(person, deed))
        self.posted.append(update)
        self._post(person, update)

    def _deed(self, person: Player) -> Deed:
        if "reply_markup" not in person.shown:
            return Deed(text="/menu")
        if person.calm:
            return Deed(done=True)
        deed = next_deed(
            person.shown["reply_markup"]["inline_keyboard"], urgent=self.urgent and person.place % _CALLERS == 0
        )
        if self.calm and deed.token.startswith("report.open:"):
            person.calm = True
            return Deed(f"report.nothing:{deed.token.partition(':')[2]}:0")
        return deed

    def _update(self, person: Player, deed: Deed) -> Json:
        self._next_id += 1
        who = {"id": person.chat, "is_bot": False, "first_name": "An", "language_code": "vi"}
        chat = {"id": person.chat, "type": "private", "first_name": "An"}
        if deed.token:
            tap = {"id": str(self._next_id), "from": who, "message": person.shown, "data": deed.token}
            return {"update_id": self._next_id, "callback_query": tap | {"chat_instance": "1"}}
        said: Json = {"message_id": self._next_id, "from": who, "chat": chat, "date": DATE, "text": deed.text}
        if deed.text.startswith("/"):
            said["entities"] = [{"type": "bot_command", "offset": 0, "length": len(deed.text)}]
        return {"update_id": self._next_id, "message": said}

    def _post(self, person: Player, body: bytes) -> None:
        if person.delivering:
            person.update = body
        elif self._free:
            person.delivering = True
            client = self._free.pop()
            client.chat = person.chat
            client.post(self._head, body)
        else:
            person.delivering = True
            self._queue.append((person, body))

    def _received(self, client: Client, status: int) -> None:
        """The bot has acknowledged an update."""
        self.refused += status != 200
        person = self._people.get(client.chat)
        self._free.append(client)
        if person is not None:
            person.delivering = False
            if person.update is not None:
                body, person.update = person.update, None
                self._queue.append((person, body))
                person.delivering = True
        if self._queue:
            waiting, body = self._queue.popleft()
            waiting.delivering = False
            self._post(waiting, body)

    def _called(self, method: str, body: bytes) -> bytes:
        self.calls += 1
        if method == "sendMessage" and self._too_many():
            return b'{"ok":false,"error_code":429,"description":"Too Many Requests","parameters":{"retry_after":1}}'
        if method in ("sendMessage", "editMessageText"):
            return self._shown(method, _arguments(body))
        if method == "getMe":
            return orjson.dumps({"ok": True, "result": _BOT | {"can_join_groups": True}})
        if method == "setWebhook":
            self._hook(_arguments(body))
        if method == "getWebhookInfo":
            return orjson.dumps({"ok": True, "result": WEBHOOK | {"url": self._hooked}})
        return OK

    def _shown(self, method: str, given: Json) -> bytes:
        self._next_id += 1
        self.told += 1
        chat = int(given["chat_id"])
        message = {
            "message_id": int(given["message_id"]) if method == "editMessageText" else self._next_id,
            "from": _BOT,
            "chat": {"id": chat, "type": "private", "first_name": "An"},
            "date": DATE,
            "text": given["text"],
        }
        if markup := given.get("reply_markup"):
            message["reply_markup"] = markup
        person = self._people.get(chat)
        if BROADCAST in message["text"]:
            self.broadcast.append(time.perf_counter())
        elif markup and person is not None and person.waits:
            person.waits, person.shown = False, message
            self.latencies.append(time.perf_counter() - person.began)
            asyncio.get_running_loop().call_later(self.pause, self._act, person)
        elif markup and self._flagged and "alert.see:" in str(markup):
            self.alerts.append(time.perf_counter() - self._flagged.popleft())
        return b'{"ok":true,"result":%b}' % orjson.dumps(message)

    def _too_many(self) -> bool:
        """Tell whether this message is one too many in the second that ends with it."""
        now = time.perf_counter()
        self.sent += 1
        if self.limit is None:
            return False
        while self._sent and self._sent[0] <= now - 1.0:
            self._sent.popleft()
        if len(self._sent) >= self.limit:
            self.held += 1
            return True
        self._sent.append(now)
        return False

    def _hook(self, given: Json) -> None:
        self._hooked = str(given["url"])
        url = urlsplit(self._hooked)
        secret = str(given.get("secret_token", ""))
        self._connections = int(given.get("max_connections", _CONNECTIONS))
        self._head = (
            f"POST {url.path} HTTP/1.1\r\nHost: {url.netloc}\r\nContent-Type: application/json\r\n"
            f"{self.secret_header}: {secret}\r\nContent-Length: "
        ).encode()
        if not self.webhook.done():
            self.webhook.set_result((str(url.hostname), int(url.port or 80)))


def _arguments(body: bytes) -> Json:
    """A call's arguments, from JSON or (the library's own client) from a form whose nested values are JSON."""
    if body[:1] == b"{":
        given: Json = orjson.loads(body)
        return given
    given = dict(parse_qsl(body.decode(), keep_blank_values=True))
    if "reply_markup" in given:
        given["reply_markup"] = orjson.loads(given["reply_markup"])
    return given
