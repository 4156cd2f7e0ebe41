"""The time for which a taken alert may rest: nothing said of it for longer, and it comes back."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlmodel import Session

from storage.issues import issues
from storage.reports import alerts

IDLE = timedelta(hours=2)
"""How long nothing may be said of an alert that was taken before it comes back, by night as well."""
LONG = timedelta(days=7)
"""The same where its matter has come to an end, or to its outcome."""


def matter_went_on(session: Session, issue_id: int, now: datetime, rests: timedelta = IDLE) -> None:
    """Something was done about an issue: the taken alerts of its reports are not idle, and rest so long at least."""
    alerts.rest(session, issues.report_ids(session, issue_id), now + rests, at_least=True)


def matter_came_back(session: Session, issue_id: int, now: datetime) -> None:
    """An answer has come about an issue, which somebody has to go on with: they rest as long as any that was taken."""
    alerts.rest(session, issues.report_ids(session, issue_id), now + IDLE, at_least=False)
