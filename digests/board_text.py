"""A board digest as a message: its head, the officers' assessment, the items in their order, the proposals."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, tzinfo

from digests import cross_text, quotes, wording
from digests import text as digest_text
from digests.outline import Item, ItemKind, Outline
from storage.statistics.report_crosses import ReportCross
from storage.statistics.shown_figures import Figures
from texts.catalogue import LANGUAGES, Catalogue, catalogue_for
from texts.dates import moment
from texts.rich import RichText

Page = RichText
LONGEST = 3800
"""Letters of a page; what is longer stands in the document."""
_PLACES, _URGENT = 8, 10


@dataclass(frozen=True, slots=True)
class Head:
    """The head of a board digest. Without a number it is a draft. `kind`: a value of `BoardDigestKind`."""

    kind: str
    number: str = ""
    approved_by: str = ""
    approved_at: datetime | None = None
    corrects: str = ""
    added_up: bool = False
    prompt: str = ""


def board_page(
    head: Head, figures: Figures, outline: Outline, assessment: str, proposals: str, language: str, zone: tzinfo
) -> RichText:
    """The whole of it, at most `LONGEST` letters; what does not fit is said to stand in the document."""
    text = catalogue_for(language)
    lines: list[RichText | str] = [*_head(head, figures, text, zone)]
    if assessment or not head.number:
        lines += ["", text("board-assessment-title"), assessment or text("board-assessment-missing")]
    lines += ["", text("board-items-title")]
    for number, item in enumerate(outline.told(), 1):
        lines.append(text("board-item", number=str(number), said=item_text(item, figures, language, zone)))
    if not outline.told():
        lines.append(text("board-items-none"))
    if proposals or not head.number:
        lines += ["", text("board-proposals-title"), proposals or text("board-proposals-missing")]
    page = RichText.join("\n", lines)
    if len(page.text) <= LONGEST:
        return page
    rest = text("board-rest" if head.number else "board-rest-draft")
    return RichText.join("\n\n", [page.truncate(LONGEST - len(rest.text) - 2), rest])


def dump_pages(head: Head, figures: Figures, outline: Outline, assessment: str, proposals: str, zone: tzinfo) -> str:
    """The page in every language, as it is kept: JSON."""
    made = {}
    for language in LANGUAGES:
        page = board_page(head, figures, outline, assessment, proposals, language, zone)
        made[language] = {"main": [page.text, page.bold]}
    return json.dumps(made, ensure_ascii=False)


def load_page(kept: str, language: str) -> RichText:
    """One of the pages that `dump_pages` wrote."""
    text, bold = json.loads(kept)[language]["main"]
    return RichText(text, tuple((start, length) for start, length in bold))


def title(head: Head, figures: Figures, language: str, zone: tzinfo) -> str:
    """Its name with its days: "Báo cáo tuần từ ngày 23/11 đến ngày 29/11/2026"."""
    text = catalogue_for(language).text
    period = wording.period(figures, language, zone)
    if head.kind == "prompt":
        return text("board-title-prompt", period=period, prompt=head.prompt)
    return text(f"board-title-{head.kind}", period=period)


def item_text(item: Item, figures: Figures, language: str, zone: tzinfo) -> RichText:
    """One item, which may run over several lines."""
    return RichText.join("\n", list(_item(item, figures, catalogue_for(language), zone)))


def item_label(item: Item, figures: Figures, language: str) -> str:
    """The name of an item, for the list in which officers order them."""
    if item.kind is ItemKind.TOPIC:
        return wording.label("topic", item.name, language, figures.labels)
    if item.kind is ItemKind.WORDS:
        return RichText(item.name).truncate(40).text
    if item.kind is ItemKind.CROSS:
        return cross_text.title(ReportCross.from_json(item.name), language)
    return catalogue_for(language).text(f"board-item-{item.kind}")


def _head(head: Head, figures: Figures, text: Catalogue, zone: tzinfo) -> Iterator[RichText]:
    yield text("board-title", title=title(head, figures, text.language, zone))
    if head.number and head.approved_at is not None:
        at = moment(head.approved_at, zone, text.language)
        yield text("board-approved-line", number=head.number, name=head.approved_by, at=at)
    else:
        yield text("board-draft-line")
    if head.corrects:
        yield text("board-corrects-line", number=head.corrects)
    quiet = figures.reports == 0 and not figures.urgent
    yield text("board-no-reports") if quiet else digest_text.base_line(figures, text.language, zone)
    yield from digest_text.outage_lines(figures, text.language, zone)


def _item(item: Item, figures: Figures, text: Catalogue, zone: tzinfo) -> Iterator[RichText | str]:
    language = text.language
    match item.kind:
        case ItemKind.WORDS:
            yield item.name
        case ItemKind.CROSS:
            table = ReportCross.from_json(item.name)
            yield text("board-item-title", title=cross_text.title(table, language))
            for name, n, said in cross_text.rows(table, language):
                yield text("digest-line", line=text("board-cross-row", name=name, n=n, said=said))
            for line in cross_text.differences(table, language):
                yield text("digest-line", line=line)
        case ItemKind.TOPIC:
            for matter in figures.topics:
                if matter.name == item.name and matter.reports is not None:
                    yield digest_text.matter_line(matter, figures, "topic", language)
        case ItemKind.URGENT:
            yield digest_text.urgent_title(figures, text)
            yield from digest_text.urgent_lines(figures, language, zone, _URGENT)
        case ItemKind.VOICES | ItemKind.AUTHORS:
            yield text("board-item-title", title=text.text(f"board-item-{item.kind}"))
            for line in quotes.lines(item.name, figures, language):
                yield text("digest-line", line=line)
            yield text("board-quotes-rule")
        case ItemKind.GROUPS:
            yield text("board-item-title", title=text.text("board-item-groups"))
            for matter in wording.shown(figures.strata):
                yield text("digest-line", line=digest_text.matter_line(matter, figures, "strata", language))
            yield from digest_text.target_lines(figures, language)
        case ItemKind.PLACES:
            yield text("board-item-title", title=text.text("board-item-places"))
            shown = [place for place in figures.places if place.reports is not None]
            for place in shown[:_PLACES]:
                name = wording.place(place, language)
                yield text("digest-line", line=text("digest-place", name=name, reports=place.reports or 0))
        case ItemKind.TREND:
            yield digest_text.month_trend(figures, language)
            for line in digest_text.topic_months(figures, language):
                yield text("digest-line", line=line)
        case ItemKind.CAUSE | ItemKind.SPREAD | ItemKind.FORECAST:
            yield from digest_text.cells_lines(figures, language, (item.kind,))
        case ItemKind.ISSUES:
            if figures.issues is not None:
                yield text("digest-issues", said=wording.issues(figures.issues, language))
        case ItemKind.PROGRESS:
            yield from digest_text.progress_lines(figures, language, zone)
