"""How a leader wants the daily digest: their hour, their days, their length and language; it is one digest for all."""

from __future__ import annotations

from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest
from sqlmodel import select

from services.digest_wishes import DigestHabit, comes_at
from storage.engine.database import Database
from storage.members import duty_shifts
from storage.tables import Digest, DigestKind
from tests.handlers.leader.test_digests import several_report
from tests.handlers.playing import local, only
from tests.stage import Person, Stage

ZONE = ZoneInfo("Asia/Ho_Chi_Minh")


def at(day: int, hour: int, minute: int = 0, *, month: int = 11) -> datetime:
    return datetime(2026, month, day, hour, minute, tzinfo=ZONE)


@pytest.mark.parametrize(
    ("habit", "made", "comes"),
    [
        (DigestHabit(), at(3, 17), None),
        (DigestHabit(minute=18 * 60), at(3, 17), at(3, 18)),
        (DigestHabit(minute=7 * 60), at(3, 17), at(4, 7)),
        (DigestHabit(workdays=True), at(6, 17), None),
        (DigestHabit(workdays=True), at(7, 17), at(9, 17)),
        (DigestHabit(minute=7 * 60, workdays=True), at(6, 17), at(9, 7)),
        (DigestHabit(minute=7 * 60, workdays=True), at(23, 17), at(25, 7)),  # the 24th is a holiday since 2026
        (DigestHabit(minute=7 * 60, workdays=True), at(10, 17), at(12, 7)),  # staff said that the 11th is off
        (DigestHabit(minute=7 * 60), at(31, 17, month=12), datetime(2027, 1, 1, 7, tzinfo=ZONE)),
    ],
)
def test_digest_comes_at_the_next_wished_hour_of_a_wished_day(
    database: Database, habit: DigestHabit, made: datetime, comes: datetime | None
) -> None:
    database.run_now(lambda session: duty_shifts.set_day(session, date(2026, 11, 11), True))
    assert database.read_now(lambda session: comes_at(session, habit, made)) == comes


async def test_leader_chooses_hour_days_length_and_language_and_gets_each_digest_once(
    stage: Stage, an: Person, binh: Person, chi: Person
) -> None:
    only(stage, "daily_digest")
    await several_report(stage)
    await chi.says("/cachnhan")
    chi.sees("• Ngay khi có\n• Mọi ngày\n• Bản ngắn")
    await chi.presses("Giờ nhận")
    await chi.says("sớm sớm")
    await chi.says("6:45")
    chi.sees("• Lúc 06:45")
    await chi.presses("Chỉ ngày làm việc")
    await chi.presses("Bản đầy đủ")
    chi.sees("• Bản đầy đủ")
    marks = {person: person.last.id for person in (an, binh, chi)}
    await stage.at(local(3, 17))
    assert [len(person.answers(marks[person])) for person in (an, binh, chi)] == [0, 1, 0]
    await stage.restart()
    await stage.at(local(4, 6, 44))
    assert chi.answers(marks[chi]) == []
    await stage.at(local(4, 6, 45))
    await stage.until(lambda: any("báo cáo từ" in text for text in chi.answers(marks[chi])))
    await stage.settle()
    came = [text for text in chi.answers(marks[chi]) if text]
    assert len(came) == 1
    assert "4 báo cáo từ 1/3 xã" in came[0]
    assert len(came[0]) <= 1500
    # Friday's comes on Monday.
    for day in (4, 5, 6):
        await stage.at(local(day, 17))
    mark = chi.last.id
    await stage.at(local(8, 12))
    assert not any("ngày 06/11" in text for text in chi.answers(mark))
    await stage.at(local(9, 6, 45))
    await stage.until(lambda: any("ngày 06/11" in text for text in chi.answers(mark)))
    await stage.settle()
    assert sum("đến 17:00 ngày 06/11" in text for text in chi.answers(mark)) == 1
    # At once, in English.
    await chi.presses("Cách nhận")
    await chi.presses("Giờ nhận")
    await chi.presses("Ngay khi có")
    await chi.presses("Mọi ngày")
    await chi.presses("English")
    chi.sees("As soon as it is there")
    await stage.at(local(9, 17))
    assert "no new reports" in chi.last.text.lower() or "received" in chi.last.text.lower()
    binh.sees("Chưa nhận được báo cáo mới")
    digests = stage.look(lambda s: s.scalars(select(Digest.kind)).all())
    assert set(digests) == {DigestKind.DAILY}, "nobody's hour makes a digest of its own"
    # The ones of before.
    await chi.presses("Earlier ones")
    await chi.presses("Daily · 17:00")
    assert chi.last.document is None
    await an.says("/cachnhan")
    an.has_not_seen("Cách nhận bản tổng hợp hằng ngày")
