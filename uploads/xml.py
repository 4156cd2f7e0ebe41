"""XML from strangers: read without entities, comments and instructions, written again."""

from __future__ import annotations

from typing import Any, TypeAlias

from lxml import etree

from uploads.errors import Unfit

Element: TypeAlias = etree._Element


def parsed(content: bytes, *, lenient: bool = False) -> Element:
    """The root. Raises `Unfit` where it is no XML, or defines entities of its own; `lenient` mends what is not closed."""
    parser = etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        remove_comments=True,
        remove_pis=True,
        recover=lenient,
    )
    try:
        root = etree.fromstring(content, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise Unfit("not_cleaned") from error
    if root is None:
        raise Unfit("not_cleaned")
    said: Any = root.getroottree().docinfo.internalDTD
    if said is not None and any(True for _ in said.iterentities()):
        raise Unfit("not_cleaned")
    if not all(isinstance(element.tag, str) for element in root.iter()):  # an entity that nobody defined
        raise Unfit("not_cleaned")
    return root


def written(root: Element) -> bytes:
    """The document of a root, without the description of its type."""
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)


def drop(element: Element) -> None:
    """Takes an element out; the text behind it stays."""
    parent = element.getparent()
    if parent is None:
        return
    if element.tail:
        before = element.getprevious()
        if before is not None:
            before.tail = (before.tail or "") + element.tail
        else:
            parent.text = (parent.text or "") + element.tail
    parent.remove(element)
