"""What comes back, an answer or an instance, is held against how things are by then."""

from __future__ import annotations

from tests.forms.player import Player, body, form_of


def test_an_answer_that_is_relevant_again_must_still_be_offered() -> None:
    form = form_of(
        "| survey |",
        "| | type | name | label | relevant | choice_filter |",
        "| | text | t | T? | | |",
        "| | select_one region | r | Vùng? | | |",
        "| | begin group | g | G | ${t} = 'x' | |",
        "| | select_one town | b | Thị trấn? | | region = ${r} |",
        "| | end group | | | | |",
        "| choices |",
        "| | list_name | name | label | region |",
        "| | region | 1 | Một | |",
        "| | region | 2 | Hai | |",
        "| | town | 11 | Một một | 1 |",
        "| | town | 21 | Hai một | 2 |",
    )
    player = Player(form)
    for ref, value in (("t", "x"), ("r", "1"), ("b", "11"), ("t", "y"), ("t", "x")):
        assert player.answers(ref, value).ok
    assert player.draft.value("b") == "11"
    for ref, value in (("t", "y"), ("r", "2"), ("t", "x")):
        assert player.answers(ref, value).ok
    assert player.draft.value("b") == ""
    assert player.sees().name == "b"


def test_instances_that_a_count_brings_are_as_relevant_as_their_repeat() -> None:
    form = form_of(
        "| survey |",
        "| | type | name | label | relevant | repeat_count |",
        "| | integer | n | N? | | |",
        "| | integer | m | M? | | |",
        "| | begin repeat | r | R | ${n} > 1 and ${m} != 5 | ${n} |",
        "| | text | t | T? | | |",
        "| | end repeat | | | | |",
    )
    player = Player(form)
    assert player.answers("m", "5").ok
    assert player.answers("n", "3").ok
    assert body(player.draft.submission()) == "<n>3</n><m>5</m>"
    assert player.answers("m", "6").ok
    assert player.answers("/data/r[2]/t", "hai").ok
    assert player.answers("n", "1").ok
    assert player.answers("n", "2").ok
    assert body(player.draft.submission()) == "<n>2</n><m>6</m><r><t/></r><r><t>hai</t></r>"


def test_a_count_in_a_group_counts_as_soon_as_the_group_is_relevant() -> None:
    """However much else is worked out before it is known that the group is."""
    form = form_of(
        "| survey |",
        "| | type | name | label | relevant | repeat_count |",
        "| | integer | n | N? | | |",
        "| | text | m | M? | ${n} > 1 | |",
        "| | begin group | g | G | ${m} = 'x' | |",
        "| | begin repeat | r | R | | ${n} |",
        "| | text | t | T? | | |",
        "| | end repeat | | | | |",
        "| | end group | | | | |",
    )
    player = Player(form)
    for ref, value in (("n", "2"), ("m", "x")):
        assert player.answers(ref, value).ok
    assert player.sees().ref == "/data/g/r[1]/t"
    assert body(player.draft.submission()) == "<n>2</n><m>x</m><g><r><t/></r><r><t/></r></g>"
