"""Each way in which the network fails, and that no failure (nor success) tells a log what it must not know."""

from __future__ import annotations

import asyncio
import logging
import traceback
from collections.abc import Iterator

import aiohttp
import pytest
from aiohttp import web

import channels.transport
from channels.messages import AnswerTap, Edit, Policy, Send, SendError
from channels.telegram import TelegramChannel
from tests.channels.far_end import TOKEN, FarEnd, connected
from texts.rich import RichText

SECRET_TEXT = "Người dân nói điều không ai được ghi lại"
ACT = Send(RichText.plain(SECRET_TEXT))


async def failure(channel: TelegramChannel, act: Send | Edit | AnswerTap = ACT) -> SendError:
    with pytest.raises(SendError) as raised:
        await channel.send("5001", act)
    return raised.value


async def test_refusals_carry_their_policy(channel: TelegramChannel, far: FarEnd) -> None:
    far.refuses(429, "Too Many Requests: retry after 7", retry_after=7)
    flood = await failure(channel)
    assert (flood.policy, flood.reason, flood.retry_after) == (Policy.RETRY, "flood", 7.0)
    far.refuses(403, "Forbidden: bot was blocked by the user")
    assert (await failure(channel)).policy is Policy.UNREACHABLE
    far.refuses(400, "Bad Request: group chat was upgraded to a supergroup chat", migrate_to_chat_id=-1001)
    moved = await failure(channel)
    assert (moved.policy, moved.moved_to) == (Policy.READDRESS, "-1001")
    far.refuses(400, "Bad Request: message is not modified: specified new message content and reply markup are …")
    assert (await failure(channel, Edit(RichText.plain("x"), message_id="7"))).policy is Policy.DONE
    far.refuses(400, "Bad Request: query is too old and response timeout expired or query ID is invalid")
    assert (await failure(channel, AnswerTap("old"))).policy is Policy.DONE
    far.refuses(401, "Unauthorized")
    assert (await failure(channel)).policy is Policy.ACCOUNT


@pytest.mark.parametrize(
    ("body", "status"),
    [
        (b"", 200),
        (b"<html>captive portal</html>", 200),
        (b"<html>403 Forbidden</html>", 403),
        (b"<html>404</html>", 404),
        (b'{"ok":true}', 200),
        (b'{"ok":true,"result":', 200),
        (b'{"ok":true,"result":true}', 200),
        (b'{"ok":true,"result":{"message_id":"7"}}', 200),
        (b"[1]", 200),
        (b"\xff\xfe", 200),
        (b"<html>moved</html>", 302),
    ],
)
async def test_garbage_is_tried_again(channel: TelegramChannel, far: FarEnd, body: bytes, status: int) -> None:
    far.says(body, status)
    error = await failure(channel)
    assert (error.policy, error.reason) == (Policy.RETRY, "garbage")


async def test_a_connection_that_breaks_is_tried_again(channel: TelegramChannel, far: FarEnd) -> None:
    async def hang_up(request: web.Request) -> web.StreamResponse:
        assert request.transport is not None
        request.transport.abort()
        return web.Response()

    async def half(request: web.Request) -> web.StreamResponse:
        response = web.StreamResponse(headers={"Content-Length": "1000"})
        await response.prepare(request)
        await response.write(b'{"ok":')
        assert request.transport is not None
        request.transport.abort()
        return response

    for reply in (hang_up, half):
        far.replies.append(reply)
        error = await failure(channel)
        assert (error.policy, error.reason) == (Policy.RETRY, "connection")


async def test_a_server_that_does_not_answer_is_tried_again(
    channel: TelegramChannel, far: FarEnd, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(channels.transport, "CALL_TIMEOUT", aiohttp.ClientTimeout(total=0.05))
    released = asyncio.Event()

    async def silent(_request: web.Request) -> web.StreamResponse:
        await released.wait()
        return web.Response()

    far.replies.append(silent)
    error = await failure(channel)
    released.set()
    assert (error.policy, error.reason) == (Policy.RETRY, "timeout")


async def test_nobody_there_and_not_started() -> None:
    channel = TelegramChannel(TOKEN, api_url="http://127.0.0.1:9")
    with pytest.raises(SendError) as raised:
        await channel.start()
    assert (raised.value.policy, raised.value.reason) == (Policy.RETRY, "connection")
    assert (await failure(channel)).reason == "stopped"
    await channel.stop()


async def test_rare_calls_fail_in_the_same_words(far: FarEnd) -> None:
    channel = TelegramChannel(TOKEN, api_url=far.address)
    for refuse, policy in (
        (lambda: far.refuses(401, "Unauthorized"), Policy.ACCOUNT),
        (lambda: far.refuses(429, "Too Many Requests: retry after 3", retry_after=3), Policy.RETRY),
        (lambda: far.says(b"<html>"), Policy.RETRY),
        (lambda: far.says({"ok": True, "result": {"id": "?"}}), Policy.RETRY),
        (lambda: far.says({"ok": True, "result": [1]}), Policy.RETRY),
    ):
        refuse()
        with pytest.raises(SendError) as raised:
            await channel.start()
        assert raised.value.policy is policy
    await channel.start()
    assert channel.username == "langnghe_bot"
    await channel.stop()


@pytest.fixture
def heard_by_logs() -> Iterator[list[str]]:
    """Everything any logger writes, each turned up as far as it goes."""
    lines: list[str] = []

    class Ear(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            lines.append(self.format(record))

    ear = Ear(logging.DEBUG)
    manager = logging.Logger.manager
    loggers = [logging.getLogger(), *(one for one in manager.loggerDict.values() if isinstance(one, logging.Logger))]
    levels = [one.level for one in loggers]
    for one in loggers:
        one.setLevel(logging.DEBUG)
    logging.getLogger().addHandler(ear)
    yield lines
    logging.getLogger().removeHandler(ear)
    for one, level in zip(loggers, levels, strict=True):
        one.setLevel(level)


async def test_no_log_learns_a_token_a_secret_or_a_word(far: FarEnd, heard_by_logs: list[str]) -> None:
    logging.getLogger("proof").debug("the ear is open")
    errors: list[SendError] = []
    async with connected(far) as channel:
        await channel.set_webhook("https://example.org/webhooks/telegram/100001", "secret-of-the-webhook")
        await channel.send("5001", ACT)
        far.says({"ok": True, "result": [{"update_id": 1, "message": {"text": SECRET_TEXT}}]})
        await channel.poll(0, 0)
        far.says(SECRET_TEXT.encode())
        errors.append(await failure(channel))
        far.refuses(400, f"Bad Request: {SECRET_TEXT}")
        errors.append(await failure(channel))
        far.says(SECRET_TEXT.encode(), 500)
        with pytest.raises(SendError) as raised:
            await channel.delete_webhook()
        errors.append(raised.value)
        logging.getLogger("proof").info("%r %s", channel, channel)
    nowhere = TelegramChannel(TOKEN, api_url="http://127.0.0.1:9")
    with pytest.raises(SendError) as raised:
        await nowhere.start()
    errors.append(raised.value)
    written = "\n".join(heard_by_logs + ["".join(traceback.format_exception(error)) for error in errors])
    assert "the ear is open" in written
    for secret in (TOKEN, TOKEN.partition(":")[2], "secret-of-the-webhook", SECRET_TEXT):
        assert secret not in written
