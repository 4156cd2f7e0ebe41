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


@pytest.mark.parametrize("target", [20.0, 49.9, 60.0, 85.0])
@pytest.mark.parametrize("agree", [(12, 1), (30, 2), (8, 31)])
def test_share_fits_many_numbers_of_a_group_that_is_hidden(agree: tuple[int, int], target: float) -> None:
    """Whoever knows the groups knows the weights; the hidden cell is looked for among all that fits what is shown."""
    men, women = 40, 35
    results = weighted(men, women, agree, target)
    assert results.weighing.done
    figures = results.question("q")
    shown = {cell.name: cell for cell in figures.cells}
    share = shown["a"].share
    assert share is not None and shown["a"].n is None
    heavy = {"m": (men + women) * target / 100 / men, "f": (men + women) * (100 - target) / 100 / women}
    fits = set()
    for a, b in product(range(men + 1), range(women + 1)):
        if round((heavy["m"] * a + heavy["f"] * b) / (men + women), 2) == share.value:
            fits.add((a, b))
    assert agree in fits
    for at in (0, 1):
        found = {one[at] for one in fits}
        assert len(found) >= K - 1, "as many as a number can be that is hidden for being few"


def test_counts_stand_where_nothing_is_weighted() -> None:
    given = [{"q": ["a"]}] * 13 + [{"q": ["b"]}] * 62
    assert [cell.n for cell in Results([ASKED], given, {}).question("q").cells] == [13, 62]
