"""Members on several networks: who joins where, and time that passes until something is so."""

from __future__ import annotations

import asyncio
import re
from collections.abc import AsyncIterator, Callable
from datetime import timedelta

import pytest

from sandbox.world import World
from storage.engine.database import Database
from storage.tables import Role
from tests.handlers.playing import TITLE, ZONE, joins, only
from tests.handlers.zalo.joining import joined
from tests.stage import OaPerson, Person, Stage, ZaloPerson, furnish, staged

ZALO2 = "bot.LangNghe2"
ZALO2_TOKEN = "200002:SANDBOX-zalo-token"


@pytest.fixture
async def stage(database: Database, world: World) -> AsyncIterator[Stage]:
    """An and Bình have joined on Telegram; no hour strikes by itself."""
    codes = database.run_now(lambda session: furnish(session, world.clock.now()))
    async with staged(database, world) as stage:
        stage.codes = codes
        for key in ("an", "binh"):
            await joined(stage.person(key))
        only(stage)
        yield stage


class SecondZaloPerson(ZaloPerson):
    """Somebody whose invitation led to the second bot."""

    bot = ZALO2


PHONES: dict[str, type[Person]] = {
    "telegram": Person,
    "zalo": ZaloPerson,
    "zalo2": SecondZaloPerson,
    "oa": OaPerson,
}


async def member(stage: Stage, key: str, *where: str, unit: str = "P01", officer: str = "") -> list[Person]:
    """A collaborator who joins on these networks, on the first of them first; their phone on each."""
    first = await joins(stage, key, f"Người {key}", Role.COLLABORATOR, unit=unit, officer=officer, agrees=False)
    phones = [PHONES[network](stage, key) for network in where]
    for phone in phones:
        await phone.starts(first.code if phone is phones[0] else await another(phones[0]))
        await phone.presses("Đồng ý tham gia")
    return phones


async def another(phone: Person) -> str:
    """The code with which a member comes in on one more network."""
    await phone.says("/lienket")
    found = re.search(r"(?:[0-9A-Z]{4}-){4}[0-9A-Z]{4}", phone.last.text)
    assert found, phone.last.text
    return found[0]


def got(phone: Person, title: str) -> int:
    """How often a prompt stands on a phone."""
    return sum(m.text.startswith(title) and not m.mine for m in phone.phone)


def card(person: Person) -> str:
    """What the newest card of the prompt says; "" where there is none yet."""
    begins = ("Đang gửi", "✓ Đã gửi", "Đã tạm dừng", "Đã hủy phần", f"{TITLE} chờ tới")
    return next((m.text for m in reversed(person.phone) if not m.mine and m.text.startswith(begins)), "")


def listed(binh: Person) -> list[str]:
    """Who was not reached and why, as staff read it."""
    return sorted(line for line in binh.last.text.splitlines() if line.endswith(")") and ": Người" in line)


async def passes(stage: Stage, condition: Callable[[], object], seconds: float = 380) -> None:
    """Time passes in steps, the nights at once, until it is so."""
    async with asyncio.timeout(60):
        while not condition():
            now = stage.world.clock.now()
            hour = now.astimezone(ZONE)
            morning = hour.replace(hour=7, minute=0, second=0) + timedelta(days=1)
            stage.world.clock.set(morning if hour.hour >= 20 else now + timedelta(seconds=seconds))
            await stage.app.ticker.tick()
            await stage.world.changed(0.005)
