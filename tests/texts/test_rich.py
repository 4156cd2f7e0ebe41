"""Text with bold spans: put together, cut short, cut in parts."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from texts.rich import RichText, merge, utf16_length


def test_pieces_keep_their_bold() -> None:
    text = RichText("Đất đai", ((0, 3),)) + " và " + RichText("giá", ((0, 3),))
    assert text == RichText("Đất đai và giá", ((0, 3), (11, 3)))
    assert RichText.join("\n", ["a", RichText("b", ((0, 1),))]) == RichText("a\nb", ((2, 1),))
    assert "x" + RichText("b", ((0, 1),)) == RichText("xb", ((1, 1),))
    assert not RichText("")
    assert len(RichText("ạ")) == 1


def test_spans_are_ordered_and_joined() -> None:
    assert merge([(5, 2), (0, 3), (2, 3), (9, 0)]) == ((0, 7),)


def test_a_short_text_is_left_alone_and_a_long_one_gets_an_ellipsis() -> None:
    text = RichText("Người dân băn khoăn", ((6, 3),))
    assert text.truncate(19) is text
    assert text.truncate(12) == RichText("Người dân…", ((6, 3),))
    assert RichText("👨‍👩‍👧" * 3).truncate(7).text == "👨‍👩‍👧…"


@pytest.mark.parametrize(
    ("text", "limit", "parts"),
    [
        ("một hai ba", 7, ["một hai", "ba"]),
        ("một hai\nba bốn năm", 12, ["một hai", "ba bốn năm"]),
        ("a b c\n\nd e\nf", 11, ["a b c", "d e\nf"]),
        ("aaaaa", 2, ["aa", "aa", "a"]),
        ("👍🏽👍🏽", 5, ["👍🏽", "👍🏽"]),
        ("🇻🇳🇻🇳🇻🇳", 11, ["🇻🇳🇻🇳", "🇻🇳"]),
        ("o\u0302\u0301o\u0302\u0301", 5, ["o\u0302\u0301", "o\u0302\u0301"]),
        ("", 5, []),
        ("  \n ", 2, []),
    ],
)
def test_a_long_text_is_cut_where_it_reads_well(text: str, limit: int, parts: list[str]) -> None:
    assert [part.text for part in RichText(text).split(limit)] == parts


def test_bold_goes_on_in_the_next_part() -> None:
    assert RichText("một hai ba", ((4, 6),)).split(7) == [RichText("một hai", ((4, 3),)), RichText("ba", ((0, 2),))]


@given(st.text(alphabet="ab \n\u0301\u200dạ😀🇻🇳👍🏽", max_size=80), st.integers(2, 30))
def test_no_part_is_over_the_limit_and_nothing_but_white_space_goes(text: str, limit: int) -> None:
    parts = RichText(text).split(limit)
    assert all(utf16_length(part.text) <= limit and part for part in parts)
    assert "".join("".join(part.text for part in parts).split()) == "".join(text.split())
