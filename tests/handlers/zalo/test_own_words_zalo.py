"""What is said outside a form on a network without buttons: kept, put to use, or handed to an officer by words."""

from __future__ import annotations

from sqlmodel import select

from storage.tables import DraftRow
from tests.stage import Person, Stage

TOLD = "Đường liên xã hỏng nặng từ sau bão, đi lại rất khó."


async def test_on_zalo_it_goes_by_words(stage: Stage, on_zalo: Person) -> None:
    await on_zalo.says(TOLD)
    on_zalo.sees("Em giữ tin này lại")
    await on_zalo.says("ghi thành phản ánh")
    document = stage.look(lambda s: s.scalars(select(DraftRow)).one()).document
    assert TOLD in document
    await on_zalo.says("để sau")
    await on_zalo.says("Em chuyển công tác rồi ạ")
    await on_zalo.says("1")
    on_zalo.sees("Có trả lời, em nhắn tại đây")
