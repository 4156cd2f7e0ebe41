"""What XLSForm promises beyond single questions: triggers, defaults, filters, translations, media, notes, names."""

from __future__ import annotations

from forms.entry.draft import Draft
from forms.model.types import Type
from tests.forms.player import NOW, Player, body, form_of

CHOICES = ("| choices | | | |", "| | list_name | name | label |")


def test_a_trigger_sets_its_field_when_the_answer_changes_and_then_leaves_it_alone() -> None:
    player = Player(
        form_of(
            "| survey | | | | | |",
            "| | type | name | label | trigger | calculation |",
            "| | text | a | A? | | |",
            "| | text | b | B? | ${a} | concat(${a}, '!') |",
        )
    )
    assert player.answers("a", "x").ok
    assert player.draft.value("b") == "x!"
    assert player.answers("b", "khác").ok
    assert player.answers("a", "x").ok
    assert player.draft.value("b") == "khác"
    assert player.answers("a", "y").ok
    assert player.draft.value("b") == "y!"


def test_dynamic_defaults_inside_a_repeat_are_worked_out_for_each_instance() -> None:
    player = Player(
        form_of(
            "| survey | | | | |",
            "| | type | name | label | default |",
            "| | begin repeat | r | R | |",
            "| | integer | place | Thứ mấy? | position(..) * 10 |",
            "| | end repeat | | | |",
        )
    )
    assert player.draft.value("/data/r[1]/place") == "10"
    assert player.adds("/data/r").args["ref"] == "/data/r[2]"
    assert player.draft.value("/data/r[2]/place") == "20"
    assert player.answers("/data/r[2]/place", "7").ok
    assert player.adds("/data/r").ok
    assert [player.draft.value(f"/data/r[{at}]/place") for at in (1, 2, 3)] == ["10", "7", "30"]


def test_an_irrelevant_answer_reads_as_empty_and_comes_back() -> None:
    player = Player(
        form_of(
            "| survey | | | | | |",
            "| | type | name | label | relevant | calculation |",
            "| | select_one yn | q | Q? | | |",
            "| | begin group | g | G | ${q} = 'y' | |",
            "| | text | t | T? | | |",
            "| | end group | | | | |",
            "| | calculate | c | | | concat('[', ${t}, ']') |",
            *CHOICES,
            "| | yn | y | Có |",
            "| | yn | n | Không |",
        )
    )
    assert player.answers("q", "y").ok
    assert player.answers("t", "giữ lại").ok
    assert player.answers("q", "n").ok
    assert (player.draft.value("t"), player.draft.value("c"), player.draft.relevant("/data/g")) == ("", "[]", False)
    assert "<g>" not in player.draft.submission()
    assert player.answers("t", "x").code == "irrelevant"
    assert player.answers("q", "y").ok
    assert (player.draft.value("t"), player.draft.value("c")) == ("giữ lại", "[giữ lại]")


def test_other_is_asked_for_in_words() -> None:
    player = Player(
        form_of(
            "| survey | | | |",
            "| | type | name | label |",
            "| | select_one m or_other | m | Việc gì? |",
            *CHOICES,
            "| | m | land | Đất đai |",
        )
    )
    assert [choice.name for choice in player.sees().choices] == ["land", "other"]
    assert player.answers("m", "other").ok
    assert player.sees().name == "m_other"
    assert player.answers("m_other", "Cầu phao").ok
    assert body(player.draft.submission()) == "<m>other</m><m_other>Cầu phao</m_other>"


def test_choices_come_from_earlier_answers() -> None:
    player = Player(
        form_of(
            "| survey | | | | |",
            "| | type | name | label | choice_filter |",
            "| | begin repeat | p | Người | |",
            "| | text | who | Tên? | |",
            "| | integer | age | Tuổi? | |",
            "| | end repeat | | | |",
            "| | select_one ${who} | head | Ai là chủ hộ? | ${age} > 17 |",
        )
    )
    for at, (who, age) in enumerate((("An", "40"), ("Bình", "9"), ("Chi", "38")), 1):
        assert at == 1 or player.adds("/data/p").ok
        assert player.answers(f"/data/p[{at}]/who", who).ok
        assert player.answers(f"/data/p[{at}]/age", age).ok
    assert [choice.label for choice in player.draft.ask("head").choices] == ["An", "Chi"]
    assert player.answers("head", "Chi").ok
    assert player.removes("/data/p[3]").ok
    assert player.draft.value("head") == ""


def test_a_filtered_list_drops_what_it_no_longer_offers() -> None:
    player = Player(
        form_of(
            "| survey | | | | |",
            "| | type | name | label | choice_filter |",
            "| | select_one d | d | Huyện? | |",
            "| | select_multiple c | c | Xã? | d = ${d} |",
            "| choices | | | | |",
            "| | list_name | name | label | d |",
            "| | d | a | A | |",
            "| | d | b | B | |",
            "| | c | a1 | A1 | a |",
            "| | c | b1 | B1 | b |",
        )
    )
    assert player.answers("d", "a").ok
    assert player.answers("c", "b1").code == "not_a_choice"
    assert player.answers("c", "a1").ok
    assert player.answers("d", "b").ok
    assert player.sees().name == "c"
    assert [choice.name for choice in player.sees().choices] == ["b1"]


def test_labels_hints_media_and_choice_names_follow_the_language() -> None:
    head = "label::Tiếng Việt (vi) | label::English (en)"
    player = Player(
        form_of(
            "| survey | | | | | | | | |",
            f"| | type | name | {head} | media::image::English (en) | guidance_hint::English (en) | calculation |",
            "| | select_one m | m | Việc gì? | What? | what.png | Ask twice. | |",
            "| | calculate | said | | | | | jr:choice-name(${m}, '${m}') |",
            "| | text | t | Về ${said}? | About ${said}? | | | |",
            "| choices | | | | | |",
            f"| | list_name | name | {head} | media::image::English (en) |",
            "| | m | land | Đất đai | Land | land.png |",
        )
    )
    assert player.answers("m", "land").ok
    assert player.sees().label == "Về Đất đai?"
    player.speaks("en")
    assert player.sees().label == "About Land?"
    question = player.draft.ask("m")
    assert (question.label, question.guidance, question.media) == ("What?", "Ask twice.", {"image": "what.png"})
    assert [(choice.label, choice.media) for choice in question.choices] == [("Land", {"image": "land.png"})]


def test_a_draft_has_the_name_that_its_form_gives_it() -> None:
    player = Player(
        form_of(
            "| survey | | | |",
            "| | type | name | label |",
            "| | text | a | A? |",
            "| settings | |",
            "| | instance_name |",
            "| | concat('Phiếu ', ${a}) |",
        )
    )
    assert player.answers("a", "7").ok
    assert "<instanceName>Phiếu 7</instanceName>" in player.draft.dump().replace("orx:", "")


def test_what_cannot_be_changed_is_told_with_the_next_question() -> None:
    player = Player(
        form_of(
            "| survey | | | | | |",
            "| | type | name | label | read_only | calculation |",
            "| | integer | a | A? | | |",
            "| | integer | twice | Gấp đôi | yes | ${a} * 2 |",
            "| | note | n | Sắp xong. | | |",
            "| | text | b | B? | | |",
        )
    )
    assert player.answers("a", "4").ok
    question = player.sees()
    assert (question.name, question.notes, question.total) == ("b", ("Gấp đôi: 8", "Sắp xong."), 2)
    assert player.answers("twice", "1").code == "read_only"


def test_chance_keeps_to_one_order_in_one_draft() -> None:
    form = form_of(
        "| survey | | | | |",
        "| | type | name | label | parameters |",
        "| | select_one m | m | M? | randomize=true |",
        *CHOICES,
        *(f"| | m | c{number} | C{number} |" for number in range(12)),
    )
    player = Player(form)
    orders = {tuple(choice.name for choice in player.sees().choices) for _time in range(5)}
    assert len(orders) == 1
    assert sorted(orders.pop()) == sorted(form.field("m").choices)
    draft = Draft(form, now=NOW, new_id=lambda: "another")
    assert draft.question is not None
    assert [choice.name for choice in draft.question.choices] != [choice.name for choice in player.sees().choices]


def test_marks_of_the_host_go_with_their_answer_and_are_not_sent() -> None:
    form = form_of(
        "| survey | | | |",
        "| | type | name | label |",
        "| | begin repeat | r | R |",
        "| | image | p | Ảnh? |",
        "| | end repeat | | |",
    )
    player = Player(form)
    for at, name in enumerate(("a.jpg", "b.jpg"), 1):
        assert at == 1 or player.adds("/data/r").ok
        assert player.answers(f"/data/r[{at}]/p", name).ok
    player.marks("/data/r[2]/p", "pending")
    assert player.draft.marked("pending") == ("/data/r[2]/p",)
    assert player.removes("/data/r[1]").ok
    assert player.draft.marked("pending") == ("/data/r[1]/p",)
    assert body(player.draft.submission()) == "<r><p>b.jpg</p></r>"
    player.clears("/data/r[1]/p")
    assert player.draft.marked("pending") == ()
    assert player.sees().ref == "/data/r[1]/p"


def test_figures_count_the_instances_of_a_repeat_together() -> None:
    form = form_of(
        "| survey | | | |",
        "| | type | name | label |",
        "| | begin repeat | r | R |",
        "| | select_one m | m | M? |",
        "| | text | t | T? |",
        "| | end repeat | | |",
        *CHOICES,
        "| | m | a | A |",
        "| | m | b | B |",
    )
    assert form.kinds == {Type.REPEAT, Type.SELECT_ONE, Type.TEXT}
    player = Player(form)
    for at, name in enumerate(("b", "a", "b"), 1):
        assert at == 1 or player.adds("/data/r").ok
        assert player.answers(f"/data/r[{at}]/m", name).ok
        assert player.answers(f"/data/r[{at}]/t", f"ý {at}").ok
    assert player.draft.coded() == {"m": ("b", "a")}
    assert player.draft.texts() == {"t": "ý 1\ný 2\ný 3"}


def test_instances_do_not_grow_without_end() -> None:
    form = form_of(
        "| survey | | | | |",
        "| | type | name | label | repeat_count |",
        "| | integer | n | Mấy? | |",
        "| | begin repeat | r | R | ${n} |",
        "| | text | t | T? | |",
        "| | end repeat | | | |",
    )
    player = Player(form)
    assert player.answers("n", "999999999").ok
    assert player.draft.instances("/data/r") == 300
    assert player.answers("n", "2").ok
    assert player.draft.instances("/data/r") == 2


def test_one_more_is_answered_by_adding_or_leaving_and_by_nothing_else() -> None:
    form = form_of(
        "| survey | | | | |",
        "| | type | name | label | relevant |",
        "| | integer | n | N? | |",
        "| | begin repeat | r | R | ${n} > 1 |",
        "| | text | t | T? | |",
        "| | end repeat | | | |",
    )
    player = Player(form)
    assert player.answers("n", "1").ok
    assert player.draft.question is None
    assert player.adds("/data/r").code == "irrelevant"
    assert player.answers("n", "2").ok
    assert player.removes("/data/r[1]").ok
    question = player.sees()
    assert (question.ref, question.kind, question.instances, question.number) == ("/data/r", Type.REPEAT, 0, 0)
    assert player.answers("/data/r", "yes").code == "not_asked"
    assert player.skips("/data/r").ok
    assert player.draft.question is None
    player.goes_to("/data/r")
    assert player.sees().ref == "/data/r"
    assert player.adds("/data/r").ok
    assert player.sees().ref == "/data/r[1]/t"
    assert player.answers("/data/r[1]/t", "x").ok
    assert player.sees().ref == "/data/r"
