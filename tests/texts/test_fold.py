"""What the eye ignores: diacritics, hidden characters, and the order of names."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from texts.fold import clean, fold, place_key, sort_key


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("  Đất   ĐAI ", "dat dai"),
        ("Nguyễn Thị Ngọc Ánh", "nguyen thi ngoc anh"),
        (unicodedata.normalize("NFD", "Đường phố"), "duong pho"),
        ("kh\u200bẩn\ufeff", "khan"),
        ("a\nb\tc", "a b c"),
        ("ASCII only", "ascii only"),
        ("\u3164\u2800", ""),
    ],
)
def test_folding(text: str, folded: str) -> None:
    assert fold(text) == folded


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("  hai\r\ndòng \n", "hai\ndòng"),
        ("a\x00b\u202ec\u200bd\ufeff", "abcd"),
        (unicodedata.normalize("NFD", "Đường phố"), "Đường phố"),
        ("một\u00a0hai\tba", "một hai ba"),
        ("👨‍👩‍👧 đi họp", "👨‍👩‍👧 đi họp"),
        ("a\u200db\u200d", "ab"),
        ("x\ud800y", "xy"),
        ("a\u3164b", "a b"),
        ("\u3164\u115f\u1160\u2800\uffa0", ""),
        ("\u200b\u2060\ufeff \u00ad", ""),
        ("\ufe0f\u200d", ""),
        ("\u034f\u17b4\u17b5\u180b\U000e0100\U0001d159", ""),
        ("\u0301", ""),
        ("\u05b0\u0651\u0e31 \u0483", ""),
        ("\U0001bca0\U0001d173\U00013430", ""),
        ("\U00013441\U00013442", ""),
        ("\ufffc\ufff0 \uffff", ""),
        ("a\U0001d173b", "ab"),
        ("👍", "👍"),
        ("❤\ufe0f", "❤\ufe0f"),
    ],
)
def test_cleaning(text: str, kept: str) -> None:
    assert clean(text) == kept


@given(st.text())
def test_cleaning_twice_changes_nothing_more(text: str) -> None:
    assert clean(clean(text)) == clean(text)


def test_names_go_by_given_name_then_by_family_name() -> None:
    names = ["An", "Dương An", "Đỗ An", "Lò Ăn", "Hoàng Ân", "Lê Bình", "Lê Thị Hoa", "Nguyễn Văn Hoa", "Trần Văn Hóa"]
    assert sorted(set(names), key=sort_key) == names
    assert all(sort_key(name).isalnum() and sort_key(name).isascii() for name in [*names, "Tổ 10", "O'Brien"])


def test_the_same_name_written_in_two_ways_has_one_key() -> None:
    assert sort_key("Hoàng  Ánh") == sort_key(unicodedata.normalize("NFD", " hoàng ÁNH"))


def test_places_stand_in_the_order_of_their_own_names() -> None:
    places = ["xã An Phú", "phường Bình Hòa", "đặc khu Cát Hải", "xã Đông Sơn", "Công an tỉnh", "xã Ea Súp"]
    assert sorted(places, key=place_key) == [
        "xã An Phú",
        "phường Bình Hòa",
        "đặc khu Cát Hải",
        "Công an tỉnh",
        "xã Đông Sơn",
        "xã Ea Súp",
    ]
