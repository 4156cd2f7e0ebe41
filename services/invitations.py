"""Invitations: how somebody on the roster, and nobody else, gets in, and how a new name comes on the roster.

A name is not a person: an invitation by name never opens the record of somebody who is there already. Whoever invites
says which of the two is meant.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlmodel import Session

from services import audit, staff_scope
from services.actor import Actor, require
from storage.members import addresses, invitations, membership
from storage.members.addresses import Recipient
from storage.members.invitations import Invitee
from storage.tables import Member, Role

DAYS = 14
"""How long an invitation is good for."""
LINK_DAYS = 1
"""How long a member's own code for one more network is."""


@dataclass(frozen=True, slots=True)
class Invited:
    """Somebody who can come in by a code."""

    member_code: str
    name: str
    code: str


@dataclass(frozen=True, slots=True)
class Namesake:
    """Somebody on the roster who has the name of the person invited."""

    member_code: str
    name: str
    joined_at: datetime | None


class NotInvited(Exception):
    """Nobody was invited. `reason`: "unknown" code, "left" the roster, "suspended", "no_root" (no unit yet)."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class NameTaken(Exception):
    """People of this name are on the roster; who is meant has to be said."""

    def __init__(self, namesakes: list[Namesake]) -> None:
        super().__init__("the name is on the roster")
        self.namesakes = namesakes


def invite(session: Session, actor: Actor, member_code: str, now: datetime) -> Invited:
    """Invite somebody on the roster by their code there; an earlier invitation ends.

    Raises:
        NotInvited: nobody whom the actor may invite has this code, or they have left or are off the roster for a while.
        NotPermitted: the actor is neither an administrator nor of the staff, nor at the terminal.
    """
    may_invite(actor, Role.STAFF)
    member = membership.by_code(session, member_code.strip())
    if member is None or not may_let_in(session, actor, invitations.of_codes(session, [member.code])[0]):
        raise NotInvited("unknown")
    if member.left_at is not None:
        raise NotInvited("suspended" if member.suspended else "left")
    return _invited(session, actor, member, now)


def invite_new(
    session: Session, actor: Actor, name: str, role: Role, now: datetime, *, somebody_else: bool = False
) -> Invited:
    """Put a person on the roster at the root unit, and invite them. An administrator is staff.

    `somebody_else`: they are not the one who has this name already.

    Raises:
        NameTaken: somebody on the roster has this name, and nothing says that it is another person.
        NotInvited: there is no unit yet.
        NotPermitted: the actor is neither an administrator nor at the terminal.
    """
    may_invite(actor)
    root = membership.root_unit(session)
    if root is None:
        raise NotInvited("no_root")
    there = membership.named(session, name)
    if there and not somebody_else:
        raise NameTaken([Namesake(member.code, member.name, member.joined_at) for member in there])
    roles = {role} | ({Role.STAFF} if role is Role.ADMIN else set())
    return _invited(session, actor, membership.add_member(session, name, roles, root), now)


def invite_founder(session: Session, actor: Actor, name: str, unit: tuple[str, str], now: datetime) -> Invited | None:
    """Invite the first administrator, who is put on the roster if nobody is. `unit`: code and name of a first root.

    None: they have joined.

    Raises:
        NotPermitted: the actor is not at the terminal.
    """
    if actor.member_id is not None:
        require(actor)
    member = membership.first_with(session, Role.ADMIN)
    if member is None:
        root = membership.root_unit(session) or membership.add_root(session, *unit)
        member = membership.add_member(session, name, {Role.ADMIN, Role.STAFF}, root)
    return None if member.joined_at else _invited(session, actor, member, now)


def link(session: Session, actor: Actor, now: datetime) -> str:
    """A code with which a member comes in on one more network. Raises NotPermitted: nobody acts."""
    audit.note(session, actor, now, "invitation.link", f"member:{actor.acting_id}")
    return invitations.create(session, actor.acting_id, now, timedelta(days=LINK_DAYS))


def end_link(session: Session, actor: Actor, now: datetime) -> None:
    """End a code that leads nowhere."""
    invitations.void(session, actor.acting_id, now)


def come_in(session: Session, code: str, account_id: int, chat: str, now: datetime) -> Recipient | None:
    """Let in whom a code names, at this chat; None for every code that does not, whatever the reason."""
    member = invitations.redeem(session, code, now) if code else None
    if member is None:
        return None
    audit.note(session, Actor(member.id), now, "invitation.redeem", f"member:{member.id}")
    addresses.add_address(session, account_id, chat, member.id, now)
    return addresses.at_chat(session, account_id, chat)


def _invited(session: Session, actor: Actor, member: Member, now: datetime) -> Invited:
    audit.note(session, actor, now, "invitation.create", f"member:{member.id}")
    return Invited(member.code, member.name, invitations.create(session, member.id, now, timedelta(days=DAYS)))


def may_invite(actor: Actor, *others: Role) -> None:
    """Raise NotPermitted unless the actor is an administrator, at the terminal, or has one of the other roles."""
    if actor.member_id is not None:
        require(actor, Role.ADMIN, *others)


def may_let_in(session: Session, actor: Actor, invitee: Invitee) -> bool:
    """Tell whether an actor may have somebody's code: whoever holds it comes in as them.

    Staff invite those whom they see and who have no role of the office; nobody invites another officer's single reporters.
    """
    if actor.member_id is None:
        return True
    if invitee.single and invitee.officer_id != actor.member_id:
        return False
    return Role.ADMIN in actor.roles or (not invitee.office and staff_scope.covers(session, actor, invitee.unit_id))
