"""The page around the phones: what it is for, the guide that checks itself off, the run, the new beginning; for everybody."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.e2e.phones import DESK, HAND, Phones, Scheme

pytestmark = pytest.mark.browser

AXE = Path(__file__).parents[2] / "node_modules" / "axe-core" / "axe.min.js"
ALL_RULES = {"rules": {"label-content-name-mismatch": {"enabled": True}, "landmark-unique": {"enabled": True}}}
STEPS = 13


def opened(browser: Browser, address: str, size: tuple[int, int], scheme: Scheme = "light", ask: str = "") -> Phones:
    phones = Phones.at(browser, address + ask, size, scheme)
    expect(phones.page.locator("#stage")).not_to_have_attribute("aria-busy", "")
    return phones


def test_a_morning_runs_by_itself_and_begins_again(browser: Browser, address: str) -> None:
    phones = opened(browser, address, DESK, ask="/?speed=100")
    page = phones.page
    words = page.locator("#intro p").all_inner_texts()
    assert 45 <= sum(len(text.split()) for text in words) <= 65
    chi = phones["chi"]
    expect(chi.element).to_have_attribute("data-active", "")
    expect(chi.has("02/11/2026").locator("img")).to_be_visible()  # the finished digest comes first
    done = page.locator(".guide-dots .passed")
    expect(done).to_have_count(0)
    chi.presses("Theo lĩnh vực")
    expect(done).to_have_count(1)  # by hand, with the guide only looking
    expect(page.locator(".guide-where")).to_have_text("Xem máy An")
    page.locator('[data-action="run"]').click()
    expect(page.locator("#notice")).to_contain_text("Anh/chị làm thử nhé", timeout=240_000)  # a minute alone
    expect(done).to_have_count(STEPS)
    chi.has("chờ ký")

    page.locator('[data-action="again"]').click()
    with page.expect_event("load", timeout=60_000):
        page.locator('dialog button[value="yes"]').click()
    expect(done).to_have_count(0)
    expect(page.locator(".clock-time")).to_have_text("08:30")
    expect(phones["an"].messages.filter(has_text="BC-")).to_have_count(0)

    page.locator('[data-action="language"]').click()
    for person in ("an", "binh", "dung", "dung-oa"):
        phones[person].has("Choose what to do")
    chi.has("Public opinion")
    phones["an"].chooses("My reports")
    phones["an"].has("The reports you sent")
    page.locator('[data-action="language"]').click()
    phones["binh"].has("Soạn yêu cầu")
    assert [text for text in phones.troubles if "ERR_" not in text and "Failed to load" not in text] == []
    page.close()


SIZES: list[tuple[tuple[int, int], Scheme]] = [
    (DESK, "light"),
    (DESK, "dark"),
    (HAND, "light"),
    ((320, 640), "dark"),
    ((640, 360), "light"),  # 1280 × 720 at 200 %
]


def test_everybody_can_use_the_page(browser: Browser, address: str) -> None:
    """All sizes by one demo: five tests start up to as many, one a worker."""
    if not AXE.is_file():
        pytest.skip("no axe-core: install Node with npm, then `make dev`")
    for size, scheme in SIZES:
        page = opened(browser, address, size, scheme).page
        if page.locator("#guide-body").is_hidden():
            page.locator('[data-action="guide"]').click()
        assert page.evaluate("document.documentElement.scrollWidth") <= size[0], f"something reaches over {size}"
        page.locator('[data-tab="binh"]').click()
        writing = page.locator('[data-screen="binh"] textarea')
        expect(writing, f"at {size}").to_be_focused()
        expect(writing, f"at {size}").to_be_in_viewport(ratio=1)
        page.keyboard.press("Alt+7")
        expect(page.locator('[data-screen="dung-oa"]')).to_have_attribute("data-active", "")
        page.keyboard.press("Alt+1")
        expect(page.locator('[data-screen="an"]')).to_have_attribute("data-active", "")
        page.evaluate(AXE.read_text("utf-8"))
        assert faults(page) == [], f"at {size}, {scheme}"
        page.close()


def faults(page: Page) -> list[Any]:
    """The rules of axe-core that the page breaks, and where."""
    found = page.evaluate("rules => axe.run(document, rules)", ALL_RULES)
    return [(rule["id"], [node["target"] for node in rule["nodes"]]) for rule in found["violations"]]
