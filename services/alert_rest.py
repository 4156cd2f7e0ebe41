"""The time for which a taken alert may rest: nothing said of it for longer, and it comes back."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime, timedelta

from sqlmodel import Session

from storage.reports import alerts

IDLE = timedelta(hours=2)
"""How long nothing may be said of an alert that was taken before it comes back, by night as well."""


def matter_went_on(session: Session, report_ids: Collection[int], now: datetime, rests: timedelta = IDLE) -> None:
    """Something was done about the issue of these reports: their taken alerts are not idle, and rest so long."""
    alerts.rest(session, report_ids, now + rests)
