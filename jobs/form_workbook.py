"""The tables of a form in another dress: a built-in form as a workbook that staff can change, a workbook as lines of text."""

from __future__ import annotations

import io
from pathlib import Path

Tables = dict[str, list[list[str]]]

_SHEETS = ("survey", "choices", "settings", "external_choices")
_WIDTH = 28


def tables(source: bytes, extension: str) -> Tables:
    """The sheets of an XLSForm with their headings as first rows; for what `forms.model.form.load` takes as a spreadsheet."""
    from pyxform.xls2json_backends import get_xlsform

    workbook = get_xlsform(source, file_type=extension)
    found: Tables = {}
    for sheet in _SHEETS:
        rows, heading = getattr(workbook, sheet), getattr(workbook, f"{sheet}_header")
        if rows and heading:
            names = [str(name) for name in heading[0]]
            found[sheet] = [names, *([str(row.get(name) or "") for name in names] for row in rows)]
    return found


def as_workbook(made: Tables) -> bytes:
    """The same tables as .xlsx."""
    from openpyxl import Workbook
    from openpyxl.styles import Alignment, Font
    from openpyxl.utils import get_column_letter

    book = Workbook()
    book.remove(book.worksheets[0])
    for name, rows in made.items():
        sheet = book.create_sheet(name)
        for number, row in enumerate(rows, start=1):
            for column, text in enumerate(row, start=1):
                if text:
                    cell = sheet.cell(number, column)
                    cell.value, cell.data_type = text, "s"  # never a formula
                    cell.alignment = Alignment(wrap_text=True, vertical="top")
                    cell.font = Font(bold=number == 1)
        for column in range(1, len(rows[0]) + 1):
            sheet.column_dimensions[get_column_letter(column)].width = _WIDTH
        sheet.freeze_panes = "A2"
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def as_lines(made: Tables) -> list[str]:
    """The same tables as the lines of a Markdown XLSForm."""
    lines = []
    for name, rows in made.items():
        lines.append(f"| {name} |" + " |" * len(rows[0]))
        lines += ["| | " + " | ".join(_in_a_line(text) for text in row) + " |" for row in rows]
    return lines


def given_out(name: str, xml: str) -> tuple[str, bytes]:
    """The extension and content under which a published form without a spreadsheet of its own is given out.

    A built-in form as it was shipped becomes a workbook; any other is its XForm.
    """
    from forms.builtin_forms import NAMES, builtin

    if name in NAMES and builtin(name).xml == xml:
        import forms.builtin

        source = Path(str(forms.builtin.__file__)).with_name(f"{name}.md").read_bytes()
        return "xlsx", as_workbook(tables(source, ".md"))
    return "xml", xml.encode()


def _in_a_line(text: str) -> str:
    return " ".join(text.split()).replace("|", "\\|")
