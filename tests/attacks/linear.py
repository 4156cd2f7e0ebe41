"""A linear programme by the simplex method: the least and the greatest value of a hidden number, given all that is shown."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from math import ceil, floor

_EPS = 1e-7
Equation = tuple[Mapping[str, int], int]
"""Coefficients by unknown, and what they add up to. Every unknown is at least nothing."""


class Sums:
    """What is known of some hidden counts."""

    def __init__(self, equations: Sequence[Equation]) -> None:
        self._names = sorted({name for parts, _ in equations for name in parts})
        self._column = {name: at for at, name in enumerate(self._names)}
        width = len(self._names)
        self._rows = [
            [float(parts.get(name, 0)) for name in self._names]
            + [float(i == at) for i in range(len(equations))]
            + [float(total)]
            for at, (parts, total) in enumerate(equations)
        ]
        self._basis = [width + at for at in range(len(equations))]
        left = self._minimized([0.0] * width + [1.0] * len(equations), width + len(equations))
        assert left < 1e-5, "the truth fulfils all that is shown"
        self._width = width
        self._drive_out()

    def bounds(self, name: str) -> tuple[int, int]:
        """The least and the greatest whole number that an unknown may be; one of which nothing is known may be any."""
        if name not in self._column:
            return 0, 10**9
        cost = [0.0] * len(self._rows[0])
        cost[self._column[name]] = 1.0
        least = self._minimized(cost[:-1], self._width)
        greatest = min(-self._minimized([-one for one in cost[:-1]], self._width), 1e9)
        return ceil(least - 1e-5), floor(greatest + 1e-5)

    def _drive_out(self) -> None:
        """Let no artificial variable stay in the basis, and drop rows that say nothing new."""
        for at in range(len(self._rows) - 1, -1, -1):
            if self._basis[at] >= self._width:
                found = next((j for j in range(self._width) if abs(self._rows[at][j]) > _EPS), None)
                if found is None:
                    del self._rows[at], self._basis[at]
                else:
                    self._pivot(at, found)

    def _minimized(self, cost: Sequence[float], usable: int) -> float:
        """Minimize a cost from the basis that is there, by Bland's rule; returns the least."""
        while True:
            price = [cost[one] for one in self._basis]
            entering = None
            for j in range(usable):
                gain = cost[j] - sum(p * row[j] for p, row in zip(price, self._rows, strict=True) if p)
                if gain < -_EPS:
                    entering = j
                    break
            if entering is None:
                return sum(p * row[-1] for p, row in zip(price, self._rows, strict=True))
            ratios = [
                (row[-1] / row[entering], self._basis[at], at)
                for at, row in enumerate(self._rows)
                if row[entering] > _EPS
            ]
            if not ratios:
                return float("-inf")
            least = min(ratios)[0]
            leaving = min((one for one in ratios if one[0] <= least + _EPS), key=lambda one: one[1])
            self._pivot(leaving[2], entering)

    def _pivot(self, at: int, column: int) -> None:
        by = self._rows[at][column]
        pivot = self._rows[at] = [value / by for value in self._rows[at]]
        for other, row in enumerate(self._rows):
            factor = row[column]
            if other != at and abs(factor) > 1e-12:
                self._rows[other] = [value - factor * mine for value, mine in zip(row, pivot, strict=True)]
        self._basis[at] = column
