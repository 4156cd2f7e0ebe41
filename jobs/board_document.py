"""The document of a board digest: of a draft with its gaps marked, of an approved one as it was approved."""

from __future__ import annotations

from functools import partial

from sqlmodel import Session

from digests.board_facts import Finishing
from digests.document import document_docx
from jobs.context import JobContext
from services.board import board_approval, office_template
from services.orders import BoardDocumentMade, BoardDocumentOrder
from storage.messaging import stored_files
from storage.statistics import board_records
from storage.tables import BoardDigest


async def run(ctx: JobContext, order: BoardDocumentOrder) -> BoardDocumentMade:
    """Makes the document; one that is there of an approved digest stays. A draft that was approved meanwhile is read anew."""
    file = None
    while file is None:
        board, chart, finishing = await ctx.database.read(partial(_finishing, board_id=order.board))
        if board.document_id is not None:
            return BoardDocumentMade(board.document_id)
        template = await ctx.database.read(office_template.current)
        on = (board.approved_at or ctx.now()).astimezone(ctx.zone).date()
        content = await ctx.in_worker(
            document_docx,
            board.figures,
            chart,
            ctx.letterhead,
            board.number or 0,
            on,
            ctx.language,
            ctx.zone,
            template,
            finishing,
        )
        keep = partial(
            board_approval.keep_document,
            board_id=order.board,
            status=board.status,
            version=board.version,
            content=content,
            now=ctx.now(),
        )
        file = await ctx.database.run(keep)
    return BoardDocumentMade(file)


def _finishing(session: Session, board_id: int) -> tuple[BoardDigest, bytes | None, Finishing]:
    board = board_records.get(session, board_id)
    assert board is not None, "board digests are not deleted"
    chart = stored_files.file(session, board.chart_id) if board.chart_id is not None else None
    return board, chart.content if chart is not None else None, board_approval.finishing(session, board)
