"""The draft's document: the instance with our marks on its nodes, as attributes in a namespace of our own.

Marks move with their node and are taken off at submission. Marks of a node: ``seen`` (answered), ``skipped``, ``given``
(put there by the host), ``off`` (not relevant) with ``kept`` (the answer it will have again), ``pending`` and ``masked``
(the host's own), and on what holds a repeat ``closed`` (the repeats nobody wants to add to) and ``spare`` (instances
that a count has no room for now). Of the root: ``place``, ``revision``, ``language``, ``seed``, ``clock`` (when it was last
opened, in a form that reads the time).
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

from lxml import etree

from forms.xpath.expressions import local_name, safe_parser

MARKS = "urn:langnghe:draft"
SEEN = f"{{{MARKS}}}seen"
SKIPPED = f"{{{MARKS}}}skipped"
GIVEN = f"{{{MARKS}}}given"
OFF = f"{{{MARKS}}}off"
KEPT = f"{{{MARKS}}}kept"
PENDING = f"{{{MARKS}}}pending"
MASKED = f"{{{MARKS}}}masked"
CLOSED = f"{{{MARKS}}}closed"
SPARE = f"{{{MARKS}}}spare"
PLACE = f"{{{MARKS}}}place"
REVISION = f"{{{MARKS}}}revision"
LANGUAGE = f"{{{MARKS}}}language"
SEED = f"{{{MARKS}}}seed"
CLOCK = f"{{{MARKS}}}clock"
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_PREFIX = f"{{{MARKS}}}"


def parse(text: str) -> Any:
    """The root element of a document that we or a form wrote.

    Raises:
        ValueError: not such a document.
    """
    try:
        return etree.fromstring(text.encode(), safe_parser())
    except etree.XMLSyntaxError as error:
        raise ValueError("not a draft document") from error


def with_marks(root: Any, names: Mapping[str | None, str] | None = None) -> Any:
    """A copy of the root that declares our namespace once, so that the marks below do not repeat it.

    names: prefixes to be declared as well; the one without a name is that of no attribute.
    """
    given = {prefix: uri for prefix, uri in (names or {}).items() if prefix}
    copy = etree.Element(root.tag, root.attrib, nsmap={**given, **root.nsmap, "ln": MARKS})
    copy.text = root.text
    copy.extend(list(root))
    return copy


def index(root: Any) -> dict[str, list[Any]]:
    """Every node by its reference without positions; a list, since the instances of a repeat share one."""
    found: dict[str, list[Any]] = {}
    _index(root, "/" + local_name(root), found)
    return found


def order(root: Any) -> tuple[str, ...]:
    """The reference of every node in document order."""
    refs = {node: ref for ref, nodes in index(root).items() for node in nodes}
    return tuple(refs[node] for node in root.iter())


def index_by(root: Any, refs: Sequence[str]) -> dict[str, list[Any]]:
    """As ``index``, for a document in which nothing repeats, so that it has the nodes of the empty one in their order."""
    nodes = list(root.iter())
    return {ref: [node] for ref, node in zip(refs, nodes, strict=True)} if len(nodes) == len(refs) else index(root)


def _index(element: Any, ref: str, found: dict[str, list[Any]]) -> None:
    found.setdefault(ref, []).append(element)
    for child in element:
        _index(child, f"{ref}/{local_name(child)}", found)


def named(element: Any, name: str) -> list[Any]:
    """The children with a name, whatever their namespace."""
    return [child for child in element if child.tag == name or local_name(child) == name]


def dump(root: Any) -> str:
    return str(etree.tostring(root, encoding="unicode", with_tail=False))


def child(element: Any, name: str) -> Any:
    """The child of that name, made where there is none."""
    found = named(element, name)
    return found[0] if found else etree.SubElement(element, name)


def instance_id(root: Any) -> Any:
    """The ``meta/instanceID`` node, made where the form has none."""
    return child(child(root, "meta"), "instanceID")


def stripped(root: Any) -> Any:
    """The document as it is submitted: without marks and irrelevant nodes, prefixes as they are."""
    copy = _stripped(root, {prefix: uri for prefix, uri in root.nsmap.items() if prefix and uri != MARKS})
    etree.cleanup_namespaces(copy)
    return copy


def _stripped(element: Any, names: dict[str, str] | None = None) -> Any:
    if names is None:
        names = {element.prefix: element.nsmap[element.prefix]} if element.prefix else None
    copy = etree.Element(
        element.tag,
        {name: value for name, value in element.attrib.items() if not name.startswith(_PREFIX)},
        nsmap=names,
    )
    copy.text = element.text if not len(element) else None
    copy.extend(_stripped(child) for child in element if child.get(OFF) is None)
    return copy


def clean(text: str) -> str:
    """The part of a text that XML can hold."""
    return text if text.isprintable() else _CONTROL.sub("", text)
