"""Days and moments: one scale, whose days begin at midnight where the office is; and a draft that is taken up again."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from forms.errors import FormError
from tests.forms.player import Player, form_of

ZONE = ZoneInfo("Asia/Ho_Chi_Minh")


def at(hour: int, minute: int = 0, day: int = 5) -> datetime:
    return datetime(2026, 11, day, hour, minute, tzinfo=ZONE)


@pytest.mark.parametrize("now", [at(0, 1), at(3, 30), at(6, 59), at(7, 1), at(23, 59)], ids=str)
def test_a_day_begins_at_the_midnight_of_the_office(now: datetime) -> None:
    form = form_of(
        "| survey |",
        "| | type | name | label | calculation | constraint |",
        "| | datetime | met | Họp lúc nào? | | . >= today() |",
        "| | date | cut | Mất nước từ ngày nào? | | . <= today() |",
        "| | calculate | later | | now() >= today() | |",
        "| | calculate | days | | int(now() - ${cut}) | |",
        "| | calculate | hours | | int((now() - today()) * 24) | |",
        "| | calculate | decimal | | int((decimal-date-time(now()) - today()) * 24) | |",
        "| | calculate | tomorrow | | date-time(now() + 1) | |",
        "| | calculate | same | | date(now()) = today() | |",
    )
    player = Player(form, now=now)
    assert player.answers("cut", "2026-11-04").ok
    assert player.answers("met", "2026-11-04T23:59").code == "constraint"
    assert player.answers("met", "2026-11-05T00:00").ok
    assert player.answers("met", "2026-11-04T17:00:00Z").ok  # midnight, written in Greenwich
    assert player.answers("met", "2026-11-04T16:59:00Z").code == "constraint"
    draft = player.draft
    assert [draft.value(name) for name in ("later", "days", "same")] == ["true", "1", "true"]
    assert draft.value("hours") == draft.value("decimal") == str(now.hour)
    assert draft.value("tomorrow") == now.replace(day=6).isoformat(timespec="milliseconds")


def test_names_of_days_and_months_are_in_the_language_of_the_person() -> None:
    form = form_of(
        "| survey |",
        "| | type | name | label | calculation |",
        "| | date | day | Ngày | |",
        "| | calculate | named | | format-date(${day}, '%a, %b') |",
    )
    player = Player(form)
    assert player.answers("day", "2026-11-30").ok
    assert player.draft.value("named") == "Th 2, thg 11"
    player.speaks("en")
    assert player.draft.value("named") == "Mon, Nov"


@pytest.mark.parametrize("pattern", ["%A, %d %B", "%d/%m/%", "%q"])
def test_a_letter_that_format_date_does_not_know_is_refused(pattern: str) -> None:
    with pytest.raises(FormError) as refused:
        form_of(
            "| survey |",
            "| | type | name | label | calculation |",
            "| | date | day | Ngày | |",
            f"| | calculate | named | | format-date(${{day}}, '{pattern}') |",
        )
    assert (refused.value.code, refused.value.row) == ("bad_date_pattern", 3)
