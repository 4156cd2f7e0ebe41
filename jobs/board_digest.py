"""The draft of a board digest: its figures counted, its chart drawn."""

from __future__ import annotations

from dataclasses import replace
from functools import partial

from sqlmodel import Session

from jobs import digest
from jobs.context import JobContext
from services.actor import Actor
from services.board import board_drafts, period_figures, quotations
from services.board.board_drafts import SecretCorrected, Wish
from services.board.period_figures import BadPeriod, Counted
from services.orders import BoardDrafted, BoardOrder, BoardRefused
from storage.members import members
from storage.prompts import prompts
from storage.tables import Role


async def run(ctx: JobContext, order: BoardOrder) -> BoardDrafted | BoardRefused:
    """Makes the draft; the one that is there of the same wish is taken."""
    wish = Wish(order.kind, order.first, order.last, order.asked, order.prompt, order.corrects)
    there = await ctx.database.read(lambda s: board_drafts.there(s, wish))
    if there is not None:
        return BoardDrafted(there.board_id, there.by_other)
    try:
        counted = await ctx.database.read(partial(_count, ctx=ctx, order=order))
    except BadPeriod as error:
        return BoardRefused(error.code)
    chart, _missing = await digest.draw(ctx, counted.figures)
    read = await ctx.database.read(
        partial(quotations.reading, counted=counted, first=order.first, last=order.last, prompt_id=order.prompt)
    )
    quotes = await ctx.in_worker(quotations.choose, read) if read.said or read.told else ()
    try:
        made = await ctx.database.run(
            lambda s: board_drafts.make(s, _officer(s, order.member), wish, counted, chart, ctx.now(), quotes)
        )
    except SecretCorrected:
        return BoardRefused("secret")
    return BoardDrafted(made.board_id, made.by_other)


def _count(session: Session, ctx: JobContext, order: BoardOrder) -> Counted:
    head = ctx.letterhead
    counted = period_figures.count(session, order.first, order.last, order.at, ctx.zone, head.board, head.place)
    prompt = prompts.get(session, order.prompt) if order.prompt is not None else None
    if prompt is None:
        return counted
    own = [
        progress
        for progress in counted.figures.progress
        if (progress.kind, progress.due_at) == (prompt.kind, prompt.due_at)
    ]
    titled = [progress for progress in own if progress.title in ("", prompt.title)]
    return replace(counted, figures=replace(counted.figures, progress=tuple(titled[:1])))


def _officer(session: Session, member_id: int) -> Actor:
    """The officer who asked, with the role that they have by now."""
    still = member_id in members.with_role(session, Role.STAFF)
    return Actor(member_id, frozenset({Role.STAFF} if still else ()))
