"""Files that are fetched and checked while the person goes on, and how the instances of a repeat are told apart."""

from __future__ import annotations

import pytest

from forms.entry.draft import Draft
from forms.model.form import Form
from tests.forms.player import NOW, Player, body, form_of

FORM = form_of(
    "| survey | | | | | | | |",
    "| | type | name | label | relevant | constraint | calculation | trigger |",
    "| | select_one yn | any | Có ảnh không? | | | | |",
    "| | image | photo | Ảnh? | ${any} = 'y' | not(contains(., 'bad')) | | |",
    "| | calculate | named | | | | concat('[', ${photo}, ']') | |",
    "| | calculate | times | | | | once(0) + 1 | ${photo} |",
    "| | text | a | A? | | | | |",
    "| | text | b | B? | | | | |",
    "| | text | c | C? | | | | |",
    "| choices | | | |",
    "| | list_name | name | label |",
    "| | yn | y | Có |",
    "| | yn | n | Không |",
)


def with_photo() -> Player:
    player = Player(FORM)
    assert player.answers("any", "y").ok
    assert player.answers("photo", "incoming-1").ok
    player.marks("photo", "pending")
    player.marks("photo", "masked")
    return player


def test_a_file_gets_its_final_name_while_the_person_is_elsewhere() -> None:
    player = with_photo()
    assert player.answers("a", "x").ok
    player.goes_to("any")
    before = player.draft
    assert player.settles("photo", "3f2a.jpg").ok
    draft = player.draft
    assert (draft.value("photo"), draft.value("named")) == ("3f2a.jpg", "[3f2a.jpg]")
    assert (draft.place, draft.revision, draft.question) == (before.place, before.revision, before.question)
    assert (draft.marked("pending"), draft.marked("masked")) == ((), ("/data/photo",))
    assert draft.value("times") == before.value("times")


def test_a_place_set_on_the_file_itself_stays() -> None:
    player = with_photo()
    player.goes_to("photo")
    assert player.settles("photo", "3f2a.jpg").ok
    assert (player.draft.place, player.sees().value) == ("/data/photo", "3f2a.jpg")


@pytest.mark.parametrize(("name", "code"), [("../x", "not_a_file"), ("", "not_a_file"), ("bad.jpg", "constraint")])
def test_a_name_that_cannot_be_stays_pending(name: str, code: str) -> None:
    player = with_photo()
    assert player.settles("photo", name).code == code
    assert player.draft.marked("pending") == ("/data/photo",)


def test_what_was_answered_otherwise_is_not_settled() -> None:
    player = with_photo()
    assert player.answers("photo", "incoming-2").ok
    assert player.settles("photo", "3f2a.jpg").code == "not_pending"
    assert player.draft.value("photo") == "incoming-2"
    assert player.settles("a", "x").code == "not_pending"
    with pytest.raises(KeyError):
        player.draft.settle("nothing", "x")


def test_a_file_that_is_not_relevant_just_now_is_settled_for_when_it_is() -> None:
    player = with_photo()
    assert player.answers("any", "n").ok
    assert player.settles("photo", "a b").code == "not_a_file"
    assert player.settles("photo", "3f2a.jpg").ok
    assert player.draft.value("photo") == ""
    assert player.answers("any", "y").ok
    assert player.draft.value("photo") == "3f2a.jpg"
    assert player.draft.marked("pending") == ()


PEOPLE = form_of(
    "| survey | | | | |",
    "| | type | name | label | relevant |",
    "| | begin repeat | person | Người | |",
    "| | image | photo | Ảnh? | |",
    "| | date | born | Sinh ngày? | |",
    "| | select_one yn | farmer | Làm nông? | |",
    "| | text | story | Chuyện? | |",
    "| | end repeat | | | |",
    "| choices | | | |",
    "| | list_name | name | label |",
    "| | yn | y | Có |",
    "| | yn | n | Không |",
)


def test_instances_are_offered_for_removal_by_what_was_said_first_in_them() -> None:
    player = Player(PEOPLE)
    long = "Bà  con " * 20
    for at, (name, value) in enumerate((("farmer", "y"), ("story", long), ("photo", "f1")), 1):
        assert at == 1 or player.adds("/data/person").ok
        assert player.answers(f"/data/person[{at}]/{name}", value).ok
    items = player.draft.ask("/data/person").items
    assert [ref for ref, _shown in items] == ["/data/person[1]", "/data/person[2]", "/data/person[3]"]
    assert [shown for _ref, shown in items] == ["Có", ("Bà con " * 20)[:39].rstrip() + "…", ""]
    assert all(len(shown) <= 40 for _ref, shown in items)
    assert player.removes(items[0][0]).ok
    assert player.draft.ask("/data/person").items[0] == ("/data/person[1]", items[1][1])
    assert player.sees().items == ()


def _metadata_form() -> Form:
    return form_of(
        "| survey | | | | | |",
        "| | type | name | label | calculation | default |",
        "| | username | user | | 'An' | |",
        "| | phonenumber | phone | | | 0912 |",
        "| | email | mail | | | |",
        "| | subscriberid | subscriber | | | |",
        "| | simserial | sim | | | |",
        "| | deviceid | device | | | |",
        "| | text | a | A? | | |",
    )


def test_metadata_holds_what_the_host_gives_and_nothing_else() -> None:
    given = {
        kind: f"x-{kind}" for kind in ("username", "phonenumber", "email", "subscriberid", "simserial", "deviceid")
    }
    player = Player(_metadata_form(), metadata=given)
    assert player.answers("a", "1").ok
    names = ("user", "phone", "mail", "subscriber", "sim", "device")
    assert tuple(player.draft.value(name) for name in names) == tuple(given.values())
    nothing = Player(_metadata_form())
    assert nothing.answers("a", "1").ok
    empty = "".join(f"<{name}/>" for name in names)
    assert body(nothing.draft.submission()) == empty + "<a>1</a>"
    again = Draft.from_submission(_metadata_form(), player.draft.submission(), now=NOW, new_id=lambda: "2")
    assert again.value("user") == "x-username"
