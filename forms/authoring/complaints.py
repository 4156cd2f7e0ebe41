"""Complaints and warnings of pyxform in our stable words, so that its own never reach a person."""

from __future__ import annotations

import re
from collections.abc import Iterator

from forms.authoring.workbook.cells import column_name
from forms.errors import FormError

# (pattern in pyxform's message, our code), first match wins; groups called name, type, column, list become details.
_COMPLAINTS: tuple[tuple[str, str], ...] = (
    (r"Duplicate column header: (?P<name>.+)", "duplicate_column"),
    (r"different names for the same column were found: '[^']*', '(?P<name>[^']*)'", "duplicate_column"),
    (r"must have a sheet named '(?P<name>\w+)'", "missing_sheet"),
    (r"There should be an? (?P<name>\w*choices) sheet", "missing_sheet"),
    (r"missing header row", "missing_headings"),
    (r"required column headers were not found: '(?P<name>[^']*)'", "missing_column"),
    (r"column names are invalid\. The following column\(s\) are not supported .*?: (?P<name>[^.]*)", "unknown_column"),
    (r"(?:'name' value|The name) '(?P<name>meta)' is (?:invalid|reserved)", "reserved_name"),
    (r"'name' value '(?P<name>[^']*)' is invalid\. Repeat names must not be", "reserved_name"),
    (r"'name' value '(?P<name>[^']*)' is invalid\. .*must (?:be )?unique", "duplicate_name"),
    (r"(?:There are (?:two|multiple)|[Dd]uplicate).*?'(?P<name>[^']*)'", "duplicate_name"),
    (r"Unknown question type '(?P<type>[^']*)'", "unknown_type"),
    (r"Could not find the name '(?P<name>[^']*)'", "unknown_reference"),
    (r"There is no survey element named '(?P<name>[^']*)'", "unknown_reference"),
    (r"The name '(?P<name>[^']*)' appears more than once", "ambiguous_reference"),
    (r"Unmatched '(?P<type>(?:begin|end)_\w+)'.*for the name '(?P<name>[^']*)'", "unmatched_group"),
    (r"Unmatched '(?P<type>(?:begin|end)_\w+)'", "unmatched_group"),
    (r"element named '(?P<name>[^']*)' has no label or hint", "missing_label"),
    (r"Choices must have a name", "choice_without_name"),
    (r"Choice names must be unique for each choice list", "duplicate_choice"),
    (r"Choice names with spaces .*See \[(?P<choice>[^\]]*)\] in \[(?P<list>[^\]]*)\]", "choice_with_blank"),
    (r"list_name' value is invalid\. Entity lists must have a name|declare an entity", "entity_without_list"),
    (r"'list_name' column must not have any duplicate", "entity_twice"),
    (r"entity list name '(?P<name>[^']*)' was not found", "entity_unknown"),
    (r"save_to property '(?P<name>[^']*)' is already", "entity_property_twice"),
    (r"Groups and repeats can't be saved as entity", "entity_group"),
    (r"entity list name '(?P<name>[^']*)' does not have a label", "entity_without_label"),
    (r"does not have an '(?P<needed>update_if|entity_id)'", "entity_incomplete"),
    (r"'save_to' names must be prefixed|at most one '#'", "entity_prefix"),
    (r"no valid containers|container scope", "entity_scope"),
    (r"Names used here must not", "entity_bad_name"),
    (r"'name' value is invalid\. Names must begin|The '(?P<name>[^']*)' value is invalid\. Names must begin", "bad_name"),
    (r"Names must begin with a letter", "bad_name"),
    (r"Audits must always", "bad_name"),
    (r"parameter '(?P<parameter>[^']*)'.*(?P<list>labelset)|tick_labelset", "bad_ticks"),
    (r"File name for '(?P<type>[^']*)' should end", "bad_list_file"),
    (r"the '(?P<column>parameters)' value is invalid|Parameter|must be set to|must have an integer", "bad_parameter"),
    (r"Invalid value for|must include randomize|value must be a number", "bad_parameter"),
    (r"the '(?P<column>\w+)' value is invalid\. Reference variables? (?:lists )?must (?:start|have)", "bad_reference"),
    (r"Reference variables? (?:lists )?must (?:start|have)", "bad_reference"),
    (r"[Cc]hoice filter not supported with or_other|specify choices for this 'or other'", "or_other_unfit"),
    (r"Choice filter not supported for table-list|Badly formatted table list", "table_list_unfit"),
    (r"with no name|name must be given", "missing_name"),
    (r"with no type", "missing_type"),
    (r"List name not in (?:external )?(?:choices|columns) sheet: (?P<name>\S+)", "unknown_list"),
    (r"Repeat loop without list name", "unknown_list"),
    (r"Missing calculation", "missing_calculation"),
    (r"Cannot omit instanceID", "encrypted"),
    (r"was not recognized as a supported type|not a supported type", "unreadable"),
)  # fmt: skip

# Complaints about parameters that tell no row: how the cell that is meant looks.
_WITHIN: tuple[tuple[str, str], ...] = (
    (r"randomize must be set", r"randomize\s*=\s*(?!true\b|false\b)"),
    (r"seed value must be", r"seed\s*=\s*(?!\$\{|-?[\d.]+(?:\s|$))"),
    (r"must include randomize", r"^(?!.*randomize).*seed"),
    (r"max-pixels must have", r"max-pixels\s*=\s*(?!\d+(?:\s|$))"),
    (r"Invalid value for quality", r"quality\s*=\s*(?!(?:voice-only|low|normal|external)\b)"),
)

_WARNINGS: tuple[tuple[str, str], ...] = (
    (r"On the 'choices' sheet, the 'label' value is invalid", "choice_without_label"),
    (r"the 'name' value '(?P<name>[^']*)' is problematic", "names_alike"),
    (r"On the 'choices' sheet, the '(?P<name>[^']*)' value is invalid\. Column headers must not", "heading_with_blank"),
    (r"When looking for a sheet named '(?P<name>\w+)', .*?: (?P<sheets>[^.]*)", "sheet_misspelt"),
    (r"Row without name, text, or label is being skipped", "row_skipped"),
)
_READ = frozenset({"label", "hint", "constraint_message", "required_message"})
_TRANSLATION = re.compile(
    r"Language '(?P<language>[^']*)' is missing the (?P<sheet>survey|choices) columns? (?P<columns>[\w ,]+)"
)


def complaints(error: Exception) -> list[FormError]:
    """The errors of one complaint: of several rows each by itself."""
    message = str(error)
    context: dict[str, object] = getattr(error, "context", None) or {}
    return [_complaint(line, context) for line in _lines(message)]


def _lines(message: str) -> list[str]:
    rows = [line for line in message.split("\n") if re.match(r"\[row : \d+\]", line)]
    return rows if len(rows) > 1 else [message]


def _complaint(message: str, context: dict[str, object]) -> FormError:
    row_match = re.search(r"\[row : (\d+)\]", message)
    row = context.get("row") or (int(row_match[1]) if row_match else None)
    place = re.search(r"On the '(\w+)' sheet(?:, the '(\w+)' value)?", message)
    sheet = context.get("sheet") or (place[1] if place else "survey" if row else None)
    column = context.get("column") or (place[2] if place else None)
    code, details = _matched(message, _COMPLAINTS) or ("bad_cell" if column else "bad_row" if row else "bad_form", {})
    within = next((cell for said, cell in _WITHIN if re.search(said, message)), "")
    if within and row is None:
        details |= {"within": within, "column": "parameters"}
    if column:
        details.setdefault("column", str(column))
    return FormError(
        code, sheet=str(sheet) if sheet else None, row=row if isinstance(row, int) else None, details=details
    )


def _matched(message: str, table: tuple[tuple[str, str], ...]) -> tuple[str, dict[str, str]] | None:
    for pattern, code in table:
        match = re.search(pattern, message, re.DOTALL)
        if match:
            return code, {key: value[:200] for key, value in match.groupdict().items() if value}
    return None


def cautions(messages: list[str]) -> Iterator[FormError]:
    """The warnings of pyxform that matter in a chat."""
    for message in messages:
        for match in _TRANSLATION.finditer(message):
            columns = [name for name in re.findall(r"[\w-]+", match["columns"]) if name in _READ]
            details = {"language": match["language"], "columns": ", ".join(columns)}
            if columns and match["language"] != "default":
                yield FormError("translation_missing", sheet=match["sheet"], details=details)
        found = _matched(message, _WARNINGS)
        if found:
            row = re.match(r"\[row : (\d+)\]", message)
            place = re.search(r"On the '(\w+)' sheet", message)
            sheet = place[1] if place else "survey" if row else None
            details = {key: value.strip("'") for key, value in found[1].items()}
            if found[0] == "heading_with_blank":
                details["column"] = column_name(details["name"])
            yield FormError(found[0], sheet=sheet, row=int(row[1]) if row else None, details=details)
