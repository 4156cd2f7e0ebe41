"""The digest as an official document: figures into a Word template that the office may change.

Made in a worker process (`document_docx` takes and gives plain values), which alone imports docxtpl.
"""

from __future__ import annotations

import io
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, tzinfo
from pathlib import Path
from types import MappingProxyType
from typing import Any
from zipfile import BadZipFile

from digests import wording
from digests.board_facts import Finishing, board_facts, numbers
from digests.board_pictures import BELOW, belong
from digests.chart import has_chart
from digests.outline import Outline
from digests.template_tags import ALIASES, environment, unbound
from digests.text import as_of_line, cells_lines, urgent_label, urgent_state
from storage.statistics.shown_figures import Figures, Matter
from texts.catalogue import Catalogue, catalogue_for
from texts.dates import moment

_TEMPLATES = Path(__file__).with_name("templates")
_CHART_MM = 150
_TALLEST_MM, _SMALL_LETTERS_MM = 85, 110
"""A third of a page: so much stays empty at most where a chart no longer fits; more where a chart of many parts would have
letters that nobody reads on paper."""
_ONE_LINE = 20
"""Letters of the issuing body that fit beside the heading on the right."""
_JOINS = ("VÀ", "AND")
_NBSP = "\u00a0"


@dataclass(frozen=True, slots=True)
class Letterhead:
    """The office's name, and to whom it writes. `suffix`: of the document's number, "BTGDVTU" in "12-BC/BTGDVTU".

    `layout`: "party", "state" or "plain".
    """

    board: str
    place: str
    suffix: str
    recipients: tuple[str, ...]
    superior: str = ""
    signer: str = ""
    layout: str = "party"


def document_docx(
    figures_json: str,
    chart_png: bytes | None,
    letterhead: Letterhead,
    number: int,
    on: date,
    language: str,
    zone: tzinfo,
    template: bytes | None = None,
    finishing: Finishing | None = None,
    below: Mapping[str, bytes | None] = MappingProxyType({}),
) -> bytes:
    """The digest as a .docx. `template`: the office's own, else the one that comes along. `finishing`: of a board digest.
    `below`: the charts below its items, by `board_pictures.BELOW`.

    Where a chart belongs that could not be drawn, a sentence says so in its place.
    Raises `ValueError` for a template that is not a Word file or whose tags do not fit.
    """
    from docxtpl import DocxTemplate
    from jinja2 import TemplateError

    figures = Figures.from_json(figures_json)
    name = f"{'digest' if finishing is None else 'board'}_{letterhead.layout}"
    source = template or _shipped(name, language)
    made = io.BytesIO()
    try:
        document = DocxTemplate(io.BytesIO(unbound(source)))
        pictures: dict[str, object] = {
            name: _picture(document, png, _SMALL_LETTERS_MM if name in BELOW else _TALLEST_MM) if png else None
            for name, png in {"chart": chart_png, **dict.fromkeys(BELOW), **below}.items()
        }
        told = Outline.from_json(finishing.outline).told_of(figures) if finishing is not None else figures
        missing = catalogue_for(language).text("document-chart-missing")
        if chart_png is None and has_chart(told):
            pictures["chart"] = missing
        for name in belong(told) if finishing is not None else ():
            pictures[name] = pictures[name] or missing
        facts = facts_of(figures, letterhead, number, on, language, zone, finishing)
        named = {own: pictures[name] for name, own in ALIASES.items() if name in pictures}
        document.render({**facts, **pictures, **named}, environment(), autoescape=True)
        document.save(made)
    except (KeyError, ValueError, OSError, BadZipFile, TemplateError) as error:
        raise ValueError(f"the template of the digest cannot be filled in: {error}") from error
    return made.getvalue()


def _picture(document: Any, png: bytes, tallest: int) -> Any:
    from docx.shared import Mm
    from docxtpl import InlineImage
    from PIL import Image

    with Image.open(io.BytesIO(png)) as drawn:
        wide = drawn.width * tallest >= drawn.height * _CHART_MM
    size = {"width": Mm(_CHART_MM)} if wide else {"height": Mm(tallest)}
    return InlineImage(document, io.BytesIO(png), **size)


def shipped(layout: str, language: str) -> bytes:
    """The template of board digests that comes along, for an office to begin with."""
    return _shipped(f"board_{layout}", language)


def _shipped(name: str, language: str) -> bytes:
    return (_TEMPLATES / f"{name}.{language}.docx").read_bytes()


def facts_of(
    figures: Figures,
    letterhead: Letterhead,
    number: int,
    on: date,
    language: str,
    zone: tzinfo,
    finishing: Finishing | None,
) -> dict[str, Any]:
    """The values of all tags but the chart, under their names and their Vietnamese names."""
    facts = {**_letterhead(letterhead, number, on, language), **_figures(figures, letterhead, language, zone)}
    if finishing is not None:
        facts |= board_facts(finishing, figures, letterhead.suffix, language, zone)
    return facts | {own: facts[name] for name, own in ALIASES.items() if name in facts}


def _letterhead(letterhead: Letterhead, number: int, on: date, language: str) -> dict[str, Any]:
    text = catalogue_for(language).text
    day = {"day": f"{on.day:02}", "month": f"{on.month:02}", "year": str(on.year)}
    return {
        "superior": letterhead.superior.upper(),
        "board_upper": _issuer(letterhead),
        "number": number,
        "suffix": letterhead.suffix,
        "place_date": text("digest-doc-place-date", place=letterhead.place, **day),
        "recipients": list(letterhead.recipients),
        "signer": letterhead.signer,
        "corrects": "",
        **numbers("", letterhead.suffix, language),
    }


def _issuer(letterhead: Letterhead) -> str:
    """The issuing body's name in capitals, without the superior's that stands above it, in two lines of one length."""
    name, above = letterhead.board.upper().split(), letterhead.superior.upper().split()
    for length in range(min(len(name) - 1, len(above)), 1, -1):
        if name[-length:] == above[:length]:
            name = name[:-length]
            break
    if len(" ".join(name)) <= _ONE_LINE:
        return _NBSP.join(name)
    cost = {
        at: max(len(_NBSP.join(name[:at])), len(_NBSP.join(name[at:]))) - 4 * (name[at] in _JOINS)
        for at in range(1, len(name))
    }
    at = min(cost, key=lambda place: cost[place])
    return f"{_NBSP.join(name[:at])} {_NBSP.join(name[at:])}"


def _base(figures: Figures, text: Catalogue) -> str:
    if figures.reports is None:
        return text.text("digest-doc-base-few")
    if figures.reports == 0:
        if figures.previous_reports is None:
            return text.text("digest-doc-base-none")
        return text.text("digest-doc-base-none-now", previous=figures.previous_reports)
    if figures.units is None:  # added up of other digests
        return text.text("digest-doc-base-reports", reports=figures.reports)
    counts = {"reports": figures.reports, "units": figures.units, "all": figures.all_units}
    if figures.previous_reports is None:
        return text.text("digest-doc-base-alone", **counts)
    return text.text("digest-doc-base", previous=figures.previous_reports, **counts)


def _year_before(figures: Figures, text: Catalogue) -> list[str]:
    return [] if figures.last_year_reports is None else [text.text("digest-last-year", n=figures.last_year_reports)]


def _figures(figures: Figures, letterhead: Letterhead, language: str, zone: tzinfo) -> dict[str, Any]:
    text = catalogue_for(language)
    few = text.text("digest-few")
    period = wording.period(figures, language, zone)
    unit = figures.unit or text.text("digest-doc-whole")
    hidden = [
        wording.label("topic", matter.name, language, figures.labels)
        for matter in figures.topics
        if matter.reports is None
    ]
    said = wording.few(hidden, language)
    forecast, causes = (
        " ".join(line.text for line in cells_lines(figures, language, fields))
        for fields in (("forecast",), ("cause", "spread"))
    )
    return {
        "subject": text.text("digest-doc-subject", period=period),
        "opening": text.text("digest-doc-opening", board=letterhead.board, period=period, unit=unit),
        "base": " ".join(
            [
                _base(figures, text),
                *as_of_line(figures, language, zone),
                *_year_before(figures, text),
                *wording.outages(figures, language, zone),
            ]
        ),
        "progress": " ".join(_progress(figures, text)),
        "topics": [_topic(matter, figures, text) for matter in wording.shown(figures.topics)],
        "few_topics": said.text if said else "" if figures.topics else text.text("digest-few-topics"),
        "groups": [
            {
                "name": wording.label("strata", matter.name, language, figures.labels),
                "reports": few if matter.reports is None else matter.reports,
                "streams": wording.streams(matter.streams, language, percents=_percents(matter)) or few,
            }
            for matter in figures.strata
        ],
        "places": [
            {
                "name": wording.place(place, language),
                "reports": few if place.reports is None else place.reports,
                "topic": wording.label("topic", place.topic, language, figures.labels) if place.topic else few,
            }
            for place in figures.places
        ],
        "causes": causes,
        "forecast": forecast or _sentence(few),
        "urgent": list(_urgent(figures, text, zone)),
        "few": _sentence(few),
        "no_urgent": text.text("digest-doc-none-outage" if figures.outages else "digest-doc-none"),
    }


def _progress(figures: Figures, text: Catalogue) -> list[str]:
    """How many answered the newest prompt, and what became of the issues of a month."""
    said = [text.text("digest-answered", **wording.answered(progress)) for progress in figures.progress[:1]]
    if figures.issues is not None:
        said.append(text.text("digest-issues", said=wording.issues(figures.issues, text.language)))
    return said


def _topic(matter: Matter, figures: Figures, text: Catalogue) -> dict[str, str]:
    said = wording.streams(matter.streams, text.language, percents=_percents(matter)) or text.text("digest-few")
    reports = matter.reports or 0
    if matter.previous is None:
        line = text.text("digest-doc-matter", reports=reports, streams=said)
    else:
        line = text.text("digest-doc-matter-before", reports=reports, streams=said, previous=matter.previous)
    return {"name": wording.label("topic", matter.name, text.language, figures.labels), "text": line}


def _urgent(figures: Figures, text: Catalogue, zone: tzinfo) -> list[str]:
    items, whole = [], text.text("digest-place-whole")
    for item in figures.urgent:
        state = urgent_state(item, text)
        when, what = moment(item.at, zone, text.language), urgent_label(item, figures, text.language)
        items.append(
            text.text(
                "digest-urgent-item",
                when=when,
                what=what,
                place=item.place or whole,
                state=state,
            )
        )
    return items


def _percents(matter: Matter) -> bool:
    return (matter.reports or 0) >= wording.PERCENTS_FROM


def _sentence(said: str) -> str:
    return f"{said[:1].upper()}{said[1:]}."
