"""Weights, against published and recomputed examples."""

from __future__ import annotations

import random
from collections.abc import Mapping, Sequence

import pytest

from storage.statistics.weighting import (
    CONVERGED,
    NotWeighted,
    design_effect,
    effective_n,
    rake,
)

COLUMNS = ("a1", "a2", "a3", "a4")
SAMPLE = {"b1": (20, 50, 100, 30), "b2": (40, 140, 50, 100), "b3": (40, 310, 50, 70)}
POPULATION = {"b1": (80, 60, 170, 55), "b2": (40, 150, 60, 165), "b3": (55, 340, 200, 125)}
CELLS = [(a, b) for b in SAMPLE for a in COLUMNS]


def kalton() -> list[Mapping[str, str | None]]:
    """Kalton and Flores-Cervantes 2003, one row a person."""
    return [{"a": a, "b": b} for b, row in SAMPLE.items() for a, n in zip(COLUMNS, row, strict=True) for _ in range(n)]


MARGINS = {
    "a": {a: float(sum(row[at] for row in POPULATION.values())) for at, a in enumerate(COLUMNS)},
    "b": {b: float(sum(row)) for b, row in POPULATION.items()},
}


def by_cell(people: Sequence[Mapping[str, str | None]], each: Sequence[float | None]) -> list[float]:
    found = {(one["a"], one["b"]): weight for one, weight in zip(people, each, strict=True)}
    return [round(found[cell] or 0.0, 2) for cell in CELLS]


def test_cell_weights_of_kalton_and_flores_cervantes() -> None:
    people = [f"{one['a']}{one['b']}" for one in kalton()]
    targets = {f"{a}{b}": float(n) for b, row in POPULATION.items() for a, n in zip(COLUMNS, row, strict=True)}
    each = rake([{"": one} for one in people], {"": targets}, bounds=None).each
    assert by_cell(kalton(), each) == [4.00, 1.20, 1.70, 1.83, 1.00, 1.07, 1.20, 1.65, 1.38, 1.10, 4.00, 1.79]


@pytest.mark.parametrize(
    ("bounds", "expected"),
    [
        (None, [1.81, 1.08, 2.20, 1.83, 1.45, 0.87, 1.76, 1.47, 2.02, 1.21, 2.45, 2.04]),
        ((0.5, 2.2), [1.87, 1.08, 2.17, 1.89, 1.46, 0.74, 2.09, 1.49, 1.98, 1.27, 2.18, 1.99]),
    ],
)
def test_raked_weights_of_kalton_and_flores_cervantes(
    bounds: tuple[float, float] | None, expected: list[float]
) -> None:
    """Its bounds are of weights that begin at one."""
    found = rake(kalton(), MARGINS, bounds=bounds, mean=1.0)
    assert by_cell(kalton(), found.each) == expected
    assert found.totals == {} and found.left_out == 0


def schools(counts: Mapping[tuple[str, str], int]) -> list[Mapping[str, str | None]]:
    return [{"stype": s, "wide": w} for (s, w), n in counts.items() for _ in range(n)]


def test_raked_weights_of_the_cluster_sample_of_schools() -> None:
    """apiclus1 of R's `survey`: 183 schools of 15 districts, by type and by whether they met their target."""
    people = schools(
        {("E", "No"): 12, ("E", "Yes"): 132, ("H", "No"): 3, ("H", "Yes"): 11, ("M", "No"): 8, ("M", "Yes"): 17}
    )
    margins = {"stype": {"E": 4421.0, "H": 755.0, "M": 1018.0}, "wide": {"No": 1072.0, "Yes": 5122.0}}
    found = rake(people, margins, bounds=None)
    cells = {tuple(one.values()): weight for one, weight in zip(people, found.each, strict=True)}
    assert [round(cells[s, w] or 0, 3) for s in "EHM" for w in ("No", "Yes")] == [
        39.839,
        29.871,
        67.126,
        50.329,
        49.069,
        36.791,
    ]
    weights = [one for one in found.each if one is not None]
    assert (round(found.effective, 2), round(design_effect(weights), 4)) == (174.01, 1.0517)


def test_effective_n_of_equal_weights_is_n_and_of_strata_less() -> None:
    assert effective_n([2.5] * 40) == pytest.approx(40)
    assert design_effect([2.5] * 40) == pytest.approx(1)
    assert effective_n([]) == 0 and design_effect([]) == 1
    # apistrat: 100 schools of 4,421, 50 of 755 and 50 of 1,018
    strata = [44.21] * 100 + [15.10] * 50 + [20.36] * 50
    assert round(effective_n(strata), 2) == 168.58


HALVES = {"x": {"a": 50.0, "b": 50.0}}


@pytest.mark.parametrize(
    ("people", "margins", "bounds", "expected"),
    [
        (["a", "a"], HALVES, None, ("empty_stratum", "x", "b")),
        (["a", "b", "c"], HALVES, None, ("no_target", "x", "c")),
        (["a", "b"], {"x": HALVES["x"], "y": {"u": 90.0}}, None, ("totals_differ", "y", "")),
        ([None, None], HALVES, None, ("nobody", "", "")),
        (["a"] * 99 + ["b"], HALVES, (0.3, 3.0), ("no_convergence", "", "")),
    ],
)
def test_what_cannot_be_weighted_is_refused_with_its_reason(
    people: list[str | None],
    margins: Mapping[str, Mapping[str, float]],
    bounds: tuple[float, float] | None,
    expected: tuple[str, str, str],
) -> None:
    rows = [{"x": one, "y": "u"} for one in people]
    with pytest.raises(NotWeighted) as refused:
        rake(rows, margins, bounds=bounds)
    assert (refused.value.code, refused.value.attribute, refused.value.category) == expected


def test_margins_that_no_weights_meet_do_not_converge() -> None:
    """Whoever is a is u and whoever is b is v, but the population is not so: a zero cell."""
    people: list[Mapping[str, str | None]] = [{"x": "a", "y": "u"}, {"x": "b", "y": "v"}] * 20
    margins = {"x": {"a": 30.0, "b": 70.0}, "y": {"u": 60.0, "v": 40.0}}
    for bounds in (None, (0.3, 3.0)):
        with pytest.raises(NotWeighted, match="no_convergence"):
            rake(people, margins, bounds=bounds)


def test_shares_that_sum_to_less_by_rounding_are_taken_and_said_and_who_says_nothing_is_kept_out() -> None:
    people: list[Mapping[str, str | None]] = [{"x": one} for one in ("a", "b", "c", "none", None) for _ in range(10)]
    found = rake(people, {"x": {"a": 33.3, "b": 33.3, "c": 33.3}}, left_out=("none",))
    assert found.totals == {"x": pytest.approx(99.9)}
    assert found.left_out == 20
    assert sum(one or 0 for one in found.each) == pytest.approx(100)


def test_random_margins_are_met_within_the_bounds_or_refused() -> None:
    """Independent of how the weights were found: what they add up to, and that they are products of a factor a category."""
    chance, met = random.Random(19), 0
    for _ in range(60):
        people: list[Mapping[str, str | None]] = [
            {"x": chance.choice("abc"), "y": chance.choice("uvwz")} for _ in range(200)
        ]
        margins = {
            "x": dict(zip("abc", (chance.uniform(1, 4) for _ in "abc"), strict=True)),
            "y": dict(zip("uvwz", (chance.uniform(1, 4) for _ in "uvwz"), strict=True)),
        }
        margins = {name: {c: v * 100 / sum(of.values()) for c, v in of.items()} for name, of in margins.items()}
        free = rake(people, margins, bounds=None)
        for name, of in margins.items():
            for category, target in of.items():
                got = sum(w or 0 for one, w in zip(people, free.each, strict=True) if one[name] == category)
                assert abs(got - target) <= CONVERGED * 100
        cell = {(one["x"], one["y"]): w or 0 for one, w in zip(people, free.each, strict=True)}
        for x in "bc":  # odds of rows are the same in every column: no other solution has that
            ratios = {round(cell[x, y] / cell["a", y], 6) for y in "uvwz"}
            assert len(ratios) == 1
        try:
            held = rake(people, margins)
        except NotWeighted:
            continue
        met += 1
        assert all(0.3 * 0.5 <= (one or 0) <= 3.0 * 0.5 for one in held.each)
        for name, of in margins.items():
            for category, target in of.items():
                got = sum(w or 0 for one, w in zip(people, held.each, strict=True) if one[name] == category)
                assert abs(got - target) <= CONVERGED * 100
    assert met > 40


def test_raked_weights_are_those_of_svy() -> None:
    """An outside program over random margins; it is no dependency of ours and is asked where somebody has installed it."""
    svy = pytest.importorskip("svy", reason="svy is not installed: it drags in polars and pyarrow, for this test alone")
    polars = pytest.importorskip("polars")
    chance = random.Random(1)
    for _ in range(30):
        people: list[Mapping[str, str | None]] = [
            {"x": chance.choice("abc"), "y": chance.choice("uvwz")} for _ in range(200)
        ]
        margins = {"x": {c: chance.uniform(1, 4) for c in "abc"}, "y": {c: chance.uniform(1, 4) for c in "uvwz"}}
        margins = {name: {c: v * 5000 / sum(of.values()) for c, v in of.items()} for name, of in margins.items()}
        ours = rake(people, margins, bounds=None).each
        frame = polars.DataFrame(people).with_columns(w=polars.lit(1.0))
        sample = svy.Sample(frame, svy.Design(wgt="w"))
        theirs = sample.weighting.rake(controls=margins, wgt_name="raked", max_iter=500, tol=1e-10).data["raked"]
        assert list(ours) == pytest.approx(theirs.to_list(), rel=1e-5)
