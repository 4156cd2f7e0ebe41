"""Conditions that no answer can make true: a question nobody would ever meet is told before its form is published.

A condition is taken apart into the ways in which it can hold, each some plain facts about answers that would have to be so
together. What is not understood counts as possible, so that no good form is refused.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from itertools import combinations

from forms.errors import FormError
from forms.model import instance_document
from forms.model.form import Field, Form
from forms.model.types import Type
from forms.xpath.parser import Binary, Call, Literal, Negate, Node, Path
from forms.xpath.values import Value, compare, equal, to_boolean, to_number, to_string, unequal

_MOST_WAYS = 64
_MIRRORED = {"<": ">", "<=": ">=", ">": "<", ">=": "<="}
_DENIED = {"=": "!=", "!=": "="}


@dataclass(frozen=True)
class _Fact:
    """One fact about an answer: =, !=, <, <=, >, >= or, of the choices made, ``has`` and ``lacks``."""

    ref: str
    operator: str
    value: str | float

    @property
    def number(self) -> float:
        return to_number(self.value)


_Way = tuple[_Fact, ...]
_ANYHOW: tuple[_Way, ...] = ((),)


def never_relevant(form: Form) -> list[FormError]:
    """``never_relevant`` for every field or group whose condition cannot hold; for what stands in it nothing more.

    A bare ``false()`` is how authors put a row aside on purpose: ``switched_off``, which is worth a word and no refusal.
    """
    reader = _Reader(form)
    ways: dict[str | None, tuple[_Way, ...]] = {None: _ANYHOW}
    found = []
    for field in form.fields:
        above = ways.get(field.parent, _ANYHOW)
        ways[field.ref] = above
        if field.relevant is not None and above:
            ways[field.ref] = tuple(filter(reader.possible, _both(above, reader.ways(field.relevant.tree, field.ref))))
            if not ways[field.ref]:
                details = {"name": field.name, "column": "relevant", "expression": field.relevant.text[:200]}
                aside = field.relevant.text == "false()"
                found.append(FormError("switched_off" if aside else "never_relevant", details=details))
    return found


def _both(left: Sequence[_Way], right: Sequence[_Way]) -> tuple[_Way, ...]:
    """The ways in which both hold; of very many only what one side says, which is a little too lenient."""
    if not left or not right:
        return ()
    if len(left) * len(right) > _MOST_WAYS:
        return tuple(left) if len(left) <= _MOST_WAYS else _ANYHOW
    return tuple(tuple(dict.fromkeys(facts + other)) for facts in left for other in right)


def never_fulfilled(form: Form, field: Field) -> bool:
    """Say if no answer at all to a question can fulfil its constraint."""
    if field.constraint is None:
        return False
    reader = _Reader(form)
    return not any(map(reader.possible, reader.ways(field.constraint.tree, field.ref)))


class _Reader:
    def __init__(self, form: Form) -> None:
        self._form = form
        self._set = {action.ref for action in form.actions}
        self._given = {
            ref: nodes[0].text or ""
            for ref, nodes in instance_document.index(instance_document.parse(form.blank)).items()
        }

    def ways(self, node: Node, at: str, wanted: bool = True) -> tuple[_Way, ...]:
        """How a condition at a reference can be true, or can be false if that is ``wanted``."""
        if isinstance(node, Binary) and node.operator in ("and", "or"):
            sides = self.ways(node.left, at, wanted), self.ways(node.right, at, wanted)
            return _both(*sides) if (node.operator == "and") is wanted else (*sides[0], *sides[1])
        if isinstance(node, Call) and node.name == "not" and len(node.args) == 1:
            return self.ways(node.args[0], at, not wanted)
        value = constant_of(node)
        if value is not None:
            return _ANYHOW if to_boolean(value) is wanted else ()
        fact = self._fact(node, at, wanted)
        return _ANYHOW if fact is None else ((fact,),)

    def _fact(self, node: Node, at: str, wanted: bool) -> _Fact | None:
        if isinstance(node, Call) and node.name == "selected" and len(node.args) == 2:
            ref, value = self._single(node.args[0], at), constant_of(node.args[1])
            name = "" if value is None else to_string(value).strip()
            return _Fact(ref, "has" if wanted else "lacks", name) if ref and name and len(name.split()) == 1 else None
        if not isinstance(node, Binary):
            return None
        operator, path, other = node.operator, node.left, node.right
        if constant_of(path) is not None:
            operator, path, other = _MIRRORED.get(operator, operator), other, path
        ref, value = self._single(path, at), constant_of(other)
        operator = operator if wanted else _DENIED.get(operator, "")
        if ref is None or isinstance(value, bool) or not isinstance(value, str | float):
            return None
        if operator in _DENIED:
            return _Fact(ref, operator, value)
        number = to_number(value)
        return _Fact(ref, operator, number) if operator in _MIRRORED and number == number else None

    def _single(self, node: Node, at: str) -> str | None:
        """The reference of the one answer that a path leads to; None for anything else."""
        if not isinstance(node, Path) or node.predicates:
            return None
        current = isinstance(node.start, Call) and node.start.name == "current"
        if not (node.start in (None, "/") or current):
            return None
        ref = "" if node.start == "/" else at
        for step in node.steps:
            if step.predicates or (step.axis, step.test) == ("child", "*"):
                return None
            if step.axis == "parent" and step.test == "node()":
                ref = ref.rpartition("/")[0]
            elif step.axis == "child" and "(" not in step.test:
                ref += "/" + step.test.rpartition(":")[2]
                if ref in self._form.repeats:
                    return None
            elif step.axis != "self":
                return None
        field = self._form.by_ref.get(ref)
        return ref if field is not None and field.kind not in (Type.GROUP, Type.REPEAT) else None

    def possible(self, way: _Way) -> bool:
        """True if nothing that is said of any one answer contradicts the rest."""
        facts: dict[str, list[_Fact]] = {}
        for fact in way:
            facts.setdefault(fact.ref, []).append(fact)
        return all(self._may_be(self._form.by_ref[ref], said) for ref, said in facts.items())

    def _may_be(self, field: Field, said: Sequence[_Fact]) -> bool:
        if field.kind is Type.SELECT_ONE:
            said = [_Fact(x.ref, {"has": "=", "lacks": "!="}.get(x.operator, x.operator), x.value) for x in said]
        known = self._known(field)
        if known and not all(_in_list(fact, known) for fact in said if fact.operator in ("=", "has")):
            return False
        if known and field.kind is Type.SELECT_ONE and not any(_fits_all(name, said) for name in known):
            return False
        if field.bounds is not None:
            said = [*said, *(_Fact(field.ref, sign, end) for sign, end in zip((">=", "<="), _ends(field), strict=True))]
        return _numbers_fit(said) and not any(_against(a, b) or _against(b, a) for a, b in combinations(said, 2))

    def _known(self, field: Field) -> Collection[str]:
        """All names that the answer to a select can hold; empty where nobody can tell."""
        if not field.kind.is_select or field.calculate is not None or field.ref in self._set:
            return ()
        if not field.choices or (field.itemset is not None and field.itemset.external):
            return ()
        return {*field.choices, *self._given.get(field.ref, "").split()}


def _ends(field: Field) -> list[float]:
    """The least and the most of a range; of one that runs downwards as well."""
    assert field.bounds is not None
    return sorted((to_number(field.bounds.least), to_number(field.bounds.most)))


def _fits_all(name: str, said: Sequence[_Fact]) -> bool:
    """Say if a choice's name lies within all the bounds that are said of it."""
    return all(compare(fact.operator, name, fact.value) for fact in said if fact.operator in _MIRRORED)


def _in_list(fact: _Fact, known: Collection[str]) -> bool:
    if isinstance(fact.value, float):
        return any(to_number(name) == fact.value for name in known)
    return all(name in known for name in fact.value.split())


def _against(fact: _Fact, other: _Fact) -> bool:
    """True if one fact, an equality or a choice made, leaves no room for the other."""
    if fact.operator == "=" and other.operator in ("=", "!="):
        alike = fact.value == other.value or (other.operator == "=" and fact.number == other.number)
        return alike is (other.operator == "!=")
    if fact.operator == "=" and isinstance(fact.value, str) and other.operator in ("has", "lacks"):
        return (other.value in fact.value.split()) is (other.operator == "lacks")
    return (fact.operator, other.operator) == ("has", "lacks") and fact.value == other.value


def _numbers_fit(said: Sequence[_Fact]) -> bool:
    """True if some number lies within all the bounds, and every value named as equal does."""
    bounds = [fact for fact in said if fact.operator in _MIRRORED]
    if not bounds:
        return True
    for fact in said:
        if fact.operator == "=" and not all(compare(x.operator, fact.value, x.value) for x in bounds):
            return False
    return all(
        _meet(low, high) for low in bounds for high in bounds if low.operator[0] == ">" and high.operator[0] == "<"
    )


def _meet(low: _Fact, high: _Fact) -> bool:
    closed = low.operator == ">=" and high.operator == "<="
    return low.number < high.number or (closed and low.number == high.number)


def constant_of(node: Node) -> Value | None:
    """The value of what holds nothing but literals; None for all else."""
    if isinstance(node, Literal):
        return node.value
    if isinstance(node, Call) and not node.args and node.name in ("true", "false"):
        return node.name == "true"
    if isinstance(node, Negate):
        value = constant_of(node.operand)
        return None if value is None else -to_number(value)
    if isinstance(node, Binary):
        left, right = constant_of(node.left), constant_of(node.right)
        if left is None or right is None:
            return None
        if node.operator in _DENIED:
            return equal(left, right) if node.operator == "=" else unequal(left, right)
        return compare(node.operator, left, right) if node.operator in _MIRRORED else None
    return None
