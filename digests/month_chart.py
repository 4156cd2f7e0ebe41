"""The line of twelve months: all reports, and each of the first topics in a panel of its own, for phones and for print.

Made in a worker process (`month_png` takes and gives plain values), which alone imports Altair and vl-convert.
"""

from __future__ import annotations

from collections.abc import Sequence
from textwrap import wrap
from typing import Any

from digests import wording
from digests.chart import FONT, SCALE, WIDTH, register_fonts, small
from digests.hatching import Box, hatch
from digests.text import LEAST_MONTHS, has_months, known_months
from storage.statistics.shown_figures import Figures
from texts.catalogue import catalogue_for
from texts.dates import month_of_year

_TOPICS = 3
_LABEL = 50  # letters of a panel's heading
_HEAD = 24  # points of one line of it
_PLOT = 92
_FOOT = 20
_INK, _LINE, _PALE = "#1B2126", "#0B6FAE", "#4A545C"


def month_png(figures_json: str, language: str) -> bytes:
    """The line as a PNG, 1,280 pixels wide. Raises `ValueError` where too few months were told (`has_months`)."""
    import vl_convert

    figures = Figures.from_json(figures_json)
    if not has_months(figures):
        raise ValueError("too few months were told for a line")
    register_fonts()
    return small(bytes(vl_convert.vegalite_to_png(specification(figures, language), scale=SCALE)))


def specification(figures: Figures, language: str) -> dict[str, Any]:
    """The chart as a Vega-Lite specification."""
    import altair as alt

    text = catalogue_for(language).text
    panels: list[tuple[str, Sequence[int | None]]] = [(text("digest-month-chart-all"), figures.months)]
    for matter in [topic for topic in wording.shown(figures.topics) if len(known_months(topic.months)) >= LEAST_MONTHS][
        :_TOPICS
    ]:
        panels.append((wording.label("topic", matter.name, language, figures.labels), matter.months))
    names = wording.month_names(figures)
    heads: list[dict[str, Any]] = []
    points: list[dict[str, Any]] = []
    gaps: list[dict[str, Any]] = []
    marks: list[dict[str, Any]] = []
    top = 0.0
    for number, (label, months) in enumerate(panels):
        lines = wrap(label, _LABEL) or [""]
        heads.append({"name": "\n".join(lines), "y": top + 4})
        base = top + _HEAD * len(lines) + _PLOT
        highest = max(known_months(months)) or 1
        for at, count in enumerate(months):
            x = _centre(at, len(months))
            marks.append({"x": x, "y": base + 14, "text": names[at].split("/")[0]})
            if count is None:
                half = WIDTH / len(months) / 2 - 3
                gaps += hatch(Box(x - half, x + half, base - 34, base))
                continue
            y = base - (_PLOT - 34) * count / highest - 4
            points.append({"line": f"{number}-{_run_of(months, at)}", "x": x, "y": y, "n": str(count)})
        top = base + _FOOT + 16
    scale_x, scale_y = alt.Scale(domain=[0, WIDTH], nice=False), alt.Scale(domain=[0, top], reverse=True, nice=False)
    across, down = alt.X("x:Q", scale=scale_x, axis=None), alt.Y("y:Q", scale=scale_y, axis=None)
    dots = alt.Chart(alt.InlineData(values=points))
    layers = [
        alt.Chart(alt.InlineData(values=gaps or [{"x": 0, "x2": 0, "y": 0, "y2": 0}]))
        .mark_rule(color="#9AA3AB", strokeWidth=1)
        .encode(x=across, x2="x2:Q", y=down, y2="y2:Q"),
        dots.mark_line(color=_LINE, strokeWidth=2.5).encode(x=across, y=down, detail="line:N"),
        dots.mark_circle(color=_LINE, size=60, opacity=1).encode(x=across, y=down),
        dots.mark_text(fontSize=17, fontWeight="bold", dy=-15, color=_INK).encode(x=across, y=down, text="n:N"),
        alt.Chart(alt.InlineData(values=marks))
        .mark_text(fontSize=16, color=_PALE)
        .encode(x=across, y=down, text="text:N"),
        alt.Chart(alt.InlineData(values=heads))
        .mark_text(
            align="left", baseline="top", fontSize=18, fontWeight="bold", lineHeight=23, lineBreak="\n", color=_INK
        )
        .encode(x=alt.value(0), y=down, text="name:N"),
    ]
    chart = alt.layer(*layers, title=_title(figures, language)).properties(
        width=WIDTH, height=top, padding=20, background="#FFFFFF"
    )
    return dict(chart.configure(font=FONT).configure_view(stroke=None).to_dict())


def _title(figures: Figures, language: str) -> Any:
    import altair as alt

    text = catalogue_for(language).text
    assert figures.months_end is not None, "has_months"
    said = [text("digest-month-chart-ends", ends=month_of_year(figures.months_end, language))]
    if None in figures.months or any(None in matter.months for matter in figures.topics):
        said.append(text("digest-month-chart-gap"))
    return alt.TitleParams(
        text=text("digest-month-chart-title"),
        subtitle=said,
        anchor="start",
        fontSize=22,
        subtitleFontSize=16,
        subtitleColor=_PALE,
        subtitlePadding=8,
        subtitleLineHeight=21,
        offset=14,
        color=_INK,
    )


def _centre(at: int, of: int) -> float:
    return WIDTH * (at + 0.5) / of


def _run_of(months: Sequence[int | None], at: int) -> int:
    """The number of gaps before a month: no line is drawn across one."""
    return sum(month is None for month in months[:at])
