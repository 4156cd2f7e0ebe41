"""Rules that flag reports, played: written, tried, agreed on by a second officer; what trips one is told to officers alone."""

from __future__ import annotations

import pytest

from storage.tables import Role
from tests.handlers.playing import WHOLE, begin_report, joins, local, only, play, prompt_there
from tests.stage import Person, Stage


async def test_words_are_tried_agreed_to_and_flag_a_report_that_its_author_hears_nothing_of(
    stage: Stage, an: Person, binh: Person
) -> None:
    only(stage)
    em = await joins(stage, "em", "Đỗ Em", Role.STAFF, duty=2)
    prompt_there(stage)
    await begin_report(an)
    await play(an, WHOLE)
    await an.presses("✓ Gửi")
    await binh.says("quy tắc")
    binh.sees("Chưa có quy tắc nào")
    await binh.presses("Thêm quy tắc")
    await binh.presses("Theo từ ngữ")
    await binh.says("giá phân bón, Nuoc đen, gia phan bon")
    binh.sees("đánh dấu 1 trong 1 báo cáo")
    binh.sees("Mới nhất: BC-1126-001")
    await binh.presses("Gửi cán bộ thứ hai")
    binh.sees("có hiệu lực khi một cán bộ khác đồng ý")
    em.sees("Trần Bình đề nghị quy tắc số 1")
    await em.presses("Xem quy tắc số 1")
    em.sees("có từ “giá phân bón, Nuoc đen”")
    agree = em.button("✓ Đồng ý")
    await binh.says("/quytac")
    await binh.presses("Xem quy tắc số 1")
    assert "✓ Đồng ý" not in binh.last.labels()
    await binh.presses_on(binh.last.id, agree[1], force=True)
    assert binh.toast == "Đã có người quyết định, hoặc quy tắc do chính mình viết."
    await em.presses_on(*agree)
    binh.sees("✓ Đỗ Em đã đồng ý")
    await begin_report(an)
    await play(an, WHOLE)
    rung = len(binh.phone)
    await an.presses("✓ Gửi")
    an.sees("BC-1126-002")
    an.has_not_seen("quy tắc")
    binh.sees("Có báo cáo cần xem · số")
    assert len(binh.phone) == rung + 1
    await binh.presses("Xem")
    binh.sees("⚑ Trúng quy tắc số 1: có từ “giá phân bón, Nuoc đen”")
    await binh.says("BC-1126-002")
    binh.sees("⚑ Trúng quy tắc số 1")


@pytest.mark.parametrize("typed", ["Nguyễn Văn An", "đình công, 0912 345 678", "@anhba", "lê thị hoa"])
async def test_rule_like_a_person_is_refused(stage: Stage, binh: Person, typed: str) -> None:
    """Privacy 2."""
    await binh.says("/quytac")
    await binh.presses("Thêm quy tắc")
    await binh.presses("Theo từ ngữ")
    await binh.says(typed)
    binh.sees("Lắng Nghe không tìm theo người")
    await binh.says("đình công")
    binh.sees("Thử quy tắc số 1")


async def test_answers_numbers_and_rises_are_put_together_and_what_rings_at_night_waits(
    stage: Stage, an: Person, binh: Person
) -> None:
    only(stage)
    em = await joins(stage, "em", "Đỗ Em", Role.STAFF, duty=2)
    for press in ("Theo câu trả lời", "Theo người dân, vì sao?", "Tin chưa kiểm chứng"):
        if press == "Theo câu trả lời":
            await binh.says("/quytac")
            await binh.presses("Thêm quy tắc")
        await binh.presses(press)
    binh.sees("“Theo người dân, vì sao?” trả lời “Tin chưa kiểm chứng”")
    await binh.presses("Gửi cán bộ thứ hai")
    for press, shown in (("Tăng vọt trong ngày", "tăng vọt"), ("Tăng dần", "tăng dần nhiều ngày")):
        await binh.says("/quytac")
        await binh.presses("Thêm quy tắc")
        await binh.presses(press)
        binh.sees(shown)
        await binh.presses("Không dùng nữa")
        binh.sees("Đã bỏ bản này")
    await binh.says("/quytac")
    await binh.presses("Thêm quy tắc")
    await binh.presses("Theo số người báo")
    await binh.says("nhiều lắm")
    binh.sees("Xin nhắn đúng hai số")
    await binh.says("phường Đông Sơn: 2 người trong 6 giờ")
    binh.sees("từ 2 người báo cùng một lĩnh vực, cùng một nơi trong 6 giờ · phường Đông Sơn")
    await em.presses("Xem quy tắc số 1")
    await em.presses("✓ Đồng ý")
    stage.world.clock.set(local(3, 22))
    await an.says("/menu")
    await an.presses("Phản ánh một việc")
    await an.presses("Nông nghiệp")
    steps = [("press", "Tin chưa kiểm chứng") if one == ("press", "Bỏ qua") else one for one in WHOLE[1:]]
    at = steps.index(("press", "Tin chưa kiểm chứng"))
    await play(an, [*steps[: at + 1], ("press", "Xong"), *steps[at + 1 :]])
    await an.presses("✓ Gửi")
    an.sees("BC-1126-001")
    binh.has_not_seen("Có báo cáo cần xem")
    await stage.at(local(4, 7))
    binh.sees("Có báo cáo cần xem · số 1 · 22:00 03/11")
