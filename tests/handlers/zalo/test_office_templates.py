"""A template of prompts and its attachments, played: kept by name, used, refused, taken away, and a picture that goes out."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlmodel import select

from sandbox.world import World
from storage.prompts import prompt_files
from storage.tables import PromptFile, PromptTemplate, StoredFile
from tests.handlers.filling.test_attachments import snapshot
from tests.handlers.playing import MATTERS, TITLE, only, write_prompt
from tests.handlers.zalo.joining import joined
from tests.handlers.zalo.test_office_networks import DOORS, moved
from tests.stage import Person, Stage, new_world


@pytest.fixture(params=["telegram", *DOORS])
def door(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def world(door: str) -> World:
    return new_world(zalo=door != "telegram", oa=door == "zalo_oa")


async def test_a_template_is_kept_used_and_taken_away(stage: Stage, door: str, an: Person, binh: Person) -> None:
    only(stage)
    officer = binh if door == "telegram" else await moved(stage, "binh", door)
    await officer.says("/mauyeucau")
    officer.sees("Chưa có mẫu nào.")
    await write_prompt(officer)
    await officer.presses("Giữ làm mẫu")
    officer.sees("Giữ làm mẫu với tên gì?")
    await officer.says("Gọi anh Nguyễn Văn Hùng 0912345678")
    officer.has_not_seen("Đã giữ mẫu")
    await officer.says("Nội dung tháng")
    officer.sees("✓ Đã giữ mẫu Nội dung tháng. Chưa gửi gì cho ai.")
    await officer.presses("Viết tiếp")
    await officer.presses("✓ Xem trước")
    await officer.presses("Giữ làm mẫu")
    await officer.says("noi dung  THÁNG")
    officer.sees("Đã có mẫu tên này.")
    await officer.says("Khác")
    await officer.presses("Viết tiếp")
    await officer.presses("✓ Xem trước")
    await officer.presses("✓ Gửi đi")
    an.sees(TITLE)
    await officer.says("/soan")
    officer.has_seen("Có 2 mẫu đã giữ")
    await (officer.presses("Mẫu đã giữ") if door == "telegram" else officer.says("mẫu đã giữ"))
    await officer.presses("Nội dung tháng")
    await officer.presses("Soạn từ mẫu")
    officer.has_seen("Soạn từ mẫu Nội dung tháng. Chưa gửi cho ai.")
    await officer.says("28/11")
    await officer.presses("Gửi ngay")
    await officer.presses("✓ Xem trước")
    officer.has_seen(MATTERS[0][0])
    mark = an.last.id
    await officer.presses("✓ Gửi đi")
    assert any(MATTERS[0][0] in one and "28/11/2026" in one for one in an.answers(mark))
    await officer.says("/mauyeucau")
    await officer.presses("Nội dung tháng")
    await officer.presses("Bỏ mẫu này")
    officer.sees("✓ Đã bỏ mẫu Nội dung tháng.")
    left = stage.look(lambda s: [one.name for one in s.scalars(select(PromptTemplate))])
    assert left == ["Khác"]


async def test_a_picture_sent_while_writing_goes_out_clean(stage: Stage, door: str, an: Person, binh: Person) -> None:
    only(stage)
    dung = an if door == "telegram" else await joined(DOORS[door](stage, "dung"))
    await binh.says("/soan")
    await binh.presses("Yêu cầu nắm bắt hằng tháng")
    world = stage.world
    photo = [world.files.keep("photo", snapshot(), "photo.jpg", width=64, height=48)]
    world.deliver(world.write(binh.chat, world.people[binh.key], photo=photo))
    await stage.settle()
    binh.has_seen("✓ Đã nhận tệp, đang kiểm tra.")
    await binh.says(TITLE)
    for text, topic in MATTERS:
        await binh.says(text)
        await binh.says(topic)
    await binh.presses("Bỏ qua")
    await binh.presses("Toàn tỉnh")
    await binh.says("25/11")
    await binh.presses("Gửi ngay")
    await binh.presses("✓ Xem trước")
    assert any(one.photo for one in binh.phone), "the preview shows it"
    await binh.presses("Xem trên từng mạng")
    binh.has_seen("Tệp kèm theo đi trước lời:")
    marks = an.last.id, dung.last.id
    await binh.presses("✓ Gửi đi")
    await stage.tick()
    binh.sees(f"✓ Đã gửi {TITLE}: {1 if door == 'telegram' else 2}/2")
    assert [bool(one.photo) for one in an.phone if one.id > marks[0]] == [True, False]
    assert len(dung.answers(marks[1])) >= (1 if door == "telegram" else 2), "a picture, or the address where it is"
    kept = stage.look(lambda s: [(one.file_id, one.mime, one.name) for one in s.scalars(select(PromptFile))])
    assert [mime for _, mime, _ in kept] == ["image/jpeg"]
    file = stage.look(lambda s: s.get_one(StoredFile, kept[0][0]))
    assert file.purpose == "prompt"
    assert "Hãng máy ảnh".encode() not in file.content
    await binh.says("/tiendo")
    await binh.presses("Soạn từ yêu cầu này")
    await binh.says("30/11")
    await binh.presses("Gửi ngay")
    await binh.presses("✓ Xem trước")
    binh.has_not_seen("không còn giữ")
    stage.database.run_now(lambda s: prompt_files.forget(s, stage.world.clock.now() + timedelta(days=120), 200))
    marks = an.last.id, dung.last.id
    await binh.presses("✓ Gửi đi")
    binh.has_seen(f"⚠ Tệp kèm không còn giữ vì đã quá hạn: {kept[0][2]}.")
    assert not an.answers(marks[0]), "what would go is not what was previewed"
    await binh.presses("✓ Gửi đi")
    assert len(an.answers(marks[0])) == 1
