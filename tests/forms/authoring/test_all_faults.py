"""An author hears all that is wrong in one round, in the order of the sheets, and no word of the compiler's own."""

from __future__ import annotations

import re

import pytest

from forms.authoring.check import check
from handlers.staff.form_errors import sentence
from tests.forms.authoring.workbooks import of_table, places, written
from texts.catalogue import catalogue_for

FOREIGN = re.compile(r"http|\[row|xlsform\.org|pyxform|must|invalid|column|Learn more", re.IGNORECASE)


def test_nine_faults_of_a_workbook_come_in_one_round() -> None:
    survey = [
        ("text", "a", "A"),
        ("texty", "b", "B"),
        ("text", "a", "Lại A"),
        ("text", "có dấu cách", "C"),
        ("integer", "d", "D", None, "${khong_co} = 1", "1 +"),
        ("select_one nowhere", "e", "E"),
        ("calculate", "f", None),
        ("select_one yn", "g", "G", None, "nobody(1)", "area(1)"),
        ("geoshape", "h", "H"),
    ]
    choices = [("yn", "y", "Có"), ("yn", "y", "Có nữa"), ("yn", None, "Không")]
    found = places(check(written(survey, choices), "xlsx").problems)
    assert found == [
        ("unknown_type", "survey", 3, "A"),
        ("duplicate_name", "survey", 4, "B"),
        ("bad_name", "survey", 5, "B"),
        ("unknown_reference", "survey", 6, "E"),
        ("bad_expression", "survey", 6, "F"),
        ("unknown_list", "survey", 7, "A"),
        ("missing_calculation", "survey", 8, "G"),
        ("unknown_function", "survey", 9, "E"),
        ("declined_function", "survey", 9, "F"),
        ("unsupported_type", "survey", 10, "A"),
        ("duplicate_choice", "choices", 3, "B"),
        ("choice_without_name", "choices", 4, "B"),
    ]


def test_a_table_of_text_says_all_with_rows_as_well() -> None:
    checked = of_table(
        "| survey | | | | |",
        "| | type | name | label | relevant |",
        "| | texty | a | A | |",
        "| | text | b | B | ${x} = 1 |",
        "| | end group | | | |",
        "| | begin group | g | G | |",
        "| | text | c | C | 1 + |",
    )
    assert places(checked.problems) == [
        ("unknown_type", "survey", 2, ""),
        ("unknown_reference", "survey", 3, ""),
        ("unmatched_group", "survey", 4, ""),
        ("unmatched_group", "survey", 5, ""),
        ("bad_expression", "survey", 6, ""),
    ]


def test_each_choice_that_stands_twice_is_told_at_its_row() -> None:
    choices = [("xa", "4", "Một"), ("xa", "4", "Hai"), ("xa", "6", "Ba"), ("xa", "6", "Bốn")]
    checked = check(written([("select_one xa", "xa", "Xã")], choices), "xlsx")
    assert places(checked.problems) == [("duplicate_choice", "choices", row, "B") for row in (3, 5)]


BROKEN = {
    "a range": ("range", "a", "A", "start=1 end=x"),
    "a step": ("range", "a", "A", "start=1 end=5 step=0"),
    "ticks": ("range", "a", "A", "start=1 end=5 tick_labelset=nowhere"),
    "a parameter": ("text", "a", "A", "rows=many"),
    "an unknown parameter": ("text", "a", "A", "colour=red"),
    "a seed": ("select_one yn", "a", "A", "randomize=true seed=x"),
    "a list without its ending": ("select_one_from_file towns", "a", "A", ""),
    "or_other with a filter": ("select_one yn or_other", "a", "A", "", "name = 'y'"),
    "a loop over nothing": ("begin loop over nothing", "a", "A", ""),
    "an audit with a name": ("audit", "tên", "A", ""),
    "a reference cut short": ("text", "a", "A ${", ""),
    "a save_to without a list": ("text", "a", "A", "", "", "full_name"),
    "KoboToolbox's matrix": ("begin_kobomatrix", "a", "A", ""),
    "KoboToolbox's score": ("begin_score", "a", "A", ""),
    "the last record": ("text", "a", "A ${last-saved#z}", ""),
    "a trigger of nothing": ("text", "a", "A", "", "", "", "${nowhere}"),
}


@pytest.mark.parametrize("what", BROKEN)
@pytest.mark.parametrize("language", ["vi", "en"])
def test_no_sentence_is_the_compilers_own(what: str, language: str) -> None:
    heading = ("type", "name", "label", "parameters", "choice_filter", "save_to", "trigger")
    survey = [heading, ("text", "z", "Z"), BROKEN[what]]
    choices = [("list_name", "name", "label"), ("yn", "y", "Có"), ("yn", "n", "Không")]
    checked = check(written([], sheets={"survey": survey, "choices": choices}), "xlsx")
    assert checked.problems
    for problem in checked.problems:
        said = sentence(catalogue_for(language), problem)
        assert (problem.sheet, problem.row, bool(problem.details.get("letter"))) == ("survey", 3, True), problem
        assert language == "en" or not FOREIGN.search(said.replace("cột", "")), said
        assert "http" not in said
        assert "bad_" not in said
        assert "reason" not in said
