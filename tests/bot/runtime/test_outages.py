"""Times in which the program could not hear: said in the digest, told to staff and members, and never called calm."""

from __future__ import annotations

import pytest
from sqlmodel import select

from sandbox.faults import FaultKind
from storage.tables import Digest, Outage
from tests.handlers.conftest import an, binh, chi, dung, stage, world  # noqa: F401
from tests.handlers.playing import begin_report, local, only, prompt_there, report_there
from tests.handlers.surveys.test_surveys import TITLE as SURVEY
from tests.handlers.surveys.test_surveys import answer, write_survey
from tests.handlers.zalo.test_two_networks import fill
from tests.stage import Person, Stage

# ruff: noqa: F811


async def sleeps(stage: Stage, until: object) -> None:
    """The program is not running until an instant."""
    await stage.tick()
    await stage.app.stop()
    stage.world.clock.set(until)  # type: ignore[arg-type]


async def test_a_night_off_is_said_and_nothing_is_called_calm(
    stage: Stage, an: Person, binh: Person, chi: Person
) -> None:
    only(stage, "daily_digest")
    await stage.at(local(3, 16))
    await sleeps(stage, local(4, 9))
    await stage.starts_again()
    mark = an.last.id
    await stage.tick()
    binh.has_seen("Hệ thống ngừng từ 16:00 ngày 03/11 đến 09:00 ngày 04/11, nay đã chạy lại.")
    binh.has_seen("Mạng nhắn tin có giữ tin gửi trong thời gian này")
    chi.sees("chưa ghi nhận báo cáo mới. Chưa thể kết luận tình hình trong thời gian ngừng dưới đây.")
    chi.sees("⚠ Hệ thống ngừng từ 16:00 ngày 03/11 đến 09:00 ngày 04/11.")
    chi.has_not_seen("chưa nhận được tin khẩn")
    assert an.answers(mark) == [], "less than what Telegram keeps: nothing is lost"
    mark = binh.last.id
    await stage.at(local(4, 9, 1))
    await stage.at(local(4, 17))
    assert not any("Hệ thống ngừng" in text for text in binh.answers(mark)), "told once, and in one digest"
    chi.sees("chưa nhận được tin khẩn")
    await chi.presses("DOCX")
    assert chi.last.document


async def test_longer_than_the_network_keeps_members_are_asked_to_write_again(
    stage: Stage, an: Person, binh: Person, chi: Person
) -> None:
    only(stage, "daily_digest")
    await stage.at(local(3, 17))
    report_there(stage, "an")
    await sleeps(stage, local(6, 8))
    await stage.starts_again()
    await stage.tick()
    an.sees(
        "Hệ thống ngừng từ 17:00 ngày 03/11 đến 08:00 ngày 06/11. Tin nhắn gửi trước 08:00 ngày 05/11 có thể không đến."
    )
    an.sees("việc khẩn xin báo lại ngay")
    binh.has_seen("Tin gửi trước 08:00 ngày 05/11 có thể không đến.")
    binh.has_seen("được nhắn, đề nghị gửi lại")
    chi.sees("Ít hơn 3 người báo cáo")
    chi.sees("Tin gửi trước 08:00 ngày 05/11 có thể không đến.")


async def test_deadline_in_an_outage_is_told_and_more_time_given_with_one_tap(
    stage: Stage, an: Person, binh: Person, chi: Person, dung: Person
) -> None:
    only(stage)
    prompt = prompt_there(stage, title="Tháng 11", due=local(3, 17))
    await dung.presses_on(dung.card.id, f"no:{prompt}:0", force=True)
    await sleeps(stage, local(4, 9))
    await stage.starts_again()
    other = dung.last.id
    await stage.tick()
    an.sees("đúng lúc Tháng 11 hết hạn (17:00 ngày 03/11)")
    assert dung.answers(other) == [], "who had answered is not concerned"
    binh.has_seen("Tháng 11 hết hạn trong thời gian này (17:00 ngày 03/11); 1 người chưa trả lời.")
    await an.says("/menu")
    assert not any("Tháng 11" in label for label in an.buttons)
    await binh.presses("Gia hạn đến 17:00 ngày 04/11")
    binh.sees("✓ Đã gia hạn Tháng 11 đến 17:00 ngày 04/11. Đang báo cho 1 người chưa trả lời.")
    an.sees("được gia hạn đến 17:00 ngày 04/11")
    await binh.presses("Gia hạn đến")
    assert binh.toast == "Yêu cầu này đã có hạn đến 17:00 ngày 04/11."
    assert dung.answers(other) == []
    await begin_report(an, "Tháng 11")
    for token in (f"outage.extend:{prompt}:1", f"outage.extend:{prompt}:{2**40}", "outage.extend:99"):
        await binh.presses_on(binh.card.id, token, force=True)
        assert binh.toast.startswith("Nút này không còn dùng được.")
    await chi.presses_on(chi.card.id, f"outage.extend:{prompt}:40000000", force=True)
    assert chi.toast.startswith("Nút này không còn dùng được.")


async def test_survey_whose_end_fell_into_an_outage_takes_answers_for_longer(
    stage: Stage, an: Person, binh: Person, dung: Person
) -> None:
    only(stage)
    await write_survey(binh)  # until the 20th at 17:00
    await binh.presses("✓ Gửi khảo sát")
    await answer(dung)
    await stage.at(local(20, 16))
    await sleeps(stage, local(21, 9))
    await stage.starts_again()
    other = dung.last.id
    await stage.tick()
    binh.has_seen("tới giờ đóng đúng lúc hệ thống ngừng, nên còn nhận câu trả lời đến 17:00 ngày 21/11.")
    an.has_seen("nhận câu trả lời đến 17:00 ngày 21/11/2026")
    assert not any(SURVEY in text for text in dung.answers(other)), "who has answered is not concerned"
    await answer(an)
    await stage.at(local(21, 18))
    binh.has_seen("đã hết hạn và đã đóng")


async def test_pilot_whose_end_fell_into_an_outage_can_still_be_opened(stage: Stage, an: Person, binh: Person) -> None:
    only(stage)
    await write_survey(binh)
    await binh.presses("Gửi thử mười người")
    await stage.at(local(20, 16))
    await sleeps(stage, local(21, 9))
    await stage.starts_again()
    mark = an.last.id
    await stage.tick()
    binh.has_seen("tới giờ đóng đúng lúc hệ thống ngừng, nên còn nhận câu trả lời đến 17:00 ngày 21/11.")
    assert not any(SURVEY in text for text in an.answers(mark)), "nobody keeps who tries it"
    await binh.says("/khaosat")
    await binh.presses(SURVEY)
    await binh.presses("Gửi chính thức")
    await answer(an)


async def test_late_digest_is_made_in_the_morning_with_what_came_in_the_night(
    stage: Stage, an: Person, binh: Person, chi: Person
) -> None:
    """One that was counted at 22:00 would say at seven that nothing urgent has come."""
    only(stage, "daily_digest")
    prompt_there(stage)
    await chi.says("/cachnhan")
    await chi.presses("Giờ nhận")
    await chi.says("18:00")
    await begin_report(an)
    await an.presses("Giá vật tư")
    await stage.at(local(3, 16))
    await sleeps(stage, local(3, 22))
    await stage.starts_again()
    await stage.tick()
    await an.presses("Báo khẩn")
    await stage.at(local(3, 23))
    await an.presses("Báo khẩn ngay")
    assert stage.look(lambda s: s.scalars(select(Digest)).all()) == []
    await stage.at(local(4, 7))
    for person in (binh, chi):  # her own hour came in the outage: she does not wait for the next one
        person.has_seen("từ 00:00 ngày 03/11 đến 07:00 ngày 04/11/2026")
        person.has_seen("1 việc khẩn")
        assert not any("Lập lúc" in m.text for m in person.phone if "đến 07:00 ngày 04/11" in m.text)
    binh.has_seen("(Lập lúc 22:00 ngày 03/11/2026, chưa gồm tin đến sau đó.)\n⚠ Hệ thống ngừng từ 16:00")
    await stage.at(local(4, 17))
    await stage.at(local(4, 18))
    chi.has_seen("từ 07:00 ngày 04/11 đến 17:00 ngày 04/11/2026")
    chi.has_seen("(Lập lúc 17:00 ngày 04/11/2026, chưa gồm tin đến sau đó.)")
    assert "1 việc khẩn" in chi.last.text, "nobody has taken it yet"


async def test_whether_it_is_done_is_asked_after_an_outage_and_not_in_the_night(
    stage: Stage, an: Person, binh: Person
) -> None:
    only(stage)
    prompt_there(stage)
    await an.says("viết báo cáo")
    await fill(an, "Bình thường")
    await an.presses("Gửi")
    await binh.says("BC-1126-001")
    await binh.presses("Gộp vào vấn đề")
    await binh.says("Giá vật tư")
    await binh.presses("Xem vấn đề")
    await binh.presses("Báo kết quả")
    await binh.says("Đã niêm yết giá.")
    await binh.presses("Gửi kết quả")
    await stage.tick()
    an.has_seen("Đã niêm yết giá.")
    await stage.at(local(9, 8))
    await sleeps(stage, local(12, 22))
    await stage.starts_again()
    mark = an.last.id
    await stage.tick()
    asked = "đã xong chưa"
    assert not any(asked in text.lower() for text in an.answers(mark))
    await stage.at(local(13, 7))
    assert sum(asked in text.lower() for text in an.answers(mark)) == 1


async def test_urgent_report_in_the_queue_is_not_behind_a_quiet_digest(stage: Stage, an: Person, chi: Person) -> None:
    """What waits at the network is taken in before the hours come."""
    only(stage, "daily_digest")
    prompt_there(stage)
    await begin_report(an)
    await an.presses("Giá vật tư")
    await an.presses("Báo khẩn")
    await stage.at(local(3, 16))
    await stage.app.stop()
    stage.world.clock.set(local(3, 17))
    stage.world.press("an", "langnghe_bot", *an.button("Báo khẩn ngay"))
    app = stage.app = stage._new_app()
    hear = app.intake.receive

    async def slowly(*args: object) -> None:
        await stage.until(lambda: ticked)
        await hear(*args)  # type: ignore[arg-type]

    ticked: list[int] = []
    app.intake.receive = slowly  # type: ignore[method-assign]
    await app.start(hours=False)
    mark = chi.last.id
    await app.ticker.tick()
    ticked.append(1)
    assert stage.look(lambda s: s.scalars(select(Digest)).all()) == []
    await stage.settle()
    stage.world.clock.advance(1)
    await stage.tick()
    assert "1 việc khẩn" in chi.answers(mark)[0]


async def test_network_that_is_away_is_said_by_a_digest_that_does_not_wait(stage: Stage, chi: Person) -> None:
    only(stage, "daily_digest")
    await sleeps(stage, local(3, 17))
    stage.world.faults.add(FaultKind.SERVER_ERROR, method="getUpdates", times=1000)
    stage.app = stage._new_app()
    await stage.app.start(hours=False)
    await stage.app.ticker.tick()
    stage.world.clock.advance(61)
    await stage.app.ticker.tick()
    await stage.until(lambda: "đến lúc lập bản này hệ thống chưa nhận được tin" in chi.last.text)
    assert stage.look(lambda s: s.scalars(select(Outage)).all()) == []
    stage.world.faults.clear()


@pytest.mark.parametrize("played", [True, False])
async def test_leap_of_the_clock_is_a_sleep_unless_somebody_plays(stage: Stage, binh: Person, played: bool) -> None:
    only(stage)
    clock = stage.app.clock
    clock.is_played = played
    await stage.tick()
    stage.world.clock.set(local(3, 12))
    await stage.app.ticker.tick()
    await stage.tick()
    assert any("Hệ thống ngừng từ 08:30" in message.text for message in binh.phone) is not played


async def test_leap_of_a_played_clock_between_two_heartbeats_is_no_sleep(stage: Stage, binh: Person) -> None:
    only(stage)
    clock, began = stage.app.clock, stage.app.clock.monotonic()
    clock.is_played, clock.monotonic = True, lambda: began  # the machine's own time, of which little passes
    await stage.tick()
    stage.world.clock.set(local(3, 12))
    await stage.app.ticker.tick()
    clock.monotonic = lambda: began + 61
    await stage.tick()
    binh.has_not_seen("Hệ thống ngừng")
    assert stage.look(lambda s: s.scalars(select(Outage)).all()) == []
