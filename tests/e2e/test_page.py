"""The main job on the page, by taps, typing and keys alone: from a prompt to the document on the leader's phone."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import docx
import pytest
from playwright.sync_api import Browser, Locator, TimeoutError, expect

from tests.e2e.phones import DESK, HAND, Phones
from tests.e2e.story import fill_report, report_urgent, send_prompt

pytestmark = pytest.mark.browser


@pytest.fixture
def phones(browser: Browser, address: str) -> Iterator[Phones]:
    phones = Phones.at(browser, address, DESK)
    expect(phones["an"].last).to_be_visible()
    yield phones
    phones.page.close()


def test_from_prompt_to_document(phones: Phones, tmp_path: Path) -> None:
    an, binh, chi = phones["an"], phones["binh"], phones["chi"]
    send_prompt(phones)
    phones["nhom-ctv"].has("Giá vật tư nông nghiệp")
    an.has("Giá vật tư nông nghiệp")
    dung = phones["dung"]
    dung.has("Nhắn đúng chữ ở trên để chọn.")
    for said, seen in (
        ("viet bao cao", "phản ánh mục nào"),
        ("1", "Người dân nói gì"),
        ("quay lại", "mục nào"),
    ):
        dung.writes(said)
        dung.sees(seen)
    account = phones["dung-oa"]
    account.writes("menu")
    account.writes("1")  # more than five choices go by number there
    account.has("mục nào")  # one draft, whichever of his phones he takes
    account.presses("Giá vật tư")
    account.sees("Người dân nói gì")

    fill_report(phones)
    an.presses("✎ 4")
    an.sees("Ý kiến nghiêng về đâu")
    an.presses("Không đồng tình")
    an.sees("Xem lại")
    an.presses("✓ Gửi")
    assert re.search(r"BC-1126-\d{3}", an.has("Đã nhận báo cáo").inner_text())

    report_urgent(phones)
    assert binh.has("Việc khẩn cần nhận").inner_text().count("\n") <= 2, "a lock screen shows no content"
    phones["nhom-ban"].has("Đang báo cán bộ trực")
    binh.presses("Xem")
    binh.has("chưa xác minh")
    binh.presses("Nhận việc")
    binh.has("đã nhận lúc")

    phones.clock("17")
    digest = chi.has("ngày 03/11/2026")
    expect(digest).to_contain_text("Chưa xác minh")
    expect(digest.locator("img")).to_have_count(0)  # so few sources have no chart; test_trial sees one that has
    chi.presses("Theo lĩnh vực")
    chi.has("theo ước lượng của cộng tác viên")
    chi.presses("DOCX")
    saved = tmp_path / "digest.docx"
    chi.downloads(chi.has("chờ ký")).save_as(saved)
    text = "\n".join(paragraph.text for paragraph in docx.Document(str(saved)).paragraphs)
    assert "ĐẢNG CỘNG SẢN VIỆT NAM" in text or "BÁO CÁO" in text

    for language in ("en", "vi"):
        phones.page.locator('[data-action="language"]').click()
        expect(phones.page.locator("html")).to_have_attribute("lang", language)
    assert phones.troubles == []
    assert phones.hosts == {"127.0.0.1"}


def test_by_keys_on_a_small_screen(browser: Browser, address: str) -> None:
    phones = Phones.at(browser, address, HAND, moves=True)
    page = phones.page
    expect(
        page.locator("[data-screen][data-active]")
    ).to_be_visible()  # one is shown once all are there: keys are for those
    page.keyboard.press("1")
    expect(phones["an"].element).to_be_visible()
    expect(phones["chi"].element).to_be_hidden()
    page.keyboard.press("Alt+5")
    expect(phones["chi"].element).to_be_visible()
    expect(phones["an"].element).to_be_hidden()
    page.keyboard.type("/menu")
    page.keyboard.press("Enter")
    chi = phones["chi"]
    chi.has("Chọn việc muốn làm")
    button = chi.button("Bản tổng hợp mới nhất")
    button.focus()
    page.keyboard.press("Enter")
    chi.has("bản tổng hợp")
    assert phones.troubles == []
    page.close()


def test_what_else_a_phone_sends(browser: Browser, address: str) -> None:
    phones = Phones.at(browser, address, HAND)
    page = phones.page
    an = phones["an"]
    page.locator('[data-tab="an"]').click()
    expect(an.last).to_be_visible()
    writing = an.element.locator('textarea[name="text"]')
    expect(writing).to_be_focused()  # a phone takes the focus when it is shown, and a menu that loses it closes
    opener = an.element.locator('button[name="attach"]')
    items = an.element.get_by_role("menuitem")
    _opens(opener, items)
    expect(items).to_have_text(["Ảnh hoặc tệp", "Video", "Ghi âm mẫu, 3 giây", "Vị trí hiện tại", "Nhãn dán"])
    for item in items.all():
        box = item.bounding_box()
        assert box is not None and box["x"] >= 0 and box["x"] + box["width"] <= HAND[0] and box["height"] >= 40
    page.keyboard.press("Escape")
    expect(items).to_have_count(0)
    expect(opener).to_be_focused()
    _opens(opener, items)
    page.keyboard.press("ArrowUp")  # from the sticker, nearest to the thumb, to the location
    page.keyboard.press("Enter")
    place = an.has("📍 10.957421, 106.842713")
    expect(place.get_by_role("button")).to_have_count(0)  # a place is nothing to correct
    expect(writing).to_be_focused()
    _picks(opener, items, "Ghi âm")
    an.has("voice.oga")
    with page.expect_file_chooser() as choosing:
        _picks(opener, items, "Video")
    choosing.value.set_files({"name": "quay.mp4", "mimeType": "video/mp4", "buffer": b"\0\0\0\x10ftypisom"})
    expect(an.element.locator(".chip")).to_contain_text("quay.mp4")
    an.element.locator('button[name="send"]').click()
    an.has("video.mp4")
    assert phones.troubles == []
    page.close()


def _opens(opener: Locator, items: Locator) -> None:
    """Opens the menu by keys; what comes meanwhile may close it, and then it is opened again, as a person would."""
    for _ in range(3):
        opener.press("Enter")
        try:
            items.first.wait_for(timeout=5000)
            return
        except TimeoutError:
            continue
    raise AssertionError("the menu does not open")


def _picks(opener: Locator, items: Locator, name: str) -> None:
    """Opens the menu and picks from it; what comes meanwhile may close it, and then it is opened again, as a person would."""
    for _ in range(3):
        if not items.count():
            opener.click()
        try:
            items.filter(has_text=name).click(timeout=5000)
            return
        except TimeoutError:
            continue
    raise AssertionError(f"{name} is not to be picked")
