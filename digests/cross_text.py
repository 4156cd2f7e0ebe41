"""A cross table in words: its title, a line for each row, and the differences that are told."""

from __future__ import annotations

from digests import wording
from storage.statistics.report_crosses import FEW, NONE, ReportCross
from texts.catalogue import MissingText, catalogue_for


def title(table: ReportCross, language: str) -> str:
    """ "Nhóm, tầng lớp và dự báo"."""
    rows, columns = field_names(table, language)
    return catalogue_for(language).text("board-cross-title", rows=rows, columns=wording.inside(columns))


def field_names(table: ReportCross, language: str) -> tuple[str, str]:
    """The names of both questions."""
    return _field(table.rows_field, table, language), _field(table.columns_field, table, language)


def question(name: str, label: str, language: str) -> str:
    """The name of a question: ours by the catalogue, the board's own by its label."""
    try:
        return catalogue_for(language).text(f"board-cross-{name}")
    except MissingText:
        return label or name


def rows(table: ReportCross, language: str) -> list[tuple[str, int, str]]:
    """The rows: what each is called, its reports, and its cells from the most down; what is hidden is named last."""
    text = catalogue_for(language).text
    made = []
    for row in table.rows:
        cells = list(zip(table.columns, row.cells, strict=True))
        shown = sorted(((n, name) for name, n in cells if n), key=lambda cell: -cell[0])
        said = []
        for n, name in shown:
            key = "board-cross-percent" if row.n >= wording.PERCENTS_FROM else "board-cross-cell"
            percent = {"percent": (100 * n + row.n // 2) // row.n} if row.n >= wording.PERCENTS_FROM else {}
            said.append(
                text(key, name=wording.inside(_choice(table.columns_field, name, table, language)), n=n, **percent)
            )
        hidden = [wording.inside(_choice(table.columns_field, name, table, language)) for name, n in cells if n is None]
        if hidden:
            said.append(text("board-cross-hidden", names="; ".join(hidden)))
        made.append((_choice(table.rows_field, row.name, table, language), row.n, wording.joined(said, language)))
    return made


def differences(table: ReportCross, language: str) -> list[str]:
    """A sentence for each difference, in percentage points with its interval."""
    text = catalogue_for(language).text
    said = []
    for difference in table.differences:
        more, less = (difference.row, difference.other) if difference.by > 0 else (difference.other, difference.row)
        least, most = sorted((abs(difference.least), abs(difference.most)))
        said.append(
            text(
                "board-cross-difference",
                more=_choice(table.rows_field, more, table, language),
                less=_choice(table.rows_field, less, table, language),
                choice=wording.inside(_choice(table.columns_field, difference.column, table, language)),
                by=round(100 * abs(difference.by)),
                least=round(100 * least),
                most=round(100 * most),
            )
        )
    return said


def _field(name: str, table: ReportCross, language: str) -> str:
    return question(name, table.labels.get(name, ""), language)


def _choice(field: str, name: str, table: ReportCross, language: str) -> str:
    text = catalogue_for(language).text
    if name in (FEW, NONE):
        return text("board-cross-few" if name == FEW else "board-cross-none")
    return wording.label(field, name, language, table.labels)
