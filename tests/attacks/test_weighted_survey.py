"""A survey that is weighted: its shares, set against the groups that were counted, give no small group away."""

from __future__ import annotations

from itertools import product

import pytest

from storage.statistics.survey_figures import Asked, K, Results

ASKED = Asked("q", "Giá nước?", (("a", "Đồng ý"), ("b", "Không đồng ý")))
SEX = Asked("sex", "Nam hay nữ?", (("m", "Nam"), ("f", "Nữ")))


def weighted(men: int, women: int, agree: tuple[int, int], target: float) -> Results:
    """So many men and women, of whom so many agree; `target`: per cent of men in the population."""
    given = [{"sex": ["m"], "q": ["a" if at < agree[0] else "b"]} for at in range(men)]
    given += [{"sex": ["f"], "q": ["a" if at < agree[1] else "b"]} for at in range(women)]
    return Results([ASKED, SEX], given, {"sex": {"m": target, "f": 100 - target}})


def told(results: Results) -> list[object]:
    """Everything of them that anybody is shown."""
    return [
        *(results.question(name) for name in ("q", "sex")),
        results.cross("q", "sex"),
        results.cross("sex", "q"),
        results.weighing,
    ]


@pytest.mark.parametrize("target", [20.0, 49.9, 60.0, 85.0])
@pytest.mark.parametrize("agree", [(12, 1), (30, 2), (8, 31)])
def test_share_fits_many_numbers_of_a_group_that_is_hidden(agree: tuple[int, int], target: float) -> None:
    """Whoever knows the groups knows the weights; the hidden cell is looked for among all that fits what is shown."""
    men, women = 40, 35
    results = weighted(men, women, agree, target)
    assert results.weighing.done
    shown = {cell.name: cell for cell in results.question("q").cells}
    share = shown["a"].share
    assert share is not None and shown["a"].n is None
    step = results.weighing.step
    assert step is not None
    heavy = {"m": (men + women) * target / 100 / men, "f": (men + women) * (100 - target) / 100 / women}
    fits = set()
    for a, b in product(range(men + 1), range(women + 1)):
        if abs((heavy["m"] * a + heavy["f"] * b) / (men + women) - share.value) <= step / 2 + 1e-9:
            fits.add((a, b))
    assert agree in fits
    for at in (0, 1):
        found = {one[at] for one in fits}
        assert len(found) >= K - 1, "as many as a number can be that is hidden for being few"
    alike = {one for one in fits if told(weighted(men, women, one, target)) == told(results)}
    few = {min(a, men - a, b, women - b) for a, b in alike}
    assert agree in alike and len(few) >= K - 2, ("one to four, but one", few, alike)


def test_counts_stand_where_nothing_is_weighted() -> None:
    given = [{"q": ["a"]}] * 13 + [{"q": ["b"]}] * 62
    assert [cell.n for cell in Results([ASKED], given, {}).question("q").cells] == [13, 62]


def test_effective_n_of_a_group_says_no_more_than_its_share() -> None:
    """A group's own effective n would say how many men and women are in it."""
    for men_who_agree in range(K):
        results = weighted(40, 35, (men_who_agree, 14), 49.9)
        shares = {cell.name: cell.share.value for cell in results.question("q").cells if cell.share is not None}
        for row in results.cross("sex", "q").rows:
            assert row.n is None and row.effective == pytest.approx(shares[row.name] * results.effective)
        for row in results.cross("q", "sex").rows:
            assert row.n is not None and row.effective == pytest.approx(row.n / 75 * results.effective)


def test_effective_n_does_not_say_how_few_are_of_two_groups_at_once() -> None:
    """Twenty of a minority, few of them men: weights by both margins hang on how few."""
    people = Asked("people", "Dân tộc?", (("k", "Kinh"), ("o", "Khác")))
    told = set()
    for few in range(1, K):
        given = [{"sex": ["m" if at < few else "f"], "people": ["o"]} for at in range(20)]
        given += [{"sex": ["m" if at < 80 - few else "f"], "people": ["k"]} for at in range(130)]
        margins = {"sex": {"m": 50.0, "f": 50.0}, "people": {"k": 70.0, "o": 30.0}}
        results = Results([SEX, people], given, margins)
        assert results.weighing.done and 1.2 < results.weighing.design_effect < 1.3
        told.add(results.effective)
    assert len(told) == 1, told
