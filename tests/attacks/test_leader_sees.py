"""All ways of a leader to what was reported: none leads to who reported it, to their words, or to the unverified unmarked."""

from __future__ import annotations

import io
import zipfile

from sqlmodel import Session, select

from handlers.conversations import ROUTES
from storage.reports import export, review
from storage.tables import Alert, AuditEntry, Digest, Report, Role
from tests.handlers.conftest import an, binh, chi, stage, world
from tests.handlers.playing import (
    GIST,
    UP_TO_URGENCY,
    WHOLE,
    begin_report,
    joins,
    local,
    only,
    play,
    prompt_there,
    report_there,
)
from tests.stage import Person, Stage

__all__ = ["an", "binh", "chi", "stage", "world"]

SENSITIVE = "Bà con họp kín ở nhà văn hóa xóm Đoài, định kéo lên huyện phản đối thu hồi đất."
SINGLE = "Trong phường có nhóm người phát tờ rơi kêu gọi không đóng quỹ của khu dân cư."
ALERT_WORDS = ("họp kín", "xóm Đoài", "tờ rơi", "đóng quỹ")
UNVERIFIED = "Chưa xác minh"


async def a_month(stage: Stage, an: Person, binh: Person) -> Person:
    """Four ordinary reporters, an urgent unverified report marked as sensitive, and a single reporter with their alert."""
    only(stage, "daily_digest")
    em = await joins(stage, "em", "Đỗ Em", Role.STAFF, duty=2)
    kim = await joins(stage, "kim", "Mai Kim", Role.COLLABORATOR, unit="P01", officer="em")
    for number in range(4):
        await joins(stage, f"ctv-{number}", f"Cộng Tác {number}", Role.COLLABORATOR, unit="X01", agrees=False)
        report_there(stage, f"ctv-{number}")
    prompt_there(stage)
    await begin_report(an)
    await play(an, [(how, SENSITIVE if text == GIST else text) for how, text in WHOLE])
    await an.presses("Gửi")
    await begin_report(kim)
    await play(kim, [(how, SINGLE if text == GIST else text) for how, text in UP_TO_URGENCY])
    await kim.presses("Báo khẩn")
    await kim.presses("Báo khẩn ngay")
    return em


def marked(stage: Stage) -> list[str]:
    """The sent report becomes urgent and sensitive; the numbers of all."""

    def work(session: Session) -> list[str]:
        found = session.scalars(select(Report).order_by(Report.id)).all()  # type: ignore[arg-type]
        found[-1].urgent = True
        review.begin(session, found[-1].id, stage.world.clock.now())
        held = review.of(session, found[-1].id)
        assert held is not None
        held.sensitive = True
        return [one.number for one in found]

    return stage.database.run_now(work)


def document_text(content: bytes) -> str:
    archive = zipfile.ZipFile(io.BytesIO(content))
    return "\n".join(
        archive.read(name).decode("utf-8", "replace") for name in archive.namelist() if name.endswith("xml")
    )


async def test_a_leader_finds_neither_reporter_nor_words_and_the_unverified_only_under_its_heading(
    stage: Stage, an: Person, binh: Person, chi: Person, logs: io.StringIO
) -> None:
    """Digest, chart, document, what answers a directive, every command and button, words of a search, export, logs."""
    mark = logs.tell()
    em = await a_month(stage, an, binh)
    numbers = marked(stage)
    await binh.says(numbers[-1])
    binh.sees(SENSITIVE)  # it is there for whoever may read it
    await stage.at(local(3, 17))
    for label in [label for label in chi.buttons if "DOCX" not in label]:
        await chi.presses(label)
    await chi.presses("DOCX")
    for typed in (
        "/baocaomoi",
        "báo cáo mới",
        *numbers,
        "/canhbao",
        "/tonghop",
        "/tim tờ rơi",
        "/ykien",
        "tờ rơi",
        "báo cáo của Mai Kim",
        *ROUTES.open_commands(set(Role), sees_all=True),
    ):
        await chi.says(typed)
    alert = stage.look(lambda s: s.scalars(select(Alert.id)).one()) or 0
    await chi.presses_on(chi.card.id, f"directive.check:{alert}", force=True)
    await chi.says("Kiểm tra giúp việc này.")
    await em.presses("Trả lời lãnh đạo")
    await em.says(f"Cơ sở báo: {SINGLE}")
    em.sees("lặp lại lời của báo cáo")
    await em.says("Đã hỏi, chưa có gì bất thường.")
    chi.sees("Đã hỏi, chưa có gì bất thường.")
    holder = chi.card.id
    for verb in sorted(ROUTES.verbs - {"join.agree", "join.decline"}):
        for about in {1, alert, len(numbers)}:
            await chi.presses_on(holder, f"{verb}:{about}:0:0", force=True)
    texts = [message.text for message in chi.phone if not message.mine]
    texts += [label for message in chi.phone if not message.mine for label in message.labels()]
    files = [message.document for message in chi.phone if message.document]
    assert files, "the document came"
    read = [*texts, *(document_text(file.content) for file in files)]
    digests = stage.look(lambda s: s.scalars(select(Digest)).all())
    read += [digest.figures for digest in digests]  # what the chart is drawn from
    exported = stage.look(lambda s: [str(line) for line in export.lines(s)])
    audited = stage.look(lambda s: [str(row.model_dump()) for row in s.scalars(select(AuditEntry))])
    assert len(exported) == len(numbers) and audited
    logs.seek(mark)
    for secret in ("Hoàng An", "Mai Kim", "Cộng Tác", "ctv-", SENSITIVE, SINGLE, *ALERT_WORDS):
        assert not [text for text in (*exported, *audited, logs.read()) if secret in text], secret
        logs.seek(mark)
    for secret in ("Hoàng An", "Mai Kim", "Đỗ Em", "Cộng Tác", "ctv-", SENSITIVE, SINGLE, *ALERT_WORDS, *numbers):
        assert not [text for text in read if secret in text], secret
    assert any(UNVERIFIED in text for text in texts)
    for text in texts:
        if "cán bộ trực" in text:  # how an unverified matter stands
            assert UNVERIFIED in text.partition("cán bộ trực")[0], text
