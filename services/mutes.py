"""Mutes: a unit or a member is not reminded until a day, for a reason, and counts as no silence meanwhile."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from sqlmodel import Session

from services import audit, staff_scope
from services.actor import Actor, require
from services.free_words import taken
from storage.members import member_days, members, muted_members, units
from storage.tables import Member, Mute, Role
from texts.fold import fold, spaced

LONGEST = timedelta(days=366)
REASON = 200
"""Letters of the reason."""


class MuteFault(StrEnum):
    """Why a mute is not taken; each is a sentence."""

    NOBODY = "nobody"  # no unit and no member of this name or code that the actor sees
    SEVERAL = "several"  # members of one name, who are told apart by their codes
    PAST = "past"
    TOO_LONG = "too_long"


class MuteRefused(Exception):
    """A mute that is not taken. `codes`: of the members of one name."""

    def __init__(self, fault: MuteFault, codes: Sequence[str] = ()) -> None:
        super().__init__(fault)
        self.fault, self.codes = fault, codes


@dataclass(frozen=True, slots=True)
class Muted:
    """A mute as staff read it. `name`: of the unit or the member."""

    id: int
    name: str
    last: date
    reason: str
    by: str


def mute(session: Session, actor: Actor, name: str, last: date, reason: str, today: date, now: datetime) -> Muted:
    """Leave a unit or a member, by name or code, unreminded until the end of a day.

    Raises:
        MuteRefused: nobody is meant, or several are; the day is over, or more than a year away.
        WordsRefused: there is no reason, it is too long, or it holds something personal.
        NotPermitted: the actor is not staff.
    """
    require(actor, Role.STAFF)
    unit_id, member_id = meant(session, actor, name)
    if last < today:
        raise MuteRefused(MuteFault.PAST)
    if last - today > LONGEST:
        raise MuteRefused(MuteFault.TOO_LONG)
    made = member_days.add(
        session,
        Mute(
            unit_id=unit_id,
            member_id=member_id,
            first=today,
            last=last,
            reason=taken(reason, REASON),
            created_by=actor.acting_id,
            created_at=now,
        ),
    )
    about = f"unit:{unit_id}" if unit_id is not None else f"member:{member_id}"
    audit.note(session, actor, now, "mute.begin", about, f"{last:%Y-%m-%d}")
    return _read(session, made)


def lift(session: Session, actor: Actor, mute_id: int, today: date, now: datetime) -> Muted | None:
    """End a mute before its day: it counts to the day before. None: there is none any more that the actor sees.

    Raises:
        NotPermitted: the actor is not staff.
    """
    require(actor, Role.STAFF)
    found = muted_members.get(session, mute_id)
    if found is None or not _sees(session, actor, found):
        return None
    if not member_days.end(session, found, today - timedelta(days=1), actor.acting_id):
        return None
    about = f"unit:{found.unit_id}" if found.unit_id is not None else f"member:{found.member_id}"
    audit.note(session, actor, now, "mute.end", about)
    return _read(session, found)


def listed(session: Session, actor: Actor, today: date) -> list[Muted]:
    """The mutes that have not ended, but for those of single reporters of other officers (privacy 3).

    Raises:
        NotPermitted: the actor is not staff.
    """
    require(actor, Role.STAFF)
    return [_read(session, mute) for mute in member_days.to_come(session, Mute, today) if _sees(session, actor, mute)]


def meant(session: Session, actor: Actor, name: str) -> tuple[int | None, int | None]:
    """The id of the unit, or else of the member, that a name or a code means. Raises MuteRefused."""
    folded = spaced(fold(name))
    known = units.by_code(session, name.strip().upper()) or units.by_code(session, name.strip())
    unit = known or units.named(session, fold(name))
    if unit is not None and staff_scope.covers(session, actor, unit.id):
        return unit.id, None
    found = [
        member_id
        for member_id in muted_members.named(session, folded, name.strip().upper())
        if sees_member(session, actor, member_id)
    ]
    if len(found) > 1:
        rows = (session.get(Member, member_id) for member_id in found)
        raise MuteRefused(MuteFault.SEVERAL, [row.code for row in rows if row is not None])
    if not found:
        raise MuteRefused(MuteFault.NOBODY)
    return None, found[0]


def _sees(session: Session, actor: Actor, mute: Mute) -> bool:
    if mute.unit_id is not None:
        return staff_scope.covers(session, actor, mute.unit_id)
    return mute.member_id is not None and sees_member(session, actor, mute.member_id)


def sees_member(session: Session, actor: Actor, member_id: int) -> bool:
    """Tell whether an actor of the staff may know of a member: of their units, and no other officer's single reporter."""
    member = session.get(Member, member_id)
    if member is None or not staff_scope.covers(session, actor, member.unit_id):
        return False
    return not member.single or member.officer_id == actor.member_id


def _read(session: Session, mute: Mute) -> Muted:
    unit = units.get(session, mute.unit_id) if mute.unit_id is not None else None
    name = unit.name if unit is not None else members.name_of(session, mute.member_id)
    return Muted(mute.id, name, mute.last, mute.reason, members.name_of(session, mute.created_by))
