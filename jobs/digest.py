"""A digest: its figures counted, its pages written, its chart drawn."""

from __future__ import annotations

import json
from datetime import tzinfo
from functools import partial

from digests.chart import chart_png
from digests.text import leader_text, section_text, sections, staff_text
from jobs.context import JobContext
from services import digests
from services.orders import DigestMade, DigestOrder
from storage.statistics.figures import Figures
from texts.catalogue import LANGUAGES
from texts.rich import RichText

Page = tuple[str, tuple[tuple[int, int], ...]]
"""A text and its bold parts."""


async def run(ctx: JobContext, order: DigestOrder) -> DigestMade:
    """Makes a digest; the one that is there of the same instant is taken."""
    now = order.at or ctx.now()
    made = await ctx.database.read(partial(digests.there, kind=order.kind, until=now))
    if made is not None:
        return DigestMade(made)
    head = ctx.letterhead
    counted, period = await ctx.database.read(
        partial(digests.count, kind=order.kind, now=now, zone=ctx.zone, board=head.board, place=head.place)
    )
    chart = None
    if any(matter.streams for matter in counted.topics):
        chart = await ctx.in_worker(chart_png, counted.to_json(), ctx.language, ctx.zone)
    pages = json.dumps(write_pages(counted, ctx.zone), ensure_ascii=False)
    made = await ctx.database.run(lambda session: digests.make(session, order.kind, period, counted, pages, chart, now))
    return DigestMade(made)


def write_pages(counted: Figures, zone: tzinfo) -> dict[str, dict[str, dict[str, Page]]]:
    """The finished pages by language, audience (leader, staff) and name (main, or a section)."""
    made = {}
    for language in LANGUAGES:
        leader = {"main": _page(leader_text(counted, language, zone))}
        for section in sections(counted):
            leader[section] = _page(section_text(counted, section, language, zone))
        staff = {**leader, "main": _page(staff_text(counted, language, zone))}
        made[language] = {"leader": leader, "staff": staff}
    return made


def _page(text: RichText) -> Page:
    return text.text, text.bold
