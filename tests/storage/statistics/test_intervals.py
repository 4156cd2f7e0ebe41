"""Intervals, against the numbers of Newcombe 1998."""

from __future__ import annotations

import pytest

from storage.statistics.intervals import difference, share, told_difference


@pytest.mark.parametrize(
    ("part", "n", "least", "most"),
    [(81, 263, 0.2553, 0.3662), (15, 148, 0.0624, 0.1605), (0, 20, 0, 0.1611), (1, 29, 0.0061, 0.1718)],
)
def test_intervals_of_shares_are_those_of_wilson(part: int, n: int, least: float, most: float) -> None:
    found = share(part, n)
    assert (round(found.least, 4), round(found.most, 4)) == (least, most)


@pytest.mark.parametrize(
    ("one", "other", "least", "most"),
    [
        ((56, 70), (48, 80), 0.0524, 0.3339),
        ((9, 10), (3, 10), 0.1705, 0.8090),
        ((5, 56), (0, 29), -0.0381, 0.1926),
        ((0, 10), (0, 20), -0.1611, 0.2775),
        ((10, 10), (0, 20), 0.6791, 1.0),
    ],
)
def test_intervals_of_differences_are_those_of_newcombe(
    one: tuple[int, int], other: tuple[int, int], least: float, most: float
) -> None:
    found = difference(*one, *other)
    assert (round(found.least, 4), round(found.most, 4)) == (least, most)
    assert found.tells == (least > 0)


def test_difference_is_told_above_an_effective_n_of_thirty_in_both_only() -> None:
    assert told_difference(20, 30.4, 10, 40) is not None
    assert told_difference(20, 30.0, 10, 40) is None  # above, and never by rounding
    assert told_difference(20, 40, 10, 29.99) is None


def test_share_of_nobody_is_refused() -> None:
    with pytest.raises(ValueError):
        share(0, 0)
    with pytest.raises(ValueError):
        share(3, 2)
