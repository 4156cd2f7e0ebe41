"""A cross table for the draft of a board digest."""

from __future__ import annotations

from functools import partial

from sqlmodel import Session

from jobs.context import JobContext
from services.actor import Actor
from services.board import board_crosses
from services.board.board_crosses import NoCross
from services.orders import BoardCrossMade, BoardCrossOrder
from storage.members import members
from storage.statistics.report_crosses import ReportCross
from storage.tables import Role


async def run(ctx: JobContext, order: BoardCrossOrder) -> BoardCrossMade:
    """Counts the table and puts it into the draft."""
    count = partial(board_crosses.count, board_id=order.board, rows=order.rows, columns=order.columns)
    try:
        table = await ctx.database.read(count)
        return await ctx.database.run(partial(_add, ctx=ctx, order=order, table=table))
    except NoCross as error:
        return BoardCrossMade(error.code)


def _add(session: Session, ctx: JobContext, order: BoardCrossOrder, table: ReportCross) -> BoardCrossMade:
    still = order.member in members.with_role(session, Role.STAFF)
    actor = Actor(order.member, frozenset({Role.STAFF} if still else ()))
    lost = board_crosses.add(session, actor, order.board, order.version, table, ctx.now())
    return BoardCrossMade(lost=lost is not None)
