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
    for one in form.fields:
        for column, expression in _formulas(one):
            for node in subtrees(expression.tree):
                if isinstance(node, Call) and node.name in ("pulldata", "instance") and node.args:
                    named = node.args[0]
                    name = str(named.value).removesuffix(".csv") if isinstance(named, Literal) else ""
                    if name and name not in form.instances and (name, one.ref) not in seen:
                        seen.add((name, one.ref))
                        yield name, one.name, column


def _formulas(one: Field) -> Iterator[tuple[str, Expression]]:
    given = {
        "calculation": one.calculate,
        "relevant": one.relevant,
        "constraint": one.constraint,
        "required": one.required,
        "read_only": one.read_only,
        "repeat_count": None if one.repeat is None else one.repeat.count,
    }
    yield from ((column, expression) for column, expression in given.items() if expression is not None)
    for column, templates in {"label": one.labels, "hint": one.hints}.items():
        for pieces in templates.values():
            yield from ((column, piece) for piece in pieces if isinstance(piece, Expression))
