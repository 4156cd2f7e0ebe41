"""The rota of duty: the weeks' rota, overrides that beat it, and the hours in which nobody is.

A changed rota does not change alerts under way: whoever is to be asked is settled when an alert is raised.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta, tzinfo

from sqlmodel import Session

from services import audit, staff_scope, working_days
from services.actor import Actor
from services.duty_lines import HOLIDAY, Line, read_override, read_rota
from storage.members import duty_shifts, members
from storage.members.duty_shifts import Override, Shift
from texts.times import minute_of

DAY = 24 * 60


@dataclass(frozen=True, slots=True)
class Hole:
    """A time of the week in which nobody is on duty. `day`: 0 is Monday, 7 a day off; minutes since its midnight."""

    day: int
    begins: int
    ends: int


@dataclass(frozen=True, slots=True)
class DutySeen:
    """The rota as officers see it."""

    shifts: Sequence[Shift]
    overrides: Sequence[Override]
    names: Mapping[int, str]
    now: Sequence[int] | None
    """Who is on duty now; None: nobody is, and everybody is asked."""
    holes: Sequence[Hole]
    version: int


@dataclass(frozen=True, slots=True)
class Saved:
    """The end of a rota that was sent. `saved` False: somebody else wrote one meanwhile."""

    saved: bool
    holes: Sequence[Hole] = ()


def on_duty(
    shifts: Sequence[Shift], overrides: Sequence[Override], local: datetime, said: Mapping[date, bool]
) -> tuple[int, ...]:
    """The officers on duty at an instant in the board's own zone, in the order in which they are asked; (): nobody.

    An override beats the rota. On a day off the shifts for such days count, and where there are none, Sunday's. A shift that
    began the day before goes on until it ends.

    overrides: the newest first.
    """
    for override in overrides:
        if override.starts_at <= local < override.ends_at:
            return override.members
    minute = minute_of(local.time())
    today = _shifts_of(shifts, local.date(), said)
    before = _shifts_of(shifts, local.date() - timedelta(days=1), said)
    running = [shift for shift in today if shift.starts <= minute < shift.starts + shift.minutes]
    running += [shift for shift in before if shift.starts <= minute + DAY < shift.starts + shift.minutes]
    return tuple(dict.fromkeys(member for shift in running for member in shift.members))


def now_on_duty(session: Session, now: datetime, zone: tzinfo) -> tuple[int, ...] | None:
    """The officers on duty now; (): there is a rota and nobody is; None: there is neither rota nor override."""
    shifts, overrides = duty_shifts.rota(session), duty_shifts.overrides(session, now)
    if not shifts and not overrides:
        return None
    local = now.astimezone(zone)
    said = duty_shifts.days(session, local.date() - timedelta(days=1), local.date())
    found = on_duty(shifts, overrides, local, said)
    if not found and not shifts:
        return None
    officers = set(members.officers(session))
    return tuple(member_id for member_id in found if member_id in officers)


def holes(shifts: Sequence[Shift]) -> list[Hole]:
    """The times of a week in which nobody is on duty; days off are looked at where they have shifts of their own."""
    found = [hole for day in range(HOLIDAY) for hole in _holes_of(shifts, day, (day - 1) % HOLIDAY)]
    own = [shift for shift in shifts if shift.day == HOLIDAY]
    return [*found, *(_holes_of(shifts, HOLIDAY, HOLIDAY) if own else ())]


def see(session: Session, actor: Actor, now: datetime, zone: tzinfo) -> DutySeen:
    """The rota, what beats it, who is on duty now and when nobody is."""
    staff_scope.require_all(session, actor)
    shifts, overrides = duty_shifts.rota(session), duty_shifts.overrides(session, now)
    wanted = {member_id for shift in shifts for member_id in shift.members} | {
        member_id for over in overrides for member_id in over.members
    }
    current = now_on_duty(session, now, zone)
    return DutySeen(
        shifts,
        overrides,
        members.names(session, list(wanted)),
        current or None,
        holes(shifts),
        duty_shifts.version(session),
    )


def save(session: Session, actor: Actor, text: str, known: int, now: datetime) -> Saved:
    """Put what an officer wrote in the place of the rota that they had seen (`known`: its version).

    Raises:
        LineRefused: a line says nothing that a rota can be.
    """
    staff_scope.require_all(session, actor)
    shifts = _shifts(read_rota(text, _officers(session)))
    if not duty_shifts.write(session, shifts, known):
        return Saved(False)
    audit.note(session, actor, now, "duty.rota", f"rota:{known + 1}")
    return Saved(True, holes(shifts))


def override(session: Session, actor: Actor, text: str, now: datetime, zone: tzinfo) -> Override:
    """Somebody else is on duty for a while: "24/11 17:00 - 25/11 7:00: Đỗ Em".

    Raises:
        LineRefused: it says no such thing.
    """
    staff_scope.require_all(session, actor)
    starts_at, ends_at, who = read_override(text, _officers(session), now.astimezone(zone))
    made = Override(starts_at, ends_at, who)
    duty_shifts.override(session, made)
    audit.note(session, actor, now, "duty.override", f"duty:{starts_at:%Y-%m-%dT%H:%M}")
    return made


def clear(session: Session, actor: Actor, known: int, now: datetime) -> bool:
    """There is no rota any more. False: it is no longer the one that was known."""
    staff_scope.require_all(session, actor)
    if not duty_shifts.write(session, (), known):
        return False
    audit.note(session, actor, now, "duty.clear", f"rota:{known + 1}")
    return True


def _shifts_of(shifts: Sequence[Shift], day: date, said: Mapping[date, bool]) -> list[Shift]:
    if working_days.is_holiday(day, said):
        return [shift for shift in shifts if shift.day == HOLIDAY] or [shift for shift in shifts if shift.day == 6]
    return [shift for shift in shifts if shift.day == day.weekday()]


def _holes_of(shifts: Sequence[Shift], day: int, before: int) -> list[Hole]:
    spans = [(shift.starts, shift.starts + shift.minutes) for shift in shifts if shift.day == day]
    spans += [(shift.starts - DAY, shift.starts + shift.minutes - DAY) for shift in shifts if shift.day == before]
    found, at = [], 0
    for begins, ends in sorted(spans):
        if ends <= at:
            continue
        if begins > at:
            found.append(Hole(day, at, min(begins, DAY)))
        at = max(at, ends)
        if at >= DAY:
            break
    return [*found, Hole(day, at, DAY)] if at < DAY else found


def _officers(session: Session) -> Mapping[int, str]:
    return members.names(session, members.officers(session))


def _shifts(lines: Sequence[Line]) -> list[Shift]:
    """One shift a day and time, whoever wrote it in how many lines."""
    found: dict[tuple[int, int, int], list[int]] = {}
    for line in lines:
        for day in line.days:
            who = found.setdefault((day, line.starts, line.minutes), [])
            who += [member_id for member_id in line.members if member_id not in who]
    return [Shift(*when, tuple(who)) for when, who in sorted(found.items())]
