"""Queries about how leaders want the daily digest."""

from __future__ import annotations

from collections.abc import Collection

from sqlalchemy import delete, select
from sqlmodel import Session, col

from storage.schema.digests import DigestWish


def of_members(session: Session, member_ids: Collection[int]) -> dict[int, DigestWish]:
    """The wishes of those of these members who have one."""
    query = select(DigestWish).where(col(DigestWish.member_id).in_(list(member_ids)))
    return {wish.member_id: wish for wish in session.scalars(query)}


def put(session: Session, member_id: int, minute: int | None, *, workdays: bool, full: bool) -> None:
    """Keep a member's wish in place of the one before."""
    there = session.get(DigestWish, member_id)
    if there is None:
        session.add(DigestWish(member_id=member_id, minute=minute, workdays=workdays, full=full))
    else:
        there.minute, there.workdays, there.full = minute, workdays, full
    session.flush()


def forget(session: Session, member_id: int) -> None:
    """A member who leaves wants nothing any more."""
    session.execute(delete(DigestWish).where(col(DigestWish.member_id) == member_id))
