"""The tree of units that figures stand on, and which of them may be named."""

from __future__ import annotations

from collections.abc import Container
from datetime import date
from typing import Any

from sqlalchemy import Row, select
from sqlmodel import Session, col

from storage.schema.members import Unit, UnitKind, UnitPath
from storage.statistics.packed_days import PLACE
from storage.statistics.report_sets import Reports

_TERRITORIAL = (UnitKind.COMMUNE, UnitKind.WARD, UnitKind.ZONE)


class Units:
    """The tree of units that the figures stand on."""

    def __init__(self, session: Session, root: Unit, root_name: str | None = None) -> None:
        query = select(
            col(Unit.id), col(Unit.name), col(Unit.parent_id), col(Unit.kind), col(Unit.valid_from), col(Unit.valid_to)
        )
        below = select(col(UnitPath.descendant_id)).where(col(UnitPath.ancestor_id) == root.id)
        self.root = root.id
        self._rows: dict[int, Row[Any]] = {row[0]: row for row in session.execute(query.where(col(Unit.id).in_(below)))}
        self._root_name = root.name if root_name is None else root_name
        self._parents = {row.parent_id for unit, row in self._rows.items() if unit != self.root}

    def name(self, unit: int) -> str:
        return self._root_name if unit == self.root else str(self._rows[unit].name)

    def holds(self, unit: int) -> bool:
        return unit in self._rows

    def up_to(self, unit: int, named: Container[int]) -> int:
        """The nearest of these units at or above one; the root where there is none."""
        while unit != self.root and unit not in named:
            unit = self._rows[unit].parent_id
        return unit

    def has_parts(self, unit: int) -> bool:
        return unit in self._parents

    def territorial(self, on: date) -> set[int]:
        """Communes, wards and special zones that exist on a day."""
        return {
            unit
            for unit, row in self._rows.items()
            if row.kind in _TERRITORIAL and row.valid_from <= on and (row.valid_to is None or row.valid_to >= on)
        }

    def named(self, heard: Reports) -> dict[int, Reports]:
        """The reports by a unit that may be named: two independent reporters, else the next unit up (privacy 4)."""
        by_place = {int(unit): inside for unit, inside in heard.cells(PLACE).items()}
        heard.universe.meet(by_place.values())
        for unit in sorted(self._rows, key=self._depth, reverse=True):
            if unit != self.root and unit in by_place and len(by_place[unit].people(2)) < 2:
                parent = self._rows[unit].parent_id
                by_place[parent] = by_place.get(parent, heard.none()) | by_place.pop(unit)
        return by_place

    def _depth(self, unit: int) -> int:
        depth = 0
        while unit != self.root:
            unit = self._rows[unit].parent_id
            depth += 1
        return depth
