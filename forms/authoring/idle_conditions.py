"""Conditions that do nothing, told before publishing with what was probably meant.

A bare word is a path to a question of that name: where there is none it is silently empty. Numbers written with a point for
thousands, days as people write them and names that a list does not have are read otherwise than their author meant.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from datetime import date

from forms.authoring.condition_paths import Places
from forms.authoring.unreachable import constant_of, never_fulfilled
from forms.errors import FormError
from forms.model.form import Field, Form
from forms.model.types import Type
from forms.xpath.expressions import Expression
from forms.xpath.functions import FUNCTIONS
from forms.xpath.parser import Binary, Call, Literal, Negate, Node, Path, subtrees
from forms.xpath.values import parse_moment, to_number

_RELATIONS = frozenset({"=", "!=", "<", "<=", ">", ">="})
_NUMBERS = frozenset({Type.INTEGER, Type.DECIMAL, Type.RANGE})
_DAYS = frozenset({Type.DATE, Type.DATETIME})
_YES = frozenset({"co", "yes", "y", "x", "dung", "bat buoc", "batbuoc", "true", "bat_buoc"})
_NO = frozenset({"khong", "ko", "k", "no", "n", "false", "khong bat buoc", "khong_bat_buoc"})
_DAY = re.compile(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})\Z")
_GROUPED = re.compile(r"(?<![\w.'\"])(\d{1,3}(?:\.\d{3})+)(?![\w.])")
_QUOTED = re.compile(r"\"[^\"]*\"|'[^']*'")
_NOTHING = frozenset({"null", "NULL", "none", "None"})  # how many forms write an empty value
_FREE = frozenset({"today", "now", "true", "false", "uuid", "random", "position", "last"})


def idle_conditions(form: Form) -> Iterator[FormError]:
    """Faults in the conditions of a form that compiles; see ``is_warning``."""
    places = Places(form)
    for field in form.fields:
        for column, expression in _expressions(field):
            found = list(_wrong(form, places, field, column, expression))
            yield from found
            if column == "constraint" and not found and never_fulfilled(form, field):
                yield _error("never_fulfilled", field, column, expression)


_WARNINGS = frozenset({"no_such_choice", "bare_reference", "leads_nowhere", "counted_outside"})
_REFUSED_IN = frozenset({"required", "relevant", "constraint", "read_only"})


def is_warning(error: FormError) -> bool:
    """Say if an author may have meant it so: then it is worth a word and no refusal."""
    column = error.details.get("column")
    if error.code in ("number_text", "date_text", "date_number"):
        return column != "constraint"
    return error.code in _WARNINGS or (error.code == "bare_word" and column not in _REFUSED_IN)


def _expressions(field: Field) -> Iterator[tuple[str, Expression]]:
    given = (
        ("required", field.required),
        ("relevant", field.relevant),
        ("constraint", field.constraint),
        ("read_only", field.read_only),
        ("calculation", field.calculate),
        ("choice_filter", field.itemset.nodes if field.itemset is not None else None),
        ("repeat_count", field.repeat.count if field.repeat is not None else None),
    )
    yield from ((column, expression) for column, expression in given if expression is not None)


def _wrong(form: Form, places: Places, asking: Field, column: str, expression: Expression) -> Iterator[FormError]:
    tree = expression.tree
    for path, context in places.paths(tree, asking.ref):
        word = _bare_word(path)
        if word in _NOTHING:
            continue
        if word and not places.holds(path, context):
            meant = _meant(form, places, asking, column, tree, word)
            yield _error("bare_word", asking, column, expression, word=word, meant=meant)
        elif not word and not places.holds(path, context):
            yield _error("leads_nowhere", asking, column, expression)
    if column in ("relevant", "constraint", "required"):
        yield from _constant(asking, column, expression)
    for node in subtrees(tree):
        if isinstance(node, Binary) and node.operator in _RELATIONS:
            for side, other in ((node.left, node.right), (node.right, node.left)):
                field = places.field(side, asking.ref)
                if field is not None:
                    yield from _compared(asking, column, expression, node.operator, field, other)
        elif isinstance(node, Call) and node.name == "count" and node.args:
            repeat = places.filtered_repeat(node.args[0], asking.ref)
            if repeat is not None and not asking.ref.startswith(f"{repeat.ref}/"):
                yield _error("counted_outside", asking, column, expression, repeat=repeat.name)
        elif isinstance(node, Call) and node.name == "selected" and len(node.args) == 2:
            field = places.field(node.args[0], asking.ref)
            if field is not None:
                yield from _chosen(asking, column, expression, field, node.args[1])


def _constant(field: Field, column: str, expression: Expression) -> Iterator[FormError]:
    """A condition that looks at no answer, but for what people write on purpose."""
    tree = expression.tree
    if isinstance(tree, Path) and column != "required" and not any(step.predicates for step in tree.steps):
        if all(step.axis in ("child", "parent") for step in tree.steps) and _bare_word(tree) == "":
            yield _error("bare_reference", field, column, expression, meant=f"{_as_written(expression.text)} != ''")
        return
    if any(isinstance(node, Path) for node in subtrees(tree)):
        return
    if any(isinstance(node, Call) and node.name not in ("true", "false") for node in subtrees(tree)):
        return
    value = constant_of(tree)
    if isinstance(tree, Call) or (isinstance(tree, Literal) and tree.value in (0.0, 1.0)):
        return
    if value is None or not isinstance(value, bool):
        if isinstance(tree, Literal) and column == "required" and _folded(str(tree.value)) in _YES:
            meant = "yes"
        else:
            meant = _range_meant(tree, column)
        yield _error("constant_condition", field, column, expression, meant=meant)
    elif not (isinstance(tree, Binary) and value):
        return


def _range_meant(tree: Node, column: str) -> str:
    """The condition that people mean by 0-10, 18 and "có"."""
    if isinstance(tree, Binary) and tree.operator == "-":
        low, high = constant_of(tree.left), constant_of(tree.right)
        if isinstance(low, float) and isinstance(high, float) and low < high:
            return f". >= {_number(low)} and . <= {_number(high)}"
    if isinstance(tree, Literal) and isinstance(tree.value, float):
        return f". <= {_number(tree.value)}" if column == "constraint" else f"${{…}} = {_number(tree.value)}"
    if isinstance(tree, Negate):
        return ". >= …"
    text = f"'{tree.value}'" if isinstance(tree, Literal) else "'…'"
    return f". = {text}" if column == "constraint" else f"${{…}} = {text}"


def _compared(
    asking: Field, column: str, expression: Expression, operator: str, field: Field, other: Node
) -> Iterator[FormError]:
    value = constant_of(other)
    sum_of_numbers = not any(isinstance(part, Path | Call) for part in subtrees(other))
    if value is None and field.kind in _DAYS and sum_of_numbers:
        yield _error("date_number", asking, column, expression, meant=_day_meant(other))
    if value is None or isinstance(value, bool):
        return
    if field.kind in _DAYS and isinstance(value, float):
        if not (isinstance(other, Literal) and abs(value) > 10_000):
            yield _error("date_number", asking, column, expression, meant=_day_meant(other))
    elif field.kind in _DAYS and isinstance(value, str) and value and parse_moment(value.replace(" ", "T", 1)) is None:
        yield _error("date_text", asking, column, expression, text=value[:60], meant=_day_meant(other))
    elif field.kind in _NUMBERS and isinstance(value, str) and value and to_number(value) != to_number(value):
        yield _error("number_text", asking, column, expression, text=value[:60], meant=_number_meant(value))
    elif field.kind in _NUMBERS and isinstance(other, Literal) and isinstance(value, float):
        grouped = _grouped(expression.text, value)
        if grouped and (field.kind is not Type.DECIMAL or grouped.endswith("000")):
            details = {"number": grouped, "value": _number(to_number(value)), "meant": grouped.replace(".", "")}
            yield _error("grouped_number", asking, column, expression, **details)
    elif operator in ("=", "!="):
        yield from _chosen(asking, column, expression, field, other)


def _chosen(asking: Field, column: str, expression: Expression, field: Field, other: Node) -> Iterator[FormError]:
    """A name that the list of a select does not have."""
    value = constant_of(other)
    if not isinstance(value, str | float) or isinstance(value, bool):
        return
    if field.calculate is not None or not field.kind.has_choices:
        return
    names = [name for name, _labels in field.inline] or list(field.choices)
    if not names or (field.itemset is not None and field.itemset.external):
        return
    wanted = value if isinstance(value, str) else _number(value)
    known = set(names) | ({_number(to_number(name)) for name in names} if isinstance(value, float) else set())
    if wanted and wanted not in known and (field.kind is Type.SELECT_ONE or " " not in wanted.strip()):
        details = {"field": field.name, "choice": wanted[:60], "meant": _closest(field, wanted, names)}
        yield _error("no_such_choice", asking, column, expression, **details)


def _closest(field: Field, wanted: str, names: Sequence[str]) -> str:
    folded = _folded(wanted)
    for name in names:
        if _folded(name) == folded:
            return f"'{name}'"
    return f"'{names[0]}'"


def _meant(form: Form, places: Places, asking: Field, column: str, tree: Node, word: str) -> str:
    folded = _folded(word)
    if column in ("required", "read_only") and isinstance(tree, Path) and folded in _YES | _NO:
        return "yes" if folded in _YES else "no"
    if word.lower() in _FREE or word.lower() in FUNCTIONS:
        return f"{word.lower()}()"
    if isinstance(tree, Path):
        return f"${{…}} = '{word}'"
    for node in subtrees(tree):
        if isinstance(node, Binary) and node.operator in _RELATIONS:
            for path, other in ((node.left, node.right), (node.right, node.left)):
                if _bare_word(other) == word:
                    field = places.field(path, asking.ref)
                    name = _name_of(form, field, word) if field is not None else word
                    left = "." if field is asking else f"${{{field.name}}}" if field is not None else "${…}"
                    return f"{left} {node.operator} '{name}'"
    return f"'{word}'"


def _name_of(form: Form, field: Field, word: str) -> str:
    """The name of the choice that a word is, or is the label of."""
    folded = _folded(word)
    for name in field.choices:
        labels = (form.choice_label(field.ref, name, language) for language in (*form.languages, "vi"))
        if folded in (_folded(name), *(_folded(label) for label in labels)):
            return name
    return word


def _grouped(text: str, value: float) -> str:
    """The number in a text that is this value and is written with points between thousands."""
    plain = _QUOTED.sub("", text)
    return next((group[1] for group in _GROUPED.finditer(plain) if _same(group[1], value)), "")


def _same(text: str, value: float) -> bool:
    return text.count(".") == 1 and float(text) == value


def _day_meant(node: Node) -> str:
    if isinstance(node, Literal) and isinstance(node.value, str):
        match = _DAY.match(node.value.strip())
        if match:
            try:
                return f"date('{date(int(match[3]), int(match[2]), int(match[1])).isoformat()}')"
            except ValueError:
                pass
    parts = [part.value for part in subtrees(node) if isinstance(part, Literal) and isinstance(part.value, float)]
    if len(parts) == 3 and 1900 <= parts[0] <= 2200:
        return f"date('{parts[0]:04.0f}-{parts[1]:02.0f}-{parts[2]:02.0f}')"
    if len(parts) == 1 and 1900 <= parts[0] <= 2200:
        return f"date('{parts[0]:.0f}-01-01')"
    return "date('2026-12-31')"


def _number_meant(text: str) -> str:
    digits = re.sub(r"[.,\s](?=\d{3}\b)", "", text).replace(",", ".")
    return digits if to_number(digits) == to_number(digits) else "1000"


def _number(value: float) -> str:
    return f"{value:.15g}"


def _folded(text: str) -> str:
    plain = unicodedata.normalize("NFD", text.casefold().replace("đ", "d"))
    return " ".join("".join(letter for letter in plain if not unicodedata.combining(letter)).split())


def _as_written(text: str) -> str:
    """An expression as its author wrote it, with names for paths."""
    return re.sub(r"\s*(?:(?:\.\./)+|/)(?:[\w.-]+/)*([\w.-]+)(?![\w(])\s*", r" ${\1} ", text).strip()


def _bare_word(node: Node) -> str:
    if isinstance(node, Path) and node.start is None and len(node.steps) == 1 and not node.predicates:
        step = node.steps[0]
        return (
            step.test
            if step.axis == "child" and not step.predicates and "(" not in step.test and step.test != "*"
            else ""
        )
    return ""


def _error(code: str, field: Field, column: str, expression: Expression, /, **details: str) -> FormError:
    return FormError(
        code,
        details={"name": field.name, "column": column, "expression": _as_written(expression.text)[:200], **details},
    )
