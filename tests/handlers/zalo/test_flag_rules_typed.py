"""Rules that flag reports on a network without buttons: one officer on Zalo and one on Telegram."""

from __future__ import annotations

from storage.tables import Role
from tests.handlers.playing import joins, only
from tests.stage import Person, Stage, ZaloPerson


async def test_rule_is_written_agreed_to_and_ended_by_typed_words(stage: Stage, on_zalo: Person) -> None:
    only(stage)
    binh = stage.person("binh")
    await joins(stage, "em", "Đỗ Em", Role.STAFF, duty=2, agrees=False)
    em = ZaloPerson(stage, "em")
    await em.starts(em.code)
    await em.presses("Đồng ý tham gia")
    await em.says("quy tắc")
    await em.presses("Thêm quy tắc")
    await em.presses("Theo từ ngữ")
    await em.says("đình công")
    em.sees("Thử quy tắc số 1")
    await em.presses("Gửi cán bộ thứ hai")
    await binh.presses("Xem quy tắc số 1")
    await binh.presses("✓ Đồng ý")
    em.sees("✓ Trần Bình đã đồng ý")
    await em.says("/quytac")
    em.sees("quy tắc số 1: có từ “đình công” · Tỉnh Mẫu")
    await em.presses("Xem quy tắc số 1")
    await em.presses("Sửa")
    em.sees("Hiện nay: đình công")
    await em.says("đình công, ngừng việc tập thể")
    await em.presses("Gửi cán bộ thứ hai")
    em.sees("từ nay đến lúc ấy vẫn dùng bản cũ.")
    await binh.presses("Xem quy tắc số 1")
    await binh.presses("Không đồng ý")
    await em.says("/quytac")
    await em.presses("Xem quy tắc số 1")
    await em.presses("Đề nghị bỏ")
    em.sees("Quy tắc số 1 vẫn có hiệu lực cho tới khi một cán bộ khác đồng ý bỏ.")
    binh.sees("Đỗ Em đề nghị bỏ quy tắc số 1.")
    await binh.presses("Xem quy tắc số 1")
    binh.sees("đề nghị bỏ")
    await binh.presses("✓ Đồng ý")
    em.sees("không còn hiệu lực")
    await em.says("/quytac")
    em.sees("Chưa có quy tắc nào")
