"""Forms come as spreadsheets of several kinds, and with labels in one language, several, or none of the person's."""

from __future__ import annotations

from pathlib import Path

import pytest
from openpyxl import Workbook

from forms.authoring.load import load
from forms.entry.draft import Draft
from tests.forms.player import NOW, Player, form_of

ROWS = [["type", "name", "label"], ["text", "a", "Nói gì?"], ["integer", "b", "Mấy người?"]]


def test_an_excel_file_and_a_csv_file_are_the_same_form(tmp_path: Path) -> None:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "survey"
    for row in ROWS:
        sheet.append(row)
    settings = book.create_sheet("settings")
    settings.append(["form_title", "form_id", "version", "review"])
    settings.append(["Thử", "thu", "7", "yes"])
    book.save(tmp_path / "form.xlsx")
    lines = ["survey,,,", *("," + ",".join(row) for row in ROWS), "settings,,,,", ",form_title,form_id,version,review"]
    (tmp_path / "form.csv").write_text("\n".join([*lines, ",Thử,thu,7,yes"]), "utf-8")
    excel, csv = load(tmp_path / "form.xlsx"), load((tmp_path / "form.csv").read_bytes(), kind="csv")
    assert [(field.ref, field.kind, field.label("vi")) for field in excel.fields] == [
        (field.ref, field.kind, field.label("vi")) for field in csv.fields
    ]
    assert (excel.id, excel.title, excel.version, excel.settings.review) == ("thu", "Thử", "7", True)
    assert csv.settings.review


def test_a_review_page_is_off_below_five_questions() -> None:
    head = ["| survey | | | |", "| | type | name | label |"]
    questions = [f"| | text | q{number} | Q{number} |" for number in range(5)]
    assert not form_of(*head, *questions[:4]).settings.review
    assert form_of(*head, *questions).settings.review


def test_what_a_translator_left_out_is_shown_in_the_first_language() -> None:
    form = form_of(
        "| survey | | | | | |",
        "| | type | name | label::Tiếng Việt (vi) | label::English (en) | hint::Tiếng Việt (vi) |",
        "| | text | a | Nói gì? | What? | Ngắn gọn |",
        "| settings | | |",
        "| | default_language |",
        "| | Tiếng Việt (vi) |",
    )
    question = Player(form, language="en").sees()
    assert (question.label, question.hint) == ("What?", "Ngắn gọn")
    assert Player(form, language="km").sees().label == "Nói gì?"


def test_a_host_list_speaks_the_persons_language() -> None:
    form = form_of("| survey | | | |", "| | type | name | label |", "| | select_one_from_file towns.csv | t | Ở đâu? |")
    rows = {"towns": [{"name": "t1", "label": "Thị trấn", "label::en": "Town"}]}
    assert Player(form, itemsets=rows).sees().choices[0].label == "Thị trấn"
    assert Player(form, itemsets=rows, language="en").sees().choices[0].label == "Town"


def test_a_draft_stays_with_its_form_version() -> None:
    rows = ["| survey | | | |", "| | type | name | label |", "| | text | a | A |", "| settings | |", "| | version |"]
    old, new = form_of(*rows, "| | 1 |"), form_of(*rows, "| | 2 |")
    text = Draft(old, now=NOW, new_id=lambda: "1").dump()
    for broken in (text, "not xml", "<other/>"):
        with pytest.raises(ValueError):
            Draft.load(new, broken, now=NOW, new_id=lambda: "1")


def test_dynamic_defaults_are_worked_out_when_the_draft_begins() -> None:
    form = form_of(
        "| survey | | | | |",
        "| | type | name | label | default |",
        "| | date | d | Hạn? | today() + 7 |",
        "| | text | t | Tên? | mặc định |",
    )
    player = Player(form)
    assert player.sees().value == "2026-11-12"
    assert player.draft.value("t") == "mặc định"
    assert player.answers("d", "2026-11-20").ok
    assert player.draft.value("d") == "2026-11-20"


def test_what_one_person_sees_of_a_list_never_stands_in_anothers_draft() -> None:
    head = "label::Tiếng Việt (vi) | label::English (en)"
    form = form_of(
        "| survey | | | | |",
        f"| | type | name | {head} |",
        "| | text | who | Ai? | Who? |",
        "| | select_one quoting | q | Thế nào? | How? |",
        "| | select_one plain | p | Có không? | Is it? |",
        "| choices | | | | |",
        f"| | list_name | name | {head} |",
        "| | quoting | like | Như ${who} | Like ${who} |",
        "| | quoting | other | Khác | Other |",
        "| | plain | yes | Có | Yes |",
    )
    seen = []
    for who, language in (("An", "vi"), ("Bình", "vi"), ("Chi", "en"), ("An", "vi")):
        player = Player(form, language=language)
        assert player.answers("who", who).ok
        seen.append([choice.label for ref in ("q", "p") for choice in player.draft.ask(ref).choices])
    assert seen == [["Như An", "Khác", "Có"], ["Như Bình", "Khác", "Có"], ["Like Chi", "Other", "Yes"], seen[0]]
    assert player.answers("q", "like").ok
    assert [line.shown for line in player.draft.review()] == ["An", "Như An", ""]
