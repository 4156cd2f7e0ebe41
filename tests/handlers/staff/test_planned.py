"""A prompt that waits for its hour: it is changed or cancelled before, leaves once, and does not wait for ever."""

from __future__ import annotations

from sqlmodel import select

from storage.tables import Prompt, PromptItem, PromptStatus, Role
from tests.handlers.playing import MATTERS, TITLE, joins, line, local, only, write_prompt
from tests.stage import Person, Stage

CONFIRM = "✓ Gửi đi"


async def write_for_later(binh: Person, day: str = "10/11", hour: str = "09:00", *, due: str = "25/11") -> None:
    """Bình writes a prompt that is to leave at an hour, up to its preview."""
    await binh.says("/soan")
    await binh.presses("Yêu cầu nắm bắt đột xuất")
    await binh.says(TITLE)
    for text, topic in MATTERS:
        await binh.says(text)
        await binh.says(topic)
    await binh.presses("Bỏ qua")
    await binh.presses("Toàn tỉnh")
    await binh.says(due)
    await binh.presses("Hẹn ngày giờ")
    await binh.says(day)
    await binh.presses(hour)
    await binh.presses("✓ Xem trước")


def stored(stage: Stage) -> list[Prompt]:
    return list(stage.look(lambda s: s.scalars(select(Prompt).order_by(Prompt.id)).all()))  # type: ignore[arg-type]


async def test_it_leaves_at_its_hour_and_once(stage: Stage, an: Person, binh: Person) -> None:
    only(stage)
    lan = await joins(stage, "lananh", "Đỗ Lan Anh", Role.STAFF)
    await write_for_later(binh)
    binh.has_seen("Gửi lúc 09:00 ngày 10/11.")
    await binh.presses(CONFIRM)
    binh.sees(f"✓ Đã hẹn gửi {TITLE} tới 2 cộng tác viên lúc 09:00 ngày 10/11.")
    mark = an.last.id
    await stage.restart()
    await stage.at(local(10, 8, 59))
    assert an.answers(mark) == []
    await stage.at(local(10, 9))
    await stage.tick()
    assert len(an.answers(mark)) == 1
    an.sees("Hạn gửi: 17:00 ngày 25/11/2026")
    for officer in (binh, lan):
        officer.sees(f"✓ Đã gửi {TITLE}: 2/2")


async def test_changed_before_it_goes(stage: Stage, an: Person, binh: Person) -> None:
    only(stage)
    await write_for_later(binh)
    await binh.presses(CONFIRM)
    await binh.says("/tinhhinh")
    await binh.presses(f"{TITLE} (chưa gửi)")
    binh.sees("✓ Đã hẹn gửi")
    await binh.presses("✎ Sửa")
    binh.has_seen(f"Đang sửa {TITLE}. Bản đang hẹn vẫn giữ")
    await binh.presses(f"✎ {line(binh, 'Tên yêu cầu?')}")
    await binh.says("Giá phân bón")
    await binh.presses("✓ Xem trước")
    binh.has_seen("Gửi lúc 09:00 ngày 10/11.")
    await binh.presses(CONFIRM)
    binh.sees("✓ Đã hẹn gửi Giá phân bón")
    [prompt] = stored(stage)
    assert (prompt.title, prompt.status, prompt.draft_id) == ("Giá phân bón", PromptStatus.SCHEDULED, None)
    items = stage.look(lambda s: s.scalars(select(PromptItem).order_by(PromptItem.position)).all())  # type: ignore[arg-type]
    assert [item.text for item in items] == [text for text, _ in MATTERS]
    await stage.at(local(10, 9))
    an.sees("Giá phân bón")
    an.has_not_seen(TITLE)


async def test_what_was_being_changed_left_meanwhile(stage: Stage, an: Person, binh: Person) -> None:
    only(stage)
    await write_for_later(binh)
    await binh.presses(CONFIRM)
    await binh.presses("✎ Sửa")
    await binh.presses(f"✎ {line(binh, 'Tên yêu cầu?')}")
    await binh.says("Giá phân bón")
    await stage.at(local(10, 9))
    an.sees(TITLE)
    await binh.presses(f"✎ {line(binh, 'Gửi lúc nào?')}")
    await binh.presses("Gửi ngay")
    await binh.presses("✓ Xem trước")
    await binh.presses(CONFIRM)
    binh.sees("Bản đang sửa không thay được nữa. Yêu cầu này đã gửi lúc 09:00 ngày 10/11.")
    an.has_not_seen("Giá phân bón")
    await binh.presses(CONFIRM)
    an.sees("Giá phân bón")
    assert [prompt.status for prompt in stored(stage)] == [PromptStatus.SENT, PromptStatus.SENT]


async def test_cancelled_before_it_goes(stage: Stage, an: Person, binh: Person) -> None:
    only(stage)
    lan = await joins(stage, "lananh", "Đỗ Lan Anh", Role.STAFF)
    await write_for_later(binh)
    await binh.presses(CONFIRM)
    await lan.says("/tinhhinh")
    await lan.presses(f"{TITLE} (chưa gửi)")
    stage.world.press("binh", binh.chat, *binh.button("Hủy lịch gửi"))
    stage.world.press("lananh", lan.chat, *lan.button("Hủy lịch gửi"))
    await stage.settle()
    first, second = ("Trần Bình", "Đỗ Lan Anh") if "Đã hủy lịch gửi" in binh.last.text else ("Đỗ Lan Anh", "Trần Bình")
    assert [t.text for t in stage.world.toasts if t.text] == [f"{first} đã hủy lịch gửi lúc 08:30 ngày 03/11."], second
    await stage.at(local(10, 9))
    an.has_not_seen(TITLE)
    assert [prompt.status for prompt in stored(stage)] == [PromptStatus.CANCELLED]


async def test_a_change_is_discarded_and_what_was_planned_stays(stage: Stage, an: Person, binh: Person) -> None:
    only(stage)
    await write_for_later(binh)
    await binh.presses(CONFIRM)
    await binh.presses("✎ Sửa")
    await binh.presses(f"✎ {line(binh, 'Tên yêu cầu?')}")
    await binh.says("Giá phân bón")
    await binh.says("/dung")
    await binh.presses("Bỏ phiếu này")
    binh.sees("Bỏ bản sửa này? Những câu vừa sửa sẽ mất. Bản đã hẹn vẫn giữ nguyên")
    await binh.presses("Bỏ hẳn")
    binh.sees("Đã bỏ phiếu.")
    await write_prompt(binh, title="Việc khác")
    await binh.presses(CONFIRM)
    an.sees("Việc khác")
    assert [(one.title, one.status) for one in stored(stage)] == [
        (TITLE, PromptStatus.SCHEDULED),
        ("Việc khác", PromptStatus.SENT),
    ], "a draft that gets the number of the discarded one is no change of what was planned"
    await stage.at(local(10, 9))
    an.sees(TITLE)


async def test_one_officer_changes_it_at_a_time(stage: Stage, binh: Person) -> None:
    lan = await joins(stage, "lananh", "Đỗ Lan Anh", Role.STAFF)
    await write_for_later(binh)
    await binh.presses(CONFIRM)
    await lan.says("/tinhhinh")
    await lan.presses(f"{TITLE} (chưa gửi)")
    await binh.presses("✎ Sửa")
    await lan.presses("✎ Sửa")
    assert lan.toast == "Trần Bình đang sửa yêu cầu này."


async def test_a_monthly_one_that_came_too_late_is_told_once_and_written_again(
    stage: Stage, an: Person, binh: Person
) -> None:
    """The rule comes on the first; the answers were due before, since the rule was off when it should have come."""
    await write_prompt(binh, due="20/12", when="Theo lịch hằng tháng")
    await binh.presses(CONFIRM)
    only(stage)
    mark = binh.last.id
    await stage.at(local(20, 17, month=12))
    await stage.tick()
    await stage.restart()
    await stage.tick()
    late = f"Yêu cầu {TITLE} chưa gửi mà đã tới hạn trả lời (17:00 ngày 20/12), nên không gửi nữa."
    assert [text.partition(" Bấm")[0] for text in binh.answers(mark)] == [late]
    assert [prompt.status for prompt in stored(stage)] == [PromptStatus.CANCELLED]
    only(stage, "monthly_prompt")
    await stage.tick()
    an.has_not_seen(TITLE)
    await binh.presses("Soạn lại")
    await binh.says("20/1/2027")
    await binh.presses("tháng 1/2027")
    await binh.presses("✓ Xem trước")
    await binh.presses(CONFIRM)
    assert [prompt.status for prompt in stored(stage)] == [PromptStatus.CANCELLED, PromptStatus.SCHEDULED]


async def test_an_hour_that_has_passed_is_asked_again(stage: Stage, an: Person, binh: Person) -> None:
    only(stage)
    await write_for_later(binh, "hôm nay", "07:30")
    binh.sees("Giờ gửi đã qua (07:30 ngày 03/11). Xin chọn lại.")
    await binh.says("hôm nay")
    await binh.presses("✓ Xem trước")
    binh.sees("Giờ gửi đã qua")


async def test_a_passed_hour_is_changed_where_it_is_refused(stage: Stage, an: Person, binh: Person) -> None:
    only(stage)
    await write_for_later(binh, "hôm nay", "07:30")
    await binh.presses("04/11/2026")
    await binh.presses("✓ Xem trước")
    binh.has_seen("Gửi lúc 07:30 ngày 04/11.")
    await binh.presses("Bỏ, không gửi")
    await binh.presses("Bỏ hẳn")
    await write_for_later(binh, "hôm nay", "07:30")
    await binh.presses("Đổi giờ gửi")
    await binh.presses("10:00")
    await binh.presses("✓ Xem trước")
    binh.has_seen("Gửi lúc 10:00 ngày 03/11.")
    await binh.presses(CONFIRM)
    await stage.at(local(3, 10))
    an.sees(TITLE)


async def test_answers_due_before_it_leaves(stage: Stage, binh: Person) -> None:
    await write_for_later(binh, "26/11", due="25/11")
    binh.sees("Hạn trả lời phải sau lúc gửi (09:00 ngày 26/11). Xin chọn ngày khác.")


async def test_the_program_slept_through_the_hour(stage: Stage, an: Person, binh: Person) -> None:
    """What was to leave yesterday leaves when the program is there again, by daylight, if there is still time to answer."""
    only(stage)
    await write_for_later(binh)
    await binh.presses(CONFIRM)
    await stage.at(local(11, 22))
    an.has_not_seen(TITLE)
    await stage.at(local(12, 7))
    an.sees(TITLE)


async def test_last_month_s_prompt_is_the_beginning_of_the_next(stage: Stage, an: Person, binh: Person) -> None:
    only(stage)
    await write_prompt(binh)
    await binh.presses(CONFIRM)
    an.sees("Hạn gửi: 17:00 ngày 25/11/2026")
    stage.world.clock.set(local(28, 9))
    await binh.says("/tinhhinh")
    await binh.presses("Soạn từ yêu cầu này")
    binh.sees("Hạn")
    await binh.says("25/12")
    await binh.presses("Gửi ngay")
    await binh.presses(f"✎ {line(binh, 'Tên yêu cầu?')}")
    await binh.says("Nội dung tháng 12")
    await binh.presses("✓ Xem trước")
    mark = an.last.id
    await binh.presses(CONFIRM)
    (got,) = an.answers(mark)
    assert got.startswith("Nội dung tháng 12")
    assert [text for text, _ in MATTERS if text in got] == [text for text, _ in MATTERS]
    assert "Hạn gửi: 17:00 ngày 25/12/2026" in got
    first, second = stored(stage)
    assert (first.title, second.title) == (TITLE, "Nội dung tháng 12")


async def test_lunar_day_is_shown_as_a_solar_one_and_one_that_is_not_there_is_a_sentence(
    stage: Stage, binh: Person
) -> None:
    await binh.says("/soan")
    await binh.presses("Yêu cầu nắm bắt hằng tháng")
    await binh.says(TITLE)
    for text, topic in MATTERS:
        await binh.says(text)
        await binh.says(topic)
    await binh.presses("Bỏ qua")
    await binh.presses("Toàn tỉnh")
    await binh.says("30 tháng chạp")
    binh.sees("Không có ngày âm lịch ấy")
    await binh.says("20 tháng chạp")
    binh.has_seen("Ngày âm lịch ấy là")
    binh.has_seen("27/01/2027 dương lịch")
