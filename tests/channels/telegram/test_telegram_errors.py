"""Telegram's error policy: every refusal the look-alike server knows has a row, and junk decides nothing."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest

from channels.messages import Policy
from channels.telegram.errors import refusal

REFUSALS = tomllib.loads((Path(__file__).parents[3] / "sandbox" / "errors.toml").read_text("utf-8"))


def answer(code: int, description: str, **parameters: int) -> dict[str, Any]:
    body: dict[str, Any] = {"ok": False, "error_code": code, "description": description}
    return body | ({"parameters": parameters} if parameters else {})


@pytest.mark.parametrize(
    ("code", "description", "policy", "reason"),
    [
        (403, "Forbidden: bot was blocked by the user", Policy.UNREACHABLE, "blocked"),
        (403, "Forbidden: user is deactivated", Policy.UNREACHABLE, "deactivated"),
        (403, "Forbidden: bot can't initiate conversation with a user", Policy.UNREACHABLE, "never_started"),
        (403, "Forbidden: bot was kicked from the group chat", Policy.UNREACHABLE, "kicked"),
        (403, "Forbidden: bot was kicked from the supergroup chat", Policy.UNREACHABLE, "kicked"),
        (403, "Forbidden: bot is not a member of the group chat", Policy.UNREACHABLE, "not_member"),
        (400, "Bad Request: chat not found", Policy.UNREACHABLE, "not_found"),
        (400, "Bad Request: TOPIC_CLOSED", Policy.UNREACHABLE, "topic_closed"),
        (400, "Bad Request: TOPIC_DELETED", Policy.UNREACHABLE, "topic_deleted"),
        (400, "Bad Request: message thread not found", Policy.UNREACHABLE, "thread_not_found"),
        (400, "Bad Request: CHAT_SEND_PLAIN_FORBIDDEN", Policy.UNREACHABLE, "no_text_rights"),
        (400, "Bad Request: CHAT_SEND_PHOTOS_FORBIDDEN", Policy.UNREACHABLE, "no_photo_rights"),
        (400, "Bad Request: not enough rights to send photos to the chat", Policy.UNREACHABLE, "no_photo_rights"),
        (400, "Bad Request: CHAT_ADMIN_REQUIRED", Policy.UNREACHABLE, "admin_required"),
        (400, "Bad Request: USER_BANNED_IN_CHANNEL", Policy.UNREACHABLE, "banned"),
        (400, "Bad Request: CHANNEL_PRIVATE", Policy.UNREACHABLE, "group_private"),
        (400, "Bad Request: CHAT_GUEST_SEND_FORBIDDEN", Policy.UNREACHABLE, "guests_forbidden"),
        (400, "Bad Request: group is deactivated", Policy.UNREACHABLE, "group_deactivated"),
        (403, "Forbidden: CHAT_RESTRICTED", Policy.UNREACHABLE, "chat_restricted"),
        (400, "Bad Request: USER_IS_BLOCKED", Policy.UNREACHABLE, "blocked"),
        (400, "Bad Request: INPUT_USER_DEACTIVATED", Policy.UNREACHABLE, "deactivated"),
        (400, "Bad Request: SLOWMODE_WAIT_30", Policy.RETRY, "slow_mode"),
        (400, "Bad Request: group chat was upgraded to a supergroup chat", Policy.READDRESS, "moved"),
        (401, "Unauthorized", Policy.ACCOUNT, "token"),
        (401, "Unauthorized: invalid token specified", Policy.ACCOUNT, "token"),
        (404, "Not Found", Policy.ACCOUNT, "token"),
        (404, "Not Found: method not found", Policy.FAIL, "unsupported"),
        (429, "Too Many Requests: retry after 7", Policy.RETRY, "flood"),
        (500, "Internal Server Error", Policy.RETRY, "server"),
        (502, "Bad Gateway", Policy.RETRY, "server"),
        (504, "Gateway Timeout", Policy.RETRY, "server"),
        (409, "Conflict: can't use getUpdates method while webhook is active", Policy.RETRY, "webhook_set"),
        (409, "Conflict: terminated by other getUpdates request", Policy.RETRY, "other_poller"),
        (400, "Bad Request: message is not modified", Policy.DONE, "not_modified"),
        (
            400,
            "Bad Request: query is too old and response timeout expired or query ID is invalid",
            Policy.DONE,
            "tap_too_old",
        ),
        (400, "Bad Request: message to delete not found", Policy.DONE, "message_gone"),
        (400, "Bad Request: message to edit not found", Policy.FAIL, "message_gone"),
        (400, "Bad Request: message can't be edited", Policy.FAIL, "not_editable"),
        (400, "Bad Request: there is no text in the message to edit", Policy.FAIL, "not_editable"),
        (400, "Bad Request: message can't be deleted", Policy.FAIL, "not_deletable"),
        (400, "Bad Request: message text is empty", Policy.FAIL, "empty"),
        (400, "Bad Request: message is too long", Policy.FAIL, "too_long"),
        (400, "Bad Request: message caption is too long", Policy.FAIL, "too_long"),
        (400, "Bad Request: BUTTON_DATA_INVALID", Policy.FAIL, "bad_keyboard"),
        (400, "Bad Request: inline keyboard button URL 'x' is invalid", Policy.FAIL, "bad_keyboard"),
        (400, "Bad Request: file of size 11000000 bytes is too big for a photo", Policy.FAIL, "too_large"),
        (400, "Bad Request: file is too big", Policy.FAIL, "too_large"),
        (413, "Request Entity Too Large", Policy.FAIL, "too_large"),
        (400, "Bad Request: IMAGE_PROCESS_FAILED", Policy.FAIL, "bad_file"),
        (400, "Bad Request: wrong file_id or the file is temporarily unavailable", Policy.FAIL, "bad_file"),
        (400, "Bad Request: ENTITY_BOUNDS_INVALID", Policy.FAIL, "refused"),
    ],
)
def test_what_telegram_says_is_understood(code: int, description: str, policy: Policy, reason: str) -> None:
    error = refusal(code, answer(code, description))
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
