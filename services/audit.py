"""The audit log: who looked at an identity, who changed what. Services write it, and nobody else."""

from __future__ import annotations

from datetime import datetime

from sqlmodel import Session

from services.actor import Actor
from storage.audit import entries
from storage.audit.entries import Head


def note(session: Session, actor: Actor, now: datetime, action: str, about: str, detail: str = "") -> None:
    """Add an entry.

    `action` is a verb of ours ("issue.close"), `about` a row ("issue:3"), `detail` a code, never words.
    """
    entries.append(session, now, actor.member_id, action, about, detail)


def head(session: Session) -> Head:
    """The head of the log, to be kept where the database cannot be reached."""
    return entries.head(session)
