"""Accepted is carried out: entities, scales with words, table headings, look-ups; what is not is refused by its row."""

from __future__ import annotations

import re

import pytest

from forms.authoring.check import check
from forms.entry.draft import Draft
from handlers.staff.form_errors import sentence
from services.form_rules import refusals
from tests.forms.authoring.workbooks import of_table, places, written
from tests.forms.player import Player, form_of
from texts.catalogue import catalogue_for

ENTITY = re.compile(r'<entity dataset="(\w+)" (?:create|update)="(\w+)".*? id="([^"]*)"[^>]*><label>([^<]*)</label>')
UUID = r"[0-9a-f-]{36}|0001"


def test_an_entity_has_its_id_its_label_and_its_condition() -> None:
    player = Player(
        form_of(
            "| survey | | | | |",
            "| | type | name | label | save_to |",
            "| | text | label | Tên | ten |",
            "| | integer | tuoi | Tuổi | |",
            "| entities | | | |",
            "| | list_name | label | create_if |",
            "| | ho | concat(${label}, '!') | ${tuoi} > 17 |",
        )
    )
    player.answers("label", "An")
    player.answers("tuoi", "15")
    (found,) = ENTITY.findall(player.draft.submission())
    assert found[:2] == ("ho", "false")
    player.answers("tuoi", "20")
    (found,) = ENTITY.findall(player.draft.submission())
    assert (found[:2], found[3]) == (("ho", "true"), "An!")
    assert re.fullmatch(UUID, found[2])


def test_each_instance_makes_its_entity_and_a_correction_keeps_it() -> None:
    form = form_of(
        "| survey | | | | |",
        "| | type | name | label | save_to |",
        "| | begin_repeat | r | Con | |",
        "| | text | con | Tên con | ten |",
        "| | end_repeat | | | |",
        "| entities | | |",
        "| | list_name | label |",
        "| | con | ${con} |",
    )
    numbers = iter(range(100, 200))
    draft = Draft(form, now=Player(form).now, new_id=lambda: str(next(numbers)))
    draft.put("/data/r[1]/con", "Một")
    draft.add("/data/r")
    draft.put("/data/r[2]/con", "Hai")
    sent = draft.submission()
    made = ENTITY.findall(sent)
    assert [(one[0], one[3]) for one in made] == [("con", "Một"), ("con", "Hai")]
    assert len({one[2] for one in made}) == 2
    again = Draft.from_submission(form, sent, now=Player(form).now, new_id=lambda: str(next(numbers)))
    assert ENTITY.findall(again.submission()) == made


def test_the_words_of_a_scale_stand_below_its_question_in_each_language() -> None:
    form = form_of(
        "| survey | | | | | |",
        "| | type | name | label::Tiếng Việt (vi) | label::English (en) | parameters |",
        "| | range | r | Hài lòng? | Satisfied? | start=1 end=5 step=1 tick_labelset=muc |",
        "| choices | | | | |",
        "| | list_name | name | label::Tiếng Việt (vi) | label::English (en) |",
        "| | muc | 1 | Rất không | Not at all |",
        "| | muc | 5 | **Rất** hài lòng | Very |",
    )
    assert Player(form).sees().hint == "1 = Rất không\n5 = Rất hài lòng"
    assert Player(form, language="en").sees().hint == "1 = Not at all\n5 = Very"


def test_the_heading_of_a_table_is_no_question() -> None:
    form = form_of(
        "| survey | | | | |",
        "| | type | name | label | appearance |",
        "| | begin_group | g | Mức độ | table-list |",
        "| | select_one m | duong | Đường | |",
        "| | end_group | | | |",
        "| | select_one m | dau | Cột | label |",
        "| choices | | | |",
        "| | list_name | name | label |",
        "| | m | 1 | Kém |",
    )
    assert [one.name for one in form.walk] == ["duong"]


@pytest.mark.parametrize("formula", ["pulldata('ho', 'ten', 'ma', ${a})", "instance('ho')/root/item[ma = ${a}]/ten"])
def test_a_list_that_only_a_formula_reads_is_asked_for_by_its_row(formula: str) -> None:
    outside = ("csv-external", "ho", None) if formula.startswith("instance") else ("text", "b", "B")
    rows = [("text", "a", "A"), outside, ("calculate", "c", None, None, None, None, formula)]
    checked = check(written(rows), "xlsx", lambda form: refusals(form, "x"))
    assert places(checked.problems) == [("lookup_not_here", "survey", 4, "G")]
    assert "ho.csv" in sentence(catalogue_for("vi"), checked.problems[0])


def test_a_form_that_is_encrypted_is_refused_at_its_key() -> None:
    content = written([("text", "a", "A")], sheets={"settings": [("form_id", "public_key"), ("x", "MIIB")]})
    assert places(check(content, "xlsx").problems) == [("encrypted", "settings", 2, "B")]


@pytest.mark.parametrize(
    ("pattern", "letters"),
    [("%A, %d %B", "%A"), ("%d/%m/%Y %p", "%p"), ("%d/%m/%y %H:%M:%S.%3 %a %b %n %e %h", None)],
)
def test_letters_that_no_date_has_are_refused(pattern: str, letters: str | None) -> None:
    rows = [("date", "d", "D"), ("calculate", "c", None, None, None, None, f"format-date(${{d}}, '{pattern}')")]
    checked = check(written(rows), "xlsx")
    assert [problem.details["reason"] for problem in checked.problems] == ([letters] if letters else [])
    assert letters is None or places(checked.problems) == [("bad_date_pattern", "survey", 3, "G")]


@pytest.mark.parametrize(
    ("kind", "default", "meant"),
    [
        ("date", "31/12/2025", "2025-12-31"),
        ("date", "today", "today()"),
        ("time", "8h30", "08:30"),
        ("integer", "mười", "15"),
        ("integer", "1.500.000", "1500000"),
        ("decimal", "10,5", "10.5"),
        ("geopoint", "10.9,106.8", "10.9 106.8"),
        ("select_one yn", "Có", "y"),
    ],
)
def test_a_default_that_the_question_would_refuse_is_refused_by_its_row(kind: str, default: str, meant: str) -> None:
    row = (kind, "a", "A", None, None, None, None, default)
    checked = check(written([row], [("yn", "y", "Có"), ("yn", "n", "Không")]), "xlsx")
    assert places(checked.problems) == [("bad_default", "survey", 2, "H")]
    assert checked.problems[0].details["meant"] == meant


@pytest.mark.parametrize(
    ("kind", "default"),
    [
        ("date", "2026-01-05 00:00:00"),
        ("time", "8:30"),
        ("integer", "5"),
        ("decimal", "0.5"),
        ("text", "31/12"),
        ("date", "today()"),
    ],
)
def test_a_good_default_is_left_alone(kind: str, default: str) -> None:
    assert check(written([(kind, "a", "A", None, None, None, None, default)]), "xlsx").problems == ()


@pytest.mark.parametrize(
    ("label", "shown"),
    [
        ("**Quan trọng**: ghi _ngắn_ <span style='color:red'>một ý</span>", "Quan trọng: ghi ngắn một ý"),
        ("## Chọn một", "Chọn một"),
        ("Xem [trang này](https://vi.du/a_b)", "Xem trang này (https://vi.du/a_b)"),
        ("__Đậm__ và *nghiêng*", "Đậm và nghiêng"),
        ("Tên trường ten_ho_dan và 2 * 3 * 4", "Tên trường ten_ho_dan và 2 * 3 * 4"),
        ("Tên: ________", "Tên: ________"),
        ("(*) Bắt buộc, số < 5 và > 3", "(*) Bắt buộc, số < 5 và > 3"),
        ("Ghi \\*nguyên\\* dấu sao", "Ghi *nguyên* dấu sao"),
        ("Số #1", "Số #1"),
    ],
)
def test_marks_of_style_are_taken_off_and_nothing_else(label: str, shown: str) -> None:
    assert Player(form_of("| survey |", "| | type | name | label |", f"| | text | a | {label} |")).sees().label == shown


def test_marks_of_style_are_taken_off_choices_too() -> None:
    lines = ["| survey |", "| | type | name | label |", "| | select_one yn | a | A |"]
    lines += ["| choices |", "| | list_name | name | label |", "| | yn | y | **Có**, rất _nhiều_ |"]
    assert form_of(*lines).choice_label("a", "y", "") == "Có, rất nhiều"


def test_marks_around_a_quoted_answer_go_and_those_in_it_stay() -> None:
    player = Player(
        form_of("| survey |", "| | type | name | label |", "| | text | a | A |", "| | text | b | **${a}** là _gì_? |")
    )
    player.answers("a", "**x** _y_")
    assert player.sees().label == "**x** _y_ là gì?"


def test_a_table_of_text_that_is_good_has_no_word() -> None:
    checked = of_table("| survey | | | |", "| | type | name | label |", "| | text | a | A |")
    assert (checked.problems, checked.warnings) == ((), ())
