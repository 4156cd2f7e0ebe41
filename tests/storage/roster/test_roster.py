"""The roster: taken whole or not at all, known by codes, every wrong cell named in one pass."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import openpyxl
import pytest
from sqlalchemy.orm import Session
from sqlmodel import select

from handlers.staff.roster_lines import change_lines, found_lines, mistake_lines
from storage.engine.database import Database
from storage.members import addresses, invitations, membership, units
from storage.roster.importer import ImportResult, take
from storage.roster.rows import Rows
from storage.roster.sheet import SIZE_LIMIT, RosterTrouble, read
from storage.roster.template import template
from storage.tables import (
    Address,
    Delivery,
    DeliveryStatus,
    Lane,
    Member,
    MemberRole,
    Notice,
    NoticeKind,
    Role,
    Unit,
    UnitKind,
    UnitPath,
)
from texts.catalogue import catalogue_for

ZONE = ZoneInfo("Asia/Ho_Chi_Minh")
STRATA = {"nong dan": "farmers", "farmers": "farmers", "can bo, dang vien": "officials", "phu nu": "women"}
UNITS = [
    ["Mã đơn vị", "Tên đơn vị", "Loại", "Thuộc đơn vị", "Từ ngày", "Đến ngày"],
    ["TINH", "Tỉnh Giả Định", "Tỉnh", None, None, None],
    ["X01", "Xã An Phú", "Xã", "TINH", date(2025, 7, 1), None],
    ["P01", "Phường Bình Minh", "phường", None, "01/07/2025", None],
]
MEMBERS = [
    [
        "Mã",
        "Họ và tên",
        "Điện thoại",
        "Mã đơn vị",
        "Vai trò",
        "Nhóm theo dõi",
        "Đơn tuyến",
        "Mã cán bộ phụ trách",
        "Thứ tự trực",
        "Nghỉ",
    ],
    ["CTV01", "Hoàng An", 912345678, "x01", "Cộng tác viên", "Nông dân; Cán bộ, đảng viên", None, None, None, None],
    ["CTV02", "Lý Giang", "+84 91 234 56 78", "P01", "collaborator", "nông dân, phụ nữ", "x", "CB01", None, None],
    ["CB01", "Trần Bình", None, "TINH", "Cán bộ ban; Quản trị", None, None, None, 1, None],
]


def book(units_: Sequence[Sequence[Any]] = UNITS, members_: Sequence[Sequence[Any]] = MEMBERS) -> bytes:
    made = openpyxl.Workbook()
    made.remove(made.worksheets[0])
    for title, rows in (("Đơn vị", units_), ("Thành viên", members_)):
        sheet = made.create_sheet(title)
        for row in rows:
            sheet.append(list(row))
    memory = io.BytesIO()
    made.save(memory)
    return memory.getvalue()


def changed(rows: list[list[Any]], **cells: Any) -> list[list[Any]]:
    """The rows with other cells: `C2=...` is column C of row 2."""
    copy = [list(row) for row in rows]
    for place, value in cells.items():
        copy[int(place[1:]) - 1][ord(place[0]) - ord("A")] = value
    return copy


def bring(database: Database, content: bytes, now: datetime) -> ImportResult:
    rows = Rows(read(content), STRATA)
    return database.run_now(lambda session: take(session, rows, now, ZONE))


def mistakes(database: Database, content: bytes, now: datetime) -> list[tuple[str, int, str, str]]:
    with pytest.raises(RosterTrouble) as caught:
        bring(database, content, now)
    return [(mistake.sheet, mistake.row, mistake.column, mistake.code) for mistake in caught.value.mistakes]


def counts(outcome: ImportResult) -> tuple[tuple[int, int, int], tuple[int, int, int]]:
    of_units, of_members = outcome.units, outcome.members
    return (
        (of_units.created, of_units.updated, of_units.unchanged),
        (of_members.created, of_members.updated, of_members.unchanged),
    )


def member(database: Database, code: str) -> Member:
    return database.read_now(lambda session: session.scalars(select(Member).where(Member.code == code)).one())


def test_a_roster_is_taken_over(database: Database, now: datetime) -> None:
    assert counts(bring(database, book(), now)) == ((3, 0, 0), (3, 0, 0))
    an, giang, binh = (member(database, code) for code in ("CTV01", "CTV02", "CB01"))
    assert (an.name, an.phone, an.single, an.language, an.honorific) == (
        "Hoàng An",
        "0912345678",
        False,
        "vi",
        "anh/chị",
    )
    assert (giang.phone, giang.single, giang.officer_id) == ("0912345678", True, binh.id)
    assert binh.duty == 1

    def look(session: Session) -> tuple[set[Any], set[Any], set[Any], list[Any]]:
        roles = set(session.execute(select(MemberRole.member_id, MemberRole.role)))
        members = session.scalars(select(Member))
        strata = {(member.id, stratum) for member in members for stratum in member.strata}
        paths = set(session.execute(select(UnitPath.depth, Unit.code).join(Unit, Unit.id == UnitPath.descendant_id)))
        return roles, strata, paths, [unit.code for unit in units.places(session)]

    roles, strata, paths, places = database.read_now(look)
    assert roles == {
        (an.id, Role.COLLABORATOR),
        (giang.id, Role.COLLABORATOR),
        (binh.id, Role.STAFF),
        (binh.id, Role.ADMIN),
    }
    assert strata == {(an.id, "farmers"), (an.id, "officials"), (giang.id, "farmers"), (giang.id, "women")}
    assert paths == {(0, "TINH"), (0, "X01"), (1, "X01"), (0, "P01"), (1, "P01")}
    assert places == ["X01", "P01"]


def test_taking_it_again_changes_what_changed(database: Database, now: datetime) -> None:
    bring(database, book(), now)
    assert counts(bring(database, book(), now)) == ((0, 0, 3), (0, 0, 3))
    moved = changed(UNITS, D3="P01")
    renamed = changed(MEMBERS, B2="Hoàng Văn An", F3="nông dân")
    assert counts(bring(database, book(moved, renamed), now)) == ((0, 1, 2), (0, 2, 1))
    assert member(database, "CTV01").name == "Hoàng Văn An"
    depths = database.read_now(
        lambda session: list(
            session.scalars(
                select(UnitPath.depth).join(Unit, Unit.id == UnitPath.descendant_id).where(Unit.code == "X01")
            )
        )
    )
    assert sorted(depths) == [0, 1, 2]


def test_columns_that_are_left_out_stay_as_they_are(database: Database, now: datetime) -> None:
    bring(database, book(), now)
    few = [row[:2] + row[3:5] for row in MEMBERS]
    assert counts(bring(database, book(UNITS, few), now)) == ((0, 0, 3), (0, 0, 3))
    assert member(database, "CTV02").single
    assert member(database, "CTV01").phone == "0912345678"


def test_english_headings_and_our_own_names_do_as_well(database: Database, now: datetime) -> None:
    made = openpyxl.Workbook()
    made.worksheets[0].title = "units"
    made.worksheets[0].append(["note", "name", "Code", "KIND"])
    made.worksheets[0].append(["of no interest", "Province", "R", "province"])
    sheet = made.create_sheet("Members")
    sheet.append(["Full name *", "code", "Unit code", "ROLES", "reports singly"])
    sheet.append(["An", 7, "R", "Local contact", "no"])
    memory = io.BytesIO()
    made.save(memory)
    assert counts(bring(database, memory.getvalue(), now)) == ((1, 0, 0), (1, 0, 0))
    assert member(database, "7").name == "An"


def test_units_without_a_parent_stand_under_the_root_that_is_there(database: Database, now: datetime) -> None:
    database.run_now(lambda session: membership.add_root(session, "GOC", "Ban").id)
    bring(database, book(), now)
    codes = database.read_now(
        lambda session: [unit.code for unit in units.children(session, units.root(session).id or 0)]
    )
    assert sorted(codes) == ["P01", "TINH"]


def test_every_wrong_cell_is_named_in_one_pass(database: Database, now: datetime) -> None:
    bring(database, book(), now)
    units_ = [
        UNITS[0],
        ["TINH", "Tỉnh", "Tỉnh", "X01", None, None],
        ["X01", None, "Làng", "TINH", "hôm nay", None],
        ["P 01", "Phường", "Phường", "KHONG", date(2025, 7, 1), date(2025, 6, 30)],
        ["x01", "Xã", "Xã", "TINH", None, None],
    ]
    members_ = [
        MEMBERS[0],
        ["CTV01", "An", "12345", "X99", "Thợ", "Người ngoài hành tinh", "có lẽ", "CTV01", "đầu", "nghỉ"],
        [None, "Không Mã", "0912345678", "TINH", None, None, None, None, None, None],
        ["CTV02", "=1+1", None, "TINH", "Cộng tác viên", None, "x", None, 2, None],
        ["CTV03", "Ba", None, "TINH", "Cán bộ ban", None, None, "AI", 3, None],
        ["CTV04", "Bốn", None, "TINH", "Cán bộ ban", None, None, "CTV02", 3, None],
        ["ctv04", "Bốn nữa", None, "TINH", "Cán bộ ban", None, None, None, None, None],
        ["CTV05", "Năm" * 200, None, "TINH", "Cán bộ ban", None, None, None, 1.5, None],
    ]
    assert set(mistakes(database, book(units_, members_), now)) == {
        ("units", 2, "parent", "circle"),
        ("units", 3, "parent", "circle"),
        ("units", 5, "parent", "circle"),
        ("units", 3, "name", "required"),
        ("units", 3, "kind", "unknown_kind"),
        ("units", 3, "valid_from", "bad_date"),
        ("units", 4, "code", "bad_code"),
        ("units", 4, "parent", "unknown_unit"),
        ("units", 4, "valid_to", "dates_reversed"),
        ("units", 5, "code", "twice"),
        ("members", 2, "phone", "bad_phone"),
        ("members", 2, "unit", "unknown_unit"),
        ("members", 2, "roles", "unknown_role"),
        ("members", 2, "strata", "unknown_stratum"),
        ("members", 2, "single", "bad_yes"),
        ("members", 2, "officer", "officer_is_self"),
        ("members", 2, "duty", "bad_order"),
        ("members", 2, "left", "bad_date"),
        ("members", 3, "code", "required"),
        ("members", 3, "roles", "required"),
        ("members", 4, "name", "formula"),
        ("members", 4, "officer", "single_without_officer"),
        ("members", 4, "duty", "duty_not_staff"),
        ("members", 5, "officer", "unknown_member"),
        ("members", 6, "officer", "officer_not_staff"),
        ("members", 6, "duty", "duty_twice"),
        ("members", 7, "code", "twice"),
        ("members", 8, "name", "too_long"),
        ("members", 8, "duty", "bad_order"),
    }
    assert member(database, "CTV01").name == "Hoàng An"
    assert counts(bring(database, book(), now)) == ((0, 0, 3), (0, 0, 3)), "nothing of it was taken over"


def test_the_place_of_an_officer_who_is_not_in_the_sheet_is_taken_too(database: Database, now: datetime) -> None:
    bring(database, book(), now)
    sheet = [MEMBERS[0], ["CB02", "Đỗ Dung", None, "TINH", "Cán bộ ban", None, None, None, 1, None]]
    assert mistakes(database, book(UNITS, sheet), now) == [("members", 2, "duty", "duty_twice")]


def test_a_sheet_without_any_root_is_refused(database: Database, now: datetime) -> None:
    rows = [UNITS[0], ["X01", "Xã", "Xã", "X02", None, None], ["X02", "Xã", "Xã", "X01", None, None]]
    assert ("units", 2, "parent", "no_root") in mistakes(database, book(rows, MEMBERS[:1]), now)


def test_who_is_a_leader_no_more_gets_no_document_that_waits_for_their_hour(database: Database, now: datetime) -> None:
    leaders = [*MEMBERS, ["LD01", "Lê Minh", None, "TINH", "Lãnh đạo", None, None, None, None, None]]
    bring(database, book(UNITS, leaders), now)
    leader, earlier, later = member(database, "LD01").id, now - timedelta(minutes=1), now + timedelta(minutes=1)

    def queued(session: Session) -> None:
        account = addresses.account(session, "telegram", "1")
        addresses.add_address(session, account.id, "555", leader, now)
        there = session.scalars(select(Address)).one()
        for number, digest, at in ((1, None, now), (2, 7, now), (3, None, later), (4, None, earlier)):
            session.add(
                Delivery(id=number, account_id=account.id, address_id=there.id, chat="555", lane=Lane.BROADCAST,
                         act=b"x", digest_id=digest, status=DeliveryStatus.QUEUED, created_at=at)
            )  # fmt: skip
        session.add(Notice(kind=NoticeKind.BOARD_DIGEST, subject_id=1, member_id=leader, delivery_id=4, next_at=now))

    def waiting() -> list[int]:
        found = select(Delivery.id).where(Delivery.status == DeliveryStatus.QUEUED).order_by(Delivery.id)
        return database.read_now(lambda session: list(session.scalars(found)))

    database.run_now(queued)
    bring(database, book(UNITS, changed(leaders, E5="Lãnh đạo; Quản trị")), now)
    assert waiting() == [1, 2, 3, 4]
    bring(database, book(UNITS, changed(leaders, E5="Cộng tác viên")), now)
    assert waiting() == [3], "a digest with its chart and the board's own are dropped, and nothing else"


def test_who_leaves_is_marked_and_no_longer_reached(database: Database, now: datetime) -> None:
    """Privacy 11: leaving deletes the chat id."""
    bring(database, book(), now)
    an = member(database, "CTV01").id
    assert an is not None

    def join(session: Session) -> str:
        account = addresses.account(session, "telegram", "1")
        assert account.id is not None
        addresses.add_address(session, account.id, "555", an, now)
        address = session.scalars(select(Address)).one()
        for number, status in ((1, DeliveryStatus.QUEUED), (2, DeliveryStatus.SENT)):
            session.add(
                Delivery(id=number, account_id=account.id, address_id=address.id, chat="555", lane=Lane.REPLY, act=b"x",
                         status=status, created_at=now)
            )  # fmt: skip
        return invitations.create(session, an, now)

    code = database.run_now(join)
    bring(database, book(UNITS, changed(MEMBERS, J2="x", J3=date(2026, 11, 1))), now)
    assert member(database, "CTV01").left_at == now
    assert member(database, "CTV02").left_at == datetime(2026, 10, 31, 17, tzinfo=UTC)

    def look(session: Session) -> tuple[Any, ...]:
        address = session.scalars(select(Address)).one()
        sent = session.execute(select(Delivery.status, Delivery.chat, Delivery.act).order_by(Delivery.id)).all()
        return address.chat, address.unreachable, addresses.at_chat(session, address.account_id, "555"), sent

    chat, unreachable, person, sent = database.read_now(look)
    assert (chat, unreachable, person) == ("", "left", None)
    assert [tuple(row) for row in sent] == [(DeliveryStatus.EXPIRED, "", None), (DeliveryStatus.SENT, "", b"x")]
    assert database.run_now(lambda session: invitations.redeem(session, code, now)) is None
    again = bring(database, book(UNITS, changed(MEMBERS, J2="x", J3=date(2026, 11, 1))), now + timedelta(days=1))
    assert counts(again) == ((0, 0, 3), (0, 0, 3))
    assert counts(bring(database, book(), now)) == ((0, 0, 3), (0, 2, 1))
    assert member(database, "CTV01").left_at is None


def test_who_is_left_out_of_the_sheet_stays(database: Database, now: datetime) -> None:
    bring(database, book(), now)
    assert counts(bring(database, book(UNITS[:2], MEMBERS[:2]), now)) == ((0, 0, 1), (0, 0, 1))
    assert member(database, "CB01").left_at is None


def refused(content: bytes) -> list[str]:
    with pytest.raises(RosterTrouble) as caught:
        read(content)
    return [mistake.code for mistake in caught.value.mistakes]


def zipped(parts: dict[str, bytes]) -> bytes:
    memory = io.BytesIO()
    with zipfile.ZipFile(memory, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return memory.getvalue()


def test_a_file_is_judged_by_what_it_holds() -> None:
    assert refused(b"") == ["not_xlsx"]
    assert refused("Mã;Tên\n".encode()) == ["csv"]
    assert refused(b"PK\x03\x04 and nothing else") == ["not_xlsx"]
    assert refused(zipped({"word/document.xml": b"<x/>"})) == ["not_xlsx"]
    assert refused(zipped({"[Content_Types].xml": b"<x/>", "xl/workbook.xml": b"<broken"})) == ["not_xlsx"]
    assert refused(b"\xd0\xcf\x11\xe0" + bytes(600)) == ["old_or_locked"]
    assert refused(b"PK\x03\x04" + bytes(SIZE_LIMIT)) == ["too_large"]
    assert refused(zipped({"[Content_Types].xml": b"", "xl/sharedStrings.xml": bytes(80 << 20)})) == [
        "too_large_inside"
    ]


def test_an_entity_bomb_is_refused() -> None:
    parts = {}
    with zipfile.ZipFile(io.BytesIO(book())) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    bomb = b'<!DOCTYPE l [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;">]><worksheet'
    parts["xl/worksheets/sheet1.xml"] = parts["xl/worksheets/sheet1.xml"].replace(b"<worksheet", bomb, 1)
    assert refused(zipped(parts)) == ["not_xlsx"]


def test_missing_sheets_and_columns_are_named() -> None:
    assert refused(book(UNITS, [["Mã", "Họ và tên"]])) == ["no_column"]
    made = openpyxl.Workbook()
    memory = io.BytesIO()
    made.save(memory)
    assert refused(memory.getvalue()) == ["no_sheet", "no_sheet"]
    assert [mistake.code for mistake in read(book(UNITS, [[*MEMBERS[0], "Mã"]])).mistakes] == ["heading_twice"]


def test_a_million_rows_are_refused_without_being_read() -> None:
    rows: list[list[Any]] = [*MEMBERS, *([None] for _ in range(20_000))]
    rows.append(["Z", "Z"])
    assert refused(book(UNITS, rows)) == ["too_many_rows"]


@pytest.mark.parametrize("language", ["vi", "en"])
def test_the_template_is_a_roster_and_explains_itself(database: Database, now: datetime, language: str) -> None:
    content = template(language, {"farmers": "Nông dân"}, ("TINH", "Ban", UnitKind.PROVINCE))
    assert counts(bring(database, content, now)) == ((1, 0, 0), (0, 0, 0))
    guide = openpyxl.load_workbook(io.BytesIO(content)).worksheets[2]
    words = [str(cell.value) for row in guide.iter_rows() for cell in row if cell.value]
    assert "Nông dân" in words
    assert len(words) > 50


def test_what_excel_writes_for_a_carriage_return_is_no_part_of_a_name(database: Database, now: datetime) -> None:
    units_ = changed(UNITS, B3="Xã An Phú_x000D_")
    bring(database, book(units_, changed(MEMBERS, B2="Hoàng An_x000D_\n", B4="Trần_x0020_Bình _x005F_x000D_")), now)
    assert member(database, "CTV01").name == "Hoàng An"
    assert member(database, "CB01").name == "Trần Bình _x000D_", "what was escaped itself is what its author wrote"
    assert database.read_now(lambda s: s.scalars(select(Unit.name).where(Unit.code == "X01")).one()) == "Xã An Phú"


@pytest.mark.parametrize(
    "written",
    [
        *("912345678", "84912345678", 84912345678, 912345678, "0084912345678", "'0912345678", "０９１２３４５６７８"),
        *("+84 (0) 912-345-678", "+84912345678", "ĐT: 0912.345.678", "0912 345 678", "84 0912345678", "0912–345–678"),
    ],
)
def test_a_phone_number_in_any_writing_is_one_number(written: str | int) -> None:
    rows = Rows(read(book(UNITS, changed(MEMBERS, C2=written))), STRATA)
    assert (rows.mistakes, rows.members[0].phone) == ([], "0912345678")


@pytest.mark.parametrize(
    "written", ["12345", "0912345678 0987654321", "091234567", "8491234567", "+1 912 345 678", "x"]
)
def test_what_is_no_vietnamese_number_is_refused(written: str) -> None:
    rows = Rows(read(book(UNITS, changed(MEMBERS, C2=written))), STRATA)
    assert [(mistake.column, mistake.code) for mistake in rows.mistakes] == [("phone", "bad_phone")]


def formatted(formats: dict[str, str], members_: Sequence[Sequence[Any]]) -> bytes:
    made = openpyxl.load_workbook(io.BytesIO(book(UNITS, members_)))
    for place, pattern in formats.items():
        made["Thành viên"][place].number_format = pattern
    memory = io.BytesIO()
    made.save(memory)
    return memory.getvalue()


def test_a_code_is_what_its_author_saw(database: Database, now: datetime) -> None:
    sheet = changed(MEMBERS, A2=1, A3=7, H3=12, A4=12)
    content = formatted({"A2": "000", "A3": '"CTV"000', "H3": '"CB-"00', "A4": '"CB-"00'}, sheet)
    bring(database, content, now)
    assert member(database, "CTV007").officer_id == member(database, "CB-12").id
    as_text = changed(MEMBERS, A2="001", A3="CTV007", H3="CB-12", A4="CB-12")
    assert counts(bring(database, book(UNITS, as_text), now)) == ((0, 0, 3), (0, 0, 3)), "nobody is added twice"


def test_a_code_of_which_nobody_can_tell_how_it_looks_is_refused(database: Database, now: datetime) -> None:
    content = formatted({"A2": "0.00E+00", "A4": "#,##0"}, changed(MEMBERS, A2=1, A4=12, H3="12"))
    assert mistakes(database, content, now) == [("members", 2, "code", "code_format")]


def test_headings_below_a_title_and_as_offices_write_them(database: Database, now: datetime) -> None:
    of_units = ["STT", "MÃ ĐƠN VỊ (*)", "Tên đơn vị:", "Loại\nđơn vị", "Đơn vị cấp trên"]
    of_members = ["STT", "Mã số", "HỌ TÊN", "Số ĐT (di động)", "Đơn vị", "Vai trò *", "Ghi chú"]
    units_ = [["DANH SÁCH ĐƠN VỊ"], of_units, [1, "TINH", "Tỉnh", "Tỉnh", None], [2, "X01", "Xã An Phú", "Xã", "TINH"]]
    sheet = [["TỈNH ỦY"], ["DANH SÁCH CỘNG TÁC VIÊN"], [], of_members]
    sheet.append([1, "CTV01", "Hoàng An", "912 345 678", "X01", "Cộng tác viên", "mới"])  # type: ignore[list-item]
    assert counts(bring(database, book(units_, sheet), now)) == ((2, 0, 0), (1, 0, 0))
    assert member(database, "CTV01").phone == "0912345678"
    with pytest.raises(RosterTrouble) as caught:
        read(book(UNITS, [["DANH SÁCH"], ["Họ tên", "Mã", "Vai trò"], ["An", "1", "staff"]]))
    assert [(mistake.code, mistake.args) for mistake in caught.value.mistakes] == [
        ("no_column", {"columns": "Mã đơn vị"})
    ]


def test_a_spreadsheet_of_libreoffice_is_told_from_a_broken_file() -> None:
    memory = io.BytesIO()
    with zipfile.ZipFile(memory, "w") as archive:
        archive.writestr("mimetype", b"application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("content.xml", b"<x/>")
    assert refused(memory.getvalue()) == ["open_document"]


def said(content: bytes) -> list[str]:
    """What is told of a file that was read, mistakes of its cells included."""
    t = catalogue_for("vi")
    rows = Rows(read(content), STRATA_AS_WRITTEN)
    return [*found_lines(t, rows.found), *mistake_lines(t, rows.mistakes, 50)]


STRATA_AS_WRITTEN = {"Nông dân": "farmers", "Phụ nữ": "women", "Cán bộ, đảng viên": "officials"}


def test_dates_are_what_their_author_saw_and_codes_too(database: Database, now: datetime) -> None:
    units_ = changed(
        UNITS,
        E2=45839,
        E3=datetime.fromisoformat("2025-07-01T08:30"),
        E4="01/07/2025 08:30",
        F4="ngày 31 tháng 12 năm 2026",
    )
    content = formatted({"A2": '"CB"@', "A3": "000"}, changed(MEMBERS, A2="07", A3=1, H3="CB01", J2="1/7/25"))
    bring(database, book(units_, MEMBERS[:1]), now)
    starts = database.read_now(lambda session: dict(session.execute(select(Unit.code, Unit.valid_from)).all()))
    assert starts == dict.fromkeys(["TINH", "X01", "P01"], date(2025, 7, 1))
    bring(database, content, now)
    assert member(database, "001").officer_id == member(database, "CB01").id
    assert member(database, "CB07").name == "Hoàng An"
    left = member(database, "CB07").left_at
    assert left is not None and left.astimezone(ZONE).date() == date(2025, 7, 1)
    vague = Rows(read(book(changed(UNITS, E2=2025, E3="tháng 7/2025", E4="31/02/2025"), MEMBERS[:1])), STRATA)
    assert [(mistake.row, mistake.code) for mistake in vague.mistakes] == [(row, "bad_date") for row in (2, 3, 4)]


def test_what_was_found_is_told_and_what_is_wrong_by_its_value(database: Database, now: datetime) -> None:
    of_units = [["BẢNG ĐƠN VỊ"], ["STT", *UNITS[0][:4]], [1, *UNITS[1][:4]], [2, "X01", "Xã An Phú", "Làng", "TINH"]]
    told = said(book(of_units, changed(MEMBERS, F2="Nông dâm", C3="12")))
    assert told[0] == 'Trang "Đơn vị": tiêu đề ở dòng 2, 2 dòng dữ liệu.'
    assert told[1] == 'Cột không dùng trong "Đơn vị": STT.'
    assert told[2] == 'Cột không có trong "Đơn vị" nên giữ nguyên như cũ: Từ ngày, Đến ngày.'
    assert [line for line in told if "dòng 2, cột Nhóm" in line or "dòng 3, cột Điện" in line] == [
        'Thành viên, dòng 2, cột Nhóm theo dõi: không có nhóm "Nông dâm". Có phải "Nông dân" không?',
        'Thành viên, dòng 3, cột Điện thoại: "12" không phải số điện thoại Việt Nam hợp lệ.',
    ]
    assert any('"Làng". Các loại: Tỉnh, Xã, Phường, Đặc khu, Huyện, Cơ quan.' in line for line in told)


def test_units_by_name_and_faults_of_the_tree(database: Database, now: datetime) -> None:
    bring(database, book(), now)
    by_name = changed(MEMBERS, D2="xã an phú", D3="Phường Bình Minh")
    outcome = bring(database, book(UNITS, by_name), now)
    assert counts(outcome) == ((0, 0, 3), (0, 0, 3)), "a unit's only name is as good as its code"
    assert [(one.row, one.code, one.args["other"]) for one in outcome.doubts] == [(3, "phone_twice", "CTV01")]
    extra = [["H01", "Huyện Cũ", "Huyện", "TINH", None, None], ["T2", "Tỉnh Hai", "Tỉnh", None, None, None]]
    extra += [
        ["X02", "Xã An Phú", "Xã", "TINH", None, None],
        ["H02", "Huyện", "Huyện", "TINH", None, date(2025, 6, 30)],
    ]
    wrong = changed(MEMBERS, D2="Xã An Phú", D3="Phường Binh Minn")
    with pytest.raises(RosterTrouble) as caught:
        bring(database, book([*UNITS, *extra], wrong), now)
    assert mistake_lines(catalogue_for("vi"), caught.value.mistakes, 9) == [
        "Đơn vị, dòng 5, cột Loại: từ 01/07/2025 không còn cấp huyện. "
        'Với "Huyện Cũ", ghi Đến ngày 30/06/2025 hoặc chọn loại khác.',
        "Đơn vị, dòng 6, cột Thuộc đơn vị: chỉ có một đơn vị gốc, mà TINH đã để trống cột này; "
        'hãy ghi "T2" thuộc đơn vị nào.',
        'Thành viên, dòng 2, cột Mã đơn vị: nhiều đơn vị có tên "Xã An Phú"; hãy ghi mã: X01, X02.',
        'Thành viên, dòng 3, cột Mã đơn vị: không có đơn vị "Phường Binh Minn". Có phải P01 (Phường Bình Minh) không?',
    ]


def test_what_a_roster_changes_is_told_by_column(database: Database, now: datetime) -> None:
    bring(database, book(), now)
    new = [
        *changed(MEMBERS, C2="0987654321", D2="P01", J2="x", E4="Cán bộ ban"),
        ["CTV09", "Mới", None, "X01", "staff", *[None] * 5],
    ]
    outcome = bring(database, book(UNITS, new), now)
    assert change_lines(catalogue_for("vi"), outcome.changes, 2) == [
        "~ CTV01 Hoàng An: Mã đơn vị: X01 → P01, Điện thoại: 0912345678 → 0987654321, Nghỉ: (trống) → x",
        "~ CB01 Trần Bình: Vai trò: Quản trị; Cán bộ ban → Cán bộ ban",
        "… và 1 thay đổi khác.",
    ]
