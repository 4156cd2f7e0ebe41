"""Queries about reviews (sơ kết, tổng kết): those that were sent, and the reports that answer one."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import exists
from sqlalchemy.orm import Session
from sqlmodel import col, select

from storage.reports.visibility import seen_by
from storage.tables import Prompt, PromptKind, PromptStatus, Report, ReportReview, ReviewStatus


def sent_reviews(session: Session, most: int) -> Sequence[Prompt]:
    """The reviews that were sent last."""
    query = select(Prompt).where(col(Prompt.status) == PromptStatus.SENT, col(Prompt.kind) == PromptKind.REVIEW)
    return session.scalars(query.order_by(col(Prompt.sent_at).desc()).limit(most)).all()


def answers(session: Session, prompt_id: int) -> Sequence[Report]:
    """The reports that answer a prompt, but of single reporters and those in training, and what was rejected or withdrawn."""
    rejected = exists().where(
        col(ReportReview.report_id) == col(Report.id), col(ReportReview.status) == ReviewStatus.REJECTED
    )
    query = select(Report).where(
        col(Report.prompt_id) == prompt_id,
        col(Report.withdrawn_at).is_(None),
        col(Report.training).is_(False),
        ~rejected,
        seen_by(session, None),
    )
    return session.scalars(query.order_by(col(Report.id))).all()
