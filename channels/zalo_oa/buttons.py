"""Buttons on an Official Account: at most five, and a press comes back as a text that anybody could have typed.

So what a button carries is sealed for its chat: a token in a text counts only with the seal that we put on it. Buttons stay
on the phone for ever; whether a token is stale is for whoever reads it.
"""

from __future__ import annotations

import hashlib
import hmac
import re
from collections.abc import Callable
from functools import cache
from typing import Any

from channels.messages import Button, Send
from channels.numbered import instruction, numbered
from texts.catalogue import LANGUAGES, catalogue_for
from texts.rich import RichText

MOST = 5
TITLE = 50
"""Characters of a button's label: 100 may be allowed, which nobody has measured."""

_CARRIED = r"[^\s#]{1,64}"
_PRESS = re.compile(rf"#({_CARRIED})#([0-9a-f]{{12}})")


class Seal:
    """The seal on what buttons of one account carry.

    The key is made of the app's secret: with another one old buttons are stale.
    """

    def __init__(self, account: str, secret: str) -> None:
        self._key = hmac.digest(secret.encode(), f"button of {account}".encode(), "sha256")

    def carried(self, chat_id: str, token: str) -> str:
        """Begins with "#", since a webhook can be told to bring only such texts."""
        return f"#{token}#{self._mac(chat_id, token)}"

    def token(self, chat_id: str, text: str) -> str | None:
        """The token of a press; "" where the seal is not that of this chat, None where the text is no press at all."""
        found = _PRESS.fullmatch(text.strip())
        if found is None:
            return None
        return found[1] if hmac.compare_digest(found[2], self._mac(chat_id, found[1])) else ""

    def _mac(self, chat_id: str, token: str) -> str:
        return hmac.new(self._key, f"{chat_id}\n{token}".encode(), hashlib.sha256).hexdigest()[:12]


def with_buttons(act: Send, carried: Callable[[str], str]) -> tuple[list[dict[str, Any]], RichText]:
    """The buttons of a message, and what stands below its text: all of the menu where it has to go as lines.

    A button has the number of its line in the menu, so that the number may be typed as well. Where there are more than can be
    buttons the choices are, and the ways (back, later) stay words. A question with several answers goes as lines: each press
    would be a message of its own.
    """
    menu = act.menu or numbered(act.keyboard).lines
    every = [button for row in act.keyboard for button in row]
    lines = menu.text.split("\n") if menu else []
    buttons = (
        every if len(every) <= MOST else [button for button in every if any(_names(line, button) for line in lines)]
    )
    if not 0 < len(buttons) <= MOST or not _several().isdisjoint(lines) or not all(map(_fits, buttons)):
        return [], menu
    made = []
    for button in buttons:
        line = next((line for line in lines if _names(line, button)), "")
        if line:
            lines.remove(line)
        made.append(_made(button, line if line[:1].isdigit() else _label(button), carried))
    left = [line for line in lines if not line.startswith(_needless())]
    ways = [] if buttons is every else [_way(line) for line in left if line.startswith(_ways())]
    return made, RichText("\n".join([*(line for line in left if not line.startswith(_ways())), *ways]))


def _fits(button: Button) -> bool:
    if len(_label(button)) > TITLE - len("1. "):
        return False
    if button.token:
        return re.fullmatch(_CARRIED, button.token) is not None
    return button.url.startswith(("http://", "https://"))


def _label(button: Button) -> str:
    return " ".join(button.label.split())


def _names(line: str, button: Button) -> bool:
    label = _label(button)
    if not button.token:
        return line == f"{button.label}: {button.url}"
    return line == f"• {label}" or (line[:1].isdigit() and line[1:] == f". {label}")


def _made(button: Button, title: str, carried: Callable[[str], str]) -> dict[str, Any]:
    if button.token:
        return {"title": title, "type": "oa.query.hide", "payload": carried(button.token)}
    return {"title": title, "type": "oa.open.url", "payload": {"url": button.url}}


@cache
def _several() -> frozenset[str]:
    return frozenset(instruction(catalogue_for(language), several=True).text for language in LANGUAGES)


@cache
def _needless() -> tuple[str, ...]:
    """Words that need not be said where there are buttons: that a number or a word may be typed."""
    catalogues = [catalogue_for(language) for language in LANGUAGES]
    said = [instruction(t, digits=digits).text for t in catalogues for digits in (True, False)]
    return (*said, *(t("zalo-menu-listed").text for t in catalogues))


@cache
def _ways() -> tuple[str, ...]:
    """How a line begins that says which words may be typed: "Or send: ", and "Send: " for each of them."""
    catalogues = [catalogue_for(language) for language in LANGUAGES]
    return tuple(t(key, words="").text for key in ("zalo-menu-or", "zalo-menu-ways") for t in catalogues)


def _way(line: str) -> str:
    """The line as it reads where nothing stands above it."""
    half = len(_ways()) // 2
    for long, short in zip(_ways()[:half], _ways()[half:], strict=True):
        if line.startswith(long):
            return short + line.removeprefix(long)
    return line
