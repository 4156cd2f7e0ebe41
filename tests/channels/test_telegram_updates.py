"""Telegram's updates: each file of `cases/` is a list of payloads and what they mean ("bad": no update at all)."""

from __future__ import annotations

import json
from dataclasses import MISSING, asdict, fields
from pathlib import Path
from typing import Any

import pytest

from channels.codec import dump_inbound, load_inbound
from channels.messages import BadPayload, Inbound, Kind
from channels.telegram_updates import ALLOWED_UPDATES, parse_update

FILES = sorted((Path(__file__).parent / "cases").glob("*.json"))
CASES = [(f"{file.stem}: {case['name']}", case) for file in FILES for case in json.loads(file.read_text("utf-8"))]


def shown(inbound: Inbound) -> dict[str, Any]:
    """What a case file says of it: all that is not the default, the account left out."""
    said: dict[str, Any] = {}
    for field in fields(inbound):
        value = getattr(inbound, field.name)
        if field.name == "account" or (field.default is not MISSING and value == field.default):
            continue
        said[field.name] = value
    said["sent_at"] = inbound.sent_at.isoformat()
    if inbound.media:
        said["media"] = {name: value for name, value in asdict(inbound.media).items() if value}
    if inbound.place:
        said["place"] = list(inbound.place)
    return said


@pytest.mark.parametrize(("name", "case"), CASES, ids=[name for name, _ in CASES])
def test_case(name: str, case: dict[str, Any]) -> None:
    def parsed() -> list[Inbound]:
        return parse_update(case["payload"], account="100001", username="langnghe_bot")

    if case["expected"] == "bad":
        with pytest.raises(BadPayload):
            parsed()
        return
    assert [shown(inbound) for inbound in parsed()] == case["expected"]
    assert all(inbound.account == "100001" for inbound in parsed())
    assert [load_inbound(dump_inbound(inbound)) for inbound in parsed()] == parsed(), "an event is kept whole"


def test_every_kind_has_a_case_and_is_asked_for() -> None:
    seen = {inbound["kind"] for _, case in CASES if case["expected"] != "bad" for inbound in case["expected"]}
    assert seen == set(Kind)
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
