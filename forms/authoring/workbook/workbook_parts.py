"""Parts of an .xlsx that its reader is silent on: formulas without a value, merged cells."""

from __future__ import annotations

import io
import posixpath
import zipfile
from dataclasses import dataclass, field
from typing import Any

from lxml import etree

from forms.xpath.expressions import local_name, safe_parser

Area = tuple[int, int, int, int]  # left, top, right, bottom; from 1
_MOST_MERGED = 5_000


@dataclass
class SheetPart:
    """One sheet. unsaved: by row the columns of formulas whose result was never stored."""

    unsaved: dict[int, list[int]] = field(default_factory=dict)
    merged: list[Area] = field(default_factory=list)


def sheet_parts(content: bytes) -> dict[str, SheetPart]:
    """Each sheet by its title. The archive is one that the guard let through."""
    found = {}
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        for title, path in _paths(archive).items():
            part = archive.read(path) if path in archive.namelist() else b""
            if b"<f" in part or b":f" in part or b"mergeCell" in part:
                found[title] = _part(part)
    return found


def _paths(archive: zipfile.ZipFile) -> dict[str, str]:
    names = set(archive.namelist())
    if not {"xl/workbook.xml", "xl/_rels/workbook.xml.rels"} <= names:
        return {}
    relations = etree.fromstring(archive.read("xl/_rels/workbook.xml.rels"), safe_parser())
    targets = {relation.get("Id"): relation.get("Target", "") for relation in relations}
    book = etree.fromstring(archive.read("xl/workbook.xml"), safe_parser())
    found = {}
    for sheet in book.iter("{*}sheet"):
        key = next((value for name, value in sheet.attrib.items() if name.endswith("}id")), "")
        target = targets.get(key, "")
        found[sheet.get("name", "")] = target.lstrip("/") if target[:1] == "/" else posixpath.join("xl", target)
    return found


def _part(content: bytes) -> SheetPart:
    from openpyxl.utils.cell import range_boundaries

    found = SheetPart()
    for _event, element in etree.iterparse(io.BytesIO(content), resolve_entities=False, no_network=True):
        name = local_name(element)
        if name == "c":
            if _is_unsaved(element):
                left, top, _right, _bottom = range_boundaries(element.get("r", "A1"))
                found.unsaved.setdefault(int(top or 0), []).append(int(left or 0))
            element.clear()
        elif name == "mergeCell" and len(found.merged) < _MOST_MERGED:
            found.merged.append(tuple(range_boundaries(element.get("ref", "A1"))))  # type: ignore[arg-type]
    return found


def _is_unsaved(cell: Any) -> bool:
    """An empty text is a result as well, and is said to be one."""
    formula = value = None
    for child in cell:
        name = local_name(child)
        formula = child if name == "f" else formula
        value = child if name == "v" else value
    return formula is not None and (value is None or not value.text) and (cell.get("t") != "str" or value is None)
