"""Weights that make respondents count as the population does: post-stratification, raking, and what they cost.

Pure, on counts of cells: everybody with the same attributes gets the same weight. Raking is the iterative proportional
fitting of Deming and Stephan (1940); within bounds it is the logit method of Deville and Särndal (1992).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from math import exp, fsum, log

SAME_TOTAL = 0.005
"""How far totals may be apart, as a share of the greatest: shares that were rounded sum to 99.9."""
BOUNDS = (0.3, 3.0)
"""The least and the greatest weight, in means: nobody speaks for more than three."""
CONVERGED = 1e-6
"""How far an achieved margin may be from its target, as a share of the total."""
GREATEST_EFFECT = sum(BOUNDS) ** 2 / (4 * BOUNDS[0] * BOUNDS[1])
"""The greatest design effect of weights within the bounds (Kantorovich's inequality)."""
_ROUNDS = 1000
_STEEPEST = 500.0

Cell = tuple[str, ...]
Margins = Mapping[str, Mapping[str, float]]
"""By attribute, how many of the population (or which share of it) each category is."""


class NotWeighted(ValueError):
    """No weights can be had.

    `code`: "empty_stratum" (nobody answered of a part of the population), "totals_differ", "no_target" (somebody answered of
    whom the population says nothing), "no_convergence", "nobody" (nobody is left to be weighted). `attribute`, `category`:
    what it is about, "" where it is about all.
    """

    def __init__(self, code: str, attribute: str = "", category: str = "") -> None:
        super().__init__(f"{code} {attribute} {category}".strip())
        self.code, self.attribute, self.category = code, attribute, category


@dataclass(frozen=True, slots=True)
class Weights:
    """One weight a person, in their order; None for who is kept out of weighted figures.

    `totals`: what each attribute's margins summed to before they were made equal, where they were not ("99.9").
    """

    each: tuple[float | None, ...]
    totals: Mapping[str, float]

    @property
    def left_out(self) -> int:
        """How many people are in no weighted figure."""
        return sum(weight is None for weight in self.each)

    @property
    def effective(self) -> float:
        """Kish's effective n of all who are in."""
        return effective_n([weight for weight in self.each if weight is not None])


def effective_n(weights: Sequence[float]) -> float:
    """How many people drawn alike would tell as much (Kish 1965): (sum w)² / sum w²; 0 where there is nobody."""
    squares = fsum(weight * weight for weight in weights)
    return fsum(weights) ** 2 / squares if squares else 0.0


def design_effect(weights: Sequence[float]) -> float:
    """How many times as many people weighting costs: n / effective n; 1 where all count alike."""
    effective = effective_n(weights)
    return len(weights) / effective if effective else 1.0


def design_effect_of(groups: Sequence[tuple[int, float]]) -> float:
    """Find the same for weights by one attribute alone, of how many are in each group and its part of the population."""
    people, whole = sum(count for count, _part in groups), fsum(part for _count, part in groups)
    return people * fsum(part * part / count for count, part in groups if count) / whole**2


def rake(
    people: Sequence[Mapping[str, str | None]],
    margins: Margins,
    *,
    left_out: Collection[str] = (),
    bounds: tuple[float, float] | None = BOUNDS,
    mean: float | None = None,
) -> Weights:
    """Weight each person so that every attribute comes out as its margin says.

    `bounds`: the least and the greatest weight as multiples of `mean`, the weight that all begin with; None for that: the
    population over those who answered. None for bounds: as far as it takes.

    Raises:
        NotWeighted: for the reasons that it names; never a weight that misses its margins.
    """
    names = list(margins)
    cells = _cells(people, names, left_out)
    counts = Counter(cell for cell in cells if cell is not None)
    if not counts:
        raise NotWeighted("nobody")
    targets, totals = _targets(margins)
    _ask_whether_all_are_there(names, counts, targets)
    total = fsum(targets[names[0]].values())
    start = mean if mean is not None else total / sum(counts.values())
    if bounds is None:
        found = _fitted(names, counts, targets, total, start)
    else:
        found = _calibrated(names, counts, targets, total, start, bounds)
    return Weights(tuple(found[cell] if cell is not None else None for cell in cells), totals)


def _cells(
    people: Sequence[Mapping[str, str | None]], names: Sequence[str], left_out: Collection[str]
) -> list[Cell | None]:
    """The cell of each person; None: of somebody of whom an attribute is not known. Many people are in one cell."""
    known: dict[tuple[str | None, ...], Cell | None] = {}
    found: list[Cell | None] = []
    for person in people:
        said = tuple(map(person.get, names))
        if said not in known:
            whole = tuple(part for part in said if part is not None and part not in left_out)
            known[said] = whole if len(whole) == len(names) else None
        found.append(known[said])
    return found


def _targets(margins: Margins) -> tuple[dict[str, dict[str, float]], dict[str, float]]:
    """The margins with one total, and what they summed to where that was not it."""
    sums = {name: fsum(of.values()) for name, of in margins.items()}
    whole = max(sums.values())
    if whole <= 0:
        raise NotWeighted("nobody")
    whole = 100.0 if abs(whole - 100.0) <= 100.0 * SAME_TOTAL else whole
    for name, total in sums.items():
        if abs(total - whole) > whole * SAME_TOTAL:
            raise NotWeighted("totals_differ", name)
    scaled = {name: {cat: x * whole / sums[name] for cat, x in of.items() if x > 0} for name, of in margins.items()}
    return scaled, {name: total for name, total in sums.items() if abs(total - whole) > whole * 1e-9}


def _ask_whether_all_are_there(
    names: Sequence[str], counts: Mapping[Cell, int], targets: Mapping[str, Mapping[str, float]]
) -> None:
    for at, name in enumerate(names):
        there = {cell[at] for cell in counts}
        for category in targets[name]:
            if category not in there:
                raise NotWeighted("empty_stratum", name, category)
        for category in sorted(there):
            if category not in targets[name]:
                raise NotWeighted("no_target", name, category)


def _achieved(counts: Mapping[Cell, int], weights: Mapping[Cell, float], at: int) -> dict[str, float]:
    found: dict[str, float] = {}
    for cell, count in counts.items():
        found[cell[at]] = found.get(cell[at], 0.0) + count * weights[cell]
    return found


def _misses(
    names: Sequence[str],
    counts: Mapping[Cell, int],
    weights: Mapping[Cell, float],
    targets: Mapping[str, Mapping[str, float]],
    total: float,
) -> bool:
    """Tell whether an achieved margin is not its target."""
    return any(
        abs(_achieved(counts, weights, at)[category] - target) > CONVERGED * total
        for at, name in enumerate(names)
        for category, target in targets[name].items()
    )


def _fitted(
    names: Sequence[str],
    counts: Mapping[Cell, int],
    targets: Mapping[str, Mapping[str, float]],
    total: float,
    start: float,
) -> dict[Cell, float]:
    """Iterative proportional fitting."""
    weights = dict.fromkeys(counts, start)
    for _ in range(_ROUNDS):
        for at, name in enumerate(names):
            there = _achieved(counts, weights, at)
            weights = {cell: weight * targets[name][cell[at]] / there[cell[at]] for cell, weight in weights.items()}
        if not _misses(names, counts, weights, targets, total):
            return weights
    raise NotWeighted("no_convergence")


def _calibrated(
    names: Sequence[str],
    counts: Mapping[Cell, int],
    targets: Mapping[str, Mapping[str, float]],
    total: float,
    start: float,
    bounds: tuple[float, float],
) -> dict[Cell, float]:
    """The logit method: Newton's steps on one multiplier a category, halved where they lead away."""
    rows = [(at, category) for at, name in enumerate(names) for category in sorted(targets[name])]
    first = {name: min(targets[name]) for name in names[1:]}
    rows = [(at, category) for at, category in rows if not at or category != first[names[at]]]  # the rest follows
    wanted = [targets[names[at]][category] for at, category in rows]
    of_cell = {cell: [n for n, (at, category) in enumerate(rows) if cell[at] == category] for cell in counts}
    shape, steepness = _logit(bounds)
    multipliers = [0.0] * len(rows)

    def weighed(at: Sequence[float]) -> dict[Cell, float]:
        return {cell: start * shape(sum(at[n] for n in of_cell[cell])) for cell in counts}

    def missing(weights: Mapping[Cell, float]) -> list[float]:
        left = list(wanted)
        for cell, count in counts.items():
            for n in of_cell[cell]:
                left[n] -= count * weights[cell]
        return left

    weights = weighed(multipliers)
    for _ in range(100):
        if not _misses(names, counts, weights, targets, total):
            return weights
        left = missing(weights)
        slopes = [[0.0] * len(rows) for _ in rows]
        for cell, count in counts.items():
            slope = count * start * steepness(sum(multipliers[n] for n in of_cell[cell]))
            for n in of_cell[cell]:
                for m in of_cell[cell]:
                    slopes[n][m] += slope
        step = _solved(slopes, left)
        if step is None:
            break
        far, size = fsum(gap * gap for gap in left), 1.0
        while size > 1e-6:
            tried = [multiplier + size * by for multiplier, by in zip(multipliers, step, strict=True)]
            weights = weighed(tried)
            if fsum(gap * gap for gap in missing(weights)) < far:
                break
            size /= 2
        else:
            break
        multipliers = tried
    raise NotWeighted("no_convergence")


def _logit(bounds: tuple[float, float]) -> tuple[Callable[[float], float], Callable[[float], float]]:
    """The weight in means at a multiplier, and its slope; 1 at nothing (Deville and Särndal 1992, case 6)."""
    least, most = bounds
    if not 0 <= least < 1 < most:
        raise ValueError("the bounds of weights are around their mean, 1")
    slant = (most - least) / ((1 - least) * (most - 1))
    shift = log((1 - least) / (most - 1))

    def share(at: float) -> float:
        x = max(-_STEEPEST, min(_STEEPEST, slant * at + shift))
        return 1 / (1 + exp(-x))

    def shape(at: float) -> float:
        return least + (most - least) * share(at)

    def steepness(at: float) -> float:
        number = share(at)
        return (most - least) * slant * number * (1 - number)

    return shape, steepness


def _solved(slopes: list[list[float]], left: Sequence[float]) -> list[float] | None:
    """The solution of a small system of equations; None where it has none."""
    rows = [[*row, gap] for row, gap in zip(slopes, left, strict=True)]
    size = len(rows)
    for at in range(size):
        best = max(range(at, size), key=lambda n: abs(rows[n][at]))
        if abs(rows[best][at]) < 1e-12:
            return None
        rows[at], rows[best] = rows[best], rows[at]
        for n in range(size):
            factor = rows[n][at] / rows[at][at]
            if n != at and factor:
                rows[n] = [value - factor * mine for value, mine in zip(rows[n], rows[at], strict=True)]
    return [rows[at][size] / rows[at][at] for at in range(size)]
