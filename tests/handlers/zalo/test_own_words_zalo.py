"""What is said outside a form on a network without buttons: kept, put to use, or handed to an officer by words."""

from __future__ import annotations

from datetime import timedelta

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


async def test_what_follows_at_once_is_kept_with_it_and_no_part_is_answered_twice(
    stage: Stage, on_zalo: Person
) -> None:
    """Sent before our question was on the phone; the second sentence looks like a question about one's own report."""
    dung = on_zalo
    for said in ("Bà con thôn ba kêu nước đục", "Đã ba tuần nay chưa ai tới sửa"):
        stage.world.say("dung", dung.chat, said)
    await stage.settle()
    dung.sees("Em giữ tin này lại, chưa gửi cho ai")
    await dung.presses("Ghi thành phản ánh")
    assert kept(stage, "dung", "gist") == ["Bà con thôn ba kêu nước đục\nĐã ba tuần nay chưa ai tới sửa"]
    await dung.says("để sau")
    mark = dung.last.id
    await dung.says("Bà con thôn Hạ kể chuyện giếng cạn và xin nước sạch. " * 400)
    assert [text[:22] for text in dung.answers(mark)] == ["Em giữ tin này lại, ch"], "one text, cut by the network"
    mark = dung.last.id
    stage.world.clock.set(stage.world.clock.now() + timedelta(minutes=1))
    await dung.says("Còn chuyện con đường thì chưa kể hết")
    dung.sees("nên chưa giữ được tin vừa rồi")


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
