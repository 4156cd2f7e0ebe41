"""Spreadsheets as staff make them in Excel."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Sequence

from openpyxl import Workbook

Rows = Sequence[Sequence[object]]
HEAD = ("type", "name", "label", "relevant", "calculation", "required")


def xlsx(
    survey: Rows,
    choices: Rows = (),
    settings: dict[str, str] | None = None,
    *,
    head: Sequence[str] = HEAD,
    choice_head: Sequence[str] = ("list_name", "name", "label"),
) -> bytes:
    """A workbook: the rows of its sheets below their headings."""
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "survey"
    for row in (head, *survey):
        sheet.append(list(row))
    if choices:
        sheet = book.create_sheet("choices")
        for row in (choice_head, *choices):
            sheet.append(list(row))
    if settings:
        sheet = book.create_sheet("settings")
        sheet.append(list(settings))
        sheet.append(list(settings.values()))
    made = io.BytesIO()
    book.save(made)
    return made.getvalue()


def repacked(content: bytes, more: dict[str, bytes]) -> bytes:
    """The same workbook with other or more parts in its archive."""
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            if name not in more:
                new.writestr(name, old.read(name))
        for name, part in more.items():
            new.writestr(name, part)
    return made.getvalue()


def renamed(content: bytes, sheet: str, name: str) -> bytes:
    """The same workbook with another name for a sheet."""
    with zipfile.ZipFile(io.BytesIO(content)) as book:
        listed = book.read("xl/workbook.xml")
    return repacked(content, {"xl/workbook.xml": listed.replace(f'"{sheet}"'.encode(), f'"{name}"'.encode())})


ROADS = xlsx(
    [
        ("note", "rules", "Không ghi tên ai."),
        ("select_one state", "state", "Đường thôn thế nào?", None, None, "yes"),
        ("text", "where", "Hỏng ở đâu?", "${state} = 'bad'", None, "yes"),
        ("integer", "count", "Mấy chỗ?"),
    ],
    [("state", "good", "Tốt"), ("state", "bad", "Hỏng")],
    {"form_title": "Đường thôn", "form_id": "duong_thon"},
)
