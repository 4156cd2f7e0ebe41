"""What the tests of faults share: a door for webhooks, what failed, what stands in the queue."""

from __future__ import annotations

import contextlib
from collections.abc import AsyncIterator

import aiohttp
import pytest
from aiohttp.test_utils import TestServer
from sqlmodel import Session, select

from bot.runtime.webhook_server import create_app
from channels.codec import dump_act
from channels.messages import Send
from storage.members import addresses
from storage.messaging import deliveries
from storage.messaging.deliveries import Outgoing
from storage.tables import (
    DeliveryStatus,
    Event,
    EventStatus,
    Lane,
    Member,
    MemberRole,
    Role,
)
from tests.bot.runtime.test_web import SECRET, Door, hook
from tests.handlers.conftest import an, binh, chi, dung, stage, world  # noqa: F401
from tests.stage import Person, Stage
from texts.rich import RichText

# ruff: noqa: F811


@contextlib.asynccontextmanager
async def opened(stage: Stage) -> AsyncIterator[Door]:
    app = create_app(SECRET, hook, stage.app.intake.answer)
    async with TestServer(app) as server, aiohttp.ClientSession() as client:
        yield Door(str(server.make_url("/")), client)


@pytest.fixture
async def door(stage: Stage) -> AsyncIterator[Door]:
    async with opened(stage) as door:
        yield door


def failed(stage: Stage) -> list[Event]:
    return list(stage.look(lambda s: s.scalars(select(Event).where(Event.status != EventStatus.DONE)).all()))


def queue(stage: Stage, person: Person, count: int, **more: object) -> list[int]:
    """So many messages to a person stand in the database."""
    numbers = []

    def work(session: Session) -> None:
        now = stage.world.clock.now()
        reached = addresses.at_chat(session, account(stage), str(person.chat.id))
        assert reached
        for number in range(count):
            numbers.append(stage.database.new_id(now))
            act = more.get("act") or Send(RichText(f"phần {number}"))
            row = Outgoing(
                id=numbers[-1],
                account_id=reached.account_id,
                chat=reached.chat,
                lane=Lane.BROADCAST,
                act=dump_act(act),  # type: ignore[arg-type]
                created_at=now,
                address_id=reached.address_id,
            )
            deliveries.add(session, [row], more.get("status", DeliveryStatus.QUEUED))  # type: ignore[arg-type]

    stage.database.run_now(work)
    return numbers[-count:]


def make_staff(stage: Stage, key: str) -> None:
    def work(session: Session) -> None:
        member = session.scalars(select(Member).where(Member.code == key)).one()
        member.duty = 2
        session.add(MemberRole(member_id=member.id, role=Role.STAFF))
        session.flush()

    stage.database.run_now(work)


def account(stage: Stage) -> int:
    """Our account on the sandbox's network."""
    (found,) = stage.app._by_account
    return found
