"""Regular expressions of forms: what they mean, and that none of them holds up a turn."""

from __future__ import annotations

import re
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from forms.xpath.regex import PatternError, compile_pattern, matches


@pytest.mark.parametrize(
    ("pattern", "fits", "fails"),
    [
        ("[0-9]{10}", "0912345678", "091234567"),
        ("^0[35789][0-9]{8,9}$", "0912345678", "1912345678"),
        (r"[\w.-]+@[\w-]+(\.[a-z]{2,})+", "an.b@tinh.gov.vn", "an.b@tinh"),
        ("(xã|phường) .+", "xã An Phú", "An Phú"),
        (r"\d+(,\d+)?", "12,5", "12,"),
        ("[^a-c]*", "xyz", "xaz"),
        (r"[\]\-a]+", "a]-", "b"),
        (r"\p{Lu}\p{Ll}+", "Đà", "đà"),
        ("a{2,}b??", "aaab", "ab"),
        ("", "", "a"),
    ],
)
def test_a_pattern_fits_a_whole_text(pattern: str, fits: str, fails: str) -> None:
    assert matches(pattern, fits)
    assert not matches(pattern, fails)


@pytest.mark.parametrize(
    "pattern", ["(", "a)", "[a", "*", "a{3,2}", "(?=a)", r"(a)\1", "[b-a]", "((a{99}){99}){99}", "\\"]
)
def test_what_is_no_pattern_or_needs_going_back_is_refused(pattern: str) -> None:
    with pytest.raises(PatternError):
        compile_pattern(pattern)


@pytest.mark.parametrize("pattern", ["(a+)+b", "(a|a)*b", "(a*)*(a*)*b", ".*.*.*.*.*b"])
def test_no_pattern_takes_long(pattern: str) -> None:
    begun = time.process_time()
    assert not matches(pattern, "a" * 5_000)
    assert time.process_time() - begun < 2


ATOMS = st.sampled_from(["a", "b", "[ab]", "[^a]", ".", "(a|b)", "(ab)"])
PIECES = st.tuples(ATOMS, st.sampled_from(["", "*", "+", "?", "{2}", "{1,2}"])).map("".join)


@settings(max_examples=200, deadline=None, database=None)
@given(pattern=st.lists(PIECES, min_size=1, max_size=4).map("".join), text=st.text("abc", max_size=6))
def test_patterns_mean_what_they_mean_elsewhere(pattern: str, text: str) -> None:
    assert matches(pattern, text) == (re.fullmatch(pattern, text) is not None)
