"""A broadcast to ten collaborators, seen half-way: who has it, what its card says, and the clock that goes on."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator

import pytest
from sqlmodel import select

from channels.pacing import Pacer
from sandbox.views import MessageView
from sandbox.world import World
from storage.engine.database import Database
from storage.tables import (
    Broadcast,
    Role,
)
from tests.handlers.conftest import invited
from tests.handlers.playing import TITLE, joins, only, write_prompt
from tests.openings import Openings
from tests.stage import BOT, PATIENCE, Person, Stage, unlimited

OTHERS = ("em", "giang", "hai", "khoa", "loan", "minh", "nga", "oanh")

CONFIRM = "✓ Gửi đi"


@pytest.fixture
def pacer() -> Pacer:
    """Everybody's: a test slows it down."""
    return unlimited()


async def ten_collaborators(stage: Stage) -> None:
    await invited(stage)
    for key in OTHERS:
        await joins(stage, key, f"Người {key}", Role.COLLABORATOR, unit="P01")
    only(stage)


@pytest.fixture
async def stage(database: Database, world: World, pacer: Pacer, openings: Openings) -> AsyncIterator[Stage]:
    async with openings.stage(database, world, ten_collaborators, pacer=lambda: pacer) as stage:
        yield stage


@pytest.fixture
def everybody(stage: Stage) -> list[Person]:
    return [stage.person(key) for key in ("an", "dung", *OTHERS)]


def got(people: list[Person]) -> list[int]:
    """How often the prompt stands on each phone."""
    return [sum(m.text.startswith(TITLE) for m in person.phone) for person in people]


def card(person: Person) -> MessageView:
    """The message in which an officer sees how the prompt goes out."""
    begins = ("Đang gửi", "✓ Đã gửi", "Đã tạm dừng", "Đã hủy phần", f"{TITLE} chờ tới")
    return next(m for m in reversed(person.phone) if not m.mine and m.text.startswith(begins))


def press(stage: Stage, person: Person, label: str) -> None:
    """A press whose consequences are not waited for."""
    stage.world.press(person.key, person.chat, *person.button(label))


async def flows(stage: Stage, seconds: float = 1) -> None:
    """The clock goes on in steps until nothing is left to be done."""
    async with asyncio.timeout(PATIENCE):
        while True:
            await stage.world.changed(0.005)
            if not stage.app.activity.count and not stage.world.unconfirmed(BOT):
                return
            stage.world.clock.advance(seconds)


async def begun(stage: Stage, pacer: Pacer, binh: Person, people: list[Person], count: int = 3) -> None:
    """Bình sends a prompt, and so many have got it."""
    await write_prompt(binh)
    pacer.per_second = 5
    press(stage, binh, CONFIRM)
    await leave(stage, pacer, people, count)
    await stage.until(lambda: "Tạm dừng" in binh.buttons)


async def leave(stage: Stage, pacer: Pacer, people: list[Person], count: int) -> None:
    """The clock goes on until so many have got it: one after the other, evenly."""
    assert pacer.per_second
    for number in range(max(1, sum(got(people))), count + 1):
        await stage.until(lambda number=number: sum(got(people)) == number)  # type: ignore[misc]
        if number < count:
            stage.world.clock.advance(1 / pacer.per_second)


def rounds(stage: Stage) -> list[str]:
    return list(stage.look(lambda s: s.scalars(select(Broadcast.status).order_by(Broadcast.id)).all()))  # type: ignore[arg-type]
