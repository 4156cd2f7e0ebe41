"""From a spreadsheet to the compiled XForm: pyxform's work, its complaints turned into our stable words.

Only publishing comes here. pyxform takes 0.4 s to import, so the imports stand inside the functions.
"""

from __future__ import annotations

import re
import warnings
from dataclasses import dataclass

from forms.authoring.workbook_guard import guard
from forms.errors import FormError
from forms.model.form import FORM_NAMESPACE

SPREADSHEETS = (".xlsx", ".xlsm", ".xls", ".csv", ".md")
LARGEST = 10_000_000  # bytes of a spreadsheet, wherever it comes from
# Complaints whose ``name`` is not that of a row of the survey sheet.
_NOT_A_ROW = ("missing_sheet", "unknown_list", "duplicate_column")

# (pattern in pyxform's message, our code), first match wins; groups called name, type, reason become details.
_COMPLAINTS: tuple[tuple[str, str], ...] = (
    (r"Duplicate column header: (?P<name>.+)", "duplicate_column"),
    (r"must have a sheet named '(?P<name>\w+)'", "missing_sheet"),
    (r"There should be a (?P<name>choices) sheet", "missing_sheet"),
    (r"'name' value '(?P<name>[^']*)' is invalid\. .*must be unique", "duplicate_name"),
    (r"(?:There are (?:two|multiple)|[Dd]uplicate).*?'(?P<name>[^']*)'", "duplicate_name"),
    (r"Unknown question type '(?P<type>[^']*)'", "unknown_type"),
    (r"Could not find the name '(?P<name>[^']*)'", "unknown_reference"),
    (r"There is no survey element named '(?P<name>[^']*)'", "unknown_reference"),
    (r"Unmatched '(?P<type>(?:begin|end)_\w+)'.*for the name '(?P<name>[^']*)'", "unmatched_group"),
    (r"Unmatched '(?P<type>(?:begin|end)_\w+)'", "unmatched_group"),
    (r"Names must begin with a letter", "bad_name"),
    (r"element named '(?P<name>[^']*)' has no label or hint", "missing_label"),
    (r"Choices must have a name", "choice_without_name"),
    (r"Choice names must be unique for each choice list", "duplicate_choice"),
    (r"Choice names with spaces .*See \[(?P<choice>[^\]]*)\] in \[(?P<list>[^\]]*)\]", "choice_with_blank"),
    (r"the '(?P<column>parameters)' value is invalid\. (?P<parameter>[^\n]*)", "bad_parameter"),
    (r"the '(?P<column>\w+)' value is invalid\. Reference variables? (?:lists )?must (?:start|have)", "bad_reference"),
    (r"The name '(?P<name>meta)' is reserved", "reserved_name"),
    (r"required column headers were not found: '(?P<name>[^']*)'", "missing_column"),
    (r"with no name|name must be given", "missing_name"),
    (r"with no type", "missing_type"),
    (r"List name not in (?:external )?choices sheet: (?P<name>\S+)", "unknown_list"),
    (r"Missing calculation", "missing_calculation"),
    (r"was not recognized as a supported type|not a supported type", "unreadable"),
)


@dataclass(frozen=True)
class Compiled:
    """A compiled XForm and the spreadsheet it came from, which knows the rows."""

    xml: str
    source: bytes
    extension: str


def compile_spreadsheet(source: bytes, extension: str) -> Compiled:
    """Compile an XLSForm.

    extension: one of ``SPREADSHEETS``.

    Raises:
        FormError: with sheet and row where pyxform gives them; ``unreadable`` for what is no spreadsheet at all; what
            ``workbook.guard`` refuses.
    """
    if extension not in SPREADSHEETS:
        raise FormError("unknown_kind", details={"type": extension})
    if len(source) > LARGEST:
        raise FormError("too_large", details={"most": str(LARGEST // 1_000_000)})
    if extension in (".xlsx", ".xlsm"):
        guard(source)
    from pyxform.errors import PyXFormError
    from pyxform.xls2xform import convert

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            result = convert(source, file_type=extension, form_name="data")
    except PyXFormError as error:
        raise with_place(_translated(error), Compiled("", source, extension)) from error
    except MemoryError:
        raise
    except Exception as error:
        # A broken file can fail anywhere in the readers below pyxform.
        raise FormError("unreadable", details={"reason": type(error).__name__}) from error
    review = str(result._pyxform.get("review", "") or "").strip().lower()
    marks = f'xmlns:langnghe="{FORM_NAMESPACE}"'
    if review:
        marks += f' langnghe:review="{"yes" if review in ("yes", "true", "true()", "1") else "no"}"'
    return Compiled(result.xform.replace("<model ", f"<model {marks} ", 1), source, extension)


def _translated(error: Exception) -> FormError:
    message = str(error)
    context: dict[str, object] = getattr(error, "context", None) or {}
    row_match = re.search(r"\[row : (\d+)\]", message)
    row = context.get("row") or (int(row_match[1]) if row_match else None)
    sheet_match = re.search(r"On the '(\w+)' sheet", message)
    sheet = context.get("sheet") or (sheet_match[1] if sheet_match else "survey" if row else None)
    details = {key: str(context[key]) for key in ("column",) if key in context}
    code = "bad_form"
    for pattern, word in _COMPLAINTS:
        match = re.search(pattern, message, re.DOTALL)
        if match:
            code = word
            details |= {key: value for key, value in match.groupdict().items() if value}
            break
    details["reason"] = re.sub(r"\[row : \d+\]\s*", "", message).strip()[:500]
    return FormError(
        code,
        sheet=str(sheet) if sheet else None,
        row=int(row) if isinstance(row, int) else None,
        details=details,
    )


def with_place(error: FormError, compiled: Compiled) -> FormError:
    """The same error with the row of the survey sheet on which its ``name``, or else its ``type``, stands."""
    column = "name" if "name" in error.details else "type"
    if error.row is not None or column not in error.details or error.code in _NOT_A_ROW:
        return error
    row = _row_of(column, error.details[column], compiled, error.details.get("list") or error.details.get("type", ""))
    return FormError(error.code, sheet="survey" if row else error.sheet, row=row, details=error.details)


def _row_of(wanted: str, text: str, compiled: Compiled, kind: str = "") -> int | None:
    """The first row with this text in this column; of several that one whose type speaks of `kind`."""
    from pyxform.xls2json_backends import get_xlsform

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        workbook = get_xlsform(compiled.source, file_type=compiled.extension)
    found = {
        number: str(row.get("type") or "")
        for number, row in enumerate(workbook.survey or (), start=2)
        if any(str(cell).strip() == text for column, cell in row.items() if column and column.strip() == wanted)
    }
    return next((number for number, its in found.items() if kind and kind in its), next(iter(found), None))
