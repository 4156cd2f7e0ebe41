"""Urgent matters that were begun and not sent: their author is asked once what becomes of them, by night as well."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

import orjson
from sqlmodel import Session

from services.notifications import DraftUnsent, Notification
from storage.forms import drafts
from storage.members import addresses
from storage.reports import reports

UNSENT_AFTER = timedelta(minutes=15)
"""How long such a draft lies untouched before its author is asked."""


def ask(session: Session, draft_id: int, now: datetime) -> Sequence[Notification]:
    """Ask the author of a draft, unless it was touched, sent or asked about meanwhile."""
    draft = drafts.get_any(session, draft_id)
    if draft is None or draft.updated_at > now - UNSENT_AFTER or not drafts.mark_asked(session, draft_id, now):
        return ()
    if orjson.loads(draft.state).get("trial") or reports.correcting(session, draft_id) is not None:
        return ()
    people = addresses.reached(session, [draft.member_id], now)
    return [DraftUnsent(person, draft_id) for person in people]
