"""The words behind an alert, for holding against what somebody else is to read."""

from __future__ import annotations

from sqlmodel import Session

from services.issues import neutral_question
from storage.forms import drafts
from storage.reports import review
from storage.tables import Alert


def said(session: Session, alert: Alert) -> list[str]:
    """Every text of the report of a matter, be it sent or still being written."""
    if alert.draft_id is not None:
        row = drafts.get_any(session, alert.draft_id)
        return neutral_question.words_of([row.document]) if row is not None else []
    revision = review.newest_revision(session, alert.report_id) if alert.report_id is not None else None
    return neutral_question.words_of([revision.document]) if revision is not None else []
