"""Who gets in, and what a stranger learns."""

from __future__ import annotations

from tests.stage import Person, Stage


async def test_a_member_joins_and_has_a_menu(stage: Stage, an: Person) -> None:
    an.has_seen("Đã ghi nhận")
    assert "❗ Báo việc khẩn" in an.buttons


async def test_a_stranger_gets_one_neutral_sentence(stage: Stage) -> None:
    lan = stage.person("lan")
    await lan.starts("AAAA-BBBB-CCCC-DDDD-EEEE")
    assert [m.text for m in lan.phone if not m.mine] == [
        "Kênh này chỉ dành cho người được mời. Nếu có lời mời, xin mở đúng đường dẫn đã nhận."
    ]
