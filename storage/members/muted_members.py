"""Queries about mutes: who is not reminded on which days."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from sqlalchemy import select, union_all
from sqlalchemy.orm import Session
from sqlmodel import col

from storage.members.member_days import MemberDays
from storage.tables import Member, Mute, UnitPath
from texts.fold import fold, spaced

_TABLE, _MEMBER, _PATH = Mute.__table__, Member.__table__, UnitPath.__table__


def get(session: Session, mute_id: int) -> Mute | None:
    return session.get(Mute, mute_id)


def of_member(session: Session, member_id: int) -> Sequence[Mute]:
    """All that were written for one member alone, the newest first."""
    return session.scalars(select(Mute).where(_TABLE.c.member_id == member_id).order_by(_TABLE.c.id.desc())).all()


def days(session: Session, first: date, last: date) -> list[MemberDays]:
    """The muted days of members between two days, those of their units as theirs; of several at once each."""
    meets = _TABLE.c.first <= last, _TABLE.c.last >= first
    own = select(_TABLE.c.member_id, _TABLE.c.first, _TABLE.c.last).where(*meets, _TABLE.c.member_id.is_not(None))
    of_unit = (
        select(_MEMBER.c.id.label("member_id"), _TABLE.c.first, _TABLE.c.last)
        .select_from(_TABLE)
        .join(_PATH, _PATH.c.ancestor_id == _TABLE.c.unit_id)
        .join(_MEMBER, _MEMBER.c.unit_id == _PATH.c.descendant_id)
        .where(*meets)
    )
    return [MemberDays(*row) for row in session.execute(union_all(own, of_unit))]


def on(session: Session, day: date) -> dict[int, date]:
    """The members who are muted on a day, each with the last day of it."""
    found: dict[int, date] = {}
    for span in days(session, day, day):
        found[span.member_id] = max(span.last, found.get(span.member_id, span.last))
    return found


def named(session: Session, folded: str, key: str) -> list[int]:
    """Members on the roster of this code, or else of this folded name: ids, by code. `key`: the code in capitals."""
    query = select(col(Member.id), col(Member.code), col(Member.name)).where(col(Member.left_at).is_(None))
    query = query.order_by(col(Member.code))
    people = session.execute(query).all()
    exact = [row.id for row in people if row.code.upper() == key]
    return exact or [row.id for row in people if spaced(fold(row.name)) == folded]
