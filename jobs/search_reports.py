"""A page of a search among reports: their words are read outside the turn, which would hold up its officer's chat."""

from __future__ import annotations

from sqlmodel import Session

from jobs.context import JobContext
from services import report_search
from services.actor import Actor
from services.orders import SearchMade, SearchOrder
from storage.members import members
from storage.tables import Role


async def run(ctx: JobContext, order: SearchOrder) -> SearchMade:
    """Looks through what the officer may see now."""

    def work(session: Session) -> SearchMade:
        still = order.member in members.with_role(session, Role.STAFF)
        actor = Actor(order.member, frozenset({Role.STAFF} if still else ()))
        found = report_search.find_page(session, actor, order.search, order.before)
        return SearchMade() if found is None else SearchMade(found.reports, found.older)

    return await ctx.database.read(work)
