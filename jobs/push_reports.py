"""Reports leave as open data: copies are kept before they are sent, and each answer before the next one is.

Whatever was on its way when the program died is sent again, the same bytes under the same identifier, which a server takes for
what it has.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial

from sqlmodel import Session

from jobs.context import JobContext, Picture, Refusal, ServerAway
from services import open_copies
from services.open_copies import ListedForm
from services.orders import OpenDataOrder, OpenDataSent
from storage.messaging import stored_files

_BATCH = 10  # some milliseconds each, for which nobody else writes


async def run(ctx: JobContext, order: OpenDataOrder) -> OpenDataSent:
    """Send all that may leave, until a server takes nothing or somebody has said stop."""
    server, taken, refused = ctx.open_server, 0, 0
    if server is None:
        return OpenDataSent(0, 0)
    today = ctx.now().astimezone(ctx.zone).date()
    found = await ctx.database.read(lambda session: open_copies.plan(session, order.consent, server.address, today))
    listed: Sequence[ListedForm] = ()
    waiting = found.report_ids
    if waiting:
        try:
            listed = await server.forms()
        except ServerAway as away:
            if away.reason != "rubbish":  # some take reports and list nothing
                return OpenDataSent(0, 0, away.reason)
        if not await ctx.database.run(lambda session: open_copies.begin(session, order.consent, server.address, found)):
            return OpenDataSent(0, 0)
    for at in range(0, len(waiting), _BATCH):
        some = waiting[at : at + _BATCH]
        copies = await ctx.database.run(
            partial(
                open_copies.prepare, consent_id=order.consent, server=server.address, report_ids=some, listed=listed
            )
        )
        for copy in copies or ():
            try:
                pictures = await ctx.database.read(partial(_pictures, names=copy.pictures)) if copy.pictures else ()
                refusal = await server.submit(copy.document, pictures)
            except ServerAway as away:
                return OpenDataSent(taken, refused, away.reason)
            words = refusal.words if isinstance(refusal, Refusal) else None
            stands = await ctx.database.run(partial(open_copies.settle, report_id=copy.report_id, refusal=words))
            taken, refused = taken + (stands and words is None), refused + (stands and words is not None)
        if copies is None:
            break
    return OpenDataSent(taken, refused)


def _pictures(session: Session, names: Mapping[str, int]) -> list[Picture]:
    """The pictures that are still stored: after ninety days they are not (privacy 10)."""
    found = {name: stored_files.file(session, number) for name, number in names.items()}
    return [Picture(name, file.mime, file.content) for name, file in found.items() if file is not None]
