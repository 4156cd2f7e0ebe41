"""Intervals of shares and of their differences: Wilson's score interval, Newcombe's method 10 (both 1998)."""

from __future__ import annotations

from dataclasses import dataclass
from math import ceil, floor, sqrt

LEAST_EFFECTIVE = 30
"""The effective n that both groups need before their difference is told."""
_Z = 1.959963984540054  # of 95 %


@dataclass(frozen=True, slots=True)
class Interval:
    """A share, or a difference of shares, with the bounds that hold it 95 times of 100; all between -1 and 1."""

    value: float
    least: float
    most: float

    @property
    def tells(self) -> bool:
        """True if nothing lies outside it: of a difference, that there is one."""
        return self.least > 0 or self.most < 0


def share(part: float, n: float) -> Interval:
    """Give the share of `part` in `n`, which need not be whole numbers: with weights n is the effective one.

    Raises:
        ValueError: nobody was asked, or more than all said so.
    """
    if n <= 0 or not -1e-9 <= part <= n + 1e-9:
        raise ValueError("a share is of somebody")
    p = min(max(part / n, 0.0), 1.0)
    middle = (p + _Z * _Z / (2 * n)) / (1 + _Z * _Z / n)
    half = _Z * sqrt(p * (1 - p) / n + _Z * _Z / (4 * n * n)) / (1 + _Z * _Z / n)
    return Interval(p, max(0.0, middle - half), min(1.0, middle + half))


def coarse_share(part: float, n: float, step: float) -> Interval:
    """Give a share rounded to a step, with bounds in whole per cent that hold for all that is rounded to the same."""
    value = min(round(part / n / step) * step, 1.0)
    least = share(max(value - step / 2, 0.0) * n, n).least
    most = share(min(value + step / 2, 1.0) * n, n).most
    return Interval(round(value, 2), floor(least * 100) / 100, ceil(most * 100) / 100)


def difference(part: float, n: float, other_part: float, other_n: float) -> Interval:
    """Give the first share less the other one."""
    return between(share(part, n), share(other_part, other_n))


def between(interval: Interval, other: Interval) -> Interval:
    """Give the first share less the other one, by the bounds of both."""
    by = interval.value - other.value
    below = sqrt((interval.value - interval.least) ** 2 + (other.most - other.value) ** 2)
    above = sqrt((interval.most - interval.value) ** 2 + (other.value - other.least) ** 2)
    return Interval(by, max(-1.0, by - below), min(1.0, by + above))


def told_difference(part: float, n: float, other_part: float, other_n: float) -> Interval | None:
    """Give a difference where both effective n are above the least; None: it is not told."""
    if n <= LEAST_EFFECTIVE or other_n <= LEAST_EFFECTIVE:
        return None
    return difference(part, n, other_part, other_n)


def told_between(interval: Interval, n: float, other: Interval, other_n: float) -> Interval | None:
    """Give the difference of two shares where both effective n are above the least; None: it is not told."""
    return between(interval, other) if n > LEAST_EFFECTIVE and other_n > LEAST_EFFECTIVE else None
