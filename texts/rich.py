"""Text with bold spans, in no network's markup: what people typed can never turn into formatting."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass

Spans = tuple[tuple[int, int], ...]

_JOINER = "\u200d"
_ELLIPSIS = "…"


@dataclass(frozen=True, slots=True)
class RichText:
    """A text and its bold spans: (start, length) in code points, in order, not overlapping."""

    text: str
    bold: Spans = ()

    @classmethod
    def join(cls, separator: RichText | str, parts: Iterable[RichText | str]) -> RichText:
        """Puts `separator` between `parts`; a string counts as plain text."""
        pieces: list[RichText | str] = []
        for part in parts:
            if pieces:
                pieces.append(separator)
            pieces.append(part)
        return _concatenate(pieces)

    def __add__(self, other: RichText | str) -> RichText:
        return _concatenate((self, other))

    def __radd__(self, other: str) -> RichText:
        return _concatenate((other, self))

    def __bool__(self) -> bool:
        return bool(self.text)

    def __len__(self) -> int:
        return len(self.text)

    def __str__(self) -> str:
        return self.text

    def part(self, start: int, end: int) -> RichText:
        """The code points from `start` to before `end`, with the spans that fall there."""
        spans = ((max(at, start), min(at + length, end)) for at, length in self.bold)
        return RichText(self.text[start:end], tuple((a - start, b - a) for a, b in spans if b > a))

    def truncate(self, n: int) -> RichText:
        """At most `n` code points (n ≥ 1): what does not fit gives way to an ellipsis, at a word where one is near."""
        if len(self.text) <= n:
            return self
        end = _grapheme_start(self.text, n - len(_ELLIPSIS))
        space = self.text.rfind(" ", 0, end + 1)
        if space >= end * 2 // 3:
            end = space
        return self.part(0, len(self.text[:end].rstrip())) + _ELLIPSIS

    def split(self, limit_utf16: int) -> list[RichText]:
        """Parts of at most `limit_utf16` UTF-16 units, cut at a paragraph, a line or a word, never in a grapheme.

        White space around a cut is dropped. A grapheme longer than the limit by itself is cut by code points.
        """
        if limit_utf16 < 2:
            raise ValueError("the limit must hold at least one code point")
        parts: list[RichText] = []
        start, size = 0, len(self.text)
        while start < size:
            end = _fitting(self.text, start, limit_utf16)
            if end < size:
                end = _cut(self.text, start, end)
            chunk = self.text[start:end]
            kept_end = start + len(chunk.rstrip())
            kept_start = start if not parts else start + len(chunk) - len(chunk.lstrip())
            if kept_end > kept_start:
                parts.append(self.part(kept_start, kept_end))
            start = end
        return parts


def utf16_length(text: str) -> int:
    """How many UTF-16 code units `text` takes, which is how Telegram counts."""
    return len(text) if text.isascii() or max(text) <= "\uffff" else len(text.encode("utf-16-le", "surrogatepass")) // 2


def merge(spans: Iterable[tuple[int, int]]) -> Spans:
    """Orders spans and joins those that touch or overlap; empty ones go."""
    merged: list[tuple[int, int]] = []
    for start, length in sorted(spans):
        if length <= 0:
            continue
        if merged and start <= merged[-1][0] + merged[-1][1]:
            first, before = merged[-1]
            merged[-1] = (first, max(before, start + length - first))
        else:
            merged.append((start, length))
    return tuple(merged)


def _concatenate(pieces: Iterable[RichText | str]) -> RichText:
    texts: list[str] = []
    spans: list[tuple[int, int]] = []
    offset = 0
    for piece in pieces:
        if isinstance(piece, RichText):
            spans += ((start + offset, length) for start, length in piece.bold)
            piece = piece.text
        texts.append(piece)
        offset += len(piece)
    return RichText("".join(texts), merge(spans) if spans else ())


def _fitting(text: str, start: int, limit: int) -> int:
    """The end of the longest run from `start` that takes at most `limit` UTF-16 units."""
    end = min(len(text), start + limit)
    units = utf16_length(text[start:end]) if end > start else 0
    while units > limit:
        end -= 1
        units -= 2 if text[end] > "\uffff" else 1
    return end


def _cut(text: str, start: int, end: int) -> int:
    """The place to cut between `start` and `end`: the best break in the last half, else the last word, else a grapheme."""
    half = start + (end - start) // 2
    for mark in ("\n\n", "\n", " "):
        # The mark may stand just behind the end: it is dropped there.
        at = text.rfind(mark, half, end + len(mark))
        if at > start:
            return at
    at = max(text.rfind("\n", start, half), text.rfind(" ", start, half))
    if at > start:
        return at
    grapheme = _grapheme_start(text, end)
    return grapheme if grapheme > start else end


def _grapheme_start(text: str, at: int) -> int:
    """The nearest place at or before `at` outside a grapheme (Unicode TR 29, without its Hangul and Indic rules)."""
    while 0 < at < len(text) and _continues(text, at):
        at -= 1
    return at


def _continues(text: str, at: int) -> bool:
    """True if the code point at `at` belongs to the grapheme of the one before it."""
    here, before = text[at], text[at - 1]
    if here == _JOINER or before == _JOINER or unicodedata.category(here)[0] == "M":
        return True
    if "\U0001f3fb" <= here <= "\U0001f3ff" or "\U000e0020" <= here <= "\U000e007f":
        return True
    if here == "\n" and before == "\r":
        return True
    if _is_flag(here) and _is_flag(before):
        first = at - 1
        while first > 0 and _is_flag(text[first - 1]):
            first -= 1
        return (at - first) % 2 == 1
    return False


def _is_flag(character: str) -> bool:
    return "\U0001f1e6" <= character <= "\U0001f1ff"
