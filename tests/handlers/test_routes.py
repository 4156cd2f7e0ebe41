"""The doors of the conversations: each button and command leads somewhere, and to one place only."""

from __future__ import annotations

import ast
import functools
import re
from pathlib import Path

import pytest

from handlers.button_data import _VERSION_0_1, read_button
from handlers.conversations import ROUTES
from handlers.filling import buttons
from handlers.routes import Routes, RouteTable
from handlers.staff.groups import BIND
from storage.tables import Role
from tests import habits

HANDLERS = Path(__file__).parents[2] / "handlers"
ROUTED = ROUTES.verbs | buttons.VERBS | {BIND}


CARRYING = {"button_data", "button", "_button", "token"}


def called(function: ast.expr) -> str:
    return function.attr if isinstance(function, ast.Attribute) else getattr(function, "id", "")


@functools.cache
def written() -> frozenset[str]:
    """Every verb that some button of ours carries: a literal that reads like one."""
    found = {BIND}
    for path in HANDLERS.rglob("*.py"):
        for node in ast.walk(habits.tree(path)):
            if isinstance(node, ast.Call) and called(node.func) in CARRYING:
                for given in (*node.args, *(keyword.value for keyword in node.keywords)):
                    for literal in (given.body, given.orelse) if isinstance(given, ast.IfExp) else (given,):
                        if isinstance(literal, ast.Constant) and re.fullmatch(r"[a-z]+\.[a-z_]+", str(literal.value)):
                            found.add(str(literal.value))
    return frozenset(found)


def test_every_verb_that_a_button_carries_is_routed_and_every_route_is_carried() -> None:
    assert len(written()) > 40
    assert written() <= ROUTED
    assert ROUTED - written() == set()


SECOND_STEPS = {
    "join-agree": "handlers/member/enrolment.py reads every word for yes and no",
    "join-decline": "the same",
    "my-data-leave": "leaving is asked for by its command's words, and once more",
    "my-data-leave-yes": "only below that question",
    "my-data-leave-no": "the same",
    "duty-button-write": "below the rota, which goes by its own words",
    "duty-button-override": "the same",
    "duty-button-days": "the same",
    "flag-button-add": "below the rules",
    "flag-button-answer": "below the kinds of rules",
    "menu-help-requests": "its label counts; its command's words are understood",
    "request-button-again": "below an answer",
    "verification-button-drop-words": "below the words that it drops",
}


@functools.cache
def standing() -> frozenset[str]:
    """The keys of the labels of buttons that mean the same wherever they stand: no number is in their data."""
    found = set()
    for path in HANDLERS.rglob("*.py"):
        for node in ast.walk(habits.tree(path)):
            if not isinstance(node, ast.Call):
                continue
            if called(node.func) == "_button" and len(node.args) == 3 and isinstance(node.args[1], ast.Constant):
                found.add(str(node.args[1].value))
            elif called(node.func) == "Button" and len(node.args) == 2:
                label, data = node.args
                plain = isinstance(data, ast.Call) and called(data.func) == "button_data" and len(data.args) == 1
                if plain and isinstance(label, ast.Call) and isinstance(label.args[0], ast.Constant):
                    found.add(str(label.args[0].value))
    return frozenset(found)


def test_a_button_that_means_the_same_everywhere_is_understood_by_its_label_at_any_time() -> None:
    assert len(standing()) > 20
    assert standing() - ROUTES.labels == SECOND_STEPS.keys()


def test_a_button_of_the_version_before_means_what_it_meant() -> None:
    assert set(_VERSION_0_1.values()) <= ROUTED
    button = read_button("rep:12")
    assert button is not None
    assert (button.verb, button.numbers) == ("report.open", (12,))


def test_two_conversations_that_answer_to_one_verb_are_refused() -> None:
    one = (Routes(buttons={"a.b": lambda turn, pressed: None}),)
    with pytest.raises(ValueError, match=r"a\.b is routed twice"):
        RouteTable([one, one])


def test_a_route_is_closed_to_other_roles() -> None:
    assert ROUTES.press("prompt.send", {Role.STAFF}, sees_all=True) is not None
    assert ROUTES.press("prompt.send", {Role.COLLABORATOR, Role.LEADER}, sees_all=True) is None
    assert ROUTES.named("của tôi", {Role.COLLABORATOR}, sees_all=True) == "/cuatoi"
    assert ROUTES.named("của tôi", {Role.LEADER}, sees_all=True) == ""


@pytest.mark.parametrize(
    ("typed", "anywhere", "where_words_are_asked_for"),
    [
        ("dung", "/dung", ""),
        ("Dừng", "/dung", "/dung"),
        ("đúng", "", ""),
        ("huy", "/huy", ""),
        ("huỷ", "/huy", "/huy"),
        ("hủy bỏ", "/huy", "/huy"),
    ],
)
def test_a_word_without_its_marks_may_be_an_answer(typed: str, anywhere: str, where_words_are_asked_for: str) -> None:
    roles = {Role.COLLABORATOR}
    assert ROUTES.named(typed, roles, sees_all=True) == anywhere
    assert ROUTES.named(typed, roles, sees_all=True, marked=True) == where_words_are_asked_for
