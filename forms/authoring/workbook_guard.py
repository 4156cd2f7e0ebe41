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
_LONGEST = max(len(one) for one in _DECLARATIONS)


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
    """What an archive says of a part's size also bounds what is read of it."""
    with archive.open(part) as stream:
        before = b""
        while piece := stream.read(_CHUNK):
            if not before and piece[:64].count(0):  # UTF-16 or UTF-32, in which a declaration would look otherwise
                raise FormError("external_entities")
            seen = before + piece
            if any(one in seen for one in _DECLARATIONS):
                raise FormError("external_entities")
            before = seen[-_LONGEST:]
