"""Files that came in for a report: known by what they are, never by their name, and without where they were made."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from uploads.documents import document
from uploads.images import BadPicture, clean_picture
from uploads.mp4 import Movie, movie

LARGEST_PICTURE = 10 << 20  # bytes, as much as Telegram lets anybody send as a photo
LARGEST_OTHER = 20 << 20  # bytes, as much as Telegram gives to a bot (core.telegram.org/bots/api#getfile)

_REFUSED = {"image": "not_a_picture", "audio": "not_a_sound", "video": "not_a_video", "file": "not_a_file"}
_STEMS = {"image": "photo", "audio": "voice", "video": "video", "file": "file"}
_HEIC = (b"heic", b"heix", b"hevc", b"hevx", b"heim", b"heis", b"mif1", b"msf1")
# MPEG audio, layer III: kilobits a second by the header's index, for version 1 and for versions 2 and 2.5.
_BIT_RATES = {
    True: (0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320),
    False: (0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160),
}
_SAMPLE_RATES = {3: (44100, 48000, 32000), 2: (22050, 24000, 16000), 0: (11025, 12000, 8000)}


class Unfit(ValueError):
    """The content is not what was asked for; the message is the code of the refusal (`media-refused-…`)."""


@dataclass(frozen=True, slots=True)
class Content:
    """What may be kept: under which name it is shown (without number), its MIME type and its bytes."""

    stem: str
    extension: str
    mime: str
    content: bytes


def largest(accept: str) -> int:
    """How many bytes a file may have that is to be an "image", "audio", "video" or "file"."""
    return LARGEST_PICTURE if accept == "image" else LARGEST_OTHER


def checked(content: bytes, accept: str) -> Content:
    """The content as it may be kept, where it is of the kind that `accept` ("image", "audio", "video", "file") names.

    A file is a document, a picture, a sound or a film. Raises `Unfit`: not_a_picture, not_a_sound, not_a_video, not_a_file, heic.
    """
    if accept in ("image", "file") and content[4:8] == b"ftyp" and content[8:12] in _HEIC:
        raise Unfit("heic")
    for read in _READERS[accept]:
        if found := read(content):
            extension, mime, kept = found
            return Content(_STEMS[accept], extension, mime, kept)
    raise Unfit(_REFUSED[accept])


_Found = tuple[str, str, bytes] | None


def _picture(content: bytes) -> _Found:
    try:
        return "jpg", "image/jpeg", clean_picture(content)
    except BadPicture:
        return None


def _sound(content: bytes) -> _Found:
    for is_it, extension, mime in _SOUNDS:
        if is_it(content):
            return extension, mime, content
    read = movie(content)
    return _moving(read) if read and read.sound and not read.film else None


def _film(content: bytes) -> _Found:
    if _webm_with(b"V_", content):
        return "webm", "video/webm", content
    read = movie(content)
    return _moving(read) if read and read.film else None


def _moving(read: Movie) -> _Found:
    if not read.film:
        return "m4a", "audio/mp4", read.content
    mime = {"mov": "video/quicktime", "3gp": "video/3gpp"}.get(read.extension, "video/mp4")
    return read.extension, mime, read.content


_READERS: dict[str, tuple[Callable[[bytes], _Found], ...]] = {
    "image": (_picture,),
    "audio": (_sound,),
    "video": (_film,),
    "file": (document, _sound, _film, _picture),
}


def _is_ogg(content: bytes) -> bool:
    """Its first page begins with the head of a codec for sound."""
    first = 27 + content[26] if content.startswith(b"OggS") and len(content) > 27 else 0
    return bool(first) and content[first:].startswith((b"OpusHead", b"\x01vorbis", b"Speex   ", b"\x7fFLAC"))


def _is_wave(content: bytes) -> bool:
    return content.startswith(b"RIFF") and content[8:16] == b"WAVEfmt "


def _is_mp3(content: bytes) -> bool:
    """Two frames in a row, behind a tag or at once; no more than a thousand bytes of filling before them."""
    start = 0
    if content.startswith(b"ID3") and len(content) > 10:
        start = 10 + sum((byte & 0x7F) << shift for byte, shift in zip(content[6:10], (21, 14, 7, 0), strict=True))
        start += len(content[start : start + 1024]) - len(content[start : start + 1024].lstrip(b"\0"))
    size = _mp3_frame(content, start)
    return size > 0 and _mp3_frame(content, start + size) > 0


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


def _is_aac(content: bytes) -> bool:
    """Two ADTS frames in a row."""
    size = _adts_frame(content, 0)
    return size > 0 and _adts_frame(content, size) > 0


def _adts_frame(content: bytes, at: int) -> int:
    head = content[at : at + 7]
    if len(head) < 7 or head[0] != 0xFF or head[1] & 0xF6 != 0xF0 or head[2] >> 2 & 15 > 12:
        return 0
    size = (head[3] & 3) << 11 | head[4] << 3 | head[5] >> 5
    return size if size > 7 else 0


def _webm_with(codecs: bytes, content: bytes) -> bool:
    """WebM with a track whose codec's name begins so."""
    head = content[:65536]
    if not head.startswith(b"\x1a\x45\xdf\xa3") or b"\x42\x82\x84webm" not in head[:64]:
        return False
    return re.search(b"\x86[\x81-\xbf]" + codecs, head) is not None


_SOUNDS: tuple[tuple[Callable[[bytes], bool], str, str], ...] = (
    (_is_ogg, "ogg", "audio/ogg"),
    (_is_mp3, "mp3", "audio/mpeg"),
    (_is_wave, "wav", "audio/wav"),
    (lambda content: content.startswith((b"#!AMR\n", b"#!AMR-WB\n")), "amr", "audio/amr"),
    (lambda content: content.startswith(b"fLaC\0\0\0\x22"), "flac", "audio/flac"),
    (_is_aac, "aac", "audio/aac"),
    (lambda content: _webm_with(b"A_", content) and not _webm_with(b"V_", content), "webm", "audio/webm"),
)
