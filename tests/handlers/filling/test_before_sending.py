"""Checks before sending, defaults, notes at the end and months, as a person sees them."""

from __future__ import annotations

from sqlmodel import Session

from forms.authoring.load import load
from storage.forms import published_forms
from tests.handlers.playing import begin_report, kept, prompt_there
from tests.stage import Person, Stage


async def begun(stage: Stage, person: Person, *lines: str) -> None:
    """A form of these lines, published and opened."""
    form = load("\n".join(["| survey |", *lines]).encode(), kind="md")

    def work(session: Session) -> None:
        published_forms.publish(session, "own", form.title, form.xml, stage.world.clock.now())

    stage.database.run_now(work)
    prompt_there(stage, form="own")
    await begin_report(person)


async def test_a_default_is_kept_with_one_tap_also_where_an_answer_is_needed(stage: Stage, an: Person) -> None:
    await begun(
        stage,
        an,
        "| | type | name | label | default | required |",
        "| | text | where | Họp ở đâu? | Nhà văn hóa thôn | yes |",
        "| | date | day | Ngày họp? | 2026-01-05 00:00:00 | |",
        "| | select_one yn | yn | Có đông không? | y | |",
        "| | text | more | Còn gì nữa? | | |",
        "| choices |",
        "| | list_name | name | label |",
        "| | yn | y | Có |",
        "| | yn | n | Không |",
    )
    assert an.buttons == ["Giữ “Nhà văn hóa thôn”", "Để sau", "Trợ giúp"]
    await an.presses("Giữ")
    assert "Giữ “05/01/2026”" in an.buttons
    assert "Để trống" in an.buttons
    await an.presses("Giữ")
    await an.presses("Giữ “Có”")
    an.sees("Còn gì nữa?")
    assert "Bỏ qua" in an.buttons
    assert [kept(stage, "an", name)[0] for name in ("where", "day", "yn")] == ["Nhà văn hóa thôn", "2026-01-05", "y"]


async def test_who_changed_an_answer_is_led_to_the_one_that_no_longer_fits(stage: Stage, an: Person) -> None:
    await begun(
        stage,
        an,
        "| | type | name | label | constraint | constraint_message | relevant | required | required_message |",
        "| | integer | all | Số hộ? | | | | | |",
        "| | integer | poor | Số hộ nghèo? | . <= ${all} | Hộ nghèo không thể hơn số hộ | | | |",
        "| | note | odd | Lẻ: ${poor} | | | ${poor} = 3 | yes | Ba hộ thì xin hỏi lại |",
        "| | note | end | Có ${poor} hộ nghèo | | | | | |",
    )
    await an.says("10")
    await an.says("8")
    an.sees("Có 8 hộ nghèo")
    await an.presses("Quay lại")
    await an.presses("Quay lại")
    await an.says("5")
    an.sees("Có 8 hộ nghèo")
    await an.presses("✓ Gửi")
    assert "Hộ nghèo không thể hơn số hộ" in an.card.text
    assert "Số hộ nghèo?" in an.card.text
    await an.says("3")
    await an.presses("✓ Gửi")
    assert "Ba hộ thì xin hỏi lại" in an.card.text
    assert "Số hộ nghèo?" in an.card.text
    await an.says("4")
    an.sees("Có 4 hộ nghèo")
    await an.presses("✓ Gửi")
    an.has_seen("BC-1126-001")


async def test_a_month_or_a_year_is_a_whole_answer(stage: Stage, an: Person) -> None:
    await begun(
        stage,
        an,
        "| | type | name | label | appearance |",
        "| | date | month | Tháng nào? | month-year |",
        "| | date | year | Năm nào? | year |",
        "| | text | more | Còn gì nữa? | |",
    )
    an.sees("ví dụ 10/2026")
    await an.says("tháng mười ba")
    an.sees("Xin ghi giúp em tháng và năm")
    await an.says("10/2026")
    await an.presses("Năm ngoái")
    an.sees("Còn gì nữa?")
    assert (kept(stage, "an", "month")[0], kept(stage, "an", "year")[0]) == ("2026-10-01", "2025-01-01")
    await an.presses("Quay lại")
    await an.presses("Quay lại")
    an.sees("tháng 10/2026")
    await an.presses("Tháng trước")
    assert kept(stage, "an", "month")[0] == "2026-10-01"


LONG = "con trở lên, kể cả con nuôi và con riêng của vợ hoặc chồng"


async def test_a_typed_number_never_takes_the_label_of_another_line(stage: Stage, an: Person) -> None:
    await begun(
        stage,
        an,
        "| | type | name | label |",
        "| | select_one n | n | Mấy con? |",
        "| | text | more | Còn gì nữa? |",
        "| choices |",
        "| | list_name | name | label |",
        "| | n | a | Chưa có con |",
        f"| | n | b | 3 {LONG} |",
        "| | n | c | 1 con |",
        "| | n | d | Chưa rõ |",
    )
    an.sees(f"2. 3 {LONG}")
    for typed in ("3", "1"):
        await an.says(typed)
        an.sees("Có nhiều mục khớp")
    await an.says("4")
    assert kept(stage, "an", "n")[0] == "d"
