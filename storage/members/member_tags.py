"""Queries about tags: the groups of members that staff named."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import delete, func, insert, select
from sqlalchemy.orm import Session
from sqlmodel import col

from storage.tables import Member, MemberTag, Tag

_TAG, _LINK, _MEMBER = Tag.__table__, MemberTag.__table__, Member.__table__


@dataclass(frozen=True, slots=True)
class TagRow:
    """A tag, and how many members on the roster have it."""

    id: int
    name: str
    members: int


def listed(session: Session) -> list[TagRow]:
    """All tags by name."""
    there = _MEMBER.c.id == _LINK.c.member_id, _MEMBER.c.left_at.is_(None)
    counted = (
        select(func.count()).select_from(_LINK).join(_MEMBER, there[0]).where(_LINK.c.tag_id == _TAG.c.id, there[1])
    )
    query = select(_TAG.c.id, _TAG.c.name, counted.scalar_subquery()).order_by(_TAG.c.folded)
    return [TagRow(*row) for row in session.execute(query)]


def get(session: Session, tag_id: int) -> Tag | None:
    return session.get(Tag, tag_id)


def named(session: Session, folded: str) -> Tag | None:
    return session.scalar(select(Tag).where(col(Tag.folded) == folded))


def add(session: Session, name: str, folded: str, member_id: int, now: datetime) -> Tag:
    """A new one."""
    made = Tag(name=name, folded=folded, created_by=member_id, created_at=now)
    session.add(made)
    session.flush()
    return made


def of_member(session: Session, member_id: int) -> list[str]:
    """The names of a member's tags."""
    query = select(_TAG.c.name).join(_LINK, _LINK.c.tag_id == _TAG.c.id).where(_LINK.c.member_id == member_id)
    return list(session.scalars(query.order_by(_TAG.c.folded)))


def members(session: Session, tag_id: int) -> list[int]:
    """The members on the roster who have a tag."""
    query = select(_LINK.c.member_id).join(_MEMBER, _MEMBER.c.id == _LINK.c.member_id)
    return list(
        session.scalars(query.where(_LINK.c.tag_id == tag_id, _MEMBER.c.left_at.is_(None)).order_by(_MEMBER.c.id))
    )


def put(session: Session, tag_id: int, member_ids: Collection[int]) -> int:
    """Give a tag to members; how many of them had it not."""
    have = set(session.scalars(select(_LINK.c.member_id).where(_LINK.c.tag_id == tag_id)))
    new = [member_id for member_id in dict.fromkeys(member_ids) if member_id not in have]
    if new:
        session.execute(insert(_LINK), [{"tag_id": tag_id, "member_id": member_id} for member_id in new])
    return len(new)


def take(session: Session, tag_id: int, member_id: int) -> bool:
    """Take a tag from a member. False: they had it not."""
    gone = session.connection().execute(delete(_LINK).where(_LINK.c.tag_id == tag_id, _LINK.c.member_id == member_id))
    return gone.rowcount == 1


def codes(session: Session, member_ids: Collection[int]) -> list[str]:
    """The codes of members on the roster, in the order of their coming."""
    query = select(_MEMBER.c.code).where(_MEMBER.c.id.in_(member_ids), _MEMBER.c.left_at.is_(None))
    return list(session.scalars(query.order_by(_MEMBER.c.id)))
