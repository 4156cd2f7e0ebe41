"""Somebody who is off the roster for a while: what they write is not read, but what is held of them stays theirs."""

from __future__ import annotations

import pytest
from sqlmodel import select

from storage.tables import Address, Member
from tests.stage import Person, Stage


async def suspended(binh: Person, person: Person) -> None:
    await binh.says(f"/thanhvien {person.key}")
    await binh.presses("Tạm dừng tham gia")
    binh.sees("tạm dừng: không nhận gì nữa")


@pytest.mark.parametrize("words", ["/dulieucuatoi", "xóa dữ liệu của tôi", "ngừng tham gia"])
async def test_who_is_suspended_sees_what_is_held_and_leaves(
    stage: Stage, an: Person, binh: Person, words: str
) -> None:
    await suspended(binh, an)
    await an.says("Bà con lo giá phân bón tăng")
    an.sees("chưa được đọc")
    await an.says(words)
    if words != "ngừng tham gia":
        an.sees("đang lưu về")
        await an.presses("Ngừng tham gia")
    await an.presses("Ngừng tham gia và xóa")
    an.has_seen("Đã xóa tài khoản trò chuyện")
    binh.sees("đã ngừng tham gia")
    gone = stage.look(lambda s: s.scalars(select(Member).where(Member.code == "an")).one())
    assert gone.left_at is not None and not gone.suspended
    assert stage.look(lambda s: s.scalars(select(Address.chat).where(Address.member_id == gone.id)).all()) == [""]


async def test_block_of_who_is_suspended_is_known_when_they_are_back(stage: Stage, an: Person, binh: Person) -> None:
    await suspended(binh, an)
    await an.does("block")
    await binh.presses("Xem thành viên này")
    await binh.presses("Cho tham gia lại")
    address = stage.look(lambda s: s.scalars(select(Address).join(Member).where(Member.code == "an")).one())
    assert address.unreachable == "blocked"


async def test_who_is_suspended_is_not_invited_but_let_in_again(an: Person, binh: Person) -> None:
    await suspended(binh, an)
    await binh.says("/moi")
    await binh.presses("Mời theo đơn vị hoặc tên")
    await binh.says("Hoàng An")
    binh.sees("Đang tạm dừng tham gia nên không mời: Hoàng An.")
    await binh.says("/moi")
    await binh.presses("Thu hồi lời mời")
    await binh.says("Hoàng An")
    binh.sees("Đang tạm dừng tham gia nên không còn lời mời nào: Hoàng An.")
    await binh.says("/thanhvien Hoàng An")
    await binh.presses("Cho tham gia lại")
    binh.sees("tham gia lại như trước")
