"""Officers who hear what became of a matter: those who were at it, or all who see it once none of those serves any more."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from sqlmodel import Session

from storage.issues import issue_visibility
from storage.members import reach
from storage.reports.visibility import officers_seeing
from storage.tables import Issue


def of_issue(session: Session, issue: Issue, wanted: Iterable[int | None]) -> Sequence[int]:
    """The officers wanted for an issue, and its owner, as far as they still see it; all who do where none is left."""
    return _serving(issue_visibility.officers(session, issue), (*wanted, issue.owner_id))


def of_unit(session: Session, unit_id: int, wanted: Iterable[int | None]) -> Sequence[int]:
    """The officers wanted, as far as they still see a unit; all who do where none is left."""
    return _serving(reach.officers(session, unit_id), wanted)


def of_report(session: Session, report_id: int, wanted: Iterable[int | None]) -> Sequence[int]:
    """The officers wanted for a report as far as they still may see it; all who may where none is left (privacy 3)."""
    return _serving(officers_seeing(session, report_id), wanted)


def _serving(seeing: Sequence[int], wanted: Iterable[int | None]) -> Sequence[int]:
    return [member_id for member_id in dict.fromkeys(wanted) if member_id is not None and member_id in seeing] or seeing
