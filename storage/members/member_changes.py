"""Queries about what was changed about members: their places on the roster, and since when."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session, aliased
from sqlmodel import col, select

from storage.tables import Member, MemberChange, MemberChangeKind, Unit


@dataclass(frozen=True, slots=True)
class Change:
    """A change as staff read it. `unit`: where the member stood before; `by`: "" where it was done at the terminal."""

    kind: MemberChangeKind
    at: datetime
    by: str
    unit: str


def note(
    session: Session,
    member_id: int,
    kind: MemberChangeKind,
    now: datetime,
    by_id: int | None,
    unit_id: int | None = None,
) -> None:
    """Write a change down. `unit_id`: the unit in which the member stood before."""
    session.add(MemberChange(member_id=member_id, kind=kind, at=now, by_id=by_id, unit_id=unit_id))


def of_member(session: Session, member_id: int, most: int) -> Sequence[Change]:
    """The newest changes of a member, the newest first."""
    officer = aliased(Member)
    query = (
        select(MemberChange, officer.name, Unit.name)
        .outerjoin(officer, col(officer.id) == col(MemberChange.by_id))
        .outerjoin(Unit, col(Unit.id) == col(MemberChange.unit_id))
        .where(MemberChange.member_id == member_id)
        .order_by(col(MemberChange.id).desc())
        .limit(most)
    )
    return [Change(change.kind, change.at, by or "", unit or "") for change, by, unit in session.execute(query).all()]
