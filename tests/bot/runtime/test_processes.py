"""Several programs on one PostgreSQL: any of them takes what comes in, one of them sends, and a dead one is replaced."""

from __future__ import annotations

import asyncio
import os
import signal
from collections.abc import AsyncIterator, Iterator
from datetime import timedelta
from pathlib import Path

import aiohttp
import pytest
from sqlalchemy import text
from sqlmodel import Session, select

from bot.cli.console import now
from channels.codec import dump_act
from channels.messages import Send
from sandbox.world import World
from storage.engine.program_lock import ADVISORY, InUse, hold, holder_keys
from storage.members import addresses
from storage.messaging import deliveries
from storage.messaging.deliveries import Outgoing
from storage.tables import Alert, AlertStatus, Delivery, DeliveryStatus, Event, EventStatus, Lane, Member
from tests.bot.forking import Forking
from tests.bot.programs import Network, Office, Program, office, postgres_database
from tests.stage import BOT, TOKEN, new_world
from texts.rich import RichText

pytestmark = pytest.mark.subprocess

ACCOUNT = TOKEN.partition(":")[0]
AT_ONCE = 45
"""Seconds within which what takes ten is done on a busy machine too; what the network holds up (60 s) was not waited for."""


@pytest.fixture
def url(postgres: str, postgres_template: str, request: pytest.FixtureRequest) -> Iterator[str]:
    name = f"programs_{os.getpid()}_{abs(hash(request.node.nodeid)):x}"
    with postgres_database(postgres, postgres_template, name) as address:
        yield address


@pytest.fixture
def world() -> World:
    return new_world(now(), running=True)


@pytest.fixture
async def board(forker: Forking, world: World, url: str, tmp_path: Path) -> AsyncIterator[Office]:
    async with office(forker, world, url, tmp_path) as opened:
        yield opened


@pytest.fixture
async def network(world: World) -> AsyncIterator[Network]:
    async with aiohttp.ClientSession() as client:
        yield Network(world, client)


async def joined(board: Office, *keys: str) -> None:
    """These people have taken part since before."""
    for key in keys:
        board.world.start(key, BOT, board.codes[key])
        await board.until(lambda key=key: board.texts(key))  # type: ignore[misc]
        board.world.press_label(key, BOT, "Đồng ý tham gia")
        query = select(Member.joined_at).where(Member.code == key)
        await board.until(lambda query=query: board.database.read_now(lambda s: s.scalars(query).one()))  # type: ignore[misc]


def owner_of(programs: list[Program]) -> Program:
    (owner,) = [program for program in programs if program.said("owner of an account")]
    return owner


async def test_a_dead_owner_is_replaced_and_what_it_was_sending_leaves(board: Office) -> None:
    first = await board.program()
    second = await board.program()
    assert owner_of(board.programs) is first and not second.said("owner of an account")
    await joined(board, "an", "dung")
    slow = board.world.faults.add("slow", method="sendMessage", chat=board.world.chat("an", BOT).id, seconds=60)
    before = len(board.texts("an"))
    board.world.say("an", BOT, "/menu")

    def sending() -> list[Delivery]:
        rows = select(Delivery).where(Delivery.status == DeliveryStatus.SENDING)
        return list(board.database.read_now(lambda s: s.scalars(rows).all()))

    await board.until(lambda: not slow.times and sending())
    first.kill()
    taken = await board.until(lambda: second.said("owner of an account") and second.said("owner of the hours"))
    assert taken < AT_ONCE
    await board.until(lambda: len(board.texts("an")) > before)
    board.world.say("dung", BOT, "/menu")
    await board.until(lambda: "Chọn việc muốn làm" in board.texts("dung")[-1])
    await board.until(lambda: not sending())
    assert await second.stop() == 0


async def test_an_owner_that_hangs_is_replaced(board: Office) -> None:
    """Its machine answers, it does not: the server ends the connection that says nothing."""
    first = await board.program()
    second = await board.program()
    await joined(board, "an")
    first.process.send_signal(signal.SIGSTOP)
    assert await board.until(lambda: second.said("owner of an account")) < AT_ONCE
    first.process.send_signal(signal.SIGCONT)
    await board.until(lambda: first.said("owner's connection lost"))
    board.world.say("an", BOT, "/menu")
    await board.until(lambda: "Chọn việc muốn làm" in board.texts("an")[-1])


async def test_any_process_takes_webhooks_and_the_owner_sends(board: Office, network: Network) -> None:
    first, second = await board.webhook_program(), await board.webhook_program()
    for key in ("an", "dung", "lan"):
        board.world.start(key, BOT)  # or the sandbox would take nothing for them
    for key in ("an", "dung"):
        assert await network.post(second, network.update(key, f"/start {board.codes[key]}")) == 200
        await board.until(lambda key=key: board.texts(key))  # type: ignore[misc]
    texts = [f"/menu {n}" for n in range(6)]
    posted = [network.post((first, second)[n % 2], network.update("an", text)) for n, text in enumerate(texts)]
    again = network.update("dung", "/trogiup")
    posted += [network.post(program, again) for program in (first, second, first, second)]
    before = {key: len(board.texts(key)) for key in ("an", "dung")}
    assert set(await asyncio.gather(*posted)) == {200}
    inbound = select(Event.status).where(Event.kind == "inbound")
    came = [EventStatus.DONE] * (2 + len(texts) + 1)
    await board.until(lambda: board.database.read_now(lambda s: s.scalars(inbound).all()) == came)
    await board.until(lambda: all(len(board.texts(key)) > before[key] for key in before))
    assert len(board.texts("an")) <= before["an"] + len(texts), "equal answers that wait leave as one"
    assert len(board.texts("dung")) == before["dung"] + 1, "what came to both counts once"

    rows = len(board.database.read_now(lambda s: s.scalars(select(Delivery)).all()))
    assert await network.post(second, network.update("lan", "xin chào")) == 200
    await board.until(lambda: board.texts("lan"))
    assert "Kênh này chỉ dành cho người được mời." in board.texts("lan")[-1]
    kept = board.database.read_now(lambda s: s.scalars(select(Delivery)).all())
    assert len(kept) == rows, "nothing is stored of a stranger, whichever process met them"
    assert not second.said("owner of an account")


async def test_a_chat_is_answered_in_order_whoever_took_what_came_in(board: Office, network: Network) -> None:
    first, second = await board.webhook_program(), await board.webhook_program()
    owner = owner_of([first, second])
    other = second if owner is first else first
    board.world.start("an", BOT)
    assert await network.post(owner, network.update("an", f"/start {board.codes['an']}")) == 200
    await board.until(lambda: board.texts("an"))
    wrong = 0

    def join(session: Session) -> None:
        session.scalars(select(Member).where(Member.code == "an")).one().joined_at = now()

    board.database.run_now(join)
    for _ in range(4):
        before = len(board.texts("an"))
        assert await network.post(other, network.update("an", "/menu")) == 200
        assert await network.post(owner, network.update("an", "/trogiup")) == 200
        await board.until(lambda before=before: len(board.texts("an")) == before + 2)  # type: ignore[misc]
        wrong += not board.texts("an")[-2].startswith("Chọn việc") and board.texts("an")[-1].startswith("Chọn việc")
    assert wrong == 0, f"{wrong} of 4 in the wrong order"


async def test_an_upgrade_waits_for_all_programs(board: Office) -> None:
    first, second = await board.program(), await board.program()
    assert holder_keys(board.database) == [board.database.keys.fingerprints] * 2
    assert await first.stop() == 0
    with pytest.raises(InUse), hold(board.database):
        pass
    assert await second.stop() == 0
    with hold(board.database):
        refused = board.begin()
        assert await refused.end() == 1
        assert refused.log.count("\n") == 1 and "đang chạy" in refused.log


async def test_an_upgrade_that_was_quicker_is_waited_for(board: Office, network: Network) -> None:
    """The server ended the program's connection, and before it was back an upgrade began: no turn runs beneath it."""
    program = await board.webhook_program()
    board.world.start("an", BOT)
    end = "SELECT pg_terminate_backend(pid) FROM pg_locks WHERE locktype = 'advisory' AND objid = :lock"
    with board.database.engine.connect() as connection:
        connection.execute(text(end), {"lock": ADVISORY})
    with hold(board.database):
        await board.until(lambda: program.said("the database is being upgraded or restored"))
        update = network.update("an", f"/start {board.codes['an']}")
        assert await network.post(program, update) == 503
        status, said = await network.status(program, "readyz")
        assert (status, said["troubles"]) == (503, ["the database is being upgraded or restored"])
    await board.until(lambda: len(program.said("owner of an account")) == 2)
    assert await network.post(program, update) == 200
    await board.until(lambda: board.texts("an"))


async def test_told_to_stop_it_finishes_what_is_on_its_way(board: Office) -> None:
    only = await board.program()
    await joined(board, "an", "dung")
    slow = board.world.faults.add("slow", method="sendMessage", chat=board.world.chat("an", BOT).id, seconds=3)
    before = len(board.texts("an"))
    board.world.say("an", BOT, "/menu")
    await board.until(lambda: not slow.times)
    queue_broadcast(board, "dung", 300)
    await board.until(lambda: "phần 2" in board.texts("dung"))
    begun = asyncio.get_running_loop().time()
    assert await only.stop() == 0
    assert asyncio.get_running_loop().time() - begun < AT_ONCE
    assert len(board.texts("an")) == before + 1
    assert only.said("stopped") and not only.said("stopped with work under way")
    sent = [text for text in board.texts("dung") if text.startswith("phần")]
    rows = board.database.read_now(lambda s: s.scalars(select(Delivery).where(Delivery.lane == Lane.BROADCAST)).all())
    kept = [row.status for row in rows if row.status is DeliveryStatus.SENT]
    assert len(kept) == len(sent) < 300, "what left is noted as sent, and the rest waits for the next start"


async def test_what_takes_too_long_is_left_for_the_next_start(board: Office) -> None:
    first = await board.program()
    await joined(board, "an")
    slow = board.world.faults.add("slow", method="sendMessage", chat=board.world.chat("an", BOT).id, seconds=60)
    before = len(board.texts("an"))
    board.world.say("an", BOT, "/menu")
    await board.until(lambda: not slow.times)
    begun = asyncio.get_running_loop().time()
    assert await first.stop() == 0
    assert asyncio.get_running_loop().time() - begun < AT_ONCE
    assert first.said("stopped with work under way")
    await board.program()
    await board.until(lambda: len(board.texts("an")) > before)


def queue_broadcast(board: Office, key: str, count: int) -> None:
    at = now()

    def work(session):  # type: ignore[no-untyped-def]
        account = addresses.account(session, "telegram", ACCOUNT).id or 0
        person = addresses.at_chat(session, account, str(board.world.chat(key, BOT).id))
        assert person is not None
        rows = [
            Outgoing(
                id=board.database.new_id(at),
                account_id=account,
                chat=person.chat,
                lane=Lane.BROADCAST,
                act=dump_act(Send(RichText(f"phần {number}"))),
                created_at=at,
                address_id=person.address_id,
            )
            for number in range(count)
        ]
        deliveries.add(session, rows, DeliveryStatus.QUEUED)

    board.database.run_now(work)


async def test_alert_that_is_due_while_two_programs_run_is_put_to_the_next_officer_once(board: Office) -> None:
    first, second = await board.program(), await board.program()
    await joined(board, "binh")

    def due_now(session: Session) -> None:
        binh = session.scalars(select(Member).where(Member.code == "binh")).one()
        at = now() - timedelta(minutes=1)
        for asked in range(3):
            raised = Alert(unit_id=binh.unit_id, status=AlertStatus.OPEN, raised_at=at, next_at=at, asked=asked)
            session.add(raised)

    board.database.run_now(due_now)
    asking = "❗ Việc khẩn"
    await board.until(lambda: sum(asking in one for one in board.texts("binh")) == 3)
    unsent = select(Delivery.id).where(Delivery.status != DeliveryStatus.SENT)
    await board.until(lambda: not board.database.read_now(lambda s: s.scalars(unsent).all()))
    owner = owner_of([first, second])
    owner.kill()  # whoever is left finds the same hours, and tells them no second time
    left = second if owner is first else first
    await board.until(lambda: left.said("owner of an account"))
    board.world.say("binh", BOT, "/canhbao")
    await board.until(lambda: any("Việc khẩn chưa khép lại" in one for one in board.texts("binh")))
    assert sum(asking in one and "số" in one for one in board.texts("binh") if "chưa khép lại" not in one) == 3
