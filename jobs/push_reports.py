"""Reports leave as open data: copies are kept before they are sent, and each answer before the next one is.

Whatever was on its way when the program died is sent again, the same bytes under the same identifier, which a server takes for
what it has.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from jobs.context import JobContext, Refusal, ServerAway
from services import open_copies
from services.open_copies import ListedForm
from services.orders import OpenDataOrder, OpenDataSent

_BATCH = 50


async def run(ctx: JobContext, order: OpenDataOrder) -> OpenDataSent:
    """Send all that may leave, until a server takes nothing or somebody has said stop."""
    server, taken, refused = ctx.open_server, 0, 0
    if server is None:
        return OpenDataSent(0, 0)
    today = ctx.now().astimezone(ctx.zone).date()
    waiting = await ctx.database.run(lambda session: open_copies.begin(session, order.consent, server.address, today))
    listed: Sequence[ListedForm] = ()
    if waiting:
        try:
            listed = await server.forms()
        except ServerAway as away:
            if away.reason != "rubbish":  # some take reports and list nothing
                return OpenDataSent(0, 0, away.reason)
    for at in range(0, len(waiting or ()), _BATCH):
        some = (waiting or [])[at : at + _BATCH]
        copies = await ctx.database.run(
            partial(
                open_copies.prepare, consent_id=order.consent, server=server.address, report_ids=some, listed=listed
            )
        )
        for copy in copies or ():
            try:
                refusal = await server.submit(copy.document)
            except ServerAway as away:
                return OpenDataSent(taken, refused, away.reason)
            words = refusal.words if isinstance(refusal, Refusal) else None
            stands = await ctx.database.run(partial(open_copies.settle, report_id=copy.report_id, refusal=words))
            taken, refused = taken + (stands and words is None), refused + (stands and words is not None)
        if copies is None:
            break
    return OpenDataSent(taken, refused)
