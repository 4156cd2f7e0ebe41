"""The completeness of months and units as a picture and as a workbook. Made in a worker process, of plain values."""

from __future__ import annotations

import io
from collections.abc import Sequence
from pathlib import Path
from xml.sax.saxutils import escape

from digests.chart import small
from texts.catalogue import catalogue_for

Cell = tuple[int, int] | None
"""Asked and answered; None: nobody was asked."""
PICTURED = 60
"""Units in the picture; the workbook has all."""

_FONTS = Path(__file__).with_name("fonts")
_NAME, _CELL, _LINE, _TOP, _EDGE = 250, 64, 26, 92, 20  # points
_LONGEST = 34  # letters of a unit's name
# From pale to dark, legible in grey: few, some, most, nearly all.
_SHADES = ((0.5, "#F7D9C4"), (0.8, "#FBEFC8"), (0.95, "#D6E8F2"), (2.0, "#8FC1DE"))
_EMPTY = "#F4F5F6"


def picture(
    months: Sequence[str], rows: Sequence[tuple[str, Sequence[Cell]]], total: Sequence[Cell], language: str
) -> bytes:
    """The grid as a PNG: units downwards, months across, in each cell the answered of those asked."""
    import vl_convert

    vl_convert.register_font_directory(str(_FONTS))
    return small(bytes(vl_convert.svg_to_png(drawing(months, rows, total, language), scale=1.5)))


def drawing(
    months: Sequence[str], rows: Sequence[tuple[str, Sequence[Cell]]], total: Sequence[Cell], language: str
) -> str:
    """The same as SVG."""
    t = catalogue_for(language)
    shown = rows[:PICTURED]
    width = 2 * _EDGE + _NAME + _CELL * len(months)
    height = _TOP + _LINE * (len(shown) + 1) + (_LINE + 10 if len(rows) > len(shown) else 10) + _EDGE
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}">',
        f'<rect width="{width}" height="{height}" fill="#fff"/>',
        _text(_EDGE, 34, 17, t.text("grid-title"), bold=True),
        _text(_EDGE, 56, 12, t.text("grid-rule")),
    ]
    for at, month in enumerate(months):
        parts.append(_text(_EDGE + _NAME + _CELL * at + _CELL / 2, _TOP - 8, 12, month, bold=True, middle=True))
    lines = [(t.text("grid-total"), total), *shown]
    for at, (name, cells) in enumerate(lines):
        y = _TOP + _LINE * at
        parts.append(_text(_EDGE, y + 17, 12, _short(name), bold=at == 0))
        for across, cell in enumerate(cells):
            x = _EDGE + _NAME + _CELL * across
            parts.append(
                f'<rect x="{x + 1}" y="{y + 1}" width="{_CELL - 2}" height="{_LINE - 2}" fill="{_shade(cell)}"/>'
            )
            said = f"{cell[1]}/{cell[0]}" if cell is not None else "–"
            parts.append(_text(x + _CELL / 2, y + 17, 12, said, bold=at == 0, middle=True))
    if len(rows) > len(shown):
        rest = t.text("grid-rest", count=len(rows) - len(shown))
        parts.append(_text(_EDGE, _TOP + _LINE * len(lines) + 20, 12, rest))
    return "".join([*parts, "</svg>"])


def workbook(
    months: Sequence[str], rows: Sequence[tuple[str, Sequence[Cell]]], total: Sequence[Cell], language: str
) -> bytes:
    """The same as a workbook with all units: for each month the asked and the answered as numbers, and their share."""
    import xlsxwriter

    t = catalogue_for(language)
    memory = io.BytesIO()
    book = xlsxwriter.Workbook(memory, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    sheet = book.add_worksheet(t.text("grid-sheet"))
    bold = book.add_format({"bold": True, "bg_color": "#E6EEF5", "border": 1, "align": "center"})
    share = book.add_format({"num_format": "0%"})
    sheet.write_string(0, 0, t.text("grid-title"), book.add_format({"bold": True, "font_size": 13}))
    sheet.write_string(1, 0, t.text("grid-rule"))
    sheet.write_string(3, 0, t.text("grid-unit"), bold)
    for at, month in enumerate(months):
        sheet.merge_range(2, 1 + 3 * at, 2, 3 + 3 * at, month, bold)
        for across, name in enumerate(("asked", "answered", "share")):
            sheet.write_string(3, 1 + 3 * at + across, t.text(f"grid-{name}"), bold)
    for line, (name, cells) in enumerate([*rows, (t.text("grid-total"), total)], start=4):
        sheet.write_string(line, 0, name)
        for at, cell in enumerate(cells):
            if cell is not None:
                sheet.write_number(line, 1 + 3 * at, cell[0])
                sheet.write_number(line, 2 + 3 * at, cell[1])
                sheet.write_number(line, 3 + 3 * at, cell[1] / cell[0], share)
    sheet.set_column(0, 0, 34)
    sheet.freeze_panes(4, 1)
    book.close()
    return memory.getvalue()


def _shade(cell: Cell) -> str:
    if cell is None:
        return _EMPTY
    return next(colour for below, colour in _SHADES if cell[1] / cell[0] < below)


def _short(name: str) -> str:
    return name if len(name) <= _LONGEST else name[: _LONGEST - 1].rstrip() + "…"


def _text(x: float, y: float, size: int, words: str, *, bold: bool = False, middle: bool = False) -> str:
    style = f'font-family="Noto Sans" font-size="{size}" fill="#14181B"'
    style += ' font-weight="bold"' if bold else ""
    style += ' text-anchor="middle"' if middle else ""
    return f'<text x="{x:g}" y="{y:g}" {style}>{escape(words)}</text>'
