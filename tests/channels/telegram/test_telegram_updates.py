"""Telegram's updates, beyond what `test_conformance` plays of every network's cases."""

from __future__ import annotations

import json

from channels.messages import Kind
from channels.telegram.updates import ALLOWED_UPDATES, parse_update
from tests.channels.networks import TELEGRAM

CASES = TELEGRAM.cases()


def test_every_kind_has_a_case_and_is_asked_for() -> None:
    seen = {inbound["kind"] for _, case in CASES if case["expected"] != "bad" for inbound in case["expected"]}
    assert seen == set(Kind) - {Kind.WITHDRAWN}, "no person can ask Telegram for that"
    useful = {kind for _, case in CASES if case["expected"] not in ("bad", []) for kind in case["payload"]}
    assert useful - {"update_id"} == set(ALLOWED_UPDATES)


def test_the_exact_place_goes_no_further() -> None:
    payloads = [case["payload"] for _, case in CASES if case["expected"] != "bad"]
    exact = [payload for payload in payloads if "957421" in json.dumps(payload)]
    seen = [inbound for payload in exact for inbound in parse_update(payload, account="1", username="")]
    assert len(seen) >= 3
    for inbound in seen:
        assert not any(said in repr(inbound) for said in ("957421", "842713", "Biên Hòa"))


def test_before_our_name_is_known_no_command_is_refused() -> None:
    payload = {
        "update_id": 1,
        "message": {"message_id": 1, "date": 1, "chat": {"id": -1, "type": "group"}, "text": "/menu@langnghe_bot"},
    }
    assert parse_update(payload, account="1", username="")[0].text == "/menu@langnghe_bot"
