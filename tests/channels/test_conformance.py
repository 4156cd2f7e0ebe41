"""What every adapter promises, whatever the network: acts out, failures, and nothing told to a log."""

from __future__ import annotations

import asyncio
import itertools
import logging
import traceback
import unicodedata
from datetime import UTC, datetime
from typing import Any

import aiohttp
import pytest
from aiohttp import web

import channels.transport
from channels.channel import Channel
from channels.codec import dump_act, load_act
from channels.errors import error_rows
from channels.messages import AnswerTap, Delete, Edit, Policy, Send, SendError, Sent
from channels.registry import NAMES
from tests.channels.far_end import FarEnd
from tests.channels.networks import NETWORKS, POLLED, SECRET, Network, Refusal, connected
from texts.catalogue import LANGUAGES, catalogue_for
from texts.rich import RichText, utf16_length

SECRET_TEXT = "Người dân nói điều không ai được ghi lại"

REFUSALS = [pytest.param(n, row, id=f"{n}: {row.reason} {i}") for n in NETWORKS for i, row in enumerate(n.refusals)]


def plain(text: str) -> Send:
    return Send(RichText(text))


async def failure(channel: Channel, network: Network, act: Send | Edit | Delete | None = None) -> SendError:
    with pytest.raises(SendError) as raised:
        await channel.send(network.chat, act or plain(SECRET_TEXT))
    return raised.value


async def polled(network: Network, channel: Channel) -> list[Any]:
    assert network.poll is not None
    return await network.poll(channel)


def test_every_network_of_the_registry_keeps_the_contract() -> None:
    assert [network.name for network in NETWORKS] == list(NAMES)


async def test_it_is_a_channel_and_knows_itself(network: Network, adapter: Channel) -> None:
    neutral: Channel = adapter
    assert (neutral.network, neutral.account) == (network.name, network.account)
    assert neutral.polls == (network.poll is not None)
    assert neutral.polls or not neutral.acknowledges
    assert {name: getattr(adapter, name) for name in network.knows} == network.knows


async def test_a_message(network: Network, there: FarEnd, adapter: Channel) -> None:
    assert await adapter.send(network.chat, plain("Đã lưu.")) == Sent(network.sent_id)
    [call] = there.heard
    assert network.text_of(call) == "Đã lưu."
    assert network.chat_of(call) == network.chat


@pytest.mark.parametrize(
    "text",
    ["<b>x</b>", "**x** _y_ `z` {red}đỏ{/red}", "[a](tg://user?id=1)", "&lt;", "\\*", "# x\n> y", "@all /start #x"],
)
async def test_what_people_typed_is_never_markup(network: Network, there: FarEnd, adapter: Channel, text: str) -> None:
    await adapter.send(network.chat, plain("a"))
    await adapter.send(network.chat, plain(text))
    usual, hostile = there.heard
    assert network.text_of(hostile) == text
    assert hostile.body.keys() == usual.body.keys(), "nothing asks the network to read it as more than text"
    assert "parse_mode" not in hostile.body


@pytest.mark.parametrize("unit", ["a", "ạ", "ệ", "😀", "👍🏽", "👨‍👩‍👧", "ê\u0323 "])
async def test_a_text_at_the_limit_goes_as_one_and_a_longer_one_unbroken(
    network: Network, there: FarEnd, adapter: Channel, unit: str
) -> None:
    whole = unicodedata.normalize("NFC", unit)
    full = (whole * (network.limit // utf16_length(whole))).strip()
    full += "a" * (network.limit - utf16_length(full))
    await adapter.send(network.chat, plain(full))
    assert [network.text_of(call) for call in there.heard] == [full]
    there.heard.clear()
    longer = f"{full}{unit}"
    if network.parts:
        await adapter.send(network.chat, plain(longer))
    else:
        for act in (plain(longer), Edit(RichText(longer), message_id="7")):
            error = await failure(adapter, network, act)
            assert (error.policy, error.reason) == (Policy.FAIL, "too_long")
        assert not there.heard
        for part in RichText(longer).split(network.limit):
            await adapter.send(network.chat, Send(part))
    said = [network.text_of(call) for call in there.heard]
    assert len(said) == 2
    assert all(utf16_length(part) <= network.limit for part in said)
    assert _bare("".join(said)) == _bare(longer)
    for part in said:
        assert (
            unicodedata.category(part[0])[0] != "M"
            and part[0] != "\u200d"
            and not "\U0001f3fb" <= part[0] <= "\U0001f3ff"
        )


def _bare(text: str) -> str:
    return unicodedata.normalize("NFC", text).replace(" ", "")


async def test_an_empty_message_is_not_tried(network: Network, there: FarEnd, adapter: Channel) -> None:
    there.refuses(400, "Bad Request: message text is empty")
    error = await failure(adapter, network, plain(""))
    assert error.policy is Policy.FAIL
    there.replies.clear()


async def test_what_a_network_cannot_do_is_said_at_once(network: Network, there: FarEnd, adapter: Channel) -> None:
    if adapter.edits:
        await adapter.send(network.chat, Edit(RichText("x"), message_id="7"))
        await adapter.send(network.chat, Delete("7"))
        assert len(there.heard) == 2
        return
    for act in (Edit(RichText("x"), message_id="7"), Delete("7")):
        error = await failure(adapter, network, act)
        assert (error.policy, error.reason) == (Policy.FAIL, "unsupported")
    if not adapter.buttons:
        assert await adapter.send(network.chat, AnswerTap("tap")) == Sent()
    assert not there.heard


def test_an_act_is_kept_whole() -> None:
    menus = RichText(""), RichText("1. Tiếp", ((0, 1),))
    for menu, topic, as_of in itertools.product(
        menus, ("", "7"), (None, (datetime(2026, 11, 3, 15, tzinfo=UTC), "vi"))
    ):
        act = Send(RichText("Câu 2", ((0, 3),)), (), None, bool(menu), menu, topic, as_of)
        assert load_act(dump_act(act)) == act


@pytest.mark.parametrize(("network", "row"), REFUSALS)
async def test_a_refusal_carries_its_policy(network: Network, row: Refusal, there: FarEnd, adapter: Channel) -> None:
    there.says(row.body, row.status)
    error = await failure(adapter, network)
    assert (error.policy, error.reason, error.retry_after) == (row.policy, row.reason, row.retry_after)


def test_every_row_of_the_table_decides_about_its_own_words(network: Network) -> None:
    rows = error_rows(network.name)
    for row in rows:
        first = next(r for r in rows if r.code in (0, row.code or 400) and r.words in f"bad request: {row.words}")
        assert first is row, "another row comes first"
        assert row.source


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_reason_that_shuts_a_chat_can_be_said(network: Network, language: str) -> None:
    known = catalogue_for(language).keys
    shut = {row.reason for row in error_rows(network.name) if row.policy is Policy.UNREACHABLE}
    assert {reason for reason in shut if f"reason-{reason.replace('_', '-')}" not in known} == set()


GARBAGE = [
    (b"", 200),
    (b"<html>captive portal</html>", 200),
    (b"<html>403 Forbidden</html>", 403),
    (b"<html>404</html>", 404),
    (b'{"ok":true,"result":', 200),
    (b"[1]", 200),
    (b"null", 200),
    (b"\xff\xfe", 200),
    (b"<html>moved</html>", 302),
    (b"<html>bad gateway</html>", 502),
]


async def test_garbage_is_tried_again(network: Network, there: FarEnd, adapter: Channel) -> None:
    for body, status in (*GARBAGE, *network.garbage):
        there.says(body, status)
        error = await failure(adapter, network)
        assert (error.policy, error.reason) == (Policy.RETRY, "garbage"), body


@pytest.mark.parametrize("network", POLLED, indirect=True, ids=str)
async def test_garbage_instead_of_updates(network: Network, there: FarEnd, adapter: Channel) -> None:
    for body, status in GARBAGE:
        there.says(body, status)
        with pytest.raises(SendError) as raised:
            await polled(network, adapter)
        assert raised.value.policy is Policy.RETRY, body


async def test_a_connection_that_breaks_is_tried_again(network: Network, there: FarEnd, adapter: Channel) -> None:
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
        there.replies.append(reply)
        error = await failure(adapter, network)
        assert (error.policy, error.reason) == (Policy.RETRY, "connection")


async def test_a_server_that_does_not_answer_is_tried_again(
    network: Network, there: FarEnd, adapter: Channel, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(channels.transport, "CALL_TIMEOUT", aiohttp.ClientTimeout(total=0.05))
    released = asyncio.Event()

    async def silent(_request: web.Request) -> web.StreamResponse:
        await released.wait()
        return web.Response()

    there.replies.append(silent)
    error = await failure(adapter, network)
    released.set()
    assert (error.policy, error.reason) == (Policy.RETRY, "timeout")


async def test_nobody_there_and_not_started(network: Network) -> None:
    channel = network.make("http://127.0.0.1:9")
    with pytest.raises(SendError) as raised:
        await channel.start()
    assert (raised.value.policy, raised.value.reason) == (Policy.RETRY, "connection")
    assert (await failure(channel, network)).reason == "stopped"
    await channel.stop()


async def test_a_start_that_is_refused_can_be_tried_again(network: Network, there: FarEnd) -> None:
    channel = network.make(there.address)
    for row in network.refusals:
        there.says(row.body, row.status)
        with pytest.raises(SendError) as raised:
            await channel.start()
        assert raised.value.policy is row.policy
    await channel.start()
    assert {name: getattr(channel, name) for name in network.knows} == network.knows
    await channel.stop()


@pytest.mark.parametrize("network", POLLED, indirect=True, ids=str)
async def test_polling_gives_what_can_be_parsed(network: Network, there: FarEnd, adapter: Channel) -> None:
    assert await polled(network, adapter) == []
    there.says(network.update("chào"))
    [inbound] = [one for update in await polled(network, adapter) for one in adapter.parse(update)]
    assert (inbound.text, inbound.chat_id) == ("chào", network.chat)


@pytest.mark.parametrize("network", POLLED, indirect=True, ids=str)
async def test_a_webhook_is_set_with_its_secret_and_taken_back(
    network: Network, there: FarEnd, adapter: Channel
) -> None:
    assert adapter.registers_webhook
    await adapter.set_webhook("https://example.org/webhooks/x/1", "secret-of-the-webhook")
    await adapter.delete_webhook()
    first, second = there.heard
    assert (first.method, first.body["secret_token"]) == ("setWebhook", "secret-of-the-webhook")
    assert first.body["url"] == "https://example.org/webhooks/x/1"
    assert not first.body.get("drop_pending_updates")
    assert second.method == "deleteWebhook"


async def test_a_file_of_the_largest_size_comes_and_no_larger(
    network: Network, there: FarEnd, adapter: Channel
) -> None:
    async def endless(request: web.Request) -> web.StreamResponse:
        response = web.StreamResponse()
        await response.prepare(request)
        for _ in range(1600):  # 100 MB
            await response.write(b"x" * 65536)
        return response

    file = network.file(there, 5)
    there.says(b"12345")
    assert (await adapter.fetch(file, limit=5)).content == b"12345"
    file = network.file(there, None)
    there.says(b"123456")
    assert (await _unfetched(adapter, file)).reason == "too_large"
    file = network.file(there, None)
    there.replies.append(endless)
    error = await _unfetched(adapter, file)
    assert (error.policy, error.reason) == (Policy.FAIL, "too_large")


async def test_a_file_that_is_gone_and_a_server_that_is_not_well(
    network: Network, there: FarEnd, adapter: Channel
) -> None:
    for status in network.gone:
        file = network.file(there, None)
        there.says(b"<html>", status)
        error = await _unfetched(adapter, file)
        assert (error.policy, error.reason) == (Policy.FAIL, "bad_file"), status
    for status in (500, 502, 503, 429, 302):
        file = network.file(there, None)
        there.says(b"<html>", status)
        assert (await _unfetched(adapter, file)).policy is Policy.RETRY, status


async def _unfetched(adapter: Channel, file: str) -> SendError:
    with pytest.raises(SendError) as raised:
        await adapter.fetch(file, limit=5)
    return raised.value


async def test_no_log_learns_a_token_a_secret_or_a_word(
    network: Network, there: FarEnd, heard_by_logs: list[str]
) -> None:
    logging.getLogger("proof").debug("the ear is open")
    errors: list[SendError] = []
    async with connected(network, there) as channel:
        await channel.send(network.chat, plain(SECRET_TEXT))
        if channel.registers_webhook:
            await channel.set_webhook("https://example.org/webhooks/x/1", "secret-of-the-webhook")
        if channel.polls:
            there.says(network.update(SECRET_TEXT))
            await polled(network, channel)
        else:
            assert channel.parse(network.update(SECRET_TEXT))
        if channel.renew_every is not None:
            there.says({"error": -216, "message": SECRET_TEXT})
            await channel.send(network.chat, plain(SECRET_TEXT))
        there.says(SECRET_TEXT.encode())
        errors.append(await failure(channel, network))
        there.refuses(400, f"Bad Request: {SECRET_TEXT}")
        errors.append(await failure(channel, network))
        there.says(SECRET_TEXT.encode(), 500)
        with pytest.raises(SendError) as raised:
            await (channel.renew() if channel.renew_every is not None else channel.delete_webhook())
        errors.append(raised.value)
        file = network.file(there, None)
        there.says(SECRET_TEXT.encode(), 500)
        errors.append(await _unfetched(channel, file))
        logging.getLogger("proof").info("%r %s", channel, channel)
    nowhere = network.make("http://127.0.0.1:9")
    with pytest.raises(SendError) as raised:
        await nowhere.start()
    errors.append(raised.value)
    written = "\n".join(heard_by_logs + ["".join(traceback.format_exception(error)) for error in errors])
    assert "the ear is open" in written
    for secret in (network.token, SECRET, "secret-of-the-webhook", SECRET_TEXT):
        assert secret not in written


def test_what_is_no_token_is_refused_without_repeating_it(network: Network) -> None:
    for token in network.bad_tokens:
        with pytest.raises(ValueError) as raised:
            network.make("http://127.0.0.1:9", None, token)
        assert not token or token not in str(raised.value)


def test_what_is_no_http_proxy_is_refused_without_repeating_it(network: Network) -> None:
    with pytest.raises(ValueError) as raised:
        network.make("http://127.0.0.1:9", "socks5://user:password@127.0.0.1:1080")
    assert "password" not in str(raised.value)
