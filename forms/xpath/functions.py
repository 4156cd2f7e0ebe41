"""The functions that expressions may call: XPath 1.0's and OpenRosa's, one table row each.

Rules: https://getodk.github.io/xforms-spec/#xpath-functions and, where it leaves room, JavaRosa. A table row is
(fewest arguments, most arguments or None, function). A name that stands in no table is refused when a form is loaded,
as is one of ``DECLINED``.
"""

from __future__ import annotations

import math
import random
import re
from collections.abc import Callable, Sequence
from typing import Any

from forms.xpath import functions_dates as dates
from forms.xpath import functions_nodes as nodes
from forms.xpath import functions_numbers as numbers
from forms.xpath.functions_numbers import texts
from forms.xpath.regex import matches
from forms.xpath.values import Moment, Value, node_text, to_boolean, to_number, to_string

# A Scope of forms.expressions, which imports this module.
AnyScope = Any
_LONGEST_ID = 1000

# What makes no sense in a chat, or is written by nobody: refused by name when a form is published.
DECLINED: dict[str, str] = {
    "area": "areas on a map",
    "distance": "distances on a map",
    "geofence": "areas on a map",
    "digest": "checksums",
    "base64-decode": "coded bytes",
    "extract-signed": "signatures",
    "lang": "XML that no form contains",
    "id": "XML that no form contains",
    "namespace-uri": "XML that no form contains",
    "nodeset-id": "what differs between engines",
}


def _selected(value: Value, name: Value) -> bool:
    """Tell whether a choice is among those made; nothing is among nothing."""
    text, wanted = to_string(value), to_string(name).strip()
    return wanted in text.split() if wanted and wanted != text else wanted == text.strip()


def _uuid(scope: AnyScope, length: Value | None = None) -> str:
    """A fresh identifier; with a length a text of so many letters and digits made of such ones."""
    if length is None:
        return str(scope.world.new_id())
    wanted, text = to_number(length), ""
    while wanted == wanted and len(text) < min(wanted, _LONGEST_ID):
        made = re.sub(r"[^0-9A-Za-z]", "", scope.world.new_id())
        if not made:
            break
        text += made
    return text[: int(wanted)] if text else ""


def _selected_at(value: Value, index: Value) -> str:
    chosen, at = to_string(value).split(), to_number(index)
    return chosen[int(at)] if at == at and 0 <= at < len(chosen) else ""


def _substr(value: Value, start: Value, end: Value | None = None) -> str:
    text, first = to_string(value), to_number(start)
    last = float(len(text)) if end is None else to_number(end)
    if first != first or last != last:
        return ""
    most = len(text)
    return text[int(max(-most, min(first, most))) : int(max(-most, min(last, most)))]


def _substring(value: Value, start: Value, length: Value | None = None) -> str:
    text, first = to_string(value), numbers.half_up(to_number(start))
    last = math.inf if length is None else first + numbers.half_up(to_number(length))
    return "".join(letter for at, letter in enumerate(text, 1) if at >= first and at < last)


def _translate(value: Value, old: Value, new: Value) -> str:
    letters, others = to_string(old), to_string(new)
    table: dict[int, str | None] = {}
    for at, letter in enumerate(letters):
        table.setdefault(ord(letter), others[at] if at < len(others) else None)
    return to_string(value).translate(table)


def _before(value: Value, mark: Value) -> str:
    text, found, _rest = to_string(value).partition(to_string(mark)) if to_string(mark) else ("", "", "")
    return text if found else ""


def _after(value: Value, mark: Value) -> str:
    return to_string(value).partition(to_string(mark))[2] if to_string(mark) else to_string(value)


def _normal(text: str) -> str:
    return re.sub(r"[ \t\r\n]+", " ", text).strip(" ")


def _boolean_from_string(value: Value) -> bool:
    if isinstance(value, float | int):
        return value == 1
    return to_string(value).strip().lower() in ("1", "true")


def _coalesce(first: Value, second: Value) -> str:
    text = "" if isinstance(first, float) and first != first else to_string(first)
    return text or to_string(second)


def _join(separator: Value, *args: Value) -> str:
    return to_string(separator).join(texts(args))


# Functions of all the nodes that they are given, of which those that are not relevant are none.
OVER_NODES = frozenset(
    ("count", "count-non-empty", "sum", "min", "max", "join", "concat", "checklist", "weighted-checklist", "randomize")
)

Table = dict[str, tuple[int, int | None, Callable[..., Value]]]

FUNCTIONS: Table = {
    "true": (0, 0, lambda: True),
    "false": (0, 0, lambda: False),
    "not": (1, 1, lambda value: not to_boolean(value)),
    "boolean": (1, 1, to_boolean),
    "boolean-from-string": (1, 1, _boolean_from_string),
    "selected": (2, 2, _selected),
    "selected-at": (2, 2, _selected_at),
    "count-selected": (1, 1, lambda value: float(len(to_string(value).split()))),
    "count": (1, 1, nodes.count),
    "count-non-empty": (1, 1, nodes.count_non_empty),
    "sum": (1, 1, numbers.total),
    "min": (1, None, numbers.extreme(min)),
    "max": (1, None, numbers.extreme(max)),
    "coalesce": (2, 2, _coalesce),
    "concat": (0, None, lambda *args: "".join(texts(args))),
    "join": (1, None, _join),
    "substr": (2, 3, _substr),
    "substring": (2, 3, _substring),
    "substring-before": (2, 2, _before),
    "substring-after": (2, 2, _after),
    "contains": (2, 2, lambda value, part: to_string(part) in to_string(value)),
    "starts-with": (2, 2, lambda value, part: to_string(value).startswith(to_string(part))),
    "ends-with": (2, 2, lambda value, part: to_string(value).endswith(to_string(part))),
    "translate": (3, 3, _translate),
    "int": (1, 1, numbers.integer),
    "round": (1, 2, numbers.rounded),
    "floor": (1, 1, numbers.floor),
    "ceiling": (1, 1, numbers.ceiling),
    "abs": (1, 1, lambda value: abs(to_number(value))),
    "pow": (2, 2, numbers.real(math.pow)),
    "sqrt": (1, 1, numbers.real(math.sqrt)),
    "exp": (1, 1, numbers.real(math.exp)),
    "exp10": (1, 1, numbers.real(lambda number: math.pow(10, number))),
    "log": (1, 1, numbers.logarithm(math.log)),
    "log10": (1, 1, numbers.logarithm(math.log10)),
    "pi": (0, 0, lambda: math.pi),
    "sin": (1, 1, numbers.real(math.sin)),
    "cos": (1, 1, numbers.real(math.cos)),
    "tan": (1, 1, numbers.real(math.tan)),
    "asin": (1, 1, numbers.real(math.asin)),
    "acos": (1, 1, numbers.real(math.acos)),
    "atan": (1, 1, numbers.real(math.atan)),
    "atan2": (2, 2, numbers.real(math.atan2)),
    "checklist": (2, None, numbers.checklist),
    "weighted-checklist": (2, None, numbers.weighted_checklist),
    "random": (0, 0, random.random),  # forms ask for chance in what they show, never for secrets
}


def _or_node(scope: AnyScope, args: Sequence[Value]) -> Value:
    return args[0] if args else [scope.node]


def _instance(scope: AnyScope, name: Value) -> Value:
    found = scope.world.instance(to_string(name))
    return [] if found is None else [found]


def _string(scope: AnyScope, *args: Value) -> str:
    return to_string(_or_node(scope, args))


CONTEXT_FUNCTIONS: Table = {
    "position": (0, 1, nodes.position),
    "last": (0, 0, lambda scope: float(scope.size)),
    "current": (0, 0, lambda scope: [scope.current]),
    "today": (0, 0, lambda scope: Moment(scope.world.now.date().isoformat())),
    "now": (0, 0, lambda scope: Moment(dates.moment_text(scope.world.now))),
    "uuid": (0, 1, _uuid),
    "instance": (1, 1, _instance),
    "string": (0, 1, _string),
    "number": (0, 1, lambda scope, *args: to_number(_or_node(scope, args), scope.world.zone)),
    "string-length": (0, 1, lambda scope, *args: float(len(_string(scope, *args)))),
    "normalize-space": (0, 1, lambda scope, *args: _normal(_string(scope, *args))),
    "name": (0, 1, nodes.name_of),
    "local-name": (0, 1, nodes.local_name_of),
    "date": (1, 1, dates.as_date),
    "date-time": (1, 1, dates.as_date_time),
    "decimal-date-time": (1, 1, dates.decimal_date_time),
    "decimal-time": (1, 1, dates.decimal_time),
    "format-date": (2, 2, dates.format_date),
    "format-date-time": (2, 2, dates.format_date),
    "regex": (2, 2, lambda _scope, value, pattern: matches(to_string(pattern), to_string(value))),
    "randomize": (1, 2, nodes.randomized),
    "jr:choice-name": (
        2,
        2,
        lambda scope, value, ref: scope.world.choice_label(to_string(value), to_string(ref), scope),
    ),
    "jr:itext": (1, 1, lambda scope, key: scope.world.itext(to_string(key), scope)),
    "pulldata": (4, 4, nodes.pulldata),
}

Runner = Callable[[AnyScope], Value]


def _build_if(args: Sequence[Runner]) -> Runner:
    test, yes, no = args
    return lambda scope: yes(scope) if to_boolean(test(scope)) else no(scope)


def _build_once(args: Sequence[Runner]) -> Runner:
    only = args[0]
    return lambda scope: node_text(scope.node) or only(scope)


LAZY_FUNCTIONS: dict[str, tuple[int, int | None, Callable[[Sequence[Runner]], Runner]]] = {
    "if": (3, 3, _build_if),
    "once": (1, 1, _build_once),
}
