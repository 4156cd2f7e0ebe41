"""Pictures: fetched, made safe, kept with the report; what is none is refused, and a report waits for its picture."""

from __future__ import annotations

import io

from PIL import Image
from sqlmodel import Session, select

from storage.tables import ReportRevision, StoredFile, Task
from tests.handlers.playing import WHOLE, begin_report, kept, line, play, prompt_there, value
from tests.sandbox.pictures import picture
from tests.stage import Person, Stage


def snapshot() -> bytes:
    """A photo as a phone takes it: with where and with what it was taken."""
    exif = Image.Exif()
    exif[0x010F] = "Hãng máy ảnh"
    exif[0x8825] = {1: "N", 2: (21.0, 19.0, 0.0)}
    made = io.BytesIO()
    Image.new("RGB", (64, 48), "#3060a0").save(made, "JPEG", exif=exif)
    return made.getvalue()


def files(stage: Stage) -> list[bytes]:
    def work(session: Session) -> list[bytes]:
        return [f.content for f in session.scalars(select(StoredFile).where(StoredFile.purpose == "report"))]

    return stage.look(work)


def tasks(stage: Stage) -> list[Task]:
    return list(stage.look(lambda s: s.scalars(select(Task)).all()))


async def test_a_photo_on_the_review_page(stage: Stage, an: Person) -> None:
    prompt_there(stage)
    await begin_report(an)
    await play(an, WHOLE)
    assert b"Exif" in snapshot()
    await an.presses(f"✎ {line(an, 'Ảnh kèm theo')}")
    an.sees("Gửi một ảnh vào đây")
    await an.says("ảnh đây ạ")
    an.sees("Câu này cần một ảnh.")
    await sends_as_photo(stage, an, snapshot())
    an.sees("✓ Đã nhận tệp, đang kiểm tra.")
    (content,) = files(stage)
    assert b"Exif" not in content
    with Image.open(io.BytesIO(content)) as made:
        assert (made.format, made.size, dict(made.getexif())) == ("JPEG", (64, 48), {})
    await an.presses("✓ Gửi")
    an.sees("BC-1126-001")
    document = stage.look(lambda s: s.scalars(select(ReportRevision)).one()).document
    assert value(document, "photo").startswith("photo-")
    await an.says("/cuatoi")
    await an.presses("BC-1126-001")
    an.sees("Ảnh kèm theo đã có ảnh")


async def test_a_photo_while_something_urgent_is_written(stage: Stage, an: Person) -> None:
    await an.says("/khan")
    await play(an, [("press", "Tập trung đông người"), ("press", "xã An Phú")])
    mark = an.last.id
    await an.does("album", [picture(), picture(80, 80), picture(90, 90)], "có ảnh đây")
    an.has_seen("Đang lấy các ảnh của bộ ảnh (nhiều nhất 3 ảnh)")
    assert len(an.answers(mark)) == 1
    assert kept(stage, "an", "gist") == ["có ảnh đây"]
    await play(an, [("press", "Tận mắt thấy"), ("press", "Gửi ngay")])
    an.sees("BC-1126-001")
    assert len(files(stage)) == 3


async def test_what_is_no_picture_and_what_is_too_large(stage: Stage, an: Person) -> None:
    await an.says("/khan")
    await play(an, [("press", "Tập trung đông người"), ("press", "xã An Phú")])
    for content, sentence in (
        (b"%PDF-1.7 no picture", "Tệp ấy không phải ảnh"),
        (picture() + b"\0" * (10 << 20), "Ảnh lớn quá 10 MB"),
    ):
        await sends_as_photo(stage, an, content)
        an.sees(sentence)
        assert "Gửi lại" in an.buttons
        assert kept(stage, "an", "photo") == [""]
    assert stage.look(lambda s: s.scalars(select(Task)).all()) == []
    assert files(stage) == []
    await play(an, [("say", "Đông"), ("press", "Tận mắt thấy"), ("press", "Gửi ngay")])
    an.sees("BC-1126-001")


async def sends_as_photo(stage: Stage, person: Person, content: bytes) -> None:
    """A photo, says the network, whatever the file holds."""
    world = stage.world
    photo = [world.files.keep("photo", content, "photo.jpg", width=64, height=48)]
    world.deliver(world.write(person.chat, world.people[person.key], photo=photo))
    await stage.settle()


async def test_a_report_waits_for_its_photo(stage: Stage, an: Person) -> None:
    await an.says("/khan")
    await play(an, [("press", "Tập trung đông người"), ("press", "xã An Phú"), ("say", "Đông"), ("press", "Tận mắt")])
    stage.world.faults.add("server_error", method="getFile", times=1)
    await an.does("send_photo", picture())
    an.sees("✓ Đã nhận tệp, đang kiểm tra.")
    await an.presses("Gửi ngay")
    assert an.toast == "Đang kiểm tra tệp; xong là phiếu được gửi ngay."
    stage.world.clock.advance(30)
    await stage.until(lambda: "BC-1126-001" in an.last.text)


async def test_a_photo_that_never_comes_holds_up_nothing(stage: Stage, an: Person) -> None:
    await an.says("/khan")
    await play(an, [("press", "Tập trung đông người"), ("press", "xã An Phú"), ("say", "Đông"), ("press", "Tận mắt")])
    stage.world.faults.add("server_error", method="getFile", times=99)
    await an.does("send_photo", picture())
    for tries in (1, 2):
        await stage.until(lambda tries=tries: [task.tries for task in tasks(stage)] == [tries])  # type: ignore[misc]
        stage.world.clock.advance(600)
    await stage.until(lambda: "Chưa lấy được tệp từ mạng nhắn tin." in an.last.text)
    await stage.settle()
    await an.presses("Gửi ngay")
    an.has_seen("BC-1126-001")


async def test_a_photo_that_is_there_while_its_sender_is_away(stage: Stage, an: Person) -> None:
    await an.says("/khan")
    await play(an, [("press", "Tập trung đông người"), ("press", "xã An Phú"), ("say", "Đông"), ("press", "Tận mắt")])
    stage.world.faults.add("server_error", method="getFile", times=1)
    await an.does("send_photo", picture())
    await an.does("block")
    stage.world.clock.advance(30)
    await stage.until(lambda: tasks(stage) == [])
    await an.does("unblock")
    await an.presses("Gửi ngay")
    an.has_seen("BC-1126-001")
    assert len(files(stage)) == 1
