"""Completeness by month and unit: of those who were asked and on duty, how many have answered.

What is due in a month belongs to it. Whoever was muted or in training when a prompt fell due, never got it, is not asked any more
or has left is on no duty, and left out; so is whoever reports singly, and any prompt to those who reported on an issue (privacy
3).
A unit in which nobody was asked has an empty cell, not a zero.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta, tzinfo

from sqlmodel import Session

from services import audiences, audit, staff_scope
from services.actor import Actor, require
from services.prompts import month_after, month_of
from storage.members import member_days, members, muted_members, trainees
from storage.prompts import assigned_parts, reachability
from storage.tables import AssignmentStatus, Role

MONTHS = 12
_ANSWERED = (AssignmentStatus.SUBMITTED, AssignmentStatus.NOTHING)


@dataclass(frozen=True, slots=True)
class GridRow:
    """A unit, and by month how many of its members were asked and have answered; None: nobody was."""

    unit: str
    cells: Sequence[tuple[int, int] | None]


@dataclass(frozen=True, slots=True)
class Grid:
    """Months by their first days, the oldest first, and the units in the order of their names."""

    months: Sequence[date]
    rows: Sequence[GridRow]

    @property
    def total(self) -> GridRow:
        """All units together."""
        cells = []
        for at in range(len(self.months)):
            here = [cell for row in self.rows if (cell := row.cells[at]) is not None]
            cells.append((sum(asked for asked, _ in here), sum(done for _, done in here)) if here else None)
        return GridRow("", cells)


def ask(session: Session, actor: Actor, now: datetime) -> None:
    """Note that somebody has the grid written out.

    Raises:
        NotPermitted: the actor is not staff.
    """
    require(actor, Role.STAFF)
    audit.note(session, actor, now, "progress.export", "roster:all")


def grid(session: Session, actor: Actor, now: datetime, zone: tzinfo, months: int = MONTHS) -> Grid:
    """The last months up to now, of the units that the actor sees; prompts that are not due yet are in none.

    Raises:
        NotPermitted: the actor is not staff.
    """
    require(actor, Role.STAFF)
    first = month_after(month_of(now, zone), 1 - months)
    shown = [month_after(first, at) for at in range(months)]
    since = datetime.combine(first, time(), zone) - timedelta(seconds=1)
    over = audiences.open_to_count(session, assigned_parts.over_between(session, since, now))
    due = {number: due_at.astimezone(zone).date() for number, due_at in over.items()}
    inside = staff_scope.units_seen(session, actor)
    found: dict[tuple[int, date], list[int]] = defaultdict(lambda: [0, 0])
    for asked in assigned_parts.by_unit(session, list(due)):
        if asked.status is not AssignmentStatus.EXCUSED and (inside is None or asked.unit_id in inside):
            _add(found, asked.unit_id, due[asked.prompt_id], asked.status, asked.members)
    for part in _off_duty(session, due):
        if part.status is not AssignmentStatus.EXCUSED and (inside is None or part.unit_id in inside):
            _add(found, part.unit_id, due[part.prompt_id], part.status, -1)
    names = assigned_parts.units_in_order(session, {unit for unit, _ in found})
    rows = [GridRow(label.name, [_cell(found.get((label.id, month))) for month in shown]) for label in names]
    return Grid(shown, [row for row in rows if any(row.cells)])


def _add(
    found: dict[tuple[int, date], list[int]], unit: int, due_on: date, status: AssignmentStatus, count: int
) -> None:
    cell = found[unit, due_on.replace(day=1)]
    cell[0] += count
    cell[1] += count if status in _ANSWERED else 0


def _cell(counted: Sequence[int] | None) -> tuple[int, int] | None:
    return (counted[0], counted[1]) if counted and counted[0] else None


def _off_duty(session: Session, due: Mapping[int, date]) -> list[assigned_parts.OwnPart]:
    """The parts of single reporters, of those in training, and of those who have not answered: muted then, or not reached."""
    if not due:
        return []
    apart = members.singles(session)
    learning = member_days.by_member(trainees.days(session, min(due.values()), max(due.values())))
    spans = member_days.by_member(muted_members.days(session, min(due.values()), max(due.values())))
    missed = reachability.never_reached(session, due)
    members_off = {*apart, *learning, *spans, *(member for _, member in missed)}
    parts = assigned_parts.of_members(session, list(due), members_off)
    return [
        part
        for part in parts
        if part.member_id in apart
        or (part.prompt_id, part.member_id) in missed
        or any(span.first <= due[part.prompt_id] <= span.last for span in learning[part.member_id])
        or (
            part.status not in _ANSWERED
            and any(span.first <= due[part.prompt_id] <= span.last for span in spans[part.member_id])
        )
    ]
