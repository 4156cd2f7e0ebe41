"""Load a form from a spreadsheet or a compiled XForm, at publishing time."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from forms.authoring import sheet_linter
from forms.authoring.compiler import LARGEST, SPREADSHEETS, compile_workbook
from forms.authoring.cost import check_effort
from forms.authoring.heading_languages import with_one_spelling
from forms.authoring.workbook.cells import Workbook
from forms.authoring.workbook.workbook_reader import read_workbook
from forms.errors import FormError
from forms.model.form import Form
from forms.xform.faults import Faults
from forms.xform.reader import read

_SHEETS = ("survey", "choices", "external_choices", "entities", "settings")


@dataclass(frozen=True)
class Looked:
    """A form, or all that is wrong with it in the order of the sheets. book: its cells, if any."""

    form: Form | None
    problems: tuple[FormError, ...] = ()
    warnings: tuple[FormError, ...] = ()
    book: Workbook | None = None


def load(source: Path | bytes, *, kind: str | None = None) -> Form:
    """A form from a spreadsheet (.xlsx, .xls, .csv, .md) or a compiled XForm (.xml).

    kind: the extension, with or without its dot; needed when ``source`` is bytes.

    Raises:
        FormError: the form cannot be used; its code, sheet, row and details say why. Of several the first.
    """
    if isinstance(source, Path):
        kind = kind or source.suffix
        try:
            source = source.read_bytes()
        except OSError as error:
            raise FormError("unreadable", details={"reason": str(error.strerror)}) from error
    looked = look_through(source, kind or "")
    if looked.form is None:
        raise looked.problems[0]
    return looked.form


def look_through(source: bytes, kind: str) -> Looked:
    """Compile and load a form, and gather what is wrong with it."""
    extension = "." + kind.lower().lstrip(".")
    book = None
    try:
        if extension == ".xml":
            return _of_xml(source)
        if extension not in SPREADSHEETS:
            raise FormError("unknown_kind", details={"type": extension})
        if len(source) > LARGEST:
            raise FormError("too_large", details={"most": str(LARGEST // 1_000_000)})
        book = with_one_spelling(read_workbook(source, extension))
        return _of_cells(book)
    except FormError as error:
        return Looked(None, (error if book is None else sheet_linter.placed(error, book),), book=book)


def _of_xml(source: bytes) -> Looked:
    try:
        text = source.decode()
    except UnicodeDecodeError as error:
        raise FormError("not_an_xform", details={"reason": "encoding"}) from error
    form, problems = _read(text)
    return Looked(None if problems else form, in_order(problems))


def _of_cells(book: Workbook) -> Looked:
    cells = Workbook(book.names, dict(book.headings), {sheet: dict(rows) for sheet, rows in book.rows.items()})
    problems = sheet_linter.look_over(book)
    compiled = compile_workbook(cells)
    problems += [other for problem in compiled.problems for other in sheet_linter.others_like(problem, book)]
    form = None
    if compiled.xml:
        form, more = _read(compiled.xml)
        problems += [error for error in more if not (problems and error.code == "nothing_to_ask")]
    if problems or form is None:
        return Looked(None, in_order([sheet_linter.placed(error, book) for error in problems]), book=book)
    warnings = [*sheet_linter.cautions(book), *compiled.warnings]
    return Looked(form, (), in_order([sheet_linter.placed(warning, book) for warning in warnings]), book)


def _read(xml: str) -> tuple[Form, list[FormError]]:
    """The form, and what its own reading and a first working out find.

    Raises:
        FormError: no XForm at all.
    """
    faults = Faults(gathering=True)
    form = read(xml, faults)
    found = list(faults.found)
    if not any(field.walked for field in form.fields):
        found.append(FormError("nothing_to_ask", sheet="survey"))
    if not found:
        try:
            check_effort(form)
        except FormError as error:
            found.append(error)
    return form, found


def in_order(problems: Sequence[FormError]) -> tuple[FormError, ...]:
    """Each mistake once, from the top of the first sheet to the bottom of the last."""
    once: dict[tuple[str, ...], FormError] = {}
    for error in problems:
        about = [error.details.get(key, "") for key in ("letter", "column", "name", "field")]
        once.setdefault(
            (error.code, str(error.sheet), str(error.row), *(about if error.row is None else about[:2])), error
        )
    # A second complaint about a cell, or of a row as such, says nothing more.
    cells = {
        (error.sheet, error.row, error.details.get("column")) for error in once.values() if error.details.get("column")
    }
    vague = ("bad_row", "bad_form", "bad_cell")
    kept = [error for error in once.values() if error.code not in vague or len(once) == 1 or not _told(error, cells)]
    # The reader's word on what the cells have told on already, without a place.
    placed = {error.code for error in kept if error.row is not None}
    twice = {"unsupported_type", "duplicate_column"} & placed
    kept = [error for error in kept if error.row is not None or error.code not in twice]
    kept = [error for error in kept if error.code != "nothing_to_ask"] or kept
    return tuple(sorted(kept, key=lambda error: (_place(error.sheet), error.row or 0, _column(error))))


def _told(error: FormError, cells: set[tuple[str | None, int | None, str | None]]) -> bool:
    """Say if the cells of the row tell more than a complaint that only knows the row."""
    return any((sheet, row) == (error.sheet, error.row) for sheet, row, _column in cells)


def _place(sheet: str | None) -> int:
    return _SHEETS.index(sheet) if sheet in _SHEETS else len(_SHEETS)


def _column(error: FormError) -> tuple[int, str]:
    letter = error.details.get("letter", "")
    return len(letter), letter
