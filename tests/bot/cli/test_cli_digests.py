"""Documents of board digests and templates of an office's own, at the terminal."""

from __future__ import annotations

import shutil
import zipfile
from datetime import UTC, date, timedelta
from pathlib import Path

import docx
import openpyxl
import orjson
import pytest
from sqlmodel import Session, select

from bot.cli.console import now
from digests.template_samples import FULL
from services.actor import Actor
from services.board import board_approval, board_drafts
from services.board.board_approval import Approved, Registry
from services.board.board_drafts import Wish
from services.board.period_figures import Counted
from storage.tables import AuditEntry, BoardDigest, BoardDigestKind, BoardDigestStatus, Member, Role, Secrecy
from tests.bot.terminal import Terminal

OFFICER = Actor(1, frozenset({Role.STAFF}))
REGISTRY = Registry("2025-2030", "BTGDVTU")


def officer(terminal: Terminal) -> str:
    """The code of an officer of the board."""
    terminal.set_up()
    terminal("invite", "--role", "staff", "--name", "Bình")
    with terminal.database() as database:
        return database.read_now(lambda session: [one.code for one in session.scalars(select(Member))][-1])


def actions(terminal: Terminal) -> list[str]:
    with terminal.database() as database:
        return database.read_now(lambda session: [one.action for one in session.scalars(select(AuditEntry))])


def words(path: str) -> str:
    return "\n".join(paragraph.text for paragraph in docx.Document(path).paragraphs)


def own(path: Path, said: str) -> None:
    document = docx.Document()
    document.add_paragraph(said)
    document.save(str(path))


def approved(session: Session, secrecy: Secrecy, document: bytes) -> None:
    """An approved digest of November with its document."""
    wish = Wish(BoardDigestKind.MONTHLY, FULL.first_day, FULL.last_day, 7)
    made = board_drafts.make(session, OFFICER, wish, Counted(FULL, None, FULL.until, False), None, FULL.until)
    done = board_approval.approve(session, OFFICER, made.board_id, 1, secrecy, REGISTRY, FULL.until, UTC)
    assert isinstance(done, Approved)
    assert board_approval.keep_document(
        session, made.board_id, BoardDigestStatus.APPROVED, done.board.version, document, FULL.until
    )


def test_approved_digest_is_exported_as_document_tables_and_pdf_even_where_it_is_a_secret(terminal: Terminal) -> None:
    officer(terminal)
    own(Path("source.docx"), "Báo cáo đã duyệt")
    content = Path("source.docx").read_bytes()
    with terminal.database() as database:
        database.run_now(lambda session: approved(session, Secrecy.YES, content))
    assert "✓" in terminal("digest", "export", "01-BC/BTGDVTU", "out.docx").out
    assert Path("out.docx").read_bytes() == content
    assert terminal("digest", "export", "1", "out.json").code == 0
    told = orjson.loads(Path("out.json").read_bytes())
    assert told["figures"]["topics"][0]["reports"] == 20
    assert set(told["charts"]) == {"chart"}, "of one topic there is nothing to compare"
    assert all("vega-lite" in one["$schema"] for one in told["charts"].values())
    assert terminal("digest", "export", "1", "out.xlsx").code == 0
    assert openpyxl.load_workbook("out.xlsx")["Lĩnh vực"]["B2"].value == 20
    assert terminal("digest", "export", "1", "out.csv").code == 0
    assert "topic" in Path("out.csv").read_text("utf-8-sig") and Path("out.codebook.csv").exists()
    made = terminal("digest", "export", "1", "out.pdf")
    if shutil.which("soffice"):
        assert Path("out.pdf").read_bytes().startswith(b"%PDF")
    else:
        assert (made.code, "LibreOffice" in made.err) == (1, True)
    assert actions(terminal).count("board.export") == 5
    for arguments, said in (
        (("2", "x.docx"), "Không có văn bản của báo cáo số 2"),
        (("x", "x.docx"), "Xin ghi số"),
        (("1", "x.odt"), ".docx, .pdf, .xlsx, .csv hoặc .json"),
        (("1", "x.docx", "--term", "2020-2025"), "nhiệm kỳ 2020-2025"),
    ):
        refused = terminal("digest", "export", *arguments)
        assert (refused.code, said in refused.err) == (1, True), refused.err
        assert not Path("x.docx").exists()


def test_digest_of_any_days_is_an_officers_draft_and_never_a_count_of_nobodys(terminal: Terminal) -> None:
    code = officer(terminal)
    today = f"{now():%Y-%m-%d}"
    period = ("digest", "build", "--from", "2026-01-01", "--to", "2026-01-31")
    refused = terminal(*period, "--out", "d.docx")
    assert (refused.code, "--by" in refused.err) == (1, True)
    assert not Path("d.docx").exists()
    made = terminal(*period, "--audience", "leader", "--by", code, "--out", "d.docx")
    assert "dự thảo" in made.out
    assert "[Cần bổ sung: nhận định, đánh giá của Ban]" in words("d.docx")
    with terminal.database() as database:
        drafts = database.read_now(lambda session: session.scalars(select(BoardDigest)).all())
    assert [(one.status, one.first_day) for one in drafts] == [(BoardDigestStatus.DRAFT, date(2026, 1, 1))]
    assert "board.draft" in actions(terminal)
    own(Path("own.docx"), "Riêng: {{ trích_yếu }}")
    assert terminal(*period, "--by", code, "--template", "own.docx", "--out", "d.docx").code == 0
    assert words("d.docx").startswith("Riêng: tình hình dư luận xã hội tháng 1/2026")
    with terminal.database() as database:
        assert len(database.read_now(lambda session: session.scalars(select(BoardDigest)).all())) == 1, "one draft"
    later = f"{now() + timedelta(days=9):%Y-%m-%d}"
    for arguments, said in (
        (("--from", "2026-02-01", "--to", "2026-01-01"), "trước ngày đầu"),
        (("--from", today, "--to", later), "chưa hết"),
        (("--from", "2024-01-01", "--to", "2025-12-31"), "400 ngày"),
        (("--from", "mai kia", "--to", today), "Chưa đọc được ngày"),
        (("--from", today, "--to", today, "--by", "NOBODY"), "không phải của cán bộ"),
    ):
        refused = terminal("digest", "build", *arguments, "--out", "x.docx")
        assert (refused.code, said in refused.err) == (1, True), refused.err


def test_own_template_is_checked_used_and_given_up_again(terminal: Terminal) -> None:
    code = officer(terminal)
    assert terminal("templates", "export", "ours.docx").code == 0
    checked = terminal("templates", "check", "ours.docx")
    assert (checked.code, "✓ Mẫu dùng được" in checked.out) == (0, True), checked.all
    own(Path("bad.docx"), "{{ trich_yeu }}")
    refused = terminal("templates", "use", "bad.docx")
    assert refused.code == 1
    assert "Không có thẻ “trich_yeu” ở thân văn bản: “{{ trich_yeu }}”. Có phải là “trích_yếu”?" in refused.err
    own(Path("good.docx"), "Mẫu riêng: {{ trích_yếu }}")
    used = terminal("templates", "use", "good.docx")
    assert "Mẫu không có chỗ cho nhận định của Ban" in used.out
    build = ("digest", "build", "--from", "2026-01-01", "--to", "2026-01-31", "--by", code, "--out", "d.docx")
    terminal(*build)
    assert words("d.docx").startswith("Mẫu riêng: ")
    assert "✓" in terminal("templates", "use", "--none").out
    terminal(*build)
    assert not words("d.docx").startswith("Mẫu riêng: ")
    assert "Không có mẫu riêng" in terminal("templates", "use", "--none").out
    assert [one for one in actions(terminal) if one.startswith("template.")] == ["template.use", "template.drop"]


@pytest.mark.parametrize(
    ("made", "said"),
    [
        ("macros", "macro"),
        ("large", "20 MB"),
        ("text", "không phải văn bản Word"),
        ("old", "đời cũ"),
        ("nothing", "Không có tệp"),
    ],
)
def test_what_cannot_be_a_template_is_one_sentence(terminal: Terminal, made: str, said: str) -> None:
    terminal.set_up()
    path = Path("t.docx")
    own(path, "{{ trích_yếu }}")
    if made == "macros":
        with zipfile.ZipFile(path, "a") as parts:
            parts.writestr("word/vbaProject.bin", b"x")
    elif made == "large":
        path.write_bytes(path.read_bytes() + bytes(20 << 20))
    elif made == "text":
        path.write_text("Báo cáo")
    elif made == "old":
        stream = "WordDocument".encode("utf-16-le").ljust(64, b"\0") + (26).to_bytes(2, "little")
        path.write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(120) + stream)
    else:
        path.unlink()
    refused = terminal("templates", "use", "t.docx")
    assert (refused.code, said in refused.err, refused.err.count("\n")) == (1, True, 1), refused.err
