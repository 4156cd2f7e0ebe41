"""What keeps a draft from being sent, looked for again when it is to be sent."""

from __future__ import annotations

from forms.model.types import Type
from tests.forms.player import Player, form_of


def held(player: Player) -> list[tuple[str, Type, str, str]]:
    """Reference, kind, code and the author's words of each obstacle."""
    draft = player.draft
    assert draft.missing() == tuple(obstacle.ref for obstacle in draft.obstacles())
    return [(one.ref, one.kind, one.verdict.code, one.verdict.author_message) for one in draft.obstacles()]


def test_an_answer_is_held_against_its_constraint_again_when_the_other_side_changed() -> None:
    form = form_of(
        "| survey |",
        "| | type | name | label | constraint | constraint_message | calculation | read_only |",
        "| | integer | all | Số hộ | | | | |",
        "| | integer | poor | Số hộ nghèo | . <= ${all} | Hộ nghèo không thể hơn số hộ | | |",
        "| | integer | other | Hộ khác | . >= 0 | Không thể âm | ${all} - ${poor} | yes |",
        "| | calculate | share | | . <= 1 | Quá một | ${poor} div ${all} | |",
        "| | begin repeat | hamlet | Thôn | | | | |",
        "| | integer | part | Hộ nghèo của thôn | . <= ${poor} | Thôn hơn xã | | |",
        "| | end repeat | | | | | | |",
    )
    player = Player(form)
    for ref, value in (("all", "10"), ("poor", "8"), ("/data/hamlet[1]/part", "8")):
        assert player.answers(ref, value).ok
    assert held(player) == []
    assert player.answers("all", "5").ok
    assert held(player) == [
        ("/data/poor", Type.INTEGER, "constraint", "Hộ nghèo không thể hơn số hộ"),
        ("/data/other", Type.NOTE, "constraint", "Không thể âm"),
        ("/data/share", Type.CALCULATE, "constraint", "Quá một"),
    ]
    assert player.answers("poor", "3").ok
    assert held(player) == [("/data/hamlet[1]/part", Type.INTEGER, "constraint", "Thôn hơn xã")]


def test_a_required_note_stands_in_the_way_while_it_is_relevant() -> None:
    form = form_of(
        "| survey |",
        "| | type | name | label | relevant | required | required_message |",
        "| | integer | all | Tổng | | yes | |",
        "| | integer | men | Nam | | | |",
        "| | integer | women | Nữ | | | |",
        "| | note | wrong | Phải bằng ${all} | ${men} + ${women} != ${all} | yes | Xin sửa số liệu |",
        "| | begin group | g | G | ${all} > 100 | | |",
        "| | note | many | Quá ${all} người | | yes | |",
        "| | end group | | | | | |",
        "| | note | always | Xin cảm ơn | | yes | |",
    )
    player = Player(form)
    for ref, value in (("all", "101"), ("men", "3"), ("women", "4")):
        assert player.answers(ref, value).ok
    assert held(player) == [
        ("/data/wrong", Type.NOTE, "required", "Xin sửa số liệu"),
        ("/data/g/many", Type.NOTE, "required", "Quá 101 người"),
    ]
    assert player.answers("all", "7").ok
    assert held(player) == []


def test_what_became_required_or_lost_its_value_is_found() -> None:
    form = form_of(
        "| survey |",
        "| | type | name | label | required | required_message | calculation | read_only | default |",
        "| | select_one yn | any | Có ai không? | | | | | |",
        "| | text | who | Ai? | ${any} = 'y' | Xin ghi ai | | | |",
        "| | text | place | Ở đâu? | yes | | if(${any} = 'y', '', 'x') | yes | |",
        "| | select_one yn | odd | Lạ? | | | | | z |",
        "| choices |",
        "| | list_name | name | label |",
        "| | yn | y | Có |",
        "| | yn | n | Không |",
    )
    player = Player(form)
    assert player.answers("any", "n").ok
    assert player.skips("who").ok
    assert held(player) == [("/data/odd", Type.SELECT_ONE, "not_a_choice", "")]
    assert player.answers("odd", "n").ok
    assert player.answers("any", "y").ok
    assert held(player) == [
        ("/data/who", Type.TEXT, "required", "Xin ghi ai"),
        ("/data/place", Type.NOTE, "required", ""),
    ]


def test_a_note_behind_the_last_question_is_told_with_the_answers_it_speaks_of() -> None:
    form = form_of(
        "| survey |",
        "| | type | name | label | calculation | read_only | relevant |",
        "| | note | hello | Xin chào | | | |",
        "| | integer | a | Điểm câu 1 | | | |",
        "| | integer | b | Điểm câu 2 | | | |",
        "| | calculate | t | | ${a} + ${b} | | |",
        "| | note | sum | Tổng điểm là ${t} | | | ${t} > 0 |",
        "| | integer | half | Một nửa | ${t} div 2 | yes | |",
    )
    player = Player(form)
    assert player.sees().notes == ("Xin chào",)
    assert player.answers("a", "4").ok
    assert player.sees().notes == ()
    assert player.answers("b", "2").ok
    assert player.draft.question is None
    assert player.draft.closing_notes() == ("Tổng điểm là 6", "Một nửa: 3")


def test_the_answer_that_is_there_is_kept_with_its_marks() -> None:
    form = form_of(
        "| survey |",
        "| | type | name | label | default | required | constraint |",
        "| | text | where | Ở đâu? | Nhà văn hóa | yes | |",
        "| | integer | n | Số? | 7 | | . > 8 |",
        "| | image | photo | Ảnh | | | |",
    )
    player = Player(form)
    draft = player.draft
    assert draft.keep("where").ok
    assert draft.question is not None and (draft.question.name, draft.value("where")) == ("n", "Nhà văn hóa")
    assert draft.keep("n").code == "constraint"
    assert draft.skip("n").ok
    assert draft.keep("photo").code == "required"
    assert draft.put("photo", "1").ok
    draft.mark("photo", "pending")
    draft.goto("photo")
    assert draft.keep("photo").ok
    assert draft.marked("pending") == ("/data/photo",)
