"""Queries about reports that leave as open data: which may, what is out there, and what copies may name."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import ColumnElement, LargeBinary, delete, exists, func, insert, or_, type_coerce, update
from sqlalchemy import select as columns
from sqlalchemy.orm import Session
from sqlmodel import col, select

from storage.members.members import singles
from storage.statistics.suppression import K
from storage.tables import (
    Answer,
    OpenDataConsent,
    OutgoingState,
    OutgoingSubmission,
    PictureTick,
    ReleasedChoice,
    Report,
    Reporter,
    ReportReview,
    ReviewStatus,
    Unit,
)

_ROW = OutgoingSubmission.__table__
_CONSENT = OpenDataConsent.__table__
_CHUNK = 500


@dataclass(frozen=True, slots=True)
class Candidate:
    """A report that may leave: its day, the unit that it is about, and a mark that is equal for reports of one person."""

    report_id: int
    unit_id: int
    who: bytes
    day: date


@dataclass(frozen=True, slots=True)
class Tree:
    """The units by id: the one above each, and its code."""

    parents: dict[int, int | None]
    codes: dict[int, str]


def tree(session: Session) -> Tree:
    """All units."""
    rows = session.execute(select(col(Unit.id), col(Unit.parent_id), col(Unit.code))).all()
    return Tree({row[0]: row[1] for row in rows}, {row[0]: row[2] for row in rows})


def candidates(session: Session, today: date) -> list[Candidate]:
    """The reports that may leave and never did."""
    who = type_coerce(col(Reporter.member_id), LargeBinary)
    query = columns(col(Report.id), col(Report.unit_id), col(Report.place_id), who, col(Report.day))
    query = query.join(Reporter, col(Reporter.report_id) == col(Report.id)).where(*_new(session, today))
    return [Candidate(row[0], row[2] or row[1], bytes(row[3]), row[4]) for row in session.execute(query)]


def common(
    session: Session, today: date, about: Collection[int], older: date, but: Collection[int]
) -> set[tuple[str, str]]:
    """The choices that K reporters or more made in those of these reports that are `about` some units, or older than a day.

    `but`: without these reports.
    """
    unit, place = col(Report.unit_id), col(Report.place_id)
    there = or_(place.in_(about), place.is_(None) & unit.in_(about), col(Report.day) < older)
    query = (
        select(Answer.field, Answer.choice)
        .join(Report, col(Report.id) == col(Answer.report_id))
        .join(Reporter, col(Reporter.report_id) == col(Answer.report_id))
        .where(*_new(session, today), there, col(Report.id).not_in(list(but)))
        .group_by(col(Answer.field), col(Answer.choice))
        .having(func.count(col(Reporter.member_id).distinct()) >= K)
    )
    return {(field, choice) for field, choice in session.execute(query)}


def _new(session: Session, today: date) -> tuple[ColumnElement[bool], ...]:
    """Of nobody in training, of nobody who reports singly or whom we do not know any more, and of yesterday at the latest."""
    single = list(singles(session))
    kept_back = exists().where(
        col(ReportReview.report_id) == col(Report.id),
        or_(col(ReportReview.status) == ReviewStatus.RETURNED, _objected()),
    )
    there = exists().where(col(OutgoingSubmission.report_id) == col(Report.id))
    return (
        col(Report.training).is_(False),
        col(Report.withdrawn_at).is_(None),
        col(Report.day) < today,
        col(Reporter.member_id).not_in(single),
        ~kept_back.correlate(Report),
        ~there.correlate(Report),
    )


def _objected() -> ColumnElement[bool]:
    return or_(col(ReportReview.status) == ReviewStatus.REJECTED, col(ReportReview.sensitive))


def objected(session: Session, report: Report) -> bool:
    """Tell whether what a report says may not be out there any more: it is withdrawn, rejected or sensitive."""
    if report.withdrawn_at is not None:
        return True
    query = select(ReportReview.report_id).where(col(ReportReview.report_id) == report.id, _objected())
    return session.scalars(query).first() is not None


def changed(session: Session) -> list[int]:
    """The reports of which another copy is to leave: corrected since, not to be there any more, or on its way."""
    gone = or_(
        col(Report.withdrawn_at).is_not(None),
        exists().where(col(ReportReview.report_id) == col(Report.id), _objected()).correlate(Report),
    )
    row = col(OutgoingSubmission.state)
    there = (col(OutgoingSubmission.taken_id).is_not(None), col(OutgoingSubmission.emptied).is_(False))
    query = select(OutgoingSubmission.report_id).join(Report, col(Report.id) == col(OutgoingSubmission.report_id))
    late = col(OutgoingSubmission.revision) < col(Report.revision)
    query = query.where(or_(row == OutgoingState.WAITING, late, gone & there[0] & there[1]))
    return list(session.scalars(query))


def row(session: Session, report_id: int) -> OutgoingSubmission | None:
    """The copy of a report. None: none was ever made."""
    return session.get(OutgoingSubmission, report_id)


def put(session: Session, made: OutgoingSubmission) -> None:
    """Keep a row, new or changed."""
    session.add(made)
    session.flush()


def drop(session: Session, made: OutgoingSubmission) -> None:
    """Forget a copy that is nowhere."""
    session.delete(made)
    session.flush()


def counts(session: Session) -> dict[OutgoingState, int]:
    """How many copies there are in each state."""
    query = select(OutgoingSubmission.state, func.count()).group_by(col(OutgoingSubmission.state))
    return {OutgoingState(state): count for state, count in session.execute(query)}


def refused(session: Session, most: int) -> Sequence[tuple[str, str]]:
    """(report number, the server's words) of copies that were refused, the newest report first."""
    query = select(Report.number, OutgoingSubmission).join(Report, col(Report.id) == col(OutgoingSubmission.report_id))
    query = query.where(col(OutgoingSubmission.state) == OutgoingState.REFUSED).order_by(col(Report.id).desc())
    return [(number, submission.words or "") for number, submission in session.execute(query.limit(most))]


def refused_again(session: Session) -> int:
    """Have every copy that was refused made and sent anew; returns how many."""
    again = update(_ROW).where(_ROW.c.state == OutgoingState.REFUSED).values(revision=0)
    done = session.connection().execute(again)
    session.expire_all()
    return done.rowcount


def ticked(session: Session, file_ids: Collection[int]) -> set[int]:
    """Those of some pictures that may leave."""
    return set(session.scalars(select(PictureTick.file_id).where(col(PictureTick.file_id).in_(list(file_ids)))))


def tick(session: Session, report_id: int, file_id: int, member_id: int | None, now: datetime) -> None:
    """Let a picture of a report leave (None: not any more), and have the copy made anew where there is one."""
    session.execute(delete(PictureTick).where(col(PictureTick.file_id) == file_id))
    if member_id is not None:
        session.add(PictureTick(file_id=file_id, ticked_by=member_id, ticked_at=now))
    session.flush()
    session.connection().execute(update(_ROW).where(_ROW.c.report_id == report_id).values(revision=0))
    session.expire_all()


def released(session: Session) -> set[tuple[str, str]]:
    """The choices, and places as ("place", code), that copies may name."""
    return {(field, choice) for field, choice in session.execute(select(ReleasedChoice.field, ReleasedChoice.choice))}


def release(session: Session, found: Collection[tuple[str, str]]) -> None:
    """Let copies name these from now on."""
    rows = [{"field": field, "choice": choice} for field, choice in sorted(found)]
    for at in range(0, len(rows), _CHUNK):
        session.execute(insert(ReleasedChoice), rows[at : at + _CHUNK])


def forget_all(session: Session) -> None:
    """Begin anew, for another server."""
    session.execute(delete(OutgoingSubmission))
    session.execute(delete(ReleasedChoice))


def add_consent(session: Session, consent: OpenDataConsent) -> OpenDataConsent:
    """Store that somebody asks for reports to go to a server."""
    session.add(consent)
    session.flush()
    return consent


def consent(session: Session, consent_id: int) -> OpenDataConsent | None:
    """One of them by its id."""
    return session.get(OpenDataConsent, consent_id)


def newest_consent(session: Session, server: str) -> OpenDataConsent | None:
    """The newest one for a server that has not ended."""
    query = select(OpenDataConsent).where(OpenDataConsent.server == server, col(OpenDataConsent.ended_at).is_(None))
    return session.scalars(query.order_by(col(OpenDataConsent.id).desc()).limit(1)).first()


def agreed_before(session: Session, consent_id: int) -> OpenDataConsent | None:
    """The last one before it to which a second officer agreed."""
    query = select(OpenDataConsent).where(
        col(OpenDataConsent.id) < consent_id, col(OpenDataConsent.agreed_by).is_not(None)
    )
    return session.scalars(query.order_by(col(OpenDataConsent.id).desc()).limit(1)).first()


def agree(session: Session, consent_id: int, member_id: int, now: datetime, since: datetime) -> bool:
    """A second officer agrees. False: it waits no more, or is their own."""
    waits = (_CONSENT.c.agreed_by.is_(None), _CONSENT.c.ended_at.is_(None), _CONSENT.c.asked_at >= since)
    done = session.connection().execute(
        update(_CONSENT)
        .where(_CONSENT.c.id == consent_id, *waits, _CONSENT.c.asked_by != member_id)
        .values(agreed_by=member_id, agreed_at=now, next_at=now)
    )
    session.expire_all()
    return done.rowcount == 1


def end(session: Session, consent_id: int, member_id: int | None, now: datetime) -> bool:
    """Somebody, or the program (None), stops it, or refuses what was asked. False: it had ended."""
    done = session.connection().execute(
        update(_CONSENT)
        .where(_CONSENT.c.id == consent_id, _CONSENT.c.ended_at.is_(None))
        .values(ended_by=member_id, ended_at=now, next_at=None)
    )
    session.expire_all()
    return done.rowcount == 1


def put_off(session: Session, consent_id: int, until: datetime) -> None:
    """Have the next reports leave then."""
    going = (_CONSENT.c.id == consent_id, _CONSENT.c.agreed_by.is_not(None), _CONSENT.c.ended_at.is_(None))
    session.connection().execute(update(_CONSENT).where(*going).values(next_at=until))
    session.expire_all()


def due(session: Session, now: datetime) -> Sequence[OpenDataConsent]:
    """The consents by which reports leave now."""
    query = select(OpenDataConsent).where(col(OpenDataConsent.next_at) <= now, col(OpenDataConsent.ended_at).is_(None))
    return session.scalars(query).all()
