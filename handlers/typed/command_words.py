"""Words that stand for commands: the menu's, and the usual commands without their slash."""

from __future__ import annotations

from texts.fold import clean, fold

_MENU = frozenset({"menu", "danh muc", "bat dau", "tro giup", "help"})
_COMMANDS = {
    "báo cáo": "/baocao",
    "khẩn": "/khan",
    "của tôi": "/cuatoi",
    "dừng": "/dung",
    "trợ giúp": "/trogiup",
    "help": "/trogiup",
    "liên kết": "/lienket",
    "kênh": "/kenh",
    "thành viên": "/thanhvien",
}
_SPELLED = {fold(word): word for word in _COMMANDS}


def opens_menu(text: str) -> bool:
    """Whether somebody asks for the menu."""
    return fold(text) in _MENU


def command(text: str) -> str:
    """The command that a text names without its slash, "" where it names none: all of its marks, or none of them."""
    word = _SPELLED.get(fold(text), "")
    unmarked = text.isascii() or " ".join(clean(text).casefold().split()) == word  # "đúng" is not "dừng"
    return _COMMANDS[word] if word and unmarked else ""
