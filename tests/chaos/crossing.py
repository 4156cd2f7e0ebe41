"""What became of each message that people sent to Zalo's bots: the platform repeats nothing, so that some are lost.

Which is no excuse for more. What the platform itself dropped is told apart from what it had handed over when the program
was killed (at most one a bot and kill, since the next one is asked for when the last one is committed); and what the
program has said "received" of by webhook must be there.
"""

from __future__ import annotations

import asyncio
import time
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import StrEnum
from weakref import WeakKeyDictionary

import orjson
from sqlmodel import Session, col, select

from sandbox.faults import Fault
from sandbox.people import Bot
from sandbox.state import Happening
from sandbox.updates import Update
from sandbox.world import World
from sandbox.zalo_names import message_name
from sandbox.zalo_queue import ZaloQueue
from storage.tables import Event

_CLOSE = 0.5
"""Seconds: a poll of a process that was just killed may still be given something before the far end sees that it is gone."""


class Fate(StrEnum):
    """Where a message ended."""

    KEPT = "kept"
    UNPOLLED = "lost by the platform while nobody polled"
    GIVEN_UP = "given up by the platform, whose webhook nobody answered"
    ON_THE_WIRE = "gone with an answer that the network cut off"
    AT_A_KILL = "handed over at a kill, and never committed"


LOST = (Fate.UNPOLLED, Fate.GIVEN_UP, Fate.ON_THE_WIRE, Fate.AT_A_KILL)

Sent = tuple[int, str]
"""A bot, and the name of a message to it."""


@dataclass(frozen=True, slots=True)
class Handing:
    """A message given to a poll: when, and whether the answer that carried it was cut off."""

    sent: Sent
    at: float
    spoiled: bool


class Crossing:
    """All messages from Zalo phones to the program. `polled`: no webhook brings them."""

    def __init__(self, world: World, bots: Iterable[Bot], *, polled: bool, patience: float) -> None:
        """`patience`: seconds that the platform keeps a message for the next poll."""
        self.polled = polled
        self.kills: list[float] = []
        self._acknowledged: set[Sent] = set()
        self._sent: set[Sent] = set()
        self._lost: set[Sent] = set()
        self._handed: list[Handing] = []
        self._calls: WeakKeyDictionary[asyncio.Task[object], Fault | None] = WeakKeyDictionary()
        self._bots = {bot.id: bot for bot in bots}
        for bot in self._bots.values():
            bot.queue = Watched(bot.id, world.faults, world.changed_now, patience=patience, crossing=self)
        if self._bots:
            self._watch(world)

    def _watch(self, world: World) -> None:
        for_call = world.faults.for_call

        def called(method: str, chat: int | None, bot: int) -> Fault | None:
            fault, task = for_call(method, chat, bot), asyncio.current_task()
            assert task is not None
            self._calls[task] = fault
            return fault

        world.faults.for_call = called  # type: ignore[method-assign]
        world.listeners.append(self._hears)

    def _hears(self, happening: Happening) -> None:
        message = happening.message
        if happening.what == "message" and message is not None and not message.sender.is_bot:
            bot = message.chat.bot
            if bot is not None and bot.id in self._bots:
                self._sent.add((bot.id, message_name(message)))

    def hands(self, bot: int, update: Update) -> None:
        """A poll takes this one; it is gone from the queue."""
        task = asyncio.current_task()
        fault = self._calls.get(task) if task is not None else None
        self._handed.append(Handing((bot, named(update.body)), time.monotonic(), fault is not None and fault.after))

    def loses(self, bot: int, update: Update) -> None:
        """Nobody asked for this one in time."""
        self._lost.add((bot, named(update.body)))

    def taken(self, path: str, body: bytes) -> None:
        """A process said "received" of what was posted to this path."""
        _, network, account = path.rsplit("/", 2)
        if network == "zalo_bot" and body.strip():
            self._acknowledged.add((int(account), named(body)))

    def reckon(self, session: Session) -> tuple[Counter[Fate], list[str]]:
        """How many messages had which fate, and what should not be."""
        kept = self._kept(session)
        missing = self._sent - kept
        fates, trouble = Counter({Fate.KEPT: len(self._sent & kept)}), [f"said by nobody: {kept - self._sent}"]
        handed = self._fates_of_handed(kept, trouble)
        for sent in missing:
            if sent in handed:
                fates[handed[sent]] += 1
            elif sent in self._lost:
                fates[Fate.UNPOLLED] += 1
            elif not self.polled and sent not in self._acknowledged:
                fates[Fate.GIVEN_UP] += 1
            else:
                trouble.append(f"acknowledged, and not there: {sent}")
        return fates, trouble if kept - self._sent else trouble[1:]

    def _kept(self, session: Session) -> set[Sent]:
        sources = {f"zalo_bot:{bot}": bot for bot in self._bots}
        rows = session.exec(
            select(Event.source, Event.event_id).where(col(Event.source).in_(sources), Event.kind == "inbound")
        )
        return {(sources[source], event_id.partition(":")[2]) for source, event_id in rows}

    def _fates_of_handed(self, kept: set[Sent], trouble: list[str]) -> dict[Sent, Fate]:
        """Each that was handed over and not committed; one of a bot a kill may be, and it was the last one handed to it."""
        found: dict[Sent, Fate] = {}
        for bot in self._bots:
            handed = [one for one in self._handed if one.sent[0] == bot]
            excuses = list(self.kills)
            for number, one in enumerate(handed):
                if one.sent in kept or one.sent in found:
                    continue
                found[one.sent] = Fate.ON_THE_WIRE if one.spoiled else Fate.AT_A_KILL
                if one.spoiled:
                    continue
                until = handed[number + 1].at if number + 1 < len(handed) else float("inf")
                excuse = next((kill for kill in excuses if one.at - _CLOSE <= kill <= until), None)
                if excuse is None:
                    trouble.append(f"received, and not there though no kill came between: {one}")
                else:
                    excuses.remove(excuse)
        return found


@dataclass(slots=True, eq=False, repr=False)
class Watched(ZaloQueue):
    """A bot's queue whose losses have names."""

    crossing: Crossing | None = field(default=None, kw_only=True)

    def take(self, now: float) -> Update | None:
        assert self.crossing is not None
        before = dict(self.items)
        update = ZaloQueue.take(self, now)
        for one in before.values():
            if one is update:
                self.crossing.hands(self.bot, one)
            elif one not in self.items.values():
                self.crossing.loses(self.bot, one)
        return update


def named(body: bytes) -> str:
    """The message that an update tells of, flat or wrapped."""
    told = orjson.loads(body)
    return str(told.get("result", told)["message"]["message_id"])
