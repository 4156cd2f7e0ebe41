"""Queries about the staff's work with reports: the list, who has one, and questions to its author."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import ColumnElement, and_, insert, or_, update
from sqlalchemy import select as columns
from sqlalchemy.orm import Session
from sqlmodel import col, select

from storage.members import reach, units
from storage.reports.visibility import seen_by, singles_of
from storage.statistics import counted_days
from storage.tables import (
    Answer,
    Report,
    Reporter,
    ReportQuestion,
    ReportReview,
    ReportRevision,
    ReviewStatus,
)

_TABLE = ReportReview.__table__
_PAGE, _LONGEST_PAGE = 100, 10_000


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which reports a list holds; what is None does not matter."""

    prompt_id: int | None = None
    unit_id: int | None = None
    day: date | None = None
    topic: str | None = None
    status: ReviewStatus | None = None


EVERYTHING = Wanted()


def listed(
    session: Session, officer_id: int, wanted: Wanted, most: int, *, before: int | None = None, after: int | None = None
) -> Sequence[Report]:
    """Reports that an officer may see, the newest first.

    `before`: older than this one; `after`: newer, nearest first.
    """
    if wanted.topic is not None:
        return _on_topic(session, officer_id, wanted, most, before, after)
    newest_first = after is None
    query = select(Report).where(seen_by(session, officer_id), *_conditions(wanted))
    if before is not None:
        query = query.where(col(Report.id) < before)
    if after is not None:
        query = query.where(col(Report.id) > after)
    order = col(Report.id).desc() if newest_first else col(Report.id)
    found = [
        report
        for part in _of_unit(session, wanted.unit_id)
        for report in session.scalars(query.where(*part).order_by(order).limit(most))
    ]
    return sorted(found, key=lambda report: report.id, reverse=newest_first)[:most]


def _on_topic(
    session: Session, officer_id: int, wanted: Wanted, most: int, before: int | None, after: int | None
) -> list[Report]:
    """The list of a topic: the answers are walked through in the order of days that their index has, a page at a time.

    An answer has the place of its report, so that what lies outside the officer's units or the list's own is passed over in
    the index; each page is longer than the one before, for where few are left of a list's other conditions.
    """
    near = session.get(Report, before if before is not None else after) if before or after else None
    days, number, newest_first = col(Answer.day), col(Answer.report_id), after is None
    about = [col(Answer.field) == "topic", col(Answer.choice) == wanted.topic, *_within(session, officer_id, wanted)]
    answers = columns(number, days).where(*about)
    answers = answers.order_by(*((days.desc(), number.desc()) if newest_first else (days, number)))
    conditions = [seen_by(session, officer_id), *_conditions(wanted)]
    there = [and_(*part) for part in _of_unit(session, wanted.unit_id) if part]
    conditions += [or_(*there)] if there else []
    day, there_id = col(Report.day), col(Report.id)
    order = (day.desc(), there_id.desc()) if newest_first else (day.asc(), there_id.asc())
    found: list[Report] = []
    last, page = (near.day, near.id) if near is not None else None, _PAGE
    while len(found) < most:
        further = answers if last is None else answers.where(_beyond(last, older=newest_first))
        rows = session.execute(further.limit(page)).all()
        query = select(Report).where(*conditions, col(Report.id).in_([row.report_id for row in rows]))
        found += session.scalars(query.order_by(*order)).all()
        if len(rows) < page:
            break
        last, page = (rows[-1].day, rows[-1].report_id), min(4 * page, _LONGEST_PAGE)
    return found[:most]


def _beyond(last: tuple[date, int], *, older: bool) -> ColumnElement[bool]:
    """The answers that come after one in the order of days."""
    days, number, (day, report_id) = col(Answer.day), col(Answer.report_id), last
    if older:
        return and_(days <= day, or_(days < day, number < report_id))
    return and_(days >= day, or_(days > day, number > report_id))


def _within(session: Session, officer_id: int, wanted: Wanted) -> list[ColumnElement[bool]]:
    """The places of the answers of which reports may be in an officer's list."""
    inside, (_of_others, own) = reach.of_member(session, officer_id), singles_of(session, officer_id)
    found: list[ColumnElement[bool]] = []
    if wanted.unit_id is not None and wanted.unit_id != units.root(session).id:
        found.append(col(Answer.unit_id).in_(units.below(session, wanted.unit_id)))
    if inside is not None:
        known = select(col(Reporter.report_id)).where(col(Reporter.member_id).in_(own))
        here = col(Answer.unit_id).in_(inside)
        found.append(or_(here, col(Answer.report_id).in_(known)) if own else here)
    return found


def _of_unit(session: Session, unit_id: int | None) -> list[list[ColumnElement[bool]]]:
    """The parts of a unit's list, each found in order by an index of its own: what speaks of it, and what only comes from it."""
    if unit_id is None or unit_id == units.root(session).id:
        return [[]]
    below = units.below(session, unit_id)
    if len(below) == 1:  # equal, so that the index is in the list's own order
        there, from_there = col(Report.place_id) == below[0], col(Report.unit_id) == below[0]
    else:
        there, from_there = col(Report.place_id).in_(below), col(Report.unit_id).in_(below)
    return [[there], [col(Report.place_id).is_(None), from_there]]


def _conditions(wanted: Wanted) -> list[ColumnElement[bool]]:
    found: list[ColumnElement[bool]] = [col(Report.withdrawn_at).is_(None)]
    if wanted.prompt_id is not None:
        found.append(col(Report.prompt_id) == wanted.prompt_id)
    if wanted.day is not None:
        found.append(col(Report.day) == wanted.day)
    if wanted.status is not None:
        known = select(ReportReview.report_id).where(ReportReview.status == wanted.status)
        found.append(col(Report.id).in_(known))
    return found


def by_number(session: Session, number: str) -> Report | None:
    """A report by its number: "BC-1126-042"."""
    return session.scalar(select(Report).where(Report.number == number))


def newest_revision(session: Session, report_id: int) -> ReportRevision | None:
    """The content of a report as it was sent last; None where it was removed."""
    query = select(ReportRevision).where(ReportRevision.report_id == report_id)
    return session.scalar(query.order_by(col(ReportRevision.revision).desc()).limit(1))


def coded(session: Session, report_id: int) -> dict[str, list[str]]:
    """The coded answers of a report."""
    found: dict[str, list[str]] = {}
    for row in session.execute(select(Answer.field, Answer.choice).where(Answer.report_id == report_id)):
        found.setdefault(row.field, []).append(row.choice)
    return found


def topics(session: Session, report_ids: Collection[int]) -> dict[int, str]:
    """The coded topic of each of these reports; one without is left out."""
    about = (col(Answer.report_id).in_(list(report_ids)), col(Answer.field) == "topic")
    return {row.report_id: row.choice for row in session.execute(select(Answer.report_id, Answer.choice).where(*about))}


def of(session: Session, report_id: int) -> ReportReview | None:
    """The review of a report; None: nobody has touched it."""
    return session.get(ReportReview, report_id)


def touched(session: Session, report_id: int) -> bool:
    """True if an officer has begun with a report as it stands."""
    found = of(session, report_id)
    return found is not None and found.status is not ReviewStatus.NEW


def statuses(session: Session, report_ids: Collection[int]) -> dict[int, ReviewStatus]:
    """How far the review of each of these reports is; one that nobody touched is left out."""
    query = select(ReportReview.report_id, ReportReview.status).where(col(ReportReview.report_id).in_(list(report_ids)))
    return {row.report_id: row.status for row in session.execute(query)}


def begin(session: Session, report_id: int, now: datetime) -> None:
    """A report has a row of its review from now on."""
    if session.get(ReportReview, report_id) is None:
        values = {"report_id": report_id, "status": ReviewStatus.NEW, "sensitive": False, "changed_at": now}
        session.execute(insert(ReportReview).values(**values))


def take(session: Session, report_id: int, officer_id: int, now: datetime, until: datetime) -> bool:
    """The officer has the report until an instant. False: somebody else has it, or it is not to be taken."""
    begin(session, report_id, now)
    free = or_(
        _TABLE.c.status.in_((ReviewStatus.NEW, ReviewStatus.RETURNED)),
        (_TABLE.c.status == ReviewStatus.TAKEN) & (or_(_TABLE.c.taken_by == officer_id, _TABLE.c.taken_until <= now)),
    )
    values = {"status": ReviewStatus.TAKEN, "taken_by": officer_id, "taken_until": until, "changed_at": now}
    done = session.connection().execute(update(_TABLE).where(_TABLE.c.report_id == report_id, free).values(**values))
    session.expire_all()
    return done.rowcount == 1


def end(
    session: Session, report_id: int, officer_id: int, status: ReviewStatus, now: datetime, reason: str | None
) -> bool:
    """The officer who has the report is done with it. False: they have it no more."""
    mine = (_TABLE.c.report_id == report_id, _TABLE.c.status == ReviewStatus.TAKEN, _TABLE.c.taken_by == officer_id)
    in_time = _TABLE.c.taken_until > now
    values = {
        "status": status,
        "taken_by": None,
        "taken_until": None,
        "reason": reason,
        "changed_by": officer_id,
        "changed_at": now,
    }
    done = session.connection().execute(update(_TABLE).where(*mine, in_time).values(**values))
    session.expire_all()
    return done.rowcount == 1


def author_corrected(session: Session, report_id: int, now: datetime) -> None:
    """The author sent a new revision: it is to be looked at again."""
    session.connection().execute(
        update(_TABLE)
        .where(_TABLE.c.report_id == report_id, _TABLE.c.status != ReviewStatus.TAKEN)
        .values(status=ReviewStatus.NEW, changed_at=now)
    )
    session.expire_all()


def set_place(session: Session, report_id: int, place_id: int) -> None:
    """Say which place a report speaks of, corrected by an officer: figures count it there from now on."""
    report = session.get(Report, report_id)
    assert report is not None
    counted_days.forget(session, report.day)
    report.place_id = place_id
    for answer in session.scalars(select(Answer).where(Answer.report_id == report_id)):
        answer.unit_id = place_id
    session.flush()


def set_choice(session: Session, report_id: int, field: str, choice: str) -> None:
    """A coded answer of a report, corrected by an officer: figures count it under this from now on."""
    report = session.get(Report, report_id)
    assert report is not None
    counted_days.forget(session, report.day)
    rows = session.scalars(select(Answer).where(Answer.report_id == report_id, Answer.field == field)).all()
    for row in rows:
        session.delete(row)
    session.flush()
    session.add(
        Answer(
            report_id=report_id,
            field=field,
            choice=choice,
            revision=report.revision,
            day=report.day,
            unit_id=report.place_id or report.unit_id,
        )
    )
    session.flush()


def set_urgent(session: Session, report_id: int, urgent: bool) -> None:
    """Tell whether a report is of an urgent matter, in an officer's eyes: digests list it by this."""
    report = session.get(Report, report_id)
    assert report is not None
    counted_days.forget(session, report.day)
    report.urgent = urgent
    session.flush()


def set_sensitive(session: Session, report_id: int, sensitive: bool, now: datetime) -> None:
    """Tell whether a report is sensitive, in an officer's eyes."""
    begin(session, report_id, now)
    session.execute(update(_TABLE).where(_TABLE.c.report_id == report_id).values(sensitive=sensitive, changed_at=now))
    session.expire_all()


def ask(session: Session, question: ReportQuestion) -> ReportQuestion:
    """Store a question to the author of a report."""
    session.add(question)
    session.flush()
    return question


def question(session: Session, question_id: int) -> ReportQuestion | None:
    """A question by its number."""
    return session.get(ReportQuestion, question_id)


def mark_told(session: Session, question_: ReportQuestion, at: datetime) -> None:
    """A network took a question for the author, at this instant."""
    question_.told_at = at
    session.flush()


def questions(session: Session, report_id: int) -> Sequence[ReportQuestion]:
    """Say what was asked about a report, the oldest first."""
    query = select(ReportQuestion).where(ReportQuestion.report_id == report_id)
    return session.scalars(query.order_by(col(ReportQuestion.id))).all()


def answer(session: Session, question_id: int, words: str, now: datetime) -> bool:
    """The author's answer. False: there is one already."""
    table = ReportQuestion.__table__
    found = session.get(ReportQuestion, question_id)
    if found is None or found.answered_at is not None:
        return False
    done = session.connection().execute(
        update(table)
        .where(table.c.id == question_id, table.c.answered_at.is_(None))
        .values(answer=words, answered_at=now)
    )
    session.expire_all()
    return done.rowcount == 1
