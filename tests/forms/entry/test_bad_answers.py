"""Answers that are too much, hidden, broken or not there: each is refused with a word or stored as people see it."""

from __future__ import annotations

import time
import unicodedata

import pytest

from tests.forms.player import Player, form_of, leaves

FORM = form_of(
    "| survey |",
    "| | type | name | label | required |",
    "| | text | must | Nói gì? | yes |",
    "| | text | may | Thêm gì? | |",
    "| | integer | n | Mấy? | |",
    "| | decimal | d | Bao nhiêu? | |",
    "| | date | day | Hôm nào? | |",
    "| | time | hour | Mấy giờ? | |",
    "| | dateTime | both | Lúc nào? | |",
    "| | select_one x | one | Một? | |",
    "| | select_multiple x | many | Nhiều? | |",
    "| | rank x | order | Xếp? | |",
    "| | image | photo | Ảnh? | |",
    "| | geopoint | where | Ở đâu? | |",
    "| choices |",
    "| | list_name | name | label |",
    "| | x | a | A |",
    "| | x | b | B |",
)
ALL = ("must", "may", "n", "d", "day", "hour", "both", "one", "many", "order", "photo", "where")
HIDDEN = ["\u200b", "\ufeff\u2060", "\u202e\u202c", "\u200e\u200f", "\u2066\u2069", "\u200d\u200c", "\xad", "\x00\x07"]


@pytest.mark.parametrize("ref", ALL)
def test_a_million_letters_end_soon_and_change_nothing(ref: str) -> None:
    player = Player(FORM)
    begun = time.thread_time()
    for letters in ("đ" * 1_000_000, "9" * 1_000_000, "a " * 500_000, "\u0301" * 1_000_000, "\u200b" * 1_000_000 + "!"):
        verdict = player.answers(ref, letters)
        assert not verdict.ok or len(player.draft.value(ref)) <= 1
        assert all(len(value) <= 100 for value in verdict.args.values())
    assert time.thread_time() - begun < 5


@pytest.mark.parametrize("hidden", HIDDEN)
def test_what_nobody_sees_is_no_answer_and_stays_in_none(hidden: str) -> None:
    player = Player(FORM)
    assert player.answers("must", hidden).code == "required"
    assert player.answers("may", hidden).ok
    assert player.draft.value("may") == ""
    assert player.answers("must", f"{hidden}đường{hidden} hỏng{hidden}").ok
    assert player.draft.value("must").replace("\u200d\u200c", "") == "đường hỏng"
    assert player.answers("n", f"{hidden}15").code in ("ok", "not_a_number")


def test_pictures_that_are_joined_stay_joined() -> None:
    player = Player(FORM)
    assert player.answers("must", "👨‍👩‍👧 cả nhà").ok
    assert player.draft.value("must") == "👨‍👩‍👧 cả nhà"


def test_decomposed_vietnamese_is_stored_composed() -> None:
    player = Player(FORM)
    text = "Đường thôn Xuân Thuỷ ngập nước, người dân bức xúc"
    assert player.answers("must", unicodedata.normalize("NFD", text)).ok
    assert player.draft.value("must") == unicodedata.normalize("NFC", text)
    assert leaves(player.draft.submission())["must"] == unicodedata.normalize("NFC", text)


@pytest.mark.parametrize(
    ("ref", "value", "code"),
    [
        ("n", "1.234,5", "not_a_number"),
        ("d", "1.234,5", "not_a_number"),
        ("d", "NaN", "not_a_number"),
        ("d", "1e9", "not_a_number"),
        ("n", "١٢", "not_a_number"),
        ("day", "2026-02-30", "not_a_date"),
        ("day", "31/02/2026", "not_a_date"),
        ("day", "2026-13-01", "not_a_date"),
        ("day", "0000-01-01", "not_a_date"),
        ("hour", "24:61", "not_a_time"),
        ("both", "2026-02-30T09:00", "not_a_date_time"),
        ("one", "a b", "not_a_choice"),
        ("one", "A", "not_a_choice"),
        ("many", "a c", "not_a_choice"),
        ("order", "a", "not_all_ranked"),
        ("photo", "C:\\ảnh.jpg", "not_a_file"),
        ("photo", "../../etc/passwd", "not_a_file"),
        ("where", "nan nan", "not_a_place"),
        ("where", "21 105 0 0 0", "not_a_place"),
    ],
)
def test_what_is_no_such_answer_is_refused_with_a_word(ref: str, value: str, code: str) -> None:
    assert Player(FORM).answers(ref, value).code == code


def test_markup_stays_text() -> None:
    player = Player(FORM)
    for text in ("<a>&amp;</a>", "]]>", "<!--", "\"'", "{1} ${may}", "<?xml?>"):
        assert player.answers("must", text).ok
        assert leaves(player.draft.submission())["must"] == text
