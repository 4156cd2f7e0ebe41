"""Numbers within labels, as the language of the person writes them; what is no number stays as it is."""

from __future__ import annotations

from tests.forms.player import Player, form_of


def test_a_number_in_a_label_has_the_mark_of_the_language() -> None:
    form = form_of(
        "| survey |",
        "| | type | name | label | calculation |",
        "| | decimal | area | Diện tích? | |",
        "| | text | version | Bản nào? | |",
        "| | calculate | half | | if(${area} != '', round(${area} div 2, 2), '') |",
        "| | calculate | said | | concat(${area}, ' ha') |",
        "| | text | why | ${area} / ${half} / ${version} / ${said}? | |",
    )
    player = Player(form)
    assert player.answers("area", "2.5").ok
    assert player.answers("version", "1.5").ok
    assert player.sees().label == "2,5 / 1,25 / 1.5 / 2.5 ha?"
    player.speaks("en")
    assert player.sees().label == "2.5 / 1.25 / 1.5 / 2.5 ha?"


def test_the_text_of_a_label_can_be_calculated_with() -> None:
    form = form_of(
        "| survey |",
        "| | type | name | label::Tiếng Việt (vi) | label::English (en) | calculation |",
        "| | text | t | Chữ gì? | Which word? | |",
        "| | calculate | asked | | | jr:itext('/data/t:label') |",
    )
    player = Player(form)
    assert player.draft.value("asked") == "Chữ gì?"
    player.speaks("en")
    assert player.draft.value("asked") == "Which word?"
