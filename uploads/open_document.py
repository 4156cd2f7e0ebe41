"""Documents and tables of LibreOffice: what a reader is shown, without who wrote it and with what (OASIS OpenDocument 1.3)."""

from __future__ import annotations

import posixpath
import re
import zipfile

from uploads.archive import packed
from uploads.embedded_pictures import clean_embedded
from uploads.xml import drop, parsed, written

_MANIFEST = "META-INF/manifest.xml"
_SHOWN = re.compile(r"(Object \d+/)?(content|styles)\.xml")
_PICTURE = re.compile(r"(Object \d+/)?Pictures/[^/]+")
# Authors and dates of notes and changes, alternative texts, senders, connections to elsewhere.
_EMPTIED = {"creator", "creator-initials"}
_DROPPED = {
    "date",
    "desc",
    "dde-source",
    "dde-connection-decls",
    "database-source-table",
    "database-source-query",
    "event-listeners",
}
_LINK = "{http://www.w3.org/1999/xlink}href"
_SAFE = re.compile(r"(?i)(https?://|mailto:|tel:|#|\.?/?Pictures/|(\./)?Object \d+$|(\./)?ObjectReplacements/)")
_ABOUT = ("{urn:oasis:names:tc:opendocument:xmlns:meta:", "{http://purl.org/dc/")


def open_document(archive: zipfile.ZipFile) -> bytes:
    """The cleaned file. Raises `Unfit` where a part cannot be cleaned."""
    kept: dict[str, bytes] = {"mimetype": archive.read("mimetype")}
    for name in archive.namelist():
        if _SHOWN.fullmatch(name):
            kept[name] = _cleaned(archive.read(name))
        elif _PICTURE.fullmatch(name):
            kept[name] = clean_embedded(archive.read(name))
    if _MANIFEST in archive.namelist():
        kept[_MANIFEST] = _manifest(archive.read(_MANIFEST), set(kept))
    return packed(kept, stored="mimetype")


def _manifest(content: bytes, kept: set[str]) -> bytes:
    root = parsed(content)
    for entry in list(root):
        path = next((str(value) for name, value in entry.attrib.items() if str(name).endswith("}full-path")), "")
        folder = posixpath.dirname(path) if path.endswith("/") else None
        if path not in kept | {"/"} and not any(folder and name.startswith(f"{folder}/") for name in kept):
            root.remove(entry)
    return written(root)


def _cleaned(content: bytes) -> bytes:
    root = parsed(content)
    for element in list(root.iter()):
        space, _, local = str(element.tag).rpartition("}")
        about = space.startswith(_ABOUT)
        if about and local in _EMPTIED:
            element.text = ""
        elif (local in _DROPPED and not (local == "date" and not about)) or (
            local == "title" and "svg-compatible" in space
        ):
            drop(element)
        target = element.get(_LINK)
        if target is not None and not _SAFE.match(str(target)):
            element.set(_LINK, "")
    return written(root)
