"""The error policy: every row is reached, every refusal the look-alike server knows has a row, junk decides nothing."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest

from channels.messages import Policy
from channels.telegram_errors import error_rows, refusal

REFUSALS = tomllib.loads((Path(__file__).parents[2] / "sandbox" / "errors.toml").read_text("utf-8"))


def answer(code: int, description: str, **parameters: int) -> dict[str, Any]:
    body: dict[str, Any] = {"ok": False, "error_code": code, "description": description}
    return body | ({"parameters": parameters} if parameters else {})


def test_every_row_decides_about_its_own_words() -> None:
    for row in error_rows():
        error = refusal(row.code, answer(row.code, f"Bad Request: {row.words}"))
        assert (error.policy, error.reason) == (row.policy, row.reason), row
        assert row.source


@pytest.mark.parametrize(
    ("name", "policy", "reason"),
    [
        ("blocked", Policy.UNREACHABLE, "blocked"),
        ("deactivated", Policy.UNREACHABLE, "deactivated"),
        ("cannot_initiate", Policy.UNREACHABLE, "never_started"),
        ("kicked_group", Policy.UNREACHABLE, "kicked"),
        ("kicked_supergroup", Policy.UNREACHABLE, "kicked"),
        ("left_group", Policy.UNREACHABLE, "not_member"),
        ("chat_not_found", Policy.UNREACHABLE, "not_found"),
        ("group_upgraded", Policy.READDRESS, "moved"),
        ("unauthorized", Policy.ACCOUNT, "token"),
        ("invalid_token", Policy.ACCOUNT, "token"),
        ("not_found", Policy.ACCOUNT, "token"),
        ("method_not_found", Policy.FAIL, "unsupported"),
        ("too_many_requests", Policy.RETRY, "flood"),
        ("server_error", Policy.RETRY, "server"),
        ("bad_gateway", Policy.RETRY, "server"),
        ("gateway_timeout", Policy.RETRY, "server"),
        ("webhook_active", Policy.RETRY, "webhook_set"),
        ("other_poller", Policy.RETRY, "other_poller"),
        ("not_modified", Policy.DONE, "not_modified"),
        ("query_too_old", Policy.DONE, "tap_too_old"),
        ("delete_not_found", Policy.DONE, "message_gone"),
        ("edit_not_found", Policy.FAIL, "message_gone"),
        ("cannot_edit", Policy.FAIL, "not_editable"),
        ("no_text_to_edit", Policy.FAIL, "not_editable"),
        ("cannot_delete", Policy.FAIL, "not_deletable"),
        ("text_empty", Policy.FAIL, "empty"),
        ("text_too_long", Policy.FAIL, "too_long"),
        ("caption_too_long", Policy.FAIL, "too_long"),
        ("button_data", Policy.FAIL, "bad_keyboard"),
        ("button_url", Policy.FAIL, "bad_keyboard"),
        ("photo_too_big", Policy.FAIL, "too_large"),
        ("file_too_big", Policy.FAIL, "too_large"),
        ("request_too_large", Policy.FAIL, "too_large"),
        ("image_process", Policy.FAIL, "bad_file"),
        ("wrong_file", Policy.FAIL, "bad_file"),
        ("entity_bounds", Policy.FAIL, "refused"),
    ],
)
def test_what_telegram_says_is_understood(name: str, policy: Policy, reason: str) -> None:
    row = REFUSALS[name]
    error = refusal(row["code"], answer(row["code"], row["description"]))
    assert (error.policy, error.reason) == (policy, reason)


def test_no_refusal_of_a_chat_or_an_account_is_taken_for_a_passing_one() -> None:
    for name, row in REFUSALS.items():
        error = refusal(row["code"], answer(row["code"], row["description"]))
        assert error.reason != "unknown", name
        assert (error.policy is Policy.RETRY) == (row["code"] in (409, 429) or row["code"] >= 500), name


def test_parameters_come_along() -> None:
    flood = refusal(429, answer(429, "Too Many Requests: retry after 7", retry_after=7))
    assert (flood.retry_after, flood.whole_account) == (7.0, False)
    moved = refusal(
        400, answer(400, "Bad Request: group chat was upgraded to a supergroup chat", migrate_to_chat_id=-100)
    )
    assert moved.moved_to == "-100"
    assert refusal(429, {**answer(429, "x"), "parameters": "later"}).retry_after is None


@pytest.mark.parametrize("status", [200, 204, 301, 400, 401, 403, 404, 407, 429, 500, 502])
@pytest.mark.parametrize("body", [None, [], "x", {}, {"ok": True}, {"ok": False}, {"error_code": "403"}])
def test_a_body_that_is_not_telegrams_decides_nothing(status: int, body: object) -> None:
    assert refusal(status, body).policy is Policy.RETRY


def test_a_code_nobody_knows_is_tried_again() -> None:
    error = refusal(418, answer(418, "I'm a teapot"))
    assert (error.policy, error.reason) == (Policy.RETRY, "unknown")
