"""The figures of one full day, and of a quiet one."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from storage.schema.prompts import PromptKind
from storage.statistics.open_alerts import UrgentItem
from storage.statistics.shown_figures import Cell, Figures, Matter, Missing, Place, Progress, Share

DAY = date(2026, 11, 3)


def shares(agree: int | None, concerned: int | None, disagree: int | None, unclear: int | None) -> tuple[Share, ...]:
    given = {"agree": agree, "concerned": concerned, "disagree": disagree, "unclear": unclear}
    return tuple(Share(stance, percent) for stance, percent in given.items() if percent != 0)


@pytest.fixture
def zone() -> ZoneInfo:
    return ZoneInfo("Asia/Ho_Chi_Minh")


@pytest.fixture
def full(now: datetime) -> Figures:
    return Figures(
        first_day=DAY,
        last_day=DAY,
        until=now + timedelta(hours=8),
        unit="tỉnh Sông Hồng",
        reports=1064,
        previous_reports=1051,
        units=38,
        all_units=96,
        kinds=(Cell("periodic", 61),),
        topics=(
            Matter("land", 17, shares(10, 25, 60, 5), 9),
            Matter("health", 12, shares(65, 25, None, None), 14),
            Matter("administration", 9, shares(45, 40, 15, 0), 9),
            Matter("education", 4, (), None),
            Matter("culture", None),
            Matter("defence", None),
        ),
        strata=(Matter("farmers", 23, shares(15, 30, 50, 5)), Matter("youth", None), Matter("religious", None)),
        places=(
            Place("xã An Phú", 11, "land"),
            Place("xã Bình Minh", 7),
            Place("tỉnh Sông Hồng", None, rest=True),
            Place("xã Hòa Lạc", None),
        ),
        sources=(Cell("direct", 40), Cell("press", None), Cell("phone", None)),
        forecasts=(Cell("same", 28), Cell("spread", 17)),
        urgencies=(Cell("normal", 44), Cell("soon", 15)),
        causes=(Cell("execution", 19), Cell("information", 8), Cell("rumour", None)),
        spreads=(Cell("commune", 21), Cell("few", 12)),
        urgent=(
            UrgentItem(now + timedelta(hours=1), "what", "crowd", "tỉnh Sông Hồng", acknowledged=True),
            UrgentItem(now + timedelta(hours=4), "topic", "environment", "xã An Phú", acknowledged=False),
        ),
        progress=(
            Progress(
                kind=PromptKind.MONTHLY,
                due_at=now + timedelta(days=22, hours=8, minutes=30),
                assigned=214,
                submitted=96,
                started=11,
                pending=80,
                nothing=27,
                excused=0,
                calm=21,
                not_heard=6,
                missing=(Missing("xã Cát Sơn", 3), Missing("xã Vĩnh Hà", 1)),
            ),
        ),
    )


@pytest.fixture
def quiet(full: Figures) -> Figures:
    tables = ("kinds", "topics", "strata", "places", "sources", "forecasts", "urgencies")
    tables += ("causes", "spreads", "urgent", "progress")
    return replace(full, reports=0, previous_reports=0, units=0, **dict.fromkeys(tables, ()))
