"""Pictures on Zalo that cannot be had: their sender learns what to do, and the report keeps everything else."""

from __future__ import annotations

import pytest
from sqlmodel import select

from storage.tables import DraftRow, Report, StoredFile, Task
from tests.handlers.playing import GIST, TITLE, begin_report, kept, prompt_there
from tests.sandbox.pictures import picture
from tests.stage import Person, Stage


@pytest.fixture
async def dung(stage: Stage, on_zalo: Person) -> Person:
    """In the middle of a report: three answers are kept, the fourth is asked for."""
    prompt_there(stage)
    await begin_report(on_zalo)
    for answer in ("1", GIST, "3"):
        await on_zalo.says(answer)
    on_zalo.sees("Ý kiến nghiêng về đâu?")
    return on_zalo


async def sends(stage: Stage, person: Person, content: bytes, *, expired: bool = False) -> None:
    """A picture, says the network, at an address where there is this, or nothing more."""
    world = stage.world
    photo = world.files.keep("photo", content, "photo.jpg", width=64, height=48)
    message = world.write(person.chat, world.people[person.key], photo=[photo])
    if expired:
        del world.files.by_id[photo.id]
    world.deliver(message)
    await stage.settle()


async def goes_on(stage: Stage, dung: Person) -> None:
    """Nothing of the report is lost, its numbers mean what they meant, and it can be sent."""
    assert kept(stage, "dung", "item") == ["item_1"]
    assert kept(stage, "dung", "gist") == [GIST]
    assert kept(stage, "dung", "strata") == ["farmers"]
    assert kept(stage, "dung", "photo") == [""]
    await dung.says("2")
    dung.sees("✓ Đã lưu: Băn khoăn")
    for answer in ("1", "1", "1", "1", "bỏ qua", "1", "1", "bỏ qua"):
        await dung.says(answer)
    dung.sees("Xem lại")
    await dung.says("gửi")
    dung.sees("BC-1126-001")


@pytest.mark.parametrize("status", [400, 401, 403, 404, 410])
async def test_an_address_that_has_expired(stage: Stage, dung: Person, status: int) -> None:
    stage.world.faults.add("server_error", method="file", status=status)
    await sends(stage, dung, picture(64, 48))
    dung.has_seen("✓ Đã nhận tệp, đang kiểm tra")
    dung.sees("Ảnh kèm theo")
    dung.sees("Chưa lấy được tệp từ mạng nhắn tin. Xin gửi lại.")
    assert stage.look(lambda s: s.scalars(select(Task)).all()) == [], "tried once"
    await goes_on(stage, dung)


async def test_a_picture_of_100_megabytes(stage: Stage, dung: Person) -> None:
    await sends(stage, dung, bytes(100 << 20))
    dung.sees("Ảnh lớn quá 10 MB (tệp khác: 20 MB) nên chưa nhận được. Xin gửi tệp nhỏ hơn.")
    await goes_on(stage, dung)
    assert stage.look(lambda s: s.scalars(select(StoredFile).where(StoredFile.purpose == "report")).all()) == []


async def test_a_server_of_pictures_that_is_never_well(stage: Stage, dung: Person) -> None:
    stage.world.faults.add("server_error", method="file", status=503, times=99)
    await sends(stage, dung, picture(64, 48))

    def given_up() -> bool:
        stage.world.clock.advance(60)
        return any("Chưa lấy được tệp từ mạng nhắn tin. Xin gửi lại." in message.text for message in dung.phone)

    await stage.until(given_up)
    await stage.settle()
    await goes_on(stage, dung)


async def test_it_is_sent_again_when_asked_for(stage: Stage, dung: Person) -> None:
    await sends(stage, dung, picture(64, 48), expired=True)
    dung.sees("Xin gửi lại")
    await dung.says("gửi lại")
    dung.sees("Ảnh kèm theo")
    await sends(stage, dung, picture(64, 48))
    dung.sees("Ý kiến nghiêng về đâu?")
    [photo] = kept(stage, "dung", "photo")
    assert photo.startswith("photo-")
    assert kept(stage, "dung", "gist") == [GIST]


async def test_a_picture_that_fails_while_words_are_asked_for(stage: Stage, on_zalo: Person) -> None:
    """What is said about it takes no word away from the answer."""
    prompt_there(stage)
    await begin_report(on_zalo, TITLE)
    await on_zalo.says("1")
    await sends(stage, on_zalo, picture(64, 48), expired=True)
    on_zalo.sees("Xin gửi lại")
    for said in ("Giá tăng", "Thiếu nước"):
        await on_zalo.says(said)
        on_zalo.sees("3/")
        assert kept(stage, "dung", "gist") == [said]
        await on_zalo.says("quay lại")
    await on_zalo.says(GIST)
    assert kept(stage, "dung", "gist") == [GIST]


@pytest.mark.parametrize("act", [("send_sticker", "😀"), ("send_document", b"%PDF-1.7", "a.pdf")])
async def test_what_is_no_answer_gets_a_sentence(stage: Stage, dung: Person, act: tuple[str, object]) -> None:
    before = stage.look(lambda s: s.scalars(select(DraftRow)).one().document)
    await dung.does(*act)
    dung.sees("bằng chữ hoặc")
    dung.sees("Ý kiến nghiêng về đâu?")
    assert stage.look(lambda s: s.scalars(select(DraftRow)).one().document) == before
    await dung.says("2")
    dung.sees("✓ Đã lưu: Băn khoăn")
    assert stage.look(lambda s: s.scalars(select(Report)).all()) == []
