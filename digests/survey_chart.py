"""The chart of a survey: the share of each option with its interval, a panel a question; what may not be shown is not there.

Made in a worker process, which alone imports Altair and vl-convert.
"""

from __future__ import annotations

from textwrap import wrap
from typing import Any

from digests.chart import small
from digests.survey_report import SurveyReport, number
from texts.catalogue import catalogue_for

_FONT = "Noto Sans"
_BAR, _INTERVAL, _INK = "#0B6FAE", "#14181B", "#14181B"
_WIDTH, _STEP, _SCALE = 360, 30, 2
_MOST = 4
"""Questions on one picture."""
_LABEL, _TITLE = 26, 52  # letters on a line


def has_chart(report: SurveyReport) -> bool:
    """True if some share may be drawn."""
    return any(cell.share is not None for figures in report.questions for cell in figures.cells)


def chart_png(report: SurveyReport, language: str) -> bytes:
    """The chart as a PNG. Raises `ValueError` where there is nothing to draw (`has_chart`)."""
    import vl_convert

    from digests.chart import register_fonts

    if not has_chart(report):
        raise ValueError("no share may be shown")
    register_fonts()
    return small(bytes(vl_convert.vegalite_to_png(specification(report, language), scale=_SCALE)))


def specification(report: SurveyReport, language: str) -> dict[str, Any]:
    """The chart as a Vega-Lite specification."""
    import altair as alt

    t = catalogue_for(language)
    panels = []
    drawn = [figures for figures in report.questions if any(cell.share is not None for cell in figures.cells)]
    for at, figures in enumerate(drawn[:_MOST], 1):
        values = [
            {
                "label": wrap(cell.label, _LABEL) or [""],
                "order": place,
                "share": cell.share.value * 100,
                "least": cell.share.least * 100,
                "most": cell.share.most * 100,
                "said": f"{number(t, cell.share.value * 100)} %",
            }
            for place, cell in enumerate(figures.cells)
            if cell.share is not None
        ]
        base = alt.Chart(alt.InlineData(values=values)).encode(
            y=alt.Y("label:N", sort=alt.EncodingSortField("order"), title=None, axis=alt.Axis(labelLimit=300))
        )
        scale = alt.Scale(domain=[0, 100])
        bars = base.mark_bar(color=_BAR, height=16).encode(x=alt.X("share:Q", scale=scale, title="%"))
        rules = base.mark_rule(color=_INTERVAL, strokeWidth=2).encode(x=alt.X("least:Q", scale=scale), x2="most:Q")
        words = base.mark_text(align="left", dx=6, color=_INK, fontSize=13).encode(
            x=alt.X("most:Q", scale=scale), text="said:N"
        )
        title = alt.TitleParams(wrap(f"{at}. {figures.asked.text}", _TITLE), anchor="start", fontSize=15)
        panels.append((bars + rules + words).properties(width=_WIDTH, height=alt.Step(_STEP), title=title))
    caption = wrap(t.text("survey-doc-chart", n=report.n, effective=number(t, report.effective)), 64)
    whole = alt.vconcat(*panels).properties(title=alt.TitleParams(caption, anchor="start", fontSize=12, offset=12))
    found: dict[str, Any] = whole.configure(font=_FONT, padding=18).configure_axis(labelFontSize=13).to_dict()
    return found
