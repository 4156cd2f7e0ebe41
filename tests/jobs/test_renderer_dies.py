"""The renderer dies, has no memory, or comes to no end: what is asked for comes without its picture, and says so."""

from __future__ import annotations

import io
import resource
import signal
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import docx
import pytest
from docx.document import Document

from bot.runtime.worker_process import WorkerProcess
from channels.messages import Fetched
from digests import chart, completeness_grid, spec_charts, survey_chart
from digests.document import Letterhead
from digests.template_samples import FULL
from jobs import digest, draw_pictures, survey_export
from jobs.context import JobContext
from services.orders import SurveyExported, SurveyExportOrder
from storage.engine.database import Database
from storage.keyring import KeyRing, new_key
from storage.messaging import stored_files
from tests.conftest import NOW
from tests.handlers.leader.test_digests import dies, several_report
from tests.handlers.playing import ZONE, local, only, prompt_there
from tests.handlers.staff.test_board_digests import draft_of
from tests.services.surveys.test_results import closed
from tests.stage import Person, Stage
from tests.storage.scene import make
from uploads.isolation import Confined


def hangs(*_: object) -> bytes:
    signal.pause()
    return b""


def starves(*values: object) -> bytes:
    """The real renderer, in hardly more room than its process has."""
    resource.setrlimit(resource.RLIMIT_AS, (1 << 20, 1 << 20))
    return chart.chart_png(*values)  # type: ignore[arg-type]


def context(database: Database, worker: WorkerProcess) -> JobContext:
    async def fetch(account: int, file: str, *, limit: int) -> Fetched:
        raise AssertionError("nothing is fetched")

    head = Letterhead("Ban Tuyên giáo", "Tỉnh mẫu", "BTG", ("Tỉnh ủy",))
    confined = Confined()
    return JobContext(database, lambda: NOW, worker.run, confined, confined, fetch, head, "vi", ZONE, lambda _: [])


async def test_digest_is_made_without_its_chart_and_the_next_one_has_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    worker = WorkerProcess()
    ctx = context(Database(f"sqlite:///{tmp_path}/none.db", KeyRing.parse([new_key()])), worker)
    capfd.readouterr()
    for way in (dies, starves, hangs):
        with monkeypatch.context() as patch:
            patch.setattr(digest, "chart_png", way)
            patch.setattr(draw_pictures, "_SECONDS", 1.0 if way is hangs else 60.0)
            assert await digest.draw(ctx, FULL) == (None, True)
    try:
        png, missing = await digest.draw(ctx, FULL)
        assert png and not missing
    finally:
        worker.stop()
    said = capfd.readouterr()
    assert [line for line in (said.out + said.err).splitlines() if "chart not drawn" not in line] == []


async def test_picture_is_drawn_anew_where_its_process_died_of_something_else() -> None:
    tries: list[int] = []
    worker = WorkerProcess()

    async def once(function: Callable[..., bytes], /, *values: object) -> bytes:
        tries.append(1)
        return await worker.run(dies if len(tries) == 1 else function, *values)

    try:
        assert await draw_pictures.drawn(once, bytes, 3) == bytes(3)  # type: ignore[arg-type]
    finally:
        worker.stop()


async def test_survey_document_comes_without_its_chart_and_says_so(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    poll = closed(database, make(database, NOW), NOW + timedelta(hours=1))
    monkeypatch.setattr(survey_chart, "chart_png", dies)
    assert poll.staff.member_id is not None
    worker = WorkerProcess()
    try:
        order = SurveyExportOrder(poll.survey, poll.staff.member_id, "docx")
        made = await survey_export.run(context(database, worker), order)
        picture = await survey_export.run(context(database, worker), replace(order, kind="png"))
    finally:
        worker.stop()
    file = made.results
    assert file is not None
    stored = database.read_now(lambda s: stored_files.file(s, file))
    assert stored is not None
    document = docx.Document(io.BytesIO(stored.content))
    assert any("chưa vẽ được biểu đồ" in one.text for one in document.paragraphs)
    assert not document.inline_shapes
    assert picture == SurveyExported(None, "not_drawn")


async def test_chart_that_is_asked_for_alone_is_answered_at_once(
    stage: Stage, binh: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    only(stage, "daily_digest")
    await several_report(stage)
    await stage.at(local(3, 17))
    await stage.at(local(3, 18))
    await draft_of(binh, "01/11/2026 đến 03/11/2026")
    monkeypatch.setattr(spec_charts, "chart_png", dies)
    await binh.presses("PDF, bảng số liệu, biểu đồ")
    await binh.presses("Luồng ý kiến theo lĩnh vực")
    await stage.until(lambda: "Lần này chưa vẽ được biểu đồ." in binh.last.text)


async def test_table_of_progress_comes_without_its_picture_and_says_so(
    stage: Stage, binh: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    only(stage)
    prompt_there(stage, due=local(3, 17))
    await stage.at(local(3, 18))
    monkeypatch.setattr(completeness_grid, "picture", dies)
    await binh.says("bảng tiến độ")
    await stage.until(lambda: binh.last.document is not None)
    binh.sees("Lần này chưa vẽ được hình; số liệu trong tệp này là đủ.")


async def test_digest_of_the_board_comes_without_its_chart_and_says_so(
    stage: Stage, binh: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The chart is tried again for each document; an approved one is kept for good once it has it."""
    only(stage, "daily_digest")
    await several_report(stage)
    await stage.at(local(3, 17))
    await stage.at(local(3, 18))
    with monkeypatch.context() as dead:
        dead.setattr(digest, "chart_png", dies)
        await draft_of(binh, "01/11/2026 đến 03/11/2026")
        binh.sees("4 báo cáo")
        draft = await document_of(stage, binh)
        await binh.says("/baocaoban")
        await binh.presses("Dự thảo")
        await binh.presses("✓ Duyệt và gửi")
        await binh.presses("Không thuộc")
        await binh.says("/baocaoban")
        await binh.presses("01-BC")
        approved = await document_of(stage, binh)
    for document in (draft, approved):
        assert any("chưa vẽ được biểu đồ" in one.text for one in document.paragraphs)
    await binh.says("/baocaoban")
    await binh.presses("01-BC")
    assert (await document_of(stage, binh, whole=True)).inline_shapes


async def document_of(stage: Stage, binh: Person, *, whole: bool = False) -> Document:
    """The document of a digest that is open, which lacks its chart unless it is `whole`."""
    mark = binh.last.id
    await binh.presses("Văn bản báo cáo" if any("Văn bản báo cáo" in one for one in binh.buttons) else "DOCX")
    await stage.until(lambda: binh.last.id > mark and binh.last.document is not None)
    assert binh.last.document is not None
    assert ("Xin lấy lại văn bản sau." in binh.last.text) is not whole
    return docx.Document(io.BytesIO(binh.last.document.content))
