"""The door for webhooks: who does not know the secret learns nothing, and "received" is said after the commit."""

from __future__ import annotations

import asyncio
import io
import json
import re
from collections.abc import AsyncIterator

import aiohttp
import pytest
from aiohttp.test_utils import TestServer
from sqlmodel import select

from bot.runtime import inbox as inbox_module
from bot.runtime import listener, webhook_server
from bot.runtime.listener import open_listener
from bot.runtime.page_server import FormPages
from bot.runtime.webhook_server import LARGEST, create_app
from channels.channel import Channel
from channels.telegram.adapter import TelegramChannel
from channels.webhooks import account_secret
from channels.zalo_bot.adapter import ZaloBotChannel
from storage.tables import Delivery, DeliveryStatus, DraftRow, Event, EventStatus, StoredFile
from tests.channels.zalo_oa.official import made as official
from tests.conftest import NOW
from tests.handlers.conftest import an, stage, world  # noqa: F401
from tests.stage import PATIENCE, TOKEN, Person, Stage

SECRET = "một-bí-mật".encode().hex()
ACCOUNT = "100001"
OURS = TelegramChannel(TOKEN)


def hook(network: str, account: str) -> TelegramChannel | None:
    return OURS if (network, account) == ("telegram", ACCOUNT) else None


class Door:
    """Posts to the program's door as the network would."""

    def __init__(self, url: str, client: aiohttp.ClientSession) -> None:
        self._url, self._client = url, client
        self.told = b""

    async def post(
        self, body: object, *, secret: str | None = SECRET, account: str = ACCOUNT, network: str = "telegram"
    ) -> int:
        headers = {} if secret is None else {OURS.secret_header: secret}
        content = io.BytesIO(body if isinstance(body, bytes) else json.dumps(body).encode())
        url = f"{self._url}webhooks/{network}/{account}"
        async with self._client.post(url, data=content, headers=headers) as response:
            self.told = await response.read()
            return response.status


@pytest.fixture
async def door(stage: Stage) -> AsyncIterator[Door]:  # noqa: F811
    app = create_app(SECRET, hook, stage.app.intake.answer)
    async with TestServer(app) as server, aiohttp.ClientSession() as client:
        yield Door(str(server.make_url("/")), client)


def said(stage: Stage, who: str, text: str, number: int) -> dict[str, object]:  # noqa: F811
    person = stage.world.people[who]
    chat = {"id": person.id, "type": "private", "first_name": person.name}
    message = {"message_id": number, "date": 1793669400, "chat": chat, "from": person.user, "text": text}
    return {"update_id": 900_000_000 + number, "message": message}


async def test_received_is_said_after_the_commit(stage: Stage, door: Door) -> None:  # noqa: F811
    assert await door.post(said(stage, "an", "/khan", 1)) == 200
    assert door.told == b""
    assert len(stage.look(lambda s: s.scalars(select(DraftRow)).all())) == 1
    await stage.settle()
    before = len(stage.person("an").phone)
    assert await door.post(said(stage, "an", "/khan", 1)) == 200, "a duplicate is received, and that is all"
    await stage.settle()
    assert len(stage.person("an").phone) == before


async def test_a_tap_is_answered_without_a_call_of_its_own(stage: Stage, an: Person, door: Door) -> None:  # noqa: F811
    await an.says("/khan")
    card, person = an.card, stage.world.people["an"]
    chat = {"id": person.id, "type": "private", "first_name": person.name}
    tap = {
        "id": "77",
        "from": person.user,
        "message": {"message_id": card.id, "date": 1793669400, "chat": chat},
        "data": card.keyboard[0][0].data,
    }
    mark = stage.world.mark()
    assert await door.post({"update_id": 900_000_500, "callback_query": tap}) == 200
    assert json.loads(door.told) == {"method": "answerCallbackQuery", "callback_query_id": "77"}
    await stage.settle()
    assert stage.calls(mark) == ["editmessagetext"]
    an.sees("2/4")
    answered = stage.look(lambda s: s.scalars(select(Delivery).where(Delivery.sent_at.is_not(None))).all())  # type: ignore[union-attr]
    assert {one.status for one in answered} == {DeliveryStatus.SENT}
    assert await door.post({"update_id": 900_000_500, "callback_query": tap}) == 200
    assert door.told == b"", "a duplicate is answered once"


async def test_what_is_refused(stage: Stage, door: Door) -> None:  # noqa: F811
    events = len(stage.look(lambda s: s.scalars(select(Event)).all()))
    good = said(stage, "an", "/khan", 2)
    for secret in (None, "", "khác", SECRET[:-1], SECRET + "x"):
        assert await door.post(good, secret=None if secret is None else secret.encode().hex()) == 403
        assert door.told == b"", "nothing is told"
    assert await door.post(good, account="100002") == 403
    assert await door.post(good, account="%00") == 403
    assert await door.post(good, network="zalo") == 403
    for body in (
        b"",
        b"{",
        b"\xff\xfe",
        b"[" * 100_000,
        b"null",
        b"[]",
        b"7",
        b'"text"',
        b'{"update_id": "x", "message": {}}',
    ):
        assert await door.post(body) == 400, body[:20]
    assert await door.post({"update_id": 1, "message": {"chat": 5}}) == 400
    assert await door.post(b'{"x": "' + b"y" * LARGEST + b'"}') == 413
    assert await door.post({"update_id": 1, "unknown_kind": {}}) == 200, "a kind that we do not use"
    assert len(stage.look(lambda s: s.scalars(select(Event)).all())) == events
    assert stage.look(lambda s: s.scalars(select(DraftRow)).all()) == []


async def test_what_the_database_does_not_take_comes_again(
    stage: Stage,  # noqa: F811
    door: Door,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    with monkeypatch.context() as trouble:

        def broken(*_: object) -> bool:
            raise OSError("the disk is full")

        trouble.setattr(inbox_module.events, "take", broken)
        assert await door.post(said(stage, "an", "/khan", 3)) == 503
    assert stage.look(lambda s: s.scalars(select(DraftRow)).all()) == []
    assert await door.post(said(stage, "an", "/khan", 3)) == 200
    assert len(stage.look(lambda s: s.scalars(select(DraftRow)).all())) == 1


async def test_a_handler_that_fails_is_received_all_the_same(
    stage: Stage,  # noqa: F811
    an: Person,  # noqa: F811
    door: Door,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """It is ours to try again, not the network's."""

    def broken(*_: object) -> None:
        raise RuntimeError("a mistake of ours")

    monkeypatch.setattr("handlers.menu.show", broken)
    assert await door.post(said(stage, "an", "/menu", 4)) == 200
    assert stage.look(lambda s: s.scalars(select(Event).where(Event.status == EventStatus.FAILED)).one()).payload


def test_there_is_no_door_without_a_secret() -> None:
    async def receive(*_: object) -> bytes:
        raise AssertionError

    with pytest.raises(ValueError, match="secret"):
        create_app("", hook, receive)


TOKEN_OF_ZALO = "200001:a-token-nobody-may-see"
BYTES = b"\xff\xfe"


def doors(network: str, _account: str) -> Channel | None:
    """A door of each kind: a secret in a header, the same with trial calls, a signature."""
    if network == "zalo_bot":
        return ZaloBotChannel(TOKEN_OF_ZALO, file_link=lambda _number, _name, _chat: None)
    return official("http://127.0.0.1:9") if network == "zalo_oa" else OURS


HEADERS = {
    "telegram": b"X-Telegram-Bot-Api-Secret-Token",
    "zalo_bot": b"X-Bot-Api-Secret-Token",
    "zalo_oa": b"X-ZEvent-Signature",
}


class Raw:
    """Speaks bytes to the door, as no client library would."""

    def __init__(self, port: int) -> None:
        self.port = port

    async def answer(self, network: str, *lines: bytes, body: bytes = b"", hang_up: bool = False) -> bytes:
        """The answer to a call; b"" where the caller hangs up after the body that it sends."""
        reader, writer = await asyncio.open_connection("127.0.0.1", self.port)
        call = f"POST /webhooks/{network}/{ACCOUNT} HTTP/1.1".encode()
        writer.write(b"\r\n".join([call, b"Host: x", *lines, b"", b""]) + body)
        await writer.drain()
        try:
            return b"" if hang_up else await asyncio.wait_for(reader.readuntil(b"\r\n\r\n"), PATIENCE)
        finally:
            writer.close()


async def received(_network: str, _account: str, _payload: object) -> bytes:
    return b""


@pytest.fixture
async def raw() -> AsyncIterator[Raw]:
    runner = await open_listener(create_app(SECRET, doors, received), ("127.0.0.1", 0), 1.0)
    yield Raw(int(runner.addresses[0][1]))
    await runner.cleanup()


@pytest.mark.parametrize("network", HEADERS)
async def test_secret_of_any_bytes_is_403_and_names_no_software(network: str, raw: Raw, logs: io.StringIO) -> None:
    for value in (BYTES, b"\xc3", b"mac=" + BYTES, "ễ".encode() * 64, b"a" * 4000):
        told = await raw.answer(
            network, HEADERS[network] + b": " + value, b"Content-Length: 100", body=b"{" + b" " * 99
        )
        assert told.startswith(b"HTTP/1.1 403"), (value[:9], told)
        assert b"aiohttp" not in told and b"Python" not in told
    malformed = await raw.answer(network, b"X-Odd: \x00", b"Content-Length: 0")
    assert b" 400 " in malformed and b"aiohttp" not in malformed and b"Python" not in malformed
    assert logs.getvalue() == ""


@pytest.mark.parametrize("network", HEADERS)
async def test_call_without_the_secret_is_refused_before_its_body_comes(network: str, raw: Raw) -> None:
    for lines in ((b"Content-Length: 100000",), (b"Transfer-Encoding: chunked",)):
        for secret in ((), (HEADERS[network] + b": no",)):
            told = await raw.answer(network, *secret, *lines)
            assert told.startswith(b"HTTP/1.1 403"), told


async def test_signed_looking_body_that_never_comes_is_cut_off_and_logs_nothing(
    raw: Raw, logs: io.StringIO, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(webhook_server, "BODY_SECONDS", 0.05)
    signed = HEADERS["zalo_oa"] + b": " + b"a" * 64
    slow = await raw.answer("zalo_oa", signed, b"Content-Length: 100000", body=b"{")
    assert slow.startswith(b"HTTP/1.1 408")
    assert await raw.answer("zalo_oa", signed, b"Content-Length: 100000", body=b"{", hang_up=True) == b""
    large = await raw.answer("zalo_oa", signed, b"Content-Length: 99000000")
    assert large.startswith(b"HTTP/1.1 413")
    packed = await raw.answer("zalo_oa", signed, b"Content-Encoding: gzip", b"Content-Length: 5", body=b"abcde")
    assert packed.startswith(b"HTTP/1.1 400")
    assert logs.getvalue() == ""


@pytest.mark.parametrize(
    "begun", [b"", b"POST /webhooks/telegram/1 HTTP/1.1\r\nHost:", b"GET / HTTP/1.1\r\nHost: x\r\n\r\nGET /"]
)
async def test_call_that_never_comes_whole_keeps_no_place(begun: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(listener, "_IDLE", 0.05)
    runner = await open_listener(create_app(SECRET, doors, received), ("127.0.0.1", 0), 1)
    reader, writer = await asyncio.open_connection("127.0.0.1", runner.addresses[0][1])
    writer.write(begun)
    async with asyncio.timeout(PATIENCE):
        await reader.read()  # until it is closed
    writer.close()
    await runner.cleanup()


METHODS = ("GET", "HEAD", "POST", "PUT", "DELETE", "OPTIONS", "PATCH", "TRACE", "CONNECT", "PROPFIND", "get")
PATHS = (
    *("/", "*", "/files/", "/files/1/1/x/y", "/files/1/1/x/y%0d%0aX-Odd:1", "/files/999999999999/1/x/y", "/forms/"),
    *("/forms/page.html", f"/forms/1/1/1/{'A' * 40}", "/forms/1/1/1/short", "/forms/page.js", "//x/y", "/metrics"),
    *("/webhooks/telegram/100001", "/webhooks/telegram/%00", "/webhooks/%ff/%ff", "/webhooks/zalo_bot/1?x=1"),
    "/" + "a" * 9000,
)


async def test_no_method_and_no_path_is_an_error_or_told_more_than_a_status(
    stage: Stage,  # noqa: F811
    logs: io.StringIO,
) -> None:
    """All that stands at the public door: webhooks, files, the page of a form."""

    async def closed(*_: object, taken: bool = True) -> None:
        return None

    app = create_app(SECRET, doors, received, closed)
    FormPages(stage.database, stage.app.inbox, stage.world.clock, "vi").add_to(app)
    runner = await open_listener(app, ("127.0.0.1", 0), 1.0)
    logs.truncate(0)
    odd = [b"\x16\x03\x01\x02\x00", b"GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n", b"GET / HTTP/9.9\r\n\r\n"]
    calls = [
        f"{method} {path} HTTP/1.1\r\nHost: x\r\nContent-Length: 0\r\n".encode() for method in METHODS for path in PATHS
    ]
    for call in [*(one + b"Connection: close\r\n\r\n" for one in calls), *odd]:
        reader, writer = await asyncio.open_connection("127.0.0.1", int(runner.addresses[0][1]))
        writer.write(call)
        async with asyncio.timeout(PATIENCE):
            head, _, body = (await reader.read()).partition(b"\r\n\r\n")
        writer.close()
        status = int(head.split()[1])
        assert status in (200, 400, 403, 404, 405), (call, head)
        assert body == b"" or status == 200, (call, body)
        assert not re.search(rb"(?i)aiohttp|python|x-odd", head), head
        if status == 200 and b"/forms/" in call:
            assert b"nosniff" in head and b"default-src 'none'" in head and b"no-referrer" in head
    assert logs.getvalue().strip("\0") == ""
    await runner.cleanup()


async def test_who_only_asks_what_a_file_is_has_not_used_its_address() -> None:
    """A preview of a link asks by HEAD first."""
    uses: list[bool] = []

    async def opened(*_: object, taken: bool = True) -> StoredFile:
        uses.append(taken)
        return StoredFile(mime="image/png", name="a.png", content=b"png", size=3, purpose="chart", created_at=NOW)

    runner = await open_listener(create_app(SECRET, doors, received, opened), ("127.0.0.1", 0), 1.0)
    async with aiohttp.ClientSession() as session:
        for call in (session.head, session.get):
            async with call(f"http://127.0.0.1:{runner.addresses[0][1]}/files/1/1/x/a.png") as answer:
                assert (answer.status, answer.content_type) == (200, "image/png")
                assert await answer.read() == (b"png" if call == session.get else b"")
    assert uses == [False, True]
    await runner.cleanup()


async def test_the_secret_of_one_account_does_not_open_another(raw: Raw) -> None:
    body = b'{"update_id": 1}'
    for account, status in ((ACCOUNT, b"200"), ("100002", b"403")):
        secret = account_secret(SECRET, "telegram", account).encode()
        told = await raw.answer(
            "telegram", HEADERS["telegram"] + b": " + secret, b"Content-Length: %d" % len(body), body=body
        )
        assert told.startswith(b"HTTP/1.1 " + status)
