"""Voice messages: kept as a sound with the report, heard and written down by staff, and never lost without a sentence."""

from __future__ import annotations

from sqlmodel import select

from sandbox.samples import voice
from storage.tables import Answer, AuditEntry, Report, ReportRevision, StoredFile
from tests.handlers.playing import UP_TO_URGENCY, begin_report, kept, member_id, only, play, prompt_there, value
from tests.stage import Person, Stage


async def test_voice_message_with_no_form_open_is_kept_heard_and_written_down(
    stage: Stage, an: Person, binh: Person
) -> None:
    only(stage)
    prompt_there(stage)
    await an.does("send_voice", voice(3))
    an.sees("Em giữ tệp này lại, chưa gửi cho ai")
    await an.presses("Báo cáo: Nội dung nắm bắt" if "Báo cáo: Nội dung nắm bắt" in an.buttons else an.buttons[0])
    an.sees("✓ Đã đưa tin của anh/chị vào phiếu.")
    await an.presses("Giá vật tư")
    an.sees("Nghe từ nhóm nào?")  # the matter is in the sound
    await play(an, UP_TO_URGENCY[2:])
    await an.presses("Bình thường")
    an.sees("Tin thoại đã có ghi âm")
    await an.presses("✓ Gửi")
    an.sees("BC-1126-001")
    sent = stage.look(lambda s: s.scalars(select(ReportRevision)).one()).document
    assert value(sent, "gist") == ""
    assert value(sent, "voice").startswith("voice-")
    assert stage.look(lambda s: [f.purpose for f in s.scalars(select(StoredFile))]) == ["report"]

    await binh.says("BC-1126-001")
    assert "✎ Ghi lời" not in binh.buttons, "nobody has the report"
    assert not any("Nghe" in one for one in binh.buttons)
    await binh.presses("Nhận")
    await binh.presses("Nghe tin thoại")
    assert binh.last.document is not None
    heard = stage.look(lambda s: s.scalars(select(AuditEntry).where(AuditEntry.action == "review.hear")).one())
    assert (heard.about, heard.member_id) == ("report:1", member_id(stage, "binh"))
    await binh.presses("Xem báo cáo")
    await binh.presses("Ghi lời")
    await binh.says("Gọi chị Lan 0912 345 678 để hỏi giá phân bón.")
    assert value(stage.look(lambda s: s.scalars(select(ReportRevision)).all())[-1].document, "gist") == ""
    await binh.says("Giá phân bón tăng, bà con lo vụ sau.")
    binh.sees("✓ Đã ghi lời")
    newest = stage.look(lambda s: s.scalars(select(ReportRevision).order_by(ReportRevision.revision)).all())[-1]
    assert (newest.revision, value(newest.document, "gist")) == (2, "Giá phân bón tăng, bà con lo vụ sau.")
    assert stage.look(lambda s: {a.revision for a in s.scalars(select(Answer))}) == {2}, "it is counted as before"
    await binh.presses("Xem báo cáo")
    binh.sees("Giá phân bón tăng, bà con lo vụ sau.")


async def test_voice_messages_at_a_question_and_twenty_in_a_row(stage: Stage, an: Person) -> None:
    only(stage)
    prompt_there(stage)
    await begin_report(an)
    await an.presses("Giá vật tư")
    await an.does("send_voice", voice(2))
    an.has_seen("✓ Đã giữ tin thoại cùng phiếu")
    an.sees("Nghe từ nhóm nào?")
    for _ in range(19):
        mark = an.last.id
        await an.does("send_voice", voice(1))
        assert len(an.answers(mark)) == 1, "each is answered once"
    an.sees("nên tin thoại vừa rồi chưa được lấy")
    assert [kept(stage, "an", name)[0][:6] for name in ("voice", "voice_2", "voice_3")] == ["voice-"] * 3
    await an.presses("Quay lại")
    await an.says("Nói thêm bằng chữ.")
    assert kept(stage, "an", "gist") == ["Nói thêm bằng chữ."]
    await play(an, UP_TO_URGENCY[2:])
    await an.presses("Bình thường")
    await an.presses("✓ Gửi")
    assert stage.look(lambda s: s.scalars(select(Report)).one()).number == "BC-1126-001"
    for _ in range(20):
        mark = an.last.id
        await an.does("send_voice", voice(1))
        assert an.answers(mark)
    an.sees("chưa giữ được tin vừa rồi")
    await an.presses("Ghi thành phản ánh")
    an.sees("Còn 2 tệp em vẫn giữ, chưa gửi cho ai")
    await play(an, [("press", "Nông nghiệp"), *UP_TO_URGENCY[2:], ("press", "Bình thường"), ("press", "✓ Gửi")])
    an.sees("Em còn giữ 2 tệp, chưa gửi cho ai.")
    await an.presses("Ghi thành phản ánh")
    assert [bool(kept(stage, "an", name)[0]) for name in ("voice", "voice_2", "voice_3")] == [True, True, False]
