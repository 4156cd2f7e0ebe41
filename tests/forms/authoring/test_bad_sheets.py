"""Workbooks that are broken or meant to do harm end in one error, soon, and with the row where there is one."""

from __future__ import annotations

import io
import time
import zipfile

import pytest
from openpyxl import Workbook

from forms.authoring.load import load
from forms.errors import FormError

ROWS = (("type", "name", "label", "relevant"), ("text", "a", "A?", None))


def book(*rows: tuple[str | None, ...]) -> bytes:
    workbook = Workbook()
    sheet = workbook.active
    assert sheet is not None
    sheet.title = "survey"
    for row in (*ROWS, *rows):
        sheet.append(list(row))
    out = io.BytesIO()
    workbook.save(out)
    return out.getvalue()


def changed(content: bytes, old: bytes, new: bytes) -> bytes:
    """The workbook with something else in the XML of its sheet."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as source, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target:
        for name in source.namelist():
            part = source.read(name)
            target.writestr(name, part.replace(old, new) if name.endswith("sheet1.xml") else part)
    return out.getvalue()


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"garbage", "not_a_workbook"),
        (b"PK\x03\x04garbage", "not_a_workbook"),
        (changed(book(), b"</sheetData>", b" " * 60_000_000 + b"</sheetData>"), "too_large_unpacked"),
        (
            changed(book(), b"<worksheet", b'<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]><worksheet'),
            "external_entities",
        ),
    ],
    ids=["garbage", "broken archive", "bomb", "entities"],
)
def test_what_is_no_good_workbook(content: bytes, code: str) -> None:
    begun = time.process_time()
    with pytest.raises(FormError) as caught:
        load(content, kind="xlsx")
    assert caught.value.code == code
    assert time.process_time() - begun < 3


@pytest.mark.parametrize(
    ("row", "code"),
    [
        (("text", "a", "Lại A?", None), "duplicate_name"),
        (("text", "b", "B?", "#REF!"), "formula_error"),
        (("text", "b c", "B?", None), "bad_name"),
        (("geoshape", "b", "B?", None), "unsupported_type"),
        (("text", "b", "B?", "area(${a}) > 1"), "declined_function"),
        (("text", "b", "B?", "regex(${a}, '(a')"), "bad_pattern"),
    ],
)
def test_a_mistake_has_its_row(row: tuple[str | None, ...], code: str) -> None:
    with pytest.raises(FormError) as caught:
        load(book(row), kind="xlsx")
    assert (caught.value.code, caught.value.sheet, caught.value.row) == (code, "survey", 3)


def test_a_million_empty_rows() -> None:
    empty = b"".join(b'<row r="%d"/>' % number for number in range(3, 1_000_001))
    begun = time.process_time()
    form = load(changed(book(), b"</sheetData>", empty + b"</sheetData>"), kind="xlsx")
    assert [one.name for one in form.walk] == ["a"]
    assert time.process_time() - begun < 15
