"""The inbox: each event counts once; one that our own mistake fails is told, tried again, and holds up nobody."""

from __future__ import annotations

import asyncio
import io
from datetime import timedelta

import pytest
from sqlmodel import select

from channels.messages import Inbound, Kind
from handlers import menu
from handlers.filling import conversation
from handlers.notify import reminders
from handlers.turn import Turn
from storage.messaging import events as stored
from storage.tables import Event, EventStatus
from tests.handlers.conftest import an, binh, chi, dung, stage, world  # noqa: F401
from tests.handlers.playing import GIST, UP_TO_URGENCY, begin_report, kept, local, only, play, prompt_there
from tests.stage import Person, Stage

# ruff: noqa: F811


def events(stage: Stage, status: EventStatus) -> list[Event]:
    return list(stage.look(lambda s: s.scalars(select(Event).where(Event.status == status)).all()))


async def test_what_comes_twice_counts_once(stage: Stage, an: Person) -> None:
    prompt_there(stage)
    await begin_report(an)
    for what in ("callback_query", "message"):
        stage.world.faults.add("duplicate", method=what)
    mark = an.last.id
    await play(an, UP_TO_URGENCY[:2])
    an.sees("3/")
    assert len(an.answers(mark)) == 1
    assert kept(stage, "an", "gist") == [GIST]
    stage.world.faults.add("duplicate", method="message")
    mark = an.last.id
    await an.says("/menu")
    assert len(an.answers(mark)) == 1


async def test_a_mistake_of_ours(
    stage: Stage, an: Person, dung: Person, binh: Person, chi: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nothing of the failed turn stays, the person hears it once, others notice nothing; the third failure parks it."""
    prompt_there(stage)
    await begin_report(an)
    await an.presses("Giá vật tư")
    show = conversation.show_new

    def broken(turn: Turn, *rest: object) -> None:
        show(turn, *rest)  # type: ignore[arg-type]
        if turn.event.text == GIST:
            raise RuntimeError("a mistake of ours")

    monkeypatch.setattr(conversation, "show_new", broken)
    mark = an.last.id
    await an.says(GIST)
    assert an.answers(mark) == [
        "Lắng Nghe đang trục trặc. Tin vừa rồi đã được giữ lại và sẽ xử lý sau ít phút; không cần gửi lại."
    ]
    assert kept(stage, "an", "gist") == [""], "the whole turn is undone"
    (event,) = events(stage, EventStatus.FAILED)
    assert event.payload and "a mistake of ours" in (event.trouble or "")
    await dung.says("/menu")
    dung.sees("Chọn việc muốn làm")
    await an.says("/menu")
    an.sees("Chọn việc muốn làm")

    mark = an.last.id
    now = stage.world.clock.now()
    await stage.at(now + timedelta(seconds=59))
    assert events(stage, EventStatus.FAILED)[0].tries == 1
    await stage.at(now + timedelta(seconds=60))
    assert events(stage, EventStatus.FAILED)[0].tries == 2
    assert an.answers(mark) == [], "said once"
    await stage.at(now + timedelta(seconds=60 + 240))
    assert events(stage, EventStatus.FAILED) == []
    (parked,) = events(stage, EventStatus.PARKED)
    assert parked.tries == 3
    an.sees("Tin lúc trước chưa xử lý được")
    assert [f"(số {parked.id})" in m.text for m in binh.phone].count(True) == 1, "staff are told once"
    assert not any("langnghe inbox" in m.text for person in (an, dung, chi) for m in person.phone)
    mark = an.last.id
    await stage.at(now + timedelta(days=2))
    assert an.answers(mark) == []
    await an.says("Giá phân bón tăng")
    an.sees("3/")

    mark = an.last.id
    seen = binh.last.id
    stage.database.run_now(lambda s: stored.again(s, stage.world.clock.now()))
    await stage.tick()
    (parked,) = events(stage, EventStatus.PARKED)
    assert parked.tries == 4, "an administrator had it tried again, in vain"
    assert an.answers(mark) == binh.answers(seen) == [], "and nobody hears of it twice"


async def test_one_mistake_that_parks_what_many_say_is_told_once(
    stage: Stage, an: Person, dung: Person, binh: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object) -> None:
        raise RuntimeError("a mistake of ours")

    monkeypatch.setattr(menu, "show", broken)
    now = stage.world.clock.now()
    await an.says("/menu")
    await dung.says("/menu")
    for seconds in (60, 300):
        await stage.at(now + timedelta(seconds=seconds))
    assert len(events(stage, EventStatus.PARKED)) == 2
    assert ["langnghe inbox failed" in m.text for m in binh.phone].count(True) == 1


async def test_what_is_asked_again_after_it_was_parked_comes_through(
    stage: Stage, an: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    now = stage.world.clock.now()
    with monkeypatch.context() as trouble:

        def broken(*_: object) -> None:
            raise RuntimeError("a mistake of ours")

        trouble.setattr(menu, "show", broken)
        await an.says("/menu")
        for seconds in (60, 300):
            await stage.at(now + timedelta(seconds=seconds))
        assert events(stage, EventStatus.PARKED)
    stage.database.run_now(lambda s: stored.again(s, stage.world.clock.now()))
    await stage.tick()
    an.sees("Chọn việc muốn làm")
    assert events(stage, EventStatus.PARKED) == events(stage, EventStatus.FAILED) == []


async def test_an_update_that_we_fail_to_read(
    stage: Stage, an: Person, dung: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A mistake in our reading itself holds up nobody either, and nothing is lost by it."""
    (channel,) = stage.app._channels
    read = channel.parse

    def broken(payload: object) -> object:
        if GIST in str(payload):
            raise KeyError(GIST)
        return read(payload)

    prompt_there(stage)
    await begin_report(an)
    await an.presses("Giá vật tư")
    with monkeypatch.context() as trouble:
        trouble.setattr(channel, "parse", broken)
        await an.says(GIST)
        (event,) = events(stage, EventStatus.FAILED)
        assert (event.kind, event.tries) == ("unread", 1)
        await dung.says("/menu")
        dung.sees("Chọn việc muốn làm")
        await stage.at(stage.world.clock.now() + timedelta(seconds=60))
        assert events(stage, EventStatus.FAILED)[0].tries == 2
    await stage.at(stage.world.clock.now() + timedelta(seconds=240))
    assert kept(stage, "an", "gist") == [GIST]
    assert events(stage, EventStatus.FAILED) == []


async def test_what_the_network_brings_after_a_month_is_not_taken_in(
    stage: Stage, an: Person, logs: io.StringIO
) -> None:
    """Its id is forgotten by then: it might have counted before."""
    await an.says("/menu")
    update = {
        "update_id": 5,
        "message": {
            "message_id": 7,
            "date": int((stage.world.clock.now() - stored.KEPT - timedelta(seconds=1)).timestamp()),
            "chat": {"id": an.chat.id, "type": "private", "first_name": "An"},
            "from": stage.world.people["an"].user,
            "text": "/trogiup",
        },
    }
    mark = an.last.id
    await stage.app.intake.receive("telegram", stage.app._channels[0].account, update)
    await stage.settle()
    assert an.answers(mark) == []
    assert not stage.look(lambda s: s.scalars(select(Event).where(Event.event_id == "5")).all())
    assert "too old to be taken in" in logs.getvalue()
    update["message"]["date"] += 2  # type: ignore[index]
    await stage.app.intake.receive("telegram", stage.app._channels[0].account, update)
    await stage.settle()
    assert len(an.answers(mark)) == 1


async def test_a_tap_on_an_old_message_is_no_old_tap(stage: Stage, an: Person) -> None:
    token = an.button("Báo cáo của tôi")
    stage.world.clock.advance(40 * 86400)
    await stage.app.ticker.tidy()
    await an.presses_on(*token)
    an.sees("Chưa gửi báo cáo nào.")


async def test_of_what_waits_the_lowest_message_goes_first(stage: Stage, an: Person) -> None:
    """However the network brought them: a chat's own order is that of its messages."""
    order = list[int]()
    inbox = stage.app.inbox
    (account,) = stage.app._by_account

    def said(number: int) -> Inbound:
        return Inbound(
            account="100001",
            event_id=str(number),
            kind=Kind.TEXT,
            chat_id=str(an.chat.id),
            private=True,
            sender_id=str(an.chat.id),
            sent_at=stage.world.clock.now(),
            order=number,
            message_id=str(number),
            text="/menu",
        )

    async def one(number: int) -> None:
        await inbox.receive(account, "telegram", said(number))
        order.append(number)

    async with asyncio.TaskGroup() as group:
        for number in (4, 9, 7, 8, 6):
            group.create_task(one(number))
    assert order == [4, 6, 7, 8, 9]
    await stage.settle()


async def test_a_mistake_that_was_mended(stage: Stage, an: Person, monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as trouble:

        def broken(*_: object) -> None:
            raise RuntimeError("a mistake of ours")

        trouble.setattr(menu, "show", broken)
        await an.says("/menu")
        an.sees("Lắng Nghe đang trục trặc.")
    await stage.restart()
    await stage.at(stage.world.clock.now() + timedelta(minutes=1))
    an.sees("Chọn việc muốn làm")
    assert events(stage, EventStatus.FAILED) == events(stage, EventStatus.PARKED) == []
    assert not stage.look(lambda s: [e for e in s.scalars(select(Event)) if e.payload or e.trouble]), (
        "and it is forgotten"
    )


async def test_an_hour_that_fails_is_tried_again(
    stage: Stage, an: Person, binh: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    only(stage, "reminders")
    prompt_there(stage, title="Tháng 11", due=local(6, 17))
    mark = an.last.id
    with monkeypatch.context() as trouble:

        def broken(*_: object) -> None:
            raise RuntimeError("a mistake of ours")

        trouble.setattr(reminders, "send", broken)
        await stage.at(local(5, 8))
        assert [event.kind for event in events(stage, EventStatus.FAILED)] == ["clock.reminders"]
        await binh.says("/menu")
        binh.sees("Chọn việc muốn làm")
    await stage.at(local(5, 8, 1))
    assert len(an.answers(mark)) == 1
    an.sees("⏰ Còn 1 ngày")
    await stage.at(local(5, 8, 2))
    assert len(an.answers(mark)) == 1


async def test_what_two_people_do_at_once_is_not_mixed_up(stage: Stage, an: Person, dung: Person) -> None:
    prompt_there(stage)
    await begin_report(an)
    await begin_report(dung)
    for step in range(2):
        for person in (an, dung):
            label = ("Giá vật tư", "Sáp nhập")[step]
            if not step:
                stage.world.press(person.key, person.chat, *person.button(label))
            else:
                for part in range(3):
                    stage.world.say(person.key, person.chat, f"{person.key} {part}")
        await stage.settle()
    assert sorted(kept(stage, "an", "gist") + kept(stage, "dung", "gist")) == ["an 0", "dung 0"]
    an.sees("Mục này không có trong danh sách")
