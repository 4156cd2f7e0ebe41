"""The nodes of a compiled XForm's instance, and references to them, as we write them."""

from __future__ import annotations

import re
from typing import Any
from unicodedata import normalize

from lxml import etree

from forms.model.form import FORM_NAMESPACE
from forms.xform.itext import XFORMS

JR = "{http://openrosa.org/javarosa}"
OWN = f"{{{FORM_NAMESPACE}}}"


def plain_ref(ref: str) -> str:
    """A reference as we write them: no blanks, prefixes, predicates or trailing slash."""
    return re.sub(r"\[[^\]]*\]|(?<=/)[\w.-]+:(?=[\w])", "", ref).strip().rstrip("/")


def shape_of(element: Any) -> Any:
    """A copy in which every name stands once among its siblings, the template of a repeat before its instances."""
    found = etree.Element(element.tag, element.attrib)
    found.text = element.text
    chosen: dict[str, Any] = {}
    for child in element:
        if child.tag not in chosen or child.get(f"{JR}template") is not None:
            chosen[child.tag] = child
    found.extend(shape_of(child) for child in chosen.values())
    return found


def without_namespace(element: Any) -> Any:
    """A copy in which the XForms namespace is gone, as expressions write names without a prefix."""
    tag = element.tag.removeprefix(XFORMS)
    attributes = {name: value for name, value in element.attrib.items() if not name.startswith(OWN)}
    used = {name[1:].partition("}")[0] for name in (tag, *attributes) if name[:1] == "{"}
    prefixes = {prefix: uri for prefix, uri in element.nsmap.items() if prefix and uri in used} if used else None
    kept = etree.Element(tag, attributes, nsmap=prefixes)
    kept.text = normalize("NFC", element.text) if element.text and not len(element) else None
    kept.extend(without_namespace(child) for child in element)
    return kept
