"""Choices in a compiled XForm: those written beside the question, and the lists that a question draws from."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

from forms.errors import FormError
from forms.model.form import Itemset, Template
from forms.xform.itext import XFORMS, Templates, Texts
from forms.xform.label_marks import plain_text
from forms.xpath.expressions import Expression
from forms.xpath.functions_nodes import cell
from forms.xpath.parser import Binary, Call, Literal, Node, Path, Step

Inline = tuple[tuple[str, Templates], ...]


class ListReader:
    """Reads choices; remembers which columns of a list hold the name and the label."""

    def __init__(self, texts: Texts, instances: Mapping[str, Any], external: set[str]) -> None:
        self._texts = texts
        self._instances = instances
        self._external = external
        self._columns: dict[str, tuple[str, str]] = {}

    def choices(self, element: Any, name: str) -> tuple[Itemset | None, Inline, tuple[str, ...]]:
        """The itemset or the choices in place, and all names there may ever be where the form knows them."""
        source = element.find(f"{XFORMS}itemset")
        if source is None:
            inline = tuple(
                ((item.findtext(f"{XFORMS}value") or "").strip(), self._texts.of(item.find(f"{XFORMS}label"), name))
                for item in element.findall(f"{XFORMS}item")
            )
            return None, inline, tuple(value for value, _labels in inline)
        faults = self._texts.faults
        nodes = faults.compiled(source.get("nodeset"), name, "choice_filter")
        if nodes is None:
            if not faults.found:
                faults.met(FormError("unsupported_type", details={"name": name, "type": source.get("nodeset", "")}))
            return None, (), ()
        value, label = (_column(source, tag) for tag in ("value", "label"))
        instance, filtered = _list_of(nodes.tree)
        if instance is None:
            return Itemset("", False, nodes, value, label), (), ()
        if instance not in self._instances and instance not in self._external:
            faults.met(FormError("unknown_list", details={"name": instance}))
        self._columns.setdefault(instance, (value, label))
        names: tuple[str, ...] = ()
        if instance in self._instances:
            rows = self._instances[instance].iter("item")
            names = tuple(dict.fromkeys(cell(item, value) for item in rows))
        external = instance in self._external
        return Itemset(instance, external, nodes if filtered else None, value, label), (), names

    def ticks(self, element: Any) -> dict[str, str]:
        """The words at the ticks of a range, each behind its number, by language."""
        source = element.find(f"{XFORMS}itemset")
        nodes = None if source is None else self._texts.faults.compiled(source.get("nodeset"), "", "parameters")
        instance = _list_of(nodes.tree)[0] if nodes is not None else None
        if source is None or instance is None or instance not in self._instances:
            return {}
        value, label = (_column(source, tag) for tag in ("value", "label"))
        lines: dict[str, list[str]] = {}
        for item in self._instances[instance].iter("item"):
            for language, pieces in item_label(item, label, self._texts.words).items():
                words = "".join(str(piece) for piece in pieces if isinstance(piece, str)).strip()
                lines.setdefault(language, []).append(f"{cell(item, value)} = {words}")
        return {language: "\n".join(found) for language, found in lines.items()}

    def labels(self) -> dict[str, Mapping[str, Templates]]:
        """The labels of every list of the form, by name."""
        return {
            instance: self._labels(root, *self._columns.get(instance, ("name", "label")))
            for instance, root in self._instances.items()
        }

    def _labels(self, root: Any, value: str, label: str) -> dict[str, Templates]:
        found: dict[str, Templates] = {}
        for item in root.iter("item"):
            found.setdefault(cell(item, value), item_label(item, label, self._texts.words))
        return found


def with_ticks(hints: Mapping[str, Template], ticks: Mapping[str, str]) -> Mapping[str, Template]:
    """Hints with the words of a scale below them: a chat has no line on which they could stand."""
    return {
        **hints,
        **{key: (*hints.get(key, ()), *(("\n",) if key in hints else ()), text) for key, text in ticks.items()},
    }


def item_label(item: Any, label: str, words: Mapping[str, Templates]) -> Templates:
    """The label of one row or node, translated where it is one of the translated lists."""
    key = item.findtext("itextId")
    if key and (label == "itextId" or not cell(item, label)):
        return words.get(key, {})
    text = cell(item, label)
    # What people answered, where choices are drawn from answers, stays as they typed it.
    text = plain_text(text) if item.tag == "item" else text
    return {"": (text,)} if text else {}


def _column(source: Any, tag: str) -> str:
    element = source.find(f"{XFORMS}{tag}")
    return "" if element is None else re.sub(r"^\s*jr:itext\((.+)\)\s*$", r"\1", element.get("ref", "")).strip()


def _list_of(tree: Node) -> tuple[str | None, bool]:
    """The list's name in ``instance('name')/root/item[...]``, perhaps in chance order, and whether rows may be missing."""
    if isinstance(tree, Call) and tree.name == "randomize" and tree.args:
        return _list_of(tree.args[0])[0], True
    if not isinstance(tree, Path) or not isinstance(tree.start, Call) or tree.start.name != "instance":
        return None, True
    filtered = any(step.predicates for step in tree.steps) or [step.test for step in tree.steps] != ["root", "item"]
    name = tree.start.args[0] if len(tree.start.args) == 1 else None
    return (name.value if isinstance(name, Literal) and isinstance(name.value, str) else None), filtered


def most_choices(constraint: Expression | None) -> int | None:
    """n of ``count-selected(.) <= n`` when that stands in the constraint, alone or joined by ``and``."""
    return None if constraint is None else _most_in(constraint.tree)


def _most_in(tree: Node) -> int | None:
    if not isinstance(tree, Binary):
        return None
    if tree.operator == "and":
        found = [most for most in (_most_in(tree.left), _most_in(tree.right)) if most is not None]
        return min(found) if found else None
    here = Path(None, (Step("self", "node()"),))
    if tree.left != Call("count-selected", (here,)) or not isinstance(tree.right, Literal):
        return None
    if not isinstance(tree.right.value, float) or tree.operator not in ("<=", "<"):
        return None
    return int(tree.right.value) - (tree.operator == "<")


def names_of(fields: Sequence[Any]) -> dict[str, tuple[str, ...]]:
    """References by name; what an entity has is nobody's question."""
    found: dict[str, tuple[str, ...]] = {}
    for field in fields:
        if "/meta/entity" not in field.ref:
            found[field.name] = (*found.get(field.name, ()), field.ref)
    return found
