"""Word, Excel and PowerPoint files: what a reader is shown, without who wrote it, where and with what (ECMA-376).

A file is a graph of parts. Those that are reached by kinds of relationships named here stay and are cleaned one by one; all
others (properties, people, printers, embedded files, custom data, signatures, small pictures) go with what points at them.
"""

from __future__ import annotations

import posixpath
import re
import zipfile
from urllib.parse import unquote

from uploads.archive import packed
from uploads.embedded_pictures import clean_embedded
from uploads.errors import Unfit
from uploads.open_xml_parts import clean_part
from uploads.xml import Element, parsed, written

TYPES = "[Content_Types].xml"
_KEPT_WORDS = """
officeDocument styles stylesWithEffects numbering settings fontTable font theme themeOverride header footer footnotes
endnotes comments commentsExtended image hyperlink chart chartEx chartStyle chartColorStyle chartUserShapes diagramData
diagramLayout diagramQuickStyle diagramColors diagramDrawing worksheet chartsheet sharedStrings calcChain drawing
vmlDrawing table pivotTable pivotCacheDefinition pivotCacheRecords externalLink slicer slicerCache sheetMetadata
rdRichValue rdRichValueStructure rdRichValueTypes richValueRel rdArray ctrlProp slide slideLayout slideMaster notesSlide
notesMaster handoutMaster presProps viewProps tableStyles commentAuthors authors
"""
_KEPT = set(_KEPT_WORDS.split())
_CONTENT = {"aFChunk", "audio", "video", "media"}  # shown, and of a kind that is not looked into
_PICTURES = {"image"}
_SAFE = re.compile(r"(?i)(https?://|mailto:|tel:|#)")


def open_xml(archive: zipfile.ZipFile) -> bytes:
    """The cleaned file. Raises `Unfit` where a part cannot be cleaned."""
    return _Package(archive).cleaned()


class _Package:
    def __init__(self, archive: zipfile.ZipFile) -> None:
        self._archive = archive
        self._names = {name.lower(): name for name in archive.namelist()}
        self._made: dict[str, bytes] = {}
        self._called: dict[str, str] = {}  # parts by their names before, with their names now
        self._waiting: list[tuple[str, str]] = []

    def cleaned(self) -> bytes:
        self._relations("", top=True)
        if not self._waiting:
            raise Unfit("not_cleaned")
        while self._waiting:
            name, kind = self._waiting.pop()
            dropped = self._relations(name)
            content = self._archive.read(name)
            if kind in _PICTURES:
                cleaned = clean_embedded(content)
            elif kind == "font":  # the letters that a text needs, in a file made by their designer
                cleaned = content
            else:
                cleaned = clean_part(content, kind, dropped)
            self._made[self._called[name]] = cleaned
        return packed({TYPES: self._types(), **self._made})

    def _relations(self, part: str, *, top: bool = False) -> set[str]:
        """Keeps of a part's relationships those that are known; the ids of the others."""
        folder, base = posixpath.split(part)
        source = self._names.get(posixpath.join(folder, "_rels", f"{base}.rels").lower())
        if source is None:
            return set()
        root = parsed(self._archive.read(source))
        dropped: set[str] = set()
        for relation in list(root):
            kind = relation.get("Type", "").rpartition("/")[2]
            if (kind == "officeDocument") == top and self._follows(relation, kind, folder):
                continue
            if kind in _CONTENT:
                raise Unfit("not_cleaned")
            dropped.add(relation.get("Id", ""))
            root.remove(relation)
        target = self._called.get(part, "")
        folder, base = posixpath.split(target)
        self._made[posixpath.join(folder, "_rels", f"{base}.rels")] = written(root)
        return dropped

    def _follows(self, relation: Element, kind: str, folder: str) -> bool:
        """Notes the part at the other end for cleaning, under a name that says nothing; False where it does not stay."""
        target = relation.get("Target", "")
        if relation.get("TargetMode") == "External":
            if kind == "hyperlink":
                relation.set("Target", target if _SAFE.match(target) else "#")
            elif kind == "externalLinkPath":
                relation.set("Target", "link.xlsx")
            return kind in ("hyperlink", "externalLinkPath")
        if kind not in _KEPT:
            return False
        path, _, place = target.partition("#")
        if not path:  # a place in the same part
            return True
        path = posixpath.normpath(posixpath.join("/" + folder, unquote(path))).lstrip("/")
        name = self._names.get(path.lower())
        if name is None:
            return False
        if name not in self._called:
            self._called[name] = self._name(name, kind)
            self._waiting.append((name, kind))
        relation.set("Target", "/" + self._called[name] + (f"#{place}" if place else ""))
        return True

    def _name(self, name: str, kind: str) -> str:
        if kind not in _PICTURES:
            return name
        return f"{posixpath.dirname(name)}/picture{len(self._called)}{posixpath.splitext(name)[1]}".lstrip("/")

    def _types(self) -> bytes:
        """The types of the parts that stay."""
        root = parsed(self._archive.read(TYPES))
        called = {f"/{old.lower()}": new for old, new in self._called.items()}
        endings = {name.rpartition(".")[2].lower() for name in self._made}
        for entry in list(root):
            part = entry.get("PartName")
            if part is not None and part.lower() in called:
                entry.set("PartName", "/" + called[part.lower()])
            elif part is not None or entry.get("Extension", "").lower() not in endings:
                root.remove(entry)
        return written(root)
