"""Queries about schedule rules."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy.orm import Session
from sqlmodel import col, select

from storage.tables import Rule


def rule(session: Session, name: str) -> Rule | None:
    return session.scalar(select(Rule).where(Rule.name == name))


def rules(session: Session) -> Sequence[Rule]:
    return session.scalars(select(Rule).order_by(col(Rule.id))).all()
