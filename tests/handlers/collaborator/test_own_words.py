"""A sentence that nobody asked for: it is understood, kept, or answered with whom to ask; nothing of it is lost or quoted."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlmodel import select

from storage.tables import Alert, Assignment, AssignmentStatus, DraftRow, PendingDecision
from tests.handlers.filling.test_question_types import publish
from tests.handlers.playing import GIST, prompt_there
from tests.sandbox.pictures import picture
from tests.stage import Person, Stage

TOLD = "Đường liên xã hỏng nặng từ sau bão, đi lại rất khó."


@pytest.mark.parametrize(
    ("words", "seen"),
    [
        ("Em muốn viết báo cáo ạ", "Anh/chị phản ánh mục nào?"),
        ("bao cao hom qua bi sai, em sua o dau", "Chưa gửi báo cáo nào"),
        ("Em gửi nhầm, xóa giúp em với", "lấy lại được trong 2 phút"),
        ("Ai xem được báo cáo của em?", "Chỉ cán bộ được giao mới biết"),
        ("khi nào hết hạn", "Nội dung nắm bắt tháng 11: 08:30 ngày 23/11/2026"),
        ("Cảm ơn em nhé", "Dạ, xin cảm ơn."),
        ("hướng dẫn em với", "hỏi từng câu một"),
        ("cho em gặp cán bộ", "Anh/chị cần giúp việc gì?"),
        ("Em không tham gia nữa", "Ngừng tham gia Lắng Nghe?"),
        ("tháng này không có ý kiến gì", "Em chưa ghi gì"),
        ("menu ạ", "Chọn việc muốn làm"),
        ("Chào em", "Xin chào"),
        ("viết tiếp", "Chọn việc muốn làm"),
        ("Tuần này em nghỉ phép", "Tin này em chưa gửi cho ai"),
        ("em chuyển sang xã khác làm", "để sửa danh sách"),
        ("xyz", "Em chưa hiểu tin này"),
    ],
)
async def test_what_a_sentence_asks_for(stage: Stage, an: Person, words: str, seen: str) -> None:
    prompt_there(stage)
    await an.says(words)
    an.sees(seen)


async def test_what_a_sentence_tells_is_kept_and_becomes_the_report(stage: Stage, an: Person) -> None:
    prompt_there(stage)
    await an.says(TOLD)
    assert TOLD not in an.sees("Em giữ tin này lại").text
    await an.says("Xe tải không vào được.")  # said right after it: the same matter
    await an.presses("Ghi vào: Nội dung nắm bắt tháng 11")
    an.has_seen("Đã đưa tin của anh/chị vào phiếu")
    await an.presses("Giá vật tư")
    an.sees("Nghe từ nhóm nào?")  # the gist is there already
    assert _gist(stage) == f"{TOLD}\nXe tải không vào được."


async def test_words_that_are_kept_may_be_edited_until_they_are_used(stage: Stage, an: Person) -> None:
    prompt_there(stage)
    await an.says(TOLD)
    await an.does("send_photo", picture(), "Xe tải không vào được.")
    await an.edits(TOLD, "Đường liên thôn hỏng nặng.")
    an.sees("Em đã giữ lại lời mới sửa")
    await an.edits("Xe tải không vào được.", "Xe con không vào được.")
    await an.edits("Xe con không vào được.", "Ông Nguyễn Văn Tám, số 0912345678 không vào được.")
    an.sees("thông tin riêng của một người")
    await an.presses("Ghi vào: Nội dung nắm bắt tháng 11")
    await an.presses("Giá vật tư")
    assert _gist(stage) == "Đường liên thôn hỏng nặng.\nXe con không vào được."


async def test_kept_words_are_used_once_and_can_be_let_go(stage: Stage, an: Person) -> None:
    await an.says(TOLD)
    message_id, data = an.button("Ghi thành phản ánh")
    await an.presses("Không ghi")
    an.sees("không ghi vào đâu")
    kept = stage.look(lambda s: s.scalars(select(PendingDecision)).one())
    assert kept.payload == "{}", "nothing of it stays"
    await an.presses_on(message_id, data, force=True)
    an.sees("đã bỏ trước đó")
    assert stage.look(lambda s: s.scalars(select(DraftRow)).all()) == []


async def test_an_hour_later_it_is_another_matter(stage: Stage, an: Person) -> None:
    await an.says(TOLD)
    await stage.at(stage.world.clock.now() + timedelta(hours=1))
    await an.says(GIST)
    await an.presses("Ghi thành phản ánh")
    assert _gist(stage) == GIST


@pytest.mark.parametrize("beside", ["", "/gionhac", "/hoi"])
async def test_named_urgent_it_opens_the_urgent_form_whatever_was_asked(stage: Stage, an: Person, beside: str) -> None:
    if beside:
        await an.says(beside)
    await an.says("KHẨN: vỡ đê bối ở thôn Hạ, nước đang tràn vào nhà dân")
    an.sees("Việc gì?")
    assert _gist(stage) == "vỡ đê bối ở thôn Hạ, nước đang tràn vào nhà dân"
    assert stage.look(lambda s: s.scalars(select(Alert)).all()) == [], "nobody is alerted before it is sent"


async def test_personal_data_is_not_kept(stage: Stage, an: Person) -> None:
    await an.says("Ông Nguyễn Văn Tám ở số 12 đường Lê Lợi nói đường hỏng, gọi 0912 345 678")
    assert "0912" not in an.last.text
    assert stage.look(lambda s: s.scalars(select(PendingDecision)).all()) == []


async def test_a_photo_with_words_becomes_a_report_with_its_photo(stage: Stage, an: Person) -> None:
    await an.does("send_photo", picture(), TOLD)
    an.sees("Em giữ tin này lại")
    await an.presses("Ghi thành phản ánh")
    an.has_seen("Đã đưa tin của anh/chị vào phiếu")
    assert "pending-" in _document(stage) or ".jpg" in _document(stage)


async def test_that_there_is_nothing_is_recorded_by_a_press_alone(stage: Stage, an: Person) -> None:
    prompt_there(stage)
    await an.says("tháng này không có ý kiến gì")
    assert _statuses(stage) == {AssignmentStatus.PENDING}, "what was only guessed goes into no figure"
    await an.presses("Đã hỏi, dân không có ý kiến")
    an.sees("đã hỏi, dân không có ý kiến")
    assert AssignmentStatus.NOTHING in _statuses(stage)


async def test_a_form_without_a_place_for_them_offers_the_words_where_words_are_asked_for(
    stage: Stage, an: Person
) -> None:
    survey = [("select_one matter", "what", "Việc gì?"), ("text", "word", "Dân nói thế nào?")]
    publish(stage, survey)
    await an.does("send_photo", picture(), TOLD)
    await an.presses("Ghi vào: Nội dung nắm bắt tháng 11")
    an.has_seen("đến câu cần viết em sẽ đưa ra")
    an.has_seen("Còn 1 tệp em vẫn giữ, chưa gửi cho ai")
    an.has_not_seen("Đã đưa tin của anh/chị vào phiếu")
    await an.presses("Bỏ qua")
    an.sees(f"Lời đã nhắn lúc nãy: “{TOLD}”")
    await an.presses("Dùng lời ấy")
    assert TOLD in _document(stage)


async def test_of_several_photos_what_the_form_takes_none_of_is_said(stage: Stage, an: Person) -> None:
    await an.does("album", [picture(), picture(80, 80)], "")
    await an.presses("Ghi thành phản ánh")
    an.has_seen("Đã đưa tin của anh/chị vào phiếu")
    an.has_seen("Còn 1 tệp em vẫn giữ, chưa gửi cho ai")


async def test_leaders_and_staff_are_offered_no_report(stage: Stage, chi: Person) -> None:
    await chi.says(TOLD)
    chi.sees("hiểu tin này")
    assert stage.look(lambda s: s.scalars(select(PendingDecision)).all()) == []


async def test_an_officer_answers_who_asked(stage: Stage, an: Person, binh: Person) -> None:
    await an.says("Tuần này em nghỉ phép ạ")
    binh.has_not_seen("nghỉ phép")
    await an.presses("Gửi cho cán bộ")
    an.sees("Có trả lời, em nhắn tại đây")
    binh.sees("nghỉ phép")
    await binh.presses("Trả lời")
    await binh.says("Chị cứ nghỉ, tháng sau báo cáo tiếp.")
    binh.sees("đang chuyển tới người hỏi")
    an.sees("Chị cứ nghỉ")
    await binh.says("/loinho")
    binh.sees("Không có lời nhờ nào đang chờ")


async def test_two_requests_of_one_name_are_told_apart(stage: Stage, an: Person, binh: Person) -> None:
    for words in ("Em đổi số điện thoại", "Em mất tài khoản"):
        await an.says("/hoi")
        await an.says(words)
    await binh.says("/loinho")
    binh.sees("2. Hoàng An (xã An Phú) nhờ giúp:\nEm mất tài khoản")
    await binh.presses("Trả lời 2: Hoàng An")
    await binh.says("Chị đã sửa trong danh sách.")
    await binh.says("/loinho")
    binh.sees("Em đổi số điện thoại")
    binh.has_not_seen("2. Hoàng An (xã An Phú) nhờ giúp:\nEm đổi")


async def test_a_sentence_at_a_question_that_wants_a_choice(stage: Stage, an: Person) -> None:
    prompt_there(stage)
    await an.says("/baocao")
    await an.says("cảm ơn em nhé")
    an.has_seen("Dạ, xin cảm ơn.")
    await an.says("em không biết làm thế nào")
    assert "Anh/chị bấm một mục bên dưới" in an.last.text
    await an.says("menu ạ")
    an.sees("Phiếu viết dở vẫn còn nguyên")
    await an.presses("Viết tiếp")
    await an.presses("Giá vật tư")
    await an.says("Cảm ơn xã đã sửa cầu.")  # words are an answer where words are asked for
    an.sees("Nghe từ nhóm nào?")
    assert _gist(stage) == "Cảm ơn xã đã sửa cầu."


async def test_the_third_answer_that_is_not_taken_offers_an_officer(stage: Stage, an: Person) -> None:
    prompt_there(stage)
    await an.says("/baocao")
    for words in ("qwzx", "vbnm"):
        await an.says(words)
        assert "Nhờ cán bộ giúp" not in an.buttons
    await an.says("zxcv")
    an.sees("Mấy tin vừa rồi em chưa hiểu")
    assert "Nhờ cán bộ giúp" in an.buttons
    await an.presses("Giá vật tư")
    await an.presses("Quay lại")
    await an.says("qwzx")
    assert "Nhờ cán bộ giúp" not in an.buttons, "an answer that was taken begins the count anew"


def _statuses(stage: Stage) -> set[AssignmentStatus]:
    return set(stage.look(lambda s: [row.state.status for row in s.scalars(select(Assignment))]))


def _document(stage: Stage) -> str:
    return stage.look(lambda s: s.scalars(select(DraftRow)).one()).document


def _gist(stage: Stage) -> str:
    found = _document(stage).partition("<gist")[2].partition(">")[2]
    return found.partition("</gist>")[0]
