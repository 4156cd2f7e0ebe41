"""Which cells of a table may be shown, so that few reporters stay hidden (privacy 4).

A table splits a known total among named cells. A cell with fewer than k reporters is hidden, and with it as many others
as it takes that no subtraction gives a hidden one back. Counts are hidden; what a cell is called may still be said.
"""

from __future__ import annotations

from collections.abc import Collection, Hashable, Mapping
from dataclasses import dataclass, field

K = 3
"""The fewest reporters behind a number that is shown."""


@dataclass(slots=True)
class Tally:
    """The tally behind one cell: how much of the total (reports, per cents), and from whom (any key, never shown)."""

    amount: int = 0
    reporters: set[Hashable] = field(default_factory=set)

    def add(self, amount: int, reporter: Hashable) -> None:
        self.amount += amount
        self.reporters.add(reporter)


def hidden_cells(
    cells: Mapping[str, Tally],
    k: int = K,
    known: Mapping[str, int] | None = None,
    forced: Collection[str] = (),
) -> frozenset[str] | None:
    """The names of the cells to hide, or None where even their names would tell.

    The hidden ones together are a cell that everybody can compute (the total less what is shown), so they are at least
    two, have k reporters between them, and hold more than the least that each is known to hold: one, or what `known`
    says (reports that are shown one by one elsewhere). `forced`: cells that are hidden whoever stands behind them.
    """
    hidden = {name for name, cell in cells.items() if len(cell.reporters) < k or name in forced}
    while hidden and not _keeps(cells, hidden, k, known or {}):
        shown = [name for name in cells if name not in hidden]
        if not shown:
            return None
        hidden.add(min(shown, key=lambda name: (cells[name].amount, name)))
    return frozenset(hidden)


def _keeps(cells: Mapping[str, Tally], hidden: set[str], k: int, known: Mapping[str, int]) -> bool:
    together = set().union(*(cells[name].reporters for name in hidden))
    amount = sum(cells[name].amount for name in hidden)
    least = sum(max(1, known.get(name, 0)) for name in hidden)
    return len(hidden) >= 2 and len(together) >= k and amount > least
