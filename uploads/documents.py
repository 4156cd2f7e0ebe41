"""Documents that came in, known by their structure: PDF, the office formats without macros, plain text; each made clean."""

from __future__ import annotations

import csv
import io
import json
import re
import zipfile
import zlib
from collections.abc import Iterable

from uploads.errors import Unfit

Found = tuple[str, str, bytes]

_OPEN_XML = "application/vnd.openxmlformats-officedocument."
_OFFICE = {
    f"{_OPEN_XML}wordprocessingml.document": "docx",
    f"{_OPEN_XML}spreadsheetml.sheet": "xlsx",
    f"{_OPEN_XML}presentationml.presentation": "pptx",
}
_OPEN_DOCUMENT = {
    "application/vnd.oasis.opendocument.text": "odt",
    "application/vnd.oasis.opendocument.spreadsheet": "ods",
}
_OLD_OFFICE = ("WordDocument", "Workbook", "Book", "PowerPoint Document")
_TYPES = "[Content_Types].xml"
_MOST_PARTS = 2000
_LARGEST_UNPACKED = 200 << 20  # bytes; a document of 20 MB holds pictures, which do not grow
_LARGEST_TYPES = 1 << 20
_NO_TEXT = re.compile("[\x00-\x08\x0b\x0e-\x1f\x7f]")
# Text that a program wrote, which names itself, its user or a place anywhere in it: pages, letters with their way, cards and
# calendars of people, tracks of a receiver.
_MARKED = re.compile(r"\{\\rtf|%!PS|<\?xml|<!doctype|<!--|<[a-z][\w:.-]*[\s/>]|BEGIN:|\$GP[A-Z]{3},", re.IGNORECASE)
_LETTER = re.compile(r"(received|message-id|mime-version): ", re.IGNORECASE)
_HEAD = 40  # lines, in which a letter says that it is one


def document(content: bytes) -> Found | None:
    """The extension, the MIME type and the cleaned content where it is a document that we take, else None.

    Raises `Unfit`: old_office, locked, not_cleaned.
    """
    return _pdf(content) or _zipped(content) or _old_office(content) or _text(content)


def _pdf(content: bytes) -> Found | None:
    if b"%PDF-" not in content[:1024] or not re.search(rb"[0-9] [0-9]+ obj\b", content):
        return None
    from uploads.pdf import pdf

    return "pdf", "application/pdf", pdf(content)


def _zipped(content: bytes) -> Found | None:
    if not content.startswith(b"PK\x03\x04"):
        return None
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            known = _office(archive)
    except Exception:  # noqa: BLE001 - a broken archive can fail anywhere in its reader
        return None
    return (*known, _cleaned(content, known[0])) if known else None


def _cleaned(content: bytes, extension: str) -> bytes:
    from uploads.open_document import open_document
    from uploads.open_xml import open_xml

    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            return open_document(archive) if extension in _OPEN_DOCUMENT.values() else open_xml(archive)
    except (zipfile.BadZipFile, zlib.error, EOFError, KeyError, NotImplementedError, OSError) as error:
        raise Unfit("not_cleaned") from error


def _office(archive: zipfile.ZipFile) -> tuple[str, str] | None:
    parts = {part.filename: part for part in archive.infolist()}
    if len(archive.infolist()) > _MOST_PARTS or sum(p.file_size for p in archive.infolist()) > _LARGEST_UNPACKED:
        return None
    if "mimetype" in parts and parts["mimetype"].file_size < 100:
        mime = archive.read("mimetype").decode("ascii")
        macros = any(name.startswith(("Basic/", "Scripts/")) for name in parts)
        return (_OPEN_DOCUMENT[mime], mime) if mime in _OPEN_DOCUMENT and not macros else None
    if _TYPES not in parts or parts[_TYPES].file_size > _LARGEST_TYPES:
        return None
    types = archive.read(_TYPES).decode()
    if _macros(types, parts):
        return None
    for mime, extension in _OFFICE.items():
        if f'"{mime}.main+xml"' in types:
            return extension, mime
    return None


def has_macros(content: bytes) -> bool:
    """True if it is one of Microsoft's office files with a program in it."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            parts = {part.filename: part for part in archive.infolist()}
            if _TYPES not in parts or parts[_TYPES].file_size > _LARGEST_TYPES:
                return False
            return _macros(archive.read(_TYPES).decode(errors="replace"), parts)
    except Exception:  # noqa: BLE001 - a broken archive can fail anywhere in its reader
        return False


def _macros(types: str, names: Iterable[str]) -> bool:
    return bool(re.search("macroEnabled|vbaProject", types)) or any("vbaproject" in name.lower() for name in names)


def _old_office(content: bytes) -> Found | None:
    """Refuses Word's and Excel's old formats: by the names of the streams in an OLE file, whose entries are 128 bytes each."""
    if not content.startswith(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"):
        return None
    if _has(content, "EncryptedPackage"):  # a new one behind a password
        raise Unfit("locked")
    if any(_has(content, mark) for mark in _OLD_OFFICE):
        raise Unfit("old_office")
    return None


def _has(content: bytes, name: str) -> bool:
    written = name.encode("utf-16-le").ljust(64, b"\0") + (2 * len(name) + 2).to_bytes(2, "little")
    at = content.find(written)
    while at >= 0 and at % 128:
        at = content.find(written, at + 1)
    return at >= 0


def _text(content: bytes) -> Found | None:
    try:
        said = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return None
    if not said.strip() or _NO_TEXT.search(said):
        return None
    begins = said.lstrip()
    if _MARKED.match(begins) or _is_json(begins) or any(map(_LETTER.match, begins[:4000].splitlines()[:_HEAD])):
        raise Unfit("not_cleaned")
    return ("csv", "text/csv", content) if _is_table(said) else ("txt", "text/plain", content)


def _is_json(said: str) -> bool:
    """Tell whether a program wrote it for another one: an object or a list, as positions and exports of chats are."""
    if not said.startswith(("{", "[")):
        return False
    try:
        json.loads(said)
    except (ValueError, RecursionError):
        return False
    return True


def _is_table(said: str) -> bool:
    """At least two lines, all with the same number of cells."""
    lines = [line for line in said.splitlines()[:21] if line.strip()][:20]
    for mark in ",;\t":
        try:
            widths = {len(row) for row in csv.reader(lines, delimiter=mark)}
        except csv.Error:
            continue
        if len(lines) > 1 and len(widths) == 1 and widths.pop() > 1:
            return True
    return False
