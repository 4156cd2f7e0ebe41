"""Rows that hold an expression, an instance and the expected value.

How values compare is said in the ``meta`` of the case files: rows of JavaRosa expect a value of that very type, rows with
a ``dialect`` convert the result first.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

from forms.xpath.expressions import ExpressionError, compile_expression, evaluate
from forms.xpath.values import Value, parse_moment, to_boolean, to_number, to_string
from tests.cases.tally import Declined, Missed, Tally

_MARKERS = {"NaN": math.nan, "Infinity": math.inf, "-Infinity": -math.inf, "-0": -0.0}
_CLOCK = datetime(2026, 11, 21, 12, 0, tzinfo=UTC)


def run(stem: str, content: Mapping[str, Any]) -> Tally:
    tally = Tally(stem)
    for number, row in enumerate(content["cases"], 1):
        problem: Exception | None = None
        try:
            _check(row)
        except (Missed, Declined) as found:
            problem = found
        tally.count(f"{number}: {row['expression'].strip()}", problem)
    return tally


def _check(row: Mapping[str, Any]) -> None:
    try:
        compile_expression(row["expression"])
    except ExpressionError as error:
        if error.code == "declined_function":
            raise Declined(error.reason) from error
    if row["type"] == "error" and "engine_specific" in row:
        raise Declined(row["engine_specific"])
    try:
        value = _value(row)
    except ExpressionError as error:
        if row["type"] == "error":
            return
        raise Missed(str(error)) from error
    if not _COMPARE[row["type"]](value, row):
        shown = to_string(value) if isinstance(value, list) else value
        raise Missed(f"{shown!r} instead of {row['expected']!r}")


def _value(row: Mapping[str, Any]) -> Value:
    zone = ZoneInfo(row.get("tz") or "UTC")
    now = datetime.fromtimestamp(row["now"] / 1000, zone) if "now" in row else _CLOCK.astimezone(zone)
    return evaluate(
        row["expression"],
        row["instance_xml"] or "<data/>",
        context=row.get("context_path", "/"),
        root=row.get("root_path", "/"),
        now=now,
    )


def _number(value: Value, row: Mapping[str, Any]) -> bool:
    expected: float = _MARKERS.get(row["expected"], row["expected"])
    if "dialect" in row:
        value = to_number(value)
    if isinstance(value, list):
        value = to_number(value)
    if not isinstance(value, float) or isinstance(value, bool):
        return False
    if math.isnan(expected) or math.isnan(value):
        return math.isnan(expected) and math.isnan(value)
    factor = row.get("round_factor")
    if factor and not math.isinf(value):
        return math.isclose(math.floor(value * factor + 0.5) / factor, expected, abs_tol=1e-12)
    return value == expected or abs(value - expected) <= float(row.get("tolerance", 0))


def _string(value: Value, row: Mapping[str, Any]) -> bool:
    return ("dialect" in row or isinstance(value, str | list)) and to_string(value) == str(row["expected"])


def _boolean(value: Value, row: Mapping[str, Any]) -> bool:
    return ("dialect" in row or isinstance(value, bool)) and to_boolean(value) is bool(row["expected"])


def _date(value: Value, row: Mapping[str, Any]) -> bool:
    expected = row["expected"]
    found = parse_moment(to_string(value), UTC)
    return found is not None and found == parse_moment(expected.get("date") or expected["datetime"], UTC)


def _nodeset(value: Value, row: Mapping[str, Any]) -> bool:
    if not isinstance(value, list):
        return False
    paths = [node.getroottree().getpath(node) for node in value]
    return bool(paths == row["expected"]["nodes"]) and to_string(value) == str(row["expected"]["string"])


_COMPARE: dict[str, Callable[[Value, Mapping[str, Any]], bool]] = {
    "number": _number,
    "string": _string,
    "boolean": _boolean,
    "date": _date,
    "nodeset": _nodeset,
    "error": lambda _value, _row: False,
}
