"""Alerts: one officer after another until somebody takes it; a single reporter's goes to the assigned officer alone."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from sqlmodel import Session, select

from handlers.filling.urgent_flag import is_mistake
from storage.members import units
from storage.tables import Alert, Member, Report, Role, Unit
from tests.handlers.playing import WHOLE, begin_report, joins, local, only, play, prompt_there, send_prompt
from tests.stage import BOARD, Person, Stage

URGENT = (
    ("say", "/khan"),
    ("press", "Tập trung đông người"),
    ("press", "Nơi khác"),
    ("say", "Chợ huyện cũ"),
    ("say", "Khoảng 40 người"),
    ("press", "Tận mắt thấy"),
    ("press", "Gửi ngay"),
)


async def test_the_next_officer_after_ten_minutes(stage: Stage, an: Person, binh: Person) -> None:
    """Privacy 14: the message that rings says that there is something, never what."""
    only(stage)
    em = await joins(stage, "em", "Đỗ Em", Role.STAFF, duty=2)
    giang = await joins(stage, "giang", "Vũ Giang", Role.STAFF, duty=3)
    await binh.says("/noinhom", group="canbo")
    await binh.presses("Nhóm cán bộ", group="canbo")
    stage.world.clock.set(local(3, 23))
    await play(an, URGENT)
    await an.presses("Xem lại")
    an.sees("Việc khẩn này chưa có cán bộ nhận.")
    binh.sees("❗ Việc khẩn cần nhận")
    assert stage.world.messages("canbo")[-1].text.endswith("(23:00). Đang báo cán bộ trực.")
    em.has_not_seen("khẩn cần nhận")
    now = stage.world.clock.now()
    await stage.at(now + timedelta(minutes=9, seconds=59))
    em.has_not_seen("❗")
    await stage.at(now + timedelta(minutes=10))
    assert re.fullmatch(r"❗ Việc khẩn chưa có người nhận · số \d+ · 23:00", em.sees("❗ Việc khẩn").text), (
        "nothing of it on a lock screen, and at night"
    )
    await em.presses("Xem")
    take = em.button("Nhận việc")
    await binh.presses("Xem")
    await binh.presses("Nhận việc")
    await an.says("báo cáo của tôi")
    await an.presses("BC-1126-001")
    an.sees("✓ Cán bộ đã nhận việc khẩn này lúc 23:10 ngày 03/11.")
    await em.presses_on(*take)
    assert em.toast == "Đã có người nhận trước."
    em.sees("✓ Trần Bình đã nhận lúc 23:10.")
    assert "Nhận việc" not in " ".join(em.last.labels())
    await stage.at(now + timedelta(hours=2))
    giang.has_not_seen("❗")
    alert = stage.look(lambda s: s.scalars(select(Alert)).one())
    assert (alert.status, alert.next_at) == ("acknowledged", now + timedelta(hours=2, minutes=10)), "then it comes back"
    assert stage.world.messages("canbo")[-1].text.endswith("(23:00): Trần Bình đã nhận lúc 23:10.")


async def test_an_officer_who_cannot_be_reached_is_passed_over(stage: Stage, an: Person, binh: Person) -> None:
    em = await joins(stage, "em", "Đỗ Em", Role.STAFF, duty=2)
    await binh.does("block")
    await play(an, URGENT)
    em.sees("❗ Việc khẩn")


async def test_a_single_reporter(stage: Stage, binh: Person, chi: Person) -> None:
    """Đơn tuyến: visible to the assigned officer only, in every list and group (privacy 3)."""
    only(stage, "daily_digest")
    em = await joins(stage, "em", "Đỗ Em", Role.STAFF, duty=2)
    kim = await joins(stage, "kim", "Mai Kim", Role.COLLABORATOR, unit="P01", officer="em")
    await binh.says("/noinhom", group="canbo")
    await binh.presses("Nhóm cán bộ", group="canbo")
    posted = len(stage.world.messages("canbo"))
    prompt_there(stage)
    marks = {binh: binh.last.id, chi: chi.last.id}
    await begin_report(kim)
    await play(kim, WHOLE[:2])
    await kim.presses("Báo khẩn")
    await kim.presses("Báo khẩn ngay")
    em.sees("❗ Việc khẩn cần nhận")
    await stage.at(stage.world.clock.now() + timedelta(hours=1))
    assert binh.answers(marks[binh]) == []
    assert len(stage.world.messages("canbo")) == posted
    alert = stage.look(lambda s: s.scalars(select(Alert)).one())
    for token in (f"alert.see:{alert.id}", f"alert.take:{alert.id}"):
        await binh.presses_on(binh.card.id, token, force=True)
        binh.sees("Việc khẩn này chỉ cán bộ được giao mới xem được.")
    await binh.says("/tinhhinh")
    binh.sees("Chưa gửi")
    binh.has_not_seen("Mai Kim")
    binh.has_not_seen("phường Đông Sơn")
    await em.says("/tinhhinh")
    em.sees("phường Đông Sơn: Mai Kim (đang viết dở)")
    await stage.at(local(3, 17))
    for person in (binh, chi):
        person.has_not_seen("Mai Kim")
        person.has_not_seen("phường Đông Sơn")
    await em.presses("Xem")
    await em.presses("Nhận việc")
    em.has_seen("Đỗ Em đã nhận")


async def test_alerts_do_not_wait_for_a_prompt_that_goes_out(stage: Stage, an: Person, binh: Person) -> None:
    await send_prompt(binh)
    await play(an, URGENT)
    binh.sees("❗ Việc khẩn cần nhận")


async def test_an_alert_that_nobody_can_hear_stays_open_until_an_officer_is_back(
    stage: Stage, an: Person, binh: Person
) -> None:
    only(stage)
    await binh.says("/noinhom", group="canbo")
    await binh.presses("Nhóm cán bộ", group="canbo")
    await binh.does("block")
    await play(an, URGENT)
    an.sees("Hiện chưa liên lạc được cán bộ trực")
    assert "chưa liên lạc được cán bộ trực nào, chưa ai nhận" in stage.world.messages("canbo")[-1].text
    said = len(stage.world.messages("canbo"))
    now = stage.world.clock.now()
    await stage.at(now + timedelta(hours=1))
    assert len(stage.world.messages("canbo")) == said, "said once"
    mark = binh.last.id
    await binh.does("unblock")
    assert "❗ Việc khẩn" in binh.answers(mark)[-1], "at once, without a word of his"
    await stage.at(now + timedelta(hours=1, minutes=10))
    assert sum("❗ Việc khẩn" in line for line in binh.answers(mark)) == 2, "and again until somebody takes it"
    alert = stage.look(lambda s: s.scalars(select(Alert)).one())
    assert alert.status == "open"
    assert alert.next_at is not None


async def test_an_alert_that_nobody_takes_rests_at_night_and_is_asked_for_again_in_the_morning(
    stage: Stage, an: Person, binh: Person
) -> None:
    only(stage)
    await binh.says("/noinhom", group="canbo")
    await binh.presses("Nhóm cán bộ", group="canbo")
    stage.world.clock.set(local(3, 23))
    mark = binh.last.id
    await play(an, URGENT)
    for minutes in (10, 20, 30, 40, 90, 180):
        await stage.at(local(3, 23) + timedelta(minutes=minutes))
    asked = len(binh.answers(mark))
    assert asked == 4, "three rounds of the only officer, and once more when they are over"
    assert "chưa ai nhận. Xin xem" in stage.world.messages("canbo")[-1].text
    await stage.at(local(4, 7))
    assert len(binh.answers(mark)) == asked + 1
    await binh.presses("Xem")
    await binh.presses("Nhận việc")
    await stage.at(local(4, 8, 30))
    assert stage.look(lambda s: s.scalars(select(Alert)).one()).status == "acknowledged"


async def test_an_alert_by_mistake_is_taken_back_within_two_minutes(stage: Stage, an: Person, binh: Person) -> None:
    only(stage)
    prompt_there(stage)
    await begin_report(an)
    await play(an, WHOLE[:2])
    await an.presses("Báo khẩn")
    await an.presses("Không, viết tiếp")
    assert stage.look(lambda s: s.scalars(select(Alert)).all()) == []
    await an.presses("Báo khẩn")
    await an.presses("Báo khẩn ngay")
    assert not any(map(is_mistake, ("Thu hồi", "Hủy", "Không gấp"))) and is_mistake("em hủy báo khẩn ạ")
    await an.presses("Bấm nhầm")
    an.sees("Đã rút báo khẩn")
    binh.sees("người báo bấm nhầm, đã rút lại")
    assert stage.look(lambda s: s.scalars(select(Alert)).one()).status == "withdrawn"
    an.sees("3/")
    await an.presses("Báo khẩn")
    await an.presses("Báo khẩn ngay")
    binh.sees("❗ Việc khẩn cần nhận")
    stage.world.clock.advance(121)
    await an.presses("Bấm nhầm")
    assert an.toast.startswith("Đã quá 2 phút")


@pytest.mark.parametrize(
    ("written", "unit"),
    [("Chợ huyện cũ", "Tỉnh Mẫu"), ("chợ mới, xã Bình Hòa", "xã Bình Hòa"), ("bình hòa", "xã Bình Hòa")],
)
async def test_a_place_that_is_elsewhere_is_never_the_reporters_own(
    stage: Stage, an: Person, binh: Person, written: str, unit: str
) -> None:
    await an.says("/khan")
    await an.presses("Tập trung đông người")
    await an.presses("Nơi khác")
    await an.says(written)
    await an.says("Khoảng 40 người, từ lúc 7 giờ")
    await an.presses("Tận mắt thấy")
    await an.presses("Gửi ngay")
    await binh.presses("Xem")
    binh.sees(f"Tập trung đông người · {written} · 08:30 (chưa xác minh)")

    def place(session: Session) -> str:
        report = session.scalars(select(Report)).one()
        return units.get(session, report.place_id or report.unit_id).name

    assert stage.look(place) == unit


async def test_who_joins_is_asked_at_once_and_the_place_is_never_the_board(
    stage: Stage, an: Person, binh: Person
) -> None:
    only(stage)

    def renamed(session: Session) -> None:
        root = session.scalars(select(Unit).where(Unit.code == "T")).one()
        root.name = BOARD
        session.scalars(select(Member).where(Member.code == "an")).one().unit_id = root.id

    stage.database.run_now(renamed)
    prompt_there(stage)
    await binh.does("block")
    await begin_report(an)
    await an.presses("Giá vật tư")
    await an.presses("Báo khẩn")
    await an.presses("Báo khẩn ngay")
    em = await joins(stage, "em", "Đỗ Em", Role.STAFF, duty=2)
    em.sees("❗ Việc khẩn cần nhận")
    await em.presses("Xem")
    assert BOARD not in em.last.text
    await em.says("/canhbao")
    em.sees("chưa ai nhận")
    assert BOARD not in em.last.text
