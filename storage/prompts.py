"""Queries about prompts: what is asked, of whom, and who has answered."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import Row, and_, case, func, insert, or_, select, update
from sqlalchemy.orm import Session

from storage.tables import (
    Address,
    Assignment,
    AssignmentStatus,
    Delivery,
    DeliveryStatus,
    Form,
    Member,
    MemberRole,
    NothingReason,
    Prompt,
    PromptItem,
    PromptKind,
    PromptStatus,
    Role,
    Unit,
    UnitPath,
)

_A = Assignment.__table__  # type: ignore[attr-defined]
OPEN = (AssignmentStatus.PENDING, AssignmentStatus.STARTED)


def get(session: Session, prompt_id: int) -> Prompt | None:
    return session.get(Prompt, prompt_id)


def items(session: Session, prompt_id: int) -> Sequence[PromptItem]:
    return session.scalars(
        select(PromptItem).where(PromptItem.prompt_id == prompt_id).order_by(PromptItem.position)  # type: ignore[arg-type]
    ).all()


def add(session: Session, prompt: Prompt, matters: Sequence[tuple[str, str]]) -> Prompt:
    """Stores a prompt with its matters, each (text, topic)."""
    session.add(prompt)
    session.flush()
    assert prompt.id is not None
    for position, (text, topic) in enumerate(matters, 1):
        session.add(
            PromptItem(prompt_id=prompt.id, position=position, name=f"item_{position}", topic=topic, text=text)
        )
    session.flush()
    return prompt


def audience(session: Session, unit_id: int) -> list[int]:
    """The collaborators of a unit and of all below it."""
    query = (
        select(Member.id)  # type: ignore[call-overload]
        .join(MemberRole, MemberRole.member_id == Member.id)
        .join(UnitPath, UnitPath.descendant_id == Member.unit_id)
        .where(
            MemberRole.role == Role.COLLABORATOR,
            UnitPath.ancestor_id == unit_id,
            Member.left_at.is_(None),  # type: ignore[union-attr]
        )
        .order_by(Member.id)
    )
    return list(session.scalars(query))


def assign(session: Session, prompt_id: int, member_ids: Sequence[int]) -> None:
    """Everybody in the audience has a part in the prompt, those who cannot be reached as well."""
    if member_ids:
        session.execute(
            insert(_A),
            [{"prompt_id": prompt_id, "member_id": m, "status": AssignmentStatus.PENDING} for m in member_ids],
        )


def assignment(session: Session, prompt_id: int, member_id: int) -> Assignment | None:
    return session.get(Assignment, (prompt_id, member_id))


def current(session: Session, member_id: int, now: datetime) -> Sequence[Prompt]:
    """The sent prompts in which a member has a part and whose time is not over, the next due first."""
    query = (
        select(Prompt)
        .join(Assignment, _A.c.prompt_id == Prompt.id)
        .where(_A.c.member_id == member_id, Prompt.status == PromptStatus.SENT, Prompt.due_at > now)
        .order_by(Prompt.due_at, Prompt.id)  # type: ignore[arg-type]
    )
    return session.scalars(query).all()


def sent(session: Session, limit: int = 8) -> Sequence[Prompt]:
    """The prompts sent last."""
    query = select(Prompt).where(Prompt.status == PromptStatus.SENT).order_by(Prompt.sent_at.desc())  # type: ignore[union-attr]
    return session.scalars(query.limit(limit)).all()


def scheduled(session: Session, now: datetime) -> Sequence[Prompt]:
    """The prompts whose own hour has come."""
    query = select(Prompt).where(Prompt.status == PromptStatus.SCHEDULED, Prompt.send_at <= now)  # type: ignore[operator]
    return session.scalars(query.order_by(Prompt.id)).all()  # type: ignore[arg-type]


def for_monthly_rule(session: Session) -> Sequence[Prompt]:
    """The monthly prompts that wait for the rule."""
    query = select(Prompt).where(
        Prompt.status == PromptStatus.SCHEDULED,
        Prompt.kind == PromptKind.MONTHLY,
        Prompt.send_at.is_(None),  # type: ignore[union-attr]
    )
    return session.scalars(query.order_by(Prompt.id)).all()  # type: ignore[arg-type]


def set_status(
    session: Session, prompt_id: int, member_id: int, status: AssignmentStatus, now: datetime, reason: NothingReason | None = None
) -> None:
    """Moves a member's part on. Starting does not take back what was finished."""
    where = and_(_A.c.prompt_id == prompt_id, _A.c.member_id == member_id)
    if status is AssignmentStatus.STARTED:
        changed = update(_A).where(where, _A.c.status == AssignmentStatus.PENDING).values(status=status, started_at=now)
    else:
        changed = update(_A).where(where).values(status=status, nothing_reason=reason, finished_at=now)
    session.execute(changed)


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a prompt has come, in members."""

    asked: int
    submitted: int
    nothing: int
    started: int
    pending: int
    unreached: int


def progress(session: Session, prompt_id: int) -> Progress:
    counts: dict[AssignmentStatus, int] = {
        row.status: row.n
        for row in session.execute(
            select(_A.c.status, func.count().label("n")).where(_A.c.prompt_id == prompt_id).group_by(_A.c.status)
        )
    }
    return Progress(
        asked=sum(counts.values()),
        submitted=counts.get(AssignmentStatus.SUBMITTED, 0),
        nothing=counts.get(AssignmentStatus.NOTHING, 0),
        started=counts.get(AssignmentStatus.STARTED, 0),
        pending=counts.get(AssignmentStatus.PENDING, 0),
        unreached=len(unreached(session, prompt_id)),
    )


def missing(session: Session, prompt_id: int) -> Sequence[Row[tuple[str, str, AssignmentStatus, int, bool, int | None]]]:
    """Who has not answered: (unit, name, status, member id, single, officer id) in the order of units."""
    query = (
        select(Unit.name.label("unit"), Member.name, _A.c.status, Member.id, Member.single, Member.officer_id)  # type: ignore[attr-defined,call-overload]
        .join(Member, Member.id == _A.c.member_id)
        .join(Unit, Unit.id == Member.unit_id)
        .where(_A.c.prompt_id == prompt_id, _A.c.status.in_(OPEN))
        .order_by(Unit.sort_key, Member.id)
    )
    return session.execute(query).all()


def unreached(session: Session, prompt_id: int) -> Sequence[Row[tuple[str, str, str, int, bool, int | None]]]:
    """Who has not been reached, and why: (unit, name, reason, member id, single, officer id).

    Reasons: "not_joined", or the word that the network's refusal was given.
    """
    failed = (
        select(Address.member_id, func.max(Delivery.reason).label("reason"))  # type: ignore[call-overload]
        .join(Delivery, Delivery.address_id == Address.id)
        .where(Delivery.prompt_id == prompt_id, Delivery.status == DeliveryStatus.FAILED)
        .group_by(Address.member_id)
        .subquery()
    )
    told = (
        select(Address.member_id)  # type: ignore[call-overload]
        .join(Delivery, Delivery.address_id == Address.id)
        .where(Delivery.prompt_id == prompt_id, Delivery.status != DeliveryStatus.FAILED)
        .subquery()
    )
    reason = case((failed.c.reason.is_not(None), failed.c.reason), else_="not_joined")
    query = (
        select(Unit.name.label("unit"), Member.name, reason.label("reason"), Member.id, Member.single, Member.officer_id)  # type: ignore[attr-defined,call-overload]
        .select_from(_A)
        .join(Member, Member.id == _A.c.member_id)
        .join(Unit, Unit.id == Member.unit_id)
        .outerjoin(failed, failed.c.member_id == Member.id)
        .where(
            _A.c.prompt_id == prompt_id,
            _A.c.status.in_(OPEN),
            Member.id.not_in(select(told.c.member_id)),  # type: ignore[union-attr]
        )
        .order_by(Unit.sort_key, Member.id)
    )
    return session.execute(query).all()


def to_remind(session: Session, now: datetime, today: date) -> Sequence[Row[tuple[int, int]]]:
    """(prompt id, member id) of every open part of a prompt that is not over, for members not reminded today."""
    reminded = select(_A.c.member_id).where(_A.c.reminded_on == today)
    query = (
        select(_A.c.prompt_id, _A.c.member_id)
        .join(Prompt, Prompt.id == _A.c.prompt_id)
        .where(
            _A.c.status.in_(OPEN),
            Prompt.status == PromptStatus.SENT,
            Prompt.due_at > now,
            or_(_A.c.reminded_on.is_(None), _A.c.reminded_on != today),
            _A.c.member_id.not_in(reminded),
        )
        .order_by(Prompt.due_at, _A.c.prompt_id, _A.c.member_id)
    )
    return session.execute(query).all()


def reminded(session: Session, pairs: Sequence[tuple[int, int]], today: date) -> None:
    for prompt_id, member_id in pairs:
        session.execute(
            update(_A).where(_A.c.prompt_id == prompt_id, _A.c.member_id == member_id).values(reminded_on=today)
        )


def form_name(session: Session, prompt: Prompt) -> str:
    return session.scalars(select(Form.name).where(Form.id == prompt.form_id)).one()
