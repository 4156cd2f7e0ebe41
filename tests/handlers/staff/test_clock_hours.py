"""Hours changed in the chat: seen with their next days, moved, stopped, and kept to."""

from __future__ import annotations

from datetime import datetime

from tests.handlers.playing import ZONE, local, only, prompt_there, write_prompt
from tests.stage import Person, Stage


async def test_an_hour_is_moved_and_stopped(stage: Stage, an: Person, binh: Person) -> None:
    await binh.says("/giohen")
    binh.sees("Nhắc hạn: 08:00, sắp tới 04/11/2026, 05/11/2026, 06/11/2026")
    binh.sees("Gửi yêu cầu tháng: 09:00, sắp tới 01/12/2026, 04/01/2027, 01/02/2027")
    await binh.presses("Nhắc hạn")
    binh.sees("Nhắc hạn đang vào lúc 08:00.")
    await binh.says("sớm hơn")
    binh.sees("Chưa rõ mấy giờ.")
    await binh.says("21h")
    binh.sees("Từ 20:00 đến 07:00 không nhắc ai.")
    await binh.says("lúc nào cũng được")
    binh.sees("Mấy tin vừa rồi chưa ghi được, chưa có gì thay đổi.")
    assert binh.buttons == ["Thôi, không ghi"], "an officer has nobody else to ask"
    await binh.says("9 giờ 30")
    binh.sees("✓ Đã đổi. Nhắc hạn: 09:30, sắp tới")
    only(stage, "reminders")
    await stage.at(local(3, 10))
    prompt_there(stage, title="Tháng 11", due=local(5, 17))
    mark = an.last.id
    await stage.at(local(4, 8))
    assert an.answers(mark) == []
    await stage.at(local(4, 9, 30))
    assert [text.startswith("⏰ Còn 1 ngày") for text in an.answers(mark)] == [True]
    await binh.says("giờ hẹn")
    await binh.presses("Nhắc hạn")
    await binh.says("tắt")
    binh.sees("✓ Đã tắt: Nhắc hạn.")
    await binh.presses("Giờ hẹn")
    binh.sees("Nhắc hạn: đang tắt")
    await binh.presses("Nhắc hạn")
    binh.sees("Nhắc hạn đang tắt. Bật lại vào mấy giờ?")
    mark = an.last.id
    await stage.at(local(5, 9, 30))
    assert an.answers(mark) == []
    await an.says("/giohen")
    an.has_not_seen("Giờ hẹn")


async def test_what_comes_round_is_put_off_on_a_day_off_unless_staff_say_so(stage: Stage, binh: Person) -> None:
    only(stage, "monthly_prompt")
    await binh.says("/giohen")
    await binh.presses("Gửi yêu cầu tháng")
    await binh.says("Cả ngày nghỉ")
    binh.sees("Gửi yêu cầu tháng: 09:00, cả ngày nghỉ, sắp tới 01/12/2026, 01/01/2027, 01/02/2027")
    await binh.presses("Giờ hẹn")
    await binh.presses("Gửi yêu cầu tháng")
    await binh.says("trừ ngày nghỉ")
    binh.sees("Gửi yêu cầu tháng: 09:00, sắp tới 01/12/2026, 04/01/2027")
    await stage.at(datetime(2027, 1, 1, 8, tzinfo=ZONE))
    mark = binh.last.id
    await stage.at(datetime(2027, 1, 1, 9, tzinfo=ZONE))
    assert binh.answers(mark) == []
    await stage.at(datetime(2027, 1, 4, 9, tzinfo=ZONE))
    assert ["chưa có yêu cầu soạn sẵn" in one for one in binh.answers(mark)] == [True]


async def test_the_night_is_moved_and_kept_to(stage: Stage, an: Person, binh: Person) -> None:
    only(stage, "reminders")
    await an.says("/gionhac")
    await an.says("19h30")
    await binh.says("/giohen")
    binh.sees("Giờ nghỉ đêm: 20:00 đến 07:00, chỉ gửi việc khẩn")
    await binh.presses("Đổi giờ nghỉ đêm")
    for said, answer in (
        ("sớm hơn", "Chưa rõ từ mấy giờ đến mấy giờ."),
        ("25:00 đến 6:00", "Chưa rõ từ mấy giờ đến mấy giờ."),
        ("12:00 đến 6:00", "Giờ nghỉ đêm bắt đầu sớm nhất lúc 18:00."),
        ("21:00 đến 11:00", "Giờ nghỉ đêm phải kết thúc trong khoảng 05:00 đến 09:00 sáng."),
        ("21:00 đến 8h30", "Giờ nhắc hạn là 08:00, nằm trong giờ nghỉ đêm ấy, nên chưa đổi."),
    ):
        await binh.says(said)
        binh.sees(answer)
    await binh.says("từ 7 giờ tối đến 6 giờ sáng")
    binh.sees("✓ Đã đổi. Giờ nghỉ đêm: 19:00 đến 06:00.")
    binh.sees("1 người chọn giờ nhắc riêng nằm trong giờ nghỉ đêm; từ nay nhắc theo giờ chung.")
    await an.says("/gionhac")
    an.sees("Hiện anh/chị được nhắc theo giờ chung. Muốn được nhắc lúc mấy giờ, từ 06:00 đến 19:00?")
    await an.says("19h30")
    an.sees("Từ 19:00 đến 06:00 không nhắc ai.")
    await an.says("như mọi người")
    await stage.at(local(3, 19, 30))
    await write_prompt(binh)
    binh.has_seen("06:00")
    mark = an.last.id
    await binh.presses("✓ Gửi đi")
    await stage.at(local(4, 5, 59))
    assert an.answers(mark) == []
    await stage.at(local(4, 6))
    assert len(an.answers(mark)) == 1
    await binh.says("/giohen")
    await binh.presses("Đổi giờ nghỉ đêm")
    await binh.says("22:00 đến 6:00")
    await stage.at(local(4, 20, 30))
    await write_prompt(binh, title="Việc buổi tối")
    mark = an.last.id
    await binh.presses("✓ Gửi đi")
    await stage.tick()
    assert len(an.answers(mark)) == 1, "it is no night yet"


async def test_the_months_prompt_comes_on_days_that_staff_write(stage: Stage, binh: Person) -> None:
    for said, answer in (
        ("ngày 31 tháng 2", "Ngày ấy không bao giờ có, nên chưa đổi."),
        ("thứ hai tuần thứ sáu", "Ngày ấy không bao giờ có, nên chưa đổi."),
        ("5 tháng một lần, ngày 1", "Một năm không chia đều cho số tháng ấy, nên chưa đổi."),
        ("ngày 5 tháng 3 mỗi 2 năm", "Ngày có ghi tháng thì mỗi năm đến một lần, nên chưa đổi."),
        ("thứ hai tuần thứ hai", "09:00, sắp tới 09/11/2026, 14/12/2026, 11/01/2027"),
        ("ngày làm việc cuối", "09:00, sắp tới 30/11/2026, 31/12/2026, 29/01/2027"),
        ("ngày 5, 3 tháng một lần", "09:00, sắp tới 05/11/2026, 11/02/2027, 05/05/2027"),
        ("10h", "10:00, sắp tới 05/11/2026, 11/02/2027, 05/05/2027"),
        ("ngày 1", "10:00, sắp tới 01/12/2026, 04/01/2027, 01/02/2027"),
    ):
        await binh.says("/giohen")
        await binh.presses("Gửi yêu cầu tháng")
        binh.sees("Muốn đổi ngày thì ghi như: ngày 1")
        await binh.says(said)
        binh.sees(answer)
