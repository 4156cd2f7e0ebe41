"""Days that are written for a member or a whole unit: what mutes and times of training do alike."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from storage.tables import Mute, Training

Written = TypeVar("Written", Mute, Training)


@dataclass(frozen=True, slots=True)
class MemberDays:
    """The first and the last of the days on which something holds for a member."""

    member_id: int
    first: date
    last: date


def add(session: Session, written: Written) -> Written:
    """Store one."""
    session.add(written)
    session.flush()
    return written


def end(session: Session, written: Mute | Training, last: date, member_id: int) -> bool:
    """Let one end on an earlier day. False: it has ended by then, or somebody ended it."""
    session.flush()
    table = type(written).__table__
    still = table.c.id == written.id, table.c.last > last, table.c.ended_by.is_(None)
    changed = session.connection().execute(update(table).where(*still).values(last=last, ended_by=member_id))
    session.refresh(written)
    return changed.rowcount == 1


def to_come(session: Session, kind: type[Written], day: date) -> Sequence[Written]:
    """Those that have not ended before a day, the one that ends first before the others."""
    table = kind.__table__
    return session.scalars(select(kind).where(table.c.last >= day).order_by(table.c.last, table.c.id)).all()


def by_member(days: Iterable[MemberDays]) -> defaultdict[int, list[MemberDays]]:
    """The days of each member; none of whoever has none."""
    found: defaultdict[int, list[MemberDays]] = defaultdict(list)
    for span in days:
        found[span.member_id].append(span)
    return found
