"""A taken alert lives on: stage, note, handed over, asked about, closed; idle it comes back; the list of open ones."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlmodel import select

from storage.tables import Alert, Report, Role
from tests.handlers.playing import joins, local, only, play
from tests.handlers.staff.test_alerts import URGENT
from tests.stage import BOT, ZALO, Person, Stage, ZaloPerson


async def officer_on_zalo(stage: Stage) -> Person:
    await joins(stage, "em", "Đỗ Em", Role.STAFF, duty=2, agrees=False)
    person = ZaloPerson(stage, "em")
    await person.starts(person.code)
    await person.presses("Đồng ý tham gia")
    return person


async def taken(stage: Stage, binh: Person) -> None:
    only(stage)
    await play(stage.person("an"), URGENT)
    await binh.presses("Xem")
    await binh.presses("Nhận việc")


async def test_matter_is_seen_through_by_two_officers_on_two_networks(stage: Stage) -> None:
    an, binh = stage.person("an"), stage.person("binh")
    em = await officer_on_zalo(stage)
    await binh.says("/noinhom", group="canbo")
    await binh.presses("Nhóm cán bộ", group="canbo")
    only(stage)
    await play(an, URGENT)
    await stage.at(stage.world.clock.now() + timedelta(minutes=10))
    await em.presses("Xem")
    await binh.presses("Xem")
    await binh.presses("Nhận việc")
    await em.presses("Nhận việc")
    em.sees("Đã có người nhận trước.\n\nTập trung đông người")
    await binh.presses("đã gọi xã")
    binh.sees("Hiện: đã gọi xã")
    await binh.presses("Ghi chú")
    await binh.says("Gọi 0912 345 678 để hỏi")
    binh.sees("có thông tin riêng của một người nên không được ghi lại")
    await binh.says("Xã báo đã cử lực lượng đến")
    binh.sees("Trần Bình: Xã báo đã cử lực lượng đến")
    await binh.presses("Hỏi người báo")
    await binh.says("Hiện còn đông người không?")
    assert "Hiện còn đông người không?" in an.last.text
    an.has_not_seen("Trần Bình")
    await an.presses("Trả lời")
    await an.says("Còn khoảng mười người")
    binh.sees("Còn khoảng mười người")
    assert "Hoàng An" not in binh.last.text

    await binh.says("/canhbao")
    binh.sees("đã gọi xã")
    binh.sees("Trần Bình")
    await binh.presses("Xem việc số")
    await binh.presses("Chuyển người khác")
    await binh.presses("Đỗ Em")
    em.sees("❗ Trần Bình chuyển cho đồng chí việc khẩn")
    assert "đông người" not in em.last.text, "nothing of it on a lock screen"
    assert "đã chuyển cho Đỗ Em, chờ Đỗ Em mở xem" in stage.world.messages("canbo")[-1].text
    assert all("Đỗ Em đã nhận" not in message.text for message in binh.phone)
    token = binh.button("Ghi chú")
    await em.presses("Xem")
    assert "Đỗ Em đã nhận lúc" in stage.world.messages("canbo")[-1].text
    em.sees("Xã báo đã cử lực lượng đến")
    await binh.presses_on(*token)
    await binh.says("Một dòng muộn")
    binh.sees("Việc này không còn do mình giữ.")
    await em.presses("đã ổn")
    await em.presses("Khép lại")
    em.sees("✓ Đã khép lại lúc")
    await em.says("cảnh báo")
    em.sees("Không có việc khẩn nào chưa khép lại.")
    alert = stage.look(lambda s: s.scalars(select(Alert)).one())
    assert (alert.status, alert.stage, alert.next_at) == ("closed", "calm", None)


async def test_taken_alert_of_which_nothing_is_said_comes_back_after_two_hours(stage: Stage) -> None:
    binh = stage.person("binh")
    await binh.says("/noinhom", group="canbo")
    await binh.presses("Nhóm cán bộ", group="canbo")
    await taken(stage, binh)
    since = stage.world.clock.now()
    await stage.at(since + timedelta(hours=1))
    await binh.presses("đang xác minh")
    mark = binh.last.id
    await stage.restart()
    await stage.at(since + timedelta(hours=2, minutes=30))
    assert binh.answers(mark) == [], "something was said meanwhile: the two hours count from then"
    await stage.at(since + timedelta(hours=3, minutes=1))
    assert "❗ Việc khẩn đã có người nhận nhưng lâu chưa có tin mới" in binh.answers(mark)[-1]
    assert "lâu chưa có tin mới" in stage.world.messages("canbo")[-1].text
    await binh.says("/canhbao")
    binh.sees("đang báo lại · hiện chưa ai giữ")
    await binh.presses("Xem việc số")
    binh.sees("Hiện: đang xác minh")
    await binh.presses("Nhận việc")
    assert stage.look(lambda s: s.scalars(select(Alert)).one()).status == "acknowledged"


async def test_alert_that_was_committed_when_the_program_ended_rings_once(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The event is kept with its turn, and what nobody had sent yet leaves after the next start, once."""
    only(stage)
    an, binh = stage.person("an"), stage.person("binh")
    await an.says("/khan")
    await an.presses("Tập trung đông người")
    await an.presses("xã An Phú")
    await an.says("Khoảng 40 người trước trụ sở")
    await an.presses("Tận mắt thấy")
    mark = binh.last.id
    monkeypatch.setattr(stage.app.outbox, "take", lambda rows: None)  # it ends between the commit and the sending
    await an.presses("Gửi ngay")
    assert binh.answers(mark) == []
    await stage.restart()
    await stage.tick()
    await stage.settle()
    assert sum("Việc khẩn cần nhận" in line for line in binh.answers(mark)) == 1
    await stage.restart()
    assert sum("Việc khẩn cần nhận" in line for line in binh.answers(mark)) == 1
    assert len(stage.look(lambda s: s.scalars(select(Report)).all())) == 1


async def test_what_is_done_about_its_issue_is_said_of_the_alert_and_to_leaders(stage: Stage) -> None:
    """Asked, answered and told: it comes back to nobody meanwhile, and no leader reads that a verified matter is not."""
    an, binh, chi = stage.person("an"), stage.person("binh"), stage.person("chi")
    giang = await joins(stage, "giang", "Vũ Giang", Role.CONTACT, unit="T")
    stage.world.clock.set(local(3, 14))
    await taken(stage, binh)
    only(stage, "daily_digest")
    await binh.says("BC-1126-001")
    await binh.presses("Gộp vào vấn đề")
    await binh.says("Bà con tập trung ở chợ huyện cũ")
    await stage.at(local(3, 15, 30))
    await binh.presses("Xem vấn đề")
    await binh.presses("Xác minh")
    await binh.presses("Vũ Giang")
    await binh.presses("2 ngày")
    await binh.says("Tình hình an ninh trật tự trên địa bàn những ngày qua có gì đáng lưu ý không?")
    await stage.at(local(3, 16, 30))
    await giang.presses("Đúng một phần")
    await stage.at(local(3, 17))
    binh.has_not_seen("lâu chưa có tin mới")
    chi.has_seen("cán bộ trực đã nhận, đầu mối trả lời: đúng một phần")
    chi.has_not_seen("❗ Chưa xác minh")
    await binh.presses("Xem vấn đề")
    await binh.presses("Báo kết quả")
    await binh.says("Ủy ban nhân dân phường đã đối thoại với bà con.")
    await binh.presses("Gửi kết quả")
    await stage.at(local(4, 9))
    binh.has_not_seen("lâu chưa có tin mới")
    await an.presses("Chưa xong")
    await stage.at(local(4, 11, 1))
    binh.has_seen("lâu chưa có tin mới")


async def test_alert_rests_as_long_as_the_contact_has_to_answer_whatever_is_noted_meanwhile(stage: Stage) -> None:
    binh = stage.person("binh")
    giang = await joins(stage, "giang", "Vũ Giang", Role.CONTACT, unit="T")
    stage.world.clock.set(local(3, 14))
    await taken(stage, binh)
    only(stage)
    await binh.says("BC-1126-001")
    await binh.presses("Gộp vào vấn đề")
    await binh.says("Bà con tập trung ở chợ huyện cũ")
    await binh.presses("Xem vấn đề")
    await binh.presses("Xác minh")
    await binh.presses("Vũ Giang")
    await binh.presses("2 ngày")
    await binh.says("Tình hình an ninh trật tự trên địa bàn những ngày qua có gì đáng lưu ý không?")
    await binh.presses("Xem vấn đề")
    await binh.presses("Ghi chú")
    await binh.says("Đang chờ xã trả lời.")
    await stage.at(local(4, 10))
    binh.has_not_seen("lâu chưa có tin mới")
    await giang.presses("Đúng một phần")
    await stage.at(local(4, 12, 1))
    binh.has_seen("lâu chưa có tin mới")  # its answer is there for two hours


async def test_alert_for_an_account_that_is_known_to_be_refused_says_so_and_is_not_heaped_up(
    stage: Stage, on_zalo: ZaloPerson
) -> None:
    only(stage)
    binh, dung, world = stage.person("binh"), on_zalo, stage.world
    mark = binh.last.id
    world.faults.add("unauthorized", bot=world.bots[BOT].id, times=100_000)
    answers = []
    for _ in range(2):
        for what, text in REPORT:
            stage.world.say("dung", ZALO, text if what == "say" else dung.offered(text))
            await stage.until(lambda: not dung.last.mine)
        answers.append(dung.last.text)
        await stage.until(lambda: stage.look(lambda s: all(one.nobody_since for one in s.scalars(select(Alert)))))
    assert "Hiện chưa liên lạc được cán bộ trực" in answers[1]
    world.faults.clear()
    world.clock.advance(301)
    await stage.until(lambda: len(binh.answers(mark)) >= 1)
    await stage.settle()
    await stage.tick()
    await stage.settle()
    assert len([text for text in binh.answers(mark) if "số 1" in text]) <= 2
    assert len([text for text in binh.answers(mark) if "số 2" in text]) == 1


REPORT = (
    ("say", "/khan"),
    ("press", "Tập trung đông người"),
    ("press", "xã An Phú"),
    ("say", "Khoảng 40 người tụ tập"),
    ("press", "Tận mắt thấy"),
    ("press", "gửi ngay"),
)
