"""What leaders and staff read."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, timedelta, tzinfo
from pathlib import Path

import pytest

import forms
from digests import wording
from digests.text import (
    CAPTION,
    LONGEST,
    full_text,
    leader_text,
    section_label,
    section_text,
    sections,
    staff_text,
    trend,
)
from storage.statistics.open_alerts import UrgentItem
from storage.statistics.shown_figures import Cell, Figures, Matter, Share
from texts.catalogue import LANGUAGES, catalogue_for
from texts.rich import utf16_length

FIELDS = {"topic", "strata", "what", "source", "cause", "spread", "forecast", "urgency", "stance"}


def test_a_leader_knows_the_day_in_half_a_minute(full: Figures, zone: tzinfo) -> None:
    assert leader_text(full, "vi", zone).text == (
        "Dư luận xã hội ngày 03/11/2026\n"
        "1.064 báo cáo từ 38/96 xã, 2 việc khẩn. Kỳ liền trước: 1.051 báo cáo.\n"
        "\n"
        "❗ Chưa xác minh\n"
        "• 09:30 03/11 · Tập trung đông người · tỉnh Sông Hồng · cán bộ trực đã nhận\n"
        "• 12:30 03/11 · Môi trường, thiên tai, dịch bệnh · xã An Phú · chờ cán bộ trực nhận\n"
        "\n"
        "Nổi lên (theo ước lượng của cộng tác viên)\n"
        "• Đất đai, giải phóng mặt bằng (17 báo cáo, tăng 8): đa số không đồng tình, một bộ phận băn khoăn\n"
        "• Y tế, an sinh (12 báo cáo, giảm 2): đa số đồng tình, một bộ phận băn khoăn\n"
        "• Cải cách hành chính, thái độ phục vụ (9 báo cáo): gần một nửa đồng tình, gần một nửa băn khoăn\n"
        "• Giáo dục (4 báo cáo): ít người phản ánh, chưa nêu tỷ lệ\n"
        "Ít người phản ánh nên chưa nêu tỷ lệ: Văn hóa, lối sống; Quốc phòng, biển đảo, đối ngoại.\n"
        "\n"
        "Cần đồng chí cho ý kiến: hướng xử lý 2 việc khẩn chưa xác minh nêu trên."
    )


def test_what_is_urgent_stands_only_under_its_heading(full: Figures, zone: tzinfo) -> None:
    for language, heading in (("vi", "Chưa xác minh"), ("en", "Not verified")):
        body = leader_text(full, language, zone).text
        event = wording.label("what", "crowd", language)
        assert body.index(heading) < body.index(event) < body.index("\n\n", body.index(heading))
        assert heading in section_text(full, "urgent", language, zone).text


def test_a_quiet_day_is_one_line(quiet: Figures, zone: tzinfo) -> None:
    assert leader_text(quiet, "vi", zone).text == (
        "Dư luận xã hội ngày 03/11/2026: chưa nhận được phản ánh mới, chưa nhận được tin khẩn."
    )
    assert sections(quiet) == ()


def test_leaders_are_asked_only_where_there_is_a_question(full: Figures, zone: tzinfo) -> None:
    calm = replace(full, urgent=())
    assert leader_text(calm, "vi", zone).text.endswith(
        "Cần đồng chí cho ý kiến: việc trả lời người dân về đất đai, giải phóng mặt bằng."
    )
    agreed = replace(calm, topics=(Matter("land", 9, (Share("agree", 90),)),))
    assert "Cần đồng chí" not in leader_text(agreed, "vi", zone).text


def test_few_sources_are_said_as_such(full: Figures, zone: tzinfo) -> None:
    few = replace(full, reports=1, previous_reports=1, topics=(), urgent=())
    assert "Chưa đủ nguồn để nêu theo lĩnh vực." in leader_text(few, "vi", zone).text
    assert "Kỳ liền trước: 1 báo cáo." in leader_text(few, "vi", zone).text


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_longest_day_fits_under_the_chart(full: Figures, zone: tzinfo, language: str) -> None:
    everything = tuple(
        Matter(name, 12_345, (Share("disagree", 60), Share("concerned", 40)), 1)
        for name in ("security", "defence", "administration", "economy", "party", "environment")
    )
    item = UrgentItem(full.until, "topic", "security", "phường " + "Nguyễn Trãi " * 12, acknowledged=False)
    longest = replace(full, topics=everything, urgent=(item,) * 9, first_day=date(2025, 12, 30))
    said = leader_text(longest, language, zone)
    assert utf16_length(said.text) <= CAPTION
    assert said.text.endswith(catalogue_for(language).text("digest-ask-urgent", n=9))


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_section_fits_one_message_and_has_a_button(full: Figures, zone: tzinfo, language: str) -> None:
    assert sections(full) == ("urgent", "topics", "places", "groups", "progress")
    for section in sections(full):
        said = section_text(full, section, language, zone)
        assert section_label(section, language) in said.text
        assert utf16_length(said.text) <= 4096
    assert "ước lượng" in section_text(full, "groups", "vi", zone).text
    places = section_text(full, "places", "vi", zone).text
    assert "• xã An Phú: 11 báo cáo, nhiều nhất về đất đai, giải phóng mặt bằng" in places
    assert "Ít người phản ánh nên chưa nêu tỷ lệ: nơi khác thuộc tỉnh Sông Hồng; xã Hòa Lạc." in places


def test_staff_see_who_is_missing_and_leaders_do_not(full: Figures, zone: tzinfo) -> None:
    staff = staff_text(full, "vi", zone).text
    assert "Yêu cầu nắm bắt tháng 11 · hạn 17:00 ngày 25/11/2026" in staff
    assert "123/214 cộng tác viên đã trả lời: 96 có báo cáo, 27 không có gì để báo." in staff
    assert "Theo loại: báo cáo định kỳ (61)." in staff
    assert "Chưa gửi theo đơn vị: xã Cát Sơn (3), xã Vĩnh Hà (1)." in staff
    for section in sections(full):
        assert "Cát Sơn" not in section_text(full, section, "vi", zone).text
    assert "Cát Sơn" not in leader_text(full, "vi", zone).text


@pytest.mark.parametrize(
    ("first", "last", "said"),
    [
        (date(2026, 11, 3), date(2026, 11, 3), "ngày 03/11/2026"),
        (date(2026, 11, 1), date(2026, 11, 30), "tháng 11/2026"),
        (date(2026, 10, 31), date(2026, 11, 2), "từ ngày 31/10 đến ngày 02/11/2026"),
        (date(2026, 12, 31), date(2027, 1, 2), "từ ngày 31/12/2026 đến ngày 02/01/2027"),
    ],
)
def test_periods_are_called_as_people_call_them(
    full: Figures, zone: tzinfo, first: date, last: date, said: str
) -> None:
    assert wording.period(replace(full, first_day=first, last_day=last), "vi", zone) == said


@pytest.mark.parametrize(
    ("percent", "said"),
    [
        (100, "hầu hết"),
        (85, "hầu hết"),
        (75, "đa số"),
        (55, "hơn một nửa"),
        (50, "khoảng một nửa"),
        (40, "gần một nửa"),
        (25, "một bộ phận"),
        (5, "cá biệt"),
    ],
)
def test_shares_are_put_in_words(percent: int, said: str) -> None:
    assert wording.word(percent, "vi") == said


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_choice_that_figures_count_has_its_form_s_label(language: str) -> None:
    column = 2 + LANGUAGES.index(language)
    checked = set()
    for form in sorted((Path(str(forms.__file__)).parent / "builtin").glob("*.md")):
        for name, choice, said in _choices(form, column):
            if name in FIELDS and choice != "even":
                assert wording.label(name, choice, language) == said, f"{form.name}: {name} {choice}"
                checked.add(name)
    assert checked == FIELDS


def _choices(form: Path, column: int) -> list[tuple[str, str, str]]:
    """(list, name, label) of the choices sheet of a form kept as Markdown."""
    sheet, found = "", []
    for line in form.read_text(encoding="utf-8").splitlines():
        cells = [cell.strip() for cell in line.split("|")[1:-1]]
        if cells and cells[0]:
            sheet = cells[0]
        elif sheet == "choices" and cells[1] != "list_name":
            found.append((cells[1], cells[2], cells[1 + column]))
    return found


def test_both_languages_have_the_same_texts() -> None:
    vi, en = (catalogue_for(language) for language in LANGUAGES)
    ours = {key for key in vi.keys | en.keys if re.match("(digest|topic|strata|what|source|forecast)-", key)}
    assert len(ours) > 100
    for key in ours:
        assert vi.variables(key) == en.variables(key), key


def test_a_choice_that_a_board_added_is_called_by_its_own_label_everywhere(full: Figures, zone: tzinfo) -> None:
    own = "Nạo vét sông, kênh"
    topics = tuple(replace(matter, name="dredging") if matter.name == "land" else matter for matter in full.topics)
    places = (replace(full.places[0], topic="dredging"),)
    named = replace(full, topics=topics, places=places, labels={"topic-dredging": own})
    for said in (
        leader_text(named, "vi", zone),
        staff_text(named, "vi", zone),
        section_text(named, "topics", "vi", zone),
    ):
        assert f"{own} (17 báo cáo" in said.text
    assert "nhiều nhất về nạo vét sông, kênh" in section_text(named, "places", "vi", zone).text
    assert "dredging" not in leader_text(named, "vi", zone).text
    assert wording.label("topic", "no_label", "vi") == "no label"


def test_the_title_says_from_when_to_when(full: Figures, zone: tzinfo) -> None:
    since = replace(full, begins=full.until - timedelta(hours=24))
    first = leader_text(since, "vi", zone).text.splitlines()[0]
    assert first == "Dư luận xã hội từ 16:30 ngày 02/11 đến 16:30 ngày 03/11/2026"


def test_nothing_is_counted_at_nought(quiet: Figures, zone: tzinfo) -> None:
    for language in LANGUAGES:
        for said in (leader_text(quiet, language, zone), staff_text(quiet, language, zone)):
            assert not re.search(r"\b0\b (việc khẩn|urgent|báo cáo từ|reports from)", said.text)


def test_an_open_alert_without_a_report_is_no_quiet_day(quiet: Figures, zone: tzinfo) -> None:
    item = UrgentItem(quiet.until, "what", "", "", acknowledged=False)
    said = leader_text(replace(quiet, urgent=(item,)), "vi", zone).text
    assert "1 việc khẩn; chưa nhận được báo cáo mới." in said
    assert "Việc khẩn · trong địa bàn · chờ cán bộ trực nhận" in said
    assert "Chưa đủ nguồn" not in said


def test_progress_names_the_prompt_and_counts_its_matters_one_by_one(full: Figures, zone: tzinfo) -> None:
    matters = (Cell("Giá phân bón", 7), Cell("Sáp nhập thôn", None), Cell("Học phí", 0))
    prompt = replace(full.progress[0], title="Nội dung tháng 11", matters=matters, started=0, submitted=0)
    said = section_text(replace(full, progress=(prompt,)), "progress", "vi", zone).text
    assert "Nội dung tháng 11 · hạn" in said
    assert "• Giá phân bón: 7 báo cáo" in said
    assert "• Sáp nhập thôn: dưới ba người báo cáo" in said
    assert "• Học phí: chưa có báo cáo" in said
    assert "27/214 cộng tác viên đã trả lời: 27 không có gì để báo." in said
    assert " 0 " not in said
    kept = replace(full, progress=(prompt,)).to_json()
    assert "Nội dung tháng 11" not in kept and "Giá phân bón" not in kept, "staff's words are not kept in the clear"


def test_fewer_than_ten_reports_have_no_per_cent(full: Figures, zone: tzinfo) -> None:
    said = section_text(full, "topics", "vi", zone).text
    assert "(60\u00a0%)" in said
    nine = next(line for line in said.splitlines() if "(9 báo cáo" in line)
    assert "%" not in nine


@pytest.mark.parametrize(
    ("weeks", "said"),
    [
        (
            (None, None, 12, 15, 9, 20, 22, 30),
            "6 tuần qua, số báo cáo mỗi tuần: 12, 15, 9, 20, 22, 30; tăng 3 tuần liền.",
        ),
        (
            (40, 30, 20, 20, 22, 18, 9, 4),
            "8 tuần qua, số báo cáo mỗi tuần: 40, 30, 20, 20, 22, 18, 9, 4; giảm 3 tuần liền.",
        ),
        ((5, None, 6, 7, 6), "5 tuần qua, số báo cáo mỗi tuần: 5, –, 6, 7, 6."),
        ((1, 2, 3, None), ""),
        ((None, 4, 5), ""),
        ((0, 0, 0, 0), ""),
        ((), ""),
    ],
)
def test_trend_is_one_sentence_of_whole_weeks_or_nothing(
    full: Figures, weeks: tuple[int | None, ...], said: str
) -> None:
    assert trend(replace(full, weeks=weeks), "vi") == said


@pytest.mark.parametrize("language", LANGUAGES)
def test_full_text_tells_more_in_at_most_1500_letters_and_nothing_is_one_line(
    full: Figures, quiet: Figures, zone: tzinfo, language: str
) -> None:
    figures = replace(full, weeks=(9, 8, 7, 8, 9, 10, 11, 12))
    short, long = leader_text(figures, language, zone), full_text(figures, language, zone)
    assert len(short.text) < len(long.text) <= LONGEST
    assert long.text.startswith(short.text[:200])
    assert trend(figures, language) in short.text
    many = replace(figures, topics=figures.topics[:1] * 40, strata=figures.strata[:1] * 40, urgent=figures.urgent * 20)
    assert len(full_text(many, language, zone).text) <= LONGEST
    nothing = full_text(replace(quiet, weeks=figures.weeks), language, zone)
    assert "\n" not in nothing.text
