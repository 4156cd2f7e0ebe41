"""The tables of a digest as a workbook: real numbers to reckon with, and what is kept back marked as such, never hidden.

Everything comes from `Figures`, which holds no number that may not be shown (privacy 4 and 12).
"""

from __future__ import annotations

import io
from collections.abc import Iterable, Sequence
from datetime import date, tzinfo
from typing import Any

from digests import wording
from storage.statistics.shown_figures import Figures, Matter
from texts.catalogue import catalogue_for

Value = str | int | date | None
"""A cell: None is a number that is kept back."""
_STANCES = ("disagree", "concerned", "unclear", "agree")
_WIDEST = 48


def digest_xlsx(figures_json: str, title: str, language: str, zone: tzinfo) -> bytes:
    """The tables of a digest, a sheet each. title: what it is of, as its document says it."""
    from openpyxl import Workbook

    figures = Figures.from_json(figures_json)
    text = catalogue_for(language).text
    book = Workbook()
    del book[book.sheetnames[0]]
    _put(book, text("sheet-summary"), ("", ""), _summary(figures, title, language, zone), language, filters=False)
    names = tuple(text(f"sheet-{name}") for name in ("reports", "previous", "last-year"))
    streams = tuple(wording.label("stance", stance, language) + " (%)" for stance in _STANCES)
    for field, matters in (("topic", figures.topics), ("strata", figures.strata)):
        heads = (text(f"sheet-{field}"), *names, *streams)
        _put(book, text(f"sheet-{field}"), heads, _matters(field, matters, figures, language), language)
    if aims := wording.targets(figures, language):
        _put(book, text("sheet-targets"), (text("sheet-strata"), names[0], text("sheet-wanted")), aims, language)
    months = wording.month_names(figures)
    if months:
        rows = [(text("sheet-all-topics"), *map(_or_gap, figures.months))]
        for matter in wording.shown(figures.topics):
            name = wording.label("topic", matter.name, language, figures.labels)
            rows.append((name, *map(_or_gap, matter.months)))
        _put(book, text("sheet-months"), (text("sheet-topic"), *months), rows, language)
    places = [
        (
            wording.place(place, language),
            place.reports,
            wording.label("topic", place.topic, language, figures.labels) if place.topic else "",
        )
        for place in figures.places
    ]
    _put(book, text("sheet-place"), (text("sheet-place"), names[0], text("digest-doc-topic")), places, language)
    for field, cells in wording.cell_tables(figures).items():
        rows = [(wording.label(field, cell.name, language, figures.labels), cell.reports) for cell in cells]
        _put(book, text(f"sheet-{field}"), (text(f"sheet-{field}"), names[0]), rows, language)
    missing = [(unit.unit, unit.members) for progress in figures.progress[:1] for unit in progress.missing]
    if missing:
        _put(book, text("sheet-missing"), (text("sheet-unit"), text("sheet-members")), missing, language)
    made = io.BytesIO()
    book.properties.creator = ""
    book.properties.title = title
    book.save(made)
    return made.getvalue()


def _summary(figures: Figures, title: str, language: str, zone: tzinfo) -> list[tuple[Value, ...]]:
    text = catalogue_for(language).text
    rows: list[tuple[Value, ...]] = [
        (text("sheet-title"), title),
        (text("sheet-first-day"), figures.first_day),
        (text("sheet-last-day"), figures.last_day),
        (text("sheet-reports"), figures.reports),
    ]
    if figures.previous_reports is not None:
        rows.append((text("sheet-previous"), figures.previous_reports))
    if figures.last_year_reports is not None:
        rows.append((text("sheet-last-year"), figures.last_year_reports))
    if figures.units is not None:
        rows.append((text("sheet-units", all=figures.all_units), figures.units))
    rows.append((text("sheet-urgent"), len(figures.urgent)))
    for progress in figures.progress:
        rows.append((text("sheet-assigned"), progress.assigned))
        rows.append((text("sheet-answered"), progress.submitted + progress.nothing))
    rows += [(text("sheet-note"), said) for said in (text("sheet-estimate"), text("sheet-kept-back"))]
    if figures.reports is not None and figures.units is None:
        rows.append((text("sheet-note"), text("board-doc-added-up")))
    rows += [(text("sheet-note"), said) for said in wording.outages(figures, language, zone)]
    return rows


def _matters(field: str, matters: Iterable[Matter], figures: Figures, language: str) -> list[tuple[Value, ...]]:
    rows: list[tuple[Value, ...]] = []
    for matter in matters:
        shares = {share.stance: share.percent for share in matter.streams}
        told = bool(shares) and (matter.reports or 0) >= wording.PERCENTS_FROM
        streams = [shares.get(stance, 0) if told else None for stance in _STANCES]
        name = wording.label(field, matter.name, language, figures.labels)
        rows.append((name, matter.reports, _or_gap(matter.previous), _or_gap(matter.last_year), *streams))
    return rows


def _or_gap(number: int | None) -> Value:
    """A number of earlier days; nothing where none was told of them."""
    return "" if number is None else number


def _put(
    book: Any,
    name: str,
    heads: Sequence[str],
    rows: Sequence[tuple[Value, ...]],
    language: str,
    *,
    filters: bool = True,
) -> None:
    """A sheet with a heading that stays in sight; what is kept back is a hatched cell with a word in it."""
    from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
    from openpyxl.utils import get_column_letter

    kept_back = catalogue_for(language).text("digest-few")
    line = Side(style="thin", color="999999")
    box = Border(left=line, right=line, top=line, bottom=line)
    sheet = book.create_sheet(name[:31])
    lines: list[Sequence[Value]] = [*([heads] if filters else []), *rows]
    for row, values in enumerate(lines, 1):
        for column, value in enumerate(values, 1):
            cell = sheet.cell(row, column)
            cell.value = kept_back if value is None else value
            if isinstance(cell.value, str):
                cell.data_type = "s"  # words of the board that begin with "=" are no formula
            if isinstance(value, date):
                cell.number_format = "dd/mm/yyyy"
            cell.border = box
            cell.alignment = Alignment(wrap_text=isinstance(value, str), vertical="top")
            if value is None:
                cell.fill = PatternFill("lightUp", fgColor="999999")
                cell.font = Font(italic=True, color="555555")
            if (filters and row == 1) or (not filters and column == 1):
                cell.font = Font(bold=True)
    for column in range(1, len(heads) + 1):
        longest = max((len(str(values[column - 1])) for values in lines if values[column - 1] is not None), default=8)
        sheet.column_dimensions[get_column_letter(column)].width = min(_WIDEST, max(10, longest + 2))
    if filters:
        sheet.freeze_panes = "B2"
        sheet.auto_filter.ref = f"A1:{get_column_letter(len(heads))}{max(1, len(rows)) + (1 if rows else 0)}"
    sheet.page_setup.paperSize, sheet.page_setup.fitToHeight = 9, 0
    sheet.page_setup.orientation = "landscape" if len(heads) > 4 else "portrait"
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    sheet.print_title_rows = "1:1" if filters else None
