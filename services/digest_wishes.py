"""How a leader wants the daily digest: at which hour, on which days, short or full.

The digest is made once, at the board's hour, for everybody; a wish moves only when it reaches somebody, since one that is counted
at another hour would be a look of its own (decision 0017).
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import datetime, time, timedelta

from sqlmodel import Session

from services import audit, working_days
from services.actor import Actor, require
from storage.members import duty_shifts, members
from storage.statistics import wished_digests
from storage.tables import Role
from texts.times import minute_of, time_at

_AHEAD = timedelta(days=30)
_LANGUAGES = ("vi", "en")


@dataclass(frozen=True, slots=True)
class DigestHabit:
    """A leader's wish. `minute`: of the day, in the board's own zone; None: as soon as the digest is there."""

    minute: int | None = None
    workdays: bool = False
    full: bool = False

    @property
    def hour(self) -> time | None:
        """The hour at which it comes."""
        return time_at(self.minute) if self.minute is not None else None


def of_members(session: Session, member_ids: Collection[int]) -> dict[int, DigestHabit]:
    """The wish of each of these members."""
    kept = wished_digests.of_members(session, member_ids)
    found = {
        number: DigestHabit(digest_wish.minute, digest_wish.workdays, digest_wish.full)
        for number, digest_wish in kept.items()
    }
    return {number: found.get(number, DigestHabit()) for number in member_ids}


def own(session: Session, actor: Actor) -> DigestHabit:
    """A leader's own wish."""
    require(actor, Role.LEADER)
    return of_members(session, [actor.acting_id])[actor.acting_id]


def set_hour(session: Session, actor: Actor, hour: time | None, now: datetime) -> DigestHabit:
    """Choose the hour; None: as soon as it is there."""
    minute = minute_of(hour) if hour is not None else None
    return _keep(session, actor, replace(own(session, actor), minute=minute), now)


def toggle_workdays(session: Session, actor: Actor, now: datetime) -> DigestHabit:
    """On working days alone, or every day again."""
    before = own(session, actor)
    return _keep(session, actor, replace(before, workdays=not before.workdays), now)


def toggle_full(session: Session, actor: Actor, now: datetime) -> DigestHabit:
    """The full text, or the short one again."""
    before = own(session, actor)
    return _keep(session, actor, replace(before, full=not before.full), now)


def speak(session: Session, actor: Actor, language: str, now: datetime) -> None:
    """Read everything in another language."""
    require(actor, Role.LEADER)
    if language in _LANGUAGES:
        members.speak_to(session, actor.acting_id, language)
        audit.note(session, actor, now, "digest.wish", f"member:{actor.acting_id}", language)


def comes_at(session: Session, habit: DigestHabit, local: datetime, due: datetime | None = None) -> datetime | None:
    """When a digest that is made now reaches whoever wants it so. None: at once.

    local: now, in the board's own zone. due: when it was to be made, where that is earlier, since nothing ran: an hour between
    the two has not come, and it is made up for. The days off are the calendar's and what staff said of them.
    """
    if due is not None and due < local:
        wished = comes_at(session, habit, due)
        if wished is not None and wished > local:
            return wished
        return comes_at(session, replace(habit, minute=None), local) and comes_at(session, habit, local)
    said = duty_shifts.days(session, local.date(), local.date() + _AHEAD) if habit.workdays else {}
    day = local.date()
    for _ in range(_AHEAD.days):
        at = datetime.combine(day, habit.hour or local.timetz().replace(tzinfo=None), local.tzinfo)
        if at >= local and (not habit.workdays or working_days.is_worked(day, said)):
            return at if at > local else None
        day += timedelta(days=1)
    return None


def _keep(session: Session, actor: Actor, habit: DigestHabit, now: datetime) -> DigestHabit:
    wished_digests.put(session, actor.acting_id, habit.minute, workdays=habit.workdays, full=habit.full)
    audit.note(session, actor, now, "digest.wish", f"member:{actor.acting_id}")
    return habit
