"""A file that somebody sent for a report: fetched, cleaned and kept."""

from __future__ import annotations

from jobs.context import JobContext, NotFetched
from services.orders import FetchFileOrder, FileFetched
from storage.messaging import stored_files
from uploads.identify import SECONDS, examined, largest
from uploads.isolation import Exceeded


async def run(ctx: JobContext, order: FetchFileOrder) -> FileFetched:
    """Keeps the file, or says why it is refused."""
    try:
        content = await ctx.fetched(order.account, order.file, limit=largest(order.accept))
        found = await ctx.isolated_files(examined, content, order.accept, seconds=SECONDS)
    except NotFetched as error:
        return FileFetched(refused=str(error))
    except Exceeded:  # of time or memory: what lies in it is more than it looks
        return FileFetched(refused="not_cleaned")
    if isinstance(found, str):
        return FileFetched(refused=found)
    name = f"{found.stem}.{found.extension}"
    stored = await ctx.database.run(
        lambda session: stored_files.store(session, "report", name, found.mime, found.content, ctx.now())
    )
    return FileFetched(stored, stored_files.answer_of(found.stem, stored, found.extension))
