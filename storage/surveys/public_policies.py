"""Queries about the policies that surveys ask about."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date

from sqlalchemy import update
from sqlalchemy.orm import Session
from sqlmodel import col, select

from storage.tables import PublicPolicy, Survey, SurveyStatus

_TABLE, _SURVEY = PublicPolicy.__table__, Survey.__table__


def add(session: Session, policy: PublicPolicy) -> PublicPolicy:
    """Store a policy; returns it with its number."""
    session.add(policy)
    session.flush()
    return policy


def get(session: Session, policy_id: int) -> PublicPolicy | None:
    """A policy by its number."""
    return session.get(PublicPolicy, policy_id)


def newest(session: Session, limit: int, units: Collection[int] | None = None) -> Sequence[PublicPolicy]:
    """The policies that were entered last. `units` None: of every unit."""
    query = select(PublicPolicy)
    if units is not None:
        query = query.where(col(PublicPolicy.unit_id).in_(units))
    return session.scalars(query.order_by(col(PublicPolicy.id).desc()).limit(limit)).all()


def surveys_of(session: Session, policy_id: int) -> Sequence[Survey]:
    """The surveys about a policy, the oldest first, but for those that were called off."""
    query = select(Survey).where(Survey.policy_id == policy_id, Survey.status != SurveyStatus.CANCELLED)
    return session.scalars(query.order_by(col(Survey.id))).all()


def attach(session: Session, survey: Survey, policy_id: int | None) -> None:
    """Let a survey belong to a policy, or to none."""
    session.flush()
    session.connection().execute(update(_SURVEY).where(_SURVEY.c.id == survey.id).values(policy_id=policy_id))
    session.refresh(survey)


def set_issued(session: Session, policy: PublicPolicy, on: date) -> None:
    """Keep the day on which a policy was, or will be, issued."""
    session.flush()
    session.connection().execute(update(_TABLE).where(_TABLE.c.id == policy.id).values(issued_on=on))
    session.refresh(policy)
