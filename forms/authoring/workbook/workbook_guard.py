"""An .xlsx before anybody parses it: whether it is one, and whether it stays bounded when it is unpacked."""

from __future__ import annotations

import io
import zipfile

from forms.errors import FormError

LARGEST_UNPACKED = 40 << 20  # bytes; a full sheet of 5,000 choices takes two or three million
MOST_PARTS = 1000
_OLD_EXCEL = b"\xd0\xcf\x11\xe0"
_CHUNK = 1 << 20
# Workbooks hold neither; both are how an XML parser is made to read other files, or to fill the memory.
_DECLARATIONS = (b"<!DOCTYPE", b"<!ENTITY")
_LONGEST = max(len(declaration) for declaration in _DECLARATIONS)


def guard(content: bytes) -> None:
    """Looks at the archive and at the beginnings of XML in it; nothing is kept in memory but a piece of a part.

    Raises:
        FormError: ``old_excel``, ``not_a_workbook``, ``too_large_unpacked``, ``external_entities``.
    """
    if content.startswith(_OLD_EXCEL):
        raise FormError("old_excel")
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            _guard(archive)
    except FormError:
        raise
    except Exception as error:
        # A broken archive can fail anywhere in its reader.
        raise FormError("not_a_workbook") from error


def _guard(archive: zipfile.ZipFile) -> None:
    parts = archive.infolist()
    if len(parts) > MOST_PARTS or sum(part.file_size for part in parts) > LARGEST_UNPACKED:
        raise FormError("too_large_unpacked", details={"most": str(LARGEST_UNPACKED >> 20)})
    names = {part.filename for part in parts}
    if "[Content_Types].xml" not in names or not any(name.startswith("xl/") for name in names):
        raise FormError("not_a_workbook")
    for part in parts:
        if part.filename.lower().endswith((".xml", ".rels", ".vml")):
            _guard_part(archive, part)


def _guard_part(archive: zipfile.ZipFile, part: zipfile.ZipInfo) -> None:
    """Read no more of an archive's part than the archive says that there is."""
    with archive.open(part) as stream:
        before = b""
        while piece := stream.read(_CHUNK):
            if not before and piece[:64].count(0):  # UTF-16 or UTF-32, in which a declaration would look otherwise
                raise FormError("external_entities")
            seen = before + piece
            if any(declaration in seen for declaration in _DECLARATIONS):
                raise FormError("external_entities")
            before = seen[-_LONGEST:]


_STRICT = b"http://purl.oclc.org/ooxml/"
# The names of the strict form of a workbook (ISO/IEC 29500-4) by those that are read everywhere.
_TRANSITIONAL = {
    b"http://purl.oclc.org/ooxml/spreadsheetml/main": b"http://schemas.openxmlformats.org/spreadsheetml/2006/main",
    b"http://purl.oclc.org/ooxml/drawingml/main": b"http://schemas.openxmlformats.org/drawingml/2006/main",
    b"http://purl.oclc.org/ooxml/officeDocument/": b"http://schemas.openxmlformats.org/officeDocument/2006/",
}


def transitional(content: bytes) -> bytes:
    """The same workbook with names that every reader knows, where it was saved as Strict Open XML."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        if _STRICT not in archive.read("[Content_Types].xml") and not any(
            _STRICT in archive.read(name)
            for name in archive.namelist()
            if name.endswith(("workbook.xml", "_rels/.rels"))
        ):
            return content
        out = io.BytesIO()
        with zipfile.ZipFile(out, "w") as target:
            for part in archive.infolist():
                text = archive.read(part)
                for strict, known in _TRANSITIONAL.items() if part.filename.endswith((".xml", ".rels")) else ():
                    text = text.replace(strict, known)
                target.writestr(part.filename, text)
        return out.getvalue()
