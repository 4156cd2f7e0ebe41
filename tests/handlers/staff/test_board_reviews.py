"""The compilation of a review: by heading, by unit, with who is missing; nothing of a single reporter's, nothing personal."""

from __future__ import annotations

import io

from docx import Document
from sqlmodel import Session, select

from storage.forms import published_forms
from storage.prompts import prompts
from storage.reports import reports
from storage.reports.reports import Submission
from storage.tables import AssignmentStatus, AuditEntry, Member, Prompt, PromptKind, ReportKind, Role, StoredFile
from tests.handlers.playing import ZONE, joins, local, only, prompt_there
from tests.stage import Person, Stage

TITLE = "Tổng kết công tác dư luận 2026"
HEADINGS = ("results", "models", "difficulties", "lessons", "plans", "proposals")


def answers(stage: Stage, prompt: int, code: str, **words: str) -> None:
    """A member's answer that was sent, without having played how."""

    def work(session: Session) -> None:
        member = session.scalars(select(Member).where(Member.code == code)).one()
        form = published_forms.latest(session, "review")
        assert member.id and form and form.id
        now = stage.world.clock.now()
        said = "".join(f"<{name}>{words.get(name, '')}</{name}>" for name in HEADINGS)
        document = f'<data xmlns:langnghe="urn:langnghe:form" id="review">{said}</data>'
        sent = Submission(ReportKind.REVIEW, form.id, prompt, member.id, member.unit_id, None, document, {}, False)
        reports.add(session, sent, now.astimezone(ZONE).date(), now)
        prompts.set_status(session, prompt, member.id, AssignmentStatus.SUBMITTED, now)

    stage.database.run_now(work)


async def test_answers_of_all_units_come_in_one_document_with_who_is_missing(
    stage: Stage, an: Person, binh: Person, chi: Person
) -> None:
    only(stage)
    stage.world.clock.set(local(5, 9))
    for number, unit in ((1, "X01"), (2, "X02"), (3, "P01")):
        await joins(stage, f"m{number}", f"Người {number}", Role.COLLABORATOR, unit=unit, agrees=False)
    await joins(stage, "kin", "Người Kín", Role.COLLABORATOR, unit="X02", officer="binh", agrees=False)
    prompt = prompt_there(stage, title=TITLE, form="review", matters=())
    stage.database.run_now(lambda s: setattr(s.get_one(Prompt, prompt), "kind", PromptKind.REVIEW))
    answers(
        stage, prompt, "m1", results="Đã tổ chức 12 buổi nắm bắt.", proposals="Đề nghị tập huấn hằng năm.",
        difficulties="Gọi ông Nguyễn Văn Tám 0912 345 678 để hỏi.",
    )  # fmt: skip
    answers(stage, prompt, "m2", results="Đã lập 5 tổ.", proposals="đề nghị  TẬP HUẤN hằng năm.")
    answers(stage, prompt, "kin", results="Lời chỉ cán bộ được giao mới được đọc.")
    await binh.says("/baocaoban")
    await binh.presses("Lập báo cáo")
    await binh.presses("Tổng hợp sơ kết, tổng kết")
    await binh.presses(TITLE)
    assert binh.last.document
    binh.sees(f"Tổng hợp {TITLE}: 2/3 đơn vị có báo cáo.")

    def made(session: Session) -> bytes:
        return session.scalars(select(StoredFile).where(StoredFile.purpose == "review")).one().content

    lines = [one.text for one in Document(io.BytesIO(stage.look(made))).paragraphs]
    whole = "\n".join(lines)
    assert "1. Tình hình triển khai và kết quả" in lines
    assert "xã An Phú; xã Bình Hòa: Đề nghị tập huấn hằng năm." in lines
    assert sum("tập huấn" in line.lower() for line in lines) == 3, "alike: once by heading, once for each unit"
    assert whole.index("I. THEO ĐỀ MỤC") < whole.index("II. THEO ĐƠN VỊ") < whole.index("III. ĐƠN VỊ CHƯA GỬI")
    for hidden in ("0912", "Nguyễn Văn Tám", "chỉ cán bộ được giao", "Người Kín"):
        assert hidden not in whole, hidden
    assert lines[-1] == "phường Đông Sơn."
    logged = stage.look(lambda s: [one.action for one in s.scalars(select(AuditEntry))])
    assert logged.count("board.review") == 1
    await chi.says("/menu")
    await chi.presses_on(chi.card.id, f"board.review:{prompt}", force=True)
    assert chi.toast == "Nút này không còn dùng được. Bấm /menu để mở danh mục."
