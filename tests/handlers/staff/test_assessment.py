"""The risk of an issue, with who judged it and why, and watching it until a day."""

from __future__ import annotations

import pytest

from services.actor import Actor
from services.issues import issues
from services.issues.assessment import level
from storage.tables import Role
from tests.handlers.playing import joins, local, member_id, only, report_there
from tests.stage import Person, Stage


@pytest.mark.parametrize(
    ("likelihood", "consequence", "risk"),
    [(1, 1, "low"), (1, 2, "low"), (1, 3, "medium"), (2, 2, "medium"), (2, 3, "high"), (3, 2, "high"), (3, 3, "high")],
)
def test_matrix_of_three_by_three(likelihood: int, consequence: int, risk: str) -> None:
    assert level(likelihood, consequence) == level(consequence, likelihood) == risk


async def test_risk_is_judged_with_a_reason_and_an_issue_watched_until_its_day(stage: Stage, binh: Person) -> None:
    only(stage)
    em = await joins(stage, "em", "Đỗ Em", Role.STAFF, duty=2)
    report_there(stage, "an")
    officer = Actor(member_id(stage, "binh"), frozenset({Role.STAFF}))
    now = stage.world.clock.now()
    made = stage.database.run_now(lambda s: issues.open_issue(s, officer, 1, "Giá phân bón", now))
    assert made is not None
    await em.says("/vande")
    await em.presses("Giá phân bón")
    await em.presses("Đánh giá nguy cơ")
    await em.presses("Cao")
    await em.presses("Vừa")
    await em.says("Nhiều nơi đã có người bàn tán, hỏi ông Nguyễn Văn An.")
    em.sees("thông tin riêng")
    await em.says("Nhiều nơi đã bàn tán.")
    em.sees("✓ Đã ghi.")
    await binh.says("/vande")
    await binh.presses("Giá phân bón")
    binh.sees("❗ Nguy cơ cao (khả năng: Cao, hậu quả: Vừa) · Đỗ Em")
    binh.sees("Nhiều nơi đã bàn tán.")
    await binh.presses("Theo dõi đến ngày…")
    for wrong in ("tuần sau", "31/2: chờ", "25/11"):
        await binh.says(wrong)
        binh.sees("Xin ghi ngày sắp tới trước")
    await binh.says("25/11: chờ kết quả kiểm tra của sở")
    await binh.presses("Xem vấn đề")
    binh.sees("Theo dõi đến ngày 25/11/2026 · Trần Bình")
    await stage.at(local(24, 9))
    binh.has_not_seen("Hết hạn theo dõi")
    await stage.restart()
    await stage.at(local(25, 9))
    binh.sees("Hết hạn theo dõi vấn đề số 1: Giá phân bón")
    em.has_not_seen("Hết hạn theo dõi")
    seen = len(binh.phone)
    await stage.at(local(26, 9))
    assert len(binh.phone) == seen, "told once"
