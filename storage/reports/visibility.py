"""Which reports an officer may see.

That of a single reporter is the assigned officer's alone (privacy 3).
"""

from __future__ import annotations

from sqlalchemy import ColumnElement, exists
from sqlalchemy.orm import Session
from sqlmodel import col

from storage.members import members
from storage.tables import Member, Report, Reporter


def seen_by(session: Session, officer_id: int | None) -> ColumnElement[bool]:
    """The condition on `Report` that an officer may see it."""
    of_others = col(Reporter.member_id).in_(singles(session, but_of=officer_id))
    return ~exists().where(col(Reporter.report_id) == col(Report.id), of_others)


def singles(session: Session, but_of: int | None = None) -> list[int]:
    """The members who report singly, without those of one officer."""
    found = members.singles(session)
    return [member for member, officer in found.items() if but_of is None or officer != but_of]


def may_see(session: Session, report_id: int, officer_id: int | None) -> bool:
    """Tell whether an officer may see a report."""
    member = reporter(session, report_id)
    return member is None or not member.single or member.officer_id == officer_id


def reporter(session: Session, report_id: int) -> Member | None:
    """Say who sent a report.

    For services alone, which log it where anybody sees it. None: the link was cut.
    """
    found = session.get(Reporter, report_id)
    return session.get(Member, found.member_id) if found is not None else None
