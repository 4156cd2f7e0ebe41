"""The sections of a digest that are tables where a network has those: their rows, and the lines that stay beside them.

The same cells as in `digests.text`, in the same words: no table says more than the lines that it stands for.
"""

from __future__ import annotations

from dataclasses import dataclass

from digests import wording
from digests.text import PLACES, cells_lines, target_lines
from storage.statistics.shown_figures import Figures, Matter
from texts.catalogue import Catalogue, catalogue_for
from texts.rich import RichText


@dataclass(frozen=True, slots=True)
class SectionTable:
    """Rows of cells, the heads first, and the lines that are in no row."""

    rows: tuple[tuple[str, ...], ...]
    rest: RichText


def section_tables(figures: Figures, language: str) -> dict[str, SectionTable]:
    """The tables by their section; none for one without a number to show."""
    text = catalogue_for(language)
    heard = ["cause", "spread", "forecast", "source", "urgency"]
    made = {
        "topics": _matters(figures, "topic", text, "sheet-topic", list(cells_lines(figures, language, heard))),
        "places": _places(figures, text),
        "groups": _matters(figures, "strata", text, "digest-doc-group", list(target_lines(figures, language))),
    }
    return {section: table for section, table in made.items() if len(table.rows) > 1}


def _matters(figures: Figures, field: str, text: Catalogue, head: str, more: list[RichText]) -> SectionTable:
    found = figures.topics if field == "topic" else figures.strata
    shown = wording.shown(found)
    heads = [text.text(head), text.text("digest-doc-reports"), text.text("digest-doc-streams")]
    rows = [[_name(matter, field, figures, text), str(matter.reports), _streams(matter, text)] for matter in shown]
    earlier = {
        "sheet-previous": [matter.previous for matter in shown],
        "sheet-last-year": [matter.last_year for matter in shown],
    }
    for key, counts in earlier.items():
        if any(count is not None for count in counts):
            heads.append(text.text(key))
            for row, count in zip(rows, counts, strict=True):
                row.append("–" if count is None else str(count))
    few = wording.few(
        [_name(matter, field, figures, text) for matter in found if matter.reports is None][:3], text.language
    )
    lines = [text("digest-estimate-note"), *([few] if few is not None else []), *more]
    return SectionTable(tuple(map(tuple, (heads, *rows))), RichText.join("\n", lines))


def _name(matter: Matter, field: str, figures: Figures, text: Catalogue) -> str:
    return wording.label(field, matter.name, text.language, figures.labels)


def _streams(matter: Matter, text: Catalogue) -> str:
    """Per cent from ten reports on, else words."""
    percents = (matter.reports or 0) >= wording.PERCENTS_FROM
    said = wording.streams(matter.streams, text.language, percents=percents, most=4 if percents else 2)
    return said or text.text("digest-streams-few")


def _places(figures: Figures, text: Catalogue) -> SectionTable:
    shown = [place for place in figures.places if place.reports is not None]
    rows = [(text.text("digest-doc-place"), text.text("digest-doc-reports"), text.text("digest-doc-topic"))]
    for place in shown[:PLACES]:
        topic = "–" if place.topic is None else wording.label("topic", place.topic, text.language, figures.labels)
        rows.append((wording.place(place, text.language), str(place.reports), topic))
    lines = [text("digest-places-more", n=len(shown) - PLACES)] if len(shown) > PLACES else []
    few = [wording.place(place, text.language) for place in figures.places if place.reports is None]
    named = wording.few(few[:PLACES], text.language)
    lines += [*([named] if named is not None else []), text("digest-places-note")]
    return SectionTable(tuple(rows), RichText.join("\n", lines))
