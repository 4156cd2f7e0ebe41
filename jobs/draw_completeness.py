"""The completeness of months and units: counted, drawn, and written as a workbook, for whoever of the staff asked."""

from __future__ import annotations

from datetime import datetime, timedelta
from functools import partial

from sqlmodel import Session

from digests import completeness_grid
from jobs.context import JobContext
from jobs.draw_pictures import drawn
from services import completeness
from services.actor import Actor
from services.completeness import Grid
from services.orders import GridMade, GridOrder
from storage.members import members
from storage.messaging import stored_files
from storage.tables import Role

_KEPT = timedelta(days=1)
_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


async def run(ctx: JobContext, order: GridOrder) -> GridMade:
    """Makes both files; nobody was asked yet: neither."""
    grid = await ctx.database.read(partial(_counted, order=order, ctx=ctx))
    if grid is None or not grid.rows:
        return GridMade()
    months = [f"{month:%m/%Y}" for month in grid.months]
    rows = [(row.unit, tuple(row.cells)) for row in grid.rows]
    given = (months, rows, tuple(grid.total.cells), ctx.language)
    png = await drawn(ctx.in_worker, completeness_grid.picture, *given)
    book = await ctx.in_worker(completeness_grid.workbook, *given)
    now = ctx.now()

    def keep(session: Session) -> tuple[int | None, int]:
        stored_files.forget_files(session, "grid", now - _KEPT)
        picture = stored_files.store(session, "grid", "grid.png", "image/png", png, now) if png is not None else None
        return picture, stored_files.store(session, "grid", "grid.xlsx", _XLSX, book, now)

    return GridMade(*await ctx.database.run(keep))


def _counted(session: Session, order: GridOrder, ctx: JobContext) -> Grid | None:
    """None: whoever asked is no longer of the staff."""
    at: datetime = order.at
    if order.member not in members.with_role(session, Role.STAFF):
        return None
    return completeness.grid(session, Actor(order.member, frozenset({Role.STAFF})), at, ctx.zone)
