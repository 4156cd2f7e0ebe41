"""The demo as a person meets it: the real program in a process of its own, and its page in a browser.

Whatever happens here, happens by taps, typing and keys on the page. Nothing waits for a time; everything waits for what is seen.
"""

from __future__ import annotations

import contextlib
import re
import selectors
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Literal

from playwright.sync_api import (
    Browser,
    ConsoleMessage,
    Download,
    Locator,
    Page,
    Request,
    TimeoutError,
    expect,
    sync_playwright,
)

CHROMIUM = shutil.which("chromium")
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
_ROOT = Path(__file__).parents[2]
_SECONDS_TO_START = 120
_SECONDS_TO_END = 60
_PATIENCE = 60_000  # milliseconds until what should be seen must be there; both cores may be busy

Scheme = Literal["light", "dark"]
DESK = (1600, 1000)
HAND = (390, 844)


@contextlib.contextmanager
def demo() -> Iterator[str]:
    """`langnghe demo` on a free port, until the block ends; the address of its page."""
    command = [sys.executable, "-m", "bot", "demo", "--port", "0"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, cwd=_ROOT, text=True) as process:
        try:
            yield served(process)
        finally:
            process.terminate()
            code = process.wait(_SECONDS_TO_END)
    assert code == 0, f"the demo ended with {code}"


def served(process: subprocess.Popen[str]) -> str:
    """The address that a program says when it is ready."""
    assert process.stdout is not None
    with selectors.DefaultSelector() as ready:
        ready.register(process.stdout, selectors.EVENT_READ)
        assert ready.select(_SECONDS_TO_START), "the demo says no address"
    line = process.stdout.readline()
    found = re.search(r"http://127\.0\.0\.1:\d+", line)
    assert found, f"no address in {line!r}"
    return found.group()


@contextlib.contextmanager
def chromium() -> Iterator[Browser]:
    expect.set_options(timeout=_PATIENCE)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        yield browser
        browser.close()


class Phones:
    """The page. `troubles` and `hosts` are what its console complained of and whom it asked for anything."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.troubles: list[str] = []
        self.hosts: set[str] = set()
        page.set_default_timeout(_PATIENCE)
        page.on("console", self._heard)
        page.on("pageerror", lambda error: self.troubles.append(str(error)))
        page.on("request", self._asked)

    @classmethod
    def at(
        cls, browser: Browser, address: str, size: tuple[int, int], scheme: Scheme = "light", *, moves: bool = False
    ) -> Phones:
        """Those at an address, once they are there: a demo may still prepare its day, on two busy cores for long.

        Unless it `moves`, the page is for somebody who wants nothing animated: without a graphics card eight phones are
        painted slowly.
        """
        page = browser.new_page(
            viewport={"width": size[0], "height": size[1]},
            color_scheme=scheme,
            reduced_motion="no-preference" if moves else "reduce",
            accept_downloads=True,
        )
        phones = cls(page)
        page.goto(address)
        expect(page.locator("[data-screen]").first).to_be_attached(timeout=_SECONDS_TO_START * 1000)
        return phones

    def _heard(self, message: ConsoleMessage) -> None:
        if message.type in {"error", "warning"}:
            self.troubles.append(message.text)

    def _asked(self, request: Request) -> None:
        address = re.match(r"(?:https?|wss?)://([^/:]+)", request.url)
        if address:
            self.hosts.add(address.group(1))

    def __getitem__(self, screen: str) -> Phone:
        return Phone(self.page, screen)

    def clock(self, action: str) -> None:
        """Moves the world's clock: "17", "hour" or "day"."""
        self.page.locator(f'[data-action="clock-{action}"]').click()


class Phone:
    """One phone on the page: what its owner does, and must see."""

    def __init__(self, page: Page, screen: str) -> None:
        self._page = page
        self.element = page.locator(f'[data-screen="{screen}"]')
        self.messages = self.element.locator("[data-message-id]")
        self.last = self.messages.last

    def writes(self, text: str) -> None:
        self.element.locator('textarea[name="text"]').fill(text)
        self.element.locator('button[name="send"]').click()

    def button(self, label: str) -> Locator:
        """The newest button that says `label`."""
        return self.element.locator(".keyboard button", has_text=label).last

    def presses(self, label: str) -> None:
        self.button(label).click()

    def chooses(self, command: str) -> None:
        """Opens the list of commands and takes one; a list that is told anew meanwhile closes, and is opened again."""
        item = self.element.get_by_role("menuitem").filter(has_text=command)
        expect(self.element.locator('button[name="menu"]')).to_be_visible()
        for _ in range(5):
            if not item.is_visible():
                self.element.locator('button[name="menu"]').click()
            try:
                item.click(timeout=4000)
            except TimeoutError:
                continue
            return
        raise AssertionError(f"{command} could not be taken from the list")

    def sees(self, text: str) -> Locator:
        """Waits until the newest message says `text`."""
        expect(self.last).to_contain_text(text)
        return self.last

    def has(self, text: str) -> Locator:
        """Waits until some message says `text`; the newest that does."""
        found = self.messages.filter(has_text=text).last
        expect(found).to_be_visible()
        return found

    def downloads(self, message: Locator) -> Download:
        with self._page.expect_download() as waiting:
            message.locator("a.file").click()
        return waiting.value
