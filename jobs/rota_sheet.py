"""A spreadsheet that holds who is on duty, read into the lines that a rota is typed in."""

from __future__ import annotations

import io
import re
import warnings
from datetime import datetime, time
from typing import Any

from forms.authoring.workbook.workbook_guard import guard
from forms.errors import FormError
from jobs.context import JobContext, NotFetched
from services.orders import RotaSheetOrder, RotaSheetRead
from texts.fold import fold
from uploads.isolation import Exceeded

LARGEST = 2 << 20
_SECONDS = 20.0
_MOST_ROWS, _COLUMNS = 200, 4
_HOUR = re.compile(r"\d\s*[:h]|ca ngay|all day")


async def run(ctx: JobContext, order: RotaSheetOrder) -> RotaSheetRead:
    """Reads it; what cannot be read is empty."""
    try:
        content = await ctx.fetched(order.account, order.file, limit=LARGEST)
        return RotaSheetRead(await ctx.isolated_forms(rota_lines, content, seconds=_SECONDS))
    except (NotFetched, Exceeded):
        return RotaSheetRead()


def rota_lines(content: bytes) -> str:
    """The rows of the first sheet as lines: days, an hour from and one to (or both in one cell), officers.

    Rows above the first that names an hour are headings.
    """
    from openpyxl import load_workbook

    try:
        guard(content)
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            book = load_workbook(io.BytesIO(content), read_only=True, data_only=True)
            sheet = book.worksheets[0]
            sheet.reset_dimensions()
            rows = [
                [_text(cell) for cell in row]
                for row in sheet.iter_rows(max_row=_MOST_ROWS, max_col=_COLUMNS, values_only=True)
            ]
            book.close()
    except FormError:
        return ""
    except Exception:  # noqa: BLE001 - a broken workbook can fail anywhere in its reader
        return ""
    found = [[cell for cell in row if cell] for row in rows]
    first = next((at for at, row in enumerate(found) if any(_has_hour(cell) for cell in row)), 0)
    return "\n".join(_line(row) for row in found[first:] if row)


def _has_hour(cell: str) -> bool:
    return _HOUR.search(fold(cell)) is not None


def _line(cells: list[str]) -> str:
    if len(cells) < 3:
        return ": ".join(cells)
    days, *hours, officers = cells
    return f"{days} {'-'.join(hours)}: {officers}"


def _text(cell: Any) -> str:
    from openpyxl.utils.escape import unescape

    if isinstance(cell, datetime | time):
        return f"{cell:%H:%M}"
    if isinstance(cell, float) and 0 <= cell <= 1:  # an hour that was formatted as a number
        minutes = round(cell * 24 * 60)
        return f"{minutes // 60}:{minutes % 60:02}"
    return " ".join(unescape(str(cell if cell is not None else "")).split())
