"""Charts of which the Vega-Lite specification is data, in `digests/charts/`: here it gets its rows, its words and its height.

`stances`: topic by stance, shaded from pale to dark so that it reads in grey. `units`: the twelve months of each unit in a small
panel, all on one scale. What is not shown is hatched; under ten reports stand words, no per cent. Made in a worker process.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from textwrap import wrap
from typing import Any

from digests import wording
from digests.chart import SCALE, WIDTH, register_fonts, small
from digests.hatching import Box, hatch
from digests.text import LEAST_MONTHS, known_months
from storage.statistics.shown_figures import Figures, Matter, Place
from texts.catalogue import catalogue_for
from texts.dates import month_of_year
from texts.numbers import percent as written

CHARTS = ("stances", "units")
_SPECIFICATIONS = Path(__file__).with_name("charts")
STANCES = ("disagree", "concerned", "agree", "unclear")
"""The order of the columns: about the middle, as everywhere; what is unclear stands last."""
_SHADES = (
    (60, "#0B4F7D", "#FFFFFF"),
    (30, "#6FA9CF", "#14181B"),
    (10, "#C9E0EF", "#14181B"),
    (0, "#F1F6FA", "#14181B"),
)
"""From so many per cent on: the fill of a cell, and the ink on it."""
_TOPICS, _UNITS, _LEAST_UNITS = 8, 8, 2
_LINE = 23
Rows = dict[str, list[dict[str, Any]]]


def drawable(figures: Figures, chart: str) -> bool:
    """Tell whether there is enough for a chart."""
    return bool(topics(figures)) if chart == "stances" else len(_units(figures)) >= _LEAST_UNITS


def chart_png(figures_json: str, chart: str, language: str) -> bytes:
    """One of `CHARTS` as a PNG, 1,280 pixels wide. Raises `ValueError` where there is too little to draw (`drawable`)."""
    import vl_convert

    figures = Figures.from_json(figures_json)
    if not drawable(figures, chart):
        raise ValueError(f"too little was told for the chart {chart}")
    register_fonts()
    return small(bytes(vl_convert.vegalite_to_png(specification(figures, chart, language), scale=SCALE)))


def specification(figures: Figures, chart: str, language: str) -> dict[str, Any]:
    """The specification with its rows."""
    made: dict[str, Any] = json.loads((_SPECIFICATIONS / f"{chart}.json").read_text(encoding="utf-8"))
    text = catalogue_for(language).text
    if chart == "stances":
        rows, height, subtitle = *_stances(figures, language), [text("digest-chart-stances-n")]
        hidden = any(share.percent is None for matter in topics(figures) for share in matter.streams)
    else:
        assert figures.months_end is not None, "drawable"
        ends = month_of_year(figures.months_end, language)
        rows, height, subtitle = *_months(figures, language), [text("digest-chart-units-scale", ends=ends)]
        hidden = any(None in place.months for place in _units(figures))
    if hidden:
        subtitle.append(text(f"digest-chart-{chart}-hidden"))
    made["title"] |= {"text": text(f"digest-chart-{chart}-title"), "subtitle": subtitle}
    made["height"] = height
    made["datasets"] = rows
    for layer in made["layer"]:
        layer["encoding"]["y"]["scale"]["domain"] = [0, height]
    return made


def topics(figures: Figures) -> list[Matter]:
    """The topics of the chart of stances, those with the most reports."""
    return [matter for matter in wording.shown(figures.topics) if matter.streams][:_TOPICS]


def _units(figures: Figures) -> list[Place]:
    told = [place for place in figures.places if place.reports is not None]
    return [place for place in told if len(known_months(place.months)) >= LEAST_MONTHS][:_UNITS]


def _stances(figures: Figures, language: str) -> tuple[Rows, float]:
    """A row of four cells for each topic, below its name and number of reports."""
    text = catalogue_for(language).text
    rows: Rows = {name: [] for name in ("cells", "hatching", "said", "heads", "notes")}
    width, high = WIDTH / len(STANCES), 44
    for at, stance in enumerate(STANCES):
        rows["notes"].append({"x": (at + 0.5) * width, "y": 0, "text": wording.label("stance", stance, language)})
    top = 34.0
    for matter in topics(figures):
        name = wording.label("topic", matter.name, language, figures.labels)
        said = text("digest-chart-stances-topic", name=name, reports=matter.reports or 0)
        lines = wrap(said, 58) or [""]
        rows["heads"].append({"x": 0, "y": top, "text": "\n".join(lines)})
        top += _LINE * len(lines) + 5
        shares = {share.stance: share.percent for share in matter.streams}
        for at, stance in enumerate(STANCES):
            percent, left = shares.get(stance, 0), at * width
            box = Box(left, left + width, top, top + high)
            fill, ink = next((fill, ink) for least, fill, ink in _SHADES if (percent or 0) >= least)
            rows["cells"].append(_rect(box) | {"fill": "#FFFFFF" if percent is None else fill})
            if percent is None:
                rows["hatching"] += hatch(box)
                continue
            number = (matter.reports or 0) >= wording.PERCENTS_FROM
            told = written(percent / 100, language) if number else wording.word(percent, language)
            told = "–" if not percent else "\n".join(wrap(told, 16))
            there = {"x": left + width / 2, "y": top + high / 2 - 10 * told.count("\n"), "text": told, "ink": ink}
            rows["said"].append(there)
        top += high + 16
    return rows, top


def _months(figures: Figures, language: str) -> tuple[Rows, float]:
    """A small panel of bars for each unit, two beside each other."""
    rows: Rows = {name: [] for name in ("bars", "hatching", "lines", "numbers", "heads", "notes")}
    units, names = _units(figures), wording.month_names(figures)
    highest = max(max(known_months(place.months)) for place in units) or 1
    across, plot, gap = (WIDTH - 32) / 2, 84.0, 32
    heads = ["\n".join(wrap(wording.place(place, language), 26) or [""]) for place in units]
    top = 0.0
    for first in range(0, len(units), 2):
        lines = max(head.count("\n") + 1 for head in heads[first : first + 2])
        base = top + _LINE * lines + 22 + plot
        for at, place in enumerate(units[first : first + 2]):
            left = at * (across + gap)
            rows["heads"].append({"x": left, "y": top, "text": heads[first + at]})
            _panel(rows, place.months, Box(left, left + across, base - plot, base), highest)
            for mark in (0, len(names) - 1):
                x = left + across * (mark + 0.5) / len(names)
                rows["notes"].append({"x": x, "y": base + 5, "text": names[mark].split("/")[0]})
        top = base + 44
    return rows, top


def _panel(rows: Rows, months: Sequence[int | None], box: Box, highest: int) -> None:
    width = (box.right - box.left) / len(months)
    known = known_months(months)
    rows["lines"].append({"x": box.left, "x2": box.right, "y": box.bottom, "y2": box.bottom})
    for at, count in enumerate(months):
        left = box.left + at * width
        if count is None:
            rows["hatching"] += hatch(Box(left + 2, left + width - 2, box.bottom - 30, box.bottom))
            continue
        high = (box.bottom - box.top) * count / highest
        rows["bars"].append(_rect(Box(left + 3, left + width - 3, box.bottom - high, box.bottom)))
        if at == len(months) - 1 or count == max(known):
            rows["numbers"].append({"x": left + width / 2, "y": box.bottom - high - 2, "text": str(count)})


def _rect(box: Box) -> dict[str, Any]:
    return {"x": box.left, "x2": box.right, "y": box.top, "y2": box.bottom}
