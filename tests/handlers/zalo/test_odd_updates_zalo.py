"""Updates that no documentation promises, in the middle of a report: whoever is there goes on, and nothing kept is lost."""

from __future__ import annotations

from typing import Any

import orjson
import pytest
from sqlmodel import select

from sandbox.zalo_api import queue_of
from sandbox.zalo_names import chat_name
from storage.tables import DraftRow
from tests.handlers.playing import GIST, begin_report, kept, prompt_there
from tests.stage import ZALO, Person, Stage

NOTHING = [
    {"event_name": "message.poll.received", "message": {"question": "?"}},
    {"event_name": "user.followed"},
    {"event_name": "message.text.received", "message": "chào"},
    {"event_name": "message.image.received", "message": {}},
    {"event_name": 7},
    ["message.text.received"],
    "chào",
    7,
    None,
    {},
]


@pytest.fixture
async def dung(stage: Stage, on_zalo: Person) -> Person:
    prompt_there(stage)
    await begin_report(on_zalo)
    for answer in ("1", GIST):
        await on_zalo.says(answer)
    on_zalo.sees("Nghe từ nhóm nào?")
    return on_zalo


async def arrives(stage: Stage, body: object) -> None:
    """What getUpdates gives next."""
    world, bot = stage.world, stage.world.bots[ZALO]
    queue_of(bot).enqueue("message", world.chat("dung", ZALO).id, 1, orjson.dumps(body), world.clock.timestamp())
    await stage.settle()


def message(stage: Stage, kind: str, **content: Any) -> dict[str, object]:
    bot = stage.world.bots[ZALO]
    name = chat_name(bot.id, stage.world.chat("dung", ZALO))
    head = {
        "from": {"id": name, "display_name": "Dung", "is_bot": False},
        "chat": {"id": name, "chat_type": "PRIVATE"},
        "message_id": f"m{len(stage.world.calls_since())}",
        "date": stage.world.now() * 1000 + 999,
    }
    return {"event_name": f"message.{kind}.received", "message": head | content}


def draft(stage: Stage) -> str:
    return stage.look(lambda s: s.scalars(select(DraftRow)).one().document)


async def goes_on(stage: Stage, dung: Person, before: str) -> None:
    assert draft(stage) == before
    stage.world.clock.advance(10)
    await dung.says("3")
    dung.sees("4/")
    assert (kept(stage, "dung", "gist"), kept(stage, "dung", "strata")) == ([GIST], ["farmers"])


async def test_what_is_no_update_of_ours_is_passed_over(stage: Stage, dung: Person) -> None:
    before, mark = draft(stage), len(dung.phone)
    for body in NOTHING:
        await arrives(stage, body)
    assert len(dung.phone) == mark
    await goes_on(stage, dung, before)


@pytest.mark.parametrize("content", [{}, {"text": None}, {"text": ""}, {"text": " \u200b "}])
async def test_a_message_without_text_gets_a_sentence(stage: Stage, dung: Person, content: dict[str, str]) -> None:
    before, mark = draft(stage), len(dung.phone)
    await arrives(stage, message(stage, "text", **content))
    assert len(dung.phone) == mark + 1
    dung.sees("Nghe từ nhóm nào?")
    await goes_on(stage, dung, before)


@pytest.mark.parametrize("kind", ["sticker", "unsupported"])
async def test_what_is_no_text_gets_a_sentence(stage: Stage, dung: Person, kind: str) -> None:
    before = draft(stage)
    await arrives(stage, message(stage, kind))
    dung.sees("Xin trả lời bằng chữ hoặc số.")
    await goes_on(stage, dung, before)


@pytest.mark.parametrize("shape", ["wrapped", "in a list"])
async def test_other_shapes_of_an_update_are_read(stage: Stage, dung: Person, shape: str) -> None:
    said = message(stage, "text", text="3")
    await arrives(stage, {"ok": True, "result": said} if shape == "wrapped" else [said])
    dung.sees("4/")
    assert kept(stage, "dung", "strata") == ["farmers"]


async def test_an_update_that_comes_twice_counts_once(stage: Stage, dung: Person) -> None:
    said = message(stage, "text", text="3")
    for _ in range(2):
        await arrives(stage, said)
    dung.sees("4/")
    assert kept(stage, "dung", "strata") == ["farmers"]
