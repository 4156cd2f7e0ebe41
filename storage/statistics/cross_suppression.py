"""Which cells of a cross table may be shown, when the sums of its rows and columns are.

A cell of fewer than k people is hidden, and the cheapest ring of others with it: a ring of hidden cells, two in each row and
column that it meets, may be turned either way without any sum changing. Whether that is enough is asked of the table itself: of
each small cell the least and the greatest value that all the sums allow (a flow through the hidden cells).
"""

from __future__ import annotations

import heapq
from collections import deque
from collections.abc import Collection, Mapping, Sequence

At = tuple[int, int]
"""A row and a column."""
_Node = tuple[str, int]


def hidden_in_cross(table: Sequence[Sequence[int]], k: int, few: Collection[At] = ()) -> frozenset[At] | None:
    """Name the cells to hide; None where no choice of cells protects the small ones, so that all has to be hidden.

    Nobody in a cell is nobody to protect: it may be shown. few: cells to hide whatever is counted in them (many reports of one).
    """
    small = {(r, c) for r, row in enumerate(table) for c, count in enumerate(row) if 0 < count < k} | set(few)
    hidden = set(small)
    for cell in sorted(small, key=lambda at: (-table[at[0]][at[1]], at)):
        while not _is_protected(table, hidden, cell, k):
            ring = _cheapest_ring(table, hidden, cell, k)
            if ring is None or ring <= hidden:
                return None
            hidden |= ring
    return frozenset(hidden) if all(_is_protected(table, hidden, cell, k) for cell in small) else None


def bounds(table: Sequence[Sequence[int]], hidden: Collection[At], cell: At) -> tuple[int, int]:
    """Give the least and the greatest value of a hidden cell that the sums and the cells shown allow."""
    row, column = ("r", cell[0]), ("c", cell[1])
    count = table[cell[0]][cell[1]]
    rest = [at for at in hidden if at != cell]
    more = _flow(table, rest, column, row)
    less = min(count, _flow(table, rest, row, column))
    return count - less, count + more


def _is_protected(table: Sequence[Sequence[int]], hidden: Collection[At], cell: At, k: int) -> bool:
    least, most = bounds(table, hidden, cell)
    return least == 0 and most >= k


def _flow(table: Sequence[Sequence[int]], hidden: Collection[At], source: _Node, sink: _Node) -> int:
    """How much can be moved from one sum to another through hidden cells: a cell may grow, and shrink to nothing."""
    ample = sum(map(sum, table)) + 1
    room: dict[_Node, dict[_Node, int]] = {}
    for r, c in hidden:
        room.setdefault(("r", r), {})["c", c] = ample
        room.setdefault(("c", c), {})["r", r] = table[r][c]
    moved = 0
    while moved < ample:
        came: dict[_Node, _Node] = {source: source}
        queue = deque([source])
        while queue and sink not in came:
            here = queue.popleft()
            for there, left in room.get(here, {}).items():
                if left > 0 and there not in came:
                    came[there] = here
                    queue.append(there)
        if sink not in came:
            break
        path, here = list[tuple[_Node, _Node]](), sink
        while here != source:
            path.append((came[here], here))
            here = came[here]
        by = min(room[a][b] for a, b in path)
        for a, b in path:
            room[a][b] -= by
            room[b][a] += by
        moved += by
    return moved


def _cheapest_ring(table: Sequence[Sequence[int]], hidden: Collection[At], cell: At, k: int) -> set[At] | None:
    """The cells that close a ring with one, the fewest people in those that are not hidden yet."""
    start, goal = ("r", cell[0]), ("c", cell[1])
    best: dict[_Node, int] = {start: 0}
    came: dict[_Node, _Node] = {}
    queue: list[tuple[int, _Node]] = [(0, start)]
    while queue:
        cost, here = heapq.heappop(queue)
        if cost > best[here]:
            continue
        if here == goal:
            break
        for there, price in _steps(table, hidden, cell, k, here).items():
            if cost + price < best.get(there, cost + price + 1):
                best[there], came[there] = cost + price, here
                heapq.heappush(queue, (cost + price, there))
    if goal not in came:
        return None
    ring, here = set[At](), goal
    while here != start:
        (kind, number), (_, other) = here, came[here]
        ring.add((other, number) if kind == "c" else (number, other))
        here = came[here]
    return ring


def _steps(
    table: Sequence[Sequence[int]], hidden: Collection[At], cell: At, k: int, here: _Node
) -> Mapping[_Node, int]:
    kind, number = here
    others = range(len(table[0])) if kind == "r" else range(len(table))
    found: dict[_Node, int] = {}
    for other in others:
        at = (number, other) if kind == "r" else (other, number)
        count = table[at[0]][at[1]]
        if at != cell and count >= k:  # a small one could not take what the ring has to move
            found["c" if kind == "r" else "r", other] = 0 if at in hidden else count
    return found
