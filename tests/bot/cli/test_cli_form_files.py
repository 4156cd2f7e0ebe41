"""Forms with pictures and sounds at the terminal: found beside the form, checked, published, and written out together."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest
from sqlmodel import select

from jobs import compile_form
from jobs.form_workbook import tables
from storage.forms import published_forms
from storage.tables import FormFile, StoredFile
from tests.bot.terminal import Terminal
from tests.handlers.sheets import ROADS, xlsx
from tests.handlers.staff.test_form_files import HEAD, MP3, TREES, picture
from tests.storage.maintenance.test_rotate_keys import marks


@pytest.fixture
def ready(terminal: Terminal) -> Terminal:
    terminal.set_up()
    Path("cây.xlsx").write_bytes(TREES)
    Path("cây-media").mkdir()
    Path("cây-media/Cây Đa.JPG").write_bytes(picture())
    return terminal


def shown(terminal: Terminal, version: int) -> dict[str, tuple[str, str]]:
    with terminal.database() as database:

        def work(session):  # type: ignore[no-untyped-def]
            form = published_forms.version(session, "cay", version)
            files = published_forms.form_files(session, form.id)
            found = {name: session.get_one(StoredFile, file_id) for name, file_id in files.items()}
            return {name: (file.purpose, file.mime) for name, file in found.items()}

        return database.read_now(work)  # type: ignore[no-any-return]


def count(terminal: Terminal, table: type) -> int:
    with terminal.database() as database:
        return database.read_now(lambda s: len(s.scalars(select(table)).all()))


def test_what_a_form_shows_is_taken_from_the_folder_beside_it(ready: Terminal) -> None:
    assert "  Còn chưa có tệp: hỏi.mp3 (tìm trong cây-media)." in ready("forms", "check", "cây.xlsx").out
    said = ready("forms", "publish", "cây.xlsx")
    assert said.code == 0, said.all
    assert said.out.splitlines()[1:] == [
        "Còn chưa có tệp: hỏi.mp3 (tìm trong cây-media). Câu hỏi hiện không kèm tệp ấy."
    ]
    assert shown(ready, 1) == {"cây đa.jpg": ("form", "image/jpeg")}
    assert "giống hệt phiên bản 1" in ready("forms", "publish", "cây.xlsx").out
    assert count(ready, StoredFile) == 2
    Path("tiếng").mkdir()
    Path("tiếng/hỏi.mp3").write_bytes(MP3)
    Path("tiếng/khác.mp3").write_bytes(MP3)
    said = ready("forms", "publish", "cây.xlsx", "--media", "tiếng")
    assert "phiên bản 2" in said.out and "chưa có tệp" not in said.out
    assert shown(ready, 2) == {"cây đa.jpg": ("form", "image/jpeg"), "hỏi.mp3": ("form", "audio/mpeg")}


def test_a_version_with_its_files_is_written_as_an_archive(ready: Terminal) -> None:
    Path("cây-media/hỏi.mp3").write_bytes(MP3)
    ready("forms", "publish", "cây.xlsx")
    said = ready("forms", "export", "cay", "cay.xlsx")
    assert tables(Path("cay.xlsx").read_bytes(), ".xlsx") == tables(TREES, ".xlsx")
    assert "còn 2 tệp hình, tiếng đi kèm; ghi ra tệp .zip" in said.out
    assert ".xlsx, .xml, .zip" in ready("forms", "export", "cay", "cay.pdf").err
    said = ready("forms", "export", "cay", "cay.zip")
    assert said.code == 0, said.all
    Path("out").mkdir()
    with zipfile.ZipFile("cay.zip") as packed:
        packed.extractall("out")
    assert sorted(str(path) for path in Path("out").rglob("*.*")) == [
        "out/cay-media/cây đa.jpg",
        "out/cay-media/hỏi.mp3",
        "out/cay.xlsx",
    ]
    again = ready("forms", "publish", "out/cay.xlsx", "--name", "cay_khac")
    assert (again.code, "chưa có tệp" in again.out) == (0, False)


def test_a_form_without_files_is_no_archive(ready: Terminal) -> None:
    Path("roads.xlsx").write_bytes(ROADS)
    ready("forms", "publish", "roads.xlsx")
    said = ready("forms", "export", "duong_thon", "a.zip")
    assert (said.code, "chỉ ghi ra được dạng: .xlsx, .xml." in said.err) == (1, True)


@pytest.mark.parametrize(
    ("content", "said"),
    [(b"no sound", "Tệp hỏi.mp3 không phải ảnh"), (MP3 + bytes(10 << 20), "Tệp hỏi.mp3 lớn quá 10 MB")],
)
def test_a_bad_file_publishes_nothing(ready: Terminal, content: bytes, said: str) -> None:
    Path("cây-media/hỏi.mp3").write_bytes(content)
    for command in ("check", "publish"):
        told = ready("forms", command, "cây.xlsx")
        assert (told.code, said in told.all) == (1, True)
    assert "Không có thư mục nowhere." in ready("forms", "publish", "cây.xlsx", "--media", "nowhere").err
    assert count(ready, StoredFile) == count(ready, FormFile) == 0


def test_a_new_key_covers_the_files(ready: Terminal) -> None:
    ready("forms", "publish", "cây.xlsx")
    with ready.database() as database:
        old = database.keys.current
    said = ready("keys", "rotate", "--new")
    assert said.code == 0, said.all
    with ready.database() as database:
        assert database.keys.current != old
        assert marks(database) == {database.keys.current}


def test_too_many_files_are_refused(terminal: Terminal) -> None:
    rows = [("text", f"q{n}", "Câu?", f"{n}.jpg", None) for n in range(51)]
    Path("f.xlsx").write_bytes(xlsx(rows, head=HEAD))
    said = terminal("forms", "check", "f.xlsx")
    assert (said.code, "phiếu nhắc tới hơn 50 tệp hình, tiếng" in said.out) == (1, True)


def test_the_terminal_has_the_limits_of_the_chat(terminal: Terminal, monkeypatch: pytest.MonkeyPatch) -> None:
    Path("roads.xlsx").write_bytes(ROADS)
    Path("huge.xlsx").write_bytes(b"PK" + bytes(10_000_001))
    for command in ("check", "play"):
        assert "tệp lớn quá 10 MB" in terminal("forms", command, "huge.xlsx").all
    monkeypatch.setattr(compile_form, "SECONDS", 0.01)
    for command in ("check", "play"):
        said = terminal("forms", command, "roads.xlsx")
        assert (said.code, "đọc phiếu này mất quá 0 giây" in said.all) == (1, True)
