"""Sounds in Ogg (Opus, as Telegram's voice messages are, Vorbis, Speex, FLAC): the same without what was written about them.

Each stream begins with packets about it, the second of them for comments (RFC 3533, RFC 7845, the Vorbis I specification).
Those packets are written anew; the pages of sound stay, but for their numbers and checksums.
"""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field

_CONTINUED, _BEGINS, _ENDS = 1, 2, 4
_NO_PACKET_ENDS = (1 << 64) - 1
_REVERSED = bytes(int(f"{byte:08b}"[::-1], 2) for byte in range(256))
_NO_COMMENT = bytes(8)  # a maker's name of no letters, no comments


@dataclass(frozen=True, slots=True)
class _Page:
    flags: int
    granule: int
    serial: int
    lacing: bytes
    body: bytes


@dataclass(slots=True)
class _Stream:
    """A stream of sound. While its heads are read, `packet` has what has come of one."""

    codec: str
    serial: int
    heads: int = 1
    packet: bytearray = field(default_factory=bytearray)
    written: list[bytes] = field(default_factory=list)
    reading: bool = True
    pages: int = 0


def ogg(content: bytes) -> bytes | None:
    """The sound; None where there is none, where a film is in it too, or where it has no beginning."""
    streams: dict[int, _Stream | None] = {}
    made: list[bytes] = []
    if not content.startswith(b"OggS"):
        return None
    for page in _pages(content):
        if page.flags & _BEGINS:
            if page.body.startswith(b"fishead\0"):  # a description of the streams
                streams[page.serial] = None
                continue
            begun = _begin(page)
            if begun is None:
                return None
            stream, head = begun
            streams[page.serial] = stream
            made += _write(stream, [head], begins=True)
        elif (known := streams.get(page.serial)) is not None:
            made += _read_head(known, page) if known.reading else [_again(known, page)]
    sounds = [stream for stream in streams.values() if stream is not None]
    return b"".join(made) if sounds and not any(stream.reading for stream in sounds) else None


def _begin(page: _Page) -> tuple[_Stream, bytes] | None:
    """The stream, and its first packet as it is to be written; None where it is no sound."""
    head = page.body
    if head.startswith(b"OpusHead") and len(head) >= 19:
        return _Stream("opus", page.serial), head[:19] if head[18] == 0 else head[: 21 + head[9]]
    if head.startswith(b"\x01vorbis") and len(head) >= 30:
        return _Stream("vorbis", page.serial), head[:30]
    if head.startswith(b"Speex   ") and len(head) >= 80:
        version = head[:8] + bytes(20) + head[28:68]
        return _Stream("speex", page.serial, 1 + struct.unpack_from("<I", head, 68)[0]), version + bytes(4) + head[
            72:80
        ]
    if head.startswith(b"\x7fFLAC") and len(head) >= 51:
        return _Stream("flac", page.serial), head[:7] + b"\0\1" + head[9:13] + b"\0" + head[14:51]
    return None


def _read_head(stream: _Stream, page: _Page) -> list[bytes]:
    """Takes a page of heads; the pages to be written when the last of them is complete."""
    at = 0
    for position, size in enumerate(page.lacing):
        stream.packet += page.body[at : at + size]
        at += size
        if size == 255:
            continue
        _end_packet(stream)
        if stream.reading:
            continue
        made = _write(stream, stream.written)
        if rest := page.lacing[position + 1 :]:
            made.append(_again(stream, _Page(page.flags & _ENDS, page.granule, page.serial, rest, page.body[at:])))
        return made
    return []


def _end_packet(stream: _Stream) -> None:
    packet = bytes(stream.packet)
    stream.packet.clear()
    first = not stream.written
    if stream.codec == "opus":
        stream.written, stream.reading = [b"OpusTags" + _NO_COMMENT], False
    elif stream.codec == "vorbis":
        stream.written.append(b"\x03vorbis" + _NO_COMMENT + b"\1" if first else packet)
        stream.reading = first
    elif stream.codec == "speex":
        stream.written, stream.heads = [_NO_COMMENT], stream.heads - 1
        stream.reading = stream.heads > 0
    else:
        stream.written = [b"\x84\0\0\x08" + _NO_COMMENT]
        stream.reading = not packet[:1] or packet[0] < 0x80


def _write(stream: _Stream, packets: list[bytes], *, begins: bool = False) -> list[bytes]:
    """The pages of heads, which count no samples."""
    segments: list[tuple[int, bytes]] = []
    for packet in packets:
        for at in range(0, len(packet) + 1, 255):
            segments.append((len(packet[at : at + 255]), packet[at : at + 255]))
    made, continued = [], False
    for at in range(0, len(segments), 255):
        part = segments[at : at + 255]
        ends = any(size < 255 for size, _ in part)
        flags = (_CONTINUED if continued else 0) | (_BEGINS if begins else 0)
        lacing, body = bytes(size for size, _ in part), b"".join(inside for _, inside in part)
        made.append(_again(stream, _Page(flags, 0 if ends else _NO_PACKET_ENDS, stream.serial, lacing, body)))
        continued = part[-1][0] == 255
    return made


def _again(stream: _Stream, page: _Page) -> bytes:
    """The page with its number in the stream as it is now written."""
    head = struct.pack("<4sBBQIII", b"OggS", 0, page.flags, page.granule, page.serial, stream.pages, 0)
    stream.pages += 1
    made = head + bytes([len(page.lacing)]) + page.lacing + page.body
    return made[:22] + struct.pack("<I", checksum(made)) + made[26:]


def checksum(content: bytes) -> int:
    """The checksum of a page whose own is 0: CRC-32, highest bit first, begun with 0 (RFC 3533, 6)."""
    lowest_first = zlib.crc32(content.translate(_REVERSED), 0xFFFFFFFF) ^ 0xFFFFFFFF
    return int(f"{lowest_first:032b}"[::-1], 2)


def _pages(content: bytes) -> Iterator[_Page]:
    """The whole pages; what lies between them is passed over."""
    at = 0
    while (at := content.find(b"OggS", at)) >= 0 and at + 27 <= len(content):
        _, _, flags, granule, serial, _, _, count = struct.unpack_from("<4sBBQIIIB", content, at)
        lacing = content[at + 27 : at + 27 + count]
        start = at + 27 + count
        end = start + sum(lacing)
        if end > len(content) or content[at + 4]:
            at += 4
            continue
        yield _Page(flags, granule, serial, lacing, content[start:end])
        at = end
