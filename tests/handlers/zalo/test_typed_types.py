"""Every type of question without buttons: what is offered, and what an answer looks like."""

from __future__ import annotations

import pytest

from tests.handlers.filling.test_question_types import document, publish, publish_everything
from tests.handlers.playing import begin_report, kept, value
from tests.handlers.walking import walk
from tests.stage import Person, Stage


@pytest.fixture
def dung(on_zalo: Person) -> Person:
    return on_zalo


async def test_times_ranges_and_agreement(stage: Stage, dung: Person) -> None:
    publish(
        stage,
        [
            ("acknowledge", "rules", "Không ghi tên ai.", None, None, "yes"),
            ("date", "on", "Ngày nào?"),
            ("time", "at", "Lúc mấy giờ?"),
            ("dateTime", "since", "Từ khi nào?"),
            ("range", "mood", "Mức độ quan tâm?", None, "start=-2 end=5 step=1"),
            ("integer", "count", "Mấy hộ?"),
            ("geopoint", "place", "Ở đâu?"),
            ("file", "paper", "Văn bản?"),
        ],
    )
    await begin_report(dung)
    await dung.says("gì cơ")
    dung.sees("Xin nhắn 1 để đi tiếp")
    await dung.says("1")
    dung.sees("Ngày nào?")
    dung.sees("Nhắn: hôm nay · hôm qua · quay lại · bỏ qua · để sau")
    await dung.says("hom qua")
    dung.sees("Lúc mấy giờ?")
    await dung.says("8h30")
    await dung.says("bây giờ")
    dung.sees("Mức độ quan tâm?")
    dung.sees("Ghi một số từ -2 đến 5")
    assert dung.buttons == [], "a number is the answer itself"
    await dung.says("9")
    dung.sees("Mức độ quan tâm?")
    await dung.says("-2")
    dung.sees("Mấy hộ?")
    await dung.says("3")
    dung.sees("Ghi tọa độ")
    await dung.says("21,03; 105,85")
    dung.sees("Chụp ảnh văn bản")
    await dung.says("bỏ qua")
    for shown in ("08:30", "Mức độ quan tâm? -2", "Mấy hộ? 3"):
        dung.sees(shown)
    await dung.says("gửi")
    dung.sees("BC-1126-001")
    stored = document(stage)
    assert (value(stored, "on"), value(stored, "mood"), value(stored, "count")) == ("2026-11-02", "-2", "3")


async def test_ranking(stage: Stage, dung: Person) -> None:
    publish(stage, [("rank matter", "order", "Việc nào cần trước?", None, None, "yes"), ("text", "why", "Vì sao?")])
    await begin_report(dung)
    dung.sees("Nhắn số của tất cả các mục theo thứ tự")
    assert dung.buttons == ["Đường sá", "Nước sạch", "Trường học"]
    await dung.says("2")
    dung.sees("Xin nhắn số của tất cả các mục")
    await dung.says("2 3")
    dung.sees("Vì sao?")
    assert kept(stage, "dung", "order") == ["water school road"]
    await dung.says("quay lại")
    dung.sees("Đang ghi: Nước sạch, Trường học, Đường sá")
    await dung.says("3 1 2")
    assert kept(stage, "dung", "order") == ["school road water"]


async def test_a_long_list(stage: Stage, dung: Person) -> None:
    publish(
        stage, [("select_one village", "where", "Thôn, ấp nào?"), ("select_multiple village", "also", "Còn nơi nào?")]
    )
    await begin_report(dung)
    await dung.says("thon an")
    assert dung.buttons == ["Thôn An Lạc", "Thôn An Hòa", "Thôn An Bình"]
    await dung.says("xem tất cả các mục")
    assert len(dung.buttons) == 9
    await dung.says("0")
    assert dung.buttons[0] == "Ấp 3"
    await dung.says("0")
    assert dung.buttons[0] == "Thôn An Lạc", "after the last page comes the first"
    await dung.says("0")
    await dung.says("1")
    assert kept(stage, "dung", "where") == ["v8"]
    await dung.says("Ấp 7, dai an")
    assert kept(stage, "dung", "also") == ["v5 v12"]


async def test_one_more(stage: Stage, dung: Person) -> None:
    publish(
        stage,
        [
            ("begin_repeat", "matters", "Việc"),
            ("text", "what", "Việc gì?"),
            ("end_repeat", None, None),
            ("text", "end", "Còn gì nữa?"),
        ],
    )
    await begin_report(dung)
    await dung.says("Cầu hỏng")
    assert dung.buttons[:2] == ["+ Thêm một mục nữa", "Đủ rồi, đi tiếp"]
    await dung.says("thêm")
    await dung.says("Đường lầy")
    await dung.presses("Bỏ mục 1")
    await dung.presses("Bỏ mục này")
    dung.sees("Đã có 1 mục")
    await dung.says("7")
    dung.sees("Xin nhắn một số bên dưới")
    await dung.presses("Đủ rồi, đi tiếp")
    dung.sees("Còn gì nữa?")


async def test_a_form_with_everything_is_walked_to_its_end(stage: Stage, dung: Person) -> None:
    """What has to be a video is sent on the other network, by the same member into the same draft."""
    publish_everything(stage)
    await begin_report(dung)
    assert await walk(stage, dung) > 20
    dung.sees("BC-1126-001")
    stored = document(stage)
    assert stored.count("<house>") == 2
    assert value(stored, "where") == "v0"
    for kind in ("image", "audio", "video", "file"):
        assert value(stored, f"q_{kind}"), kind


async def test_what_does_not_get_through(stage: Stage, dung: Person) -> None:
    """They are told so, and what to do; nothing that was there is lost."""
    publish(
        stage,
        [("text", "what", "Việc gì?"), ("video", "film", "Quay lại cảnh ấy?"), ("image", "photo", "Ảnh?")],
    )
    await begin_report(dung)
    await dung.does("send_document", b"%PDF-1.4", "a.pdf")
    dung.sees("Tin nhắn loại này chưa dùng được ở đây")
    await dung.says("Cầu hỏng")
    dung.sees("Video thường không qua được Zalo. Xin nhắn “bỏ qua”")
    await dung.says("nhà văn hóa")
    dung.sees("Câu này chỉ trả lời bằng video được")
    await dung.does("send_video", b"...")
    dung.sees("Tin vừa gửi không tới được Lắng Nghe")
    await dung.says("bỏ qua")
    await dung.does("send_document", b"...", "anh.png")
    dung.sees("đừng gửi dạng tệp")
    assert kept(stage, "dung", "what") == ["Cầu hỏng"]
