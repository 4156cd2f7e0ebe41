"""Sounds in FLAC: the frames, and of what stands before them only how to read and seek them (RFC 9639)."""

from __future__ import annotations

from uploads.errors import Unfit
from uploads.frames import without_id3

_STREAM, _SEEK = 0, 3
_MOST_BLOCKS = 1000
_WINDOW = 1 << 18  # bytes in which the last frames are looked for
_MOST_TRIED = 64


def flac(content: bytes) -> bytes | None:
    """The sound without comments, pictures, other programs' blocks and padding, up to the end of its last whole frame.

    None where it is no FLAC. Raises `Unfit` where no end can be found.
    """
    at = without_id3(content)
    if content[at : at + 8] != b"fLaC\0\0\0\x22" and content[at : at + 8] != b"fLaC\x80\0\0\x22":
        return None
    kept: list[tuple[int, bytes]] = []
    at += 4
    for _ in range(_MOST_BLOCKS):
        head = content[at : at + 4]
        if len(head) < 4:
            return None
        size = int.from_bytes(head[1:])
        kind = head[0] & 0x7F
        if (kind == _STREAM and not kept) or (kind == _SEEK and kept):
            kept.append((kind, content[at + 4 : at + 4 + size]))
        at += 4 + size
        if head[0] & 0x80:
            break
    else:
        return None
    if not _head(content, at):
        return None
    blocks = b"".join(
        bytes([kind | (0x80 if number == len(kept) else 0)]) + len(inside).to_bytes(3) + inside
        for number, (kind, inside) in enumerate(kept, 1)
    )
    return b"fLaC" + blocks + content[at : _end(content, at)]


def _end(content: bytes, first: int) -> int:
    """The end of the last whole frame: a frame ends with the checksum over it, so that the sum over all of it is 0."""
    end = _without_tags(content)
    starts: list[int] = []
    at = end
    while len(starts) < _MOST_TRIED and (at := content.rfind(b"\xff", max(first, end - _WINDOW), at)) >= 0:
        if _head(content, at):
            starts.append(at)
    for number, behind in enumerate((end, *starts)):
        for start in starts[number : number + 4]:
            if start < behind and _crc16(content[start:behind]) == 0:
                return behind
    raise Unfit("not_cleaned")


def _without_tags(content: bytes) -> int:
    """The end of the content before ID3v1 and APE tags."""
    end = len(content)
    for _ in range(4):
        if content[end - 128 : end - 125] == b"TAG":
            end -= 128
        if content[end - 32 : end - 24] == b"APETAGEX":
            size = int.from_bytes(content[end - 20 : end - 16], "little")
            end = max(0, end - size - (32 if content[end - 9] & 0x80 else 0))
    return end


def _head(content: bytes, at: int) -> bool:
    """Begins there the head of a frame, with its own checksum (RFC 9639, 9.1)?"""
    head = content[at : at + 16]
    if len(head) < 6 or head[0] != 0xFF or head[1] & 0xFE != 0xF8 or head[3] & 1:
        return False
    block, rate = head[2] >> 4, head[2] & 15
    lead = head[4]
    number = 1 if lead < 0x80 else next((n for n in range(2, 8) if lead >> (7 - n) == (0xFF >> (7 - n)) & ~1), 0)
    if not number or block == 0 or rate == 15:
        return False
    size = 4 + number + {6: 1, 7: 2}.get(block, 0) + {12: 1, 13: 2, 14: 2}.get(rate, 0)
    return len(head) > size and _crc8(head[: size + 1]) == 0


def _table(bits: int, polynomial: int) -> tuple[int, ...]:
    made = []
    for byte in range(256):
        value = byte << (bits - 8)
        for _ in range(8):
            value = value << 1 ^ (polynomial if value >> (bits - 1) else 0)
        made.append(value & ((1 << bits) - 1))
    return tuple(made)


_CRC8, _CRC16 = _table(8, 0x107), _table(16, 0x18005)


def _crc8(content: bytes) -> int:
    value = 0
    for byte in content:
        value = _CRC8[value ^ byte]
    return value


def _crc16(content: bytes) -> int:
    value = 0
    for byte in content:
        value = (value << 8 & 0xFFFF) ^ _CRC16[value >> 8 ^ byte]
    return value
