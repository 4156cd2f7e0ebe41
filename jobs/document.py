"""The document of a digest, ready to sign."""

from __future__ import annotations

from functools import partial

from sqlmodel import Session

from digests.document import document_docx
from jobs.context import JobContext
from jobs.digest import draw
from services.digests import keep_document
from services.orders import DocumentMade, DocumentOrder
from storage.messaging import stored_files
from storage.statistics import digests
from storage.statistics.shown_figures import Figures
from storage.tables import Digest


async def run(ctx: JobContext, order: DocumentOrder) -> DocumentMade:
    """Makes the document where it is not there yet."""
    digest, chart = await ctx.database.read(partial(_with_chart, digest_id=order.digest))
    if digest.document_id is None:
        if chart is None:  # cleared away, or not drawn in its hour
            chart, _ = await draw(ctx, Figures.from_json(digest.figures))
        content = await ctx.in_worker(
            document_docx,
            digest.figures,
            chart,
            ctx.letterhead,
            digest.number,
            digest.last_day,
            ctx.language,
            ctx.zone,
        )
        await ctx.database.run(lambda session: keep_document(session, order.digest, content, ctx.now()))
    return DocumentMade()


def _with_chart(session: Session, digest_id: int) -> tuple[Digest, bytes | None]:
    digest = digests.by_id(session, digest_id)
    assert digest is not None, "digests are not deleted"
    chart = stored_files.file(session, digest.chart_id) if digest.chart_id is not None else None
    return digest, chart.content if chart else None
