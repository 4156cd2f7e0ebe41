"""A form that cannot be used says so with a stable word, and where."""

from __future__ import annotations

from pathlib import Path

import pytest

from forms.authoring.load import load
from forms.errors import FormError
from forms.load_compiled import load_compiled

HEAD = "| survey | | | | | |\n| | type | name | label | relevant | calculation |\n"
LIST = "| choices | | | |\n| | list_name | name | label |\n| | x | a | A |\n"
FIRST = "| | text | z | Z | | |\n"


@pytest.mark.parametrize(
    ("rows", "code", "row", "detail"),
    [
        ("| | text | z | Z | | |\n", "duplicate_name", 3, ("name", "z")),
        ("| | texty | a | A | | |\n", "unknown_type", 3, ("type", "texty")),
        ("| | text | a | A | ${b} = 1 | |\n", "unknown_reference", 3, ("name", "b")),
        ("| | text | a | A | 1 + | |\n", "bad_expression", 3, ("expression", "1 +")),
        ("| | text | a | A | digest('a') = 1 | |\n", "declined_function", 3, ("reason", "digest")),
        ("| | text | a | A | nobody('a') = 1 | |\n", "unknown_function", 3, ("reason", "nobody")),
        (
            "| | calculate | a | | | ${b} + 1 |\n| | calculate | b | | | ${a} |\n",
            "dependency_cycle",
            3,
            ("names", "a, b"),
        ),
        ("| | text | a | A | ${a} = 1 | |\n", "dependency_cycle", 3, ("name", "a")),
        ("| | begin group | g | G | | |\n| | text | a | A | | |\n", "unmatched_group", 3, ("name", "g")),
        ("| | geotrace | a | A | | |\n", "unsupported_type", 3, ("type", "geotrace")),
        ("| | geoshape | a | A | | |\n", "unsupported_type", 3, ("type", "geoshape")),
        ("| | background-audio | a | A | | |\n", "unsupported_type", 3, ("type", "background-audio")),
        ("| | text | a | A ${last-saved#z} | | |\n", "unsupported_type", 3, ("type", "last-saved")),
        ("| | audit | audit | A | | |\n", "unsupported_type", 3, ("type", "audit")),
        ("| | select_one y | a | A | | |\n" + LIST, "unknown_list", 3, ("name", "y")),
        ("| | select_one y | a | A | | |\n", "missing_sheet", None, ("name", "choices")),
        ("| | text | a b | A | | |\n", "bad_name", 3, None),
        ("| | text | | A | | |\n", "missing_name", 3, None),
        ("| | | a | A | | |\n", "missing_type", 3, None),
        ("| | calculate | a | | | |\n", "missing_calculation", 3, None),
    ],
)
def test_a_broken_table_says_what_and_where(
    rows: str, code: str, row: int | None, detail: tuple[str, str] | None
) -> None:
    with pytest.raises(FormError) as caught:
        load((HEAD + FIRST + rows).encode(), kind="md")
    error = caught.value
    assert (error.code, error.row) == (code, row)
    assert row is None or error.sheet == "survey"
    if detail is not None:
        assert error.details[detail[0]] == detail[1]


@pytest.mark.parametrize(
    ("source", "kind", "code"),
    [
        (b"garbage", "xls", "unreadable"),
        (b"\xff\xfe\x00", "csv", "unreadable"),
        (b"", "md", "unreadable"),
        (b"x", "pdf", "unknown_kind"),
        (b"x" * 10_000_001, "xlsx", "too_large"),
        (LIST.encode(), "md", "missing_sheet"),
        ((HEAD + "| | calculate | a | | | 1 |\n").encode(), "md", "nothing_to_ask"),
        (b"<a/>", "xml", "not_an_xform"),
        (b"<a", "xml", "not_an_xform"),
        (b"\xff", "xml", "not_an_xform"),
        (b'<!DOCTYPE a [<!ENTITY x "y">]><a>&x;</a>', "xml", "not_an_xform"),
    ],
)
def test_what_is_no_form_at_all(source: bytes, kind: str, code: str) -> None:
    with pytest.raises(FormError) as caught:
        load(source, kind=kind)
    assert caught.value.code == code


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(FormError) as caught:
        load(tmp_path / "none.xlsx")
    assert caught.value.code == "unreadable"


def test_a_compiled_form_is_loaded_as_it_was(tmp_path: Path) -> None:
    form = load((HEAD + FIRST).encode(), kind="md")
    (tmp_path / "form.xml").write_text(form.xml, "utf-8")
    assert load(tmp_path / "form.xml").fields == load_compiled(form.xml).fields == form.fields
