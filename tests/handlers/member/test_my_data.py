"""What is held of a member is shown to them, and they can leave."""

from __future__ import annotations

import pytest
from sqlmodel import Session, select

from storage.engine.database import Database
from storage.members import member_tags
from storage.tables import (
    Address,
    Delivery,
    DraftRow,
    Member,
    MemberTag,
    Mute,
    Notice,
    NoticeKind,
    PendingDecision,
    SurveySitting,
)
from tests.handlers.surveys.test_surveys import write_survey
from tests.stage import OaPerson, Person, Stage, ZaloPerson, furnish, new_world, staged


@pytest.mark.parametrize("words", ["/dulieucuatoi", "dữ liệu của tôi"])
async def test_a_member_is_shown_what_is_held_of_them(an: Person, words: str) -> None:
    await an.says(words)
    shown = an.sees("đang lưu về").text
    assert "Cộng tác viên" in shown
    assert "Telegram, tham gia từ 03/11/2026" in shown
    assert "Phiếu đang viết dở: 0; tin nhắn ngoài phiếu đang giữ: 0" in shown
    assert "Nhóm theo dõi: Phụ nữ" in shown
    assert "Ngừng tham gia" in an.buttons


@pytest.mark.parametrize("words", ["/stop", "không tham gia nữa"])
async def test_who_leaves_is_forgotten_and_staff_are_told(stage: Stage, an: Person, binh: Person, words: str) -> None:
    await an.says("/baocao")
    assert len(stage.look(lambda s: s.scalars(select(DraftRow)).all())) == 1
    await an.says("/dung")
    chat = str(an.chat.id)
    await an.says(words)
    an.sees("Ngừng tham gia Lắng Nghe?")
    await an.presses("Quay lại")
    assert set(stage.look(lambda s: s.scalars(select(Member.left_at)).all())) == {None}
    await an.says(words)
    await an.presses("Ngừng tham gia và xóa")
    an.has_seen("Đã xóa tài khoản trò chuyện")
    binh.sees("đã ngừng tham gia")
    member = stage.look(lambda s: s.scalars(select(Member).where(Member.left_at.is_not(None))).one())  # type: ignore[union-attr]
    assert member.joined_at is not None, "the roster keeps that they were there"
    assert stage.look(lambda s: s.scalars(select(DraftRow).where(DraftRow.member_id == member.id)).all()) == []
    assert {
        one.chat for one in stage.look(lambda s: s.scalars(select(Address)).all()) if one.member_id == member.id
    } == {""}
    assert chat not in {one.chat for one in stage.look(lambda s: s.scalars(select(Delivery)).all())}
    await an.says("xin chào")
    an.sees("Kênh này chỉ dành cho người được mời")


async def test_what_came_to_be_held_since_is_shown_and_goes_with_who_leaves(
    stage: Stage, an: Person, binh: Person
) -> None:
    """A tag, days without reminders, an hour of one's own, a survey that was begun, something still to be told."""
    await write_survey(binh)
    await binh.presses("Gửi khảo sát")
    await an.presses("Bắt đầu")

    def more(session: Session) -> int:
        member = session.scalars(select(Member).where(Member.code == "an")).one()
        member.remind_at, now = 18 * 60 + 30, stage.world.clock.now()
        tag = member_tags.add(session, "Tổ xe máy", "to xe may", member.id, now)
        member_tags.put(session, tag.id, [member.id])
        days = {"first": now.date(), "last": now.date(), "created_by": member.id, "created_at": now}
        session.add(Mute(member_id=member.id, reason="nghỉ lễ", **days))
        session.add(Notice(kind=NoticeKind.OUTCOME, subject_id=1, member_id=member.id, next_at=now))
        return member.id

    number = stage.database.run_now(more)
    await an.says("/dulieucuatoi")
    shown = an.sees("đang lưu về").text
    for line in (
        "Nhãn cán bộ đặt: Tổ xe máy",
        "nghỉ lễ (03/11/2026); giờ nhắc riêng: 18:30",
        "tin còn phải báo lại: 1",
        "Khảo sát đang trả lời dở: 1; đã trả lời: 0",
    ):
        assert line in shown, shown
    await an.says("/stop")
    await an.presses("Ngừng tham gia và xóa")
    for table in (MemberTag, Mute, Notice):
        assert stage.look(lambda s: s.scalars(select(table).where(table.member_id == number)).all()) == []  # noqa: B023
    assert stage.look(lambda s: s.scalars(select(SurveySitting)).all()) == []


async def test_the_only_officer_cannot_leave_alone(stage: Stage, binh: Person) -> None:
    await binh.says("/stop")
    await binh.presses("Ngừng tham gia và xóa")
    binh.sees("Chưa thể ngừng ở đây")
    assert stage.look(lambda s: s.scalars(select(Member).where(Member.left_at.is_not(None))).all()) == []  # type: ignore[union-attr]


@pytest.mark.parametrize("kind", [ZaloPerson, OaPerson])
async def test_who_leaves_by_words_on_zalo_is_shown_what_is_held_and_forgotten(
    database: Database, kind: type[ZaloPerson]
) -> None:
    """Whoever joined before a change of the consent text sees it once, in the midst of a report as well."""
    world = new_world(zalo=kind is ZaloPerson, oa=kind is OaPerson)
    codes = database.run_now(lambda session: furnish(session, world.clock.now()))
    async with staged(database, world) as stage:
        an, binh = kind(stage, "an"), kind(stage, "binh")
        for person in (binh, an):
            await person.starts(codes[person.key])
            await person.says("đồng ý")
        await an.says("Cầu thôn Bình An bị sập một bên, xe máy không qua được.")
        await an.says("/baocao")

        def before(session: Session) -> None:
            member = session.scalars(select(Member).where(Member.code == "an")).one()
            member.consent, member.strata = 1, ("farmers",)

        database.run_now(before)
        mark = an.last.id
        await an.says("Dữ liệu của tôi")
        await an.says("dữ liệu của tôi")
        changed, first, second = (text for text in an.answers(mark) if "đang lưu về" in text or "cần làm gì" in text)
        assert "không cần làm gì thêm" in changed
        assert first == second
        assert "Nhóm theo dõi: Nông dân" in first
        assert "Phiếu đang viết dở: 1; tin nhắn ngoài phiếu đang giữ: 1" in first
        await an.says("không tham gia nữa")
        an.sees("Ngừng tham gia Lắng Nghe?")
        await an.says("không em ạ")
        an.sees("Chọn việc muốn làm:")
        await an.says("không tham gia nữa")
        an.sees("Ngừng tham gia Lắng Nghe?")
        await an.says("Quay lại")
        an.sees("Chọn việc")
        await an.says("ngừng tham gia")
        an.sees("Ngừng tham gia Lắng Nghe?")
        await an.says("Ngừng tham gia và xóa")
        an.has_seen("Đã xóa tài khoản trò chuyện")
        binh.has_seen("đã ngừng tham gia")
        left = stage.look(lambda s: s.scalars(select(Member).where(Member.left_at.is_not(None))).one())  # type: ignore[union-attr]
        chats = {one.chat for one in stage.look(lambda s: s.scalars(select(Address)).all()) if one.member_id == left.id}
        assert chats <= {""}
        for table in (DraftRow, PendingDecision):
            assert stage.look(lambda s: s.scalars(select(table).where(table.member_id == left.id)).all()) == []  # noqa: B023
        assert str(an.chat.id) not in {one.chat for one in stage.look(lambda s: s.scalars(select(Delivery)).all())}
        mark = an.last.id
        await an.says("xin chào")
        assert len(an.answers(mark)) == 1
        an.sees("Kênh này chỉ dành cho người được mời")
