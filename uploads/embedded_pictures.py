"""Pictures inside documents: the same picture, in the same format and without loss, without what was written about it."""

from __future__ import annotations

import base64
import io
import struct
import zlib
from collections.abc import Iterator

from uploads.errors import Unfit
from uploads.images import MOST_PIXELS
from uploads.xml import parsed, written

_PNG = b"\x89PNG\r\n\x1a\n"
_PNG_KEPT = {b"IHDR", b"PLTE", b"IDAT", b"IEND", b"tRNS", b"gAMA", b"cHRM", b"sRGB", b"sBIT", b"bKGD", b"pHYs"}
_PNG_KEPT |= {b"acTL", b"fcTL", b"fdAT"}  # one that moves
_SVG_DROPPED = {"metadata", "title", "desc", "script", "foreignObject", "namedview"}
_SVG = "{http://www.w3.org/2000/svg}"
_HREFS = ("href", "{http://www.w3.org/1999/xlink}href")
_COMMENT, _ESCAPE = 70, 0x0626  # the records of EMF and WMF that hold what others want to remember


def clean_embedded(content: bytes) -> bytes:
    """The picture without metadata. Raises `Unfit` where it is of a kind that cannot be cleaned, or broken."""
    try:
        if content.startswith(b"\xff\xd8"):
            return jpeg(content)
        if content.startswith(_PNG):
            return _png(content)
        if content.startswith((b"GIF87a", b"GIF89a")):
            return _gif(content)
        if content.startswith((b"BM", b"II*\0", b"MM\0*")):
            return _again(content)
        if content[40:44] == b" EMF":
            return _emf(content)
        if content.startswith((b"\xd7\xcd\xc6\x9a", b"\1\0\x09\0")):
            return _wmf(content)
        if b"<svg" in content[:4096]:
            return _svg(content)
    except (struct.error, IndexError, OSError, SyntaxError, ValueError, zlib.error) as error:
        raise Unfit("not_cleaned") from error
    raise Unfit("not_cleaned")


def jpeg(content: bytes) -> bytes:
    """The JPEG without Exif, XMP, IPTC, colour profiles, comments, small pictures and what lies behind its end."""
    made = [b"\xff\xd8"]
    at = 2
    while True:
        while content[at : at + 2] == b"\xff\xff":  # filling
            at += 1
        if content[at] != 0xFF:
            raise ValueError("no marker")
        marker = content[at + 1]
        if marker == 0xD9:
            break
        size = int.from_bytes(content[at + 2 : at + 4])
        segment = content[at : at + 2 + size]
        if size < 2 or len(segment) < 2 + size:
            raise ValueError("a segment is cut off")
        at += 2 + size
        if marker == 0xE0 and segment[4:9] == b"JFIF\0":
            made.append(b"\xff\xe0\0\x10" + segment[4:16] + bytes(2))
        elif marker == 0xEE and segment[4:9] == b"Adobe":  # how its colours are to be read
            made.append(b"\xff\xee\0\x0e" + segment[4:16])
        elif not 0xE0 <= marker <= 0xEF and marker != 0xFE:
            made.append(segment)
        if marker == 0xDA:
            start, at = at, _end_of_scan(content, at)
            made.append(content[start:at])
            if at >= len(content):  # as much as arrived
                break
    return b"".join(made) + b"\xff\xd9"


def _end_of_scan(content: bytes, at: int) -> int:
    while (at := content.find(b"\xff", at)) >= 0 and at + 1 < len(content):
        if content[at + 1] and not 0xD0 <= content[at + 1] <= 0xD7:
            return at
        at += 2
    return len(content)


def _png(content: bytes) -> bytes:
    made, at = [_PNG], 8
    while at + 12 <= len(content):
        size, kind = struct.unpack_from(">I4s", content, at)
        if kind in _PNG_KEPT:
            made.append(content[at : at + 12 + size])
        at += 12 + size
        if kind == b"IEND":
            return b"".join(made)
    raise ValueError("no end")


def _gif(content: bytes) -> bytes:
    at = 13 + (3 << (content[10] & 7) + 1 if content[10] & 0x80 else 0)
    made = [content[:at]]
    while content[at] != 0x3B:
        start = at
        if content[at] == 0x2C:
            at += 10 + (3 << (content[at + 9] & 7) + 1 if content[at + 9] & 0x80 else 0) + 1
            kept = True
        elif content[at] == 0x21:
            kept = content[at + 1] == 0xF9 or (content[at + 1] == 0xFF and content[at + 3 : at + 14] == b"NETSCAPE2.0")
            at += 2
        else:
            raise ValueError("no block")
        while content[at]:
            at += 1 + content[at]
        at += 1
        if kept:
            made.append(content[start:at])
    return b"".join(made) + b";"


def _again(content: bytes) -> bytes:
    """Drawn anew from its pixels alone, in the format that it has."""
    from PIL import Image

    with Image.open(io.BytesIO(content), formats=("BMP", "TIFF")) as picture:
        if picture.width * picture.height > MOST_PIXELS:
            raise Unfit("not_cleaned")
        form = picture.format
        colours = picture.convert("RGB" if picture.mode not in ("1", "L", "RGB", "RGBA") else picture.mode)
    made = io.BytesIO()
    plain = Image.frombytes(colours.mode, colours.size, colours.tobytes())
    plain.save(made, form, **({"compression": "tiff_lzw"} if form == "TIFF" else {}))
    return made.getvalue()


def _emf(content: bytes) -> bytes:
    made = bytearray(content)
    length, start = struct.unpack_from("<II", content, 60)
    made[start : start + 2 * length] = bytes(min(2 * length, max(0, len(made) - start)))
    for kind, at, size in _records(content, 0, 4):
        if kind == _COMMENT and content[at + 12 : at + 16] != b"EMF+":
            made[at + 12 : at + size] = bytes(size - 12)
    return _without_pictures(bytes(made[: struct.unpack_from("<I", content, 48)[0]]))


def _wmf(content: bytes) -> bytes:
    made = bytearray(content)
    first = 22 if content.startswith(b"\xd7") else 0
    for kind, at, size in _records(content, first + 18, 2):
        if kind == _ESCAPE:
            made[at + 8 : at + size] = bytes(max(0, size - 8))
    return _without_pictures(bytes(made))


def _records(content: bytes, at: int, unit: int) -> Iterator[tuple[int, int, int]]:
    """The kind, place and bytes of the records of a metafile: EMF counts bytes, WMF words of two."""
    while at + 6 <= len(content):
        if unit == 4:
            kind, size = struct.unpack_from("<II", content, at)
        else:
            size, kind = struct.unpack_from("<IH", content, at)
            size *= 2
        if size < 6 or at + size > len(content):
            raise ValueError("a record is cut off")
        yield kind, at, size
        at += size
        if kind == (14 if unit == 4 else 0):
            return
    raise ValueError("no last record")


def _without_pictures(content: bytes) -> bytes:
    """A drawing; refused where a camera's picture with all that it says lies in it."""
    if any(
        sign in content for sign in (b"Exif\0\0", b"http://ns.adobe.com/xap/", b"Photoshop 3.0", b"\xff\xd8\xff", _PNG)
    ):
        raise Unfit("not_cleaned")
    return content


def _svg(content: bytes) -> bytes:
    root = parsed(content)
    for element in list(root.iter()):
        parent = element.getparent()
        local = str(element.tag).rpartition("}")[2]
        if parent is not None and (local in _SVG_DROPPED or not str(element.tag).startswith(_SVG)):
            parent.remove(element)
            continue
        for name in _HREFS:
            said = str(element.get(name, ""))
            if said.startswith("data:image/") and ";base64," in said:
                head, _, inside = said.partition(",")
                kept = base64.b64encode(clean_embedded(base64.b64decode(inside)))
                element.set(name, f"{head},{kept.decode()}")
            elif said and not said.startswith("#"):
                del element.attrib[name]
        for said_by in [str(name) for name in element.attrib]:
            if (said_by.startswith("{") and said_by not in _HREFS) or said_by.startswith("data-"):
                del element.attrib[said_by]
    return written(root)
