"""Reports leave as open data: copies are kept before they are sent, and each answer before the next one is.

Whatever was on its way when the program died is sent again, the same bytes under the same identifier, which a server takes for
what it has.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial

from sqlmodel import Session

from jobs.context import JobContext, OpenServer, Picture, ServerAway
from services import open_copies
from services.open_copies import Copy, ListedForm
from services.orders import OpenDataOrder, OpenDataSent
from storage.messaging import stored_files

_FAILURES = 3  # in a row, of which each had an answer: then it is the server
_BATCH = 10  # some milliseconds each, for which nobody else writes


async def run(ctx: JobContext, order: OpenDataOrder) -> OpenDataSent:
    """Send all that may leave, until a server takes nothing or somebody has said stop."""
    server = ctx.open_server
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
    sending = _Sending(ctx, server)
    for at in range(0, len(waiting), _BATCH):
        some = waiting[at : at + _BATCH]
        copies = await ctx.database.run(
            partial(
                open_copies.prepare, consent_id=order.consent, server=server.address, report_ids=some, listed=listed
            )
        )
        for copy in copies or ():
            await sending.one(copy)
            if sending.away:
                return sending.result()
        if copies is None:
            break
    return sending.result()


class _Sending:
    """Copies one after the other. One that fails alone, while others are taken, is refused: it holds up nothing."""

    def __init__(self, ctx: JobContext, server: OpenServer) -> None:
        self._ctx, self._server = ctx, server
        self._taken = self._refused = 0
        self._failed: list[tuple[Copy, ServerAway]] = []
        """Copies that the server could not take since it took one, each with its words."""
        self.away = ""

    async def one(self, copy: Copy) -> None:
        """Send a copy and keep the answer; `away` says then whether there is sense in sending more."""
        read = self._ctx.database.read
        pictures = await read(partial(_pictures, names=copy.pictures)) if copy.pictures else ()
        try:
            refusal = await self._server.submit(copy.document, pictures)
        except ServerAway as away:
            self._failed.append((copy, away))
            if not away.words or len(self._failed) >= _FAILURES:
                self.away = away.reason
            return
        failed, self._failed = self._failed, []
        for other, why in failed:
            await self._settle(other, why.words)
        await self._settle(copy, None if refusal is None else refusal.words)

    def result(self) -> OpenDataSent:
        """The counts so far. Copies that failed last, with none taken after them, count as the server's failure."""
        reason = self.away or (self._failed[0][1].reason if self._failed else "")
        return OpenDataSent(self._taken, self._refused, reason)

    async def _settle(self, copy: Copy, words: str | None) -> None:
        stands = await self._ctx.database.run(partial(open_copies.settle, report_id=copy.report_id, refusal=words))
        self._taken += stands and words is None
        self._refused += stands and words is not None


def _pictures(session: Session, names: Mapping[str, int]) -> list[Picture]:
    """The pictures that are still stored: after ninety days they are not (privacy 10)."""
    found = {name: stored_files.file(session, number) for name, number in names.items()}
    return [Picture(name, file.mime, file.content) for name, file in found.items() if file is not None]
