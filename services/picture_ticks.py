"""Pictures of a report: seen by the officer who has it, and let out by their tick alone (privacy 10)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session

from forms.entry.coded_copy import pictures_in
from forms.load_compiled import load_compiled
from services import audit, review
from services.actor import Actor
from storage.forms import published_forms
from storage.messaging import stored_files
from storage.reports import outgoing, reports
from storage.tables import Report


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture that is still stored. `ticked`: it may leave with open data."""

    file_id: int
    name: str
    ticked: bool


def of(session: Session, report: Report) -> list[Picture]:
    """The pictures of a report's newest revision."""
    document = reports.newest(session, report).document
    if not document:
        return []
    answers = pictures_in(load_compiled(published_forms.get_form(session, report.form_id).xml), document)
    numbers = {number: answer for answer in answers if (number := stored_files.number_in(answer)) is not None}
    kept = stored_files.kept(session, numbers) if numbers else set()
    ticked = outgoing.ticked(session, kept) if kept else set()
    return [Picture(number, answer, number in ticked) for number, answer in numbers.items() if number in kept]


def look(session: Session, actor: Actor, report_id: int, now: datetime) -> list[Picture] | None:
    """The officer who has a report sees its pictures, which the log says. None: they do not have it.

    Raises:
        NotPermitted: the actor is not staff.
    """
    if not review.has(session, actor, report_id, now):
        return None
    report = reports.get(session, report_id)
    found = of(session, report) if report is not None else []
    if found:
        audit.note(session, actor, now, "review.look", f"report:{report_id}")
    return found


def tick(session: Session, actor: Actor, report_id: int, file_id: int, may_leave: bool, now: datetime) -> bool:
    """Say that nobody can be known by a picture, so that it leaves with open data, or not any more.

    False: the officer does not have the report, or it has no such picture.

    Raises:
        NotPermitted: the actor is not staff.
    """
    report = reports.get(session, report_id)
    if report is None or not review.has(session, actor, report_id, now):
        return False
    if file_id not in {picture.file_id for picture in of(session, report)}:
        return False
    outgoing.tick(session, report_id, file_id, actor.acting_id if may_leave else None, now)
    audit.note(session, actor, now, "review.tick" if may_leave else "review.untick", f"report:{report_id}")
    return True
