"""Queries about the templates of prompts."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session
from sqlmodel import col

from storage.tables import PromptTemplate


def listed(session: Session) -> Sequence[PromptTemplate]:
    """All of them, the newest first."""
    return session.scalars(select(PromptTemplate).order_by(col(PromptTemplate.id).desc())).all()


def get(session: Session, template_id: int) -> PromptTemplate | None:
    return session.get(PromptTemplate, template_id)


def add(session: Session, template: PromptTemplate) -> PromptTemplate:
    """Keep a new one."""
    session.add(template)
    session.flush()
    return template


def remove(session: Session, template: PromptTemplate) -> None:
    session.delete(template)
    session.flush()
