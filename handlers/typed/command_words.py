"""Words that open the menu, whatever was asked."""

from __future__ import annotations

from texts.fold import fold

_MENU = frozenset({"menu", "danh muc", "bat dau", "tro giup", "help"})


def opens_menu(text: str) -> bool:
    """True if somebody asks for the menu."""
    return fold(text) in _MENU
