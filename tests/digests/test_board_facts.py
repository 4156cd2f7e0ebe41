"""A topic's line below its own heading in a document."""

from __future__ import annotations

import pytest

from digests.board_facts import below_its_name


@pytest.mark.parametrize(
    ("line", "name", "said"),
    [
        ("Y tế (17 báo cáo, tăng 8): đồng tình 60%.", "Y tế", "17 báo cáo, tăng 8: đồng tình 60%."),
        ("Đất đai (đền bù) (3 báo cáo): chưa rõ.", "Đất đai (đền bù)", "3 báo cáo: chưa rõ."),
    ],
)
def test_a_topic_s_line_begins_with_its_count_where_its_name_stands_above(line: str, name: str, said: str) -> None:
    assert below_its_name(line, name) == said
