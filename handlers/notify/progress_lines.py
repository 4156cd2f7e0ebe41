"""The numbers of a prompt's progress as lines: the same in the staff's page and in its closing summary."""

from __future__ import annotations

from collections.abc import Mapping

from texts.catalogue import Catalogue

PARTS = ("submitted", "nothing", "started", "silent", "muted", "unreached", "excused", "training")
"""The parts in the order in which they are told; buttons name them by their place."""
_ALWAYS = PARTS[:4]


def lines(t: Catalogue, asked: int, counts: Mapping[str, int]) -> str:
    """A line for each part, but for those of nobody that are seldom anybody's."""
    told = [part for part in PARTS if part in _ALWAYS or counts.get(part, 0)]
    return "\n".join(t.text(f"progress-line-{part}", count=counts.get(part, 0), asked=asked) for part in told)


def waits(counts: Mapping[str, int]) -> bool:
    """Tell whether somebody has not answered who may be reminded."""
    return bool(counts.get("started", 0) or counts.get("silent", 0) or counts.get("unreached", 0))
