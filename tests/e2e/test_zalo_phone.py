"""Phones on Zalo, on the page: a look of their own, no buttons, both languages, by keys, on a desk and in a hand."""

from __future__ import annotations

import json
import re
import subprocess
import sys
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, expect

from tests.e2e.phones import DESK, HAND, Phones, served

pytestmark = pytest.mark.browser

WORLD = """
now = "2026-11-03T08:30:00+07:00"
title = { vi = "Hai mạng", en = "Two networks" }
[[bots]]
username = "langnghe_bot"
name = "Lắng Nghe"
token = "100001:SANDBOX-telegram"
[[bots]]
username = "bot.LangNghe"
name = "Bot Lắng Nghe"
token = "200001:SANDBOX-zalo"
network = "zalo"
[[people]]
key = "an"
name = "Hoàng An"
started = ["langnghe_bot"]
[[people]]
key = "dung"
name = "Phạm Văn Dũng"
[[groups]]
key = "nhom"
title = "Cộng tác viên trên Zalo"
members = ["dung", "an", "bot.LangNghe"]
[[screens]]
id = "an"
person = "an"
bot = "langnghe_bot"
accent = "#1f7a5c"
role = { vi = "Cộng tác viên", en = "Collaborator" }
[[screens]]
id = "dung"
person = "dung"
bot = "bot.LangNghe"
accent = "#0068ff"
role = { vi = "Cộng tác viên", en = "Collaborator" }
[[screens]]
id = "nhom"
person = "dung"
group = "nhom"
bot = "bot.LangNghe"
accent = "#0068ff"
role = { vi = "Nhóm kín", en = "Closed group" }
"""
MENU = "Câu 1/9 · Lĩnh vực nào?\n\n1. Đất đai\n2. Giao thông\nXem: https://vi.example/a\nNhắn số để chọn."


class Zalo:
    """The bot's program, as small as it can be."""

    def __init__(self, address: str) -> None:
        self._calls = f"{address}/zalo/bot200001:SANDBOX-zalo/"

    def __call__(self, method: str, **values: Any) -> Any:
        body = json.dumps(values).encode()
        request = urllib.request.Request(self._calls + method, body, {"Content-Type": "application/json"})
        with urllib.request.urlopen(request, timeout=40) as answer:
            return json.load(answer).get("result")


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a sandbox of its own, with a bot on each network."""
    path = tmp_path_factory.mktemp("world") / "world.toml"
    path.write_text(WORLD, encoding="utf-8")
    command = [sys.executable, "-m", "sandbox", "--world", str(path), "--port", "0"]
    root = Path(__file__).parents[2]
    with subprocess.Popen(command, stdout=subprocess.PIPE, cwd=root, text=True) as process:
        try:
            yield served(process)
        finally:
            process.terminate()
            process.wait(60)


def test_a_conversation_by_numbers(browser: Browser, world: str) -> None:
    phones, zalo = Phones.at(browser, world, DESK), Zalo(world)
    page = phones.page
    dung = phones["dung"]
    expect(dung.element).to_have_attribute("data-network", "zalo")
    expect(dung.element).to_have_attribute("aria-label", "Điện thoại dùng Zalo của Phạm Văn Dũng, Cộng tác viên")
    expect(dung.element.locator(".chat-subtitle")).to_have_text("tài khoản bot · Zalo")
    expect(dung.element.locator('button[name="start"]')).to_be_hidden()
    expect(dung.element.locator('button[name="menu"]')).to_be_hidden()
    dung.writes("MOI-7F3K")
    said = zalo("getUpdates", timeout="10")["message"]
    assert said["text"] == "MOI-7F3K"
    expect(dung.last.locator(".change")).to_have_count(0)  # nothing is corrected here
    zalo("sendMessage", chat_id=said["chat"]["id"], text=MENU)
    shown = dung.sees("Nhắn số để chọn.")
    expect(shown.locator(".keyboard")).to_have_count(0)
    expect(shown.locator("a")).to_have_attribute("href", "https://vi.example/a")
    dung.writes("2")
    assert zalo("getUpdates", timeout="10")["message"]["text"] == "2"
    page.locator('[data-action="language"]').click()
    expect(dung.element.locator(".chat-subtitle")).to_have_text("bot account · Zalo")
    expect(page.locator('[data-tab="dung"]')).to_contain_text("Zalo · Collaborator")
    assert _blue(dung.element.locator(".chat-head").evaluate("head => getComputedStyle(head).backgroundImage"))
    assert not _blue(phones["an"].element.locator(".chat-head").evaluate("h => getComputedStyle(h).backgroundImage"))
    assert phones.troubles == []
    assert phones.hosts == {"127.0.0.1"}
    page.close()


def test_by_keys_in_a_hand_and_a_name_is_picked_in_a_group(browser: Browser, world: str) -> None:
    phones, zalo = Phones.at(browser, world, HAND), Zalo(world)
    page = phones.page
    group = phones["nhom"]
    expect(phones["an"].element).to_be_visible()
    page.keyboard.press("3")
    expect(group.element).to_be_visible()
    page.keyboard.type("nói với nhau")
    page.keyboard.press("Enter")
    group.sees("nói với nhau")
    page.keyboard.press("Shift+Tab")
    expect(group.element.locator('button[name="mention"]')).to_be_focused()
    page.keyboard.press("Enter")
    page.keyboard.type("báo cáo")
    page.keyboard.press("Enter")
    group.sees("@Bot Lắng Nghe báo cáo")
    expect(group.element.locator('button[name="mention"]')).to_have_attribute("aria-pressed", "false")
    heard = zalo("getUpdates", timeout="10")["message"]
    assert (heard["text"], heard["chat"]["chat_type"]) == ("@Bot Lắng Nghe báo cáo", "GROUP")
    width = page.evaluate("document.documentElement.scrollWidth")
    assert width <= HAND[0], "nothing reaches over the edge"
    for control in group.element.locator(".composer button:visible, .composer textarea:visible").all():
        box = control.bounding_box()
        assert box is not None and box["x"] >= 0 and box["x"] + box["width"] <= HAND[0] and box["height"] >= 40
    assert phones.troubles == []
    page.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_what_is_written_can_be_read(browser: Browser, world: str, scheme: Any) -> None:
    page = Phones.at(browser, world, DESK, scheme).page
    phone = page.locator('[data-screen="dung"]')
    expect(phone).to_be_visible()
    for name in (".chat-title", ".chat-subtitle", ".status-time", ".status-icons"):
        colours = phone.locator(name).evaluate(_COLOURS)
        assert _contrast(*colours) >= 4.5, (name, colours)
    page.close()


_COLOURS = """element => {
  const seen = (node) => {
    for (; node; node = node.parentElement) {
      const style = getComputedStyle(node);
      const found = style.backgroundImage.match(/rgba?\\([^)]*\\)/) ?? [style.backgroundColor];
      if (!/, 0\\)$/.test(found[0])) return found[0];
    }
  };
  return [getComputedStyle(element).color, seen(element)];
}"""


def _channels(colour: str) -> list[float]:
    return [float(number) for number in re.findall(r"[\d.]+", colour)[:3]]


def _blue(image: str) -> bool:
    found = re.search(r"rgb\([^)]*\)", image)
    if not found:
        return False
    red, green, blue = _channels(found.group())
    return blue > 1.5 * max(red, green)


def _contrast(one: str, other: str) -> float:
    """As WCAG 2 counts it: from 1 to 21."""

    def light(colour: str) -> float:
        parts = [c / 255 for c in _channels(colour)]
        linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts]
        return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]

    dark, bright = sorted((light(one), light(other)))
    return (bright + 0.05) / (dark + 0.05)
