"""Likeness of reports, on labelled ones.

Only the figure of the first meeting, before anything was tuned on it, says how the next reports will fare; each file then
became one to learn from. Precision and recall at the first meeting, in the order in which the files were written:

- `likeness.tsv`, 240 items, every matter three times in other words and once its opposite: 0.69, 0.95.
- `likeness_later.tsv`: 0.90, 1.00.
- `likeness_phones.tsv`, 240 pairs as they are typed on a phone, three of four written to mislead: 0.25, 0.48.
- `likeness_unseen.tsv`, 60 such pairs: 0.50, 0.87.
- `likeness_fresh.tsv`, 100 pairs: 0.68, 0.54; `likeness_fresh_later.tsv`, 60 pairs: 0.69, 0.67.
- `likeness_field.tsv`, 211 pairs from the whole field, written before the rules were looked at: 0.48, 0.33. The rules were
  then written anew, to read things, troubles and what became of them (`matter_reading`, `matter_words.txt`).
- `likeness_units.tsv`, 140 items in 14 units and topics, every two of one compared: 0.57, 0.56 (by the old rules 0.56, 0.32).
- `likeness_units_far.tsv`, 80 items of rarer topics (sea, tourism, Party life, flats): 0.53, 0.26 (by the old 0.35, 0.23).
- `likeness_units_blind.tsv`, 150 items: 0.71, 0.44 (by the old 0.51, 0.31).
- `likeness_pairs_blind.tsv`, 61 pairs, the last written: 0.72, 0.81 (by the old 0.50, 0.42), 2 of 17 opposites as one.
- `likeness_talk.tsv`, 300 pairs of many fields, of each 12 about five are one matter, four different and three the contrary,
  each part written before what was mended on the one before it was looked at again. 60 by the rules then: 0.75, 0.50. 60 kept
  unseen while those were learnt from: 0.76, 0.54 (by the rules before 0.71, 0.50). 40 as people of the south write: 0.75, 0.50
  (before 0.60, 0.33). Then deeds, names of places and the things within phrases were mended. 40 after that: 0.83, 0.56
  (before 0.75, 0.50). 60: 0.72, 0.69 (before 0.65, 0.65). 40 of rarer fields, sea, work, faith, flats: 0.67, 0.59 (before
  0.69, 0.53). Of the 77 contraries 14 were taken for one at first meeting; none is now.

- `likeness_matters.tsv`, 367 items in 31 units and topics, and `likeness_reports.tsv`, 269 pairs: five parts, each written after
  what the one before it missed was mended. The first, by the rules then: matters 0.41, 0.40 and reports 0.73, 0.50. After 3,000
  more phrases: 0.85, 0.31 and 0.77, 0.43 (before 0.73, 0.23 and 0.90, 0.39). After things and troubles were weighed by how they
  agree: 0.65, 0.58 and 0.78, 0.61 (before 0.50, 0.42 and 0.79, 0.48), then 0.65, 0.72 and 0.73, 0.42 (before 0.60, 0.67 and
  0.75, 0.47). After what agrees in neither was never one: 0.79, 0.61 and 1.00, 0.39 (before 0.75, 0.50 and 0.75, 0.33), 1 of 31
  opposites as one.
- A last part of rarer fields (tyre nails, vehicle tests, dyeing), 50 pairs of one matter and 204 others, kept out of what is
  learnt from: 0.50, 0.17 and 0.82, 0.44, both together 0.74, 0.34 (by the rules of the morning 0.69, 0.44), 2 of 23 opposites as
  one (before 6). Nine of what was missed were held for contraries.

- `likeness_spoken.tsv`, 534 pairs in four parts, of one matter, of others that share words, and opposites, a third each; half of
  the paraphrases without diacritics. The first two, 165 and 120, by the rules that read things and troubles alone: 0.75, 0.60 and
  0.54, 0.48. Then aspects, states and what two texts share in words were weighed as well. The second by that, with what the first
  taught, from 60 per cent on: 0.74, 0.62. The third, 126, from 70 on: 0.86, 0.43 (by the rules before 0.54, 0.31), 1 of 35
  opposites as one. Then single words without diacritics counted for an aspect only where the other text tells of it. The last,
  123, from 60 on: 0.75, 0.51, from 65 on 0.74, 0.49 (before 0.63, 0.37), 2 of 32 opposites as one.
- Each of five sets of pairs left out, read by the list of things and troubles that was older than it, and the weights fitted on
  all others: 0.85, 0.71 from 65 on, 0.90, 0.60 from 80 on (the rules before, by the same lists: 0.77, 0.53). That flatters: the
  phrases of the aspects were written when these sets were known.

So 0.9 and 0.7 are not met at first meeting. What is missed is told in words of no list, most often typed without diacritics;
what is wrongly proposed is mostly another trouble of the same thing. Spelling such texts out by the lists beforehand made it
worse, weights by rarity and products of signs changed nothing, and boosted trees were no better than the sum of weights.
A sentence embedding (a small multilingual e5, of 100 MB) did worse by itself and added nothing as one more part: it holds the
pairs written to mislead for likelier than those of one matter (area under the curve 0.52 without the opposites, 0.36 with them).
Topic, unit and days bound what is compared, people confirm.
"""

from __future__ import annotations

from collections import defaultdict
from itertools import combinations
from pathlib import Path

import pytest

from services.issues.likeness import ALIKE, Alike, among, nearest

HERE = Path(__file__).parent


def likeness(one: str, other: str) -> Alike | None:
    """How alike two texts are."""
    return nearest([one], {0: other}).get(0)


def measured(name: str) -> tuple[float, float, int]:
    """Precision, recall, and opposites that were taken for one, over all pairs of a topic."""
    topics: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for line in (HERE / name).read_text("utf-8").splitlines():
        topic, matter, text = line.split("\t")
        topics[topic].append((matter, text))
    right = wrong = missed = opposites = 0
    for items in topics.values():
        alike = among({at: text for at, (_, text) in enumerate(items)}, ALIKE)
        for (at, (matter, _)), (other_at, (other_matter, _)) in combinations(enumerate(items), 2):
            found, same = other_at in alike.get(at, ()), matter == other_matter
            right += found and same
            wrong += found and not same
            missed += same and not found
            opposites += found and not same and matter.rstrip("!") == other_matter.rstrip("!")
    return right / (right + wrong), right / (right + missed), opposites


@pytest.mark.parametrize(
    ("name", "least"),
    [
        ("likeness.tsv", (0.96, 0.77)),
        ("likeness_later.tsv", (0.95, 0.73)),
        ("likeness_units.tsv", (0.8, 0.82)),
        ("likeness_units_far.tsv", (0.95, 0.59)),
        ("likeness_units_blind.tsv", (0.76, 0.85)),
        ("likeness_matters.tsv", (0.8, 0.72)),
    ],
)
def test_precision_and_recall_on_labelled_reports(name: str, least: tuple[float, float]) -> None:
    precision, recall, opposites = measured(name)
    assert precision >= least[0]
    assert recall >= least[1]
    assert opposites <= 1


@pytest.mark.parametrize(
    ("name", "least", "opposites", "elsewhere"),
    [("likeness_phones.tsv", (0.9, 0.78), 1, 1), ("likeness_unseen.tsv", (0.95, 0.9), 0, 0)],
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
    ("name", "least", "opposites"),
    [
        ("likeness_fresh.tsv", (0.97, 0.88), 0),
        ("likeness_fresh_later.tsv", (0.95, 0.78), 0),
        ("likeness_field.tsv", (0.94, 0.9), 0),
        ("likeness_pairs_blind.tsv", (0.95, 0.8), 0),
        ("likeness_talk.tsv", (0.96, 0.76), 1),
        ("likeness_reports.tsv", (0.96, 0.82), 0),
        ("likeness_spoken.tsv", (0.82, 0.74), 8),
    ],
)
def test_pairs_are_told_no_worse_than_when_they_were_measured(
    name: str, least: tuple[float, float], opposites: int
) -> None:
    rows = [line.split("\t") for line in (HERE / name).read_text("utf-8").splitlines()]
    found = [(label, likeness(one, other) is not None) for label, one, other in rows]
    told = sum(alike for _, alike in found)
    right = found.count(("same", True))
    assert right / told >= least[0]
    assert right / (right + found.count(("same", False))) >= least[1]
    assert found.count(("opposite", True)) <= opposites


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
        ("Máy siêu âm hỏng, vẫn chờ sửa", "Trạm xá sửa được máy siêu âm"),
        ("Xác lợn trôi kênh không ai vớt", "Xã vớt xác lợn trên kênh chôn hết rồi"),
        ("Kiến nghị về nghĩa trang chưa được trả lời", "Xã có văn bản trả lời kiến nghị về nghĩa trang"),
        ("Đường tàu chưa có gác chắn", "Chỗ đường tàu có người gác rồi"),
    ],
)
def test_opposites_are_never_one_however_alike(one: str, other: str) -> None:
    assert likeness(one, other) is None
    assert nearest([one], {7: other}) == {}


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Trường thu tiền đồng phục cao", "Trường thu tiền ăn bán trú cao"),
        ("Nước lũ cuốn trôi cầu tạm", "Nước lũ cuốn trôi hoa màu"),
        ("Kênh chính vỡ bờ", "Kênh chính đầy rác"),
        ("Mất trộm chó ở xóm Đình", "Xóm Đình mất trộm xe máy"),
    ],
)
def test_what_anything_may_have_joins_no_two_things(one: str, other: str) -> None:
    assert likeness(one, other) is None


def test_word_behind_a_name_is_no_part_of_it() -> None:
    assert likeness("Chó bản Nưa chưa tiêm phòng dại", "Bản Nưa chó chưa được tiêm dại") is not None


def test_same_sentence_without_diacritics_is_wholly_alike_and_says_by_which_words() -> None:
    found = likeness("Bãi rác bốc mùi hôi thối", "bai rac boc mui hoi thoi")
    assert found is not None
    assert found.percent == 100
    assert found.words == ("bãi rác", "bốc mùi hôi thối")


def test_report_against_the_contrary_of_any_report_of_an_issue_is_not_proposed() -> None:
    known = ["Cầu tạm qua suối sắp sập", "Cầu tạm qua suối đã xây mới xong"]
    assert nearest(known, {1: "Cầu tạm qua suối sắp sập rồi"}) == {}
    spans = ["Cống thôn Đông tắc, ngập tới gối", "Cống thôn Đoài tắc, ngập tới gối"]
    assert set(nearest(spans, {1: "Cống thôn Đông tắc ngập sân", 2: "Cống thôn Hạ tắc ngập sân"})) == {1}
    assert set(nearest(known[:1], {1: "Cầu tạm qua suối nguy hiểm, sắp sập", 2: "Giá phân bón tăng"})) == {1}
