"""Words that only make a sentence polite: "dạ", "ạ", "nhé", "em ơi"."""

from __future__ import annotations

from collections.abc import Iterator

from texts.fold import fold, spaced

COURTEOUS = frozenset(
    ("da", "a", "thua", "nhe", "nha", "em", "toi", "minh", "anh", "chi", "chu", "bac", "ban", "xin", "luon", "roi")
)
"""Without their marks; "cô" reads like "có" then, so it is none of them."""


_LONGEST = 16
"""Words; nobody is so polite to a button."""


def with_less_courtesy(text: str) -> Iterator[str]:
    """Yield a text, without marks, with ever fewer words of courtesy before and after it, never none of its words.

    Anh, Minh and Chi are names as well: whoever looks for a label takes the first that is one, whole.
    """
    words = spaced(fold(text)).split()
    if len(words) > _LONGEST:
        yield " ".join(words)
        return
    first = next((at for at, word in enumerate(words) if word not in COURTEOUS), len(words))
    last = next((at for at in range(len(words), 0, -1) if words[at - 1] not in COURTEOUS), 0)
    cuts = [(start, end) for start in range(first + 1) for end in range(last, len(words) + 1) if start < end]
    for start, end in sorted(cuts, key=lambda cut: cut[0] + len(words) - cut[1]):
        yield " ".join(words[start:end])
