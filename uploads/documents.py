"""Documents that came in, known by their structure: PDF, the office formats without macros, plain text."""

from __future__ import annotations

import csv
import io
import re
import zipfile

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
_OLD_OFFICE = {
    "WordDocument": ("doc", "application/msword"),
    "Workbook": ("xls", "application/vnd.ms-excel"),
    "Book": ("xls", "application/vnd.ms-excel"),
}
_OLD_MACROS = ("_VBA_PROJECT", "_VBA_PROJECT_CUR", "VBA", "Macros")
_TYPES = "[Content_Types].xml"
_MOST_PARTS = 2000
_LARGEST_UNPACKED = 200 << 20  # bytes; a document of 20 MB holds pictures, which do not grow
_LARGEST_TYPES = 1 << 20
_NO_TEXT = re.compile("[\x00-\x08\x0b\x0e-\x1f\x7f]")


def document(content: bytes) -> Found | None:
    """The extension, the MIME type and the content where it is a document that we take, else None."""
    found = _pdf(content) or _zipped(content) or _old_office(content) or _text(content)
    return (*found, content) if found else None


def _pdf(content: bytes) -> tuple[str, str] | None:
    begun = b"%PDF-" in content[:1024]
    return ("pdf", "application/pdf") if begun and re.search(rb"[0-9] [0-9]+ obj\b", content) else None


def _zipped(content: bytes) -> tuple[str, str] | None:
    if not content.startswith(b"PK\x03\x04"):
        return None
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            return _office(archive)
    except Exception:  # noqa: BLE001 - a broken archive can fail anywhere in its reader
        return None


def _office(archive: zipfile.ZipFile) -> tuple[str, str] | None:
    parts = {part.filename: part for part in archive.infolist()}
    if len(archive.infolist()) > _MOST_PARTS or sum(p.file_size for p in archive.infolist()) > _LARGEST_UNPACKED:
        return None
    if any(part.flag_bits & 1 for part in parts.values()):  # nobody can look into what has a password
        return None
    if "mimetype" in parts and parts["mimetype"].file_size < 100:
        mime = archive.read("mimetype").decode("ascii")
        macros = any(name.startswith(("Basic/", "Scripts/")) for name in parts)
        return (_OPEN_DOCUMENT[mime], mime) if mime in _OPEN_DOCUMENT and not macros else None
    if _TYPES not in parts or parts[_TYPES].file_size > _LARGEST_TYPES:
        return None
    types = archive.read(_TYPES).decode()
    if re.search("macroEnabled|vbaProject", types) or any("vbaproject" in name.lower() for name in parts):
        return None
    for mime, extension in _OFFICE.items():
        if f'"{mime}.main+xml"' in types:
            return extension, mime
    return None


def _old_office(content: bytes) -> tuple[str, str] | None:
    """By the names of the streams in an OLE file, whose entries are 128 bytes each."""
    if not content.startswith(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1") or any(_has(content, one) for one in _OLD_MACROS):
        return None
    return next((found for name, found in _OLD_OFFICE.items() if _has(content, name)), None)


def _has(content: bytes, name: str) -> bool:
    written = name.encode("utf-16-le").ljust(64, b"\0") + (2 * len(name) + 2).to_bytes(2, "little")
    at = content.find(written)
    while at >= 0 and at % 128:
        at = content.find(written, at + 1)
    return at >= 0


def _text(content: bytes) -> tuple[str, str] | None:
    try:
        said = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return None
    if not said.strip() or _NO_TEXT.search(said):
        return None
    return ("csv", "text/csv") if _is_table(said) else ("txt", "text/plain")


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
