"""The evaluation context: a draft's document with everything needed to evaluate expressions over it."""

from __future__ import annotations

import weakref
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import Any

from forms.entry.choice_lists import Lists, render
from forms.model import instance_document, repeat_paths
from forms.model.casts import cast
from forms.model.form import Choice, Field, Form, ItemsetRow, Template, pick
from forms.model.instance_document import KEPT, LANGUAGE, OFF, SEED
from forms.model.types import Frame, Type
from forms.xpath.expressions import Expression, Scope, World
from forms.xpath.functions_dates import ValueRefused
from forms.xpath.functions_nodes import cell
from forms.xpath.values import Value, to_boolean

# Letters of a calculated value: calculations that quote one another must not double without end.
MOST_CALCULATED = 32_000

Itemsets = Mapping[str, Sequence[ItemsetRow]]


class Evaluation:
    """One document of one form in one turn. ``refused`` names the expressions that met a value they cannot use."""

    def __init__(
        self, form: Form, root: Any, now: datetime, new_id: Callable[[], str], itemsets: Itemsets | None
    ) -> None:
        self.form = form
        self.root = root
        self.language = str(root.get(LANGUAGE) or "vi")
        self.nodes = instance_document.index(root) if form.repeats else instance_document.index_by(root, form.refs)
        self.lists = Lists(form, itemsets or {})
        self.refused: list[str] = []
        # No circle back to the state: a turn's document goes when the turn does, not when the collector comes by.
        here = weakref.proxy(self)
        self.world = World(
            root.getroottree(),
            now,
            self.lists.instance,
            lambda value, ref, scope: here._choice_label(value, ref, scope),
            new_id,
            self.nodes,
            lambda key, scope: here._itext(key, scope),
            root.get(SEED) or "1",
            OFF,
            self.language,
            form.numbers,
        )

    def reindex(self) -> None:
        """After instances of a repeat came or went."""
        self.nodes = self.world.nodes = instance_document.index(self.root)

    def node(self, ref: str) -> Any:
        """The element of a field; the first one if it stands in a repeat and ``ref`` does not say which.

        Raises:
            KeyError: no such field, or no such instance.
        """
        plain = self.form.ref(ref)
        if "[" in ref:
            return repeat_paths.located(self.root, ref)
        found = self.nodes.get(plain)
        if not found:
            raise KeyError(ref)
        return found[0]

    def value(self, field: Field) -> str:
        found = self.nodes.get(field.ref)
        return (found[0].text or "") if found else ""

    def worked_out(self, expression: Expression, node: Any, what: str = "") -> Value:
        """The value of an expression at a node; "" where it meets a value that it cannot use."""
        try:
            return expression(Scope(self.world, node))
        except ValueRefused:
            self.refused.append(what)
            return ""

    def holds(self, expression: Expression | None, node: Any, what: str = "") -> bool:
        """True if an expression is there and true at a node."""
        return expression is not None and to_boolean(self.worked_out(expression, node, what))

    def read_only(self, field: Field, node: Any) -> bool:
        """Read-only itself or by one of the groups it stands in."""
        if field.ref not in self.form.guarded:
            return False
        if self.holds(field.read_only, node):
            return True
        parent = self.form.by_ref.get(field.parent) if field.parent else None
        return parent is not None and self.read_only(parent, node.getparent())

    def required(self, field: Field, node: Any) -> bool:
        return self.holds(field.required, node)

    def frame(self, field: Field, node: Any) -> Frame:
        """The frame that an answer at a node is checked against."""
        timed = field.kind in (Type.TIME, Type.DATETIME)
        offset = self.world.now.isoformat(timespec="milliseconds")[23:] if timed else ""
        names = dict.fromkeys(self.names(field, node))
        return Frame(names, field.bounds, field.data_type.startswith("int"), offset)

    def text(self, templates: Mapping[str, Template], node: Any) -> str:
        """A label or message in the draft's language, with the answers it quotes."""
        if not templates:
            return ""
        return render(pick(templates, self.language, self.form.languages), Scope(self.world, node))

    def _itext(self, key: str, scope: Scope) -> str:
        return render(pick(self.form.texts.get(key, {}), self.language, self.form.languages), scope)

    def media(self, media: Mapping[str, Mapping[str, Template]], node: Any) -> dict[str, str]:
        if not media:
            return {}
        found = {kind: self.text(names, node) for kind, names in media.items()}
        return {kind: name for kind, name in found.items() if name}

    def names(self, field: Field, node: Any) -> list[str]:
        """The names that may be chosen now."""
        return self.lists.names(field, Scope(self.world, node)) if field.kind.has_choices else []

    def choices(self, field: Field, node: Any, names: Sequence[str] | None = None) -> tuple[Choice, ...]:
        """The choices that are open now, or the choices of these names, with labels and media in the draft's language."""
        fixed = self.lists.fixed(field, self.language)
        if fixed is not None and (names is None or all(name in fixed for name in names)):
            return tuple(fixed.values() if names is None else (fixed[name] for name in names))
        scope = Scope(self.world, node)
        rows = self.lists.by_name(field, self.lists.nodes(field, scope))
        given = self.lists.given_rows(field)
        return tuple(
            Choice(
                name,
                render(self.lists.template(field, name, self.language, rows.get(name), given.get(name)), scope),
                self._media_of(rows.get(name)),
            )
            for name in (self.names(field, node) if names is None else names)
        )

    def _media_of(self, row: Any) -> dict[str, str]:
        if not self.form.text_media or row is None:
            return {}
        return self.media(self.form.text_media.get(cell(row, "itextId"), {}), self.root)

    def choice_label(self, field: Field, name: str, node: Any) -> str:
        return self.choices(field, node, (name,))[0].label

    def _choice_label(self, value: str, ref: str, scope: Scope) -> str:
        field = self.form.by_ref.get(repeat_paths.resolved(ref, scope.current))
        if field is None or not value:
            return value
        near = repeat_paths.near(self.nodes.get(field.ref, ()), scope.current)
        return self.choice_label(field, value, near[0]) if near else value

    @staticmethod
    def write(node: Any, text: str) -> None:
        """Put a value where it belongs, also while the node is not relevant."""
        text = instance_document.clean(text[:MOST_CALCULATED])
        if node.get(OFF) is None:
            node.text = text or None
        elif text:
            node.set(KEPT, text)
        else:
            node.attrib.pop(KEPT, None)

    def stored(self, field: Field, value: Value) -> str:
        """The text of a calculated value in a field; "" for what is no value of its type."""
        return cast(field.data_type, value, self.world.now)
