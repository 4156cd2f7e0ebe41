"""Answers, backs, instances added and removed, restarts, in any order: the person's account and the draft's agree."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from forms.entry.draft import Draft, Question
from forms.model.instance_document import MARKS
from forms.model.types import Type
from tests.forms.entry.xform_shape import Shape
from tests.forms.player import NOW, Player, body, form_of

FORM = form_of(
    "| survey | | | | | | | |",
    "| | type | name | label | relevant | calculation | required | repeat_count |",
    "| | select_one yn | any | Có ai không? | | | yes | |",
    "| | begin group | home | Nhà | ${any} = 'y' | | | |",
    "| | note | say | Kể từng người. | | | | |",
    "| | begin repeat | person | Người | | | | |",
    "| | text | name | Tên? | | | yes | |",
    "| | integer | age | Tuổi? | ${name} != 'An' | | | |",
    "| | calculate | at | | | position(..) | | |",
    "| | begin repeat | pet | Con vật | ${age} > 5 | | | |",
    "| | text | kind | Con gì? | | | yes | |",
    "| | end repeat | | | | | | |",
    "| | end repeat | | | | | | |",
    "| | end group | | | | | | |",
    "| | calculate | total | | | count(${person}) | | |",
    "| | integer | n | Mấy thửa? | | | | |",
    "| | begin repeat | plot | Thửa | | | | ${n} |",
    "| | text | use | Trồng gì? | | | | |",
    "| | end repeat | | | | | | |",
    "| choices | | | |",
    "| | list_name | name | label |",
    "| | yn | y | Có |",
    "| | yn | n | Không |",
)
SHAPE = Shape(FORM.xml)
ACTIONS = st.lists(
    st.tuples(
        st.sampled_from(["answer", "answer", "answer", "skip", "back", "add", "close", "remove", "goto", "change"]),
        st.integers(0, 30),
    ),
    max_size=30,
)
NAMES = ("An", "Bình", "Chi")


def value_for(question: Question, number: int) -> str:
    if question.kind is Type.SELECT_ONE:
        return question.choices[number % 2].name
    if question.kind is Type.INTEGER:
        return str(number % 9)
    return NAMES[number % 3]


def marked(player: Player) -> list[tuple[str, list[tuple[str, str]]]]:
    """Each person of the draft with the marks of the nodes, by name; marks have to come along."""
    root = etree.fromstring(player.text.encode())
    return [
        (
            person.findtext("name") or "",
            sorted((str(child.tag), str(mark)) for child in person for mark in child.attrib if MARKS in str(mark)),
        )
        for person in root.iter("person")
    ]


def answer(player: Player, question: Question, number: int) -> None:
    if question.kind is Type.REPEAT:
        assert (player.adds if number % 3 == 0 else player.closes)(question.ref).ok
        return
    value = value_for(question, number)
    assert player.answers(question.ref, value).ok
    assert player.draft.value(question.ref) == value


def act(player: Player, action: str, number: int) -> None:
    lines = player.draft.review()
    line = lines[number % len(lines)]
    question = player.draft.question
    if action == "answer" and question is not None:
        answer(player, question, number)
    elif action == "skip":
        player.skips(line.ref) if line.kind is not Type.REPEAT else player.closes(line.ref)
    elif action == "back":
        player.goes_back()
    elif action == "goto":
        player.goes_to(line.ref)
    elif action == "change":
        answer(player, player.draft.ask(line.ref), number)
    elif action in ("add", "close"):
        ranges = [one.ref for one in lines if one.kind is Type.REPEAT]
        if ranges:
            ref = ranges[number % len(ranges)]
            assert (player.adds(ref) if action == "add" else player.closes(ref)).ok
    elif action == "remove":
        remove(player, number)


def remove(player: Player, number: int) -> None:
    draft = player.draft
    count = draft.instances("person") if draft.relevant("/data/home") else 0
    if count:
        gone, before = number % count, marked(player)
        assert player.removes(f"/data/home/person[{gone + 1}]").ok
        assert marked(player) == before[:gone] + before[gone + 1 :]


@settings(max_examples=60, deadline=None, database=None)
@given(actions=ACTIONS)
def test_any_order_of_steps_ends_at_a_submission_that_the_form_allows(actions: list[tuple[str, int]]) -> None:
    player = Player(FORM)
    for action, number in actions:
        kept = {line.ref: player.draft.value(line.ref) for line in player.draft.review() if line.kind is Type.TEXT}
        act(player, action, number)
        draft = player.draft
        if action in ("back", "goto", "close"):
            assert {ref: draft.value(ref) for ref in kept} == kept
        question = draft.question
        if question is not None:
            assert question.ref in {line.ref for line in draft.review()}
            assert 0 <= question.number <= question.total
    for _step in range(400):
        question = player.draft.question
        if question is None:
            break
        answer(player, question, 1)
    draft = player.draft
    assert draft.question is None
    assert draft.missing() == ()
    SHAPE.check(draft.submission())
    sent = etree.fromstring(draft.submission().encode())
    people = sent.findall("home/person")
    assert [person.findtext("at") for person in people] == [str(at + 1) for at in range(len(people))]
    assert len(sent.findall("plot")) == int(sent.findtext("n") or 0)


@settings(max_examples=30, deadline=None, database=None)
@given(ages=st.lists(st.integers(0, 8), min_size=1, max_size=4))
def test_what_is_sent_is_opened_again_as_it_was(ages: list[int]) -> None:
    player = Player(FORM)
    assert player.answers("any", "y").ok
    for at, age in enumerate(ages, 1):
        assert at == 1 or player.adds("/data/home/person").ok
        assert player.answers(f"/data/home/person[{at}]/name", "Bình").ok
        assert player.answers(f"/data/home/person[{at}]/age", str(age)).ok
        if age > 5 and at > 1:
            assert player.adds(f"/data/home/person[{at}]/pet").ok
        if age > 5:
            assert player.answers(f"/data/home/person[{at}]/pet[1]/kind", "Chó").ok
    sent = player.draft.submission()
    again = Draft.from_submission(FORM, sent, now=NOW, new_id=lambda: "2")
    assert body(again.submission()) == body(sent)
    assert again.question is None
