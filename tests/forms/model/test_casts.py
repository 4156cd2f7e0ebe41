"""What a node of a type holds of a value: the value, as a person would read it where that is sure, or nothing."""

from __future__ import annotations

import pytest

from forms.model.casts import cast
from forms.xpath.values import NAN, Value
from tests.forms.player import NOW, Player, form_of


@pytest.mark.parametrize(
    ("data_type", "value", "kept"),
    [
        ("int", 2.7, "2"),
        ("int", -2.7, "-2"),
        ("int", "2.7", "2"),
        ("int", "abc", ""),
        ("int", "2026-01-05", ""),
        ("decimal", "89.0", "89.0"),
        ("decimal", "1,5", ""),
        ("decimal", NAN, ""),
        ("date", 5.0, "1970-01-06"),
        ("date", "2026-01-05 00:00:00", "2026-01-05"),
        ("date", "2026-11-05T03:30:00.000+07:00", "2026-11-05"),
        ("date", "2026-11-04T20:30:00Z", "2026-11-05"),
        ("date", "31/12/2025", ""),
        ("dateTime", "2026-01-05 08:30:00", "2026-01-05T08:30:00.000+07:00"),
        ("dateTime", "2026-01-05", "2026-01-05T00:00:00.000+07:00"),
        ("dateTime", "8h30", ""),
        ("time", "8:30", "08:30:00.000+07:00"),
        ("time", "2026-11-05T03:30:00.000+07:00", "03:30:00.000+07:00"),
        ("time", "8h30", ""),
        ("geopoint", "10.9 106.8 0 0", "10.9 106.8 0 0"),
        ("geopoint", "10.9,106.8", ""),
        ("geopoint", "91 0", ""),
        ("string", 12.0, "12"),
        ("string", "2026-01-05 00:00:00", "2026-01-05 00:00:00"),
    ],
)
def test_a_value_is_kept_where_it_is_one_of_the_type(data_type: str, value: Value, kept: str) -> None:
    assert cast(data_type, value, NOW) == kept


def test_defaults_calculations_and_events_are_cast_to_the_type_of_their_question() -> None:
    form = form_of(
        "| survey |",
        "| | type | name | label | default | calculation | trigger | bind::type |",
        "| | date | day | Ngày | 2026-01-05 00:00:00 | | | |",
        "| | date | due | Hạn | | format-date(${day} + 7, '%d/%m/%Y') | | |",
        "| | datetime | start | Bắt đầu | | ${day} | | |",
        "| | integer | count | Số | 2.7 | | | |",
        "| | text | note | Ghi | | | | |",
        "| | time | noted | Lúc | | now() | ${note} | |",
        "| | calculate | half | | | ${count} div 4 | | int |",
        "| | calculate | word | | | 'ba' | | decimal |",
    )
    player = Player(form)
    assert player.answers("note", "x").ok
    draft = player.draft
    assert {field.name: draft.value(field.ref) for field in form.fields} == {
        "day": "2026-01-05",
        "due": "",
        "start": "2026-01-05T00:00:00.000+07:00",
        "count": "2",
        "note": "x",
        "noted": "09:00:00.000+07:00",
        "half": "0",
        "word": "",
    }
