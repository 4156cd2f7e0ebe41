"""Reminders: three days before, one day before and on the day; one a day in all, to those who have not answered, by daylight."""

from __future__ import annotations

import io

from sqlmodel import Session

from storage.messaging import schedule_rules
from tests.handlers.playing import UP_TO_URGENCY, begin_report, local, only, play, prompt_there
from tests.stage import Person, Stage


async def test_three_days_one_day_and_the_day(stage: Stage, an: Person, dung: Person) -> None:
    only(stage, "reminders")
    prompt_there(stage, title="Tháng 11", due=local(25, 17))
    told = {}
    for day in (4, 21, 22, 23, 24, 25, 26):
        mark = an.last.id
        await stage.at(local(day, 8))
        await stage.at(local(day, 8, 1))
        await stage.at(local(day, 16))
        told[day] = an.answers(mark)
    assert {day: len(found) for day, found in told.items()} == {4: 0, 21: 0, 22: 1, 23: 1, 24: 0, 25: 1, 26: 0}, (
        "the 24th is a holiday"
    )
    assert told[22][0].startswith("⏰ Còn 3 ngày đến hạn Tháng 11 (17:00 ngày 25/11).")
    assert told[23][0].startswith("⏰ Còn 2 ngày đến hạn Tháng 11")
    assert told[25][0].startswith("⏰ Hôm nay đến hạn")
    assert "không nghe ý kiến gì" in told[25][0]
    dung.has_seen("⏰")


async def test_to_those_who_have_not_answered(stage: Stage, an: Person, dung: Person) -> None:
    only(stage, "reminders")
    prompt = prompt_there(stage, title="Tháng 11", due=local(25, 17))
    await begin_report(an, "Tháng 11")
    await play(an, UP_TO_URGENCY)
    await dung.presses_on(dung.card.id, f"no:{prompt}:0", force=True)
    mark, other = an.last.id, dung.last.id
    await stage.at(local(22, 8))
    assert an.answers(mark) == ["⏰ Phiếu Tháng 11 còn 1 câu. Hạn gửi: 17:00 ngày 25/11, còn 3 ngày."]
    assert dung.answers(other) == [], "who said that there is nothing is not reminded"
    await an.presses("Viết tiếp")
    an.sees("Việc này gấp đến mức nào?")
    await an.presses("Bình thường")
    mark = an.last.id
    await stage.at(local(23, 8))
    assert an.answers(mark) == [
        "⏰ Phiếu Tháng 11 đã đủ câu trả lời nhưng chưa gửi. Hạn gửi: 17:00 ngày 25/11, còn 2 ngày."
    ]
    await an.presses("Viết tiếp")
    await an.presses("✓ Gửi")
    mark = an.last.id
    await stage.at(local(25, 8))
    assert an.answers(mark) == [], "who has sent a report is not reminded"


def every_hour(session: Session) -> None:
    rule = schedule_rules.rule(session, "reminders")
    assert rule
    rule.cron = "0 8-16 * * *"


async def test_one_a_day_across_prompts(stage: Stage, an: Person) -> None:
    only(stage, "reminders")
    prompt_there(stage, title="Việc sau", due=local(25, 17))
    prompt_there(stage, title="Việc trước", due=local(25, 11))
    stage.database.run_now(every_hour)
    for day in (23, 25):
        mark = an.last.id
        for hour in (8, 9, 12):
            await stage.at(local(day, hour))
        assert [("Việc trước" in text, "Việc sau" in text) for text in an.answers(mark)] == [(True, False)]


async def test_none_at_night_and_none_after_the_hour(stage: Stage, an: Person) -> None:
    """The program slept through the morning and woke in the evening, and again after the hour at which all was due."""
    only(stage, "reminders")
    prompt_there(stage, title="Tháng 11", due=local(26, 8))
    mark = an.last.id
    await stage.at(local(25, 21))
    await stage.at(local(26, 7))
    assert an.answers(mark) == [], "what was meant for the day before is not said on the day"
    await stage.at(local(26, 8, 0))
    await stage.at(local(26, 12))
    assert an.answers(mark) == []


async def test_none_leaves_on_another_day_than_it_names(stage: Stage, an: Person, logs: io.StringIO) -> None:
    only(stage, "reminders")
    prompt_there(stage, title="Tháng 11", due=local(25, 17))
    stage.world.faults.add("too_many", method="sendMessage", chat=an.chat.id, retry_after=44 * 3600)
    mark, logged = an.last.id, len(logs.getvalue())
    stage.world.clock.set(local(23, 8))
    await stage.app.ticker.tick()
    await stage.until(lambda: "send refused" in logs.getvalue()[logged:])
    stage.world.clock.set(local(25, 7))
    await stage.settle()
    assert an.answers(mark) == [], "a day late it would say that there is one day left"
    await stage.at(local(25, 8))
    assert [text.partition(" đến hạn")[0] for text in an.answers(mark)] == ["⏰ Hôm nay"]


async def test_none_leaves_after_the_hour(stage: Stage, an: Person, logs: io.StringIO) -> None:
    only(stage, "reminders")
    prompt_there(stage, title="Tháng 11", due=local(25, 9))
    stage.world.faults.add("too_many", method="sendMessage", chat=an.chat.id, retry_after=7200)
    mark, logged = an.last.id, len(logs.getvalue())
    stage.world.clock.set(local(25, 8))
    await stage.app.ticker.tick()
    await stage.until(lambda: "send refused" in logs.getvalue()[logged:])
    stage.world.clock.set(local(25, 11))
    await stage.settle()
    assert an.answers(mark) == []
