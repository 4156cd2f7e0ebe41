"""Staff send a spreadsheet: it is read, tried out, published, listed and given back."""

from __future__ import annotations

from sqlmodel import select

from storage.tables import Form
from tests.handlers.sheets import ROADS
from tests.stage import Person, Stage


async def sends(person: Person, content: bytes, name: str = "duong thon.xlsx") -> None:
    await person.does("send_document", content, name)


def forms_there(stage: Stage, name: str) -> list[int]:
    return stage.look(lambda s: list(s.scalars(select(Form.version).where(Form.name == name).order_by(Form.version))))  # type: ignore[arg-type]


async def test_from_spreadsheet_to_version(stage: Stage, binh: Person) -> None:
    await sends(binh, ROADS)
    binh.has_seen("Đang đọc mẫu phiếu…")
    card = binh.sees("Mẫu phiếu Đường thôn (tên: duong_thon), 3 câu hỏi.")
    assert "Chưa có câu cho số liệu: lĩnh vực (topic)" in card.text
    assert "Đây là mẫu mới." in card.text
    assert binh.buttons == ["Điền thử", "Công bố", "Bỏ"]
    assert forms_there(stage, "duong_thon") == []
    await binh.presses("Công bố")
    binh.sees("✓ Đã công bố Đường thôn (tên: duong_thon), phiên bản 1.")
    assert forms_there(stage, "duong_thon") == [1]
