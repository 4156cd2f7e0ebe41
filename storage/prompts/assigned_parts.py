"""Queries about the parts that members have in a prompt, of many at once: by member, by unit, by month."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from storage.tables import (
    Assignment,
    AssignmentStatus,
    Broadcast,
    BroadcastKind,
    Member,
    Prompt,
    PromptStatus,
    Unit,
)

_A, _MEMBER, _UNIT = Assignment.__table__, Member.__table__, Unit.__table__
_PROMPT, _BROADCAST = Prompt.__table__, Broadcast.__table__


@dataclass(frozen=True, slots=True)
class PartRow:
    """One member's part in a prompt, and the unit in which they stand."""

    member_id: int
    unit_id: int
    unit: str
    status: AssignmentStatus
    reminded_on: date | None


def of_prompt(session: Session, prompt_id: int, inside: Collection[int] | None = None) -> list[PartRow]:
    """Every part in a prompt, in the order of units; `inside`: of these units alone."""
    query = (
        select(_A.c.member_id, _UNIT.c.id, _UNIT.c.name, _A.c.status, _A.c.reminded_on)
        .join(_MEMBER, _MEMBER.c.id == _A.c.member_id)
        .join(_UNIT, _UNIT.c.id == _MEMBER.c.unit_id)
        .where(_A.c.prompt_id == prompt_id)
        .order_by(_UNIT.c.sort_key, _A.c.member_id)
    )
    if inside is not None:
        query = query.where(_UNIT.c.id.in_(list(inside)))
    return [PartRow(*row) for row in session.execute(query)]


def reminded_today(session: Session, member_ids: Collection[int], today: date) -> set[int]:
    """Those of these members who were reminded of some prompt today."""
    query = select(_A.c.member_id).where(_A.c.reminded_on == today)
    return set(session.scalars(query)) & set(member_ids)


def last_reminder(session: Session, prompt_id: int) -> Broadcast | None:
    """The round in which members were last reminded of a prompt."""
    query = select(Broadcast).where(_BROADCAST.c.prompt_id == prompt_id, _BROADCAST.c.kind == BroadcastKind.REMINDER)
    return session.scalar(query.order_by(_BROADCAST.c.id.desc()).limit(1))


def over_between(session: Session, since: datetime, until: datetime) -> list[tuple[int, datetime]]:
    """(id, due_at) of the prompts whose time ended after one instant and by another."""
    query = select(_PROMPT.c.id, _PROMPT.c.due_at).where(
        _PROMPT.c.status == PromptStatus.SENT, _PROMPT.c.due_at > since, _PROMPT.c.due_at <= until
    )
    return [(row.id, row.due_at) for row in session.execute(query.order_by(_PROMPT.c.due_at, _PROMPT.c.id))]


@dataclass(frozen=True, slots=True)
class Asked:
    """How many members of a unit have a part in a prompt that is as far as this."""

    prompt_id: int
    unit_id: int
    status: AssignmentStatus
    members: int


def by_unit(session: Session, prompt_ids: Collection[int]) -> list[Asked]:
    """The parts of members on the roster in some prompts, counted by unit."""
    query = (
        select(_A.c.prompt_id, _MEMBER.c.unit_id, _A.c.status, func.count())
        .join(_MEMBER, _MEMBER.c.id == _A.c.member_id)
        .where(_A.c.prompt_id.in_(prompt_ids), _MEMBER.c.left_at.is_(None))
        .group_by(_A.c.prompt_id, _MEMBER.c.unit_id, _A.c.status)
    )
    return [Asked(*row) for row in session.execute(query)]


def counted(session: Session, prompt_id: int) -> list[Asked]:
    """All parts in a prompt counted by unit, in the order of units, those of people who have left included."""
    query = (
        select(_A.c.prompt_id, _UNIT.c.id, _A.c.status, func.count())
        .join(_MEMBER, _MEMBER.c.id == _A.c.member_id)
        .join(_UNIT, _UNIT.c.id == _MEMBER.c.unit_id)
        .where(_A.c.prompt_id == prompt_id)
        .group_by(_A.c.prompt_id, _UNIT.c.id, _UNIT.c.sort_key, _A.c.status)
        .order_by(_UNIT.c.sort_key, _UNIT.c.id)
    )
    return [Asked(*row) for row in session.execute(query)]


def some(session: Session, prompt_id: int, member_ids: Collection[int]) -> list[PartRow]:
    """The parts of some members in a prompt, whether they have left or not."""
    query = (
        select(_A.c.member_id, _UNIT.c.id, _UNIT.c.name, _A.c.status, _A.c.reminded_on)
        .join(_MEMBER, _MEMBER.c.id == _A.c.member_id)
        .join(_UNIT, _UNIT.c.id == _MEMBER.c.unit_id)
        .where(_A.c.prompt_id == prompt_id, _A.c.member_id.in_(list(member_ids)))
    )
    return [PartRow(*row) for row in session.execute(query)]


@dataclass(frozen=True, slots=True)
class OwnPart:
    """One member's part in one prompt, where they stand, and when it was finished."""

    prompt_id: int
    member_id: int
    unit_id: int
    status: AssignmentStatus
    finished_at: datetime | None


def of_members(session: Session, prompt_ids: Collection[int], member_ids: Collection[int]) -> list[OwnPart]:
    """The parts of some members on the roster in some prompts."""
    query = (
        select(_A.c.prompt_id, _A.c.member_id, _MEMBER.c.unit_id, _A.c.status, _A.c.finished_at)
        .join(_MEMBER, _MEMBER.c.id == _A.c.member_id)
        .where(_A.c.prompt_id.in_(prompt_ids), _A.c.member_id.in_(member_ids), _MEMBER.c.left_at.is_(None))
    )
    return [OwnPart(*row) for row in session.execute(query)]


@dataclass(frozen=True, slots=True)
class UnitLabel:
    """A unit as a list names it."""

    id: int
    name: str


def units_in_order(session: Session, unit_ids: Collection[int]) -> Sequence[UnitLabel]:
    """These units by name."""
    query = select(_UNIT.c.id, _UNIT.c.name).where(_UNIT.c.id.in_(unit_ids)).order_by(_UNIT.c.sort_key, _UNIT.c.id)
    return [UnitLabel(*row) for row in session.execute(query)]
