"""Faults around the program: nothing that was acknowledged is lost, and `/readyz` and the log say what is going on."""

from __future__ import annotations

import asyncio
import contextlib
import io
import os
import resource
from collections.abc import AsyncIterator, Iterator
from datetime import timedelta
from pathlib import Path

import aiohttp
import pytest
from aiohttp.test_utils import TestServer
from sqlalchemy import text
from sqlalchemy.exc import OperationalError
from sqlmodel import Session, select

from bot.polling import Polling
from bot.web import create_app
from channels.codec import dump_act
from channels.messages import FileRef, Inbound, Kind, MediaKind, Send
from channels.telegram import TelegramChannel
from handlers import menu
from handlers.turn import Turn
from sandbox.world import World
from storage import deliveries, members, tasks
from storage.database import Database
from storage.deliveries import Outgoing
from storage.keys import KeyRing, new_key
from storage.tables import (
    Alert,
    Delivery,
    DeliveryStatus,
    Event,
    EventStatus,
    Lane,
    Member,
    MemberRole,
    Role,
)
from tests.bot.test_web import ACCOUNT, SECRET, Door, hook, said
from tests.handlers.conftest import an, binh, chi, dung, stage, world  # noqa: F401
from tests.handlers.playing import GIST, UP_TO_URGENCY, begin_report, kept, play, prompt_there
from tests.stage import BOT, Person, Stage, StillClock, furnish, staged
from texts.rich import RichText

# ruff: noqa: F811


@contextlib.asynccontextmanager
async def opened(stage: Stage) -> AsyncIterator[Door]:
    app = create_app(SECRET, hook, stage.app.answer)
    async with TestServer(app) as server, aiohttp.ClientSession() as client:
        yield Door(str(server.make_url("/")), client)


@pytest.fixture
async def door(stage: Stage) -> AsyncIterator[Door]:
    async with opened(stage) as door:
        yield door


def failed(stage: Stage) -> list[Event]:
    return list(stage.look(lambda s: s.scalars(select(Event).where(Event.status != EventStatus.DONE)).all()))


@contextlib.contextmanager
def files_no_larger_than(size: int) -> Iterator[None]:
    """Whatever this process writes beyond so many bytes of a file fails, as on a full disk: also in the middle of a commit."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)


@pytest.fixture
async def on_a_disk(sqlite_template: bytes, tmp_path: Path, world: World) -> AsyncIterator[Stage]:
    """The program on a file (a server's disk is not ours to fill), with An in it."""
    path = tmp_path / "small.db"
    path.write_bytes(sqlite_template)
    database = Database(f"sqlite:///{path}", KeyRing.parse([new_key()]))
    database.found(world.clock.now())
    database.open()
    codes = database.run_now(lambda session: furnish(session, world.clock.now()))
    async with staged(database, world) as stage:
        await stage.person("an").starts(codes["an"])
        await stage.person("an").presses("Đồng ý tham gia")
        yield stage
    database.close()


async def test_a_disk_that_fills_in_the_middle_of_a_commit(on_a_disk: Stage, logs: io.StringIO) -> None:
    stage, an = on_a_disk, on_a_disk.person("an")
    prompt_there(stage)
    await begin_report(an)
    await play(an, UP_TO_URGENCY[:1])
    mark = an.last.id
    async with opened(stage) as door:
        with files_no_larger_than(os.stat(f"{stage.database.engine.url.database}-wal").st_size + 6000):
            assert await door.post(said(stage, "an", GIST, 50)) == 503, "the network is to come again"
            assert await stage.app.health.troubles() == ["the database takes nothing: SQLITE_IOERR_WRITE"]
            assert an.answers(mark) == []
        assert kept(stage, "an", "gist") == [""]
        assert '"not received"' in logs.getvalue() and '"not ready"' in logs.getvalue()
        assert await door.post(said(stage, "an", GIST, 50)) == 200
    await stage.settle()
    assert kept(stage, "an", "gist") == [GIST] and len(an.answers(mark)) == 1
    assert await stage.app.health.troubles() == []
    assert failed(stage) == []


async def test_what_cannot_be_noted_as_sent_is_not_sent_on_and_on(stage: Stage, an: Person, logs: io.StringIO) -> None:
    """While results are not written, nothing more leaves: a crash repeats no more than was in flight."""
    queue(stage, an, 200)
    settle = deliveries.settle
    with pytest.MonkeyPatch.context() as trouble:

        def full(*_: object) -> None:
            raise OperationalError("UPDATE", None, OSError("the disk is full"))

        trouble.setattr(deliveries, "settle", full)
        await stage.app.tick()
        await stage.until(lambda: "outcomes not written" in logs.getvalue())
        for _ in range(20):
            await stage.world.changed(0.01)
        left = len([m for m in an.phone if m.text.startswith("phần")])
        assert 0 < left <= 64
        trouble.setattr(deliveries, "settle", settle)
        stage.world.clock.advance(1)
        await stage.settle()
    assert [m.text for m in an.phone if m.text.startswith("phần")] == [f"phần {n}" for n in range(200)]


def queue(stage: Stage, person: Person, count: int, **more: object) -> list[int]:
    """So many messages to a person stand in the database."""
    numbers = []

    def work(session: Session) -> None:
        now = stage.world.clock.now()
        reached = members.at_chat(session, account(stage), str(person.chat.id))
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


async def test_a_delivery_that_finds_the_database_away_is_sent_later(
    stage: Stage, an: Person, logs: io.StringIO
) -> None:
    """It needs its file; that this cannot be read now is nothing that the message is to blame for."""
    now = stage.world.clock.now()
    stored = stage.database.run_now(lambda s: tasks.store(s, "digest", "a.txt", "text/plain", b"content", now))
    act = Send(RichText("tệp"), file=FileRef(MediaKind.DOCUMENT, stored, "a.txt"))
    queue(stage, an, 1, act=act)
    with pytest.MonkeyPatch.context() as trouble:

        def away(*_: object) -> None:
            raise OperationalError("SELECT", None, OSError("away"))

        trouble.setattr(tasks, "file", away)
        await stage.app.tick()
        await stage.until(lambda: "delivery waits for the database" in logs.getvalue())
    stage.world.clock.advance(2)
    await stage.settle()
    assert an.last.text == "tệp"


async def test_rows_whose_commit_was_never_answered_leave_all_the_same(stage: Stage, an: Person) -> None:
    """The connection broke at the COMMIT: the row says `sending`, and nobody was told to send it."""
    mark = an.last.id
    queue(stage, an, 2, status=DeliveryStatus.SENDING)
    stage.world.clock.advance(30)
    await stage.tick()
    assert an.answers(mark) == []
    stage.world.clock.advance(40)
    await stage.tick()
    assert an.answers(mark) == ["phần 0", "phần 1"]
    stage.world.clock.advance(200)
    await stage.tick()
    assert len(an.answers(mark)) == 2


async def test_a_statement_that_always_fails_is_no_database_that_is_away(
    stage: Stage, an: Person, dung: Person, door: Door, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A mistake of ours in SQL parks the event like any other: the network does not come again for ever."""

    def broken(turn: Turn, *_: object) -> None:
        turn.session.execute(text("SELECT nothing FROM nowhere"))

    with monkeypatch.context() as trouble:
        trouble.setattr(menu, "show", broken)
        assert await door.post(said(stage, "an", "/menu", 60)) == 200
        await stage.settle()
        an.sees("Lắng Nghe đang trục trặc.")
        assert [event.status for event in failed(stage)] == [EventStatus.FAILED]
    await dung.says("/menu")
    dung.sees("Chọn việc muốn làm")


async def test_a_clock_that_is_put_back_an_hour(
    stage: Stage, an: Person, binh: Person, dung: Person, monkeypatch: pytest.MonkeyPatch, logs: io.StringIO
) -> None:
    """Pacing, backoff, focus and what is due go on; the hours of rules come when the clock says so."""
    prompt_there(stage)
    await begin_report(an)
    await play(an, UP_TO_URGENCY[:1])
    await dung.says("/khan")
    await dung.presses("Khác")  # some topic
    with monkeypatch.context() as trouble:

        def broken(*_: object) -> None:
            raise RuntimeError("a mistake of ours")

        trouble.setattr(menu, "show", broken)
        await binh.says("/menu")
        assert len(failed(stage)) == 1
    stage.world.faults.add("too_many", method="sendMessage", chat=an.chat.id, retry_after=30)
    stage.world.say("an", BOT, GIST)
    await stage.until(lambda: "send refused" in logs.getvalue())
    seen, mark = binh.last.id, an.last.id

    clock = stage.app.clock
    back = timedelta(hours=1)
    monkeypatch.setattr(clock, "now", lambda: StillClock.now(clock) - back)  # type: ignore[arg-type]
    stage.world.clock.advance(30)
    await stage.settle()
    assert len(an.answers(mark)) == 1, "the wait that the network asked for was not an hour longer"
    await stage.tick()
    assert failed(stage) == [], "nor that of an event that failed"
    assert "Chọn việc muốn làm" in binh.answers(seen)[-1]
    await an.presses("Phụ nữ")
    await an.presses("Xong")
    assert kept(stage, "an", "gist") == [GIST]
    await dung.says("Việc xảy ra lúc nãy")
    assert "trục trặc" not in dung.last.text
    await stage.tick()


async def test_an_alert_goes_round_when_the_clock_is_put_back(
    stage: Stage, an: Person, binh: Person, chi: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    make_staff(stage, "chi")
    prompt_there(stage)
    await begin_report(an)
    await play(an, UP_TO_URGENCY)
    await an.presses("Khẩn")
    binh.sees("❗ Việc khẩn")
    clock = stage.app.clock
    monkeypatch.setattr(clock, "now", lambda: StillClock.now(clock) - timedelta(hours=1))  # type: ignore[arg-type]
    mark = chi.last.id
    await stage.tick()
    assert len(chi.answers(mark)) == 1, "at the latest after the minutes that an officer has"


def make_staff(stage: Stage, key: str) -> None:
    def work(session: Session) -> None:
        member = session.scalars(select(Member).where(Member.code == key)).one()
        member.duty = 2
        session.add(MemberRole(member_id=member.id, role=Role.STAFF))
        session.flush()

    stage.database.run_now(work)


async def test_the_hours_go_on_when_the_clock_is_put_back(stage: Stage, an: Person) -> None:
    """The loop itself waits by a clock that is never put back."""
    await stage.app.stop()
    stage.app = stage._new_app()
    await stage.app.start()
    clock = stage.app.clock
    with pytest.MonkeyPatch.context() as put_back:
        put_back.setattr(clock, "now", lambda: StillClock.now(clock) - timedelta(hours=1))  # type: ignore[arg-type]
        stage.world.clock.advance(2)
        mark = an.last.id
        queue(stage, an, 1)
        for _ in range(3):
            stage.world.clock.advance(2)
            await stage.world.changed(0.05)
        await stage.until(lambda: an.answers(mark) == ["phần 0"])


async def test_a_webhook_replayed_a_week_later(stage: Stage, an: Person, door: Door) -> None:
    assert await door.post(said(stage, "an", "/menu", 70)) == 200
    await stage.settle()
    for _ in range(7):
        stage.world.clock.advance(86_400)
        await stage.app.tidy()
    mark = an.last.id
    assert await door.post(said(stage, "an", "/menu", 70)) == 200
    await stage.settle()
    assert an.answers(mark) == []


async def test_a_webhook_of_more_than_a_month_ago(stage: Stage, an: Person, door: Door) -> None:
    """Received, or it would come again and again; and that is all."""
    update = said(stage, "an", "/menu", 71)
    update["message"]["date"] = int((stage.world.clock.now() - timedelta(days=31)).timestamp())  # type: ignore[index]
    mark = an.last.id
    assert await door.post(update) == 200
    await stage.settle()
    assert an.answers(mark) == []


async def test_a_network_that_answers_updates_with_garbage(stage: Stage, an: Person, logs: io.StringIO) -> None:
    mark = an.last.id
    stage.world.faults.add("garbage", method="getUpdates", times=3)
    stage.world.say("an", BOT, "/menu")
    for count in range(1, 4):
        await stage.until(lambda count=count: logs.getvalue().count("poll refused") >= count)  # type: ignore[misc]
        stage.world.clock.advance(30)
    await stage.settle()
    assert len(an.answers(mark)) == 1


class Odd(TelegramChannel):
    """A network whose answers are JSON and make no sense."""

    def __init__(self, answers: list[object]) -> None:
        self._answers = answers
        self.offsets: list[int] = []

    async def delete_webhook(self) -> None:
        pass

    async def poll(self, offset: int, timeout: int) -> list[dict[str, object]]:  # noqa: ASYNC109
        self.offsets.append(offset)
        answer = self._answers.pop(0)
        if isinstance(answer, Exception):
            raise answer
        return answer  # type: ignore[return-value]


async def test_updates_that_are_none_hold_up_nobody(stage: Stage) -> None:
    taken: list[object] = []
    good = {"update_id": 9}
    channel = Odd([[{"x": 1}], ["text", None], [{"update_id": "9"}], [{"x": 1}, good], []])
    polling = Polling(channel, None, stage.app.clock)  # type: ignore[arg-type]

    async def receive(update: object) -> None:
        taken.append(update)
        if update == good:
            polling.end()

    polling._receive = receive
    running = asyncio.ensure_future(polling.run())
    while not running.done():
        stage.world.clock.advance(30)
        await asyncio.sleep(0)
    assert good in taken
    assert channel.offsets == [0, 0, 0, 0]


async def test_the_offset_stays_where_the_database_does_not_take_a_batch(stage: Stage) -> None:
    batch = [{"update_id": 4}, {"update_id": 5}]
    channel = Odd([batch, batch, []])
    tries: list[object] = []
    polling = Polling(channel, None, stage.app.clock)  # type: ignore[arg-type]

    async def receive(update: dict[str, int]) -> None:
        tries.append(update["update_id"])
        if update["update_id"] == 5 and tries.count(5) == 1:
            raise OperationalError("INSERT", None, OSError("away"))
        if tries.count(5) == 2:
            polling.end()

    polling._receive = receive
    running = asyncio.ensure_future(polling.run())
    while not running.done():
        stage.world.clock.advance(30)
        await asyncio.sleep(0)
    assert (channel.offsets[:2], tries) == ([0, 0], [4, 5, 4, 5])
    assert polling._offset == 6


def account(stage: Stage) -> int:
    """Our account on the sandbox's network."""
    (found,) = stage.app._by_account
    return found


def pressed(
    stage: Stage, person: Person, number: int, data: str, message: int, *, name: str = ACCOUNT, chat: str = ""
) -> Inbound:
    chat = chat or str(person.chat.id)
    return Inbound(
        account=name,
        event_id=str(number),
        kind=Kind.BUTTON,
        chat_id=chat,
        private=True,
        sender_id=chat,
        sent_at=stage.world.clock.now(),
        order=number,
        message_id=str(message),
        token=data,
        tap_id=str(number),
    )


async def test_a_member_who_presses_on_two_networks_at_the_same_instant(stage: Stage, an: Person) -> None:
    prompt_there(stage)
    await begin_report(an)
    message, token = an.button("Giá vật tư")

    def elsewhere(session: Session) -> int:
        other = members.account(session, "zalo", "77").id or 0
        here = members.at_chat(session, account(stage), str(an.chat.id))
        assert here is not None
        members.add_address(session, other, "an-elsewhere", here.member_id, stage.world.clock.now())
        return other

    other = stage.database.run_now(elsewhere)
    inbox = stage.app.inbox
    await asyncio.gather(
        inbox.receive(account(stage), "telegram", pressed(stage, an, 801, token, message)),
        inbox.receive(other, "zalo", pressed(stage, an, 802, token, message, name="77", chat="an-elsewhere")),
    )
    await stage.settle()
    assert failed(stage) == []
    an.sees("2/10")
    done = stage.look(lambda s: s.scalars(select(Event).where(Event.event_id.in_(["801", "802"]))).all())  # type: ignore[attr-defined]
    assert len(done) == 2
    theirs = stage.look(lambda s: s.scalars(select(Delivery).where(Delivery.account_id == other)).all())
    assert theirs and {row.status for row in theirs} == {DeliveryStatus.QUEUED}, "nobody here serves that account"


async def test_two_officers_who_take_one_alert_at_the_same_instant(
    stage: Stage, an: Person, binh: Person, chi: Person
) -> None:
    make_staff(stage, "chi")
    prompt_there(stage)
    await begin_report(an)
    await play(an, UP_TO_URGENCY)
    await an.presses("Khẩn")
    alert = stage.look(lambda s: s.scalars(select(Alert)).one())
    for person in (binh, chi):
        stage.world.press(person.key, person.chat, person.last.id, f"at:{alert.id}", force=True)
    await stage.settle()
    assert failed(stage) == []
    alert = stage.look(lambda s: s.scalars(select(Alert)).one())
    people = {member.id: member for member in stage.look(lambda s: s.scalars(select(Member)).all())}
    taker = people[alert.acknowledged_by]
    assert taker.code in ("binh", "chi")
    told = {t.person.key: t.text for t in stage.world.toasts if t.person.key in ("binh", "chi") and t.text}
    assert told[taker.code] != told["chi" if taker.code == "binh" else "binh"], "one has it, the other hears who"
    for person in (binh, chi):
        assert any(taker.name in message.text for message in person.phone)
