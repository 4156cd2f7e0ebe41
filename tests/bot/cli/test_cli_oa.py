"""`langnghe oa`: linking an Official Account at the terminal, against the look-alike network."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from sandbox.world import World
from sandbox.zalo_oa_queue import OaQueue
from storage.messaging import zalo_oa_tokens
from tests.bot.oa_world import oa, world  # noqa: F401
from tests.bot.terminal import Terminal, look_alike
from tests.stage import OA_ID

# ruff: noqa: F811


@pytest.fixture
def terminal(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, world: World, oa: OaQueue) -> Iterator[Terminal]:
    """An installation with the account's settings, which nobody has linked yet."""
    monkeypatch.chdir(tmp_path)
    terminal = Terminal(tmp_path)
    terminal.set_up()
    with look_alike(world) as address:
        lines = {
            "ZALO_OA_ID": OA_ID,
            "ZALO_OA_APP_ID": oa.app.id,
            "ZALO_OA_APP_SECRET": oa.app.app_secret,
            "ZALO_OA_API_URL": f"{address}/zalo-oa",
            "ZALO_OA_OAUTH_URL": f"{address}/zalo-oauth",
            "PUBLIC_URL": "https://langnghe.example.vn",
        }
        with Path(".env").open("a", encoding="utf-8") as file:
            file.writelines(f"\nLANGNGHE_{name}={value}\n" for name, value in lines.items())
        yield terminal


def test_an_account_is_linked_and_a_wrong_token_harms_nothing(terminal: Terminal, oa: OaQueue) -> None:
    assert "langnghe oa link" in terminal("oa", "status").err
    assert "langnghe oa link" in terminal("check").out
    first = oa.app.refresh
    said = terminal("oa", "link", typed=f"{first}\n")
    assert said.code == 0, said.all
    assert "Đã liên kết Official Account Lắng Nghe" in said.out
    assert "https://langnghe.example.vn/webhooks/zalo_oa/400001" in said.out
    assert first not in said.all and oa.app.refresh not in said.all

    wrong = terminal("oa", "link", typed=f"{first}\n")
    assert wrong.code == 1
    assert "vẫn giữ nguyên" in wrong.err
    with terminal.database() as database:
        row = database.read_now(lambda session: zalo_oa_tokens.load(session, OA_ID))
    assert row is not None and (row.refresh, row.old_refresh) == (oa.app.refresh, None)
    assert "Zalo OA nhận ra: Lắng Nghe" in terminal("check").out
    assert "đổi token lần gần nhất" in terminal("oa", "status").out
    invited = terminal("invite", "--role", "staff", "--name", "Lê Chi")
    assert "tìm Official Account Lắng Nghe" in invited.out


def test_without_an_account_there_is_nothing_to_link(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    terminal = Terminal(tmp_path)
    terminal.set_up()
    said = terminal("oa", "link")
    assert (said.code, said.err) == (1, "Thiếu LANGNGHE_ZALO_OA_ID.\n")


def test_status_of_a_broken_link_says_so_and_fails(terminal: Terminal, oa: OaQueue) -> None:
    assert terminal("oa", "link", typed=f"{oa.app.refresh}\n").code == 0
    assert terminal("oa", "status").code == 0
    oa.app.exchange(oa.app.refresh, 0.0)
    said = terminal("oa", "status")
    assert said.code == 1
    assert "bị từ chối (refresh_token) từ" in said.err and "0 người đang chờ" in said.err
    assert "langnghe oa link" in said.err
