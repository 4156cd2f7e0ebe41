"""Personal data in Vietnamese text typed on a phone, to be shown to its author and masked.

Rules, not statistics: each says why it fired, none keeps or sends anything. What they know of words is data
(personal_words.toml). The work is linear in the length of the text.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from texts.personal_births import births
from texts.personal_links import links
from texts.personal_names import names
from texts.personal_numbers import numbers
from texts.personal_places import addresses
from texts.personal_reading import Kind, Reading, Span, read

__all__ = ["Found", "Kind", "find", "mask"]


_ROUNDS = 6


@dataclass(frozen=True, slots=True)
class Found:
    """A piece of the text as it was typed: `start` and `length` in code points."""

    start: int
    length: int
    kind: Kind

    @property
    def end(self) -> int:
        return self.start + self.length


def find(text: str) -> tuple[Found, ...]:
    """Personal spans of the text, in order, never overlapping. Names are found without their title."""
    reading = read(text)
    spans: list[Span] = []
    # Again beside what was found, until nothing more is: so masked text is clean, whatever a mask takes away.
    for _ in range(_ROUNDS):
        more = _merged(_once(reading))
        if not more:
            break
        spans += more
        reading = reading.without(more)
    return tuple(Found(*reading.typed(start, end), kind) for start, end, kind in sorted(spans))


def mask(text: str, found: Iterable[Found], instead: Mapping[Kind, str]) -> str:
    """The text with the stand-in of its kind at each place found; all else as it was.

    Overlapping places become one, with the longer one's kind. Stand-ins stand in square brackets ("[tên]"), which
    the rules do not reach across, so that masked text holds nothing more to find.
    """
    pieces: list[str] = []
    at = 0
    for start, end, kind in _merged((passage.start, passage.end, passage.kind) for passage in found):
        pieces += (text[at:start], instead[kind])
        at = end
    return "".join((*pieces, text[at:]))


def _merged(spans: Iterable[Span]) -> list[Span]:
    merged: list[Span] = []
    longest = 0
    for start, end, kind in sorted(spans, key=lambda span: (span[0], -span[1])):
        if merged and start < merged[-1][1]:
            first, last, before = merged[-1]
            kept = kind if end - start > longest else before
            longest = max(longest, end - start)
            merged[-1] = (first, max(last, end), kept)
        else:
            merged.append((start, end, kind))
            longest = end - start
    return merged


def _once(reading: Reading) -> list[Span]:
    born = births(reading)
    if born:
        reading = reading.without(born)
    found, shielded = links(reading)
    spans = [*born, *found, *numbers(reading), *addresses(reading), *names(reading)]
    if shielded:
        shielded.sort()
        spans = [span for span in spans if not _inside(span, shielded)]
    return spans


def _inside(span: Span, shielded: list[tuple[int, int]]) -> bool:
    at = bisect_right(shielded, (span[0], span[1]))
    return any(span[0] < there and span[1] > here for here, there in shielded[max(0, at - 1) : at + 1])
