"""A voice message on the Official Account: kept as a sound, offered, sent with the report, written down by staff."""

from __future__ import annotations

import pytest
from sqlmodel import select

from sandbox.samples import voice
from sandbox.world import World
from storage.tables import ReportRevision, StoredFile
from tests.handlers.playing import only, prompt_there, value
from tests.handlers.zalo.joining import joined
from tests.stage import OaPerson, Person, Stage, new_world


@pytest.fixture
def world() -> World:
    return new_world(zalo=True, oa=True)


async def test_voice_message_on_the_official_account_is_kept_offered_and_written_down(
    stage: Stage, binh: Person
) -> None:
    only(stage)
    dung = await joined(OaPerson(stage, "dung"))
    prompt_there(stage)
    await dung.does("send_voice", voice(3))
    dung.sees("Em giữ tệp này lại, chưa gửi cho ai")
    await dung.presses("Báo cáo: Nội dung nắm bắt" if "Báo cáo: Nội dung nắm bắt" in dung.buttons else dung.buttons[0])
    dung.has_seen("✓ Đã đưa tin của anh/chị vào phiếu.")
    await dung.presses("Giá vật tư")
    dung.sees("Nghe từ nhóm nào?")  # the matter is in the sound
    await dung.chooses("Nông dân")
    for answer in ("Băn khoăn", "Khoảng ba phần tư", "Bình thường"):
        await dung.presses(answer)
    dung.sees("Tin thoại đã có ghi âm")
    await dung.presses("Gửi")
    dung.has_seen("BC-1126-001")
    sent = stage.look(lambda s: s.scalars(select(ReportRevision)).one()).document
    assert (value(sent, "gist"), value(sent, "voice")[:6]) == ("", "voice-")
    assert [f.purpose for f in stage.look(lambda s: s.scalars(select(StoredFile)).all())] == ["report"]
    await binh.says("BC-1126-001")
    await binh.presses("Nhận")
    await binh.presses("Nghe tin thoại")
    assert binh.last.document is not None
    await binh.presses("Xem báo cáo")
    await binh.presses("Ghi lời")
    await binh.says("Giá phân bón tăng, người dân lo vụ sau.")
    binh.sees("✓ Đã ghi lời")
    await dung.says("của tôi")
    await dung.presses("BC-1126-001")
    dung.sees("Giá phân bón tăng, người dân lo vụ sau.")
