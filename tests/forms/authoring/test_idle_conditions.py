"""Conditions that do nothing are refused or told, with their row and what was probably meant; good ones are left alone."""

from __future__ import annotations

import pytest

from forms.authoring.check import check
from forms.errors import FormError
from tests.forms.authoring.workbooks import SURVEY, written

CHOICES = [("m", "1", "Một"), ("m", "2", "Hai"), ("yn", "co", "Có"), ("yn", "khong", "Không")]
ASKED = [
    ("select_one m", "a", "A"),
    ("select_one yn", "b", "B"),
    ("integer", "n", "N"),
    ("decimal", "x", "X"),
    ("date", "d", "D"),
    ("text", "t", "T"),
]


def told(kind: str, column: str, text: str) -> tuple[tuple[FormError, ...], tuple[FormError, ...]]:
    """Problems and warnings of a last question with one condition."""
    row = [kind, "z", "Z", *[None] * (len(SURVEY) - 3)]
    row[SURVEY.index(column)] = text
    checked = check(written([*ASKED, row], CHOICES), "xlsx")
    return checked.problems, checked.warnings


@pytest.mark.parametrize(
    ("kind", "column", "text", "code", "meant"),
    [
        ("text", "required", "có", "bare_word", "yes"),
        ("text", "required", "x", "bare_word", "yes"),
        ("text", "required", "Bắt_buộc", "bare_word", "yes"),
        ("text", "required", "không", "bare_word", "no"),
        ("text", "relevant", "có", "bare_word", "${…} = 'có'"),
        ("text", "relevant", "${a} = Một", "bare_word", "${a} = '1'"),
        ("text", "relevant", "${b} = co", "bare_word", "${b} = 'co'"),
        ("text", "relevant", "Có = ${b}", "bare_word", "${b} = 'co'"),
        ("date", "constraint", ". >= today", "bare_word", "today()"),
        ("date", "constraint", ". <= now", "bare_word", "now()"),
        ("integer", "constraint", "0-10", "constant_condition", ". >= 0 and . <= 10"),
        ("integer", "constraint", "18", "constant_condition", ". <= 18"),
        ("text", "relevant", "18", "constant_condition", "${…} = 18"),
        ("text", "relevant", "'có'", "constant_condition", "${…} = 'có'"),
        ("text", "required", "'có'", "constant_condition", "yes"),
        ("integer", "constraint", ". <= 1.000", "grouped_number", "1000"),
        ("integer", "constraint", ". >= 1 and . <= 10.500", "grouped_number", "10500"),
        ("date", "constraint", ". <= '31/12/2026'", "date_text", "date('2026-12-31')"),
        ("date", "constraint", ". <= 2026-12-31", "date_number", "date('2026-12-31')"),
        ("date", "constraint", ". >= 2026", "date_number", "date('2026-01-01')"),
        ("integer", "constraint", ". <= '1.000 người'", "number_text", "1000"),
        ("integer", "constraint", ". > 10 and . < 5", "never_fulfilled", None),
        ("integer", "constraint", ". = 3 and . != 3", "never_fulfilled", None),
        ("select_one m", "constraint", ". > 2", "never_fulfilled", None),
    ],
)
def test_a_condition_that_does_nothing_is_refused(
    kind: str, column: str, text: str, code: str, meant: str | None
) -> None:
    problems, _warnings = told(kind, column, text)
    assert [problem.code for problem in problems] == [code]
    assert (problems[0].sheet, problems[0].row) == ("survey", 8)
    assert problems[0].details["letter"] == "ABCDEFGHI"[SURVEY.index(column)]
    assert meant is None or problems[0].details["meant"] == meant


@pytest.mark.parametrize(
    ("column", "text", "code", "meant"),
    [
        ("relevant", "${a} != 'Một'", "no_such_choice", "'1'"),
        ("relevant", "${t} = 'x' or selected(${b}, 'Có')", "no_such_choice", "'co'"),
        ("relevant", "${t} = 'x' or ${d} < '31/12/2026'", "date_text", "date('2026-12-31')"),
        ("relevant", "${t} = 'x' or ${n} > 'mười'", "number_text", "1000"),
        ("relevant", "${t}", "bare_reference", "${t} != ''"),
        ("calculation", "if(${t} = mot, 1, 2)", "bare_word", "${t} = 'mot'"),
    ],
)
def test_a_condition_that_may_be_meant_so_is_told(column: str, text: str, code: str, meant: str) -> None:
    problems, warnings = told("calculate" if column == "calculation" else "text", column, text)
    assert problems == ()
    assert [(warning.code, warning.row, warning.details["meant"]) for warning in warnings] == [(code, 8, meant)]


@pytest.mark.parametrize(
    ("kind", "column", "text"),
    [
        ("text", "required", "yes"),
        ("text", "required", "TRUE"),
        ("text", "required", "1"),
        ("text", "required", "${b} = 'co'"),
        ("text", "relevant", "true()"),
        ("text", "relevant", "${a} = 1 or ${a} = '2'"),
        ("text", "relevant", "not(selected(${b}, 'khong')) and ${n} > 1.5"),
        ("text", "relevant", "${d} >= '2026-01-01' and ${d} <= today()"),
        ("text", "relevant", "string-length(${t}) > 0"),
        ("text", "relevant", "${t} != null"),
        ("decimal", "constraint", ". >= 0.125 and . <= 99.999"),
        ("integer", "constraint", ". >= 0 and . <= 10"),
        ("integer", "constraint", "(. >= 0 and . <= 10) or . = 99"),
        ("integer", "constraint", ". != ${n}"),
        ("date", "constraint", ". <= today() and . >= date('2020-01-01')"),
        ("select_one m", "constraint", ". >= 2"),
        ("text", "constraint", "regex(., '[0-9]{10}')"),
        ("calculate", "calculation", "if(${n} > 1, 'x', '')"),
    ],
)
def test_a_good_condition_is_left_alone(kind: str, column: str, text: str) -> None:
    assert told(kind, column, text) == ((), ())


@pytest.mark.parametrize(
    ("expression", "told_of"), [("count(${r}[age > 5])", ["counted_outside"]), ("count(${r})", [])]
)
def test_counting_picked_instances_from_outside_is_told(expression: str, told_of: list[str]) -> None:
    """Engines differ: JavaRosa takes the predicate where the calculation stands, Web Forms where the instance does."""
    rows = [
        ("begin repeat", "r", "R"),
        ("integer", "age", "Tuổi"),
        ("end repeat", "", ""),
        ("text", "t", "T"),
        ["calculate", "z", "", *[None] * (len(SURVEY) - 3)],
    ]
    rows[-1][SURVEY.index("calculation")] = expression  # type: ignore[index]
    checked = check(written(rows, []), "xlsx")
    assert checked.problems == ()
    assert [warning.code for warning in checked.warnings] == told_of
