"""A draft's document with everything needed to evaluate over it, and how it is kept consistent after a change."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import Any

from forms import document
from forms.dependencies import Item
from forms.document import KEPT, LANGUAGE, OFF, SEEN
from forms.expressions import Expression, Scope, World, local_name
from forms.form import Choice, Field, Form, ItemsetRow, Template, pick
from forms.lists import Lists, render
from forms.values import Value, date_text, number_text, to_boolean, to_string

Itemsets = Mapping[str, Sequence[ItemsetRow]]


class State:
    """One document of one form in one turn."""

    def __init__(
        self, form: Form, root: Any, now: datetime, new_id: Callable[[], str], itemsets: Itemsets | None
    ) -> None:
        self.form = form
        self.root = root
        self.nodes = document.index(root)
        self.lists = Lists(form, itemsets or {})
        self.world = World(root.getroottree(), now, self.lists.instance, self._choice_label, new_id, self.nodes)

    @property
    def language(self) -> str:
        return str(self.root.get(LANGUAGE) or "vi")

    def node(self, ref: str) -> Any:
        """The element of a field.

        Raises:
            KeyError: no such field.
        """
        return self.nodes[self.form.ref(ref)][0]

    def value(self, one: Field) -> str:
        return self.nodes[one.ref][0].text or ""

    def relevant(self, one: Field) -> bool:
        return self.nodes[one.ref][0].get(OFF) is None

    def holds(self, expression: Expression | None, node: Any) -> bool:
        """Whether an expression is there and true at a node."""
        return expression is not None and to_boolean(expression(Scope(self.world, node)))

    def read_only(self, one: Field) -> bool:
        return self.holds(one.read_only, self.nodes[one.ref][0])

    def required(self, one: Field) -> bool:
        return self.holds(one.required, self.nodes[one.ref][0])

    def text(self, templates: Mapping[str, Template], node: Any) -> str:
        """A label or message in the draft's language, with the answers it quotes."""
        return render(pick(templates, self.language, self.form.languages), Scope(self.world, node))

    def names(self, one: Field) -> list[str]:
        """The names that may be chosen now."""
        return self.lists.names(one, Scope(self.world, self.nodes[one.ref][0])) if one.kind.is_select else []

    def choices(self, one: Field) -> tuple[Choice, ...]:
        return tuple(Choice(name, self.choice_label(one, name)) for name in self.names(one))

    def choice_label(self, one: Field, name: str) -> str:
        scope = Scope(self.world, self.nodes[one.ref][0])
        return render(self.lists.template(one, name, self.language), scope)

    def _choice_label(self, value: str, ref: str, _scope: Scope) -> str:
        one = self.form.by_ref.get(ref.strip())
        return self.choice_label(one, value) if one and value else value

    def set_defaults(self) -> None:
        """Work out the dynamic defaults, once, when the draft begins."""
        for one in self.form.fields:
            if one.default is not None:
                for node in self.nodes[one.ref]:
                    node.text = _stored(one, one.default(Scope(self.world, node))) or None

    def recompute(self, items: Sequence[Item]) -> None:
        """Work out again what the items name, in their order."""
        for what, ref in items:
            one = self.form.by_ref[ref]
            for node in self.nodes[ref]:
                if what == "relevant":
                    self._set_relevance(node, ref)
                elif what == "calculate" and one.calculate is not None:
                    _write(node, _stored(one, one.calculate(Scope(self.world, node))))
                elif what == "choices":
                    self._drop_unavailable(one, node)

    def _set_relevance(self, node: Any, ref: str) -> None:
        """Mark a node and all below it: irrelevant reads as empty, and the answer is back when it is relevant again."""
        relevant = self.form.by_ref[ref].relevant
        off = node.getparent().get(OFF) is not None or (relevant is not None and not self.holds(relevant, node))
        if off == (node.get(OFF) is not None):
            return
        if off:
            node.set(OFF, "1")
            if not len(node) and node.text:
                node.set(KEPT, node.text)
                node.text = None
        else:
            del node.attrib[OFF]
            if not len(node):
                node.text = node.attrib.pop(KEPT, None)
        for child in node:
            self._set_relevance(child, f"{ref}/{local_name(child)}")

    def _drop_unavailable(self, one: Field, node: Any) -> None:
        """An answer that the filter no longer offers goes, and the question is asked again."""
        value = node.text or ""
        if not value:
            return
        names = self.lists.names(one, Scope(self.world, node))
        left = " ".join(name for name in value.split() if name in names)
        if left != value:
            node.text = left or None
            if not left:
                node.attrib.pop(SEEN, None)


def _write(node: Any, text: str) -> None:
    if node.get(OFF) is None:
        node.text = text or None
    elif text:
        node.set(KEPT, text)
    else:
        node.attrib.pop(KEPT, None)


def _stored(one: Field, value: Value) -> str:
    """The text of a calculated value in a field: a number in a date field is a count of days."""
    if isinstance(value, float) and one.data_type == "date":
        return date_text(value)
    if isinstance(value, float) and value != value:
        return ""
    text = number_text(value) if isinstance(value, float) else to_string(value)
    # A moment put into a date field keeps its day.
    return text[:10] if one.data_type == "date" and text[10:11] == "T" else text
