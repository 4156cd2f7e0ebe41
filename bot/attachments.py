"""The pictures, sounds and films that a form shows: checked by their content on the way in, one archive with the form out."""

from __future__ import annotations

import io
import mimetypes
import zipfile
from collections.abc import Mapping
from pathlib import PurePosixPath

from sqlmodel import Session

from bot.pictures import clean_picture
from storage import drafts, tasks


class BadAttachment(ValueError):
    """The content is not what the file's name says."""


def clean_attachment(name: str, content: bytes) -> tuple[str, bytes]:
    """The MIME type and the content to be kept of a file that a form shows: of a picture without any metadata.

    Raises ValueError (`BadAttachment`, `BadPicture`) where it is neither picture, sound nor film, or not what its name says.
    """
    said = (mimetypes.guess_type(name)[0] or "").partition("/")[0]
    found = _sound_or_film(content)
    if found is None:
        if said in ("audio", "video"):
            raise BadAttachment("no sound or film")
        return "image/jpeg", clean_picture(content)
    if said == "image" or (said == "video" and found.startswith("audio/") and found != "audio/ogg"):
        raise BadAttachment("a sound or film")
    return found.replace("video/", "audio/") if said == "audio" else found, content


def _sound_or_film(content: bytes) -> str | None:
    """By the first bytes: MPEG audio with or without a tag, Ogg, WAV, the MP4 family."""
    if content[:3] == b"ID3" or (content[:1] == b"\xff" and content[1:2] in (b"\xfb", b"\xfa", b"\xf3", b"\xf2")):
        return "audio/mpeg"
    if content[:4] == b"OggS":
        return "audio/ogg"
    if content[:4] == b"RIFF" and content[8:12] == b"WAVE":
        return "audio/wav"
    if content[4:8] == b"ftyp":
        return "audio/mp4" if content[8:11] == b"M4A" else "video/mp4"
    return None


def archive(name: str, extension: str, sheet: bytes, files: Mapping[str, bytes]) -> bytes:
    """A form's sheet and the folder of what it shows beside it, as other tools of the field expect them (`<name>-media`)."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_STORED) as packed:
        packed.writestr(f"{name}.{extension}", sheet)
        for called, content in sorted(files.items()):
            packed.writestr(f"{name}-media/{PurePosixPath(called).name}", content)
    return made.getvalue()


def contents(session: Session, form_id: int) -> dict[str, bytes]:
    """What a version shows, by name."""
    found = {name: tasks.file(session, file_id) for name, file_id in drafts.form_files(session, form_id).items()}
    return {name: file.content for name, file in found.items() if file is not None}
