"""Staff send a spreadsheet: it is read, tried out, published, listed and given back."""

from __future__ import annotations

from datetime import UTC, datetime

from sqlmodel import Session, select

from forms.authoring.load import load
from forms.builtin_forms import builtin
from handlers.filling.choice_lists import Lists
from handlers.turn import Turn
from jobs.form_workbook import tables
from services.form_rules import LISTS
from storage.tables import Alert, Answer, DraftRow, FormVersion, PendingDecision, Report, Role, StoredFile
from tests.handlers.playing import WHOLE, begin_report, joins, kept, play, prompt_there, send_prompt
from tests.handlers.sheets import ROADS, xlsx
from tests.stage import Person, Stage


async def sends(person: Person, content: bytes, name: str = "duong thon.xlsx") -> None:
    await person.does("send_document", content, name)


def versions(stage: Stage, name: str) -> list[int]:
    return stage.look(lambda s: sorted(s.scalars(select(FormVersion.version).where(FormVersion.name == name))))


def count(stage: Stage, table: type) -> int:
    def work(session: Session) -> int:
        return len(session.scalars(select(table)).all())

    return stage.look(work)


async def test_from_spreadsheet_to_version(stage: Stage, binh: Person) -> None:
    await sends(binh, ROADS)
    binh.has_seen("Đang đọc mẫu phiếu…")
    card = binh.sees("Mẫu phiếu Đường thôn (tên: duong_thon), 3 câu hỏi.")
    assert "Chưa có câu cho số liệu: lĩnh vực (topic)" in card.text
    assert "Đây là mẫu mới." in card.text
    assert binh.buttons == ["Điền thử", "Công bố", "Bỏ"]
    assert versions(stage, "duong_thon") == []
    await stage.restart()
    message, publish = binh.button("Công bố")
    await binh.presses("Công bố")
    binh.sees("✓ Đã công bố Đường thôn (tên: duong_thon), phiên bản 1.")
    await binh.presses_on(message, publish, force=True)
    assert binh.toast == "Mẫu phiếu này đã công bố, phiên bản 1."
    assert versions(stage, "duong_thon") == [1]
    assert versions(stage, "") == [], "what was held is gone"

    await sends(binh, ROADS)
    binh.sees("Công bố thì thay Đường thôn, phiên bản 1.")
    await binh.presses("Công bố")
    binh.sees("giống hệt phiên bản 1 đang dùng")
    assert versions(stage, "duong_thon") == [1]
    assert count(stage, StoredFile) == 1


async def test_a_form_is_tried_out_in_the_chat(stage: Stage, binh: Person) -> None:
    await sends(binh, ROADS)
    await binh.presses("Điền thử")
    binh.sees("Điền thử Đường thôn: không có gì được gửi đi")
    binh.sees("1/3 · Đường thôn thế nào?")
    await binh.presses("Hỏng")
    await binh.says("/menu")
    await binh.presses("Viết tiếp: Đường thôn")
    binh.sees("Hỏng ở đâu?")
    await binh.says("Đầu thôn")
    await binh.says("3")
    await binh.presses("✓ Gửi")
    binh.sees("Đã điền thử xong Đường thôn. Không có gì được gửi đi.")
    assert [count(stage, table) for table in (Report, DraftRow, Answer, Alert)] == [0, 0, 0, 0]
    await binh.presses("Công bố")
    binh.sees("phiên bản 1")
    assert versions(stage, "duong_thon") == [1]


async def test_a_trial_and_a_prompt_being_written_are_discarded_once_asked(stage: Stage, binh: Person) -> None:
    await sends(binh, ROADS)
    await binh.presses("Điền thử")
    await binh.presses("Hỏng")
    await binh.says("/soan")
    await binh.presses("Yêu cầu nắm bắt đột xuất")
    await binh.presses("Để sau")
    await binh.presses("Bỏ phiếu này")
    binh.sees("Bỏ bản Yêu cầu nắm bắt đang soạn?")
    await binh.presses("Không, viết tiếp")
    binh.sees("Tên yêu cầu?")
    await binh.says("/dung")
    await binh.presses("Bỏ phiếu này")
    await binh.presses("Bỏ hẳn")
    binh.sees("Đã bỏ phiếu.")
    await binh.says("/menu")
    await binh.presses("Viết tiếp: Đường thôn")
    await binh.presses("Để sau")
    await binh.presses("Bỏ phiếu này")
    binh.sees("Bỏ phiếu điền thử Đường thôn?")
    await binh.presses("Bỏ hẳn")
    assert count(stage, DraftRow) == 0
    await binh.presses("Công bố")
    assert versions(stage, "duong_thon") == [1], "the form itself stayed"


async def test_an_urgent_trial_alerts_nobody(stage: Stage, binh: Person) -> None:
    form = xlsx(
        [
            ("select_one urgency", "urgency", "Việc này gấp đến mức nào?", None, None, "yes"),
            ("text", "gist", "Việc gì?"),
        ],
        [("urgency", "normal", "Bình thường"), ("urgency", "urgent", "Khẩn")],
        {"form_title": "Việc trong tuần", "form_id": "periodic"},
    )
    await sends(binh, form)
    binh.sees("Công bố thì thay")
    await binh.presses("Điền thử")
    await binh.presses("Khẩn")
    await binh.says("Đông người trước trụ sở")
    await binh.presses("Gửi")
    binh.sees("Đã điền thử xong")
    binh.has_not_seen("Việc khẩn cần nhận")
    assert count(stage, Alert) == 0


async def test_a_correction_is_sent_in_the_middle_of_a_trial(stage: Stage, binh: Person) -> None:
    await sends(binh, ROADS)
    await binh.presses("Điền thử")
    await sends(binh, xlsx([("text", "where", "Hỏng ở chỗ nào?")], settings={"form_id": "duong_thon"}), "x.xlsx")
    binh.sees("Mẫu phiếu duong_thon (tên: duong_thon), 1 câu hỏi.")
    await binh.presses("Bỏ")
    binh.sees("Đã bỏ mẫu phiếu")
    await binh.says("2")
    binh.sees("Hỏng ở đâu?")
    assert kept(stage, "binh", "state") == ["bad"]
    message, publish = binh.button("Công bố")
    await binh.presses_on(message, publish)
    assert count(stage, DraftRow) == 0, "the trial went with what was tried"
    await binh.says("Đầu thôn")
    binh.sees("hiểu tin này")


async def test_what_is_dropped_leaves_nothing(stage: Stage, binh: Person) -> None:
    await sends(binh, ROADS)
    message, publish = binh.button("Công bố")
    await binh.presses("Điền thử")
    await binh.presses("Hỏng")
    await binh.presses("Bỏ")
    binh.has_seen("Đã bỏ mẫu phiếu Đường thôn.")
    await binh.presses_on(message, publish, force=True)
    assert binh.toast == "Mẫu phiếu này đã bỏ. Muốn dùng, xin gửi lại tệp."
    assert count(stage, StoredFile) == 0
    assert count(stage, DraftRow) == 0
    assert versions(stage, "duong_thon") == versions(stage, "") == []


async def test_what_nobody_decides_on_goes_after_a_month(stage: Stage, binh: Person) -> None:
    await sends(binh, ROADS)
    message, publish = binh.button("Công bố")
    stage.world.clock.advance(31 * 86400)
    await sends(binh, xlsx([("text", "a", "A?")], settings={"form_id": "khac"}))
    binh.sees("(tên: khac)")
    assert count(stage, StoredFile) == 1
    await binh.presses_on(message, publish)
    assert binh.toast == "Mẫu phiếu này đã bỏ. Muốn dùng, xin gửi lại tệp."


async def test_drafts_and_reports_stay_on_their_version(stage: Stage, an: Person, dung: Person, binh: Person) -> None:
    prompt_there(stage)
    await begin_report(an)
    await play(an, WHOLE[:2])
    await sends(
        binh,
        xlsx(
            [("text", "gist", "Bà con bàn chuyện gì?", None, None, "yes")],
            settings={"form_title": "Báo cáo gọn", "form_id": "periodic"},
        ),
    )
    await binh.presses("Công bố")
    binh.sees("phiên bản 2")
    await play(an, WHOLE[2:])
    await an.presses("✓ Gửi")
    an.sees("BC-1126-001")
    await stage.restart()
    assert versions(stage, "periodic") == [1, 2], "the program's own form does not come back over the office's"
    await send_prompt(binh)
    await dung.presses("Viết báo cáo")
    dung.sees("Bà con bàn chuyện gì?")
    await dung.says("Giá lúa")
    await dung.presses("✓ Gửi")
    dung.sees("BC-1126-002")
    used = stage.look(lambda s: [r.form_id for r in s.scalars(select(Report).order_by(Report.number))])
    assert used[0] != used[1]
    await an.says("/cuatoi")
    await an.presses("BC-1126-001")
    an.sees("Người dân nói gì?")


async def test_the_list_gives_every_form_back(stage: Stage, binh: Person) -> None:
    await sends(binh, ROADS)
    await binh.presses("Công bố")
    await binh.presses("Xem mẫu phiếu")
    listed = binh.sees("Đường thôn (tên: duong_thon), phiên bản 1, ngày 03/11/2026")
    assert "(tên: periodic), phiên bản 1" in listed.text
    await binh.presses("Tải: Đường thôn")
    given = binh.last.document
    assert given is not None
    assert given.name == "duong_thon-1.xlsx"
    assert tables(given.content, ".xlsx") == tables(ROADS, ".xlsx"), "what its author wrote, without who they are"
    await binh.says("/mauphieu")
    await binh.presses("Tải: Báo việc khẩn")
    given = binh.last.document
    assert given is not None
    assert given.name == "urgent-1.xlsx"
    assert load(given.content, kind="xlsx").xml == builtin("urgent").xml
    await sends(binh, given.content, "khan.xlsx")
    await binh.presses("Công bố")
    binh.sees("giống hệt phiên bản 1")


async def test_only_staff_bring_forms(stage: Stage, an: Person, chi: Person, binh: Person) -> None:
    for person in (an, chi):
        await sends(person, ROADS)
        person.sees("Mẫu phiếu do cán bộ của Ban đưa lên.")
    await sends(binh, ROADS)
    _, publish = binh.button("Công bố")
    await binh.says("/menu")
    listing = binh.button("Mẫu phiếu")[1]
    await an.says("/menu")
    for token in (publish, publish.replace("form_pub", "form_try"), listing, "form_get:1", "form_drop:1"):
        await an.presses_on(an.card.id, token, force=True)
        assert an.toast == "Nút này không còn dùng được. Bấm /menu để mở danh mục."
    assert versions(stage, "duong_thon") == []
    await an.says("/mauphieu")
    an.sees("Chưa có lệnh này.")


async def test_another_officers_card_is_nobody_elses(stage: Stage, binh: Person) -> None:
    em = await joins(stage, "em", "Đỗ Em", Role.STAFF)
    await sends(binh, ROADS)
    _, publish = binh.button("Công bố")
    await em.says("/menu")
    await em.presses_on(em.card.id, publish, force=True)
    assert versions(stage, "duong_thon") == []
    assert stage.look(lambda s: s.scalars(select(PendingDecision)).one()).answered_at is None


async def test_a_file_for_the_question_in_focus_stays_with_it(stage: Stage, an: Person) -> None:
    await an.says("/khan")
    await sends(an, ROADS)
    an.sees("Việc gì?")
    an.has_not_seen("mẫu phiếu")


async def test_the_name_comes_from_the_file_where_the_form_gives_none(stage: Stage, binh: Person) -> None:
    await sends(binh, xlsx([("text", "a", "A?")]), "Khảo sát ĐIỆN, nước (bản 2).xlsx")
    binh.sees("Mẫu phiếu khao_sat_dien_nuoc_ban_2 (tên: khao_sat_dien_nuoc_ban_2), 1 câu hỏi.")


async def test_a_thematic_prompt_asks_with_the_offices_own_form(stage: Stage, an: Person, binh: Person) -> None:
    await sends(binh, ROADS)
    await binh.presses("Công bố")
    await binh.says("/soan")
    await binh.presses("Chuyên đề")
    binh.sees("Dùng mẫu phiếu nào?")
    assert binh.buttons[:2] == ["Báo cáo chuyên đề", "Đường thôn"]
    await binh.presses("Đường thôn")
    await binh.says("Khảo sát đường thôn")
    await binh.says("Đường sá sau mưa bão")
    await binh.says("Hạ tầng")
    await binh.presses("Bỏ qua")
    await binh.presses("Toàn tỉnh")
    await binh.says("25/11")
    await binh.presses("Gửi ngay")
    await binh.presses("✓ Xem trước")
    await binh.presses("✓ Gửi đi")
    await an.presses("Viết báo cáo")
    an.sees("Đường thôn thế nào?")
    await play(an, [("press", "Hỏng"), ("say", "Đầu thôn"), ("press", "Bỏ qua"), ("press", "✓ Gửi")])
    an.sees("BC-1126-001")
    coded = stage.look(lambda s: {(a.field, a.choice) for a in s.scalars(select(Answer))})
    assert ("state", "bad") in coded
    assert stage.look(lambda s: s.scalars(select(Report)).one()).kind == "thematic"


async def test_names_of_ours_that_stand_twice_break_nothing(stage: Stage, an: Person, binh: Person) -> None:
    twice = [
        ("select_one u", "urgency", "Việc này gấp đến mức nào?"),
        ("select_one_from_file places.csv", "place", "Ở đâu?"),
    ]
    groups = [row for name in "gh" for row in (("begin group", name, "Phần"), *twice, ("end group",))]
    choices = [("u", "normal", "Bình thường"), ("u", "urgent", "Khẩn")]
    await sends(binh, xlsx(groups, choices, {"form_title": "Hai nơi", "form_id": "periodic", "review": "no"}))
    await binh.presses("Công bố")
    prompt_there(stage)
    await begin_report(an)
    await play(an, [("press", "Khẩn"), ("press", "xã An Phú")] * 2)
    await an.presses("✓ Gửi")
    an.sees("BC-1126-001")
    assert stage.look(lambda s: s.scalars(select(Report)).one()).place_id is None


async def test_where_there_is_one_thematic_form_nobody_is_asked_which(stage: Stage, binh: Person) -> None:
    await binh.says("/soan")
    await binh.presses("Chuyên đề")
    binh.sees("Tên yêu cầu?")


def test_a_form_may_ask_for_the_lists_that_we_have() -> None:
    turn = Turn(session=Session(), now=datetime(2026, 11, 5, tzinfo=UTC), installation=None)  # type: ignore[arg-type]
    assert set(Lists(turn, None)) == LISTS
