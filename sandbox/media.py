"""Files on the network's servers, and what a picture is."""

from __future__ import annotations

import hashlib
import io
import mimetypes

from sandbox.chats import StoredFile
from sandbox.errors import ApiError

MAX_BYTES_KEPT = 256 * 1024 * 1024
MAX_PHOTO = 10 * 1024 * 1024
MAX_UPLOAD = 50 * 1024 * 1024
MAX_DOWNLOAD = 20 * 1024 * 1024
THUMBNAIL = 90

FOLDERS = {
    "photo": "photos",
    "document": "documents",
    "voice": "voice",
    "audio": "music",
    "sticker": "stickers",
    "video": "videos",
}


class Files:
    """All files by id and by path; the oldest go when there are too many bytes."""

    def __init__(self) -> None:
        self.by_id: dict[str, StoredFile] = {}
        self.by_path: dict[str, StoredFile] = {}
        self._number = 0
        self._size = 0

    def keep(
        self,
        kind: str,
        content: bytes,
        name: str,
        mime: str = "",
        *,
        width: int = 0,
        height: int = 0,
        seconds: int = 0,
    ) -> StoredFile:
        self._number += 1
        digest = hashlib.sha256(content).hexdigest()
        mime = mime or mimetypes.guess_type(name)[0] or "application/octet-stream"
        ending = name.rpartition(".")[2]
        suffix = f".{ending}" if "." in name and ending.isascii() and ending.isalnum() else ""
        file = StoredFile(
            id=f"AgACAgUAAxkB{self._number:06d}-{digest[:24]}",
            unique=f"AQAD{digest[:12]}",
            name=name,
            mime=mime,
            content=content,
            path=f"{FOLDERS[kind]}/file_{self._number}{suffix}",
            width=width,
            height=height,
            seconds=seconds,
        )
        self.by_id[file.id] = self.by_path[file.path] = file
        self._size += len(content)
        while self._size > MAX_BYTES_KEPT and len(self.by_id) > 1:
            oldest = self.by_id.pop(next(iter(self.by_id)))
            del self.by_path[oldest.path]
            self._size -= len(oldest.content)
        return file

    def keep_photo(self, content: bytes, name: str) -> list[StoredFile]:
        """A picture in two sizes, smallest first. Raises `ApiError` for what Telegram takes for no picture."""
        from PIL import Image, UnidentifiedImageError

        if len(content) > MAX_PHOTO:
            raise ApiError("photo_too_big", size=len(content))
        try:
            with Image.open(io.BytesIO(content)) as image:
                width, height = image.size
                if width + height > 10_000 or max(width, height) > 20 * min(width, height):
                    raise ApiError("photo_dimensions")
                mime = Image.MIME.get(image.format or "", "image/jpeg")
                small = image.convert("RGB")
                small.thumbnail((THUMBNAIL, THUMBNAIL))
        except (UnidentifiedImageError, OSError) as problem:
            raise ApiError("image_process") from problem
        buffer = io.BytesIO()
        small.save(buffer, "JPEG")
        thumbnail = self.keep("photo", buffer.getvalue(), "thumb.jpg", width=small.width, height=small.height)
        return [thumbnail, self.keep("photo", content, name, mime, width=width, height=height)]
