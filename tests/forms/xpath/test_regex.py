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
        (r"[a-zA-Z\u00C0-\u1EF9 ]+", "Chợ Gò Dầu", "123"),
        (r"\x41\x{1F600}\0101", "A😀A", "x41x1F600"),
        (r"\Qa.b*\E+", "a.b**", "axb*"),
        (r"(\Qa.\E){2}", "a.a.", "abab"),
        (r"[\Q^-]\E]+", "^-]", "a"),
        (r"\p{Alpha}+", "abc", "ế"),
        (r"\p{IsLatin}+\p{Punct}", "Đà!", "да!"),
        (r"[a-z&&[^aeiou]]+", "xyz", "xaz"),
        ("[a-d[m-p]]+", "adm", "e"),
        (r"(?i)ub\w+", "UBND", "BND"),
        ("(?i)xã .*", "xã An", "XÃ An"),
        ("(?iu)xã .*", "XÃ An", "X An"),
        (r".*\bxã\b.*", "ở xã An", "ở xãa"),
        (r"(?<year>\d{4})-\d\d", "2026-11", "2026/11"),
        (r"[\w-.]+", "a-.b", "a b"),
        (r"a\Rb", "a\r\nb", "a b"),
        (".{0,10000}", "dài " * 500, "hai\ndòng"),
        (".{10,2000}", "một hai ba bốn", "một"),
        (r"(\w+ ){0,500}", "từ " * 500, "từ " * 501),
        ("(a{2,3}b?)*", "aaaab", "ab"),
    ],
)
def test_a_pattern_fits_a_whole_text(pattern: str, fits: str, fails: str) -> None:
    assert matches(pattern, fits)
    assert not matches(pattern, fails)


@pytest.mark.parametrize(
    ("pattern", "what"),
    [
        ("(", "open_bracket"),
        ("a)", "extra_bracket"),
        ("[a", "ends_early"),
        ("*", "repeats_nothing"),
        ("a{3,2}", "upside_down"),
        ("a{,5}", "brace"),
        ("(?=a)", "lookaround"),
        ("(?!0000)[0-9]{4}", "lookaround"),
        ("(?<=a)b", "lookaround"),
        (r"(a)\1", "back_reference"),
        ("a*+", "possessive"),
        ("(?>a)", "atomic"),
        ("(?x)a b", "flag"),
        ("[[:alpha:]]", "posix_bracket"),
        (r"\p{Foo}", "unknown_class"),
        (r"\y", "unknown_escape"),
        ("[b-a]", "upside_down"),
        ("((a{99}){99}){99}", "too_large"),
        ("\\", "ends_early"),
    ],
)
def test_what_is_no_pattern_or_needs_going_back_is_refused_by_name(pattern: str, what: str) -> None:
    with pytest.raises(PatternError) as caught:
        compile_pattern(pattern)
    assert caught.value.what == what


@pytest.mark.parametrize("pattern", ["(a+)+b", "(a|a)*b", "(a*)*(a*)*b", ".*.*.*.*.*b", "(a{0,900}b?){0,9}b"])
def test_no_pattern_takes_long(pattern: str) -> None:
    begun = time.process_time()
    assert not matches(pattern, "a" * 5_000)
    assert time.process_time() - begun < 2


ATOMS = st.sampled_from(["a", "b", "[ab]", "[^a]", ".", "(a|b)", "(ab)", "(a{1,2}b)", "(a?b)"])
PIECES = st.tuples(ATOMS, st.sampled_from(["", "*", "+", "?", "{2}", "{1,2}", "{0,3}", "{2,}", "{0}"])).map("".join)


@settings(max_examples=200, deadline=None, database=None)
@given(pattern=st.lists(PIECES, min_size=1, max_size=4).map("".join), text=st.text("abc", max_size=6))
def test_patterns_mean_what_they_mean_elsewhere(pattern: str, text: str) -> None:
    assert matches(pattern, text) == (re.fullmatch(pattern, text) is not None)
