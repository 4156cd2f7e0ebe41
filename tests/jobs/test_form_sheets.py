"""The sheet of a form is kept and given out without who wrote it, and makes the same form again."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import openpyxl
import pytest
from openpyxl.comments import Comment

from forms.authoring.check import check
from jobs import compile_form
from jobs.compile_form import without_author
from jobs.form_workbook import as_workbook, tables

WHO = "Nguyễn Thị Soạn"
SOURCE = Path(__file__).parents[2] / "forms" / "builtin" / "thematic.md"


def written_by_somebody() -> bytes:
    book = openpyxl.load_workbook(io.BytesIO(as_workbook(tables(SOURCE.read_bytes(), ".md"))))
    book.properties.creator = book.properties.lastModifiedBy = book.properties.company = WHO
    book["survey"]["A2"].comment = Comment("hỏi lại", WHO)
    made = io.BytesIO()
    book.save(made)
    return made.getvalue()


def everything(content: bytes) -> str:
    with zipfile.ZipFile(io.BytesIO(content)) as parts:
        return "\n".join(parts.read(name).decode("utf-8", "replace") for name in parts.namelist())


def form_of(content: bytes, kind: str) -> str:
    form = check(content, kind, lambda _form: ()).form
    assert form is not None
    return form.xml


def test_sheet_that_is_kept_names_nobody_and_is_the_same_form(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(compile_form, "limit_memory", lambda _more: None)
    sent = written_by_somebody()
    assert WHO in everything(sent)
    read = compile_form.read_form(sent, "thematic.xlsx")
    assert isinstance(read, compile_form.CompiledForm)
    assert WHO not in everything(read.sheet) and read.extension == "xlsx"
    assert form_of(read.sheet, ".xlsx") == form_of(sent, ".xlsx") == read.xml
    openpyxl.load_workbook(io.BytesIO(read.sheet))


def test_sheet_that_cannot_be_cleaned_is_written_anew_and_plain_text_stays(monkeypatch: pytest.MonkeyPatch) -> None:
    plain = SOURCE.read_bytes()
    assert without_author(plain, ".md") == (plain, "md")
    sent = written_by_somebody()

    def refuse(_content: bytes, _accept: str) -> None:
        raise compile_form.Unfit("not_cleaned")

    monkeypatch.setattr(compile_form.identify, "checked", refuse)
    kept, extension = without_author(sent, ".xlsx")
    assert extension == "xlsx" and WHO not in everything(kept)
    assert form_of(kept, ".xlsx") == form_of(sent, ".xlsx")
