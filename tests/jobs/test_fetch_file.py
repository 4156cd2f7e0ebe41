"""What a person sends is fetched, known by its content, and kept under a name that says what it is."""

from __future__ import annotations

import pytest
from sqlmodel import Session, select

from storage.tables import StoredFile
from tests.handlers.filling.test_question_types import publish
from tests.handlers.playing import begin_report, kept
from tests.sandbox.pictures import picture
from tests.stage import Person, Stage
from tests.uploads.files import PLACE, aac, box, docx, movie, mp3, office, ogg, old_office, pdf

HEIC = box(b"ftyp", b"heic", bytes(4), b"mif1heic") + box(b"meta", bytes(40))
MACROS = "application/vnd.ms-word.document.macroEnabled"


def stored(stage: Stage) -> list[StoredFile]:
    def work(session: Session) -> list[StoredFile]:
        return list(session.scalars(select(StoredFile).where(StoredFile.purpose == "report")))

    return stage.look(work)


@pytest.mark.parametrize(
    ("kind", "content", "name", "mime"),
    [
        ("image", picture(), "photo.jpg", "image/jpeg"),
        ("audio", ogg(), "voice.ogg", "audio/ogg"),
        ("audio", mp3(), "voice.mp3", "audio/mpeg"),
        ("audio", aac(), "voice.aac", "audio/aac"),
        ("audio", b"#!AMR\n\x3c" + bytes(31), "voice.amr", "audio/amr"),
        ("file", docx(), "file.docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
        ("video", movie(), "video.mp4", "video/mp4"),
        ("file", pdf(), "file.pdf", "application/pdf"),
        ("file", picture(), "file.jpg", "image/jpeg"),
    ],
)
async def test_a_file_is_kept(stage: Stage, an: Person, kind: str, content: bytes, name: str, mime: str) -> None:
    publish(stage, [(kind, "proof", "Gửi kèm gì?"), ("text", "what", "Việc gì?")])
    await begin_report(an)
    await an.does("send_document", content, "anh.exe")
    an.sees("Việc gì?")
    (file,) = stored(stage)
    assert (file.name, file.mime, PLACE in file.content) == (name, mime, False)
    stem, extension = name.split(".")
    assert kept(stage, "an", "proof") == [f"{stem}-{file.id}.{extension}"]


@pytest.mark.parametrize(
    ("kind", "content", "sentence"),
    [
        ("image", HEIC, "Ảnh gửi dưới dạng tệp HEIC"),
        ("image", pdf(), "không phải ảnh"),
        ("audio", movie(), "không phải ghi âm"),
        ("video", ogg(), "không phải video"),
        ("file", office(MACROS), "thuộc loại chưa nhận được"),
        ("file", old_office("WordDocument"), "lưu lại thành PDF"),
        ("file", pdf()[:200], "xin lưu lại thành PDF"),
        ("file", old_office("EncryptedPackage"), "bỏ mật khẩu"),
        ("image", picture() + bytes(10 << 20), "lớn quá 10 MB"),
        ("video", movie() + bytes(20 << 20), "tệp khác: 20 MB"),
    ],
)
async def test_a_file_of_no_use_is_refused(stage: Stage, an: Person, kind: str, content: bytes, sentence: str) -> None:
    publish(stage, [(kind, "proof", "Gửi kèm gì?"), ("text", "what", "Việc gì?")])
    await begin_report(an)
    await an.does("send_document", content, "tep.dat")
    an.sees(sentence)
    an.sees("Gửi kèm gì?")
    assert stored(stage) == []
    assert kept(stage, "an", "proof") == [""]


async def test_a_sound_may_have_more_bytes_than_a_picture(stage: Stage, an: Person) -> None:
    publish(stage, [("audio", "proof", "Gửi kèm gì?"), ("text", "what", "Việc gì?")])
    await begin_report(an)
    await an.does("send_voice", ogg() + bytes(11 << 20))
    an.sees("Việc gì?")
    assert [file.name for file in stored(stage)] == ["voice.ogg"]
