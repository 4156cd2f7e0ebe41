"""Paths in the conditions of a form: where each starts, and what it leads to."""

from __future__ import annotations

from collections.abc import Iterator

from forms.authoring.unreachable import constant_of
from forms.model import instance_document
from forms.model.form import Field, Form
from forms.model.types import Type
from forms.xpath.parser import Binary, Call, Negate, Node, Path, Step


class Places:
    """The places to which the paths of a form lead."""

    def __init__(self, form: Form) -> None:
        self._form = form
        blank = instance_document.index(instance_document.parse(form.blank))
        self._known = {*form.by_ref, *blank}
        self._root = next(iter(blank), "/data")
        self._columns = {
            name: {str(child.tag).rpartition("}")[2] for item in root.iter("item") for child in item}
            for name, root in form.instances.items()
        }

    def paths(self, tree: Node, context: str) -> Iterator[tuple[Path, str]]:
        """Every path with the place that it starts from."""
        if isinstance(tree, Path):
            here = self._start(tree, context)
            if tree.start is None or tree.start == "/":
                yield tree, context
            elif not isinstance(tree.start, str):
                yield from self.paths(tree.start, context)
            for predicate in tree.predicates:
                yield from self.paths(predicate, here)
            for step in tree.steps:
                here = self._moved(here, step)
                for predicate in step.predicates:
                    yield from self.paths(predicate, here)
            return
        parts: tuple[Node, ...] = ()
        if isinstance(tree, Binary):
            parts = (tree.left, tree.right)
        elif isinstance(tree, Negate):
            parts = (tree.operand,)
        elif isinstance(tree, Call):
            parts = tree.args
        for part in parts:
            yield from self.paths(part, context)

    def _start(self, path: Path, context: str) -> str:
        if path.start is None:
            return context
        if path.start == "/":
            return ""
        if isinstance(path.start, Call) and path.start.name == "instance" and path.start.args:
            name = constant_of(path.start.args[0])
            return f"#{name}" if isinstance(name, str) and name in self._columns else "?"
        return "?"

    @staticmethod
    def _moved(here: str, step: Step) -> str:
        """ "?" for a place that nobody can tell; "#list" for the rows of a list, "#list/column" below."""
        if here == "?" or step.axis == "self":
            return here
        if step.axis == "parent" and step.test == "node()":
            return here.rpartition("/")[0] if "/" in here else "?"
        if step.axis == "child" and step.test != "*" and "(" not in step.test:
            name = step.test.rpartition(":")[2]
            return here if here[:1] == "#" and name in ("root", "item") else f"{here}/{name}"
        return "?"

    def holds(self, path: Path, context: str) -> bool:
        """Say if there is something at the end of a path, as far as one can tell."""
        here = self._start(path, context)
        for step in path.steps:
            here = self._moved(here, step)
        if here == "?" or here in ("", self._root) or here.startswith(f"{self._root}/meta"):
            return True
        if here[:1] == "#":
            name, _, column = here[1:].partition("/")
            return not column or "/" in column or not self._columns[name] or column in self._columns[name]
        return here in self._known

    def filtered_repeat(self, node: Node, context: str) -> Field | None:
        """The repeat whose instances a path with a predicate picks from."""
        if not isinstance(node, Path) or node.start not in (None, "/"):
            return None
        here = self._start(node, context)
        for step in node.steps:
            here = self._moved(here, step)
        field = self._form.by_ref.get(here)
        picks = node.predicates or (node.steps and node.steps[-1].predicates)
        return field if picks and field is not None and field.repeat is not None else None

    def field(self, node: Node, context: str) -> Field | None:
        """The question that a path leads to."""
        if not isinstance(node, Path) or node.predicates or node.start not in (None, "/"):
            return None
        here = self._start(node, context)
        for step in node.steps:
            here = "?" if step.predicates else self._moved(here, step)
        field = self._form.by_ref.get(here)
        return field if field is not None and field.kind not in (Type.GROUP, Type.REPEAT) else None
