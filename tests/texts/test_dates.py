"""Dates out and in, seen from Thursday 5 November 2026 in Vietnam."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from texts import dates

ZONE = ZoneInfo("Asia/Ho_Chi_Minh")
TODAY = date(2026, 11, 5)
FIVE_PM = datetime(2026, 11, 5, 10, 0, tzinfo=UTC)


def test_an_instant_is_shown_in_the_zone() -> None:
    assert dates.moment(FIVE_PM, ZONE, "vi") == "17:00 ngày 05/11/2026"
    assert dates.moment(FIVE_PM, ZONE, "en") == "17:00 on 05/11/2026"
    assert dates.clock(FIVE_PM + timedelta(hours=14), ZONE) == "07:00"
    assert dates.short_day(TODAY, "vi") == "05/11"
    assert dates.day(TODAY, "vi") == "05/11/2026"
    assert dates.month(TODAY, "vi") == "tháng 11"
    assert dates.month(TODAY, "en") == "November"
    assert dates.month_of_year(TODAY, "vi") == "tháng 11/2026"
    assert dates.month_of_year(TODAY, "en") == "November 2026"


@pytest.mark.parametrize(
    ("after", "vi", "en"),
    [
        (timedelta(0), "hôm nay", "today"),
        (timedelta(days=1), "ngày mai", "tomorrow"),
        (timedelta(days=-1), "hôm qua", "yesterday"),
        (timedelta(days=20), "ngày 25/11", "on 25/11"),
        (timedelta(days=60), "ngày 04/01/2027", "on 04/01/2027"),
    ],
)
def test_near_days_have_names(after: timedelta, vi: str, en: str) -> None:
    assert dates.relative_day(TODAY + after, TODAY, "vi") == vi
    assert dates.relative_day(TODAY + after, TODAY, "en") == en


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("hôm nay", TODAY),
        ("Hom Nay.", TODAY),
        ("sáng nay", TODAY),
        ("hôm qua", date(2026, 11, 4)),
        ("tối qua", date(2026, 11, 4)),
        ("hôm kia", date(2026, 11, 3)),
        ("mai", date(2026, 11, 6)),
        ("ngày mai", date(2026, 11, 6)),
        ("sáng mai", date(2026, 11, 6)),
        ("5/11", TODAY),
        ("05-11-2026", TODAY),
        ("5.11.26", TODAY),
        ("ngày 5/11", TODAY),
        ("2026-11-05", TODAY),
        ("mùng 5", TODAY),
        ("mồng 1", date(2026, 11, 1)),
        ("ngày mùng 5", TODAY),
        ("ngày 5 tháng 11", TODAY),
        ("5 tháng 11 năm 2025", date(2025, 11, 5)),
        ("mùng 5 tháng trước", date(2026, 10, 5)),
        ("5 tháng sau", date(2026, 12, 5)),
        ("5/1", date(2027, 1, 5)),
        ("28/6", date(2026, 6, 28)),
        ("thứ hai", date(2026, 11, 2)),
        ("thứ 2 tuần sau", date(2026, 11, 9)),
        ("chủ nhật tuần trước", date(2026, 11, 1)),
        ("cn", date(2026, 11, 8)),
        ("yesterday", date(2026, 11, 4)),
        ("5 Nov", TODAY),
        ("November 5th, 2025", date(2025, 11, 5)),
        ("mùng 6 tháng giêng", date(2027, 2, 11)),
        ("20 tháng chạp", date(2027, 1, 27)),
        ("30 tháng chạp", None),
        ("29 tháng chạp năm 2026", date(2027, 2, 5)),
        ("mùng 1 Tết năm 2030", date(2030, 2, 2)),
        ("29 Tết", date(2027, 2, 5)),
        ("rằm tháng 8", date(2026, 9, 25)),
        ("10/3 âm lịch", date(2027, 4, 16)),
        ("10-3 ÂL", date(2027, 4, 16)),
        ("10/3/2027 âm lịch", date(2027, 4, 16)),
        ("10 tháng 3 âm lịch năm 2027", date(2027, 4, 16)),
        ("31 tháng giêng", None),
        ("cuối tháng", date(2026, 11, 30)),
        ("cuối tháng sau", date(2026, 12, 31)),
        ("đầu tháng sau", date(2026, 12, 1)),
        ("hết tháng", date(2026, 11, 30)),
        ("25 tháng mười một", date(2026, 11, 25)),
        ("mùng ba tháng sáu", date(2026, 6, 3)),
        ("mùng ba tháng sau", date(2026, 12, 3)),
        ("ngày mốt", date(2026, 11, 7)),
        ("3 ngày nữa", date(2026, 11, 8)),
        ("hai tuần nữa", date(2026, 11, 19)),
        ("trong 5 ngày", date(2026, 11, 10)),
        ("3 ngày", None),
        ("CN tới", date(2026, 11, 8)),
        ("thứ năm tới", date(2026, 11, 12)),
        ("29/2/2028", date(2028, 2, 29)),
        ("29/2/2027", None),
        ("29/2", None),
        ("31/2", None),
        ("31/11", None),
        ("0/11", None),
        ("5/13", None),
        ("ngày 31", None),
        ("32 tháng 1", None),
        ("5/11/0026", None),
        ("9999-01-01", None),
        ("5", None),
        ("lúc nào cũng được", None),
        ("", None),
    ],
)
def test_dates_are_read(typed: str, read: date | None) -> None:
    assert dates.read_date(typed, TODAY) == read


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("thứ 2", date(2026, 11, 9)),
        ("thứ năm", TODAY),
        ("chủ nhật tuần sau", date(2026, 11, 15)),
        ("4", date(2026, 12, 4)),
        ("mùng 5", TODAY),
        ("31", date(2026, 12, 31)),
        ("32", None),
        ("0", None),
        ("4/11", date(2026, 11, 4)),  # behind us: whoever asks refuses it
        ("cuối tháng", date(2026, 11, 30)),
        ("mùng 6 tháng giêng", date(2027, 2, 11)),
    ],
)
def test_dates_to_come_are_read(typed: str, read: date | None) -> None:
    assert dates.read_date(typed, TODAY, ahead=True) == read


def test_lunar_day_that_does_not_exist_is_known_for_one() -> None:
    today = date(2026, 11, 3)
    for said, there in (("30 tháng chạp", False), ("mùng 6 tháng giêng", True), ("rằm tháng 8", True)):
        assert dates.names_lunar_day(said)
        assert (dates.read_date(said, today) is not None) == there
    assert not any(dates.names_lunar_day(said) for said in ("5/11", "mùng 5", "thứ 2"))
