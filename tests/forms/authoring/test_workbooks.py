"""Workbooks as Excel, LibreOffice, WPS and programs write them: each works, or is one sentence with sheet, row and column."""

from __future__ import annotations

from datetime import date, time

import pytest
from openpyxl import Workbook

from forms.authoring.check import check
from forms.model.form import Form
from tests.forms.authoring.workbooks import CHOICES, SURVEY, changed, places, written
from tests.forms.player import Player

YES_NO = (("yn", "y", "Có"), ("yn", "n", "Không"))


def form_of(content: bytes) -> Form:
    checked = check(content, "xlsx")
    assert checked.form is not None, checked.problems
    return checked.form


def labels(form: Form, name: str) -> list[str]:
    return [form.choice_label(name, choice, "vi") for choice in form.field(name).choices]


@pytest.mark.parametrize("column", range(len(SURVEY)), ids=SURVEY)
def test_a_formula_without_its_result_is_refused_in_every_column_of_the_survey(column: int) -> None:
    row = ["calculate" if column == 6 else "text", "b", "B", None, None, None, None, None, None]
    row[column] = '="x"'
    problems = check(written([("text", "a", "A"), row]), "xlsx").problems
    assert ("formula_unsaved", "survey", 3, "ABCDEFGHI"[column]) in places(problems)


@pytest.mark.parametrize("column", range(len(CHOICES)), ids=CHOICES)
def test_a_formula_without_its_result_is_refused_in_every_column_of_the_choices(column: int) -> None:
    row = ["yn", "k", "Khác"]
    row[column] = '="x"'
    problems = check(written([("select_one yn", "a", "A")], [*YES_NO, row]), "xlsx").problems
    assert ("formula_unsaved", "choices", 4, "ABC"[column]) in places(problems)


def test_a_formula_in_a_heading_and_in_the_settings_is_refused() -> None:
    content = written([("text", "a", "A")], sheets={"settings": [("form_id", '="version"'), ("x", '="1"')]})
    found = places(check(content, "xlsx").problems)
    assert found == [("formula_unsaved", "settings", row, "B") for row in (1, 2)]


def test_an_empty_result_of_a_formula_is_an_empty_cell() -> None:
    content = written([("text", "a", "A", None, '=""')])
    stored = changed(content, (b'<c r="E2">', b'<c r="E2" t="str">'))
    assert form_of(stored).field("a").relevant is None


def test_seventy_blank_rows_hide_no_question() -> None:
    content = written([("text", "a", "A"), *[()] * 70, ("text", "b", "B")])
    assert [one.name for one in form_of(content).walk] == ["a", "b"]


def test_a_sheet_that_says_it_is_one_cell_is_read_whole() -> None:
    content = changed(written([("text", "a", "A"), ("text", "b", "B")]), (b'ref="A1:I3"', b'ref="A1"'))
    assert len(form_of(content).walk) == 2


def test_a_strict_workbook_is_read() -> None:
    content = changed(
        written([("select_one yn", "a", "A"), ("date", "d", "D", None, None, None, None, date(2026, 1, 5))], YES_NO),
        (
            b"http://schemas.openxmlformats.org/spreadsheetml/2006/main",
            b"http://purl.oclc.org/ooxml/spreadsheetml/main",
        ),
        (
            b"http://schemas.openxmlformats.org/officeDocument/2006/relationships",
            b"http://purl.oclc.org/ooxml/officeDocument/relationships",
        ),
    )
    assert labels(form_of(content), "a") == ["Có", "Không"]


def test_names_of_a_list_merged_downwards_are_those_of_every_row() -> None:
    def merge(book: Workbook) -> None:
        book["choices"].merge_cells("A2:A4")

    rows = [("yn", "y", "Có"), (None, "n", "Không"), (None, "k", "Chưa rõ")]
    form = form_of(written([("select_one yn", "a", "A")], rows, finish=merge))
    assert labels(form, "a") == ["Có", "Không", "Chưa rõ"]


def test_a_choice_of_no_list_is_told_with_its_row() -> None:
    content = written([("select_one yn", "a", "A")], [*YES_NO, (None, "k", "Chưa rõ")])
    assert places(check(content, "xlsx").problems) == [("choice_without_list", "choices", 4, "B")]


def test_a_condition_merged_over_several_rows_is_refused() -> None:
    def merge(book: Workbook) -> None:
        book["survey"].merge_cells("E3:E4")

    rows = [("text", "a", "A"), ("text", "b", "B", None, "${a} = 'x'"), ("text", "c", "C")]
    problems = check(written(rows, finish=merge), "xlsx").problems
    assert places(problems) == [("merged_cells", "survey", 3, "E")]


def test_cells_are_what_their_author_saw() -> None:
    def formats(book: Workbook) -> None:
        sheet = book["choices"]
        for cell, number_format in (("C2", "0%"), ("C3", "#,##0"), ("B4", "00"), ("C4", "0.00"), ("C5", "h:mm")):
            sheet[cell].number_format = number_format

    rows = [("m", "a", 0.5), ("m", "b", 1500), ("m", 7, 2.5), ("m", "d", time(8, 30))]
    problems = check(written([("select_one m", "a", "A")], rows, finish=formats), "xlsx").problems
    assert places(problems) == [("date_cell", "choices", 5, "C")]
    form = form_of(written([("select_one m", "a", "A")], rows[:3], finish=lambda book: formats(book)))
    assert labels(form, "a") == ["50%", "1.500", "2,50"]
    assert form.field("a").choices == ("a", "b", "07")


def test_signs_that_a_workbook_writes_as_codes_are_those_signs() -> None:
    form = form_of(written([("select_one m", "a", "Dòng một_x000D_")], [("m", "a", "Tốt_x000a_hơn")]))
    assert form.field("a").label("default") == "Dòng một"
    assert [" ".join(one.split()) for one in labels(form, "a")] == ["Tốt hơn"]


def test_a_day_in_the_default_column_is_that_day() -> None:
    content = written([("date", "d", "D", None, None, None, None, date(2026, 1, 5)), ("text", "b", "B")])
    assert Player(form_of(content)).draft.value("d") == "2026-01-05"


def test_one_language_in_two_spellings_is_one() -> None:
    survey = [
        ("type", "name", "label::Tiếng Việt(vi)", "hint::Tiếng Việt (VI)", "label::English"),
        ("select_one yn", "a", "Tốt không?", "Gợi ý", "Is it good?"),
    ]
    choices = [("list_name", "name", "label::tiếng việt", "label::English (en)"), ("yn", "y", "Có", "Yes")]
    form = form_of(written([], sheets={"survey": survey, "choices": choices}))
    assert form.languages == ("vi", "en")
    assert (form.label("a", "vi"), form.label("a", "en")) == ("Tốt không?", "Is it good?")
    assert form.choice_label("a", "y", "vi") == "Có"


def test_languages_without_codes_are_those_that_they_are_called() -> None:
    survey = [("type", "name", "label::English", "label::Vietnamese"), ("text", "a", "What is it?", "Đó là gì?")]
    form = form_of(written([], sheets={"survey": survey}))
    assert form.languages == ("en", "vi")
    assert form.label("a", "vi") == "Đó là gì?"


def test_rows_that_are_put_out_of_use_may_hold_anything() -> None:
    """A name that stands twice and one that is none: pyxform leaves these rows out, and so does the look over the cells."""
    survey = [
        ("type", "name", "label", "disabled"),
        ("text", "a", "Tên thôn?", None),
        ("text", "a", "Tên ấp?", "yes"),
        ("integer", "số nhà", "Số nhà?", "yes"),
        ("text", "b", "Còn gì nữa?", None),
    ]
    checked = check(written([], sheets={"survey": survey}), "xlsx")
    assert checked.problems == ()
    assert checked.form is not None
    assert [field.name for field in checked.form.walk] == ["a", "b"]


def test_two_columns_of_one_language_are_refused_in_their_heading() -> None:
    survey = [("type", "name", "label::Tiếng Việt(vi)", "label::Tiếng Việt (vi)"), ("text", "a", "A", "A")]
    assert places(check(written([], sheets={"survey": survey}), "xlsx").problems) == [
        ("duplicate_column", "survey", 1, "D")
    ]


def test_or_other_speaks_the_languages_of_the_form() -> None:
    survey = [
        ("type", "name", "label::Tiếng Việt (vi)", "label::English (en)"),
        ("select_one n or_other", "nghe", "Nghề", "Job"),
    ]
    choices = [("list_name", "name", "label::Tiếng Việt (vi)", "label::English (en)"), ("n", "x", "Nông dân", "Farmer")]
    form = form_of(written([], sheets={"survey": survey, "choices": choices}))
    assert [form.choice_label("nghe", "other", language) for language in ("vi", "en")] == ["Khác", "Other"]
    assert [form.label("nghe_other", language) for language in ("vi", "en")] == ["Xin ghi rõ", "Please specify"]


def test_or_other_of_a_form_without_languages_is_in_its_own() -> None:
    form = form_of(written([("select_one yn or_other", "a", "Việc gì?")], YES_NO))
    assert (labels(form, "a"), form.label("a_other", "vi")) == (["Có", "Không", "Khác"], "Xin ghi rõ")
