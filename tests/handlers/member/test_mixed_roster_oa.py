"""A broadcast to members on an Official Account as well: their windows, its tokens, and who gets it on another network."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlmodel import Session, select

from sandbox.world import World
from sandbox.zalo_oa_api import oa_of
from sandbox.zalo_oa_queue import OaQueue
from storage.messaging import zalo_oa_tokens
from storage.tables import Broadcast
from tests.handlers.playing import TITLE, write_prompt
from tests.handlers.rosters import card, got, listed, member, passes, stage  # noqa: F401
from tests.stage import OA, OA_ID, Person, Stage, new_world

# ruff: noqa: F811
DAY = timedelta(days=1)


@pytest.fixture
def world() -> World:
    return new_world(zalo=True, oa=True)


@pytest.fixture
def oa(world: World) -> OaQueue:
    return oa_of(world.bots[OA])


def forgotten(oa: OaQueue, phone: Person) -> None:
    """The network counts the seven days from earlier than we do."""
    oa.last[phone.chat.id] -= 8 * 24 * 3600


async def test_windows_and_a_token_that_is_renewed_in_mid_broadcast(stage: Stage, oa: OaQueue) -> None:
    binh = stage.person("binh")
    (silent,) = await member(stage, "silent", "oa")
    silent_here = await member(stage, "moved", "oa", "telegram")
    await stage.at(stage.world.clock.now() + 8 * DAY)
    on = {
        key: await member(stage, key, *where)
        for key, *where in (
            ("fine", "oa"),
            ("restricted", "oa"),
            ("late", "oa"),
            ("fallen", "oa", "telegram"),
            ("other", "zalo", "oa"),
        )
    }
    await write_prompt(binh)
    said = binh.has_seen("Xem trước").text
    assert "Người silent (lâu chưa nhắn lại, quá hạn Zalo cho gửi)" in said
    assert "3 người sắp quá hạn nhận tin trên Zalo OA trước hạn trả lời" in said
    assert "Người fallen" not in said, "another network goes on"
    assert "Người other" not in said, "another network comes first"
    stage.world.faults.add("unauthorized", bot=stage.world.bots[OA].id, method="message/cs")
    stage.world.faults.add("blocked", chat=on["restricted"][0].chat.id, bot=stage.world.bots[OA].id)
    for key in ("late", "fallen"):
        forgotten(oa, on[key][0])
    before = oa.app.access
    stage.world.press("binh", binh.chat, *binh.button("✓ Gửi đi"))
    await passes(stage, lambda: "✓ Đã gửi" in card(binh), seconds=3)
    assert oa.app.access != before
    assert {key: [got(phone, TITLE) for phone in phones] for key, phones in on.items()} == {
        "fine": [1],
        "restricted": [0],
        "late": [0],
        "fallen": [0, 1],
        "other": [1, 0],
    }
    assert (got(silent, TITLE), [got(phone, TITLE) for phone in silent_here]) == (0, [0, 1])
    await binh.presses("Xem ai chưa nhận")
    assert listed(binh) == [
        "phường Đông Sơn: Người late (lâu chưa nhắn lại, quá hạn Zalo cho gửi)",
        "phường Đông Sơn: Người restricted (đã chặn Lắng Nghe)",
        "phường Đông Sơn: Người silent (lâu chưa nhắn lại, quá hạn Zalo cho gửi)",
    ]
    assert len(stage.look(lambda s: s.scalars(select(Broadcast)).all())) == 1


async def test_a_prompt_is_looked_at_as_each_network_will_show_it(stage: Stage) -> None:
    """Each message that stood in the preview comes to the phone on that network, letter by letter; buttons by their labels."""
    binh = stage.person("binh")
    phones = [(await member(stage, network, network))[0] for network in ("telegram", "zalo", "oa")]
    await write_prompt(binh)
    binh.has_not_seen("Trên Telegram")
    mark = binh.last.id
    await binh.presses("Xem trên từng mạng")
    *looked, end = binh.answers(mark)
    assert end.startswith("Chưa gửi cho ai.")
    for phone, name in zip(phones, ("Telegram", "Zalo", "Zalo OA"), strict=True):
        assert got(phone, TITLE) == 0
        looked.remove(f"Trên {name} sẽ như sau:")
    await binh.presses("✓ Gửi đi")
    for phone in phones:
        sent = next(m for m in phone.phone if m.text.startswith(TITLE))
        labels = sent.labels()
        shown = "\n".join(f"[ {label} ]" for label in labels)
        looked.remove(f"{sent.text}\n\n{shown}" if labels else sent.text)
    assert not looked


async def test_a_refresh_token_that_was_used_already(stage: Stage, oa: OaQueue) -> None:
    """Whoever can be reached elsewhere is, at once; the others wait until the account is linked again."""
    binh = stage.person("binh")
    (alone,) = await member(stage, "alone", "oa")
    both = await member(stage, "both", "oa", "telegram")
    await write_prompt(binh)
    assert oa.app.exchange(oa.app.refresh, stage.world.clock.timestamp())
    stage.world.press("binh", binh.chat, *binh.button("✓ Gửi đi"))
    await passes(stage, lambda: "Đang chờ 1 người: Zalo OA cần liên kết lại" in card(binh), seconds=3)
    assert [got(phone, TITLE) for phone in both] == [0, 1]
    stage.world.press("binh", binh.chat, *binh.button("Xem ai chưa nhận"))
    await stage.until(lambda: "Người alone (đang chờ: Zalo OA cần liên kết lại)" in binh.last.text)

    def link(session: Session) -> None:
        zalo_oa_tokens.save(session, OA_ID, (oa.app.access, oa.app.refresh), None, stage.world.clock.now())

    stage.database.run_now(link)
    await passes(stage, lambda: got(alone, TITLE))
    await passes(stage, lambda: "✓ Đã gửi" in card(binh), seconds=3)
    assert [got(alone, TITLE), *(got(phone, TITLE) for phone in both)] == [1, 0, 1]
