"""Words that only make a sentence polite: "dạ", "ạ", "nhé", "em ơi"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from texts.fold import fold, spaced

COURTEOUS = frozenset(
    ("da", "a", "thua", "nhe", "nha", "em", "toi", "minh", "anh", "chi", "chu", "bac", "ban", "xin", "luon", "roi")
)
"""Without their marks; "cô" reads like "có" then, so it is none of them."""
ASKING = COURTEOUS | {"di", "voi", "nghe", "nghen", "giup", "gium", "dum"}
"""The same with what asks for something: "gửi giúp chị với", "gửi đi em". Nobody agrees by such a word alone."""
_CALLING = re.compile(r"\b(?:em|anh|chi|chu|bac|ban) oi\b")

_LONGEST = 16
"""Words; nobody is so polite to a button."""


def with_less_courtesy(text: str) -> Iterator[str]:
    """Yield a text, without marks, with ever fewer words of courtesy before and after it, never none of its words.

    Anh, Minh and Chi are names as well: whoever looks for a label takes the first that is one, whole.
    """
    plain = spaced(fold(text))
    words = plain.split()
    if len(words) > _LONGEST:
        yield " ".join(words)
        return
    first = next((at for at, word in enumerate(words) if word not in ASKING), len(words))
    last = next((at for at in range(len(words), 0, -1) if words[at - 1] not in ASKING), 0)
    cuts = [(start, end) for start in range(first + 1) for end in range(last, len(words) + 1) if start < end]
    for start, end in sorted(cuts, key=lambda cut: cut[0] + len(words) - cut[1]):
        yield " ".join(words[start:end])
    if (called := _CALLING.sub(" ", plain)) != plain:
        yield from with_less_courtesy(called)
