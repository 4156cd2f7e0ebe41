"""Small files as phones and offices make them, built byte by byte or by the libraries that everybody uses."""

from __future__ import annotations

import io
import struct
import wave
import zipfile

PLACE = b"+10.9574+106.8427/"
XMP = bytes.fromhex("be7acfcb97a942e89c71999491e3afac")


def box(kind: bytes, *inside: bytes) -> bytes:
    content = b"".join(inside)
    return struct.pack(">I", 8 + len(content)) + kind + content


def long_box(kind: bytes, *inside: bytes) -> bytes:
    """A box whose size stands in eight bytes."""
    content = b"".join(inside)
    return struct.pack(">I", 1) + kind + struct.pack(">Q", 16 + len(content)) + content


def track(handler: bytes, *, at: int = 0, sizes: tuple[int, ...] = (), more: bytes = b"") -> bytes:
    """A track of one chunk at an offset, with its samples' sizes."""
    table = box(
        b"stbl",
        box(b"stsc", bytes(4), struct.pack(">IIII", 1, 1, len(sizes) or 1, 1)),
        box(b"stsz", bytes(4), struct.pack(">II", 0, len(sizes)), *(struct.pack(">I", size) for size in sizes)),
        box(b"stco", bytes(4), struct.pack(">II", 1, at)),
    )
    media = box(b"mdia", box(b"hdlr", bytes(8), handler, bytes(13)), box(b"minf", table))
    return box(b"trak", box(b"tkhd", bytes(84)), media, more)


def movie(brand: bytes = b"isom", handlers: tuple[bytes, ...] = (b"vide", b"soun"), more: bytes = b"") -> bytes:
    """A film whose place stands everywhere that phones write it."""
    samples = b"seen and heard" + b"here " + PLACE
    front = box(b"ftyp", brand, bytes(4)) + box(b"free", PLACE)
    inside = struct.pack(">I", 8 + len(samples)) + b"mdat"
    start = len(front) + len(inside)
    kept = [track(handler, at=start, sizes=(4, 10)) for handler in handlers]
    secret = track(b"meta", at=start + 14, sizes=(5, len(PLACE)))
    keys = box(b"meta", box(b"keys", b"com.apple.quicktime.location.ISO6709"), box(b"ilst", PLACE))
    places = box(b"udta", box(b"\xa9xyz", PLACE), box(b"loci", PLACE)) + keys
    moov = box(b"moov", box(b"mvhd", bytes(100)), *kept, secret, places, box(b"uuid", XMP, PLACE))
    return front + inside + samples + moov + box(b"uuid", XMP, PLACE) + more


def wav() -> bytes:
    made = io.BytesIO()
    with wave.open(made, "wb") as sound:
        sound.setnchannels(1)
        sound.setsampwidth(2)
        sound.setframerate(8000)
        sound.writeframes(bytes(1600))
    return made.getvalue()


def ogg(codec: bytes = b"OpusHead") -> bytes:
    head = codec.ljust(19, b"\0")
    return b"OggS\0\x02" + bytes(20) + bytes([1, len(head)]) + head


def mp3(tag: bytes = b"") -> bytes:
    frame = b"\xff\xfb\x90\x00" + bytes(413)  # 128 kbit/s at 44,100 Hz: 417 bytes
    return tag + frame * 3


def id3(size: int = 200) -> bytes:
    return b"ID3\x04\0\0" + bytes([0, 0, size >> 7, size & 127]) + bytes(size)


def aac() -> bytes:
    size = 7 + 20
    return (bytes([0xFF, 0xF1, 0x50, 0x80 | size >> 11, size >> 3 & 255, (size & 7) << 5 | 31, 0xFC]) + bytes(20)) * 3


def webm(codec: bytes = b"V_VP9") -> bytes:
    return b"\x1a\x45\xdf\xa3\x87\x42\x82\x84webm\x18\x53\x80\x67\x8a\x86" + bytes([0x80 + len(codec)]) + codec


def pdf() -> bytes:
    return b"%PDF-1.4\n1 0 obj\n<< /Type /Catalog /Pages 2 0 R >>\nendobj\ntrailer << /Root 1 0 R >>\n%%EOF\n"


def xlsx() -> bytes:
    import openpyxl

    book = openpyxl.Workbook()
    book.active.append(["xã", "số người"])
    made = io.BytesIO()
    book.save(made)
    return made.getvalue()


def docx() -> bytes:
    import docx as library

    document = library.Document()
    document.add_paragraph("Đơn kiến nghị")
    made = io.BytesIO()
    document.save(made)
    return made.getvalue()


def office(kind: str, *, macro: bool = False, parts: dict[str, bytes] | None = None) -> bytes:
    """The least of an Office Open XML file: `kind` is its main part's type."""
    types = f'<Types><Override PartName="/main.xml" ContentType="{kind}.main+xml"/></Types>'
    return zipped(
        {"[Content_Types].xml": types.encode()} | ({"word/vbaProject.bin": b"x"} if macro else {}) | (parts or {})
    )


def open_document(kind: str, **parts: bytes) -> bytes:
    return zipped({"mimetype": f"application/vnd.oasis.opendocument.{kind}".encode(), "content.xml": b"<x/>"} | parts)


def zipped(parts: dict[str, bytes]) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return made.getvalue()


def old_office(*streams: str) -> bytes:
    """An OLE file with a directory of these streams, and no more."""
    made = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1".ljust(512, b"\0")
    for name in ("Root Entry", *streams):
        written = name.encode("utf-16-le").ljust(64, b"\0") + (2 * len(name) + 2).to_bytes(2, "little")
        made += written.ljust(128, b"\0")
    return made
