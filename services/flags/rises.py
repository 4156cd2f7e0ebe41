"""A rise over the usual, told from chance. Pure: counts in, a threshold or a sum out.

EARS C1 (Hutwagner, Thompson, Seeman, Treadwell 2003, "The bioterrorism preparedness and response Early Aberration Reporting
System", J. Urban Health 80 Suppl. 1, i89–i96): the mean of the last seven days and z times their sample standard deviation,
with no gap between them and the day looked at; z for α = 0.05 as in R's `surveillance::earsC`. Counts here are small, so the
deviation is never taken as less than 1, and a rise has at least three reporters.

CUSUM (Page 1954; Montgomery, "Introduction to Statistical Quality Control", chapter 9): C⁺ of a day is what it exceeds the
mean by, less the slack k, beside the C⁺ of the day before, and never below 0; a signal above h. k and h are in standard
deviations. It tells a small rise that lasts, which C1 does not.
"""

from __future__ import annotations

from collections.abc import Sequence
from math import sqrt

BASE_DAYS = 7
LEAST_SIGMA = 1.0
LEAST_REPORTERS = 3
Z = 1.6448536269514722
"""The 95th percentile of the standard normal distribution."""
SLACK, LIMIT = 0.5, 5.0
USUAL_DAYS = 28
"""Days from which CUSUM takes what is usual; they end where the summing begins."""
SUMMED_DAYS = 7


def mean_and_sigma(counts: Sequence[float], least_sigma: float = LEAST_SIGMA) -> tuple[float, float]:
    """The mean and the sample standard deviation, which is never less than `least_sigma`."""
    mean = sum(counts) / len(counts)
    spread = sqrt(sum((count - mean) ** 2 for count in counts) / (len(counts) - 1))
    return mean, max(spread, least_sigma)


def c1_threshold(base: Sequence[float], least_sigma: float = LEAST_SIGMA) -> float:
    """The count that a day must exceed, after these seven."""
    mean, sigma = mean_and_sigma(base, least_sigma)
    return mean + Z * sigma


def cusum(counts: Sequence[float], mean: float, sigma: float = 1.0) -> list[float]:
    """C⁺ after each of these days, in standard deviations."""
    found: list[float] = []
    total = 0.0
    for count in counts:
        total = max(0.0, total + (count - mean) / sigma - SLACK)
        found.append(total)
    return found


def c1_rises(counts: Sequence[float]) -> bool:
    """Tell whether the last of these days exceeds what the seven before it lead to expect."""
    base = counts[-1 - BASE_DAYS : -1]
    return len(base) == BASE_DAYS and counts[-1] > c1_threshold(base)


def cusum_rises(counts: Sequence[float]) -> bool:
    """Tell whether the last seven of these days together exceed what is usual, and the last one is above the mean."""
    usual = counts[-SUMMED_DAYS - USUAL_DAYS : -SUMMED_DAYS]
    if len(usual) < USUAL_DAYS:
        return False
    mean, sigma = mean_and_sigma(usual)
    return counts[-1] > mean and cusum(counts[-SUMMED_DAYS:], mean, sigma)[-1] > LIMIT
