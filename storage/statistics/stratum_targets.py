"""Queries about targets: how many reports a month are wanted of each group of people."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from sqlalchemy import delete, select
from sqlmodel import Session, col

from storage.tables import StratumTarget


def all_of(session: Session) -> dict[str, int]:
    """Reports wanted a month, by group of people."""
    return {
        target.stratum: target.monthly
        for target in session.scalars(select(StratumTarget).order_by(col(StratumTarget.stratum)))
    }


def put(session: Session, wanted: Mapping[str, int], set_by: int, now: datetime) -> None:
    """Set these targets in the place of those before; 0: none is wanted of a group any more."""
    session.execute(delete(StratumTarget).where(col(StratumTarget.stratum).in_(list(wanted))))
    rows = [(name, number) for name, number in wanted.items() if number]
    session.add_all(StratumTarget(stratum=name, monthly=number, set_by=set_by, set_at=now) for name, number in rows)
    session.flush()
