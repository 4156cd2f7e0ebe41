"""The networks of a member: which one is written to first, what goes to the other one, and what staff see of it."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from sqlmodel import Session, select

from sandbox.world import World
from storage.members import address_book, addresses, groups, units
from storage.messaging import deliveries
from storage.messaging.deliveries import DeliveryResult, Outgoing
from storage.prompts import broadcasts
from storage.tables import BroadcastKind, BroadcastStatus, DeliveryStatus, DraftRow, Group, GroupPurpose, Lane, Role
from tests.handlers.playing import TITLE, joins, local, member_id, only, prompt_there, write_prompt
from tests.handlers.rosters import another, got, member, passes, stage  # noqa: F401
from tests.handlers.zalo.joining import joined
from tests.stage import ZALO, Person, Stage, ZaloPerson, new_world

# ruff: noqa: F811


@pytest.fixture
def world() -> World:
    return new_world(zalo=True)


@pytest.fixture
async def dung(stage: Stage) -> tuple[Person, Person]:
    """Dung, on Telegram and then on Zalo."""
    phone, zalo = stage.person("dung"), ZaloPerson(stage, "dung")
    await joined(phone)
    await zalo.starts(await another(phone))
    await zalo.presses("Đồng ý tham gia")
    return phone, zalo


async def send(stage: Stage, title: str) -> None:
    binh = stage.person("binh")
    await write_prompt(binh, title=title)
    await binh.presses("✓ Gửi đi")
    await stage.tick()


async def test_the_second_network_is_asked_about_once_and_the_first_stays(
    stage: Stage, dung: tuple[Person, Person]
) -> None:
    phone, zalo = dung
    zalo.sees("Đã nối thêm Zalo. Yêu cầu mới vẫn gửi trước tới Telegram")
    assert zalo.buttons == ["✓ Telegram", "Zalo"]
    await send(stage, "Việc một")
    assert (got(phone, "Việc một"), got(zalo, "Việc một")) == (1, 0)
    await zalo.says("menu")
    zalo.sees("Chọn việc muốn làm")


async def test_everything_goes_where_the_member_prefers_and_a_draft_goes_on_there(
    stage: Stage, dung: tuple[Person, Person]
) -> None:
    phone, zalo = dung
    await zalo.presses("Zalo")
    zalo.sees("Từ nay yêu cầu mới gửi trước tới Zalo")
    await send(stage, "Việc một")
    assert (got(phone, "Việc một"), got(zalo, "Việc một")) == (0, 1)
    await zalo.presses("Viết báo cáo")
    await zalo.presses("Giá vật tư")
    zalo.sees("Người dân nói gì?")
    await phone.says("/kenh")
    phone.sees("Yêu cầu mới gửi trước tới Zalo")
    assert phone.buttons[:2] == ["Telegram", "✓ Zalo"]
    await phone.presses("Telegram")
    phone.sees("gửi trước tới Telegram")
    await send(stage, "Việc hai")
    assert (got(phone, "Việc hai"), got(zalo, "Việc hai")) == (1, 0)
    await phone.says("menu")
    await phone.presses("Viết tiếp")
    phone.sees("Người dân nói gì?")
    await phone.says("Giá phân bón tăng.")
    phone.sees("Nghe từ nhóm nào?")
    assert len(stage.look(lambda s: s.scalars(select(DraftRow)).all())) == 1


async def test_a_network_that_cannot_be_reached_is_marked(stage: Stage, dung: tuple[Person, Person]) -> None:
    phone, zalo = dung
    await phone.does("block")
    await zalo.says("kênh")
    zalo.sees("Telegram: hiện không gửi được (đã chặn Lắng Nghe)")
    await send(stage, "Việc một")
    assert got(zalo, "Việc một") == 1
    await zalo.says("/kenh")
    await zalo.presses("Telegram")
    zalo.sees("hiện không gửi được")


async def test_one_network_alone_and_a_button_that_is_somebody_elses(stage: Stage, dung: tuple[Person, Person]) -> None:
    an, (phone, zalo) = stage.person("an"), dung
    await an.says("/kenh")
    an.sees("Hiện chỉ nhận qua Telegram")
    await phone.says("/kenh")
    _, theirs = phone.button("Zalo")
    await an.presses_on(an.card.id, theirs, force=True)
    an.sees("Nút này không còn dùng được")
    await send(stage, "Việc một")
    assert (got(phone, "Việc một"), got(zalo, "Việc một"), got(an, "Việc một")) == (1, 0, 1)


async def test_who_declines_on_the_second_network_stays_on_the_first(stage: Stage) -> None:
    phone = await joined(stage.person("dung"))
    zalo = ZaloPerson(stage, "dung")
    await zalo.starts(await another(phone))
    await zalo.presses("Không tham gia")
    zalo.sees("đã xóa tài khoản trò chuyện này")
    await phone.says("/kenh")
    phone.sees("Hiện chỉ nhận qua Telegram")
    await zalo.says("menu")
    zalo.sees("Kênh này chỉ dành cho người được mời")


async def test_a_prompt_that_was_got_does_not_come_again_on_the_second_network(stage: Stage) -> None:
    phone = await joined(stage.person("dung"))
    await send(stage, TITLE)
    zalo = ZaloPerson(stage, "dung")
    await zalo.starts(await another(phone))
    await zalo.presses("Đồng ý tham gia")
    assert (got(phone, TITLE), got(zalo, TITLE)) == (1, 0)


async def test_a_prompt_that_never_came_comes_with_the_second_network(stage: Stage) -> None:
    phone = await joined(stage.person("dung"))
    code = await another(phone)
    await phone.does("block")
    await send(stage, TITLE)
    zalo = ZaloPerson(stage, "dung")
    await zalo.starts(code)
    await zalo.presses("Đồng ý tham gia")
    assert (got(phone, TITLE), got(zalo, TITLE)) == (0, 1)


async def test_what_goes_elsewhere_of_a_paused_round_waits_until_it_goes_on(
    stage: Stage, dung: tuple[Person, Person]
) -> None:
    (phone, zalo), binh = dung, stage.person("binh")
    prompt = prompt_there(stage)
    who = member_id(stage, "dung")

    def refused(session: Session) -> None:
        """The round was paused while Telegram's refusal was on its way."""
        now = stage.world.clock.now()
        round_ = broadcasts.start(session, prompt, BroadcastKind.FIRST, now)
        round_.status, round_.changed_by, round_.changed_at = BroadcastStatus.PAUSED, member_id(stage, "binh"), now
        (there,) = [
            address for address in addresses.open_addresses(session, who, now) if address.chat == str(phone.chat.id)
        ]
        number = stage.database.new_id(now)
        where = {"account_id": there.account_id, "address_id": there.address_id, "chat": there.chat}
        row = Outgoing(number, lane=Lane.BROADCAST, act=b"", created_at=now, prompt_id=prompt, **where)  # type: ignore[arg-type]
        deliveries.add(session, [replace(row, broadcast_id=round_.id)], DeliveryStatus.SENDING)
        deliveries.settle(session, [DeliveryResult(number, DeliveryStatus.FAILED, reason="refused")])

    stage.database.run_now(refused)
    for _ in range(3):
        stage.world.clock.advance(5)
        await stage.tick()
    assert (got(phone, TITLE), got(zalo, TITLE)) == (0, 0)
    await binh.says("/tinhhinh")
    await binh.presses("Lượt gửi tin")
    binh.sees("Đã tạm dừng")
    await binh.presses("Gửi tiếp")
    assert (got(phone, TITLE), got(zalo, TITLE)) == (0, 1)
    stage.world.clock.advance(5)
    await stage.tick()
    assert got(zalo, TITLE) == 1


async def test_what_begins_while_an_account_is_refused_goes_elsewhere_at_once(
    stage: Stage, dung: tuple[Person, Person]
) -> None:
    (phone, zalo), binh = dung, stage.person("binh")
    await zalo.presses("Zalo")
    stage.world.faults.add("unauthorized", method="sendMessage", bot=stage.world.bots[ZALO].id, times=100_000)
    for number, title in enumerate(("Việc một", "Việc hai")):
        await write_prompt(binh, title=title)
        refused = len(stage.world.faults.spoiled)
        stage.world.press("binh", binh.chat, *binh.button("✓ Gửi đi"))
        await passes(stage, lambda title=title: got(phone, title), seconds=1)  # type: ignore[misc]
        assert len(stage.world.faults.spoiled) - refused == (0 if number else 1), "nobody asks again so soon"
    stage.world.faults.clear()
    stage.world.clock.advance(301)
    await send(stage, "Việc ba")
    assert (got(zalo, "Việc ba"), got(phone, "Việc ba")) == (1, 0)


async def test_a_reminder_goes_on_at_the_other_address(stage: Stage, dung: tuple[Person, Person]) -> None:
    phone, zalo = dung
    only(stage, "reminders")
    prompt_there(stage, due=local(25, 17))
    stage.world.faults.add("blocked", method="sendMessage", chat=phone.chat.id)
    mark = zalo.last.id
    await stage.at(local(23, 8))
    assert len(zalo.answers(mark)) == 1
    assert "Còn 2 ngày" in zalo.last.text
    mark = zalo.last.id
    await stage.at(local(23, 9))
    assert zalo.answers(mark) == []


async def test_an_alert_goes_on_at_the_other_address(stage: Stage, dung: tuple[Person, Person]) -> None:
    officer = await joins(stage, "oanh", "Lê Oanh", Role.STAFF, duty=0)
    zalo = ZaloPerson(stage, "oanh")
    await zalo.starts(await another(officer))
    await zalo.presses("Đồng ý tham gia")
    binh, (phone, _) = stage.person("binh"), dung
    stage.world.faults.add("blocked", method="sendMessage", chat=officer.chat.id)
    mark, at_zalo = binh.last.id, zalo.last.id
    await phone.says("/khan")
    await phone.presses("Tập trung đông người")
    await phone.presses("xã Bình Hòa")
    await phone.says("Khoảng 40 người tập trung trước trụ sở")
    await phone.presses("Tận mắt thấy")
    await phone.presses("Gửi ngay")
    await stage.settle()
    assert "Việc khẩn" in "".join(zalo.answers(at_zalo)), "without waiting for the next officer's turn"
    assert binh.answers(mark) == []
    await zalo.presses("Xem")
    zalo.sees("Khoảng 40 người")


async def test_an_alert_that_comes_nowhere_goes_to_the_next_officer_at_once(stage: Stage) -> None:
    officer = await joins(stage, "oanh", "Lê Oanh", Role.STAFF, duty=0)
    binh, an = stage.person("binh"), stage.person("an")
    stage.world.faults.add("blocked", method="sendMessage", chat=officer.chat.id)
    mark = binh.last.id
    await an.says("/khan")
    await an.presses("Tập trung đông người")
    await an.presses("xã Bình Hòa")
    await an.says("Khoảng 40 người tập trung trước trụ sở")
    await an.presses("Tận mắt thấy")
    await an.presses("Gửi ngay")
    await stage.settle()
    assert "Việc khẩn" in "".join(binh.answers(mark))


async def test_staff_see_where_everybody_is(stage: Stage, dung: tuple[Person, Person]) -> None:
    binh, (phone, _) = stage.person("binh"), dung
    await member(stage, "em", "zalo")
    await joins(stage, "giang", "Người giang", Role.COLLABORATOR, unit="P01", agrees=False)
    await phone.does("block")
    await binh.says("/menu")
    await binh.presses("Thành viên")
    text = binh.last.text
    assert "Zalo Bot Lắng Nghe: 2/50 người" in text
    for line in (
        "• Hoàng An: Telegram ✓",
        "• Phạm Dung: Telegram (gửi trước): đã chặn Lắng Nghe, Zalo ✓",
        "• Người em: Zalo ✓",
        "• Người giang: chưa tham gia kênh",
    ):
        assert line in text.splitlines()
    assert not re.search(r"\d\d:\d\d|\d\d/\d\d", text), "no time of a last word"
    await binh.says("/thanhvien binh hoa")
    assert "Phạm Dung" in binh.last.text
    assert "Hoàng An" not in binh.last.text
    await binh.says("/thanhvien hoàng")
    assert [line for line in binh.last.text.splitlines() if line.startswith("•")] == ["• Hoàng An: Telegram ✓"]
    await binh.says("/thanhvien ai đó")
    binh.sees("Không có ai khớp")
    await stage.person("an").says("/thanhvien")
    stage.person("an").sees("Chưa có lệnh này")


async def test_who_reports_singly_is_in_the_assigned_officers_list_alone(stage: Stage) -> None:
    binh = stage.person("binh")
    other = await joins(stage, "oanh", "Lê Oanh", Role.STAFF)
    await member(stage, "em", "zalo", officer="binh")
    for person, sees in ((binh, True), (other, False)):
        for command in ("/thanhvien", "/thanhvien dong son", "/thanhvien em"):
            await person.says(command)
            assert ("Người em" in person.last.text) is sees


async def test_the_list_turns_its_pages(stage: Stage) -> None:
    binh = stage.person("binh")
    for number in range(25):
        await joins(stage, f"k{number}", f"Người {number:02}", Role.COLLABORATOR, unit="P01", agrees=False)
    await binh.says("/thanhvien")
    binh.sees("trang 1/2")
    await binh.presses("›")
    assert "trang 2/2" in binh.last.text
    assert binh.last.text.count("•") == 9


async def test_an_account_that_is_ours_no_more(stage: Stage, dung: tuple[Person, Person]) -> None:
    """A bot was taken out of the settings: who prefers it gets things elsewhere, who is there alone is told of, and it is
    all as before when it is back.
    """
    (phone, zalo), binh = dung, stage.person("binh")
    await zalo.presses("Zalo")
    (alone,) = await member(stage, "em", "zalo")
    [zalo_account] = {place.account_id for place in places(stage, "em")}

    def bind(session: Session) -> None:
        here = {"account_id": zalo_account, "chat": "zgr-1", "chat_hash": b"", "title": "Nhóm Zalo"}
        root, officer = units.root(session).id or 0, member_id(stage, "binh")
        group = Group(purpose=GroupPurpose.COLLABORATORS, unit_id=root, bound_by=officer, **here)
        groups.bind(session, group)

    stage.database.run_now(bind)
    await stage.app.stop()
    bot = stage.world.bots.pop(ZALO)
    await stage.starts_again()
    await send(stage, "Việc một")
    assert got(phone, "Việc một") == 1
    await binh.presses("Xem ai chưa nhận")
    binh.sees("Người em (tài khoản của Lắng Nghe ở đó không còn dùng)")
    await binh.says("/thanhvien em")
    binh.sees("Zalo: tài khoản của Lắng Nghe ở đó không còn dùng")
    await binh.says("/thanhvien")
    binh.sees("Thành viên:")

    await stage.app.stop()
    stage.world.bots[ZALO] = bot
    await stage.starts_again()
    await binh.says("/tinhhinh")
    await binh.presses("Lượt gửi tin")
    await binh.presses("Gửi lại cho 1 người chưa nhận")
    await stage.tick()
    assert (got(alone, "Việc một"), got(phone, "Việc một"), got(zalo, "Việc một")) == (1, 1, 0)


def places(stage: Stage, key: str) -> list[address_book.Place]:
    now = stage.world.clock.now()
    return stage.look(lambda s: address_book.of_member(s, member_id(stage, key), now))
