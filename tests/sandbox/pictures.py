"""Pictures for tests, made on the spot."""

from __future__ import annotations

import io

from PIL import Image


def picture(width: int = 160, height: int = 120, form: str = "PNG") -> bytes:
    buffer = io.BytesIO()
    Image.new("RGB", (width, height), "#3060a0").save(buffer, form)
    return buffer.getvalue()


PNG = picture()
