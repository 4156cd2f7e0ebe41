"""The one chart of a digest: streams of opinion by topic, legible on a phone held in one hand.

Made in a worker process (`chart_png` takes and gives plain values), which alone imports Altair and vl-convert.
"""

from __future__ import annotations

import io
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import tzinfo
from pathlib import Path
from textwrap import wrap
from typing import Any

from digests import wording
from digests.hatching import Box, hatch
from storage.statistics.shown_figures import Figures, Matter
from texts.catalogue import catalogue_for
from texts.numbers import percent as written

_LEFT = ("concerned", "disagree")  # from the middle outwards
_RIGHT = ("agree", "unclear", "few")  # what is withheld stands at the end, never between two stances
_ORDER = ("disagree", "concerned", "agree", "unclear", "few")
# Okabe and Ito's colours, which people with any colour vision tell apart; what is withheld is a pale grey.
_FILL = {"disagree": "#C44E00", "concerned": "#F2B134", "unclear": "#9AA3AB", "few": "#E6E8EA", "agree": "#0B6FAE"}
_INK = {"disagree": "#FFFFFF", "concerned": "#2B2100", "unclear": "#14181B", "few": "#1B2126", "agree": "#FFFFFF"}
FONT = "Noto Sans"  # from digests/fonts: what vl-convert brings along lacks half the Vietnamese letters
_FONTS = Path(__file__).with_name("fonts")
WIDTH = 640  # in points, two pixels each
_BAR = 30
_ROW = 66
_LINE = 23  # of a label
_LABEL = 46  # letters on a line of one, beside the number of reports
_TOPICS = 8
_LABELLED = 58  # points: narrower segments have no room for a number
SCALE = 2
_COLOURS = 128


def has_chart(figures: Figures) -> bool:
    """True if there is a topic with streams to draw."""
    return any(matter.streams for matter in figures.topics)


def chart_png(figures_json: str, language: str, zone: tzinfo) -> bytes:
    """The chart as a PNG, 1,280 pixels wide. Raises `ValueError` where there is nothing to draw (`has_chart`)."""
    import vl_convert

    figures = Figures.from_json(figures_json)
    if not has_chart(figures):
        raise ValueError("no topic has streams that may be shown")
    register_fonts()
    return small(bytes(vl_convert.vegalite_to_png(specification(figures, language, zone), scale=SCALE)))


def register_fonts() -> None:
    """Let what is drawn have all Vietnamese letters."""
    import vl_convert

    vl_convert.register_font_directory(str(_FONTS))


def small(png: bytes) -> bytes:
    """The same picture in so many colours as flat bars and letters have: a seventh of the bytes."""
    from PIL import Image

    made = io.BytesIO()
    with Image.open(io.BytesIO(png)) as picture:
        picture.convert("RGB").quantize(_COLOURS, dither=Image.Dither.NONE).save(made, "PNG", optimize=True)
    return made.getvalue()


def one_bar() -> bytes:
    """A PNG with one bar and one word: raises, or ends its process, where charts cannot be drawn at all."""
    import altair as alt
    import vl_convert

    register_fonts()
    drawn = alt.Chart(alt.InlineData(values=[{"name": "ý kiến", "n": 1}])).mark_bar().encode(x="n:Q", y="name:N")
    return bytes(vl_convert.vegalite_to_png(drawn.configure(font=FONT).to_dict()))


def specification(figures: Figures, language: str, zone: tzinfo) -> dict[str, Any]:
    """The chart as a Vega-Lite specification."""
    import altair as alt

    topics = [matter for matter in wording.shown(figures.topics) if matter.streams][:_TOPICS]
    rows = _rows(topics, language, figures.labels)
    height = rows[-1].bottom
    left, right = (max(sum(_shares(matter, side)) for matter in topics) for side in (_LEFT, _RIGHT))
    across = alt.Scale(domain=[-left, right], nice=False)
    down = alt.Scale(domain=[0, height], reverse=True, nice=False)
    x, y = alt.X("from:Q", scale=across, axis=None), alt.Y("top:Q", scale=down, axis=None)
    names = _legend(topics, language)
    colours = alt.Scale(domain=list(names.values()), range=[_FILL[name] for name in names])
    legend = alt.Legend(
        orient="top", title=None, labelFontSize=16, symbolType="square", symbolSize=240, columnPadding=16, labelLimit=0
    )
    points = WIDTH / (left + right)  # of one per cent
    segments = alt.InlineData(values=[part for row in rows for part in _segments(row, points, language)])
    heads = alt.InlineData(values=[_head(row, language) for row in rows])
    bars = (
        alt.Chart(segments)
        .mark_rect(stroke="#FFFFFF", strokeWidth=1.5)
        .encode(x=x, x2="to:Q", y=y, y2="bottom:Q", color=alt.Color("name:N", scale=colours, legend=legend))
    )
    middle = alt.Y("middle:Q", scale=down, axis=None)
    numbers = (
        alt.Chart(segments)
        .mark_text(fontSize=17, fontWeight="bold", baseline="middle")
        .encode(x=alt.X("centre:Q"), y=middle, text="text:N", color=alt.Color("ink:N", scale=None))
    )
    label = alt.Chart(heads).encode(y=middle)
    titles = label.mark_text(
        align="left",
        baseline="middle",
        fontSize=18,
        fontWeight="bold",
        color="#1B2126",
        lineHeight=_LINE,
        lineBreak="\n",
    ).encode(x=alt.value(0), text="name:N")
    counts = label.mark_text(align="right", fontSize=17, color="#4A545C").encode(x=alt.value(WIDTH), text="reports:N")
    middles = alt.InlineData(values=[{"from": 0, "top": r.bottom - _BAR - 10, "bottom": r.bottom - 2} for r in rows])
    hatching = alt.InlineData(values=[stroke for row in rows for stroke in _hatching(row, points)])
    few = (
        alt.Chart(hatching)
        .mark_rule(color="#9AA3AB", strokeWidth=1)
        .encode(x=alt.X("x:Q", scale=across, axis=None), x2="x2:Q", y=alt.Y("y:Q", scale=down, axis=None), y2="y2:Q")
    )
    line = alt.Chart(middles).mark_rule(color="#1B2126", strokeWidth=1.5).encode(x=x, y=y, y2="bottom:Q")
    chart = alt.layer(bars, few, line, numbers, titles, counts, title=_title(figures, language, zone)).resolve_scale(
        color="independent"
    )
    chart = chart.properties(width=WIDTH, height=height, padding=20, background="#FFFFFF")
    return dict(chart.configure(font=FONT).configure_view(stroke=None).to_dict())


def _title(figures: Figures, language: str, zone: tzinfo) -> Any:
    import altair as alt

    text = catalogue_for(language).text
    period = wording.period(figures, language, zone)
    source = text("digest-chart-source", reports=figures.reports or 0, units=figures.units or 0, all=figures.all_units)
    return alt.TitleParams(
        text=text("digest-chart-title"),
        subtitle=[period[:1].upper() + period[1:], *source.split(" · ")],
        anchor="start",
        fontSize=22,
        subtitleFontSize=16,
        subtitleColor="#4A545C",
        subtitlePadding=8,
        subtitleLineHeight=21,
        offset=14,
        color="#1B2126",
    )


@dataclass(frozen=True, slots=True)
class _Row:
    """One topic: its label in lines, and where it stands."""

    matter: Matter
    lines: tuple[str, ...]
    top: int

    @property
    def bottom(self) -> int:
        return self.top + _ROW + _LINE * (len(self.lines) - 1)


def _rows(topics: list[Matter], language: str, own: Mapping[str, str]) -> list[_Row]:
    rows: list[_Row] = []
    for matter in topics:
        label = wording.label("topic", matter.name, language, own)
        rows.append(_Row(matter, tuple(wrap(label, _LABEL)) or ("",), rows[-1].bottom if rows else 0))
    return rows


def _legend(topics: list[Matter], language: str) -> dict[str, str]:
    """The labels of what the chart shows, in its order."""
    there = {kind for matter in topics for kind, percent in _parts(matter).items() if percent}
    return {kind: _stance(kind, language) for kind in _ORDER if kind in there}


def _stance(kind: str, language: str) -> str:
    few = kind == "few"
    return catalogue_for(language).text("digest-chart-rest") if few else wording.label("stance", kind, language)


def _parts(matter: Matter) -> dict[str, int]:
    """Per cents by kind; together a hundred, with what is withheld as "few"."""
    given = {share.stance: share.percent for share in matter.streams if share.percent is not None}
    return {**given, "few": 100 - sum(given.values())}


def _shares(matter: Matter, side: tuple[str, ...]) -> list[int]:
    parts = _parts(matter)
    return [parts.get(kind, 0) for kind in side]


def _segments(row: _Row, points: float, language: str) -> list[dict[str, Any]]:
    """The parts of a bar, from the middle outwards to both sides."""
    made: list[dict[str, Any]] = []
    bottom = row.bottom - 6
    for side, sign in ((_LEFT, -1), (_RIGHT, 1)):
        start = 0
        for kind, percent in zip(side, _shares(row.matter, side), strict=True):
            if not percent:
                continue
            ends = sorted((sign * start, sign * (start + percent)))
            made.append(
                {
                    "name": _stance(kind, language),
                    "from": ends[0],
                    "to": ends[1],
                    "centre": sum(ends) / 2,
                    "top": bottom - _BAR,
                    "bottom": bottom,
                    "middle": bottom - _BAR / 2,
                    "text": _number(row.matter, kind, percent, points, language),
                    "ink": _INK[kind],
                }
            )
            start += percent
    return made


def _hatching(row: _Row, points: float) -> list[dict[str, float]]:
    """The diagonals over what a bar does not show, at its right end."""
    parts, bottom = _parts(row.matter), row.bottom - 6
    if not parts["few"]:
        return []
    start = sum(_shares(row.matter, _RIGHT)) - parts["few"]
    lines = hatch(Box(start * points, (start + parts["few"]) * points, bottom - _BAR, bottom))
    return [{**line, "x": line["x"] / points, "x2": line["x2"] / points} for line in lines]


def _number(matter: Matter, kind: str, percent: int, points: float, language: str) -> str:
    """The number on a part of a bar, where it has room and is more than a guess."""
    if kind == "few":
        few = catalogue_for(language).text("digest-few")
        return few if percent * points >= 2 * _LABELLED else ""
    if (matter.reports or 0) < wording.PERCENTS_FROM or percent * points < _LABELLED:
        return ""
    return written(percent / 100, language)


def _head(row: _Row, language: str) -> dict[str, Any]:
    text = catalogue_for(language).text
    return {
        "name": "\n".join(row.lines),
        "reports": text("digest-chart-reports", reports=row.matter.reports or 0),
        "middle": row.top + 15,
    }
