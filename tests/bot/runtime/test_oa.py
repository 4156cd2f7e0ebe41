"""The Official Account in the running program: its door, its window, its tokens, and a wish to be forgotten."""

from __future__ import annotations

import asyncio
import io
import json
import threading
from collections.abc import AsyncIterator
from datetime import timedelta

import aiohttp
import pytest
from sqlmodel import Session, col, select

from channels.messages import SendError
from sandbox.zalo_oa_queue import OaApp, OaQueue
from storage.engine.database import Database
from storage.messaging import zalo_oa_tokens
from storage.prompts import reachability
from storage.tables import (
    Address,
    Delivery,
    DeliveryStatus,
    DraftRow,
    Event,
    EventStatus,
    Member,
    Prompt,
    ReportRevision,
)
from tests.bot.oa_world import oa, world  # noqa: F401
from tests.handlers.conftest import an, binh  # noqa: F401
from tests.handlers.playing import GIST, begin_report, local, prompt_there, send_prompt, value, write_prompt
from tests.handlers.zalo.joining import joined, stage  # noqa: F401
from tests.sandbox.pictures import picture
from tests.stage import BOT, OA_ID, PATIENCE, OaPerson, Person, Stage, StillClock, official_account

# ruff: noqa: F811
DAY = timedelta(days=1)
WAITING = (DeliveryStatus.QUEUED, DeliveryStatus.SENDING)


@pytest.fixture
async def dung(stage: Stage) -> Person:
    return await joined(OaPerson(stage, "dung"))


@pytest.fixture
async def client() -> AsyncIterator[aiohttp.ClientSession]:
    async with aiohttp.ClientSession() as client:
        yield client


def said(oa: OaQueue, person: str, text: str, number: str) -> bytes:
    """A webhook's body as the network makes it."""
    event = {"app_id": oa.app.id, "event_name": "user_send_text", "timestamp": "1793669400123"}
    ends = {"sender": {"id": person}, "recipient": {"id": OA_ID}}
    return json.dumps(event | ends | {"message": {"msg_id": number, "text": text}}).encode()


async def post(stage: Stage, client: aiohttp.ClientSession, body: bytes, headers: dict[str, str]) -> int:
    url = f"{stage.app.options.public_url}/webhooks/zalo_oa/{OA_ID}"
    async with client.post(url, data=body, headers=headers) as response:
        assert await response.read() == b""
        return response.status


def chat_of(stage: Stage, member: str) -> str:
    return stage.look(lambda s: s.scalars(select(Address).join(Member).where(Member.code == member)).one().chat)


async def test_only_what_the_network_signed_comes_in(
    stage: Stage, dung: Person, oa: OaQueue, client: aiohttp.ClientSession
) -> None:
    body = said(oa, chat_of(stage, "dung"), "/khan", "m1")
    events = len(stage.look(lambda s: s.scalars(select(Event)).all()))
    foreign = OaApp(int(OA_ID), oa.app.id, "SANDBOXkhac", "SANDBOXkhac")
    stale = oa.app.sign(body)
    assert await post(stage, client, body, {}) == 403
    assert await post(stage, client, body, foreign.sign(body)) == 403
    assert await post(stage, client, body.replace(b"/khan", b"/menu"), stale) == 403
    assert await post(stage, client, b"", {}) == 200, "the console tries the address without a signature"
    assert await post(stage, client, b"{", oa.app.sign(body)) == 403
    other = said(oa, "999", "x", "m0").replace(b'"user_send_text"', b'"a_name_nobody_has_seen"')
    assert await post(stage, client, other, oa.app.sign(other)) == 200
    empty = b'{"timestamp": "1793669400123"}'
    assert await post(stage, client, empty, oa.app.sign(empty)) == 200
    assert len(stage.look(lambda s: s.scalars(select(Event)).all())) == events
    for _ in range(2):
        assert await post(stage, client, body, oa.app.sign(body)) == 200
    assert len(stage.look(lambda s: s.scalars(select(Event)).all())) == events + 1, "said twice, it counts once"
    assert len(stage.look(lambda s: s.scalars(select(DraftRow)).all())) == 1


async def test_the_network_has_its_answer_in_time_whatever_waits(
    stage: Stage, dung: Person, oa: OaQueue, client: aiohttp.ClientSession
) -> None:
    """Everything waits for the database: what came in is kept before all else, answered, and counts once."""
    body = said(oa, chat_of(stage, "dung"), "/khan", "m1")
    let_go, busy = threading.Event(), asyncio.Event()
    loop = asyncio.get_running_loop()

    def slow(session: Session) -> None:
        loop.call_soon_threadsafe(busy.set)
        assert let_go.wait(20)

    crowd = [asyncio.ensure_future(stage.database.run(slow)) for _ in range(8)]
    await busy.wait()
    answered = asyncio.ensure_future(post(stage, client, body, oa.app.sign(body)))
    await under_way(stage, 1)
    stage.world.clock.advance(2)
    if stage.database.backend == "sqlite":
        await under_way(stage, 2)  # what is to be kept waits for the one writer as well, before all others
        let_go.set()
    assert await answered == 200
    kept = stage.look(lambda s: s.scalars(select(Event).where(Event.kind == "unread")).all())
    assert len(kept) == 1
    let_go.set()
    await asyncio.gather(*crowd)
    await stage.settle()
    assert len(stage.look(lambda s: s.scalars(select(DraftRow)).all())) == 1
    stage.world.clock.advance(120)
    await stage.tick()
    assert len(stage.look(lambda s: s.scalars(select(DraftRow)).all())) == 1
    assert not stage.look(lambda s: s.scalars(select(Event).where(Event.status != EventStatus.DONE)).all())


async def under_way(stage: Stage, count: int) -> None:
    """Returns when so many pieces of work are under way."""
    async with asyncio.timeout(PATIENCE):
        while stage.app.activity.count < count:  # noqa: ASYNC110 - it tells nobody when there is more
            await asyncio.sleep(0)


async def test_who_has_been_silent_too_long_is_not_written_to(stage: Stage, dung: Person, binh: Person) -> None:
    """Zalo lets an Official Account write for seven days after a person did something."""
    now = stage.world.clock.now()
    until = stage.look(
        lambda s: s.scalars(select(Address.reachable_until).join(Member).where(Member.code == "dung")).one()
    )
    assert until is not None and abs(now + 7 * DAY - until) < timedelta(hours=1)
    stage.world.clock.advance(8 * 24 * 3600)
    calls = len(stage.calls(0))
    await send_prompt(binh)
    prompt = stage.look(lambda s: s.scalars(select(Prompt)).one())
    now = stage.world.clock.now()
    missed = stage.look(lambda s: {r.name: r.reason for r in reachability.unreached(s, prompt.id, now)})
    assert missed == {"Phạm Dung": "window"}
    assert "message/cs" not in stage.calls(0)[calls:], "the network was not even asked"

    await dung.says("menu")
    await dung.presses("Báo cáo: ")
    dung.sees("1/")


@pytest.mark.parametrize("suspended", [False, True])
async def test_a_wish_to_be_forgotten_is_honoured(
    stage: Stage, dung: Person, binh: Person, oa: OaQueue, suspended: bool
) -> None:
    prompt_there(stage)
    await dung.says("menu")
    await dung.presses("Báo cáo: ")
    await dung.presses("Giá vật tư")
    if suspended:
        await binh.says("/thanhvien dung")
        await binh.presses("Tạm dừng tham gia")
        binh.sees("tạm dừng: không nhận gì nữa")
        await dung.says("dữ liệu của tôi")
        dung.sees("đang lưu về")
        await dung.presses("Ngừng tham gia")
        dung.sees("Ngừng tham gia Lắng Nghe?")
        await dung.presses("Quay lại")
        dung.sees("chưa được đọc")
    oa.withdraw(stage.world.people["dung"].id, stage.world.clock.timestamp())
    await stage.settle()
    binh.sees("Phạm Dung")
    binh.sees("xóa dữ liệu")
    addresses = stage.look(lambda s: s.scalars(select(Address).join(Member).where(Member.code == "dung")).all())
    member = stage.look(lambda s: s.scalars(select(Member).where(Member.code == "dung")).one())
    drafts = stage.look(lambda s: [row for row in s.scalars(select(DraftRow)) if row.member_id == member.id])
    assert (addresses, drafts, member.joined_at) == ([], [], None)
    mark = dung.last.id
    await dung.says("menu")
    dung.sees("chỉ dành cho người được mời")
    assert len(dung.answers(mark)) == 1


async def test_what_waits_for_somebody_who_is_forgotten_never_leaves(
    stage: Stage, dung: Person, binh: Person, oa: OaQueue, logs: io.StringIO
) -> None:
    """A prompt of the evening waits for the morning; the wish comes in the night."""
    await stage.at(local(3, 21))
    await send_prompt(binh)
    mark = dung.last.id
    oa.withdraw(stage.world.people["dung"].id, stage.world.clock.timestamp())
    await stage.settle()
    await stage.at(local(4, 7, 1))
    assert dung.answers(mark) == []
    assert "delivery failed" not in logs.getvalue()
    assert not stage.look(lambda s: s.scalars(select(Delivery).where(col(Delivery.status).in_(WAITING))).all())


async def test_an_access_token_that_is_refused_in_mid_broadcast_is_renewed(
    stage: Stage, dung: Person, binh: Person, oa: OaQueue
) -> None:
    before = oa.app.refresh
    oa.app.made = stage.world.clock.timestamp() - 26 * 3600
    await send_prompt(binh)
    dung.sees("Nội dung nắm bắt tháng 11")
    row = stage.look(lambda s: zalo_oa_tokens.load(s, OA_ID))
    assert row is not None and oa.app.used == {before}
    assert (row.access, row.refresh, row.old_refresh) == (oa.app.access, oa.app.refresh, None)


async def test_who_administers_the_account_links_it_again_while_everything_else_works(
    stage: Stage, dung: Person, binh: Person, an: Person, oa: OaQueue, database: Database
) -> None:
    """A refresh token that was used already: the others go on, nothing is thrown away, and it leaves after the new link."""
    oa.app.exchange(oa.app.refresh, stage.world.clock.timestamp())
    await stage.restart()
    (account,) = stage.app.outbox.refused
    assert stage.app.outbox.refused[account] == "refresh_token"
    for _ in range(2):
        await stage.tick()
    told = [m.text for m in binh.phone if "cần liên kết lại" in m.text]
    assert len(told) == 1 and "400001" in told[0], "once a day, where it can still be read"
    stage.world.say("binh", BOT, "/menu")
    await stage.settle()
    binh.sees("Chọn việc muốn làm")

    await write_prompt(binh)
    number, data = binh.button("✓ Gửi đi")
    stage.world.press("binh", BOT, number, data)
    await stage.until(lambda: any("Nội dung nắm bắt tháng 11" in m.text for m in an.phone))
    dung.has_not_seen("Nội dung nắm bắt tháng 11")
    await stage.until(lambda: stage.app.outbox._lines[account].refused)  # a wait that begins later is not passed below

    again = official_account(stage.world, database, stage._address, StillClock(stage.world))
    with pytest.raises(SendError, match="refresh_token"):
        await again.adopt("SANDBOX-da-dung-roi")
    await again.adopt(oa.app.refresh)
    await again.stop()
    assert again.name == "Lắng Nghe"
    stage.world.clock.advance(301)
    await stage.until(lambda: any("Nội dung nắm bắt tháng 11" in m.text for m in dung.phone))
    await stage.settle()
    assert not stage.app.outbox.refused


async def test_tokens_are_renewed_once_a_day_whether_anything_is_sent_or_not(stage: Stage, oa: OaQueue) -> None:
    for hours, used in ((19, 0), (2, 1), (19, 1), (2, 2)):
        stage.world.clock.advance(hours * 3600)
        await stage.tick()
        assert len(oa.app.used) == used


async def test_a_picture_and_a_document_that_people_send(stage: Stage, dung: Person) -> None:
    """What an Official Account is sent it can fetch; what no question asks for gets a sentence, and nothing is lost."""
    prompt_there(stage)
    await begin_report(dung)
    await dung.presses("Giá vật tư")
    await dung.says(GIST)
    await dung.does("send_photo", picture(40, 30))
    dung.has_seen("✓ Đã nhận tệp")
    await dung.does("send_document", b"%PDF-1.7 x", "tai-lieu.pdf")
    dung.sees("Nghe từ nhóm nào?")
    await dung.says("3")
    for answer in ("1", "1", "1"):
        await dung.says(answer)
    dung.sees("Ảnh kèm theo đã có ảnh")
    await dung.presses("Gửi")
    dung.sees("BC-1126-001")
    stored = stage.look(lambda s: s.scalars(select(ReportRevision)).one().document)
    assert value(stored, "photo").startswith("photo-")


async def test_where_more_is_offered_than_buttons_the_choices_are_buttons(stage: Stage, dung: Person) -> None:
    """Five choices and four ways: the ways go by their words, which count as well as anywhere."""
    prompt_there(stage)
    await begin_report(dung)
    await dung.presses("Giá vật tư")
    await dung.says(GIST)
    await dung.says("3")
    shown = dung.sees("Ý kiến nghiêng về đâu?")
    assert shown.labels() == ["1. Đồng tình", "2. Băn khoăn", "3. Không đồng tình", "4. Nửa nọ nửa kia", "5. Chưa rõ"]
    assert shown.text.splitlines()[-1] == "Nhắn: quay lại · để sau · báo khẩn · trợ giúp"
    await dung.says("quay lại")
    dung.sees("Nghe từ nhóm nào?")
    await dung.says("3")
    await dung.presses("Băn khoăn")
    dung.sees("Khoảng bao nhiêu người nghĩ vậy?")
