"""Forms drawn at random, played at random: the person's own ledger and the draft agree after every step and at the end."""

from __future__ import annotations

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from forms.entry.draft import Draft
from forms.model.types import Type
from tests.forms.entry.generated_forms import WORDS, Ledger, Part, Spot, compiled, outlines
from tests.forms.entry.xform_shape import Shape
from tests.forms.player import NOW, Player, body

DEEDS = [
    "answer",
    "answer",
    "answer",
    "change",
    "skip",
    "back",
    "goto",
    "add",
    "close",
    "remove",
    "mask",
    "clear",
    "settle",
]
ACTIONS = st.lists(st.tuples(st.sampled_from(DEEDS), st.integers(0, 60)), max_size=25)
_MOST = 4  # instances of one repeat that a test adds


class Person:
    """Does things to a draft and writes down in the ledger what was accepted."""

    def __init__(self, player: Player, ledger: Ledger) -> None:
        self.player = player
        self.ledger = ledger

    def does(self, deed: str, number: int) -> None:
        spots = list(self.ledger.spots())
        questions = [spot for spot in spots if not spot.part.children]
        ranges = [spot for spot in spots if spot.part.children]
        current = self.player.draft.question
        if deed == "answer" and current is not None:
            self.answers(next(spot for spot in spots if spot.ref == current.ref), number)
        elif deed == "back":
            self.player.goes_back()
        elif deed in ("add", "close", "remove") and ranges:
            getattr(self, f"{deed}s")(ranges[number % len(ranges)], number)
        elif deed in ("change", "skip", "goto", "mask", "clear", "settle") and questions:
            getattr(self, {"change": "answers"}.get(deed, f"{deed}s"))(questions[number % len(questions)], number)
        self.ledger.settle()

    def answers(self, spot: Spot, number: int) -> None:
        if spot.part.children:
            (self.adds if number % 4 == 0 else self.closes)(spot, number)
            return
        kind = spot.part.kind
        value = {"text": WORDS[number % 3], "int": str(number % 4), "image": f"anh-{number}.jpg"}.get(kind, "")
        if not value:
            offered = self.ledger.offered(spot.scope, spot.part)
            assert tuple(choice.name for choice in self.player.draft.ask(spot.ref).choices) == offered
            value = " ".join(offered) if kind == "many" and number % 3 == 0 else offered[number % 2] if offered else ""
        if not value:
            self.skips(spot, number)
            return
        assert self.player.answers(spot.ref, value).ok
        spot.scope.answers[spot.part.name] = value
        spot.scope.masked.discard(spot.part.name)

    def skips(self, spot: Spot, number: int) -> None:
        verdict = self.player.skips(spot.ref)
        assert verdict.code == ("required" if spot.part.required else "ok")
        if verdict.ok:
            spot.scope.answers.pop(spot.part.name, None)
            spot.scope.masked.discard(spot.part.name)

    def clears(self, spot: Spot, number: int) -> None:
        self.player.clears(spot.ref)
        spot.scope.answers.pop(spot.part.name, None)
        spot.scope.masked.discard(spot.part.name)

    def gotos(self, spot: Spot, number: int) -> None:
        self.player.goes_to(spot.ref)
        assert self.player.sees().ref == spot.ref

    def masks(self, spot: Spot, number: int) -> None:
        self.player.marks(spot.ref, "masked")
        spot.scope.masked.add(spot.part.name)

    def settles(self, spot: Spot, number: int) -> None:
        if spot.part.kind == "image" and spot.part.name in spot.scope.answers:
            place = self.player.draft.place
            self.player.marks(spot.ref, "pending")
            assert self.player.settles(spot.ref, f"{number}.jpg").ok
            assert self.player.draft.place == place
            spot.scope.answers[spot.part.name] = f"{number}.jpg"
        elif spot.part.kind == "image":
            assert self.player.settles(spot.ref, "x.jpg").code == "not_pending"

    def adds(self, spot: Spot, number: int) -> None:
        every = spot.scope.below[spot.part.name]
        if len(every) < _MOST:
            assert self.player.adds(spot.ref).ok
            every.append(type(spot.scope)(spot.part.children, spot.part, spot.scope))
        else:
            self.closes(spot, number)

    def closes(self, spot: Spot, number: int) -> None:
        assert self.player.closes(spot.ref).ok

    def removes(self, spot: Spot, number: int) -> None:
        every = spot.scope.below[spot.part.name]
        items = self.player.draft.ask(spot.ref).items
        assert [ref for ref, _shown in items] == [f"{spot.ref}[{at}]" for at in range(1, len(every) + 1)]
        if every:
            gone = number % len(every)
            assert self.player.removes(items[gone][0]).ok
            del every[gone]


def agree(player: Player, ledger: Ledger) -> None:
    """The draft shows what the ledger says: the same questions are relevant, hold the same, and are marked the same."""
    draft = player.draft
    spots = list(ledger.spots())
    assert [line.ref for line in draft.review()] == [spot.ref for spot in spots]
    for spot in spots:
        if not spot.part.children:
            assert draft.value(spot.ref) == ledger.value(spot.scope, spot.part), spot.ref
    masked = tuple(spot.ref for spot in spots if spot.part.name in spot.scope.masked)
    assert draft.marked("masked") == masked
    question = draft.question
    if question is not None:
        assert question.ref in {spot.ref for spot in spots}
        assert (question.kind is Type.REPEAT) == (question.number == 0)
        relevant = sum(1 for spot in spots if not spot.part.children)
        assert question.total == (relevant if draft.form.repeats else len(draft.form.walk)), (
            "it stays while one answers"
        )
    assert body(draft.submission()) == ledger.submitted()


@settings(max_examples=120, deadline=None, database=None, suppress_health_check=[HealthCheck.too_slow])
@given(parts=outlines(), actions=ACTIONS)
def test_any_form_played_in_any_order_sends_what_was_said(
    parts: tuple[Part, ...], actions: list[tuple[str, int]]
) -> None:
    form = compiled(parts)
    player, ledger = Player(form), Ledger(parts)
    person = Person(player, ledger)
    agree(player, ledger)
    for deed, number in actions:
        person.does(deed, number)
        agree(player, ledger)
    for step in range(300):
        if player.draft.question is None:
            break
        person.does("answer", 4 * step + 1)
    agree(player, ledger)
    draft = player.draft
    assert draft.question is None
    assert draft.missing() == ()
    Shape(form.xml).check(draft.submission())
    again = Draft.from_submission(form, draft.submission(), now=NOW, new_id=lambda: "2")
    assert body(again.submission()) == ledger.submitted()
