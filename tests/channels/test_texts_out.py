"""What every adapter promises of the texts that it sends: nothing broken in them, nothing read as markup."""

from __future__ import annotations

import unicodedata
from typing import Any

import pytest

from channels.channel import Channel
from channels.messages import Button, FileRef, MediaKind, Send
from tests.channels.far_end import FarEnd
from tests.channels.networks import Network
from tests.sandbox.pictures import PNG
from texts.rich import RichText, utf16_length

HOSTILE = ("<b>x</b>", "**x** _y_ {red}z{/red}", "[a](tg://user?id=1)", "&lt;", "\\*`x`", "# x", '{"text":"x"}')
UNITS = (
    "ệ",
    "e\u0323\u0302",
    "🇻🇳",
    "👩🏽‍🌾",
    "❤️",
    "1️⃣",
    "🏴\U000e0067\U000e0062\U000e0065\U000e006e\U000e0067\U000e007f",
)


def said(network: Network, there: FarEnd) -> list[str]:
    """The text of each call, wherever the network wants it."""
    return [network.text_of(call) for call in there.heard]


async def send_whole(network: Network, adapter: Channel, text: RichText, **more: Any) -> None:
    """As one message where the adapter makes parts of it itself, else in parts as whoever sends makes them."""
    for part in (text,) if network.parts else text.split(network.limit):
        await adapter.send(network.chat, Send(part, **more))


@pytest.mark.parametrize("unit", UNITS, ids=ascii)
@pytest.mark.parametrize("before", range(7))
async def test_a_long_text_breaks_between_letters(
    network: Network, there: FarEnd, adapter: Channel, unit: str, before: int
) -> None:
    """Three messages' worth of one letter, flag or picture, however the limit falls on it."""
    text = "a" * before + unit * (3 * network.limit // utf16_length(unicodedata.normalize("NFC", unit)))
    await send_whole(network, adapter, RichText(text))
    parts = said(network, there)
    assert len(parts) >= 3
    assert unicodedata.normalize("NFC", "".join(parts)) == unicodedata.normalize("NFC", text)
    assert all(utf16_length(part) <= network.limit for part in parts)
    one = unicodedata.normalize("NFC", unit)
    for number, part in enumerate(parts):
        letters = unicodedata.normalize("NFC", part.removeprefix("a" * before if number == 0 else ""))
        assert unicodedata.combining(part[0]) == 0 and letters.replace(one, "") == "", "none is broken"


async def test_a_menu_below_a_text_at_the_limit(network: Network, there: FarEnd, adapter: Channel) -> None:
    """Nothing of either is lost; the menu stays in one piece and comes last."""
    menu = RichText("\n".join(f"{number}. Đất đai, giải phóng mặt bằng" for number in range(1, 9)))
    buttons = tuple((Button(line[3:], f"x:{number}"),) for number, line in enumerate(menu.text.splitlines()))
    for length in (network.limit, network.limit - 1, network.limit - 40):
        there.heard.clear()
        text = RichText("a" * length)
        await adapter.send(network.chat, Send(text, buttons, menu=menu))
        parts = said(network, there)
        assert all(utf16_length(part) <= network.limit for part in parts)
        assert "".join(parts).startswith("a" * length)
        if not adapter.buttons:
            assert parts[-1].endswith(menu.text)


@pytest.mark.parametrize("text", HOSTILE)
async def test_labels_and_menus_are_never_markup(network: Network, there: FarEnd, adapter: Channel, text: str) -> None:
    menu = RichText(f"1. {text}\n2. x")
    buttons = ((Button(text, "x:1"),), (Button("x", "x:2"),))
    await adapter.send(network.chat, Send(RichText("a"), buttons, menu=menu))
    [call] = there.heard
    assert text in _strings(call.body)
    assert not {"parse_mode", "text_styles"} & call.body.keys()


@pytest.mark.parametrize("text", HOSTILE)
@pytest.mark.parametrize("kind", [MediaKind.PHOTO, MediaKind.DOCUMENT])
async def test_captions_and_names_of_files_are_never_markup(
    network: Network, there: FarEnd, adapter: Channel, text: str, kind: MediaKind
) -> None:
    file = FileRef(kind, 7, f"{text}.png")
    await adapter.send(network.chat, Send(RichText(text), file=file), PNG)
    assert there.heard
    for call in there.heard:
        assert not {"parse_mode", "text_styles"} & call.body.keys()
    assert any(text in _strings(call.body) for call in there.heard)


def _strings(value: Any) -> str:
    """All texts in a body, one after another."""
    if isinstance(value, dict):
        return "\n".join(map(_strings, value.values()))
    if isinstance(value, list | tuple):
        return "\n".join(map(_strings, value))
    return str(value)
