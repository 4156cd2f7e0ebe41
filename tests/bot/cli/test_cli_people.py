"""Invitations and the roster at the terminal."""

from __future__ import annotations

import io
import re
from datetime import datetime, time, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import openpyxl
import pikepdf
import pytest
import vl_convert
import zxingcpp
from PIL import Image
from sqlmodel import Session, col, select

from bot.cli.console import now
from channels.codec import load_act
from channels.messages import ForgetCommands
from jobs.invitation_sheets import InvitationCard, pages
from sandbox.world import World
from storage.engine.program_lock import hold
from storage.members import addresses, invitations
from storage.tables import Address, Delivery, Invitation, Member
from tests.bot.cli.test_cli import CODE
from tests.bot.terminal import Terminal, look_alike
from tests.storage.roster.test_roster import MEMBERS, UNITS, book, changed
from texts.catalogue import catalogue_for

PEOPLE = changed(MEMBERS, F2="Nông dân; Cán bộ, đảng viên, công chức, viên chức")


def members(terminal: Terminal) -> dict[str, str]:
    with terminal.database() as database:
        return database.read_now(lambda session: {one.code: one.name for one in session.scalars(select(Member))})


def redeemed(terminal: Terminal, code: str) -> str | None:
    with terminal.database() as database:
        found = database.run_now(lambda session: invitations.redeem(session, code, now()))
        return found.code if found else None


def test_a_new_leader_is_put_on_the_roster_and_invited(terminal: Terminal) -> None:
    terminal.set_up()
    said = terminal("invite", "--role", "leader", "--name", " Phạm  Chi ")
    (code,) = set(CODE.findall(said.out))
    assert "Phạm Chi (LD01)" in said.out
    assert members(terminal) == {"QT01": "Trần Bình", "LD01": "Phạm Chi"}
    assert redeemed(terminal, code) == "LD01"


def test_an_invitation_by_name_never_opens_the_record_of_somebody_else(terminal: Terminal) -> None:
    terminal.set_up()
    first = CODE.findall(terminal("invite", "--role", "staff", "--name", "Nguyễn Thị Lan").out)[0]
    assert redeemed(terminal, first) == "CB01"
    for role in ("staff", "collaborator"):
        said = terminal("invite", "--role", role, "--name", "nguyễn  thị lan")
        assert (said.code, CODE.search(said.all)) == (1, None)
        assert "Mã CB01, chưa tham gia." in said.err
        assert "`langnghe invite --member CB01`" in said.err
        assert "--somebody-else" in said.err
    said = terminal("invite", "--role", "staff", "--name", "Nguyễn Thị Lan", "--somebody-else")
    assert redeemed(terminal, CODE.findall(said.out)[0]) == "CB02"
    assert redeemed(terminal, CODE.findall(terminal("invite", "--member", "CB01").out)[0]) == "CB01"
    assert list(members(terminal)) == ["QT01", "CB01", "CB02"]


def test_an_invitation_while_the_program_runs(terminal: Terminal) -> None:
    terminal.set_up()
    with terminal.database() as database, hold(database):
        assert CODE.search(terminal("invite", "--member", "QT01").out)


@pytest.mark.parametrize(
    "arguments",
    [
        (),
        ("--member", "QT01", "--role", "admin", "--name", "An"),
        ("--role", "admin"),
        ("--name", "An"),
        ("--role", "admin", "--name", "  "),
        ("--role", "king", "--name", "An"),
        ("--member", "NOBODY"),
    ],
    ids=" ".join,
)
def test_an_invitation_for_nobody_is_refused(terminal: Terminal, arguments: tuple[str, ...]) -> None:
    terminal.set_up()
    said = terminal("invite", *arguments)
    assert said.code == 1
    assert said.err.count("\n") == 1
    assert not CODE.search(said.all)
    assert len(members(terminal)) == 1


def test_who_is_off_the_roster_is_not_invited_and_why_is_said(terminal: Terminal) -> None:
    terminal.set_up()
    Path("codes.txt").write_text("QT01\n")
    for suspended, why in ((False, "đã nghỉ"), (True, "đang tạm dừng tham gia")):
        with terminal.database() as database:

            def leave(session: Any, suspended: bool = suspended) -> None:
                member = session.scalars(select(Member)).one()
                member.left_at, member.suspended = now(), suspended

            database.run_now(leave)
        for command in (("--member", "QT01"), ("--file", "codes.txt")):
            assert why in terminal("invite", *command).err.lower(), command


def test_the_template_comes_with_the_root_and_can_be_imported(terminal: Terminal) -> None:
    terminal.set_up()
    assert terminal("roster", "template", "mau.xlsx").code == 0
    sheet = openpyxl.load_workbook("mau.xlsx").worksheets[0]
    assert [cell.value for cell in sheet[2]][:3] == ["TINH", "Ban Tuyên giáo và Dân vận Tỉnh ủy", "Tỉnh"]
    said = terminal("roster", "import", "mau.xlsx")
    assert (said.code, "0 thêm mới, 0 thay đổi, 1 giữ nguyên" in said.out) == (0, True)


def test_the_template_needs_no_database(terminal: Terminal) -> None:
    assert terminal("roster", "template", "mau.xlsx").code == 0
    assert [path.name for path in terminal.here.iterdir()] == ["mau.xlsx"]


def test_a_template_is_not_written_where_it_cannot_be(terminal: Terminal) -> None:
    said = terminal("roster", "template", "no/such/place.xlsx")
    assert (said.code, said.err.count("\n")) == (1, 1)


def test_a_roster_is_tried_and_then_imported_while_the_program_runs(terminal: Terminal) -> None:
    terminal.set_up()
    Path("r.xlsx").write_bytes(book(UNITS, PEOPLE))
    with terminal.database() as database, hold(database):
        tried = terminal("roster", "import", "r.xlsx", "--dry-run")
        assert (tried.code, len(members(terminal))) == (0, 1)
        assert "Thành viên: 3 thêm mới" in tried.out
        done = terminal("roster", "import", "r.xlsx")
        assert (done.code, len(members(terminal))) == (0, 4)
        assert "Thành viên: 3 thêm mới" in done.out

        def join(session: Session) -> None:
            """A collaborator to whose chat the network offers commands."""
            account = addresses.account(session, "telegram", "1").id
            someone = session.scalars(select(Member).where(Member.code == PEOPLE[1][0])).one()
            addresses.add_address(session, account, "555", someone.id, now())
            session.scalars(select(Address)).one().commands = "told"

        def forgotten(session: Session) -> list[tuple[str, object]]:
            return [(one.chat, load_act(one.act or b"")) for one in session.scalars(select(Delivery))]

        database.run_now(join)
        Path("left.xlsx").write_bytes(book(UNITS, changed(PEOPLE, J2="x")))
        assert terminal("roster", "import", "left.xlsx", "--dry-run").code == 0
        assert database.read_now(forgotten) == []
        assert terminal("roster", "import", "left.xlsx").code == 0
        assert database.read_now(forgotten) == [("555", ForgetCommands())], "the network is told to offer nothing there"


@pytest.mark.parametrize("language", ["vi", "en"])
def test_wrong_cells_are_told_by_sheet_row_and_column(
    terminal: Terminal, monkeypatch: pytest.MonkeyPatch, language: str
) -> None:
    terminal.set_up()
    monkeypatch.setenv("LANGNGHE_LANGUAGE", language)
    Path("r.xlsx").write_bytes(book(UNITS, changed(PEOPLE, C2="113", D3="X99", E4="=A1")))
    said = terminal("roster", "import", "r.xlsx")
    assert said.code == 1
    lines = said.err.splitlines()
    assert len(lines) == 4, "the sum and the three cells: nothing is concluded from the formula"
    if language == "vi":
        assert lines[1] == 'Thành viên, dòng 2, cột Điện thoại: "113" không phải số điện thoại Việt Nam hợp lệ.'
        assert 'Thành viên, dòng 3, cột Mã đơn vị: không có đơn vị nào mang mã "X99".' in lines
    else:
        assert lines[1] == 'Members, row 2, column Phone: "113" is no Vietnamese phone number.'
    assert members(terminal) == {"QT01": "Trần Bình"}


def test_a_file_that_is_no_roster_is_a_sentence(terminal: Terminal) -> None:
    terminal.set_up()
    Path("r.xlsx").write_bytes(b"hello")
    said = terminal("roster", "import", "r.xlsx")
    assert (said.code, "đã hỏng" in said.err) == (1, True)
    said = terminal("roster", "import", "none.xlsx")
    assert (said.code, "none.xlsx" in said.err) == (1, True)
    made = openpyxl.Workbook()
    memory = io.BytesIO()
    made.save(memory)
    Path("r.xlsx").write_bytes(memory.getvalue())
    assert 'Thiếu trang "Đơn vị"' in terminal("roster", "import", "r.xlsx").err


def test_every_mistake_has_a_sentence_in_both_languages() -> None:
    import re

    from texts.catalogue import LANGUAGES, catalogue_for

    source = "".join(
        path.read_text("utf-8") for path in (Path(__file__).parents[3] / "storage" / "roster").glob("*.py")
    )
    codes = set(re.findall(r'(?:_Wrong\(|_whole\(|code=|None, )"(\w+)"', source))
    codes |= set(re.findall(r'(?:wrong|Mistake)\([^()]*?, "(\w+)"(?:, \*\*at|, value|, row|, \{|\))', source))
    assert {"required", "formula", "circle", "unknown_unit", "too_large", "duty_twice"} <= codes
    for language in LANGUAGES:
        keys = catalogue_for(language).keys
        assert [code for code in codes if f"roster-mistake-{code.replace('_', '-')}" not in keys] == []


def test_who_is_where_and_who_reports_singly_is_not_named(terminal: Terminal) -> None:
    terminal.set_up()

    def enrol(session: Session) -> None:
        there = session.scalars(select(Member)).one()
        for code, single in (("an", False), ("dung", True), ("em", False)):
            member = Member(code=code, name=f"Người {code}", unit_id=there.unit_id, joined_at=now(), single=single)
            member.officer_id = there.id if single else None
            session.add(member)
            session.flush()
            for network, reason in (("telegram", "blocked"), ("zalo_bot", None)) if code != "em" else ():
                account = addresses.account(session, network, "1").id or 0
                addresses.add_address(session, account, f"{network}-{code}", member.id, now())
                found = addresses.at_chat(session, account, f"{network}-{code}")
                assert found
                if reason:
                    addresses.set_unreachable(session, found.address_id, reason, now())

    with terminal.database() as database:
        database.run_now(enrol)
    said = terminal("roster", "list")
    assert said.code == 0, said.all
    assert "Telegram (gửi trước): đã chặn Lắng Nghe, Zalo ✓" in said.out
    assert re.search(r"Người em\s+│ chưa tham gia kênh", said.out)
    assert "Người dung" not in said.out
    assert terminal("roster", "list", "TINH").out == said.out
    assert (terminal("roster", "list", "X99").code, terminal("roster", "list", "X99").err) == (
        1, "Không có đơn vị mã X99.\n",
    )  # fmt: skip


def test_the_roster_goes_out_is_changed_and_comes_back(terminal: Terminal) -> None:
    terminal.set_up()
    Path("r.xlsx").write_bytes(book(UNITS, changed(PEOPLE, C2="0987654321")))
    assert terminal("roster", "import", "r.xlsx").code == 0
    said = terminal("roster", "export", "out.xlsx")
    assert said.out.startswith("✓ Đã ghi 3 đơn vị, 3 thành viên vào out.xlsx."), "who reports singly is not in it"
    back = terminal("roster", "import", "out.xlsx", "--dry-run")
    assert "Đơn vị: 0 thêm mới, 0 thay đổi, 3 giữ nguyên." in back.out, back.all
    assert "Thành viên: 0 thêm mới, 0 thay đổi, 3 giữ nguyên." in back.out
    written = openpyxl.load_workbook("out.xlsx")
    sheet = written["Thành viên"]
    codes = {row[0].value: row[0].row for row in sheet.iter_rows(min_row=2) if row[0].value}
    assert set(codes) == {"QT01", "CB01", "CTV01"}
    sheet.cell(codes["CTV01"], 4).value = "P01"
    written.save("out.xlsx")
    tried = terminal("roster", "import", "out.xlsx", "--dry-run")
    assert "~ CTV01 Hoàng An: Mã đơn vị: X01 → P01" in tried.out.splitlines()
    assert 'Trang "Thành viên": tiêu đề ở dòng 1, 3 dòng dữ liệu.' in tried.out
    assert "Thành viên: 0 thêm mới, 1 thay đổi, 2 giữ nguyên." in terminal("roster", "import", "out.xlsx").out


def scanned(pages: list[str]) -> set[str]:
    """The texts of all codes on sheets, as a scanner reads them from the paper."""
    found = set()
    for page in pages:
        picture = Image.open(io.BytesIO(vl_convert.svg_to_png(page, scale=2))).convert("L")
        for read in zxingcpp.read_barcodes(picture):
            assert read.format == zxingcpp.BarcodeFormat.QRCode
            assert read.ec_level == "M"
            corners = read.position
            assert (corners.top_right.x - corners.top_left.x) / 2 > 3 / 2.54 * 72, "3 cm on paper"
            found.add(read.text)
    return found


def test_many_are_invited_on_sheets_that_can_be_scanned(terminal: Terminal, monkeypatch: pytest.MonkeyPatch) -> None:
    terminal.set_up()
    more = [
        ["CTV03", "Nguyễn Lan", None, "X01", "Cộng tác viên", *[None] * 5],
        ["CTV04", "Nguyễn Lan", None, "X01", "staff"],
    ]
    Path("r.xlsx").write_bytes(book(UNITS, [*PEOPLE, *more]))
    assert terminal("roster", "import", "r.xlsx").code == 0
    world = World.empty()
    world.add_bot("LangNgheBot", "Lắng Nghe", "100:SANDBOX-telegram-token")
    with look_alike(world) as address:
        monkeypatch.setenv("LANGNGHE_TELEGRAM_TOKEN", "100:SANDBOX-telegram-token")
        monkeypatch.setenv("LANGNGHE_TELEGRAM_API_URL", address)
        said = terminal("invite", "--all", "--out", "moi", "--days", "3")
    assert said.code == 0, said.all
    assert said.out.startswith("✓ Đã tạo 5 lời mời: moi.pdf, moi.xlsx."), "who reports singly is invited alone"
    assert "Cộng tác viên đơn tuyến không có trong phiếu chung" in said.out
    with pikepdf.open("moi.pdf") as document:
        assert [list(map(int, page.mediabox))[2:] for page in document.pages] == [[595, 842]] * 2, (
            "a sheet for each unit"
        )
    assert Path("moi.pdf").stat().st_mode & 0o077 == 0
    sheet = openpyxl.load_workbook("moi.xlsx").worksheets[0]
    rows = [[str(cell.value) for cell in row] for row in sheet.iter_rows(min_row=2)]
    assert [row[1] for row in rows] == ["CTV01", "CTV03", "CTV04", "QT01", "CB01"]
    links = {f"https://t.me/LangNgheBot?start={row[3]}" for row in rows}
    assert links == {row[5] for row in rows}
    cards = [InvitationCard(row[0], row[0], row[1], row[2], row[3], [("Telegram", row[5])]) for row in rows]
    assert scanned(pages(cards, "03/12/2026", catalogue_for("vi"))) == links
    codes = {row[1]: row[3] for row in rows}
    zone = ZoneInfo("Asia/Ho_Chi_Minh")
    midnight = datetime.combine(now().astimezone(zone).date() + timedelta(days=4), time(), zone)
    with terminal.database() as database:
        ends = max(database.read_now(lambda s: s.scalars(select(col(Invitation.expires_at))).all()))
    assert ends == midnight, "to the end of the day that the sheet names"
    with monkeypatch.context() as failing:
        failing.setattr("jobs.invitation_sheets.workbook", lambda *_: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            terminal("invite", "--all", "--out", "hong")
    assert not Path("hong.pdf").exists()
    assert redeemed(terminal, codes["CTV03"]) == "CTV03"
    assert redeemed(terminal, codes["CTV03"]) is None, "an invitation works once"
    monkeypatch.delenv("LANGNGHE_TELEGRAM_TOKEN")
    assert terminal("invite", "--revoke", "--member", "CTV04").out == "✓ Đã hủy 1 lời mời chưa dùng.\n"
    assert redeemed(terminal, codes["CTV04"]) is None
    assert terminal("invite", "--unit", "X01", "--out", "xa").code == 0
    assert redeemed(terminal, codes["CTV01"]) is None, "sent again, the earlier one is over"
    assert terminal("invite", "--revoke", "--all").out == "✓ Đã hủy 5 lời mời chưa dùng.\n"
    assert "Không có lời mời nào" in terminal("invite", "--revoke", "--unit", "X01").out
    Path("left.xlsx").write_bytes(book(UNITS, changed([*PEOPLE, *more], J2="x")))
    assert terminal("roster", "import", "left.xlsx").code == 0
    said = terminal("invite", "--file", "left.xlsx", "--out", "nua")
    assert (said.code, "Đã nghỉ nên không mời được: CTV01" in said.err, Path("nua.pdf").exists()) == (1, True, False)
    Path("codes.txt").write_text("CTV04\nAI99\n")
    assert "Không có thành viên mang mã: AI99" in terminal("invite", "--file", "codes.txt").err
    Path("codes.txt").write_text("ctv04; Nguyễn Lan\n")
    assert "Đã tạo 1 lời mời" in terminal("invite", "--file", "codes.txt").out
    for wrong in (("--all", "--unit", "X01"), ("--revoke",), ("--all", "--role", "staff"), ("--unit", "X99")):
        assert terminal("invite", *wrong).code == 1


def test_zalo_s_bots_are_filled_one_after_another(terminal: Terminal, monkeypatch: pytest.MonkeyPatch) -> None:
    terminal.set_up()
    said = terminal("zalo")
    assert (said.code, said.err) == (1, "Thiếu LANGNGHE_ZALO_BOT_TOKENS.\n")
    world = World.empty()
    for number, name in ((200001, "Bot Lắng Nghe"), (200002, "Bot Lắng Nghe Hai")):
        world.add_bot(f"bot.{number}", name, f"{number}:SANDBOX-zalo", network="zalo")
    monkeypatch.setenv("LANGNGHE_ZALO_BOT_TOKENS", "200001:SANDBOX-zalo,200002:SANDBOX-zalo")

    def fill(session: Session, name: str, people: int) -> None:
        account = addresses.account(session, "zalo_bot", name)
        for number in range(people):
            member = session.scalars(select(Member)).first()
            assert member and account.id
            extra = Member(code=f"{name}-{number}", name="Người Nào", unit_id=member.unit_id)
            session.add(extra)
            session.flush()
            addresses.add_address(session, account.id, f"chat-{number}", extra.id, now())

    with look_alike(world) as address:
        monkeypatch.setenv("LANGNGHE_ZALO_BOT_API_URL", f"{address}/zalo")
        assert "✓ Zalo nhận ra: Bot Lắng Nghe, Bot Lắng Nghe Hai." in terminal("check").out
        said = terminal("invite", "--member", "QT01")
        (code,) = set(CODE.findall(said.out))
        assert f"Trên Zalo: tìm Bot Lắng Nghe · bot.200001 và nhắn mã: {code}" in said.out
        with terminal.database() as database:
            database.run_now(lambda session: fill(session, "200001", 50))
        assert "Bot Lắng Nghe Hai" in terminal("invite", "--member", "QT01").out
        assert terminal("zalo").out.splitlines() == [
            "Bot Lắng Nghe · bot.200001: 50/50 người, còn 3.000/3.000 tin tháng này",
            "Bot Lắng Nghe Hai · bot.200002: 0/50 người, còn 3.000/3.000 tin tháng này",
        ]
        with terminal.database() as database:
            database.run_now(lambda session: fill(session, "200002", 50))
        assert "các bot đều đã đủ người" in terminal("invite", "--member", "QT01").out
        monkeypatch.setenv("LANGNGHE_ZALO_BOT_TOKENS", "200003:SANDBOX-zalo")
        assert "✗ Zalo từ chối mã của 200003" in terminal("check").out
    assert "✗ Không nhận được trả lời từ Zalo cho 200003" in terminal("check").out
    assert "200003: 0/50" in terminal("zalo").out
