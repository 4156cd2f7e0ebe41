"""Parts of the main job as they are played on the page; a test and the pictures tell them."""

from __future__ import annotations

from playwright.sync_api import expect

from tests.e2e.phones import Phones

GIST = "Nhiều hộ lo giá phân bón tăng cao, làm lúa không còn lãi."


def send_prompt(phones: Phones) -> None:
    """Bình writes November's content, looks at it and sends it."""
    binh = phones["binh"]
    binh.presses("Soạn yêu cầu")
    binh.presses("Yêu cầu nắm bắt hằng tháng")
    binh.sees("Tên yêu cầu")
    for answer, following in (
        ("Nội dung nắm bắt tháng 11", "Mục 1"),
        ("Giá vật tư nông nghiệp", "Thuộc lĩnh vực nào"),
        ("Nông nghiệp", "Mục 2"),
        ("Sắp xếp thôn, tổ dân phố", "Thuộc lĩnh vực nào"),
        ("Xây dựng Đảng", "Mục 3"),
    ):
        binh.writes(answer)
        binh.sees(following)
    binh.presses("Bỏ qua")
    binh.presses("Toàn tỉnh")
    binh.sees("Hạn trả lời")
    binh.writes("25/11")
    binh.presses("Gửi ngay")
    binh.presses("✓ Xem trước")
    binh.has("212 cộng tác viên")
    binh.presses("✓ Gửi đi")
    binh.has("Đang gửi")


def fill_report(phones: Phones) -> None:
    """An taps through the report, stops, comes back, and arrives at the review page."""
    an = phones["an"]
    an.presses("Viết báo cáo")
    an.presses("Giá vật tư")
    an.sees("Người dân nói gì")
    an.writes(GIST)
    an.sees("Nghe từ nhóm nào")
    an.writes("/dung")
    an.sees("Phiếu viết dở vẫn còn nguyên")
    an.presses("Viết tiếp")
    an.sees("Nghe từ nhóm nào")
    an.presses("☐ Nông dân")
    expect(an.button("☑ Nông dân")).to_be_visible()
    an.presses("Xong")
    for answer, following in (
        ("Băn khoăn", "bao nhiêu người nghĩ vậy"),
        ("Khoảng ba phần tư", "gấp đến mức nào"),
        ("Bình thường", "Xem lại"),
    ):
        an.presses(answer)
        an.sees(following)


def report_urgent(phones: Phones) -> None:
    """An reports something urgent."""
    an = phones["an"]
    an.writes("/menu")
    an.presses("Báo việc khẩn")
    an.sees("Việc gì")
    an.presses("Tập trung đông người")
    an.sees("Ở đâu")
    an.presses("An Phú")
    an.sees("Đang diễn ra thế nào")
    an.writes("Từ 8 giờ, khoảng 40 người tập trung trước trụ sở xã, hỏi về tiền đền bù.")
    an.sees("biết qua đâu")
    an.presses("Tận mắt thấy")
    an.presses("Gửi ngay")
    an.has("đang báo cán bộ trực")
