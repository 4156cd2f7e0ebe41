"""The one chart of a digest: streams of opinion by topic, legible on a phone held in one hand.

Made in a worker process (`chart_png` takes and gives plain values), which alone imports Altair and vl-convert.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from digests import wording
from storage.statistics.figures import Figures, Matter
from texts.catalogue import catalogue_for
from texts.numbers import percent as written

_ORDER = ("disagree", "concerned", "unclear", "few", "agree")
# Okabe and Ito's colours, which people with any colour vision tell apart; what is withheld is a pale grey.
_FILL = {"disagree": "#C44E00", "concerned": "#F2B134", "unclear": "#9AA3AB", "few": "#E6E8EA", "agree": "#0B6FAE"}
_INK = {"disagree": "#FFFFFF", "concerned": "#2B2100", "unclear": "#14181B", "few": "#5B6670", "agree": "#FFFFFF"}
_FONT = "Noto Sans"  # from digests/fonts: what vl-convert brings along lacks half the Vietnamese letters
_FONTS = Path(__file__).with_name("fonts")
_WIDTH = 640  # in points, two pixels each
_BAR = 30
_ROW = 66
_TOPICS = 8
_LABELLED = 9  # per cent: narrower segments have no room for a number
_SCALE = 2


def has_chart(figures: Figures) -> bool:
    """Whether there is a topic with streams to draw."""
    return any(matter.streams for matter in figures.topics)


def chart_png(figures_json: str, language: str) -> bytes:
    """The chart as a PNG, 1,280 pixels wide. Raises `ValueError` where there is nothing to draw (`has_chart`)."""
    import vl_convert

    figures = Figures.from_json(figures_json)
    if not has_chart(figures):
        raise ValueError("no topic has streams that may be shown")
    vl_convert.register_font_directory(str(_FONTS))
    return bytes(vl_convert.vegalite_to_png(specification(figures, language), scale=_SCALE))


def specification(figures: Figures, language: str) -> dict[str, Any]:
    """The chart as a Vega-Lite specification."""
    import altair as alt

    topics = wording.shown(figures.topics)[:_TOPICS]
    height = _ROW * len(topics)
    x = alt.X("from:Q", scale=alt.Scale(domain=[0, 100]), axis=None)
    y = alt.Y("top:Q", scale=alt.Scale(domain=[0, height], reverse=True, nice=False), axis=None)
    names = _legend(topics, language)
    colours = alt.Scale(domain=list(names.values()), range=[_FILL[name] for name in names])
    legend = alt.Legend(
        orient="top", title=None, labelFontSize=16, symbolType="square", symbolSize=240, columnPadding=16, labelLimit=0
    )
    segments = alt.InlineData(values=[row for i, matter in enumerate(topics) for row in _segments(i, matter, language)])
    heads = alt.InlineData(values=[_head(i, matter, language) for i, matter in enumerate(topics)])
    bars = (
        alt.Chart(segments)
        .mark_rect(stroke="#FFFFFF", strokeWidth=1.5)
        .encode(x=x, x2="to:Q", y=y, y2="bottom:Q", color=alt.Color("name:N", scale=colours, legend=legend))
    )
    middle = alt.Y("middle:Q", scale=alt.Scale(domain=[0, height], reverse=True, nice=False), axis=None)
    numbers = (
        alt.Chart(segments)
        .mark_text(fontSize=17, fontWeight="bold", baseline="middle")
        .encode(x=alt.X("centre:Q"), y=middle, text="text:N", color=alt.Color("ink:N", scale=None))
    )
    label = alt.Chart(heads).encode(y=middle)
    titles = label.mark_text(align="left", fontSize=18, fontWeight="bold", color="#1B2126").encode(
        x=alt.value(0), text="name:N"
    )
    counts = label.mark_text(align="right", fontSize=17, color="#4A545C").encode(x=alt.value(_WIDTH), text="reports:N")
    chart = alt.layer(bars, numbers, titles, counts, title=_title(figures, language)).resolve_scale(color="independent")
    chart = chart.properties(width=_WIDTH, height=height, padding=20, background="#FFFFFF")
    return dict(chart.configure(font=_FONT).configure_view(stroke=None).to_dict())


def _title(figures: Figures, language: str) -> Any:
    import altair as alt

    text = catalogue_for(language).text
    source = text("digest-chart-source", reports=figures.reports, units=figures.units, all=figures.all_units)
    return alt.TitleParams(
        text=text("digest-chart-title", period=wording.period(figures, language)),
        subtitle=source.split(" · "),
        anchor="start",
        fontSize=22,
        subtitleFontSize=16,
        subtitleColor="#4A545C",
        subtitlePadding=8,
        subtitleLineHeight=21,
        offset=14,
        color="#1B2126",
    )


def _legend(topics: list[Matter], language: str) -> dict[str, str]:
    """The labels of what the chart shows, in its order."""
    there = {kind for matter in topics for kind, _ in _parts(matter)}
    return {kind: _stance(kind, language) for kind in _ORDER if kind in there}


def _stance(kind: str, language: str) -> str:
    few = kind == "few"
    return catalogue_for(language).text("digest-chart-rest") if few else wording.label("stance", kind, language)


def _parts(matter: Matter) -> list[tuple[str, int]]:
    """(kind, per cent) from left to right; together a hundred, with what is withheld as "few"."""
    given = {share.stance: share.percent for share in matter.streams if share.percent is not None}
    given["few"] = 100 - sum(given.values())
    return [(kind, given[kind]) for kind in _ORDER if given.get(kind)]


def _segments(row: int, matter: Matter, language: str) -> list[dict[str, Any]]:
    few = catalogue_for(language).text("digest-few")
    made: list[dict[str, Any]] = []
    start = 0
    for kind, percent in _parts(matter):
        room = 2 * _LABELLED if kind == "few" else _LABELLED
        bottom = _ROW * row + _ROW - 6
        made.append(
            {
                "name": _stance(kind, language),
                "from": start,
                "to": start + percent,
                "centre": start + percent / 2,
                "top": bottom - _BAR,
                "bottom": bottom,
                "middle": bottom - _BAR / 2,
                "text": "" if percent < room else few if kind == "few" else written(percent / 100, language),
                "ink": _INK[kind],
            }
        )
        start += percent
    return made


def _head(row: int, matter: Matter, language: str) -> dict[str, Any]:
    text = catalogue_for(language).text
    return {
        "name": wording.label("topic", matter.name, language),
        "reports": text("digest-chart-reports", reports=matter.reports or 0),
        "middle": _ROW * row + 15,
    }
