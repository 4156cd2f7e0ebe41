"""Conditions that can never be true are found, and none that can."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from forms.authoring.unreachable import never_relevant
from forms.builtin_forms import NAMES, builtin
from tests.forms.player import Player, form_of

LINES = (
    "| survey | | | | |",
    "| | type | name | label | relevant |",
    "| | select_one x | one | Một? | |",
    "| | select_multiple x | many | Nhiều? | |",
    "| | integer | n | Số? | |",
    "| | text | t | Chữ? | |",
    "| | select_one_from_file f.csv | far | Xa? | |",
)
LISTS = (
    "| choices | | | |",
    "| | list_name | name | label |",
    "| | x | 1 | Một |",
    "| | x | 2 | Hai |",
    "| | x | b | Bê |",
)


def found(*rows: str) -> list[str]:
    return [one.details["name"] for one in never_relevant(form_of(*LINES, *rows, *LISTS))]


@pytest.mark.parametrize(
    "condition",
    [
        "1 = 2",
        "not(true())",
        "${one} = 'z'",
        "'z' = ${one}",
        "${one} = 7",
        "selected(${many}, 'z')",
        "selected(${many}, '1') and not(selected(${many}, '1'))",
        "selected(${one}, '1') and selected(${one}, '2')",
        "${one} = '1' and ${one} = '2'",
        "${one} = '1' and (${t} != '' and ${one} != '1')",
        "${one} = '1' and not(${one} = '1')",
        "not(${one} != '1' or ${t} = 'a') and ${one} = '2'",
        "(${one} = '1' or ${one} = '2') and ${one} = 'b'",
        "${n} > 5 and ${n} < 3",
        "${n} > 5 and ${n} < 5",
        "3 > ${n} and ${n} >= 3",
        "${n} > -2 and ${n} < -5",
        "${n} = 4 and ${n} > 10",
        "${n} = '' and ${n} > 10",
        "${t} = 'a' and ${t} = 'b' and selected(${many}, '1')",
        "${many} = '1' and selected(${many}, '2')",
    ],
)
def test_what_can_never_be_is_found(condition: str) -> None:
    assert found(f"| | note | z | Z | {condition} |") == ["z"]


@pytest.mark.parametrize(
    "condition",
    [
        "${one} = '1' or ${one} = '2'",
        "${one} = ''",
        "${one} != 'z'",
        "${one} = 1",
        "not(selected(${one}, 'z'))",
        "selected(${many}, '1') and selected(${many}, '2')",
        "${many} = '1 2'",
        "${far} = 'anything'",
        "${n} >= 5 and ${n} <= 5",
        "${n} > 3 and ${n} < 4 or ${t} = 'x'",
        "${n} < 3 or ${n} > 5",
        "not(${n} > 5) and not(${n} < 3)",
        "${n} = 1 and ${n} = '1.0'",
        "${t} = 'a' and ${n} = 'b'",
        "${t} > '2020-01-01' and ${t} < '2021-01-01'",
        "today() > '2020-01-01' and today() < '2019-01-01'",
        "string-length(${t}) > 5 and string-length(${t}) < 3",
        "1 = 1",
        "if(${one} = '1', ${t} = 'a', ${t} = 'b')",
    ],
)
def test_what_can_be_is_left_alone(condition: str) -> None:
    assert found(f"| | note | z | Z | {condition} |") == []


def test_what_stands_in_a_group_is_held_against_the_conditions_around_it() -> None:
    rows = (
        "| | begin group | g | G | ${one} = '1' |",
        "| | text | a | A | ${one} = '2' |",
        "| | begin group | h | H | ${n} > 3 |",
        "| | text | b | B | ${n} < 1 |",
        "| | text | c | C | ${n} < 9 |",
        "| | end group | | | |",
        "| | end group | | | |",
        "| | begin group | k | K | 1 = 2 |",
        "| | text | d | D | 2 = 3 |",
        "| | end group | | | |",
    )
    assert found(*rows) == ["a", "b", "k"]


def test_answers_of_many_instances_may_be_several_things_at_once() -> None:
    rows = (
        "| | begin repeat | r | R | |",
        "| | integer | m | M | |",
        "| | note | w | W | ${m} = 1 and ${m} = 2 |",
        "| | end repeat | | | |",
        "| | note | z | Z | ${m} = 1 and ${m} = 2 |",
    )
    assert found(*rows) == ["w"]


def test_a_select_that_the_form_fills_itself_may_hold_anything() -> None:
    lines = (
        "| survey | | | | | | |",
        "| | type | name | label | relevant | default | calculation |",
        "| | select_one x | a | A | | old | |",
        "| | select_one x | b | B | | today() | |",
        "| | text | t | T | ${a} = 'old' and ${b} = 'z' | | |",
    )
    assert never_relevant(form_of(*lines, *LISTS)) == []


def test_a_row_put_aside_on_purpose_is_told_apart() -> None:
    (one,) = never_relevant(form_of(*LINES, "| | note | z | Z | false() |", *LISTS))
    assert (one.code, one.details["name"]) == ("switched_off", "z")


def test_the_built_in_forms_have_none() -> None:
    for name in NAMES:
        assert never_relevant(builtin(name)) == [], name


ATOMS = st.one_of(
    st.builds("${{one}} {} '{}'".format, st.sampled_from(["=", "!="]), st.sampled_from(["1", "2", "b", "z", ""])),
    st.builds("${{n}} {} {}".format, st.sampled_from(["=", "!=", "<", "<=", ">", ">="]), st.integers(-1, 3)),
    st.builds("selected(${{{}}}, '{}')".format, st.sampled_from(["one", "many"]), st.sampled_from(["1", "2", "z"])),
    st.sampled_from(["true()", "1 = 2", "${many} = '1'", "${n} = ''", "${one} = 1"]),
)
CONDITIONS = st.recursive(
    ATOMS,
    lambda inner: st.one_of(
        st.builds("({} and {})".format, inner, inner),
        st.builds("({} or {})".format, inner, inner),
        st.builds("not({})".format, inner),
    ),
    max_leaves=6,
)


@settings(max_examples=60, deadline=None, database=None)
@given(condition=CONDITIONS)
def test_no_condition_that_some_answers_make_true_is_refused(condition: str) -> None:
    form = form_of(*LINES, f"| | note | z | Z | {condition} |", *LISTS)
    if not never_relevant(form):
        return
    for one in ("", "1", "2", "b"):
        for many in ("", "1", "2", "1 2"):
            player = Player(form, itemsets={"f": []})
            assert player.answers("one", one).ok
            assert player.answers("many", many).ok
            for n in ("", "-1", "0", "1", "2", "3"):
                assert player.answers("n", n).ok
                assert not player.draft.relevant("z"), (condition, one, many, n)
