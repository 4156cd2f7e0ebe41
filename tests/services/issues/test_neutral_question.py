"""A question to a contact: refused where it shares a sentence, number, hour or finer place with a report (privacy 5)."""

from __future__ import annotations

import pytest

from services.free_words import Fault, WordsRefused
from services.issues import neutral_question

SAID = [
    "Sáng nay lúc 9 giờ 15 khoảng bốn mươi người tập trung ở chợ huyện cũ, thôn Đông Hạ.",
    "Dân nói Công ty Hoàng Gia xả thải, 120 hộ không có nước sạch để dùng hằng ngày.",
    "Đèn đường bị hỏng lâu.",
]
PLACES = ["xã An Phú", "Tỉnh Mẫu"]


@pytest.mark.parametrize(
    ("question", "fault"),
    [
        ("Có phải 120 hộ thiếu nước?", Fault.REPORT_NUMBER),
        ("Lúc 9 giờ sáng ở xã có việc gì?", Fault.REPORT_NUMBER),
        ("Có bốn mươi người tụ tập không?", Fault.REPORT_NUMBER),
        ("Có chuyện khong co nuoc sach de dung hang ngay không?", Fault.REPORT_SENTENCE),
        ("Nghe nói đèn đường bị hỏng lâu, đúng không?", Fault.REPORT_SENTENCE),
        ("Ở chợ huyện có chuyện gì không?", Fault.REPORT_PLACE),
        ("Thôn Đông Hạ tình hình thế nào?", Fault.REPORT_PLACE),
        ("Hoàng Gia hoạt động có đúng quy định không?", Fault.REPORT_PLACE),
    ],
)
def test_question_that_shares_something_with_a_report_is_refused(question: str, fault: Fault) -> None:
    with pytest.raises(WordsRefused) as refused:
        neutral_question.check(question, SAID, PLACES)
    assert refused.value.fault is fault


@pytest.mark.parametrize(
    "question",
    [
        "Tình hình cấp nước sinh hoạt trên địa bàn xã An Phú hiện nay thế nào?",
        "Hệ thống chiếu sáng công cộng trên địa bàn có hoạt động bình thường không?",
    ],
)
def test_neutral_question_passes_and_may_name_the_unit(question: str) -> None:
    neutral_question.check(question, [*SAID, "Ở xã An Phú dân lo thiếu nước."], PLACES)
