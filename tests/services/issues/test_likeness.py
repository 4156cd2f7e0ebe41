"""Likeness of reports, on labelled ones.

`likeness.tsv`: 240, every matter three times in other words, and once its opposite. At the first meeting, before anything was
tuned, precision was 0.69 and recall 0.95, with 24 opposites as one; what the list of contraries then learnt, it learnt from these
very sentences. `likeness_later.tsv` was written after that: 0.90 and 1.00 when it was first read, with 3 opposites as one.

`likeness_phones.tsv`: 60 matters as collaborators type them on a phone, each in 4 pairs (240): said otherwise, its opposite,
another matter of the same thing, the same words of another place or hour. When first read: precision 0.25, recall 0.48 (22, 7 and
60 of the three wrong ones). Short forms, words of several syllables, signs of a good end, places and hours came of that.
`likeness_unseen.tsv`, 15 matters in 60 pairs, was written after it: 0.50 and 0.87 when it was first read (0.31 and 0.80 by what
was before), with 4, 7 and 2 wrong; that one thing in common is not enough came of that.

`likeness_fresh.tsv`, 100 pairs as they are typed on a phone (half of them one matter; the others opposites, another trouble of
the same thing, another number or name), was written before the rules were looked at again: 0.68 and 0.54 when first read. That
what is numbered is a place, that a name may have three words, and what was done where the other says that nobody did it, came
of that: 0.83 and 0.60. `likeness_fresh_later.tsv`, 60 pairs, was written after it: 0.69 and 0.67 when first read (0.65 and 0.67
by what was before). So 0.9 and 0.7 are not met at first meeting by sentences of a kind that nobody has written down yet, half
of them written to mislead: topic, unit and days bound what is compared, why is shown, and people confirm.
"""

from __future__ import annotations

from collections import defaultdict
from itertools import combinations
from pathlib import Path

import pytest

from services.issues.likeness import likeness, nearest

HERE = Path(__file__).parent


def measured(name: str) -> tuple[float, float, int]:
    """Precision, recall, and opposites that were taken for one, over all pairs of a topic."""
    topics: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for line in (HERE / name).read_text("utf-8").splitlines():
        topic, matter, text = line.split("\t")
        topics[topic].append((matter, text))
    right = wrong = missed = opposites = 0
    for items in topics.values():
        for (matter, one), (other_matter, other) in combinations(items, 2):
            found, same = likeness(one, other) is not None, matter == other_matter
            right += found and same
            wrong += found and not same
            missed += same and not found
            opposites += found and not same and matter.rstrip("!") == other_matter.rstrip("!")
    return right / (right + wrong), right / (right + missed), opposites


@pytest.mark.parametrize("name", ["likeness.tsv", "likeness_later.tsv"])
def test_precision_and_recall_on_labelled_reports(name: str) -> None:
    precision, recall, opposites = measured(name)
    assert precision >= 0.9
    assert recall >= 0.7
    assert opposites <= 2, "of 60 and of 9 matters; people confirm"


@pytest.mark.parametrize(
    ("name", "least", "opposites", "elsewhere"),
    [("likeness_phones.tsv", (0.85, 0.7), 0, 2), ("likeness_unseen.tsv", (0.7, 0.85), 0, 0)],
)
def test_pairs_as_they_are_typed_on_a_phone(
    name: str, least: tuple[float, float], opposites: int, elsewhere: int
) -> None:
    """Half of what is compared here was written to mislead; people confirm."""
    rows = [line.split("\t")[1:] for line in (HERE / name).read_text("utf-8").splitlines()]
    found = [
        [likeness(one, two) is not None for one, two in ((text, same), (text, ended), (text, thing), (here, there))]
        for text, same, ended, thing, here, there in rows
    ]
    right, opposite, thing, place = (sum(row[at] for row in found) for at in range(4))
    assert right / (right + opposite + thing + place) >= least[0]
    assert right / len(rows) >= least[1]
    assert (opposite, place) <= (opposites, elsewhere)


@pytest.mark.parametrize(
    ("name", "least"), [("likeness_fresh.tsv", (0.8, 0.6)), ("likeness_fresh_later.tsv", (0.7, 0.65))]
)
def test_fresh_pairs_are_told_no_worse_than_when_they_were_measured(name: str, least: tuple[float, float]) -> None:
    rows = [line.split("\t") for line in (HERE / name).read_text("utf-8").splitlines()]
    found = [(label == "same", likeness(one, other) is not None) for label, one, other in rows]
    right = found.count((True, True))
    assert right / (right + found.count((False, True))) >= least[0]
    assert right / (right + found.count((True, False))) >= least[1]


def test_the_labelled_reports_are_240_with_an_opposite_to_each_matter() -> None:
    matters = [line.split("\t")[1] for line in (HERE / "likeness.tsv").read_text("utf-8").splitlines()]
    assert len(matters) == 240
    assert {matter for matter in matters if matter.endswith("!")} == {f"{one}!" for one in matters if one[-1] != "!"}


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Đường thôn hỏng nặng, chưa sửa", "Đường thôn hỏng nặng, đã sửa xong"),
        ("Giá lúa giảm, nông dân lo", "Giá lúa tăng, nông dân mừng"),
        ("Dân đồng tình sáp nhập thôn", "Dân không đồng tình sáp nhập thôn"),
        ("Dân chua nhan duoc tien den bu", "Dân đã nhận đủ tiền đền bù"),
    ],
)
def test_opposites_are_never_one_however_alike(one: str, other: str) -> None:
    assert likeness(one, other) is None
    assert nearest([one], {7: other}) == {}


def test_same_sentence_without_diacritics_is_wholly_alike_and_says_by_which_words() -> None:
    found = likeness("Bãi rác bốc mùi hôi thối", "bai rac boc mui hoi thoi")
    assert found is not None
    assert found.percent == 100
    assert found.words == ("bai rac", "o nhiem")


def test_report_against_the_contrary_of_any_report_of_an_issue_is_not_proposed() -> None:
    known = ["Cầu tạm qua suối sắp sập", "Cầu tạm qua suối đã xây mới xong"]
    assert nearest(known, {1: "Cầu tạm qua suối sắp sập rồi"}) == {}
    spans = ["Cống thôn Đông tắc, ngập tới gối", "Cống thôn Đoài tắc, ngập tới gối"]
    assert set(nearest(spans, {1: "Cống thôn Đông tắc ngập sân", 2: "Cống thôn Hạ tắc ngập sân"})) == {1}
    assert set(nearest(known[:1], {1: "Cầu tạm qua suối nguy hiểm, sắp sập", 2: "Giá phân bón tăng"})) == {1}
