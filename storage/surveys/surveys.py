"""Queries about surveys themselves: their state, their population, their open links."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime, timedelta

from sqlalchemy import delete, func, literal_column, or_, update
from sqlalchemy.orm import Session
from sqlmodel import col, select

from storage.engine.prepared import Prepared
from storage.tables import Drawn, SeenBy, Survey, SurveyLink, SurveyMargin, SurveyStatus, SurveyWaiting

GRACE = timedelta(minutes=30)
"""How long whoever was in the middle of a survey may still send it after it has closed by itself."""
_TABLE, _LINK = Survey.__table__, SurveyLink.__table__
_OPEN = Prepared(
    select(
        select(_TABLE.c.id).where(_TABLE.c.status == literal_column(f"'{SurveyStatus.OPEN}'")).exists().label("there")
    )
)


def add(session: Session, survey: Survey) -> Survey:
    """Store a survey; returns it with its number."""
    session.add(survey)
    session.flush()
    return survey


def get(session: Session, survey_id: int) -> Survey | None:
    """A survey by its number."""
    return session.get(Survey, survey_id)


def newest(session: Session, limit: int, units: Collection[int] | None = None) -> Sequence[Survey]:
    """The surveys that were written last, but for those that were called off. `units` None: of every unit."""
    query = select(Survey).where(Survey.status != SurveyStatus.CANCELLED)
    if units is not None:
        query = query.where(col(Survey.unit_id).in_(units))
    return session.scalars(query.order_by(col(Survey.id).desc()).limit(limit)).all()


def newest_closed(session: Session, limit: int, seen_by: Collection[SeenBy]) -> Sequence[Survey]:
    """The surveys that are over and whose results these may see, the newest first."""
    query = select(Survey).where(Survey.status == SurveyStatus.CLOSED, col(Survey.seen_by).in_(seen_by))
    return session.scalars(query.order_by(col(Survey.id).desc()).limit(limit)).all()


def in_status(session: Session, *status: SurveyStatus) -> Sequence[Survey]:
    """The surveys of one of these statuses, the oldest first."""
    return session.scalars(select(Survey).where(col(Survey.status).in_(status)).order_by(col(Survey.id))).all()


def is_one_open(session: Session) -> bool:
    """Tell whether there is an open survey at all."""
    return bool(_OPEN.rows(session, {})[0].there)


def closed_before(session: Session, survey_id: int, drawn: Drawn, unit_id: int) -> Sequence[Survey]:
    """The surveys before one that are over, of the same unit and of people drawn alike, the newest first."""
    over = (col(Survey.id) < survey_id, Survey.status == SurveyStatus.CLOSED)
    alike = (Survey.drawn == drawn, Survey.unit_id == unit_id)
    return session.scalars(select(Survey).where(*over, *alike).order_by(col(Survey.id).desc())).all()


def change(session: Session, survey: Survey, before: Collection[SurveyStatus], values: Mapping[str, object]) -> bool:
    """Change a survey that is in one of these statuses. False: somebody or something was first."""
    session.flush()
    stands = (_TABLE.c.id == survey.id, _TABLE.c.status.in_(list(before)))
    done = session.connection().execute(
        update(_TABLE).where(*stands).values({**values, "version": _TABLE.c.version + 1})
    )
    session.refresh(survey)
    return done.rowcount == 1


def due(session: Session, now: datetime, batch: int, held_until: datetime | None = None) -> list[tuple[int, int]]:
    """(id, version) of every survey that is to be opened or closed now, or has a batch of answers to be written.

    held_until: those that were to open before this instant wait for a word of staff.
    """
    waiting = (
        select(SurveyWaiting.survey_id)
        .group_by(col(SurveyWaiting.survey_id))
        .having(func.count() >= batch)
        .scalar_subquery()
    )
    opens = (_TABLE.c.status == SurveyStatus.PLANNED) & (_TABLE.c.opens_at <= now)
    if held_until is not None:
        opens &= _TABLE.c.opens_at > held_until
    closes = (_TABLE.c.status == SurveyStatus.OPEN) & (_TABLE.c.closes_at <= now - GRACE)
    tried = (_TABLE.c.status == SurveyStatus.PILOT) & (_TABLE.c.closes_at <= now)
    full = _TABLE.c.status.in_((SurveyStatus.OPEN, SurveyStatus.PILOT)) & _TABLE.c.id.in_(waiting)
    query = select(_TABLE.c.id, _TABLE.c.version).where(or_(opens, closes, tried, full)).order_by(_TABLE.c.id)
    return [(row.id, row.version) for row in session.execute(query)]


def margins(session: Session, survey_id: int) -> Sequence[SurveyMargin]:
    """The groups of a survey's population, as they were entered."""
    query = select(SurveyMargin).where(SurveyMargin.survey_id == survey_id)
    return session.scalars(query.order_by(col(SurveyMargin.question), col(SurveyMargin.choice))).all()


def set_margins(session: Session, survey_id: int, question: str, rows: Sequence[SurveyMargin]) -> None:
    """Put these in the place of what was entered for a question."""
    session.execute(
        delete(SurveyMargin).where(col(SurveyMargin.survey_id) == survey_id, col(SurveyMargin.question) == question)
    )
    session.add_all(rows)
    session.flush()


def add_link(session: Session, link: SurveyLink) -> SurveyLink:
    """Store an open link."""
    session.add(link)
    session.flush()
    return link


def links(session: Session, survey_id: int) -> Sequence[SurveyLink]:
    """The open links of a survey, the oldest first."""
    return session.scalars(
        select(SurveyLink).where(SurveyLink.survey_id == survey_id).order_by(col(SurveyLink.id))
    ).all()


def link(session: Session, link_id: int) -> SurveyLink | None:
    """An open link by its number."""
    return session.get(SurveyLink, link_id)


def link_by_code(session: Session, code: str) -> SurveyLink | None:
    """The open link that a code names."""
    return session.scalar(select(SurveyLink).where(SurveyLink.code == code))


def close_link(session: Session, link_id: int, now: datetime) -> bool:
    """Close an open link. False: it is closed."""
    open_ = (_LINK.c.id == link_id, _LINK.c.closed_at.is_(None))
    done = session.connection().execute(update(_LINK).where(*open_).values(closed_at=now))
    session.expire_all()
    return done.rowcount == 1
