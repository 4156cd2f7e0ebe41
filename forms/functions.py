"""The functions that expressions may call: XPath 1.0's and OpenRosa's, one table row each.

Rules: https://getodk.github.io/xforms-spec/#xpath-functions and, where it leaves room, JavaRosa. A table row is
(fewest arguments, most arguments or None, function). A name that stands in no table is refused when a form is loaded.
"""

from __future__ import annotations

import math
import random
import re
from collections.abc import Callable, Sequence
from datetime import datetime
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation
from typing import Any

from forms.values import (
    NAN,
    Value,
    date_text,
    days_of,
    node_text,
    number_text,
    parse_moment,
    to_boolean,
    to_number,
    to_string,
)

# A Scope of forms.expressions, which imports this module.
AnyScope = Any


def _texts(args: Sequence[Value]) -> list[str]:
    """Arguments as texts, a node-set standing for all its nodes."""
    found: list[str] = []
    for arg in args:
        if isinstance(arg, list):
            found.extend(node_text(node) for node in arg)
        else:
            found.append(to_string(arg))
    return found


def _numbers(args: Sequence[Value]) -> list[float]:
    return [to_number(text) for text in _texts(args) if text != ""]


def _selected(value: Value, name: Value) -> bool:
    return to_string(name).strip() in to_string(value).split()


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
    text, first = to_string(value), _half_up(to_number(start))
    last = math.inf if length is None else first + _half_up(to_number(length))
    return "".join(letter for at, letter in enumerate(text, 1) if at >= first and at < last)


def _half_up(value: float) -> float:
    return value if value != value or math.isinf(value) else math.floor(value + 0.5)


def _round(value: Value, places: Value = 0.0) -> float:
    number, digits = to_number(value), to_number(places)
    if number != number or math.isinf(number) or digits != digits:
        return number if digits == digits else NAN
    if digits == 0:
        return _half_up(number)
    if abs(digits) > 15:
        return number if digits > 0 else 0.0
    step = Decimal(1).scaleb(-int(digits))
    try:
        return float(Decimal(number_text(number)).quantize(step, rounding=ROUND_HALF_UP))
    except InvalidOperation:
        return number


def _int(value: Value) -> float:
    number = to_number(value)
    return number if number != number or math.isinf(number) else float(math.trunc(number))


def _power(base: Value, exponent: Value) -> float:
    try:
        return float(math.pow(to_number(base), to_number(exponent)))
    except (OverflowError, ValueError):
        return NAN


def _extreme(pick: Callable[[list[float]], float]) -> Callable[..., float]:
    def function(*args: Value) -> float:
        numbers = _numbers(args)
        return NAN if not numbers or any(number != number for number in numbers) else pick(numbers)

    return function


def _sum(nodes: Value) -> float:
    return math.fsum(_numbers([nodes]))


def _count(nodes: Value) -> float:
    return float(len(nodes)) if isinstance(nodes, list) else 0.0


def _count_non_empty(nodes: Value) -> float:
    return float(sum(1 for node in nodes if node_text(node) != "")) if isinstance(nodes, list) else 0.0


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


def _regex(value: Value, pattern: Value) -> bool:
    try:
        return re.fullmatch(to_string(pattern), to_string(value)) is not None
    except re.error:
        return False


def _boolean_from_string(value: Value) -> bool:
    return to_string(value).strip().lower() in ("1", "true")


def _date(value: Value) -> str:
    """A date from its text or from a count of days; text that is no date is no date here either."""
    if isinstance(value, float | int) and not isinstance(value, bool):
        return date_text(float(value))
    text = to_string(value).strip()
    moment = parse_moment(text)
    if moment is not None:
        return text if isinstance(moment, datetime) else moment.isoformat()
    number = to_number(text)
    return date_text(number)


_NAMES = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")


def _format_date(scope: AnyScope, value: Value, pattern: Value) -> str:
    """https://docs.getodk.org/form-operators-functions/#format-date"""
    number = isinstance(value, float | int) and not isinstance(value, bool)
    text = date_text(float(value)) if number else to_string(value).strip()  # type: ignore[arg-type]
    moment = parse_moment(text, scope.world.now.tzinfo)
    if moment is None:
        return ""
    hour = getattr(moment, "hour", 0)
    fields = {
        "Y": f"{moment.year:04}",
        "y": f"{moment.year % 100:02}",
        "m": f"{moment.month:02}",
        "n": str(moment.month),
        "b": _NAMES[moment.month - 1],
        "d": f"{moment.day:02}",
        "e": str(moment.day),
        "a": _DAYS[moment.weekday()],
        "H": f"{hour:02}",
        "h": str(hour),
        "M": f"{getattr(moment, 'minute', 0):02}",
        "S": f"{getattr(moment, 'second', 0):02}",
        "3": f"{getattr(moment, 'microsecond', 0) // 1000:03}",
        "%": "%",
    }
    return re.sub(r"%(.)", lambda match: fields.get(match[1], ""), to_string(pattern))


def _decimal_date_time(value: Value) -> float:
    if isinstance(value, float | int):
        return float(value)
    days = days_of(to_string(value).strip())
    return NAN if days is None else days


def _checklist(least: Value, most: Value, *answers: Value) -> bool:
    return _between(least, most, sum(_flags(answers)))


def _weighted_checklist(least: Value, most: Value, *pairs: Value) -> bool:
    flags, weights = _flags(pairs[0::2]), _numbers(pairs[1::2])
    return _between(least, most, sum(weight for flag, weight in zip(flags, weights, strict=False) if flag))


def _flags(values: Sequence[Value]) -> list[bool]:
    found: list[bool] = []
    for value in values:
        each: Sequence[Value] = [node_text(node) for node in value] if isinstance(value, list) else [value]
        found.extend(_boolean_from_string(one) if isinstance(one, str) else to_boolean(one) for one in each)
    return found


def _between(least: Value, most: Value, total: float) -> bool:
    low, high = to_number(least), to_number(most)
    return (low < 0 or total >= low) and (high < 0 or total <= high)


def _join(separator: Value, *args: Value) -> str:
    return to_string(separator).join(_texts(args))


FUNCTIONS: dict[str, tuple[int, int | None, Callable[..., Value]]] = {
    "true": (0, 0, lambda: True),
    "false": (0, 0, lambda: False),
    "not": (1, 1, lambda value: not to_boolean(value)),
    "boolean": (1, 1, to_boolean),
    "boolean-from-string": (1, 1, _boolean_from_string),
    "selected": (2, 2, _selected),
    "selected-at": (2, 2, _selected_at),
    "count-selected": (1, 1, lambda value: float(len(to_string(value).split()))),
    "count": (1, 1, _count),
    "count-non-empty": (1, 1, _count_non_empty),
    "sum": (1, 1, _sum),
    "min": (1, None, _extreme(min)),
    "max": (1, None, _extreme(max)),
    "coalesce": (2, 2, lambda first, second: to_string(first) or to_string(second)),
    "concat": (0, None, lambda *args: "".join(_texts(args))),
    "join": (1, None, _join),
    "substr": (2, 3, _substr),
    "substring": (2, 3, _substring),
    "substring-before": (2, 2, _before),
    "substring-after": (2, 2, _after),
    "contains": (2, 2, lambda value, part: to_string(part) in to_string(value)),
    "starts-with": (2, 2, lambda value, part: to_string(value).startswith(to_string(part))),
    "ends-with": (2, 2, lambda value, part: to_string(value).endswith(to_string(part))),
    "translate": (3, 3, _translate),
    "regex": (2, 2, _regex),
    "int": (1, 1, _int),
    "round": (1, 2, _round),
    "floor": (1, 1, lambda value: _whole(math.floor, value)),
    "ceiling": (1, 1, lambda value: _whole(math.ceil, value)),
    "abs": (1, 1, lambda value: abs(to_number(value))),
    "pow": (2, 2, _power),
    "date": (1, 1, _date),
    "date-time": (1, 1, _date),
    "decimal-date-time": (1, 1, _decimal_date_time),
    "checklist": (2, None, _checklist),
    "weighted-checklist": (2, None, _weighted_checklist),
    "random": (0, 0, random.random),  # forms ask for chance in what they show, never for secrets
}


def _whole(work: Callable[[float], int], value: Value) -> float:
    number = to_number(value)
    return number if number != number or math.isinf(number) else float(work(number))


def _or_node(scope: AnyScope, args: Sequence[Value]) -> Value:
    return args[0] if args else [scope.node]


def _moment_text(now: datetime) -> str:
    return now.isoformat(timespec="milliseconds")


def _instance(scope: AnyScope, name: Value) -> Value:
    found = scope.world.instance(to_string(name))
    return [] if found is None else [found]


def _position(scope: AnyScope, *args: Value) -> float:
    """Without an argument XPath's own; with a node its place among the siblings of its name (repeats)."""
    if not args:
        return float(scope.position)
    nodes = args[0]
    if not isinstance(nodes, list) or not nodes or not hasattr(nodes[0], "getparent"):
        return NAN
    node = nodes[0]
    return 1.0 + sum(1 for _sibling in node.itersiblings(node.tag, preceding=True))


def _name(scope: AnyScope, *args: Value) -> str:
    nodes = _or_node(scope, args)
    if not isinstance(nodes, list) or not nodes or not hasattr(nodes[0], "tag"):
        return ""
    return str(nodes[0].tag).rpartition("}")[2]


def _pulldata(scope: AnyScope, instance: Value, column: Value, key: Value, wanted: Value) -> str:
    rows = scope.world.instance(to_string(instance))
    text = to_string(wanted)
    for item in () if rows is None else rows.iter("item"):
        if item.findtext(to_string(key)) == text:
            return item.findtext(to_string(column)) or ""
    return ""


CONTEXT_FUNCTIONS: dict[str, tuple[int, int | None, Callable[..., Value]]] = {
    "position": (0, 1, _position),
    "last": (0, 0, lambda scope: float(scope.size)),
    "current": (0, 0, lambda scope: [scope.current]),
    "today": (0, 0, lambda scope: scope.world.now.date().isoformat()),
    "now": (0, 0, lambda scope: _moment_text(scope.world.now)),
    "uuid": (0, 1, lambda scope, *_length: scope.world.new_id()),
    "instance": (1, 1, _instance),
    "string": (0, 1, lambda scope, *args: to_string(_or_node(scope, args))),
    "number": (0, 1, lambda scope, *args: to_number(_or_node(scope, args))),
    "string-length": (0, 1, lambda scope, *args: float(len(to_string(_or_node(scope, args))))),
    "normalize-space": (0, 1, lambda scope, *args: " ".join(to_string(_or_node(scope, args)).split())),
    "name": (0, 1, _name),
    "local-name": (0, 1, _name),
    "format-date": (2, 2, _format_date),
    "format-date-time": (2, 2, _format_date),
    "jr:choice-name": (
        2,
        2,
        lambda scope, value, ref: scope.world.choice_label(to_string(value), to_string(ref), scope),
    ),
    "pulldata": (4, 4, _pulldata),
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
