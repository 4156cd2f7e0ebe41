"""The week's list of issues without an outcome, and the head of the audit log that a rewritten log does not match."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from sqlmodel import Session, select, update

from services.issues.weekly_list import lateness
from services.notifications import Lateness
from storage.audit import entries
from storage.members import units
from storage.tables import AuditEntry, Issue, IssueStatus, Role
from tests.handlers.playing import joins, local, only
from tests.stage import Person, Stage


@pytest.mark.parametrize(
    ("passed", "said"),
    [(0, "later"), (10, "later"), (11, "due"), (15, "due"), (16, "overdue"), (29, "overdue"), (30, "very_overdue")],
)
def test_lateness_in_working_days(passed: int, said: str) -> None:
    assert lateness(passed) is Lateness(said)


def issue(stage: Stage, title: str, heard_at: datetime, status: IssueStatus = IssueStatus.OPEN) -> None:
    def work(session: Session) -> None:
        unit = units.root(session)
        session.add(Issue(title=title, topic="land", unit_id=unit.id, status=status, heard_at=heard_at))

    stage.database.run_now(work)


async def test_every_monday_officers_read_what_waits_and_administrators_the_head(stage: Stage, binh: Person) -> None:
    only(stage, "weekly_issues")
    kim = await joins(stage, "kim", "Mai Kim", Role.ADMIN)
    monday = local(30, 8)
    issue(stage, "Giá đất đền bù", monday - timedelta(days=60))
    issue(stage, "Đường thôn hỏng", monday - timedelta(days=25), IssueStatus.VERIFYING)
    issue(stage, "Thiếu nước sạch", monday - timedelta(days=19))  # 12 working days: the 24th is a holiday
    issue(stage, "Rác ở chợ", monday - timedelta(days=3), IssueStatus.ESCALATED)
    issue(stage, "Đã báo lại rồi", monday - timedelta(days=60), IssueStatus.RESOLVED)
    await binh.says("/lichtruc")
    await binh.presses("Viết lại lịch trực")
    await binh.says("T2 cả ngày: Trần Bình")
    await stage.at(local(28, 8))  # what was slept through comes once
    seen = len(binh.phone)
    await stage.at(local(29, 8))
    assert len(binh.phone) == seen
    await stage.at(monday)
    text = binh.sees("Vấn đề chưa báo lại kết quả").text
    groups = (
        "Quá hạn lâu: 1",
        "Giá đất đền bù",
        "Quá hạn: 1",
        "Đường thôn hỏng",
        "Đến hạn trong tuần: 1",
        "Thiếu nước sạch",
    )
    assert [text.index(one) for one in groups] == sorted(text.index(one) for one in groups)
    assert "Chưa đến hạn: 1" in text
    assert "Rác ở chợ" not in text
    assert "Đã báo lại rồi" not in text
    head = stage.look(lambda s: str(entries.head(s)))
    binh.sees(head)
    kim.sees(head)
    kim.has_not_seen("Giá đất")
    await binh.presses("Xem vấn đề số 1")
    binh.sees("Giá đất đền bù")
    size, _, root = head.partition(":")
    assert stage.look(lambda s: entries.check(s, int(size)).head.root.hex()) == root
    changed = update(AuditEntry).where(AuditEntry.number == 0).values(about="rota:9")  # type: ignore[arg-type]
    stage.database.run_now(lambda s: s.execute(changed) and None)
    assert stage.look(lambda s: entries.check(s, int(size)).head.root.hex()) != root, "a rewritten log shows"
    assert stage.look(lambda s: len(s.scalars(select(AuditEntry)).all())) == int(size)


async def test_week_without_anything_to_tell_says_so(stage: Stage, binh: Person) -> None:
    only(stage, "weekly_issues")
    await stage.at(local(9, 8))
    binh.sees("Tuần này không có vấn đề nào chờ báo lại kết quả.")
