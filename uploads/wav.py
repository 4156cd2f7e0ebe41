"""Sounds in WAVE files: the samples and what says how to play them."""

from __future__ import annotations

import struct
from collections.abc import Iterator

from uploads.errors import Unfit

# PCM, Microsoft's ADPCM, floats, A-law, mu-law, IMA's ADPCM, GSM 6.10 and the extended description. Others, MP3 for one,
# hold frames that may have tags between them.
_CODECS = {0x01, 0x02, 0x03, 0x06, 0x07, 0x11, 0x31, 0xFFFE}
_MOST_CHUNKS = 10_000


def wav(content: bytes) -> bytes | None:
    """The file with its chunks `fmt `, `fact` and `data` alone, without INFO, bext, iXML, id3 and whatever else.

    None where it is no WAVE. Raises `Unfit` where the samples are written in a way that may hide more.
    """
    if not content.startswith(b"RIFF") or content[8:12] != b"WAVE":
        return None
    chunks: dict[bytes, bytes] = {}
    for kind, inside in _chunks(content):
        chunks.setdefault(kind, inside)
    form, samples = chunks.get(b"fmt ", b""), chunks.get(b"data")
    if len(form) < 16 or samples is None:
        return None
    (codec,) = struct.unpack_from("<H", form)
    if codec not in _CODECS:
        raise Unfit("not_cleaned")
    more = struct.unpack_from("<H", form, 16)[0] if codec != 1 and len(form) >= 18 else 0
    form = form[:16] if codec == 1 else form[: 18 + more]
    kept = [_chunk(b"fmt ", form), _chunk(b"data", samples)]
    if b"fact" in chunks:
        kept.insert(1, _chunk(b"fact", chunks[b"fact"][:4]))
    body = b"WAVE" + b"".join(kept)
    return b"RIFF" + struct.pack("<I", len(body)) + body


def _chunks(content: bytes) -> Iterator[tuple[bytes, bytes]]:
    at = 12
    for _ in range(_MOST_CHUNKS):
        if at + 8 > len(content):
            return
        kind, size = struct.unpack_from("<4sI", content, at)
        if kind == b"data" and size == 0:  # a recorder that was stopped before it wrote how much there is
            size = len(content)
        yield kind, content[at + 8 : at + 8 + size]
        at += 8 + size + size % 2


def _chunk(kind: bytes, inside: bytes) -> bytes:
    return kind + struct.pack("<I", len(inside)) + inside + bytes(len(inside) % 2)
