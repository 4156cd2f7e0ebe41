"""The line above what leaves late."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from texts import lateness
from texts.catalogue import LANGUAGES
from texts.rich import RichText, utf16_length

ZONE = ZoneInfo("Asia/Ho_Chi_Minh")
AT = datetime(2026, 12, 30, 15, tzinfo=UTC)


@pytest.mark.parametrize("language", LANGUAGES)
def test_late_text_says_of_when_it_is_and_the_line_fits_where_room_is_kept_for_it(language: str) -> None:
    text = RichText("Chưa nhận được tin khẩn.", ((0, 4),))
    assert lateness.headed(text, AT, AT + timedelta(minutes=14), language, ZONE) == text
    said = lateness.headed(text, AT, AT + lateness.LATE, language, ZONE)
    line, rest = said.text.split("\n")
    assert rest == text.text and "22:00" in line and "2026" in line
    assert [said.text[at : at + length] for at, length in said.bold] == ["Chưa"]
    assert utf16_length(line) + 1 <= lateness.LONGEST
