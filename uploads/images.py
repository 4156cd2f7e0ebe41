"""Pictures that came in, made safe: what is no picture is refused, and nothing of the camera or the place stays in it."""

from __future__ import annotations

import io

MOST_PIXELS = 50_000_000
SIDE = 2048  # pixels: enough to read a document in the picture


class BadPicture(ValueError):
    """The content is not a picture, whatever its name says."""


def clean_picture(content: bytes) -> bytes:
    """The same picture as JPEG, turned upright, at most 2,048 pixels a side, without any metadata (privacy 10)."""
    from PIL import Image, ImageOps

    try:
        with Image.open(io.BytesIO(content), formats=("JPEG", "PNG", "WEBP")) as picture:
            if picture.width * picture.height > MOST_PIXELS:
                raise BadPicture("too many pixels")
            turned = ImageOps.exif_transpose(picture).convert("RGBA")
            upright = Image.alpha_composite(Image.new("RGBA", turned.size, "white"), turned).convert("RGB")
    except (OSError, SyntaxError, ValueError, Image.DecompressionBombError) as error:
        raise BadPicture("not a picture") from error
    upright.thumbnail((SIDE, SIDE))
    made = io.BytesIO()
    Image.frombytes("RGB", upright.size, upright.tobytes()).save(made, "JPEG", quality=85)
    return made.getvalue()
