"""A digest: its figures counted, its pages written, its chart drawn."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import tzinfo
from functools import partial

from digests.chart import chart_png, has_chart
from digests.section_tables import section_tables
from digests.text import full_text, leader_text, section_text, sections, staff_text
from jobs.context import JobContext
from jobs.draw_pictures import drawn
from services import digests
from services.board import period_figures
from services.orders import DigestMade, DigestOrder
from storage.statistics.shown_figures import Figures
from storage.tables import DigestKind
from texts.catalogue import LANGUAGES, catalogue_for
from texts.rich import RichText

Page = tuple[str, tuple[tuple[int, int], ...]]
"""A text and its bold parts."""
Tabled = tuple[str, tuple[tuple[int, int], ...], tuple[tuple[str, ...], ...]]
"""The same beside a table: its rows, the heads first."""


async def run(ctx: JobContext, order: DigestOrder) -> DigestMade:
    """Makes a digest; the one that is there of the same instant is taken."""
    now = order.at or ctx.now()
    made = await ctx.database.read(partial(digests.there, kind=order.kind, until=now))
    if made is not None:
        return DigestMade(made)
    head = ctx.letterhead
    if order.kind is DigestKind.MONTHLY:
        figures = partial(period_figures.month, now=now, zone=ctx.zone, board=head.board, place=head.place)
    else:
        figures = partial(digests.count, kind=order.kind, now=now, zone=ctx.zone, board=head.board, place=head.place)
    counted, period = await ctx.database.read(figures)
    if order.kind is DigestKind.INTERIM:
        made = await ctx.database.read(partial(digests.same_again, counted=counted, now=now, zone=ctx.zone))
        if made is not None:
            return DigestMade(made)
    chart, missing = await draw(ctx, counted)
    pages = json.dumps(write_pages(counted, ctx.zone, chart_missing=missing), ensure_ascii=False, separators=(",", ":"))
    made = await ctx.database.run(lambda session: digests.make(session, order.kind, period, counted, pages, chart, now))
    return DigestMade(made)


async def draw(ctx: JobContext, counted: Figures) -> tuple[bytes | None, bool]:
    """Draw the chart, where there is something to draw; tell whether it could not be drawn: the text leaves all the same."""
    if not has_chart(counted):
        return None, False
    chart = await drawn(ctx.in_worker, chart_png, counted.to_json(), ctx.language, ctx.zone)
    return chart, chart is None


def write_pages(
    counted: Figures, zone: tzinfo, *, chart_missing: bool = False
) -> dict[str, dict[str, Mapping[str, Page | Tabled]]]:
    """The finished pages by language, audience (leader, staff) and name (main, or a section); staff have a main one alone.

    Beside them ("tables") stand the sections that are tables where a network has those.
    """
    made: dict[str, dict[str, Mapping[str, Page | Tabled]]] = {}
    for language in LANGUAGES:
        more = [catalogue_for(language)("digest-chart-missing")] if chart_missing else []
        leader = {"main": _page(RichText.join("\n\n", [leader_text(counted, language, zone), *more]))}
        full = _page(RichText.join("\n\n", [full_text(counted, language, zone), *more]))
        if full != leader["main"]:
            leader["full"] = full
        for section in sections(counted):
            leader[section] = _page(section_text(counted, section, language, zone))
        staff = {"main": _page(RichText.join("\n\n", [staff_text(counted, language, zone), *more]))}
        tables: dict[str, Tabled] = {
            name: (*_page(table.rest), table.rows) for name, table in section_tables(counted, language).items()
        }
        made[language] = {"leader": leader, "staff": staff, "tables": tables}
    return made


def _page(text: RichText) -> Page:
    return text.text, text.bold
