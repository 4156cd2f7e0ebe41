"""A rule that flags reports, tried on the last month."""

from __future__ import annotations

from functools import partial

from jobs.context import JobContext
from services.flags import rule_versions, trials
from services.orders import FlagTrialMade, FlagTrialOrder


async def run(ctx: JobContext, order: FlagTrialOrder) -> FlagTrialMade:
    """Tries it, and keeps with it what came out."""
    made = await ctx.database.read(partial(trials.run, rule_id=order.rule, now=ctx.now(), zone=ctx.zone))
    if made is None:
        return FlagTrialMade()
    await ctx.database.run(partial(rule_versions.tried, rule_id=order.rule, trial=made))
    return FlagTrialMade(made.tried, made.flagged, made.numbers)
