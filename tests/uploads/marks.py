"""A mark that stands for who, where and with what, and the search for it in all that a file holds."""

from __future__ import annotations

import base64
import io
import re
import zipfile
import zlib

MARK = "Nguyen Van Mau 12.6,108.05 Galaxy"


def marks_in(content: bytes, mark: str = MARK) -> list[str]:
    """Under which spelling the mark is in the content, in its archive's members or in its packed streams."""
    spelt = {
        "utf-8": mark.encode(),
        "utf-16-le": mark.encode("utf-16-le"),
        "utf-16-be": mark.encode("utf-16-be"),
        "hex": mark.encode().hex().encode(),
        "HEX": mark.encode().hex().upper().encode(),
        "base64": base64.b64encode(mark.encode())[:20],
    }
    return [f"{where}: {name}" for where, inside in unpacked(content) for name, said in spelt.items() if said in inside]


def unpacked(content: bytes, where: str = "") -> list[tuple[str, bytes]]:
    """The content, what its archive's members are and what its deflated streams are, one in the other."""
    found = [(where, content)]
    if content.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            found.append((f"{where}comment", archive.comment))
            for part in archive.infolist():
                found.append((f"{where}{part.filename} as a name", part.filename.encode() + part.comment + part.extra))
                found += unpacked(archive.read(part), f"{where}{part.filename}/")
        return found
    for number, stream in enumerate(re.finditer(rb"stream\r?\n", content) if content.startswith(b"%PDF") else ()):
        try:
            found += unpacked(zlib.decompressobj().decompress(content[stream.end() :]), f"{where}stream {number}/")
        except zlib.error:
            continue
    return found
