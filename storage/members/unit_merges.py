"""Changes of the tree of units: one merged into another, and one parted off. What was reported stays where it was."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import func, select, update
from sqlalchemy.orm import Session

from storage.members import member_changes, units
from storage.tables import (
    Group,
    Member,
    MemberChangeKind,
    Mute,
    Prompt,
    PromptStatus,
    Training,
    Unit,
    UnitKind,
)
from texts.fold import place_key

_UNIT, _MEMBER, _PROMPT = Unit.__table__, Member.__table__, Prompt.__table__


@dataclass(frozen=True, slots=True)
class Follows:
    """How many follow a unit that is merged: members on the roster, units below it, groups; and prompts open to it."""

    members: int
    units: int
    groups: int
    prompts: int


def follows(session: Session, unit_ids: Collection[int], apart: Collection[int], now: datetime) -> Follows:
    """Count what follows units that are merged. apart: members who are in no number, since no list of theirs shows them."""

    def count(table: type[Member | Unit | Group | Prompt], *where: object) -> int:
        query = select(func.count()).select_from(table).where(*where)  # type: ignore[arg-type]
        return int(session.scalar(query) or 0)

    group = Group.__table__
    return Follows(
        count(Member, _MEMBER.c.unit_id.in_(unit_ids), _MEMBER.c.left_at.is_(None), _MEMBER.c.id.not_in(apart)),
        count(Unit, _UNIT.c.parent_id.in_(unit_ids), _UNIT.c.valid_to.is_(None)),
        count(Group, group.c.unit_id.in_(unit_ids)),
        count(Prompt, _PROMPT.c.unit_id.in_(unit_ids), _PROMPT.c.status == PromptStatus.SENT, _PROMPT.c.due_at > now),
    )


def merge(
    session: Session, unit_ids: Collection[int], into: int, first: date, last: date, now: datetime, by_id: int | None
) -> list[int]:
    """Let these units end on a day, and all who are in them stand in another from `first` on; returns these members.

    The old ones stand below it, so that what was reported there counts there. Mutes and times of training follow the members.
    """
    moved = list(session.execute(select(_MEMBER.c.id, _MEMBER.c.unit_id).where(_MEMBER.c.unit_id.in_(unit_ids))))
    mutes: list[Mute] = list(session.scalars(select(Mute).where(Mute.__table__.c.last >= first)))
    trainings: list[Training] = list(session.scalars(select(Training).where(Training.__table__.c.last >= first)))
    spans: list[Mute | Training] = [*mutes, *trainings]
    for span in spans:
        if span.unit_id in unit_ids:
            _follow(session, span, [row.id for row in moved if row.unit_id == span.unit_id], first)
    for row in moved:
        member_changes.note(session, row.id, MemberChangeKind.MOVED, now, by_id, row.unit_id)
    session.execute(update(_MEMBER).where(_MEMBER.c.unit_id.in_(unit_ids)).values(unit_id=into))
    live = _UNIT.c.parent_id.in_(unit_ids), _UNIT.c.id != into
    session.execute(update(_UNIT).where(*live).values(parent_id=into))
    ended = update(_UNIT).where(_UNIT.c.id.in_(unit_ids))
    session.execute(ended.values(valid_to=last, parent_id=into, merged_into=into))
    session.execute(update(Group).where(Group.__table__.c.unit_id.in_(unit_ids)).values(unit_id=into))
    waiting = _PROMPT.c.unit_id.in_(unit_ids), _PROMPT.c.status != PromptStatus.SENT
    session.execute(update(_PROMPT).where(*waiting).values(unit_id=into))
    session.expire_all()
    units.rebuild_paths(session)
    return [row.id for row in moved]


def _follow(session: Session, span: Mute | Training, member_ids: Collection[int], first: date) -> None:
    """Give each of these members for themselves what their unit had from a day on."""
    for member_id in member_ids:
        when: dict[str, Any] = {"first": max(span.first, first), "last": span.last, "created_at": span.created_at}
        if isinstance(span, Mute):
            session.add(Mute(member_id=member_id, reason=span.reason, created_by=span.created_by, **when))
        else:
            session.add(Training(member_id=member_id, created_by=span.created_by, **when))
    session.flush()


def part_off(session: Session, unit: Unit, code: str, name: str, first: date) -> Unit:
    """A new unit beside another, of its kind and under its parent."""
    kind, parent = UnitKind(unit.kind), unit.parent_id
    made = Unit(code=code, name=name, sort_key=place_key(name), kind=kind, parent_id=parent, valid_from=first)
    session.add(made)
    session.flush()
    units.rebuild_paths(session)
    return made
