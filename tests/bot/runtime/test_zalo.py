"""Zalo in the running program: webhooks, addresses of files, and a poll that nobody repeats."""

from __future__ import annotations

import asyncio
import io
import json
import re
from collections.abc import AsyncIterator

import aiohttp
import pytest
from aiohttp.test_utils import unused_port
from sqlalchemy.exc import OperationalError
from sqlmodel import Session, select

from bot.app import App
from bot.options import Options
from bot.run import channels
from bot.runtime.polling import Polling
from bot.runtime.signed_links import GOOD_FOR, Links
from bot.settings import given
from channels.messages import FileRef, MediaKind
from channels.zalo_bot.adapter import ZaloBotChannel
from handlers.turn import Turn
from sandbox.run import serving
from sandbox.world import World
from storage.engine.database import Database
from storage.keyring import new_key
from storage.members import addresses
from storage.messaging import deliveries, stored_files
from storage.tables import Address, Broadcast, DeliveryStatus, DraftRow, Event, Lane
from tests.handlers.playing import prompt_there, send_prompt, write_prompt
from tests.handlers.zalo.joining import joined, on_zalo, stage, world  # noqa: F401
from tests.sandbox.pictures import PNG
from tests.stage import BOARD, TOKEN, ZALO, ZALO_TOKEN, Person, Stage, StillClock, ZaloPerson, furnish, unlimited
from texts.rich import RichText

# ruff: noqa: F811
SECRET = "mot-bi-mat-dai"


@pytest.fixture
async def hooked(database: Database, world: World) -> AsyncIterator[ZaloPerson]:
    """Dung on Zalo, whose messages come by webhook; what the program sends can be fetched from it."""
    codes = database.run_now(lambda session: furnish(session, world.clock.now()))
    async with serving(world) as address:
        public, clock = f"http://127.0.0.1:{(port := unused_port())}", StillClock(world)
        stage = Stage(world, database, address, unlimited)
        link = Links(public, database, clock).make
        options = Options(
            board=BOARD,
            place="Tỉnh Mẫu",
            timezone="Asia/Ho_Chi_Minh",
            language="vi",
            public_url=public,
            webhook_secret=SECRET,
            listen=("127.0.0.1", port),
        )
        channel = ZaloBotChannel(ZALO_TOKEN, file_link=link, api_url=f"{address}/zalo")
        stage.app, stage.codes = App(options, database, [channel], clock, unlimited, batch_seconds=0), codes
        await stage.app.start(hours=False)
        yield ZaloPerson(stage, "dung")
        await stage.app.stop()


async def until_sees(person: Person, text: str) -> None:
    """By webhook nothing asks for the next one, so that a test waits for what it shall see."""
    await person._stage.until(lambda: any(text in message.text for message in person.phone if not message.mine))


async def test_by_webhook(hooked: ZaloPerson) -> None:
    world = hooked._stage.world
    for said, seen in ((hooked.code, "Đồng ý tham gia"), ("1", "Phản ánh một việc"), ("1", "1/")):
        world.say("dung", ZALO, said)
        await until_sees(hooked, seen)
    await hooked._stage.until(lambda: not world.unconfirmed(ZALO))
    assert [message.text for message in hooked.phone if message.mine] == [hooked.code, "1", "1"]
    assert len([message for message in hooked.phone if not message.mine]) == 3, "each was answered once"


async def test_a_picture_is_fetched_from_its_signed_address(hooked: ZaloPerson) -> None:
    stage = hooked._stage
    stage.world.say("dung", ZALO, hooked.code)
    await until_sees(hooked, "Đồng ý tham gia")

    def work(session: Session) -> None:
        now = stage.world.clock.now()
        stored = stored_files.store(session, "digest", "biểu đồ.png", "image/png", PNG, now)
        address = session.scalars(select(Address)).one()
        person = addresses.at_account(session, address.member_id, address.account_id)
        assert person is not None
        turn = Turn(session, now, stage.app.installation)
        for kind, name in ((MediaKind.PHOTO, "biểu đồ.png"), (MediaKind.DOCUMENT, "bản tổng hợp.docx")):
            turn.send_to(person, RichText("Tháng 11"), file=FileRef(kind, stored, name), lane=Lane.ALERT)
        deliveries.add(session, turn.deliveries, DeliveryStatus.QUEUED)

    stage.database.run_now(work)
    await stage.app.ticker.tick()
    await stage.until(lambda: hooked.last.text.startswith("Tháng 11\n"))
    shown = next(m for m in hooked.phone if m.photo)
    assert (shown.photo.content[:4], shown.text) == (PNG[:4], "Tháng 11")
    link = next(line for line in hooked.last.text.splitlines() if line.startswith("http"))
    async with aiohttp.ClientSession() as client:
        async with client.get(link) as response:
            assert (response.status, await response.read()) == (200, PNG)
            assert response.headers["Cache-Control"] == "private, no-store"
            assert response.headers["Content-Security-Policy"].startswith("default-src 'none'")
            assert "Server" not in response.headers or response.headers["Server"] == ""
        head, stored, until, mark, name = link.rsplit("/", 4)
        for wrong in (
            f"{head}/{int(stored) + 1}/{until}/{mark}/{name}",
            f"{head}/{stored}/{int(until) + 1}/{mark}/{name}",
            f"{head}/{stored}/{until}/{mark[:-2]}AA/{name}",
            f"{head}/{stored}/{until}/%C3%A9/{name}",
            f"{head}/{stored}/{until}/{name}",
            f"{head}/{stored}/{until}/{mark}/{name}.html",
            f"{head}/999999999/{until}/{mark}/{name}",
        ):
            async with client.get(wrong) as response:
                assert response.status == 404, wrong
        stage.world.clock.advance(GOOD_FOR.total_seconds() + 1)
        async with client.get(link) as response:
            assert response.status == 404, "its hour is over"


async def test_the_door_and_its_trial(hooked: ZaloPerson) -> None:
    stage = hooked._stage
    (channel,) = stage.app._channels
    events = len(stage.look(lambda s: s.scalars(select(Event)).all()))

    async def post(body: bytes, secret: str | None, account: str = "200001", network: str = "zalo_bot") -> int:
        headers = {} if secret is None else {channel.secret_header: secret}
        url = f"{stage.app.options.public_url}/webhooks/{network}/{account}"
        async with (
            aiohttp.ClientSession() as client,
            client.post(url, data=io.BytesIO(body), headers=headers) as response,
        ):
            return response.status

    message = {"from": {"id": "a"}, "chat": {"id": "a", "chat_type": "PRIVATE"}, "text": "x"}
    message |= {"message_id": "1", "date": 1793669400000}
    said = json.dumps({"event_name": "message.text.received", "message": message}).encode()
    assert await post(b"", None) == 200, "the network tries the address without the secret"
    assert await post(b"{}", None) == 200
    assert await post(b"", None, account="200002") == 403
    assert await post(said, None) == 403
    assert await post(said, "sai-bi-mat-dai") == 403
    assert await post(said, SECRET, network="telegram") == 403
    assert await post(b" " * 10_000, None) == 403
    assert await post(b"{", SECRET) == 400
    assert await post(b"[]", SECRET) == 400
    assert len(stage.look(lambda s: s.scalars(select(Event)).all())) == events
    assert await post(said, SECRET) == 200


class Gone(ZaloBotChannel):
    """What it has given is gone."""

    def __init__(self, updates: list[object]) -> None:
        self._updates = updates
        self.asked = 0

    async def delete_webhook(self) -> None:
        pass

    async def poll(self, offset: int, timeout: int) -> list[object]:  # noqa: ASYNC109
        self.asked += 1
        return [self._updates.pop(0)] if self._updates else []


async def test_what_the_database_does_not_take_is_tried_until_it_does(stage: Stage) -> None:
    """And nothing more is asked for before."""
    channel = Gone(["một", "hai"])
    tries: list[object] = []
    polling = Polling(channel, None, stage.app.clock)  # type: ignore[arg-type]

    async def receive(update: object) -> None:
        tries.append(update)
        if tries.count("một") < 5:
            assert channel.asked == 1
            raise OperationalError("INSERT", None, OSError("away"))
        if update == "hai":
            polling.end()

    polling._receive = receive
    running = asyncio.ensure_future(polling.run())
    while not running.done():
        stage.world.clock.advance(30)
        await asyncio.sleep(0)
    assert tries == ["một"] * 5 + ["hai"]


async def test_a_payload_on_which_our_reading_fails_is_kept(stage: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each of them, although none has a number."""

    def broken(*_: object) -> list[object]:
        raise RuntimeError("a mistake of ours")

    with monkeypatch.context() as trouble:
        trouble.setattr(ZaloBotChannel, "parse", broken)
        for text in ("một", "hai", "hai"):
            await stage.app.intake.receive("zalo_bot", "200001", {"event_name": text})
    kept = stage.look(lambda s: s.scalars(select(Event).where(Event.kind == "unread")).all())
    assert len(kept) == 2


async def test_one_account_for_every_token(database: Database, world: World) -> None:
    settings = given(
        secret_keys=new_key(),
        telegram_token=TOKEN,
        zalo_bot_tokens="200001:mot-bi-mat,200002:hai-bi-mat",
        zalo_oa_id="400001",
        zalo_oa_app_id="700001",
        zalo_oa_app_secret="bi-mat-cua-app",
        public_url="https://langnghe.example.vn",
        webhook_secret="bi-mat-cua-webhook",
    )
    clock = StillClock(world)
    made = channels(settings, Links("", database, clock), database, clock)
    assert [(one.network, one.account) for one in made] == [
        ("telegram", "100001"),
        ("zalo_bot", "200001"),
        ("zalo_bot", "200002"),
        ("zalo_oa", "400001"),
    ]
    assert Links("", database, StillClock(world)).make(1, "x") is None


async def test_what_was_asked_on_one_network_goes_on_on_the_other(stage: Stage, on_zalo: Person) -> None:
    """A member with two addresses has one draft."""
    prompt_there(stage)
    await on_zalo.says("menu")
    await on_zalo.presses("Báo cáo: Nội dung nắm bắt")
    await on_zalo.presses("Giá vật tư")

    phone = stage.person("dung")
    phone.has_not_seen("Lắng Nghe")
    await on_zalo.says("/lienket")
    (link,) = re.findall(r"https://t\.me/\S+", on_zalo.last.text)
    stage.world.open_link("dung", link)
    await stage.settle()
    phone.sees("đồng ý tham gia")
    stage.world.open_link("lan", link)
    await stage.settle()
    stage.person("lan").sees("chỉ dành cho người được mời")
    await phone.says("/menu")
    await phone.presses("Viết tiếp")
    phone.sees("Người dân nói gì?")
    await phone.says("Giá phân bón tăng.")
    await on_zalo.says("menu")
    await on_zalo.presses("Viết tiếp")
    on_zalo.sees("Nghe từ nhóm nào?")
    await phone.says("/lienket")
    assert "Zalo: tìm Bot Lắng Nghe" in phone.last.text
    assert len(stage.look(lambda s: s.scalars(select(DraftRow)).all())) == 1
    mark = len(on_zalo.phone), len(phone.phone)
    await send_prompt(stage.person("binh"))
    assert (len(on_zalo.phone), len(phone.phone)) == (mark[0] + 1, mark[1]), "a prompt comes once"

    await on_zalo.does("block")
    await write_prompt(stage.person("binh"), title="Nội dung thứ hai")
    await stage.person("binh").presses("✓ Gửi đi")
    await stage.tick()
    phone.sees("Nội dung thứ hai")
    on_zalo.has_not_seen("Nội dung thứ hai")
    stage.person("binh").has_seen("✓ Đã gửi Nội dung thứ hai: 2/2")
    await stage.tick()
    assert len(stage.look(lambda s: s.scalars(select(Broadcast)).all())) == 2, "within the same round"
