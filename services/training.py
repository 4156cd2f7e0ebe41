"""Training: a unit or a member learns until a day. What they report is marked, and is in no figure, digest or evaluation.

It is worked through by staff like any other, and an urgent one alerts them: it may be true.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlmodel import Session

from services import audit, mutes, staff_scope
from services.actor import Actor, require
from services.mutes import MuteFault, MuteRefused
from storage.members import member_days, members, trainees, units
from storage.tables import Role, Training

LONGEST = timedelta(days=366)


@dataclass(frozen=True, slots=True)
class Trained:
    """A time of training as staff read it. `name`: of the unit or the member; `member_id`: None for a unit."""

    id: int
    name: str
    member_id: int | None
    last: date
    by: str


def begin(session: Session, actor: Actor, name: str, last: date, today: date, now: datetime) -> Trained:
    """Let a unit or a member, by name or code, learn until the end of a day.

    Raises:
        MuteRefused: nobody is meant, or several are; the day is over, or more than a year away.
        NotPermitted: the actor is not staff.
    """
    require(actor, Role.STAFF)
    unit_id, member_id = mutes.meant(session, actor, name)
    if last < today:
        raise MuteRefused(MuteFault.PAST)
    if last - today > LONGEST:
        raise MuteRefused(MuteFault.TOO_LONG)
    made = member_days.add(
        session,
        Training(
            unit_id=unit_id, member_id=member_id, first=today, last=last, created_by=actor.acting_id, created_at=now
        ),
    )
    # The log does not name whom: a report says in plain that its author was in training (privacy 3).
    audit.note(session, actor, now, "training.begin", f"training:{made.id}", f"{last:%Y-%m-%d}")
    return _read(session, made)


def end(session: Session, actor: Actor, training_id: int, today: date, now: datetime) -> Trained | None:
    """End one before its day: it counts to the day before. None: there is none any more that the actor sees.

    Raises:
        NotPermitted: the actor is not staff.
    """
    require(actor, Role.STAFF)
    found = trainees.get(session, training_id)
    if found is None or not _sees(session, actor, found):
        return None
    if not member_days.end(session, found, today - timedelta(days=1), actor.acting_id):
        return None
    audit.note(session, actor, now, "training.end", f"training:{found.id}")
    return _read(session, found)


def listed(session: Session, actor: Actor, today: date) -> list[Trained]:
    """The times of training that have not ended, but for those of single reporters of other officers (privacy 3).

    Raises:
        NotPermitted: the actor is not staff.
    """
    require(actor, Role.STAFF)
    return [
        _read(session, training)
        for training in member_days.to_come(session, Training, today)
        if _sees(session, actor, training)
    ]


def _sees(session: Session, actor: Actor, training: Training) -> bool:
    if training.unit_id is not None:
        return staff_scope.covers(session, actor, training.unit_id)
    return training.member_id is not None and mutes.sees_member(session, actor, training.member_id)


def _read(session: Session, training: Training) -> Trained:
    unit = units.get(session, training.unit_id) if training.unit_id is not None else None
    name = unit.name if unit is not None else members.name_of(session, training.member_id)
    return Trained(training.id, name, training.member_id, training.last, members.name_of(session, training.created_by))
