"""The Vietnamese lunar calendar: the solar day of a lunar one.

After Hồ Ngọc Đức's algorithms (new moons and the sun's longitude after Meeus, "Astronomical Algorithms"), for UTC+7: Tết
of 2030 is a day earlier here than in China.
"""

from __future__ import annotations

from datetime import date, timedelta
from functools import lru_cache
from math import floor, pi, sin

_ZONE = 7 / 24  # of a day
_MONTH = 29.530588853
_EPOCH = 2415021.076998695  # a new moon in January 1900
_FIRST = date(1900, 1, 1)
_FIRST_NUMBER = 2415021  # its Julian day number


def solar(day: int, month: int, year: int) -> date | None:
    """The day of a lunar year on which a day of one of its months falls; None: that month has no such day.

    Of a month that comes twice the first is meant.
    """
    if not (1 <= day <= 30 and 1 <= month <= 12 and 1900 < year < 2200):
        return None
    before = _eleventh(year if month >= 11 else year - 1)
    after = _eleventh(year + 1 if month >= 11 else year)
    count = (month - 11) % 12
    if after - before > 365:
        leap = _leap_month(before)
        if count >= leap:
            count += 1
    number = floor(0.5 + (before - _EPOCH) / _MONTH)
    first, following = _new_moon(number + count), _new_moon(number + count + 1)
    return _date(first + day - 1) if day <= following - first else None


def _date(number: int) -> date:
    return _FIRST + timedelta(days=number - _FIRST_NUMBER)


@lru_cache(maxsize=256)
def _new_moon(count: int) -> int:
    """The Julian day number, in Vietnam, of a new moon after the first of 1900."""
    t = count / 1236.85
    t2, t3, degree = t * t, t * t * t, pi / 180
    instant = 2415020.75933 + 29.53058868 * count + 0.0001178 * t2 - 0.000000155 * t3
    instant += 0.00033 * sin((166.56 + 132.87 * t - 0.009173 * t2) * degree)
    sun = (359.2242 + 29.10535608 * count - 0.0000333 * t2 - 0.00000347 * t3) * degree
    moon = (306.0253 + 385.81691806 * count + 0.0107306 * t2 + 0.00001236 * t3) * degree
    node = (21.2964 + 390.67050646 * count - 0.0016528 * t2 - 0.00000239 * t3) * degree
    shift = (0.1734 - 0.000393 * t) * sin(sun) + 0.0021 * sin(2 * sun)
    shift += -0.4068 * sin(moon) + 0.0161 * sin(2 * moon) - 0.0004 * sin(3 * moon)
    shift += 0.0104 * sin(2 * node) - 0.0051 * sin(sun + moon) - 0.0074 * sin(sun - moon)
    shift += 0.0004 * sin(2 * node + sun) - 0.0004 * sin(2 * node - sun) - 0.0006 * sin(2 * node + moon)
    shift += 0.0010 * sin(2 * node - moon) + 0.0005 * sin(2 * moon + sun)
    drift = -0.000278 + 0.000265 * t + 0.000262 * t2
    if t < -11:
        drift = 0.001 + 0.000839 * t + 0.0002261 * t2 - 0.00000845 * t3 - 0.000000081 * t * t3
    return floor(instant + shift - drift + 0.5 + _ZONE)


def _sector(number: int) -> int:
    """The twelfth of the zodiac in which the sun stands when a day begins in Vietnam; 0 begins in March."""
    t = (number - 0.5 - _ZONE - 2451545.0) / 36525
    t2, degree = t * t, pi / 180
    anomaly = (357.52910 + 35999.05030 * t - 0.0001559 * t2 - 0.00000048 * t * t2) * degree
    longitude = 280.46645 + 36000.76983 * t + 0.0003032 * t2
    longitude += (1.914600 - 0.004817 * t - 0.000014 * t2) * sin(anomaly)
    longitude += (0.019993 - 0.000101 * t) * sin(2 * anomaly) + 0.000290 * sin(3 * anomaly)
    return floor(longitude % 360 / 30)


@lru_cache(maxsize=256)
def _eleventh(year: int) -> int:
    """The first day of the eleventh month, in which the winter solstice falls."""
    last_of_december = (date(year, 12, 31) - _FIRST).days + _FIRST_NUMBER
    count = floor((last_of_december - 2415021) / _MONTH)
    found = _new_moon(count)
    return _new_moon(count - 1) if _sector(found) >= 9 else found


def _leap_month(eleventh: int) -> int:
    """How many months after an eleventh one the month without a principal term comes."""
    count = floor((eleventh - _EPOCH) / _MONTH + 0.5)
    at = 1
    before, now = -1, _sector(_new_moon(count + at))
    while now != before and at < 14:
        before, at = now, at + 1
        now = _sector(_new_moon(count + at))
    return at - 1
