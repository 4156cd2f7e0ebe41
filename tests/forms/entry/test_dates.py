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


DEADLINE = form_of(
    "| survey |",
    "| | type | name | label | calculation | relevant | repeat_count |",
    "| | date | due | Hạn nộp | | | |",
    "| | calculate | left | | ${due} - today() | | |",
    "| | calculate | first | | once(today()) | | |",
    "| | text | late | Trễ vì sao? | | ${due} < today() | |",
    "| | begin repeat | missed | Ngày trễ | | | int(today() - ${due}) |",
    "| | text | why | Vì sao? | | | |",
    "| | end repeat | | | | | |",
    "| | calculate | stamp | | if(${due} != '', now(), '') | | |",
    "| | text | more | Còn gì nữa? | | | |",
)


def test_a_draft_taken_up_on_another_day_works_out_what_depends_on_the_day() -> None:
    player = Player(DEADLINE, now=at(9))
    assert player.answers("due", "2026-11-06").ok
    assert (player.draft.value("left"), player.draft.relevant("late"), player.draft.instances("missed")) == (
        "1",
        False,
        0,
    )
    player.now = at(0, 5, day=9)
    draft = player.draft
    assert (draft.value("left"), draft.relevant("late"), draft.instances("missed")) == ("-3", True, 3)
    assert draft.value("first") == "2026-11-05"


def test_between_two_answers_of_one_sitting_a_stamp_stays_as_it_is() -> None:
    player = Player(DEADLINE, now=at(9))
    assert player.answers("due", "2026-11-06").ok
    player.now = at(9, 20)
    assert player.answers("more", "Không").ok
    player.now = at(9, 40)
    assert player.draft.value("stamp") == at(9).isoformat(timespec="milliseconds")
    player.now = at(23, 59)
    assert player.answers("more", "Có").ok
    player.now = at(0, 1, day=6)
    assert player.draft.value("left") == "0"
