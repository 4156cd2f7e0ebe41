"""Forms that are too much: each is refused or runs in bounded time."""

from __future__ import annotations

import gc
import time
import weakref

import pytest

from forms.authoring.load import load
from forms.entry.draft import Draft
from forms.errors import FormError
from forms.model.form import Form
from tests.forms.player import NOW, Player, form_of

HEAD = ("| survey | | | | | | |", "| | type | name | label | relevant | calculation | choice_filter |")


def rows(count: int) -> list[str]:
    return [
        "| choices | | | |",
        "| | list_name | name | label |",
        *(f"| | x | c{n} | Lựa chọn {n} |" for n in range(count)),
    ]


def test_five_thousand_choices_are_shown_and_filtered() -> None:
    begun = time.process_time()
    form = form_of(
        *HEAD,
        "| | text | t | T? | | | |",
        "| | select_one x | a | A? | | | contains(name, ${t}) |",
        *rows(5000),
    )
    player = Player(form)
    assert len(player.draft.ask("a").choices) == 5000
    assert player.answers("t", "4999").ok
    assert [choice.name for choice in player.sees().choices] == ["c4999"]
    assert player.answers("a", "c4999").ok
    assert time.process_time() - begun < 8


@pytest.mark.parametrize(
    "expression",
    [
        "count(instance('x')/root/item[count(instance('x')/root/item[name = current()/name]) > 0]) > 0",
        "count(instance('x')//item[count(instance('x')//item) > 0]) > 0",
    ],
)
def test_an_expression_that_takes_seconds_is_refused_with_its_row(expression: str) -> None:
    begun = time.process_time()
    with pytest.raises(FormError) as caught:
        form_of(*HEAD, "| | select_one x | a | A? | | | |", f"| | text | b | B? | {expression} | | |", *rows(3000))
    assert (caught.value.code, caught.value.row) == ("slow_expression", 3)
    assert time.process_time() - begun < 20


def test_an_expression_that_grows_slow_with_the_answers_gives_up_and_the_turn_goes_on() -> None:
    nested = "/data/r[count(/data/r[count(/data/r[n = current()/n]) > 0]) > 0]"
    form = form_of(
        *HEAD,
        "| | begin repeat | r | R | | | |",
        "| | integer | n | N? | | | |",
        "| | end repeat | | | | | |",
        f"| | calculate | c | | | count({nested}) | |",
    )
    draft = Draft(form, now=NOW, new_id=lambda: "1")
    for _instance in range(40):
        assert draft.add("/data/r").ok
        draft = Draft.load(form, draft.dump(), now=NOW, new_id=lambda: "1")
    begun = time.process_time()
    for _instance in range(4):
        assert draft.add("/data/r").ok
        draft = Draft.load(form, draft.dump(), now=NOW, new_id=lambda: "1")
    assert time.process_time() - begun < 4 * 1.5
    assert draft.put("/data/r[1]/n", "3").ok
    assert draft.question is not None


def test_calculations_that_double_one_another_stay_bounded() -> None:
    lines = [f"| | calculate | c{n} | | | concat(${{c{n - 1}}}, ${{c{n - 1}}}) | |" for n in range(1, 40)]
    form = form_of(*HEAD, "| | text | c0 | C? | | | |", *lines)
    player = Player(form)
    assert player.answers("c0", "x" * 1000).ok
    assert len(player.draft.value("c39")) == 32_000
    assert len(player.text) < 2_000_000


@pytest.mark.parametrize(
    ("lines", "names"),
    [
        (("| | calculate | a | | | ${b} + 1 | |", "| | calculate | b | | | ${a} + 1 | |"), "a, b"),
        (("| | text | a | A? | ${b} = 1 | | |", "| | text | b | B? | ${a} = 1 | | |"), "a, b"),
        (
            (
                "| | begin repeat | r | R | ${b} = 1 | | |",
                "| | integer | b | B? | | | |",
                "| | end repeat | | | | | |",
            ),
            "r",
        ),
    ],
)
def test_what_needs_its_own_result_is_refused(lines: tuple[str, ...], names: str) -> None:
    with pytest.raises(FormError) as caught:
        form_of(*HEAD, "| | text | z | Z? | | | |", *lines)
    assert (caught.value.code, caught.value.details["names"]) == ("dependency_cycle", names)
    assert caught.value.row == 3


def test_a_question_that_is_never_relevant_leaves_a_form_that_runs() -> None:
    player = Player(form_of(*HEAD, "| | text | a | A? | 1 = 2 | | |", "| | text | b | B? | | | |"))
    assert player.sees().name == "b"
    assert player.answers("a", "x").code == "irrelevant"


def test_a_label_of_ten_thousand_letters_is_kept_whole() -> None:
    player = Player(form_of(*HEAD, f"| | text | a | {'dài ' * 2500} | | | |"))
    assert len(player.sees().label) == 9_999


@pytest.mark.parametrize(
    "value",
    ["\u200b\u200b", "\u202eabc", "a\u0302\u0301", "x" * 1_000_000, "\x00\x01", "<a>&amp;</a>", "]]>", "  \n "],
)
def test_any_text_is_taken_or_refused_and_the_draft_stays_readable(value: str) -> None:
    player = Player(form_of(*HEAD, "| | text | a | A? | | | |", "| | text | b | B? | | | |"))
    assert player.answers("b", "giữ").ok
    verdict = player.answers("a", value)
    assert verdict.code in ("ok", "too_long")
    assert player.draft.value("b") == "giữ"
    assert player.draft.submission()


def big(count: int) -> Form:
    lines = [
        f"| | text | q{n} | Câu {n}? | {f'${{q{n - 1}}} != 1' if n % 5 in (1, 2) else ''} | | |" for n in range(count)
    ]
    return form_of(*HEAD, *lines)


def test_a_step_of_five_hundred_questions_is_short() -> None:
    form = big(500)
    assert sum(1 for field in form.fields if field.relevant is not None) == 200
    text = Draft(form, now=NOW, new_id=str).dump()

    def step() -> float:
        begun = time.process_time()
        draft = Draft.load(form, text, now=NOW, new_id=str)
        assert draft.put("q250", "x").ok
        assert draft.question is not None
        draft.dump()
        return time.process_time() - begun

    best = min(step() for _time in range(10))
    print(f"a step of 500 questions: {best * 1000:.2f} ms")
    # The limit is 5 ms; a loaded machine gets some room.
    assert best < 0.010


def test_a_turns_document_goes_without_the_collector() -> None:
    form = form_of(
        *HEAD,
        "| | select_one x | a | A? | | | |",
        "| | text | b | ${a} | jr:choice-name(${a}, '${a}') != '' | | |",
        *rows(3),
    )
    draft = Draft(form, now=NOW, new_id=str)
    gc.collect()
    gc.disable()
    try:
        draft = Draft.load(form, draft.dump(), now=NOW, new_id=str)
        assert draft.put("a", "c1").ok
        assert draft.question is not None
        held = weakref.ref(draft._state)
        del draft
        assert held() is None
    finally:
        gc.enable()


def test_a_form_loads_from_csv_with_many_empty_rows() -> None:
    source = "survey,,,\n,type,name,label\n,text,a,A?\n" + ",,,\n" * 100_000
    begun = time.process_time()
    assert len(load(source.encode(), kind="csv").walk) == 1
    assert time.process_time() - begun < 15
