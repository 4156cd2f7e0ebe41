"""Expressions: XPath 1.0 with OpenRosa's functions, and what cannot be compiled."""

from __future__ import annotations

import math

import pytest

from forms.xpath.expressions import ExpressionError, compile_expression, evaluate
from forms.xpath.functions import DECLINED
from forms.xpath.values import to_string
from tests.forms.player import NOW

DOCUMENT = "<data><a>3</a><b>x y</b><d>2026-11-04</d><e/><r><n>1</n></r><r><n>2</n></r></data>"


@pytest.mark.parametrize(
    ("expression", "expected"),
    [
        ("1 + 2 * 3 - -1", 8.0),
        ("7 mod 2 + 6 div 4", 2.5),
        ("1 = '1' and 2 > 1 and not(1 > 2)", True),
        ("/data/d <= today()", True),
        ("/data/d = today() - 1", True),
        ("/data/d + 1 = today()", True),
        ("date(today() + 1)", "2026-11-06"),
        ("format-date(/data/d, '%e/%n/%Y')", "4/11/2026"),
        ("decimal-date-time('1970-01-02T12:00:00Z')", 1.5),
        ("number('１２') = number('١٢')", False),
        ("selected(/data/e, '') and not(selected(/data/b, ''))", True),
        ("selected('an phu', 'an phu') and selected('an phu', 'an')", True),
        ("format-date('2026-11-30', '%a %b')", "Mon Nov"),
        ("if(/data/e = '', 'trống', 'có')", "trống"),
        ("selected(/data/b, 'y') and not(selected(/data/b, 'z'))", True),
        ("count-selected(/data/b)", 2.0),
        ("selected-at(/data/b, 1)", "y"),
        ("sum(/data/r/n) = 3 and count(/data/r) = 2", True),
        ("/data/r[n = 2]/n", "2"),
        ("/data/r[2]/n = /data/r[last()]/n", True),
        ("position(/data/r[2])", 2.0),
        ("join(',', /data/r/n)", "1,2"),
        ("concat(/data/a, '-', /data/e, '|')", "3-|"),
        ("round(2.345, 2)", 2.35),
        ("coalesce(/data/e, /data/a)", "3"),
        ("regex('0912', '09[0-9]+')", True),
        ("substr('Đường', 1, 3)", "ườ"),
        ("string(1 div 0)", "Infinity"),
        ("boolean-from-string('false') or boolean('')", False),
        ("string-length(normalize-space('  a  b '))", 3.0),
        ("//n[. = 2]/../@*", ""),
        ("substr('abc', 1 div 0)", ""),
    ],
)
def test_an_expression_has_its_value(expression: str, expected: object) -> None:
    value = evaluate(expression, DOCUMENT, now=NOW)
    assert (to_string(value) if isinstance(value, list) else value) == expected


def test_a_relative_path_stands_at_its_context() -> None:
    value = evaluate("../../a", DOCUMENT, context="/data/r[1]/n", now=NOW)
    assert to_string(value) == "3"


def test_what_is_not_a_number_is_not_a_number() -> None:
    value = evaluate("number('mười')", DOCUMENT, now=NOW)
    assert isinstance(value, float)
    assert math.isnan(value)


@pytest.mark.parametrize(
    "expression", ["1 +", "(", "a b", "if(1, 2)", "'x", "1/a", "@", "foo::a", "(" * 500, "$x", "a[", ""]
)
def test_what_is_no_expression_is_refused(expression: str) -> None:
    with pytest.raises(ExpressionError) as caught:
        compile_expression(expression)
    assert caught.value.code == "bad_expression"


def test_an_unknown_function_is_refused_by_name() -> None:
    with pytest.raises(ExpressionError) as caught:
        compile_expression("1 + nobody('a')")
    assert (caught.value.code, caught.value.reason) == ("unknown_function", "nobody")


@pytest.mark.parametrize("name", sorted(DECLINED))
def test_a_declined_function_is_refused_before_anybody_answers(name: str) -> None:
    with pytest.raises(ExpressionError) as caught:
        compile_expression(f"if(true(), 1, {name}('a'))")
    assert (caught.value.code, caught.value.reason) == ("declined_function", name)
