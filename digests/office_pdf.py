"""A PDF of a Word document, by LibreOffice where the machine has it."""

from __future__ import annotations

import io
import os
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
            run(*command, seconds=_SECONDS)
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
    return run(*command, seconds=20).decode()


def run(*command: str, seconds: int) -> bytes:
    """The answer of a program of the machine, which gets nothing of our environment: our keys and tokens may stand there."""
    program = shutil.which(command[0])
    if program is None:
        raise FileNotFoundError(command[0])
    folders = (str(Path(program).parent), "/usr/local/bin", os.defpath)
    bare = {"PATH": os.pathsep.join(folders), "HOME": str(Path.home()), "LANG": "C.UTF-8"}
    return subprocess.run((program, *command[1:]), env=bare, capture_output=True, timeout=seconds, check=True).stdout  # noqa: S603 - ours alone


def in_font(docx: bytes, font: str) -> bytes:
    """The document with another font in place of `FONT`."""
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(docx)) as source, zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as target:
        for name in source.namelist():
            part = source.read(name)
            target.writestr(name, part.replace(FONT.encode(), font.encode()) if name.endswith(".xml") else part)
    return made.getvalue()
