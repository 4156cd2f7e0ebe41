"""The instances of repeats: where they are, and which of several nodes is meant."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from forms.model.form import POSITION, Field, Form
from forms.model.instance_document import named
from forms.xpath.expressions import local_name


def located(root: Any, ref: str) -> Any:
    """The element at a reference with positions; a step without one means the first.

    Raises:
        KeyError: there is none.
    """
    node = root
    for step in ref.split("/")[2:]:
        name, _, position = step.rstrip("]").partition("[")
        found = named(node, name)
        at = int(position or 1) - 1
        if not 0 <= at < len(found):
            raise KeyError(ref)
        node = found[at]
    return node


def path(form: Form, node: Any, ref: str) -> str:
    """The reference of a node with the positions of the repeats it stands in."""
    if not form.repeats or not any(ref == repeat or ref.startswith(repeat + "/") for repeat in form.repeats):
        return ref
    steps: list[str] = []
    while ref.count("/") > 1:
        name = local_name(node)
        at = 1 + sum(1 for _sibling in node.itersiblings(node.tag, preceding=True)) if ref in form.repeats else 0
        steps.append(f"{name}[{at}]" if at else name)
        node, ref = node.getparent(), ref.rpartition("/")[0]
    return "/".join([ref, *reversed(steps)])


def near(nodes: Sequence[Any], at: Any) -> list[Any]:
    """Of the nodes that share a reference, those in the same instances as ``at`` does stand."""
    if len(nodes) < 2:
        return list(nodes)
    above = {at, *at.iterancestors()}
    shared = [sum(1 for ancestor in node.iterancestors() if ancestor in above) for node in nodes]
    return [node for node, count in zip(nodes, shared, strict=True) if count == max(shared)]


def resolved(ref: str, at: Any) -> str:
    """The reference without positions that a path written in a text means when it stands at a node."""
    ref = POSITION.sub("", ref.strip())
    if ref.startswith("/"):
        return ref
    names = [local_name(element) for element in (*reversed(list(at.iterancestors())), at)]
    for step in re.sub(r"^current\(\)/", "", ref).split("/"):
        if step == "..":
            names = names[:-1]
        elif step != ".":
            names.append(step)
    return "/" + "/".join(names)


def of(field: Field, parent: Any) -> list[Any]:
    """The instances of a repeat in one parent."""
    return named(parent, field.name)
