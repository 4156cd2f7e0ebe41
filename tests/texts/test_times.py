"""Hours and moments out and in, seen from Thursday 5 November 2026, 15:20 in Vietnam."""

from __future__ import annotations

from datetime import datetime, time
from zoneinfo import ZoneInfo

import pytest

from texts.times import local_moment, read_moment, read_time, time_of_day

NOW = datetime(2026, 11, 5, 15, 20, 42, tzinfo=ZoneInfo("Asia/Ho_Chi_Minh"))


def test_they_are_shown_as_they_are_written() -> None:
    assert time_of_day(time(8, 5)) == "08:05"
    assert local_moment(datetime(2026, 11, 5, 8, 5), "vi") == "08:05 ngày 05/11/2026"  # noqa: DTZ001
    assert local_moment(datetime(2026, 11, 5, 8, 5), "en") == "08:05 on 05/11/2026"  # noqa: DTZ001
    for shown in (time(0, 0), time(8, 5), time(12, 0), time(23, 59)):
        assert read_time(time_of_day(shown)) == shown
    for language in ("vi", "en"):
        assert _written(read_moment(local_moment(_moment("2026-11-04 08:05"), language), NOW)) == "2026-11-04 08:05"


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("8h", "08:00"),
        ("8H", "08:00"),
        ("8g", "08:00"),
        ("8 giờ", "08:00"),
        ("8 gio", "08:00"),
        ("8 giơ\u0300", "08:00"),
        ("8h30", "08:30"),
        ("8h5", "08:05"),
        ("08h05", "08:05"),
        ("8g30", "08:30"),
        ("8 h 30", "08:30"),
        ("8h30p", "08:30"),
        ("8h30'", "08:30"),
        ("8 giờ 30", "08:30"),
        ("8 giờ 30 phút", "08:30"),
        ("8giờ30", "08:30"),
        ("8:30", "08:30"),
        ("08:30", "08:30"),
        ("08:30:15", "08:30"),
        ("08:30:00.000", "08:30"),
        ("8:30h", "08:30"),
        ("20.30", "20:30"),
        ("20h", "20:00"),
        ("0h", "00:00"),
        ("00:00", "00:00"),
        ("23:59", "23:59"),
        ("24h", "00:00"),
        ("lúc 8h", "08:00"),
        ("vào lúc 8 giờ.", "08:00"),
        ("khoảng 8 giờ tối", "20:00"),
        ("tầm 8h", "08:00"),
        ("đúng 8 giờ", "08:00"),
        ("8 giờ đúng", "08:00"),
        ("8 giờ rưỡi", "08:30"),
        ("8 rưỡi", "08:30"),
        ("8h rưỡi tối", "20:30"),
        ("9 giờ kém 15", "08:45"),
        ("9h kém 10 phút", "08:50"),
        ("9 giờ kém 15 tối", "20:45"),
        ("tám giờ", "08:00"),
        ("tám giờ rưỡi tối", "20:30"),
        ("bảy giờ", "07:00"),
        ("ba\u0309y giờ tối", "19:00"),
        ("mười một giờ", "11:00"),
        ("mười giờ 15", "10:15"),
        ("8h sáng", "08:00"),
        ("8 sáng", "08:00"),
        ("8h30 sáng", "08:30"),
        ("8h buổi sáng", "08:00"),
        ("8h sáng nay", "08:00"),
        ("3h rạng sáng", "03:00"),
        ("12h trưa", "12:00"),
        ("11 giờ trưa", "11:00"),
        ("1h trưa", "13:00"),
        ("giữa trưa", "12:00"),
        ("2 giờ chiều", "14:00"),
        ("2:30 chiều", "14:30"),
        ("14h chiều", "14:00"),
        ("8 giờ tối", "20:00"),
        ("20h tối", "20:00"),
        ("12 giờ tối", "00:00"),
        ("12h đêm", "00:00"),
        ("11h đêm", "23:00"),
        ("11h khuya", "23:00"),
        ("2h đêm", "02:00"),
        ("nửa đêm", "00:00"),
        ("8 am", "08:00"),
        ("8pm", "20:00"),
        ("8:30 p.m.", "20:30"),
        ("12 pm", "12:00"),
        ("12 am", "00:00"),
        ("8 o'clock", "08:00"),
        ("8 in the evening", "20:00"),
        ("at 8:30 in the morning", "08:30"),
        ("half past 8", "08:30"),
        ("half past 8 pm", "20:30"),
        ("quarter to 9", "08:45"),
        ("quarter past 9", "09:15"),
        ("noon", "12:00"),
        ("midnight", "00:00"),
        ("bây giờ", "15:20"),
        ("hiện tại", "15:20"),
        ("Ngay bây giờ", "15:20"),
        ("now", "15:20"),
        ("8", None),
        ("8.3", None),
        ("8,30", None),
        ("25h", None),
        ("24h30", None),
        ("8h60", None),
        ("8:61", None),
        ("8:5", None),
        ("15h sáng", None),
        ("8h trưa", None),
        ("1h tối", None),
        ("9 giờ kém 75", None),
        ("0h kém 5", None),
        ("8h30m15x", None),
        ("8h 9h", None),
        ("-8h", None),
        ("8h-9h", None),
        ("từ 8h đến 9h", None),
        ("8 tiếng", None),
        ("15/3", None),
        ("sáng", None),
        ("giờ", None),
        ("٨h", None),
        ("không nhớ", None),
        ("", None),
        ("8" * 1_000_000, None),
    ],
    ids=lambda value: str(value)[:30],
)
def test_hours_are_read(typed: str, read: str | None) -> None:
    found = read_time(typed, NOW)
    assert (found.isoformat("minutes") if found else None) == read


def test_now_is_nothing_without_a_clock() -> None:
    assert read_time("bây giờ") is None


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("hôm qua 8h30", "2026-11-04 08:30"),
        ("8h30 hôm qua", "2026-11-04 08:30"),
        ("8 giờ 30 hôm qua", "2026-11-04 08:30"),
        ("hôm qua lúc 2 giờ chiều", "2026-11-04 14:00"),
        ("hôm qua, vào khoảng 8h", "2026-11-04 08:00"),
        ("hôm nay 8h", "2026-11-05 08:00"),
        ("hom nay luc 8h", "2026-11-05 08:00"),
        ("8h sáng nay", "2026-11-05 08:00"),
        ("sáng nay 8h", "2026-11-05 08:00"),
        ("sáng nay lúc 8 giờ rưỡi", "2026-11-05 08:30"),
        ("8h tối qua", "2026-11-04 20:00"),
        ("tối qua 8h", "2026-11-04 20:00"),
        ("tối hôm qua 8h30", "2026-11-04 20:30"),
        ("khoảng 8 giờ tối hôm qua", "2026-11-04 20:00"),
        ("đêm qua lúc 11h", "2026-11-04 23:00"),
        ("11h đêm qua", "2026-11-04 23:00"),
        ("2 giờ đêm qua", "2026-11-05 02:00"),
        ("đêm qua 2h", "2026-11-05 02:00"),
        ("2 giờ sáng hôm qua", "2026-11-04 02:00"),
        ("rạng sáng nay 3h", "2026-11-05 03:00"),
        ("12 giờ đêm qua", "2026-11-05 00:00"),
        ("nửa đêm qua", "2026-11-05 00:00"),
        ("nửa đêm hôm qua", "2026-11-05 00:00"),
        ("24h 4/11", "2026-11-05 00:00"),
        ("0h 4/11", "2026-11-04 00:00"),
        ("12h trưa qua", "2026-11-04 12:00"),
        ("trưa qua 12h", "2026-11-04 12:00"),
        ("mai 9h", "2026-11-06 09:00"),
        ("9h sáng mai", "2026-11-06 09:00"),
        ("15/3 14:00", "2027-03-15 14:00"),
        ("14:00 15/3", "2027-03-15 14:00"),
        ("14:00, 15/3", "2027-03-15 14:00"),
        ("14h00 - 15/3/2026", "2026-03-15 14:00"),
        ("15/3/2026 lúc 14h", "2026-03-15 14:00"),
        ("14 giờ ngày 15/3/2026", "2026-03-15 14:00"),
        ("lúc 14h30 ngày 15 tháng 3", "2027-03-15 14:30"),
        ("14 giờ 30 phút ngày 15 tháng 3 năm 2026", "2026-03-15 14:30"),
        ("ngày 15/3 lúc 8 giờ tối", "2027-03-15 20:00"),
        ("8 giờ 15 tháng 10", "2026-10-15 08:00"),
        ("8 giờ 15 5/11", "2026-11-05 08:15"),
        ("15.3 20.30", "2027-03-15 20:30"),
        ("20.30 15.3.2026", "2026-03-15 20:30"),
        ("3 giờ chiều thứ hai", "2026-11-02 15:00"),
        ("chiều thứ hai 3 giờ", "2026-11-02 15:00"),
        ("thứ 2 8h", "2026-11-02 08:00"),
        ("thứ bảy tám giờ", "2026-11-07 08:00"),
        ("cn 9h", "2026-11-08 09:00"),
        ("8h chủ nhật tuần trước", "2026-11-01 08:00"),
        ("mùng 5 tháng 10 8 giờ", "2026-10-05 08:00"),
        ("8h30", "2026-11-05 08:30"),
        ("20h", "2026-11-05 20:00"),
        ("nửa đêm", "2026-11-06 00:00"),
        ("bảy giờ", "2026-11-05 07:00"),
        ("bây giờ", "2026-11-05 15:20"),
        ("hiện tại", "2026-11-05 15:20"),
        ("now", "2026-11-05 15:20"),
        ("30 phút trước", "2026-11-05 14:50"),
        ("cách đây 2 tiếng", "2026-11-05 13:20"),
        ("nửa tiếng trước", "2026-11-05 14:50"),
        ("1 tiếng rưỡi trước", "2026-11-05 13:50"),
        ("khoảng 2 giờ trước", "2026-11-05 13:20"),
        ("2 hours ago", "2026-11-05 13:20"),
        ("an hour ago", "2026-11-05 14:20"),
        ("2026-03-15T14:00", "2026-03-15 14:00"),
        ("2026-03-15 14:00", "2026-03-15 14:00"),
        ("2026-03-15T14:00:30.000+07:00", "2026-03-15 14:00"),
        ("2026-03-15T14:00Z", "2026-03-15 21:00"),
        ("2pm yesterday", "2026-11-04 14:00"),
        ("yesterday at 2:30 pm", "2026-11-04 14:30"),
        ("5 Nov 14:00", "2026-11-05 14:00"),
        ("at 2 pm on 5 Nov", "2026-11-05 14:00"),
        ("November 4th, 2026 at noon", "2026-11-04 12:00"),
        ("hôm qua", None),
        ("15/3", None),
        ("2026-03-15", None),
        ("sáng nay", None),
        ("10.11 12.10", None),
        ("31/2 8h", None),
        ("hôm qua 25h", None),
        ("hôm qua 15h sáng", None),
        ("hôm qua 8", None),
        ("8h 9h hôm qua", None),
        ("0001-01-01T00:00", None),
        ("9999-12-31T23:59-10:00", None),
        ("2 tiếng", None),
        ("999 9999", None),
        ("không rõ lúc nào", None),
        ("", None),
        ("hôm qua " * 100_000, None),
    ],
    ids=lambda value: str(value)[:30],
)
def test_moments_are_read(typed: str, read: str | None) -> None:
    assert _written(read_moment(typed, NOW)) == read


def test_midnight_alone_is_the_nearest() -> None:
    assert _written(read_moment("nửa đêm", NOW.replace(hour=7))) == "2026-11-05 00:00"


def _moment(written: str) -> datetime:
    return datetime.fromisoformat(written)


def _written(moment: datetime | None) -> str | None:
    assert moment is None or moment.tzinfo is None
    return moment.isoformat(" ", "minutes") if moment else None
