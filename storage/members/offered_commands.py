"""Queries about the commands that networks offer in a chat: what each chat was told, and who is there."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field

from sqlalchemy import or_, select, update
from sqlalchemy.orm import Session
from sqlmodel import col

from storage.members import reach
from storage.tables import Address, Group, Member, MemberRole, Role

_ADDRESS, _MEMBER, _ROLE, _GROUP = Address.__table__, Member.__table__, MemberRole.__table__, Group.__table__


@dataclass(slots=True)
class Offered:
    """A private chat or a group at one of our accounts; `told`: the digest of what the network offers there."""

    id: int
    account_id: int
    language: str
    told: str | None
    roles: set[Role] = field(default_factory=set)
    sees_all: bool = False
    """Staff who see the whole province."""


def private_chats(session: Session, account_ids: Collection[int]) -> list[Offered]:
    """The chats of those who take part and can be reached, without the chats' own ids."""
    query = (
        select(
            _ADDRESS.c.id, _ADDRESS.c.account_id, _MEMBER.c.language, _ADDRESS.c.commands, _ROLE.c.role, _MEMBER.c.id
        )
        .join(_MEMBER, _MEMBER.c.id == _ADDRESS.c.member_id)
        .outerjoin(_ROLE, _ROLE.c.member_id == _MEMBER.c.id)
        .where(col(Member.left_at).is_(None), col(Member.joined_at).is_not(None))
        .where(col(Address.account_id).in_(account_ids), col(Address.unreachable).is_(None))
        .order_by(col(Address.id))
    )
    found: dict[int, Offered] = {}
    whole = set(reach.officers(session))
    for number, account_id, language, told, role, member_id in session.execute(query):
        chat = found.setdefault(number, Offered(number, account_id, language, told, sees_all=member_id in whole))
        if role is not None:
            chat.roles.add(role)
    return list(found.values())


def left(session: Session, account_ids: Collection[int]) -> list[tuple[Offered, str]]:
    """The chats that were told commands and whose member takes no part any more, with their ids at the network."""
    query = (
        select(_ADDRESS.c.id, _ADDRESS.c.account_id, _ADDRESS.c.commands, _ADDRESS.c.chat)
        .join(_MEMBER, _MEMBER.c.id == _ADDRESS.c.member_id)
        .where(or_(col(Member.left_at).is_not(None), col(Member.joined_at).is_(None)))
        .where(col(Address.account_id).in_(account_ids), col(Address.commands).is_not(None))
        .order_by(col(Address.id))
    )
    return [(Offered(row.id, row.account_id, "", row.commands), row.chat) for row in session.execute(query)]


def groups(session: Session, account_ids: Collection[int]) -> list[Offered]:
    """The bound groups that take something from us."""
    query = (
        select(_GROUP.c.id, _GROUP.c.account_id, _GROUP.c.commands)
        .where(col(Group.account_id).in_(account_ids), col(Group.unreachable).is_(None))
        .order_by(col(Group.id))
    )
    return [Offered(number, account_id, "", told) for number, account_id, told in session.execute(query)]


def chats(session: Session, address_ids: Collection[int]) -> Mapping[int, str]:
    """The network's ids of private chats, by address."""
    query = select(col(Address.id), col(Address.chat)).where(col(Address.id).in_(address_ids))
    return {row.id: row.chat for row in session.execute(query)}


def group_chat(session: Session, group_id: int) -> str:
    """The network's id of a group; "" where it is gone."""
    return session.scalar(select(col(Group.chat)).where(col(Group.id) == group_id)) or ""


def told_address(session: Session, address_id: int, told: str | None) -> None:
    """Note what the network offers in a private chat now."""
    session.execute(update(Address).where(col(Address.id) == address_id).values(commands=told))


def told_group(session: Session, group_id: int, told: str) -> None:
    """Note what the network offers to the officers in a group now."""
    session.execute(update(Group).where(col(Group.id) == group_id).values(commands=told))
