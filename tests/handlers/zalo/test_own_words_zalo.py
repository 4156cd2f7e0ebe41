"""What is said outside a form on a network without buttons: kept, put to use, or handed to an officer by words."""

from __future__ import annotations

from sqlmodel import select

from storage.tables import DraftRow
from tests.handlers.playing import begin_report, kept, prompt_there
from tests.stage import Person, Stage
from tests.uploads.files import wav

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


async def test_voice_message_is_kept_with_the_form_as_the_network_sends_it(stage: Stage, on_zalo: Person) -> None:
    dung = on_zalo
    prompt_there(stage)
    await begin_report(dung)
    await dung.says("1")
    await dung.does("send_voice", wav())
    dung.has_seen("✓ Đã giữ tin thoại cùng phiếu")
    dung.sees("Nghe từ nhóm nào?")
    assert kept(stage, "dung", "voice")[0].startswith("voice-")
    await dung.says("1")
    dung.sees("4/6")
