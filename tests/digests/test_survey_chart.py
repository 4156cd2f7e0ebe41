"""The chart of a survey holds the shares that may be shown, and nothing else."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from digests import survey_chart
from digests.survey_report import SurveyReport
from storage.statistics.survey_figures import Asked, Results
from storage.tables import Drawn, SurveyEnd

AGREE = Asked(
    "q1", "Giá nước?", (("yes", "Đồng ý"), ("no", "Không đồng ý"), ("none", "Không trả lời"), ("x", "Chưa rõ"))
)


def report(*counts: tuple[str, int]) -> SurveyReport:
    results = Results((AGREE,), [{"q1": [name]} for name, count in counts for _ in range(count)], {})
    at = datetime(2026, 11, 3, tzinfo=UTC)
    return SurveyReport(
        "Ban", "Giá nước", "Để biết", Drawn.NETWORK, False, at, at, SurveyEnd.TIME, results.n, results.effective, 0,
        results.weighing, (results.question("q1"),), (), (), {},
    )  # fmt: skip


def test_chart_of_a_survey_holds_what_may_be_shown_and_nothing_else() -> None:
    drawn = str(survey_chart.specification(report(("yes", 40), ("no", 12), ("none", 3)), "vi"))
    assert "Đồng ý" in drawn and "72,7 %" in drawn
    assert "Không đồng ý" not in drawn and "21,8" not in drawn, "it hides who gave no answer"
    assert survey_chart.chart_png(report(("yes", 40)), "vi").startswith(b"\x89PNG")
    assert not survey_chart.has_chart(report(("yes", 3)))
    with pytest.raises(ValueError):
        survey_chart.chart_png(report(("yes", 3)), "vi")
