"""The command line: each command does its work, and says what is wrong in a sentence."""

from __future__ import annotations

import os
import re
import stat
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import text
from sqlmodel import select

from bot.cli.main import build
from sandbox.world import World
from storage.engine.program_lock import hold
from storage.members import invitations, membership
from storage.tables import Member, MemberRole, Unit
from tests.bot.terminal import Terminal, look_alike

ROOT = Path(__file__).parents[3]
TOKEN = "1234567:ABCdefGHIjklMNOpqrST"
HEAVY = (
    "pyxform",
    "altair",
    "docx",
    "docxtpl",
    "telegram",
    "sqlalchemy",
    "sqlmodel",
    "aiohttp",
    "openpyxl",
    "pydantic",
)
CODE = re.compile(r"\b(?:[0-9A-Z]{4}-){4}[0-9A-Z]{4}\b")

COMMANDS: list[tuple[str, ...]] = [
    ("setup",),
    ("demo",),
    ("run",),
    ("sandbox",),
    ("check",),
    ("zalo",),
    ("oa", "link"),
    ("oa", "status"),
    ("invite",),
    ("backup",),
    ("restore",),
    ("drill",),
    ("db", "upgrade"),
    ("db", "compact"),
    ("inbox", "failed"),
    ("inbox", "retry"),
    ("keys", "rotate"),
    ("rules", "list"),
    ("rules", "set"),
    ("deliveries", "show"),
    ("audit", "head"),
    ("audit", "verify"),
    ("roster", "template"),
    ("roster", "import"),
    ("roster", "list"),
    ("roster", "export"),
    ("digest", "build"),
    ("digest", "export"),
    ("templates", "check"),
    ("templates", "use"),
    ("templates", "export"),
    ("reports", "export"),
    ("forms", "check"),
    ("forms", "play"),
    ("forms", "publish"),
    ("forms", "list"),
    ("forms", "export"),
    ("statistics", "rebuild"),
    ("open-data", "check"),
    ("open-data", "status"),
    ("open-data", "send"),
]


def mode(path: str) -> int:
    return stat.S_IMODE(os.stat(path).st_mode)


@pytest.mark.subprocess
def test_help_loads_nothing_heavy() -> None:
    program = (
        "import sys, bot.cli.main\n"
        "sys.argv = ['langnghe', '--help']\n"
        "try:\n    bot.cli.main.main()\n"
        "except SystemExit as end:\n    assert not end.code\n"
        f"print('LOADED', [name for name in {HEAVY!r} if name in sys.modules])\n"
    )
    done = subprocess.run([sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=True)
    assert "LOADED []" in done.stdout
    assert "roster" in done.stdout


@pytest.mark.subprocess
@pytest.mark.parametrize("start", [[sys.executable, "-m", "bot"], [str(Path(sys.executable).parent / "langnghe")]])
def test_both_ways_to_start_are_the_same(start: list[str], tmp_path: Path) -> None:
    place = {"PYTHONPATH": str(ROOT), "PATH": os.environ["PATH"]}
    done = subprocess.run([*start, "check"], cwd=tmp_path, env=place, capture_output=True, text=True)
    assert (done.returncode, done.stderr) == (2, "Thiếu LANGNGHE_SECRET_KEYS: hãy chạy `langnghe setup`.\n")


@pytest.mark.parametrize("language", ["vi", "en"])
@pytest.mark.parametrize("command", COMMANDS, ids=" ".join)
def test_every_command_explains_itself(
    terminal: Terminal, monkeypatch: pytest.MonkeyPatch, command: tuple[str, ...], language: str
) -> None:
    monkeypatch.setenv("LANGNGHE_LANGUAGE", language)
    said = terminal(*command, "--help")
    assert said.code == 0
    vietnamese = bool(re.search("[ăâđêôơưạảấầẩẫậắằẳẵặẹẻẽếềểễệỉịọỏốồổỗộớờởỡợụủứừửữựỳỵỷỹ]", said.out))
    assert vietnamese == (language == "vi")


@pytest.mark.parametrize("language", ["vi", "en"])
def test_no_list_of_commands_is_cut(terminal: Terminal, monkeypatch: pytest.MonkeyPatch, language: str) -> None:
    monkeypatch.setenv("LANGNGHE_LANGUAGE", language)
    monkeypatch.setenv("COLUMNS", "80")
    for above in {command[:-1] for command in COMMANDS}:
        assert "..." not in terminal(*above, "--help").out


def test_the_list_of_commands_here_is_whole() -> None:
    def names(app: Any) -> set[tuple[str, ...]]:
        own = {(command.name,) for command in app.registered_commands}
        return own | {(group.name, *rest) for group in app.registered_groups for rest in names(group.typer_instance)}

    assert names(build()) == set(COMMANDS)


def test_an_unknown_command_is_refused(terminal: Terminal) -> None:
    assert terminal("nonsense").code == 2


@pytest.mark.parametrize(
    "command",
    [
        ("run",),
        ("check",),
        ("invite", "--member", "X"),
        ("backup", "b"),
        ("db", "upgrade"),
        ("keys", "rotate"),
        ("reports", "export", "r.jsonl"),
    ],
    ids=" ".join,
)
def test_wrong_settings_end_a_command_before_anything_starts(
    terminal: Terminal, monkeypatch: pytest.MonkeyPatch, command: tuple[str, ...]
) -> None:
    monkeypatch.setenv("LANGNGHE_TIMEZONE", "Hanoi-hunter2")
    said = terminal(*command)
    assert said.code == 2
    assert "LANGNGHE_TIMEZONE phải là" in said.err
    assert "Thiếu LANGNGHE_SECRET_KEYS" in said.err
    assert "hunter2" not in said.all
    assert list(terminal.here.iterdir()) == []


def test_set_up_makes_everything_that_a_first_start_needs(terminal: Terminal) -> None:
    said = terminal.set_up()
    assert (mode(".env"), mode("data"), mode("data/langnghe.db")) == (0o600, 0o700, 0o600)
    assert len(terminal.variable("SECRET_KEYS")) == 44
    assert len(terminal.variable("WEBHOOK_SECRET")) >= 32
    (code,) = set(CODE.findall(said.out))
    with terminal.database() as database:
        admin = database.run_now(
            lambda session: invitations.redeem(session, code, session.scalar(text("SELECT 1")) and NOW())
        )
        assert admin is not None
        assert (admin.code, admin.name) == ("QT01", "Trần Bình")
        roles = database.read_now(lambda session: set(session.scalars(select(MemberRole.role))))
        assert roles == {"admin", "staff"}
        root = database.read_now(membership.root_unit)
        assert root is not None
        assert (root.code, root.name) == ("TINH", "Ban Tuyên giáo và Dân vận Tỉnh ủy")


def NOW() -> Any:  # noqa: N802
    from bot.cli.console import now

    return now()


def test_set_up_with_a_token_gives_a_link_when_telegram_answers(
    terminal: Terminal, monkeypatch: pytest.MonkeyPatch
) -> None:
    world = World.empty()
    world.add_bot("langnghe_bot", token=TOKEN)
    with look_alike(world) as address:
        monkeypatch.setenv("LANGNGHE_TELEGRAM_API_URL", address)
        said = terminal("setup", "--name", "An", typed=f" {TOKEN}\n")
        assert re.search(r"https://t\.me/langnghe_bot\?start=(?:\w{4}-){4}\w{4}\n", said.out)
        assert "langnghe run" in said.out
        assert TOKEN not in said.all
        assert terminal.variable("TELEGRAM_TOKEN") == TOKEN
        assert terminal("check").out.count("✓") == 5


def test_set_up_again_keeps_what_is_there(terminal: Terminal) -> None:
    Path(".env").write_text("# ours\nLANGNGHE_BOARD_NAME='Ban ta'\nOTHER=1\n", "utf-8")
    terminal.set_up()
    key = terminal.variable("SECRET_KEYS")
    said = terminal("setup", "--token-file", "-", typed=TOKEN)
    assert said.code == 0
    assert CODE.search(said.out), "the administrator has not joined: a new invitation"
    assert terminal.variable("SECRET_KEYS") == key
    assert terminal.variable("TELEGRAM_TOKEN") == TOKEN
    assert Path(".env").read_text("utf-8").startswith("# ours\nLANGNGHE_BOARD_NAME='Ban ta'\nOTHER=1\n")
    with terminal.database() as database:
        assert len(database.read_now(lambda session: session.scalars(select(Member)).all())) == 1
        assert database.read_now(lambda session: session.scalars(select(Unit.name)).all()) == ["Ban ta"]

        def join(session: Any) -> None:
            session.scalars(select(Member)).one().joined_at = NOW()

        database.run_now(join)
    assert not CODE.search(terminal("setup").out), "who has joined needs no invitation"


def test_set_up_refuses_a_token_that_is_none_and_writes_nothing(terminal: Terminal) -> None:
    said = terminal("setup", "--name", "An", typed="hunter2\n")
    assert said.code == 2
    assert "LANGNGHE_TELEGRAM_TOKEN phải là" in said.err
    assert "hunter2" not in said.all
    assert list(terminal.here.iterdir()) == []


@pytest.mark.parametrize("sample", ["100001:TOKEN-FROM-BOTFATHER", "123456:ABC-DEF1234ghIkl-zyx57W2v1u123ew11"])
def test_set_up_refuses_the_token_of_a_document_at_once(terminal: Terminal, sample: str) -> None:
    said = terminal("setup", "--name", "An", typed=f"{sample}\n")
    assert (said.code, "mã mẫu" in said.err) == (1, True)
    assert list(terminal.here.iterdir()) == []


def test_set_up_takes_a_token_from_a_file_and_never_from_an_argument(terminal: Terminal) -> None:
    Path("token").write_text(f"{TOKEN}\n", "utf-8")
    assert terminal("setup", "--token-file", "token", "--name", "An").code == 0
    assert terminal.variable("TELEGRAM_TOKEN") == TOKEN
    said = terminal("setup", "--telegram-token", TOKEN)
    assert (said.code, "Không có tùy chọn --telegram-token." in said.err, TOKEN in said.all) == (2, True, False)
    assert "Không có tệp này: nothing.txt." in terminal("setup", "--token-file", "nothing.txt").err


def test_token_where_none_belongs_is_neither_kept_nor_repeated(terminal: Terminal) -> None:
    said = terminal("setup", "--token-file", TOKEN)
    assert (said.code, TOKEN in said.all) == (1, False) and "/revoke" in said.err
    assert not Path(".env").exists()
    said = terminal("setup", "--name", f"An {TOKEN}", typed=f"{TOKEN}\n")
    assert (said.code, TOKEN in said.all, "không phải họ và tên" in said.err) == (1, False, True)


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("vi", ['Không có lệnh "nonsense".', "Thiếu FILE.", "Không có tùy chọn --no.", "Không có tệp này: none."]),
        (
            "en",
            ['There is no command "nonsense".', "FILE is missing.", "There is no option --no.", "no such file: none."],
        ),
    ],
)
def test_what_is_wrong_with_a_call_is_said_in_the_language_of_the_settings(
    terminal: Terminal, monkeypatch: pytest.MonkeyPatch, language: str, words: list[str]
) -> None:
    terminal.set_up()
    monkeypatch.setenv("LANGNGHE_LANGUAGE", language)
    calls = [terminal("nonsense"), terminal("restore"), terminal("backup", "x", "--no"), terminal("restore", "none")]
    assert [(said.code, word in said.err) for said, word in zip(calls, words, strict=True)] == [
        *((2, True), (2, True), (2, True), (1, True)),
    ]
    Path("folder").mkdir()
    where = {
        "vi": ("Không có thư mục này: no.", "Đây là thư mục, không phải tệp: folder.", "không có tệp này."),
        "en": ("There is no such folder: no.", "This is a folder, not a file: folder.", "there is no such file."),
    }[language]
    for path, sentence in zip(("no/x.gz", "folder"), where, strict=False):
        for command in (("backup",), ("roster", "template")):
            assert terminal(*command, path).err == f"{sentence}\n", "what was asked for is named, not a file of ours"
    for command in ("check", "play", "publish"):
        assert terminal("forms", command, "none.xlsx").all.strip() == f"✗ none.xlsx: {where[2]}"
    assert terminal("restore", "folder", "--yes").err == f"{where[1]}\n"
    helped = terminal("roster", "import", "--help").out
    english = {"Usage", "Options", "Arguments", "Show this", "required", "OPTIONS"}
    assert {word for word in english if word in helped} == (set() if language == "vi" else english)


def test_set_up_with_another_name_opens_nobody_elses_record(terminal: Terminal) -> None:
    terminal.set_up()
    said = terminal("setup", "--name", "Lê Thị Hoa", typed="\n")
    assert not CODE.findall(said.out)
    assert "Trần Bình" in said.out and "langnghe invite --member QT01" in said.out
    assert "Lời mời cho Trần Bình" in terminal("setup", "--name", "trần bình", typed="\n").out


def test_set_up_makes_no_new_key_for_data_that_has_one(terminal: Terminal) -> None:
    terminal.set_up()
    Path(".env").write_text("OTHER=1\n")
    said = terminal("setup", "--name", "An", typed="\n")
    assert said.code == 1
    assert "LANGNGHE_SECRET_KEYS" in said.err
    assert Path(".env").read_text() == "OTHER=1\n"


def test_set_up_says_when_the_environment_hides_the_file(terminal: Terminal, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LANGNGHE_TELEGRAM_TOKEN", TOKEN)
    Path("token").write_text(TOKEN, "utf-8")
    said = terminal("setup", "--token-file", "token", "--name", "An")
    assert said.code == 1
    assert "LANGNGHE_TELEGRAM_TOKEN" in said.err


def test_check_says_what_is_wrong(terminal: Terminal, monkeypatch: pytest.MonkeyPatch) -> None:
    terminal.set_up()
    said = terminal("check")
    assert (said.code, said.out.count("✓"), said.out.count("✗")) == (1, 4, 1)
    assert "LANGNGHE_TELEGRAM_TOKEN" in said.out
    monkeypatch.setenv("LANGNGHE_TELEGRAM_TOKEN", TOKEN)
    assert "✗ Không nhận được trả lời" in terminal("check").out
    with look_alike(World.empty()) as address:
        monkeypatch.setenv("LANGNGHE_TELEGRAM_API_URL", address)
        refused = terminal("check")
    assert "✗ Telegram từ chối mã của 1234567" in refused.out
    assert TOKEN not in refused.all


def test_check_says_that_there_is_no_database(terminal: Terminal) -> None:
    terminal.set_up()
    os.unlink("data/langnghe.db")
    said = terminal("check")
    assert (said.code, said.out.count("✗")) == (1, 3)
    assert "langnghe setup" in said.out
    assert not Path("data/langnghe.db").exists()


def test_check_says_that_the_database_is_old(terminal: Terminal) -> None:
    terminal.set_up()
    with terminal.database() as database:
        database.run_now(lambda session: session.execute(text("UPDATE alembic_version SET version_num = '0000'")))
    assert "langnghe db upgrade" in terminal("check").out


def test_a_wrong_key_is_a_sentence(terminal: Terminal, monkeypatch: pytest.MonkeyPatch) -> None:
    from storage.keyring import new_key

    terminal.set_up()
    monkeypatch.setenv("LANGNGHE_SECRET_KEYS", new_key())
    for command in (("check",), ("invite", "--member", "QT01"), ("backup", "b"), ("keys", "rotate")):
        said = terminal(*command)
        assert said.code == 1
        assert "LANGNGHE_SECRET_KEYS không có khóa" in said.all
    assert not Path("b").exists()


def test_a_database_that_cannot_be_reached_is_a_sentence(terminal: Terminal, monkeypatch: pytest.MonkeyPatch) -> None:
    terminal.set_up()
    monkeypatch.setenv("LANGNGHE_DATABASE_URL", "postgresql://u:hunter2@127.0.0.1:9/x")
    said = terminal("invite", "--member", "QT01")
    assert (said.code, said.err) == (1, "Không kết nối được cơ sở dữ liệu trong LANGNGHE_DATABASE_URL.\n")


def test_a_file_that_is_no_database_is_a_sentence(terminal: Terminal) -> None:
    terminal.set_up()
    Path("data/langnghe.db").write_bytes(b"not a database" * 1000)
    said = terminal("check")
    assert said.code == 1
    assert "✗ Không kết nối được cơ sở dữ liệu" in said.out


def test_an_upgrade_waits_for_the_program_to_stop(terminal: Terminal) -> None:
    terminal.set_up()
    assert "mới nhất" in terminal("db", "upgrade").out
    with terminal.database() as database, hold(database):
        said = terminal("db", "upgrade")
    assert (said.code, "Dừng bot" in said.err) == (1, True)


def test_an_upgrade_makes_the_tables(terminal: Terminal) -> None:
    from storage.keyring import new_key

    Path(".env").write_text(f"LANGNGHE_SECRET_KEYS={new_key()}\n")
    assert "Đã nâng cấp" in terminal("db", "upgrade").out
    assert "chưa cài đặt xong" in terminal("invite", "--member", "X").err


def test_a_database_of_a_later_program_is_left_alone(terminal: Terminal) -> None:
    terminal.set_up()
    with terminal.database() as database:
        database.run_now(lambda session: session.execute(text("UPDATE alembic_version SET version_num = '9999'")))
    said = terminal("db", "upgrade")
    assert (said.code, "mới hơn" in said.err) == (1, True)


def test_docstrings_taken_away_are_refused_in_a_sentence() -> None:
    done = subprocess.run([sys.executable, "-OO", "-m", "bot", "check"], cwd=ROOT, capture_output=True, text=True)
    assert done.returncode == 1
    assert done.stderr.startswith("Không chạy được với python -OO")


def test_check_says_that_charts_cannot_be_drawn(terminal: Terminal, monkeypatch: pytest.MonkeyPatch) -> None:
    terminal.set_up()
    monkeypatch.setattr("digests.chart.one_bar", os.abort)
    said = terminal("check")
    assert "✗ Không vẽ được biểu đồ" in said.out
    assert said.code != 0
