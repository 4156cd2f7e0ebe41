"""Progress of a prompt: who has answered, begun, said that there is nothing, is silent, muted or was not reached.

Every member asked is in one part of it and no other, so that the numbers add up; who reports singly is in none (privacy 3).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta, tzinfo
from enum import StrEnum
from itertools import islice

from sqlmodel import Session

from services import audiences, staff_scope
from services.actor import Actor, require
from services.notifications import PromptClosed
from storage.members import addresses, members, muted_members, trainees, units
from storage.members.addresses import Recipient
from storage.prompts import assigned_parts, prompts, reachability
from storage.prompts.assigned_parts import PartRow
from storage.prompts.reachability import NotReached
from storage.statistics.suppression import K
from storage.tables import AssignmentStatus, Prompt, PromptStatus, Role

LISTED = 8
"""Prompts of a kind in a list."""
_LOOKED_AT = 40
CLOSED_FOR = timedelta(days=2)
"""How long after its due time a prompt is still summed up, where the program did not run."""


class Part(StrEnum):
    """How far a member's part is, as staff see it."""

    SUBMITTED = "submitted"
    NOTHING = "nothing"
    STARTED = "started"
    SILENT = "silent"  # has the prompt, and has not begun
    MUTED = "muted"  # has not begun, and is not to be reminded
    UNREACHED = "unreached"  # has not got the prompt
    EXCUSED = "excused"  # is not asked any more
    TRAINING = "training"  # is in training: counts in no other part, and in no number


ANSWERED = frozenset({Part.SUBMITTED, Part.NOTHING})
_BY_STATUS = {
    AssignmentStatus.SUBMITTED: Part.SUBMITTED,
    AssignmentStatus.NOTHING: Part.NOTHING,
    AssignmentStatus.STARTED: Part.STARTED,
    AssignmentStatus.EXCUSED: Part.EXCUSED,
}


_PENDING = AssignmentStatus.PENDING
_DONE = (AssignmentStatus.SUBMITTED, AssignmentStatus.NOTHING)


@dataclass(frozen=True, slots=True)
class UnitProgress:
    """The members of one unit who were asked, and how many of them have answered."""

    unit_id: int
    name: str
    asked: int
    answered: int


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a prompt has come, in members."""

    prompt: Prompt
    asked: int
    counts: Mapping[str, int]
    """By part."""
    units: Sequence[UnitProgress]
    shielded: bool = False
    """To be asked tells what somebody reported: nobody is named, and no unit (privacy 3)."""
    few: bool = False
    """And so few were asked of those whom the actor sees that a number would name one: there is none (privacy 4)."""

    @property
    def answered(self) -> int:
        return sum(self.counts.get(part, 0) for part in ANSWERED)


@dataclass(frozen=True, slots=True)
class Listed:
    """The prompts among which somebody chooses one, each kind in its own order."""

    waiting: Sequence[Prompt]
    sent: Sequence[Prompt]


@dataclass(frozen=True, slots=True)
class Named:
    """A member in a list behind a number. `alone`: they report singly, and stand in no number."""

    unit: str
    name: str
    part: Part
    alone: bool = False


def see(session: Session, actor: Actor, prompt_id: int, now: datetime, zone: tzinfo) -> Progress | None:
    """How far a prompt has come among those whom the actor sees. None: no such prompt was sent.

    Raises:
        NotPermitted: the actor is not staff.
    """
    require(actor, Role.STAFF)
    prompt = prompts.get(session, prompt_id)
    if prompt is None or prompt.status is not PromptStatus.SENT:
        return None
    if not concerns(session, actor, prompt):
        return None
    if staff_scope.sees_all(session, actor):
        found = _counted_in_all(session, prompt, now, zone)
    else:
        found = _counted(prompt, _seen(session, actor, prompt_id, now, zone))
    if not audiences.is_shielded(session, prompt):
        return found
    if found.asked < K:
        return Progress(prompt, 0, {}, (), shielded=True, few=True)
    return replace(found, units=(), shielded=True)


def listed(session: Session, actor: Actor) -> Listed:
    """The prompts sent last and those that wait, as far as they concern members whom the actor sees and may be counted.

    Raises:
        NotPermitted: the actor is not staff.
    """
    require(actor, Role.STAFF)
    waiting: Iterable[Prompt] = prompts.waiting(session)
    if staff_scope.sees_all(session, actor):
        sent: Iterable[Prompt] = prompts.sent(session, LISTED)
    else:
        waiting = (prompt for prompt in waiting if staff_scope.covers(session, actor, prompt.unit_id))
        sent = (prompt for prompt in prompts.sent(session, _LOOKED_AT) if _counts(session, actor, prompt))
    return Listed(list(islice(waiting, LISTED)), list(islice(sent, LISTED)))


def concerns(session: Session, actor: Actor, prompt: Prompt) -> bool:
    """Tell whether a prompt is of the actor's units, or went to somebody of them whom the actor may know of.

    Of one to who reported on an issue, whether it was meant for units above theirs: that somebody of theirs was asked tells of
    a report.
    """
    if staff_scope.covers(session, actor, prompt.unit_id):
        return True
    if audiences.is_shielded(session, prompt):
        return units.covers(session, prompt.unit_id, staff_scope.unit_of(session, actor).id)
    return _asks_somebody_known(session, actor, prompt)


def _counts(session: Session, actor: Actor, prompt: Prompt) -> bool:
    """Tell whether there is something to show of a prompt that was sent: a number, or a name."""
    if not audiences.is_shielded(session, prompt):
        return _asks_somebody_known(session, actor, prompt)
    if not concerns(session, actor, prompt):
        return False
    apart, inside = members.singles(session), staff_scope.units_seen(session, actor)
    return sum(member not in apart for member in assigned_parts.asked_in(session, prompt.id, inside)) >= K


def _asks_somebody_known(session: Session, actor: Actor, prompt: Prompt) -> bool:
    """Tell whether a prompt asks somebody of whom the actor may know: other officers' single reporters are nobody."""
    apart, inside = members.singles(session), staff_scope.units_seen(session, actor)
    asked = assigned_parts.asked_in(session, prompt.id, inside)
    return any(apart.get(member, actor.member_id) == actor.member_id for member in asked)


def unreached(
    session: Session, actor: Actor, prompt_id: int, now: datetime
) -> tuple[list[NotReached], list[NotReached]]:
    """Those whom a prompt waits for since our account is refused, and those it has not reached, as the actor may know them.

    Nobody, where to be asked tells what somebody reported; single reporters of other officers are left out.

    Raises:
        NotPermitted: the actor is not staff.
    """
    require(actor, Role.STAFF)
    prompt = prompts.get(session, prompt_id)
    if prompt is None or audiences.is_shielded(session, prompt):
        return [], []
    held, lost = reachability.held(session, prompt_id), reachability.unreached(session, prompt_id, now)
    may = {member.id for member in (*held, *lost) if audiences.may_name(session, actor, member.id)}
    return [member for member in held if member.id in may], [member for member in lost if member.id in may]


def behind(
    session: Session,
    actor: Actor,
    prompt_id: int,
    now: datetime,
    zone: tzinfo,
    *,
    part: Part | None = None,
    unit_id: int | None = None,
) -> list[Named]:
    """The members behind a number: of one part, or of a unit, in the order of units; those of one officer alone come last.

    Nobody, where to be asked tells what somebody reported.

    Raises:
        NotPermitted: the actor is not staff.
    """
    require(actor, Role.STAFF)
    prompt = prompts.get(session, prompt_id)
    if prompt is None or audiences.is_shielded(session, prompt):
        return []
    apart = members.singles(session)
    rows = [
        (row, found)
        for row, found in _sorted_out(session, actor, prompt_id, now, zone)
        if (part is None or found is part) and (unit_id is None or row.unit_id == unit_id)
    ]
    rows = [pair for pair in rows if pair[0].member_id not in apart or apart[pair[0].member_id] == actor.member_id]
    names = members.names(session, [row.member_id for row, _ in rows])
    found = [Named(row.unit, names[row.member_id], where, row.member_id in apart) for row, where in rows]
    return sorted(found, key=lambda named: named.alone)


def close(session: Session, prompt_id: int, now: datetime, zone: tzinfo) -> list[PromptClosed]:
    """Sum a prompt up for staff once its time is over, each with what they see of it. Empty: it has been given more time."""
    prompt = prompts.get(session, prompt_id)
    if prompt is None or prompt.status is not PromptStatus.SENT or prompt.due_at > now:
        return []
    found = []
    for person in addresses.reached(session, members.with_role(session, Role.STAFF), now):
        stands = see(session, _as(person), prompt_id, now, zone)
        if stands is not None and stands.asked:
            found.append(PromptClosed(person, prompt, stands.asked, dict(stands.counts)))
    return found


def _as(person: Recipient) -> Actor:
    return Actor(person.member_id, frozenset(person.roles))


def _seen(session: Session, actor: Actor, prompt_id: int, now: datetime, zone: tzinfo) -> list[tuple[PartRow, Part]]:
    apart = members.singles(session)
    return [row for row in _sorted_out(session, actor, prompt_id, now, zone) if row[0].member_id not in apart]


def _sorted_out(
    session: Session, actor: Actor, prompt_id: int, now: datetime, zone: tzinfo
) -> list[tuple[PartRow, Part]]:
    """Each member's part, of the units that the actor sees; single reporters included."""
    inside = staff_scope.units_seen(session, actor)
    muted = muted_members.on(session, now.astimezone(zone).date())
    unreached = reachability.unreached_ids(session, prompt_id)
    prompt = prompts.get(session, prompt_id)
    learning = _learning(session, prompt, now, zone) if prompt is not None else frozenset()
    rows = assigned_parts.of_prompt(session, prompt_id, inside)
    return [(row, Part.TRAINING if row.member_id in learning else _part(row, muted, unreached)) for row in rows]


def _learning(session: Session, prompt: Prompt, now: datetime, zone: tzinfo) -> frozenset[int]:
    """The members who are in training, or were when the prompt fell due."""
    return trainees.on(session, min(now, prompt.due_at).astimezone(zone).date())


def _part(row: PartRow, muted: Collection[int], unreached: Collection[int]) -> Part:
    if row.status is not AssignmentStatus.PENDING:
        return _BY_STATUS[row.status]
    if row.member_id in muted:
        return Part.MUTED
    return Part.UNREACHED if row.member_id in unreached else Part.SILENT


def _counted_in_all(session: Session, prompt: Prompt, now: datetime, zone: tzinfo) -> Progress:
    """The same as `_counted` of everybody, counted by the database: a province has thousands of parts, and few of them apart."""
    today, learning = now.astimezone(zone).date(), _learning(session, prompt, now, zone)
    apart = {*members.singles(session), *learning}
    by_unit: dict[int, Counter[AssignmentStatus]] = {}
    for asked in assigned_parts.counted(session, prompt.id, apart):
        by_unit.setdefault(asked.unit_id, Counter())[asked.status] += asked.members
    muted = muted_members.on(session, today)
    waits = {row.member_id for row in assigned_parts.some(session, prompt.id, muted) if row.status is _PENDING}
    quiet = len(waits - apart)
    lost = reachability.unreached_ids(session, prompt.id, pending=True) - assigned_parts.gone(session, prompt.id)
    unreached = len(lost - apart - waits)
    statuses: Counter[AssignmentStatus] = Counter()
    for found in by_unit.values():
        statuses.update(found)
    counts = Counter({str(part): statuses[status] for status, part in _BY_STATUS.items() if statuses[status]})
    parts = {Part.MUTED: quiet, Part.UNREACHED: unreached, Part.SILENT: statuses[_PENDING] - quiet - unreached}
    learn = assigned_parts.some(session, prompt.id, learning - members.singles(session).keys())
    parts[Part.TRAINING] = len(learn)
    counts.update({str(part): count for part, count in parts.items() if count})
    named = assigned_parts.units_in_order(session, by_unit)
    units_ = [_unit(unit.id, unit.name, by_unit[unit.id]) for unit in named]
    return Progress(prompt, statuses.total(), counts, [unit for unit in units_ if unit.asked])


def _unit(unit_id: int, name: str, statuses: Counter[AssignmentStatus]) -> UnitProgress:
    asked = statuses.total() - statuses[AssignmentStatus.EXCUSED]
    return UnitProgress(unit_id, name, asked, sum(statuses[status] for status in _DONE))


def _counted(prompt: Prompt, rows: Sequence[tuple[PartRow, Part]]) -> Progress:
    by_unit: dict[int, list[Part]] = {}
    names: dict[int, str] = {}
    for row, part in rows:
        if part not in (Part.EXCUSED, Part.TRAINING):
            by_unit.setdefault(row.unit_id, []).append(part)
            names[row.unit_id] = row.unit
    units = [
        UnitProgress(unit, names[unit], len(found), sum(part in ANSWERED for part in found))
        for unit, found in by_unit.items()
    ]
    counts = Counter[str](part for _, part in rows)
    return Progress(prompt, len(rows) - counts[Part.TRAINING], counts, units)
