"""Days that come round, as people write them."""

from __future__ import annotations

import pytest

from services.recurrences import NoRecurrence, Recurrence, read


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("ngày 1", Recurrence("1")),
        ("Mùng 5", Recurrence("5")),
        ("ngày 31", Recurrence("31")),
        ("cuối tháng", Recurrence("last")),
        ("ngày làm việc cuối", Recurrence("last_work")),
        ("Ngày làm việc cuối cùng của tháng.", Recurrence("last_work")),
        ("thứ hai tuần thứ hai", Recurrence("2nd_mon")),
        ("thứ 2 tuần 2", Recurrence("2nd_mon")),
        ("thứ sáu cuối tháng", Recurrence("last_fri")),
        ("chủ nhật đầu tiên", Recurrence("1st_sun")),
        ("3 tháng một lần, ngày 5", Recurrence("5", every=3)),
        ("ngày 5 hằng quý", Recurrence("5", every=3)),
        ("ngày 20 tháng 12", Recurrence("20", month=12)),
        ("ngày 5 tháng 3 hằng năm", Recurrence("5", month=3)),
        ("12 tháng một lần, ngày 5 tháng 3", Recurrence("5", month=3)),
        ("second Monday", Recurrence("2nd_mon")),
        ("last working day, every 6 months", Recurrence("last_work", every=6)),
    ],
)
def test_days_as_people_write_them(said: str, meant: Recurrence) -> None:
    assert read(said) == meant


@pytest.mark.parametrize(
    ("said", "code"),
    [
        ("ngày 32", "never"),
        ("ngày 0", "never"),
        ("ngày 31 tháng 2", "never"),
        ("ngày 30/2", "never"),
        ("ngày 1 tháng 13", "never"),
        ("thứ hai tuần thứ sáu", "never"),
        ("mỗi 5 tháng, ngày 1", "months"),
        ("ngày 5 tháng 3 mỗi 2 năm", "named"),
        ("ngày 5 tháng 3, 2 tháng một lần", "named"),
        ("ngày 5 tháng 3 hằng tháng", "named"),
        ("ngày 5 hằng năm", "unclear"),
        ("lúc rảnh", "unclear"),
        ("8h30", "unclear"),
        ("16:00", "unclear"),
        ("9", "unclear"),
    ],
)
def test_what_never_comes_or_is_no_day_says_which(said: str, code: str) -> None:
    with pytest.raises(NoRecurrence) as refused:
        read(said)
    assert refused.value.code == code
