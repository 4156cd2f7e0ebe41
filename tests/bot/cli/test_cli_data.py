"""Backups, keys, exports and forms at the terminal."""

from __future__ import annotations

import asyncio
import csv
import json
import os
import re
import stat
from functools import partial
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from dotenv import dotenv_values
from sqlalchemy import func, update
from sqlmodel import select

from bot.cli.console import now
from bot.cli.output_files import replacing
from forms.builtin_forms import builtin
from services import bulk_exports as exports
from services.actor import Actor
from storage.engine.program_lock import hold
from storage.members import membership
from storage.tables import Answer, ExportRequest, FormVersion, IdentityLook, Member, Role
from tests.bot.terminal import Terminal
from tests.jobs.odk_server import Central, serving
from tests.storage.reports.test_export import DAY, province

BUILTIN = Path(__file__).parents[3] / "forms" / "builtin"


def count(terminal: Terminal) -> int:
    with terminal.database() as database:
        return database.read_now(lambda session: session.scalar(select(func.count()).select_from(Member)) or 0)


def test_a_backup_made_while_the_program_runs_comes_back(terminal: Terminal) -> None:
    terminal.set_up()
    with terminal.database() as database, hold(database):
        assert terminal("backup", "b").code == 0
        refused = terminal("restore", "b", "--yes")
        assert (refused.code, "Dừng bot" in refused.err) == (1, True)
    assert stat.S_IMODE(os.stat("b").st_mode) == 0o600
    terminal("invite", "--role", "leader", "--name", "Chi")
    assert count(terminal) == 2
    refused = terminal("restore", "b")
    assert (refused.code, "--yes" in refused.err, count(terminal)) == (1, True, 2)
    assert terminal("restore", "b", "--yes").code == 0
    assert count(terminal) == 1


def test_a_backup_comes_back_on_an_empty_machine(terminal: Terminal) -> None:
    terminal.set_up()
    terminal("backup", "b")
    os.unlink("data/langnghe.db")
    assert terminal("restore", "b").code == 0
    assert count(terminal) == 1


def test_a_backup_needs_its_key(terminal: Terminal) -> None:
    from storage.keyring import new_key

    terminal.set_up()
    terminal("backup", "b")
    Path("data/langnghe.db").unlink()
    Path(".env").write_text(f"LANGNGHE_SECRET_KEYS={new_key()}\n")
    said = terminal("restore", "b")
    assert (said.code, "thiếu khóa" in said.err) == (1, True)


@pytest.mark.parametrize("content", [b"", b"hello", b"\x1f\x8b\x08" + bytes(50)])
def test_what_is_no_backup_changes_nothing(terminal: Terminal, content: bytes) -> None:
    terminal.set_up()
    Path("b").write_bytes(content)
    said = terminal("restore", "b", "--yes")
    assert (said.code, "không phải bản sao lưu" in said.err, count(terminal)) == (1, True, 1)
    assert terminal("restore", "missing", "--yes").code == 1


def test_a_file_is_replaced_whole_or_not_at_all(tmp_path: Path) -> None:
    file = tmp_path / "b"
    file.write_bytes(b"before")

    def break_off() -> None:
        with replacing(file) as target:
            target.write(b"half")
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        break_off()
    assert file.read_bytes() == b"before"
    assert list(tmp_path.iterdir()) == [file]


def test_a_new_key_takes_over(terminal: Terminal) -> None:
    terminal.set_up()
    old = terminal.variable("SECRET_KEYS")
    said = terminal("keys", "rotate", "--new")
    assert said.code == 0, said.all
    new, kept = terminal.variable("SECRET_KEYS").split(",")
    assert (kept == old, new != old) == (True, True)
    assert (old in said.all, new in said.all) == (False, False)
    Path(".env").write_text(Path(".env").read_text().replace(f",{old}", ""))
    assert terminal("check").out.count("✓") == 4
    assert count(terminal) == 1


def test_a_running_program_without_the_new_key_is_not_left_behind(terminal: Terminal) -> None:
    terminal.set_up()
    with terminal.database() as database, hold(database):
        said = terminal("keys", "rotate", "--new")
        assert (said.code, "Khởi động lại bot" in said.err) == (1, True)
        database.open()
        assert database.read_now(lambda session: session.scalars(select(Member)).one().name) == "Trần Bình"
    with terminal.database() as database, hold(database):
        assert "bằng khóa" in terminal("keys", "rotate").out


def test_a_key_in_the_environment_is_not_changed_in_the_file(
    terminal: Terminal, monkeypatch: pytest.MonkeyPatch
) -> None:
    terminal.set_up()
    monkeypatch.setenv("LANGNGHE_SECRET_KEYS", terminal.variable("SECRET_KEYS"))
    before = dotenv_values(".env")
    assert terminal("keys", "rotate", "--new").code == 1
    assert dotenv_values(".env") == before


@pytest.fixture
def with_reports(terminal: Terminal) -> Terminal:
    Path(".env").write_text("LANGNGHE_DATABASE_URL=sqlite:///x.db\n")
    terminal.set_up()
    with terminal.database() as database:

        def fill(session: Any) -> None:
            province(session, now(), {"A": 3, "B": 1})

        database.run_now(fill)
    return terminal


def agree(officer: int, number: int, session: Any) -> bool:
    return exports.decide(session, Actor(officer, {Role.STAFF}), number, True, now())


def exported(terminal: Terminal, *files: str, who: bool = False) -> None:
    """Ask for exports, have a second officer agree, and write them."""
    with terminal.database() as database:
        codes, (_, second) = database.run_now(two_officers)
    for file in files:
        ask = (
            "reports",
            "export",
            file,
            "--by",
            codes[0],
            "--reason",
            "Chi trả",
            *(("--with-reporters",) if who else ()),
        )
        said = terminal(*ask)
        assert (said.code, Path(file).exists()) == (0, False), "asking writes nothing"
        number = re.findall(r"--request (\d+)", said.out)[0]
        assert terminal("reports", "export", file, "--request", number).code == 1, "nobody has agreed"
        with terminal.database() as database:
            assert database.run_now(partial(agree, second, int(number)))
        assert terminal("reports", "export", file, "--request", number).code == 0
        Path(file).rename(f"kept.{file}")
        assert terminal("reports", "export", file, "--request", number).code == 1, "it is good once"
        assert not Path(file).exists()
        Path(f"kept.{file}").rename(file)


def test_reports_go_out_as_lines(with_reports: Terminal) -> None:
    exported(with_reports, "r.jsonl")
    rows = [json.loads(line) for line in Path("r.jsonl").read_text("utf-8").splitlines()]
    assert len(rows) == 4
    assert rows[0]["number"] == "BC-1"
    assert rows[0]["place"] == "A"
    assert rows[0]["answer.strata"] == "farmers women"
    assert rows[3]["place"] == ""
    assert "Người" not in Path("r.jsonl").read_text("utf-8")
    assert stat.S_IMODE(os.stat("r.jsonl").st_mode) == 0o600


def test_reports_go_out_as_a_sheet_without_formulas(with_reports: Terminal) -> None:
    exported(with_reports, "r.xlsx")
    sheet = openpyxl.load_workbook("r.xlsx").worksheets[0]
    rows = [[cell.value for cell in row] for row in sheet.iter_rows()]
    assert rows[0][:2] == ["number", "revision"]
    assert rows[1][rows[0].index("place_name")] == "'=A"
    assert {cell.data_type for row in sheet.iter_rows() for cell in row} <= {"s", "n", "b", "d"}


def test_who_reported_goes_to_another_file_and_is_logged(with_reports: Terminal) -> None:
    assert with_reports("reports", "export", "r.jsonl", "--by", "CTV01", "--reason", "x").code == 1, "no officer"
    exported(with_reports, "r.jsonl", who=True)
    who = [json.loads(line) for line in Path("r.reporters.jsonl").read_text("utf-8").splitlines()]
    assert [(row["name"], row["reports"]) for row in who] == [(f"Người {key}", 1) for key in ("A0", "A1", "A2", "B0")]
    said = [json.loads(line) for line in Path("r.jsonl").read_text("utf-8").splitlines()]
    assert set(who[0]) & set(said[0]) == set(), "nothing joins the two files"
    with with_reports.database() as database:
        looks = database.read_now(lambda session: session.scalars(select(IdentityLook)).all())
        asked = database.read_now(lambda session: session.scalars(select(ExportRequest)).one())
    assert [(look.member_id, look.confirmed_by, look.reason) for look in looks] == [
        (asked.asked_by, asked.decided_by, "Chi trả")
    ]
    assert asked.asked_by != asked.decided_by


def two_officers(session: Any) -> tuple[list[str], list[int | None]]:
    home = membership.root_unit(session)
    made = [membership.add_member(session, f"Cán bộ {n}", {Role.STAFF}, home) for n in range(2)]
    return [one.code for one in made], [one.id for one in made]


def test_an_export_keeps_codes_and_days_as_they_are(with_reports: Terminal) -> None:
    with with_reports.database() as database:
        database.run_now(lambda s: s.execute(update(Answer).where(Answer.field == "main").values(choice="-99")))
    exported(with_reports, "r.xlsx", "r.jsonl", "r.csv")
    heads, first, *_ = openpyxl.load_workbook("r.xlsx").worksheets[0].iter_rows()
    cells = {head.value: cell for head, cell in zip(heads, first, strict=True)}
    day = cells["day"]
    assert (day.is_date, day.number_format, day.value.date()) == (True, "dd/mm/yyyy", DAY)
    row = json.loads(Path("r.jsonl").read_text("utf-8").splitlines()[0])
    assert cells["answer.main"].value == row["answer.main"] == "-99"
    assert row["day"] == DAY.isoformat()
    line, *_ = csv.DictReader(Path("r.csv").read_text("utf-8-sig").splitlines())
    assert (line["answer.main"], line["day"], line["place_name"]) == ("-99", DAY.isoformat(), "'=A")
    for book in (Path("r.codebook.csv"), openpyxl.load_workbook("r.xlsx")["codebook"]):
        if isinstance(book, Path):
            rows = list(csv.reader(book.read_text("utf-8-sig").splitlines()))
        else:
            rows = [[str(value or "") for value in said] for said in book.iter_rows(values_only=True)]
        assert {said[0]: said[1] for said in rows}["day"] == "date"
        assert {said[0]: said[1] for said in rows}["answer.main"] == "text"
        assert ["answer.main", "text", "Ý kiến nghiêng về đâu?", "", "concerned", "Băn khoăn"] in rows
        assert "nhiều mã" in next(said[3] for said in rows if said[0] == "answer.strata")


@pytest.mark.parametrize(
    "arguments",
    [
        ("r.csv",),
        ("r.jsonl", "--with-reporters"),
        ("r.jsonl", "--with-reporters", "--reason", "x"),
        ("r.jsonl", "--with-reporters", "--reason", "x", "--by", "CB01"),
        ("r.jsonl", "--reason", "x"),
        ("r.jsonl", "--request", "7"),
        ("r.xlsx", "--with-reporters", "--reason", " "),
    ],
    ids=" ".join,
)
def test_an_export_that_is_not_clear_writes_nothing(with_reports: Terminal, arguments: tuple[str, ...]) -> None:
    said = with_reports("reports", "export", *arguments)
    assert (said.code, said.err.count("\n")) == (1, 1)
    assert list(with_reports.here.glob("r.*")) == []
    with with_reports.database() as database:
        assert database.read_now(lambda session: session.scalars(select(IdentityLook)).all()) == []


def test_the_built_in_forms_are_good(terminal: Terminal) -> None:
    said = terminal("forms", "check", *(str(BUILTIN / f"{name}.md") for name in ("periodic", "urgent", "thematic")))
    assert (said.code, said.out.count("✓"), "✗" in said.out) == (0, 3, False)


FORM = "| survey |\n| | type | name | label |\n"


@pytest.mark.parametrize(
    ("name", "content", "expected"),
    [
        ("a.md", FORM + "| | text | a | A |\n| | text | a | B |\n", "tên “a” đã dùng ở dòng trên"),
        ("a.md", FORM + "| | txet | a | A |\n", "loại câu hỏi"),
        ("a.md", "hello", "không"),
        ("a.xlsx", "hello", "không phải bảng tính .xlsx"),
        ("a.pdf", "hello", "không nhận loại tệp"),
        ("a.xml", "<data/>", "không phải mẫu phiếu"),
    ],
)
def test_a_broken_form_is_a_sentence(terminal: Terminal, name: str, content: str, expected: str) -> None:
    Path(name).write_text(content, "utf-8")
    for command in ("check", "play"):
        said = terminal("forms", command, name)
        assert said.code == 1
        assert expected in said.all
        assert name in said.all


def test_a_form_is_played(terminal: Terminal) -> None:
    said = terminal("forms", "play", str(BUILTIN / "urgent.md"), typed="\n9\n1\n<\n2\n1\nChợ An Phú\nĐông người\n1\n")
    assert said.code == 0
    assert "bắt buộc" in said.out
    assert "<what>danger</what>" in said.out or "<what>" in said.out
    (submission,) = re.findall(r"<data .*</data>", said.out)
    assert "<place_text>Chợ An Phú</place_text>" in submission
    assert "<source>witness</source>" in submission


def test_a_form_with_a_review_page_is_corrected(terminal: Terminal) -> None:
    questions = "".join(f"| | text | q{n} | Câu {n} |\n" for n in range(6))
    Path("f.md").write_text(f"{FORM}{questions}| settings |\n| | form_id | review |\n| | f | yes |\n", "utf-8")
    said = terminal("forms", "play", "f.md", typed="a\nb\nc\nd\ne\nf\n2\nB\n\n")
    assert said.code == 0, said.all
    assert "<q1>B</q1>" in said.out


def test_a_form_that_is_broken_off_sends_nothing(terminal: Terminal) -> None:
    said = terminal("forms", "play", str(BUILTIN / "urgent.md"), typed="1\n")
    assert said.code == 1
    assert "<data" not in said.out


async def test_a_server_of_open_data_is_asked_for_its_forms_and_nothing_leaves_without_two_officers(
    with_reports: Terminal, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert "LANGNGHE_OPEN_DATA_URL" in with_reports("open-data", "check").err
    form = builtin("periodic")
    central = Central({(form.id, "1")}, title="Phiếu")
    async with serving(central) as server:
        monkeypatch.setenv("LANGNGHE_OPEN_DATA_URL", "http://odk.tinh.vn/v1/projects/7")
        assert "https://" in with_reports("open-data", "check").err
        monkeypatch.setenv("LANGNGHE_OPEN_DATA_URL", server.address)
        monkeypatch.setenv("LANGNGHE_OPEN_DATA_USER", "ban@tinh.vn")
        refused = await asyncio.to_thread(with_reports, "open-data", "check")
        assert "không nhận tài khoản" in refused.err
        monkeypatch.setenv("LANGNGHE_OPEN_DATA_PASSWORD", "mật khẩu")
        with with_reports.database() as database:
            database.run_now(lambda s: setattr(s.scalars(select(FormVersion)).one(), "xml", form.xml))
        said = await asyncio.to_thread(with_reports, "open-data", "check")
        assert f"phiên bản 1, ban dùng phiên bản {form.version}" in said.out
        for command in ("status", "send"):
            assert "hai cán bộ" in with_reports("open-data", command).all
    assert "không trả lời" in (await asyncio.to_thread(with_reports, "open-data", "check")).err
    assert central.posts == []
