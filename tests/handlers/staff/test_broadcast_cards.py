"""A broadcast: one message shows how far it is, it is paused, goes on, is cancelled, and goes again to those not reached."""

from __future__ import annotations

import asyncio
from datetime import timedelta

from sqlmodel import Session, select

from channels.pacing import Pacer
from storage.tables import (
    Address,
    Assignment,
    AssignmentStatus,
    BroadcastStatus,
    Role,
)
from tests.handlers.broadcasting import CONFIRM, begun, card, everybody, flows, got, leave, pacer, press, rounds, stage  # noqa: F401
from tests.handlers.playing import TITLE, joins, local, only, prompt_there, write_prompt
from tests.stage import BOT, PATIENCE, Person, Stage

# ruff: noqa: F811


async def test_one_message_that_changes(stage: Stage, pacer: Pacer, binh: Person, everybody: list[Person]) -> None:
    await write_prompt(binh)
    mark, seen = binh.last.id, stage.world.mark()
    pacer.per_second = 2
    press(stage, binh, CONFIRM)
    await stage.until(lambda: "Tạm dừng" in binh.buttons)
    assert card(binh).text == f"Đang gửi {TITLE}: 0/10"
    assert card(binh).labels() == ["Tạm dừng", "Hủy phần còn lại", "Ai đã báo cáo"]
    await leave(stage, pacer, everybody, 7)
    await stage.until(lambda: card(binh).text.startswith(f"Đang gửi {TITLE}: ") and " 0/" not in card(binh).text)
    await flows(stage, 0.5)
    assert card(binh).text == f"✓ Đã gửi {TITLE}: 10/10"
    assert card(binh).labels() == ["Ai đã báo cáo"]
    assert got(everybody) == [1] * 10
    assert binh.answers(mark) == []
    assert [call.error for call in stage.world.calls_since(seen) if call.error] == []
    assert stage.calls(seen).count("editmessagetext") == 3, "at once, after three seconds and at the end"
    assert rounds(stage) == [BroadcastStatus.DONE]


async def test_paused_it_stays_so_over_a_restart_and_goes_on(
    stage: Stage, pacer: Pacer, binh: Person, everybody: list[Person]
) -> None:
    await begun(stage, pacer, binh, everybody)
    press(stage, binh, "Tạm dừng")
    await stage.settle()
    assert card(binh).text == f"Đã tạm dừng gửi {TITLE}: đã gửi 3/10, còn 7 người. (Trần Bình, 08:30)"
    assert card(binh).labels()[:2] == ["Gửi tiếp", "Hủy phần còn lại"]
    for _ in range(3):
        stage.world.clock.advance(20)
        await stage.tick()
    await stage.restart()
    await stage.tick()
    assert sum(got(everybody)) == 3, "nothing leaves, whatever time passes"
    press(stage, binh, "Gửi tiếp")
    await flows(stage)
    assert got(everybody) == [1] * 10
    assert card(binh).text == f"✓ Đã gửi {TITLE}: 10/10"


async def test_the_rest_is_cancelled_and_goes_to_those_alone_after_all(
    stage: Stage, pacer: Pacer, binh: Person, everybody: list[Person]
) -> None:
    await begun(stage, pacer, binh, everybody, 4)
    press(stage, binh, "Hủy phần còn lại")
    await stage.settle()
    assert card(binh).text == f"Đã hủy phần còn lại của {TITLE}: đã gửi 4/10. (Trần Bình, 08:30)"
    stage.world.clock.advance(60)
    await stage.tick()
    await stage.restart()
    assert sum(got(everybody)) == 4
    parts = stage.look(lambda s: [a.state.status for a in s.scalars(select(Assignment))])
    assert sorted(parts) == [AssignmentStatus.EXCUSED] * 6 + [AssignmentStatus.PENDING] * 4
    without = next(p for p, times in zip(everybody, got(everybody), strict=True) if not times)
    await without.says("/menu")
    assert not any(TITLE in label for label in without.buttons), "who was not asked is asked for nothing"
    await binh.presses("Xem ai chưa nhận")
    assert binh.last.text.count("đã hủy phần gửi còn lại") == 6
    pacer.per_second = None
    await binh.presses("Gửi lại cho 6 người chưa nhận")
    assert got(everybody) == [1] * 10
    assert rounds(stage) == [BroadcastStatus.CANCELLED, BroadcastStatus.DONE]
    assert card(binh).text == f"✓ Đã gửi {TITLE}: 10/10"
    await without.says("/menu")
    assert any(TITLE in label for label in without.buttons)


def lost_chat(stage: Stage, person: Person) -> None:
    """Our network does not know this chat any more."""

    def work(session: Session) -> None:
        for address in session.scalars(select(Address)):
            if address.chat == str(person.chat.id):
                address.chat = "999999999"

    stage.database.run_now(work)


async def test_why_each_one_was_not_reached(stage: Stage, binh: Person, everybody: list[Person]) -> None:
    await joins(stage, "phuc", "Người phuc", Role.COLLABORATOR, unit="P01", agrees=False)
    an, dung, _, giang, hai, khoa, loan, *rest = everybody
    await write_prompt(binh)
    faults = stage.world.faults
    faults.add("blocked", method="sendMessage", chat=an.chat.id)
    stage.world.deactivate("em")
    lost_chat(stage, giang)
    faults.add("too_many", method="sendMessage", chat=hai.chat.id, retry_after=7)
    faults.add("server_error", method="sendMessage", chat=khoa.chat.id, times=3)
    faults.add("garbage", method="sendMessage", chat=loan.chat.id, times=2)
    faults.add("server_error", method="sendMessage", chat=dung.chat.id, times=100_000)
    press(stage, binh, CONFIRM)
    await stage.until(lambda: sum(got(rest)) == 3 and "Tạm dừng" in binh.buttons)
    async with asyncio.timeout(PATIENCE):
        await _until_tried_again(stage, binh, f"Đang gửi {TITLE}: 6/11 · 4 người chưa nhận")
    await over_days(stage, lambda: not stage.app.activity.count and "✓" in card(binh).text)
    assert card(binh).text == f"✓ Đã gửi {TITLE}: 6/11 · 5 người chưa nhận"
    assert got([hai, khoa, loan, *rest]) == [1] * 6, "what was refused for a while came once"
    await binh.presses("Xem ai chưa nhận")
    assert sorted(binh.last.text.splitlines()[3:]) == [
        "phường Đông Sơn: Người em (tài khoản đã xóa)",
        "phường Đông Sơn: Người giang (không tìm thấy tài khoản)",
        "phường Đông Sơn: Người phuc (chưa tham gia kênh)",
        "xã An Phú: Hoàng An (đã chặn Lắng Nghe)",
        "xã Bình Hòa: Phạm Dung (lỗi mạng kéo dài)",
    ]
    faults.clear()
    mark = stage.world.mark()
    await binh.presses("Gửi lại cho 1 người chưa nhận")
    assert got([dung]) == [1]
    assert stage.calls(mark).count("sendmessage") == 1, "only Dung can be reached now"
    assert card(binh).text == f"✓ Đã gửi {TITLE}: 7/11 · 4 người chưa nhận"
    await an.says("/start")
    assert got([an, dung]) == [1, 1], "who comes back has it at once"
    await binh.says("/tinhhinh")
    await binh.presses("Lượt gửi tin")
    assert "7/11" not in card(binh).text
    assert not any("Gửi lại cho" in label for label in binh.buttons)


async def _until_tried_again(stage: Stage, binh: Person, text: str) -> None:
    while card(binh).text != text:
        stage.world.clock.advance(3)
        await stage.app.ticker.tick()
        await stage.world.changed(0.05)


async def over_days(stage: Stage, condition: object) -> None:
    """Hours pass, the nights at once, until it is so."""
    assert callable(condition)
    async with asyncio.timeout(60):
        while not condition():
            now = stage.world.clock.now()
            hour = now.astimezone(local(1, 0).tzinfo)
            night = hour.hour >= 20
            morning = hour.replace(hour=7, minute=0, second=0) + timedelta(days=1)
            stage.world.clock.set(morning if night else now + timedelta(seconds=380))
            await stage.app.ticker.tick()
            await stage.world.changed(0.005)


async def test_the_night_interrupts_and_the_morning_goes_on(
    stage: Stage, pacer: Pacer, binh: Person, everybody: list[Person]
) -> None:
    stage.world.clock.set(local(3, 19, 59) + timedelta(seconds=58))
    await begun(stage, pacer, binh, everybody)
    stage.world.clock.set(local(3, 20))
    await stage.settle()
    assert sum(got(everybody)) == 3, "at eight in the evening it stops"
    stage.world.clock.advance(3)
    await stage.tick()
    assert card(binh).text == f"{TITLE} chờ tới 07:00 ngày 04/11 mới gửi tiếp: đã gửi 3/10"
    await stage.at(local(3, 23))
    await stage.restart()
    await stage.at(local(4, 6, 59))
    assert sum(got(everybody)) == 3
    stage.world.clock.set(local(4, 7))
    await stage.app.ticker.tick()
    await flows(stage)
    assert got(everybody) == [1] * 10
    assert card(binh).text == f"✓ Đã gửi {TITLE}: 10/10"


async def test_what_goes_on_at_night_waits(stage: Stage, pacer: Pacer, binh: Person, everybody: list[Person]) -> None:
    await begun(stage, pacer, binh, everybody)
    press(stage, binh, "Tạm dừng")
    await stage.settle()
    pacer.per_second = None
    await stage.at(local(3, 22))
    await binh.presses("Gửi tiếp")
    assert sum(got(everybody)) == 3
    assert "chờ tới 07:00 ngày 04/11" in card(binh).text
    await stage.at(local(4, 7))
    assert got(everybody) == [1] * 10


async def test_groups_are_counted_apart(stage: Stage, binh: Person, everybody: list[Person]) -> None:
    await binh.says("/noinhom", group="ctv")
    await binh.presses("Nhóm cộng tác viên", group="ctv")
    await write_prompt(binh)
    await binh.presses(CONFIRM)
    assert card(binh).text == f"✓ Đã gửi {TITLE}: 10/10\nNhóm kín: 1/1"
    assert [m.text.startswith(TITLE) for m in stage.world.messages("ctv")].count(True) == 1


async def test_a_reminder_is_paused_and_cancelled(
    stage: Stage, pacer: Pacer, binh: Person, everybody: list[Person]
) -> None:
    only(stage, "reminders")
    prompt_there(stage, due=local(25, 17))

    def reminded() -> int:
        return sum(any(m.text.startswith("⏰") for m in person.phone) for person in everybody)

    pacer.per_second = 5
    stage.world.clock.set(local(23, 8))
    await stage.app.ticker.tick()
    for count in (1, 2, 3):
        await stage.until(lambda count=count: reminded() == count)  # type: ignore[misc]
        stage.world.clock.advance(0.2 if count < 3 else 0)
    stage.world.say("binh", BOT, "/tinhhinh")
    await stage.until(lambda: "Tạm dừng" in binh.buttons)
    assert "Đang nhắc: " in binh.last.text
    press(stage, binh, "Hủy phần còn lại")
    await stage.settle()
    assert rounds(stage) == [BroadcastStatus.CANCELLED]
    stage.world.clock.advance(60)
    await stage.tick()
    assert reminded() == 3
