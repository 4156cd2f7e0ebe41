"""Invitations of many at once: whoever of a unit, or of a list of codes, has not joined yet."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta, tzinfo

from sqlmodel import Session

from services import audit
from services.actor import Actor
from services.invitations import DAYS, may_invite, may_let_in
from storage.members import invitations
from storage.members.invitations import Invitee
from storage.tables import Role
from texts.fold import fold, spaced


@dataclass(frozen=True, slots=True)
class Invitation:
    """One member's way in. `unit`, `unit_name`: where they stand on the roster."""

    unit: str
    unit_name: str
    member_code: str
    name: str
    code: str


@dataclass(frozen=True, slots=True)
class BulkInvited:
    """Those who were invited, by unit and name, and those who were left out."""

    invitations: Sequence[Invitation]
    until: date
    """The last day on which they are good, to its end."""
    joined: int = 0
    """Members who take part already."""
    singles: bool = False
    """There are members who report singly: they stand in no list (privacy 3), and are invited one by one."""


class ListRefused(Exception):
    """Nobody of a list was invited. `unknown`: codes that nobody has; `left`: codes of members who have left.

    `suspended`: codes of those who are off the roster for a while.
    """

    def __init__(self, unknown: Sequence[str], left: Sequence[str], suspended: Sequence[str]) -> None:
        super().__init__("codes of nobody on the roster")
        self.unknown, self.left, self.suspended = unknown, left, suspended

    @property
    def worst(self) -> tuple[str, Sequence[str]]:
        """The reason to be said first ("unknown", "left", "suspended"), with the codes that it is for."""
        reasons = (("unknown", self.unknown), ("left", self.left), ("suspended", self.suspended))
        return next((reason, codes) for reason, codes in reasons if codes)


@dataclass(frozen=True, slots=True)
class ToInvite:
    """Those whom an invitation of many is for, by their codes on the roster, and who is left out."""

    codes: Sequence[str]
    joined: int
    singles: bool


def invite_unit(
    session: Session, actor: Actor, unit_id: int, now: datetime, zone: tzinfo, days: int = DAYS
) -> BulkInvited:
    """Invite everybody of a unit and below who has not joined; their earlier invitations end.

    Raises:
        NotPermitted: the actor is neither an administrator nor of the staff, nor at the terminal.
    """
    may_invite(actor, Role.STAFF)
    return _invited(session, actor, _of_unit(session, actor, unit_id), now, zone, days)


def invite_listed(
    session: Session, actor: Actor, codes: Collection[str], now: datetime, zone: tzinfo, days: int = DAYS
) -> BulkInvited:
    """Invite those of some member codes who have not joined, where every code is that of somebody on the roster.

    Raises:
        ListRefused: a code is nobody's whom the actor may invite, or that of somebody who is off the roster.
        NotPermitted: the actor is neither an administrator nor of the staff, nor at the terminal.
    """
    may_invite(actor, Role.STAFF)
    return _invited(session, actor, _of_codes(session, actor, codes), now, zone, days)


def invite_still(
    session: Session, actor: Actor, codes: Collection[str], now: datetime, zone: tzinfo, days: int = DAYS
) -> BulkInvited:
    """Invite those of some member codes who can be invited by now: whoever has left or is gone since is passed over.

    Raises:
        NotPermitted: the actor is neither an administrator nor of the staff, nor at the terminal.
    """
    may_invite(actor, Role.STAFF)
    people = [invitee for invitee in invitations.of_codes(session, codes) if may_let_in(session, actor, invitee)]
    return _invited(session, actor, people, now, zone, days)


def to_invite(session: Session, actor: Actor, unit_id: int | None, codes: Collection[str]) -> ToInvite:
    """Those of a unit and below, or else of some codes, whom an invitation of many is for; nothing is written.

    Raises:
        ListRefused: as `invite_listed`.
        NotPermitted: the actor is neither an administrator nor of the staff, nor at the terminal.
    """
    may_invite(actor, Role.STAFF)
    people = _of_codes(session, actor, codes) if unit_id is None else _of_unit(session, actor, unit_id)
    return ToInvite([invitee.member_code for invitee in _waiting(people)], *_left_out(people))


def meant(session: Session, actor: Actor, names: Sequence[str]) -> tuple[list[str], list[str]]:
    """The codes of those whom some codes or names mean, and what means nobody whom the actor may invite, or several."""
    people = [
        invitee
        for invitee in invitations.everybody(session)
        if not invitee.left and may_let_in(session, actor, invitee)
    ]
    codes, unknown = [], []
    for name in names:
        found = [invitee for invitee in people if invitee.member_code.upper() == name.upper()]
        found = found or [invitee for invitee in people if spaced(fold(invitee.name)) == spaced(fold(name))]
        if len(found) == 1:
            codes.append(found[0].member_code)
        else:
            unknown.append(name)
    return list(dict.fromkeys(codes)), unknown


def open_ones(session: Session, actor: Actor, unit_id: int, now: datetime) -> int:
    """Count the invitations of a unit and below that nobody has used: those that `revoke` would end.

    Raises:
        NotPermitted: the actor is neither an administrator nor of the staff, nor at the terminal.
    """
    may_invite(actor, Role.STAFF)
    theirs = [invitee.member_id for invitee in _of_unit(session, actor, unit_id)]
    return invitations.open_of(session, theirs, now)


def revoke(session: Session, actor: Actor, unit_id: int, now: datetime) -> int:
    """End the invitations of a unit and below that nobody has used; how many there were.

    Raises:
        NotPermitted: the actor is neither an administrator nor of the staff, nor at the terminal.
    """
    may_invite(actor, Role.STAFF)
    theirs = [invitee.member_id for invitee in _of_unit(session, actor, unit_id)]
    ended = invitations.void_of(session, theirs, now)
    if ended:
        audit.note(session, actor, now, "invitation.revoke", f"unit:{unit_id}")
    return ended


def revoke_one(session: Session, actor: Actor, member_code: str, now: datetime) -> int:
    """End the invitation of one member; 0 where none is waiting.

    Raises:
        ListRefused: nobody whom the actor may invite has this code.
        NotPermitted: the actor is neither an administrator nor of the staff, nor at the terminal.
    """
    may_invite(actor, Role.STAFF)
    found = [invitee for invitee in invitations.of_codes(session, [member_code]) if may_let_in(session, actor, invitee)]
    if not found:
        raise ListRefused([member_code], [], [])
    ended = invitations.void(session, found[0].member_id, now)
    if ended:
        audit.note(session, actor, now, "invitation.revoke", f"member:{found[0].member_id}")
    return ended


def _of_unit(session: Session, actor: Actor, unit_id: int) -> list[Invitee]:
    return [invitee for invitee in invitations.of_unit(session, unit_id) if may_let_in(session, actor, invitee)]


def _of_codes(session: Session, actor: Actor, codes: Collection[str]) -> list[Invitee]:
    people = [invitee for invitee in invitations.of_codes(session, codes) if may_let_in(session, actor, invitee)]
    found = {invitee.member_code.upper(): invitee for invitee in people}
    unknown = [code for code in codes if code.upper() not in found]
    gone = [invitee for invitee in found.values() if invitee.left]
    if unknown or gone:
        left = [invitee.member_code for invitee in gone if not invitee.suspended]
        raise ListRefused(unknown, left, [invitee.member_code for invitee in gone if invitee.suspended])
    return list(found.values())


def _waiting(people: Sequence[Invitee]) -> list[Invitee]:
    return [invitee for invitee in people if not invitee.joined and not invitee.left and not invitee.single]


def _left_out(people: Sequence[Invitee]) -> tuple[int, bool]:
    """How many take part already, and whether some report singly."""
    joined = sum(invitee.joined and not invitee.left and not invitee.single for invitee in people)
    return joined, any(invitee.single and not invitee.left for invitee in people)


def _invited(
    session: Session, actor: Actor, people: Sequence[Invitee], now: datetime, zone: tzinfo, days: int
) -> BulkInvited:
    until = now.astimezone(zone).date() + timedelta(days=days)
    ends = datetime.combine(until + timedelta(days=1), time(), zone)
    made = []
    for invitee in _waiting(people):
        audit.note(session, actor, now, "invitation.create", f"member:{invitee.member_id}")
        code = invitations.create(session, invitee.member_id, now, ends - now)
        made.append(Invitation(invitee.unit, invitee.unit_name, invitee.member_code, invitee.name, code))
    return BulkInvited(made, until, *_left_out(people))
