"""2,000 respondents, 200 times, of a population that is known: the truth lies in the intervals as often as it should."""

from __future__ import annotations

import random
from collections.abc import Mapping, Sequence

from storage.statistics.intervals import difference
from storage.statistics.survey_figures import Asked, Results, Row

RUNS, PEOPLE = 200, 2000
AGREE = Asked("q1", "?", (("yes", "Đồng ý"), ("no", "Không đồng ý"), ("unclear", "Chưa rõ")))
SEX = Asked("sex", "?", (("m", "Nam"), ("f", "Nữ"), ("no_answer", "Không trả lời")))
AGE = Asked("age", "?", (("g1", "18–34"), ("g2", "35–49"), ("g3", "50–64"), ("g4", "65+")))
BY_SEX = {"m": 0.494, "f": 0.506}
BY_AGE = {"g1": 0.30, "g2": 0.29, "g3": 0.25, "g4": 0.16}
CELLS = [(sex, age) for sex in BY_SEX for age in BY_AGE]
ANSWERING = [1.2, 1.7, 1.3, 0.7, 0.7, 0.9, 0.7, 0.5]
"""How readily each cell answers: men, and those who are neither young nor old, far more."""
MARGINS = {
    "sex": {name: share * 100 for name, share in BY_SEX.items()},
    "age": {name: share * 100 for name, share in BY_AGE.items()},
}


def agreeing(sex: str, age: str) -> float:
    return {"m": 0.55, "f": 0.42}[sex] + {"g1": 0.10, "g2": 0.03, "g3": -0.05, "g4": -0.12}[age]


def respondents(seed: int) -> list[Mapping[str, Sequence[str]]]:
    chance = random.Random(seed)
    weights = [BY_SEX[sex] * BY_AGE[age] * ready for (sex, age), ready in zip(CELLS, ANSWERING, strict=True)]
    found = []
    for sex, age in chance.choices(CELLS, weights, k=PEOPLE):
        at, yes = chance.random(), agreeing(sex, age)
        choice = "yes" if at < yes else "no" if at < yes + 0.3 else "unclear"
        found.append({"q1": [choice], "sex": [sex if chance.random() > 0.02 else "no_answer"], "age": [age]})
    return found


def share_of(row: Row) -> tuple[float, float]:
    cell = row.cells[0].share
    assert cell is not None
    return cell.value * row.effective, row.effective


def test_truth_lies_in_ninety_five_intervals_of_a_hundred_with_weights_and_without_them_does_not() -> None:
    """A hit is one of 200 with a standard deviation of 3: fewer than 180 would be no chance."""
    truth = sum(BY_SEX[sex] * BY_AGE[age] * agreeing(sex, age) for sex, age in CELLS)
    of_sex = {sex: sum(BY_AGE[age] * agreeing(sex, age) for age in BY_AGE) for sex in BY_SEX}
    weighted = plain = between = 0
    for run in range(RUNS):
        given = respondents(run * 7 + PEOPLE)
        results = Results((AGREE, SEX, AGE), given, MARGINS, left_out=("no_answer",))
        assert results.weighing.done
        found = results.question("q1").cells[0].share
        raw = Results((AGREE, SEX, AGE), given, {}).question("q1").cells[0].share
        assert found is not None and raw is not None
        weighted += found.least <= truth <= found.most
        plain += raw.least <= truth <= raw.most
        rows = {row.name: row for row in results.cross("q1", "sex").rows}
        by = difference(*share_of(rows["m"]), *share_of(rows["f"]))
        between += by.least <= of_sex["m"] - of_sex["f"] <= by.most
    assert weighted >= 180 and between >= 180, (weighted, between)
    assert plain < 120, plain
