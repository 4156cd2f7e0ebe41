"""One case file per question type, found through the registry."""

from __future__ import annotations

import json
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from forms.model.types import Type
from tests.forms.player import Player, body, form_of, leaves

CASES = Path(__file__).parent / "cases"


def test_every_type_has_a_case_file_and_every_case_file_a_type() -> None:
    assert {path.stem for path in CASES.glob("*.json")} == {kind.value for kind in Type}


@pytest.mark.parametrize("kind", [kind.value for kind in Type])
def test_a_question_type_is_played(kind: str) -> None:
    case = json.loads((CASES / f"{kind}.json").read_text("utf-8"))
    form = form_of(*case["form"])
    assert Type(kind) in {field.kind for field in form.fields}
    now = datetime.fromisoformat(case["now"])
    player = Player(form, itemsets=case.get("itemsets"), now=now, metadata=case.get("metadata"))
    play(player, case["steps"])
    submission = player.draft.submission()
    if "body" in case:
        assert body(submission) == case["body"]
    else:
        assert leaves(submission) == case["submission"]


def play(player: Player, steps: list[list[Any]]) -> None:
    said = ""
    for action, *args in steps:
        if action == "put":
            ref, value, code, stored = args
            verdict = player.answers(ref, value)
            said = verdict.author_message
            assert verdict.code == code, (ref, value[:50])
            if verdict.ok:
                assert player.draft.value(ref) == stored
        elif action == "skip":
            assert player.skips(args[0]).code == args[1]
        elif action in ("adds", "closes", "removes"):
            assert getattr(player, action)(args[0]).code == args[1]
        elif action == "speaks":
            player.speaks(args[0])
        elif action == "said":
            assert said == args[0]
        elif action == "value":
            assert player.draft.value(args[0]) == args[1]
        elif action == "back":
            assert player.goes_back()
        elif action == "goto":
            player.goes_to(args[0])
        else:
            look(player, action, args)


def look(player: Player, action: str, args: list[Any]) -> None:
    if action == "sees":
        question = player.draft.question
        assert (question.name if question else None) == args[0]
        assert question is None or question.label == args[1]
    elif action == "choices":
        assert [choice.label for choice in player.draft.ask(args[0]).choices] == args[1]
    elif action == "notes":
        assert list(player.draft.ask(args[0]).notes) == args[1]
    elif action == "shown":
        assert {line.ref: line.shown for line in player.draft.review()}[args[0]] == args[1]
    elif action == "media":
        assert player.draft.ask(args[0]).media == args[1]
    elif action == "groups":
        assert [list(group) for group in player.draft.ask(args[0]).groups] == args[1]
    elif action == "most":
        assert player.draft.ask(args[0]).max_choices == args[1]
    else:
        raise AssertionError(action)
