"""The outcome of a matter: looked at by its officer before it goes, read again with one's own report, and answered with a why."""

from __future__ import annotations

from sqlmodel import Session, select

from storage.tables import Report, ReportRevision, Role
from tests.handlers.playing import issue_there, joins
from tests.handlers.zalo.test_answer_back import likewise
from tests.stage import Person, Stage


async def test_outcome_is_looked_at_before_it_goes_and_stands_with_the_report(
    stage: Stage, an: Person, binh: Person
) -> None:
    await issue_there(stage, binh)
    number = stage.look(lambda s: s.scalars(select(Report.number)).first())
    binh.sees("Chỉ đồng chí xem được vấn đề này.")
    await joins(stage, "em", "Đỗ Em", Role.STAFF)
    await binh.says("vd 1")
    binh.sees("Cùng xem được: Đỗ Em.")
    await binh.presses("Báo kết quả")
    await binh.says("Xã đã kiểm tra giá và niêm yết lại.")
    binh.sees("Xem trước, chưa gửi cho ai.")
    binh.sees(f"({number}): Xã đã kiểm tra giá và niêm yết lại.")
    an.has_not_seen("niêm yết lại")
    old = binh.button("Gửi kết quả")
    await binh.presses("Viết lại")
    await binh.says("Xã đã kiểm tra giá, niêm yết lại từ ngày mai.")
    await binh.presses_on(*old, force=True)
    binh.sees("đã viết lại")
    an.has_not_seen("niêm yết lại")
    await binh.presses("Gửi kết quả")
    an.sees("niêm yết lại từ ngày mai")
    await binh.presses_on(*binh.button("Danh mục"), force=True)

    await an.says("/cuatoi")
    an.sees("có kết quả")
    await an.presses(str(number))
    an.sees("niêm yết lại từ ngày mai")
    await an.presses("Chưa xong")
    why = an.button("Nói rõ vì sao")
    await an.presses_on(*why)
    await an.says("Đại lý chưa niêm yết, gọi 0912 345 678 hỏi ông Lê Văn Tám")
    binh.has_not_seen("Đại lý chưa")
    await an.says("Đại lý ở thôn 3 vẫn chưa niêm yết.")
    an.sees("Đã ghi lời anh/chị để cán bộ phụ trách xem.")
    binh.sees("nói rõ vì sao chưa xong: Đại lý ở thôn 3 vẫn chưa niêm yết.")
    for at in range(2):
        await an.presses_on(*why, force=True)
        await an.says(f"Vẫn chưa niêm yết, lần thứ {at} tôi báo.")
    await an.presses_on(*why, force=True)
    an.sees("Những lời trước của anh/chị về việc này đã được ghi đủ")
    assert sum("nói rõ vì sao chưa xong" in one.text for one in binh.phone) == 1, "the next one an hour later"
    await an.says("/cuatoi")
    await an.presses(str(number))
    an.sees("Việc đang được xử lý tiếp.")
    assert not any("Chưa xong" in label for label in an.buttons)


async def test_outcome_whose_issue_was_merged_or_closed_since_its_preview_goes_to_nobody_unread(
    stage: Stage, an: Person, binh: Person, chi: Person
) -> None:
    """Another officer merges or closes the issue between the preview and its sending: the words are not lost."""
    await issue_there(stage, binh)
    number = likewise(stage, "dung")
    await binh.says(number)
    await binh.presses("Gộp vào vấn đề")
    await binh.presses("Vấn đề mới")
    await binh.says("Đường hỏng")
    await binh.says("vd 1")
    await binh.presses("Báo kết quả")
    await binh.says("Xã đã niêm yết giá.")
    send = binh.button("Gửi kết quả")
    await binh.says("vd 1")
    await binh.presses("Nhập vấn đề")
    await binh.presses("Đường hỏng")
    await binh.presses_on(*send, force=True)
    binh.sees("đã nhập vào vấn đề số 2 (Đường hỏng), nên chưa gửi gì")
    binh.sees(": Xã đã niêm yết giá.")
    an.has_not_seen("Xã đã niêm yết giá.")
    send = binh.button("Gửi kết quả")
    await binh.says("vd 1")
    binh.sees("2. Đường hỏng")
    await binh.presses("Đóng")
    await binh.says("Trùng với việc khác")
    await binh.presses_on(*send, force=True)
    binh.sees("đã đóng, nên kết quả chưa gửi cho ai. Lời đã viết, để dùng lại nếu cần: Xã đã niêm yết giá.")
    an.has_not_seen("Xã đã niêm yết giá.")


async def test_report_whose_words_cannot_be_read_here_says_so_and_its_matter_goes_on(
    stage: Stage, an: Person, binh: Person
) -> None:
    """A document of another version of its form, as a hand in the database or a backup half restored may leave it."""
    await issue_there(stage, binh)
    number = str(stage.look(lambda s: s.scalars(select(Report.number)).first()))

    def spoil(session: Session) -> None:
        for row in session.scalars(select(ReportRevision)):
            row.document = "<other/>"

    stage.database.run_now(spoil)
    await an.says("/cuatoi")
    await an.presses(number)
    an.sees("Máy chưa mở được lời văn của báo cáo này.")
    assert not any("Sửa báo cáo" in label for label in an.buttons)
    report = an.button("Xóa báo cáo")[1].partition(":")[2]
    for verb in ("report.correct", "report.take_back"):
        await an.presses_on(an.card.id, f"{verb}:{report}:1", force=True)
        an.sees("Máy chưa mở được lời văn của báo cáo này.")
    await binh.says(number)
    binh.sees(f"{number}")
    binh.sees("Máy chưa mở được lời văn của báo cáo này (biểu mẫu không đọc được).")
    await binh.says("/baocao")
    await binh.says("vd 1")
    await binh.presses("Báo kết quả")
    await binh.says("Xã đã niêm yết giá.")
    await binh.presses("Gửi kết quả")
    an.sees("Xã đã niêm yết giá.")
