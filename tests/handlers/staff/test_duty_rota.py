"""The rota in the chat: written, swapped, imported, and whom an urgent matter reaches by it."""

from __future__ import annotations

import io
from datetime import time, timedelta

from openpyxl import Workbook

from storage.tables import Role
from tests.handlers.playing import joins, local, only, play
from tests.handlers.staff.test_alerts import URGENT
from tests.stage import Person, Stage


async def write(binh: Person, text: str) -> None:
    await binh.says("/lichtruc")
    await binh.presses("Viết lại lịch trực")
    await binh.says(text)


async def test_whoever_is_on_duty_is_asked_first_and_a_changed_rota_changes_nothing_under_way(
    stage: Stage, an: Person, binh: Person
) -> None:
    only(stage)
    em = await joins(stage, "em", "Đỗ Em", Role.STAFF, duty=2)
    giang = await joins(stage, "giang", "Vũ Giang", Role.STAFF, duty=3)
    stage.world.clock.set(local(3, 9))
    await binh.says("lịch trực")
    binh.sees("Chưa có lịch trực")
    await binh.presses("Viết lại lịch trực")
    await binh.says("T2-T6 7:00-17:00: Vũ Giang")
    binh.sees("✓ Đã lưu lịch trực")
    binh.sees("• T2-T6 0:00-7:00, 17:00-24:00\n• T7-CN 0:00-24:00")
    await binh.says("/lichtruc")
    binh.sees("T2-T6 7:00-17:00: Vũ Giang")
    binh.sees("Đang trực: Vũ Giang")
    await play(an, URGENT)
    giang.sees("❗ Việc khẩn cần nhận")
    binh.has_not_seen("❗")
    await write(binh, "T2-T6 cả ngày: Đỗ Em")
    now = stage.world.clock.now()
    await stage.at(now + timedelta(minutes=10))
    binh.sees("❗ Việc khẩn chưa có người nhận")
    em.has_not_seen("❗")
    await stage.at(now + timedelta(minutes=20))
    em.sees("❗ Việc khẩn chưa có người nhận")


async def test_in_a_hole_everybody_is_asked_at_once(stage: Stage, an: Person, binh: Person) -> None:
    only(stage)
    em = await joins(stage, "em", "Đỗ Em", Role.STAFF, duty=2)
    await write(binh, "T2-T6 7:00-17:00: Trần Bình")
    stage.world.clock.set(local(3, 22))
    await binh.says("/lichtruc")
    binh.sees("Giờ này không có ai trực: việc khẩn báo tất cả cán bộ cùng lúc.")
    await play(an, URGENT)
    for person in (binh, em):
        person.sees("❗ Việc khẩn cần nhận")
    await em.presses("Xem")
    await em.presses("Nhận việc")
    await binh.presses("Xem")
    binh.sees("✓ Đỗ Em đã nhận")


async def test_swap_beats_the_rota_and_a_spreadsheet_is_one(stage: Stage, an: Person, binh: Person) -> None:
    only(stage)
    em = await joins(stage, "em", "Đỗ Em", Role.STAFF, duty=2)
    stage.world.clock.set(local(3, 9))
    await binh.says("/lichtruc")
    await binh.presses("Viết lại lịch trực")
    book = Workbook()
    assert book.active is not None
    for row in (("Lịch trực tháng 11",), ("Thứ", "Từ", "Đến", "Cán bộ"), ("T2-CN", time(0), "24:00", "Trần Bình")):
        book.active.append(row)
    out = io.BytesIO()
    book.save(out)
    await binh.does("send_document", out.getvalue(), "lich truc.xlsx")
    binh.sees("✓ Đã lưu lịch trực")
    assert "trống" not in binh.last.text
    await binh.says("/lichtruc")
    binh.sees("T2-CN 0:00-24:00: Trần Bình")
    await binh.presses("Đổi trực")
    await binh.says("sáng nay đến mai: Đỗ Em")
    binh.sees("ai trực trong “sáng nay đến mai”. Ví dụ: 24/11 17:00 - 25/11 7:00: Đỗ Em")
    await binh.says("từ 8h hôm nay đến 8h mai: Đỗ Em")
    binh.sees("✓ Đã đổi trực từ 03/11 08:00 đến 04/11 08:00.")
    await play(an, URGENT)
    em.sees("❗ Việc khẩn cần nhận")
    binh.has_not_seen("❗")
    await binh.says("/lichtruc")
    await binh.presses("Ngày nghỉ, làm bù")
    binh.sees("• 24/11/2026: nghỉ")
    await binh.says("24/11 làm")
    binh.sees("✓ Ngày 24/11/2026 là ngày làm việc.")


async def test_two_who_write_the_rota_from_one_look_do_not_undo_each_other(stage: Stage, binh: Person) -> None:
    em = await joins(stage, "em", "Đỗ Em", Role.STAFF, duty=2)
    for person in (binh, em):
        await person.says("/lichtruc")
        await person.presses("Viết lại lịch trực")
    await binh.says("T2-CN cả ngày: Trần Bình")
    await em.says("T2-CN cả ngày: Đỗ Em")
    em.sees("Chưa lưu: lịch trực vừa được cán bộ khác sửa.")
    em.sees("T2-CN 0:00-24:00: Trần Bình")
    await em.says("T2-CN cả ngày: Đỗ Em")
    em.sees("✓ Đã lưu lịch trực")
    await binh.presses("Viết lại lịch trực")  # on a card that is old by now: what is written next is from what stands
    binh.sees("Lịch trực hiện nay:\n\nT2-CN 0:00-24:00: Đỗ Em")
    await binh.says("T9 cả ngày: Trần Bình")
    binh.sees("Dòng 1: chưa rõ ngày “T9 cả ngày”.")
    await binh.says("T2-T6 cả ngày: Trần Bình")
    binh.sees("✓ Đã lưu lịch trực")
    await em.says("/lichtruc")
    await em.presses("Bỏ lịch trực")
    em.sees("Chưa có lịch trực")
