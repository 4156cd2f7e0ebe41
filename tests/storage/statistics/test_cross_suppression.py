"""A cross table with some cells hidden, attacked by linear programmes over all that is shown."""

from __future__ import annotations

import random
from collections.abc import Collection, Sequence

from storage.statistics.cross_suppression import At, bounds, hidden_in_cross
from tests.attacks.linear import Equation, Sums

SMALL = [[20, 3, 17], [12, 25, 9], [8, 14, 30]]
WIDE = [[30, 47, 64, 89], [90, 124, 5, 31], [92, 100, 59, 85], [800, 991, 651, 685]]


def computed(table: Sequence[Sequence[int]], hidden: Collection[At], cell: At) -> tuple[int, int]:
    """The least and the greatest value of a cell, from the sums less what is shown, by the simplex method."""
    known: list[Equation] = []
    for r, row in enumerate(table):
        parts = {f"{r},{c}": 1 for c in range(len(row)) if (r, c) in hidden}
        known += [(parts, sum(n for c, n in enumerate(row) if (r, c) in hidden))] if parts else []
    for c in range(len(table[0])):
        parts = {f"{r},{c}": 1 for r in range(len(table)) if (r, c) in hidden}
        known += [(parts, sum(row[c] for r, row in enumerate(table) if (r, c) in hidden))] if parts else []
    return Sums(known).bounds(f"{cell[0]},{cell[1]}")


def test_the_cheapest_protection_of_a_small_cell_hides_forty_two_people() -> None:
    hidden = hidden_in_cross(SMALL, 5)
    assert hidden == {(0, 1), (0, 0), (2, 0), (2, 1)}
    assert sum(SMALL[r][c] for r, c in hidden) - 3 == 42


def test_two_hidden_in_every_line_may_still_give_a_cell_exactly() -> None:
    hidden = {(0, 0), (0, 1), (0, 2), (1, 0), (1, 2), (2, 1), (2, 3), (3, 1), (3, 3)}
    assert bounds(WIDE, hidden, (0, 1)) == computed(WIDE, hidden, (0, 1)) == (47, 47)


def test_cell_of_one_person_beside_empty_partners_hides_all() -> None:
    assert hidden_in_cross([[1, 0], [0, 40]], 5) is None
    assert hidden_in_cross([[1, 40]], 5) is None
    assert hidden_in_cross([[0, 40], [30, 0]], 5) == frozenset()


def test_no_hidden_cell_of_random_tables_is_nearer_than_the_protection() -> None:
    chance, protected = random.Random(4), 0
    for _ in range(80):
        rows, columns = chance.randint(2, 5), chance.randint(2, 5)
        table = [[chance.choice((0, 1, 2, 3, 4, 6, 9, 14, 25, 60)) for _ in range(columns)] for _ in range(rows)]
        hidden = hidden_in_cross(table, 5)
        for r, row in enumerate(table):
            for c, count in enumerate(row):
                if not 0 < count < 5 or hidden is None:
                    continue
                assert (r, c) in hidden
                least, most = computed(table, hidden, (r, c))
                assert (least, most) == bounds(table, hidden, (r, c)) or most >= 10**6
                assert least == 0 and most >= 5
                protected += 1
    assert protected > 40
