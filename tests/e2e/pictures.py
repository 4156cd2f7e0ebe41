"""Takes the README's pictures anew from the demo: `python -m tests.e2e.pictures`."""

from __future__ import annotations

import subprocess
import tempfile
from pathlib import Path

from playwright.sync_api import expect

from tests.e2e.phones import DESK, HAND, Phones, chromium, demo
from tests.e2e.story import fill_report, report_urgent, send_prompt

_STILL = """Promise.allSettled(document.getAnimations()
    .filter(one => one.effect.getComputedTiming().iterations !== Infinity).map(one => one.finished))"""
FOLDER = Path(__file__).parents[2] / "docs" / "pictures"


def main() -> None:
    with demo() as address, chromium() as browser:
        page = browser.new_page(viewport={"width": DESK[0], "height": DESK[1]}, accept_downloads=True)
        phones = Phones(page)
        page.goto(address)
        expect(phones["an"].last).to_be_visible()
        send_prompt(phones)
        fill_report(phones)
        small = browser.new_page(viewport={"width": HAND[0], "height": HAND[1]})
        small.goto(address)
        small.locator('[data-action="intro-close"]').click()
        small.locator('[data-tab="an"]').click()
        expect(Phones(small)["an"].last).to_be_visible()
        small.screenshot(path=FOLDER / "phone.png")
        _on_zalo(phones)
        phones["an"].element.scroll_into_view_if_needed()
        phones["an"].presses("✓ Gửi")
        phones["an"].has("Đã nhận báo cáo")
        report_urgent(phones)
        phones["binh"].presses("Xem")
        phones["binh"].has("chưa xác minh")
        phones.clock("17")
        chi = phones["chi"]
        digest = chi.has("Dư luận xã hội")
        expect(digest.locator("img")).to_have_js_property("complete", True)
        expect(digest.locator("img")).not_to_have_js_property("naturalWidth", 0)
        chi.presses("DOCX")
        saved = chi.downloads(chi.has("chờ ký"))
        expect(phones["nhom-ban"].element.get_by_text("vừa xong")).to_be_hidden()
        expect(chi.element.get_by_text("Đang lập văn bản")).to_be_hidden()
        digest.evaluate("message => message.scrollIntoView({ block: 'start' })")
        page.screenshot(path=FOLDER / "phones.png")
        with tempfile.TemporaryDirectory() as folder:
            document = Path(folder) / "digest.docx"
            saved.save_as(document)
            _first_page(document)


def _on_zalo(phones: Phones) -> None:
    """One person on both of Zalo's doors, with one draft."""
    bot, account = phones["dung"], phones["dung-oa"]
    for said, seen in (("viết báo cáo", "1/"), ("1", "2/"), ("Người dân lo giá phân bón tăng.", "3/"), ("3", "4/")):
        bot.writes(said)
        bot.has(seen)
    account.writes("menu")
    account.has("Viết tiếp")
    account.writes("1")  # more than five choices go by number there
    account.has("Ý kiến nghiêng về đâu")
    account.element.scroll_into_view_if_needed()
    phones.page.mouse.move(0, 0)
    phones.page.evaluate(_STILL)
    left, right = bot.element.bounding_box(), account.element.bounding_box()
    assert left is not None and right is not None
    width = right["x"] + right["width"] - left["x"]
    clip = {"x": left["x"], "y": left["y"], "width": width, "height": left["height"]}
    phones.page.screenshot(path=FOLDER / "zalo.png", clip=clip)  # type: ignore[arg-type]


def _first_page(document: Path) -> None:
    folder = document.parent
    convert = ["soffice", "--headless", "--convert-to", "pdf", "--outdir", str(folder), str(document)]
    subprocess.run(convert, check=True, capture_output=True, timeout=120)
    page = ["pdftoppm", "-r", "60", "-png", "-singlefile", str(folder / "digest.pdf"), str(FOLDER / "digest")]
    subprocess.run(page, check=True, timeout=60)


if __name__ == "__main__":
    main()
