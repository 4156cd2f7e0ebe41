"""`langnghe audit`: the head to keep, and what is said of a log that is whole or is not."""

from __future__ import annotations

from bot.cli.console import now
from services import audit
from services.actor import PROGRAM
from storage.tables import AuditEntry
from tests.bot.terminal import Terminal


def test_log_is_verified_against_its_head_and_a_changed_entry_is_named(terminal: Terminal) -> None:
    terminal.set_up()
    with terminal.database() as database:
        for number in range(3):
            database.run_now(lambda s, n=number: audit.note(s, PROGRAM, now(), "issue.open", f"issue:{n}"))  # type: ignore[misc]
    head = terminal("audit", "head").out.strip()
    assert head.startswith("4:"), "who was invited at the terminal is in it too"
    assert f"Nhật ký nguyên vẹn: {head}" in terminal("audit", "verify", "--head", head).out
    other = terminal("audit", "verify", "--head", "4:" + "0" * 64)
    assert other.code == 1
    assert "không khớp mã đã giữ" in other.err
    assert "Mã có dạng" in terminal("audit", "verify", "--head", "ba").err
    with terminal.database() as database:
        database.run_now(lambda s: setattr(s.get_one(AuditEntry, 1), "action", "issue.close"))
    changed = terminal("audit", "verify")
    assert changed.code == 1
    assert "Dòng 1 của nhật ký" in changed.err
