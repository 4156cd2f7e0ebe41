"""Units merged in the chat: looked at, meant, done once."""

from __future__ import annotations

from tests.handlers.playing import local, only, prompt_there
from tests.stage import Person, Stage


async def test_units_are_merged_after_a_look_and_once(stage: Stage, an: Person, binh: Person, dung: Person) -> None:
    only(stage)
    stage.world.clock.set(local(3, 9))
    prompt_there(stage, audience="X02")
    await binh.says("/donvi")
    binh.sees("• X02: xã Bình Hòa")
    await binh.presses("Sáp nhập đơn vị")
    await binh.says("X02 vào xã An Phú từ 1/12")
    binh.sees("Ngày ấy chưa tới.")
    await binh.says("X02 vào xã An Phú từ 1/11")
    binh.sees("Sáp nhập xã Bình Hòa vào xã An Phú từ 01/11/2026? 1 thành viên")
    binh.sees("1 yêu cầu đang mở vẫn tiếp tục")
    token = binh.button("Đúng, sáp nhập")
    await binh.presses_on(*token)
    binh.has_seen("✓ xã Bình Hòa nhập vào xã An Phú từ 01/11/2026")
    dung.sees("Từ nay anh/chị thuộc xã An Phú")
    await binh.presses_on(*token, force=True)
    binh.has_seen("được quyết định rồi")
    await binh.says("/tiendo")
    await binh.presses("Theo đơn vị")
    assert any("xã An Phú: 0/1" in label for label in binh.buttons)
    await binh.says("/donvi")
    await binh.presses("Tách đơn vị mới")
    await binh.says("X09, phường Từ Sơn từ X01: an và dung")
    binh.sees("✓ phường Từ Sơn được tách từ xã An Phú, 2 thành viên sang đơn vị mới.")
    for person in (an, dung):
        person.sees("Từ nay anh/chị thuộc phường Từ Sơn")
    await binh.says("/donvi")
    await binh.presses("Tách đơn vị mới")
    await binh.says("X10, xã Tu Tra từ phường Từ Sơn: an")
    stage.world.clock.set(local(5, 9))
    await binh.says("/donvi")
    await binh.presses("Sáp nhập đơn vị")
    await binh.says("xã Tu Tra và xã An Phú vào phường Từ Sơn từ ngày 4/11")
    binh.sees("Sáp nhập xã Tu Tra, xã An Phú vào phường Từ Sơn từ 04/11/2026?")
