"""Figures that nobody counted: one period in which everything happened, and one in which nothing did."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

from storage.schema.prompts import PromptKind
from storage.statistics.open_alerts import UrgentItem
from storage.statistics.shown_figures import Cell, Figures, IssueShares, Matter, Missing, Place, Progress, Share

_AT = datetime(2026, 11, 30, 10, tzinfo=UTC)
_STREAMS = (Share("agree", 20), Share("concerned", 30), Share("disagree", 50))

FULL = Figures(
    first_day=date(2026, 11, 1),
    last_day=date(2026, 11, 30),
    until=_AT,
    unit="Tỉnh mẫu",
    reports=40,
    previous_reports=38,
    units=12,
    all_units=20,
    kinds=(Cell("periodic", 38), Cell("urgent", None)),
    topics=(Matter("land", 20, _STREAMS, 18), Matter("health", 12, ()), Matter("culture", None)),
    strata=(Matter("farmers", 20, _STREAMS), Matter("youth", None)),
    places=(Place("xã Mẫu", 10, "land", unit="1"), Place("Tỉnh mẫu", None, rest=True, unit="2")),
    sources=(Cell("direct", 30), Cell("press", None)),
    forecasts=(Cell("same", 25), Cell("spread", None)),
    urgencies=(Cell("normal", 30), Cell("soon", 9)),
    urgent=(UrgentItem(_AT, "topic", "environment", "xã Mẫu", acknowledged=True),),
    progress=(Progress(PromptKind.MONTHLY, _AT, 30, 20, 2, 5, 3, 0, 3, None, (Missing("xã Mẫu", 3),)),),
    causes=(Cell("execution", 14), Cell("policy", None)),
    spreads=(Cell("commune", 22), Cell("few", 9)),
    issues=IssueShares(12, 6, 3, 4, 9),
)
QUIET = replace(
    FULL,
    reports=0,
    previous_reports=None,
    units=0,
    issues=None,
    kinds=(),
    topics=(),
    strata=(),
    places=(),
    sources=(),
    forecasts=(),
    causes=(),
    spreads=(),
    urgencies=(),
    urgent=(),
    progress=(),
)
