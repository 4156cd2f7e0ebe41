"""A draft of a prompt that is over: nothing new falls into it, it is sent late or put away, and is forgotten in the end."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlmodel import Session, select

from services import retention
from services.actor import PROGRAM
from services.retention import Periods
from storage.tables import DraftRow, Report
from tests.handlers.playing import GIST, QUICK, UP_TO_URGENCY, begin_report, kept, local, only, play, prompt_there
from tests.stage import Person, Stage


async def begun(stage: Stage, an: Person) -> None:
    """An has two questions to go when April's matter is over, and May's has come."""
    only(stage)
    prompt_there(stage, title="Tháng Tư", due=local(4, 17))
    await begin_report(an, "Tháng Tư")
    await play(an, UP_TO_URGENCY)
    await stage.at(local(10, 9))
    prompt_there(stage, title="Tháng Năm", due=local(25, 17))


async def test_what_is_said_after_the_deadline_does_not_fall_into_the_old_draft(stage: Stage, an: Person) -> None:
    await begun(stage, an)
    before = kept(stage, "an", "gist")
    await an.says("Bà con ở chợ Gò rất lo vì giá thịt lợn lại tăng")
    an.sees("Phiếu Tháng Tư đã quá hạn (17:00 ngày 04/11/2026) và vẫn còn nguyên.")
    an.sees("tin ấy chưa ghi vào đâu")
    assert kept(stage, "an", "gist") == before
    await begin_report(an, "Tháng Năm")
    an.sees("Tháng Năm")
    await an.says("/menu")
    await an.presses("Viết tiếp: Tháng Tư")
    an.sees("đã quá hạn")


async def test_old_draft_is_sent_late_and_marked(stage: Stage, an: Person) -> None:
    await begun(stage, an)
    await an.says("/menu")
    await an.presses("Viết tiếp: Tháng Tư")
    await an.presses("gửi muộn")
    an.has_seen("báo cáo sẽ được ghi là gửi muộn")
    await an.presses("Bình thường")
    await an.presses("✓ Gửi")
    an.sees("Báo cáo được ghi là gửi muộn.")
    report = stage.look(lambda s: s.scalars(select(Report)).one())
    assert (report.late, report.prompt_id) == (True, 1), "it counts for its own prompt"
    await an.says("/menu")
    assert any("Tháng Năm" in label for label in an.buttons)


async def test_old_draft_is_put_away_or_forgotten(stage: Stage, an: Person, dung: Person) -> None:
    await begun(stage, an)
    await an.says("/menu")
    await an.presses("Viết tiếp: Tháng Tư")
    await an.presses("Bỏ phiếu này")
    await an.presses("Bỏ hẳn")
    assert stage.look(lambda s: s.scalars(select(DraftRow)).all()) == []
    await begin_report(dung, "Tháng Năm")

    def cut(session: Session) -> int:
        return retention.cut(session, PROGRAM, "drafts", stage.world.clock.now() + timedelta(days=106), Periods())[0]

    assert stage.database.run_now(cut) == 1


@pytest.mark.parametrize("correction", [True, False])
async def test_draft_that_lay_for_weeks_takes_in_nothing_by_itself(stage: Stage, an: Person, correction: bool) -> None:
    only(stage)
    prompt_there(stage, title="Tháng Tư", due=local(4, 17))
    if correction:
        await begin_report(an, "Tháng Tư")
        await play(an, (*QUICK, ("press", "Gửi"), ("press", "✎ Sửa"), ("press", "✎ 2")))
    else:
        await an.says("/menu")
        await an.presses("Phản ánh một việc")
        await an.presses("Kinh tế, giá cả")
    before = kept(stage, "an", "gist")
    await stage.at(local(9, 9, month=12))
    await an.says("Bà con ở chợ Gò rất lo vì giá thịt lợn lại tăng")
    an.sees("để dở từ ngày 03/11/2026 và vẫn còn nguyên.")
    assert kept(stage, "an", "gist") == before == [GIST if correction else ""]
    await an.presses("Viết tiếp")
    await an.says("Giá thịt lợn tăng")
    assert kept(stage, "an", "gist") == ["Giá thịt lợn tăng"]


async def test_what_is_urgent_opens_its_form_whatever_lay_there(stage: Stage, an: Person) -> None:
    only(stage)
    await an.says("/menu")
    await an.presses("Phản ánh một việc")
    await an.presses("Kinh tế, giá cả")
    await stage.at(local(9, 9, month=12))
    await an.says("KHẨN: cháy chợ Gò")
    an.has_seen("Báo việc khẩn")
    assert "cháy chợ Gò" in kept(stage, "an", "gist")
