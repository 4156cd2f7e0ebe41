"""Markdown and tags in labels, taken off.

ODK's clients style them: https://docs.getodk.org/form-styling/.

A question's words are set by us, the same on every network, so that what an author styled stands there plainly. Only what
the author wrote is looked at: the stars that a person typed stay.
"""

from __future__ import annotations

import re

from forms.model.form import Template
from forms.xpath.expressions import Expression

_HINTS = re.compile(r"[*_<#\[\\&]")
_ESCAPED = re.compile(r"\\([\\*_#<>\[\]()`~.!+-])")
_BREAKS = re.compile(r"<br\s*/?>|</(?:p|div|li|h[1-6])\s*>", re.IGNORECASE)
_TAGS = re.compile(
    r"</?(?:span|font|b|i|u|s|em|strong|small|big|mark|sub|sup|center|p|div|ul|ol|li|h[1-6])(?:\s[^<>]*)?/?>",
    re.IGNORECASE,
)
_HEADING = re.compile(r"^[ \t]{0,3}#{1,6}[ \t]+(.*?)[ \t#]*$", re.MULTILINE)
_LINK = re.compile(r"\[([^\[\]]+)\]\(((?:https?://|mailto:|tel:)[^\s()]+)\)")
_STYLES = (
    re.compile(r"(?<![*\\])\*\*(?=[^\s*])(.+?)(?<=[^\s*])\*\*(?!\*)", re.DOTALL),
    re.compile(r"(?<![\w\\])__(?=[^\s_])(.+?)(?<=[^\s_])__(?!\w)", re.DOTALL),
    re.compile(r"(?<![\w*\\])\*(?=[^\s*])([^*\n]*?)(?<=[^\s*])\*(?![\w*])"),
    re.compile(r"(?<![\w\\])_(?=[^\s_])([^_\n]*?)(?<=[^\s_])_(?!\w)"),
)
_ENTITIES = {"&nbsp;": " ", "&lt;": "<", "&gt;": ">", "&amp;": "&"}
# Stand for the quoted answers while marks are looked for, and for what a backslash guards; no form holds them.
_FIRST, _GUARD, _LAST = 0xF0000, 0xF8000, 0xFFFFD
_QUOTED = re.compile(f"([{chr(_FIRST)}-{chr(_GUARD - 1)}])")


def plain_text(text: str) -> str:
    """A label without its marks; the words of a link are followed by its address."""
    if not _HINTS.search(text):
        return text
    text = _ESCAPED.sub(lambda match: chr(_GUARD + ord(match[1])), text)
    text = _TAGS.sub("", _BREAKS.sub("\n", text))
    text = _HEADING.sub(r"\1", text)
    text = _LINK.sub(lambda match: match[1] if match[1] == match[2] else f"{match[1]} ({match[2]})", text)
    # Bold in italics and the other way round.
    for style in (*_STYLES, *_STYLES):
        text = style.sub(r"\1", text)
    for entity, letter in _ENTITIES.items():
        text = text.replace(entity, letter)
    return "".join(chr(ord(letter) - _GUARD) if _GUARD <= ord(letter) <= _LAST else letter for letter in text)


def without_marks(pieces: Template) -> Template:
    """A template without marks, also where they stand around a quoted answer."""
    quoted = [piece for piece in pieces if isinstance(piece, Expression)]
    if not quoted:
        return tuple(plain_text(str(piece)) for piece in pieces)
    at = iter(range(len(quoted)))
    joined = "".join(chr(_FIRST + next(at)) if isinstance(piece, Expression) else piece for piece in pieces)
    if not _HINTS.search(joined):
        return pieces
    parts = _QUOTED.split(plain_text(joined))
    return tuple(quoted[ord(part) - _FIRST] if _QUOTED.fullmatch(part) else part for part in parts if part)
