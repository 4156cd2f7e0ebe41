"""Films and sounds in boxes (MP4, MOV, 3GP, M4A): what they hold, and the same without where they were taken.

A phone writes the place into boxes for whoever asks: `udta`, `meta`, `uuid`, sometimes a track of its own; its make stands in the
names of handlers and compressors too. All that playing does not need is overwritten in place, so that
no offset in the file changes.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

_FIRST = (b"ftyp", b"moov", b"mdat", b"wide", b"free", b"skip")
_KEPT = {
    b"": {b"ftyp", b"styp", b"moov", b"mdat", b"moof", b"sidx", b"ssix", b"mfra", b"pdin"},
    b"moov": {b"mvhd", b"trak", b"mvex", b"iods"},
    b"trak": {b"tkhd", b"tapt", b"edts", b"tref", b"mdia", b"load"},
    b"moof": {b"mfhd", b"traf"},
    b"mdia": {b"mdhd", b"hdlr", b"minf", b"elng"},
    b"minf": {b"vmhd", b"smhd", b"nmhd", b"sthd", b"gmhd", b"hdlr", b"dinf", b"stbl"},
    b"dinf": {b"dref"},
    b"stbl": {
        *(b"stsd", b"stts", b"ctts", b"cslg", b"stsc", b"stsz", b"stz2", b"stco", b"co64", b"stss", b"stsh", b"stps"),
        *(b"padb", b"stdp", b"sdtp", b"sbgp", b"sgpd", b"subs", b"saiz", b"saio"),
    },
}
_INNER = {b"mdia", b"minf", b"dinf", b"stbl"}
_DATED = {b"mvhd", b"tkhd", b"mdhd"}
_SHOWN = {b"vide", b"soun", b"text", b"sbtl", b"subt", b"clcp"}
_MOST_BOXES = 10_000
_MOST_SAMPLES = 1_000_000


@dataclass(frozen=True, slots=True)
class Movie:
    """`content` has no place in it; `extension`: mp4, mov or 3gp."""

    content: bytes
    film: bool
    sound: bool
    extension: str


@dataclass(frozen=True, slots=True)
class _Box:
    kind: bytes
    start: int
    inside: int
    end: int


def movie(content: bytes) -> Movie | None:
    """The film or the sound in the content; None where it is neither, or broken."""
    if content[4:8] not in _FIRST:
        return None
    cleaned = bytearray(content)
    try:
        kinds = _clean(cleaned)
    except (struct.error, OverflowError):
        return None
    if not kinds & {b"vide", b"soun"}:
        return None
    brand = content[8:12] if content[4:8] == b"ftyp" else b"qt  "
    extension = "mov" if brand == b"qt  " else "3gp" if brand.startswith(b"3g") else "mp4"
    return Movie(bytes(cleaned), b"vide" in kinds, b"soun" in kinds, extension)


def _clean(content: bytearray) -> set[bytes]:
    """Overwrites what playing does not need; the kinds of the tracks that stay."""
    kinds: set[bytes] = set()
    for box in _kept(content, b"", 0, len(content)):
        if box.kind == b"moof":
            list(_kept(content, b"moof", box.inside, box.end))
        elif box.kind == b"moov":
            for part in _kept(content, b"moov", box.inside, box.end):
                _undate(content, part)
                if part.kind == b"trak":
                    kinds.add(_track(content, part))
    return kinds


def _kept(content: bytearray, parent: bytes, start: int, end: int) -> Iterator[_Box]:
    """The boxes that stay; the others are gone when they have been passed."""
    for box in _boxes(content, start, end):
        if box.kind in _KEPT[parent]:
            yield box
        else:
            _free(content, box)


def _track(content: bytearray, track: _Box) -> bytes:
    """The kind of a track. One that is neither seen nor heard (where the phone was, second by second) goes, its samples too."""
    handler = _find(content, track, b"mdia", b"hdlr")
    kind = bytes(content[handler.inside + 8 : handler.inside + 12]) if handler else b""
    for part in _kept(content, b"trak", track.inside, track.end):
        _undate(content, part)
        if part.kind == b"mdia":
            _strip(content, part, kind)
    if kind in _SHOWN:
        return kind
    table = _find(content, track, b"mdia", b"minf", b"stbl")
    left = len(content)
    for start, size in islice(_samples(content, table), _MOST_SAMPLES) if table else ():
        if size > left or start + size > len(content):
            break
        left -= size
        content[start : start + size] = bytes(size)
    _free(content, track)
    return b""


def _strip(content: bytearray, parent: _Box, shown: bytes) -> None:
    """Takes out of the boxes about one track's samples what playing does not need, and names and dates out of the rest."""
    for box in _kept(content, parent.kind, parent.inside, parent.end):
        _undate(content, box)
        if box.kind == b"hdlr":
            content[box.inside + 12 : box.end] = bytes(max(0, box.end - box.inside - 12))
        elif box.kind == b"dref":
            _strip_places(content, box)
        elif box.kind == b"stsd":
            _strip_entries(content, box, shown)
        elif box.kind in _INNER:
            _strip(content, box, shown)


def _undate(content: bytearray, box: _Box) -> None:
    """Empties the times of making and of changing in the heads of a film, a track, its medium."""
    if box.kind in _DATED and box.end - box.inside >= 20:
        size = 16 if content[box.inside] == 1 else 8
        content[box.inside + 4 : box.inside + 4 + size] = bytes(size)


def _strip_places(content: bytearray, table: _Box) -> None:
    """Makes every entry say that the samples are in this file, not where else they were."""
    for entry in _boxes(content, table.inside + 8, table.end):
        if entry.kind and entry.end - entry.inside >= 4:
            content[entry.start + 4 : entry.start + 8] = b"url "
            content[entry.inside : entry.end] = b"\0\0\0\1" + bytes(entry.end - entry.inside - 4)


def _strip_entries(content: bytearray, table: _Box, shown: bytes) -> None:
    """Empties the maker and the compressor's name in the descriptions of pictures and sound, and the boxes of strangers there."""
    for entry in _boxes(content, table.inside + 8, table.end):
        fixed = entry.inside + 8
        if shown == b"vide" and entry.end - fixed >= 70:
            content[fixed + 4 : fixed + 16] = bytes(12)  # the maker and its qualities (QuickTime), 0 in MP4
            content[fixed + 34 : fixed + 66] = bytes(32)
            _free_boxes(content, entry, 78)
        elif shown == b"soun" and entry.end - fixed >= 20:
            version = int.from_bytes(content[fixed : fixed + 2])
            content[fixed + 4 : fixed + 8] = bytes(4)
            _free_boxes(content, entry, 28 + {1: 16, 2: 36}.get(version, 0))


def _free_boxes(content: bytearray, entry: _Box, skip: int) -> None:
    for box in _boxes(content, entry.inside + skip, entry.end):
        if box.kind in (b"udta", b"meta", b"uuid"):
            _free(content, box)


def _free(content: bytearray, box: _Box) -> None:
    if box.inside - box.start >= 8:
        content[box.start + 4 : box.start + 8] = b"free"
    content[box.inside : box.end] = bytes(box.end - box.inside)


def _boxes(content: bytearray, start: int, end: int) -> Iterator[_Box]:
    """The boxes side by side; what behind them is none comes as a box without a kind."""
    for _ in range(_MOST_BOXES):
        if end - start < 8:
            break
        size, kind = struct.unpack_from(">I4s", content, start)
        inside = start + 8
        if size == 1 and end - start >= 16:
            (size,) = struct.unpack_from(">Q", content, inside)
            inside += 8
        if size == 0 or (kind == b"mdat" and size > end - start):  # to the end, as says the box, or as much as arrived
            size = end - start
        if size < inside - start or size > end - start:
            break
        yield _Box(kind, start, inside, start + size)
        start += size
    if start < end:
        yield _Box(b"", start, start, end)


def _find(content: bytearray, box: _Box, *path: bytes) -> _Box | None:
    found: _Box | None = box
    for kind in path:
        if found is None:
            break
        found = next((inner for inner in _boxes(content, found.inside, found.end) if inner.kind == kind), None)
    return found


def _samples(content: bytearray, table: _Box) -> Iterator[tuple[int, int]]:
    """Places of the samples of a track, as (start, bytes), by its tables (ISO/IEC 14496-12, 8.7)."""
    boxes = {box.kind: box for box in _boxes(content, table.inside, table.end)}
    runs, sizes = boxes.get(b"stsc"), boxes.get(b"stsz")
    offsets, wide = boxes.get(b"co64") or boxes.get(b"stco"), b"co64" in boxes
    if runs is None or sizes is None or offsets is None:
        return
    same, _count = struct.unpack_from(">II", content, sizes.inside + 4)
    each = iter(()) if same else _numbers(content, sizes, 12, ">I")
    counts = _per_chunk(content, runs)
    for start in _numbers(content, offsets, 8, ">Q" if wide else ">I"):
        for _ in range(next(counts, 0)):
            size = same or next(each, 0)
            yield start, size
            start += size


def _per_chunk(content: bytearray, runs: _Box) -> Iterator[int]:
    """How many samples each chunk has, one after the other; the last run goes on for ever."""
    entries = list(zip(*[_numbers(content, runs, 8, ">I")] * 3, strict=False))
    for (first, count, _), (following, *_) in zip(entries, [*entries[1:], (1 << 32, 0, 0)], strict=True):
        for _chunk in range(first, following):
            yield min(count, _MOST_SAMPLES)


def _numbers(content: bytearray, box: _Box, skip: int, form: str) -> Iterator[int]:
    step = struct.calcsize(form)
    for at in range(box.inside + skip, box.end - step + 1, step):
        yield struct.unpack_from(form, content, at)[0]
