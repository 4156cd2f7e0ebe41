"""Spreadsheets that are no forms: everything that is wrong with each, by sheet, row and column, in bounded time."""

from __future__ import annotations

import re
import time
from pathlib import Path

import pytest

from forms.authoring.check import check
from forms.authoring.complaints import _COMPLAINTS, _WARNINGS
from forms.builtin_forms import NAMES, builtin
from handlers.staff.form_errors import listed
from services.form_rules import name_for, refusals
from tests.handlers.sheets import ROADS, renamed, repacked, xlsx
from texts.catalogue import catalogue_for

ROOT = Path(__file__).parents[3]
CHOICE = [("x", "1", "Một")]
BOMB = repacked(ROADS, {"xl/media/zeros.bin": b"\0" * (50 << 20)})
SLOW = "count(instance('x')/root/item[count(instance('x')/root/item[name = current()/name]) > 0]) > 0"
ENTITY = b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><a>&x;</a>'
PROMPT = xlsx([("text", "title", "Tên?"), ("text", "item_1", "Nội dung?")], settings={"form_id": "prompt"})
NO_SURVEY = renamed(xlsx([("text", "a", "A")], CHOICE), "survey", "khao sat")

BROKEN: dict[str, tuple[bytes, list[str]]] = {
    "a broken archive": (ROADS[:400], ["tệp không phải bảng tính .xlsx hoặc đã hỏng"]),
    "an archive of something else": (b"PK\x05\x06" + b"\0" * 18, ["không phải bảng tính"]),
    "a damaged part": (repacked(ROADS, {"xl/workbook.xml": b"<workbook"}), ["không đọc được tệp này"]),
    "an old Excel file": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 512, ["tệp Excel đời cũ (.xls)"]),
    "a picture": (b"\xff\xd8\xff\xe0 no workbook", ["không phải bảng tính"]),
    "a zip bomb": (BOMB, ["phình ra quá 40 MB khi mở"]),
    "too many parts": (repacked(ROADS, {f"xl/media/{n}": b"" for n in range(1001)}), ["phình ra quá 40 MB"]),
    "an external entity": (repacked(ROADS, {"xl/sharedStrings.xml": ENTITY}), ["nội dung trỏ ra ngoài"]),
    "the same in UTF-16": (
        repacked(ROADS, {"xl/sharedStrings.xml": ENTITY.decode().encode("utf-16")}),
        ["nội dung trỏ ra ngoài"],
    ),
    "no survey sheet": (NO_SURVEY, ["thiếu trang “survey”"]),
    "an unknown type": (
        xlsx([("text", "a", "A"), ("texty", "b", "B")]),
        ["trang survey, dòng 3, cột A: không có loại câu hỏi “texty”"],
    ),
    "a type no chat can ask": (xlsx([("geotrace", "a", "A")]), ["dòng 2, cột A: câu “a” thuộc loại “geotrace”"]),
    "names": (
        xlsx([("text", "a", "A"), ("text", "a", "A"), ("text", "b c", "B"), ("text", None, "C")]),
        [
            "trang survey, dòng 3, cột B: tên “a” đã dùng ở dòng trên",
            "trang survey, dòng 4, cột B: tên phải bắt đầu bằng chữ cái",
        ],
    ),
    "a cycle": (
        xlsx([("calculate", "a", None, None, "${b} + 1"), ("calculate", "b", None, None, "${a}"), ("text", "c", "C")]),
        ["trang survey, dòng 2, cột E: các câu này phụ thuộc vòng tròn vào nhau: a, b"],
    ),
    "formula errors": (
        xlsx([("text", "a", "#REF!"), ("text", "b", "B", "#NAME?")]),
        ["dòng 2, cột C: ô báo lỗi công thức #REF!", "dòng 3, cột D: ô báo lỗi công thức #NAME?"],
    ),
    "references to nothing": (
        xlsx([("text", "a", "Chào ${ten}", "${tuoi} > 3")]),
        ["dòng 2, cột C: có chỗ nhắc tới “ten”", "dòng 2, cột D: có chỗ nhắc tới “tuoi”"],
    ),
    "a pattern that looks ahead": (
        xlsx([("text", "ma", "Mã", "regex(., '(?!0000)[0-9]{4}')")]),
        [
            "trang survey, dòng 2, cột D: mẫu regex trong",
            "không nhìn trước, nhìn sau được",
            "hai điều kiện nối bằng and",
        ],
    ),
    "a bad expression": (xlsx([("text", "a", "A", "1 +")]), ["dòng 2, cột D: công thức “1 +” viết chưa đúng"]),
    "an expression that takes seconds": (
        xlsx(
            [("select_one x", "a", "A"), ("text", "b", "B", SLOW)],
            [("x", f"c{n}", f"Lựa chọn {n}") for n in range(5000)],
        ),
        ["trang survey, dòng 3, cột D: công thức của “b” tính quá lâu"],
    ),
    "a function that makes no sense in a chat": (
        xlsx([("text", "a", "A"), ("text", "b", "B", "digest(${a}, 'MD5') = 'x'")]),
        ["trang survey, dòng 3, cột D: hàm “digest” không dùng được khi hỏi qua tin nhắn"],
    ),
    "a function that nobody knows": (
        xlsx([("text", "a", "A", "vlookup(1)")]),
        ["trang survey, dòng 2, cột D: không có hàm “vlookup” trong công thức"],
    ),
    "a question without words": (
        xlsx([("text", "a")]),
        ["trang survey, dòng 2, cột C: câu “a” chưa có lời hỏi"],
    ),
    "choices without a name": (
        xlsx([("select_one x", "a", "A")], [*CHOICE, ("x", None, "Hai")]),
        ["trang choices, dòng 3, cột B: lựa chọn này chưa có tên"],
    ),
    "choices twice": (
        xlsx([("select_one x", "a", "A")], [*CHOICE, ("x", "1", "Hai")]),
        ["trang choices, dòng 3, cột B: tên lựa chọn này có hai lần"],
    ),
    "choices with blanks": (
        xlsx(
            [("select_multiple x", "a", "A")], [*CHOICE, ("x", "c d", "Hai"), ("x", "e f", "Ba"), ("y", "g h", "Bốn")]
        ),
        [
            "trang choices, dòng 3, cột B: tên lựa chọn “c d” có dấu cách",
            "trang choices, dòng 4, cột B: tên lựa chọn “e f” có dấu cách",
        ],
    ),
    "half a reference": (
        xlsx([("text", "a", "A"), ("text", "b", "B ${a")]),
        ["trang survey, dòng 3, cột C: chỗ nhắc tới câu khác phải viết đủ dạng ${tên_câu}"],
    ),
    "a reserved name": (xlsx([("text", "meta", "A")]), ["trang survey, dòng 2, cột B: tên “meta” để dành"]),
    "no heading for types": (xlsx([("text", "a", "A")], head=("kind", "name", "label")), ["thiếu cột “type”"]),
    "a range of words": (
        xlsx([("range", "a", "A", "start=a")], head=("type", "name", "label", "parameters")),
        ["trang survey, dòng 2, cột D: cột parameters chưa đúng"],
    ),
    "a label of 10,000 letters": (
        xlsx([("text", "a", "A"), ("text", "b", "B" * 10_000)]),
        ["dòng 3, cột C: dài 10.000 ký tự; dài nhất được 2.000"],
    ),
    "a button of 400 letters": (
        xlsx([("select_one x", "a", "A")], [("x", "1", "M" * 400)]),
        ["trang choices, dòng 2, cột C: dài 400 ký tự"],
    ),
    "a list that nobody has": (
        xlsx([("select_one_from_file farms.csv", "a", "A")]),
        ["dòng 2, cột A: câu “a” lấy lựa chọn từ farms.csv"],
    ),
    "the same name in another group": (
        xlsx(
            [
                ("begin group", "g", "G"),
                ("text", "a", "A"),
                ("end group",),
                ("begin group", "h", "H"),
                ("select_one_from_file farms.csv", "a", "A"),
                ("end group",),
            ]
        ),
        ["dòng 6, cột A: câu “a” lấy lựa chọn từ farms.csv"],
    ),
    "an urgent report that asks several times": (
        xlsx(
            [
                ("text", "gist", "Việc gì?", None, None, "yes"),
                ("begin repeat", "r", "R"),
                ("select_one_from_file places.csv", "place", "Ở đâu?"),
                ("end repeat",),
            ],
            settings={"form_id": "urgent"},
        ),
        ["dòng 4, cột A: phiếu “urgent” phải có câu “place” đúng một lần, ngoài phần lặp"],
    ),
    "a list that is not there": (
        xlsx([("select_one y", "a", "A")], CHOICE),
        ["dòng 2, cột A: không có danh sách lựa chọn “y”"],
    ),
    "conditions that never hold": (
        xlsx(
            [
                ("select_one x", "a", "A"),
                ("text", "b", "B", "${a} = '2'"),
                ("begin group", "g", "G", "${a} = '1'"),
                ("text", "c", "C", "${a} != '1' or 1 = 2"),
                ("end group",),
            ],
            CHOICE,
        ),
        [
            "trang survey, dòng 3, cột D: điều kiện hiện của “b” không bao giờ đúng",
            "trang survey, dòng 5, cột D: điều kiện hiện của “c” không bao giờ đúng",
        ],
    ),
    "nothing to ask": (xlsx([("calculate", "a", None, None, "1")]), ["trang survey: phiếu không có câu hỏi nào"]),
    "a prompt that we could not send": (
        PROMPT,
        ["trang survey: phiếu “prompt” phải có câu tên “kind”", "và 7 lỗi khác"],
    ),
    "very many mistakes": (xlsx([("text", f"bad name {n}", "A") for n in range(40)]), ["và 25 lỗi khác"]),
}


@pytest.mark.parametrize("what", BROKEN)
def test_what_is_no_form_gets_a_sentence(what: str) -> None:
    content, sentences = BROKEN[what]
    assert len(content) < 2 << 20
    began = time.process_time()
    checked = check(content, ".xlsx", lambda form: refusals(form, name_for(form, "phieu.xlsx")))
    assert time.process_time() - began < 15
    assert checked.form is None
    for language in ("vi", "en"):
        said = listed(catalogue_for(language), checked.problems).text
        assert len(said) < 3500
        assert "…" not in said.replace("(?=…), (?!…), (?<…)", "") or "more" in said or "lỗi khác" in said
        assert "None" not in said
    said = listed(catalogue_for("vi"), checked.problems).text
    for sentence in sentences:
        assert sentence in said


def test_a_good_form_has_no_problems() -> None:
    checked = check(ROADS, "xlsx")
    assert checked.problems == ()
    assert checked.form is not None
    assert [one.name for one in checked.form.walk] == ["state", "where", "count"]


def test_a_row_put_aside_is_told_and_the_form_is_good() -> None:
    checked = check(xlsx([("text", "a", "A"), ("text", "b", "B", "false()")]), "xlsx")
    assert checked.form is not None
    said = listed(catalogue_for("vi"), checked.warnings).text
    assert "trang survey, dòng 3, cột D: “b” đang tắt" in said


def test_every_mistake_that_the_engine_knows_has_a_sentence() -> None:
    """A code counts where it is raised as a string, or stands in the table of the compiler's complaints."""
    rooms = [path for room in ("forms", "handlers") for path in (ROOT / room).rglob("*.py")]
    found = set()
    for path in rooms:
        text = path.read_text("utf-8")
        found |= set(re.findall(r'(?:FormError|ExpressionError|_at)\(\s*"([a-z_]+)"', text))
    found |= {code for _, code in (*_COMPLAINTS, *_WARNINGS)}
    assert len(found) > 25
    for language in ("vi", "en"):
        keys = catalogue_for(language).keys
        assert {code for code in found if f"form-error-{code.replace('_', '-')}" not in keys} == set()


def test_the_built_in_forms_are_what_we_need() -> None:
    for name in NAMES:
        assert refusals(builtin(name), name) == []


@pytest.mark.parametrize(
    ("old", "new", "field"),
    [
        ("| date | due |", "| text | due |", "due"),
        ("| | kind | review |", "| | kind | weekly |", "kind"),
        ("| | due_hour | 20:00 |", "| | due_hour | evening |", "due_hour"),
    ],
)
def test_a_prompt_of_the_offices_own_works_as_ours(old: str, new: str, field: str) -> None:
    source = (ROOT / "forms" / "builtin" / "prompt.md").read_text("utf-8")
    assert old in source
    checked = check(source.replace(old, new).encode(), ".md", lambda form: refusals(form, "prompt"))
    assert [(problem.code, problem.details["name"]) for problem in checked.problems] == [("field_unfit", field)]
    assert checked.problems[0].row is not None
