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


OPUS = b"OpusHead" + struct.pack("<BBHIHB", 1, 1, 312, 48000, 0, 0)
VORBIS = b"\x01vorbis" + struct.pack("<IBIIIIBB", 0, 1, 48000, 0, 0, 0, 0xB8, 1)


def ogg(head: bytes = OPUS, *more: bytes) -> bytes:
    """A stream: its head, then the packets about it, then one page of sound."""
    about = more or {
        b"O": (b"OpusTags" + vorbis_comments(),),
        b"\x01": (b"\x03vorbis" + vorbis_comments() + b"\1", b"\x05vorbis" + bytes(600)),
    }.get(head[:1], ())
    pages = [page(2, 0, 0, head)] + [page(0, 0, number, packet) for number, packet in enumerate(about, 1)]
    return b"".join(pages) + page(4, 960, len(pages), b"one packet of sound")


def page(flags: int, granule: int, number: int, *packets: bytes, serial: int = 7) -> bytes:
    """An Ogg page of whole packets, with its checksum."""
    lacing = b"".join(b"\xff" * (len(packet) // 255) + bytes([len(packet) % 255]) for packet in packets)
    head = struct.pack("<4sBBQIII", b"OggS", 0, flags, granule, serial, number, 0)
    made = head + bytes([len(lacing)]) + lacing + b"".join(packets)
    return made[:22] + struct.pack("<I", crc(made, 32, 0x104C11DB7)) + made[26:]


def vorbis_comments(*comments: str, vendor: str = "Recorder 1.0") -> bytes:
    said = [comment.encode() for comment in comments]
    counted = b"".join(struct.pack("<I", len(one)) + one for one in said)
    return struct.pack("<I", len(vendor.encode())) + vendor.encode() + struct.pack("<I", len(said)) + counted


def crc(content: bytes, bits: int, polynomial: int) -> int:
    """A checksum bit by bit, highest bit first, begun with 0."""
    value = 0
    for byte in content:
        value ^= byte << (bits - 8)
        for _ in range(8):
            value = value << 1 ^ (polynomial if value >> (bits - 1) else 0)
    return value


def flac(*blocks: tuple[int, bytes], frames: int = 3) -> bytes:
    """A silent sound of one channel with these blocks behind its first."""
    stream = struct.pack(">HH", 192, 192) + bytes(6) + (8000 << 44 | 15 << 36 | 192 * frames).to_bytes(8) + bytes(16)
    every = [(0, stream), *blocks]
    made = b"fLaC"
    for number, (kind, inside) in enumerate(every, 1):
        made += bytes([kind | (0x80 if number == len(every) else 0)]) + len(inside).to_bytes(3) + inside
    return made + b"".join(flac_frame(number) for number in range(frames))


def flac_frame(number: int) -> bytes:
    """192 samples of silence."""
    head = bytes([0xFF, 0xF8, 0x14, 0x08, number])
    head += bytes([crc(head, 8, 0x107)])
    whole = head + b"\0" + bytes(2)
    return whole + struct.pack(">H", crc(whole, 16, 0x18005))


def mp3(tag: bytes = b"") -> bytes:
    frame = b"\xff\xfb\x90\x00" + bytes(413)  # 128 kbit/s at 44,100 Hz: 417 bytes
    return tag + frame * 3


def id3(size: int = 200) -> bytes:
    return b"ID3\x04\0\0" + bytes([0, 0, size >> 7, size & 127]) + bytes(size)


def aac() -> bytes:
    size = 7 + 20
    return (bytes([0xFF, 0xF1, 0x50, 0x80 | size >> 11, size >> 3 & 255, (size & 7) << 5 | 31, 0xFC]) + bytes(20)) * 3


def webm(
    codec: bytes = b"V_VP9", *, more: bytes = b"", info: bytes = b"", track: bytes = b"", live: bool = False
) -> bytes:
    """A track and a cluster of one block; `live`: as a browser records, without the sizes of what is still growing."""
    kind = {b"V": 1, b"A": 2}.get(codec[:1], 33)
    entry = element(
        "ae", element("d7", b"\1"), element("73c5", b"\1"), element("83", bytes([kind])), element("86", codec), track
    )
    inside = element("1549a966", element("2ad7b1", b"\x0f\x42\x40"), info) + element("1654ae6b", entry) + more
    block = element("e7", b"\0") + element("a3", b"\x81\0\0\x80seen and heard")
    head = element("1a45dfa3", element("4282", b"webm"))
    if live:
        unsaid = b"\x01" + b"\xff" * 7
        return head + bytes.fromhex("18538067") + unsaid + inside + (bytes.fromhex("1f43b675") + unsaid + block) * 2
    return head + element("18538067", inside, element("1f43b675", block))


def element(kind: str, *inside: bytes) -> bytes:
    """An EBML element, its size in one byte or in eight."""
    content = b"".join(inside)
    size = bytes([0x80 | len(content)]) if len(content) < 127 else (1 << 56 | len(content)).to_bytes(8)
    return bytes.fromhex(kind) + size + content


def pdf() -> bytes:
    import pikepdf

    made = io.BytesIO()
    with pikepdf.new() as document:
        document.add_blank_page(page_size=(100, 100))
        document.save(made)
    return made.getvalue()


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


OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def office(kind: str, *, macro: bool = False, parts: dict[str, bytes] | None = None) -> bytes:
    """The least of an Office Open XML file: `kind` is its main part's type."""
    types = f'<Types><Override PartName="/main.xml" ContentType="{kind}.main+xml"/><Default Extension="rels"/></Types>'
    return zipped(
        {
            "[Content_Types].xml": types.encode(),
            "_rels/.rels": relations(("r1", "officeDocument", "main.xml")),
            "main.xml": b"<document/>",
        }
        | ({"word/vbaProject.bin": b"x"} if macro else {})
        | (parts or {})
    )


def relations(*every: tuple[str, ...]) -> bytes:
    """A part's relationships as (id, kind, target) or (id, kind, target, mode)."""
    inside = "".join(
        f'<Relationship Id="{one[0]}" Type="{OFFICE}/{one[1]}" Target="{one[2]}"'
        + (f' TargetMode="{one[3]}"/>' if one[3:] else "/>")
        for one in every
    )
    return f'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{inside}</Relationships>'.encode()


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
