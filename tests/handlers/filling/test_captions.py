"""Words below a picture, and a sentence where an urgent report asks something else: nothing that was said is lost."""

from __future__ import annotations

import pytest
from sqlmodel import Session, select

from storage.members import addresses
from storage.tables import Address, Report, ReportRevision
from tests.handlers.playing import GIST, UP_TO_URGENCY, WHOLE, begin_report, kept, member_id, play, prompt_there, value
from tests.sandbox.pictures import picture
from tests.stage import BOT, Person, Stage

MORE = "Chợ đông, nhiều hộ bỏ ruộng."


async def test_caption_below_a_photo_answers_the_question_in_words(stage: Stage, an: Person) -> None:
    prompt_there(stage)
    await begin_report(an)
    await an.presses("Giá vật tư")
    await an.does("send_photo", picture(), GIST)
    an.sees("Đã lưu lời dưới ảnh vào câu “Người dân nói gì?”")
    an.sees("3/")
    assert kept(stage, "an", "gist") == [GIST]
    assert kept(stage, "an", "photo") != [""], "the picture itself is kept too"
    await an.edits(GIST, MORE)
    an.sees("Đã sửa câu")
    assert kept(stage, "an", "gist") == [MORE], "an edited caption concerns its picture"


async def test_caption_that_is_no_answer_waits_for_the_next_question_in_words(stage: Stage, an: Person) -> None:
    prompt_there(stage)
    await begin_report(an)
    await an.does("send_photo", picture(), GIST)
    an.sees("Lời dưới ảnh chưa dùng được cho câu này")
    an.sees("1/")
    await an.edits(GIST, MORE)
    await an.presses("Giá vật tư")
    an.has_seen(f"Lời đã nhắn lúc nãy: “{MORE}”")
    await an.presses("Dùng lời ấy")
    an.sees("3/")
    assert kept(stage, "an", "gist") == [MORE]
    await an.edits(MORE, GIST)
    assert kept(stage, "an", "gist") == [GIST]


async def test_captions_that_wait_are_edited_each_for_itself(stage: Stage, an: Person) -> None:
    prompt_there(stage)
    await begin_report(an)
    await an.does("album", [picture(), picture()], GIST)
    await an.does("send_photo", picture(), MORE)
    await an.edits(MORE, "Chợ vắng hẳn.")
    await an.presses("Giá vật tư")
    an.has_seen("Chợ vắng hẳn.")
    await an.presses("Dùng lời ấy")
    assert kept(stage, "an", "gist") == [f"{GIST}\nChợ vắng hẳn."]
    await an.edits(GIST, "Giá phân bón tăng.")
    assert kept(stage, "an", "gist") == ["Giá phân bón tăng. Chợ vắng hẳn."]


async def test_caption_that_names_itself_urgent_opens_the_urgent_form_with_its_picture(
    stage: Stage, an: Person
) -> None:
    await an.does("send_photo", picture(), "KHẨN: cầu tạm thôn Hạ vừa sập")
    an.sees("Việc gì?")
    assert kept(stage, "an", "gist") == ["cầu tạm thôn Hạ vừa sập"] and kept(stage, "an", "photo") != [""]


async def test_caption_that_names_a_choice_is_the_choice(stage: Stage, an: Person) -> None:
    prompt_there(stage)
    await begin_report(an)
    await an.does("send_photo", picture(), "giá vật tư")
    an.sees("2/")


async def test_caption_with_personal_data_is_not_repeated(stage: Stage, an: Person) -> None:
    prompt_there(stage)
    await begin_report(an)
    await an.does("send_photo", picture(), "Ông Nguyễn Văn Tám, số 0912345678")
    an.sees("thông tin riêng của một người")
    assert "0912345678" not in "\n".join(message.text for message in an.phone), "the message is gone as well"


async def test_urgent_keeps_a_sentence_caption_and_three_photos(stage: Stage, an: Person) -> None:
    await an.says("/khan")
    await an.says("Khoảng 40 người tập trung trước trụ sở xã")
    an.sees("Đã ghi lời này vào câu “Đang diễn ra thế nào?”")
    an.sees("Việc gì?")
    await an.does("send_photo", picture(), "Có người mang băng rôn")
    await an.does("album", [picture(), picture(), picture()], "")
    an.sees("Đang lấy các ảnh của bộ ảnh (nhiều nhất 2 ảnh)")
    await play(an, [("press", "Tập trung đông người"), ("press", "xã An Phú")])
    an.sees("Anh/chị biết qua đâu?")
    await an.does("send_photo", picture())
    an.sees("Phiếu đã đủ ảnh")
    await an.presses("Tận mắt thấy")
    await an.says("Đến 9 giờ vẫn còn khoảng 20 người")
    an.sees("Đã ghi lời này vào câu")
    await an.presses("Gửi ngay")
    document = stage.look(lambda s: s.scalars(select(ReportRevision)).one()).document
    assert value(document, "gist").splitlines() == [
        "Khoảng 40 người tập trung trước trụ sở xã",
        "Có người mang băng rôn",
        "Đến 9 giờ vẫn còn khoảng 20 người",
    ]
    assert all(value(document, name) for name in ("photo", "photo_2", "photo_3"))


@pytest.mark.parametrize("said", ["1", "a", "..", "12"])
async def test_a_digit_or_a_letter_is_no_account_of_what_happens(stage: Stage, an: Person, said: str) -> None:
    await an.says("/khan")
    await play(an, [("press", "Tập trung"), ("press", "xã An Phú"), ("say", said)])
    an.sees("Xin ghi rõ hơn vài chữ")
    an.sees("Đang diễn ra thế nào?")


async def test_a_menu_word_is_never_the_urgent_matter(stage: Stage, an: Person) -> None:
    await an.says("/khan")
    await play(an, [("press", "Tập trung"), ("press", "xã An Phú")])
    for word, seen in (
        ("menu", "Phiếu viết dở vẫn còn nguyên"),
        ("trợ giúp", "Anh/chị viết câu trả lời bằng lời của mình"),
        ("khẩn", "Viết tiếp"),
    ):
        await an.says(word)
        an.sees(seen)
    assert kept(stage, "an", "gist") == [""]
    await an.says("Khoảng 40 người tập trung")
    an.sees("Anh/chị biết qua đâu?")


async def test_words_after_the_last_question_are_said_not_to_be_kept(stage: Stage, an: Person) -> None:
    prompt_there(stage)
    await begin_report(an)
    await play(an, WHOLE)
    await an.says("Thêm: xã đã họp với bà con")
    an.sees("Tin vừa rồi chưa ghi vào phiếu")


async def test_report_of_somebody_marked_unreachable_is_sent_when_its_photo_is_there(stage: Stage, an: Person) -> None:
    prompt_there(stage)
    await begin_report(an)
    await play(an, UP_TO_URGENCY)
    await play(an, [("press", "Bình thường")])
    stage.world.faults.add("slow", method="getfile", seconds=0.6)
    stage.world.send_photo("an", BOT, picture())
    await stage.until(lambda: "Đã nhận tệp" in an.last.text)
    message, token = an.button("✓ Gửi")
    stage.world.press("an", BOT, message, token)
    await stage.until(lambda: any("Đang kiểm tra tệp" in toast.text for toast in stage.world.toasts))
    who = member_id(stage, "an")

    def mark(session: Session) -> None:
        for address in session.scalars(select(Address).where(Address.member_id == who)):
            addresses.set_unreachable(session, address.id, "deactivated", stage.world.clock.now())

    stage.database.run_now(mark)
    await stage.settle()
    assert len(stage.look(lambda s: s.scalars(select(Report)).all())) == 1
    an.sees("Đã nhận báo cáo BC-1126-001")
