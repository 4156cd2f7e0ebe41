"""A broadcast to members on Telegram, two bots on Zalo, both or none, with every way in which it fails."""

from __future__ import annotations

import re

import pytest
from sqlmodel import Session, select

from sandbox.world import World
from sandbox.zalo_api import queue_of
from storage.members import membership
from storage.tables import Address, Broadcast
from tests.handlers.playing import TITLE, write_prompt
from tests.handlers.rosters import ZALO2, ZALO2_TOKEN, card, got, listed, member, passes, stage  # noqa: F401
from tests.stage import ZALO, Person, Stage, new_world

# ruff: noqa: F811


@pytest.fixture
def world() -> World:
    world = new_world(zalo=True)
    world.add_bot(ZALO2, "Bot Lắng Nghe 2", ZALO2_TOKEN, network="zalo")
    return world


def at(phone: Person) -> int:
    return phone.chat.id


def left(stage: Stage, key: str) -> None:
    """Somebody leaves the roster."""

    def work(session: Session) -> None:
        found = membership.by_code(session, key)
        assert found
        membership.leave(session, found, stage.world.clock.now(), stage.world.clock.now())

    stage.database.run_now(work)


def never_started(stage: Stage, phone: Person) -> None:
    """The network does not know that this person ever wrote to us."""
    phone.chat.started = False


def unknown(stage: Stage, phone: Person) -> None:
    """The network does not know the chat any more."""

    def work(session: Session) -> None:
        for address in session.scalars(select(Address)):
            if address.chat == str(at(phone)):
                address.chat = "999999999"

    stage.database.run_now(work)


async def test_every_way_to_fail(stage: Stage) -> None:
    binh, faults = stage.person("binh"), stage.world.faults
    on: dict[str, list[Person]] = {}
    for key, *where in (
        ("blocked", "telegram"),
        ("deleted", "telegram"),
        ("stranger", "telegram"),
        ("unknown", "telegram"),
        ("refused", "telegram"),
        ("leaving", "telegram"),
        ("away", "telegram"),
        ("odd", "telegram"),
        ("cut", "telegram"),
        ("fallen", "telegram", "zalo"),
        ("first", "zalo"),
        ("shut", "zalo"),
        ("spent", "zalo", "telegram"),
        ("waiting", "zalo"),
        ("moved", "zalo2", "telegram"),
        ("stuck", "zalo2"),
    ):
        on[key] = await member(stage, key, *where)
    await member(stage, "nobody")
    await write_prompt(binh)
    assert "Người nobody (chưa tham gia kênh)" in binh.has_seen("Hiện không gửi được tới").text
    for key in ("blocked", "fallen"):
        faults.add("blocked", method="sendMessage", chat=at(on[key][0]))
    stage.world.deactivate("deleted")
    never_started(stage, on["stranger"][0])
    unknown(stage, on["unknown"][0])
    faults.add("refused", method="sendMessage", chat=at(on["refused"][0]))
    await on["shut"][0].does("block")
    for key, kind in (("away", "server_error"), ("odd", "garbage"), ("cut", "drop")):
        faults.add(kind, method="sendMessage", chat=at(on[key][0]), times=3)
    queue_of(stage.world.bots[ZALO]).left = 2
    faults.add("unauthorized", method="sendMessage", bot=stage.world.bots[ZALO2].id, times=100_000)
    faults.add("server_error", method="sendMessage", chat=at(on["leaving"][0]), times=100_000)
    stage.world.press("binh", binh.chat, *binh.button("✓ Gửi đi"))

    held = re.compile(
        r"Đang chờ \d người: Zalo hết lượt gửi tháng này\nĐang chờ 1 người: mạng nhắn tin từ chối mã của bot"
    )
    await passes(stage, lambda: held.search(card(binh)), seconds=3)
    await passes(stage, lambda: all(got(on[key][0], TITLE) for key in ("away", "odd", "cut")), seconds=3)
    assert [got(phone, TITLE) for phone in on["moved"]] == [0, 1], "at once, within the round"
    assert sum(got(phone, TITLE) for phone in on["spent"]) == 1
    zalo = [on["first"][0], on["spent"][0], on["waiting"][0], on["fallen"][1]]
    assert sum(got(phone, TITLE) for phone in zalo) == 2, "what the quota still had"
    left(stage, "leaving")
    queue_of(stage.world.bots[ZALO]).left = None
    await passes(stage, lambda: not stage.app.activity.count and "✓ Đã gửi" in card(binh))
    waited = [on["first"][0], on["waiting"][0], on["fallen"][1]]
    assert [got(phone, TITLE) for phone in waited] == [1, 1, 1], "what had to wait for the quota came in the end"
    await binh.presses("Xem ai chưa nhận")
    assert listed(binh) == [
        "phường Đông Sơn: Người blocked (đã chặn Lắng Nghe)",
        "phường Đông Sơn: Người deleted (tài khoản đã xóa)",
        "phường Đông Sơn: Người leaving (không còn trong danh sách)",
        "phường Đông Sơn: Người nobody (chưa tham gia kênh)",
        "phường Đông Sơn: Người refused (mạng nhắn tin từ chối)",
        "phường Đông Sơn: Người shut (đã chặn Lắng Nghe)",
        "phường Đông Sơn: Người stranger (chưa mở trò chuyện với Lắng Nghe)",
        "phường Đông Sơn: Người stuck (mạng nhắn tin từ chối mã của bot)",
        "phường Đông Sơn: Người unknown (không tìm thấy tài khoản)",
    ]
    for phones in on.values():
        assert sum(got(phone, TITLE) for phone in phones) <= 1, "nobody gets it twice"
    assert len(stage.look(lambda s: s.scalars(select(Broadcast)).all())) == 1
