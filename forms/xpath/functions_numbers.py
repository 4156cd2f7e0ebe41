"""Functions of expressions on numbers. None of it raises: what has no value is not a number."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation

from forms.xpath.values import NAN, Value, node_text, number_text, to_boolean, to_number, to_string


def texts(args: Sequence[Value]) -> list[str]:
    """Arguments as texts, a node-set standing for all its nodes."""
    found: list[str] = []
    for arg in args:
        if isinstance(arg, list):
            found.extend(node_text(node) for node in arg)
        else:
            found.append(to_string(arg))
    return found


def half_up(value: float) -> float:
    """XPath 1.0's rounding: a half goes towards the greater number, and minus zero stays what it is."""
    return value if value != value or math.isinf(value) or value == 0 else float(math.floor(value + 0.5))


def rounded(value: Value, places: Value | None = None) -> float:
    """With places, a half goes away from zero, as in JavaRosa."""
    number = to_number(value)
    if places is None:
        return half_up(number)
    digits = to_number(places)
    if number != number or math.isinf(number) or digits != digits:
        return number if digits == digits else NAN
    if abs(digits) > 15:
        return number if digits > 0 else 0.0
    try:
        return float(Decimal(number_text(number)).quantize(Decimal(1).scaleb(-int(digits)), rounding=ROUND_HALF_UP))
    except InvalidOperation:
        return number


def _whole(work: Callable[[float], int]) -> Callable[[Value], float]:
    def function(value: Value) -> float:
        number = to_number(value)
        return number if number != number or math.isinf(number) else float(work(number))

    return function


integer, floor, ceiling = _whole(math.trunc), _whole(math.floor), _whole(math.ceil)


def real(work: Callable[..., float]) -> Callable[..., float]:
    """A function of Python's that raises outside its domain, as one that gives NaN there."""

    def function(*args: Value) -> float:
        numbers = [to_number(arg) for arg in args]
        try:
            return float(work(*numbers))
        except OverflowError:
            return math.inf
        except ValueError:
            return NAN

    return function


def logarithm(base: Callable[[float], float]) -> Callable[..., float]:
    return real(lambda number: -math.inf if number == 0 else base(number))


def extreme(pick: Callable[[list[float]], float]) -> Callable[..., float]:
    """The extreme of numbers: none of nothing, nor where something is no number."""

    def function(*args: Value) -> float:
        numbers = [to_number(text) for text in texts(args)]
        return NAN if not numbers or any(number != number for number in numbers) else pick(numbers)

    return function


def total(nodes: Value) -> float:
    return math.fsum(to_number(text) for text in texts([nodes]) if text != "")


def checklist(least: Value, most: Value, *answers: Value) -> bool:
    return _between(least, most, sum(_flags(answers)))


def weighted_checklist(least: Value, most: Value, *pairs: Value) -> bool:
    flags, weights = _flags(pairs[0::2]), [to_number(text) for text in texts(pairs[1::2])]
    return _between(least, most, sum(weight for flag, weight in zip(flags, weights, strict=False) if flag))


def _flags(values: Sequence[Value]) -> list[bool]:
    found: list[bool] = []
    for value in values:
        each: Sequence[Value] = [node_text(node) for node in value] if isinstance(value, list) else [value]
        found.extend(to_boolean(value) for value in each)
    return found


def _between(least: Value, most: Value, found: float) -> bool:
    low, high = to_number(least), to_number(most)
    return (low < 0 or found >= low) and (high < 0 or found <= high)
