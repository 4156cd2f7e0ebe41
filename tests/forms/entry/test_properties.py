"""Whatever a person does, in whatever order: nothing accepted is lost, and the submission fits the form."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from forms.builtin_forms import builtin
from forms.model.types import Type
from tests.forms.player import Player
from tests.forms.test_builtin import ITEMSETS

ACTIONS = st.lists(st.tuples(st.sampled_from(["put", "skip", "back", "goto", "text"]), st.integers(0, 99)), max_size=40)


def act(player: Player, action: str, number: int) -> tuple[str, str] | None:
    """One step; the reference and value if an answer was taken."""
    asked = [line.ref for line in player.draft.review()]
    ref = asked[number % len(asked)]
    if action == "back":
        player.goes_back()
    elif action == "goto":
        player.goes_to(ref)
    elif action == "skip":
        player.skips(ref)
    else:
        current = player.draft.question
        question = current if current is not None and action == "put" else player.draft.ask(ref)
        value = f"Ý kiến {number}" if not question.kind.is_select else ""
        if question.kind in (Type.IMAGE, Type.AUDIO):
            value = f"anh{number}"
        if question.kind is Type.ACKNOWLEDGE:
            value = "OK"
        if question.kind.is_select and question.choices:
            value = question.choices[number % len(question.choices)].name
        before = player.draft.revision
        if player.answers(question.ref, value).ok and value:
            assert player.draft.revision == before + 1
            return question.ref, value
    return None


@settings(max_examples=40, deadline=None, database=None)
@given(actions=ACTIONS)
def test_any_order_of_steps_keeps_answers_and_fits_the_form(actions: list[tuple[str, int]]) -> None:
    form = builtin("periodic")
    player = Player(form, itemsets=ITEMSETS)
    for action, number in actions:
        taken = act(player, action, number)
        if taken is not None:
            assert player.draft.value(taken[0]) == taken[1]
        question = player.draft.question
        if question is not None:
            assert question.ref in {line.ref for line in player.draft.review()}
    for _step in range(40):
        if player.draft.question is None:
            break
        assert act(player, "put", 0) is not None
    draft = player.draft
    assert draft.missing() == ()
    assert draft.at_review
    allowed = [element.tag for element in etree.fromstring(form.blank.encode())]
    sent = [element.tag for element in etree.fromstring(draft.submission().encode())]
    assert sent == [tag for tag in allowed if tag in sent]
    assert {line.name for line in draft.review()} <= {
        element.tag for element in etree.fromstring(draft.submission().encode()).iter()
    }
    shares = [int(draft.coded()[f"share_{one}"][0]) for one in ("agree", "concerned", "disagree", "unclear")]
    assert sum(shares) == 100
