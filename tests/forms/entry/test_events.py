"""Values that a form sets on events, in the order of ODK's engines; what counts and what does not."""

from __future__ import annotations

from forms.entry.draft import Draft
from forms.load_compiled import load_compiled
from tests.forms.player import NOW, Player, form_of


def loaded(model: str, body: str, *fields: str) -> Player:
    data = "".join(f"<{field}/>" for field in fields)
    return Player(
        load_compiled(
            '<h:html xmlns="http://www.w3.org/2002/xforms" xmlns:h="http://www.w3.org/1999/xhtml"><h:head>'
            f'<h:title>T</h:title><model><instance><data id="t">{data}</data></instance>{model}</model></h:head>'
            f"<h:body>{body}</h:body></h:html>"
        )
    )


def test_a_calculation_has_the_last_word_over_a_value_set_at_the_beginning() -> None:
    player = loaded(
        '<bind nodeset="/data/b" calculate="concat(/data/a, \'!\')"/>'
        '<setvalue event="odk-instance-first-load" ref="/data/b">7</setvalue>',
        '<input ref="/data/a"/><input ref="/data/b"/>',
        "a",
        "b",
    )
    assert player.draft.value("b") == "!"
    assert player.answers("a", "x").ok
    assert player.draft.value("b") == "x!"


def test_a_calculated_change_sets_what_it_triggers_and_no_value_is_set_at_the_beginning() -> None:
    player = loaded(
        '<bind nodeset="/data/b" calculate="/data/a * 2"/>',
        '<input ref="/data/a"/><input ref="/data/b"><setvalue event="xforms-value-changed" ref="/data/c" value="/data/b"/>'
        '</input><input ref="/data/c"><setvalue event="xforms-value-changed" ref="/data/d" value="concat(/data/c, \'!\')"/>'
        '</input><input ref="/data/d"/>',
        *"abcd",
    )
    assert player.draft.value("c") == ""
    assert player.answers("a", "2").ok
    assert [player.draft.value(name) for name in "bcd"] == ["4", "4", "4!"]


def test_a_value_is_set_in_what_becomes_relevant_by_the_same_answer() -> None:
    player = loaded(
        '<bind nodeset="/data/b" relevant="/data/a = \'x\'"/>',
        '<input ref="/data/a"><setvalue event="xforms-value-changed" ref="/data/b" value="concat(/data/a, 7)"/></input>'
        '<input ref="/data/b"/>',
        "a",
        "b",
    )
    assert player.answers("a", "x").ok
    assert player.draft.value("b") == "x7"


def test_what_is_not_relevant_counts_for_nothing_and_a_blank_is_no_extreme() -> None:
    form = form_of(
        "| survey |",
        "| | type | name | label | relevant | calculation |",
        "| | begin repeat | child | Con | | |",
        "| | select_one yn | school | Đi học? | | |",
        "| | integer | fee | Tiền học | ${school} = 'y' | |",
        "| | end repeat | | | | |",
        "| | calculate | least | | | min(${fee}) |",
        "| | calculate | most | | | max(${fee}) |",
        "| | calculate | all | | | sum(${fee}) |",
        "| | calculate | listed | | | join(', ', ${fee}) |",
        "| | calculate | fees | | | count(${fee}) |",
        "| | calculate | paid | | | count-non-empty(${fee}) |",
        "| choices |",
        "| | list_name | name | label |",
        "| | yn | y | Có |",
        "| | yn | n | Không |",
    )
    player = Player(form)
    assert player.draft.value("least") == ""
    for at, school in enumerate(("y", "n", "y"), 1):
        assert at == 1 or player.adds("/data/child").ok
        assert player.answers(f"/data/child[{at}]/school", school).ok
    assert player.answers("/data/child[1]/fee", "500").ok
    names = ("least", "most", "all", "listed", "fees", "paid")
    assert [player.draft.value(name) for name in names] == ["500", "500", "500", "500, ", "2", "1"]
    assert player.answers("/data/child[2]/school", "y").ok
    assert player.draft.value("fees") == "3"


def test_a_counted_repeat_in_a_section_that_does_not_apply_has_no_instance() -> None:
    form = form_of(
        "| survey |",
        "| | type | name | label | relevant | repeat_count | calculation |",
        "| | select_one yn | any | Có hộ nào? | | | |",
        "| | begin group | g | Hộ | ${any} = 'y' | | |",
        "| | decimal | n | Mấy hộ? | | | |",
        "| | begin repeat | home | Hộ | | ${n} | |",
        "| | text | w | Thôn | | | |",
        "| | end repeat | | | | | |",
        "| | end group | | | | | |",
        "| | calculate | c | | | | count(${home}) |",
        "| choices |",
        "| | list_name | name | label |",
        "| | yn | y | Có |",
        "| | yn | n | Không |",
    )
    player = Player(form)
    assert (player.draft.value("c"), player.draft.instances("home")) == ("0", 0)
    assert player.answers("any", "y").ok
    assert player.answers("n", "2.9").ok
    assert player.answers("/data/g/home[2]/w", "Ấp 2").ok
    assert player.draft.value("c") == "2"
    assert player.answers("any", "n").ok
    assert player.draft.value("c") == "0"
    assert player.answers("any", "y").ok
    assert (player.draft.value("c"), player.draft.value("/data/g/home[2]/w")) == ("2", "Ấp 2")


def test_names_of_choices_may_hold_blanks_where_one_is_chosen() -> None:
    form = form_of(
        "| survey |",
        "| | type | name | label | choice_filter | calculation | relevant |",
        "| | select_one province | province | Tỉnh? | | | |",
        "| | select_one commune | commune | Xã? | province = ${province} | | |",
        "| | calculate | here | | | selected(${commune}, 'an phu') | |",
        "| | text | why | Vì sao? | | | ${commune} = 'an phu' |",
        "| choices |",
        "| | list_name | name | label | province |",
        "| | province | mien dong | Miền Đông | |",
        "| | province | mien tay | Miền Tây | |",
        "| | commune | an phu | An Phú | mien dong |",
        "| | commune | cat son | Cát Sơn | mien tay |",
    )
    player = Player(form)
    for ref, value in (("province", "mien dong"), ("commune", "an phu"), ("why", "x"), ("province", "mien dong")):
        assert player.answers(ref, value).ok
    draft = player.draft
    assert {line.name: line.shown for line in draft.review()} == {
        "province": "Miền Đông",
        "commune": "An Phú",
        "why": "x",
    }
    assert draft.coded() == {"province": ("mien dong",), "commune": ("an phu",)}
    assert (draft.value("here"), draft.relevant("why"), draft.missing()) == ("true", True, ())
    assert player.answers("province", "mien tay").ok
    assert player.draft.value("commune") == ""


def test_seeded_choices_come_in_the_order_of_other_engines() -> None:
    form = form_of(
        "| survey |",
        "| | type | name | label | parameters |",
        "| | text | seed | Số | |",
        "| | select_one ab | s | Chọn | randomize=true seed=${seed} |",
        "| choices |",
        "| | list_name | name | label |",
        *(f"| | ab | {name} | {name.upper()} |" for name in "abcde"),
    )
    orders = {"1": "bdeac", "42": "aecbd", "-5": "dcabe", "12345": "ebcad", "3.7": "cdeab"}
    for seed, order in orders.items():
        player = Player(form)
        assert player.answers("seed", seed).ok
        assert "".join(choice.name for choice in player.draft.ask("s").choices) == order


def test_uuid_with_a_length_is_a_text_of_that_length() -> None:
    form = form_of(
        "| survey |",
        "| | type | name | label | calculation |",
        "| | text | t | Chữ | |",
        "| | calculate | code | | once(uuid(8)) |",
        "| | calculate | long | | string-length(uuid(70)) |",
        "| | calculate | none | | string-length(uuid(0)) |",
        "| | calculate | whole | | uuid() |",
    )
    draft = Draft(form, now=NOW, new_id=lambda: "6b3e5c1c-9f7a-4f1a-8b0e-1c2d3e4f5a6b")
    assert [draft.value(name) for name in ("code", "long", "none")] == ["6b3e5c1c", "70", "0"]
    assert draft.value("whole") == "6b3e5c1c-9f7a-4f1a-8b0e-1c2d3e4f5a6b"
