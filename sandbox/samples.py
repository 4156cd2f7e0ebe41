"""Samples for the page of a phone that has neither microphone nor satellite: a silent voice note, and a place."""

from __future__ import annotations

from functools import cache

PLACE = (10.957421, 106.842713)  # degrees, to a tenth of a metre, as phones tell it
_SERIAL = (1).to_bytes(4, "little")
_SILENCE = b"\xf8\xff\xfe"  # 20 ms of silence (RFC 6716, a CELT frame)
_RATE = 48_000


def voice(seconds: int) -> bytes:
    """A voice note of so many seconds (at most 5) as Telegram's apps record it: Opus in Ogg (RFC 7845)."""
    count = 50 * seconds
    head = b"OpusHead\x01\x01" + (0).to_bytes(2, "little") + _RATE.to_bytes(4, "little") + bytes(3)
    tags = b"OpusTags" + (7).to_bytes(4, "little") + b"sandbox" + bytes(4)
    return _page(0, 2, 0, [head]) + _page(1, 0, 0, [tags]) + _page(2, 4, count * _RATE // 50, [_SILENCE] * count)


def _page(number: int, kind: int, position: int, packets: list[bytes]) -> bytes:
    """A page of whole packets, each shorter than 255 bytes (RFC 3533)."""
    front = b"OggS\0" + bytes([kind]) + position.to_bytes(8, "little") + _SERIAL + number.to_bytes(4, "little")
    back = bytes([len(packets), *map(len, packets)]) + b"".join(packets)
    return front + _checksum(front + bytes(4) + back).to_bytes(4, "little") + back


def _checksum(page: bytes) -> int:
    table, value = _table(), 0
    for byte in page:
        value = value << 8 & 0xFFFFFFFF ^ table[value >> 24 ^ byte]
    return value


@cache
def _table() -> tuple[int, ...]:
    """Ogg's own cyclic check: polynomial 0x04c11db7, not reflected, beginning at nought."""
    found = []
    for byte in range(256):
        value = byte << 24
        for _ in range(8):
            value = value << 1 & 0xFFFFFFFF ^ (0x04C11DB7 if value >> 31 else 0)
        found.append(value)
    return tuple(found)
