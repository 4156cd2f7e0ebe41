"""The charts of a board digest by name: which belong to its figures, their specifications, their pictures for the document."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import tzinfo
from typing import Any

import orjson

from digests import chart, month_chart, spec_charts
from digests.text import has_months
from storage.statistics.shown_figures import Figures

BELOW = ("months_chart", "stances_chart", "units_chart")
"""The charts that stand below the items of a document, in their order; the one of streams stands above them."""
_COMPARED = 2
"""Topics to be compared: of a single one the chart of streams says it all."""


def belong(figures: Figures) -> tuple[str, ...]:
    """Those of `BELOW` for which there is enough."""
    there = {
        "months_chart": has_months(figures),
        "stances_chart": len(spec_charts.topics(figures)) >= _COMPARED,
        "units_chart": spec_charts.drawable(figures, "units"),
    }
    return tuple(name for name in BELOW if there[name])


def png(figures_json: str, name: str, language: str) -> bytes:
    """One of `BELOW` as a PNG. Raises ValueError: there is too little to draw."""
    if name == "months_chart":
        return month_chart.month_png(figures_json, language)
    return spec_charts.chart_png(figures_json, name.removesuffix("_chart"), language)


def charts_json(figures_json: str, language: str, zone: tzinfo) -> bytes:
    """The figures and every chart that belongs to them as a Vega-Lite specification, as one JSON object."""
    figures = Figures.from_json(figures_json)
    made: dict[str, Mapping[str, Any]] = {}
    if chart.has_chart(figures):
        made["chart"] = chart.specification(figures, language, zone)
    specifications: dict[str, Callable[[], Mapping[str, Any]]] = {
        "months_chart": lambda: month_chart.specification(figures, language),
        "stances_chart": lambda: spec_charts.specification(figures, "stances", language),
        "units_chart": lambda: spec_charts.specification(figures, "units", language),
    }
    made |= {name: specifications[name]() for name in belong(figures)}
    return orjson.dumps({"figures": orjson.Fragment(figures.to_json()), "charts": made}, option=orjson.OPT_INDENT_2)
