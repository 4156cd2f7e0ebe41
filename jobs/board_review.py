"""The compilation of a review (sơ kết, tổng kết) as a document, for whoever of the staff asked."""

from __future__ import annotations

from datetime import timedelta
from functools import partial

from sqlmodel import Session

from digests.review_document import review_docx
from jobs.context import JobContext
from services.actor import Actor
from services.board import review_compiled
from services.board.review_compiled import ReviewCompiled
from services.orders import BoardReviewMade, BoardReviewOrder
from storage.members import members
from storage.messaging import stored_files
from storage.tables import Role

_KEPT = timedelta(days=1)
_DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


async def run(ctx: JobContext, order: BoardReviewOrder) -> BoardReviewMade:
    """Makes the document; whoever asked is no longer of the staff, or there is no such review: none."""
    found = await ctx.database.read(partial(_compiled, order=order))
    if found is None:
        return BoardReviewMade()
    by_heading = [
        (heading.title, [("; ".join(said.units), said.words) for said in heading.said]) for heading in found.headings
    ]
    due = found.due_at.astimezone(ctx.zone).date()
    content = await ctx.in_worker(
        review_docx,
        ctx.letterhead.board,
        found.title,
        due,
        by_heading,
        found.by_unit,
        (found.answered, found.asked),
        found.missing,
        ctx.language,
    )
    now = ctx.now()

    def keep(session: Session) -> int:
        stored_files.forget_files(session, "review", now - _KEPT)
        return stored_files.store(session, "review", "tong-hop.docx", _DOCX, content, now)

    return BoardReviewMade(await ctx.database.run(keep), found.answered, found.asked)


def _compiled(session: Session, order: BoardReviewOrder) -> ReviewCompiled | None:
    if order.member not in members.with_role(session, Role.STAFF):
        return None
    return review_compiled.compiled(session, Actor(order.member, frozenset({Role.STAFF})), order.prompt)
