"""The evaluation of a quarter as a workbook, with its rule above it. Made in a worker process, of plain values."""

from __future__ import annotations

import io
from collections.abc import Sequence

from texts.catalogue import catalogue_for

Line = tuple[str, str, str, int, int, int]
"""Unit, code, name; asked, answered, in time."""


def workbook(quarter: str, lines: Sequence[Line], language: str) -> bytes:
    """A row a member in the order of units and codes; shares are numbers, empty where nothing was asked."""
    import xlsxwriter

    t = catalogue_for(language)
    memory = io.BytesIO()
    book = xlsxwriter.Workbook(memory, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    sheet = book.add_worksheet(t.text("evaluation-sheet"))
    bold = book.add_format({"bold": True, "bg_color": "#E6EEF5", "border": 1, "text_wrap": True})
    share = book.add_format({"num_format": "0%"})
    sheet.write_string(
        0, 0, t.text("evaluation-title", quarter=quarter), book.add_format({"bold": True, "font_size": 13})
    )
    sheet.write_string(1, 0, t.text("evaluation-rule"))
    names = ("unit", "code", "name", "asked", "answered", "in-time", "completeness", "timeliness")
    for at, name in enumerate(names):
        sheet.write_string(3, at, t.text(f"evaluation-column-{name}"), bold)
    for row, line in enumerate(lines, start=4):
        for at, words in enumerate(line[:3]):
            sheet.write_string(row, at, words)
        asked, answered, in_time = line[3:]
        for at, count in enumerate((asked, answered, in_time), start=3):
            sheet.write_number(row, at, count)
        if asked:
            sheet.write_number(row, 6, answered / asked, share)
            sheet.write_number(row, 7, in_time / asked, share)
    for at, width in enumerate((30, 12, 28, 12, 12, 12, 12, 12)):
        sheet.set_column(at, at, width)
    sheet.freeze_panes(4, 3)
    book.close()
    return memory.getvalue()
