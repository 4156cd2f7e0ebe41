"""The main job on the page, by taps, typing and keys alone: from a prompt to the document on the leader's phone."""

from __future__ import annotations

import io
import re
from pathlib import Path

import docx
import pytest
from playwright.sync_api import Browser, Page, expect

from tests.e2e.phones import DESK, HAND, Phones

pytestmark = pytest.mark.browser
GIST = "Nhiều hộ lo giá phân bón tăng cao, làm lúa không còn lãi."


@pytest.fixture
def phones(browser: Browser, address: str) -> Phones:
    page = browser.new_page(viewport={"width": DESK[0], "height": DESK[1]}, accept_downloads=True)
    phones = Phones(page)
    page.goto(address)
    expect(phones["an"].messages.last).to_be_visible()
    return phones


def test_from_prompt_to_document(phones: Phones, tmp_path: Path) -> None:
    an, binh, chi = phones["an"], phones["binh"], phones["chi"]

    binh.presses("Soạn nội dung")
    binh.presses("Nội dung nắm bắt tháng")
    for answer, following in (
        ("Nội dung nắm bắt tháng 11", "Nội dung 1"),
        ("Giá vật tư nông nghiệp", "Thuộc lĩnh vực nào"),
        ("Nông nghiệp", "Nội dung 2"),
        ("Sắp xếp thôn, tổ dân phố", "Thuộc lĩnh vực nào"),
        ("Xây dựng Đảng", "Nội dung 3"),
    ):
        binh.writes(answer)
        binh.sees(following)
    binh.presses("Bỏ qua")
    binh.presses("Toàn tỉnh")
    binh.sees("Hạn trả lời")
    binh.writes("25/11")
    binh.presses("Gửi ngay")
    binh.presses("✓ Gửi")
    binh.has("214 cộng tác viên")
    binh.presses("✓ Gửi đi")
    binh.has("Đang gửi")
    phones["ctv"].has("Giá vật tư nông nghiệp")
    an.has("Giá vật tư nông nghiệp")

    an.presses("Viết báo cáo")
    an.presses("Giá vật tư")
    an.sees("Người dân nói gì")
    an.writes(GIST)
    an.sees("Nghe từ nhóm nào")
    an.writes("/dung")
    an.sees("Phiếu viết dở vẫn còn nguyên")
    an.presses("Viết tiếp")
    an.sees("Nghe từ nhóm nào")
    an.presses("Nông dân")
    expect(an.button("☑ Nông dân")).to_be_visible()
    an.presses("Xong")
    an.presses("Băn khoăn")
    an.presses("Khoảng ba phần tư")
    an.presses("Không đồng tình")
    an.presses("Một khu dân cư")
    an.presses("Trao đổi trực tiếp")
    expect(an.button("☑ Trao đổi trực tiếp")).to_be_visible()
    an.presses("Xong")
    an.presses("Bỏ qua")
    an.presses("Có thể lan rộng")
    an.presses("Bình thường")
    an.sees("Anh/chị đề xuất gì")
    an.presses("Bỏ qua")
    an.sees("Xem lại")
    an.presses("✎ 4")
    an.sees("Phần đông nghĩ thế nào")
    an.presses("Không đồng tình")
    an.presses("Khoảng ba phần tư") if an.button("Khoảng ba phần tư").is_visible() else None
    an.has("Xem lại")
