"""Numbers out and in."""

from __future__ import annotations

from decimal import Decimal

import pytest

from texts.numbers import number, percent, read_decimal, read_integer


@pytest.mark.parametrize(
    ("n", "digits", "vi", "en"),
    [
        (0, None, "0", "0"),
        (1234, None, "1.234", "1,234"),
        (-1234567, None, "-1.234.567", "-1,234,567"),
        (12.5, None, "12,5", "12.5"),
        (12.0, None, "12", "12"),
        (Decimal("1234.567"), None, "1.234,57", "1,234.57"),
        (1000.0, None, "1.000", "1,000"),
        (3, 1, "3,0", "3.0"),
    ],
)
def test_numbers_are_written_in_the_languages_way(n: float | Decimal, digits: int | None, vi: str, en: str) -> None:
    assert number(n, "vi", digits) == vi
    assert number(n, "en", digits) == en


@pytest.mark.parametrize(
    ("share", "vi", "en"), [(0.125, "12,5 %", "12.5%"), (1, "100 %", "100%"), (1 / 3, "33,3 %", "33.3%")]
)
def test_percentages(share: float, vi: str, en: str) -> None:
    assert percent(share, "vi") == vi
    assert percent(share, "en") == en


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("15", 15),
        (" 15 ", 15),
        ("15 người", 15),
        ("15ng", 15),
        ("~40", 40),
        ("≈ 40", 40),
        ("khoảng 40", 40),
        ("Khoảng 40 người dân.", 40),
        ("hơn 3 chục", 30),
        ("có 12 hộ", 12),
        ("1.234", 1234),
        ("1,234", 1234),
        ("1 234 người", 1234),
        ("12.345.678", 12345678),
        ("15 nghìn", 15000),
        ("2,5 triệu đồng", 2500000),
        ("40%", 40),
        ("40+", 40),
        ("-5", -5),
        ("15,0", 15),
        ("１５", 15),
        ("1\u200b5", 15),
        ("15k", 15000),
        ("15kg", 15),
        ("10 ở thôn 3", None),
        ("10 ở thôn", 10),
        ("10O", None),
        ("10²", None),
        ("50m²", None),
        ("1₀", None),
        ("10①", None),
        ("①", 1),
        ("1OO", None),
        ("1o", None),
        ("10 O", None),
        ("5 bò", 5),
        ("10 bộ", 10),
        ("12 số", 12),
        ("3 bi", 3),
        ("10 S", None),
        ("1 S O", None),
        ("10 OO", None),
        ("1 B 2", None),
        ("10 b 5", None),
        ("10 Z", None),
        ("10\u200bO", None),
        ("1 O O", None),
        ("1l", None),
        ("5S", None),
        ("2OO người", None),
        ("O5", None),
        ("", None),
        ("mười lăm", None),
        ("mười lăm mười sáu", None),
        ("1,5", None),
        ("40-50", None),
        ("5/11", None),
        ("10 đến 20", None),
        ("2 triệu rưỡi", None),
        ("15 nam 20 nữ", None),
        ("1.23.456", None),
        ("15h30", None),
        ("9" * 5000, None),
        ("٣", None),
    ],
)
def test_whole_numbers_are_read(typed: str, read: int | None) -> None:
    assert read_integer(typed) == read


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("1.234,5", "1234.5"),
        ("1,234.5", "1234.5"),
        ("1.234", "1234"),
        ("1,234", "1.234"),
        ("12,5", "12.5"),
        ("12.5", "12.5"),
        ("0.125", "0.125"),
        ("0,5 ha", "0.5"),
        ("1,234,567", "1234567"),
        ("-0,5", "-0.5"),
        ("12,", None),
        ("1.2,3.4", None),
        ("12.34,5", None),
        ("abc", None),
        ("12,5O", None),
        ("1O,5", None),
    ],
)
def test_decimals_are_read(typed: str, read: str | None) -> None:
    assert read_decimal(typed) == (None if read is None else Decimal(read))
