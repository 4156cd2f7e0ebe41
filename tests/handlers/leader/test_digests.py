"""The digest in the chat: at its hour to leaders and staff, at once to the staff member who asks, and nowhere else."""

from __future__ import annotations

import io
import os
import zipfile
from datetime import timedelta

import pytest
from sqlmodel import Session, select

from forms.builtin_forms import builtin
from jobs import digest, document
from storage.forms import published_forms
from storage.tables import Address, Digest, DigestKind, Role, Task
from tests.handlers.playing import begin_report, joins, local, member_id, only, play, prompt_there, report_there
from tests.handlers.staff.test_alerts import URGENT
from tests.stage import Person, Stage


def dies(*_: object) -> bytes:
    """The renderer where it is not given enough memory."""
    os._exit(1)


async def several_report(stage: Stage) -> None:
    """Four people of one commune report on one matter: enough for figures and a name."""
    for number in range(4):
        await joins(stage, f"m{number}", f"Người Thứ {number}", Role.COLLABORATOR, unit="X01", agrees=False)
        report_there(stage, f"m{number}")


async def test_every_day_at_five(stage: Stage, an: Person, binh: Person, chi: Person) -> None:
    only(stage, "daily_digest")
    await several_report(stage)
    marks = {person: person.last.id for person in (an, binh, chi)}
    await stage.at(local(3, 16, 59))
    assert chi.answers(marks[chi]) == []
    await stage.at(local(3, 17))
    await stage.tick()
    assert [len(person.answers(marks[person])) for person in (an, binh, chi)] == [0, 1, 1]
    chi.sees("4 báo cáo từ 1/3 xã")
    assert chi.last.photo is not None, "there is something to draw"
    await stage.at(local(6, 9))
    assert len(chi.answers(marks[chi])) == 2, "three days asleep: one digest covers them"
    await stage.at(local(6, 17))
    assert len(chi.answers(marks[chi])) == 3
    chi.sees("chưa nhận được phản ánh mới")


async def test_sections_unfold_in_place_where_the_network_and_the_setting_have_that(
    stage: Stage, binh: Person, chi: Person
) -> None:
    for channel in stage.app._by_account.values():
        channel.folds = True
    only(stage, "daily_digest")
    await several_report(stage)
    mark = chi.last.id
    await stage.at(local(3, 17))
    picture, whole = chi.phone[-2:]
    assert picture.photo and not picture.text, "the words stand in a message of their own, which can unfold"
    assert whole.text.startswith("Dư luận") and "4 báo cáo từ 1/3 xã" in whole.text
    assert "▸ Theo lĩnh vực" in whole.text and "▸ Theo nơi\nNơi được phản ánh | Số báo cáo | " in whole.text
    assert "▸ Theo lĩnh vực\nLĩnh vực | Số báo cáo | Luồng ý kiến" in whole.text and "\n• " in whole.text
    assert any("Văn bản" in label for label in chi.buttons)
    assert len(chi.answers(mark)) == 2
    # The network takes no such message: the text goes by itself, once, and its sections are behind their buttons.
    stage.world.faults.add("refused", method="sendRichMessage", said="RICH_VALIDATE_CTOR_NOT_ALLOWED")
    await stage.at(local(4, 17))
    assert "▸" not in chi.last.text and len(chi.answers(mark)) == 3


async def test_sections_and_document(stage: Stage, chi: Person, binh: Person) -> None:
    only(stage, "daily_digest")
    await several_report(stage)
    report_there(stage, "dung")
    await stage.at(local(3, 17))
    sections = [label for label in chi.buttons if "DOCX" not in label]
    assert len(sections) >= 3
    for label in sections:
        mark = chi.last.id
        await chi.presses(label)
        assert len(chi.answers(mark)) == 1
        assert "Hoàng An" not in chi.last.text
        assert "xã Bình Hòa" not in chi.last.text, "one reporter names no commune"
        assert len(chi.last.text) < 4096
    mark = chi.last.id
    await chi.presses("DOCX")
    await chi.presses("DOCX")
    sent = [m for m in chi.phone if m.id > mark and m.document]
    assert [m.document.name for m in sent if m.document] == ["ban-tong-hop-2026-11-03.docx"] * 2
    digest = stage.look(lambda s: s.scalars(select(Digest)).one())
    stage.world.clock.advance(timedelta(days=63).total_seconds())
    await stage.app.ticker.tidy()
    cleared = stage.look(lambda s: s.scalars(select(Digest)).one())
    assert (cleared.chart_id, cleared.document_id) == (None, None), "kept for two months"
    await chi.presses_on(chi.card.id, f"dd:{digest.id}", force=True)
    assert chi.last.document is not None
    assert chi.last.document.name == "ban-tong-hop-2026-11-03.docx"
    with zipfile.ZipFile(io.BytesIO(chi.last.document.content)) as parts:
        pictures = [name for name in parts.namelist() if name.endswith(".png")]
    assert len(pictures) == 1, "the chart was drawn again"
    for token in (f"ds:{digest.id}:99", f"ds:{digest.id}", "ds:999:0", "dd:999"):
        await chi.presses_on(chi.card.id, token, force=True)
        chi.sees("Chưa có bản tổng hợp.")


async def test_now_is_for_whoever_asks(stage: Stage, an: Person, binh: Person, chi: Person) -> None:
    only(stage)
    em = await joins(stage, "em", "Đỗ Em", Role.STAFF)
    report_there(stage, "an")
    stage.world.clock.set(local(3, 21))
    marks = {person: person.last.id for person in (an, binh, chi, em)}
    await binh.says("/menu")
    await binh.presses("Tổng hợp ngay")
    assert [len(person.answers(marks[person])) for person in (an, chi, em)] == [0, 0, 0]
    binh.sees("Ít hơn 3 người báo cáo")  # at night too: somebody waits for it
    report_there(stage, "dung")
    stage.world.clock.advance(60)
    await binh.says("/menu")
    await binh.presses("Tổng hợp ngay")
    binh.sees("Ít hơn 3 người báo cáo")  # one person has come since: two looks would tell of them
    await play(an, URGENT)
    stage.world.clock.advance(60)
    await binh.says("/menu")
    await binh.presses("Tổng hợp ngay")
    binh.sees("1 việc khẩn")  # what is urgent is told all the same
    binh.sees("chờ cán bộ trực nhận")
    binh.sees("Số báo cáo như bản lúc 21:00 ngày 03/11/2026")
    for key in ("hoa", "kim"):
        await joins(stage, key, f"Người {key}", Role.COLLABORATOR, unit="X01", agrees=False)
        report_there(stage, key)
    stage.world.clock.advance(60)
    await binh.says("/menu")
    await binh.presses("Tổng hợp ngay")
    binh.sees("5 báo cáo từ 2/3 xã, 1 việc khẩn")  # as it stands now
    interim = stage.look(lambda s: s.scalars(select(Digest)).all())[-1]
    assert interim.kind is DigestKind.INTERIM
    for token in (f"ds:{interim.id}:1", f"dd:{interim.id}"):
        await chi.presses_on(chi.card.id, token, force=True)
        chi.sees("Chưa có bản tổng hợp.")
        await an.presses_on(an.card.id, token, force=True)
        assert an.toast == "Nút này không còn dùng được. Bấm /menu để mở danh mục."
    await chi.says("/tonghop")
    chi.sees("Chưa có bản tổng hợp.")


async def test_the_latest_again_at_any_hour(stage: Stage, chi: Person) -> None:
    only(stage, "daily_digest")
    await stage.at(local(3, 17))
    text = chi.last.text
    stage.world.clock.set(local(3, 22))
    mark = chi.last.id
    await chi.says("/tonghop")
    assert chi.answers(mark) == [f"(Lập lúc 17:00 ngày 03/11/2026, chưa gồm tin đến sau đó.)\n{text}"]
    await chi.presses("DOCX")
    assert chi.last.document


async def test_nobody_waits_in_vain(stage: Stage, binh: Person, chi: Person) -> None:
    """Who was away gets it on return, an officer like a leader; who asked gets it though they pass for unreachable."""
    only(stage, "daily_digest")
    marks = {person: person.last.id for person in (binh, chi)}
    for person in marks:
        await person.does("block")
    await stage.at(local(3, 17))
    for person in marks:
        await person.does("unblock")
        await person.says("xin chào")
    assert [sum("ngày 03/11/2026" in text for text in one.answers(mark)) for one, mark in marks.items()] == [1, 1]

    def marked(session: Session) -> None:
        for address in session.scalars(select(Address).where(Address.member_id == member_id(stage, "binh"))):
            address.unreachable, address.unreachable_at = "deactivated", stage.world.clock.now() + timedelta(hours=1)

    await binh.says("/menu")
    stage.database.run_now(marked)
    await binh.presses("Tổng hợp ngay")
    binh.sees("(bản của Ban)")


async def test_a_digest_that_cannot_be_made(
    stage: Stage, binh: Person, chi: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    only(stage)

    def broken(*_: object) -> None:
        raise RuntimeError("no figures")

    monkeypatch.setattr(digest, "write_pages", broken)
    mark = chi.last.id
    await binh.says("/menu")
    await binh.presses("Tổng hợp ngay")
    for tries in (1, 2):
        await stage.until(lambda tries=tries: stage.look(lambda s: s.scalars(select(Task)).one()).tries == tries)  # type: ignore[misc]
        stage.world.clock.advance(600)
    await stage.until(lambda: "Chưa lập được bản tổng hợp." in binh.last.text)
    await stage.settle()
    assert chi.answers(mark) == []


async def test_digest_of_a_day_that_already_has_a_late_one(stage: Stage, chi: Person) -> None:
    only(stage, "daily_digest")
    await stage.at(local(4, 8, 30))  # the machine was off at five
    chi.sees("chưa nhận được tin khẩn")
    await several_report(stage)
    await stage.at(local(4, 17))
    chi.sees("Dư luận xã hội từ 08:30 ngày 04/11 đến 17:00 ngày 04/11/2026")
    chi.sees("4 báo cáo từ 1/3 xã")
    assert stage.look(lambda s: len(s.scalars(select(Digest)).all())) == 2


async def test_an_alert_that_nobody_has_sent_as_a_report_stands_in_the_digest(
    stage: Stage, an: Person, chi: Person
) -> None:
    only(stage, "daily_digest")
    prompt_there(stage)
    await begin_report(an)
    await an.presses("Giá vật tư")
    await an.presses("Báo khẩn")
    await an.presses("Báo khẩn ngay")
    await stage.at(local(3, 17))
    chi.sees("1 việc khẩn; chưa nhận được báo cáo mới.")
    chi.sees("Việc khẩn")
    chi.has_not_seen("chưa nhận được tin khẩn")


async def test_own_topic_by_its_label_everywhere(stage: Stage, chi: Person) -> None:
    only(stage, "daily_digest")
    own = "Khắc phục hậu quả bão, lũ năm 2026"

    def publish(session: Session) -> None:
        form = builtin("periodic")
        choice = "<item><itextId>topic-0</itextId><name>party</name></item>"
        assert choice in form.xml
        more = "<item><itextId>topic-own</itextId><name>bao_lu_2026</name></item>"
        called = f'<text id="topic-own"><value>{own}</value></text></translation>'
        xml = form.xml.replace(choice, choice + more).replace("</translation>", called)
        published_forms.publish(session, "periodic", form.title, xml, stage.world.clock.now())

    stage.database.run_now(publish)
    for number in range(4):
        await joins(stage, f"m{number}", f"Người Thứ {number}", Role.COLLABORATOR, unit="X01", agrees=False)
        report_there(stage, f"m{number}", topic="bao_lu_2026")
    await stage.at(local(3, 17))
    chi.sees(f"{own} (4 báo cáo")
    await chi.presses("Theo nơi")
    chi.sees("nhiều nhất về khắc phục hậu quả bão, lũ năm 2026")


async def test_digest_leaves_on_time_as_text_where_the_renderer_dies(
    stage: Stage, binh: Person, chi: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    only(stage, "daily_digest")
    await several_report(stage)
    monkeypatch.setattr(digest, "chart_png", dies)
    await stage.at(local(3, 17))
    for person in (binh, chi):
        person.sees("4 báo cáo từ 1/3 xã")
        person.sees("Lần này chưa vẽ được biểu đồ; số liệu trong tin này là đủ.")
        assert person.last.photo is None
    await chi.presses("DOCX")
    assert chi.last.document, "the next piece of work has a new process"
    with zipfile.ZipFile(io.BytesIO(chi.last.document.content)) as parts:
        assert "Lần này chưa vẽ được biểu đồ" in parts.read("word/document.xml").decode()


async def test_document_that_cannot_be_made_is_told_to_whoever_waits_and_to_staff(
    stage: Stage, binh: Person, chi: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    only(stage, "daily_digest")
    await several_report(stage)
    await stage.at(local(3, 17))
    monkeypatch.setattr(document, "document_docx", dies)
    await chi.presses("DOCX")
    for tries in (1, 2):
        await stage.until(lambda tries=tries: stage.look(lambda s: s.scalars(select(Task)).one()).tries == tries)  # type: ignore[misc]
        stage.world.clock.advance(600)
    await stage.until(lambda: "Chưa lập được văn bản (DOCX)." in chi.last.text)
    await stage.settle()
    binh.sees("Chưa lập được văn bản (DOCX).")
