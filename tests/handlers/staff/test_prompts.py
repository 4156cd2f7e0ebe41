"""Prompts: written, looked at, sent once to those they are for; who has not answered and who was not reached."""

from __future__ import annotations

from sqlmodel import select

from storage.tables import DraftRow, Prompt, PromptStatus, Role
from tests.handlers.playing import TITLE, WHOLE, begin_report, joins, kept, line, local, only, play, write_prompt
from tests.handlers.playing import prompt_there as prompt_is_there
from tests.stage import Person, Stage


async def test_preview_change_and_one_confirmation(stage: Stage, an: Person, binh: Person) -> None:
    await write_prompt(binh)
    binh.has_seen("Xem trước. Gửi tới: Toàn tỉnh, 2 cộng tác viên, trong đó 2 người")
    binh.sees("1. Giá vật tư nông nghiệp tăng")
    binh.sees("Hạn gửi: 17:00 ngày 25/11/2026")
    first = binh.button("✓ Gửi đi")
    await binh.presses("✎ Sửa")
    await binh.presses(f"✎ {line(binh, 'Tên yêu cầu?')}")
    await binh.says("Nội dung tháng Mười một")
    await binh.presses_on(*first, force=True)
    assert binh.toast.startswith("Phiếu này đã gửi hoặc không còn nữa."), "what it confirmed is not what stands there"
    an.has_not_seen("Giá vật tư")
    await binh.presses("✓ Xem trước")
    mark = an.last.id
    confirm = binh.button("✓ Gửi đi")
    stage.world.press("binh", binh.chat, *confirm)
    stage.world.press("binh", binh.chat, *confirm)
    await stage.settle()
    binh.has_seen("✓ Đã gửi Nội dung tháng Mười một: 2/2")
    assert len(an.answers(mark)) == 1
    an.sees("Nội dung tháng Mười một")
    assert len(stage.look(lambda s: s.scalars(select(Prompt)).all())) == 1


async def test_dropped(stage: Stage, an: Person, binh: Person) -> None:
    await write_prompt(binh)
    confirm = binh.button("✓ Gửi đi")
    await binh.presses("Bỏ, không gửi")
    binh.sees("Bỏ bản Yêu cầu nắm bắt đang soạn? Những câu đã viết sẽ mất")
    assert len(stage.look(lambda s: s.scalars(select(DraftRow)).all())) == 1, "asked first"
    await binh.presses("Bỏ hẳn")
    binh.sees("Đã bỏ phiếu.")
    await binh.presses_on(*confirm, force=True)
    an.has_not_seen("Giá vật tư")
    assert stage.look(lambda s: s.scalars(select(Prompt)).all()) == []
    assert stage.look(lambda s: s.scalars(select(DraftRow)).all()) == []


async def test_for_one_unit_and_not_for_the_group(stage: Stage, an: Person, dung: Person, binh: Person) -> None:
    await binh.says("/noinhom", group="ctv")
    await binh.presses("Nhóm cộng tác viên", group="ctv")
    await write_prompt(binh, kind="Yêu cầu nắm bắt đột xuất", title="Cháy rừng", audience="xã An Phú", due="hôm nay")
    binh.has_seen("Gửi tới: xã An Phú, 1 cộng tác viên, trong đó 1 người")
    await binh.presses("✓ Gửi đi")
    an.sees("Cháy rừng")
    an.sees("Hạn gửi: 17:00 ngày 03/11/2026")
    dung.has_not_seen("Cháy rừng")
    assert not any("Cháy rừng" in m.text for m in stage.world.messages("ctv"))
    prompt = stage.look(lambda s: s.scalars(select(Prompt)).one())
    await dung.presses_on(dung.card.id, f"report.open:{prompt.id}", force=True)
    dung.sees("Yêu cầu này đã hết hạn hoặc không còn nữa.")
    assert kept(stage, "dung", "item") == []


async def test_due_before_it_leaves(stage: Stage, an: Person, binh: Person) -> None:
    stage.world.clock.set(local(3, 18))
    await write_prompt(binh, due="hôm nay")
    binh.sees("Hạn trả lời phải sau lúc gửi (18:00 ngày 03/11). Xin chọn ngày khác.")
    binh.sees("Hạn trả lời?")
    await binh.says("4/11")
    await binh.presses("✓ Xem trước")
    await binh.presses("✓ Gửi đi")
    an.sees("Hạn gửi: 17:00 ngày 04/11/2026")


async def test_at_night_it_waits_for_the_morning(stage: Stage, an: Person, binh: Person) -> None:
    only(stage)
    stage.world.clock.set(local(3, 21))
    await write_prompt(binh)
    binh.has_seen("Đang ngoài giờ: sẽ gửi lúc 07:00.")
    await binh.presses("✓ Gửi đi")
    binh.sees("Nội dung nắm bắt tháng 11 chờ tới 07:00 ngày 04/11 mới gửi tiếp: đã gửi 0/2")
    an.has_not_seen(TITLE)
    await stage.restart()
    await stage.at(local(4, 6, 59))
    an.has_not_seen(TITLE)
    await stage.at(local(4, 7, 0))
    an.sees(TITLE)
    mark = an.last.id
    await stage.at(local(4, 7, 1))
    assert an.answers(mark) == []


async def test_by_the_monthly_rule(stage: Stage, an: Person, binh: Person) -> None:
    only(stage, "monthly_prompt")
    await write_prompt(binh, due="20/12", when="Theo lịch hằng tháng")
    binh.has_seen("Gửi theo lịch hằng tháng, 09:00 ngày 01/12.")
    await binh.presses("✓ Gửi đi")
    binh.sees("✓ Đã hẹn gửi Nội dung nắm bắt tháng 11 tới 2 cộng tác viên lúc 09:00 ngày 01/12.")
    assert stage.look(lambda s: s.scalars(select(Prompt)).one()).status is PromptStatus.SCHEDULED
    await stage.at(local(1, 8, 59, month=12))
    an.has_not_seen(TITLE)
    await stage.at(local(1, 9, 0, month=12))
    an.sees(TITLE)
    binh.sees(f"✓ Đã gửi {TITLE}: 2/2")
    mark, told = an.last.id, binh.last.id
    await stage.tick()
    stage.world.clock.set(local(4, 9, 0, month=12).replace(year=2027, month=1))  # the 1st is a holiday
    await stage.tick()
    assert an.answers(mark) == []
    assert binh.answers(told) == ["Đến kỳ gửi yêu cầu tháng 1 mà chưa có yêu cầu soạn sẵn. Bấm Soạn yêu cầu để viết."]
    await binh.presses("Soạn yêu cầu")
    binh.sees("Gửi loại yêu cầu nào?")


async def test_another_kind_by_the_monthly_rule_waits_for_it_too(stage: Stage, an: Person, binh: Person) -> None:
    only(stage, "monthly_prompt")
    kind = "Yêu cầu nắm bắt đột xuất"
    await write_prompt(binh, kind=kind, title="Giá phân bón", due="20/12", when="Theo lịch hằng tháng")
    binh.has_seen("Gửi theo lịch hằng tháng, 09:00 ngày 01/12.")
    await binh.presses("✓ Gửi đi")
    an.has_not_seen("Giá phân bón")
    told = binh.last.id
    await stage.at(local(1, 9, 0, month=12))
    an.sees("Giá phân bón")
    said = binh.answers(told)
    assert any("Đến kỳ gửi yêu cầu tháng 12 mà chưa có yêu cầu soạn sẵn" in text for text in said), "none is monthly"


async def test_the_preview_s_refusal_is_ended_by_each_of_its_buttons(stage: Stage, an: Person, binh: Person) -> None:
    """A due day before the monthly rule comes: whatever is pressed there leads on, and nothing is offered that is refused."""
    only(stage, "monthly_prompt")
    for press in ("02/12/2026", "08/12/2026", "Đổi lúc gửi"):
        await write_prompt(binh, title=f"Việc {press}", due="25/11", when="Theo lịch hằng tháng")
        binh.sees("Hạn trả lời phải sau lúc gửi (09:00 ngày 01/12). Xin chọn ngày khác.")
        await binh.presses(press)
        if press == "Đổi lúc gửi":
            await binh.presses("Gửi ngay")
        await binh.presses("✓ Xem trước")
        binh.sees(f"Việc {press}")
        await binh.presses("✓ Gửi đi")
    an.sees("Việc Đổi lúc gửi")
    await stage.at(local(1, 9, 0, month=12))
    for press in ("02/12/2026", "08/12/2026"):
        an.has_seen(f"Việc {press}")


async def test_who_has_not_answered_and_who_was_not_reached(
    stage: Stage, an: Person, dung: Person, binh: Person
) -> None:
    await joins(stage, "em", "Đỗ Em", Role.COLLABORATOR, unit="P01", agrees=False)
    await joins(stage, "giang", "Vũ Giang", Role.COLLABORATOR, unit="P01")
    await joins(stage, "hai", "Lý Hải", Role.COLLABORATOR, unit="X02")
    await dung.does("block")
    stage.world.deactivate("hai")
    await binh.says("/tinhhinh")
    binh.sees("Chưa gửi yêu cầu nào.")
    await write_prompt(binh)
    binh.has_seen("Toàn tỉnh, 5 cộng tác viên, trong đó 3 người")
    await binh.presses("✓ Gửi đi")
    await begin_report(an)
    await binh.says("/tinhhinh")
    text = binh.last.text
    for said in (
        "Đã gửi báo cáo: 0/5",
        "Đang viết: 1",
        "Chưa nhận được yêu cầu: 3",
        "xã An Phú: Hoàng An (đang viết dở)",
        "xã Bình Hòa: Phạm Dung (đã chặn Lắng Nghe)",
        "xã Bình Hòa: Lý Hải (tài khoản đã xóa)",
        "phường Đông Sơn: Đỗ Em (chưa tham gia kênh)",
    ):
        assert said in text, text
    assert text.count("Vũ Giang") == 1
    stage.world.start("dung", "langnghe_bot")
    await stage.settle()
    await begin_report(dung)
    await play(dung, WHOLE)
    await dung.presses("✓ Gửi")
    await binh.says("/tinhhinh")
    binh.sees("Đã gửi báo cáo: 1/5")
    assert "Phạm Dung" not in binh.last.text


async def test_which_prompt(stage: Stage, binh: Person) -> None:
    prompt_is_there(stage, title="Giá vật tư")
    prompt_is_there(stage, title="Sáp nhập")
    await binh.says("/tinhhinh")
    binh.sees("Xem tình hình của yêu cầu nào?")
    await binh.presses("Sáp nhập")
    binh.sees("Sáp nhập (hạn")


async def test_a_due_day_is_said_back_as_it_was_understood(stage: Stage, binh: Person) -> None:
    await binh.says("/soan")
    await binh.presses("Yêu cầu nắm bắt đột xuất")
    await binh.says("Sau Tết")
    await binh.says("Giá vật tư nông nghiệp")
    await binh.says("Nông nghiệp")
    await binh.presses("Bỏ qua")
    await binh.presses("Toàn tỉnh")
    binh.sees("ví dụ 10/11")  # on the 3rd: a day that is not refused
    await binh.says("bao giờ cũng được")
    binh.sees("ví dụ 10/11 hoặc ngày mai")
    await binh.says("mùng 6 tháng giêng")
    binh.has_seen("✓ Đã lưu: 11/02/2027")
    await binh.presses("Quay lại")
    await binh.says("30/11 20h")
    binh.has_seen("✓ Đã lưu: 20:00 30/11/2026")
    await binh.presses("Quay lại")
    await binh.says("thứ 2 lúc 16h45")
    binh.has_seen("✓ Đã lưu: 09/11/2026\nGiờ thì chưa ghi: câu này chỉ nhận ngày.")
    await binh.presses("Gửi ngay")
    await binh.presses("✓ Xem trước")
    binh.sees("Hạn gửi: 20:00 ngày 09/11/2026")
