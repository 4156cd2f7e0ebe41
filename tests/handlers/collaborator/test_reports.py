"""Reporting: the urgent form, the alert that is raised once, receipts, what was sent and how it is corrected."""

from __future__ import annotations

import re

from sqlmodel import select

from storage.members import units
from storage.tables import Alert, Answer, Assignment, AssignmentStatus, DraftRow, Report, ReportRevision
from tests.handlers.playing import (
    GIST,
    QUICK,
    UP_TO_URGENCY,
    WHOLE,
    begin_report,
    kept,
    line,
    local,
    play,
    prompt_there,
    report_there,
    send_prompt,
    value,
)
from tests.query_plans import recorded
from tests.stage import Person, Stage


async def test_something_urgent(stage: Stage, an: Person, binh: Person) -> None:
    await an.says("/khan")
    an.sees("gọi 113, 114, 115")
    await an.presses("Tập trung đông người")
    assert an.buttons[0] == "xã An Phú", "the own commune comes first"
    await an.presses("xã An Phú")
    await an.says("Khoảng 40 người tập trung trước trụ sở")
    await an.presses("Tận mắt thấy")
    an.sees("Gửi ngay")
    mark = binh.last.id
    await an.presses("Gửi ngay")
    an.sees("❗ Đã nhận, đang báo cán bộ trực: BC-1126-001")
    assert "113, 114, 115" in an.last.text
    assert [line.partition(" · ")[0] for line in binh.answers(mark)] == ["❗ Việc khẩn cần nhận"]
    await binh.presses("Xem")
    binh.sees("Tập trung đông người · xã An Phú · 08:30 (chưa xác minh)")
    binh.sees("Khoảng 40 người")
    binh.has_not_seen("Hoàng An")


async def test_sending_asks_the_database_for_nothing_twice(stage: Stage, an: Person, binh: Person) -> None:
    """All that is to be known is asked at once: its unit, its part in the prompt, who learns, which rules there are.

    PostgreSQL is asked for the locks of members (`unnest`) and for what waits to be sent (`delivery`) besides.
    """
    await send_prompt(binh)
    await begin_report(an)
    await play(an, QUICK)
    with recorded(stage.app.database) as said:
        await an.presses("✓ Gửi")
    tables = [found[1] for one in said if (found := re.search(r'(?s)^\s*SELECT.*?\bFROM "?(\w+)', one))]
    assert sorted({*tables} - {"delivery", "unnest"}) == ["address", "draft"], said
    assert len(tables) == len({*tables}) and len(said) - len(tables) <= 6, said


async def test_urgent_in_a_place_that_is_typed(stage: Stage, an: Person, binh: Person) -> None:
    await an.says("/menu")
    await an.presses("Báo việc khẩn")
    await play(an, [("press", "Sự cố môi trường"), ("press", "Nơi khác"), ("say", "Khu 3, đường Hùng Vương")])
    await play(an, [("say", "Nước suối đổi màu"), ("press", "Nghe lại"), ("press", "Gửi ngay")])
    report = stage.look(lambda s: s.scalars(select(Report)).one())
    assert (report.urgent, report.place_id) == (
        True,
        stage.look(units.root).id,
    )  # elsewhere, not in the author's commune
    document = stage.look(lambda s: s.scalars(select(ReportRevision)).one()).document
    assert value(document, "place_text") == "Khu 3, đường Hùng Vương"


async def test_the_urgent_button_is_there_from_question_two(stage: Stage, an: Person, binh: Person) -> None:
    prompt_there(stage)
    await begin_report(an)
    await an.presses("Giá vật tư")
    mark = binh.last.id
    message, token = an.button("Báo khẩn")
    await an.presses_on(message, token)
    an.sees("Báo khẩn việc này?")
    assert binh.answers(mark) == [], "a slip of the thumb wakes nobody"
    await an.presses("Báo khẩn ngay")
    an.sees("đang báo cán bộ trực")
    an.sees("2/")
    assert "❗ Báo khẩn" not in an.buttons
    await an.presses_on(message, token, force=True)
    assert an.toast == "Việc này đã ghi là khẩn.", "a double tap says so"
    assert [line.partition(" · ")[0] for line in binh.answers(mark)] == ["❗ Việc khẩn cần nhận"]
    await play(an, UP_TO_URGENCY[1:])
    an.sees("Xem lại")
    await an.presses("✓ Gửi")
    assert [line.partition(" · ")[0] for line in binh.answers(mark)] == ["❗ Việc khẩn cần nhận"], (
        "the same matter alerts once"
    )
    report = stage.look(lambda s: s.scalars(select(Report)).one())
    assert report.urgent
    alert = stage.look(lambda s: s.scalars(select(Alert)).one())
    assert (alert.report_id, alert.draft_id) == (report.id, None)


async def test_urgent_by_typing_and_by_editing(stage: Stage, an: Person, dung: Person, binh: Person) -> None:
    prompt_there(stage)
    mark = binh.last.id
    await begin_report(an)
    await play(an, UP_TO_URGENCY)
    calls = stage.world.mark()
    await an.says("khẩn")
    an.sees("đang báo cán bộ trực")
    assert stage.calls(calls).count("sendmessage") == 2, "the next question and the officer's alert"
    await begin_report(dung)
    await play(dung, UP_TO_URGENCY)
    await dung.says("bình thường")
    assert len(binh.answers(mark)) == 1
    await dung.edits("bình thường", "khẩn")
    dung.sees("đang báo cán bộ trực")
    assert len(binh.answers(mark)) == 2


async def test_what_was_sent_is_seen_and_corrected(stage: Stage, an: Person, dung: Person, binh: Person) -> None:
    prompt_there(stage)
    await begin_report(an)
    await play(an, WHOLE)
    await an.presses("✓ Gửi")
    an.sees("Đã nhận báo cáo BC-1126-001")
    await an.says("/cuatoi")
    await an.presses("BC-1126-001 · 03/11")
    an.sees("BC-1126-001, gửi ngày 03/11/2026")
    an.sees(GIST)
    an.sees("Băn khoăn")
    correct = an.button("Sửa báo cáo này")
    await an.presses_on(*correct)
    an.sees("Bản đã gửi vẫn giữ")
    await an.presses_on(*correct)
    assert len(stage.look(lambda s: s.scalars(select(DraftRow)).all())) == 1, "a double tap begins one correction"
    await an.says("/baocao")
    an.sees("1/")
    an.has_seen("Phiếu lúc nãy đã cất")
    assert len(kept(stage, "an", "gist")) == 2, "another report is not the correction"
    await an.says("/cuatoi")
    await an.presses("BC-1126-001")
    await an.presses("Sửa báo cáo này")
    await an.presses(f"✎ {line(an, 'Ý kiến nghiêng về đâu?')}")
    await an.presses("Đồng tình")
    assert stage.look(lambda s: {a.choice for a in s.scalars(select(Answer).where(Answer.field == "main"))}) == {
        "concerned"
    }, "what was sent stands until it is sent again"
    mark = binh.last.id
    await an.presses(f"✎ {line(an, 'Việc này gấp đến mức nào?')}")
    await an.presses("Khẩn")
    assert [line.partition(" · ")[0] for line in binh.answers(mark)] == ["❗ Việc khẩn cần nhận"]
    await an.presses("✓ Gửi")
    an.sees("✓ Đã sửa báo cáo BC-1126-001")
    report = stage.look(lambda s: s.scalars(select(Report)).one())
    assert (report.number, report.revision, report.urgent) == ("BC-1126-001", 2, True)
    found = stage.look(lambda s: {(a.field, a.choice, a.revision) for a in s.scalars(select(Answer))})
    assert ("main", "agree", 2) in found
    assert {revision for _, _, revision in found} == {2}, "the answers of the first revision are gone"
    assert len(stage.look(lambda s: s.scalars(select(ReportRevision)).all())) == 2
    assert [line.partition(" · ")[0] for line in binh.answers(mark)] == ["❗ Việc khẩn cần nhận"]

    await dung.presses_on(correct[0], correct[1], force=True)
    dung.sees("Không có báo cáo này.")


async def test_nothing_to_report_and_after_all(stage: Stage, an: Person) -> None:
    prompt = prompt_there(stage)
    await an.says("/baocao")
    an.sees("1/")
    assert len(kept(stage, "an", "item")) == 1

    def part() -> tuple[AssignmentStatus, str | None]:
        row = stage.look(lambda s: s.scalars(select(Assignment).order_by(Assignment.member_id)).all())[0]  # type: ignore[arg-type]
        return row.state.status, row.state.nothing_reason

    assert part() == (AssignmentStatus.STARTED, None)
    await an.presses_on(an.card.id, f"no:{prompt}:1", force=True)
    an.sees("chưa hỏi được")
    assert part() == (AssignmentStatus.NOTHING, "not_heard")
    await an.presses("Viết báo cáo")
    await play(an, WHOLE)
    await an.presses("✓ Gửi")
    assert part() == (AssignmentStatus.SUBMITTED, None)
    await an.presses_on(an.card.id, f"no:{prompt}:0", force=True)
    an.sees("Đã có báo cáo cho yêu cầu này rồi")
    assert part() == (AssignmentStatus.SUBMITTED, None)


async def test_the_command_asks_which_where_there_are_several(stage: Stage, an: Person) -> None:
    prompt_there(stage, title="Giá vật tư")
    prompt_there(stage, title="Sáp nhập")
    await an.says("/baocao")
    an.sees("Báo cáo cho yêu cầu nào?")
    assert {"Báo cáo: Giá vật tư", "Báo cáo: Sáp nhập"} <= set(an.buttons)
    assert kept(stage, "an", "item") == []


async def test_all_open_prompts_stand_in_the_menu_the_unanswered_first_in_pages(stage: Stage, an: Person) -> None:
    ids = [prompt_there(stage, title=f"Nội dung {n}", due=local(10 + n, 17)) for n in range(1, 8)]

    def asked() -> list[str]:
        return [b.removeprefix("Báo cáo: ") for b in an.buttons if b.startswith("Báo cáo") and "Nội dung" in b]

    await an.presses_on(an.card.id, f"report.nothing:{ids[0]}:0", force=True)
    await an.says("/menu")
    assert asked() == [f"Nội dung {n}" for n in range(2, 7)]
    await an.presses("Xem thêm")
    assert asked() == ["Nội dung 7", "Báo cáo thêm: Nội dung 1"]
    assert {"Phản ánh một việc", "Không có ý kiến"} <= set(an.buttons)
    assert "Xem thêm" not in an.buttons, "the last page offers no next"
    await an.presses("Về đầu danh sách")
    await an.presses("Không có ý kiến")
    an.sees("Yêu cầu nào đã hỏi mà dân không có ý kiến?")
    await an.presses("Nội dung 7")
    an.sees("Đã ghi: Nội dung 7, đã hỏi, dân không có ý kiến")
    await an.says("/menu")
    await an.presses("Phản ánh một việc")
    an.sees("1/")


async def test_older_reports_are_on_the_next_page(stage: Stage, an: Person) -> None:
    for _ in range(10):
        report_there(stage, "an")
    await an.says("/cuatoi")
    assert next(b for b in an.buttons if b.startswith("BC-")).startswith("BC-1126-010")
    await an.presses("Báo cáo cũ hơn")
    assert [b[:11] for b in an.buttons if b.startswith("BC-")] == ["BC-1126-002", "BC-1126-001"]
    assert "Báo cáo cũ hơn ›" not in an.buttons


async def test_every_draft_is_in_the_menu_page_by_page(stage: Stage, an: Person) -> None:
    titles = [f"Nội dung {number}" for number in "ABCDE"]
    for title in titles:
        prompt_there(stage, title=title)
    for title in titles:
        stage.world.clock.advance(60)
        await an.says("/menu")
        if title not in " ".join(an.buttons):
            await an.presses("Xem thêm")
        await an.presses(f"Báo cáo: {title}")
    await an.says("/menu")
    listed = [label for label in an.buttons if "Viết tiếp" in label]
    assert [label[-1] for label in listed] == ["E", "D", "C"]
    await an.presses("Phiếu viết dở khác")
    assert [label[-1] for label in an.buttons if "Viết tiếp" in label] == ["B", "A"]
    await an.presses("Viết tiếp: Nội dung A")
    an.has_seen("Chuyển sang phiếu Nội dung A")
    await an.says("/menu")
    await an.presses("Phiếu viết dở khác")
    await an.presses("Phiếu viết dở mới nhất")
    assert sum("Viết tiếp" in label for label in an.buttons) == 3
