"""A rise over the usual, against the worked numbers of the sources, and which report trips a rule that counts."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from services.flags.counting import tripped
from services.flags.rises import c1_rises, c1_threshold, cusum, cusum_rises
from services.flags.specs import Method, Rise, Several
from storage.reports.flagging import CountableReport

MONTGOMERY = (
    9.45, 7.99, 9.29, 11.66, 12.16, 10.18, 8.04, 11.46, 9.20, 10.34, 9.03, 11.47, 10.51, 9.40, 10.08,
    9.37, 10.62, 10.31, 8.52, 10.84, 10.90, 9.33, 12.29, 11.50, 10.60, 11.08, 10.38, 11.62, 11.31, 10.52,
)  # fmt: skip
"""Table 9.1: μ 10, σ 1."""


@pytest.mark.parametrize(
    ("base", "threshold"),
    [
        ([1, 1, 1, 3, 3, 1, 2], 3.278854),
        ([1, 1, 3, 3, 1, 2, 1], 3.278854),
        ([1, 3, 3, 1, 2, 1, 0], 3.436517),
        ([3, 3, 1, 2, 1, 0, 3], 3.855617),
    ],
)
def test_c1_threshold_of_the_surveillance_package(base: list[float], threshold: float) -> None:
    assert c1_threshold(base, least_sigma=0) == pytest.approx(threshold, abs=5e-7)
    assert c1_threshold(base) >= c1_threshold(base, least_sigma=0), "small counts vary by one at least"


def test_calm_week_of_zeros_needs_two_reports_of_a_day_and_no_fewer() -> None:
    assert not c1_rises([0] * 7 + [1])
    assert c1_rises([0] * 7 + [2])
    assert not c1_rises([2, 3, 2, 3, 2, 3, 2, 4])
    assert not c1_rises([9]), "without the seven days nothing is said"


def test_cusum_signals_at_montgomerys_29th_value() -> None:
    found = cusum(MONTGOMERY, 10)
    assert [round(one, 2) for one in found[26:]] == [3.35, 4.47, 5.28, 5.30]
    assert next(at for at, one in enumerate(found, 1) if one > 5) == 29


def test_small_rise_of_a_week_is_cusums_and_not_c1s() -> None:
    usual = [1, 2, 1, 2, 1, 2, 1] * 4
    days = [*usual, 3, 3, 3, 3, 3, 3, 3]
    assert cusum_rises(days)
    assert not c1_rises(days)
    assert not cusum_rises([*usual, *usual[:7]])
    assert not cusum_rises([*usual, 9, 9, 9, 9, 0, 0, 0]), "it has ended"


def heard(*said: tuple[float, int]) -> list[CountableReport]:
    """Reports on one matter of one unit: hours since the beginning, and the member."""
    begins = datetime(2026, 11, 1, tzinfo=UTC)
    made = []
    for number, (hour, member) in enumerate(said, 1):
        at = begins + timedelta(hours=hour)
        made.append(CountableReport(number, member, at.date(), at, "land", 7))
    return made


@pytest.mark.parametrize(
    ("said", "found"),
    [
        ([(0, 1), (1, 2), (2, 3)], [3]),
        ([(0, 1), (1, 1), (2, 1), (3, 2)], []),  # three reports of one member are one member
        ([(0, 1), (3, 2), (6.5, 3)], []),  # the first is too old by then
        ([(0, 1), (1, 2), (2, 3), (3, 4), (4, 5)], [3]),  # it has told, and rests
        ([(0, 1), (1, 2), (2, 3), (8, 4), (9, 5), (10, 6)], [3, 6]),
    ],
)
def test_three_members_within_six_hours(said: list[tuple[float, int]], found: list[int]) -> None:
    assert tripped(Several(3, 6), heard(*said)) == found


def test_rise_has_three_reporters_and_is_told_once_a_day() -> None:
    calm = [(day * 24 + 9, 1) for day in range(8)]
    jump = [(8 * 24 + hour, member) for hour, member in ((1, 2), (2, 2), (3, 2), (4, 3), (5, 4), (6, 5))]
    row = heard(*calm, *jump)
    assert tripped(Rise(Method.C1), row) == [13]
    assert row[12].day == date(2026, 11, 9)
    assert tripped(Rise(Method.C1), heard(*calm, *jump[:4])) == [], "two people are no rise"
