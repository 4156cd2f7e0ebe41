"""Parts of Word, Excel and PowerPoint files: names of people, paths, identities and editing sessions taken out of their XML."""

from __future__ import annotations

import re

from uploads.errors import Unfit
from uploads.xml import Element, drop, parsed, written

SOMEBODY = "Author"  # as Word itself writes where it removes personal information
_RELATIONS = (
    "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}",
    "{http://purl.oclc.org/ooxml/officeDocument/relationships}",
)
_WORD = re.compile(r"\{http://(schemas\.openxmlformats\.org|purl\.oclc\.org/ooxml)/wordprocessingml/[^}]*}")
# Attributes, in whatever name space, with what they become; None: they go.
_ATTRIBUTES: dict[str, str | None] = {
    "author": SOMEBODY,
    "initials": "A",
    "userId": "",
    "providerId": "",
    "user": "",
    "userName": SOMEBODY,
    "refreshedBy": None,
    "refreshedDate": None,
    "refreshedDateIso": None,
    "dateUtc": None,
    "descr": None,
    "alt": None,
    "dt": None,
}
_DROPPED_WORDS = """
rsid rsids attachedTemplate attachedSchema schemaLibrary saveThroughXslt mailMerge docVars docId dataBinding smartTagPr
absPath fileSharing fileVersion fileRecoveryPr revisionPtr customWorkbookViews customSheetViews webPublishing
webPublishItems dataConsolidate imgProps userInfo presenceInfo classification
"""
_DROPPED = set(_DROPPED_WORDS.split())
# An element of these keeps its place when what it points at goes; others go with it.
_STAYING = {
    "pageSetup",
    "blip",
    "imagedata",
    "worksheetSource",
    "fill",
    "hlinkClick",
    "hlinkHover",
    "hyperlink",
    "tablePart",
}
_EMPTY_GO_WORDS = """
AlternateContent Choice Fallback oleObjects controls externalReferences ext extLst custDataLst tableParts
"""
_EMPTY_GO = set(_EMPTY_GO_WORDS.split())
_NAMED = {"docPr", "cNvPr"}
_PATH = re.compile(r'(?i)"[^"]*(?:[a-z]:[\\/]|\\\\\\\\|file:)[^"]*"|(?<![^\s"])(?:[a-z]:[\\/]|\\\\\\\\|file:)\S*')


def clean_part(content: bytes, kind: str, dropped: set[str]) -> bytes:
    """The part without them. kind: of the relationship by which it was found. dropped: ids of relationships that have gone.

    Raises `Unfit` where it is not XML, or a link of a kind that is not looked into.
    """
    root = parsed(content, lenient=kind == "vmlDrawing")
    if kind == "externalLink" and not any(_local(child) == "externalBook" for child in root):
        raise Unfit("not_cleaned")
    for element in list(root.iter()):
        if _local(element) in _DROPPED:
            _drop(element)
            continue
        _unlink(element, dropped)
        _unname(element)
    _clean_fields(root)
    if kind == "comments":
        _clean_notes(root)
    return written(root)


def _local(element: Element) -> str:
    return str(element.tag).rpartition("}")[2]


def _drop(element: Element) -> None:
    """Takes an element out, and what holds nothing any more."""
    while (parent := element.getparent()) is not None:
        drop(element)
        left = {_local(child) for child in parent}
        whole = "Choice" in left if _local(parent) == "AlternateContent" else bool(left)
        if whole or _local(parent) not in _EMPTY_GO:
            return
        element = parent


def _unlink(element: Element, dropped: set[str]) -> None:
    """Removes what points at a part that has gone."""
    for name, value in element.attrib.items():
        local = str(name).rpartition("}")[2]
        if value in dropped and (str(name).startswith(_RELATIONS) or local == "relid"):
            if _local(element) not in _STAYING:
                _drop(element)
                return
            del element.attrib[name]


def _unname(element: Element) -> None:
    """Removes who, when and from which path."""
    local, word = _local(element), _WORD.match(str(element.tag)) is not None
    for name in list(element.attrib):
        said = str(name).rpartition("}")[2]
        if (
            said.startswith("rsid")
            or (said == "date" and word)
            or (said in ("title", "href") and str(name).startswith("{urn:"))
        ):
            del element.attrib[name]
        elif said in _ATTRIBUTES:
            _set(element, str(name), _ATTRIBUTES[said])
        elif said == "name" and local in ("cmAuthor", "author"):
            element.set(name, SOMEBODY)
        elif said == "instr" and word:
            element.set(name, _PATH.sub('""', str(element.get(name))))
        elif local in _NAMED and said in ("name", "title") and not _placeholder(element):
            _set(element, str(name), "" if said == "name" else None)


def _placeholder(element: Element) -> bool:
    """Is it the name of a shape on a slide, which its animations and layouts know it by?"""
    return "presentationml" in str(element.tag)


def _set(element: Element, name: str, value: str | None) -> None:
    if value is None:
        del element.attrib[name]
    else:
        element.set(name, value)


def _clean_fields(root: Element) -> None:
    """Empties paths in the instructions of fields, which Word cuts in pieces as it likes."""
    pieces: list[Element] = []
    for element in [*(node for node in root.iter() if _local(node) in ("instrText", "fldChar")), root]:
        if _local(element) == "instrText":
            pieces.append(element)
            continue
        said = "".join(piece.text or "" for piece in pieces)
        if _PATH.search(said):
            for piece in pieces:
                piece.text = ""
            pieces[0].text = _PATH.sub('""', said)
        pieces = []


def _clean_notes(root: Element) -> None:
    """Empties the authors of a sheet's notes, and the line with the author's name that Excel puts before each."""
    space = str(root.tag).rpartition("}")[0] + "}"
    names = [author.text or "" for author in root.iter(f"{space}author")]
    for author in root.iter(f"{space}author"):
        author.text = SOMEBODY
    for note in root.iter(f"{space}comment"):
        first = next(note.iter(f"{space}t"), None)
        if first is None or first.text is None:
            continue
        for name in names:
            if name and first.text.lstrip().startswith(f"{name}:"):
                first.text = first.text.lstrip().removeprefix(f"{name}:")
