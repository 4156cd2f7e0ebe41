"""Pictures of every kind that documents hold, with a mark wherever their format has room for one."""

from __future__ import annotations

import base64
import io
import struct
import zlib

from PIL import Image, TiffImagePlugin


def drawn() -> Image.Image:
    picture = Image.new("RGB", (16, 12), "#3060a0")
    picture.paste("#f0e010", (2, 3, 9, 8))
    return picture


def pixels(content: bytes) -> bytes:
    with Image.open(io.BytesIO(content)) as picture:
        return picture.convert("RGB").tobytes()


def jpeg(mark: str, **options: object) -> bytes:
    exif = Image.Exif()
    exif[0x010F] = mark
    exif[0x8298] = mark
    exif[0x8825] = {1: "N", 2: (10.0, 57.0, 26.0)}
    made = io.BytesIO()
    drawn().save(made, "JPEG", exif=exif, comment=mark.encode(), icc_profile=mark.encode(), **options)
    xmp = b"http://ns.adobe.com/xap/1.0/\0" + mark.encode()
    iptc = b"Photoshop 3.0\0" + mark.encode()
    segments = b"".join(
        bytes([0xFF, kind]) + (len(inside) + 2).to_bytes(2) + inside for kind, inside in ((0xE1, xmp), (0xED, iptc))
    )
    content = made.getvalue()
    return content[:20] + segments + content[20:] + mark.encode()


def png(mark: str) -> bytes:
    made = io.BytesIO()
    drawn().save(made, "PNG")
    content = made.getvalue()
    said = mark.encode()
    more = (
        chunk(b"tEXt", b"Author\0" + said)
        + chunk(b"zTXt", b"Comment\0\0" + zlib.compress(said))
        + chunk(b"iTXt", b"XML:com.adobe.xmp\0\0\0\0\0" + said)
        + chunk(b"eXIf", b"MM\0*" + said)
        + chunk(b"tIME", bytes(7))
    )
    return content[:33] + more + content[33:] + said


def chunk(kind: bytes, inside: bytes) -> bytes:
    return struct.pack(">I", len(inside)) + kind + inside + struct.pack(">I", zlib.crc32(kind + inside))


def gif(mark: str) -> bytes:
    made = io.BytesIO()
    drawn().save(made, "GIF", comment=mark.encode(), save_all=True, append_images=[drawn().rotate(90)], loop=0)
    content = made.getvalue()
    xmp = b"\x21\xff\x0bXMP DataXMP" + bytes([len(mark)]) + mark.encode() + b"\0"
    return content[:-1] + xmp + b";" + mark.encode()


def tiff(mark: str) -> bytes:
    about = TiffImagePlugin.ImageFileDirectory_v2()
    for tag in (270, 271, 272, 305, 315, 33432):
        about[tag] = mark
    made = io.BytesIO()
    drawn().save(made, "TIFF", tiffinfo=about)
    return made.getvalue()


def bmp(mark: str) -> bytes:
    made = io.BytesIO()
    drawn().save(made, "BMP")
    return made.getvalue() + mark.encode()


def emf(mark: str) -> bytes:
    """A head that names its maker, a comment, a record of drawing, the last one."""
    said = mark.encode("utf-16-le")
    note = struct.pack("<III", 70, 12 + 40, 40) + mark.encode().ljust(40)
    drawing = struct.pack("<IIII", 27, 16, 5, 7)
    last = struct.pack("<IIIII", 14, 20, 0, 16, 20)
    head_size = 88 + len(said) + len(said) % 4
    whole = head_size + len(note + drawing + last)
    head = struct.pack(
        "<II32s4sIIIHHIIIII", 1, head_size, bytes(32), b" EMF", 0x10000, whole, 4, 1, 0, len(mark), 88, 0, 0, 0
    )
    return head.ljust(88, b"\0") + said.ljust(head_size - 88, b"\0") + note + drawing + last + mark.encode()


def wmf(mark: str) -> bytes:
    said = mark.encode() + bytes(len(mark) % 2)
    note = struct.pack("<IHHH", 5 + len(said) // 2, 0x0626, 15, len(said)) + said
    drawing = struct.pack("<IHHH", 5, 0x0213, 5, 7)
    body = note + drawing + struct.pack("<IH", 3, 0)
    return struct.pack("<HHHIHIH", 1, 9, 0x300, 9 + len(body) // 2, 0, 20, 0) + body


def svg(mark: str) -> bytes:
    inside = base64.b64encode(jpeg(mark)).decode()
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" xmlns:i="http://i/"'
        f' i:docname="{mark}">'
        f"<!-- {mark} --><title>{mark}</title><desc>{mark}</desc>"
        f"<metadata><i:x>{mark}</i:x></metadata><i:namedview i:a='{mark}'/>"
        f'<rect width="3" height="4"/><text>chữ</text><image xlink:href="data:image/jpeg;base64,{inside}"/>'
        f'<image href="file:///C:/{mark}.jpg"/></svg>'
    ).encode()
