"""The evaluation of a quarter, counted and written as a workbook, for whoever of the staff asked."""

from __future__ import annotations

from dataclasses import astuple
from datetime import timedelta
from functools import partial

from sqlmodel import Session

from digests import evaluation_sheet
from jobs.context import JobContext
from services import evaluation
from services.actor import Actor
from services.evaluation import EvaluationRow
from services.orders import EvaluationMade, EvaluationOrder
from storage.members import members
from storage.messaging import stored_files
from storage.tables import Role

_KEPT = timedelta(days=1)
_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


async def run(ctx: JobContext, order: EvaluationOrder) -> EvaluationMade:
    """Makes the file; nobody is on the roster, or whoever asked is no longer of the staff: none."""
    rows = await ctx.database.read(partial(_counted, order=order, ctx=ctx))
    if not rows:
        return EvaluationMade()
    name = f"{(order.quarter.month + 2) // 3}/{order.quarter.year}"
    content = await ctx.in_worker(evaluation_sheet.workbook, name, [astuple(row) for row in rows], ctx.language)
    now = ctx.now()

    def keep(session: Session) -> int:
        stored_files.forget_files(session, "evaluation", now - _KEPT)
        return stored_files.store(session, "evaluation", "evaluation.xlsx", _XLSX, content, now)

    return EvaluationMade(await ctx.database.run(keep))


def _counted(session: Session, order: EvaluationOrder, ctx: JobContext) -> list[EvaluationRow]:
    if order.member not in members.with_role(session, Role.STAFF):
        return []
    actor = Actor(order.member, frozenset({Role.STAFF}))
    return evaluation.sheet(session, actor, order.quarter, order.at, ctx.zone)
