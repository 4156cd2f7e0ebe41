"""Choice lists as a draft sees them: the form's own, those that the host gives for this draft, and earlier answers."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any

from lxml import etree

from forms.model.form import Choice, Field, Form, ItemsetRow, Template, is_plain, pick
from forms.xform.itemsets import item_label
from forms.xpath.expressions import Scope, local_name
from forms.xpath.functions_dates import ValueRefused
from forms.xpath.functions_nodes import cell
from forms.xpath.values import to_string

_FRACTION = re.compile(r"-?[0-9]+\.[0-9]+")


def row_label(row: ItemsetRow, column: str, language: str) -> str:
    """A host's label in a language: ``label::English (en)`` or ``label::en``, else ``label``, else the name."""
    for key, value in row.items():
        if "::" in key and value:
            start, _, wanted = key.partition("::")
            if start == column and (wanted == language or wanted.endswith(f"({language})")):
                return value
    return row.get(column) or row.get("label") or row.get("name", "")


class Lists:
    """The lists of one draft. A host's list is turned into XML only when an expression looks into it."""

    def __init__(self, form: Form, itemsets: Mapping[str, Sequence[ItemsetRow]]) -> None:
        self._form = form
        self._given = itemsets
        self._built: dict[str, Any] = {}

    def instance(self, name: str) -> Any | None:
        """The element that ``instance('name')`` starts from; None for a list that is not there."""
        own = self._form.instances.get(name)
        if own is not None:
            return own
        if name not in self._built:
            self._built[name] = self._build(name)
        return self._built[name]

    def _build(self, name: str) -> Any:
        instance = etree.Element("instance", id=name)
        root = etree.SubElement(instance, "root")
        for row in self._given.get(name, ()):
            item = etree.SubElement(root, "item")
            for key, value in row.items():
                if "::" not in key:
                    etree.SubElement(item, key).text = value
        return instance

    def names(self, field: Field, scope: Scope) -> list[str]:
        """The names that may be chosen now, in the list's order."""
        itemset = field.itemset
        if itemset is None:
            return list(field.choices)
        if itemset.nodes is not None:
            found = (cell(item, itemset.value) for item in self.nodes(field, scope))
            return list(dict.fromkeys(name for name in found if name))
        if itemset.external:
            return [row.get(itemset.value, "") for row in self._given.get(itemset.instance, ())]
        return list(field.choices)

    def fixed(self, field: Field, language: str) -> Mapping[str, Choice] | None:
        """The choices that are the same in every draft, by name: all of the form's own, with labels that quote nothing."""
        known, key = self._form.fixed_choices, (field.ref, language)
        if key not in known:
            known[key] = self._fixed(field, language)
        return known[key]

    def _fixed(self, field: Field, language: str) -> Mapping[str, Choice] | None:
        if field.itemset is not None and (field.itemset.external or field.itemset.nodes is not None):
            return None
        labels = {name: self.template(field, name, language) for name in field.choices}
        if self._form.text_media or not all(is_plain(label) for label in labels.values()):
            return None
        return {name: Choice(name, "".join(map(str, label)).strip()) for name, label in labels.items()}

    @staticmethod
    def nodes(field: Field, scope: Scope) -> list[Any]:
        """The rows or answers that a filter leaves."""
        if field.itemset is None or field.itemset.nodes is None:
            return []
        try:
            found = field.itemset.nodes(scope)
        except ValueRefused:
            return []
        return found if isinstance(found, list) else []

    def by_name(self, field: Field, nodes: Sequence[Any]) -> dict[str, Any]:
        """The row or node of each name among those that a filter left, else in the form's own list."""
        itemset = field.itemset
        if itemset is None or itemset.external:
            return {}
        rows = nodes
        if itemset.nodes is None and itemset.instance in self._form.instances:
            rows = list(self._form.instances[itemset.instance].iter("item"))
        found: dict[str, Any] = {}
        for row in rows:
            found.setdefault(cell(row, itemset.value), row)
        return found

    def given_rows(self, field: Field) -> dict[str, ItemsetRow]:
        """The host's rows of a question's list by name."""
        itemset = field.itemset
        if itemset is None or not itemset.external:
            return {}
        return {row.get(itemset.value, ""): row for row in reversed(self._given.get(itemset.instance, ()))}

    def template(
        self, field: Field, name: str, language: str, row: Any = None, given: ItemsetRow | None = None
    ) -> Template:
        """The label of a choice as a template; the name itself where nothing better is known."""
        for inline_name, labels in field.inline:
            if inline_name == name:
                return pick(labels, language, self._form.languages) or (name,)
        itemset = field.itemset
        if itemset is None:
            return (name,)
        if given is not None:
            return (row_label(given, itemset.label, language),)
        if row is not None and itemset.nodes is not None:
            own = item_label(row, itemset.label, self._form.texts)
            return pick(own, language, self._form.languages) or (name,)
        labels = self._form.choice_labels.get(itemset.instance, {}).get(name, {})
        return pick(labels, language, self._form.languages) or (name,)


def render(template: Template, scope: Scope) -> str:
    """A label with the answers it quotes."""
    if len(template) == 1 and isinstance(template[0], str):
        return template[0].strip()
    return "".join(piece if isinstance(piece, str) else _quoted(piece, scope) for piece in template).strip()


def _quoted(piece: Any, scope: Scope) -> str:
    """An answer or a value within a label; a number with the mark that the language has before its fraction."""
    try:
        value = piece(scope)
    except ValueRefused:
        return ""
    text = to_string(value)
    if "." not in text or _FRACTION.fullmatch(text) is None:
        return text
    counted = isinstance(value, float) or (isinstance(value, list) and _ref(value[0]) in scope.world.numbers)
    return text.replace(".", _mark(scope.world.language)) if counted else text


def _ref(node: Any) -> str:
    """The reference of a node without positions; "" for what is no element."""
    if isinstance(node, str) or not hasattr(node, "iterancestors"):
        return ""
    return "/" + "/".join(local_name(element) for element in (*reversed(list(node.iterancestors())), node))


@cache
def _mark(language: str) -> str:
    from babel import UnknownLocaleError
    from babel.numbers import get_decimal_symbol

    try:
        return get_decimal_symbol(language.replace("-", "_"))
    except (UnknownLocaleError, ValueError):
        return "."
