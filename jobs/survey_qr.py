"""The picture of an open link to a survey, to be scanned by a phone."""

from __future__ import annotations

import io

from jobs.context import JobContext
from services.orders import SurveyQrMade, SurveyQrOrder
from storage.messaging import stored_files

_SCALE = 12  # dots of a module


async def run(ctx: JobContext, order: SurveyQrOrder) -> SurveyQrMade:
    """Draws it in a worker."""
    content = await ctx.in_worker(picture, order.url)
    kept = await ctx.database.run(
        lambda session: stored_files.store(session, "digest", "khao-sat.png", "image/png", content, ctx.now())
    )
    return SurveyQrMade(kept)


def picture(url: str) -> bytes:
    """The QR code of an address as a PNG; a quarter of it may be dirty."""
    import segno

    made = io.BytesIO()
    segno.make(url, error="q").save(made, kind="png", scale=_SCALE, border=4)
    return made.getvalue()
