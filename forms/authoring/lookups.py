"""Lists that formulas look things up in: those of a form's own, and those that a host has to have."""

from __future__ import annotations

from collections.abc import Iterator

from forms.model.form import Field, Form
from forms.xpath.expressions import Expression
from forms.xpath.parser import Call, Literal, subtrees


def lookups(form: Form) -> Iterator[tuple[str, str, str]]:
    """Name of a list that the form does not hold, field and column of each formula that reads it.

    A select that draws its choices from such a list is told of by its ``itemset``.
    """
    seen: set[tuple[str, str]] = set()
    for field in form.fields:
        for column, expression in _formulas(field):
            for node in subtrees(expression.tree):
                if isinstance(node, Call) and node.name in ("pulldata", "instance") and node.args:
                    named = node.args[0]
                    name = str(named.value).removesuffix(".csv") if isinstance(named, Literal) else ""
                    if name and name not in form.instances and (name, field.ref) not in seen:
                        seen.add((name, field.ref))
                        yield name, field.name, column


def _formulas(field: Field) -> Iterator[tuple[str, Expression]]:
    given = {
        "calculation": field.calculate,
        "relevant": field.relevant,
        "constraint": field.constraint,
        "required": field.required,
        "read_only": field.read_only,
        "repeat_count": None if field.repeat is None else field.repeat.count,
    }
    yield from ((column, expression) for column, expression in given.items() if expression is not None)
    for column, templates in {"label": field.labels, "hint": field.hints}.items():
        for pieces in templates.values():
            yield from ((column, piece) for piece in pieces if isinstance(piece, Expression))
