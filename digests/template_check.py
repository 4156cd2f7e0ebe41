"""A Word template that an office made: which of its tags we know, and where the others stand (DOCX, ECMA-376).

It is read as it will be read later: filled in with figures that have everything and with figures that have nothing. A tag is
looked for wherever Word keeps text: in content controls, text boxes, headers and footers too.
"""

from __future__ import annotations

import difflib
import io
import re
import unicodedata
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, tzinfo
from typing import Any

from digests.board_facts import Finishing
from digests.document import Letterhead, facts_of
from digests.outline import Outline
from digests.template_samples import FULL, QUIET
from digests.template_tags import ALIASES, FILLED, PICTURES, environment, unbound

LARGEST = 20 << 20
"""Bytes of a template."""
NEEDED = ("subject", "items", "assessment", "proposals", "recipients")
"""What a board signs; a template without one of these leaves it out of the document."""
_WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_TAG = re.compile(r"\{\{.*?\}\}|\{%.*?%\}")
_LEFT = re.compile(r"\{\{|\}\}|\{%|%\}")
_PART = re.compile(r"word/(\w+?)\d*\.xml")
_SHOWN = 60


@dataclass(frozen=True, slots=True)
class Where:
    """The place of a tag: "body", "header", "footer", "footnotes" or "other"; in a content control or not; its paragraph."""

    part: str
    words: str
    in_control: bool = False


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing that is wrong. `code`: unknown, outside (not filled in there), syntax, broken.

    `close`: a name of ours that is like an unknown one.
    """

    code: str
    name: str = ""
    where: Where | None = None
    close: str = ""


@dataclass(frozen=True, slots=True)
class Checked:
    """A template that was looked through: how many tags it has, what is wrong, which of `NEEDED` it has no place for."""

    tags: int
    faults: tuple[Fault, ...]
    without: tuple[str, ...]


def check(content: bytes, language: str, zone: tzinfo) -> Checked:
    """Look through a cleaned .docx. Raises ValueError where it cannot be read as one."""
    from docx.opc.exceptions import PackageNotFoundError

    try:
        content = unbound(content)
        places = list(_places(content))
        names, found = _filled(content, language, zone)
    except (zipfile.BadZipFile, PackageNotFoundError, KeyError) as error:
        raise ValueError("no Word file") from error
    used = {name for where, tags in places for tag in tags for name in _names(tag)}
    faults = [Fault("outside", tags[0], where) for where, tags in places if where.part == "other"]
    faults += [fault for name in sorted(names) for fault in _unknown(name, places)]
    faults += found
    without = tuple(name for name in NEEDED if not used & {name, ALIASES[name]})
    return Checked(sum(len(tags) for _, tags in places), tuple(dict.fromkeys(faults)), without)


def _places(content: bytes) -> Iterator[tuple[Where, list[str]]]:
    """Every paragraph with a tag, in every part of the file."""
    from lxml import etree

    parser = etree.XMLParser(resolve_entities=False, no_network=True)
    with zipfile.ZipFile(io.BytesIO(content)) as source:
        for name in source.namelist():
            part = _PART.fullmatch(name)
            if part is None:
                continue
            known = {"document": "body"}.get(part[1], part[1]) if FILLED.fullmatch(name) else "other"
            for paragraph in etree.fromstring(source.read(name), parser).iter(f"{_WORD}p"):
                said = unicodedata.normalize("NFC", _said(paragraph))
                tags = _TAG.findall(said)
                if tags:
                    control = next(paragraph.iterancestors(f"{_WORD}sdt"), None) is not None
                    inside = next(paragraph.iter(f"{_WORD}sdt"), None) is not None
                    yield Where(known, _short(said), control or inside), tags


def _said(paragraph: Any) -> str:
    """The text of a paragraph without that of text boxes in it."""
    return "".join(
        text.text or "" for text in paragraph.iter(f"{_WORD}t") if next(text.iterancestors(f"{_WORD}p")) is paragraph
    )


def _short(said: str) -> str:
    said = " ".join(said.split())
    return said if len(said) <= _SHOWN else f"{said[:_SHOWN]}…"


def _names(tag: str) -> set[str]:
    """The names in a tag."""
    return set(re.findall(r"\w+", tag))


def _unknown(name: str, places: list[tuple[Where, list[str]]]) -> Iterator[Fault]:
    close = next(iter(difflib.get_close_matches(name, _known(), n=1, cutoff=0.65)), "")
    there = [where for where, tags in places if any(name in _names(tag) for tag in tags)]
    if not there:
        yield Fault("unknown", name, None, close)
    yield from (Fault("unknown", name, where, close) for where in there)


def _filled(content: bytes, language: str, zone: tzinfo) -> tuple[set[str], list[Fault]]:
    """Names that we do not know, and what went wrong while it was filled in."""
    from docxtpl import DocxTemplate
    from jinja2 import TemplateError, Undefined
    from lxml.etree import XMLSyntaxError

    unknown: set[str] = set()

    class Noted(Undefined):
        """Notes the name and stands for nothing."""

        def __init__(self, hint: str | None = None, obj: Any = None, name: str | None = None, exc: Any = None) -> None:
            super().__init__(hint, None, name)
            if name is not None:
                unknown.add(name)

        def __getattr__(self, name: str) -> Any:
            if name.startswith("__"):
                raise AttributeError(name)
            return self

    faults: list[Fault] = []
    try:
        known = set(_facts(FULL, language, zone)) | PICTURES
        tags = environment(Noted)
        unknown |= DocxTemplate(io.BytesIO(content)).get_undeclared_template_variables(tags) - known
        for figures in (FULL, QUIET):
            document = DocxTemplate(io.BytesIO(content))
            document.render({**_facts(figures, language, zone), **dict.fromkeys(PICTURES, "")}, tags, True)
            made = io.BytesIO()
            document.save(made)
            faults += [Fault("syntax", where.words, where) for where in _left(made.getvalue())]
    except TemplateError as error:
        near = " ".join(" ".join(getattr(error, "docx_context", ())).split())
        tag = _TAG.findall(near)
        faults.append(Fault("syntax", _short(" ".join(tag[:3]) or near)))
    except (XMLSyntaxError, ValueError, TypeError, AttributeError):
        faults.append(Fault("broken"))
    return unknown, faults


def _left(made: bytes) -> Iterator[Where]:
    """Paragraphs in which half a tag still stands: a brace was forgotten."""
    from lxml import etree

    with zipfile.ZipFile(io.BytesIO(made)) as source:
        for name in source.namelist():
            part = FILLED.fullmatch(name)
            if part is None:
                continue
            known = {"document": "body"}.get(part[1], re.sub(r"\d", "", part[1]))
            for paragraph in etree.fromstring(source.read(name)).iter(f"{_WORD}p"):
                said = _said(paragraph)
                if _LEFT.search(said):
                    yield Where(known, _short(said))


def _known() -> list[str]:
    """All names that a tag may have, those inside lists too."""
    facts = _facts(FULL, "vi", UTC)
    rows = [row for value in facts.values() if isinstance(value, list) for row in value if isinstance(row, dict)]
    return [*facts, *sorted(PICTURES), *(name for row in rows for name in row)]


def _facts(figures: Any, language: str, zone: tzinfo) -> dict[str, Any]:
    head = Letterhead("Ban", "Tỉnh", "BAN", ("Nơi nhận",), "Cấp trên", "Người ký")
    words = "Lời" if figures is FULL else ""
    finishing = Finishing(Outline.of(figures).to_json(), words, words, "01-BC/BAN" if words else "", words)
    return facts_of(figures, head, 1, figures.last_day, language, zone, finishing)
