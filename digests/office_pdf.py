"""A PDF of a Word document, by LibreOffice where the machine has it."""

from __future__ import annotations

import io
import shutil
import subprocess
import tempfile
import zipfile
from dataclasses import dataclass
from pathlib import Path

_SECONDS = 120
_LETTERS = "1ea3 1ebf 1edd 01b0 0111"  # ả ế ờ ư đ
FONT = "Times New Roman"
_STAND_INS = ("Tinos", "TeX Gyre Termes", "FreeSerif", "Noto Serif", "DejaVu Serif")
"""Fonts with serifs that have every Vietnamese letter in their newer versions, the most like `FONT` first."""


class NoOffice(Exception):
    """This machine has no LibreOffice."""


class NotConverted(Exception):
    """LibreOffice made no PDF of it, or not in its time."""


@dataclass(frozen=True, slots=True)
class Converted:
    """A PDF, and the font that its text has: `FONT`, what stands for it, or "" where that lacks Vietnamese letters."""

    content: bytes
    font: str


def pdf(docx: bytes) -> Converted:
    """The document as a PDF. Where the font that stands for the documents' own lacks letters, one that has them is taken.

    Raises:
        NoOffice: there is no LibreOffice.
        NotConverted: it could not.
    """
    office = shutil.which("soffice") or shutil.which("libreoffice")
    if office is None:
        raise NoOffice
    font = letters_font()
    with tempfile.TemporaryDirectory(prefix="langnghe-pdf-") as folder:
        source = Path(folder) / "document.docx"
        source.write_bytes(docx if font in ("", FONT) else in_font(docx, font))
        profile = (Path(folder) / "profile").as_uri()  # of its own: one that is open elsewhere would refuse
        convert = [office, f"-env:UserInstallation={profile}", "--headless", "--norestore", "--convert-to", "pdf"]
        try:
            command = [*convert, "--outdir", folder, str(source)]
            subprocess.run(command, timeout=_SECONDS, check=True, capture_output=True)  # noqa: S603 - ours alone
            return Converted(source.with_suffix(".pdf").read_bytes(), font)
        except (subprocess.SubprocessError, OSError) as error:
            raise NotConverted from error


def letters_font() -> str:
    """`FONT` where it, or what stands for it, has every letter; else another that has them; "": there is none."""
    try:
        stands = asked("fc-match", "-f", "%{family[0]}", FONT)
        whole = set(asked("fc-list", "-f", "%{family[0]}\n", f":charset={_LETTERS}").splitlines())
    except (subprocess.SubprocessError, OSError):
        return FONT  # nobody can tell
    if stands in whole:
        return FONT
    return next((font for font in _STAND_INS if font in whole), "")


def asked(*command: str) -> str:
    """The answer of one of fontconfig's commands."""
    done = subprocess.run(command, capture_output=True, text=True, timeout=20, check=True)  # noqa: S603 - ours alone
    return done.stdout


def in_font(docx: bytes, font: str) -> bytes:
    """The document with another font in place of `FONT`."""
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(docx)) as source, zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as target:
        for name in source.namelist():
            part = source.read(name)
            target.writestr(name, part.replace(FONT.encode(), font.encode()) if name.endswith(".xml") else part)
    return made.getvalue()
