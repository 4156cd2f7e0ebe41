"""The parts of a board digest for its document: the items in their order, the officers' words, the gaps that are left."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import tzinfo
from typing import Any

from digests import cross_text, quotes, wording
from digests import text as digest_text
from digests.board_text import Head, item_label, item_text, title
from digests.outline import DOCUMENT_TYPE, Item, ItemKind, Outline
from storage.statistics.report_crosses import ReportCross
from storage.statistics.shown_figures import Figures
from texts.catalogue import Catalogue, catalogue_for


@dataclass(frozen=True, slots=True)
class Finishing:
    """The officers' part of a board digest: the order of its items (JSON), their words, its number ("": a draft)."""

    outline: str
    assessment: str
    proposals: str
    number: str
    corrects: str = ""
    kind: str = "period"
    prompt: str = ""


def board_facts(finishing: Finishing, figures: Figures, suffix: str, language: str, zone: tzinfo) -> dict[str, Any]:
    """The tags that a board's template has beside those of every digest."""
    text = catalogue_for(language)
    period = wording.period(figures, language, zone)
    outline = Outline.from_json(finishing.outline)
    added_up = figures.reports is not None and figures.units is None
    named = title(Head(finishing.kind, prompt=finishing.prompt), figures, language, zone)
    return {
        **numbers(finishing.number, suffix, language),
        "name": named,
        "subject": text.text(f"board-doc-subject-{finishing.kind}", period=period, prompt=finishing.prompt),
        "corrects": text.text("board-doc-corrects", number=finishing.corrects) if finishing.corrects else "",
        "assessment": _paragraphs(finishing.assessment),
        "proposals": _paragraphs(finishing.proposals),
        "items": [_item(item, figures, text, zone) for item in outline.told()],
        "added_up": text.text("board-doc-added-up") if added_up else "",
        "is_draft": not finishing.number,
    }


def numbers(symbol: str, suffix: str, language: str) -> dict[str, str]:
    """The line of a document's number, as the Party and as the State write it. symbol: "" leaves a gap for the registry."""
    text = catalogue_for(language).text
    state = f"{symbol.partition('-')[0] or '……'}/{DOCUMENT_TYPE}-{suffix}"
    return {
        "number_line": text("board-doc-number", number=symbol or f"……-{DOCUMENT_TYPE}/{suffix}"),
        "number_state": text("board-doc-number-state", number=state),
    }


def _paragraphs(words: str) -> list[str]:
    return [line.strip() for line in words.splitlines() if line.strip()]


def below_its_name(line: str, name: str) -> str:
    """A topic's line as a sentence of its own, since its name stands above: "17 báo cáo, tăng 8: …"."""
    counted, _, rest = line.removeprefix(name).strip().removeprefix("(").partition(")")
    return f"{counted}{rest}"


def _item(item: Item, figures: Figures, text: Catalogue, zone: tzinfo) -> dict[str, Any]:
    """One item: a title, sentences, and perhaps a table of two or three columns after its row numbers."""
    language = text.language
    heading = "" if item.kind is ItemKind.WORDS else item_label(item, figures, language)
    made: dict[str, Any] = {"title": heading, "lines": [], "heads": [], "rows": [], "wide": False}
    match item.kind:
        case ItemKind.GROUPS:
            made["heads"] = [
                text.text("digest-doc-group"),
                text.text("digest-doc-reports"),
                text.text("digest-doc-streams"),
            ]
            made["rows"] = [
                {
                    "name": wording.label("strata", matter.name, language, figures.labels),
                    "reports": matter.reports,
                    "more": wording.streams(
                        matter.streams, language, percents=(matter.reports or 0) >= wording.PERCENTS_FROM
                    ),
                }
                for matter in wording.shown(figures.strata)
            ]
            made["lines"] = [line.text for line in digest_text.target_lines(figures, language)]
        case ItemKind.PLACES:
            made["heads"] = [
                text.text("digest-doc-place"),
                text.text("digest-doc-reports"),
                text.text("digest-doc-topic"),
            ]
            made["rows"] = [
                {
                    "name": wording.place(place, language),
                    "reports": place.reports,
                    "more": wording.label("topic", place.topic, language, figures.labels) if place.topic else "",
                }
                for place in figures.places
                if place.reports is not None
            ]
        case ItemKind.TREND:
            made["lines"] = [digest_text.month_trend(figures, language), *digest_text.topic_months(figures, language)]
            made["heads"] = [text.text("digest-doc-month"), text.text("digest-doc-reports")]
            told = list(zip(wording.month_names(figures), figures.months, strict=True))
            first = next((at for at, (_, reports) in enumerate(told) if reports is not None), 0)
            made["rows"] = [
                {"name": name, "reports": "–" if reports is None else reports, "more": ""}
                for name, reports in told[first:]
            ]
        case ItemKind.CROSS:
            table = ReportCross.from_json(item.name)
            heads = cross_text.field_names(table, language)
            made["heads"] = [heads[0], text.text("digest-doc-reports"), heads[1]]
            made["rows"] = [
                {"name": name, "reports": n, "more": said} for name, n, said in cross_text.rows(table, language)
            ]
            made["lines"] = cross_text.differences(table, language) or [text.text("board-cross-no-difference")]
        case ItemKind.TOPIC:
            found = [matter for matter in figures.topics if matter.name == item.name and matter.reports is not None]
            for matter in found:
                made["lines"].append(
                    below_its_name(digest_text.matter_line(matter, figures, "topic", language).text, heading)
                )
        case ItemKind.VOICES | ItemKind.AUTHORS:
            made["lines"] = [*quotes.lines(item.name, figures, language), text.text("board-quotes-rule")]
        case ItemKind.WORDS:
            made["lines"] = _paragraphs(item.name)
        case _:
            said = item_text(item, figures, language, zone).text.splitlines()
            made["lines"] = said[1:] if item.kind is ItemKind.URGENT else said
    made["wide"] = any(row["more"] for row in made["rows"])
    return made
