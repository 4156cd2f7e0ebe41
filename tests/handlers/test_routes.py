"""The doors of the conversations: each button and command leads somewhere, and to one place only."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

from handlers.button_data import _VERSION_0_1, read_button
from handlers.filling import buttons
from handlers.router import ROUTES
from handlers.routes import Routes, RouteTable
from handlers.staff.groups import BIND
from storage.tables import Role

HANDLERS = Path(__file__).parents[2] / "handlers"
ROUTED = ROUTES.verbs | buttons.VERBS | {BIND}


CARRYING = {"button_data", "button", "_button", "token"}


def called(function: ast.expr) -> str:
    return function.attr if isinstance(function, ast.Attribute) else getattr(function, "id", "")


def written() -> set[str]:
    """Every verb that some button of ours carries: a literal that reads like one."""
    found = {BIND}
    for path in HANDLERS.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Call) and called(node.func) in CARRYING:
                for given in (*node.args, *(keyword.value for keyword in node.keywords)):
                    for literal in (given.body, given.orelse) if isinstance(given, ast.IfExp) else (given,):
                        if isinstance(literal, ast.Constant) and re.fullmatch(r"[a-z]+\.[a-z_]+", str(literal.value)):
                            found.add(str(literal.value))
    return found


def test_every_verb_that_a_button_carries_is_routed_and_every_route_is_carried() -> None:
    assert len(written()) > 40
    assert written() <= ROUTED
    assert ROUTED - written() == set()


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
    assert ROUTES.press("prompt.send", {Role.STAFF}) is not None
    assert ROUTES.press("prompt.send", {Role.COLLABORATOR, Role.LEADER}) is None
    assert ROUTES.named("của tôi", {Role.COLLABORATOR}) == "/cuatoi"
    assert ROUTES.named("của tôi", {Role.LEADER}) == ""
