"""Films and sounds in WebM: what they hold, and the same without names, dates, tags and attachments (RFC 9559).

As in MP4, all that playing does not need is overwritten in place, so that no position in the file changes.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from dataclasses import dataclass

_HEAD, _SEGMENT, _INFO, _TRACKS, _CLUSTER = 0x1A45DFA3, 0x18538067, 0x1549A966, 0x1654AE6B, 0x1F43B675
_TRACK, _VIDEO, _AUDIO, _COLOUR, _GROUP, _SIMPLE, _BLOCK = 0xAE, 0xE0, 0xE1, 0x55B0, 0xA0, 0xA3, 0xA1
_SEEK_HEAD, _SEEK, _CUES, _CUE, _CUE_TRACK = 0x114D9B74, 0x4DBB, 0x1C53BB6B, 0xBB, 0xB7
_DOCTYPE, _TRACK_NUMBER, _TRACK_TYPE, _CODEC, _PRIVATE = 0x4282, 0xD7, 0x83, 0x86, 0x63A2
_MUXER, _WRITER = 0x4D80, 0x5741  # must be there: emptied instead of taken out
_VOID = 0xEC

# What stays, by the element that it lies in; what is named here as a key is looked into.
_KEPT: dict[int, frozenset[int]] = {
    0: frozenset({_HEAD, _SEGMENT}),
    _HEAD: frozenset({0x4286, 0x42F7, 0x42F2, 0x42F3, _DOCTYPE, 0x4287, 0x4285}),
    _SEGMENT: frozenset({_SEEK_HEAD, _INFO, _TRACKS, _CLUSTER, _CUES}),
    _SEEK_HEAD: frozenset({_SEEK}),
    _SEEK: frozenset({0x53AB, 0x53AC}),
    _INFO: frozenset({0x2AD7B1, 0x4489, _MUXER, _WRITER}),
    _TRACKS: frozenset({_TRACK}),
    # number, UID, type, enabled, default, forced, lacing, durations, language, codec, delays, picture, sound
    _TRACK: frozenset(
        {_TRACK_NUMBER, 0x73C5, _TRACK_TYPE, 0xB9, 0x88, 0x55AA, 0x9C, 0x23E383, 0x234E7A, 0x22B59C, 0x22B59D, _CODEC}
        | {_PRIVATE, 0xAA, 0x56AA, 0x56BB, _VIDEO, _AUDIO}
    ),
    # interlacing, stereo, alpha, sizes, cropping, shown sizes, colour
    _VIDEO: frozenset(
        {0x9A, 0x9D, 0x53B8, 0x53C0, 0xB0, 0xBA, 0x54AA, 0x54BB, 0x54CC, 0x54DD, 0x54B0, 0x54BA, 0x54B2, 0x54B3}
        | {_COLOUR}
    ),
    _COLOUR: frozenset(range(0x55B1, 0x55BE)),
    _AUDIO: frozenset({0xB5, 0x78B5, 0x9F, 0x6264}),
    _CLUSTER: frozenset({0xE7, 0xA7, 0xAB, _SIMPLE, _GROUP}),
    _GROUP: frozenset({_BLOCK, 0x9B, 0xFB, 0x75A2}),
    _CUES: frozenset({_CUE}),
    _CUE: frozenset({0xB3, _CUE_TRACK}),
    _CUE_TRACK: frozenset({0xF7, 0xF1, 0xF0, 0xB2, 0x5378}),
}
# Where one of these begins, a segment or a cluster that did not say its size has ended.
_TOP = _KEPT[_SEGMENT] | {0x1254C367, 0x1941A469, 0x1043A770}
_MOST_ELEMENTS = 300_000  # an hour of sound has 180,000 blocks
_SHOWN = {1, 2, 17}  # pictures, sound, subtitles


@dataclass(frozen=True, slots=True)
class Webm:
    """`content` has no tags in it."""

    content: bytes
    film: bool
    sound: bool


@dataclass(frozen=True, slots=True)
class _Element:
    kind: int
    start: int
    inside: int
    end: int


class _Broken(Exception):
    """The elements do not follow their rules."""


def webm(content: bytes) -> Webm | None:
    """The film or the sound in the content; None where it is no WebM, or broken."""
    if not content.startswith(b"\x1a\x45\xdf\xa3") or b"\x42\x82\x84webm" not in content[:128]:
        return None
    cleaning = _Cleaning(bytearray(content))
    try:
        cleaning.clean(0, 0, len(content))
    except _Broken:
        return None
    kinds = set(cleaning.tracks.values())
    return Webm(bytes(cleaning.content), 1 in kinds, 2 in kinds) if kinds & {1, 2} else None


class _Cleaning:
    def __init__(self, content: bytearray) -> None:
        self.content = content
        self.tracks: dict[int, int] = {}
        self._left = _MOST_ELEMENTS

    def clean(self, parent: int, start: int, end: int) -> None:
        """Overwrites between two places what does not stay in the element `parent`."""
        for element in self._elements(parent, start, end):
            if element.kind not in _KEPT[parent] or not self._stays(element):
                self._empty(element)
            elif element.kind in _KEPT:
                self.clean(element.kind, element.inside, element.end)

    def _stays(self, element: _Element) -> bool:
        inside = self.content[element.inside : element.end]
        if element.kind == _TRACK:
            return self._track(element)
        if element.kind in (_SIMPLE, _BLOCK):
            number = self._number(element.inside, element.end)[0]
            return number in self.tracks
        if element.kind in (_MUXER, _WRITER):
            self.content[element.inside : element.end] = bytes(len(inside))
        return True

    def _track(self, track: _Element) -> bool:
        """Notes a track that is seen or heard, and empties the comments among what its codec is told."""
        parts = {part.kind: part for part in self._elements(_TRACK, track.inside, track.end)}
        values = {kind: bytes(self.content[part.inside : part.end]) for kind, part in parts.items()}
        kind = int.from_bytes(values.get(_TRACK_TYPE, b""))
        if kind not in _SHOWN:
            return False
        self.tracks[int.from_bytes(values.get(_TRACK_NUMBER, b""))] = kind
        codec, private = values.get(_CODEC, b"").rstrip(b"\0"), parts.get(_PRIVATE)
        told = values.get(_PRIVATE, b"")
        if private is not None and codec == b"A_VORBIS":
            told = _vorbis(told)
        elif private is not None and codec == b"A_FLAC":
            told = told[:4] + _blocks(told[4:])
        if private is not None:
            self.content[private.inside : private.end] = told
        return True

    def _empty(self, element: _Element) -> None:
        """Makes an element one that says nothing."""
        size = element.end - element.start
        if size < 2:
            raise _Broken
        if size < 64:
            self.content[element.start : element.end] = bytes([_VOID, 0x80 | size - 2]) + bytes(size - 2)
        else:
            head = bytes([_VOID]) + (1 << 56 | size - 9).to_bytes(8)
            self.content[element.start : element.end] = head + bytes(size - 9)

    def _elements(self, parent: int, start: int, end: int) -> Iterator[_Element]:
        """The elements side by side; the last may be cut off, as much of it as arrived."""
        while start < end:
            self._left -= 1
            if self._left < 0:
                raise _Broken
            if not self.content[start] and not any(self.content[start:end]):  # filling
                return
            kind, inside = self._identity(start, end)
            size, inside = self._number(inside, end)
            if size is None:
                if kind not in (_SEGMENT, _CLUSTER):
                    raise _Broken
                size = self._unsaid(kind, inside, end) - inside
            if inside + size > end and parent not in (0, _SEGMENT, _CLUSTER):
                raise _Broken
            stop = min(end, inside + size)
            yield _Element(kind, start, inside, stop)
            start = stop

    def _unsaid(self, kind: int, inside: int, end: int) -> int:
        """The end of a segment (that of the file) or of a cluster (where another such element begins)."""
        if kind == _SEGMENT:
            return end
        while inside < end:
            self._left -= 1
            if self._left < 0:
                raise _Broken
            inner, behind = self._identity(inside, end)
            if inner in _TOP:
                return inside
            size, behind = self._number(behind, end)
            if size is None:
                raise _Broken
            inside = behind + size
        return end

    def _identity(self, at: int, end: int) -> tuple[int, int]:
        length = 9 - self.content[at].bit_length() if at < end else 9
        if length > 4 or at + length > end:
            raise _Broken
        return int.from_bytes(self.content[at : at + length]), at + length

    def _number(self, at: int, end: int) -> tuple[int | None, int]:
        """A number and where it ends; None where all its bits are 1: a size that is not said."""
        length = 9 - self.content[at].bit_length() if at < end else 9
        if length > 8 or at + length > end:
            raise _Broken
        value = int.from_bytes(self.content[at : at + length]) & ((1 << 7 * length) - 1)
        return (None if value == (1 << 7 * length) - 1 else value), at + length


def _vorbis(told: bytes) -> bytes:
    """The three packets of a Vorbis sound, in as many bytes, the one of comments empty."""
    at, sizes = 1, []
    for _ in range(2):
        size = 0
        while at < len(told):
            at += 1
            size += told[at - 1]
            if told[at - 1] < 255:
                break
        sizes.append(size)
    if told[:1] != b"\2" or sizes[1] < 16:
        raise _Broken
    comments = b"\x03vorbis" + struct.pack("<IIB", 0, 0, 1)
    start = at + sizes[0]
    return told[:start] + comments.ljust(sizes[1], b"\0") + told[start + sizes[1] :]


def _blocks(told: bytes) -> bytes:
    """FLAC's blocks in as many bytes: all but the stream's description and the table for seeking filled with zeros."""
    made, at = bytearray(told), 0
    while at + 4 <= len(told):
        end = at + 4 + int.from_bytes(told[at + 1 : at + 4])
        if told[at] & 0x7F not in (0, 3):
            made[at] = told[at] & 0x80 | 1
            made[at + 4 : end] = bytes(min(end, len(told)) - at - 4)
        at = end
    return bytes(made)
