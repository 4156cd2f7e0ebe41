"""Queries about schedule rules."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import insert, update
from sqlalchemy.orm import Session
from sqlmodel import col, select

from storage.engine.prepared import Prepared
from storage.tables import QuietNight, Rule

_QUIET = QuietNight.__table__


_NIGHT = Prepared(select(_QUIET.c.begins, _QUIET.c.ends))
# Asked for whatever leaves of our own accord.


def night(session: Session) -> tuple[int, int]:
    """When nothing leaves of our own accord: from a minute since midnight to one of the next day."""
    return next(((row.begins, row.ends) for row in _NIGHT.rows(session, {})), (1200, 420))


def set_night(session: Session, begins: int, ends: int) -> None:
    """Nothing leaves of our own accord between these minutes since midnight."""
    if not session.connection().execute(update(_QUIET).values(begins=begins, ends=ends)).rowcount:
        session.execute(insert(_QUIET).values(id=1, begins=begins, ends=ends))


def rule(session: Session, name: str) -> Rule | None:
    """The rule of a name."""
    return session.scalar(select(Rule).where(Rule.name == name))


def rules(session: Session) -> Sequence[Rule]:
    """All rules, in the order in which they were made."""
    return session.scalars(select(Rule).order_by(col(Rule.id))).all()


def move(session: Session, rule: Rule, next_at: datetime) -> None:
    """The rule comes next at this instant, and then by its fields again."""
    rule.next_at = next_at
    session.flush()


def set_days_off(session: Session, rule: Rule, on: bool) -> None:
    """The rule comes on days off as well, or not."""
    rule.on_days_off = on
    session.flush()


def change(session: Session, rule: Rule, cron: str, next_at: datetime, *, enabled: bool) -> None:
    """The rule comes by these fields from now on, next at `next_at`; or not at all."""
    rule.cron, rule.next_at, rule.enabled = cron, next_at, enabled
    session.flush()
