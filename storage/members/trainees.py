"""Queries about training: who learns on which days, so that what they report is in no figure."""

from __future__ import annotations

from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from storage.members.member_days import MemberDays
from storage.tables import Member, Training, UnitPath

_TABLE, _MEMBER, _PATH = Training.__table__, Member.__table__, UnitPath.__table__


def get(session: Session, training_id: int) -> Training | None:
    return session.get(Training, training_id)


def days(session: Session, first: date, last: date) -> list[MemberDays]:
    """The days of training of members between two days, those of their units as theirs; of several at once each."""
    rows = session.execute(
        select(_TABLE.c.unit_id, _TABLE.c.member_id, _TABLE.c.first, _TABLE.c.last).where(
            _TABLE.c.first <= last, _TABLE.c.last >= first
        )
    ).all()
    found = [MemberDays(row.member_id, row.first, row.last) for row in rows if row.member_id is not None]
    of_units = {row.unit_id for row in rows if row.unit_id is not None}
    if of_units:
        below = (
            select(_MEMBER.c.id, _PATH.c.ancestor_id)
            .join(_PATH, _PATH.c.descendant_id == _MEMBER.c.unit_id)
            .where(_PATH.c.ancestor_id.in_(of_units))
        )
        people: dict[int, list[int]] = {}
        for member_id, unit_id in session.execute(below):
            people.setdefault(unit_id, []).append(member_id)
        found += [
            MemberDays(member_id, row.first, row.last) for row in rows for member_id in people.get(row.unit_id, ())
        ]
    return found


def on(session: Session, day: date) -> frozenset[int]:
    """The members who are in training on a day."""
    return frozenset(span.member_id for span in days(session, day, day))
