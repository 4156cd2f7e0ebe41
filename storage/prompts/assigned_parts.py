"""Queries about the parts that members have in prompts, of many at once: by member, by unit, by month."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from storage.members.part_states import states
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


def reminded_on(session: Session, day: date) -> set[int]:
    """Members who were reminded of some prompt on this day."""
    since = datetime.combine(day, time(), UTC) - timedelta(days=1)
    rounds = select(_BROADCAST.c.prompt_id).where(
        _BROADCAST.c.kind == BroadcastKind.REMINDER, _BROADCAST.c.started_at >= since
    )
    prompts = set(session.scalars(rounds).all())
    return {member for prompt in prompts for member, state in states(session, prompt) if state.reminded_on == day}


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
        select(_A.c.member_id, _UNIT.c.id.label("unit_id"), _UNIT.c.name.label("unit"), _A.c.state, _MEMBER.c.left_at)
        .join(_MEMBER, _MEMBER.c.id == _A.c.member_id)
        .join(_UNIT, _UNIT.c.id == _MEMBER.c.unit_id)
        .where(_A.c.prompt_id == prompt_id)
        .order_by(_UNIT.c.sort_key, _A.c.member_id)
    )
    if inside is not None:
        query = query.where(_UNIT.c.id.in_(list(inside)))
    return _part_rows(session, query)


def asked_in(session: Session, prompt_id: int, inside: Collection[int] | None) -> list[int]:
    """The members of some units who have a part in a prompt, however far it is. None: of all units.

    No part is opened of a prompt that everybody of its unit was asked.
    """
    query = select(_A.c.member_id).where(_A.c.prompt_id == prompt_id).order_by(_A.c.member_id)
    if inside is not None:
        query = query.join(_MEMBER, _MEMBER.c.id == _A.c.member_id).where(_MEMBER.c.unit_id.in_(list(inside)))
    if session.scalar(select(_PROMPT.c.id).where(_PROMPT.c.id == prompt_id, _PROMPT.c.audience.is_(None))) is not None:
        return list(session.scalars(query))
    return [row.member_id for row in session.execute(query.add_columns(_A.c.state)) if row.state.is_part]


def reminded_today(session: Session, member_ids: Collection[int], today: date) -> set[int]:
    """Those of these members who were reminded of some prompt today."""
    return reminded_on(session, today) & set(member_ids)


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
        select(_A.c.prompt_id, _MEMBER.c.unit_id, _A.c.state, _MEMBER.c.left_at)
        .join(_MEMBER, _MEMBER.c.id == _A.c.member_id)
        .where(_A.c.prompt_id.in_(prompt_ids), _MEMBER.c.left_at.is_(None))
        .order_by(_A.c.prompt_id, _MEMBER.c.unit_id)
    )
    return _counted(session.execute(query))


def count_own(session: Session, member_id: int) -> int:
    """The number of prompts in which a member has a part."""
    return sum(state.is_part for state in session.scalars(select(_A.c.state).where(_A.c.member_id == member_id)))


def counted(session: Session, prompt_id: int, but: Collection[int] = ()) -> list[Asked]:
    """All parts in a prompt counted by unit, in the order of units, those of people who have left included.

    but: members who are not counted, of whom nothing is read by itself: two readings may differ by what one of them did.
    """
    query = (
        select(_A.c.prompt_id, _A.c.member_id, _MEMBER.c.unit_id, _A.c.state, _MEMBER.c.left_at)
        .join(_MEMBER, _MEMBER.c.id == _A.c.member_id)
        .join(_UNIT, _UNIT.c.id == _MEMBER.c.unit_id)
        .where(_A.c.prompt_id == prompt_id)
        .order_by(_UNIT.c.sort_key, _UNIT.c.id)
    )
    return _counted(row for row in session.execute(query) if row.member_id not in but)


def _counted(rows: Iterable[Any]) -> list[Asked]:
    counts = Counter((row.prompt_id, row.unit_id, _status(row)) for row in rows if row.state.is_part)
    return [Asked(*part, members) for part, members in counts.items()]


def _status(row: Any) -> AssignmentStatus:
    """How far a part is; whoever is off the roster, for good or for a while, is not asked any more for what is open."""
    if row.left_at is not None and row.state.is_open:
        return AssignmentStatus.EXCUSED
    found: AssignmentStatus = row.state.status
    return found


def gone(session: Session, prompt_id: int) -> set[int]:
    """The members off the roster who have a part in a prompt."""
    query = select(_A.c.member_id, _A.c.state).join(_MEMBER, _MEMBER.c.id == _A.c.member_id)
    found = session.execute(query.where(_A.c.prompt_id == prompt_id, _MEMBER.c.left_at.is_not(None)))
    return {row.member_id for row in found if row.state.is_part}


def some(session: Session, prompt_id: int, member_ids: Collection[int]) -> list[PartRow]:
    """The parts of some members in a prompt, whether they have left or not."""
    query = (
        select(_A.c.member_id, _UNIT.c.id.label("unit_id"), _UNIT.c.name.label("unit"), _A.c.state, _MEMBER.c.left_at)
        .join(_MEMBER, _MEMBER.c.id == _A.c.member_id)
        .join(_UNIT, _UNIT.c.id == _MEMBER.c.unit_id)
        .where(_A.c.prompt_id == prompt_id, _A.c.member_id.in_(list(member_ids)))
    )
    return _part_rows(session, query)


def _part_rows(session: Session, query: Select[Any]) -> list[PartRow]:
    return [
        PartRow(row.member_id, row.unit_id, row.unit, _status(row), row.state.reminded_on)
        for row in session.execute(query)
        if row.state.is_part
    ]


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
        select(_A.c.prompt_id, _A.c.member_id, _MEMBER.c.unit_id, _A.c.state)
        .join(_MEMBER, _MEMBER.c.id == _A.c.member_id)
        .where(_A.c.prompt_id.in_(prompt_ids), _A.c.member_id.in_(member_ids), _MEMBER.c.left_at.is_(None))
    )
    return [
        OwnPart(row.prompt_id, row.member_id, row.unit_id, row.state.status, row.state.finished_at)
        for row in session.execute(query)
        if row.state.is_part
    ]


@dataclass(frozen=True, slots=True)
class UnitLabel:
    """A unit as a list names it."""

    id: int
    name: str


def units_in_order(session: Session, unit_ids: Collection[int]) -> Sequence[UnitLabel]:
    """These units by name."""
    query = select(_UNIT.c.id, _UNIT.c.name).where(_UNIT.c.id.in_(unit_ids)).order_by(_UNIT.c.sort_key, _UNIT.c.id)
    return [UnitLabel(*row) for row in session.execute(query)]
