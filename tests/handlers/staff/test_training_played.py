"""Somebody in training is marked and counts nowhere; a new member is put on the roster in the chat."""

from __future__ import annotations

from sqlmodel import select

from storage.tables import Alert, Report
from tests.handlers.playing import QUICK, begin_report, local, only, play, prompt_there
from tests.stage import Person, Stage


async def test_who_is_in_training_is_marked_and_counts_nowhere(stage: Stage, an: Person) -> None:
    only(stage)
    stage.world.clock.set(local(3, 9))
    binh = stage.person("binh")
    prompt_there(stage)
    await binh.says("/tapsu")
    await binh.presses("Thêm người tập sự")
    await binh.says("Hoàng An đến 31/12")
    binh.sees("✓ Hoàng An: tập sự đến hết 31/12/2026.")
    an.sees("Anh/chị tập sự đến hết")
    await begin_report(an)
    await play(an, QUICK)
    await an.presses("Gửi")
    report = stage.look(lambda s: s.scalars(select(Report)).one())
    assert report.training
    await binh.says(report.number)
    binh.sees("tập sự, không tính")
    await binh.says("/tiendo")
    binh.sees("Tập sự, không tính: 1")
    binh.sees("Đã gửi báo cáo: 0/1")
    await an.says("KHẨN: cháy chợ Bình Minh, đang chữa")
    assert stage.look(lambda s: all(alert.training for alert in s.scalars(select(Alert))))
    await binh.says("/tapsu")
    await binh.presses("Hết tập sự: Hoàng An")
    binh.sees("phiếu gửi từ bây giờ tính như mọi người")
    an.sees("hết tập sự sớm hơn dự định")


async def test_new_member_is_added_and_a_second_of_the_name_is_asked_about(stage: Stage) -> None:
    binh = stage.person("binh")
    await binh.says("/themthanhvien")
    await binh.says("Nguyễn Thị Hoa, xã Nơi Khác")
    binh.sees("Không có đơn vị nào tên hoặc mã như vậy")
    await binh.says("Nguyễn Thị Hoa, xã An Phú")
    binh.sees("✓ Nguyễn Thị Hoa (CTV01) có tên trong danh sách, xã An Phú.")
    await binh.says("/themthanhvien")
    await binh.says("nguyễn thị hoa, xã Bình Hòa")
    binh.sees("Đã có người tên ấy trong danh sách (CTV01)")
    await binh.says("Nguyễn Thị Hoa, xã Bình Hòa, người khác")
    binh.sees("(CTV02) có tên trong danh sách, xã Bình Hòa")
    await binh.says("/themthanhvien")
    await binh.says("Lò Thị Tới, xã An Phú")
    await binh.says("/tapsu")
    await binh.presses("Thêm người tập sự")
    await binh.says("Lò Thị Tới đến 30/12")
    binh.sees("✓ Lò Thị Tới: tập sự đến hết 30/12/2026.")
    await binh.says("/thanhvien Lê Chi")
    assert not any("Cho nghỉ" in label for label in binh.buttons), "a leader is changed by an administrator alone"
    await binh.says("/thanhvien CTV02")
    await binh.presses("Cho nghỉ")
    token = binh.button("Cho nghỉ")
    await binh.presses("Đúng, cho nghỉ")
    await binh.presses_on(*token, force=True)
    binh.sees("Người này đã nghỉ, không còn trong danh sách.")
