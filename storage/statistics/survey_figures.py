"""The results of a survey, counted from its answers alone, with only what may be shown (privacy 4: five in polls).

A question's options that fewer than five chose are hidden, with as many others as it takes; in a cross table what is hidden there
is one column or row of its own, so that no table says more than another. Weights are asked for only where respondents were
drawn from the population that is weighted to. With weights a count beside a share would be two equations: of two groups they
say how many of each chose an option, few or not. So shares are then rounded, to the coarser the fewer people there are, and only
the groups that are weighted to have a count. No group has a design effect of its own, which would say who is in it: it has its
part of all people's effective n.

A question that is asked only after some answers to an earlier one has figures where nothing of that one is hidden, is in no
cross table, and has none at all with weights: how many were asked it is the sum of those answers.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import combinations
from math import fsum, prod

from storage.statistics.cross_suppression import hidden_in_cross
from storage.statistics.intervals import Interval, coarse_share, share, told_between
from storage.statistics.suppression import Tally, hidden_cells
from storage.statistics.weighting import (
    GREATEST_EFFECT,
    Margins,
    NotWeighted,
    Weights,
    design_effect,
    design_effect_of,
    rake,
)

K = 5
"""The fewest people behind a number of a survey that is shown."""
FEW = "_few"
"""The name of what is hidden, taken together."""
STEPS = (0.01, 0.02, 0.05, 0.1)
"""Weighted shares are rounded to the least of these that is of half of K people or more."""
_MOST_DIFFERENCES = 8

Given = Mapping[str, Sequence[str]]
"""One person's choices by question."""


@dataclass(frozen=True, slots=True)
class AskedAfter:
    """The earlier question, by name and text, and the labels of the answers to it after which a question is asked."""

    name: str
    text: str
    labels: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Asked:
    """A question as it was asked: its options by name with their labels, in order. `after` None: everybody was asked."""

    name: str
    text: str
    options: tuple[tuple[str, str], ...]
    several: bool = False
    after: AskedAfter | None = None


@dataclass(frozen=True, slots=True)
class Cell:
    """One option. `share`: of those asked, with its interval; None: too few chose it, or too few others did.

    `n` None: that too, or shares are weighted.
    """

    name: str
    label: str
    n: int | None
    share: Interval | None


@dataclass(frozen=True, slots=True)
class QuestionFigures:
    """The answers to one question. `effective`: the n that the intervals go by. `cells` empty: nothing may be shown."""

    asked: Asked
    n: int
    effective: float
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Row:
    """One group of a cross table. `n` None: its share is weighted, and stands for it."""

    name: str
    label: str
    n: int | None
    effective: float
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Difference:
    """How much more (or less) one group chose an option than another; told only where it tells something."""

    group: str
    other: str
    option: str
    by: Interval


@dataclass(frozen=True, slots=True)
class CrossFigures:
    """A question by the groups of another one. `rows` empty: nothing may be shown."""

    asked: Asked
    groups: Asked
    rows: tuple[Row, ...]
    differences: tuple[Difference, ...]


@dataclass(frozen=True, slots=True)
class Weighing:
    """How a survey's answers were weighted. `refused`: the reason why they are not (code, question, option).

    `left_out`: people in no weighted figure. `totals`: what margins summed to, where not to the whole. `asked`: weights were
    wanted at all. `step`: what shares are rounded to; None: they are not.
    """

    asked: bool
    done: bool = False
    refused: tuple[str, str, str] | None = None
    left_out: int = 0
    totals: Mapping[str, float] | None = None
    design_effect: float = 1.0
    step: float | None = None


@dataclass(frozen=True, slots=True)
class Change:
    """One option of a question that an earlier survey asked word for word: what it was then, what it is, by how much it moved.

    `by` None: one of both had an effective n that is too small to tell.
    """

    question: str
    option: str
    then: Interval
    now: Interval
    by: Interval | None


class Results:
    """The answers of a survey, ready to be counted."""

    def __init__(
        self, questions: Sequence[Asked], given: Sequence[Given], margins: Margins, *, left_out: Collection[str] = ()
    ) -> None:
        """`margins`: empty where nothing is weighted. `left_out`: choices that belong to no group of the population."""
        self.questions = tuple(questions)
        people, weights, self.weighing = _weighed(given, margins, left_out)
        self.given: Sequence[Given] = people
        self.weights: Sequence[float] | None = weights
        self._counted: dict[str, tuple[Counter[str], dict[str, float]]] = {}
        self._counted_groups = frozenset(margins) if weights is not None else None
        if weights is not None:
            self.weighing = replace(self.weighing, design_effect=self._design_effect(weights, margins))

    @property
    def n(self) -> int:
        """How many people the figures are of."""
        return len(self.given)

    @cached_property
    def effective(self) -> float:
        """Their effective n."""
        return self.n / self.weighing.design_effect

    def question(self, name: str) -> QuestionFigures:
        """The answers to one question. Raises KeyError: there is no such question."""
        asked = self._asked(name)
        n, hidden = self._n(asked), self._hidden(asked)
        effective = self.effective if asked.after is None else float(n)
        if hidden is None:
            return QuestionFigures(asked, self.n, self.effective, ())
        counts, sums = self._counts(name)
        total = sum(self.weights) if self.weights is not None else float(n)
        cells = tuple(
            _cell(
                option,
                label,
                counts[option],
                sums.get(option, 0.0),
                total,
                effective,
                option in hidden,
                self.weighing.step,
            )
            for option, label in asked.options
        )
        return QuestionFigures(asked, n, effective, cells)

    def cross(self, name: str, by: str) -> CrossFigures:
        """One question by the groups of another, of which everybody is in one. Raises KeyError: there is no such question."""
        asked, groups = self._asked(name), self._asked(by)
        if groups.several:
            raise KeyError(by)
        none = CrossFigures(asked, groups, (), ())
        if asked.after is not None or groups.after is not None:
            return none
        few_rows, few_columns = self._hidden(groups), self._hidden(asked)
        if few_rows is None or few_columns is None:
            return none
        row_names = _merged(groups, few_rows)
        if asked.several:
            table = self._of_several(asked, by, few_rows, few_columns, row_names)
        else:
            table = self._of_one(asked, by, few_rows, few_columns, row_names)
        if table is None:
            return none
        shown = [row for row in table if row.effective]
        return CrossFigures(asked, groups, tuple(shown), _differences(shown))

    def _design_effect(self, weights: Sequence[float], margins: Margins) -> float:
        """Kish's design effect; where few are of one group by all margins at once, of the groups that are shown alone.

        The weights hang on how many are of each such group, so that their own effect would tell how few those are.
        """
        groups = Counter(tuple(_only(answers, name) for name in margins) for answers in self.given)
        if min(groups.values()) >= K:
            return design_effect(weights)
        effects = []
        for name, targets in margins.items():
            counts, few = self._counts(name)[0], self._hidden(self._asked(name))
            if few is None:
                return GREATEST_EFFECT
            merged: dict[str, tuple[int, float]] = {}
            for group, part in targets.items():
                people, of_all = merged.get(FEW if group in few else group, (0, 0.0))
                merged[FEW if group in few else group] = people + counts[group], of_all + part
            effects.append(design_effect_of(list(merged.values())))
        return min(prod(effects), GREATEST_EFFECT)

    def _asked(self, name: str) -> Asked:
        for asked in self.questions:
            if asked.name == name:
                return asked
        raise KeyError(name)

    def _n(self, asked: Asked) -> int:
        """How many people were asked a question."""
        return self.n if asked.after is None else sum(asked.name in answers for answers in self.given)

    def _hidden(self, asked: Asked) -> frozenset[str] | None:
        """The options that may not be shown; None: not even which those are."""
        counts, _sums = self._counts(asked.name)
        if asked.after is not None:
            before = self._hidden(self._asked(asked.after.name))
            if self.weights is not None or before is None or before:
                return None
        n = self._n(asked)
        if asked.several:
            return frozenset(
                option for option, _ in asked.options if 0 < counts[option] < K or 0 < n - counts[option] < K
            )
        cells = {option: Tally(count, set(range(count))) for option, count in counts.items() if count}
        if all(len(cell.reporters) >= K for cell in cells.values()):
            return frozenset()
        return _with_people(cells)

    def _counts(self, name: str) -> tuple[Counter[str], dict[str, float]]:
        """How many chose each option, and how much they weigh; counted once."""
        found = self._counted.get(name)
        if found is None:
            counts: Counter[str] = Counter()
            sums: dict[str, float] = {}
            if self.weights is None:
                for answers in self.given:
                    counts.update(answers.get(name, ()))
                sums = {choice: float(count) for choice, count in counts.items()}
            else:
                for answers, weight in zip(self.given, self.weights, strict=True):
                    for choice in answers.get(name, ()):
                        counts[choice] += 1
                        sums[choice] = sums.get(choice, 0.0) + weight
            found = self._counted[name] = counts, sums
        return found

    def _of_one(
        self, asked: Asked, by: str, few_rows: frozenset[str], few: frozenset[str], row_names: Sequence[tuple[str, str]]
    ) -> list[Row] | None:
        columns = _merged(asked, few)
        at_row = {name: at for at, (name, _) in enumerate(row_names)}
        at_column = {name: at for at, (name, _) in enumerate(columns)}
        counts = [[0] * len(columns) for _ in row_names]
        sums = [[0.0] * len(columns) for _ in row_names]
        for answers, weight in zip(self.given, self.weights or [1.0] * self.n, strict=True):
            group, choice = _only(answers, by), _only(answers, asked.name)
            if group is None or choice is None:
                continue
            row = at_row[FEW if group in few_rows else group]
            column = at_column[FEW if choice in few else choice]
            counts[row][column] += 1
            sums[row][column] += weight
        hidden = hidden_in_cross(counts, K)
        if hidden is None:
            return None
        return [
            self._row(
                by,
                (name, label),
                columns,
                counts[at],
                sums[at],
                (sum(counts[at]), sum(sums[at])),
                [(at, c) in hidden for c in range(len(columns))],
            )
            for at, (name, label) in enumerate(row_names)
        ]

    def _of_several(
        self, asked: Asked, by: str, few_rows: frozenset[str], few: frozenset[str], row_names: Sequence[tuple[str, str]]
    ) -> list[Row] | None:
        """Each option is a table of its own: chosen or not."""
        columns = [(name, label) for name, label in asked.options if name not in few]
        at_row = {name: at for at, (name, _) in enumerate(row_names)}
        counts = [[0] * len(columns) for _ in row_names]
        sums = [[0.0] * len(columns) for _ in row_names]
        people, totals = [0] * len(row_names), [0.0] * len(row_names)
        for answers, weight in zip(self.given, self.weights or [1.0] * self.n, strict=True):
            group = _only(answers, by)
            if group is None:
                continue
            row = at_row[FEW if group in few_rows else group]
            people[row] += 1
            totals[row] += weight
            for at, (name, _) in enumerate(columns):
                if name in answers.get(asked.name, ()):
                    counts[row][at] += 1
                    sums[row][at] += weight
        hidden: set[tuple[int, int]] = set()
        for column in range(len(columns)):
            table = [[counts[row][column], people[row] - counts[row][column]] for row in range(len(row_names))]
            found = hidden_in_cross(table, K)
            hidden |= {(row, column) for row in range(len(row_names)) if found is None or (row, 0) in found}
            hidden |= {(row, column) for row in range(len(row_names)) if found is not None and (row, 1) in found}
        return [
            self._row(
                by,
                (name, label),
                columns,
                counts[at],
                sums[at],
                (people[at], totals[at]),
                [(at, c) in hidden for c in range(len(columns))],
            )
            for at, (name, label) in enumerate(row_names)
        ]

    def _row(
        self,
        by: str,
        group: tuple[str, str],
        columns: Sequence[tuple[str, str]],
        counts: Sequence[int],
        sums: Sequence[float],
        all_: tuple[int, float],
        hidden: Sequence[bool],
    ) -> Row:
        """One group, by its name and label. `all_`: how many people are in it, and how much they weigh."""
        people, total = all_
        told = self._counted_groups is None or by in self._counted_groups
        step = self.weighing.step or 1.0
        part = (
            people / self.n
            if told
            else max(round(total / fsum(self.weights or ()) / step), 0.5 if people else 0) * step
        )
        effective = part * self.effective
        cells = tuple(
            _cell(option, text, count, sum_, total, effective, away, self.weighing.step)
            for (option, text), count, sum_, away in zip(columns, counts, sums, hidden, strict=True)
        )
        return Row(*group, people if told else None, effective, cells)


def _with_people(cells: Mapping[str, Tally]) -> frozenset[str] | None:
    """Reporters of one cell are none of another: each person chose once."""
    apart: dict[str, Tally] = {}
    first = 0
    for name, cell in cells.items():
        apart[name] = Tally(cell.amount, set(range(first, first + cell.amount)))
        first += cell.amount
    return hidden_cells(apart, K)


def _weighed(
    given: Sequence[Given], margins: Margins, left_out: Collection[str]
) -> tuple[Sequence[Given], Sequence[float] | None, Weighing]:
    if not margins:
        return given, None, Weighing(False)
    names = list(margins)
    people = [{name: _only(answers, name) for name in names} for answers in given]
    try:
        found: Weights = rake(people, margins, left_out=left_out)
    except NotWeighted as error:
        return given, None, Weighing(True, refused=(error.code, error.attribute, error.category))
    kept = [(answers, weight) for answers, weight in zip(given, found.each, strict=True) if weight is not None]
    weights = [weight for _one, weight in kept]
    step = next((number for number in STEPS if number * len(kept) * 2 >= K), STEPS[-1])
    told = Weighing(True, True, None, found.left_out, found.totals, step=step)
    return [answers for answers, _weight in kept], weights, told


def _only(answers: Given, name: str) -> str | None:
    chosen = answers.get(name, ())
    return chosen[0] if len(chosen) == 1 else None


def _merged(asked: Asked, few: frozenset[str]) -> list[tuple[str, str]]:
    """The options that may be shown, and all others as one."""
    return [*((name, label) for name, label in asked.options if name not in few), *([(FEW, "")] if few else [])]


def _cell(
    name: str, label: str, count: int, part: float, total: float, effective: float, hidden: bool, step: float | None
) -> Cell:
    if hidden or total <= 0:
        return Cell(name, label, None if hidden else count, None)
    of_effective = min(part / total, 1.0) * effective
    if step is not None:
        return Cell(name, label, None, coarse_share(of_effective, effective, step))
    return Cell(name, label, count, share(of_effective, effective))


def _differences(rows: Sequence[Row]) -> tuple[Difference, ...]:
    """The greatest differences between two groups whose interval leaves nothing out."""
    found: list[Difference] = []
    for one, other in combinations([row for row in rows if row.name != FEW], 2):
        for mine, theirs in zip(one.cells, other.cells, strict=True):
            if mine.share is None or theirs.share is None or mine.name == FEW:
                continue
            by = told_between(mine.share, one.effective, theirs.share, other.effective)
            if by is not None and by.tells:
                found.append(Difference(one.label, other.label, mine.label, by))
    return tuple(sorted(found, key=lambda difference: -abs(difference.by.value))[:_MOST_DIFFERENCES])
