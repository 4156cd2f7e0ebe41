"""The roster in the chat: fetched, changed, sent back, looked at and taken over once; and invitations of many."""

from __future__ import annotations

import io
from collections.abc import Callable, Sequence
from datetime import timedelta
from itertools import count
from typing import Any

import openpyxl
import pytest
from sqlalchemy import update
from sqlmodel import Session, col, select

from jobs import invite_people, roster_sheet
from services import bulk_invitations, orders
from services.actor import Actor
from services.roster_orders import InvitationsOrder
from storage.roster import importer
from storage.roster.importer import ImportResult
from storage.tables import Address, AuditEntry, Member, Role, StoredFile
from tests.handlers.playing import joins, local, only
from tests.handlers.sheets import xlsx
from tests.handlers.staff.test_forms import sends
from tests.stage import Person, Stage

TAKE, DROP = "Nhập danh sách", "Thôi"


async def fetched(person: Person) -> openpyxl.Workbook:
    await person.says("/danhba")
    await person.presses("Lấy tệp danh bạ")
    file = person.sees("thành viên. Tệp có họ tên").document
    assert file is not None and file.name.startswith("danh-ba-")
    return openpyxl.load_workbook(io.BytesIO(file.content))


def put(book: openpyxl.Workbook, code: str, column: str, value: object) -> None:
    """Write a cell of a member's line; a code that is not there gets the next line."""
    sheet = book["Thành viên"]
    at = next(cell.column for cell in sheet[1] if cell.value == column)
    row = next((line[0].row for line in sheet.iter_rows() if line[0].value == code), sheet.max_row + 1)
    sheet.cell(row, 1).value = code
    sheet.cell(row, at).value = value


async def sent_back(person: Person, book: openpyxl.Workbook, name: str = "danh-ba-20261103.xlsx") -> None:
    out = io.BytesIO()
    book.save(out)
    await person.does("send_document", out.getvalue(), name)


def files(stage: Stage, *purposes: str) -> int:
    query = select(StoredFile.id).where(col(StoredFile.purpose).in_(purposes))
    return len(stage.look(lambda s: s.scalars(query).all()))


def stored(stage: Stage, code: str) -> Callable[[], Member]:
    return lambda: stage.look(lambda s: s.scalars(select(Member).where(Member.code == code)).one())


async def test_a_changed_roster_is_looked_at_and_taken_over_once(stage: Stage, an: Person, binh: Person) -> None:
    only(stage)
    stage.world.clock.set(local(3, 9))
    book = await fetched(binh)
    put(book, "an", "Nghỉ", "x")
    put(book, "dung", "Mã đơn vị", "P01")
    for column, value in (("Họ và tên", "Vũ Mai"), ("Mã đơn vị", "X01"), ("Vai trò", "Cộng tác viên")):
        put(book, "CTV77", column, value)
    await sent_back(binh, book)
    look = binh.sees("Xem trước, chưa nhập gì").text
    assert "Thành viên: 1 thêm mới, 2 thay đổi, 2 giữ nguyên." in look
    assert "~ dung Phạm Dung: Mã đơn vị: X02 → P01" in look and "+ CTV77 Vũ Mai" in look
    assert stored(stage, "an")().left_at is None, "nothing is taken over before it is agreed to"
    token = binh.button(TAKE)
    await binh.presses(TAKE)
    binh.sees("✓ Đã nhập danh sách.")
    await binh.presses_on(*token, force=True)
    binh.has_seen("đã được quyết định rồi")
    assert stored(stage, "an")().left_at is not None
    assert files(stage, "roster_file", "roster_taking") == 0, "the file goes with the import"
    await stage.tick()
    an.sees("không còn trong danh sách mạng lưới")
    await an.says("/menu")
    an.sees("chỉ dành cho người được mời")
    audit = stage.look(lambda s: [e.action for e in s.scalars(select(AuditEntry)) if e.action.startswith("roster.")])
    assert audit == ["roster.export", "roster.look", "roster.import"]


async def test_roster_that_changed_after_the_look_is_looked_at_again(stage: Stage, binh: Person) -> None:
    only(stage)
    em = await joins(stage, "em", "Đỗ Em", Role.STAFF, duty=2)
    mine, theirs = await fetched(binh), await fetched(em)
    put(mine, "dung", "Mã đơn vị", "P01")
    put(theirs, "dung", "Mã đơn vị", "X01")
    await sent_back(binh, mine)
    await sent_back(em, theirs)
    await em.presses(TAKE)
    em.sees("✓ Đã nhập danh sách.")
    await binh.presses(TAKE)
    binh.sees("Danh bạ vừa được sửa sau lần xem trước nên chưa nhập.")
    binh.sees("Mã đơn vị: X01 → P01")
    await binh.presses(DROP)
    binh.sees("Thôi không nhập; tệp không còn được giữ.")
    assert files(stage, "roster_file", "roster_taking") == 0
    await sent_back(binh, mine)
    token = binh.button(TAKE)
    stage.world.clock.set(stage.world.clock.now() + timedelta(hours=13))
    await binh.presses_on(*token)
    binh.sees("Tệp quá hạn nên không còn dùng được, chưa nhập gì.")


@pytest.mark.parametrize("fails", [False, True])
async def test_import_that_is_broken_off_says_that_part_of_it_is_done(
    stage: Stage, binh: Person, monkeypatch: pytest.MonkeyPatch, fails: bool
) -> None:
    only(stage)
    book = await fetched(binh)
    put(book, "an", "Mã đơn vị", "P01")
    put(book, "dung", "Mã đơn vị", "P01")
    await sent_back(binh, book)
    whole, rows, reads = importer.take_in_parts, roster_sheet._rows, count()

    def broken_off(run: importer.Run, *args: Any, **more: Any) -> ImportResult:
        """A row at a time, until one has changed somebody."""
        changed = False

        def once(work: Callable[[Session], ImportResult]) -> ImportResult:
            nonlocal changed
            if changed:
                raise RuntimeError("the program ended")
            done = run(work)
            changed = done.members.updated > 0
            return done

        ticks = count()
        return whole(once, *args, **{**more, "seconds": lambda: float(next(ticks))})

    async def read(*args: Any) -> Any:
        if fails and next(reads) >= 2:
            raise RuntimeError("nor is it read again")
        return await rows(*args)

    monkeypatch.setattr(importer, "STEP", 1)
    monkeypatch.setattr(importer, "take_in_parts", broken_off)
    monkeypatch.setattr(roster_sheet, "_rows", read)
    await binh.presses(TAKE)
    monkeypatch.setattr(importer, "take_in_parts", whole)
    for _ in range(2):
        await stage.at(stage.world.clock.now() + timedelta(minutes=2))
    assert stored(stage, "an")().unit_id != stored(stage, "dung")().unit_id, "one of both was moved"
    if fails:
        binh.sees("Lần nhập bị ngắt giữa chừng: một phần danh sách đã nhập.")
        binh.has_not_seen("Chưa đọc được tệp danh bạ")
    else:
        binh.sees("Lần nhập vừa rồi bị ngắt giữa chừng: một phần đã nhập.")
        assert "chưa nhập" not in binh.last.text
        await binh.presses(TAKE)
        binh.sees("✓ Đã nhập danh sách.")
        assert stored(stage, "an")().unit_id == stored(stage, "dung")().unit_id
    assert files(stage, "roster_file", "roster_taking", "roster_begun") == 0


async def test_answer_that_is_called_like_a_roster_is_an_answer(stage: Stage, binh: Person) -> None:
    only(stage)
    await sends(binh, xlsx([("file", "plan", "Kế hoạch trực?")], settings={"form_id": "truc"}), "truc.xlsx")
    await binh.presses("Điền thử")
    binh.sees("Kế hoạch trực?")
    await sends(binh, xlsx([("text", "a", "A?")]), "Danh bạ trực bão.xlsx")
    binh.has_not_seen("Đang đọc tệp danh bạ")


async def test_staff_appoint_nobody_and_learn_nothing_of_single_reporters(stage: Stage, binh: Person) -> None:
    only(stage)
    em = await joins(stage, "em", "Đỗ Em", Role.STAFF, duty=2)
    await joins(stage, "don", "Lý Đơn", Role.COLLABORATOR, unit="X01", officer="em")
    book = await fetched(binh)
    assert "don" not in [row[0].value for row in book["Thành viên"].iter_rows()]
    put(book, "dung", "Vai trò", "Quản trị; Cán bộ ban")
    await sent_back(binh, book)
    binh.sees("chỉ quản trị mới thêm, sửa được")
    put(book, "dung", "Vai trò", "Cộng tác viên")
    for column, value in (("Họ và tên", "Ai Đó"), ("Mã đơn vị", "X01"), ("Vai trò", "Cộng tác viên")):
        put(book, "don", column, value)
    await sent_back(binh, book)
    assert "Lý Đơn" not in binh.sees('mã "don" không dùng được ở đây').text
    assert em.chat is not None


async def test_everybody_who_has_not_joined_is_invited_on_sheets_and_alone(stage: Stage, binh: Person) -> None:
    only(stage)
    await joins(stage, "dung2", "Phạm Hai", Role.COLLABORATOR, unit="X02")
    for key in ("m1", "m2"):
        await joins(stage, key, f"Người {key}", Role.COLLABORATOR, unit="X01", agrees=False)
    await binh.says("/moi")
    await binh.presses("Mời mọi người chưa tham gia")
    files = [m.document for m in binh.phone if m.document is not None]
    assert [file.name.rpartition(".")[2] for file in files] == ["pdf", "xlsx"]
    assert files[0].content.startswith(b"%PDF")
    sheet = openpyxl.load_workbook(io.BytesIO(files[1].content)).worksheets[0]
    rows = {row[1]: row[3] for row in sheet.iter_rows(min_row=2, values_only=True)}
    assert rows.keys() == {"m1", "m2"}
    await stage.person("m1").starts(stage.codes["m1"])
    stage.person("m1").sees("chỉ dành cho người được mời")  # the earlier code has ended
    await stage.person("m1").starts(str(rows["m1"]))
    await stage.person("m1").presses("Đồng ý tham gia")
    await binh.says("/moi")
    await binh.presses("Mời theo đơn vị hoặc tên")
    await binh.says("Người m2")
    binh.sees("Lời mời của Người m2, dùng một lần trong 14 ngày")
    code = binh.last.text.rpartition("start=")[2].split()[0]
    await binh.says("/moi")
    await binh.presses("Thu hồi lời mời")
    await binh.says("tất cả")
    binh.sees("1 lời mời chưa dùng của")
    await binh.presses("Đúng, thu hồi")
    binh.sees("✓ Đã hủy 1 lời mời chưa dùng.")
    await binh.says("/moi")
    await binh.presses("Mời theo đơn vị hoặc tên")
    await binh.says("Trần Bình")
    binh.sees("Chưa rõ là ai: Trần Bình.")  # an officer is invited by an administrator alone
    await stage.person("m2").starts(code)
    stage.person("m2").sees("chỉ dành cho người được mời")
    await binh.says("/moi")
    await binh.presses("Mời theo đơn vị hoặc tên")
    await binh.says("m2")
    code = binh.last.text.rpartition("start=")[2].split()[0]
    await binh.says("/thanhvien m2")
    await binh.presses("Cho nghỉ")
    await binh.presses("Đúng, cho nghỉ")
    await stage.person("m2").starts(code)  # a sheet that was printed before they left
    stage.person("m2").sees("chỉ dành cho người được mời")


async def test_sheets_are_made_once_at_a_time_and_whoever_leaves_meanwhile_keeps_nobody_from_theirs(
    stage: Stage, binh: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    only(stage)
    for key in ("m1", "m2"):
        await joins(stage, key, f"Người {key}", Role.COLLABORATOR, unit="X01", agrees=False)
    invite, now = bulk_invitations.invite_still, stage.world.clock.now()
    me = stored(stage, "binh")().id
    account = stage.look(lambda s: s.scalars(select(Address).where(Address.member_id == me)).one()).account_id

    def order(session: Session) -> None:
        orders.place(session, InvitationsOrder(account, me, None, ("m1",)), now + timedelta(minutes=2))

    def leaving(session: Session, actor: Actor, codes: Sequence[str], *rest: Any) -> Any:
        """The last one has left before their part is made."""
        if "m2" in codes:
            session.execute(update(Member).where(col(Member.code) == "m2").values(left_at=now))
        return invite(session, actor, codes, *rest)

    stage.database.run_now(order)
    await binh.says("/moi")
    await binh.presses("Mời mọi người chưa tham gia")
    binh.sees("Phiếu mời vừa yêu cầu còn đang được lập.")
    await stage.at(now + timedelta(minutes=3))
    assert len([m for m in binh.phone if m.document is not None]) == 2
    monkeypatch.setattr(invite_people, "_PART", 1)
    monkeypatch.setattr(bulk_invitations, "invite_still", leaving)
    await binh.says("/moi")
    await binh.presses("Mời mọi người chưa tham gia")
    binh.has_seen("Đang lập phiếu mời cho 2 người.")
    binh.has_seen("Phiếu mời của 1 người để in")
