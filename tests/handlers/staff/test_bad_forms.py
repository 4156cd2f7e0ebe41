"""Bad spreadsheets in the chat: each ends in a sentence, nothing is kept of it, and what was published stays."""

from __future__ import annotations

import io
import zipfile

import pytest
from sqlmodel import select

from jobs import compile_form
from storage.tables import FormVersion, StoredFile, Task
from tests.handlers.sheets import ROADS, repacked, xlsx
from tests.handlers.staff.test_form_errors import BROKEN
from tests.handlers.staff.test_forms import sends, versions
from tests.stage import Person, Stage

IN_CHAT = (
    "a broken archive",
    "an old Excel file",
    "a zip bomb",
    "an external entity",
    "names",
    "a label of 10,000 letters",
    "very many mistakes",
)


async def test_what_is_no_form_gets_a_sentence(stage: Stage, binh: Person) -> None:
    before = stage.look(lambda s: len(s.scalars(select(FormVersion)).all()))
    for what in IN_CHAT:
        content, sentences = BROKEN[what]
        await sends(binh, content, "phiếu.xlsx")
        said = binh.sees("Mẫu phiếu chưa dùng được").text
        for sentence in sentences:
            assert sentence in said
        assert "Sửa xong, gửi lại tệp vào đây." in said
        assert "Công bố" not in binh.buttons
    assert stage.look(lambda s: len(s.scalars(select(FormVersion)).all())) == before
    assert stage.look(lambda s: s.scalars(select(StoredFile)).all()) == []
    assert stage.look(lambda s: s.scalars(select(Task)).all()) == []


async def test_a_form_that_takes_too_long_is_given_up(
    stage: Stage, binh: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as quick:
        quick.setattr(compile_form, "SECONDS", 0.01)
        await sends(binh, ROADS)
    binh.sees("đọc phiếu này mất quá 0 giây")
    await sends(binh, ROADS)
    binh.sees("Mẫu phiếu Đường thôn")


async def test_a_file_over_the_limit_is_not_even_fetched(stage: Stage, binh: Person) -> None:
    mark = len(stage.world.calls_since(0))
    await sends(binh, b"PK" + b"x" * (2 << 20), "to.xlsx")
    binh.sees("tệp lớn quá 2 MB")
    assert "getFile" not in stage.calls(mark)


async def test_five_thousand_choices_are_paged(stage: Stage, binh: Person) -> None:
    choices = [("x", f"c{n}", f"Lựa chọn {n}") for n in range(5000)]
    await sends(binh, xlsx([("select_one x", "a", "Chọn gì?")], choices), "nhieu.xlsx")
    binh.sees("1 câu hỏi")
    await binh.presses("Điền thử")
    binh.sees("Chọn gì?")
    assert binh.buttons[:2] == ["Lựa chọn 0", "Lựa chọn 1"]
    await binh.presses("Trang sau")
    assert binh.buttons[0] == "Lựa chọn 8"
    await binh.presses("Lựa chọn 9")
    await binh.presses("✓ Gửi")
    binh.sees("Đã điền thử xong")


async def test_a_sheet_of_a_million_empty_rows(stage: Stage, binh: Person) -> None:
    rows = "".join(f'<row r="{n}"/>' for n in range(3, 300_000))
    with zipfile.ZipFile(io.BytesIO(ROADS)) as book:
        sheet = book.read("xl/worksheets/sheet1.xml").decode()
    long = repacked(ROADS, {"xl/worksheets/sheet1.xml": sheet.replace("</sheetData>", rows + "</sheetData>").encode()})
    assert len(long) < 2 << 20
    await sends(binh, long)
    binh.sees("Mẫu phiếu Đường thôn (tên: duong_thon), 3 câu hỏi.")


async def test_a_file_that_never_comes_is_a_sentence(stage: Stage, binh: Person) -> None:
    stage.world.faults.add("server_error", method="getFile", times=99)
    await sends(binh, ROADS)
    for _ in range(3):
        stage.world.clock.advance(600)
        await stage.world.changed(0.3)
        await stage.settle()
    binh.sees("chưa lấy được tệp từ mạng nhắn tin")
    assert versions(stage, "") == []
