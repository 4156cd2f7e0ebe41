"""Pictures and sounds that a form shows: staff send them after the spreadsheet, and they go with the version."""

from __future__ import annotations

import io
import zipfile

import pytest
from PIL import Image
from sqlmodel import select

from forms.authoring.load import load
from jobs.form_workbook import tables
from storage.forms import published_forms
from storage.tables import FormFile, FormVersion, StoredFile, Task
from tests.handlers.sheets import xlsx
from tests.handlers.staff.test_forms import sends, versions
from tests.stage import Person, Stage

MP3 = (b"\xff\xfb\x90\x00" + bytes(413)) * 3  # three frames of silence
HEAD = ("type", "name", "label", "media::image", "media::audio")
TREES = xlsx(
    [("text", "where", "Cây này ở đâu?", "cây đa.jpg", None), ("text", "how", "Nghe rồi kể lại", None, "hỏi.mp3")],
    settings={"form_title": "Cây", "form_id": "cay"},
    head=HEAD,
)


def picture(color: str = "#208040", kind: str = "PNG") -> bytes:
    made = io.BytesIO()
    Image.new("RGB", (64, 48), color).save(made, kind)
    return made.getvalue()


def shown(stage: Stage, version: int) -> dict[str, StoredFile]:
    """What a version of the form shows; version 0: the form that is being held."""

    def work(session):  # type: ignore[no-untyped-def]
        form = published_forms.version(session, "cay", version) if version else published_forms.latest(session, "")
        assert form is not None and form.id is not None
        found = {}
        for name in published_forms.form_files(session, form.id):
            file_id = published_forms.form_file(session, form.id, name)
            found[name] = session.get_one(StoredFile, file_id)
        return found

    return stage.look(work)  # type: ignore[no-any-return]


def stored(stage: Stage) -> int:
    return stage.look(lambda s: len(s.scalars(select(StoredFile)).all()))


async def test_files_are_asked_for_attached_and_published(stage: Stage, binh: Person, an: Person) -> None:
    await sends(binh, TREES, "cay.xlsx")
    card = binh.sees("Mẫu có nhắc tới 2 tệp chưa có: cây đa.jpg, hỏi.mp3.")
    assert "dạng tài liệu, đúng tên" in card.text
    await sends(binh, picture(), "CA\u0302Y ĐA.jpg")  # as another phone writes it
    binh.has_seen("Mẫu phiếu Cây: xem tin mới hơn ở dưới.")
    assert binh.sees("✓ Đã nhận cây đa.jpg.").labels() == ["Điền thử", "Công bố", "Bỏ"]
    binh.sees("1 tệp chưa có: hỏi.mp3.")
    assert [m.labels() for m in binh.phone].count(["Điền thử", "Công bố", "Bỏ"]) == 1, (
        "only the newest card has buttons"
    )
    await stage.restart()
    await sends(binh, MP3, "hỏi.mp3")
    assert "chưa có:" not in binh.sees("✓ Đã nhận hỏi.mp3.").text
    kept = shown(stage, 0)
    assert {name: (file.purpose, file.mime) for name, file in kept.items()} == {
        "cây đa.jpg": ("form", "image/jpeg"),
        "hỏi.mp3": ("form", "audio/mpeg"),
    }
    await binh.presses("Công bố")
    assert "Còn chưa có tệp" not in binh.sees("phiên bản 1").text
    assert {name: file.id for name, file in shown(stage, 1).items()} == {name: file.id for name, file in kept.items()}
    assert versions(stage, "") == []
    assert stored(stage) == 3
    assert stage.look(lambda s: s.scalars(select(Task)).all()) == []


async def test_a_new_version_takes_the_files_over(stage: Stage, binh: Person) -> None:
    await sends(binh, TREES, "cay.xlsx")
    await sends(binh, picture(), "cây đa.jpg")
    await sends(binh, MP3, "hỏi.mp3")
    await binh.presses("Công bố")
    more = xlsx(
        [("text", "where", "Cây nào?", "cây đa.jpg", None), ("text", "b", "Còn cây này?", "gạo.png", None)],
        settings={"form_title": "Cây", "form_id": "cay"},
        head=HEAD,
    )
    await sends(binh, more, "cay.xlsx")
    binh.sees("1 tệp chưa có: gạo.png.")
    assert set(shown(stage, 0)) == {"cây đa.jpg"}, "a trial shows it as well"
    await binh.presses("Công bố")
    binh.sees("Còn chưa có tệp: gạo.png. Câu hỏi hiện không kèm tệp ấy.")
    first, second = shown(stage, 1), shown(stage, 2)
    assert {name: file.id for name, file in second.items()} == {"cây đa.jpg": first["cây đa.jpg"].id}
    await sends(binh, more, "cay.xlsx")
    await sends(binh, picture("red"), "gạo.png")
    await binh.presses("Công bố")
    binh.sees("phiên bản 3")
    assert set(shown(stage, 3)) == {"cây đa.jpg", "gạo.png"}
    await sends(binh, more, "cay.xlsx")
    await sends(binh, picture("red"), "gạo.png")
    await binh.presses("Công bố")
    binh.sees("giống hệt phiên bản 3 đang dùng")
    await sends(binh, more, "cay.xlsx")
    await sends(binh, picture("blue"), "gạo.png")
    await binh.presses("Công bố")
    binh.sees("phiên bản 4")


async def test_dropping_takes_the_files_away(stage: Stage, binh: Person) -> None:
    await sends(binh, TREES, "cay.xlsx")
    await sends(binh, picture(), "cây đa.jpg")
    assert stored(stage) == 2
    await binh.presses("Bỏ")
    assert stored(stage) == 0
    assert stage.look(lambda s: s.scalars(select(FormFile)).all()) == []
    await sends(binh, MP3, "hỏi.mp3")
    assert stored(stage) == 0


async def test_a_photo_loses_its_name(stage: Stage, binh: Person) -> None:
    await sends(binh, TREES, "cay.xlsx")
    await binh.does("send_photo", picture(kind="JPEG"))
    binh.sees("Xin gửi lại ở dạng tài liệu (tệp), hoặc ghi tên tệp vào chú thích. Còn chưa có: cây đa.jpg, hỏi.mp3.")
    await binh.does("send_photo", picture(kind="JPEG"), "Đây là Cây đa.jpg nhé")
    binh.sees("✓ Đã nhận cây đa.jpg.")
    await sends(binh, MP3, "hoi.mp3")
    binh.sees("Mẫu phiếu không nhắc tới tệp “hoi.mp3”. Còn chưa có: hỏi.mp3.")
    await binh.does("send_document", MP3, "hoi.mp3", "hỏi.mp3")
    binh.sees("✓ Đã nhận hỏi.mp3.")
    await binh.does("send_photo", picture(kind="JPEG"))
    assert set(shown(stage, 0)) == {"cây đa.jpg", "hỏi.mp3"}
    binh.has_seen("✓ Đã nhận hỏi.mp3.")


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("cây đa.jpg", b"GIF89a", "Tệp cây đa.jpg không phải ảnh"),
        ("cây đa.jpg", MP3, "Tệp cây đa.jpg không phải ảnh"),
        ("hỏi.mp3", picture(), "Tệp hỏi.mp3 không phải ảnh"),
        ("hỏi.mp3", MP3 + bytes(10 << 20), "Tệp hỏi.mp3 lớn quá 10 MB"),
    ],
)
async def test_what_cannot_be_shown_gets_a_sentence(
    stage: Stage, binh: Person, name: str, content: bytes, said: str
) -> None:
    await sends(binh, TREES, "cay.xlsx")
    await sends(binh, content, name)
    binh.sees(said)
    assert shown(stage, 0) == {}
    assert stored(stage) == 1


async def test_a_file_that_is_sent_again_takes_the_place(stage: Stage, binh: Person) -> None:
    await sends(binh, TREES, "cay.xlsx")
    await sends(binh, picture(), "cây đa.jpg")
    before = shown(stage, 0)["cây đa.jpg"].content
    await sends(binh, picture("white"), "cây đa.jpg")
    assert shown(stage, 0)["cây đa.jpg"].content != before
    assert stored(stage) == 2


async def test_a_file_in_the_middle_of_a_trial(stage: Stage, binh: Person) -> None:
    await sends(binh, TREES, "cay.xlsx")
    await binh.presses("Điền thử")
    await sends(binh, picture(), "cây đa.jpg")
    binh.sees("✓ Đã nhận cây đa.jpg.")
    await binh.says("Đầu làng")
    binh.sees("Nghe rồi kể lại")


async def test_files_are_staffs_alone(stage: Stage, binh: Person, an: Person) -> None:
    await sends(binh, TREES, "cay.xlsx")
    await sends(an, picture(), "cây đa.jpg")
    assert shown(stage, 0) == {}
    assert "cây đa.jpg" not in an.last.text


async def test_a_file_that_never_comes_is_a_sentence(stage: Stage, binh: Person) -> None:
    await sends(binh, TREES, "cay.xlsx")
    stage.world.faults.add("server_error", method="getFile", times=99)
    await sends(binh, MP3, "hỏi.mp3")
    for _ in range(3):
        stage.world.clock.advance(600)
        await stage.world.changed(0.3)
        await stage.settle()
    assert "2 tệp chưa có" in binh.sees("Chưa lấy được tệp hỏi.mp3").text


async def test_a_form_with_files_comes_back_as_an_archive(stage: Stage, binh: Person) -> None:
    await sends(binh, TREES, "cay.xlsx")
    await sends(binh, picture(), "cây đa.jpg")
    await sends(binh, MP3, "hỏi.mp3")
    await binh.presses("Công bố")
    for _ in range(2):
        await binh.says("/mauphieu")
        await binh.presses("Tải: Cây")
        given = binh.last.document
        assert given is not None and given.name == "cay-1.zip"
        with zipfile.ZipFile(io.BytesIO(given.content)) as packed:
            assert packed.namelist() == ["cay.xlsx", "cay-media/cây đa.jpg", "cay-media/hỏi.mp3"]
            assert load(packed.read("cay.xlsx"), kind="xlsx").media_names == {"cây đa.jpg", "hỏi.mp3"}
            assert packed.read("cay-media/hỏi.mp3") == MP3
        stage.world.clock.advance(2 * 86400)
        await stage.settle()
    archives = stage.look(lambda s: s.scalars(select(StoredFile).where(StoredFile.purpose == "form_archive")).all())
    assert len(archives) == 1, "what was given out is not kept"


async def test_files_too_large_for_a_chat_stay_behind(
    stage: Stage, binh: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("jobs.export_form.LARGEST_ARCHIVE", 100)
    await sends(binh, TREES, "cay.xlsx")
    await sends(binh, MP3, "hỏi.mp3")
    await binh.presses("Công bố")
    await binh.presses("Xem mẫu phiếu")
    await binh.presses("Tải: Cây")
    binh.sees("`langnghe forms export cay TỆP.zip`")
    assert binh.last.document is not None
    assert tables(binh.last.document.content, ".xlsx") == tables(TREES, ".xlsx")
    assert stage.look(lambda s: s.scalars(select(FormVersion).where(FormVersion.name == "cay")).one()).version == 1
