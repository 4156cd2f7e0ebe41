"""The play: people report, an officer sends prompts, the network misbehaves, and the program is killed at every turn."""

from __future__ import annotations

import asyncio
import random
import signal
import time
from collections import Counter, deque
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from bot.cli.console import now
from sandbox.faults import Fault, FaultKind
from sandbox.run import serving
from sandbox.state import Happening
from sandbox.world import World
from storage.engine.database import Database
from storage.keyring import KeyRing, new_key
from tests.chaos import ledger, office, people
from tests.chaos.crossing import Crossing
from tests.chaos.door import SECRET, Door
from tests.chaos.figures import Figures
from tests.chaos.killing import Life, Nursery
from tests.chaos.people import Collaborator, Officer, Person
from tests.chaos.victim import POINTS, Order
from tests.chaos.zalo import ZaloCollaborator
from tests.stage import TOKEN

BEGIN = datetime(2026, 11, 3, 3, 0, tzinfo=UTC)
"""Ten in the morning: at night what is sent to all would wait."""
_REACHED_WITHIN = 60.0
"""Seconds in which a process that has the work gets to a named point."""


@dataclass(frozen=True, slots=True)
class Plan:
    """How long and how hard: `each` kills at each named point, `at_random` more. `think`: seconds between two deeds.

    `processes`: more than one share the work, and are told by webhook whatever `webhooks` says. `lives`: the longest
    that a process lives where it is killed at random, seconds; of several as many times that, so that the one that
    sends gets somewhere. `zalo`: collaborators are on bots of Zalo's platform, which keeps what nobody asks for for
    `patience` seconds.
    """

    seed: int
    people: int = 8
    at_random: int = 2
    each: int = 1
    broadcasts: int = 1
    processes: int = 1
    webhooks: bool = False
    think: float = 0.2
    lives: float = 1.0
    zalo: bool = False
    patience: float = 1.0

    @property
    def listens(self) -> bool:
        return self.webhooks or self.processes > 1

    def orders(self, chance: random.Random) -> deque[str]:
        """Where each process dies, in the order in which they live; "" is at random."""
        found = [point for point in POINTS for _ in range(self.each)] + [""] * self.at_random
        chance.shuffle(found)
        return deque(found)


def weather() -> list[tuple[float, Fault]]:
    """What the network does of its own accord, and how often."""
    found = [
        (0.03, Fault(FaultKind.DUPLICATE)),
        (0.03, Fault(FaultKind.REORDER)),
        (0.01, Fault(FaultKind.DROP, "getupdates", after=True)),
        (0.01, Fault(FaultKind.GARBAGE, "getupdates")),
        (0.01, Fault(FaultKind.SERVER_ERROR, "getupdates", status=502)),
    ]
    for method in ("sendmessage", "editmessagetext"):
        found += [
            (0.003, Fault(FaultKind.TOO_MANY, method, retry_after=1)),
            (0.01, Fault(FaultKind.SERVER_ERROR, method, status=500)),
            (0.005, Fault(FaultKind.SERVER_ERROR, method, status=504, after=True)),
            (0.01, Fault(FaultKind.GARBAGE, method)),
            (0.005, Fault(FaultKind.GARBAGE, method, after=True)),
            (0.01, Fault(FaultKind.DROP, method)),
            (0.01, Fault(FaultKind.DROP, method, after=True)),
            (0.02, Fault(FaultKind.SLOW, method, seconds=0.5)),
        ]
    return found


def zalo_weather() -> list[tuple[float, Fault]]:
    """The same of Zalo, where each failed poll silences a bot for seconds; and the front server that finds it too eager."""
    found = [(chance, one) for chance, one in weather() if one.method != "getupdates"]
    for kind, after in ((FaultKind.DROP, True), (FaultKind.GARBAGE, False), (FaultKind.SERVER_ERROR, False)):
        found.append((0.003, Fault(kind, "getupdates", after=after)))
    return [*found, (0.001, Fault(FaultKind.TOO_MANY, "getupdates"))]


class Play:
    """One plan on one database."""

    def __init__(self, plan: Plan, url: str, folder: Path) -> None:
        self.plan = plan
        self.figures = Figures()
        self._chance = random.Random(plan.seed)
        self._url, self._folder = url, folder
        self._key = new_key()
        self._keys = KeyRing.parse([self._key])
        self._ahead = (BEGIN - now()).total_seconds()
        self.world: World = office.new_world(BEGIN, plan.people, zalo=plan.zalo)
        bots = office.zalo_bots(self.world)
        self._crossing = Crossing(self.world, bots, polled=not plan.listens, patience=plan.patience)
        self._address = ""
        self._door = Door(plan.seed, self._crossing.taken)
        self._orders = plan.orders(self._chance)
        self._lives: list[Life] = []
        self._died: float | None = None
        self._traffic = ledger.Traffic(office.chats(self.world))
        self._whole: set[str] = set()
        self._checking = asyncio.Lock()
        self._prepare()
        self.collaborators = [self._collaborator(key) for key in office.keys(plan.people)]
        self.officer = Officer(self.world, office.OFFICER, plan.seed, plan.think)
        self._by_chat: dict[int, Person] = {one.chat.id: one for one in (*self.collaborators, self.officer)}
        self.world.listeners += [self._traffic.hears, self._hears]

    def _collaborator(self, key: str) -> Collaborator:
        if not self.plan.zalo:
            return Collaborator(self.world, key, self.plan.seed, self.plan.think)
        bot = office.bot_of(self.world, key).username
        return ZaloCollaborator(self.world, key, bot, office.TITLE, self.plan.seed, self.plan.think)

    def _prepare(self) -> None:
        database = Database(self._url, self._keys)
        database.found(BEGIN)
        database.open()
        matters = database.run_now(lambda s: office.furnish(s, self.world, self.plan.people, BEGIN))
        people.CODES["item"] = matters
        database.close()

    def _hears(self, happening: Happening) -> None:
        message = happening.message
        if message is None or not message.sender.is_bot:
            return
        if self._died is not None:
            self.figures.silences.append(time.monotonic() - self._died)
            self._died = None
        self._by_chat[message.chat.id].news.set()

    async def run(self) -> Figures:
        """Plays it whole. Raises `AssertionError` where something was lost or came twice."""
        begun = time.monotonic()
        try:
            async with serving(self.world) as self._address, self._door.open(), Nursery() as nursery:
                self.world.faults.weather(zalo_weather() if self.plan.zalo else weather(), self.plan.seed)
                await self._perform(nursery)
        finally:
            self.figures.seconds = time.monotonic() - begun
        return self.figures

    async def _perform(self, nursery: Nursery) -> None:
        async with asyncio.TaskGroup() as everybody:
            playing = [everybody.create_task(collaborator.play()) for collaborator in self.collaborators]
            sending = everybody.create_task(self._send_prompts())
            slots = [everybody.create_task(self._kill(nursery, n)) for n in range(self.plan.processes)]
            await asyncio.wait(slots)
            last = [await self._begin(nursery, n, "") for n in range(self.plan.processes)]
            await self._wait([sending], last)
            for one in self.collaborators:
                one.close()
            await self._wait(playing, last)
        await self._settles()
        for life in last:
            life.signal(signal.SIGTERM)
            code = await life.ends(20)
            assert code == 0, f"stopped with {code}: {life.log()[-3000:]}"
        await self._reckon()

    async def _wait(self, tasks: list[asyncio.Task[None]], last: list[Life]) -> None:
        """Until these are done, with what the network held back let through."""
        doing = {*tasks}
        while doing:
            done, doing = await asyncio.wait(doing, timeout=1.0, return_when=asyncio.FIRST_COMPLETED)
            for one in done:
                one.result()
            self._release()
            assert all(life.alive for life in last), [life.log()[-3000:] for life in last]

    async def _send_prompts(self) -> None:
        """The officer writes and sends prompts while the killing goes on, evenly spread over it."""
        total = len(self._orders)
        for number in range(self.plan.broadcasts):
            at = total * (1 + 3 * number) // (1 + 3 * self.plan.broadcasts)
            while self.figures.kills.total() < at:
                await self.world.changed(1.0)
            await self.officer.send_to_all(f"Yêu cầu số {number + 1} của tỉnh")

    async def _begin(self, nursery: Nursery, slot: int, point: str) -> Life:
        number = len(self._lives)
        settings = {
            "DATABASE_URL": self._url,
            "SECRET_KEYS": self._key,
            "TELEGRAM_TOKEN": TOKEN,
            "TELEGRAM_API_URL": self._address,
            "STATUS_LISTEN": "127.0.0.1:0",
            "ALERT_ESCALATION_MINUTES": "60",
        }
        if self.plan.zalo:
            tokens = ",".join(bot.token for bot in office.zalo_bots(self.world))
            settings |= {"ZALO_BOT_TOKENS": tokens, "ZALO_BOT_API_URL": f"{self._address}/zalo"}
        if self.plan.listens:
            listen = f"127.0.0.1:{self._door.port_of(slot)}"
            settings |= {"PUBLIC_URL": self._door.address, "WEBHOOK_SECRET": SECRET, "LISTEN": listen}
        most = max(12, self.plan.people // 2)  # one life's work grows with the number of people
        passes = self._chance.randint(1, most // 4 if point == "before_result" else most)
        log, journal = (str(self._folder / f"life-{number}.{kind}") for kind in ("log", "journal"))
        life = await nursery.begin(Order(settings, log, journal, self._ahead, point, passes), self.world.mark())
        self._lives.append(life)
        return life

    async def _kill(self, nursery: Nursery, slot: int) -> None:
        """One place in which process after process lives and dies, until all orders are carried out."""
        while self._orders:
            point = self._orders.popleft()
            life = await self._begin(nursery, slot, point)
            if not point:
                await life.ends(self._chance.uniform(0.05, self.plan.lives * self.plan.processes))
                life.signal(signal.SIGKILL)
            await self._dies(life)
            self._died = time.monotonic()
            self._crossing.kills.append(self._died)
            self._note_start(life)
            self.figures.kills[point] += 1
            if self.figures.kills.total() % 20 == 0:
                print(f"{self.figures.kills.total()} kills, {self.figures.compared} answers compared", flush=True)
            await self._compare(life)
            self.world.changed_now()

    def _note_start(self, life: Life) -> None:
        """How long it took until it asked the network for the first time what is new, or to be told."""
        for call in self.world.calls_since(life.mark, polls=True):
            if call.method in ("deletewebhook", "setwebhook"):
                self.figures.starts.append(call.monotonic - life.began)
                return

    async def _dies(self, life: Life) -> None:
        """With several processes one may have to wait until it has the work."""
        code = await life.ends(_REACHED_WITHIN * self.plan.processes)
        assert code == -signal.SIGKILL, f"{life.order.point or 'random'}: {code}; {life.log()[-3000:]}"

    async def _compare(self, life: Life) -> None:
        """What the phones show is what a fresh connection reads."""
        async with self._checking:
            claims = ledger.claims(self.collaborators, self._whole)
            but = set(self._whole)

            def look() -> tuple[ledger.Kept, int]:
                database = Database(self._url, self._keys)
                try:
                    return database.read_now(lambda s: (ledger.read(s, but), self._traffic.killed(life, s)))
                finally:
                    database.close()

            kept, in_flight = await asyncio.to_thread(look)
            self.figures.in_flight += in_flight
            self._hold(claims, kept)

    def _hold(self, claims: list[ledger.Claim], kept: ledger.Kept) -> None:
        lost = [trouble for claim in claims for trouble in ledger.missing(claim, kept)]
        assert not lost, "\n".join(lost)
        self.figures.compared += sum(len(claim.shown) for claim in claims)
        self._whole.update(claim.number for claim in claims if claim.number)

    def _release(self) -> None:
        for bot in self.world.bots.values():
            bot.queue.release()

    async def _settles(self) -> None:
        """Until the network waits for nothing and nothing waits for the network."""
        self.world.faults.clear()
        self._release()
        async with asyncio.timeout(120):
            while True:
                if not any(map(self.world.unconfirmed, self.world.bots)) and not await asyncio.to_thread(
                    self._troubles
                ):
                    return
                await self.world.changed(0.3)

    def _troubles(self) -> list[str]:
        database = Database(self._url, self._keys)
        try:
            return database.read_now(ledger.troubled)
        finally:
            database.close()

    async def _reckon(self) -> None:
        """The whole of it at the end."""
        figures = self.figures
        database = Database(self._url, self._keys)
        try:
            self._whole.clear()
            claims = ledger.claims(self.collaborators, set())
            kept = database.read_now(lambda s: ledger.read(s, set()))
            more, never = database.read_now(self._traffic.repeats)
            alerts = database.read_now(ledger.alerts)
            figures.fates, strange = database.read_now(self._crossing.reckon)
        finally:
            database.close()
        figures.answers = sum(len(claim.shown) for claim in claims)
        figures.reports = sum(bool(claim.number) for claim in claims)
        lost = [trouble for claim in claims for trouble in ledger.missing(claim, kept)]
        figures.answers_found = figures.answers - len(lost)
        figures.reports_found = sum(len(numbers) for numbers in kept.numbers.values())
        urgent = {claim.number for claim in claims if claim.shown.get("urgency") == "urgent"}
        figures.alerts, figures.alerts_put = len(urgent), len(alerts.keys() & self.officer.called)
        self._count_traffic(more)
        assert not lost, "\n".join(lost)
        assert not strange, "\n".join(strange)
        assert not never, "said to be sent and was not: " + "\n".join(never)
        for collaborator in self.collaborators:
            unfinished = [told for told in collaborator.reports if not told.number]
            assert not any(told.given for told in unfinished), f"{collaborator.key} gave up on {unfinished}"
            there, known = (
                sorted(kept.numbers[collaborator.key]),
                sorted(t.number for t in collaborator.reports if t.number),
            )
            assert there == known, f"{collaborator.key} knows of {known}, and there are {there}"
        left = kept.drafts.keys() & {claim.draft for claim in claims if claim.number}
        assert not left, f"drafts that were sent are still there: {left}"
        assert sorted(alerts.values()) == sorted(urgent), f"alerts {alerts}, urgent reports {urgent}"
        assert alerts.keys() == self.officer.called, f"never put: {alerts.keys() - self.officer.called}"
        spoiled = ledger.spoiled(self.world.faults)
        for chat, count in more.items():
            allowed = self._traffic.in_flight[chat] + spoiled[chat]
            assert count <= allowed, f"chat {chat}: {count} repeats, and {allowed} may have been in flight"
        assert figures.prompts_delivered == figures.prompts_due, "somebody never got a prompt"
        assert len(self.officer.sent) == self.plan.broadcasts

    def _count_traffic(self, more: Counter[int]) -> None:
        figures = self.figures
        figures.messages = self._traffic.shown.total()
        figures.repeats = more.total()
        figures.spoiled = ledger.spoiled(self.world.faults).total()
        figures.faults.update(f"{one.fault.kind}" for one in self.world.faults.spoiled)
        figures.faults.update(self._door.faults)
        figures.prompts_due = self.plan.people * len(self.officer.sent)
        figures.prompts_delivered = sum(
            any(chat == collaborator.chat.id and text.startswith(title) for chat, text in self._traffic.shown)
            for title in self.officer.sent
            for collaborator in self.collaborators
        )
        figures.deeds = sum(one.deeds for one in self._by_chat.values())
        figures.person_waited = max(one.longest for one in self._by_chat.values())
