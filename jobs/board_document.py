"""The files of a board digest: its document, of a draft with its gaps marked, of an approved one as it was approved; its PDF,
its tables, its charts.
"""

from __future__ import annotations

from datetime import timedelta
from functools import partial

from sqlmodel import Session

from digests import board_pictures, office_pdf, spec_charts
from digests.board_facts import Finishing
from digests.chart import has_chart
from digests.document import document_docx
from digests.month_chart import month_png
from digests.outline import Outline
from digests.text import has_months
from digests.workbook import digest_xlsx
from jobs.context import JobContext
from jobs.digest import draw
from jobs.draw_pictures import drawn
from services.board import board_approval, board_builds, office_template
from services.orders import BoardDocumentMade, BoardDocumentOrder
from storage.members import members
from storage.messaging import stored_files
from storage.statistics import board_records
from storage.statistics.shown_figures import Figures
from storage.tables import BoardDigest, BoardDigestStatus, Role

_PURPOSE = "board_copy"
_KEPT = timedelta(days=14)
"""A copy can be made again."""
_MIMES = {
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "pdf": "application/pdf",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "png": "image/png",
}


async def run(ctx: JobContext, order: BoardDocumentOrder) -> BoardDocumentMade:
    """Makes the file that is wanted."""
    match order.form:
        case "pdf":
            return await _pdf(ctx, order)
        case "xlsx":
            return await _tables(ctx, order)
        case "months":
            return await _months(ctx, order)
        case form if form in spec_charts.CHARTS:
            return await _chart(ctx, order)
        case _:
            file, whole = await _document(ctx, order)
            return BoardDocumentMade(file, "" if whole else "undrawn")


async def _pdf(ctx: JobContext, order: BoardDocumentOrder) -> BoardDocumentMade:
    file, _whole = await _document(ctx, order)
    source = await ctx.database.read(partial(stored_files.file, file_id=file))
    assert source is not None, "it was made a moment ago"
    try:
        made = await ctx.in_worker(office_pdf.pdf, source.content)
    except office_pdf.NoOffice:
        return BoardDocumentMade(None, "no_office")
    except office_pdf.NotConverted:
        return BoardDocumentMade(None, "not_converted")
    kept = await _keep(ctx, "pdf", made.content)
    return BoardDocumentMade(kept, "" if made.font else "letters", made.font if made.font != office_pdf.FONT else "")


async def _tables(ctx: JobContext, order: BoardDocumentOrder) -> BoardDocumentMade:
    figures, name = await ctx.database.read(partial(_figures_for, order=order, ctx=ctx))
    return BoardDocumentMade(
        await _keep(ctx, "xlsx", await ctx.in_worker(digest_xlsx, figures, name, ctx.language, ctx.zone))
    )


async def _months(ctx: JobContext, order: BoardDocumentOrder) -> BoardDocumentMade:
    figures, _name = await ctx.database.read(partial(_figures_for, order=order, ctx=ctx))
    if not has_months(Figures.from_json(figures)):
        return BoardDocumentMade(None, "no_months")
    return await _picture(ctx, await drawn(ctx.in_worker, month_png, figures, ctx.language))


async def _chart(ctx: JobContext, order: BoardDocumentOrder) -> BoardDocumentMade:
    figures, _name = await ctx.database.read(partial(_figures_for, order=order, ctx=ctx))
    if not spec_charts.drawable(Figures.from_json(figures), order.form):
        return BoardDocumentMade(None, f"no_{order.form}")
    return await _picture(ctx, await drawn(ctx.in_worker, spec_charts.chart_png, figures, order.form, ctx.language))


async def _picture(ctx: JobContext, png: bytes | None) -> BoardDocumentMade:
    return BoardDocumentMade(await _keep(ctx, "png", png)) if png is not None else BoardDocumentMade(None, "not_drawn")


def _figures_for(session: Session, order: BoardDocumentOrder, ctx: JobContext) -> tuple[str, str]:
    """The figures that a digest tells, of which staff alone have who is missing, and its name."""
    board = board_records.get(session, order.board)
    assert board is not None, "board digests are not deleted"
    staff = order.member in members.with_role(session, Role.STAFF)
    told = Outline.from_json(board.outline).told_of(Figures.from_json(board.figures))
    figures = told.to_json() if staff else board_builds.for_leaders(told)
    return figures, board_approval.name(session, board, ctx.language, ctx.zone)


async def _keep(ctx: JobContext, kind: str, content: bytes) -> int:
    now = ctx.now()

    def work(session: Session) -> int:
        stored_files.forget_files(session, _PURPOSE, now - _KEPT)
        return stored_files.store(session, _PURPOSE, f"bao-cao.{kind}", _MIMES[kind], content, now)

    return await ctx.database.run(work)


async def _document(ctx: JobContext, order: BoardDocumentOrder) -> tuple[int, bool]:
    """The document, and whether it has its charts; one that is there of an approved digest stays.

    An approved one that lacks a chart is a copy: the next one has it. A draft that was approved meanwhile is read anew.
    """
    file, whole = None, True
    while file is None:
        board, chart, finishing = await ctx.database.read(partial(_finishing, board_id=order.board))
        if board.document_id is not None:
            return board.document_id, True
        figures = Figures.from_json(board.figures)
        told = Outline.from_json(board.outline).told_of(figures)
        if (
            chart is None or told.topics != figures.topics
        ):  # it could not be drawn with the draft, or shows what was taken out
            chart, _ = await draw(ctx, told)
        template = await ctx.database.read(office_template.current)
        on = (board.approved_at or ctx.now()).astimezone(ctx.zone).date()
        below = {
            name: await drawn(ctx.in_worker, board_pictures.png, told.to_json(), name, ctx.language)
            for name in board_pictures.belong(told)
        }
        whole = (chart is not None or not has_chart(told)) and None not in below.values()
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
            below,
        )
        if not whole and board.status is BoardDigestStatus.APPROVED:
            return await _keep(ctx, "docx", content), False
        keep = partial(
            board_approval.keep_document,
            board_id=order.board,
            status=board.status,
            version=board.version,
            content=content,
            now=ctx.now(),
        )
        file = await ctx.database.run(keep)
    return file, whole


def _finishing(session: Session, board_id: int) -> tuple[BoardDigest, bytes | None, Finishing]:
    board = board_records.get(session, board_id)
    assert board is not None, "board digests are not deleted"
    chart = stored_files.file(session, board.chart_id) if board.chart_id is not None else None
    return board, chart.content if chart is not None else None, board_approval.finishing(session, board)
