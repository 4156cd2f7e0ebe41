"""Who speaks for an Official Account, and to it: access tokens on the wire, signatures of webhooks."""

from __future__ import annotations

import asyncio
import hashlib

import orjson
import pytest
from aiohttp import web

from channels.messages import Policy, Send, SendError, Sent
from channels.zalo_oa.adapter import ZaloOaChannel
from channels.zalo_oa.tokens import SPENT
from tests.channels.far_end import FarEnd
from tests.channels.networks import OA_CHAT, SECRET, ZALO_OA, oa_tokens
from tests.channels.zalo_oa.oa_tokens import MemoryTokens
from tests.channels.zalo_oa.official import channel, failed, far, links, made, tokens  # noqa: F401
from texts.rich import RichText

# ruff: noqa: F811


@pytest.mark.parametrize("code", [-216, -220, "-216"])
async def test_a_refused_access_token_is_exchanged_once_and_the_call_made_again(
    channel: ZaloOaChannel, far: FarEnd, tokens: MemoryTokens, code: int | str
) -> None:
    far.says({"error": code, "message": "Access token is invalid"})
    assert await channel.send(OA_CHAT, Send(RichText("x"))) == Sent("8f1c2e")
    assert [call.method for call in far.heard] == ["cs", "access_token", "cs"]
    form = {"refresh_token": f"{SECRET}-refresh-1", "app_id": "700001", "grant_type": "refresh_token"}
    assert far.heard[1].body == form
    assert [kept.previous is not None for kept in tokens.saved] == [True, False]
    far.says({"error": code})
    far.says(ZALO_OA.healthy("access_token"))
    far.says({"error": code})
    error = await failed(channel, Send(RichText("x")))
    assert (error.policy, error.reason) == (Policy.ACCOUNT, "token")


@pytest.mark.parametrize(
    ("body", "policy", "reason"),
    [
        ({"error": -14002, "error_name": "Invalid app id"}, Policy.ACCOUNT, "app"),
        ({"error": -14004, "error_name": "Invalid secret key"}, Policy.ACCOUNT, "app_secret"),
        ({"error": -14014, "error_name": "x"}, Policy.ACCOUNT, SPENT),
        ({"error": -1, "error_name": "x"}, Policy.ACCOUNT, SPENT),
        ({"error": "-118", "message": "x"}, Policy.ACCOUNT, SPENT),
        ({"error": -32, "message": "limit"}, Policy.RETRY, "flood"),
        ({"access_token": "x"}, Policy.RETRY, "garbage"),
        ({"access_token": "", "refresh_token": "", "error": 0}, Policy.RETRY, "garbage"),
        ([], Policy.RETRY, "garbage"),
    ],
)
async def test_tokens_that_are_not_given(
    channel: ZaloOaChannel, far: FarEnd, tokens: MemoryTokens, body: object, policy: Policy, reason: str
) -> None:
    before = tokens.tokens
    far.says({"error": -216})
    far.says(body)
    error = await failed(channel, Send(RichText("x")))
    assert (error.policy, error.reason) == (policy, reason)
    assert tokens.tokens == before and not tokens.saved


async def test_who_stops_in_mid_exchange_waits_until_the_pair_is_kept(far: FarEnd, tokens: MemoryTokens) -> None:
    channel = made(far.address, tokens=tokens)
    await channel.start()
    asked, answered = asyncio.Event(), asyncio.Event()

    async def late(_request: web.Request) -> web.Response:
        asked.set()
        await answered.wait()
        return web.json_response(ZALO_OA.healthy("access_token"))

    far.replies.append(late)
    renewing = asyncio.ensure_future(channel.renew())
    await asked.wait()
    stopping = asyncio.ensure_future(channel.stop())
    renewing.cancel()
    await asyncio.wait([renewing])
    assert not stopping.done()
    answered.set()
    await stopping
    assert tokens.tokens is not None and tokens.tokens.current.refresh == f"{SECRET}-refresh-2"


async def test_the_accounts_own_limit_holds_back_all_of_it(channel: ZaloOaChannel, far: FarEnd) -> None:
    far.says({"error": -32})
    assert (await failed(channel, Send(RichText("x")))).whole_account
    far.says({"error": -200})
    assert not (await failed(channel, Send(RichText("x")))).whole_account


async def test_tokens_of_another_account_are_found_out_at_once(far: FarEnd) -> None:
    channel = made(far.address)
    far.says({"data": {"oa_id": "400002", "name": "Khác"}, "error": 0})
    with pytest.raises(SendError) as raised:
        await channel.start()
    assert (raised.value.policy, raised.value.reason) == (Policy.ACCOUNT, "other_account")


BODY = (
    b'{"app_id":"700001", "event_name":"user_send_text","timestamp":"1793669400000","message":{"text":"ch\xc3\xa0o"}}'
)


def mac(
    first: str = "700001", secret: str = f"{SECRET}-webhook", time: str = "1793669400000", body: bytes = BODY
) -> str:
    return hashlib.sha256(first.encode() + body + time.encode() + secret.encode()).hexdigest()


@pytest.mark.parametrize("header", ["X-ZEvent-Signature", "x-zevent-signature"])
@pytest.mark.parametrize("first", ["700001", "400001"])
@pytest.mark.parametrize("prefix", ["mac=", "", " mac="])
def test_a_signature_in_every_form_that_was_seen(header: str, first: str, prefix: str) -> None:
    channel = made("http://127.0.0.1:9")
    assert channel.vouches({header: prefix + mac(first)}, BODY)
    assert channel.vouches({header: prefix + mac(first).upper()}, BODY)
    assert channel.vouches({header: prefix + mac(first, time="5"), "X-ZEvent-Timestamp": "5"}, BODY)
    number = BODY.replace(b'"1793669400000"', b"1793669400000")
    assert channel.vouches({header: prefix + mac(first, body=number)}, number)


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"X-ZEvent-Signature": ""},
        {"X-ZEvent-Signature": "mac="},
        {"X-ZEvent-Signature": "mac=đ"},
        {"X-ZEvent-Signature": mac(secret="another")},
        {"X-ZEvent-Signature": mac(secret="")},
        {"X-ZEvent-Signature": mac(first="")},
        {"X-ZEvent-Signature": mac(secret=f"{SECRET}-app")},
        {"X-ZEvent-Signature": mac(time="1793669400001")},
        {"X-ZEvent-Signature": mac(body=BODY + b" ")},
        {"X-ZEvent-Signature": mac(body=orjson.dumps(orjson.loads(BODY)))},
    ],
)
def test_a_forged_webhook_is_none(headers: dict[str, str]) -> None:
    assert not made("http://127.0.0.1:9").vouches(headers, BODY)


def test_which_secret_and_first_term_are_settings() -> None:
    both = made("http://127.0.0.1:9", webhook_secrets=(f"{SECRET}-webhook", f"{SECRET}-app"))
    for secret in (f"{SECRET}-webhook", f"{SECRET}-app"):
        assert both.vouches({"X-ZEvent-Signature": mac(secret=secret)}, BODY)
    without = made("http://127.0.0.1:9", webhook_secrets=())
    assert without.vouches({"X-ZEvent-Signature": mac(secret=f"{SECRET}-app")}, BODY)
    strict = made("http://127.0.0.1:9", first_terms=("account",))
    assert strict.vouches({"X-ZEvent-Signature": mac("400001")}, BODY)
    assert not strict.vouches({"X-ZEvent-Signature": mac("700001")}, BODY)


@pytest.mark.parametrize("body", [b"", b"<html>", b"[]", b"{}", b'{"timestamp":null}', b'{"timestamp":{}}', b"\xff"])
def test_what_has_no_time_is_not_signed_without_one(body: bytes) -> None:
    channel = made("http://127.0.0.1:9")
    assert not channel.vouches({"X-ZEvent-Signature": mac(time="", body=body)}, body)
    assert channel.is_ping(body) is (not body)


@pytest.mark.parametrize("ids", [("", "700001"), ("400001", ""), ("abc", "700001"), ("400001", "7\n"), ("4 1", "7")])
def test_what_is_no_id_is_refused(ids: tuple[str, str]) -> None:
    with pytest.raises(ValueError):
        ZaloOaChannel(
            ids[0], app_id=ids[1], app_secret="secret", tokens=oa_tokens(), file_link=lambda _a, _b, _chat: None
        )
