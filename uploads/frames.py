"""Sounds that are a row of frames (MP3, ADTS AAC, AMR): the frames stay as they are, all that lies around them goes.

So go ID3v1, ID3v2, APE and Lyrics3 tags, wherever they lie, with every kind of tag that is not known yet.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

# MPEG audio, layer III: kilobits a second by the header's index, for version 1 and for versions 2 and 2.5.
_BIT_RATES = {
    True: (0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320),
    False: (0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160),
}
_SAMPLE_RATES = {3: (44100, 48000, 32000), 2: (22050, 24000, 16000), 0: (11025, 12000, 8000)}
# AMR: bytes behind the first of a frame, by its type (3GPP TS 26.101 and 26.201; RFC 4867, 5.3).
_AMR = {
    b"#!AMR\n": (12, 13, 15, 17, 19, 20, 26, 31, 5, 6, 5, 5, None, None, None, 0),
    b"#!AMR-WB\n": (17, 23, 32, 36, 40, 46, 50, 58, 60, 5, None, None, None, None, 0, 0),
}

_Measure = Callable[[bytes, int], int]


def mp3(content: bytes) -> bytes | None:
    """The frames of an MP3; None where it does not begin with two of them, behind tags and a thousand zero bytes at most."""
    frames = list(_frames(content, _mp3_frame, b"\xff\xfe\x0c"))
    if not frames:
        return None
    return b"".join((_index(frames[0]), *frames[1:]))


def aac(content: bytes) -> bytes | None:
    """The frames of an AAC sound in ADTS, as Zalo's voice messages are; None where it does not begin with two of them."""
    return b"".join(_frames(content, _adts_frame, b"\xff\xf6\xfc")) or None


def amr(content: bytes) -> bytes | None:
    """The frames of an AMR sound, as an Official Account gets them; None where there are none."""
    for head, sizes in _AMR.items():
        if not content.startswith(head):
            continue
        at = len(head)
        while at < len(content):
            size = None if content[at] & 0x83 else sizes[content[at] >> 3 & 15]
            if size is None or at + 1 + size > len(content):
                break
            at += 1 + size
        return content[:at] if at > len(head) else None
    return None


def without_id3(content: bytes, at: int = 0) -> int:
    """The place behind the ID3v2 tags that begin at `at`."""
    while content[at : at + 3] == b"ID3" and len(content) > at + 10:
        size = sum(
            (byte & 0x7F) << shift for byte, shift in zip(content[at + 6 : at + 10], (21, 14, 7, 0), strict=True)
        )
        at += 10 + size + (10 if content[at + 5] & 0x10 else 0)
    return at


def _frames(content: bytes, measure: _Measure, alike: bytes) -> Iterator[bytes]:
    """All whole frames that agree with the first one in the bits `alike` of their heads.

    Behind something else one counts only where another follows.
    """
    at = without_id3(content)
    filling = content[at : at + 1024]
    at += len(filling) - len(filling.lstrip(b"\0"))
    mask, first = int.from_bytes(alike), int.from_bytes(content[at : at + 3])

    def size(where: int) -> int:
        found = measure(content, where)
        same = found and (int.from_bytes(content[where : where + 3]) ^ first) & mask == 0
        return found if same and where + found <= len(content) else 0

    def begins(where: int) -> bool:
        found = size(where)
        return found > 0 and size(where + found) > 0

    if not begins(at):
        return
    while 0 <= at < len(content):
        if found := size(at):
            yield content[at : at + found]
            at += found
            continue
        at = without_id3(content, at) if content[at : at + 3] == b"ID3" else at + 1
        while (at := content.find(b"\xff", at)) >= 0 and not begins(at):
            at += 1


def _mp3_frame(content: bytes, at: int) -> int:
    """The bytes of the frame that begins there; 0 where none does."""
    if len(content) < at + 4:
        return 0
    header = int.from_bytes(content[at : at + 4])
    version, layer, bits, rate = header >> 19 & 3, header >> 17 & 3, header >> 12 & 15, header >> 10 & 3
    if header >> 21 != 0x7FF or version == 1 or layer != 1 or bits in (0, 15) or rate == 3:
        return 0
    slots = 144 if version == 3 else 72
    return slots * 1000 * _BIT_RATES[version == 3][bits] // _SAMPLE_RATES[version][rate] + (header >> 9 & 1)


def _adts_frame(content: bytes, at: int) -> int:
    head = content[at : at + 7]
    if len(head) < 7 or head[0] != 0xFF or head[1] & 0xF6 != 0xF0 or head[2] >> 2 & 15 > 12:
        return 0
    size = (head[3] & 3) << 11 | head[4] << 3 | head[5] >> 5
    return size if size > 7 else 0


def _index(frame: bytes) -> bytes:
    """The first frame: where it is an index instead of sound, only its figures stay, not what wrote it and how."""
    long, mono = frame[1] >> 3 & 1, frame[3] >> 6 == 3
    aside = (17 if mono else 32) if long else (9 if mono else 17)
    for at in (4 + aside, 6 + aside):
        if frame[at : at + 4] in (b"Xing", b"Info"):
            flags = int.from_bytes(frame[at + 4 : at + 8])
            end = at + 8 + sum(size for bit, size in ((1, 4), (2, 4), (4, 100), (8, 4)) if flags & bit)
            # Behind it LAME's own: of that stays how many samples of silence are before and behind the sound.
            silent = frame[end + 21 : end + 24]
            extended = b"LAME".ljust(21, b"\0") + silent if any(silent) else b""
            return (frame[:end] + extended).ljust(len(frame), b"\0")[: len(frame)]
    if frame[36:40] == b"VBRI":
        entries, size = int.from_bytes(frame[54:56]), int.from_bytes(frame[58:60])
        return frame[: 62 + entries * size].ljust(len(frame), b"\0")
    return frame
