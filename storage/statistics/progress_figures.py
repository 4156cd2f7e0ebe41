"""The progress of prompts in a digest: how many members have answered, of those who may be counted (privacy 3 and 4)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from sqlalchemy import LargeBinary, func, select, type_coerce
from sqlmodel import Session, col

from storage.members import part_states, trainees
from storage.members.members import singles
from storage.members.units import below as units_below
from storage.schema.assignments import AssignmentStatus, NothingReason
from storage.schema.members import Member, Unit
from storage.schema.prompts import Prompt, PromptItem, PromptStatus
from storage.schema.reports import Answer, Report, Reporter
from storage.statistics.shielded_audiences import is_shielded
from storage.statistics.shown_figures import Cell, Missing, Progress
from storage.statistics.suppression import K


def progress(
    session: Session, unit: Unit, ends: datetime, since: datetime, until: datetime, root_name: str | None = None
) -> tuple[Progress, ...]:
    """The prompts that were sent before `ends` and open after `since`, the newest first, with what came before `until`.

    `root_name`: another name for the unit; "": it has none of its own.
    """
    query = (
        select(col(Prompt.id), col(Prompt.kind), col(Prompt.due_at), col(Prompt.title), col(Prompt.audience))
        .where(col(Prompt.status) == PromptStatus.SENT, col(Prompt.sent_at) < ends, col(Prompt.due_at) >= since)
        .order_by(col(Prompt.sent_at).desc(), col(Prompt.id).desc())
    )
    below = units_below(session, unit.id)
    found = tuple(_progress_of(session, row, below, until) for row in session.execute(query))
    return found if root_name is None else tuple(_renamed(progress, unit.name, root_name) for progress in found)


def _renamed(progress: Progress, name: str, other: str) -> Progress:
    return replace(
        progress, missing=tuple(replace(row, unit=other) if row.unit == name else row for row in progress.missing)
    )


def _progress_of(session: Session, row: Any, below: Collection[int], until: datetime) -> Progress:
    prompt, kind, due_at, title, audience = row
    people = session.execute(
        select(col(Member.id), col(Member.left_at)).where(
            col(Member.unit_id).in_(below), col(Member.id).not_in(singles(session))
        )
    ).all()
    learning = trainees.on(session, min(until, due_at).astimezone(until.tzinfo).date())
    counted = {row.id: row.left_at is not None for row in people if row.id not in learning}
    status: dict[AssignmentStatus, int] = defaultdict(int)
    reasons: dict[NothingReason, int] = defaultdict(int)
    awaited: list[int] = []
    for member, state in part_states.states(session, prompt):
        if member in counted and not (counted[member] and state.is_open):  # nobody waits for who has left
            status[state.status] += 1
            if state.nothing_reason is not None:
                reasons[state.nothing_reason] += 1
            if state.is_open:
                awaited.append(member)
    told = {reason: members - members % K for reason, members in reasons.items()}
    return Progress(
        kind=kind,
        due_at=due_at,
        assigned=sum(status.values()),
        submitted=status[AssignmentStatus.SUBMITTED],
        started=status[AssignmentStatus.STARTED],
        pending=status[AssignmentStatus.PENDING],
        nothing=status[AssignmentStatus.NOTHING],
        excused=status[AssignmentStatus.EXCUSED],
        calm=told.get(NothingReason.CALM, 0) or None,
        not_heard=told.get(NothingReason.NOT_HEARD, 0) or None,
        missing=() if is_shielded(session, audience) else _missing(session, awaited),
        title=title,
        matters=_matters_of(session, prompt, below, until),
    )


def _matters_of(session: Session, prompt: int, below: Collection[int], until: datetime) -> tuple[Cell, ...]:
    """The matters of a prompt in its own order, each with the reports on it in steps; None: of fewer than k people, or none."""
    items = session.execute(
        select(col(PromptItem.name), col(PromptItem.text))
        .where(col(PromptItem.prompt_id) == prompt)
        .order_by(col(PromptItem.position))
    ).all()
    said = session.execute(
        select(col(Answer.choice), type_coerce(col(Reporter.member_id), LargeBinary))
        .join(Report, col(Report.id) == col(Answer.report_id))
        .outerjoin(Reporter, col(Reporter.report_id) == col(Report.id))
        .where(
            col(Report.prompt_id) == prompt,
            col(Report.submitted_at) < until,
            col(Report.unit_id).in_(below),
            col(Answer.field) == "item",
            col(Report.training).is_(False),
        )
        .order_by(col(Report.id))
    )
    by_matter: dict[str, list[bytes | None]] = defaultdict(list)
    for name, reporter in said:
        by_matter[name].append(reporter)
    return tuple(Cell(text, _in_steps(by_matter[name]) or None) for name, text in items)


def _in_steps(reporters: Iterable[bytes | None]) -> int:
    """How many of these reports, in the order in which they came, may be told at any time: up to the last of k people more.

    What is told later differs by nobody or by k people at least, whoever is known to have answered meanwhile.
    """
    told = 0
    since: set[bytes | None] = set()
    for number, reporter in enumerate(reporters, start=1):
        since.add(reporter)
        if len(since) >= K:
            told, since = number, set()
    return told


def _missing(session: Session, members: Sequence[int]) -> tuple[Missing, ...]:
    """The units of these members, each with how many, those with the most first."""
    query = (
        select(col(Unit.name), func.count())
        .join(Member, col(Member.unit_id) == col(Unit.id))
        .where(col(Member.id).in_(members))
        .group_by(col(Unit.id), col(Unit.name), col(Unit.sort_key))
        .order_by(func.count().desc(), col(Unit.sort_key))
    )
    return tuple(Missing(row[0], row[1]) for row in session.execute(query))
