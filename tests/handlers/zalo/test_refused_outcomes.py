"""An outcome that the network refuses is told to nobody: staff see so, and it comes when the person is there again."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlmodel import select

from sandbox.world import World
from services.issues import feedback
from storage.reports import withdrawals
from storage.tables import Issue, Notice, NoticeKind, Report
from tests.handlers.playing import local, only, prompt_there
from tests.handlers.zalo.joining import NETWORKS, joined
from tests.handlers.zalo.test_answer_back import likewise
from tests.handlers.zalo.test_two_networks import fill
from tests.stage import Person, Stage, new_world

OUTCOME = "Đã niêm yết giá."


@pytest.fixture
def world(network: str) -> World:
    return new_world(zalo=True, oa=network == "zalo_oa")


async def _reported(dung: Person, binh: Person) -> None:
    """A report of Dung's, whose issue the officer has before them."""
    await dung.says("viết báo cáo")
    await fill(dung, "Bình thường")
    await dung.presses("Gửi")
    await binh.says("BC-1126-001")
    await binh.presses("Gộp vào vấn đề")
    await binh.says("Giá vật tư")
    await binh.presses("Xem vấn đề")


@pytest.mark.parametrize("deleted", [False, True])
async def test_outcome_of_the_night_does_not_come_in_the_morning_where_the_report_was_deleted(
    stage: Stage, network: str, binh: Person, chi: Person, deleted: bool
) -> None:
    only(stage)
    dung = await joined(NETWORKS[network](stage, "dung"))
    prompt_there(stage)
    stage.world.clock.set(local(3, 22))
    await _reported(dung, binh)
    await binh.presses("Báo kết quả")
    await binh.says(OUTCOME)
    await binh.presses("Gửi kết quả")
    mark = dung.last.id
    if deleted:
        report = stage.look(lambda s: s.scalars(select(Report)).one())
        assert stage.database.run_now(lambda s: withdrawals.withdraw(s, report.id, stage.world.clock.now()))
    stage.world.clock.set(local(4, 9))
    for _ in range(2):
        await stage.tick()
        await stage.settle()
    assert any(OUTCOME in line for line in dung.answers(mark)) is not deleted
    assert stage.look(lambda s: s.scalars(select(Notice)).all()) == []


async def test_refused_outcome_is_told_when_the_person_writes_again(
    stage: Stage, network: str, binh: Person, chi: Person
) -> None:
    only(stage)
    dung = await joined(NETWORKS[network](stage, "dung"))
    prompt_there(stage)
    await _reported(dung, binh)
    dung.chat.blocked = True  # nobody tells us: the network refuses what is sent
    mark = dung.last.id
    await binh.presses("Báo kết quả")
    await binh.says(OUTCOME)
    await binh.presses("Gửi kết quả")
    await stage.tick()
    await stage.settle()
    await binh.presses("Xem vấn đề")
    binh.sees("Có người chưa báo được")
    assert "Báo lại" not in binh.last.text
    assert stage.look(lambda s: s.scalars(select(Issue)).one()).told_at is None
    dung.chat.blocked = False
    stage.world.clock.set(stage.world.clock.now() + timedelta(minutes=5))
    await dung.says("/menu")
    assert sum(OUTCOME in line for line in dung.answers(mark)) == 1
    await stage.tick()
    await stage.settle()
    assert stage.look(lambda s: s.scalars(select(Notice)).all()) == []
    assert stage.look(lambda s: s.scalars(select(Issue)).one()).told_at is not None
    await binh.says("/vande")
    await binh.presses("Đã xong")
    await binh.presses("Giá vật tư")
    assert "chưa báo được" not in binh.last.text
    assert "Báo lại" in binh.last.text
    assert "hỏi được" not in binh.last.text
    dung.chat.blocked = True
    stage.world.clock.set(stage.world.clock.now() + feedback.ASKED_AFTER + timedelta(hours=1))
    for _ in range(2):
        await stage.tick()
        await stage.settle()
    await binh.says("/vande")
    await binh.presses("Đã xong")
    await binh.presses("Giá vật tư")
    binh.sees('Chưa hỏi được ai câu "Đã xong chưa?"')


async def test_issue_merged_while_its_outcome_is_under_way_tells_it_once_and_goes_on(
    stage: Stage, network: str, binh: Person, chi: Person
) -> None:
    only(stage)
    dung = await joined(NETWORKS[network](stage, "dung"))
    prompt_there(stage)
    await _reported(dung, binh)
    dung.chat.blocked = True
    mark = dung.last.id
    await binh.presses("Báo kết quả")
    await binh.says(OUTCOME)
    await binh.presses("Gửi kết quả")
    await stage.tick()
    await stage.settle()
    number = likewise(stage, "an")
    await binh.says(number)
    await binh.presses("Gộp vào vấn đề")
    await binh.says("Giá phân bón")
    await binh.says("/vande")
    await binh.presses("Đã xong")
    await binh.presses("Giá vật tư")
    await binh.presses("Nhập vấn đề")
    await binh.presses("Giá phân bón")
    dung.chat.blocked = False
    stage.world.clock.set(stage.world.clock.now() + timedelta(minutes=5))
    await dung.says("/menu")
    assert sum(OUTCOME in line for line in dung.answers(mark)) == 1, "what was written is not lost"
    await dung.presses("Chưa xong")
    dung.sees("Việc này đang được xử lý tiếp cùng một việc khác.")
    dung.has_not_seen("mở lại")
    await binh.says("/vande")
    await binh.presses("Giá phân bón")
    binh.sees("người báo cho biết chưa xong")
    await binh.presses("Báo kết quả")
    await binh.says("Đã bình ổn giá.")
    await binh.presses("Gửi kết quả")
    await stage.tick()
    await stage.settle()
    assert sum("Đã bình ổn giá." in line for line in dung.answers(mark)) == 1
    assert sum(OUTCOME in line for line in dung.answers(mark)) == 1, "and nothing is told twice"
    left = stage.look(lambda s: s.scalars(select(Notice.kind)).all())
    assert set(left) <= {NoticeKind.DONE_QUESTION}, "which is asked before an Official Account's window shuts"
