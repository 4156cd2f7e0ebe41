"""The inbox: each event counts once; one that our own mistake fails is told, tried again, and holds up nobody."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlmodel import select

from handlers import fill, menu, reminders
from handlers.turn import Turn
from storage.tables import Event, EventStatus
from tests.handlers.conftest import an, binh, dung, stage, world  # noqa: F401
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


async def test_a_mistake_of_ours(stage: Stage, an: Person, dung: Person, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing of the failed turn stays, the person hears it once, others notice nothing; the third failure parks it."""
    prompt_there(stage)
    await begin_report(an)
    await an.presses("Giá vật tư")
    show = fill.show_new

    def broken(turn: Turn, *rest: object) -> None:
        show(turn, *rest)  # type: ignore[arg-type]
        if turn.event.text == GIST:
            raise RuntimeError("a mistake of ours")

    monkeypatch.setattr(fill, "show_new", broken)
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
    mark = an.last.id
    await stage.at(now + timedelta(days=2))
    assert an.answers(mark) == []
    await an.says("Giá phân bón tăng")
    an.sees("3/")


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
    an.sees("Chưa có mục nào là “an 2”")
