"""Tables of a digest's sections: the numbers of its figures, and nothing of what is kept back."""

from __future__ import annotations

from dataclasses import replace

from digests.section_tables import section_tables
from digests.template_samples import FULL
from storage.statistics.shown_figures import Matter, Place, Share

LAND = Matter("land", 12, (Share("agree", 20), Share("disagree", 80)), 9)
FARMING = Matter("farming", 4, (Share("agree", None), Share("disagree", None)))
HEALTH = Matter("health", None)


def test_rows_are_what_may_be_shown_and_what_is_kept_back_is_named_beside_them() -> None:
    figures = replace(FULL, topics=(LAND, FARMING, HEALTH), strata=(HEALTH,), places=(Place("xã An Phú", 5, "land"),))
    tables = section_tables(figures, "vi")
    assert tables["topics"].rows == (
        ("Lĩnh vực", "Số báo cáo", "Luồng ý kiến", "Kỳ trước"),
        ("Đất đai, giải phóng mặt bằng", "12", "đa số không đồng tình (80\xa0%), một bộ phận đồng tình (20\xa0%)", "9"),
        ("Nông nghiệp, nông thôn", "4", "ít người phản ánh, chưa nêu tỷ lệ", "–"),
    )
    assert "Ít người phản ánh nên chưa nêu tỷ lệ: Y tế" in tables["topics"].rest.text
    assert tables["places"].rows[1] == ("xã An Phú", "5", "Đất đai, giải phóng mặt bằng")
    assert "groups" not in tables, "no number, no table"
    assert section_tables(replace(figures, topics=(), strata=(), places=()), "vi") == {}, "a day without anything"
