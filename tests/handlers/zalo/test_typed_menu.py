"""A network without buttons: what numbers and words mean, how long, and to whom."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlmodel import Session, select

from channels.messages import Button
from handlers.turn import Turn
from sandbox.zalo_api import queue_of
from storage.members import addresses
from storage.tables import Address, Assignment, AssignmentStatus, DraftRow, Event, Report, ReportRevision, Role
from tests.handlers.filling.test_personal_data import MASKED, NAMED
from tests.handlers.playing import GIST, TITLE, begin_report, joins, kept, prompt_there, send_prompt, value
from tests.handlers.zalo.joining import joined
from tests.sandbox.pictures import picture
from tests.stage import ZALO, Person, Stage, ZaloPerson
from texts.rich import RichText


@pytest.fixture
def dung(on_zalo: Person) -> Person:
    return on_zalo


async def at_strata(stage: Stage, dung: Person) -> None:
    prompt_there(stage)
    await begin_report(dung)
    await dung.presses("Giá vật tư")
    await dung.says(GIST)
    dung.sees("Nghe từ nhóm nào?")


@pytest.mark.parametrize(
    ("said", "chosen"),
    [
        ("3 7", "farmers women"),
        ("3,7", "farmers women"),
        ("37", "farmers women"),
        ("7 va 3", "farmers women"),
        ("3", "farmers"),
        ("Phụ nữ", "women"),
        ("phu nu", "women"),
        ("nông dân, phụ nữ", "farmers women"),
    ],
)
async def test_several_choices_in_one_message(stage: Stage, dung: Person, said: str, chosen: str) -> None:
    await at_strata(stage, dung)
    await dung.says(said)
    dung.sees("4/")
    assert kept(stage, "dung", "strata") == [chosen]


async def test_pages_and_numbers_that_stand_for_nothing(stage: Stage, dung: Person) -> None:
    await at_strata(stage, dung)
    first = dung.buttons
    assert len(first) == 9
    assert first[-1] == "Trang sau"
    for said in ("9", "19", "1 9", "0 1", "3 7 9"):
        await dung.says(said)
        dung.sees("Mục này không có trong danh sách")
        assert dung.buttons == first, "the question is asked again"
    await dung.says("1 2 3 4")
    dung.sees("Chọn nhiều nhất ba nhóm.")
    await dung.says("0")
    second = dung.buttons
    assert set(second[:-1]).isdisjoint(first)
    await dung.says("1")
    dung.sees(f"✓ Đã lưu: {second[0]}")
    await dung.says("quay lại")
    dung.sees(f"Đang ghi: {second[0]}")
    await dung.says("bao khan")
    dung.sees("Báo khẩn việc này?")
    await dung.says("bao khan ngay")
    dung.sees("đang báo cán bộ trực")


async def test_a_card_has_no_boxes_and_nothing_to_press(stage: Stage, dung: Person) -> None:
    await at_strata(stage, dung)
    text = "\n".join(message.text for message in dung.phone if not message.mine)
    for mark in ("☐", "☑", "bấm", "Bấm", "nút", "Xong"):
        assert mark not in text, mark
    assert "**" not in text


async def test_numbers_are_an_answer_where_words_or_numbers_are_asked_for(stage: Stage, dung: Person) -> None:
    prompt_there(stage)
    await begin_report(dung)
    await dung.presses("Giá vật tư")
    assert dung.menu.endswith("Nhắn: quay lại · để sau · báo khẩn · trợ giúp")
    await dung.says("1")
    dung.sees("Xin ghi vài chữ")
    await dung.says("3 hộ")
    dung.sees("3/")
    assert kept(stage, "dung", "gist") == ["3 hộ"]


async def test_the_newest_message_counts_until_it_is_a_month_old(stage: Stage, dung: Person) -> None:
    await at_strata(stage, dung)
    await dung.says("/cuatoi")
    dung.sees("Chưa gửi báo cáo nào")
    await dung.says("danh mục")
    assert dung.buttons[0].startswith("✎ Viết tiếp")
    await stage.restart()
    await dung.says("1")
    dung.sees("Nghe từ nhóm nào?")
    stage.world.clock.advance(timedelta(days=29).total_seconds())
    await dung.says("7")
    assert kept(stage, "dung", "strata") == ["women"]
    dung.sees("4/")
    stage.world.clock.advance(timedelta(days=31).total_seconds())
    await dung.says("2")
    dung.sees("Mục này không có trong danh sách")
    dung.sees("4/")
    await dung.says("2")
    dung.sees("✓ Đã lưu: Băn khoăn")


async def test_a_number_of_somebody_else_s_menu(stage: Stage, dung: Person) -> None:
    await at_strata(stage, dung)
    await joins(stage, "hai", "Đỗ Hai", Role.COLLABORATOR, unit="X02", agrees=False)
    hai = await joined(ZaloPerson(stage, "hai"))
    assert len(hai.buttons) < 7 < len(dung.buttons)
    before = kept(stage, "dung", "strata")
    await hai.says("7")
    hai.sees("hiểu tin này")
    assert kept(stage, "dung", "strata") == before
    assert len(stage.look(lambda s: s.scalars(select(DraftRow)).all())) == 1
    await dung.says("7")
    assert kept(stage, "dung", "strata") == ["women"]


async def test_a_prompt_never_takes_the_digits_of_a_question(stage: Stage, dung: Person, binh: Person) -> None:
    await at_strata(stage, dung)
    await send_prompt(binh)
    dung.sees("– Giá vật tư nông nghiệp tăng")
    dung.sees("• Chưa hỏi được")
    await dung.says("3 7")
    assert kept(stage, "dung", "strata") == ["farmers women"]


async def test_a_prompt_leaves_what_was_asked_meanwhile(stage: Stage, dung: Person) -> None:
    """Whoever tells a member something looks at what was asked last, not at what stood there when they began."""
    await at_strata(stage, dung)

    def address(session: Session) -> addresses.Recipient:
        row = session.scalars(select(Address).where(Address.menu.is_not(None))).one()  # type: ignore[union-attr]
        person = addresses.at_account(session, row.member_id, row.account_id)
        assert person is not None
        return person

    seen_before = stage.look(address)
    await dung.says("3")
    dung.sees("4/")

    def tell(session: Session) -> None:
        turn = Turn(session, stage.world.clock.now(), stage.app.installation)
        turn.send_to(seen_before, RichText("Nhắc việc"), ((Button("Viết tiếp", "menu"), Button("Bỏ", "no:1:0")),))

    stage.database.run_now(tell)
    await dung.says("2")
    dung.sees("✓ Đã lưu: Băn khoăn")


async def test_the_words_of_a_prompt_beside_a_question(stage: Stage, dung: Person, binh: Person) -> None:
    await at_strata(stage, dung)
    await send_prompt(binh)
    await dung.says("da hoi dan khong co y kien")
    dung.sees("đã hỏi, dân không có ý kiến")
    status = stage.look(lambda s: [a.state.status for a in s.scalars(select(Assignment))])
    assert AssignmentStatus.NOTHING in status
    assert len(stage.look(lambda s: s.scalars(select(DraftRow)).all())) == 1, "the report is still there"
    await dung.says("3 7")
    dung.sees("Nghe từ nhóm nào?")
    await dung.says("3 7")
    assert kept(stage, "dung", "strata") == ["farmers women"]


async def test_a_number_after_a_prompt_never_means_what_stood_above_it(
    stage: Stage,
    dung: Person,
    binh: Person,
) -> None:
    assert dung.buttons[0] == "Phản ánh một việc"
    await send_prompt(binh)
    await dung.says("1")
    dung.sees("hiểu tin này")
    assert dung.buttons[0].startswith("Báo cáo: Nội dung nắm bắt")
    await dung.says("1")
    dung.sees("Anh/chị phản ánh mục nào?")


async def test_personal_data(stage: Stage, dung: Person) -> None:
    """The bot cannot delete what was sent, so it asks its author to, and the consent has said so."""
    await dung.says("điều khoản")
    dung.sees("nhờ anh/chị tự xóa tin ấy")
    prompt_there(stage)
    await begin_report(dung)
    await dung.presses("Giá vật tư")
    await dung.says(NAMED)
    assert "Nguyễn Thị Hoa" not in dung.sees("tên người").text, "the question repeats nothing that cannot be deleted"
    assert dung.buttons == ["Che lại", "Không phải thông tin cá nhân", "Cần giữ để xử lý"]
    await dung.says("7")
    dung.sees("Mục này không có trong danh sách")
    assert kept(stage, "dung", "gist") == [NAMED], "a number is no answer written anew"
    mark = stage.world.mark()
    await dung.says("1")
    dung.sees("Lắng Nghe không xóa được tin nhắn gốc")
    dung.sees("3/")
    assert kept(stage, "dung", "gist") == [MASKED]
    assert set(stage.calls(mark)) <= {"sendmessage", "getupdates"}


async def test_a_picture(stage: Stage, dung: Person) -> None:
    await at_strata(stage, dung)
    await dung.does("send_photo", picture(40, 30))
    dung.has_seen("✓ Đã nhận tệp")
    await dung.says("3")
    for answer in ("1", "1", "1"):
        await dung.says(answer)
    dung.sees("Ảnh kèm theo đã có ảnh")
    await dung.says("gửi")
    dung.sees("BC-1126-001")
    stored = stage.look(lambda s: s.scalars(select(ReportRevision)).one().document)
    assert value(stored, "photo").startswith("photo-")


async def test_what_a_tap_s_answer_would_say_is_a_message(stage: Stage, dung: Person) -> None:
    await at_strata(stage, dung)
    await dung.says("3")
    for answer in ("1", "1", "1"):
        await dung.says(answer)
    stage.world.faults.add("server_error", method="file", status=502, times=2)
    await dung.does("send_photo", picture(40, 30))
    dung.sees("đang kiểm tra tệp")
    await dung.says("gửi")
    dung.sees("xong là phiếu được gửi ngay")

    def arrived() -> bool:
        stage.world.clock.advance(60)
        return any("BC-1126-001" in message.text for message in dung.phone)

    await stage.until(arrived)


async def test_staff_on_zalo(stage: Stage, dung: Person) -> None:
    """They write a prompt and send it; what would be one message that changes does not fill their chat."""
    await joins(stage, "giang", "Vũ Giang", Role.STAFF, agrees=False)
    giang = await joined(ZaloPerson(stage, "giang"))
    await send_prompt(giang)
    giang.has_seen(f"Đang gửi {TITLE}: 0/2")
    giang.sees(f"✓ Đã gửi {TITLE}: 2/2")
    dung.sees("Chưa hỏi được")
    before = len(giang.phone)
    assert sum(f"gửi {TITLE}: " in message.text for message in giang.phone) == 2, "that it begins, and how it ended"
    for _ in range(3):
        stage.world.clock.advance(60)
        await stage.tick()
    assert len(giang.phone) == before
    await giang.says("/tinhhinh")
    giang.sees("Đã gửi báo cáo: 0/2")


async def test_what_is_no_text_gets_a_sentence(stage: Stage, dung: Person) -> None:
    await at_strata(stage, dung)
    await dung.does("send_sticker", "😀")
    dung.sees("Xin trả lời bằng chữ hoặc số")
    dung.sees("Nghe từ nhóm nào?")


@pytest.mark.parametrize("said", ["chào", "1", "/start", "/menu", "MOI7-F3KQ-0000-0000-0000", "gửi", "0"])
async def test_a_stranger_learns_nothing(stage: Stage, said: str) -> None:
    lan = ZaloPerson(stage, "lan")
    events = len(stage.look(lambda s: s.scalars(select(Event)).all()))
    await lan.says(said)
    assert [m.text for m in lan.phone if not m.mine] == [
        "Kênh này chỉ dành cho người được mời. Nếu có lời mời, xin nhắn đúng mã mời đã nhận."
    ]
    assert len(stage.look(lambda s: s.scalars(select(Event)).all())) == events + 1
    await lan.says(stage.codes["an"])
    lan.sees("Kênh này chỉ dành cho người được mời")


async def test_a_code_lets_one_in_once_however_it_is_copied(stage: Stage) -> None:
    dung, lan = ZaloPerson(stage, "dung"), ZaloPerson(stage, "lan")
    await dung.says(f" {dung.code.lower().replace('-', ' ')} ")
    dung.sees("Lắng Nghe")
    await lan.says(dung.code)
    lan.sees("Kênh này chỉ dành cho người được mời")
    assert len(stage.look(lambda s: s.scalars(select(Address)).all())) == 4


async def test_who_writes_again_can_be_reached_again(stage: Stage, dung: Person, binh: Person) -> None:
    def why() -> set[str | None]:
        return stage.look(lambda s: {a.unreachable for a in s.scalars(select(Address))})

    await dung.does("block")
    await send_prompt(binh)
    assert why() == {None, "blocked"}
    binh.has_seen("1 người chưa nhận")
    await dung.does("unblock")
    await dung.says("menu")
    assert why() == {None}


async def test_nothing_is_edited_deleted_or_tapped(stage: Stage, dung: Person) -> None:
    mark = stage.world.mark()
    await at_strata(stage, dung)
    for answer in ("3", "1", "1", "quay lại", "để sau", "viết tiếp", "/dung", "1", "/trogiup", "danh mục", "1"):
        await dung.says(answer)
    assert set(stage.calls(mark)) <= {"sendmessage", "getupdates"}
    assert stage.look(lambda s: s.scalars(select(Report)).all()) == []
    assert queue_of(stage.world.bots[ZALO]).lost == 0
