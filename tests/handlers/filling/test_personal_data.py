"""Personal data in an answer: its author masks it with one tap or says why not; a person's page is never kept (privacy 1)."""

from __future__ import annotations

import json
from datetime import timedelta

import pytest
from sqlmodel import Session, select

from storage.tables import ReportRevision
from tests.handlers.filling.test_question_types import publish
from tests.handlers.playing import WHOLE, begin_report, kept, play, prompt_there, value
from tests.stage import Person, Stage

NAMED = "Bà Nguyễn Thị Hoa ở thôn An Lạc, số 0912 345 678, nói giá phân bón tăng."
MASKED = "Bà [tên] ở thôn An Lạc, số [số điện thoại], nói giá phân bón tăng."


def revision(stage: Stage) -> ReportRevision:
    def work(session: Session) -> ReportRevision:
        return max(session.scalars(select(ReportRevision)), key=lambda one: one.revision)

    return stage.look(work)


def on_phone(person: Person) -> str:
    return "\n".join(message.text for message in person.phone)


async def test_masked_with_one_tap(stage: Stage, an: Person) -> None:
    prompt_there(stage)
    await begin_report(an)
    await play(an, [("press", "Giá vật tư"), ("say", NAMED)])
    an.sees("tên người: Nguyễn Thị Hoa")
    an.sees("số điện thoại: 0912 345 678")
    assert kept(stage, "an", "gist") == [NAMED], "nothing is lost while the author thinks"
    await stage.restart()
    await an.presses("Che lại")
    an.sees("✓ Đã che")
    an.sees("3/")
    assert kept(stage, "an", "gist") == [MASKED]
    assert "0912" not in on_phone(an), "the message left the chat, and no card repeats it"
    await play(an, WHOLE[2:])
    await an.presses("✓ Gửi")
    stored = revision(stage)
    assert value(stored.document, "gist") == MASKED
    assert json.loads(stored.personal or "") == {"masked": ["/data/gist"], "kept": {}}

    await an.says("/cuatoi")
    await an.presses("BC-1126-001")
    await an.presses("Sửa")
    await an.presses("✓ Gửi")
    assert json.loads(revision(stage).personal or "")["masked"] == ["/data/gist"], "a correction remembers"


async def test_left_as_it_is_with_a_reason(stage: Stage, an: Person) -> None:
    prompt_there(stage)
    await begin_report(an)
    await play(an, [("press", "Giá vật tư"), ("say", NAMED), ("press", "Cần giữ để xử lý")])
    an.sees("Chỉ Ban đọc được")
    an.sees("3/")
    await play(an, WHOLE[2:])
    await an.presses("✓ Gửi")
    stored = revision(stage)
    assert value(stored.document, "gist") == NAMED
    assert json.loads(stored.personal or "") == {"masked": [], "kept": {"/data/gist": "needed"}}


async def test_written_anew_instead(stage: Stage, an: Person) -> None:
    prompt_there(stage)
    await begin_report(an)
    await play(an, [("press", "Giá vật tư"), ("say", NAMED), ("say", "Một người dân nói giá phân bón tăng.")])
    an.sees("3/")
    assert kept(stage, "an", "gist") == ["Một người dân nói giá phân bón tăng."]


async def test_an_edited_message_is_looked_at_again(stage: Stage, an: Person) -> None:
    prompt_there(stage)
    await begin_report(an)
    await play(an, WHOLE[:3])
    await an.edits(WHOLE[1][1], NAMED)
    an.sees("tên người: Nguyễn Thị Hoa")
    await an.presses("Không phải thông tin cá nhân")
    an.sees("3/")
    await an.edits(NAMED, "Bà con nói giá tăng.")
    an.sees("Đã sửa câu")


async def test_the_page_of_a_person_is_not_kept(stage: Stage, an: Person) -> None:
    prompt_there(stage)
    await begin_report(an)
    await play(an, [("press", "Giá vật tư"), ("say", "Xem facebook.com/nguyen.hoa.123 nói về giá phân bón")])
    an.sees("không nhận trang cá nhân")
    assert not {"Không phải thông tin cá nhân", "Cần giữ để xử lý"} & set(an.buttons)
    old = an.button("Che lại")
    keep = old[1].replace("form.mask:", "form.keep:") + ":1"
    assert keep != old[1] + ":1", "another button, for this test to try anything"
    await an.presses_on(old[0], keep, force=True)
    assert kept(stage, "an", "gist") == ["Xem facebook.com/nguyen.hoa.123 nói về giá phân bón"]
    an.sees("không nhận trang cá nhân")
    await an.presses("Che lại")
    assert kept(stage, "an", "gist") == ["Xem [trang cá nhân] nói về giá phân bón"]


async def test_the_press_and_an_office_without_a_name_pass(stage: Stage, an: Person) -> None:
    prompt_there(stage)
    await begin_report(an)
    text = "Theo https://nhandan.vn/gia-phan-bon.html, Chủ tịch xã đã họp với bà con."
    await play(an, [("press", "Giá vật tư"), ("say", text)])
    an.sees("3/")
    assert kept(stage, "an", "gist") == [text]


async def test_another_answer_corrected_meanwhile_takes_no_question_away(stage: Stage, an: Person) -> None:
    publish(stage, [("text", "first", "Việc gì?"), ("text", "second", "Ai nói?"), ("integer", "third", "Mấy người?")])
    await begin_report(an)
    await play(an, [("say", "Đường hỏng"), ("say", NAMED)])
    await an.edits("Đường hỏng", "Đường hỏng nặng")
    an.sees("tên người: Nguyễn Thị Hoa")
    await an.edits("Đường hỏng nặng", "Ông Trần Văn Bảy nói đường hỏng")
    an.sees("tên người: Trần Văn Bảy")
    await an.presses("Che lại")
    an.sees("tên người: Nguyễn Thị Hoa")
    await an.presses("Cần giữ để xử lý")
    an.sees("Mấy người?")
    assert kept(stage, "an", "first") == ["Ông [tên] nói đường hỏng"]


async def test_a_decision_goes_with_its_answer(stage: Stage, an: Person) -> None:
    publish(stage, [("text", "who", "Ai nói?"), ("text", "what", "Việc gì?")])
    await begin_report(an)
    await play(an, [("say", NAMED), ("press", "Cần giữ để xử lý"), ("press", "Quay lại"), ("press", "Để trống")])
    await play(an, [("say", "Đường hỏng"), ("press", "✓ Gửi")])
    an.sees("BC-1126-001")
    assert revision(stage).personal is None


async def test_personal_data_at_choices_outside_a_draft_and_behind_a_command_is_not_quoted(
    stage: Stage, an: Person
) -> None:
    await an.says(NAMED)
    an.sees("thông tin riêng của một người")
    await an.says(f"/abc {NAMED}")
    an.sees("thông tin riêng của một người")
    prompt_there(stage)
    await begin_report(an)
    await an.says(NAMED)
    an.sees("thông tin riêng của một người")
    an.sees("1/")
    assert "0912" not in on_phone(an), "the messages are gone, and nothing repeats them"


async def test_masked_after_48_hours_says_that_the_message_stands(stage: Stage, an: Person) -> None:
    prompt_there(stage)
    await begin_report(an)
    await play(an, [("press", "Giá vật tư"), ("say", NAMED)])
    stage.world.clock.advance(timedelta(days=3).total_seconds())
    await an.presses("Che lại")
    an.sees("đã quá 48 giờ nên Lắng Nghe không xóa được")
    assert kept(stage, "an", "gist") == [MASKED]


async def test_what_the_network_does_not_delete_is_said(stage: Stage, an: Person) -> None:
    prompt_there(stage)
    await begin_report(an)
    await play(an, [("press", "Giá vật tư"), ("say", NAMED)])
    refused = "Bad Request: message can't be deleted"
    stage.world.faults.add("refused", method="deleteMessage", chat=an.chat.id, said=refused)
    await an.presses("Che lại")
    an.has_seen("✓ Đã che trong báo cáo, và đang xóa tin nhắn gốc.")
    an.sees("Lắng Nghe chưa xóa được tin nhắn có thông tin riêng ở trên: xin nhấn giữ tin ấy rồi chọn Xóa.")
    an.has_not_seen("đã xóa")
    stage.world.faults.add("refused", method="deleteMessage", chat=an.chat.id, said=refused)
    stage.world.clock.advance(60)
    mark = an.last.id
    await an.says(f"/abc {NAMED}")
    assert sum("chưa xóa được" in text for text in an.answers(mark)) == 1


async def test_words_behind_a_known_command_are_looked_at(stage: Stage, an: Person) -> None:
    prompt_there(stage)
    await an.says(f"/menu {NAMED}")
    an.has_seen("thông tin riêng của một người")
    assert "0912" not in on_phone(an)


@pytest.mark.parametrize(("command", "words"), [("/hoi", NAMED), ("/gionhac", "gọi 0912 345 678 nhé")])
async def test_words_at_a_question_outside_a_form_leave_the_chat(
    stage: Stage, an: Person, command: str, words: str
) -> None:
    """Words that are refused for what is in them, and an hour that is none."""
    prompt_there(stage)
    await an.says(command)
    await an.says(words)
    an.has_seen("thông tin riêng của một người")
    assert "0912" not in on_phone(an)


async def test_what_is_typed_at_a_choice_is_never_repeated(stage: Stage, an: Person) -> None:
    """Nothing at all: what the scanner does not know might be somebody all the same."""
    prompt_there(stage)
    await begin_report(an)
    for typed in ("Tí Tẹo xóm trên", "0912", "giá Tí Tẹo"):
        await an.says(typed)
        assert typed not in "\n".join(message.text for message in an.phone if not message.mine)


async def test_a_message_of_three_days_ago_is_not_said_to_be_gone(stage: Stage, an: Person) -> None:
    """The draft was touched since: it is the message's own age that counts."""
    prompt_there(stage)
    await begin_report(an)
    await play(an, [("press", "Giá vật tư"), ("say", NAMED)])
    stage.world.clock.advance(timedelta(days=3).total_seconds())
    await an.says("/dung")
    await an.presses("Viết tiếp")
    await an.presses("Che lại")
    an.has_not_seen("xóa tin nhắn gốc")
    assert "0912" in on_phone(an), "it stands, and is not said to be gone"


async def test_words_in_a_group_are_looked_at_and_their_author_is_asked_in_private(
    stage: Stage, an: Person, binh: Person
) -> None:
    await binh.says("/noinhom", group="ctv")
    await binh.presses("Nhóm cộng tác viên", group="ctv")
    before = len(stage.world.messages("ctv"))
    await an.says(f"/menu {NAMED}", group="ctv")
    an.has_seen("thông tin riêng của một người")
    assert len(stage.world.messages("ctv")) == before + 1, "the group hears nothing of it"
