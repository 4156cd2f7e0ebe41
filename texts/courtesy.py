"""Words that only make a sentence polite: "dạ", "ạ", "nhé", "em ơi"."""

from __future__ import annotations

from texts.fold import fold, spaced

COURTEOUS = frozenset(
    ("da", "a", "thua", "nhe", "nha", "em", "toi", "minh", "anh", "chi", "chu", "bac", "ban", "xin", "luon", "roi")
)
"""Without their marks; "cô" reads like "có" then, so it is none of them."""


def without_courtesy(text: str) -> str:
    """Fold a text and leave out words of courtesy before and after it; "" where nothing else is said."""
    words = spaced(fold(text)).split()
    while words and words[0] in COURTEOUS:
        words.pop(0)
    while words and words[-1] in COURTEOUS:
        words.pop()
    return " ".join(words)
