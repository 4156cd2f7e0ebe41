"""A stage for conversations: the whole program, its real adapter and the sandbox's far end, on a clock that stands still.

Every turn is executed twice, the first time rolled back. People are An, Bình, Chi and whoever a test adds; what they see is
read off the sandbox's phones, what is kept is read back by a second session.
"""

from __future__ import annotations

import asyncio
import contextlib
import re
from collections.abc import AsyncIterator, Callable, Sequence
from dataclasses import replace
from datetime import datetime
from typing import TypeVar

from aiohttp.test_utils import unused_port
from sqlmodel import Session

from bot.app import App
from bot.options import Options
from bot.runtime.open_data_server import OpenDataServer
from bot.runtime.zalo_oa_token_store import StoredTokens
from channels.channel import Channel
from channels.pacing import Pacer
from channels.telegram.adapter import TelegramChannel
from channels.zalo_bot.adapter import ZaloBotChannel
from channels.zalo_oa.adapter import ZaloOaChannel
from sandbox.chats import Chat
from sandbox.people import Bot
from sandbox.run import serving
from sandbox.views import MessageView
from sandbox.world import World
from sandbox.zalo_api import queue_of
from sandbox.zalo_oa_api import oa_of
from storage.engine.database import Database
from storage.members import invitations, units
from storage.messaging import zalo_oa_tokens
from storage.tables import Member, MemberRole, Role, Unit, UnitKind

T = TypeVar("T")


def unlimited() -> Pacer:
    """No limits: on a clock that stands still nothing would leave."""
    return Pacer(per_second=None, per_chat=None, group_per_minute=None)


BOT = "langnghe_bot"
TOKEN = "100001:SANDBOX-stage-token"
ZALO = "bot.LangNghe"
ZALO_TOKEN = "200001:SANDBOX-zalo-token"
OA = "langnghe_oa"
OA_ID = "400001"
WEBHOOK_SECRET = "mot-bi-mat-dai"
BOARD = "Ban Tuyên giáo và Dân vận Tỉnh ủy"


class StillClock:
    """The world's clock as the program sees it: time passes when a test says so."""

    is_played = True

    def __init__(self, world: World) -> None:
        self._world = world

    def now(self) -> datetime:
        return self._world.clock.now()

    def monotonic(self) -> float:
        return self._world.clock.timestamp()

    async def wait(self, event: asyncio.Event, seconds: float | None) -> None:
        until = None if seconds is None else self.monotonic() + seconds
        waiting = asyncio.ensure_future(event.wait())
        try:
            while not waiting.done() and (until is None or self.monotonic() < until):
                jump = asyncio.ensure_future(self._world.clock.wait_other_than(self._world.clock.version, 3600))
                await asyncio.wait({waiting, jump}, return_when=asyncio.FIRST_COMPLETED)
                jump.cancel()
        finally:
            waiting.cancel()


class Person:
    """Somebody with a phone: what they do, and what they must see."""

    bot = BOT

    def __init__(self, stage: Stage, key: str) -> None:
        self._stage = stage
        self.key = key

    @property
    def code(self) -> str:
        """The invitation that the stage has for them."""
        return self._stage.codes[self.key]

    @property
    def chat(self) -> Chat:
        return self._stage.world.chat(self.key, self.bot)

    @property
    def phone(self) -> list[MessageView]:
        """The messages in the private chat, oldest first, without what was deleted."""
        return [m for m in self._stage.world.messages(self.chat, self.key) if not m.deleted]

    @property
    def last(self) -> MessageView:
        return self.phone[-1]

    @property
    def card(self) -> MessageView:
        """The newest message that has buttons."""
        return next(m for m in reversed(self.phone) if m.keyboard)

    async def starts(self, code: str = "") -> None:
        self._stage.world.start(self.key, BOT, code)
        await self._stage.settle()

    async def says(self, text: str, group: str = "") -> None:
        self._stage.world.say(self.key, group or self.bot, text)
        await self._stage.settle()

    async def presses(self, label: str, group: str = "") -> None:
        """Presses the newest button whose label holds `label`."""
        where = self._stage.world.messages(group, self.key) if group else self.phone
        for message in reversed([m for m in where if not m.deleted]):
            for row in message.keyboard:
                for button in row:
                    if label in button.text:
                        await self.presses_on(message.id, button.data, group)
                        return
        raise AssertionError(f"no button {label!r} on {self.key}'s phone; there are {self.buttons}")

    async def chooses(self, *labels: str) -> None:
        """Answers a question that takes several choices."""
        for label in (*labels, "Xong"):
            await self.presses(label)

    async def presses_on(self, message_id: int, data: str, group: str = "", *, force: bool = False) -> None:
        self._stage.world.press(self.key, group or BOT, message_id, data, force=force)
        await self._stage.settle()

    async def does(self, act: str, *what: object, **more: object) -> None:
        """Anything else that a person does in the private chat: an act of the sandbox by its name ("send_sticker")."""
        getattr(self._stage.world, act)(self.key, self.bot, *what, **more)
        await self._stage.settle()

    def button(self, label: str) -> tuple[int, str]:
        """The message and the token of the newest button whose label holds `label`."""
        for message in reversed(self.phone):
            for row in message.keyboard:
                for button in row:
                    if label in button.text:
                        return message.id, button.data
        raise AssertionError(f"no button {label!r} on {self.key}'s phone; there are {self.buttons}")

    def answers(self, mark: int) -> list[str]:
        """What the bot wrote in the private chat after message `mark`."""
        return [m.text for m in self.phone if m.id > mark and not m.mine]

    async def edits(self, old: str, new: str) -> None:
        """Edits the newest own message that reads `old`."""
        message = next(m for m in reversed(self.phone) if m.mine and m.text == old)
        self._stage.world.edit(self.key, BOT, message.id, new)
        await self._stage.settle()

    @property
    def buttons(self) -> list[str]:
        return self.card.labels() if any(m.keyboard for m in self.phone) else []

    def sees(self, text: str) -> MessageView:
        """The newest message from the bot holds `text`."""
        message = next(m for m in reversed(self.phone) if not m.mine)
        assert text in message.text, f"{self.key} sees {message.text!r}, not {text!r}"
        return message

    def has_seen(self, text: str) -> MessageView:
        """Some message on the phone holds `text`."""
        for message in reversed(self.phone):
            if text in message.text:
                return message
        raise AssertionError(f"{self.key} never saw {text!r}; last: {[m.text for m in self.phone[-4:]]}")

    def has_not_seen(self, text: str) -> None:
        assert not any(text in message.text for message in self.phone), f"{self.key} saw {text!r}"

    @property
    def toast(self) -> str:
        """What showed last over this person's chats after a tap."""
        return next(t.text for t in reversed(self._stage.world.toasts) if t.person.key == self.key and t.text)


class ZaloPerson(Person):
    """The same with a phone on Zalo, where nothing can be pressed: they send what the newest message offers instead."""

    bot = ZALO

    async def starts(self, code: str = "") -> None:
        await self.says(code)

    async def presses(self, label: str, group: str = "") -> None:
        await self.says(self.offered(label))

    async def chooses(self, *labels: str) -> None:
        await self.says(" ".join(self.offered(label) for label in labels))

    @property
    def buttons(self) -> list[str]:
        """What can be chosen by a number, in order."""
        return re.findall(r"^[0-8]\. (.*)$", self.menu, re.MULTILINE)

    @property
    def menu(self) -> str:
        """What the newest message from the bot that offers something says below its text."""
        text = next(m.text for m in reversed(self.phone) if not m.mine and OFFERS.search(m.text))
        return text.rpartition("\n\n")[2]

    def offered(self, label: str) -> str:
        """What to send for a choice or a word whose label holds `label`: its number where it has one."""
        wanted = label.strip("✓✎❗☰‹› ")
        numbered = re.search(rf"^([0-8])\. .*{re.escape(wanted)}", self.menu, re.MULTILINE)
        if numbered:
            return numbered[1]
        words = [line[2:] for line in self.menu.splitlines() if line.startswith("• ")]
        for line in re.findall(r"^(?:Hoặc nhắn|Nhắn): (.*)$", self.menu, re.MULTILINE):
            words += line.split(" · ")
        found = [word for word in words if wanted.casefold() in word.casefold()]
        assert found, f"{self.key} finds no {label!r} in {self.menu!r}"
        return found[0]


class OaPerson(ZaloPerson):
    """The same on an Official Account, where up to five choices are buttons."""

    bot = OA

    @property
    def menu(self) -> str:
        """The same, with its buttons as the lines that they stand for."""
        newest = next(m for m in reversed(self.phone) if not m.mine and (m.keyboard or OFFERS.search(m.text)))
        return "\n".join([newest.text.rpartition("\n\n")[2], *(newest.labels() if newest.keyboard else [])])

    async def presses(self, label: str, group: str = "") -> None:
        wanted = label.strip("✓✎❗☰‹› ")
        newest = next(m for m in reversed(self.phone) if not m.mine and (m.keyboard or OFFERS.search(m.text)))
        for row in newest.keyboard:
            for button in row:
                if wanted in button.text:
                    await self.presses_on(newest.id, button.data)
                    return
        await super().presses(label, group)

    async def presses_on(self, message_id: int, data: str, group: str = "", *, force: bool = False) -> None:
        self._stage.world.press(self.key, group or self.bot, message_id, data, force=force)
        await self._stage.settle()

    @property
    def buttons(self) -> list[str]:
        newest = next(m for m in reversed(self.phone) if not m.mine and (m.keyboard or OFFERS.search(m.text)))
        labels = [re.sub(r"^[0-8]\. ", "", label) for label in newest.labels()] if newest.keyboard else []
        return labels or super().buttons


OFFERS = re.compile(r"^(?:[0-8]\. |• |Nhắn: |Hoặc nhắn: )", re.MULTILINE)


PATIENCE = 90.0
"""Seconds; only what never comes waits so long. On busy cores all takes five times as long."""


class Stage:
    """The program on its stage."""

    def __init__(
        self, world: World, database: Database, address: str, pacer: Callable[[], Pacer], quota: int = 0, limit: int = 0
    ) -> None:
        self.world = world
        self.database = database
        self._address = address
        self._pacer = pacer
        self._port = unused_port() if OA in world.bots else 0
        self.codes: dict[str, str] = {}
        self.quota = quota
        self.limit = limit
        self.patience = PATIENCE
        """Seconds after which what is not settled never will be."""
        self.open_data: OpenDataServer | None = None
        """The server to which reports go once the program is started anew."""
        self.app = self._new_app()

    def _new_app(self) -> App:
        channels: list[Channel] = [TelegramChannel(TOKEN, api_url=self._address)]
        for bot in self._zalo_bots():
            address = f"{self._address}/zalo"
            channels.append(ZaloBotChannel(bot.token, file_link=lambda *_: None, api_url=address))
        options = Options(
            board=BOARD,
            place="Tỉnh Mẫu",
            timezone="Asia/Ho_Chi_Minh",
            language="vi",
            zalo_bot_quota=self.quota,
            sender_messages=self.limit,  # on a clock that stands still a whole conversation is one minute
            stranger_messages=self.limit,
        )
        options = replace(options, open_data=self.open_data)
        clock = StillClock(self.world)
        if OA in self.world.bots:
            channels.append(official_account(self.world, self.database, self._address, clock))
            public = f"http://127.0.0.1:{self._port}"
            heard = {"public_url": public, "webhook_secret": WEBHOOK_SECRET, "listen": ("127.0.0.1", self._port)}
            options = replace(options, **heard)
            oa_of(self.world.bots[OA]).connect(f"{public}/webhooks/zalo_oa/{OA_ID}")
        return App(options, self.database, channels, clock, self._pacer, batch_seconds=0)

    async def restart(self) -> None:
        """The program ends and starts again on the same database."""
        await self.app.stop()
        await self.starts_again()

    async def starts_again(self) -> None:
        """After `app.stop()`: a new program on the same database."""
        self.app = self._new_app()
        await self.app.start(hours=False)
        await self.settle()

    def person(self, key: str) -> Person:
        return Person(self, key)

    async def settle(self) -> None:
        """Returns when everything that people did is handled, answered and acknowledged."""
        async with asyncio.timeout(self.patience):
            while True:
                await self.app.activity.quiet()
                if self.app.activity.count:
                    continue
                waiting = any(self.world.unconfirmed(bot) for bot in (BOT, OA) if bot in self.world.bots)
                if not waiting and self._zalo_settled():
                    return
                await self.world.changed(0.2)

    def _zalo_settled(self) -> bool:
        """What the bot was given is gone there at once, so it is handled when the next one is asked for."""
        if ZALO not in self.world.bots:
            return True
        bots = self._zalo_bots()
        heard = not any(self.world.unconfirmed(bot.username) for bot in bots)
        return heard and (bool(self.app.options.public_url) or all(queue_of(bot).asking for bot in bots))

    def _zalo_bots(self) -> list[Bot]:
        return [bot for bot in self.world.bots.values() if bot.network == "zalo"]

    async def until(self, condition: Callable[[], object]) -> None:
        """Returns when `condition()` holds: for what waits for its moment, so that nothing ever settles."""
        async with asyncio.timeout(PATIENCE):
            while not condition():
                await self.world.changed(0.02)

    async def tick(self) -> None:
        """The hours strike, once what waits at the networks is taken in or a network has refused."""
        polls = self.app._polls.values()
        await self.until(lambda: all(poll.hears or poll._failures or poll._ended.is_set() for poll in polls))
        await self.app.ticker.tick()
        await self.settle()

    async def at(self, instant: datetime) -> None:
        """The world's clock is moved on, and what is due happens."""
        self.world.clock.set(instant)
        await self.tick()

    def look(self, query: Callable[[Session], T]) -> T:
        """Reads what is stored, on a connection of its own."""
        return self.database.read_now(query)

    def calls(self, mark: int) -> list[str]:
        """The methods called since a mark."""
        return [call.method for call in self.world.calls_since(mark)]


@contextlib.asynccontextmanager
async def staged(
    database: Database, world: World, *, pacer: Callable[[], Pacer] | None = None, quota: int = 0, limit: int = 0
) -> AsyncIterator[Stage]:
    """Plays the program against the world until the block ends.

    `quota`: messages a month of each of Zalo's bots. `limit`: messages a minute of one sender; 0: any number.
    """
    async with serving(world) as address:
        stage = Stage(world, database, address, pacer or unlimited, quota, limit)
        await stage.app.start(hours=False)
        try:
            yield stage
        finally:
            await stage.app.stop()


ROLES: dict[str, Sequence[Role]] = {
    "an": [Role.COLLABORATOR],
    "binh": [Role.STAFF],
    "chi": [Role.LEADER],
    "dung": [Role.COLLABORATOR],
}


def official_account(world: World, database: Database, address: str, clock: StillClock) -> ZaloOaChannel:
    """The Official Account of a world, linked by its administrator if nobody has done so."""
    app = oa_of(world.bots[OA]).app

    def link(session: Session) -> None:
        if zalo_oa_tokens.load(session, OA_ID) is None:
            zalo_oa_tokens.save(session, OA_ID, (app.access, app.refresh), None, world.clock.now())

    database.run_now(link)
    return ZaloOaChannel(
        OA_ID,
        app_id=app.id,
        app_secret=app.app_secret,
        tokens=StoredTokens(database, OA_ID, clock),
        file_link=lambda *_: None,
        webhook_secrets=[app.oa_secret],
        api_url=f"{address}/zalo-oa",
        oauth_url=f"{address}/zalo-oauth",
    )


def new_world(now: datetime | None = None, *, running: bool = False, zalo: bool = False, oa: bool = False) -> World:
    """An, Bình, Chi, Dung and Lan, a bot, a collaborators' group and a staff group.

    `zalo`: a bot there as well; `oa`: an Official Account, so that every network tells us by webhook.
    """
    world = World.empty(now, running=running)
    bot = world.add_bot(BOT, "Lắng Nghe", TOKEN)
    if zalo:
        world.add_bot(ZALO, "Bot Lắng Nghe", ZALO_TOKEN, network="zalo")
    if oa:
        world.add_bot(OA, "Lắng Nghe", f"{OA_ID}:SANDBOX", network="zalo_oa")
    names = {"an": "Hoàng An", "binh": "Trần Bình", "chi": "Lê Chi", "dung": "Phạm Dung", "lan": "Người Lạ"}
    for key, name in names.items():
        world.add_person(key, name)
    world.add_group("ctv", "Cộng tác viên", [world.people[k] for k in ("an", "dung", "binh")] + [bot])
    world.add_group("canbo", "Cán bộ", [world.people["binh"], bot])
    return world


def furnish(session: Session, now: datetime) -> dict[str, str]:
    """A small province with its people; returns each one's invitation code."""
    province = Unit(code="T", name="Tỉnh Mẫu", sort_key="a", kind=UnitKind.PROVINCE)
    session.add(province)
    session.flush()
    for code, name, kind in (
        ("X01", "xã An Phú", UnitKind.COMMUNE),
        ("X02", "xã Bình Hòa", UnitKind.COMMUNE),
        ("P01", "phường Đông Sơn", UnitKind.WARD),
    ):
        session.add(Unit(code=code, name=name, sort_key=name, kind=kind, parent_id=province.id))
    units.rebuild_paths(session)
    commune = units.by_code(session, "X01")
    other = units.by_code(session, "X02")
    assert commune and other and commune.id and other.id and province.id
    home = {"an": commune.id, "dung": other.id, "binh": province.id, "chi": province.id}
    full = {"an": "Hoàng An", "binh": "Trần Bình", "chi": "Lê Chi", "dung": "Phạm Dung"}
    codes = {}
    for key, roles in ROLES.items():
        member = Member(code=key, name=full[key], unit_id=home[key], duty=1 if key == "binh" else None)
        session.add(member)
        session.flush()
        assert member.id is not None
        session.add_all(MemberRole(member_id=member.id, role=role) for role in roles)
        codes[key] = invitations.create(session, member.id, now)
        if key == "an":
            member.strata = ("women",)
    return codes
