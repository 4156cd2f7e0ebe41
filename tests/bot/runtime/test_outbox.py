"""The outbox: nothing is lost, order is kept, alerts come first, and what the network says is obeyed."""

from __future__ import annotations

import asyncio
import io
from collections.abc import AsyncIterator
from datetime import timedelta

import pytest
from sqlmodel import Session, select

from bot.runtime.background import Activity, Tasks
from bot.runtime.outbox import Outbox
from channels.codec import dump_act
from channels.messages import Act, Edit, Send, Sent
from channels.pacing import Pacer
from channels.telegram.adapter import TelegramChannel
from storage.engine.database import Database
from storage.members import addresses
from storage.messaging import deliveries
from storage.messaging.deliveries import Outgoing
from storage.tables import Account, Address, Delivery, DeliveryStatus, Group, Lane
from tests.handlers.conftest import an, binh, dung, stage, world  # noqa: F401
from tests.handlers.playing import (
    TITLE,
    UP_TO_URGENCY,
    begin_report,
    local,
    only,
    play,
    prompt_there,
    send_prompt,
    write_prompt,
)
from tests.stage import BOT, Person, Stage
from texts.rich import RichText

# ruff: noqa: F811


def account(session: Session) -> int:
    return session.scalars(select(Account.id)).one() or 0


def found(stage: Stage, status: DeliveryStatus) -> list[Delivery]:
    return list(stage.look(lambda s: s.scalars(select(Delivery).where(Delivery.status == status)).all()))


def refusals(stage: Stage, mark: int) -> int:
    return len([call for call in stage.world.calls_since(mark) if call.error])


def put(stage: Stage, person: Person, count: int, status: DeliveryStatus) -> None:
    """So many broadcasts to a person stand in the database."""

    def work(session: Session) -> None:
        now = stage.world.clock.now()
        reached = addresses.at_chat(session, account(session), str(person.chat.id))
        assert reached
        acts = [dump_act(Send(RichText(f"phần {number}"))) for number in range(count)]
        where = {"account_id": reached.account_id, "chat": reached.chat, "address_id": reached.address_id}
        rows = [
            Outgoing(id=stage.database.new_id(now), lane=Lane.BROADCAST, act=act, created_at=now, **where)  # type: ignore[arg-type]
            for act in acts
        ]
        deliveries.add(session, rows, status)

    stage.database.run_now(work)


class Refused:
    """Counts what the outbox has put aside, by the line that it logs."""

    def __init__(self, stage: Stage, logs: io.StringIO) -> None:
        self._stage, self._logs = stage, logs
        self._since = len(logs.getvalue())

    async def wait(self, count: int = 1) -> None:
        await self._stage.until(lambda: self._logs.getvalue().count("send refused", self._since) >= count)


@pytest.fixture
def refused(stage: Stage, logs: io.StringIO) -> Refused:
    return Refused(stage, logs)


async def test_retry_after_is_obeyed_to_the_second(stage: Stage, refused: Refused, an: Person, dung: Person) -> None:
    stage.world.faults.add("too_many", method="sendMessage", chat=an.chat.id, retry_after=30)
    now, mark, seen = stage.world.clock.now(), stage.world.mark(), an.last.id
    stage.world.say("an", an.chat, "/menu")
    await refused.wait()
    stage.world.say("dung", dung.chat, "/trogiup")
    await stage.until(lambda: "hỏi từng câu một" in dung.last.text)
    put(stage, an, 1, DeliveryStatus.QUEUED)
    await stage.app.ticker.tick()
    stage.world.clock.set(now + timedelta(seconds=29))
    for _ in range(3):
        await stage.world.changed(0.02)
    assert an.answers(seen) == []
    stage.world.clock.set(now + timedelta(seconds=30))
    await stage.settle()
    assert len(an.answers(seen)) == 2, "what else there was for this chat waited too"
    assert refusals(stage, mark) == 1


@pytest.mark.parametrize("fault", ["server_error", "garbage", "drop"])
async def test_trouble_on_the_way_is_tried_again(stage: Stage, refused: Refused, an: Person, fault: str) -> None:
    stage.world.faults.add(fault, method="sendMessage", chat=an.chat.id, times=2)
    seen = an.last.id
    stage.world.say("an", an.chat, "/menu")
    for count in (1, 2):
        await refused.wait(count)
        stage.world.clock.advance(5)
    await stage.settle()
    assert len(an.answers(seen)) == 1
    assert len(found(stage, DeliveryStatus.SENDING)) == 0


async def test_hours_without_the_network_lose_no_prompt(
    stage: Stage, refused: Refused, an: Person, binh: Person
) -> None:
    only(stage)
    stage.world.faults.add("server_error", method="sendMessage", chat=an.chat.id, times=10_000)
    await write_prompt(binh)
    stage.world.press("binh", binh.chat, *binh.button("✓ Gửi đi"))
    for count in range(1, 30):
        await refused.wait(count)
        stage.world.clock.advance(400)
    stage.world.faults.clear()
    an.has_not_seen(TITLE)
    stage.world.clock.advance(400)
    await stage.settle()
    an.sees(TITLE)


async def test_who_blocked_us_gets_nothing_more(stage: Stage, an: Person, dung: Person, binh: Person) -> None:
    stage.world.faults.add("blocked", method="sendMessage", chat=dung.chat.id)
    seen = dung.last.id
    put(stage, dung, 3, DeliveryStatus.QUEUED)
    await stage.tick()
    assert dung.answers(seen) == []
    assert [(row.status, row.reason) for row in found(stage, DeliveryStatus.FAILED)] == [("failed", "blocked")] * 3
    marked = stage.look(lambda s: [a.unreachable for a in s.scalars(select(Address).order_by(Address.id))])  # type: ignore[arg-type]
    assert sorted(str(reason) for reason in marked) == ["None", "None", "None", "blocked"]
    await dung.says("/start")
    assert stage.look(lambda s: {a.unreachable for a in s.scalars(select(Address))}) == {None}, "who writes is there"


async def test_a_group_that_became_a_supergroup(stage: Stage, an: Person, binh: Person) -> None:
    await binh.says("/noinhom", group="ctv")
    await binh.presses("Nhóm cộng tác viên", group="ctv")
    old = str(stage.world.groups["ctv"].id)
    new = str(stage.world.upgrade_group("ctv").id)
    await stage.settle()
    assert stage.look(lambda s: s.scalars(select(Group)).one()).chat == new, "the network said so"

    def unaware(session: Session) -> None:
        group = session.scalars(select(Group)).one()
        group.chat, group.chat_hash = old, addresses.chat_hash(session, group.account_id, old)

    stage.database.run_now(unaware)
    await send_prompt(binh)
    assert [TITLE in m.text for m in stage.world.messages("ctv")].count(True) == 1
    assert stage.look(lambda s: s.scalars(select(Group)).one()).chat == new, "its refusal said so as well"


async def test_of_several_edits_the_last_one_leaves(stage: Stage, refused: Refused, an: Person) -> None:
    prompt_there(stage)
    await begin_report(an)
    await play(an, UP_TO_URGENCY[:2])
    stage.world.faults.add("too_many", method="editMessageText", chat=an.chat.id, retry_after=10)
    mark = stage.world.mark()
    message = an.card
    for label in ("Phụ nữ", "Nông dân", "Cựu chiến binh"):
        token = next(b.data for row in message.keyboard for b in row if label in b.text)
        stage.world.press("an", an.chat, message.id, token)
    await refused.wait()
    await stage.until(lambda: not stage.world.unconfirmed(BOT))
    stage.world.clock.advance(10)
    await stage.settle()
    edits = [call for call in stage.world.calls_since(mark) if call.method == "editmessagetext"]
    assert [bool(call.error) for call in edits] == [True, False]
    assert [label for label in an.buttons if label.startswith("☑")] == ["☑ Phụ nữ", "☑ Nông dân", "☑ Cựu chiến binh"]
    assert len([d for d in found(stage, DeliveryStatus.SENT) if d.reason == "superseded"]) == 2


async def test_a_late_answer_to_a_tap_is_not_sent(stage: Stage, refused: Refused, an: Person) -> None:
    stage.world.faults.add("too_many", method="answerCallbackQuery", retry_after=60)
    mark = stage.world.mark()
    stage.world.press("an", an.chat, *an.button("Báo cáo của tôi"))
    await refused.wait()
    stage.world.clock.advance(60)
    await stage.settle()
    assert stage.calls(mark).count("answercallbackquery") == 1
    assert [row.reason for row in found(stage, DeliveryStatus.EXPIRED)] == ["expired"]
    an.sees("Chưa gửi báo cáo nào.")


async def test_what_was_on_its_way_when_the_program_died_leaves(stage: Stage, an: Person, dung: Person) -> None:
    await stage.app.stop()

    for person in (an, dung):
        put(stage, person, 3, DeliveryStatus.SENDING)
    marks = {person: person.last.id for person in (an, dung)}
    await stage.starts_again()
    for person, mark in marks.items():
        assert person.answers(mark) == ["phần 0", "phần 1", "phần 2"]
    assert found(stage, DeliveryStatus.SENDING) == found(stage, DeliveryStatus.QUEUED) == []
    await stage.restart()
    assert len(an.answers(marks[an])) == 3, "and once only"


class Recorder(TelegramChannel):
    """A network that answers when it is let."""

    def __init__(self) -> None:
        self.sent: list[tuple[str, str]] = []
        self.open = asyncio.Event()

    async def send(self, chat_id: str, act: Act, content: bytes | None = None) -> Sent:
        await self.open.wait()
        assert isinstance(act, (Send, Edit))
        self.sent.append((chat_id, act.text.text))
        return Sent(str(len(self.sent)))


class Stood:
    """A clock that stands."""

    def __init__(self, database: Database) -> None:
        self.at = 1000.0

    def now(self):  # type: ignore[no-untyped-def]
        return local(3, 9) + timedelta(seconds=self.at)

    def monotonic(self) -> float:
        return self.at

    async def wait(self, event: asyncio.Event, seconds: float | None) -> None:
        await event.wait()


@pytest.fixture
async def line(database: Database) -> AsyncIterator[tuple[Outbox, Recorder, Activity]]:
    database.run_now(lambda s: addresses.account(s, "telegram", "1"))
    running, activity, channel = Tasks(), Activity(), Recorder()
    outbox = Outbox(database, Stood(database), activity, running, 0)
    outbox.add(1, channel, Pacer(per_second=None, per_chat=None, group_per_minute=None))
    outbox.start()
    yield outbox, channel, activity
    await running.stop()


def row(number: int, chat: str, lane: Lane, text: str) -> Outgoing:
    return Outgoing(number, 1, chat, lane, dump_act(Send(RichText(text))), local(3, 9))


async def test_alerts_first_then_replies_then_broadcasts(line: tuple[Outbox, Recorder, Activity]) -> None:
    outbox, channel, activity = line
    outbox.take(row(n, f"chat {n}", Lane.BROADCAST, "prompt") for n in range(200))
    for _ in range(5):
        await asyncio.sleep(0)
    outbox.take([row(300 + n, f"chat {n}", Lane.REPLY, "reply") for n in range(3)])
    outbox.take([row(400, "chat 1", Lane.ALERT, "alert")])
    channel.open.set()
    await activity.quiet()
    texts = [text for _, text in channel.sent]
    assert texts.count("prompt") == 200 and len(texts) == 204
    first = min(texts.index(text) for text in ("alert", "reply"))
    assert first <= 64, "at most what was on its way goes before"
    assert texts[first : first + 4] == ["alert", "reply", "reply", "reply"]


async def test_order_in_a_chat_and_lane(line: tuple[Outbox, Recorder, Activity]) -> None:
    outbox, channel, activity = line
    channel.open.set()
    for n in range(30):
        outbox.take([row(n, f"chat {n % 3}", Lane.REPLY, str(n))])
        await asyncio.sleep(0)
    await activity.quiet()
    for chat in range(3):
        said = [int(text) for where, text in channel.sent if where == f"chat {chat}"]
        assert said == sorted(said) and len(said) == 10


async def test_what_another_process_wrote_before_is_sent_before(
    line: tuple[Outbox, Recorder, Activity], database: Database
) -> None:
    """A turn here ends while we fetch what a turn elsewhere, for the same chat, wrote earlier."""
    outbox, channel, activity = line
    channel.open.set()
    database.run_now(lambda s: deliveries.add(s, [row(1, "chat", Lane.REPLY, "earlier")], DeliveryStatus.QUEUED))
    running = Tasks()
    looking = running.start(outbox.look(), "look")
    await asyncio.sleep(0)
    outbox.take([row(2, "chat", Lane.REPLY, "later")])
    for _ in range(5):
        await asyncio.sleep(0)
    await looking
    await activity.quiet()
    assert channel.sent == [("chat", "earlier"), ("chat", "later")]
    await running.stop()


async def test_broadcasts_are_not_starved_by_replies(line: tuple[Outbox, Recorder, Activity]) -> None:
    """At least one a second leaves, whatever else there is to say."""
    outbox, channel, activity = line
    outbox.take(row(n, f"chat {n}", Lane.REPLY, "reply") for n in range(200))
    outbox.take([row(300, "chat x", Lane.BROADCAST, "prompt")])
    channel.open.set()
    await activity.quiet()
    assert [text for _, text in channel.sent].index("prompt") <= 64


class Moving(Stood):
    """A clock on which waiting takes no time."""

    async def wait(self, event: asyncio.Event, seconds: float | None) -> None:
        await asyncio.sleep(0)
        if seconds is None:
            await event.wait()
        elif not event.is_set():
            self.at += seconds


async def test_an_alert_in_mid_broadcast_waits_for_the_next_place_alone(database: Database) -> None:
    """Under the real limits: thirty messages a second, the broadcast taking all of them."""
    database.run_now(lambda s: addresses.account(s, "telegram", "1"))
    running, activity, clock = Tasks(), Activity(), Moving(database)
    left: dict[str, float] = {}

    class Stamping(Recorder):
        async def send(self, chat_id: str, act: Act, content: bytes | None = None) -> Sent:
            assert isinstance(act, Send)
            left[act.text.text] = clock.at
            if act.text.text == "prompt 45":
                outbox.take([row(900, "chat 900", Lane.ALERT, "alert"), row(901, "chat 901", Lane.REPLY, "reply")])
            return Sent(str(len(left)))

    outbox = Outbox(database, clock, activity, running, 0)
    outbox.add(1, Stamping(), Pacer())
    outbox.start()
    outbox.take(row(n, f"chat {n}", Lane.BROADCAST, f"prompt {n}") for n in range(90))
    await activity.quiet()
    await running.stop()
    assert len(left) == 92
    assert left["alert"] - left["prompt 45"] <= 1 / 30 + 0.001
    assert left["reply"] - left["alert"] <= 1 / 30 + 0.001
    assert left["prompt 89"] - left["prompt 0"] <= 91 / 30 / 0.98, "98 % of what is allowed, or more"
    times = left.values()
    assert max(sum(start <= one < start + 0.999 for one in times) for start in times) <= 30, "and no more"


def test_after_a_crash_nothing_is_left_behind(database: Database) -> None:
    """However many were on their way: what a program that died left `sending`, nobody else would look at again."""
    who = database.run_now(lambda s: addresses.account(s, "telegram", "1").id) or 0
    rows = [Outgoing(n, who, "chat", Lane.BROADCAST, b"{}", local(3, 9)) for n in range(1, 2502)]
    database.run_now(lambda s: deliveries.add(s, rows, DeliveryStatus.SENDING))
    taken = database.run_now(lambda s: deliveries.claim(s, [who], local(3, 9), all_sending=True))
    assert [one.id for one in taken] == [one.id for one in rows]
