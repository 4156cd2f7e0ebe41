"""Reports compared with those of an issue, in the worker process."""

from __future__ import annotations

from functools import partial

from jobs.context import JobContext
from services.issues import proposals
from services.issues.likeness import nearest
from services.orders import LikenessMade, LikenessOrder


async def run(ctx: JobContext, order: LikenessOrder) -> LikenessMade:
    """Compares them and keeps what was found."""
    compared = await ctx.database.read(partial(proposals.to_compare, issue_id=order.issue, officer_id=order.officer))
    found = await ctx.in_worker(nearest, compared.known, compared.texts) if compared.texts else {}
    await ctx.database.run(partial(proposals.keep, issue_id=order.issue, found=found, now=ctx.now()))
    return LikenessMade()
