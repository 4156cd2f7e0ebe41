"""Privacy 9. A survey by an open link: strangers who stay strangers, one filled in for after another, a flood."""

from __future__ import annotations

import pytest
from sqlmodel import select

from services.surveys import answering
from storage.surveys import survey_answers
from storage.tables import Address, Member, Survey, SurveyAnswer, SurveyDone, SurveyLink
from tests.handlers.playing import local, only
from tests.stage import Person, Stage

TITLE = "Ý kiến về chợ"


async def open_link(binh: Person, *, drawn: str = "qua liên kết mở") -> str:
    """Bình writes a survey of one question and the sex of whoever answers, opens it, and makes a link; returns the code."""
    await binh.says("/khaosat")
    await binh.presses("Soạn khảo sát")
    await binh.says(TITLE)
    await binh.says("Sắp xếp lại chợ")
    await binh.says("Anh/chị đồng ý hay không đồng ý dời chợ?")
    await binh.presses("Đồng ý – không đồng ý")
    await binh.presses("Bỏ qua")
    await binh.presses("Nam, nữ")
    await binh.presses("Xong")
    await binh.presses(drawn)
    await binh.says("20/11")
    await binh.presses("✓ Xem trước")
    binh.sees("không phải mẫu của người dân")
    await binh.presses("Gửi khảo sát")
    await binh.presses("Liên kết mở")
    await binh.presses("Tạo liên kết")
    await binh.says("Chợ Mới, sáng 5/11")
    binh.has_seen("Liên kết cho Chợ Mới, sáng 5/11")
    assert binh.last.photo is not None, "the picture to be scanned"
    return binh.has_seen("Mã: KS-").text.partition("KS-")[2][:10]


async def stranger_answers(stage: Stage, person: Person, choice: str = "Rất đồng ý") -> None:
    await person.presses(choice)
    await person.presses("Nam")
    stage.world.clock.advance(30)
    await person.presses("Gửi câu trả lời")


def stranger(stage: Stage, key: str) -> Person:
    stage.world.add_person(key, f"Người {key}")
    return stage.person(key)


async def test_stranger_answers_once_by_a_link_and_no_account_is_kept(stage: Stage, binh: Person) -> None:
    only(stage)
    code = await open_link(binh)
    before = stage.look(lambda s: (len(s.scalars(select(Member)).all()), len(s.scalars(select(Address)).all())))
    hoa = stranger(stage, "hoa")
    await hoa.starts(f"ks{code}")
    hoa.sees("Trả lời là tự nguyện")
    hoa.sees("Nơi phát mã đứng cạnh câu trả lời")
    hoa.sees("máy chủ của mạng nhắn tin vẫn thấy")
    assert stage.look(lambda s: s.scalars(select(SurveyDone)).all()) == []
    await hoa.presses("Đồng ý")
    hoa.sees("Câu 1/2")
    await stranger_answers(stage, hoa)
    hoa.sees("không giữ liên hệ")
    await hoa.says(f"KS-{code}")
    await hoa.presses("Đồng ý")
    hoa.sees("Mỗi tài khoản trả lời một lần")
    await hoa.starts(f"ks{code}")
    await hoa.presses("Không tham gia")
    hoa.sees("Câu trả lời trước đây vẫn được tính")
    await hoa.says("xin chào")
    hoa.sees("chỉ dành cho người được mời")
    after = stage.look(lambda s: (len(s.scalars(select(Member)).all()), len(s.scalars(select(Address)).all())))
    assert after == before
    await stage.at(local(20, 17, 31))
    kept = stage.look(lambda s: survey_answers.given(s, s.scalars(select(Survey.id)).one()))
    assert [(one.choices["q1"], one.link_id is not None, one.hasty) for one in kept] == [(["agree_1"], True, False)]
    await hoa.says(f"KS-{code}")
    hoa.sees("Khảo sát này đã đóng")


async def test_whoever_tries_codes_is_answered_as_rarely_as_any_stranger(stage: Stage, binh: Person) -> None:
    only(stage)
    code = await open_link(binh)
    hoa = stranger(stage, "hoa")
    for at in range(6):
        await hoa.says(f"KS-000000000{at}")
    assert sum("không dành cho anh/chị" in one.text for one in hoa.phone) == 3
    await hoa.says(f"KS-{code}")
    hoa.sees("Trả lời là tự nguyện")


async def test_collaborator_fills_in_for_one_after_another_with_place_and_group_kept(
    stage: Stage, an: Person, binh: Person
) -> None:
    only(stage)
    code = await open_link(binh)
    await an.says(f"KS-{code}")
    an.sees("ghi hộ người bên cạnh")
    await an.presses("Ghi phiếu đầu tiên")
    for choice in ("Đồng ý", "Không đồng ý", "Chưa rõ"):
        an.sees("Câu 1/2")
        await an.presses(choice)
        await an.presses("Nữ")
        sent = an.button("Gửi câu trả lời")
        await an.presses("Gửi câu trả lời")
        an.sees("Đã nhận phiếu tại Chợ Mới, sáng 5/11")
        if choice == "Đồng ý":  # pressed twice
            await an.presses_on(*sent, force=True)
            an.sees("phiếu trước tại Chợ Mới, sáng 5/11 đã xong")
        await an.presses("Phiếu tiếp theo")
    await an.presses("Chưa rõ")
    assert "✓ Nữ" in an.buttons, "the group of the person before"
    await binh.says("/khaosat")
    await binh.presses(TITLE)
    await binh.presses("Liên kết mở")
    await binh.presses("Đóng: Chợ Mới")
    binh.sees("đã đóng")
    await an.says(f"KS-{code}")
    an.sees("Khảo sát này đã đóng")
    waiting = stage.look(lambda s: survey_answers.waiting(s, s.scalars(select(Survey.id)).one()))
    assert waiting == 3 and stage.look(lambda s: s.scalars(select(SurveyDone)).all()) == []


async def test_answers_faster_than_reading_are_in_no_figure_and_a_flood_waits(
    stage: Stage, binh: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    only(stage)
    code = await open_link(binh)
    hoa, mai = stranger(stage, "hoa"), stranger(stage, "mai")
    await hoa.starts(f"ks{code}")
    await hoa.presses("Đồng ý")
    await hoa.presses("Rất đồng ý")
    await hoa.presses("Nam")
    await hoa.presses("Gửi câu trả lời")

    monkeypatch.setattr(answering, "PER_HOUR", 1)
    await mai.starts(f"ks{code}")
    await mai.presses("Đồng ý")
    mai.sees("Xin thử lại sau một giờ")
    binh.has_seen("người bắt đầu qua liên kết")
    seen = len(binh.answers(0))
    await mai.starts(f"ks{code}")
    await mai.presses("Đồng ý")
    mai.sees("Xin thử lại sau một giờ")
    assert len(binh.answers(0)) == seen, "staff are told once an hour"
    await stage.at(local(20, 17, 31))
    assert [one.hasty for one in stage.look(lambda s: s.scalars(select(SurveyAnswer)).all())] == [True]
    await binh.presses("Xem khảo sát")
    await binh.presses("Kết quả")
    binh.has_seen("Không tính dưới 5 câu trả lời nhanh hơn mức đọc được")
    assert stage.look(lambda s: s.scalars(select(SurveyLink)).one()).closed_at is None
