"""The Word template that an office made for the board's documents: one, in the database, so that every process has it."""

from __future__ import annotations

from datetime import datetime

from sqlmodel import Session

from services import audit
from services.actor import PROGRAM
from storage.messaging import stored_files

_PURPOSE = "template"
_DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def use(session: Session, name: str, content: bytes, now: datetime) -> None:
    """Take a template that was looked through in place of the one before. name: of its file."""
    drop(session, now, told=False)
    file_id = stored_files.store(session, _PURPOSE, name, _DOCX, content, now)
    audit.note(session, PROGRAM, now, "template.use", f"stored_file:{file_id}")


def drop(session: Session, now: datetime, *, told: bool = True) -> bool:
    """Go back to the layout of the settings. False: there was no other."""
    there = stored_files.newest(session, _PURPOSE)
    if there is None:
        return False
    stored_files.remove_file(session, there.id)
    if told:
        audit.note(session, PROGRAM, now, "template.drop", f"stored_file:{there.id}")
    return True


def current(session: Session) -> bytes | None:
    """The office's own template. None: the layout of the settings counts."""
    there = stored_files.newest(session, _PURPOSE)
    return there.content if there is not None else None
