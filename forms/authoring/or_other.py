"""A select's "or_other" in the form's languages, which pyxform writes in English alone."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml import etree

from forms.authoring.workbook.cells import Cell, Workbook, language_of
from forms.builtin_forms import default_list
from forms.xform.itext import XFORMS, language_code
from forms.xpath.expressions import safe_parser

_OTHER = re.compile(r"(?:select\S*|select .* from|add select .*)\s+(\S+)\s+(?:or_other|or other|or specify other)\Z")
_QUESTION = "Specify other."  # as pyxform writes it
# Letters that only Vietnamese has among the languages our forms are in.
_VIETNAMESE = re.compile("[ăđơưạảấầẩẫậắằẳẵặẹẻẽếềểễệỉịọỏốồổỗộớờởỡợụủứừửữựỳỵỷỹ]", re.IGNORECASE)


def _word(name: str, language: str) -> str:
    rows = {row["name"]: row for row in default_list("or_other", "vi")}
    return rows[name].get(f"label::{language}") or rows[name]["label::en"]


def with_other_choice(book: Workbook) -> None:
    """Put the choice "other" at the end of every list that needs one, before pyxform does."""
    known = {(cells["list_name"].text, cells["name"].text) for cells in _choices(book)}
    plain = "vi" if _is_vietnamese(book) else "en"
    headings = book.headings.get("choices", [])
    labels = [cell for cell in headings if cell.name == "label"]
    names = {name: cell for cell in reversed(headings) for name in (cell.name,) if name in ("list_name", "name")}
    if len(names) < 2:
        return
    for name in dict.fromkeys(_lists_with_other(book)):
        if (name, "other") in known or not any(name == list_name for list_name, _name in known):
            continue
        cells = [_filled(names["list_name"], name), _filled(names["name"], "other")]
        for cell in labels:
            language = language_of(cell.heading)[1]
            cells.append(_filled(cell, _word("other", language_code(language) if language else plain)))
        rows = book.rows["choices"]
        rows[max(rows) + 1] = cells


def _choices(book: Workbook) -> Iterator[dict[str, Cell]]:
    return (cells for _row, cells in book.cells("choices") if "list_name" in cells and "name" in cells)


def _lists_with_other(book: Workbook) -> Iterator[str]:
    for _row, cells in book.cells("survey"):
        match = _OTHER.match(cells["type"].text) if "type" in cells else None
        if match:
            yield match[1]


def _filled(heading: Cell, text: str) -> Cell:
    return Cell(heading.heading, heading.column, text)


def _is_vietnamese(book: Workbook) -> bool:
    return any(_VIETNAMESE.search(cells["label"].text) for _row, cells in book.cells("survey") if "label" in cells)


def with_other_words(xml: str) -> str:
    """The XForm in which the question behind "other" is asked in every language of the form."""
    if _QUESTION not in xml:
        return xml
    root = etree.fromstring(xml.encode(), safe_parser())
    translations = root.findall(f".//{XFORMS}translation")
    plain = "vi" if _VIETNAMESE.search("".join(root.itertext())) else "en"
    for label in root.iter(f"{XFORMS}label"):
        if label.text != _QUESTION:
            continue
        if not translations:
            label.text = _word("specify", plain)
            continue
        key = f"{label.getparent().get('ref')}:label"
        label.text = None
        label.set("ref", f"jr:itext('{key}')")
        for translation in translations:
            language = translation.get("lang", "")
            text = etree.SubElement(translation, f"{XFORMS}text", id=key)
            spoken = plain if language == "default" else language_code(language)
            etree.SubElement(text, f"{XFORMS}value").text = _word("specify", spoken)
    return '<?xml version="1.0"?>' + etree.tostring(root, encoding="unicode")
