"""A restore of an older backup: what was due since waits for a word of staff, and the next three days come as they should."""

from __future__ import annotations

import io

import pytest
from sqlalchemy import update
from sqlmodel import select

from bot.drill import drill
from storage.engine.database import Database
from storage.maintenance.backup import restore, write
from storage.maintenance.migrate import upgrade
from storage.tables import Digest, DigestKind, GroupPoll, GroupPollStatus, Prompt, Role, Survey, SurveyStatus
from tests.handlers.conftest import an, binh, chi, stage, world  # noqa: F401
from tests.handlers.playing import (
    QUICK,
    TITLE,
    begin_report,
    joins,
    local,
    only,
    play,
    prompt_there,
    report_there,
    write_prompt,
)
from tests.handlers.staff.test_groups_back import binds
from tests.handlers.staff.test_planned import write_for_later
from tests.handlers.surveys.test_group_polls import asked, write_poll
from tests.handlers.surveys.test_surveys import TITLE as POLL
from tests.handlers.surveys.test_surveys import write_survey
from tests.stage import Person, Stage

# ruff: noqa: F811


async def restored(stage: Stage, binh: Person) -> None:
    """A backup of the 3rd at 16:00, a day and a half lost, and the data put back in the evening of the 4th."""
    only(stage, "daily_digest")
    await write_for_later(binh, "4/11")
    await binh.presses("✓ Gửi đi")
    await stage.at(local(3, 16))
    file = io.BytesIO()
    write(stage.database, file, stage.world.clock.now())
    for hour in ((3, 17), (4, 9), (4, 17), (4, 18)):
        await stage.at(local(*hour))
    await stage.app.stop()
    restore(stage.database, file, stage.world.clock.now(), replace=True)
    stage.database.open()
    await stage.starts_again()


async def test_an_officer_is_asked_before_what_was_due_since_leaves_again(
    stage: Stage, an: Person, binh: Person, chi: Person
) -> None:
    em = await joins(stage, "em", "Đỗ Em", Role.STAFF)
    await restored(stage, binh)
    marks = {person: person.last.id for person in (an, chi, em)}
    await stage.tick()
    await stage.tick()
    question = binh.has_seen("Dữ liệu được khôi phục từ bản sao lưu lúc 16:00 03/11.").text
    assert f"• Yêu cầu {TITLE}" in question and "• Bản tổng hợp ngày" in question
    binh.has_seen("Dữ liệu từ 16:00 ngày 03/11 đến 18:00 ngày 04/11 không còn")
    assert [text for text in an.answers(marks[an]) if TITLE in text] == []
    assert chi.answers(marks[chi]) == []
    an.sees("Do sự cố, dữ liệu gửi từ 16:00 ngày 03/11 đến 18:00 ngày 04/11 không còn trong hệ thống.")
    assert not any("khôi phục từ bản sao lưu lúc" in text for text in em.answers(marks[em])), "one officer"
    await stage.at(local(4, 18, 31))
    em.sees("Gửi bây giờ hay bỏ qua?")
    await binh.presses("Gửi")
    binh.sees("✓ Sẽ gửi những việc đã đến giờ.")
    await em.presses("Bỏ qua")
    assert em.toast == "Trần Bình đã quyết định lúc 18:31."
    await stage.tick()
    an.sees(TITLE)
    chi.sees("⚠ Dữ liệu từ 16:00 ngày 03/11 đến 18:00 ngày 04/11 không còn")
    mark = chi.last.id
    await stage.at(local(5, 17))
    assert len(chi.answers(mark)) == 1
    chi.sees("chưa nhận được tin khẩn")


async def test_what_is_passed_over_does_not_leave_and_the_next_hours_come(
    stage: Stage, an: Person, binh: Person, chi: Person
) -> None:
    await restored(stage, binh)
    await stage.tick()
    marks = {person: person.last.id for person in (an, chi)}
    await binh.presses("Bỏ qua")
    await stage.tick()
    await binh.says("/tinhhinh")
    assert not any(TITLE in label for label in binh.buttons), "it is cancelled, and can be written anew"
    await stage.at(local(4, 19))
    assert [person.answers(marks[person]) for person in (an, chi)] == [[], []]
    await stage.at(local(5, 17))
    assert len(chi.answers(marks[chi])) == 1, "the next day's digest"
    for person in (an, chi):
        await person.presses_on(person.card.id, "restore.send:1", force=True)
        assert person.toast.startswith("Nút này không còn dùng được.")


async def test_messages_that_waited_for_the_morning_are_asked_about_too(stage: Stage, an: Person, binh: Person) -> None:
    only(stage)
    await stage.at(local(3, 22))
    prompt_there(stage, title="Tháng 11", due=local(25, 17))
    await write_prompt(binh, title="Đêm", due="25/11")
    await binh.presses("✓ Gửi đi")
    file = io.BytesIO()
    write(stage.database, file, stage.world.clock.now())
    await stage.app.stop()
    stage.world.clock.set(local(3, 22, 10))
    restore(stage.database, file, stage.world.clock.now(), replace=True)
    stage.database.open()
    await stage.starts_again()
    mark = an.last.id
    await stage.tick()
    binh.sees("• 2 tin đang chờ gửi lúc sao lưu")
    await stage.at(local(4, 8))
    assert an.answers(mark) == []
    await binh.presses("Gửi")
    await stage.tick()
    an.sees("Đêm")


async def again(stage: Stage, file: io.BytesIO) -> None:
    """The data are put back."""
    await stage.app.stop()
    restore(stage.database, file, stage.world.clock.now(), replace=True)
    stage.database.open()
    await stage.starts_again()
    await stage.tick()
    await stage.tick()


@pytest.mark.parametrize(("says", "times"), [("Gửi", 1), ("Bỏ qua", 0)])
async def test_outcome_that_waited_for_the_morning_is_told_once_or_not_as_the_officer_says(
    stage: Stage, an: Person, binh: Person, says: str, times: int
) -> None:
    only(stage)
    prompt_there(stage)
    await begin_report(an)
    await play(an, (*QUICK, ("press", "Gửi")))
    await binh.says("BC-1126-001")
    await binh.presses("Gộp vào vấn đề")
    await binh.says("Giá vật tư")
    await binh.presses("Xem vấn đề")
    await stage.at(local(3, 22, 30))
    await binh.presses("Báo kết quả")
    await binh.says("Đã niêm yết giá.")
    await binh.presses("Gửi kết quả")
    file = io.BytesIO()
    write(stage.database, file, stage.world.clock.now())
    await stage.at(local(4, 8))
    an.sees("Đã niêm yết giá.")
    await again(stage, file)
    mark = an.last.id
    await binh.presses(says)
    for day in (4, 5, 6):
        await stage.at(local(day, 12))
        await stage.tick()
    assert sum("Đã niêm yết giá." in text for text in an.answers(mark)) == times


@pytest.mark.parametrize("says", ["Gửi", "Bỏ qua"])
async def test_poll_that_waited_for_the_morning_is_not_lost_before_the_officer_has_said_so(
    stage: Stage, an: Person, binh: Person, says: str
) -> None:
    only(stage)
    await binds(binh)
    await stage.at(local(3, 22))
    await write_poll(binh)
    await binh.presses("Gửi vào nhóm")
    file = io.BytesIO()
    write(stage.database, file, stage.world.clock.now())
    await again(stage, file)
    await stage.at(local(4, 8))
    binh.has_not_seen("không vào được nhóm")
    await binh.presses_on(*binh.button(says))
    for minute in (1, 2):
        await stage.at(local(4, 8, minute))
    status = stage.look(lambda s: s.scalars(select(GroupPoll.status)).one())
    if says == "Gửi":
        assert len(asked(stage)) == 1 and status is GroupPollStatus.ASKED
    else:
        assert not asked(stage) and status is GroupPollStatus.LOST
        binh.has_seen("không gửi vào nhóm Cộng tác viên nữa")


@pytest.mark.parametrize(("what", "named"), [("rule", "Danh sách vấn đề chưa có kết quả"), ("survey", POLL)])
async def test_monday_list_or_survey_alone_is_asked_about(
    stage: Stage, an: Person, binh: Person, what: str, named: str
) -> None:
    only(stage, *(["weekly_issues"] if what == "rule" else []))
    if what == "survey":
        await write_survey(binh)
        await binh.presses("✓ Gửi khảo sát")
        planned = {"status": SurveyStatus.PLANNED, "opens_at": local(9, 9)}
        stage.database.run_now(lambda s: s.execute(update(Survey).values(planned)))
    file = io.BytesIO()
    write(stage.database, file, stage.world.clock.now())
    await stage.at(local(9, 9, 1))  # a Monday
    await again(stage, file)
    mark = an.last.id
    assert named in binh.has_seen("Gửi bây giờ hay bỏ qua?").text
    await stage.at(local(9, 10))
    assert not any(POLL in text for text in an.answers(mark))


async def test_drill_lives_three_days_on_and_sends_nothing(
    stage: Stage, binh: Person, chi: Person, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """Either kind of database is restored into a file of its own, and what comes due there is made."""
    only(stage, "daily_digest")
    report_there(stage, "an")
    await write_for_later(binh, "4/11")
    await binh.presses("✓ Gửi đi")
    await stage.at(local(3, 16))
    file = io.BytesIO()
    write(stage.database, file, stage.world.clock.now())
    await stage.app.stop()
    mark = chi.last.id
    copy = Database(f"sqlite:///{tmp_path_factory.mktemp('drill')}/drill.db", stage.database.keys)
    upgrade(copy)
    restore(copy, file, local(4, 18))
    copy.open()
    found = await drill(stage.app.options, copy, local(4, 18))
    made = copy.read_now(lambda s: s.scalars(select(Digest).where(Digest.kind == DigestKind.DAILY)).all())
    sent = copy.read_now(lambda s: s.scalars(select(Prompt)).one())
    copy.close()
    assert (found.held, found.prompts, found.digests, found.troubles) == (True, 1, 4, 0)
    assert [one.last_day.day for one in made] == [4, 5, 6, 7] and sent.sent_at is not None
    assert found.messages > 4
    assert chi.answers(mark) == []
    await stage.starts_again()
