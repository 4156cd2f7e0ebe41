"""Invitations of many at once: whoever of a unit, or of a list of codes, has not joined yet."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta, tzinfo

from sqlmodel import Session

from services import audit
from services.actor import Actor
from services.invitations import DAYS, may_invite
from storage.members import invitations
from storage.members.invitations import Invitee


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
    """Nobody of a list was invited. `unknown`: codes that nobody has; `left`: codes of members who have left."""

    def __init__(self, unknown: Sequence[str], left: Sequence[str]) -> None:
        super().__init__("codes of nobody on the roster")
        self.unknown, self.left = unknown, left


def invite_unit(
    session: Session, actor: Actor, unit_id: int, now: datetime, zone: tzinfo, days: int = DAYS
) -> BulkInvited:
    """Invite everybody of a unit and below who has not joined; their earlier invitations end.

    Raises:
        NotPermitted: the actor is neither an administrator nor at the terminal.
    """
    may_invite(actor)
    return _invited(session, actor, invitations.of_unit(session, unit_id), now, zone, days)


def invite_listed(
    session: Session, actor: Actor, codes: Collection[str], now: datetime, zone: tzinfo, days: int = DAYS
) -> BulkInvited:
    """Invite those of some member codes who have not joined, where every code is that of somebody on the roster.

    Raises:
        ListRefused: a code is nobody's, or that of somebody who has left.
        NotPermitted: the actor is neither an administrator nor at the terminal.
    """
    may_invite(actor)
    found = {one.member_code.upper(): one for one in invitations.of_codes(session, codes)}
    unknown = [code for code in codes if code.upper() not in found]
    left = [one.member_code for one in found.values() if one.left]
    if unknown or left:
        raise ListRefused(unknown, left)
    return _invited(session, actor, list(found.values()), now, zone, days)


def revoke(session: Session, actor: Actor, unit_id: int, now: datetime) -> int:
    """End the invitations of a unit and below that nobody has used; how many there were.

    Raises:
        NotPermitted: the actor is neither an administrator nor at the terminal.
    """
    may_invite(actor)
    ended = invitations.void_of_unit(session, unit_id, now)
    if ended:
        audit.note(session, actor, now, "invitation.revoke", f"unit:{unit_id}")
    return ended


def revoke_one(session: Session, actor: Actor, member_code: str, now: datetime) -> int:
    """End the invitation of one member; 0 where none is waiting.

    Raises:
        ListRefused: nobody has this code.
        NotPermitted: the actor is neither an administrator nor at the terminal.
    """
    may_invite(actor)
    found = invitations.of_codes(session, [member_code])
    if not found:
        raise ListRefused([member_code], [])
    ended = invitations.void(session, found[0].member_id, now)
    if ended:
        audit.note(session, actor, now, "invitation.revoke", f"member:{found[0].member_id}")
    return ended


def _invited(
    session: Session, actor: Actor, people: Sequence[Invitee], now: datetime, zone: tzinfo, days: int
) -> BulkInvited:
    until = now.astimezone(zone).date() + timedelta(days=days)
    ends = datetime.combine(until + timedelta(days=1), time(), zone)
    waiting = [one for one in people if not one.joined and not one.left and not one.single]
    made = []
    for one in waiting:
        audit.note(session, actor, now, "invitation.create", f"member:{one.member_id}")
        code = invitations.create(session, one.member_id, now, ends - now)
        made.append(Invitation(one.unit, one.unit_name, one.member_code, one.name, code))
    joined = sum(one.joined and not one.left and not one.single for one in people)
    singles = any(one.single and not one.left for one in people)
    return BulkInvited(made, until, joined, singles)
