#!/usr/bin/env bash
# mutagen 1.48.1: FLAC.delete(), "remove the comments from a file", on a file with a comment and a picture.
# Guess: as for MP3 and MP4, where a cover is one of the tags, the picture goes with them.
# Seen: the comment is gone, the picture block and every byte of the picture stay (with what the picture itself may tell).
set -euo pipefail
cd "$(mktemp -d)"
python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check mutagen==1.48.1
venv/bin/python - <<'PYTHON'
from mutagen.flac import FLAC, Picture

stream = (4096).to_bytes(2, "big") * 2 + bytes(6) + (44100 << 44 | 15 << 36).to_bytes(8, "big") + bytes(16)
with open("sound.flac", "wb") as file:
    file.write(b"fLaC\x80" + len(stream).to_bytes(3, "big") + stream)
sound = FLAC("sound.flac")
sound["artist"] = "Somebody"
picture = Picture()
picture.mime, picture.type, picture.data = "image/png", 3, b"bytes of a picture"
sound.add_picture(picture)
sound.save()
FLAC("sound.flac").delete()
with open("sound.flac", "rb") as file:
    left = file.read()
seen = (b"Somebody" in left, b"bytes of a picture" in left, len(FLAC("sound.flac").pictures))
print("comment, picture, pictures counted:", seen)
assert seen == (False, True, 1), "changed"
PYTHON
