"""Somebody was away, or the network refused: what was said to them comes when they are back, and nothing is claimed before."""

from __future__ import annotations

import pytest

from storage.tables import Role
from tests.handlers.playing import WHOLE, begin_report, joins, local, only, play, prompt_there, send_prompt
from tests.handlers.staff.test_alerts import URGENT
from tests.handlers.staff.test_groups_back import binds, posted
from tests.stage import BOT, Person, Stage

NEW = "Giá phân bón tăng"
QUESTION = "Giá vật tư nông nghiệp trên địa bàn gần đây có biến động bất thường không?"


async def corrects(binh: Person) -> None:
    await binh.says("/tiendo")
    await binh.presses("Đính chính, thu hồi")
    await binh.presses("Mục 1:")
    await binh.says(NEW)


async def test_correction_reaches_who_was_away_and_whose_message_does_not_change(
    stage: Stage, an: Person, dung: Person, binh: Person
) -> None:
    only(stage)
    await binds(binh)
    await send_prompt(binh)
    await an.does("block")
    for _ in range(2):
        stage.world.faults.add("refused", method="editmessagetext", said="message can't be edited")
    await corrects(binh)
    binh.sees("với 1 người và 1 nhóm")
    assert NEW in dung.phone[-2].text, "it came anew, above the word that says so"
    dung.sees("tin ở trên là bản đúng")
    assert NEW in stage.world.messages("ctv")[-2].text
    mark = an.last.id
    await an.does("unblock")
    await an.says("xin chào")
    an.has_seen("tin ở trên là bản đúng")
    assert any(NEW in message.text for message in an.phone), "the old message has changed"
    assert posted(stage, "Ban có đính chính") == 1
    await an.does("block")
    await dung.does("block")
    stage.world.remove_bot_from_group("binh", "ctv", BOT)
    await stage.settle()
    await binh.says("/tiendo")
    await binh.presses("Đính chính, thu hồi")
    await binh.presses("Thu hồi yêu cầu này")
    await binh.presses("Thu hồi")
    binh.sees("✓ Đã thu hồi")
    await an.does("unblock")
    await an.says("xin chào")
    assert any("thu hồi" in text for text in an.answers(mark))


async def test_officer_who_was_away_gets_what_came(stage: Stage, an: Person, binh: Person, chi: Person) -> None:
    only(stage)
    giang = await joins(stage, "giang", "Vũ Giang", Role.CONTACT)
    await binds(binh, "canbo")
    prompt_there(stage)
    await begin_report(an)
    await play(an, WHOLE)
    await an.presses("Gửi")
    await binh.says("BC-1126-001")
    await binh.presses("Hỏi người báo")
    await binh.says("Giá tăng từ hôm nào?")
    await binh.says("BC-1126-001")
    await binh.presses("Gộp vào vấn đề")
    await binh.says("Giá vật tư")
    await binh.presses("Xem vấn đề")
    await binh.presses("Xác minh")
    await binh.presses("Vũ Giang")
    await binh.presses("2 ngày")
    await binh.says(QUESTION)
    dung = stage.person("dung")
    await play(dung, URGENT)
    await binh.presses_on(*binh.button("Xem"))
    await binh.presses("Nhận việc")
    mark = binh.last.id
    binh.chat.blocked = True  # nobody has noticed
    await an.presses("Trả lời")
    await an.says("Giá tăng từ đầu tháng mười")
    await giang.presses("Đúng một phần")
    await chi.says("/ykien")
    await chi.presses("Việc số")
    await chi.presses("Cho kiểm tra")
    await chi.says("Kiểm tra ngay giúp tôi tình hình ở đó")
    stage.world.remove_bot_from_group("binh", "canbo", BOT)
    await stage.settle()
    assert binh.answers(mark) == []
    await stage.tick()
    await stage.settle()
    binh.chat.blocked = False
    await binh.says("xin chào")
    for said in ("Giá tăng từ đầu tháng mười", "đúng một phần", "Kiểm tra ngay giúp tôi", "không còn trong nhóm"):
        assert any(said.casefold() in text.casefold() for text in binh.answers(mark)), said
    await binh.presses("Trả lời lãnh đạo")
    await binh.says("Đã cử người kiểm tra")
    chi.sees("Đã cử người kiểm tra")


@pytest.mark.parametrize("known", [False, True])
async def test_reminder_that_reached_nobody_is_not_said_to_have_been_given(
    stage: Stage, an: Person, dung: Person, binh: Person, known: bool
) -> None:
    only(stage, "reminders")
    await send_prompt(binh)
    for person in (an, dung):
        if known:
            await person.does("block")
        else:
            person.chat.blocked = True
    await stage.at(local(26, 9))
    for _ in range(2):
        await binh.says("/tiendo")
        await binh.presses("Nhắc người chưa gửi")
        await stage.settle()
    binh.sees("Không liên lạc được: 2 người")
    assert "được nhắc rồi" not in binh.last.text
