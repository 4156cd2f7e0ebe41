"""Files that came in for a report: known by what they are, never by their name, and without where they were made."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from uploads.documents import document
from uploads.errors import Unfit
from uploads.flac import flac
from uploads.frames import aac, amr, mp3
from uploads.images import BadPicture, clean_picture
from uploads.isolation import limit_memory
from uploads.matroska import webm
from uploads.mp4 import Movie, movie
from uploads.ogg import ogg
from uploads.wav import wav

LARGEST_PICTURE = 10 << 20  # bytes, as much as Telegram lets anybody send as a photo
LARGEST_OTHER = 20 << 20  # bytes, as much as Telegram gives to a bot (core.telegram.org/bots/api#getfile)

SECONDS = 20  # that looking into one file may take, in a process of its own
MEMORY = 1 << 30  # bytes that it may take

_REFUSED = {"image": "not_a_picture", "audio": "not_a_sound", "video": "not_a_video", "file": "not_a_file"}
_STEMS = {"image": "photo", "audio": "voice", "video": "video", "file": "file"}
_HEIC = (b"heic", b"heix", b"hevc", b"hevx", b"heim", b"heis", b"mif1", b"msf1")


@dataclass(frozen=True, slots=True)
class Content:
    """Content that may be kept: under which name it is shown (without number), its MIME type and its bytes."""

    stem: str
    extension: str
    mime: str
    content: bytes


def largest(accept: str) -> int:
    """How many bytes a file may have that is to be an "image", "audio", "video" or "file"."""
    return LARGEST_PICTURE if accept == "image" else LARGEST_OTHER


def checked(content: bytes, accept: str) -> Content:
    """The content as it may be kept, where it is of the kind that `accept` ("image", "audio", "video", "file") names.

    A file is a document, a picture, a sound or a film. What is kept names neither author nor place nor device (PRIVACY.md 10).
    Raises `Unfit`: not_a_picture, not_a_sound, not_a_video, not_a_file, heic, old_office, locked, not_cleaned.
    """
    if accept in ("image", "file") and content[4:8] == b"ftyp" and content[8:12] in _HEIC:
        raise Unfit("heic")
    for read in _READERS[accept]:
        if found := read(content):
            extension, mime, kept = found
            return Content(_STEMS[accept], extension, mime, kept)
    raise Unfit(_REFUSED[accept])


def examined(content: bytes, accept: str) -> Content | str:
    """`checked` for a process of its own, which gets no more memory than `MEMORY`: the code of the refusal comes back as such."""
    limit_memory(MEMORY)
    try:
        return checked(content, accept)
    except Unfit as error:
        return str(error)


_Found = tuple[str, str, bytes] | None


def _picture(content: bytes) -> _Found:
    try:
        return "jpg", "image/jpeg", clean_picture(content)
    except BadPicture:
        return None


def _sound(content: bytes) -> _Found:
    for read, extension, mime in _SOUNDS:
        if cleaned := read(content):
            return extension, mime, cleaned
    if (found := webm(content)) and not found.film:
        return "webm", "audio/webm", found.content
    read_boxes = movie(content)
    return _moving(read_boxes) if read_boxes and read_boxes.sound and not read_boxes.film else None


def _film(content: bytes) -> _Found:
    if (found := webm(content)) and found.film:
        return "webm", "video/webm", found.content
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


_SOUNDS: tuple[tuple[Callable[[bytes], bytes | None], str, str], ...] = (
    (ogg, "ogg", "audio/ogg"),
    (flac, "flac", "audio/flac"),
    (mp3, "mp3", "audio/mpeg"),
    (wav, "wav", "audio/wav"),
    (amr, "amr", "audio/amr"),
    (aac, "aac", "audio/aac"),
)
