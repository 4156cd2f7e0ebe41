"""A duty rota out of a workbook: cells as they are shown, signs that the file writes as codes undone."""

from __future__ import annotations

import io
from datetime import time

from openpyxl import Workbook

from jobs.rota_sheet import rota_lines


def test_rows_are_lines_and_coded_signs_are_undone() -> None:
    book, made = Workbook(), io.BytesIO()
    for row in (("Thứ", "Từ", "Đến", "Cán bộ"), ("T2", time(7), time(17), "Đỗ Em_x000D_")):
        book.active.append(row)  # type: ignore[union-attr]
    book.save(made)
    assert rota_lines(made.getvalue()) == "T2 07:00-17:00: Đỗ Em"
