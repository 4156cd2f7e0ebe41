"""Which reports an officer may see: of the units that they see, from there and about there.

That of a single reporter is the assigned officer's alone (privacy 3), wherever it comes from.
"""

from __future__ import annotations

from sqlalchemy import ColumnElement, and_, exists, or_
from sqlalchemy.orm import Session
from sqlmodel import col

from storage.members import members, reach
from storage.tables import Member, Report, Reporter


def seen_by(session: Session, officer_id: int | None) -> ColumnElement[bool]:
    """The condition on `Report` that an officer may see it."""
    of_others, own = singles_of(session, officer_id)
    inside = reach.of_member(session, officer_id)
    if inside is None:
        return ~by(of_others)
    place = col(Report.place_id)
    there = and_(col(Report.unit_id).in_(inside), or_(place.is_(None), place.in_(inside)))
    return or_(and_(there, ~by(of_others)), by(own))


def singles_of(session: Session, officer_id: int | None) -> tuple[list[int], list[int]]:
    """The members who report singly to others than this officer, and those who do to this one."""
    alone = members.singles(session)
    own = [member for member, officer in alone.items() if officer_id is not None and officer == officer_id]
    return [member for member in alone if member not in own], own


def by(member_ids: list[int]) -> ColumnElement[bool]:
    """The condition on `Report` that one of these members sent it."""
    told_by = exists().where(col(Reporter.report_id) == col(Report.id), col(Reporter.member_id).in_(member_ids))
    return told_by.correlate(Report)


def may_see(session: Session, report_id: int, officer_id: int | None) -> bool:
    """Tell whether an officer may see a report."""
    member = reporter(session, report_id)
    if member is not None and member.single:
        return member.officer_id == officer_id
    inside, report = reach.of_member(session, officer_id), session.get(Report, report_id)
    if inside is None or report is None:
        return True
    return report.unit_id in inside and (report.place_id is None or report.place_id in inside)


def officers_seeing(session: Session, report_id: int) -> list[int]:
    """The staff who may see a report, in the order in which they are alerted: of who reports singly their officer alone."""
    member, report = reporter(session, report_id), session.get(Report, report_id)
    units = [] if report is None else [unit for unit in (report.unit_id, report.place_id) if unit is not None]
    if member is not None and member.single:
        return [officer for officer in members.officers(session) if officer == member.officer_id]
    return reach.officers(session, *units)


def reporter(session: Session, report_id: int) -> Member | None:
    """Say who sent a report.

    For services alone, which log it where anybody sees it. None: the link was cut.
    """
    found = session.get(Reporter, report_id)
    return session.get(Member, found.member_id) if found is not None else None
