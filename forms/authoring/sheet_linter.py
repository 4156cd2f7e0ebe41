"""Cells looked over before they are compiled: faults with their sheet, row and column."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from difflib import get_close_matches

from forms.authoring.heading_languages import languages
from forms.authoring.repairs import REFERENCE
from forms.authoring.workbook.cells import Cell, Workbook, is_text, language_of
from forms.errors import FormError

LONGEST_TEXT = 2000  # letters of a label or a hint: with its notes and our words it still fits one message
LONGEST_CHOICE = 300  # letters on a button
_NAME = re.compile(r"[^\W\d][\w.\-]*\Z")
_BEGIN, _END = re.compile(r"begin[ _]"), re.compile(r"end[ _]")
# Columns that change what a form does; a heading that is nearly one of them was meant to be it.
_COLUMNS: Mapping[str, tuple[str, ...]] = {
    "survey": (
        *("type", "name", "label", "hint", "guidance_hint", "required", "required_message", "relevant", "constraint"),
        *("constraint_message", "calculation", "default", "read_only", "choice_filter", "repeat_count", "parameters"),
        *("appearance", "trigger", "save_to", "image", "big-image", "audio", "video", "disabled", "figure"),
    ),
    "choices": ("list_name", "name", "label", "image", "audio", "video"),
    "settings": ("form_title", "form_id", "version", "default_language", "instance_name", "review", "style", "name"),
}
# Columns about which an error is, where it does not say.
_COLUMN_OF = {
    **dict.fromkeys(("unknown_type", "unsupported_type", "missing_type", "unmatched_group", "unknown_list"), "type"),
    **dict.fromkeys(("list_not_here", "field_unfit", "or_other_unfit", "table_list_unfit", "bad_list_file"), "type"),
    **dict.fromkeys(("duplicate_name", "bad_name", "missing_name", "reserved_name", "names_alike"), "name"),
    **dict.fromkeys(("choice_without_name", "duplicate_choice", "choice_with_blank"), "name"),
    **dict.fromkeys(("missing_label", "choice_without_label", "repeat_without_label"), "label"),
    **dict.fromkeys(("bad_ticks", "bad_parameter"), "parameters"),
    "missing_calculation": "calculation",
    "bad_default": "default",
    "entity_without_label": "label",
}
# Errors whose ``name`` is not that of a row of the survey sheet.
_NOT_A_ROW = frozenset(
    {"missing_sheet", "unknown_list", "duplicate_column", "missing_column", "sheet_misspelt", "unknown_column"}
)


def look_over(book: Workbook) -> list[FormError]:
    """Faults whatever the compiler says: cells that Excel could not work out, headings, names."""
    found = list(_headings(book))
    for sheet in book.rows:
        found += [*_cells(book, sheet), *_last_saved(book, sheet)]
    return [*found, *_names(book), *_choices(book), *_settings(book), *unknown_references(book)]


def _headings(book: Workbook) -> Iterator[FormError]:
    for sheet, cells in book.headings.items():
        seen: set[tuple[str, str]] = set()
        for cell in cells:
            key = (cell.heading, "") if sheet == "choices" and cell.name not in ("list_name", "name", "label") else (
                cell.name, language_of(cell.heading)[1])  # fmt: skip
            if cell.fault:
                yield _at(cell.fault, sheet, 1, cell)
            elif key in seen or (cell.heading, "") in seen:
                yield _at("duplicate_column", sheet, 1, cell, name=cell.heading[:100])
            seen |= {key, (cell.heading, "")}


def _cells(book: Workbook, sheet: str) -> Iterator[FormError]:
    for number, cells in book.rows[sheet].items():
        for cell in cells:
            if cell.fault:
                yield _at(cell.fault, sheet, number, cell, name=cell.text[:100])


def too_long(book: Workbook) -> Iterator[FormError]:
    """Texts that do not fit into a message or on a button."""
    for sheet, rows in book.rows.items():
        most = LONGEST_CHOICE if sheet in ("choices", "external_choices") else LONGEST_TEXT
        for number, cells in rows.items() if sheet != "settings" else ():
            for cell in cells:
                if is_text(cell.name) and len(cell.text) > most:
                    yield _at("text_too_long", sheet, number, cell, length=str(len(cell.text)), most=str(most))


def _last_saved(book: Workbook, sheet: str) -> Iterator[FormError]:
    for number, cells in book.rows[sheet].items():
        for cell in cells:
            if re.search(r"\$\{\s*last-saved#", cell.text):
                name = next((cell.text for cell in cells if cell.name == "name"), "")
                yield _at("unsupported_type", sheet, number, cell, name=name, type="last-saved")


def _names(book: Workbook) -> Iterator[FormError]:
    """Names: fit for XML, and once in their group."""
    scopes: list[set[str]] = [set()]
    for number, cells in book.cells("survey"):
        kind = cells["type"].text.lower() if "type" in cells else ""
        if _END.match(kind):
            scopes = scopes[:-1] or [set()]
            continue
        name = cells["name"].text if "name" in cells else ""
        if name and name in scopes[-1]:
            yield _at("duplicate_name", "survey", number, cells["name"], name=name[:100])
        elif name and not _NAME.match(name):
            yield _at("bad_name", "survey", number, cells["name"], name=name[:100])
        scopes[-1].add(name)
        if _BEGIN.match(kind):
            scopes.append(set())


def _choices(book: Workbook) -> Iterator[FormError]:
    """Rows that belong to no list are dropped without a word by the compiler."""
    for number, cells in book.cells("choices"):
        if "name" in cells and "list_name" not in cells and not cells["name"].fault:
            yield _at("choice_without_list", "choices", number, cells["name"], name=cells["name"].text[:100])


def _settings(book: Workbook) -> Iterator[FormError]:
    for number, cells in book.cells("settings"):
        if "public_key" in cells:
            yield _at("encrypted", "settings", number, cells["public_key"])


def unknown_references(book: Workbook) -> Iterator[FormError]:
    """The compiler stops at the first reference to nothing; here are all of them."""
    known = {cells["name"].text for _, cells in book.cells("survey") if "name" in cells} | {
        "instanceID",
        "instanceName",
    }
    counted = {
        cells["name"].text + "_count"
        for _, cells in book.cells("survey")
        if "repeat_count" in cells and "name" in cells
    }
    other = {f"{cells['name'].text}_other" for _, cells in book.cells("survey") if "name" in cells}
    for sheet, rows in book.rows.items():
        for number, cells in rows.items():
            for cell in cells:
                if sheet != "entities" and cell.name not in _COLUMNS.get(sheet, ()):
                    continue  # a note of the author's
                for name in dict.fromkeys(REFERENCE.findall(cell.text)):
                    if name not in known | counted | other and _NAME.match(name):
                        yield _at("unknown_reference", sheet, number, cell, name=name[:100])


def cautions(book: Workbook) -> Iterator[FormError]:
    """Headings that are nearly known, and languages that nobody will see: perhaps meant otherwise."""
    for sheet, known in _COLUMNS.items():
        have = {cell.name for cell in book.headings.get(sheet, ())}
        for cell in book.headings.get(sheet, ()):
            missing = [heading for heading in known if heading not in have]
            near = get_close_matches(cell.name, missing, 1, 0.8) if cell.name not in known else []
            if near:
                yield _at("heading_misspelt", sheet, 1, cell, name=cell.heading[:100], meant=near[0])
    for code, (language, cell) in languages(book).items():
        if not re.fullmatch(r"[a-z]{2,3}(-[a-z0-9]+)*", code):
            yield _at("language_without_code", "survey", 1, cell, language=language[:100])


def others_like(error: FormError, book: Workbook) -> list[FormError]:
    """All names with a blank, or references to a name twice there, where the compiler tells of one."""
    if error.code == "choice_with_blank":
        return _with_blank(error, book) or [error]
    if error.code == "ambiguous_reference":
        return _quoting(error, book) or [error]
    return [error]


def _quoting(error: FormError, book: Workbook) -> list[FormError]:
    name = error.details.get("name", "")
    return [
        _at(error.code, sheet, number, cell, name=name)
        for sheet, rows in book.rows.items()
        for number, cells in rows.items()
        for cell in cells
        if name in REFERENCE.findall(cell.text)
    ]


def _with_blank(error: FormError, book: Workbook) -> list[FormError]:
    return [
        _at("choice_with_blank", "choices", number, cells["name"], choice=cells["name"].text[:100])
        for number, cells in book.cells("choices")
        if "name" in cells and " " in cells["name"].text and "list_name" in cells
        if cells["list_name"].text == error.details["list"]
    ]


def placed(error: FormError, book: Workbook) -> FormError:
    """The same error with its row and the letter of its column, as far as the cells tell."""
    row, sheet = error.row, error.sheet
    if row is None and error.code not in _NOT_A_ROW and sheet in (None, "survey"):
        row = book.row_like(error)
    if row is None and error.code == "unknown_list":
        row = next(
            (number for number, cells in book.cells("survey") if _draws_from(cells, error.details["name"])), None
        )
    if row is None:
        return error
    sheet = sheet or "survey"
    column = error.details.get("column") or _COLUMN_OF.get(error.code, "")
    cell = (
        book.cell(sheet, row, {"calculate": "calculation", "saveto": "save_to"}.get(column, column)) if column else None
    )
    found = {"letter": cell.letter} if cell is not None and cell.letter and "letter" not in error.details else {}
    return FormError(error.code, sheet=sheet, row=row, details={**error.details, **found})


def _draws_from(cells: Mapping[str, Cell], name: str) -> bool:
    return "type" in cells and name in cells["type"].text.split()


def _at(code: str, sheet: str, row: int, cell: Cell, **details: str) -> FormError:
    place = {"letter": cell.letter} if cell.letter else {}
    return FormError(code, sheet=sheet, row=row, details={**details, "column": cell.name, **place})
