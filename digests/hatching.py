"""Hatching of what a chart does not show: grey in print could be taken for a stream of opinion, diagonals cannot."""

from __future__ import annotations

from dataclasses import dataclass

_STEP = 8.0
"""Points between two lines."""


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle of a chart, in points; `top` is less than `bottom`."""

    left: float
    right: float
    top: float
    bottom: float


def hatch(box: Box, *, step: float = _STEP) -> list[dict[str, float]]:
    """The diagonals of a box, cut at its edges: {x, y, x2, y2}."""
    width, height = box.right - box.left, box.bottom - box.top
    lines = []
    at = step
    while at < width + height:
        low, high = max(0.0, at - height), min(width, at)
        top, left = box.top + at, box.left
        lines.append({"x": left + low, "y": top - low, "x2": left + high, "y2": top - high})
        at += step
    return lines
