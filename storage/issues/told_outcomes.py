"""Queries about what a report was told of its issue, and how often its author said that this is not all."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime

from sqlalchemy import ColumnElement, CompoundSelect, union_all, update
from sqlalchemy import select as columns
from sqlalchemy.orm import Session
from sqlmodel import col

from storage.tables import IssueEvent, IssueEventKind, IssueReport, MergedReport

_LINK, _MERGED, _EVENT = IssueReport.__table__, MergedReport.__table__, IssueEvent.__table__


def with_outcome(session: Session, report_ids: Collection[int]) -> set[int]:
    """Those of some reports of which an outcome was written since they spoke of its issue, merged since or not."""
    spoke = _spoke(report_ids).subquery()
    query = columns(spoke.c.report_id).join(_EVENT, _EVENT.c.issue_id == spoke.c.issue_id)
    return set(session.scalars(query.where(_EVENT.c.kind == IssueEventKind.TOLD, _EVENT.c.at >= spoke.c.added_at)))


def outcome_parts(session: Session, report_id: int) -> Sequence[tuple[datetime, str]]:
    """The parts of an outcome, each with its instant, that were written since a report spoke of the issue; the oldest first.

    Of an issue that was merged into its own now, too. An earlier part is of the reports that were there before: its day
    would tell of them (privacy 6).
    """
    spoke = _spoke([report_id]).subquery()
    query = (
        columns(col(IssueEvent.at), col(IssueEvent.words))
        .join(spoke, spoke.c.issue_id == col(IssueEvent.issue_id))
        .where(col(IssueEvent.kind) == IssueEventKind.TOLD, col(IssueEvent.at) >= spoke.c.added_at)
        .order_by(col(IssueEvent.id))
    )
    return [(row.at, row.words) for row in session.execute(query) if row.words]


def told_here(session: Session, report_id: int) -> bool:
    """Tell whether an outcome of the issue that a report speaks of now was written since it does."""
    return session.scalar(columns(_LINK.c.report_id).where(_LINK.c.report_id == report_id, told_since())) is not None


def _spoke(report_ids: Collection[int]) -> CompoundSelect[tuple[int, int, datetime]]:
    """The issues that reports speak of, and spoke of until those were merged, with since when."""
    return union_all(
        *(
            columns(table.c.report_id, table.c.issue_id, table.c.added_at).where(
                table.c.report_id.in_(list(report_ids))
            )
            for table in (_LINK, _MERGED)
        )
    )


def told_since() -> ColumnElement[bool]:
    """An outcome was written since a report spoke of its issue."""
    return (
        columns(col(IssueEvent.id))
        .where(col(IssueEvent.issue_id) == _LINK.c.issue_id, col(IssueEvent.kind) == IssueEventKind.TOLD)
        .where(col(IssueEvent.at) >= _LINK.c.added_at)
        .exists()
    )


def whys(session: Session, report_id: int) -> int:
    """How often a report's author has said why its matter is not done since they heard of it last."""
    return session.scalar(columns(_LINK.c.whys).where(_LINK.c.report_id == report_id)) or 0


def count_why(session: Session, report_id: int, most: int) -> bool:
    """Count that a report's author says why its matter is not done. False: they have said so as often as this."""
    here = (_LINK.c.report_id == report_id, _LINK.c.whys < most)
    counted = session.connection().execute(update(_LINK).where(*here).values(whys=_LINK.c.whys + 1))
    session.expire_all()
    return counted.rowcount == 1
